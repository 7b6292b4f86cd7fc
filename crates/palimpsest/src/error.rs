//! The façade's error: a code for programs, words for people, hints apart.

use palimpsest_fetch::FetchError;
use palimpsest_store::StoreError;
use serde::{Deserialize, Serialize};
use std::{fmt, io, path::Path};

/// The façade's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in a form that faces can match on (`code`) and show (`message`, `hints`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Error {
    /// What it is, for programs.
    pub code: ErrorCode,
    /// What it is, for people: `cannot read 'page.htm': no such file`.
    pub message: String,
    /// What to do about it, a sentence each.
    pub hints: Vec<String>,
}

/// What went wrong. A code exists only if a face does something of its own about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ErrorCode {
    /// What was given cannot be a source: not an address, not a file.
    BadSource,
    /// A file could not be read.
    Unreadable,
    /// The page could not be fetched.
    FetchFailed,
    /// The source holds no article: it is empty, binary, or a page without one.
    NoArticle,
    /// The source is larger than the limit.
    TooLarge,
    /// There is no such entry, revision or highlight.
    NotFound,
    /// A highlight's span does not lie in the text, or has no words.
    BadSpan,
    /// The library's place cannot be written.
    ReadOnlyLibrary,
    /// The library's file is not a library, is damaged, or is newer than this program.
    UnusableLibrary,
    /// The library is busy, or the disk failed; nothing was changed.
    LibraryFailed,
    /// The reader cancelled the work.
    Cancelled,
}

impl Error {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hints: Vec::new() }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    pub(crate) fn cancelled() -> Self {
        Self::new(ErrorCode::Cancelled, "the work was cancelled")
    }

    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::about_file("read", path, error)
    }

    /// Says that a file cannot be read or written, whichever `act` names.
    pub(crate) fn about_file(act: &str, path: &Path, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::NotFound if act == "write" => "no such folder".to_owned(),
            io::ErrorKind::NotFound => "no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
            _ => error.to_string(),
        };
        Self::new(ErrorCode::Unreadable, format!("cannot {act} '{}': {reason}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        match error {
            StoreError::ReadOnly { .. } | StoreError::NotAFolder { .. } | StoreError::Io { .. } => {
                Self::new(ErrorCode::ReadOnlyLibrary, message)
                    .hint("choose another place with --library DIR or PALIMPSEST_LIBRARY")
            }
            StoreError::NewerSchema { .. } => Self::new(ErrorCode::UnusableLibrary, message)
                .hint("open it with the newer Palimpsest that wrote it; nothing was changed"),
            StoreError::NotADatabase { .. }
            | StoreError::OtherApplication { .. }
            | StoreError::AlteredMigration { .. }
            | StoreError::Damaged { .. } => Self::new(ErrorCode::UnusableLibrary, message)
                .hint("the file was left as it is; choose another place with --library DIR"),
            StoreError::Full { .. } => Self::new(ErrorCode::LibraryFailed, message)
                .hint("make room on the disk and try again; nothing was changed"),
            _ => Self::new(ErrorCode::LibraryFailed, message),
        }
    }
}

impl From<FetchError> for Error {
    fn from(error: FetchError) -> Self {
        let message = error.to_string();
        match error {
            FetchError::TooLarge { .. } => Self::new(ErrorCode::TooLarge, message),
            FetchError::Scheme { .. } => Self::new(ErrorCode::BadSource, message),
            _ => Self::new(ErrorCode::FetchFailed, message),
        }
    }
}
