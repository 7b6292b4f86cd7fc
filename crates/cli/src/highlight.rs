//! `palimpsest highlight`: the reader's marks, from the terminal.

use crate::{
    arguments::{
        HighlightAddArguments, HighlightAttachArguments, HighlightChangeArguments,
        HighlightCommand, HighlightListArguments, Status,
    },
    import,
    output::{self, Failure, Outcome},
    show,
    surroundings::Surroundings,
};
use palimpsest::{
    Error, ErrorCode, HighlightChange, HighlightFilter, HighlightStatus, Library, NewHighlight,
    Reading,
    article::{
        Colour, ColourName, DeletedHighlight, EntryId, HighlightId, PlacedHighlight, Span, Text,
    },
};

/// Does what was asked.
pub fn run(surroundings: &Surroundings, command: &HighlightCommand) -> Result<Outcome, Failure> {
    let library = surroundings.library()?;
    match command {
        HighlightCommand::Add(arguments) => add(surroundings, &library, arguments),
        HighlightCommand::List(arguments) => list(surroundings, &library, arguments),
        HighlightCommand::Change(arguments) => change(surroundings, &library, arguments),
        HighlightCommand::Attach(arguments) => attach(surroundings, &library, arguments),
        HighlightCommand::Link { highlight } => link(surroundings, &library, *highlight),
        HighlightCommand::Settle { highlight, revision, undone } => {
            settle(surroundings, &library, *highlight, *revision, !undone)
        }
        HighlightCommand::Remove { highlight } => remove(surroundings, &library, *highlight),
        HighlightCommand::Bin { entry } => bin(surroundings, &library, *entry),
        HighlightCommand::Restore { highlight } => restore(surroundings, &library, *highlight),
        HighlightCommand::Waiting => import::waiting(surroundings, &library),
        HighlightCommand::Colours { colour, name } => {
            colours(surroundings, &library, colour.zip(name.as_deref()))
        }
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
        (None, span) => span.unwrap_or(NOTHING),
    };
    let placed = library.add_highlight(&NewHighlight {
        entry,
        revision: reading.revision.id,
        span,
        colour: arguments.colour,
        note: arguments.note.clone(),
        tags: arguments.tags.clone(),
    })?;
    print(surroundings, &placed)
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
    arguments: &HighlightListArguments,
) -> Result<Outcome, Failure> {
    let mut listed = library
        .highlights(&HighlightFilter {
            words: arguments.words.clone(),
            colours: arguments.colours.clone(),
            tag: arguments.tag.clone(),
            speaker: arguments.speaker.clone(),
            site: arguments.site.clone(),
            status: arguments.status.map(|status| match status {
                Status::Exact => HighlightStatus::Exact,
                Status::Moved => HighlightStatus::Moved,
                Status::Reworded => HighlightStatus::Reworded,
                Status::Orphan => HighlightStatus::Orphan,
                Status::Open => HighlightStatus::Open,
            }),
            entry: arguments.entry.map(EntryId),
            ..HighlightFilter::default()
        })?
        .highlights;
    if let Some(entry) = arguments.entry.filter(|_| listed.is_empty()) {
        // Nothing to list is not the same as nowhere to look.
        library.annotations(EntryId(entry), None)?;
    }
    listed.sort_by_key(|one| {
        let PlacedHighlight { highlight, anchor, .. } = &one.placed;
        (std::cmp::Reverse(highlight.entry), anchor.span(), highlight.id)
    });
    if surroundings.json {
        output::print_json(&listed)?;
        return Ok(Outcome::Done);
    }
    for one in &listed {
        let entry = one.placed.highlight.entry.0;
        output::print(&format!("{entry}\t{}\n", show::line(&one.placed)))?;
    }
    Ok(Outcome::Done)
}

fn change(
    surroundings: &Surroundings,
    library: &Library,
    arguments: &HighlightChangeArguments,
) -> Result<Outcome, Failure> {
    let change = HighlightChange {
        colour: arguments.colour,
        note: arguments.note.clone(),
        tags: if arguments.no_tags { Some(Vec::new()) } else { arguments.tags.clone() },
        ..HighlightChange::default()
    };
    let changed = library.change_highlight(arguments.highlight, &change)?;
    print_in_newest(surroundings, library, changed.entry, arguments.highlight)
}

