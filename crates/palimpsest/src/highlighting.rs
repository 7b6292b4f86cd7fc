//! Highlighting: the reader's marks on a revision: made, changed, attached to other words, deleted and
//! brought back; the note on the article as a whole; what the colours stand for.

use crate::{
    Error, ErrorCode, Library, Result, acting,
    library::{existing_entry, place},
};
use palimpsest_article::{
    Act, ActKind, AnchorStatus, Article, ArticleNote, Colour, ColourName, DeletedHighlight,
    EntryId, Highlight, HighlightId, Origin, PlacedHighlight, Revision, RevisionId, Span, Target,
    Text,
};
use palimpsest_store::{Change, Reader, Writer};
use serde::{Deserialize, Serialize};

/// A note of a hundred pages, in bytes. Beyond it something other than a person is writing.
pub const MAX_NOTE_BYTES: usize = 256 * 1024;
/// More tags than a list can show.
pub const MAX_TAGS: usize = 100;
/// In bytes; a tag, a speaker's name or a colour's is a word or a few.
pub const MAX_NAME_BYTES: usize = 400;

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
    /// Tags to be added to those it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub added_tags: Option<Vec<String>>,
}

/// All annotations of an entry as they stand in one revision, and what can be undone there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Annotations {
    /// The highlights: in text order, orphans first.
    pub highlights: Vec<PlacedHighlight>,
    /// The note on the article as a whole.
    pub note: Option<ArticleNote>,
    /// The act that would be undone first.
    pub undo: Option<Act>,
    /// The act that would be done again first.
    pub redo: Option<Act>,
}

impl Library {
    /// Marks a passage of a revision.
    pub fn add_highlight(&self, new: &NewHighlight) -> Result<PlacedHighlight> {
        check_words(Some(&new.note), Some(&new.tags))?;
        let now = self.environment.now();
        self.store().write(|writer| {
            let article = existing_article(writer, new.entry, &new.revision)?;
            let (span, target) = passage(&article.text, new.span, "highlight")?;
            let id = writer.add_highlight(&palimpsest_store::NewHighlight {
                entry: new.entry,
                revision: &new.revision,
                target: &target,
                colour: new.colour,
                note: &new.note,
                tags: &new.tags,
                created_at: now,
                imported: None,
            })?;
            writer.set_anchor(id, &new.revision, &AnchorStatus::Exact { span })?;
            if let Some((entry, after)) = writer.highlight_state(id)? {
                let change = Change::Highlight { entry, id, before: None, after };
                writer.add_act(ActKind::Add, now, &[change])?;
            }
            let highlight = existing_highlight(writer, id)?;
            let anchor = AnchorStatus::Exact { span };
            Ok(PlacedHighlight { highlight, anchor, rewording: Vec::new(), is_settled: false })
        })
    }

    /// Returns a highlight that is not in the bin.
    pub fn highlight(&self, id: HighlightId) -> Result<Highlight> {
        existing_highlight(&self.store(), id)
    }

    /// Changes colour, note or tags of a highlight.
    pub fn change_highlight(&self, id: HighlightId, change: &HighlightChange) -> Result<Highlight> {
        self.change_highlights(&[id], change)?;
        existing_highlight(&self.store(), id)
    }

    /// Changes colour, note or tags of highlights, as one act.
    pub fn change_highlights(&self, ids: &[HighlightId], change: &HighlightChange) -> Result<()> {
        check_words(change.note.as_deref(), change.tags.as_deref())?;
        check_words(None, change.added_tags.as_deref())?;
        let kind = match change {
            HighlightChange { note: Some(_), .. } => ActKind::Note,
            HighlightChange { tags: Some(_), .. } | HighlightChange { added_tags: Some(_), .. } => {
                ActKind::Tag
            }
            _ => ActKind::Recolour,
        };
        let added = change.added_tags.as_deref().unwrap_or_default();
        self.edit(kind, ids, |state| {
            state.colour = change.colour.unwrap_or(state.colour);
            if let Some(note) = &change.note {
                state.note.clone_from(note);
            }
            if let Some(tags) = &change.tags {
                state.tags.clone_from(tags);
            }
            for tag in added {
                if !state.tags.contains(tag) {
                    state.tags.push(tag.clone());
                }
            }
        })
    }

