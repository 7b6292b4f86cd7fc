//! `palimpsest updates`: what the publisher says of its own changes, in time order, and every date of
//! the page.

use crate::{
    arguments::UpdatesArguments,
    fields,
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use chrono::NaiveDateTime;
use palimpsest::{
    Work,
    article::{Article, Moment, PageDate, Timestamp, UpdateNote, UpdateNoteKind, ZoneBasis},
};
use serde::Serialize;
use std::fmt::Write;

/// What `--json` prints.
#[derive(Serialize)]
struct Updates<'a> {
    update_notes: Vec<&'a UpdateNote>,
    date_published: Option<Moment>,
    date_modified: Option<Moment>,
    dates: &'a [PageDate],
}

/// Prints the notes and the dates of the source.
pub async fn run(
    surroundings: &Surroundings,
    arguments: &UpdatesArguments,
) -> Result<Outcome, Failure> {
    let source = surroundings.source(&arguments.source, arguments.url.as_ref())?;
    let (fetcher, now) = (surroundings.fetcher()?, chrono::Utc::now());
    let extraction = palimpsest::extract(&source, &fetcher, now, &Work::unwatched()).await?;
    output::say_warnings(&extraction.warnings);
    let article = &extraction.article;
    let notes = in_time_order(&article.update_notes);
    let has_none = notes.is_empty();
    match surroundings.json {
        true => output::print_json(&Updates {
            update_notes: notes,
            date_published: article.metadata.date_published,
            date_modified: article.metadata.date_modified,
            dates: &article.metadata.dates,
        })?,
        false => output::print(&lines(article, &notes))?,
    }
    if has_none {
        output::say("the publisher states no update or correction");
    }
    Ok(match article.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

/// Returns the notes, the earliest first; those without a time last, in the order of the text.
fn in_time_order(notes: &[UpdateNote]) -> Vec<&UpdateNote> {
    let mut notes: Vec<&UpdateNote> = notes.iter().collect();
    notes.sort_by_key(|note| {
        let value = note.timestamp.as_ref().and_then(|timestamp| timestamp.value);
        (value.is_none(), value.map(in_utc))
    });
    notes
}

/// Puts moments on one line; what states no zone is taken as if in UTC.
fn in_utc(moment: Moment) -> NaiveDateTime {
    match moment {
        Moment::Instant(instant) => instant.naive_utc(),
        Moment::Day(_) | Moment::Local(_) => moment.local(),
    }
}

fn lines(article: &Article, notes: &[&UpdateNote]) -> String {
    let mut lines = String::new();
    for note in notes {
        let value = note.timestamp.as_ref().and_then(|timestamp| timestamp.value);
        let when = value.map(|value| format!("  {value}")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{}{when}", name(note.kind));
        if let Some(timestamp) = &note.timestamp {
            let _ = writeln!(lines, "  written '{}'{}", timestamp.written, evidence(timestamp));
        }
        let words = if note.body.is_empty() { &note.text } else { &note.body };
        for line in words.lines() {
            let _ = writeln!(lines, "  {line}");
        }
        lines.push('\n');
    }
    lines + &fields::date_lines(&article.metadata)
}

fn evidence(timestamp: &Timestamp) -> String {
    let zone = match (timestamp.value, timestamp.zone_basis) {
        (None | Some(Moment::Day(_)), _) => "",
        (_, ZoneBasis::Explicit) => "; zone as written",
        (_, ZoneBasis::Page) => "; zone from the page's own dates",
        (_, ZoneBasis::Publisher) => "; zone from where the publisher is",
        (_, ZoneBasis::None) => "; zone unknown",
    };
    let inferred = timestamp.inferred.iter().map(|it| format!("; {}: {}", it.what, it.because));
    zone.to_owned() + &inferred.collect::<String>()
}

fn name(kind: UpdateNoteKind) -> &'static str {
    match kind {
        UpdateNoteKind::Update => "update",
        UpdateNoteKind::Correction => "correction",
        UpdateNoteKind::Clarification => "clarification",
        UpdateNoteKind::EditorsNote => "editor's note",
        UpdateNoteKind::Retraction => "retraction",
        UpdateNoteKind::Dateline => "updated",
    }
}
