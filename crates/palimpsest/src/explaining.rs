//! Explaining: a page that was kept is read again, to say what became of each of its blocks.
//!
//! Nothing is written: an explanation is made anew each time it is asked for, by today's engine.

use crate::{Error, ErrorCode, Library, Result, images, library::existing_entry};
use chrono::{DateTime, Utc};
use palimpsest_article::{Capture, Entry, EntryId, Revision, RevisionId};
use palimpsest_extract::{Explanation, Page};
use palimpsest_store::Reader;
use serde::{Deserialize, Serialize};
use url::Url;

/// What today's engine makes of the page that a revision was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Explained {
    /// The revision that was asked about.
    pub revision: RevisionId,
    /// When the page was captured.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub captured_at: DateTime<Utc>,
    /// Whether today's engine reads the very text that is stored: only then are the spans in
    /// `explanation` those of the revision too.
    pub is_same_text: bool,
    /// The page as it is read today.
    pub explanation: Explanation,
}

impl Library {
    /// Reads the kept page of a revision again (of the newest for `None`) and tells what became of
    /// each of its blocks. What is stored stays as it is.
    pub fn explain(&self, entry: EntryId, revision: Option<&RevisionId>) -> Result<Explained> {
        // The store is free again while the page is read.
        let Kept { entry, revision, capture, bytes } = kept(&self.store(), entry, revision)?;
        let url = page_url(&entry, &capture);
        let file_name = file_name(&entry);
        let mut explanation = palimpsest_extract::explain(&Page {
            bytes: &bytes,
            url: url.as_ref(),
            content_type: capture.http.content_type.as_deref(),
            file_name: file_name.as_deref(),
            captured_at: Some(capture.taken_at),
        });
        // Images that the page carries in itself are in the library under their hash.
        images::take_inline(&mut explanation.extraction.article);
        Ok(Explained {
            is_same_text: explanation.extraction.article.text == revision.article.text,
            revision: revision.id,
            captured_at: capture.taken_at,
            explanation,
        })
    }
}

struct Kept {
    entry: Entry,
    revision: Revision,
    capture: Capture,
    bytes: Vec<u8>,
}

fn kept(reader: &Reader, id: EntryId, revision: Option<&RevisionId>) -> Result<Kept> {
    let entry = existing_entry(reader, id)?;
    let revision_id = revision.unwrap_or(&entry.revision).clone();
    let revision = reader.revision(id, &revision_id)?.ok_or_else(|| {
        let message = format!("entry '{}' has no version '{revision_id}'", id.0);
        Error::new(ErrorCode::NotFound, message)
    })?;
    // The first capture that showed it is the one that the revision was made from.
    for capture in reader.captures(id)? {
        if capture.revision != revision_id {
            continue;
        }
        if let Some(bytes) = reader.raw_bytes(&capture.sha256)? {
            return Ok(Kept { entry, revision, capture, bytes });
        }
    }
    let message = format!(
        "cannot explain version {} of entry '{}': its page is not kept",
        revision.number, id.0
    );
    Err(Error::new(ErrorCode::NotFound, message).hint("add its address again to keep the page"))
}

/// Returns where the page was from: as HTTP says, else the address the entry was added under.
fn page_url(entry: &Entry, capture: &Capture) -> Option<Url> {
    let http = capture.http.final_url.as_deref().or(capture.http.requested_url.as_deref());
    let address = http.or(entry.url.as_deref())?;
    Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn file_name(entry: &Entry) -> Option<String> {
    let url = Url::parse(entry.url.as_deref()?).ok().filter(|url| url.scheme() == "file")?;
    url.path_segments()?.next_back().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Environment;
    use palimpsest_article::{Article, HttpFacts, Metadata, Text};
    use palimpsest_store::{NewCapture, Writer};
    use std::sync::Arc;

    fn library(folder: &tempfile::TempDir) -> Library {
        Library::open(Environment {
            directory: folder.path().to_owned(),
            clock: Arc::new(now),
            fetcher: palimpsest_fetch::Client::new(palimpsest_fetch::Limits::default()).unwrap(),
        })
        .unwrap()
    }

    fn now() -> DateTime<Utc> {
        "2026-05-04T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn another_reading_of_the_page_is_told_and_nothing_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let library = library(&folder);
        let article =
            Article { text: Text::new("As it was read then.".to_owned()), ..Article::default() };
        let revision = RevisionId::of(&article);
        let store = |writer: &Writer<'_>| -> Result<EntryId> {
            let entry = writer.add_entry(None, now())?;
            writer.add_revision(entry, &revision, &article, &[], "an older engine", now())?;
            let http = HttpFacts::default();
            let bytes = b"A headline\n\nAs it is read today, by another engine.";
            let taken_at = now();
            let revision = &revision;
            writer.add_capture(&NewCapture { entry, revision, taken_at, http: &http, bytes })?;
            Ok(entry)
        };
        let entry = library.store().write(store).unwrap();
        let explained = library.explain(entry, None).unwrap();
        assert!(!explained.is_same_text);
        assert!(explained.explanation.extraction.article.text.as_str().contains("read today"));
        assert_eq!(explained.captured_at, now());
        assert_eq!(library.read(entry, None).unwrap().article, article);
    }

    #[test]
    fn an_entry_without_its_page_is_told_from_one_that_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let library = library(&folder);
        let article = Article { text: Text::new("Words.".to_owned()), ..Article::default() };
        let revision = RevisionId::of(&article);
        let entry = library
            .store()
            .write(|writer| -> Result<EntryId> {
                let entry = writer.add_entry(None, now())?;
                writer.add_revision(entry, &revision, &article, &[], "test", now())?;
                Ok(entry)
            })
            .unwrap();
        let error = library.explain(entry, None).unwrap_err();
        assert_eq!(error.code, ErrorCode::NotFound);
        assert!(error.message.ends_with("its page is not kept"), "{error}");
        let error = library.explain(EntryId(99), None).unwrap_err();
        assert_eq!(error.message, "there is no entry '99' in the library");
        let metadata = Metadata { headline: "Another".to_owned(), ..Metadata::default() };
        let other = RevisionId::of(&Article { metadata, ..Article::default() });
        let error = library.explain(entry, Some(&other)).unwrap_err();
        assert!(error.message.contains("has no version"), "{error}");
    }
}
