//! The library on disk: SQLite, append-only captures and revisions.
//!
//! All SQL is in this crate, and this file is its whole public face; each group of tables has a
//! file with its rows and statements. The store records facts and never decides what is new, which
//! page belongs to which entry, or where a highlight went. It takes no clock: times come in.

mod acts;
mod anchors;
mod blobs;
mod captures;
mod columns;
mod corrections;
mod entries;
mod error;
#[cfg(test)]
mod fixture;
mod highlights;
mod images;
mod migrations;
mod notes;
mod open;
mod revisions;
#[cfg(test)]
mod transactions;
mod waiting;

pub use acts::Change;
pub use captures::NewCapture;
pub use corrections::NewCorrection;
pub use error::StoreError;
pub use highlights::{HighlightState, Imported, NewHighlight};
pub use waiting::WaitingAnnotation;

use chrono::{DateTime, Utc};
use palimpsest_article::{
    Act, ActId, ActKind, AnchorStatus, Article, ArticleNote, Capture, CaptureId, Colour,
    ColourName, CorrectionId, DeletedHighlight, Entry, EntryId, Highlight, HighlightId,
    QuotationCorrection, Revision, RevisionId, RevisionSummary, Sha256Hash, Status, Warning,
};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    collections::HashMap,
    ops::Deref,
    path::{Path, PathBuf},
};

/// An open library. Several may be open on one folder, in one program or in many.
pub struct Store {
    reader: Reader,
}

impl Store {
    /// Opens the library in `directory`, making folder and database where there are none, and
    /// brings its schema up to date. The folder is made with mode 0700, the database with 0600.
    ///
    /// Whatever is refused is left as it was found.
    pub fn open(directory: &Path, now: DateTime<Utc>) -> Result<Self, StoreError> {
        open::open(directory, now)
    }

    /// Runs `look` on one state of the library: what others write meanwhile is not seen.
    ///
    /// Methods of [`Reader`] called on the store itself see each the newest state.
    pub fn read<T, E: From<StoreError>>(
        &self,
        look: impl FnOnce(&Reader) -> Result<T, E>,
    ) -> Result<T, E> {
        let _snapshot = self.begin(TransactionBehavior::Deferred)?;
        look(&self.reader)
    }

    /// Runs `act` as one transaction: all of it is on the disk when this returns `Ok`, and nothing
    /// of it when it returns `Err` or panics. Waits up to five seconds for another writer.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self.begin(TransactionBehavior::Immediate)?;
        let done = act(&Writer { reader: &self.reader })?;
        transaction.commit().map_err(|error| self.explain(error))?;
        Ok(done)
    }

    fn begin(&self, behavior: TransactionBehavior) -> Result<Transaction<'_>, StoreError> {
        Transaction::new_unchecked(&self.connection, behavior).map_err(|error| self.explain(error))
    }
}

impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

/// What can be read of a library; a [`Store`] and a [`Writer`] are both one.
pub struct Reader {
    connection: Connection,
    /// The database, for errors.
    path: PathBuf,
}

impl Reader {
    /// Returns every entry that has a revision, the newest added first.
    pub fn entries(&self) -> Result<Vec<Entry>, StoreError> {
        self.explained(entries::all(&self.connection))
    }

