//! Exporting: the reader's annotations in the formats of the world, from here and from what still waits.

use crate::{
    Error, ErrorCode, Library, Result,
    annotations_in::address_key,
    gathering::{missing_speakers, status_name},
    library::{existing_entry, place},
};
use palimpsest_anchor::text_fragment;
use palimpsest_article::{
    AnchorStatus, Article, ArticleNote, Entry, EntryId, Highlight, HighlightId, PlacedHighlight,
    Revision, RevisionId, Text,
};
use palimpsest_export::{
    AnnotatedArticle, AnnotatedPassage, Annotation, DEFAULT_TEMPLATE, derived_iri, render,
    web_annotations,
};
use palimpsest_store::Reader;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::PathBuf,
};

/// Highlights of one article that are given a link to their passage, from the first in the text. Each takes a
/// look at the whole text, so that those of a text marked all over would take minutes; the rest lead to the
/// article.
const MAX_LINKED: usize = 1000;

/// Formats in which annotations go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ExportFormat {
    /// The W3C's Web Annotation JSON-LD.
    WebAnnotation,
    /// By the reader's template; Markdown where there is none.
    Markdown,
    /// Our own words, with what became of each highlight.
    Json,
}

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The document.
    pub text: String,
    /// How many annotations are in it.
    pub annotations: usize,
}

/// An article with all that was said of it.
#[derive(Serialize)]
struct Annotated {
    entry: Entry,
    highlights: Vec<PlacedHighlight>,
    note: Option<ArticleNote>,
    #[serde(skip)]
    article: Article,
    #[serde(skip)]
    speakers: HashMap<HighlightId, Vec<String>>,
    #[serde(skip)]
    annotations: Vec<Annotation>,
}

impl Library {
    /// Writes the annotations of entries, or all with those that wait where none is named.
    ///
    /// A `template` is for Markdown; without one it is the reader's own, else the one that comes with the
    /// program.
    pub fn export_annotations(
        &self,
        entries: &[EntryId],
        format: ExportFormat,
        template: Option<&str>,
    ) -> Result<Exported> {
        let (articles, waiting) = self.store().read(|reader| {
            let chosen: Vec<Entry> = match entries {
                [] => reader.entries()?,
                ids => ids.iter().map(|id| existing_entry(reader, *id)).collect::<Result<_>>()?,
            };
            let mut articles = Vec::new();
            for entry in chosen {
                articles.extend(annotated(reader, entry)?);
            }
            let waiting = if entries.is_empty() { waiting(reader)? } else { Vec::new() };
            Ok::<_, Error>((articles, waiting))
        })?;
        let here = articles.iter().map(|article| article.annotations.len()).sum::<usize>();
        let annotations = here + waiting.len();
        let text = match format {
            ExportFormat::WebAnnotation => {
                let mut all: Vec<Annotation> = articles
                    .into_iter()
                    .flat_map(|article| article.annotations)
                    .chain(waiting)
                    .collect();
                // The same annotations are the same document, whatever library they are in.
                all.sort_by(|a, b| {
                    let key =
                        |one: &Annotation| (one.address.clone(), one.created, one.iri.clone());
                    key(a).cmp(&key(b))
                });
                written(&web_annotations(&all))?
            }
            ExportFormat::Json => written(&json!({ "articles": articles, "waiting": waiting }))?,
            ExportFormat::Markdown => {
                let template = match template {
                    Some(template) => template.to_owned(),
                    None => self.template()?,
                };
                let names = self.colour_names()?;
                let name = |colour: &str| {
                    let known = names.iter().find(|name| name.colour.name() == colour);
                    known.map(|name| name.name.clone()).unwrap_or_default()
                };
                let mut shown: Vec<AnnotatedArticle> = articles.iter().map(shown).collect();
                shown.extend(shown_waiting(&waiting));
                for passage in shown.iter_mut().flat_map(|article| &mut article.highlights) {
                    passage.colour_name = name(&passage.colour);
                }
                render(&template, &shown).map_err(|reason| {
                    Error::new(ErrorCode::Unreadable, format!("cannot use the template: {reason}"))
                        .hint("nothing was written")
                })?
            }
        };
        Ok(Exported { text, annotations })
    }

    /// Returns the template for Markdown: the reader's, else the one that comes with the program.
    pub fn template(&self) -> Result<String> {
        let path = self.template_path();
        match fs::read_to_string(&path) {
            Ok(template) => Ok(template),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(DEFAULT_TEMPLATE.to_owned())
            }
            Err(error) => Err(Error::unreadable(&path, &error)),
        }
    }

    /// Returns where the reader's template is, after writing the program's there if it is not.
    pub fn write_template(&self) -> Result<PathBuf> {
        let path = self.template_path();
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        let new =
            made.and_then(|()| fs::OpenOptions::new().write(true).create_new(true).open(&path));
        match new.and_then(|mut file| io::Write::write_all(&mut file, DEFAULT_TEMPLATE.as_bytes()))
        {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                let message = format!("cannot write '{}': {error}", path.display());
                Err(Error::new(ErrorCode::ReadOnlyLibrary, message))
            }
            _ => Ok(path),
        }
    }

    fn template_path(&self) -> PathBuf {
        self.directory().join("templates").join("highlights.md")
    }
}

