//! Images of a revision, by the address the page gives them and by the hash of their bytes.

use crate::{blobs, columns::parsed};
use palimpsest_article::{EntryId, RevisionId, Sha256Hash};
use rusqlite::{Connection, OptionalExtension, Result};

pub(crate) fn add(
    connection: &Connection,
    entry: EntryId,
    revision: &RevisionId,
    source: &str,
    media_type: &str,
    bytes: &[u8],
) -> Result<Sha256Hash> {
    let sha256 = blobs::put(connection, bytes)?;
    connection
        .prepare_cached(
            "INSERT INTO images (sha256, media_type) VALUES (?1, ?2)
             ON CONFLICT (sha256) DO NOTHING",
        )?
        .execute((sha256.as_str(), media_type))?;
    // A source that is there keeps its first image: it is what the reader saw.
    connection
        .prepare_cached(
            "INSERT INTO revision_images (revision, place, source, sha256)
             SELECT key, (SELECT count(*) FROM revision_images WHERE revision = key), ?3, ?4
             FROM (SELECT (SELECT key FROM revisions WHERE entry = ?1 AND id = ?2) AS key)
             WHERE true ON CONFLICT (revision, source) DO NOTHING",
        )?
        .execute((entry.0, revision.as_str(), source, sha256.as_str()))?;
    Ok(sha256)
}

pub(crate) fn of_revision(
    connection: &Connection,
    entry: EntryId,
    revision: &RevisionId,
) -> Result<Vec<(String, Sha256Hash)>> {
    connection
        .prepare_cached(
            "SELECT source, sha256 FROM revision_images
             WHERE revision = (SELECT key FROM revisions WHERE entry = ?1 AND id = ?2)
             ORDER BY place",
        )?
        .query_map((entry.0, revision.as_str()), |row| {
            Ok((row.get("source")?, parsed(row, "sha256", Sha256Hash::try_from)?))
        })?
        .collect()
}

/// Returns media type and bytes of what was stored as an image, never of a page.
pub(crate) fn by_hash(
    connection: &Connection,
    sha256: &Sha256Hash,
) -> Result<Option<(String, Vec<u8>)>> {
    let media_type: Option<String> = connection
        .prepare_cached("SELECT media_type FROM images WHERE sha256 = ?1")?
        .query_row([sha256.as_str()], |row| row.get(0))
        .optional()?;
    let Some(media_type) = media_type else { return Ok(None) };
    Ok(blobs::get(connection, sha256)?.map(|bytes| (media_type, bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{library, revise, rows},
    };

    #[test]
    fn images_come_back_in_the_order_of_the_page() {
        let mut library = library();
        let (entry, first) = library.entry("one");
        let second = library.write(|writer| {
            let second = revise(writer, entry, "two")?;
            writer.add_image(entry, &first, "z.png", "image/png", b"picture")?;
            writer.add_image(entry, &first, "a.png", "image/gif", b"another")?;
            writer.add_image(entry, &second, "z-large.png", "image/png", b"picture")?;
            Ok(second)
        });
        let (picture, another) = (Sha256Hash::of(b"picture"), Sha256Hash::of(b"another"));
        assert_eq!(
            library.store.images(entry, &first).unwrap(),
            [("z.png".to_owned(), picture.clone()), ("a.png".to_owned(), another.clone())]
        );
        assert_eq!(
            library.store.images(entry, &second).unwrap(),
            [("z-large.png".to_owned(), picture)]
        );
        assert_eq!(
            library.store.image(&another).unwrap(),
            Some(("image/gif".to_owned(), b"another".to_vec()))
        );
        assert_eq!(rows(&library.store, "images"), 2);
    }

    #[test]
    fn a_source_keeps_its_first_image() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        library.write(|writer| {
            writer.add_image(entry, &revision, "a.png", "image/png", b"first")?;
            writer.add_image(entry, &revision, "a.png", "image/png", b"second")
        });
        assert_eq!(
            library.store.images(entry, &revision).unwrap(),
            [("a.png".to_owned(), Sha256Hash::of(b"first"))]
        );
    }

    #[test]
    fn a_page_is_never_handed_out_as_an_image() {
        let mut library = library();
        library.entry("one");
        let page = Sha256Hash::of(b"one");
        assert!(library.store.raw_bytes(&page).unwrap().is_some());
        assert_eq!(library.store.image(&page).unwrap(), None);
    }

    #[test]
    fn an_image_belongs_to_a_revision() {
        let mut library = library();
        let (entry, _) = library.entry("one");
        let (_, elsewhere) = library.entry("two");
        let refused = library
            .store
            .write(|writer| writer.add_image(entry, &elsewhere, "a.png", "image/png", b"x"));
        assert!(matches!(refused, Err(StoreError::Refused { .. })));
        assert_eq!(rows(&library.store, "images"), 0);
    }
}
