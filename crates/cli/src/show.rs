//! `palimpsest list` and `palimpsest show`: what is in the library.

use crate::{
    arguments::{Format, ShowArguments},
    extract,
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{
    Error, ErrorCode, Extraction, Library, Reading,
    article::{AnchorStatus, EntryId, PlacedHighlight, WordEdit, WordEditKind},
};

/// Prints the entries, a line each.
pub fn list(surroundings: &Surroundings) -> Result<Outcome, Failure> {
    let entries = surroundings.library()?.entries()?;
    if surroundings.json {
        output::print_json(&entries)?;
        return Ok(Outcome::Done);
    }
    if entries.is_empty() {
        output::say("the library is empty; add an article with: palimpsest add SOURCE");
    }
    for entry in entries {
        let date = entry.date_published.map_or_else(String::new, |date| date.day().to_string());
        let publisher = entry.publisher.unwrap_or_default();
        let counts = match (entry.revisions, entry.highlights) {
            (..=1, 0) => String::new(),
            (versions, highlights) => format!("\t{versions} versions, {highlights} highlights"),
        };
        output::print(&format!(
            "{}\t{date}\t{publisher}\t{}{counts}\n",
            entry.id.0, entry.headline
        ))?;
    }
    Ok(Outcome::Done)
}

/// Prints one article and the highlights in it.
pub fn run(surroundings: &Surroundings, arguments: &ShowArguments) -> Result<Outcome, Failure> {
    let library = surroundings.library()?;
    let reading = read(&library, EntryId(arguments.entry), arguments.revision)?;
    if surroundings.json && arguments.format.is_none() {
        output::print_json(&reading)?;
        return Ok(Outcome::Done);
    }
    let Reading { entry, revision, revisions, article, warnings, highlights, note, .. } = reading;
    output::say(&format!(
        "{}, version {} of {}, first seen {}, {} captures",
        entry.url.as_deref().unwrap_or("pasted"),
        revision.number,
        revisions.len(),
        revision.first_seen.format("%Y-%m-%d %H:%M UTC"),
        revision.captures,
    ));
    let extraction = Extraction { article, warnings };
    extract::print(&extraction, arguments.format, surroundings.json)?;
    let are_printed = matches!(arguments.format, None | Some(Format::Text));
    if let Some(note) = note.filter(|_| are_printed) {
        output::print(&format!("\nNote\n\n{}\n", note.words))?;
    }
    if are_printed && !highlights.is_empty() {
        output::print("\nHighlights\n\n")?;
        for highlight in &highlights {
            output::print(&(line(highlight) + "\n"))?;
        }
    }
    Ok(Outcome::Done)
}

/// Reads a revision by its number, or the newest.
pub fn read(library: &Library, entry: EntryId, number: Option<u32>) -> Result<Reading, Error> {
    let newest = library.read(entry, None)?;
    let Some(number) = number else { return Ok(newest) };
    match newest.revisions.iter().find(|revision| revision.number == number) {
        Some(revision) => library.read(entry, Some(&revision.id)),
        None => Err(Error {
            code: ErrorCode::NotFound,
            message: format!("entry '{}' has no version '{number}'", entry.0),
            hints: vec![format!("it has versions 1 to {}", newest.revisions.len())],
        }),
    }
}

/// Returns a highlight as one line: number, colour, state, words, tags, note. Of reworded words it shows
/// what was removed and what was inserted.
pub fn line(placed: &PlacedHighlight) -> String {
    let PlacedHighlight { highlight, anchor, rewording, is_settled } = placed;
    let state = match anchor {
        AnchorStatus::Exact { .. } => "",
        AnchorStatus::Moved { .. } => " (moved)",
        AnchorStatus::Reworded { .. } => " (reworded)",
        AnchorStatus::Orphan => " (not in this version)",
    };
    let settled = if *is_settled { " (left so)" } else { "" };
    let words = match rewording.as_slice() {
        [] => highlight.target.quote.exact.clone(),
        edits => edits.iter().map(written).collect(),
    };
    let words = words.replace('\n', " ");
    let tags: String = highlight.tags.iter().map(|tag| format!("\t#{tag}")).collect();
    let note = match highlight.note.is_empty() {
        true => String::new(),
        false => format!("\t{}", highlight.note.replace('\n', " ")),
    };
    format!("{}\t{}{state}{settled}\t{words}{tags}{note}", highlight.id.0, highlight.colour.name())
}

fn written(edit: &WordEdit) -> String {
    match edit.kind {
        WordEditKind::Kept => edit.text.clone(),
        WordEditKind::Removed => format!("[-{}-]", edit.text),
        WordEditKind::Inserted => format!("{{+{}+}}", edit.text),
    }
}
