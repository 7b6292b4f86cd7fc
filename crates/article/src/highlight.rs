//! Highlights: what the reader marked, in which colour, with which note.

use crate::{AnchorStatus, EntryId, RevisionId, Target, WordEdit};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The number of a highlight in its library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HighlightId(#[cfg_attr(feature = "bindings", ts(type = "number"))] pub i64);

/// A passage the reader marked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Highlight {
    /// Its number.
    pub id: HighlightId,
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The revision it was made on.
    pub revision: RevisionId,
    /// Its address in that revision.
    pub target: Target,
    /// Its colour.
    pub colour: Colour,
    /// The reader's note; empty where there is none.
    #[serde(default)]
    pub note: String,
    /// The reader's tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// When it was made.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub created_at: DateTime<Utc>,
    /// When it was last changed by the reader.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub modified_at: DateTime<Utc>,
    /// The passage it was made on, where the reader has since attached it to another revision's.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// What it is called where it came from; `None` for one made here.
    #[serde(default)]
    pub iri: Option<String>,
}

/// The passage a highlight was made on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Origin {
    /// The revision.
    pub revision: RevisionId,
    /// Its address there.
    pub target: Target,
}

/// A highlight and what became of it in the revision at hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PlacedHighlight {
    /// The highlight.
    #[serde(flatten)]
    pub highlight: Highlight,
    /// Where it is in this revision.
    pub anchor: AnchorStatus,
    /// What was kept, removed and inserted of its words; empty unless they were reworded.
    #[serde(default)]
    pub rewording: Vec<WordEdit>,
    /// Whether the reader has seen what became of it here and leaves it so.
    #[serde(default)]
    pub is_settled: bool,
}

/// A highlight in the bin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeletedHighlight {
    /// The highlight.
    #[serde(flatten)]
    pub highlight: Highlight,
    /// When it was deleted.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub deleted_at: DateTime<Utc>,
}

/// The reader's note on an article as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ArticleNote {
    /// The words, Markdown.
    pub words: String,
    /// When it was last changed.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub modified_at: DateTime<Utc>,
}

/// What the reader calls a colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ColourName {
    /// The colour.
    pub colour: Colour,
    /// What it stands for.
    pub name: String,
}

/// The six colours of highlights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Colour {
    /// Yellow, the first choice.
    #[default]
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Red.
    Red,
    /// Purple.
    Purple,
    /// Orange.
    Orange,
}

impl Colour {
    /// Every colour, in the order of the palette.
    pub const ALL: [Colour; 6] =
        [Colour::Yellow, Colour::Green, Colour::Blue, Colour::Red, Colour::Purple, Colour::Orange];

    /// Returns the colour's name in data and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Colour::Yellow => "yellow",
            Colour::Green => "green",
            Colour::Blue => "blue",
            Colour::Red => "red",
            Colour::Purple => "purple",
            Colour::Orange => "orange",
        }
    }

    /// Returns what the colour stands for until the reader says otherwise: what a fact-checker
    /// marks first.
    pub fn default_meaning(self) -> &'static str {
        match self {
            Colour::Yellow => "Claim",
            Colour::Green => "Check",
            Colour::Blue => "Quote",
            Colour::Red => "Figure",
            Colour::Purple => "Question",
            Colour::Orange => "Background",
        }
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Colour::ALL
            .into_iter()
            .find(|colour| colour.name() == name)
            .ok_or_else(|| format!("unknown colour '{name}'"))
    }
}