/// Returns the name of each highlight of an entry, deleted ones too, and whether it is in the bin. One made
/// here is named by where it is, when it was made and what it says; several alike are counted.
pub(crate) fn named(reader: &Reader, entry: EntryId) -> Result<Vec<(String, HighlightId, bool)>> {
    let address = address(reader, &existing_entry(reader, entry)?)?;
    let deleted =
        reader.deleted_highlights(Some(entry))?.into_iter().map(|gone| (gone.highlight, true));
    let mut all: Vec<(Highlight, bool)> =
        reader.highlights(entry)?.into_iter().map(|it| (it, false)).chain(deleted).collect();
    all.sort_by_key(|(highlight, _)| highlight.id);
    let mut names = HashSet::new();
    let name = |(highlight, is_deleted): (Highlight, bool)| {
        if let Some(iri) = highlight.iri {
            names.insert(iri.clone());
            return (iri, highlight.id, is_deleted);
        }
        let made = highlight.origin.as_ref().map_or(&highlight.target, |origin| &origin.target);
        let created = highlight.created_at.to_rfc3339();
        let (start, end) = (made.position.start.to_string(), made.position.end.to_string());
        let mut number = 1;
        loop {
            let count = number.to_string();
            let parts = ["highlight", &address, &created, &start, &end, &made.quote.exact, &count];
            let name = derived_iri(&parts);
            if names.insert(name.clone()) {
                return (name, highlight.id, is_deleted);
            }
            number += 1;
        }
    };
    Ok(all.into_iter().map(name).collect())
}

/// Returns the address that names an entry's article to others; for pasted words their hash.
fn address(reader: &Reader, entry: &Entry) -> Result<String> {
    if let Some(url) = &entry.url {
        return Ok(address_key(url));
    }
    let first = reader.revisions(entry.id)?.into_iter().next();
    Ok(format!("content:{}", first.map_or_else(|| entry.revision.clone(), |first| first.id)))
}

/// Returns an entry with its annotations; `None` where it has none.
fn annotated(reader: &Reader, entry: Entry) -> Result<Option<Annotated>> {
    let note = reader.article_note(entry.id)?;
    if entry.highlights == 0 && note.is_none() {
        return Ok(None);
    }
    let Some(revision) = reader.revision(entry.id, &entry.revision)? else { return Ok(None) };
    let highlights = reader.highlights(entry.id)?;
    let mut speakers = reader.speakers(entry.id)?;
    speakers.extend(missing_speakers(reader, entry.id, &highlights, &speakers)?);
    let names: HashMap<HighlightId, String> =
        named(reader, entry.id)?.into_iter().map(|(name, id, _)| (id, name)).collect();
    let seen: HashMap<RevisionId, chrono::DateTime<chrono::Utc>> =
        reader.revisions(entry.id)?.into_iter().map(|it| (it.id, it.first_seen)).collect();
    let mut kept: HashMap<HighlightId, String> = reader.imported(entry.id)?;
    let address = address(reader, &entry)?;
    let of_note = note.as_ref().map(|note| Annotation {
        iri: derived_iri(&["article note", &address]),
        address: Some(address.clone()),
        title: entry.headline.clone(),
        note: note.words.clone(),
        modified: Some(note.modified_at),
        ..Annotation::default()
    });
    let of_highlight = |highlight: &Highlight| Annotation {
        iri: names.get(&highlight.id).cloned().unwrap_or_default(),
        address: Some(address.clone()),
        title: entry.headline.clone(),
        selectors: selectors(highlight),
        source_date: seen.get(&highlight.revision).copied(),
        colour: Some(highlight.colour),
        note: highlight.note.clone(),
        tags: highlight.tags.clone(),
        created: Some(highlight.created_at),
        modified: Some(highlight.modified_at),
        kept: kept
            .remove(&highlight.id)
            .and_then(|json| serde_json::from_str(&json).ok())
            .unwrap_or(Value::Null),
    };
    let annotations = of_note.into_iter().chain(highlights.iter().map(of_highlight)).collect();
    let highlights = place(reader, &revision, highlights)?;
    let Revision { article, .. } = revision;
    Ok(Some(Annotated { entry, highlights, note, article, speakers, annotations }))
}

