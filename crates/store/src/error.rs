//! What can go wrong with a library on disk, in words for a reader.
//!
//! SQLite's own errors are told apart here, in one place; nothing is repaired.

use rusqlite::ErrorCode;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Why the library could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file is not a SQLite database, or its first bytes are damaged. It was left as it is.
    #[error("cannot open library '{}': it is not a database, or its beginning is damaged", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is another application's database. It was left as it is.
    #[error("cannot open library '{}': it is the database of another application", path.display())]
    OtherApplication {
        /// The file.
        path: PathBuf,
    },
    /// A newer Palimpsest wrote the library. It was left as it is.
    #[error("cannot open library '{}': a newer Palimpsest wrote it (schema {found}, known up to {known})", path.display())]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// The number of the library's last migration.
        found: u32,
        /// The number of the last migration known here.
        known: u32,
    },
    /// A migration that the library went through is not the one known by that number.
    #[error("cannot open library '{}': its schema was made by another '{name}' than this program's", path.display())]
    AlteredMigration {
        /// The file.
        path: PathBuf,
        /// The migration's number.
        number: u32,
        /// Its name here.
        name: String,
    },
    /// The database is damaged.
    #[error("library '{}' is damaged: {reason}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// The library, or the folder it should be in, cannot be written.
    #[error("cannot write library '{}': it is read-only", path.display())]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file stands where the library's folder should be.
    #[error("cannot open library '{}': it is a file, not a folder", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// Another program held the library for longer than five seconds.
    #[error("the library is locked by another program")]
    Busy,
    /// There is no room on the disk.
    #[error("cannot write library '{}': the disk is full", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The act goes against a rule of the library: an unknown entry, a revision stored twice, a
    /// change to what never changes.
    #[error("the library refused: {reason}")]
    Refused {
        /// Which rule.
        reason: String,
    },
    /// The operating system failed.
    #[error("cannot open library '{}': {}", path.display(), in_words(source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// Anything else that SQLite says.
    #[error("the library failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly { path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Io { path, source },
        }
    }

    /// Tells SQLite's errors apart; `path` is the database.
    pub(crate) fn from_sqlite(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let reason = error.to_string();
        match error {
            // Our statements fit our schema: a part of it is missing.
            rusqlite::Error::SqliteFailure(_, Some(said)) if said.starts_with("no such ") => {
                Self::Damaged { path, reason: said }
            }
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                ErrorCode::NotADatabase => Self::NotADatabase { path },
                ErrorCode::DatabaseCorrupt => Self::Damaged { path, reason },
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly { path },
                ErrorCode::DiskFull => Self::Full { path },
                ErrorCode::ConstraintViolation => Self::Refused { reason },
                ErrorCode::SystemIoFailure => Self::Io { path, source: io::Error::other(reason) },
                _ => Self::Sqlite(error),
            },
            // A value that cannot be read back was not written by us, or not so.
            rusqlite::Error::FromSqlConversionFailure(_, _, cause) => {
                Self::Damaged { path, reason: cause.to_string() }
            }
            rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => Self::Damaged { path, reason },
            rusqlite::Error::ToSqlConversionFailure(cause) => {
                Self::Refused { reason: cause.to_string() }
            }
            _ => Self::Sqlite(error),
        }
    }
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::NotADirectory => "a file stands where a folder should be".to_owned(),
        _ => error.to_string(),
    }
}
