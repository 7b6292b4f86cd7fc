//! Captures: each look at a page, with what HTTP said and the bytes as received. Append-only.

use crate::{
    blobs,
    columns::{parsed, time, written},
};
use chrono::{DateTime, Utc};
use palimpsest_article::{Capture, CaptureId, EntryId, HttpFacts, RevisionId, Sha256Hash};
use rusqlite::{Connection, Result, Row};

/// One look at a page, to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewCapture<'a> {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The revision it showed; must be stored.
    pub revision: &'a RevisionId,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// What HTTP said.
    pub http: &'a HttpFacts,
    /// The bytes as received.
    pub bytes: &'a [u8],
}

pub(crate) fn add(connection: &Connection, new: &NewCapture<'_>) -> Result<CaptureId> {
    let sha256 = blobs::put(connection, new.bytes)?;
    connection
        .prepare_cached(
            "INSERT INTO captures (entry, revision, taken_at, requested_url, final_url, status,
                 content_type, etag, last_modified, sha256)
             VALUES (?1, (SELECT key FROM revisions WHERE entry = ?1 AND id = ?2), ?3, ?4, ?5, ?6,
                 ?7, ?8, ?9, ?10)",
        )?
        .insert((
            new.entry.0,
            new.revision.as_str(),
            written(new.taken_at),
            &new.http.requested_url,
            &new.http.final_url,
            new.http.status,
            &new.http.content_type,
            &new.http.etag,
            &new.http.last_modified,
            sha256.as_str(),
        ))
        .map(CaptureId)
}

pub(crate) fn all(connection: &Connection, entry: EntryId) -> Result<Vec<Capture>> {
    connection
        .prepare_cached(
            "SELECT captures.id, captures.entry, revisions.id AS revision, taken_at, requested_url,
                 final_url, status, content_type, etag, last_modified, sha256, size
             FROM captures JOIN revisions ON key = revision JOIN blobs USING (sha256)
             WHERE captures.entry = ?1 ORDER BY taken_at, captures.id",
        )?
        .query_map([entry.0], capture)?
        .collect()
}

