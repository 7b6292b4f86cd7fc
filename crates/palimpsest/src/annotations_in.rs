//! Annotations in: a file of annotations becomes highlights and notes on articles, in one transaction and as
//! one act.
//!
//! What cannot be found in its article is kept as an orphan, what is about an article that is not here waits
//! for it, and what is refused is told with the reason: nothing is dropped without a word.

use crate::{
    Error, ErrorCode, Library, Result, acting, anchoring,
    exporting::named,
    highlighting::{MAX_NOTE_BYTES, check_words},
    placing::{Placed, place_all},
};
use chrono::{DateTime, Utc};
use palimpsest_article::{
    ActKind, AnchorStatus, EntryId, Highlight, HighlightId, RevisionId, RevisionSummary,
    canonical_url,
};
use palimpsest_export::{Annotation, AnnotationFormat, read_annotations};
use palimpsest_store::{Change, Imported, NewHighlight, Reader, Writer};
use serde::Serialize;
use std::collections::HashMap;
use url::Url;

/// The largest file of annotations that is read: some hundred thousand highlights.
pub const MAX_ANNOTATION_BYTES: usize = 256 * 1024 * 1024;
/// The longest passage that is taken for one, in bytes: a long article whole.
const MAX_PASSAGE_BYTES: usize = 1024 * 1024;

/// What became of a file of annotations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// What the file was: `webannotation`, `hypothesis` or `readwise`.
    pub format: String,
    /// How many highlights were added, orphans included.
    pub added: u32,
    /// How many annotations were in the library already.
    pub already_there: u32,
    /// How many notes on articles were written.
    pub article_notes: u32,
    /// The highlights among the added whose words are not in their article.
    pub orphans: Vec<Orphaned>,
    /// The articles that the library does not have, and how much of the file waits for them.
    pub waiting: Vec<Waiting>,
    /// What was not taken, and why.
    pub refused: Vec<Refused>,
    /// The articles that have new annotations.
    pub entries: Vec<EntryId>,
}

/// A highlight whose words are not in its article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Orphaned {
    /// The highlight.
    pub highlight: HighlightId,
    /// The entry it is kept with.
    pub entry: EntryId,
    /// Its words.
    pub exact: String,
}

/// An article that annotations wait for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The article's address; `None` where only its title is known.
    pub address: Option<String>,
    /// The article's title, as the file has it.
    pub title: String,
    /// How many annotations.
    pub count: u32,
}

/// An annotation that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Its place in the file, counted from 0.
    pub index: usize,
    /// The reason.
    pub why: String,
}

