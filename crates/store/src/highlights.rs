//! Highlights: what the reader marked. A deleted one stays and can be brought back.
//!
//! All that the reader can change of one is its [`HighlightState`], read and written whole: what undoes an
//! act, and what does it, is the same statement.

use crate::columns::{parsed, time, unwritable, written};
use chrono::{DateTime, Utc};
use palimpsest_article::{
    Colour, DeletedHighlight, EntryId, Highlight, HighlightId, Origin, RevisionId, Target,
    TextPositionSelector, TextQuoteSelector,
};
use rusqlite::{Connection, OptionalExtension, Result, Row};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A passage the reader marked, to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewHighlight<'a> {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The revision it was made on; must be stored.
    pub revision: &'a RevisionId,
    /// Its address in that revision.
    pub target: &'a Target,
    /// Its colour.
    pub colour: Colour,
    /// The reader's note; empty where there is none.
    pub note: &'a str,
    /// The reader's tags.
    pub tags: &'a [String],
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Where it came from, unless it was made here.
    pub imported: Option<Imported<'a>>,
}

/// What a file said of a highlight that came from it.
#[derive(Clone, Copy, Debug)]
pub struct Imported<'a> {
    /// What it is called there; `None` where it has no name.
    pub iri: Option<&'a str>,
    /// All that stood there of it, JSON.
    pub annotation: &'a str,
    /// When it was last changed there.
    pub modified_at: DateTime<Utc>,
}

/// All that the reader can change of a highlight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HighlightState {
    /// The revision whose passage it is attached to.
    pub revision: RevisionId,
    /// The passage's address there.
    pub target: Target,
    /// The passage it was made on, where that is another.
    pub origin: Option<Origin>,
    /// Its colour.
    pub colour: Colour,
    /// The reader's note.
    pub note: String,
    /// The reader's tags.
    pub tags: Vec<String>,
    /// Whether it is in the bin.
    pub is_deleted: bool,
    /// The revisions where what became of it is to be left so, in order of their ids.
    pub settled: Vec<RevisionId>,
}

const SELECT: &str = "
    SELECT highlights.id, highlights.entry, revisions.id AS revision, exact, prefix, suffix, start,
        \"end\", colour, note, tags, created_at, modified_at, deleted_at, iri,
        origins.id AS origin_revision, origin_exact, origin_prefix, origin_suffix, origin_start,
        origin_end
    FROM highlights
    JOIN revisions ON revisions.key = revision
    LEFT JOIN revisions AS origins ON origins.key = origin_revision
    WHERE";

pub(crate) fn by_id(connection: &Connection, id: HighlightId) -> Result<Option<Highlight>> {
    connection
        .prepare_cached(&format!("{SELECT} deleted_at IS NULL AND highlights.id = ?1"))?
        .query_row([id.0], highlight)
        .optional()
}

pub(crate) fn of_entry(connection: &Connection, entry: EntryId) -> Result<Vec<Highlight>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} deleted_at IS NULL AND highlights.entry = ?1 ORDER BY highlights.id"
        ))?
        .query_map([entry.0], highlight)?
        .collect()
}

/// Returns the deleted highlights of an entry, or of all, the last deleted first.
pub(crate) fn deleted(
    connection: &Connection,
    entry: Option<EntryId>,
) -> Result<Vec<DeletedHighlight>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} deleted_at IS NOT NULL AND (?1 IS NULL OR highlights.entry = ?1)
             ORDER BY deleted_at DESC, highlights.id DESC"
        ))?
        .query_map([entry.map(|entry| entry.0)], |row| {
            Ok(DeletedHighlight {
                highlight: highlight(row)?,
                deleted_at: time(row, "deleted_at")?,
            })
        })?
        .collect()
}