fn capture(row: &Row<'_>) -> Result<Capture> {
    Ok(Capture {
        id: CaptureId(row.get("id")?),
        entry: EntryId(row.get("entry")?),
        revision: parsed(row, "revision", RevisionId::try_from)?,
        taken_at: time(row, "taken_at")?,
        http: HttpFacts {
            requested_url: row.get("requested_url")?,
            final_url: row.get("final_url")?,
            status: row.get("status")?,
            content_type: row.get("content_type")?,
            etag: row.get("etag")?,
            last_modified: row.get("last_modified")?,
        },
        sha256: parsed(row, "sha256", Sha256Hash::try_from)?,
        size: row.get("size")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        NewCorrection, StoreError,
        fixture::{AWKWARD, at, library, mark, revise, rows, target},
    };
    use chrono::TimeDelta;
    use palimpsest_article::{AnchorStatus, Status, Verdict};

    #[test]
    fn a_capture_comes_back_as_it_was() {
        let mut library = library();
        let (entry, revision) = library.entry("first");
        for (index, words) in AWKWARD.into_iter().enumerate() {
            let some = || Some(words.to_owned());
            let http = HttpFacts {
                requested_url: some(),
                final_url: some(),
                status: Some(200),
                content_type: some(),
                etag: some(),
                last_modified: some(),
            };
            let bytes = words.as_bytes();
            let taken_at = at(100 + index as i64);
            let new = NewCapture { entry, revision: &revision, taken_at, http: &http, bytes };
            let id = library.write(|writer| writer.add_capture(&new));
            let captures = library.store.captures(entry).unwrap();
            let revision = revision.clone();
            let (sha256, size) = (Sha256Hash::of(bytes), bytes.len() as u64);
            assert_eq!(
                captures.last(),
                Some(&Capture {
                    id,
                    entry,
                    revision,
                    taken_at,
                    http,
                    sha256: sha256.clone(),
                    size
                })
            );
            assert_eq!(library.store.raw_bytes(&sha256).unwrap().as_deref(), Some(bytes));
        }
        assert_eq!(library.store.captures(entry).unwrap().len(), AWKWARD.len() + 1);
        assert_eq!(library.store.captures(EntryId(99)).unwrap(), []);
    }

    #[test]
    fn captures_come_in_the_order_they_were_taken() {
        let mut library = library();
        let (entry, revision) = library.entry("first");
        let http = HttpFacts::default();
        let second = TimeDelta::seconds(1);
        let times = [at(50), at(40), at(40) + second / 3, at(40) + second / 2];
        for taken_at in times {
            let new = NewCapture { entry, revision: &revision, taken_at, http: &http, bytes: b"x" };
            library.write(|writer| writer.add_capture(&new));
        }
        let captures = library.store.captures(entry).unwrap();
        let listed: Vec<_> = captures.iter().map(|capture| capture.taken_at).collect();
        assert_eq!(listed, [at(2), times[1], times[2], times[3], times[0]]);
        assert_eq!(library.store.entry(entry).unwrap().unwrap().captured_at, at(50));
    }

    #[test]
    fn a_capture_shows_a_revision_of_its_own_entry() {
        let mut library = library();
        let (entry, _) = library.entry("one");
        let (_, elsewhere) = library.entry("two");
        let http = HttpFacts::default();
        let new = NewCapture {
            entry,
            revision: &elsewhere,
            taken_at: at(9),
            http: &http,
            bytes: b"kept by nobody",
        };
        let refused = library.store.write(|writer| writer.add_capture(&new));
        assert!(matches!(refused, Err(StoreError::Refused { .. })));
        assert_eq!(library.store.raw_bytes(&Sha256Hash::of(new.bytes)).unwrap(), None);
    }

    #[test]
    fn what_is_recorded_can_neither_be_changed_nor_taken_away() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        library.write(|writer| {
            mark(writer, entry, &revision, "one")?;
            writer.set_status(entry, Status::Tracked, true, at(3))
        });
        // A foreign hand obeys the triggers; `REPLACE` is seen through by our own connection.
        let bare = library.bare();
        for (connection, act) in [
            (&bare, "UPDATE captures SET taken_at = ''"),
            (&bare, "UPDATE captures SET etag = etag"),
            (&bare, "DELETE FROM captures"),
            (&bare, "UPDATE revisions SET headline = 'another'"),
            (&bare, "DELETE FROM revisions"),
            (&bare, "UPDATE articles SET article = x''"),
            (&bare, "DELETE FROM articles"),
            (&bare, "UPDATE blobs SET bytes = x''"),
            (&bare, "DELETE FROM blobs"),
            (&bare, "DELETE FROM highlights"),
            (&library.store.connection, "REPLACE INTO captures SELECT * FROM captures"),
            (&library.store.connection, "REPLACE INTO revisions SELECT * FROM revisions"),
            (&library.store.connection, "REPLACE INTO articles SELECT * FROM articles"),
            (&library.store.connection, "REPLACE INTO blobs SELECT * FROM blobs"),
            (&library.store.connection, "UPDATE OR REPLACE captures SET id = 7"),
        ] {
            assert!(connection.execute(act, []).is_err(), "{act}");
        }
        assert_eq!(library.store.captures(entry).unwrap().len(), 1);
        assert_eq!(library.store.revision(entry, &revision).unwrap().unwrap().number, 1);
    }

    #[test]
    fn all_of_an_entry_goes_with_it_and_nothing_else_does() {
        let mut library = library();
        let (stays, _) = library.entry("one");
        let (goes, revision) = library.entry("two");
        library.write(|writer| {
            writer.add_address(goes, "https://news.example/two")?;
            writer.set_status(goes, Status::Read, true, at(3))?;
            let highlight = mark(writer, goes, &revision, "two")?;
            writer.set_anchor(highlight, &revision, &AnchorStatus::Orphan)?;
            writer.add_image(goes, &revision, "a.png", "image/png", b"image")?;
            writer.add_correction(&NewCorrection {
                entry: goes,
                revision: &revision,
                target: &target("two"),
                verdict: &Verdict::NoQuotation,
                created_at: at(3),
            })?;
            revise(writer, goes, "two, revised")
        });
        library.store.connection.execute("DELETE FROM entries WHERE id = ?1", [goes.0]).unwrap();
        for (table, left) in [
            ("entries", 1),
            ("addresses", 0),
            ("statuses", 0),
            ("captures", 1),
            ("revisions", 1),
            ("articles", 1),
            ("revision_images", 0),
            ("highlights", 0),
            ("anchors", 0),
            ("corrections", 0),
            ("pragma_foreign_key_check", 0),
        ] {
            assert_eq!(rows(&library.store, table), left, "{table}");
        }
        assert_eq!(library.store.captures(stays).unwrap().len(), 1);
    }
}
