//! Annotations in: a file of annotations becomes highlights and notes on articles, in one transaction and as
//! one act.
//!
//! What cannot be found in its article is kept as an orphan, what is about an article that is not here waits
//! for it, and what is refused is told with the reason: nothing is dropped without a word.

use crate::{
    Error, ErrorCode, Library, Result,
    attaching::attach,
    highlighting::check_words,
    import_report::{ImportReport, Refused, Waiting},
};
use chrono::{DateTime, Utc};
use palimpsest_article::{ActKind, EntryId, canonical_url};
use palimpsest_export::{Annotation, AnnotationFormat, read_annotations};
use palimpsest_store::{Reader, Writer};
use std::collections::{HashMap, HashSet};
use url::Url;

/// The largest file of annotations that is read: some hundred thousand highlights.
pub const MAX_ANNOTATION_BYTES: usize = 256 * 1024 * 1024;
/// The longest passage that is taken for one, in bytes: a long article whole.
const MAX_PASSAGE_BYTES: usize = 1024 * 1024;

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
    let read = |json: &str| serde_json::from_str::<Annotation>(json).ok();
    let mut names: HashSet<String> = writer
        .waiting(Some(key))?
        .iter()
        .filter_map(|row| Some(read(&row.annotation)?.iri))
        .collect();
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
