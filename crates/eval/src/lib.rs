//! Scores extraction on packs of labelled pages: body text, metadata, dates, language, time.
//!
//! A developers' tool, never shipped. A pack is a folder with `labels.jsonl` and `html/*.html.gz`.
//! The measures are functions on values, so that other tools (training, cross-validation) can use
//! them; this crate must not know how extraction works, only what it gives.

#[cfg(feature = "memory")]
#[global_allocator]
static COUNTED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

pub mod anchor;
pub mod body;
pub mod compare;
pub mod cost;
pub mod dates;
pub mod label;
pub mod lang;
pub mod meta;
pub mod pack;
pub mod quotes;
pub mod results;
pub mod run;
pub mod strip;
pub mod synthetic_edits;
pub mod tokens;
pub mod train;
pub mod updates;
pub mod webannotation;
