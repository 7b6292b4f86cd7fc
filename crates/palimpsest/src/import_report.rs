//! `ImportReport`: what became of a file of annotations, in numbers and by name.

use palimpsest_article::{EntryId, HighlightId};
use serde::{Deserialize, Serialize};

/// What became of a file of annotations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ImportReport {
    /// What the file was: `webannotation`, `hypothesis` or `readwise`.
    pub format: String,
    /// How many highlights were added, orphans included.
    pub added: u32,
    /// How many annotations were in the library already.
    pub already_there: u32,
    /// How many notes on articles were written.
    pub article_notes: u32,
    /// The highlights among the added whose words are not in their article.
    pub orphans: Vec<Orphaned>,
    /// The articles that the library does not have, and how much of the file waits for them.
    pub waiting: Vec<Waiting>,
    /// What was not taken, and why.
    pub refused: Vec<Refused>,
    /// The articles that have new annotations.
    pub entries: Vec<EntryId>,
}

/// A highlight whose words are not in its article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Orphaned {
    /// The highlight.
    pub highlight: HighlightId,
    /// The entry it is kept with.
    pub entry: EntryId,
    /// Its words.
    pub exact: String,
}

/// An article that annotations wait for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Waiting {
    /// The article's address; `None` where only its title is known.
    pub address: Option<String>,
    /// The article's title, as the file has it.
    pub title: String,
    /// How many annotations.
    pub count: u32,
}

/// An annotation that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Refused {
    /// Its place in the file, counted from 0.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub index: usize,
    /// The reason.
    pub why: String,
}
