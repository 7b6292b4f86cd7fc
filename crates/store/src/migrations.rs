//! Migrations: the ordered steps that made the schema, never edited once released.
//!
//! Each runs once, in a transaction of its own, and leaves its number, name and hash behind.

use crate::{
    StoreError,
    columns::{unreadable, written},
};
use chrono::{DateTime, Utc};
use palimpsest_article::Sha256Hash;
use rusqlite::{Connection, Result, Transaction, TransactionBehavior};
use std::path::Path;

/// One step: the name of its file, and its SQL.
pub(crate) type Migration = (&'static str, &'static str);

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../migrations/", $name)))),*]
    };
}

/// Every step, in order; the first has number 1.
pub(crate) const MIGRATIONS: &[Migration] =
    migrations!["0001_library.sql", "0002_corrections.sql", "0003_annotations.sql"];

/// Brings the database to the last of `migrations`. What it went through before must be theirs.
pub(crate) fn migrate(
    connection: &Connection,
    path: &Path,
    migrations: &[Migration],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let explained = |error| StoreError::from_sqlite(path, error);
    loop {
        let before = applied(connection).map_err(explained)?;
        check(path, migrations, &before)?;
        let Some(migration) = migrations.get(before.len()) else { return Ok(()) };
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
            .map_err(explained)?;
        // Another program may have taken this step while we waited for the lock.
        if applied(&transaction).map_err(explained)?.len() == before.len() {
            apply(&transaction, before.len() + 1, migration, now).map_err(explained)?;
        }
        transaction.commit().map_err(explained)?;
    }
}

