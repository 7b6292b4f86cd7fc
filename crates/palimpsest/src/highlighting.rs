//! Highlighting: the reader's marks on a revision, made, changed, deleted and brought back.

use crate::{Error, ErrorCode, Library, Result};
use palimpsest_article::{
    AnchorStatus, Colour, EntryId, Highlight, HighlightId, PlacedHighlight, RevisionId, Span,
    Target, Text,
};
use palimpsest_store::Reader;
use serde::{Deserialize, Serialize};

/// A highlight to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct NewHighlight {
    /// The entry.
    pub entry: EntryId,
    /// The revision the reader was looking at.
    pub revision: RevisionId,
    /// The passage.
    pub span: Span,
    /// The colour.
    pub colour: Colour,
    /// The note; may be empty.
    #[serde(default)]
    pub note: String,
    /// The tags.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// What to change of a highlight; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HighlightChange {
    /// The new colour.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// The new note.
    #[serde(default)]
    pub note: Option<String>,
    /// The new tags.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
}

impl Library {
    /// Marks a passage of a revision.
    pub fn add_highlight(&self, new: &NewHighlight) -> Result<PlacedHighlight> {
        let now = self.environment.now();
        self.store().write(|writer| {
            let revision = writer.revision(new.entry, &new.revision)?.ok_or_else(|| {
                let message = format!("entry '{}' has no version '{}'", new.entry.0, new.revision);
                Error::new(ErrorCode::NotFound, message)
            })?;
            let (span, target) = passage(&revision.article.text, new.span, "highlight")?;
            let id = writer.add_highlight(&palimpsest_store::NewHighlight {
                entry: new.entry,
                revision: &new.revision,
                target: &target,
                colour: new.colour,
                note: &new.note,
                tags: &new.tags,
                created_at: now,
            })?;
            let anchor = AnchorStatus::Exact { span };
            writer.set_anchor(id, &new.revision, &anchor)?;
            Ok(PlacedHighlight { highlight: existing_highlight(writer, id)?, anchor })
        })
    }

    /// Changes colour, note or tags of a highlight.
    pub fn change_highlight(&self, id: HighlightId, change: &HighlightChange) -> Result<Highlight> {
        let now = self.environment.now();
        self.store().write(|writer| {
            let old = existing_highlight(writer, id)?;
            writer.change_highlight(
                id,
                change.colour.unwrap_or(old.colour),
                change.note.as_deref().unwrap_or(&old.note),
                change.tags.as_deref().unwrap_or(&old.tags),
                now,
            )?;
            existing_highlight(writer, id)
        })
    }

    /// Takes a highlight away; [`Library::restore_highlight`] brings it back.
    pub fn delete_highlight(&self, id: HighlightId) -> Result<()> {
        let now = self.environment.now();
        self.store().write(|writer| {
            existing_highlight(writer, id)?;
            Ok(writer.delete_highlight(id, now)?)
        })
    }

    /// Brings a deleted highlight back as it was.
    pub fn restore_highlight(&self, id: HighlightId) -> Result<Highlight> {
        self.store().write(|writer| {
            writer.restore_highlight(id)?;
            existing_highlight(writer, id)
        })
    }
}

fn existing_highlight(reader: &Reader, id: HighlightId) -> Result<Highlight> {
    reader.highlight(id)?.ok_or_else(|| {
        Error::new(ErrorCode::NotFound, format!("there is no highlight '{}' in the library", id.0))
    })
}

/// Returns the passage that a span means, and its address; `act` says what it is wanted for.
pub(crate) fn passage(text: &Text, span: Span, act: &str) -> Result<(Span, Target)> {
    let passage = trimmed(text, span);
    let target = palimpsest_anchor::describe(text, passage).ok_or_else(|| {
        let Span { start, end } = span;
        Error::new(ErrorCode::BadSpan, format!("cannot {act} {start}..{end}: no words are there"))
            .hint(format!("the text has {} characters", text.len()))
    })?;
    Ok((passage, target))
}

/// Returns the span without white space at its ends: a selection often runs a space too far.
fn trimmed(text: &Text, span: Span) -> Span {
    let Some(words) = text.get(span) else { return span };
    let before = words.chars().take_while(|letter| letter.is_whitespace()).count();
    let kept = words.trim().chars().count();
    Span::new(span.start + before.min(span.len()), span.start + before.min(span.len()) + kept)
}
