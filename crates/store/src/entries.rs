//! Entries, their addresses and the reader's facts about them.
//!
//! Which address is canonical, and whether two are one, is decided elsewhere.

use crate::columns::{parsed, time, written};
use chrono::{DateTime, Utc};
use palimpsest_article::{Entry, EntryId, RevisionId, Status};
use rusqlite::{Connection, OptionalExtension, Result, Row};
use url::Url;

/// Counts are taken from indexes as the list is read: nothing to keep in step. The revision shown is
/// that of the last capture: a publisher may go back to earlier words. An entry without a revision
/// is being made and not shown.
const LIST: &str = "
    SELECT entries.id, url, host, added_at, newest.id AS revision, headline, publisher, language,
        date_published,
        (SELECT count(*) FROM revisions WHERE entry = entries.id) AS revisions,
        (SELECT count(*) FROM captures WHERE entry = entries.id) AS captures,
        coalesce((SELECT max(taken_at) FROM captures WHERE entry = entries.id), added_at)
            AS captured_at,
        (SELECT count(*) FROM highlights WHERE entry = entries.id AND deleted_at IS NULL)
            AS highlights,
        coalesce((SELECT group_concat(status, ' ') FROM statuses WHERE entry = entries.id), '')
            AS statuses
    FROM entries JOIN revisions AS newest ON newest.key = coalesce(
        (SELECT revision FROM captures WHERE entry = entries.id
            ORDER BY taken_at DESC, id DESC LIMIT 1),
        (SELECT key FROM revisions WHERE entry = entries.id ORDER BY number DESC LIMIT 1))";

pub(crate) fn all(connection: &Connection) -> Result<Vec<Entry>> {
    connection
        .prepare_cached(&format!("{LIST} ORDER BY added_at DESC, entries.id DESC"))?
        .query_map([], entry)?
        .collect()
}

pub(crate) fn by_id(connection: &Connection, id: EntryId) -> Result<Option<Entry>> {
    connection
        .prepare_cached(&format!("{LIST} WHERE entries.id = ?1"))?
        .query_row([id.0], entry)
        .optional()
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    let publisher: Option<String> = row.get("publisher")?;
    let statuses: String = row.get("statuses")?;
    let is_set = |status: &Status| statuses.split(' ').any(|name| name == status.name());
    Ok(Entry {
        id: EntryId(row.get("id")?),
        url: row.get("url")?,
        headline: row.get("headline")?,
        publisher: match publisher {
            Some(publisher) => Some(publisher),
            None => row.get("host")?,
        },
        language: row.get("language")?,
        date_published: match row.get_ref("date_published")? {
            rusqlite::types::ValueRef::Null => None,
            _ => Some(parsed(row, "date_published", |text| text.parse())?),
        },
        statuses: Status::ALL.into_iter().filter(is_set).collect(),
        added_at: time(row, "added_at")?,
        captured_at: time(row, "captured_at")?,
        revision: parsed(row, "revision", RevisionId::try_from)?,
        captures: row.get("captures")?,
        revisions: row.get("revisions")?,
        highlights: row.get("highlights")?,
    })
}

pub(crate) fn by_address(connection: &Connection, address: &str) -> Result<Option<EntryId>> {
    connection
        .prepare_cached("SELECT entry FROM addresses WHERE address = ?1")?
        .query_row([address], |row| row.get(0).map(EntryId))
        .optional()
}

pub(crate) fn add(
    connection: &Connection,
    url: Option<&str>,
    added_at: DateTime<Utc>,
) -> Result<EntryId> {
    let parsed = url.and_then(|url| Url::parse(url).ok());
    let host = parsed.as_ref().and_then(Url::host_str);
    connection
        .prepare_cached("INSERT INTO entries (url, host, added_at) VALUES (?1, ?2, ?3)")?
        .insert((url, host, written(added_at)))
        .map(EntryId)
}

