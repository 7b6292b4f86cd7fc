//! `palimpsest quotes`: who is quoted in an article, and what with.

use crate::{
    arguments::QuotesArguments,
    output::{self, Failure, Outcome},
    show,
    surroundings::Surroundings,
};
use palimpsest::{
    Work,
    article::{EntryId, Quotation, QuotationKind, ReadQuotation, Speaker},
};
use std::fmt::Write;

/// Prints the quotations of the source.
pub async fn run(
    surroundings: &Surroundings,
    arguments: &QuotesArguments,
) -> Result<Outcome, Failure> {
    let mut quotations = read(surroundings, arguments).await?;
    quotations.retain(|read| {
        (arguments.all || is_speech(&read.quotation) && !read.is_rejected)
            && arguments.speaker.as_deref().is_none_or(|name| is_by(&read.quotation, name))
    });
    match surroundings.json {
        true => output::print_json(&quotations)?,
        false => output::print(&lines(&quotations))?,
    }
    Ok(match quotations.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

/// Reads an entry of the library with the reader's corrections, or a source as the engine reads it.
async fn read(
    surroundings: &Surroundings,
    arguments: &QuotesArguments,
) -> Result<Vec<ReadQuotation>, Failure> {
    let entry = arguments.source.strip_prefix("entry:").and_then(|number| number.parse().ok());
    if let Some(entry) = entry {
        let library = surroundings.library()?;
        return Ok(show::read(&library, EntryId(entry), None)?.quotations);
    }
    let source = surroundings.source(&arguments.source, arguments.url.as_ref())?;
    let (fetcher, now) = (surroundings.fetcher()?, chrono::Utc::now());
    let extraction = palimpsest::extract(&source, &fetcher, now, &Work::unwatched()).await?;
    output::say_warnings(&extraction.warnings);
    let as_read = |quotation| ReadQuotation { quotation, correction: None, is_rejected: false };
    Ok(extraction.article.quotations.into_iter().map(as_read).collect())
}

/// Tells whether it is somebody's words, and not said before: a pull quote repeats what the text has.
fn is_speech(quotation: &Quotation) -> bool {
    quotation.repeats.is_none() && quotation.kind.is_speech()
}

fn is_by(quotation: &Quotation, name: &str) -> bool {
    let lower = |name: &str| name.to_lowercase();
    quotation.speaker.as_ref().is_some_and(|speaker| lower(&speaker.name).contains(&lower(name)))
}

/// Returns the quotations by speaker, in the order in which the speakers first speak.
fn lines(quotations: &[ReadQuotation]) -> String {
    let mut speakers: Vec<(Option<&str>, Vec<&ReadQuotation>)> = Vec::new();
    for read in quotations {
        let name = read.quotation.speaker.as_ref().map(|Speaker { name, .. }| name.as_str());
        match speakers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, said)) => said.push(read),
            None => speakers.push((name, vec![read])),
        }
    }
    let mut lines = String::new();
    for (name, said) in speakers {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{} ({})", name.unwrap_or("no speaker named"), said.len());
        for read in said {
            let words = read.quotation.content.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(lines, "  “{words}”  [{}]", facts(read));
        }
    }
    lines
}

fn facts(read: &ReadQuotation) -> String {
    let Quotation { kind, confidence, closed, .. } = read.quotation;
    let kind = match kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Partial => "partial",
        QuotationKind::Block => "block",
        QuotationKind::Scare => "scare quotes",
        QuotationKind::Term => "title or term",
        QuotationKind::Text => "document",
    };
    let mut facts = match (read.is_rejected, read.correction) {
        (true, _) => format!("{kind}, rejected by you"),
        (_, Some(_)) => format!("{kind}, corrected by you"),
        _ => format!("{kind}, {} %", (confidence * 100.0).round()),
    };
    if !closed {
        facts.push_str(", mark not closed");
    }
    facts
}