    /// Returns an entry; `None` for one that has no revision yet.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>, StoreError> {
        self.explained(entries::by_id(&self.connection, id))
    }

    /// Returns the entry that was given this very address by [`Writer::add_address`].
    pub fn entry_by_address(&self, address: &str) -> Result<Option<EntryId>, StoreError> {
        self.explained(entries::by_address(&self.connection, address))
    }

    /// Returns a revision with its article.
    pub fn revision(
        &self,
        entry: EntryId,
        id: &RevisionId,
    ) -> Result<Option<Revision>, StoreError> {
        self.explained(revisions::by_id(&self.connection, entry, id))
    }

    /// Tells whether the entry has this revision.
    pub fn has_revision(&self, entry: EntryId, id: &RevisionId) -> Result<bool, StoreError> {
        self.explained(revisions::exists(&self.connection, entry, id))
    }

    /// Returns the revisions of an entry, the oldest first.
    pub fn revisions(&self, entry: EntryId) -> Result<Vec<RevisionSummary>, StoreError> {
        self.explained(revisions::all(&self.connection, entry))
    }

    /// Returns the captures of an entry, the oldest first.
    pub fn captures(&self, entry: EntryId) -> Result<Vec<Capture>, StoreError> {
        self.explained(captures::all(&self.connection, entry))
    }

    /// Returns kept bytes, after making sure that they still have this hash.
    pub fn raw_bytes(&self, sha256: &Sha256Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.explained(blobs::get(&self.connection, sha256))
    }

    /// Returns a highlight, unless it is deleted.
    pub fn highlight(&self, id: HighlightId) -> Result<Option<Highlight>, StoreError> {
        self.explained(highlights::by_id(&self.connection, id))
    }

    /// Returns the highlights of an entry that are not deleted, in the order they were made.
    pub fn highlights(&self, entry: EntryId) -> Result<Vec<Highlight>, StoreError> {
        self.explained(highlights::of_entry(&self.connection, entry))
    }

    /// Returns the deleted highlights of an entry, or of all, the last deleted first.
    pub fn deleted_highlights(
        &self,
        entry: Option<EntryId>,
    ) -> Result<Vec<DeletedHighlight>, StoreError> {
        self.explained(highlights::deleted(&self.connection, entry))
    }

    /// Returns the entry and the state of a highlight, deleted or not.
    pub fn highlight_state(
        &self,
        id: HighlightId,
    ) -> Result<Option<(EntryId, HighlightState)>, StoreError> {
        self.explained(highlights::state(&self.connection, id))
    }

    /// Returns which highlights of an entry the reader leaves as they are in a revision.
    pub fn settled_highlights(
        &self,
        entry: EntryId,
        revision: &RevisionId,
    ) -> Result<Vec<HighlightId>, StoreError> {
        self.explained(highlights::settled(&self.connection, entry, revision))
    }

    /// Returns what stood of the highlights of an entry in the files they came from, JSON; deleted ones too.
    pub fn imported(&self, entry: EntryId) -> Result<HashMap<HighlightId, String>, StoreError> {
        self.explained(highlights::imported(&self.connection, entry))
    }

    /// Returns what waits for the article at an address, or for any, in the order it came.
    pub fn waiting(&self, address: Option<&str>) -> Result<Vec<WaitingAnnotation>, StoreError> {
        self.explained(waiting::at(&self.connection, address))
    }

    /// Returns the revisions in which it was recorded where a highlight is, deleted or not.
    pub fn anchored_revisions(&self, id: HighlightId) -> Result<Vec<RevisionId>, StoreError> {
        self.explained(anchors::of_highlight(&self.connection, id))
    }

    /// Returns who is quoted in the highlights of an entry, as far as it was looked up.
    pub fn speakers(
        &self,
        entry: EntryId,
    ) -> Result<HashMap<HighlightId, Vec<String>>, StoreError> {
        self.explained(highlights::speakers(&self.connection, entry))
    }

    /// Returns the note on an article as a whole.
    pub fn article_note(&self, entry: EntryId) -> Result<Option<ArticleNote>, StoreError> {
        self.explained(notes::of_entry(&self.connection, entry))
    }

    /// Returns the names that the reader gave to colours.
    pub fn colour_names(&self) -> Result<Vec<ColourName>, StoreError> {
        self.explained(notes::colour_names(&self.connection))
    }

    /// Returns the last act that is done, of an entry or of all: the one to be undone first.
    pub fn last_done_act(&self, entry: Option<EntryId>) -> Result<Option<Act>, StoreError> {
        self.explained(acts::last_done(&self.connection, entry))
    }

    /// Returns the act undone last, of an entry or of all, unless a later act has overtaken it.
    pub fn last_undone_act(&self, entry: Option<EntryId>) -> Result<Option<Act>, StoreError> {
        self.explained(acts::last_undone(&self.connection, entry))
    }

    /// Returns up to `count` acts of an entry or of all, the last first.
    pub fn acts(&self, entry: Option<EntryId>, count: u32) -> Result<Vec<Act>, StoreError> {
        self.explained(acts::latest(&self.connection, entry, count))
    }

    /// Returns what an act changed, in the order it did.
    pub fn act_changes(&self, act: ActId) -> Result<Vec<Change>, StoreError> {
        self.explained(acts::changes(&self.connection, act))
    }

    /// Returns where the entry's highlights are in a revision, as far as it was recorded; deleted
    /// ones are left out.
    pub fn anchors(
        &self,
        entry: EntryId,
        revision: &RevisionId,
    ) -> Result<Vec<(HighlightId, AnchorStatus)>, StoreError> {
        self.explained(anchors::of_revision(&self.connection, entry, revision))
    }

    /// Returns the corrections of an entry's quotations that were not taken back, in the order they
    /// were made.
    pub fn corrections(&self, entry: EntryId) -> Result<Vec<QuotationCorrection>, StoreError> {
        self.explained(corrections::of_entry(&self.connection, entry))
    }

    /// Returns the images of a revision: the address the page gives each, and its bytes' hash.
    pub fn images(
        &self,
        entry: EntryId,
        revision: &RevisionId,
    ) -> Result<Vec<(String, Sha256Hash)>, StoreError> {
        self.explained(images::of_revision(&self.connection, entry, revision))
    }

    /// Returns media type and bytes of an image; `None` for bytes that were not added as one.
    pub fn image(&self, sha256: &Sha256Hash) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        self.explained(images::by_hash(&self.connection, sha256))
    }

    fn explained<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| self.explain(error))
    }

    fn explain(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}

