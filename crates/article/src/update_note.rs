//! Update notes: what the publisher says it changed, and when.

use crate::{Block, Span, Timestamp};
use serde::{Deserialize, Serialize};

/// A note by the publisher about the article itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct UpdateNote {
    /// What the note announces.
    pub kind: UpdateNoteKind,
    /// The label as written: "Mise à jour", "Correction"; `None` where only a sentence tells.
    #[serde(default)]
    pub label: Option<String>,
    /// When the change was made, where the note says so.
    #[serde(default)]
    pub timestamp: Option<Timestamp>,
    /// What was changed, without label and timestamp; empty for a mere dateline.
    pub body: String,
    /// The whole note as written.
    pub text: String,
    /// Where the note stands in the article's text.
    pub span: Span,
    /// Where on the page it stands.
    pub placement: Placement,
    /// The blocks the note is made of: taken out of the body, to be read at their place. Empty
    /// where the note is part of a paragraph.
    #[serde(default)]
    pub blocks: Vec<Block>,
}

/// What an update note announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum UpdateNoteKind {
    /// Something was added.
    Update,
    /// Something wrong was put right.
    Correction,
    /// Something true was made clearer.
    Clarification,
    /// The editors speak.
    EditorsNote,
    /// The article was withdrawn.
    Retraction,
    /// A mere "updated at": it dates the article and has no body.
    Dateline,
}

/// Where on the page a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Placement {
    /// Before the body.
    Top,
    /// Between paragraphs of the body.
    Between,
    /// Part of a paragraph.
    Inside,
    /// After the body.
    Bottom,
    /// Only in machine-readable data; the span is empty.
    Metadata,
}
