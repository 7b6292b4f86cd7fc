//! The nouns of Palimpsest: an article is one text, and ranges over it.
//!
//! Every [`Span`] counts Unicode code points of [`Article::text`]; blocks, marks, quotations,
//! update notes and highlights are all spans, so nothing ever edits the text. This room knows no
//! HTML, no clock, no file and no network: it is values, their invariants and their stable hash.

mod act;
mod any_selector;
mod article;
mod block;
mod canonical_url;
mod content_hash;
mod correction;
mod highlight;
mod language;
mod library;
mod metadata;
mod moment;
mod position_map;
mod quotation;
mod selector;
mod text;
mod typography;
mod update_note;
mod word_edit;

pub use act::{Act, ActId, ActKind};
pub use any_selector::{Selector, SelectorKind};
pub use article::{Article, Warning, WarningCode};
pub use block::{Block, BlockKind, Image, Mark, MarkKind};
pub use canonical_url::canonical_url;
pub use content_hash::{RevisionId, Sha256Hash};
pub use correction::{CorrectionId, QuotationCorrection, ReadQuotation, Verdict};
pub use highlight::{
    ArticleNote, Colour, ColourName, DeletedHighlight, Highlight, HighlightId, Origin,
    PlacedHighlight,
};
pub use language::Language;
pub use library::{
    Capture, CaptureId, Entry, EntryId, HttpFacts, Revision, RevisionSummary, Status,
};
pub use metadata::{
    DateRole, DateSource, Finding, Metadata, MetadataField, MetadataSource, PageDate,
};
pub use moment::{Inference, Moment, Precision, Timestamp, ZoneBasis};
pub use position_map::{Kept, PositionMap};
pub use quotation::{Cue, Quotation, QuotationKind, Speaker, SpeakerBasis};
pub use selector::{AnchorStatus, Target, TextPositionSelector, TextQuoteSelector};
pub use text::{Span, Text};
pub use typography::{fold_char, is_invisible, vanishes};
pub use update_note::{Placement, UpdateNote, UpdateNoteKind};
pub use word_edit::{WordEdit, WordEditKind};