pub(crate) fn add_address(connection: &Connection, entry: EntryId, address: &str) -> Result<()> {
    if by_address(connection, address)? == Some(entry) {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO addresses (address, entry) VALUES (?1, ?2)")?
        .execute((address, entry.0))?;
    Ok(())
}

pub(crate) fn set_status(
    connection: &Connection,
    entry: EntryId,
    status: Status,
    on: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    match on {
        // Set again, it keeps the time it was first set.
        true => connection
            .prepare_cached(
                "INSERT INTO statuses (entry, status, since) VALUES (?1, ?2, ?3)
                 ON CONFLICT (entry, status) DO NOTHING",
            )?
            .execute((entry.0, status.name(), written(now)))?,
        false => connection
            .prepare_cached("DELETE FROM statuses WHERE entry = ?1 AND status = ?2")?
            .execute((entry.0, status.name()))?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{AWKWARD, article, at, capture, change, library, mark, revise},
    };

    #[test]
    fn an_entry_shows_its_newest_revision_and_counts() {
        let mut library = library();
        let url = "https://news.example/council";
        let (id, newest) = library.write(|writer| {
            let id = writer.add_entry(Some(url), at(10))?;
            let first = revise(writer, id, "The council met.")?;
            let mut second = article("The council met twice.");
            second.metadata.publisher = Some("The Example".to_owned());
            second.metadata.date_published = "2024-10-04T09:30:00+02:00".parse().ok();
            second.language.code = Some("en".to_owned());
            let newest = RevisionId::of(&second);
            writer.add_revision(id, &newest, &second, &[], "test", at(20))?;
            capture(writer, id, &newest, b"twice")?;
            capture(writer, id, &newest, b"twice, with another advertisement")?;
            mark(writer, id, &first, "council")?;
            let gone = mark(writer, id, &newest, "met")?;
            mark(writer, id, &newest, "twice")?;
            change(writer, gone, 30, |state| state.is_deleted = true)?;
            writer.set_status(id, Status::Starred, true, at(30))?;
            writer.set_status(id, Status::Read, true, at(31))?;
            Ok((id, newest))
        });
        let expected = Entry {
            id,
            url: Some(url.to_owned()),
            headline: "The council met twice.".to_owned(),
            publisher: Some("The Example".to_owned()),
            language: Some("en".to_owned()),
            date_published: "2024-10-04T09:30:00+02:00".parse().ok(),
            statuses: vec![Status::Read, Status::Starred],
            added_at: at(10),
            captured_at: at(2),
            revision: newest,
            captures: 3,
            revisions: 2,
            highlights: 2,
        };
        assert_eq!(library.store.entry(id).unwrap().as_ref(), Some(&expected));
        assert_eq!(library.store.entries().unwrap(), [expected]);
        assert_eq!(library.store.entry(EntryId(id.0 + 1)).unwrap(), None);
    }

    #[test]
    fn counts_are_of_the_entry_alone() {
        let mut library = library();
        let (first, revision) = library.entry("The same words.");
        let (second, _) = library.entry("The same words.");
        library.write(|writer| mark(writer, first, &revision, "same"));
        let entry = library.store.entry(second).unwrap().unwrap();
        assert_eq!((entry.captures, entry.revisions, entry.highlights), (1, 1, 0));
    }

    #[test]
    fn the_newest_added_comes_first() {
        let mut library = library();
        for (words, time) in [("b", 20), ("d", 40), ("a", 10), ("c", 20)] {
            library.write(|writer| {
                let id = writer.add_entry(None, at(time))?;
                revise(writer, id, words)
            });
        }
        // One being made is not shown.
        library.write(|writer| writer.add_entry(None, at(50)));
        let entries = library.store.entries().unwrap();
        let headlines: Vec<&str> = entries.iter().map(|entry| entry.headline.as_str()).collect();
        assert_eq!(headlines, ["d", "c", "b", "a"]);
    }

    #[test]
    fn a_publisher_that_is_not_named_is_the_host() {
        for (url, publisher) in [
            (Some("https://news.example:8080/a"), Some("news.example")),
            (Some("https://bücher.example/a"), Some("xn--bcher-kva.example")),
            (Some("file:///tmp/a.html"), None),
            (Some("no address"), None),
            (None, None),
        ] {
            let mut library = library();
            library.write(|writer| {
                let id = writer.add_entry(url, at(0))?;
                revise(writer, id, "words")
            });
            let entry = library.store.entries().unwrap().remove(0);
            assert_eq!((entry.url.as_deref(), entry.publisher.as_deref()), (url, publisher));
        }
    }

    #[test]
    fn an_address_leads_to_one_entry() {
        let mut library = library();
        let (first, _) = library.entry("one");
        let (second, _) = library.entry("two");
        library.write(|writer| {
            for address in AWKWARD {
                writer.add_address(first, address)?;
                writer.add_address(first, address)?;
            }
            Ok(())
        });
        for address in AWKWARD {
            assert_eq!(
                library.store.entry_by_address(address).unwrap(),
                Some(first),
                "{address:?}"
            );
            let taken = library.store.write(|writer| writer.add_address(second, address));
            assert!(matches!(taken, Err(StoreError::Refused { .. })), "{address:?}");
        }
        assert_eq!(library.store.entry_by_address("before").unwrap(), None);
        let nobody = library.store.write(|writer| writer.add_address(EntryId(99), "x"));
        assert!(matches!(nobody, Err(StoreError::Refused { .. })));
    }

    #[test]
    fn a_status_is_set_and_cleared_by_itself() {
        let mut library = library();
        let (id, _) = library.entry("one");
        let mut set = |status, on| {
            library.write(|writer| writer.set_status(id, status, on, at(9)));
            library.store.entry(id).unwrap().unwrap().statuses
        };
        for (count, status) in Status::ALL.into_iter().enumerate() {
            assert_eq!(set(status, true).len(), count + 1);
        }
        assert_eq!(set(Status::Later, true), Status::ALL);
        assert_eq!(
            set(Status::Later, false),
            [Status::Read, Status::Archived, Status::Starred, Status::Tracked]
        );
        assert_eq!(set(Status::Later, false).len(), 4);
        let nobody =
            library.store.write(|writer| writer.set_status(EntryId(99), Status::Read, true, at(0)));
        assert!(matches!(nobody, Err(StoreError::Refused { .. })));
    }

    #[test]
    fn a_number_is_never_used_again() {
        let mut library = library();
        let (id, _) = library.entry("one");
        library.store.connection.execute("DELETE FROM entries", []).unwrap();
        let (next, _) = library.entry("two");
        assert!(next > id);
    }
}
