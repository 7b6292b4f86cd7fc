//! Columns: how times, hashes and names are written in a row and read back.
//!
//! A value that cannot be read back is reported as damage, never guessed.

use chrono::{DateTime, SecondsFormat, Utc};
use palimpsest_article::Span;
use rusqlite::{Error, Result, Row, types::Type};
use std::fmt::Display;

/// Writes a time so that times sort as text and nothing of it is lost.
pub(crate) fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

pub(crate) fn time(row: &Row<'_>, column: &str) -> Result<DateTime<Utc>> {
    parsed(row, column, |text| DateTime::parse_from_rfc3339(&text).map(|time| time.to_utc()))
}

/// Reads a column of text by `parse`.
pub(crate) fn parsed<T, E: Display>(
    row: &Row<'_>,
    column: &str,
    parse: impl FnOnce(String) -> Result<T, E>,
) -> Result<T> {
    parse(row.get(column)?).map_err(|error| unreadable(column, error))
}

/// Reads the columns `start` and `end`.
pub(crate) fn span(row: &Row<'_>) -> Result<Span> {
    Ok(Span { start: row.get("start")?, end: row.get("end")? })
}

/// The error for what is in the database and should not be.
pub(crate) fn unreadable(what: &str, error: impl Display) -> Error {
    Error::FromSqlConversionFailure(0, Type::Null, format!("cannot read {what}: {error}").into())
}

/// The error for what was given and cannot be kept.
pub(crate) fn unwritable(reason: impl Display) -> Error {
    Error::ToSqlConversionFailure(reason.to_string().into())
}
