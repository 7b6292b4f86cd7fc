//! `palimpsest extract`: the article of a page, without a library.

use crate::{
    arguments::{ExtractArguments, Format},
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{Extraction, Work, export};

/// Prints the article of the source.
pub async fn run(
    surroundings: &Surroundings,
    arguments: &ExtractArguments,
) -> Result<Outcome, Failure> {
    // clap asks for a source wherever `--batch` is not given.
    let argument = arguments.source.as_deref().unwrap_or_default();
    let source = surroundings.source(argument, arguments.url.as_ref())?;
    let (fetcher, now) = (surroundings.fetcher()?, chrono::Utc::now());
    let extraction = palimpsest::extract(&source, &fetcher, now, &Work::unwatched()).await?;
    output::say_warnings(&extraction.warnings);
    print(&extraction, arguments.format, surroundings.json)?;
    Ok(match extraction.article.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

/// Prints an article in the format asked for; words where none is.
pub fn print(extraction: &Extraction, format: Option<Format>, json: bool) -> Result<(), Failure> {
    match format.unwrap_or(if json { Format::Json } else { Format::Text }) {
        Format::Json => output::print_json(extraction),
        Format::Text => output::print(&export::plain_text(&extraction.article)),
        Format::Markdown => output::print(&export::markdown(&extraction.article)),
    }
}