fn attach(
    surroundings: &Surroundings,
    library: &Library,
    arguments: &HighlightAttachArguments,
) -> Result<Outcome, Failure> {
    let (reading, placed) = read(library, arguments.highlight, arguments.revision)?;
    let span = match (&arguments.quote, arguments.accept) {
        (Some(quote), _) => find(&reading.article.text, quote, arguments.occurrence)?,
        (None, true) => placed.anchor.span().ok_or_else(|| Error {
            code: ErrorCode::BadSpan,
            message: "cannot accept the new wording: the passage is gone".to_owned(),
            hints: vec!["name the words to attach it to with --quote".to_owned()],
        })?,
        (None, false) => arguments.span.unwrap_or(NOTHING),
    };
    print(surroundings, &library.attach_highlight(arguments.highlight, &reading.revision.id, span)?)
}

fn link(
    surroundings: &Surroundings,
    library: &Library,
    highlight: HighlightId,
) -> Result<Outcome, Failure> {
    let (reading, placed) = read(library, highlight, None)?;
    let link = match placed.anchor.span() {
        Some(span) => library.passage_link(reading.entry.id, &reading.revision.id, span)?,
        None => None,
    };
    match (surroundings.json, link) {
        (true, link) => output::print_json(&link)?,
        (false, Some(link)) => output::print(&(link + "\n"))?,
        (false, None) => {
            output::say("there is no link: the article has no address, or the passage is gone");
            return Ok(Outcome::Nothing);
        }
    }
    Ok(Outcome::Done)
}

fn settle(
    surroundings: &Surroundings,
    library: &Library,
    highlight: HighlightId,
    revision: Option<u32>,
    is_settled: bool,
) -> Result<Outcome, Failure> {
    let (reading, _) = read(library, highlight, revision)?;
    let placed = library.settle_highlight(highlight, &reading.revision.id, is_settled)?;
    print(surroundings, &placed)
}

fn bin(
    surroundings: &Surroundings,
    library: &Library,
    entry: Option<i64>,
) -> Result<Outcome, Failure> {
    let deleted = library.bin(entry.map(EntryId))?;
    if surroundings.json {
        output::print_json(&deleted)?;
        return Ok(Outcome::Done);
    }
    for DeletedHighlight { highlight, deleted_at } in &deleted {
        let words = highlight.target.quote.exact.replace('\n', " ");
        let when = deleted_at.format("%Y-%m-%d %H:%M UTC");
        output::print(&format!("{}\t{}\t{when}\t{words}\n", highlight.entry.0, highlight.id.0))?;
    }
    Ok(Outcome::Done)
}

fn colours(
    surroundings: &Surroundings,
    library: &Library,
    named: Option<(Colour, &str)>,
) -> Result<Outcome, Failure> {
    let names = match named {
        Some((colour, name)) => library.name_colour(colour, name)?,
        None => library.colour_names()?,
    };
    if surroundings.json {
        output::print_json(&names)?;
        return Ok(Outcome::Done);
    }
    for ColourName { colour, name } in names {
        output::print(&format!("{}\t{name}\n", colour.name()))?;
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
    print_in_newest(surroundings, library, restored.entry, highlight)
}

/// A passage without words, which is refused with words of its own.
const NOTHING: Span = Span { start: 0, end: 0 };

/// Reads the version in which a highlight is meant, and the highlight there.
fn read(
    library: &Library,
    highlight: HighlightId,
    revision: Option<u32>,
) -> Result<(Reading, PlacedHighlight), Error> {
    let reading = show::read(library, library.highlight(highlight)?.entry, revision)?;
    let placed = reading.highlights.iter().find(|placed| placed.highlight.id == highlight);
    let placed = placed.cloned().ok_or_else(|| Error {
        code: ErrorCode::NotFound,
        message: format!("highlight '{}' was removed meanwhile", highlight.0),
        hints: Vec::new(),
    })?;
    Ok((reading, placed))
}

fn print_in_newest(
    surroundings: &Surroundings,
    library: &Library,
    entry: EntryId,
    highlight: HighlightId,
) -> Result<Outcome, Failure> {
    let highlights = library.annotations(entry, None)?.highlights;
    match highlights.iter().find(|placed| placed.highlight.id == highlight) {
        Some(placed) => print(surroundings, placed),
        None => Ok(Outcome::Done),
    }
}

fn print(surroundings: &Surroundings, placed: &PlacedHighlight) -> Result<Outcome, Failure> {
    match surroundings.json {
        true => output::print_json(placed)?,
        false => output::print(&(show::line(placed) + "\n"))?,
    }
    Ok(Outcome::Done)
}
