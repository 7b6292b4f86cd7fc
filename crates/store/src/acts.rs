//! Acts: what the reader did to annotations, with what it was before and after. The log only grows; an act
//! is done, undone, or overtaken by a later one.

use crate::{
    HighlightState,
    columns::{parsed, time, unreadable, unwritable, written},
};
use chrono::{DateTime, Utc};
use palimpsest_article::{Act, ActId, ActKind, EntryId, HighlightId};
use rusqlite::{Connection, OptionalExtension, Result, Row};
use serde::{Serialize, de::DeserializeOwned};

/// What an act made of one annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "nearly all are of highlights, and none lives long")]
pub enum Change {
    /// Of a highlight.
    Highlight {
        /// The entry it belongs to.
        entry: EntryId,
        /// Which.
        id: HighlightId,
        /// What it was; `None` where the act made it.
        before: Option<HighlightState>,
        /// What it was then.
        after: HighlightState,
    },
    /// Of the note on an article.
    ArticleNote {
        /// The article's entry.
        entry: EntryId,
        /// The words before; empty where there was none.
        before: String,
        /// The words after.
        after: String,
    },
}

impl Change {
    /// Returns the entry whose annotation was changed.
    pub fn entry(&self) -> EntryId {
        match self {
            Change::Highlight { entry, .. } | Change::ArticleNote { entry, .. } => *entry,
        }
    }
}

/// Records an act. What was undone in its articles is overtaken: done again it would not fit.
pub(crate) fn add(
    connection: &Connection,
    kind: ActKind,
    done_at: DateTime<Utc>,
    changes: &[Change],
) -> Result<ActId> {
    let mut overtake = connection.prepare_cached(
        "UPDATE acts SET state = 'overtaken', undone = NULL WHERE undone IS NOT NULL
             AND EXISTS (SELECT 1 FROM act_changes WHERE act = acts.id AND entry = ?1)",
    )?;
    let mut entries: Vec<EntryId> = changes.iter().map(Change::entry).collect();
    entries.sort();
    entries.dedup();
    for entry in entries {
        overtake.execute([entry.0])?;
    }
    let act = connection
        .prepare_cached("INSERT INTO acts (kind, done_at, state) VALUES (?1, ?2, 'done')")?
        .insert((kind.name(), written(done_at)))?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO act_changes (act, place, entry, highlight, before, after)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (place, change) in changes.iter().enumerate() {
        let (highlight, before, after) = match change {
            Change::Highlight { id, before, after, .. } => {
                (Some(id.0), before.as_ref().map(json).transpose()?, json(after)?)
            }
            Change::ArticleNote { before, after, .. } => (None, Some(json(before)?), json(after)?),
        };
        insert.execute((act, place, change.entry().0, highlight, before, after))?;
    }
    Ok(ActId(act))
}

const SELECT: &str = "SELECT id, kind, done_at, state FROM acts";
/// An act whose articles are all gone is a record of nothing.
const OF_ENTRY: &str =
    "EXISTS (SELECT 1 FROM act_changes WHERE act = acts.id AND (?1 IS NULL OR entry = ?1))";

/// Returns the last act that is done, of an entry or of all.
pub(crate) fn last_done(connection: &Connection, entry: Option<EntryId>) -> Result<Option<Act>> {
    one(connection, &format!("state = 'done' AND {OF_ENTRY} ORDER BY id DESC"), entry)
}

/// Returns the act undone last that can be done again, of an entry or of all.
pub(crate) fn last_undone(connection: &Connection, entry: Option<EntryId>) -> Result<Option<Act>> {
    one(connection, &format!("undone IS NOT NULL AND {OF_ENTRY} ORDER BY undone DESC"), entry)
}

fn one(connection: &Connection, which: &str, entry: Option<EntryId>) -> Result<Option<Act>> {
    let found = connection
        .prepare_cached(&format!("{SELECT} WHERE {which} LIMIT 1"))?
        .query_row([entry.map(|entry| entry.0)], act)
        .optional()?;
    found.map(|act| described(connection, act)).transpose()
}

