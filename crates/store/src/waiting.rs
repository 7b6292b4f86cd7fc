//! Waiting annotations: what came from a file about articles that the library does not have. They go when
//! their article is here and has them.

use crate::columns::{time, written};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result};

/// An annotation that waits for its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAnnotation {
    /// Its number.
    pub id: i64,
    /// The address by which its article will be known.
    pub address: String,
    /// The article's title, as the file has it; may be empty.
    pub title: String,
    /// All that is to be known of it, JSON.
    pub annotation: String,
    /// When it came.
    pub imported_at: DateTime<Utc>,
}

/// Returns those that wait at an address, or all, in the order they came.
pub(crate) fn at(connection: &Connection, address: Option<&str>) -> Result<Vec<WaitingAnnotation>> {
    connection
        .prepare_cached(
            "SELECT id, address, title, annotation, imported_at FROM waiting_annotations
             WHERE ?1 IS NULL OR address = ?1 ORDER BY id",
        )?
        .query_map([address], |row| {
            Ok(WaitingAnnotation {
                id: row.get("id")?,
                address: row.get("address")?,
                title: row.get("title")?,
                annotation: row.get("annotation")?,
                imported_at: time(row, "imported_at")?,
            })
        })?
        .collect()
}

pub(crate) fn add(
    connection: &Connection,
    address: &str,
    title: &str,
    annotation: &str,
    imported_at: DateTime<Utc>,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO waiting_annotations (address, title, annotation, imported_at)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((address, title, annotation, written(imported_at)))?;
    Ok(())
}

pub(crate) fn remove(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM waiting_annotations WHERE id = ?1")?.execute([id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{AWKWARD, at as second, library},
    };

    #[test]
    fn what_waits_comes_back_as_it_was_and_goes_alone() {
        let mut library = library();
        for (number, words) in (1..).zip(AWKWARD) {
            let json = serde_json::to_string(words).unwrap();
            library.write(|writer| writer.add_waiting(words, words, &json, second(number)));
            let expected = WaitingAnnotation {
                id: number,
                address: words.to_owned(),
                title: words.to_owned(),
                annotation: json,
                imported_at: second(number),
            };
            assert_eq!(library.again().waiting(Some(words)).unwrap(), [expected]);
        }
        library.write(|writer| writer.remove_waiting(1));
        assert_eq!(library.store.waiting(Some("")).unwrap(), []);
        assert_eq!(library.store.waiting(None).unwrap().len(), AWKWARD.len() - 1);
        let refused = library.store.write(|writer| writer.add_waiting("a", "", "{", second(0)));
        assert!(matches!(refused, Err(StoreError::Refused { .. })));
    }
}
