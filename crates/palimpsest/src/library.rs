//! `Library`: the open library, its list, one reading, and its images.

use crate::{Environment, Error, ErrorCode, Reading, Result, StoredImage, anchoring, correcting};
use palimpsest_article::{
    AnchorStatus, Entry, EntryId, Highlight, HighlightId, PlacedHighlight, Revision, RevisionId,
    Sha256Hash, Status,
};
use palimpsest_store::{Reader, Store};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// An open library.
pub struct Library {
    pub(crate) environment: Environment,
    store: Mutex<Store>,
}

/// An image as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageBytes {
    /// Its media type, sniffed from the bytes, never as a server labelled it.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Library {
    /// Opens the library in the environment's folder, making it where there is none.
    pub fn open(environment: Environment) -> Result<Self> {
        let store = Store::open(&environment.directory, environment.now())?;
        Ok(Self { environment, store: Mutex::new(store) })
    }

    /// Returns the folder of the library.
    pub fn directory(&self) -> &Path {
        &self.environment.directory
    }

    /// Returns every entry, the newest first.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        Ok(self.store().entries()?)
    }

    /// Returns one revision of an entry with all highlights placed in it; the newest for `None`.
    pub fn read(&self, entry: EntryId, revision: Option<&RevisionId>) -> Result<Reading> {
        reading(&self.store(), entry, revision)
    }

    /// Sets or clears one of the reader's facts about an entry.
    pub fn set_status(&self, entry: EntryId, status: Status, on: bool) -> Result<()> {
        let now = self.environment.now();
        self.store().write(|writer| {
            existing_entry(writer, entry)?;
            Ok(writer.set_status(entry, status, on, now)?)
        })
    }

    /// Returns an image by its content hash.
    pub fn image(&self, id: &Sha256Hash) -> Result<Option<ImageBytes>> {
        let image = self.store().image(id)?;
        Ok(image.map(|(media_type, bytes)| ImageBytes { media_type, bytes }))
    }

    /// Returns the store. A panic elsewhere cannot have left it half written: what a transaction
    /// did not commit is rolled back, so a poisoned lock is good to use.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn existing_entry(reader: &Reader, id: EntryId) -> Result<Entry> {
    reader.entry(id)?.ok_or_else(|| {
        Error::new(ErrorCode::NotFound, format!("there is no entry '{}' in the library", id.0))
    })
}

pub(crate) fn reading(
    reader: &Reader,
    id: EntryId,
    revision: Option<&RevisionId>,
) -> Result<Reading> {
    let entry = existing_entry(reader, id)?;
    let revision_id = revision.unwrap_or(&entry.revision);
    let revisions = reader.revisions(id)?;
    let no_revision = || {
        Error::new(ErrorCode::NotFound, format!("entry '{}' has no version '{revision_id}'", id.0))
    };
    let summary = revisions
        .iter()
        .find(|summary| summary.id == *revision_id)
        .cloned()
        .ok_or_else(no_revision)?;
    let revision = reader.revision(id, revision_id)?.ok_or_else(no_revision)?;
    let images = reader
        .images(id, revision_id)?
        .into_iter()
        .map(|(source, id)| StoredImage { source, id })
        .collect();
    let highlights = place(reader, &revision, reader.highlights(id)?)?;
    let quotations = correcting::quotations(reader, id, revision_id, &revision.article)?;
    Ok(Reading {
        entry,
        revision: summary,
        revisions,
        article: revision.article,
        warnings: revision.warnings,
        highlights,
        note: reader.article_note(id)?,
        quotations: quotations.all,
        lost_corrections: quotations.lost_corrections,
        images,
    })
}

/// Places highlights of the entry in the revision, as stored, else by looking for them: in text order,
/// orphans first.
pub(crate) fn place(
    reader: &Reader,
    revision: &Revision,
    highlights: Vec<Highlight>,
) -> Result<Vec<PlacedHighlight>> {
    let entry = revision.entry;
    let stored: HashMap<HighlightId, AnchorStatus> =
        reader.anchors(entry, &revision.id)?.into_iter().collect();
    let settled: HashSet<HighlightId> =
        reader.settled_highlights(entry, &revision.id)?.into_iter().collect();
    let text = &revision.article.text;
    let (known, unknown): (Vec<Highlight>, Vec<Highlight>) =
        highlights.into_iter().partition(|highlight| stored.contains_key(&highlight.id));
    let found = anchoring::anchors(reader, entry, &unknown, text);
    let known = known.into_iter().map(|highlight| {
        let anchor = stored[&highlight.id];
        (highlight, anchor)
    });
    let placed = known.chain(unknown.into_iter().zip(found)).map(|(highlight, anchor)| {
        let rewording = match anchor {
            AnchorStatus::Reworded { span, .. } => text
                .get(span)
                .map(|words| palimpsest_diff::word_edits(&highlight.target.quote.exact, words)),
            _ => None,
        };
        let is_settled = settled.contains(&highlight.id);
        let rewording = rewording.unwrap_or_default();
        PlacedHighlight { highlight, anchor, rewording, is_settled }
    });
    let mut placed: Vec<PlacedHighlight> = placed.collect();
    placed.sort_by_key(|placed| (placed.anchor.span(), placed.highlight.id));
    Ok(placed)
}