/// Returns up to `count` acts of an entry or of all, the last first.
pub(crate) fn latest(
    connection: &Connection,
    entry: Option<EntryId>,
    count: u32,
) -> Result<Vec<Act>> {
    let acts: Vec<Act> = connection
        .prepare_cached(&format!("{SELECT} WHERE {OF_ENTRY} ORDER BY id DESC LIMIT ?2"))?
        .query_map((entry.map(|entry| entry.0), count), act)?
        .collect::<Result<_>>()?;
    acts.into_iter().map(|act| described(connection, act)).collect()
}

fn act(row: &Row<'_>) -> Result<Act> {
    let state: String = row.get("state")?;
    Ok(Act {
        id: ActId(row.get("id")?),
        kind: parsed(row, "kind", |name| name.parse())?,
        done_at: time(row, "done_at")?,
        is_undone: state != "done",
        entries: Vec::new(),
        highlights: 0,
        exact: String::new(),
    })
}

/// Adds what the act was done to.
fn described(connection: &Connection, act: Act) -> Result<Act> {
    let mut entries: Vec<EntryId> = connection
        .prepare_cached("SELECT DISTINCT entry FROM act_changes WHERE act = ?1 ORDER BY entry")?
        .query_map([act.id.0], |row| row.get(0).map(EntryId))?
        .collect::<Result<_>>()?;
    entries.dedup();
    let highlights = connection
        .prepare_cached("SELECT count(highlight) FROM act_changes WHERE act = ?1")?
        .query_row([act.id.0], |row| row.get(0))?;
    let exact: Option<String> = connection
        .prepare_cached(
            "SELECT exact FROM act_changes JOIN highlights ON highlights.id = highlight
             WHERE act = ?1 ORDER BY place LIMIT 1",
        )?
        .query_row([act.id.0], |row| row.get(0))
        .optional()?;
    Ok(Act { entries, highlights, exact: exact.unwrap_or_default(), ..act })
}

/// Returns what an act changed, in the order it did.
pub(crate) fn changes(connection: &Connection, act: ActId) -> Result<Vec<Change>> {
    connection
        .prepare_cached(
            "SELECT entry, highlight, before, after FROM act_changes WHERE act = ?1 ORDER BY place",
        )?
        .query_map([act.0], |row| {
            let entry = EntryId(row.get("entry")?);
            let before: Option<String> = row.get("before")?;
            let after: String = row.get("after")?;
            match row.get::<_, Option<i64>>("highlight")? {
                Some(id) => Ok(Change::Highlight {
                    entry,
                    id: HighlightId(id),
                    before: before.as_deref().map(value).transpose()?,
                    after: value(&after)?,
                }),
                None => Ok(Change::ArticleNote {
                    entry,
                    before: before.as_deref().map(value).transpose()?.unwrap_or_default(),
                    after: value(&after)?,
                }),
            }
        })?
        .collect()
}

/// Records that an act was undone, or done again.
pub(crate) fn set_undone(connection: &Connection, act: ActId, is_undone: bool) -> Result<()> {
    let statement = match is_undone {
        true => {
            "UPDATE acts SET state = 'undone',
                 undone = (SELECT coalesce(max(undone), 0) + 1 FROM acts)
             WHERE id = ?1 AND state = 'done'"
        }
        false => "UPDATE acts SET state = 'done', undone = NULL WHERE id = ?1 AND state = 'undone'",
    };
    match connection.prepare_cached(statement)?.execute([act.0])? {
        0 => Err(unwritable(format!("there is no act '{}' to be undone or done again", act.0))),
        _ => Ok(()),
    }
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(unwritable)
}

