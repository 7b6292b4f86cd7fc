//! Opening: finds or makes the folder and the database, and refuses what is not ours.
//!
//! Nothing here deletes or overwrites. A file that is not a library of Palimpsest is left byte for
//! byte as it was found.

use crate::{
    Reader, Store, StoreError,
    migrations::{self, MIGRATIONS},
};
use chrono::{DateTime, Utc};
use rusqlite::{
    Connection, ErrorCode, MAIN_DB, OpenFlags, Transaction, TransactionBehavior, config::DbConfig,
};
use std::{
    fs::{self, DirBuilder, OpenOptions},
    io,
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// The database's name in the library's folder.
const FILE: &str = "library.sqlite";

/// Marks a SQLite file as a library of Palimpsest: "Plps" in ASCII.
const APPLICATION_ID: i32 = 0x506c_7073;

/// How long a writer waits for another one. Our own transactions take milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two tries of what SQLite does not wait for itself.
const PAUSE: Duration = Duration::from_millis(10);

/// Every statement of this crate fits.
const STATEMENTS: usize = 64;

/// Pages kept in memory, in KiB: enough that the indexes of a list of 50,000 are read once.
const CACHE_KIB: i64 = 16 * 1024;

/// Held while a database is opened. Closing a file drops all locks that this process has on it, so
/// a new, empty file must not be closed while another thread's SQLite holds it.
static OPENING: Mutex<()> = Mutex::new(());

pub(crate) fn open(directory: &Path, now: DateTime<Utc>) -> Result<Store, StoreError> {
    let _turn = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
    make_folder(directory)?;
    let path = directory.join(FILE);
    make_file(&path)?;
    let log_was_there = has_log(&path);
    let connection = connect(&path)?;
    recognise(&connection, &path, log_was_there)?;
    configure(&connection).map_err(|error| StoreError::from_sqlite(&path, error))?;
    migrations::migrate(&connection, &path, MIGRATIONS, now)?;
    Ok(Store { reader: Reader { connection, path } })
}

/// Makes the library's folder, for its reader's eyes only, and the folders above it where missing.
fn make_folder(directory: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::io(directory, error);
    match fs::metadata(directory) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => return Err(StoreError::NotAFolder { path: directory.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    if let Some(parent) = directory.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(directory) {
        // Another program was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(failed),
    }
}

/// Makes an empty database file, unless there is one, so that SQLite does not choose its mode:
/// it gives the log beside it the same.
fn make_file(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // SQLite takes a file of one byte for an empty one and would write over it.
            match fs::metadata(path) {
                Ok(found) if found.len() == 1 => {
                    Err(StoreError::NotADatabase { path: path.to_owned() })
                }
                _ => Ok(()),
            }
        }
        Err(error) => Err(StoreError::io(path, error)),
    }
}

/// Tells whether SQLite's log lies beside the database: somebody has it open, or was killed.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).exists()
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    // Without the URI flag a path means what it says.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| cannot_open(path, error))
}

/// Refuses what is not a library of ours, or one we cannot write, before anything is changed.
fn recognise(connection: &Connection, path: &Path, has_log: bool) -> Result<(), StoreError> {
    let failed = |error| cannot_open(path, error);
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    // As we leave, SQLite would empty the log of another application's database into it. A log that
    // only our looking made has nothing in it and goes again.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log)
        .map_err(failed)?;
    if is_empty(connection).map_err(failed)? {
        if connection.is_readonly(MAIN_DB).map_err(failed)? {
            return Err(StoreError::ReadOnly { path: path.to_owned() });
        }
        claim(connection).map_err(failed)?;
    }
    if application_id(connection).map_err(failed)? != APPLICATION_ID {
        return Err(StoreError::OtherApplication { path: path.to_owned() });
    }
    let (found, known) =
        (migrations::version(connection).map_err(failed)?, migrations::count(MIGRATIONS));
    if found > known {
        return Err(StoreError::NewerSchema { path: path.to_owned(), found, known });
    }
    // Asked to open a read-only file for writing, SQLite opens it for reading and says nothing.
    match connection.is_readonly(MAIN_DB).map_err(failed)? {
        true => Err(StoreError::ReadOnly { path: path.to_owned() }),
        false => Ok(()),
    }
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.pragma_query_value(None, "page_count", |row| row.get(0)).map(|pages: u64| pages == 0)
}

/// Writes our mark into an empty file, before anything else is written there.
fn claim(connection: &Connection) -> rusqlite::Result<()> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Another program may have filled it while we waited for the lock. SQLite has given it a first
    // page by now, so that its length tells nothing any more.
    let is_bare = !transaction.prepare("SELECT 1 FROM sqlite_schema")?.exists([])?;
    if is_bare && application_id(&transaction)? == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    transaction.commit()
}

fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    keep_a_log(connection)?;
    // An act of the reader is on the disk, not only in the system's memory, when it is acknowledged.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // So that `REPLACE` cannot slip past the triggers that refuse a deletion.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// Turns the write-ahead log on. Where the file system cannot do one, SQLite keeps its older
/// journal: slower, and as safe.
fn keep_a_log(connection: &Connection) -> rusqlite::Result<()> {
    let mut tries = PATIENCE.as_millis() / PAUSE.as_millis();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            // SQLite does not wait by itself here, where another program does the same to a new
            // library.
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries > 0 =>
            {
                tries -= 1;
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}

fn cannot_open(path: &Path, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::CannotOpen) if path.is_dir() => {
            StoreError::NotADatabase { path: path.to_owned() }
        }
        Some(ErrorCode::CannotOpen) if !path.exists() => {
            StoreError::io(path, io::ErrorKind::NotFound.into())
        }
        // The file is there: it, or the log to be made beside it, may not be opened for writing.
        Some(ErrorCode::CannotOpen) => StoreError::ReadOnly { path: path.to_owned() },
        _ => StoreError::from_sqlite(path, error),
    }
}

#[cfg(test)]
mod tests;
