//! Highlights: what the reader marked. A deleted one stays and can be brought back.

use crate::columns::{parsed, time, unwritable, written};
use chrono::{DateTime, Utc};
use palimpsest_article::{
    Colour, EntryId, Highlight, HighlightId, RevisionId, Target, TextPositionSelector,
    TextQuoteSelector,
};
use rusqlite::{Connection, OptionalExtension, Result, Row};

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
}

const SELECT: &str = "
    SELECT highlights.id, highlights.entry, revisions.id AS revision, exact, prefix, suffix, start,
        \"end\", colour, note, tags, created_at, modified_at
    FROM highlights JOIN revisions ON key = revision
    WHERE deleted_at IS NULL AND";

pub(crate) fn by_id(connection: &Connection, id: HighlightId) -> Result<Option<Highlight>> {
    connection
        .prepare_cached(&format!("{SELECT} highlights.id = ?1"))?
        .query_row([id.0], highlight)
        .optional()
}

pub(crate) fn of_entry(connection: &Connection, entry: EntryId) -> Result<Vec<Highlight>> {
    connection
        .prepare_cached(&format!("{SELECT} highlights.entry = ?1 ORDER BY highlights.id"))?
        .query_map([entry.0], highlight)?
        .collect()
}

fn highlight(row: &Row<'_>) -> Result<Highlight> {
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
    })
}

pub(crate) fn add(connection: &Connection, new: &NewHighlight<'_>) -> Result<HighlightId> {
    let Target { quote, position } = new.target;
    connection
        .prepare_cached(
            "INSERT INTO highlights (entry, revision, exact, prefix, suffix, start, \"end\",
                 colour, note, tags, created_at, modified_at)
             VALUES (?1, (SELECT key FROM revisions WHERE entry = ?1 AND id = ?2), ?3, ?4, ?5, ?6,
                 ?7, ?8, ?9, ?10, ?11, ?11)",
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
        ))
        .map(HighlightId)
}

pub(crate) fn change(
    connection: &Connection,
    id: HighlightId,
    colour: Colour,
    note: &str,
    words: &[String],
    modified_at: DateTime<Utc>,
) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE highlights SET colour = ?2, note = ?3, tags = ?4, modified_at = ?5
             WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .execute((id.0, colour.name(), note, tags(words)?, written(modified_at)))?;
    existed(id, changed)
}

pub(crate) fn delete(connection: &Connection, id: HighlightId, now: DateTime<Utc>) -> Result<()> {
    // Deleted again, it keeps the time it was first deleted.
    let changed = connection
        .prepare_cached(
            "UPDATE highlights SET deleted_at = coalesce(deleted_at, ?2) WHERE id = ?1",
        )?
        .execute((id.0, written(now)))?;
    existed(id, changed)
}

pub(crate) fn restore(connection: &Connection, id: HighlightId) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE highlights SET deleted_at = NULL WHERE id = ?1")?
        .execute([id.0])?;
    existed(id, changed)
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
        fixture::{AWKWARD, at, library, mark, target},
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
            };
            assert_eq!(library.again().highlight(id).unwrap(), Some(expected), "{words:?}");
        }
        assert_eq!(library.store.highlights(entry).unwrap().len(), AWKWARD.len());
    }

    #[test]
    fn the_reader_changes_colour_note_and_tags_and_nothing_else() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (id, other) = library.write(|writer| {
            Ok((mark(writer, entry, &revision, "a")?, mark(writer, entry, &revision, "b")?))
        });
        let before = library.store.highlight(id).unwrap().unwrap();
        let untouched = library.store.highlight(other).unwrap();
        let tags = ["three".to_owned()];
        library.write(|writer| writer.change_highlight(id, Colour::Red, "new", &tags, at(50)));
        let expected = Highlight {
            colour: Colour::Red,
            note: "new".to_owned(),
            tags: tags.to_vec(),
            modified_at: at(50),
            ..before
        };
        assert_eq!(library.store.highlight(id).unwrap(), Some(expected));
        assert_eq!(library.store.highlight(other).unwrap(), untouched);
    }

    #[test]
    fn a_deleted_highlight_comes_back_as_it_was() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (id, other) = library.write(|writer| {
            Ok((mark(writer, entry, &revision, "a")?, mark(writer, entry, &revision, "b")?))
        });
        let before = library.store.highlight(id).unwrap();
        library.write(|writer| writer.delete_highlight(id, at(60)));
        assert_eq!(library.store.highlight(id).unwrap(), None);
        let live: Vec<_> =
            library.store.highlights(entry).unwrap().iter().map(|it| it.id).collect();
        assert_eq!(live, [other]);
        let change =
            library.store.write(|writer| writer.change_highlight(id, Colour::Red, "", &[], at(61)));
        assert!(matches!(change, Err(StoreError::Refused { .. })));
        // Deleted twice, restored twice: the same as once.
        library.write(|writer| writer.delete_highlight(id, at(62)));
        let deleted_at: String = library
            .bare()
            .query_row("SELECT deleted_at FROM highlights WHERE id = ?1", [id.0], |row| row.get(0))
            .unwrap();
        assert_eq!(deleted_at, written(at(60)));
        library.write(|writer| writer.restore_highlight(id));
        library.write(|writer| writer.restore_highlight(id));
        assert_eq!(library.store.highlight(id).unwrap(), before);
    }

    #[test]
    fn an_unknown_highlight_is_refused() {
        let mut library = library();
        library.entry("one");
        let id = HighlightId(7);
        let refused = library.store.write(|writer| writer.delete_highlight(id, at(0)));
        assert_eq!(
            refused.unwrap_err().to_string(),
            "the library refused: there is no highlight '7'"
        );
        let refused = library.store.write(|writer| writer.restore_highlight(id));
        assert!(matches!(refused, Err(StoreError::Refused { .. })));
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