fn selectors(highlight: &Highlight) -> Vec<Value> {
    let quote = &highlight.target.quote;
    let position = highlight.target.position;
    let mut selectors = vec![json!({
        "type": "TextQuoteSelector",
        "exact": quote.exact,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    })];
    // One that never had a place has none.
    if position.start < position.end {
        let (start, end) = (position.start, position.end);
        selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
    }
    selectors
}

fn waiting(reader: &Reader) -> Result<Vec<Annotation>> {
    let rows = reader.waiting(None)?;
    Ok(rows.iter().filter_map(|row| serde_json::from_str(&row.annotation).ok()).collect())
}

fn shown(annotated: &Annotated) -> AnnotatedArticle {
    let Annotated { entry, article, .. } = annotated;
    let link = entry.url.clone().unwrap_or_default();
    AnnotatedArticle {
        title: entry.headline.clone(),
        date: entry.date_published.map(|date| date.day().to_string()).unwrap_or_default(),
        authors: article.metadata.authors.clone(),
        publisher: entry.publisher.clone().unwrap_or_default(),
        is_here: true,
        note: annotated.note.as_ref().map(|note| note.words.clone()).unwrap_or_default(),
        highlights: annotated
            .highlights
            .iter()
            .enumerate()
            .map(|(place, placed)| {
                let text = (place < MAX_LINKED).then_some(&article.text);
                AnnotatedPassage {
                    link: link_to(placed.anchor, text, &link),
                    ..passage(placed, article, &annotated.speakers)
                }
            })
            .collect(),
        link,
    }
}

fn passage(
    placed: &PlacedHighlight,
    article: &Article,
    speakers: &HashMap<HighlightId, Vec<String>>,
) -> AnnotatedPassage {
    let PlacedHighlight { highlight, anchor, .. } = placed;
    let new_words = match anchor {
        AnchorStatus::Reworded { span, .. } => article.text.slice(*span).to_owned(),
        _ => String::new(),
    };
    AnnotatedPassage {
        words: highlight.target.quote.exact.clone(),
        new_words,
        note: highlight.note.clone(),
        tags: highlight.tags.clone(),
        colour: highlight.colour.name().to_owned(),
        colour_name: String::new(),
        speakers: speakers.get(&highlight.id).cloned().unwrap_or_default(),
        status: status_name(*anchor).to_owned(),
        link: String::new(),
        created: highlight.created_at.to_rfc3339(),
        modified: highlight.modified_at.to_rfc3339(),
    }
}

/// Returns an address that leads to the passage where it stands in the text, else to the article.
fn link_to(anchor: AnchorStatus, text: Option<&Text>, link: &str) -> String {
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    let span = anchor.span().filter(|_| is_web);
    match text.zip(span).and_then(|(text, span)| text_fragment(text, span)) {
        Some(fragment) => format!("{}#{fragment}", link.split('#').next().unwrap_or(link)),
        None => link.to_owned(),
    }
}

/// Returns what waits, by article, as far as it can be shown without one.
fn shown_waiting(waiting: &[Annotation]) -> Vec<AnnotatedArticle> {
    let mut articles: Vec<AnnotatedArticle> = Vec::new();
    for one in waiting {
        let link = one.address.clone().unwrap_or_default();
        let title = if one.title.is_empty() { link.clone() } else { one.title.clone() };
        let is_same = |known: &AnnotatedArticle| match link.is_empty() {
            true => known.link.is_empty() && known.title == title,
            false => known.link == link,
        };
        let place = articles.iter().position(is_same).unwrap_or_else(|| {
            let link = link.clone();
            articles.push(AnnotatedArticle { title, link, ..AnnotatedArticle::default() });
            articles.len() - 1
        });
        let article = &mut articles[place];
        if one.is_about_the_article() {
            let gap = if article.note.is_empty() { "" } else { "\n\n" };
            article.note.push_str(&format!("{gap}{}", one.note));
            continue;
        }
        let words = one.selectors.iter().find_map(|selector| selector["exact"].as_str());
        let time = |time: Option<chrono::DateTime<chrono::Utc>>| {
            time.map(|time| time.to_rfc3339()).unwrap_or_default()
        };
        article.highlights.push(AnnotatedPassage {
            words: words.unwrap_or_default().to_owned(),
            note: one.note.clone(),
            tags: one.tags.clone(),
            colour: one.colour.unwrap_or_default().name().to_owned(),
            status: "waiting".to_owned(),
            link,
            created: time(one.created),
            modified: time(one.modified),
            ..AnnotatedPassage::default()
        });
    }
    articles
}

fn written(json: &Value) -> Result<String> {
    serde_json::to_string_pretty(json).map(|text| text + "\n").map_err(|error| {
        Error::new(ErrorCode::LibraryFailed, format!("cannot write the annotations: {error}"))
    })
}
