//! Finds the publisher's notes on an article among its paragraphs. It must not know markup.

use chrono::{DateTime, Utc};
use palimpsest_article::{Moment, Span, Timestamp, UpdateNoteKind};
use std::ops::Range;

pub(crate) struct NoteContext<'a> {
    pub language: Option<&'a str>,
    pub published: Option<Moment>,
    pub modified: Option<Moment>,
    pub captured_at: Option<DateTime<Utc>>,
    /// The words of the whole page's article, for evidence of the year.
    pub text: &'a str,
}

pub(crate) struct FoundNote {
    pub paragraphs: Range<usize>,
    /// Code points within the single paragraph when it is only part of it.
    pub within: Option<Span>,
    pub kind: UpdateNoteKind,
    pub label: Option<String>,
    pub timestamp: Option<Timestamp>,
    pub body: String,
}

pub(crate) fn find_notes(_paragraphs: &[&str], _context: &NoteContext) -> Vec<FoundNote> {
    Vec::new()
}