    /// Puts a highlight into the bin; [`Library::restore_highlight`] brings it back.
    pub fn delete_highlight(&self, id: HighlightId) -> Result<()> {
        self.delete_highlights(&[id])
    }

    /// Puts highlights into the bin, as one act.
    pub fn delete_highlights(&self, ids: &[HighlightId]) -> Result<()> {
        self.edit(ActKind::Delete, ids, |state| state.is_deleted = true)
    }

    /// Takes a highlight out of the bin, as it was. One that is not there stays as it is.
    pub fn restore_highlight(&self, id: HighlightId) -> Result<Highlight> {
        let now = self.environment.now();
        self.store().write(|writer| {
            if writer.highlight_state(id)?.is_none() {
                return Err(no_highlight(id));
            }
            acting::edit(writer, ActKind::Restore, &[id], now, |state| state.is_deleted = false)?;
            existing_highlight(writer, id)
        })
    }

    /// Returns what is in the bin, of an entry or of all, the last deleted first.
    pub fn bin(&self, entry: Option<EntryId>) -> Result<Vec<DeletedHighlight>> {
        Ok(self.store().deleted_highlights(entry)?)
    }

    /// Attaches a highlight to a passage of a revision: another extent in its own, the new wording of a
    /// later one, or where the reader found it again. What it was made on is kept as its origin.
    pub fn attach_highlight(
        &self,
        id: HighlightId,
        revision: &RevisionId,
        span: Span,
    ) -> Result<PlacedHighlight> {
        let now = self.environment.now();
        self.store().write(|writer| {
            let old = existing_highlight(writer, id)?;
            let article = existing_article(writer, old.entry, revision)?;
            let (_, target) = passage(&article.text, span, "attach to")?;
            let is_own = old.revision == *revision;
            let kind = if is_own { ActKind::Resize } else { ActKind::Attach };
            acting::edit(writer, kind, &[id], now, |state| {
                let made =
                    Origin { revision: state.revision.clone(), target: state.target.clone() };
                state.target = target.clone();
                state.revision = revision.clone();
                state.origin = match state.origin.take() {
                    // Back on the revision it was made on it is no longer away from it.
                    Some(origin) => (origin.revision != *revision).then_some(origin),
                    None => (!is_own).then_some(made),
                };
            })?;
            placed(writer, id, revision)
        })
    }

    /// Leaves what became of a highlight in a revision as it is, or asks for it again.
    pub fn settle_highlight(
        &self,
        id: HighlightId,
        revision: &RevisionId,
        is_settled: bool,
    ) -> Result<PlacedHighlight> {
        let now = self.environment.now();
        self.store().write(|writer| {
            let highlight = existing_highlight(writer, id)?;
            existing_article(writer, highlight.entry, revision)?;
            acting::edit(writer, ActKind::Settle, &[id], now, |state| {
                state.settled.retain(|settled| settled != revision);
                if is_settled {
                    state.settled.push(revision.clone());
                    state.settled.sort();
                }
            })?;
            placed(writer, id, revision)
        })
    }

    /// Writes the note on an article as a whole; no words take it away.
    pub fn set_article_note(&self, entry: EntryId, words: &str) -> Result<Option<ArticleNote>> {
        check_words(Some(words), None)?;
        let now = self.environment.now();
        self.store().write(|writer| {
            existing_entry(writer, entry)?;
            let before = writer.article_note(entry)?.map(|note| note.words).unwrap_or_default();
            if before != words {
                writer.set_article_note(entry, words, now)?;
                let after = words.to_owned();
                let change = Change::ArticleNote { entry, before, after };
                writer.add_act(ActKind::ArticleNote, now, &[change])?;
            }
            Ok(writer.article_note(entry)?)
        })
    }