/// What can be written in one transaction of [`Store::write`]; reading sees what was written.
pub struct Writer<'a> {
    reader: &'a Reader,
}

impl Deref for Writer<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.reader
    }
}

impl Writer<'_> {
    /// Adds an entry. `url` is what lists show; it is found only by what
    /// [`Writer::add_address`] gives it.
    pub fn add_entry(
        &self,
        url: Option<&str>,
        added_at: DateTime<Utc>,
    ) -> Result<EntryId, StoreError> {
        self.explained(entries::add(&self.connection, url, added_at))
    }

    /// Gives an entry an address to be found by. Refused where another entry has it.
    pub fn add_address(&self, entry: EntryId, address: &str) -> Result<(), StoreError> {
        self.explained(entries::add_address(&self.connection, entry, address))
    }

    /// Adds the entry's next revision. `engine` says what extracted it. Refused where the entry has
    /// it already, and where the article could not be read back (a confidence that is no number).
    pub fn add_revision(
        &self,
        entry: EntryId,
        id: &RevisionId,
        article: &Article,
        warnings: &[Warning],
        engine: &str,
        first_seen: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let new = revisions::NewRevision { entry, id, article, warnings, engine, first_seen };
        self.explained(revisions::add(&self.connection, &new))
    }

    /// Adds a capture and keeps its bytes, once for all captures that have the same.
    pub fn add_capture(&self, new: &NewCapture<'_>) -> Result<CaptureId, StoreError> {
        self.explained(captures::add(&self.connection, new))
    }

    /// Adds an image of a revision and keeps its bytes. A source that has one keeps it.
    pub fn add_image(
        &self,
        entry: EntryId,
        revision: &RevisionId,
        source: &str,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<Sha256Hash, StoreError> {
        self.explained(images::add(&self.connection, entry, revision, source, media_type, bytes))
    }

    /// Adds a highlight.
    pub fn add_highlight(&self, new: &NewHighlight<'_>) -> Result<HighlightId, StoreError> {
        self.explained(highlights::add(&self.connection, new))
    }

    /// Makes this the state of a highlight. Refused where there is none, and where the state names a
    /// revision that its entry has not.
    pub fn set_highlight_state(
        &self,
        id: HighlightId,
        state: &HighlightState,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.explained(highlights::set_state(&self.connection, id, state, now))
    }

    /// Records who is quoted in a highlight.
    pub fn set_speakers(&self, id: HighlightId, speakers: &[String]) -> Result<(), StoreError> {
        self.explained(highlights::set_speakers(&self.connection, id, speakers))
    }

    /// Keeps an annotation, JSON, until its article is here.
    pub fn add_waiting(
        &self,
        address: &str,
        title: &str,
        annotation: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.explained(waiting::add(&self.connection, address, title, annotation, now))
    }

    /// Forgets an annotation that waited.
    pub fn remove_waiting(&self, id: i64) -> Result<(), StoreError> {
        self.explained(waiting::remove(&self.connection, id))
    }

    /// Writes the note on an article as a whole; empty words take it away.
    pub fn set_article_note(
        &self,
        entry: EntryId,
        words: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.explained(notes::set(&self.connection, entry, words, now))
    }

    /// Names a colour; an empty name takes the reader's away.
    pub fn name_colour(&self, colour: Colour, name: &str) -> Result<(), StoreError> {
        self.explained(notes::name_colour(&self.connection, colour, name))
    }

    /// Records an act. What was undone in its articles can no longer be done again.
    pub fn add_act(
        &self,
        kind: ActKind,
        done_at: DateTime<Utc>,
        changes: &[Change],
    ) -> Result<ActId, StoreError> {
        self.explained(acts::add(&self.connection, kind, done_at, changes))
    }

    /// Records that an act was undone, or done again. Refused where it is so already.
    pub fn set_act_undone(&self, act: ActId, is_undone: bool) -> Result<(), StoreError> {
        self.explained(acts::set_undone(&self.connection, act, is_undone))
    }

    /// Records where a highlight is in a revision of its entry, in place of what was recorded.
    pub fn set_anchor(
        &self,
        highlight: HighlightId,
        revision: &RevisionId,
        status: &AnchorStatus,
    ) -> Result<(), StoreError> {
        self.explained(anchors::set(&self.connection, highlight, revision, status))
    }

    /// Adds a correction.
    pub fn add_correction(&self, new: &NewCorrection<'_>) -> Result<CorrectionId, StoreError> {
        self.explained(corrections::add(&self.connection, new))
    }

    /// Takes a correction of an entry back; it is kept. Refused where there is none.
    pub fn take_correction_back(
        &self,
        entry: EntryId,
        id: CorrectionId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.explained(corrections::take_back(&self.connection, entry, id, now))
    }

    /// Sets or clears one of the reader's facts about an entry.
    pub fn set_status(
        &self,
        entry: EntryId,
        status: Status,
        on: bool,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.explained(entries::set_status(&self.connection, entry, status, on, now))
    }
}
