//! What the tests of this crate share: a library in a folder of its own, and things to put into it.

use crate::{HighlightState, NewCapture, NewHighlight, Reader, Store, StoreError, Writer};
use chrono::{DateTime, TimeDelta, Utc};
use palimpsest_article::{
    Article, Colour, EntryId, HighlightId, HttpFacts, RevisionId, Target, Text,
    TextPositionSelector, TextQuoteSelector,
};
use rusqlite::Connection;
use std::path::PathBuf;
use tempfile::TempDir;

/// A library that goes with the test.
pub(crate) struct Library {
    pub folder: TempDir,
    pub store: Store,
}

pub(crate) fn library() -> Library {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("library"), at(0)).unwrap();
    Library { folder, store }
}

impl Library {
    pub(crate) fn directory(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// Opens the library a second time.
    pub(crate) fn again(&self) -> Store {
        Store::open(&self.directory(), at(0)).unwrap()
    }

    /// Returns a connection without any of our settings, as a foreign hand would have it.
    pub(crate) fn bare(&self) -> Connection {
        Connection::open(self.directory().join("library.sqlite")).unwrap()
    }

    pub(crate) fn write<T>(&mut self, act: impl FnOnce(&Writer<'_>) -> Result<T, StoreError>) -> T {
        self.store.write(act).unwrap()
    }

    /// Adds an entry with one revision and one capture of these words.
    pub(crate) fn entry(&mut self, words: &str) -> (EntryId, RevisionId) {
        self.write(|writer| {
            let entry = writer.add_entry(None, at(0))?;
            Ok((entry, revise(writer, entry, words)?))
        })
    }
}

/// Returns a time so many seconds into the story.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

/// Adds a revision and its capture.
pub(crate) fn revise(
    writer: &Writer<'_>,
    entry: EntryId,
    words: &str,
) -> Result<RevisionId, StoreError> {
    let article = article(words);
    let revision = RevisionId::of(&article);
    writer.add_revision(entry, &revision, &article, &[], "test", at(1))?;
    capture(writer, entry, &revision, words.as_bytes())?;
    Ok(revision)
}

pub(crate) fn capture(
    writer: &Writer<'_>,
    entry: EntryId,
    revision: &RevisionId,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let http = HttpFacts::default();
    writer.add_capture(&NewCapture { entry, revision, taken_at: at(2), http: &http, bytes })?;
    Ok(())
}

pub(crate) fn mark(
    writer: &Writer<'_>,
    entry: EntryId,
    revision: &RevisionId,
    exact: &str,
) -> Result<HighlightId, StoreError> {
    writer.add_highlight(&NewHighlight {
        entry,
        revision,
        target: &target(exact),
        colour: Colour::Green,
        note: "a note",
        tags: &["one".to_owned(), "two".to_owned()],
        created_at: at(3),
        imported: None,
    })
}

/// Changes the state of a highlight.
pub(crate) fn change(
    writer: &Writer<'_>,
    id: HighlightId,
    second: i64,
    edit: impl FnOnce(&mut HighlightState),
) -> Result<(), StoreError> {
    let (_, mut state) = writer.highlight_state(id)?.expect("the highlight is there");
    edit(&mut state);
    writer.set_highlight_state(id, &state, at(second))
}

pub(crate) fn target(exact: &str) -> Target {
    Target {
        quote: TextQuoteSelector {
            exact: exact.to_owned(),
            prefix: "before ".to_owned(),
            suffix: " after".to_owned(),
        },
        position: TextPositionSelector { start: 7, end: 7 + exact.chars().count() },
    }
}

/// Returns an article whose headline and text are these words.
pub(crate) fn article(words: &str) -> Article {
    let mut article = Article { text: Text::new(words), ..Article::default() };
    article.metadata.headline = words.to_owned();
    article
}

/// Returns how many rows a table has.
pub(crate) fn rows(reader: &Reader, table: &str) -> u64 {
    let sql = format!("SELECT count(*) FROM {table}");
    reader.connection.query_row(&sql, [], |row| row.get(0)).unwrap()
}

/// Strings that have broken a database or a program before.
pub(crate) const AWKWARD: [&str; 9] = [
    "",
    "\0",
    "before\0after",
    "e\u{301} é 語 👩\u{200d}🚀 שלום \u{202e}ا",
    "\u{feff}\u{fffd}\u{10ffff}\u{ffff}",
    "'; DROP TABLE entries; --",
    "\"quoted\" 'quoted' `quoted` \\",
    "% _ * ? [a]",
    "line\r\nline\u{2028}line\u{85}",
];