/// Returns the number of the database's last migration; 0 for a new one.
pub(crate) fn version(connection: &Connection) -> Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Returns the number of the last of `migrations`.
pub(crate) fn count(migrations: &[Migration]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

fn apply(
    connection: &Connection,
    number: usize,
    (name, sql): &Migration,
    now: DateTime<Utc>,
) -> Result<()> {
    connection.execute_batch(sql)?;
    connection.execute(
        "INSERT INTO migrations (number, name, sha256, applied_at) VALUES (?1, ?2, ?3, ?4)",
        (number, name, hash(sql), written(now)),
    )?;
    connection.pragma_update(None, "user_version", number)
}

/// Returns the hashes of the migrations the database went through, in order.
fn applied(connection: &Connection) -> Result<Vec<String>> {
    // A later migration may be added between the two looks; those up to this version are there.
    let version = version(connection)?;
    if version == 0 {
        return Ok(Vec::new());
    }
    let hashes: Vec<String> = connection
        .prepare("SELECT sha256 FROM migrations WHERE number BETWEEN 1 AND ?1 ORDER BY number")?
        .query_map([version], |row| row.get(0))?
        .collect::<Result<_>>()?;
    match hashes.len() == version as usize {
        true => Ok(hashes),
        false => Err(unreadable("migrations", format!("{} of {version} are listed", hashes.len()))),
    }
}

fn check(path: &Path, migrations: &[Migration], applied: &[String]) -> Result<(), StoreError> {
    for (index, ((name, sql), applied)) in migrations.iter().zip(applied).enumerate() {
        if hash(sql) != *applied {
            return Err(StoreError::AlteredMigration {
                path: path.to_owned(),
                number: u32::try_from(index + 1).unwrap_or(u32::MAX),
                name: (*name).to_owned(),
            });
        }
    }
    Ok(())
}

/// A checkout that writes line ends as CR LF must not look like an edit.
fn hash(sql: &str) -> String {
    Sha256Hash::of(sql.replace("\r\n", "\n").as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{at, library, rows};

    const FIRST: Migration = (
        "0001_a.sql",
        "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name, sha256, applied_at); CREATE TABLE a (x);",
    );
    const SECOND: Migration = ("0002_b.sql", "CREATE TABLE b (x); INSERT INTO b VALUES (1);");

    fn migrated(connection: &Connection, migrations: &[Migration]) -> Result<(), StoreError> {
        migrate(connection, Path::new("library.sqlite"), migrations, at(7))
    }

    #[test]
    fn each_step_is_taken_once_and_leaves_its_trace() {
        let connection = Connection::open_in_memory().unwrap();
        migrated(&connection, &[FIRST]).unwrap();
        assert_eq!(version(&connection).unwrap(), 1);
        migrated(&connection, &[FIRST, SECOND]).unwrap();
        migrated(&connection, &[FIRST, SECOND]).unwrap();
        assert_eq!(version(&connection).unwrap(), 2);
        let trace: String = connection
            .query_row("SELECT group_concat(number || ' ' || name || ' ' || applied_at, ', ') FROM migrations", [], |row| row.get(0))
            .unwrap();
        let time = written(at(7));
        assert_eq!(trace, format!("1 0001_a.sql {time}, 2 0002_b.sql {time}"));
    }

    #[test]
    fn a_step_that_fails_leaves_nothing() {
        let connection = Connection::open_in_memory().unwrap();
        let broken = ("0002_b.sql", "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);");
        migrated(&connection, &[FIRST, broken]).unwrap_err();
        assert_eq!(version(&connection).unwrap(), 1);
        assert!(connection.prepare("SELECT * FROM b").is_err());
        migrated(&connection, &[FIRST, SECOND]).unwrap();
        assert_eq!(version(&connection).unwrap(), 2);
    }

    #[test]
    fn an_altered_step_is_refused_by_name() {
        let connection = Connection::open_in_memory().unwrap();
        migrated(&connection, &[FIRST, SECOND]).unwrap();
        let altered = ("0002_b.sql", "CREATE TABLE b (y);");
        let error = migrated(&connection, &[FIRST, altered]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot open library 'library.sqlite': its schema was made by another '0002_b.sql' than this program's"
        );
    }

    #[test]
    fn line_ends_are_no_edit() {
        let connection = Connection::open_in_memory().unwrap();
        let unix = (
            "0001_a.sql",
            "CREATE TABLE migrations (number, name, sha256, applied_at);\nCREATE TABLE a (x);\n",
        );
        let windows = (
            "0001_a.sql",
            "CREATE TABLE migrations (number, name, sha256, applied_at);\r\nCREATE TABLE a (x);\r\n",
        );
        migrated(&connection, &[unix]).unwrap();
        migrated(&connection, &[windows]).unwrap();
    }

    #[test]
    fn an_altered_library_is_refused_when_opened() {
        let library = library();
        library.bare().execute("UPDATE migrations SET sha256 = 'other'", []).unwrap();
        let error = crate::Store::open(&library.directory(), at(0)).err().unwrap();
        assert!(matches!(error, StoreError::AlteredMigration { number: 1, .. }), "{error}");
    }

    #[test]
    fn a_library_without_its_migrations_is_damaged() {
        let library = library();
        library.bare().execute("DELETE FROM migrations", []).unwrap();
        let error = crate::Store::open(&library.directory(), at(0)).err().unwrap();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        library.bare().execute("DROP TABLE migrations", []).unwrap();
        let error = crate::Store::open(&library.directory(), at(0)).err().unwrap();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }

    /// Released steps are never edited: a library that went through them would be refused. Add a
    /// new file and its hash.
    #[test]
    fn released_steps_are_as_they_were() {
        let hashes: Vec<String> = MIGRATIONS.iter().map(|(_, sql)| hash(sql)).collect();
        let released = [
            "b571ad06bb2ac2dd3afe45ff6e856f81365f19edc3f152237e4404e679cbc376",
            "e4047baeef800c1cb119fcab407b2f6729ad94ea6afe30fa95429cedc6a88dba",
            "b2c8358a02b648c8bcd67187f9f890540cf8f1cd111d2c946911ce8e9c8f22fd",
        ];
        assert_eq!(hashes, released);
        for (index, (name, _)) in MIGRATIONS.iter().enumerate() {
            assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name}");
        }
    }

    #[test]
    fn highlights_made_before_there_were_acts_are_read_as_they_were() {
        let connection = Connection::open_in_memory().unwrap();
        migrated(&connection, &MIGRATIONS[..2]).unwrap();
        let revision = "0".repeat(64);
        connection
            .execute_batch(&format!(
                "INSERT INTO entries VALUES (1, NULL, NULL, '2026-01-01T00:00:00Z');
                 INSERT INTO revisions VALUES (1, 1, '{revision}', 1, '2026-01-01T00:00:00Z', '', NULL,
                     NULL, NULL);
                 INSERT INTO highlights VALUES (7, 1, 1, 'words', 'some ', ' more', 5, 10, 'red', 'why',
                     '[\"a\"]', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z', NULL);"
            ))
            .unwrap();
        migrated(&connection, MIGRATIONS).unwrap();
        let id = palimpsest_article::HighlightId(7);
        let read = crate::highlights::by_id(&connection, id).unwrap().unwrap();
        assert_eq!((read.target.quote.exact.as_str(), read.note.as_str()), ("words", "why"));
        assert_eq!((read.origin, read.iri), (None, None));
        let (_, state) = crate::highlights::state(&connection, id).unwrap().unwrap();
        assert!(!state.is_deleted && state.settled.is_empty());
        assert_eq!(crate::acts::last_done(&connection, None).unwrap(), None);
    }

    #[test]
    fn every_table_is_strict() {
        let library = library();
        assert_eq!(
            rows(
                &library.store,
                "pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%'"
            ),
            0
        );
        assert!(rows(&library.store, "pragma_table_list WHERE strict") > 10);
    }
}
