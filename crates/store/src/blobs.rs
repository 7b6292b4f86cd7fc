//! Blobs: bytes by their hash, each kept once and compressed where that saves room.
//!
//! What the bytes are is for others to know.

use crate::columns::{unreadable, unwritable};
use palimpsest_article::Sha256Hash;
use rusqlite::{Connection, OptionalExtension, Result};
use std::io::Read;

/// Level 3 packs at over 100 MB/s; pages shrink to a fifth. Higher levels gain a tenth and cost
/// several times as much.
const LEVEL: i32 = 3;

/// Keeps the bytes, unless they are there already.
pub(crate) fn put(connection: &Connection, bytes: &[u8]) -> Result<Sha256Hash> {
    let sha256 = Sha256Hash::of(bytes);
    let is_there = connection
        .prepare_cached("SELECT 1 FROM blobs WHERE sha256 = ?1")?
        .exists([sha256.as_str()])?;
    if is_there {
        return Ok(sha256);
    }
    let packed = pack(bytes)?;
    let (encoding, kept) = match packed.len() < bytes.len() {
        true => ("zstd", packed.as_slice()),
        false => ("none", bytes),
    };
    connection
        .prepare_cached(
            "INSERT INTO blobs (sha256, size, encoding, bytes) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((sha256.as_str(), bytes.len(), encoding, kept))?;
    Ok(sha256)
}

/// Returns the bytes as they were given, or an error where they are not those any more.
pub(crate) fn get(connection: &Connection, sha256: &Sha256Hash) -> Result<Option<Vec<u8>>> {
    let row = connection
        .prepare_cached("SELECT size, encoding, bytes FROM blobs WHERE sha256 = ?1")?
        .query_row([sha256.as_str()], |row| {
            Ok((row.get::<_, u64>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .optional()?;
    let Some((size, encoding, kept)) = row else { return Ok(None) };
    let bytes = match encoding.as_str() {
        "zstd" => unpack(&kept, size)?,
        _ => kept,
    };
    match Sha256Hash::of(&bytes) == *sha256 {
        true => Ok(Some(bytes)),
        false => Err(unreadable("kept bytes", format!("they are not those of hash '{sha256}'"))),
    }
}

pub(crate) fn pack(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(unwritable)
}

/// Unpacks to exactly `size` bytes. Room is taken as they come, so that a damaged size costs none.
pub(crate) fn unpack(packed: &[u8], size: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    zstd::stream::read::Decoder::new(packed)
        .and_then(|decoder| decoder.take(size.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| unreadable("kept bytes", error))?;
    match bytes.len() as u64 == size {
        true => Ok(bytes),
        false => Err(unreadable("kept bytes", format!("they are not {size} bytes"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{capture, library, rows},
    };

    #[test]
    fn the_same_bytes_are_kept_once() {
        let mut library = library();
        let (entry, revision) = library.entry("The council met.");
        let (other, other_revision) = library.entry("The council met.");
        library.write(|writer| capture(writer, entry, &revision, b"The council met."));
        assert_eq!(rows(&library.store, "captures"), 3);
        assert_eq!(rows(&library.store, "blobs"), 1);
        library.write(|writer| capture(writer, other, &other_revision, b"The council left."));
        assert_eq!(rows(&library.store, "blobs"), 2);
    }

    #[test]
    fn bytes_come_back_as_they_were() {
        let library = library();
        let connection = &library.store.connection;
        let noise: Vec<u8> =
            (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [b"".as_slice(), b"x", &[0; 100_000], &[0xff, 0xfe, 0], &noise] {
            let sha256 = put(connection, bytes).unwrap();
            assert!(get(connection, &sha256).unwrap().unwrap() == bytes);
        }
        assert_eq!(get(connection, &Sha256Hash::of(b"nowhere")).unwrap(), None);
    }

    #[test]
    fn what_shrinks_is_packed_and_what_does_not_is_not() {
        let library = library();
        let connection = &library.store.connection;
        let kept = |bytes: &[u8]| -> (String, u64, u64) {
            let sha256 = put(connection, bytes).unwrap();
            let sql = "SELECT encoding, size, length(bytes) FROM blobs WHERE sha256 = ?1";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            connection.query_row(sql, [sha256.as_str()], row).unwrap()
        };
        let (encoding, size, length) = kept(&b"<p>again</p>".repeat(1000));
        assert_eq!((encoding.as_str(), size), ("zstd", 12_000));
        assert!(length < 200, "{length}");
        assert_eq!(kept(b"short"), ("none".to_owned(), 5, 5));
    }

    /// Puts a blob past [`put`], as damage would leave it, and checks that reading tells.
    fn damaged(sha256: &Sha256Hash, size: i64, encoding: &str, bytes: &[u8]) {
        let library = library();
        library
            .bare()
            .execute(
                "INSERT INTO blobs VALUES (?1, ?2, ?3, ?4)",
                (sha256.as_str(), size, encoding, bytes),
            )
            .unwrap();
        let error = library.store.raw_bytes(sha256).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }

    #[test]
    fn damaged_bytes_are_never_handed_out() {
        let sha256 = Sha256Hash::of(b"the true words");
        let packed = pack(b"the true words").unwrap();
        damaged(&sha256, 14, "none", b"the fake words");
        damaged(&sha256, 14, "zstd", b"no zstd at all");
        damaged(&sha256, 14, "zstd", &packed[..packed.len() - 2]);
        damaged(&sha256, 13, "zstd", &packed);
        // Nobody has that much memory: it must not be asked for.
        damaged(&sha256, i64::MAX, "zstd", &packed);
        damaged(&Sha256Hash::of(b"bomb"), 100, "zstd", &pack(&vec![0; 1 << 24]).unwrap());
    }
}