/// Returns the entry and the state of a highlight, deleted or not.
pub(crate) fn state(
    connection: &Connection,
    id: HighlightId,
) -> Result<Option<(EntryId, HighlightState)>> {
    let found = connection
        .prepare_cached(&format!("{SELECT} highlights.id = ?1"))?
        .query_row([id.0], |row| Ok((highlight(row)?, row.get::<_, Option<String>>("deleted_at")?)))
        .optional()?;
    let Some((highlight, deleted_at)) = found else { return Ok(None) };
    let settled = connection
        .prepare_cached(
            "SELECT revisions.id FROM settled JOIN revisions ON key = revision
             WHERE highlight = ?1 ORDER BY revisions.id",
        )?
        .query_map([id.0], |row| parsed(row, "id", RevisionId::try_from))?
        .collect::<Result<_>>()?;
    let state = HighlightState {
        revision: highlight.revision,
        target: highlight.target,
        origin: highlight.origin,
        colour: highlight.colour,
        note: highlight.note,
        tags: highlight.tags,
        is_deleted: deleted_at.is_some(),
        settled,
    };
    Ok(Some((highlight.entry, state)))
}

/// Returns which highlights of an entry are settled in a revision.
pub(crate) fn settled(
    connection: &Connection,
    entry: EntryId,
    revision: &RevisionId,
) -> Result<Vec<HighlightId>> {
    connection
        .prepare_cached(
            "SELECT highlight FROM settled JOIN revisions ON key = revision
             WHERE entry = ?1 AND id = ?2",
        )?
        .query_map((entry.0, revision.as_str()), |row| row.get(0).map(HighlightId))?
        .collect()
}

pub(crate) fn highlight(row: &Row<'_>) -> Result<Highlight> {
    let origin = match row.get::<_, Option<String>>("origin_revision")? {
        None => None,
        Some(_) => Some(Origin {
            revision: parsed(row, "origin_revision", RevisionId::try_from)?,
            target: Target {
                quote: TextQuoteSelector {
                    exact: row.get("origin_exact")?,
                    prefix: row.get("origin_prefix")?,
                    suffix: row.get("origin_suffix")?,
                },
                position: TextPositionSelector {
                    start: row.get("origin_start")?,
                    end: row.get("origin_end")?,
                },
            },
        }),
    };
    Ok(Highlight {
        id: HighlightId(row.get("id")?),
        entry: EntryId(row.get("entry")?),
        revision: parsed(row, "revision", RevisionId::try_from)?,
        target: Target {
            quote: TextQuoteSelector {
                exact: row.get("exact")?,
                prefix: row.get("prefix")?,
                suffix: row.get("suffix")?,
            },
            position: TextPositionSelector { start: row.get("start")?, end: row.get("end")? },
        },
        colour: parsed(row, "colour", |name| name.parse())?,
        note: row.get("note")?,
        tags: parsed(row, "tags", |text| serde_json::from_str(&text))?,
        created_at: time(row, "created_at")?,
        modified_at: time(row, "modified_at")?,
        origin,
        iri: row.get("iri")?,
    })
}

