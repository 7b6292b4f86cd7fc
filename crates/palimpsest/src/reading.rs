//! `Reading`: all that a face needs to show one revision of an entry.

use palimpsest_article::{
    Article, ArticleNote, Entry, PlacedHighlight, ReadQuotation, RevisionSummary, Sha256Hash,
    Warning,
};
use serde::{Deserialize, Serialize};

/// One revision of an entry, with the reader's highlights in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Reading {
    /// The entry.
    pub entry: Entry,
    /// The revision shown.
    pub revision: RevisionSummary,
    /// All revisions of the entry, oldest first.
    pub revisions: Vec<RevisionSummary>,
    /// The article as it was in the revision shown.
    pub article: Article,
    /// What was odd when it was extracted.
    pub warnings: Vec<Warning>,
    /// All highlights of the entry, with their place in this revision: in text order, orphans first.
    pub highlights: Vec<PlacedHighlight>,
    /// The reader's note on the article as a whole.
    pub note: Option<ArticleNote>,
    /// The article's quotations as the reader has put them right, in text order.
    pub quotations: Vec<ReadQuotation>,
    /// How many of the reader's corrections speak of a passage that this revision has not.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub lost_corrections: usize,
    /// The images that are on disk.
    pub images: Vec<StoredImage>,
}

/// An image of the article that is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct StoredImage {
    /// The address by which the article names it.
    pub source: String,
    /// Its content hash, by which it is asked for.
    pub id: Sha256Hash,
}
