//! Acts: what the reader did to annotations, one after the other, so that each can be undone and done
//! again, also days later.

use crate::EntryId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The number of an act in its library; a later act has a higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ActId(#[cfg_attr(feature = "bindings", ts(type = "number"))] pub i64);

/// Something the reader did to annotations, as a list of acts shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Act {
    /// Its number.
    pub id: ActId,
    /// What was done.
    pub kind: ActKind,
    /// When it was done.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub done_at: DateTime<Utc>,
    /// Whether it was undone since.
    pub is_undone: bool,
    /// The articles it was done in.
    pub entries: Vec<EntryId>,
    /// How many highlights it was done to; none where it is about a note on an article.
    pub highlights: u32,
    /// The first of their passages, so that the reader knows which act is meant.
    pub exact: String,
}

/// Kinds of acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ActKind {
    /// Highlights were made.
    Add,
    /// Their colour was changed.
    Recolour,
    /// Their note was written.
    Note,
    /// Their tags were changed.
    Tag,
    /// They were put into the bin.
    Delete,
    /// They were taken out of the bin.
    Restore,
    /// Another extent was given them, in the revision they were made on.
    Resize,
    /// They were attached to a passage of another revision.
    Attach,
    /// What became of them in a revision was left as it is.
    Settle,
    /// A note on an article was written.
    ArticleNote,
    /// They came from a file.
    Import,
}

impl ActKind {
    /// Every kind.
    pub const ALL: [ActKind; 11] = [
        ActKind::Add,
        ActKind::Recolour,
        ActKind::Note,
        ActKind::Tag,
        ActKind::Delete,
        ActKind::Restore,
        ActKind::Resize,
        ActKind::Attach,
        ActKind::Settle,
        ActKind::ArticleNote,
        ActKind::Import,
    ];

    /// Returns the kind's name in data.
    pub fn name(self) -> &'static str {
        match self {
            ActKind::Add => "add",
            ActKind::Recolour => "recolour",
            ActKind::Note => "note",
            ActKind::Tag => "tag",
            ActKind::Delete => "delete",
            ActKind::Restore => "restore",
            ActKind::Resize => "resize",
            ActKind::Attach => "attach",
            ActKind::Settle => "settle",
            ActKind::ArticleNote => "article_note",
            ActKind::Import => "import",
        }
    }
}

impl FromStr for ActKind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        ActKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| format!("unknown act '{name}'"))
    }
}