pub(crate) fn add(connection: &Connection, new: &NewHighlight<'_>) -> Result<HighlightId> {
    let Target { quote, position } = new.target;
    let imported = new.imported.as_ref();
    connection
        .prepare_cached(
            "INSERT INTO highlights (entry, revision, exact, prefix, suffix, start, \"end\",
                 colour, note, tags, created_at, modified_at, iri, imported)
             VALUES (?1, (SELECT key FROM revisions WHERE entry = ?1 AND id = ?2), ?3, ?4, ?5, ?6,
                 ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .insert((
            new.entry.0,
            new.revision.as_str(),
            &quote.exact,
            &quote.prefix,
            &quote.suffix,
            position.start,
            position.end,
            new.colour.name(),
            new.note,
            tags(new.tags)?,
            written(new.created_at),
            written(imported.map_or(new.created_at, |imported| imported.modified_at)),
            imported.and_then(|imported| imported.iri),
            imported.map(|imported| imported.annotation),
        ))
        .map(HighlightId)
}

/// Makes this the state of a highlight. One that is deleted keeps the time it was first deleted; who is
/// quoted in it is to be looked up again.
pub(crate) fn set_state(
    connection: &Connection,
    id: HighlightId,
    state: &HighlightState,
    now: DateTime<Utc>,
) -> Result<()> {
    let Target { quote, position } = &state.target;
    let origin = state.origin.as_ref();
    let origin_quote = origin.map(|origin| &origin.target.quote);
    let origin_position = origin.map(|origin| &origin.target.position);
    let changed = connection
        .prepare_cached(
            "UPDATE highlights SET
                 revision = (SELECT key FROM revisions
                             WHERE id = ?2 AND entry = highlights.entry),
                 exact = ?3, prefix = ?4, suffix = ?5, start = ?6, \"end\" = ?7,
                 colour = ?8, note = ?9, tags = ?10, modified_at = ?11,
                 deleted_at = CASE WHEN ?12 THEN coalesce(deleted_at, ?11) END, speakers = NULL
             WHERE id = ?1",
        )?
        .execute((
            id.0,
            state.revision.as_str(),
            &quote.exact,
            &quote.prefix,
            &quote.suffix,
            position.start,
            position.end,
            state.colour.name(),
            &state.note,
            tags(&state.tags)?,
            written(now),
            state.is_deleted,
        ))?;
    existed(id, changed)?;
    connection
        .prepare_cached(
            "UPDATE highlights SET
                 origin_revision = (SELECT key FROM revisions
                                    WHERE id = ?2 AND entry = highlights.entry),
                 origin_exact = ?3, origin_prefix = ?4, origin_suffix = ?5, origin_start = ?6,
                 origin_end = ?7
             WHERE id = ?1",
        )?
        .execute((
            id.0,
            origin.map(|origin| origin.revision.as_str()),
            origin_quote.map(|quote| &quote.exact),
            origin_quote.map(|quote| &quote.prefix),
            origin_quote.map(|quote| &quote.suffix),
            origin_position.map(|position| position.start),
            origin_position.map(|position| position.end),
        ))?;
    connection.prepare_cached("DELETE FROM settled WHERE highlight = ?1")?.execute([id.0])?;
    for revision in &state.settled {
        connection
            .prepare_cached(
                "INSERT INTO settled (highlight, revision)
                 VALUES (?1, (SELECT key FROM revisions WHERE id = ?2
                              AND entry = (SELECT entry FROM highlights WHERE id = ?1)))",
            )?
            .execute((id.0, revision.as_str()))?;
    }
    Ok(())
}

/// Returns what stood of the highlights of an entry in the files they came from.
pub(crate) fn imported(
    connection: &Connection,
    entry: EntryId,
) -> Result<HashMap<HighlightId, String>> {
    connection
        .prepare_cached(
            "SELECT id, imported FROM highlights WHERE entry = ?1 AND imported IS NOT NULL",
        )?
        .query_map([entry.0], |row| Ok((HighlightId(row.get("id")?), row.get("imported")?)))?
        .collect()
}

/// Returns who is quoted in the highlights of an entry, as far as it was looked up.
pub(crate) fn speakers(
    connection: &Connection,
    entry: EntryId,
) -> Result<HashMap<HighlightId, Vec<String>>> {
    connection
        .prepare_cached(
            "SELECT id, speakers FROM highlights WHERE entry = ?1 AND speakers IS NOT NULL",
        )?
        .query_map([entry.0], |row| {
            let names = parsed(row, "speakers", |names| serde_json::from_str(&names))?;
            Ok((HighlightId(row.get("id")?), names))
        })?
        .collect()
}

pub(crate) fn set_speakers(
    connection: &Connection,
    id: HighlightId,
    speakers: &[String],
) -> Result<()> {
    connection
        .prepare_cached("UPDATE highlights SET speakers = ?2 WHERE id = ?1")?
        .execute((id.0, tags(speakers)?))?;
    Ok(())
}

/// Forgets who is quoted in the highlights of an entry: it is to be looked up again.
pub(crate) fn forget_speakers(connection: &Connection, entry: EntryId) -> Result<()> {
    connection
        .prepare_cached("UPDATE highlights SET speakers = NULL WHERE entry = ?1")?
        .execute([entry.0])?;
    Ok(())
}

fn tags(tags: &[String]) -> Result<String> {
    serde_json::to_string(tags).map_err(unwritable)
}

fn existed(id: HighlightId, changed: usize) -> Result<()> {
    match changed {
        0 => Err(unwritable(format!("there is no highlight '{}'", id.0))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{AWKWARD, at, change, library, mark, revise, target},
    };

    #[test]
    fn a_highlight_comes_back_as_it_was() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        for (words, colour) in AWKWARD.into_iter().zip(Colour::ALL.into_iter().cycle()) {
            let tags = [words.to_owned(), "second".to_owned()];
            let mut target = target(words);
            target.quote.prefix = words.to_owned();
            target.quote.suffix = words.to_owned();
            let new = NewHighlight {
                entry,
                revision: &revision,
                target: &target,
                colour,
                note: words,
                tags: &tags,
                created_at: at(9),
                imported: None,
            };
            let id = library.write(|writer| writer.add_highlight(&new));
            let expected = Highlight {
                id,
                entry,
                revision: revision.clone(),
                target: target.clone(),
                colour,
                note: words.to_owned(),
                tags: tags.to_vec(),
                created_at: at(9),
                modified_at: at(9),
                origin: None,
                iri: None,
            };
            assert_eq!(library.again().highlight(id).unwrap(), Some(expected), "{words:?}");
        }
        assert_eq!(library.store.highlights(entry).unwrap().len(), AWKWARD.len());
    }

    #[test]
    fn a_highlight_from_a_file_keeps_what_stood_there() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let imported = Imported {
            iri: Some("urn:x:1"),
            annotation: r#"{"id":"urn:x:1","creator":"Ada"}"#,
            modified_at: at(12),
        };
        let new = NewHighlight {
            entry,
            revision: &revision,
            target: &target("a"),
            colour: Colour::Blue,
            note: "",
            tags: &[],
            created_at: at(9),
            imported: Some(imported),
        };
        let id = library.write(|writer| writer.add_highlight(&new));
        let read = library.again().highlight(id).unwrap().unwrap();
        assert_eq!(read.iri.as_deref(), imported.iri);
        assert_eq!((read.created_at, read.modified_at), (at(9), at(12)));
        let kept = library.store.imported(entry).unwrap();
        assert_eq!(kept, HashMap::from([(id, imported.annotation.to_owned())]));
    }

    #[test]
    fn the_reader_changes_all_of_a_state_and_nothing_else() {
        let mut library = library();
        let (entry, first) = library.entry("one");
        let (second, id, other) = library.write(|writer| {
            let second = revise(writer, entry, "two")?;
            Ok((second, mark(writer, entry, &first, "a")?, mark(writer, entry, &first, "b")?))
        });
        let before = library.store.highlight(id).unwrap().unwrap();
        let untouched = library.store.highlight_state(other).unwrap();
        let origin = Origin { revision: first.clone(), target: before.target.clone() };
        let mut settled = vec![first, second.clone()];
        settled.sort();
        let state = HighlightState {
            revision: second.clone(),
            target: target("another"),
            origin: Some(origin.clone()),
            colour: Colour::Red,
            note: "new".to_owned(),
            tags: vec!["three".to_owned()],
            is_deleted: false,
            settled,
        };
        library.write(|writer| writer.set_highlight_state(id, &state, at(50)));
        let expected = Highlight {
            revision: second.clone(),
            target: target("another"),
            origin: Some(origin),
            colour: Colour::Red,
            note: "new".to_owned(),
            tags: vec!["three".to_owned()],
            modified_at: at(50),
            ..before
        };
        assert_eq!(library.store.highlight(id).unwrap(), Some(expected));
        assert_eq!(library.again().highlight_state(id).unwrap(), Some((entry, state)));
        assert_eq!(library.store.settled_highlights(entry, &second).unwrap(), [id]);
        assert_eq!(library.store.highlight_state(other).unwrap(), untouched);
    }

    #[test]
    fn a_deleted_highlight_comes_back_as_it_was() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (id, other) = library.write(|writer| {
            Ok((mark(writer, entry, &revision, "a")?, mark(writer, entry, &revision, "b")?))
        });
        let before = library.store.highlight_state(id).unwrap();
        library.write(|writer| change(writer, id, 60, |state| state.is_deleted = true));
        assert_eq!(library.store.highlight(id).unwrap(), None);
        let live: Vec<_> =
            library.store.highlights(entry).unwrap().iter().map(|it| it.id).collect();
        assert_eq!(live, [other]);
        // Deleted twice, it keeps the first time.
        library.write(|writer| change(writer, id, 62, |_| {}));
        for (which, count) in [(Some(entry), 1), (None, 1), (Some(EntryId(99)), 0)] {
            let bin = library.store.deleted_highlights(which).unwrap();
            assert_eq!(bin.len(), count);
            assert!(bin.iter().all(|gone| gone.highlight.id == id && gone.deleted_at == at(60)));
        }
        library.write(|writer| change(writer, id, 63, |state| state.is_deleted = false));
        assert_eq!(library.store.highlight_state(id).unwrap(), before);
        assert_eq!(library.store.deleted_highlights(None).unwrap(), []);
    }

    #[test]
    fn who_is_quoted_is_forgotten_with_the_passage_and_with_a_correction() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (id, other) = library.write(|writer| {
            Ok((mark(writer, entry, &revision, "a")?, mark(writer, entry, &revision, "b")?))
        });
        let names = vec!["Ada Reyes".to_owned(), "\"\0".to_owned()];
        assert_eq!(library.store.speakers(entry).unwrap(), HashMap::new());
        library.write(|writer| {
            writer.set_speakers(other, &[])?;
            writer.set_speakers(id, &names)
        });
        let known = library.again().speakers(entry).unwrap();
        assert_eq!(known, HashMap::from([(id, names), (other, Vec::new())]));
        library.write(|writer| change(writer, id, 9, |state| state.target = target("c")));
        assert_eq!(library.store.speakers(entry).unwrap(), HashMap::from([(other, Vec::new())]));
        library.write(|writer| {
            writer.add_correction(&crate::NewCorrection {
                entry,
                revision: &revision,
                target: &target("b"),
                verdict: &palimpsest_article::Verdict::NoQuotation,
                created_at: at(10),
            })
        });
        assert_eq!(library.store.speakers(entry).unwrap(), HashMap::new());
    }

    #[test]
    fn a_state_that_makes_no_sense_is_refused() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (_, elsewhere) = library.entry("two");
        let id = library.write(|writer| mark(writer, entry, &revision, "a"));
        let (_, state) = library.store.highlight_state(id).unwrap().unwrap();
        let origin = Some(Origin { revision: elsewhere.clone(), target: target("a") });
        for (id, state) in [
            (HighlightId(7), state.clone()),
            (id, HighlightState { revision: elsewhere.clone(), ..state.clone() }),
            (id, HighlightState { origin, ..state.clone() }),
            (id, HighlightState { settled: vec![elsewhere], ..state.clone() }),
        ] {
            let refused =
                library.store.write(|writer| writer.set_highlight_state(id, &state, at(0)));
            assert!(matches!(refused, Err(StoreError::Refused { .. })), "{state:?}");
        }
        assert_eq!(library.store.highlight_state(id).unwrap(), Some((entry, state)));
    }

    #[test]
    fn a_highlight_is_made_on_a_revision_of_its_own_entry() {
        let mut library = library();
        let (entry, _) = library.entry("one");
        let (_, elsewhere) = library.entry("two");
        let refused = library.store.write(|writer| mark(writer, entry, &elsewhere, "x"));
        assert!(matches!(refused, Err(StoreError::Refused { .. })));
    }
}