fn value<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|error| unreadable("act", error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError, Writer,
        fixture::{at, library, mark, rows},
    };
    use palimpsest_article::Colour;

    /// Recolours a highlight and records it.
    fn recolour(
        writer: &Writer<'_>,
        id: HighlightId,
        colour: Colour,
    ) -> Result<(ActId, Change), StoreError> {
        let (entry, before) = writer.highlight_state(id)?.unwrap();
        let after = HighlightState { colour, ..before.clone() };
        writer.set_highlight_state(id, &after, at(9))?;
        let change = Change::Highlight { entry, id, before: Some(before), after };
        Ok((writer.add_act(ActKind::Recolour, at(9), std::slice::from_ref(&change))?, change))
    }

    #[test]
    fn an_act_comes_back_as_it_was() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (other, _) = library.entry("two");
        let id = library.write(|writer| mark(writer, entry, &revision, "the words"));
        let (_, state) = library.store.highlight_state(id).unwrap().unwrap();
        let changes = [
            Change::Highlight { entry, id, before: None, after: state.clone() },
            Change::Highlight { entry, id, before: Some(state.clone()), after: state },
            Change::ArticleNote { entry: other, before: "".into(), after: "'; -- \0".into() },
        ];
        let act = library.write(|writer| writer.add_act(ActKind::Import, at(5), &changes));
        assert_eq!(library.again().act_changes(act).unwrap(), changes);
        let expected = Act {
            id: act,
            kind: ActKind::Import,
            done_at: at(5),
            is_undone: false,
            entries: vec![entry, other],
            highlights: 2,
            exact: "the words".to_owned(),
        };
        for of in [None, Some(entry), Some(other)] {
            assert_eq!(library.store.last_done_act(of).unwrap(), Some(expected.clone()));
            assert_eq!(library.store.acts(of, 9).unwrap(), std::slice::from_ref(&expected));
        }
        assert_eq!(library.store.last_done_act(Some(EntryId(99))).unwrap(), None);
    }

    #[test]
    fn acts_are_undone_from_the_last_and_done_again_from_the_last_undone() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (elsewhere, its_revision) = library.entry("two");
        let (acts, far) = library.write(|writer| {
            let id = mark(writer, entry, &revision, "a")?;
            let far = mark(writer, elsewhere, &its_revision, "b")?;
            let first = recolour(writer, id, Colour::Red)?.0;
            let second = recolour(writer, id, Colour::Blue)?.0;
            Ok(([first, second], recolour(writer, far, Colour::Red)?.0))
        });
        let last = |library: &crate::Store, of| {
            let id = |act: Option<Act>| act.map(|act| act.id);
            (id(library.last_done_act(of).unwrap()), id(library.last_undone_act(of).unwrap()))
        };
        assert_eq!(last(&library.store, None), (Some(far), None));
        for act in [acts[1], acts[0]] {
            assert_eq!(last(&library.store, Some(entry)).0, Some(act));
            library.write(|writer| writer.set_act_undone(act, true));
        }
        assert_eq!(last(&library.store, Some(entry)), (None, Some(acts[0])));
        assert_eq!(last(&library.store, Some(elsewhere)), (Some(far), None));
        library.write(|writer| writer.set_act_undone(acts[0], false));
        assert_eq!(last(&library.store, Some(entry)), (Some(acts[0]), Some(acts[1])));
        let refused = library.store.write(|writer| writer.set_act_undone(acts[0], false));
        assert!(matches!(refused, Err(StoreError::Refused { .. })));
    }

    #[test]
    fn what_was_undone_is_overtaken_by_an_act_on_the_same_article_alone() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (elsewhere, its_revision) = library.entry("two");
        let undone = library.write(|writer| {
            let id = mark(writer, entry, &revision, "a")?;
            let (undone, _) = recolour(writer, id, Colour::Red)?;
            writer.set_act_undone(undone, true)?;
            Ok(undone)
        });
        library.write(|writer| {
            let far = mark(writer, elsewhere, &its_revision, "b")?;
            recolour(writer, far, Colour::Red)
        });
        assert_eq!(library.store.last_undone_act(None).unwrap().unwrap().id, undone);
        library.write(|writer| {
            let near = mark(writer, entry, &revision, "c")?;
            recolour(writer, near, Colour::Red)
        });
        assert_eq!(library.store.last_undone_act(None).unwrap(), None);
        assert_eq!(rows(&library.store, "acts"), 3);
        assert!(library.store.acts(Some(entry), 9).unwrap()[1].is_undone);
    }
}
