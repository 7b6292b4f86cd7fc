//! Acting: every act on annotations is one transaction, recorded with what was before and after it, so that
//! it can be undone and done again, also after a restart.

use crate::{Library, Result, anchoring};
use chrono::{DateTime, Utc};
use palimpsest_article::{Act, ActKind, AnchorStatus, EntryId, HighlightId, RevisionId};
use palimpsest_store::{Change, HighlightState, Reader, Writer};

impl Library {
    /// Undoes the last act, of one entry or of all; `None` where there is none.
    pub fn undo(&self, entry: Option<EntryId>) -> Result<Option<Act>> {
        let now = self.environment.now();
        self.store().write(|writer| {
            let Some(act) = writer.last_done_act(entry)? else { return Ok(None) };
            for change in writer.act_changes(act.id)?.into_iter().rev() {
                play(writer, reversed(change), now)?;
            }
            writer.set_act_undone(act.id, true)?;
            Ok(Some(Act { is_undone: true, ..act }))
        })
    }

    /// Does again what was undone last, of one entry or of all; `None` where there is nothing, or
    /// something else was done since.
    pub fn redo(&self, entry: Option<EntryId>) -> Result<Option<Act>> {
        let now = self.environment.now();
        self.store().write(|writer| {
            let Some(act) = writer.last_undone_act(entry)? else { return Ok(None) };
            for change in writer.act_changes(act.id)? {
                play(writer, change, now)?;
            }
            writer.set_act_undone(act.id, false)?;
            Ok(Some(Act { is_undone: false, ..act }))
        })
    }

    /// Returns the last acts of one entry or of all, the newest first, at most `count`.
    pub fn acts(&self, entry: Option<EntryId>, count: u32) -> Result<Vec<Act>> {
        Ok(self.store().acts(entry, count)?)
    }
}

/// Changes the states of highlights as `edit` says and records it as one act. What is not changed is not
/// recorded, and an act that changes nothing is none.
pub(crate) fn edit(
    writer: &Writer<'_>,
    kind: ActKind,
    ids: &[HighlightId],
    now: DateTime<Utc>,
    edit: impl Fn(&mut HighlightState),
) -> Result<()> {
    let mut changes = Vec::new();
    for &id in ids {
        let Some((entry, before)) = writer.highlight_state(id)? else { continue };
        let mut after = before.clone();
        edit(&mut after);
        if after == before {
            continue;
        }
        set(writer, entry, id, &before, &after, now)?;
        changes.push(Change::Highlight { entry, id, before: Some(before), after });
    }
    if !changes.is_empty() {
        writer.add_act(kind, now, &changes)?;
    }
    Ok(())
}

/// Turns a change round. A highlight that was made goes to the bin.
fn reversed(change: Change) -> Change {
    match change {
        Change::Highlight { entry, id, before, after } => {
            let back =
                before.unwrap_or_else(|| HighlightState { is_deleted: true, ..after.clone() });
            Change::Highlight { entry, id, before: Some(after), after: back }
        }
        Change::ArticleNote { entry, before, after } => {
            Change::ArticleNote { entry, before: after, after: before }
        }
    }
}

/// Makes a change once more. Only what it changed is touched, and only where nothing else has changed it
/// since: acts on one highlight from different articles' lists need not come back in their order.
fn play(writer: &Writer<'_>, change: Change, now: DateTime<Utc>) -> Result<()> {
    match change {
        Change::Highlight { entry, id, before, after } => {
            let Some((_, current)) = writer.highlight_state(id)? else { return Ok(()) };
            // What made a highlight, done again, takes it out of the bin.
            let before =
                before.unwrap_or_else(|| HighlightState { is_deleted: true, ..after.clone() });
            let next = merged(&current, &before, after);
            set(writer, entry, id, &current, &next, now)
        }
        Change::ArticleNote { entry, before, after } => {
            let current = writer.article_note(entry)?.map(|note| note.words).unwrap_or_default();
            match current == before {
                true => Ok(writer.set_article_note(entry, &after, now)?),
                false => Ok(()),
            }
        }
    }
}

fn merged(
    current: &HighlightState,
    before: &HighlightState,
    after: HighlightState,
) -> HighlightState {
    let mut next = current.clone();
    macro_rules! take {
        ($($field:ident),+) => {$(
            if current.$field == before.$field {
                next.$field = after.$field;
            }
        )+};
    }
    // Revision, passage and origin are one thing.
    if (&current.revision, &current.target, &current.origin)
        == (&before.revision, &before.target, &before.origin)
    {
        next.revision = after.revision;
        next.target = after.target;
        next.origin = after.origin;
    }
    take!(colour, note, tags, is_deleted, settled);
    next
}

/// Makes this the state of a highlight, and records where it stands where that is not known.
pub(crate) fn set(
    writer: &Writer<'_>,
    entry: EntryId,
    id: HighlightId,
    current: &HighlightState,
    next: &HighlightState,
    now: DateTime<Utc>,
) -> Result<()> {
    writer.set_highlight_state(id, next, now)?;
    if (&current.revision, &current.target) != (&next.revision, &next.target) {
        return place_again(writer, entry, id, next, &[]);
    }
    // A revision that came while it was in the bin does not know it.
    if current.is_deleted && !next.is_deleted {
        return place_again(writer, entry, id, next, &writer.anchored_revisions(id)?);
    }
    Ok(())
}

/// Records where a highlight stands in each revision but those where it is known. Where it was made it
/// stays, if its words are there: one from a file may have words that the revision has not.
fn place_again(
    writer: &Writer<'_>,
    entry: EntryId,
    id: HighlightId,
    state: &HighlightState,
    known: &[RevisionId],
) -> Result<()> {
    let Some(highlight) = writer.highlight(id)? else { return Ok(()) };
    let made = |revision: &RevisionId| {
        let origin = state.origin.as_ref().filter(|origin| origin.revision == *revision);
        match *revision == state.revision {
            true => Some(&state.target),
            false => origin.map(|origin| &origin.target),
        }
    };
    for summary in writer.revisions(entry)? {
        if known.contains(&summary.id) {
            continue;
        }
        let Some(text) = revision_text(writer, entry, &summary.id) else { continue };
        let status = match made(&summary.id).filter(|target| anchoring::says(&text, target)) {
            Some(target) => AnchorStatus::Exact { span: anchoring::span(target) },
            None => {
                let one = std::slice::from_ref(&highlight);
                anchoring::anchors(writer, entry, one, &text).swap_remove(0)
            }
        };
        writer.set_anchor(id, &summary.id, &status)?;
    }
    Ok(())
}

/// Returns the text of a revision; `None` where it cannot be read, which must not keep an act from being
/// done: its place is then looked for when it is shown.
fn revision_text(
    reader: &Reader,
    entry: EntryId,
    revision: &RevisionId,
) -> Option<palimpsest_article::Text> {
    reader.revision(entry, revision).ok().flatten().map(|revision| revision.article.text)
}
