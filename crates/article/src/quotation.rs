//! Quotations: whose words an article repeats, and where. Not "quote": that word is a selector's.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Words the article gives as somebody's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Quotation {
    /// What sort of quotation it is.
    pub kind: QuotationKind,
    /// From the first quoted character to the last, an interruption included, marks excluded.
    pub span: Span,
    /// The quoted words without marks and interruptions: ordered, disjoint, inside `span`.
    pub pieces: Vec<Span>,
    /// The pieces' words, joined by a space.
    pub content: String,
    /// Whose words they are; `None` where the article does not tell.
    #[serde(default)]
    pub speaker: Option<Speaker>,
    /// The words that attribute it: "said", "selon".
    #[serde(default)]
    pub cue: Option<Cue>,
    /// How sure we are of the whole, from 0 to 1.
    pub confidence: f32,
    /// Whether the marks were closed as they should be; the text itself is never repaired.
    pub closed: bool,
    /// The quotation of the body whose words this one repeats, as a pull quote does: not to be
    /// counted twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub repeats: Option<Span>,
    /// Whether the headline quotes its words.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "bindings", ts(as = "Option<bool>", optional))]
    pub in_headline: bool,
}

/// What is not so is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// What sort of quotation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum QuotationKind {
    /// A whole statement in marks.
    Direct,
    /// A few quoted words inside the writer's sentence.
    Partial,
    /// A passage set apart as a block.
    Block,
    /// Marks of distance: not speech.
    Scare,
    /// A title or a name in marks: not speech.
    Term,
    /// Words of a document, a post, a banner.
    Text,
}

impl QuotationKind {
    /// Tells whether it gives somebody's words; the other kinds stand in marks for another reason.
    pub fn is_speech(self) -> bool {
        matches!(self, QuotationKind::Direct | QuotationKind::Partial | QuotationKind::Block)
    }
}

/// Whose words a quotation gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Speaker {
    /// The name to show: the fullest the article gives.
    pub name: String,
    /// Where the speaker is mentioned beside the quotation.
    #[serde(default)]
    pub mention: Option<Span>,
    /// How the speaker was told.
    pub basis: SpeakerBasis,
}

/// How the speaker of a quotation was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum SpeakerBasis {
    /// A name beside a cue verb.
    CueVerb,
    /// A phrase such as "according to".
    CuePhrase,
    /// A pronoun or description, resolved to an earlier name.
    Pronoun,
    /// The speaker of the neighbouring sentence.
    Context,
    /// The source line of a block quotation.
    Source,
    /// The reader says so.
    Reader,
}

/// The words that attribute a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Cue {
    /// Where they are.
    pub span: Span,
    /// The words, as written.
    pub verb: String,
}
