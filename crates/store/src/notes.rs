//! Notes on articles as a whole, and what the reader calls the colours of highlights.

use crate::columns::{parsed, time, written};
use chrono::{DateTime, Utc};
use palimpsest_article::{ArticleNote, Colour, ColourName, EntryId};
use rusqlite::{Connection, OptionalExtension, Result};

pub(crate) fn of_entry(connection: &Connection, entry: EntryId) -> Result<Option<ArticleNote>> {
    connection
        .prepare_cached("SELECT words, modified_at FROM article_notes WHERE entry = ?1")?
        .query_row([entry.0], |row| {
            Ok(ArticleNote { words: row.get("words")?, modified_at: time(row, "modified_at")? })
        })
        .optional()
}

/// Writes the note on an article; empty words take it away.
pub(crate) fn set(
    connection: &Connection,
    entry: EntryId,
    words: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    if words.is_empty() {
        connection
            .prepare_cached("DELETE FROM article_notes WHERE entry = ?1")?
            .execute([entry.0])?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO article_notes (entry, words, modified_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (entry) DO UPDATE SET
                 words = excluded.words, modified_at = excluded.modified_at",
        )?
        .execute((entry.0, words, written(now)))?;
    Ok(())
}

/// Returns the names that the reader gave.
pub(crate) fn colour_names(connection: &Connection) -> Result<Vec<ColourName>> {
    connection
        .prepare_cached("SELECT colour, name FROM colour_names")?
        .query_map([], |row| {
            Ok(ColourName {
                colour: parsed(row, "colour", |name| name.parse())?,
                name: row.get("name")?,
            })
        })?
        .collect()
}

/// Names a colour; an empty name takes the reader's away.
pub(crate) fn name_colour(connection: &Connection, colour: Colour, name: &str) -> Result<()> {
    let colour = colour.name();
    if name.is_empty() {
        connection
            .prepare_cached("DELETE FROM colour_names WHERE colour = ?1")?
            .execute([colour])?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO colour_names (colour, name) VALUES (?1, ?2)
             ON CONFLICT (colour) DO UPDATE SET name = excluded.name",
        )?
        .execute((colour, name))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{AWKWARD, at, library, rows};

    #[test]
    fn a_note_comes_back_as_it_was_and_the_last_one_counts() {
        let mut library = library();
        let (entry, _) = library.entry("one");
        let (other, _) = library.entry("two");
        for (second, words) in (10..).zip(AWKWARD) {
            library.write(|writer| writer.set_article_note(entry, words, at(second)));
            let expected = (!words.is_empty())
                .then(|| ArticleNote { words: words.to_owned(), modified_at: at(second) });
            assert_eq!(library.again().article_note(entry).unwrap(), expected, "{words:?}");
        }
        assert_eq!(library.store.article_note(other).unwrap(), None);
        library.write(|writer| writer.set_article_note(entry, "", at(99)));
        assert_eq!(rows(&library.store, "article_notes"), 0);
    }

    #[test]
    fn a_colour_has_the_name_it_was_given_last() {
        let mut library = library();
        library.write(|writer| writer.name_colour(Colour::Red, "Zahl"));
        library.write(|writer| writer.name_colour(Colour::Red, "Beleg"));
        library.write(|writer| writer.name_colour(Colour::Blue, "x"));
        library.write(|writer| writer.name_colour(Colour::Blue, ""));
        let names = library.again().colour_names().unwrap();
        assert_eq!(names, [ColourName { colour: Colour::Red, name: "Beleg".to_owned() }]);
    }
}
