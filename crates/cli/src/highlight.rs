//! `palimpsest highlight`: the reader's marks, from the terminal.

use crate::{
    arguments::{HighlightAddArguments, HighlightCommand},
    output::{self, Failure, Outcome},
    show,
    surroundings::Surroundings,
};
use palimpsest::{
    Error, ErrorCode, Library, NewHighlight,
    article::{EntryId, HighlightId, Span, Text},
};

/// Does what was asked.
pub fn run(surroundings: &Surroundings, command: &HighlightCommand) -> Result<Outcome, Failure> {
    let library = surroundings.library()?;
    match command {
        HighlightCommand::Add(arguments) => add(surroundings, &library, arguments),
        HighlightCommand::List { entry } => list(surroundings, &library, *entry),
        HighlightCommand::Remove { highlight } => remove(surroundings, &library, *highlight),
        HighlightCommand::Restore { highlight } => restore(surroundings, &library, *highlight),
    }
}

fn add(
    surroundings: &Surroundings,
    library: &Library,
    arguments: &HighlightAddArguments,
) -> Result<Outcome, Failure> {
    let entry = EntryId(arguments.entry);
    let reading = show::read(library, entry, arguments.revision)?;
    let span = match (&arguments.quote, arguments.span) {
        (Some(quote), _) => find(&reading.article.text, quote, arguments.occurrence)?,
        // clap asks for a span wherever there is no quote.
        (None, span) => span.unwrap_or(Span { start: 0, end: 0 }),
    };
    let placed = library.add_highlight(&NewHighlight {
        entry,
        revision: reading.revision.id,
        span,
        colour: arguments.colour,
        note: arguments.note.clone(),
        tags: arguments.tags.clone(),
    })?;
    match surroundings.json {
        true => output::print_json(&placed)?,
        false => output::print(&(show::line(&placed) + "\n"))?,
    }
    Ok(Outcome::Done)
}

/// Finds the one place where the words stand.
fn find(text: &Text, quote: &str, occurrence: Option<usize>) -> Result<Span, Error> {
    let places: Vec<Span> = text.occurrences(quote).collect();
    let failed = |message: String, hint: &str| Error {
        code: ErrorCode::BadSpan,
        message,
        hints: vec![hint.to_owned()],
    };
    match (places.as_slice(), occurrence) {
        ([], _) => Err(failed(
            format!("cannot highlight '{quote}': the words are not in the text"),
            "they must stand as in the text; `palimpsest show` prints it",
        )),
        ([place], None) => Ok(*place),
        (_, None) => Err(failed(
            format!("cannot highlight '{quote}': it stands at {} places", places.len()),
            "say which with --occurrence N, or give more words",
        )),
        (_, Some(number)) => {
            number.checked_sub(1).and_then(|index| places.get(index)).copied().ok_or_else(|| {
                failed(
                    format!("cannot highlight place {number} of '{quote}'"),
                    &format!("it stands at {} places", places.len()),
                )
            })
        }
    }
}

fn list(
    surroundings: &Surroundings,
    library: &Library,
    entry: Option<i64>,
) -> Result<Outcome, Failure> {
    let placed = match entry {
        Some(entry) => library.read(EntryId(entry), None)?.highlights,
        None => {
            let mut all = Vec::new();
            for entry in library.entries()?.into_iter().filter(|entry| entry.highlights > 0) {
                all.extend(library.read(entry.id, None)?.highlights);
            }
            all
        }
    };
    if surroundings.json {
        output::print_json(&placed)?;
        return Ok(Outcome::Done);
    }
    for placed in &placed {
        let entry = placed.highlight.entry.0;
        output::print(&format!("{entry}\t{}\n", show::line(placed)))?;
    }
    Ok(Outcome::Done)
}

fn remove(
    surroundings: &Surroundings,
    library: &Library,
    highlight: HighlightId,
) -> Result<Outcome, Failure> {
    library.delete_highlight(highlight)?;
    match surroundings.json {
        true => output::print_json(&serde_json::json!({ "removed": highlight }))?,
        false => output::say(&format!(
            "removed; bring it back with: palimpsest highlight restore {}",
            highlight.0
        )),
    }
    Ok(Outcome::Done)
}

fn restore(
    surroundings: &Surroundings,
    library: &Library,
    highlight: HighlightId,
) -> Result<Outcome, Failure> {
    let restored = library.restore_highlight(highlight)?;
    let highlights = library.read(restored.entry, None)?.highlights;
    let placed = highlights.into_iter().find(|placed| placed.highlight.id == highlight);
    match (surroundings.json, placed) {
        (true, placed) => output::print_json(&placed)?,
        (false, Some(placed)) => output::print(&(show::line(&placed) + "\n"))?,
        (false, None) => {}
    }
    Ok(Outcome::Done)
}
