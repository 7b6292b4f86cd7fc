//! Attaching: annotations from elsewhere become highlights of an entry and its note, unless they are there.

use crate::{
    Result, acting, anchoring,
    exporting::named,
    highlighting::MAX_NOTE_BYTES,
    import_report::{ImportReport, Orphaned},
    placing::{Placed, place_all},
};
use chrono::{DateTime, Utc};
use palimpsest_article::{
    AnchorStatus, EntryId, Highlight, HighlightId, RevisionId, RevisionSummary,
};
use palimpsest_export::Annotation;
use palimpsest_store::{Change, Imported, NewHighlight, Writer};
use std::collections::HashMap;

/// What came of the annotations on one article.
#[derive(Default)]
pub(crate) struct Taken {
    changes: Vec<Change>,
    added: u32,
    already_there: u32,
    orphans: Vec<Orphaned>,
    /// What is not of this article.
    pub rest: Vec<Annotation>,
    /// What the note on the article has no room for.
    pub too_much: Vec<Annotation>,
}

impl Taken {
    /// Adds this to a report and returns what is not of the article.
    pub(crate) fn into_report(
        self,
        entry: EntryId,
        report: &mut ImportReport,
        changes: &mut Vec<Change>,
    ) -> Vec<Annotation> {
        report.added += self.added;
        report.already_there += self.already_there;
        let is_note = |change: &&Change| matches!(change, Change::ArticleNote { .. });
        report.article_notes += count(self.changes.iter().filter(is_note).count());
        report.orphans.extend(self.orphans);
        if !self.changes.is_empty() && !report.entries.contains(&entry) {
            report.entries.push(entry);
        }
        changes.extend(self.changes);
        self.rest
    }
}

/// Attaches annotations to an entry. Where `only_found`, those whose words are not in it are not of it: a
/// title alone is no proof.
pub(crate) fn attach(
    writer: &Writer<'_>,
    entry: EntryId,
    annotations: Vec<Annotation>,
    only_found: bool,
    now: DateTime<Utc>,
) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut known: HashMap<String, Option<HighlightId>> = known(writer, entry)?;
    let mut passages: Vec<Annotation> = Vec::new();
    for one in annotations {
        if one.is_about_the_article() {
            if only_found {
                taken.rest.push(one);
            } else {
                note(writer, entry, &one, now, &mut taken)?;
            }
            continue;
        }
        match known.insert(one.iri.clone(), None) {
            None => passages.push(one),
            Some(None) => taken.already_there += 1,
            Some(Some(deleted)) => restore(writer, deleted, now, &mut taken)?,
        }
    }
    let revisions = writer.revisions(entry)?;
    let Some(newest) = revisions.last().map(|revision| revision.id.clone()) else {
        taken.rest.append(&mut passages);
        return Ok(taken);
    };
    let mut by_revision: Vec<(&RevisionId, Vec<Annotation>)> = Vec::new();
    for one in passages {
        let Some(revision) = read_by(&revisions, &one) else { continue };
        match by_revision.iter_mut().find(|(known, _)| *known == revision) {
            Some((_, all)) => all.push(one),
            None => by_revision.push((revision, vec![one])),
        }
    }
    let mut new: Vec<Highlight> = Vec::new();
    for (revision, passages) in by_revision {
        for (one, placed) in place_all(writer, entry, passages, revision, &newest)? {
            if only_found && placed.status == AnchorStatus::Orphan {
                taken.rest.push(one);
                continue;
            }
            let id = add(writer, entry, &one, &placed, now)?;
            if let Some((entry, after)) = writer.highlight_state(id)? {
                taken.changes.push(Change::Highlight { entry, id, before: None, after });
            }
            taken.added += 1;
            if placed.status == AnchorStatus::Orphan {
                let exact = placed.target.quote.exact.clone();
                taken.orphans.push(Orphaned { highlight: id, entry, exact });
            }
            if placed.revision != newest {
                new.extend(writer.highlight(id)?);
            }
        }
    }
    // Lists show what became of highlights in the newest revision; in others it is looked for when shown.
    if !new.is_empty()
        && let Some(revision) = writer.revision(entry, &newest)?
    {
        let found = anchoring::anchors(writer, entry, &new, &revision.article.text);
        for (highlight, status) in new.iter().zip(&found) {
            writer.set_anchor(highlight.id, &newest, status)?;
        }
    }
    Ok(taken)
}

/// Returns the names of an entry's highlights, and which of them are in the bin.
fn known(writer: &Writer<'_>, entry: EntryId) -> Result<HashMap<String, Option<HighlightId>>> {
    let all = named(writer, entry)?;
    Ok(all.into_iter().map(|(name, id, is_deleted)| (name, is_deleted.then_some(id))).collect())
}

/// Returns the revision that an annotation was made on, as far as its time tells, else the newest.
fn read_by<'a>(revisions: &'a [RevisionSummary], one: &Annotation) -> Option<&'a RevisionId> {
    let then = one
        .source_date
        .and_then(|date| revisions.iter().rev().find(|revision| revision.first_seen <= date));
    then.or(revisions.last()).map(|revision| &revision.id)
}

fn add(
    writer: &Writer<'_>,
    entry: EntryId,
    one: &Annotation,
    placed: &Placed,
    now: DateTime<Utc>,
) -> Result<HighlightId> {
    let created_at = one.created.or(one.modified).unwrap_or(now);
    let id = writer.add_highlight(&NewHighlight {
        entry,
        revision: &placed.revision,
        target: &placed.target,
        colour: one.colour.unwrap_or_default(),
        note: &one.note,
        tags: &one.tags,
        created_at,
        imported: Some(Imported {
            iri: Some(&one.iri),
            annotation: &one.kept.to_string(),
            modified_at: one.modified.unwrap_or(created_at),
        }),
    })?;
    writer.set_anchor(id, &placed.revision, &placed.status)?;
    Ok(id)
}

/// Takes a highlight out of the bin: who brings its file again wants it again.
fn restore(
    writer: &Writer<'_>,
    id: HighlightId,
    now: DateTime<Utc>,
    taken: &mut Taken,
) -> Result<()> {
    let Some((entry, before)) = writer.highlight_state(id)? else { return Ok(()) };
    let mut after = before.clone();
    after.is_deleted = false;
    acting::set(writer, entry, id, &before, &after, now)?;
    taken.changes.push(Change::Highlight { entry, id, before: Some(before), after });
    taken.added += 1;
    Ok(())
}

/// Writes what is said of the article as a whole below what is noted there already.
fn note(
    writer: &Writer<'_>,
    entry: EntryId,
    one: &Annotation,
    now: DateTime<Utc>,
    taken: &mut Taken,
) -> Result<()> {
    let before = writer.article_note(entry)?.map(|note| note.words).unwrap_or_default();
    let mut words = one.note.clone();
    if !one.tags.is_empty() {
        let gap = if words.is_empty() { "" } else { "\n\n" };
        words.push_str(&format!("{gap}Tags: {}", one.tags.join(", ")));
    }
    // A note is words alone: that it came before is told by its words.
    let after = match before.is_empty() {
        true => words.clone(),
        false => format!("{before}\n\n{words}"),
    };
    if before.contains(&words) {
        taken.already_there += 1;
        return Ok(());
    }
    if after.len() > MAX_NOTE_BYTES {
        taken.too_much.push(one.clone());
        return Ok(());
    }
    let modified = one.modified.or(one.created).filter(|_| before.is_empty());
    writer.set_article_note(entry, &after, modified.unwrap_or(now))?;
    taken.changes.push(Change::ArticleNote { entry, before, after });
    Ok(())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