    /// Returns all annotations of an entry as they stand in a revision; the newest for `None`.
    pub fn annotations(
        &self,
        entry: EntryId,
        revision: Option<&RevisionId>,
    ) -> Result<Annotations> {
        self.store().read(|reader| {
            let newest = existing_entry(reader, entry)?.revision;
            let revision = existing_revision(reader, entry, revision.unwrap_or(&newest))?;
            Ok(Annotations {
                highlights: place(reader, &revision, reader.highlights(entry)?)?,
                note: reader.article_note(entry)?,
                undo: reader.last_done_act(Some(entry))?,
                redo: reader.last_undone_act(Some(entry))?,
            })
        })
    }

    /// Returns what each of the six colours stands for, in the order of the palette.
    pub fn colour_names(&self) -> Result<Vec<ColourName>> {
        let given = self.store().colour_names()?;
        Ok(Colour::ALL
            .into_iter()
            .map(|colour| {
                let name = given.iter().find(|name| name.colour == colour);
                let name = name.map_or(colour.default_meaning(), |name| &name.name);
                ColourName { colour, name: name.to_owned() }
            })
            .collect())
    }

    /// Says what a colour stands for; no words bring the first name back.
    pub fn name_colour(&self, colour: Colour, name: &str) -> Result<Vec<ColourName>> {
        let name = name.trim();
        if name.len() > MAX_NAME_BYTES {
            return Err(Error::new(ErrorCode::TooLarge, "the name of the colour is too long"));
        }
        self.store().write(|writer| Ok::<_, Error>(writer.name_colour(colour, name)?))?;
        self.colour_names()
    }

    /// Edits highlights that must all be there, as one act.
    fn edit(
        &self,
        kind: ActKind,
        ids: &[HighlightId],
        edit: impl Fn(&mut palimpsest_store::HighlightState),
    ) -> Result<()> {
        let now = self.environment.now();
        self.store().write(|writer| {
            for &id in ids {
                existing_highlight(writer, id)?;
            }
            acting::edit(writer, kind, ids, now, edit)
        })
    }
}

/// Refuses notes and tags that no person writes.
pub(crate) fn check_words(note: Option<&str>, tags: Option<&[String]>) -> Result<()> {
    let tags = tags.unwrap_or_default();
    if note.is_some_and(|note| note.len() > MAX_NOTE_BYTES) {
        let limit = MAX_NOTE_BYTES / 1024;
        let message = format!("the note is longer than {limit} KiB");
        return Err(Error::new(ErrorCode::TooLarge, message));
    }
    if tags.len() > MAX_TAGS || tags.iter().any(|tag| tag.len() > MAX_NAME_BYTES) {
        let message =
            format!("these are more than {MAX_TAGS} tags, or longer ones than a few words");
        return Err(Error::new(ErrorCode::TooLarge, message));
    }
    Ok(())
}

fn existing_highlight(reader: &Reader, id: HighlightId) -> Result<Highlight> {
    reader.highlight(id)?.ok_or_else(|| no_highlight(id))
}

fn no_highlight(id: HighlightId) -> Error {
    Error::new(ErrorCode::NotFound, format!("there is no highlight '{}' in the library", id.0))
}

fn existing_revision(reader: &Reader, entry: EntryId, id: &RevisionId) -> Result<Revision> {
    reader.revision(entry, id)?.ok_or_else(|| {
        let message = format!("entry '{}' has no version '{id}'", entry.0);
        Error::new(ErrorCode::NotFound, message)
    })
}

/// Returns the article of a revision that must be there.
pub(crate) fn existing_article(
    reader: &Reader,
    entry: EntryId,
    revision: &RevisionId,
) -> Result<Article> {
    existing_revision(reader, entry, revision).map(|revision| revision.article)
}

fn placed(writer: &Writer<'_>, id: HighlightId, revision: &RevisionId) -> Result<PlacedHighlight> {
    let highlight = existing_highlight(writer, id)?;
    let revision = existing_revision(writer, highlight.entry, revision)?;
    let placed = place(writer, &revision, vec![highlight])?;
    placed.into_iter().next().ok_or_else(|| no_highlight(id))
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
