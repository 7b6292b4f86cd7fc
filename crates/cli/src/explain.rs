//! `palimpsest extract --explain`: what became of every block of a page, and where each fact is
//! from.

use crate::{
    arguments::{ExtractArguments, Format},
    fields,
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{Error, ErrorCode, Explanation, PageBlock, Place, Reason, Work};

/// A longer name of a part is cut: it is the page's own.
const LONGEST_NAME: usize = 60;

/// Prints the page of the source block by block, then the facts with their sources.
pub async fn run(
    surroundings: &Surroundings,
    arguments: &ExtractArguments,
) -> Result<Outcome, Failure> {
    let as_json = match arguments.format {
        Some(Format::Markdown) => return Err(no_markdown().into()),
        Some(format) => format == Format::Json,
        None => surroundings.json,
    };
    // clap asks for a source wherever `--batch` is not given.
    let argument = arguments.source.as_deref().unwrap_or_default();
    let source = surroundings.source(argument, arguments.url.as_ref())?;
    let (fetcher, now) = (surroundings.fetcher()?, chrono::Utc::now());
    let explained = palimpsest::explain(&source, &fetcher, now, &Work::unwatched()).await?;
    output::say_warnings(&explained.extraction.warnings);
    match as_json {
        true => output::print_json(&explained)?,
        false => print(&explained)?,
    }
    Ok(match explained.extraction.article.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

fn no_markdown() -> Error {
    Error {
        code: ErrorCode::BadSource,
        message: "cannot explain in the format 'markdown'".to_owned(),
        hints: vec!["--explain prints text, or JSON with --format json".to_owned()],
    }
}

fn print(explained: &Explanation) -> Result<(), Failure> {
    let article = &explained.extraction.article;
    if explained.page_blocks.is_empty() && !article.is_empty() {
        output::print(&format!("{}\n\n", article.text.as_str()))?;
        output::say("nothing is left out of plain text");
    }
    let is_removed = |block: &&PageBlock| matches!(block.place, Place::Removed { .. });
    let mut blocks = explained.page_blocks.as_slice();
    while let [block, rest @ ..] = blocks {
        if let Place::Removed { .. } = block.place {
            // Neighbours that are gone for one reason are told of once.
            let why = words_of(block);
            let same = rest.iter().take_while(is_removed).take_while(|next| words_of(next) == why);
            let (removed, after) = blocks.split_at(1 + same.count());
            print_removed(removed, &why)?;
            blocks = after;
        } else {
            print_kept(block)?;
            blocks = rest;
        }
    }
    output::print(&fields::lines(article))
}

fn print_kept(block: &PageBlock) -> Result<(), Failure> {
    let label = match block.place {
        Place::UpdateNote { .. } => "  update note\n\n",
        Place::Headline => "  headline\n\n",
        Place::Standfirst => "  standfirst\n\n",
        Place::Body { .. } | Place::Removed { .. } => "\n",
    };
    output::print(&format!("{}\n", block.text))?;
    output::print_dimmed(label)
}

fn print_removed(blocks: &[PageBlock], why: &str) -> Result<(), Failure> {
    // Marked line by line, for eyes and programs that see no colour.
    let lines = blocks.iter().flat_map(|block| block.text.lines());
    let words: String = lines.map(|line| format!("- {line}\n")).collect();
    output::print_dimmed(&format!("{words}  removed: {why}\n\n"))
}

/// Says why a block was removed; nothing for one that was not.
fn words_of(block: &PageBlock) -> String {
    let Place::Removed { reason } = &block.place else { return String::new() };
    match reason {
        Reason::Hidden => "the page does not show it".to_owned(),
        Reason::Comments => "among readers' comments".to_owned(),
        Reason::Part { name } => {
            let mut shown: String = name.chars().take(LONGEST_NAME).collect();
            if shown.len() < name.len() {
                shown.push('…');
            }
            format!("in the part '{shown}'")
        }
        Reason::Furniture => "furniture of pages in general, as 'subscribe' or 'share'".to_owned(),
        Reason::Links => "most of it is links".to_owned(),
        Reason::Outside => "outside of the part that holds most of the article".to_owned(),
        Reason::Repeated => "it repeats a block before it".to_owned(),
        Reason::Unlike => {
            format!("looks unlike the article ({} %)", (block.likely * 100.0).round())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_said_in_words_and_no_longer_than_they_need() {
        let said = |reason| {
            let place = Place::Removed { reason };
            let kind = palimpsest::article::BlockKind::Paragraph;
            words_of(&PageBlock { kind, text: "x".to_owned(), place, likely: 0.118 })
        };
        assert_eq!(said(Reason::Unlike), "looks unlike the article (12 %)");
        let name = "é".repeat(300);
        let part = said(Reason::Part { name });
        assert_eq!(part.chars().count(), "in the part ''".len() + LONGEST_NAME + 1);
    }
}
