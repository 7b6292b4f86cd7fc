//! Corrections: what the reader says of a passage whose quotation the engine read otherwise. They are
//! the reader's, and stay when the engine reads the article again.

use crate::{EntryId, Quotation, QuotationKind, RevisionId, Target};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The number of a correction in its library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CorrectionId(#[cfg_attr(feature = "bindings", ts(type = "number"))] pub i64);

/// What the reader says of a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotationCorrection {
    /// Its number; of two that speak of one passage the higher counts.
    pub id: CorrectionId,
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The revision it was made on.
    pub revision: RevisionId,
    /// The passage: from the first quoted character to the last.
    pub target: Target,
    /// What it is.
    pub verdict: Verdict,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// What a passage is, by the reader's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Verdict {
    /// One quotation, from its first to its last word.
    Quotation {
        /// Its kind.
        kind: QuotationKind,
        /// Whose words they are; `None` where nobody is to be named.
        #[serde(default)]
        speaker: Option<String>,
    },
    /// No quotation.
    NoQuotation,
}

/// A quotation as it stands after the reader's corrections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ReadQuotation {
    /// The quotation.
    #[serde(flatten)]
    pub quotation: Quotation,
    /// The correction that made it so; `None` where it stands as the engine read it.
    #[serde(default)]
    pub correction: Option<CorrectionId>,
    /// Whether the reader says that it is none.
    #[serde(default)]
    pub is_rejected: bool,
}