impl Library {
    /// Takes the annotations of a file into the library; the format is told from the bytes where it is not
    /// given. All of it is one act that can be undone; an error changes nothing.
    pub fn import_annotations(
        &self,
        bytes: &[u8],
        format: Option<AnnotationFormat>,
    ) -> Result<ImportReport> {
        if bytes.len() > MAX_ANNOTATION_BYTES {
            let limit = MAX_ANNOTATION_BYTES / (1024 * 1024);
            let message = format!("the file of annotations is larger than {limit} MiB");
            return Err(Error::new(ErrorCode::TooLarge, message));
        }
        let incoming = read_annotations(bytes, format).map_err(|reason| {
            Error::new(ErrorCode::Unreadable, format!("cannot read the annotations: {reason}"))
                .hint("nothing was changed")
        })?;
        let mut report =
            ImportReport { format: incoming.format.name().to_owned(), ..ImportReport::default() };
        let mut articles: Vec<(String, Vec<Annotation>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut indices: HashMap<String, usize> = HashMap::new();
        for (index, one) in incoming.annotations {
            match one.and_then(|one| checked(&one).map(|key| (key, one))) {
                Ok((key, one)) => {
                    indices.entry(one.iri.clone()).or_insert(index);
                    let place = *places.entry(key.clone()).or_insert(articles.len());
                    if place == articles.len() {
                        articles.push((key, Vec::new()));
                    }
                    articles[place].1.push(one);
                }
                Err(why) => report.refused.push(Refused { index, why }),
            }
        }
        let now = self.environment.now();
        self.store().write(|writer| {
            let mut changes = Vec::new();
            for (key, annotations) in articles {
                let mut rest = annotations;
                if let Some(entry) = entry_of(writer, &key)? {
                    let mut taken = attach(writer, entry, rest, is_title(&key), now)?;
                    for one in taken.too_much.drain(..) {
                        let index = indices.get(&one.iri).copied().unwrap_or_default();
                        let why = "the note on the article would become too long".to_owned();
                        report.refused.push(Refused { index, why });
                    }
                    rest = taken.into_report(entry, &mut report, &mut changes);
                }
                wait(writer, &key, rest, now, &mut report)?;
            }
            if !changes.is_empty() {
                writer.add_act(ActKind::Import, now, &changes)?;
            }
            Ok(report)
        })
    }

    /// Returns the articles that annotations wait for.
    pub fn waiting_annotations(&self) -> Result<Vec<Waiting>> {
        let mut all: Vec<(String, Waiting)> = Vec::new();
        for row in self.store().waiting(None)? {
            match all.iter_mut().find(|(address, _)| *address == row.address) {
                Some((_, waiting)) => waiting.count += 1,
                None => all.push((row.address.clone(), waiting(&row.address, row.title, 1))),
            }
        }
        Ok(all.into_iter().map(|(_, waiting)| waiting).collect())
    }
}

/// Attaches what waited for an article that is now here, as one act. What cannot be read goes on waiting:
/// it must not keep the article from being added.
pub(crate) fn attach_waiting(
    writer: &Writer<'_>,
    entry: EntryId,
    addresses: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    let headline = writer.entry(entry)?.map(|entry| entry.headline).unwrap_or_default();
    let keys = addresses.iter().cloned().chain(title_key(&headline));
    let mut changes = Vec::new();
    for key in keys {
        let rows = writer.waiting(Some(&key))?;
        let waited = rows.into_iter().filter_map(|row| {
            Some((row.id, serde_json::from_str::<Annotation>(&row.annotation).ok()?))
        });
        let (ids, annotations): (Vec<i64>, Vec<Annotation>) = waited.unzip();
        if ids.is_empty() {
            continue;
        }
        let names: Vec<String> = annotations.iter().map(|one| one.iri.clone()).collect();
        let mut taken = attach(writer, entry, annotations, is_title(&key), now)?;
        let mut report = ImportReport::default();
        taken.rest.append(&mut taken.too_much);
        let rest = taken.into_report(entry, &mut report, &mut changes);
        for (id, name) in ids.into_iter().zip(names) {
            if !rest.iter().any(|one| one.iri == name) {
                writer.remove_waiting(id)?;
            }
        }
    }
    if !changes.is_empty() {
        writer.add_act(ActKind::Import, now, &changes)?;
    }
    Ok(())
}

/// What came of the annotations on one article.
#[derive(Default)]
struct Taken {
    changes: Vec<Change>,
    added: u32,
    already_there: u32,
    orphans: Vec<Orphaned>,
    /// What is not of this article.
    rest: Vec<Annotation>,
    /// What the note on the article has no room for.
    too_much: Vec<Annotation>,
}

impl Taken {
    /// Adds this to a report and returns what is not of the article.
    fn into_report(
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
fn attach(
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

/// Lets annotations wait for the article of this key, unless they do already.
fn wait(
    writer: &Writer<'_>,
    key: &str,
    annotations: Vec<Annotation>,
    now: DateTime<Utc>,
    report: &mut ImportReport,
) -> Result<()> {
    if annotations.is_empty() {
        return Ok(());
    }
    let mut known: Vec<Annotation> = writer
        .waiting(Some(key))?
        .iter()
        .filter_map(|row| serde_json::from_str(&row.annotation).ok())
        .collect();
    let mut names: std::collections::HashSet<String> = known.drain(..).map(|one| one.iri).collect();
    let title = annotations.iter().map(|one| &one.title).find(|title| !title.is_empty());
    let title = title.cloned().unwrap_or_default();
    let mut added = 0;
    for one in annotations {
        if !names.insert(one.iri.clone()) {
            report.already_there += 1;
            continue;
        }
        let json = serde_json::to_string(&one).map_err(|error| {
            Error::new(ErrorCode::LibraryFailed, format!("cannot keep an annotation: {error}"))
        })?;
        writer.add_waiting(key, &one.title, &json, now)?;
        added += 1;
    }
    if added > 0 {
        report.waiting.push(waiting(key, title, added));
    }
    Ok(())
}

fn waiting(key: &str, title: String, count: u32) -> Waiting {
    Waiting { address: (!is_title(key)).then(|| key.to_owned()), title, count }
}

/// Refuses what is no annotation for a reader; returns by what its article is known.
fn checked(one: &Annotation) -> Result<String, String> {
    check_words(Some(&one.note), Some(&one.tags)).map_err(|error| error.message)?;
    let quotes = || one.selectors.iter().filter_map(|selector| selector["exact"].as_str());
    if one.is_about_the_article() && one.note.trim().is_empty() && one.tags.is_empty() {
        return Err("it marks no passage and says nothing".to_owned());
    }
    if quotes().any(|words| words.len() > MAX_PASSAGE_BYTES) {
        return Err("its passage is longer than an article".to_owned());
    }
    if one.selectors.len() == quotes().count()
        && !one.selectors.is_empty()
        && quotes().all(|words| words.trim().is_empty())
    {
        return Err("the words of its passage are empty".to_owned());
    }
    let address = one.address.as_deref().map(str::trim).filter(|address| !address.is_empty());
    match address {
        Some(address) => Ok(address_key(address)),
        None => title_key(&one.title).ok_or_else(|| "it names no article".to_owned()),
    }
}

/// Returns the address as the library knows articles by it.
pub(crate) fn address_key(address: &str) -> String {
    match Url::parse(address) {
        Ok(url) => canonical_url(&url).to_string(),
        Err(_) => address.to_owned(),
    }
}

const TITLE: &str = "title:";

fn title_key(title: &str) -> Option<String> {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| format!("{TITLE}{}", words.join(" ")))
}

fn is_title(key: &str) -> bool {
    key.starts_with(TITLE)
}

/// Returns the entry of a key; for a title the one entry that has it.
fn entry_of(reader: &Reader, key: &str) -> Result<Option<EntryId>> {
    if !is_title(key) {
        return Ok(reader.entry_by_address(key)?);
    }
    let entries = reader.entries()?;
    let mut named =
        entries.iter().filter(|entry| title_key(&entry.headline).as_deref() == Some(key));
    Ok(match (named.next(), named.next()) {
        (Some(entry), None) => Some(entry.id),
        _ => None,
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
