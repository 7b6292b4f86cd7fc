//! The library's nouns: entries the reader keeps, captures of their pages, revisions they showed.

use crate::{Article, Moment, RevisionId, Sha256Hash, Warning};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The number of an entry in its library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct EntryId(#[cfg_attr(feature = "bindings", ts(type = "number"))] pub i64);

/// The number of a capture in its library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CaptureId(#[cfg_attr(feature = "bindings", ts(type = "number"))] pub i64);

/// What the reader keeps and may track: it survives edits and moves of the page. As a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// The address of the page, or of the file it came from; `None` for pasted words.
    #[serde(default)]
    pub url: Option<String>,
    /// The headline of the newest revision.
    pub headline: String,
    /// The publisher of the newest revision, else the host of its address.
    #[serde(default)]
    pub publisher: Option<String>,
    /// The language of the newest revision.
    #[serde(default)]
    pub language: Option<String>,
    /// When the article was published, by the newest revision.
    #[serde(default)]
    #[cfg_attr(
        feature = "bindings",
        ts(type = "string | null"),
        schemars(with = "Option<String>")
    )]
    pub date_published: Option<Moment>,
    /// The reader's facts.
    #[serde(default)]
    pub statuses: Vec<Status>,
    /// When it came into the library.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub added_at: DateTime<Utc>,
    /// When the page was last looked at.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub captured_at: DateTime<Utc>,
    /// The newest revision.
    pub revision: RevisionId,
    /// How many captures there are.
    pub captures: u32,
    /// How many revisions there are.
    pub revisions: u32,
    /// How many highlights there are.
    pub highlights: u32,
}

/// One fact of the reader's about an entry. An entry without `Read` is unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Status {
    /// It was opened.
    Read,
    /// It is to be read later.
    Later,
    /// It is out of the way.
    Archived,
    /// It is dear.
    Starred,
    /// Its page is looked at again by itself.
    Tracked,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 5] =
        [Status::Read, Status::Later, Status::Archived, Status::Starred, Status::Tracked];

    /// Returns the status' name in data and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Status::Read => "read",
            Status::Later => "later",
            Status::Archived => "archived",
            Status::Starred => "starred",
            Status::Tracked => "tracked",
        }
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Status::ALL
            .into_iter()
            .find(|status| status.name() == name)
            .ok_or_else(|| format!("unknown status '{name}'"))
    }
}

/// What HTTP said of a capture; all empty for a file or a paste.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HttpFacts {
    /// The address asked for.
    #[serde(default)]
    pub requested_url: Option<String>,
    /// The address that answered, after redirects.
    #[serde(default)]
    pub final_url: Option<String>,
    /// The status code.
    #[serde(default)]
    pub status: Option<u16>,
    /// The `Content-Type` header, its charset label kept.
    #[serde(default)]
    pub content_type: Option<String>,
    /// The `ETag` header.
    #[serde(default)]
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    #[serde(default)]
    pub last_modified: Option<String>,
}

/// One look at a page. Append-only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Capture {
    /// Its number.
    pub id: CaptureId,
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The revision it showed.
    pub revision: RevisionId,
    /// When it was taken.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub taken_at: DateTime<Utc>,
    /// What HTTP said.
    pub http: HttpFacts,
    /// The hash of the bytes as received.
    pub sha256: Sha256Hash,
    /// How many bytes were received.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub size: u64,
}

/// One distinct content of an entry. Append-only.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The hash of its content.
    pub id: RevisionId,
    /// The entry it belongs to.
    pub entry: EntryId,
    /// Its place among the entry's revisions, from 1.
    pub number: u32,
    /// When it was first seen.
    pub first_seen: DateTime<Utc>,
    /// The article.
    pub article: Article,
    /// What was odd when it was extracted.
    pub warnings: Vec<Warning>,
}

/// A revision as a list of versions shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RevisionSummary {
    /// The hash of its content.
    pub id: RevisionId,
    /// Its place among the entry's revisions, from 1.
    pub number: u32,
    /// When it was first seen.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub first_seen: DateTime<Utc>,
    /// How many captures showed it.
    pub captures: u32,
}
