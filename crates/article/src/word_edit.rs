//! Word edits: what became of the words of a passage, word by word. The evidence behind a reworded
//! highlight. It must not know how that was found out.

use serde::{Deserialize, Serialize};

/// A run of words that an edit kept, removed or inserted.
///
/// In the order of reading, what is kept and inserted makes the new passage, and what is kept and
/// removed the old one, save white space and invisible characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct WordEdit {
    /// What became of them.
    pub kind: WordEditKind,
    /// The words, with the white space and the marks between and around them.
    pub text: String,
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum WordEditKind {
    /// They stand in both passages.
    Kept,
    /// They stand in the old passage only.
    Removed,
    /// They stand in the new passage only.
    Inserted,
}
