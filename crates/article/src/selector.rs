//! Selectors: the portable address of a span, in the words of the W3C Web Annotation model.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Selects a passage by its words and their context.
///
/// <https://www.w3.org/TR/annotation-model/#text-quote-selector>
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct TextQuoteSelector {
    /// The selected words.
    pub exact: String,
    /// The words just before.
    #[serde(default)]
    pub prefix: String,
    /// The words just after.
    #[serde(default)]
    pub suffix: String,
}

/// Selects a passage by its position, in code points.
///
/// <https://www.w3.org/TR/annotation-model/#text-position-selector>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct TextPositionSelector {
    /// The first code point inside.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub start: usize,
    /// The first code point after it.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub end: usize,
}

/// The address of a passage: by words, and by position in the text it was made on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Target {
    /// By words.
    pub quote: TextQuoteSelector,
    /// By position.
    pub position: TextPositionSelector,
}

/// What became of a passage in another version of the text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum AnchorStatus {
    /// The same words at the same place.
    Exact {
        /// Where it is.
        span: Span,
    },
    /// The same words at another place.
    Moved {
        /// Where it is now.
        span: Span,
    },
    /// The place was found, its words were edited.
    Reworded {
        /// Where it is now.
        span: Span,
        /// How like the old words the new ones are, from 0 to 1.
        score: f32,
    },
    /// The passage is gone; the annotation is kept and shown apart.
    Orphan,
}

impl AnchorStatus {
    /// Returns where the passage is, unless it is gone.
    pub fn span(self) -> Option<Span> {
        match self {
            AnchorStatus::Exact { span }
            | AnchorStatus::Moved { span }
            | AnchorStatus::Reworded { span, .. } => Some(span),
            AnchorStatus::Orphan => None,
        }
    }
}
