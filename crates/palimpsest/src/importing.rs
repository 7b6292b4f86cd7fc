//! Importing: a source becomes a capture of an entry, and a revision where its words are new.
//!
//! Here it is decided which entry a page belongs to and whether its content is new; `store` only
//! records.

use crate::{
    Error, Library, Reading, Result, Source, Stage, Work, anchoring, annotations_in, images,
    library, page,
};
use images::FetchedImage;
use page::LoadedPage;
use palimpsest_article::{EntryId, RevisionId, canonical_url};
use palimpsest_extract::Extraction;
use palimpsest_store::{NewCapture, Reader, Writer};
use serde::{Deserialize, Serialize};
use url::Url;

/// What became of a source that was added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Added {
    /// The article, ready to be shown.
    pub reading: Reading,
    /// What was new about it.
    pub outcome: Outcome,
}

/// What was new about a source that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Outcome {
    /// The article was not in the library.
    NewEntry,
    /// The article was, with other words.
    NewRevision,
    /// The article was, and reads again as in an earlier version.
    Reverted,
    /// The article was, with the same words.
    Unchanged,
}

/// Which engine made a revision, so that a later one can make it anew from the kept bytes.
const ENGINE: &str = concat!("palimpsest ", env!("CARGO_PKG_VERSION"));

impl Library {
    /// Captures the source: fetches or reads it, extracts its article, and keeps both.
    ///
    /// A page without an article is refused and nothing is kept. What was kept before stays in any
    /// case: a capture only adds.
    pub async fn add(&self, source: &Source, work: &Work) -> Result<Added> {
        let now = self.environment.now();
        let loaded = page::load(source, &self.environment.fetcher, work).await?;
        let (loaded, mut extraction) = page::extract_loaded(loaded, now, work).await?;
        if extraction.article.is_empty() {
            return Err(page::no_article(source, &extraction.warnings));
        }
        let inline = images::take_inline(&mut extraction.article);
        let revision = RevisionId::of(&extraction.article);
        let addresses = addresses(&loaded, &extraction, &revision);
        work.enter(Stage::Saving)?;
        let captured = Captured { page: &loaded, extraction: &extraction, revision: &revision };
        let (entry, outcome) =
            self.store().write(|writer| record(writer, &captured, &addresses, now))?;
        // The words are safe from here on. Images are fetched only for a page that was itself
        // fetched: opening a file causes no request. A reader who cancels goes without them.
        self.keep_images(entry, &revision, &inline)?;
        if matches!(source, Source::Url { .. }) && work.enter(Stage::Images).is_ok() {
            let known = self.store().images(entry, &revision)?;
            let missing = images::missing(&extraction.article, loaded.url.as_ref(), &known);
            let fetched = work.run(images::fetch(&self.environment.fetcher, missing)).await;
            self.keep_images(entry, &revision, &fetched.unwrap_or_default())?;
        }
        let reading = library::reading(&self.store(), entry, Some(&revision))?;
        Ok(Added { reading, outcome })
    }

    fn keep_images(
        &self,
        entry: EntryId,
        revision: &RevisionId,
        images: &[FetchedImage],
    ) -> Result<()> {
        if images.is_empty() {
            return Ok(());
        }
        self.store().write(|writer| {
            for image in images {
                let source = image.source.as_str();
                writer.add_image(entry, revision, source, image.media_type, &image.bytes)?;
            }
            Ok(())
        })
    }
}

/// One look at a page and what was found there.
pub(crate) struct Captured<'a> {
    pub page: &'a LoadedPage,
    pub extraction: &'a Extraction,
    pub revision: &'a RevisionId,
}

/// Records the capture under the entry that has one of the addresses, or under a new one.
pub(crate) fn record(
    writer: &Writer<'_>,
    captured: &Captured<'_>,
    addresses: &[String],
    taken_at: chrono::DateTime<chrono::Utc>,
) -> Result<(EntryId, Outcome), Error> {
    let Captured { page, extraction, revision } = captured;
    let known = entry_at(writer, addresses)?;
    let entry = match known {
        Some(entry) => entry,
        None => writer.add_entry(shown_address(page, extraction).as_deref(), taken_at)?,
    };
    for address in addresses {
        if writer.entry_by_address(address)?.is_none() {
            writer.add_address(entry, address)?;
        }
    }
    let shown = writer.entry(entry)?.map(|entry| entry.revision);
    let is_new = !writer.has_revision(entry, revision)?;
    if is_new {
        let Extraction { article, warnings } = extraction;
        writer.add_revision(entry, revision, article, warnings, ENGINE, taken_at)?;
        let highlights = writer.highlights(entry)?;
        let anchors = anchoring::anchors(writer, entry, &highlights, &article.text);
        for (highlight, anchor) in highlights.iter().zip(&anchors) {
            writer.set_anchor(highlight.id, revision, anchor)?;
        }
    }
    writer.add_capture(&NewCapture {
        entry,
        revision,
        taken_at,
        http: &page.http,
        bytes: &page.bytes,
    })?;
    annotations_in::attach_waiting(writer, entry, addresses, taken_at)?;
    let outcome = match (known, is_new) {
        (None, _) => Outcome::NewEntry,
        (Some(_), true) => Outcome::NewRevision,
        (Some(_), false) if shown.as_ref() != Some(*revision) => Outcome::Reverted,
        (Some(_), false) => Outcome::Unchanged,
    };
    Ok((entry, outcome))
}

fn entry_at(reader: &Reader, addresses: &[String]) -> Result<Option<EntryId>> {
    for address in addresses {
        if let Some(entry) = reader.entry_by_address(address)? {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// Returns the addresses under which a page is the same article, the most telling first.
///
/// The address a page gives itself comes first where it can be believed, then the one that answered.
/// A file's path counts only for a page without either: such a page says of itself no better than
/// its name what it is. Pasted words without any address are the same only when they are equal.
fn addresses(page: &LoadedPage, extraction: &Extraction, revision: &RevisionId) -> Vec<String> {
    let own = own_address(page, extraction);
    // Not the address that was asked for: where it led says nothing of which article it names, for
    // every article of a site may lead to its login or consent page.
    let own = [own, page.url.clone()];
    let mut addresses: Vec<String> =
        own.iter().flatten().map(|url| canonical_url(url).to_string()).collect();
    if addresses.is_empty() {
        addresses.push(match &page.file {
            Some(file) => file.to_string(),
            None => format!("content:{revision}"),
        });
    }
    addresses.dedup();
    addresses
}

/// Returns the address the page gives itself, unless it is that of a site rather than of an article,
/// or of another site than the page was fetched from: templates carry such by mistake, and to
/// believe them would mix up articles.
fn own_address(page: &LoadedPage, extraction: &Extraction) -> Option<Url> {
    let own = extraction.article.metadata.canonical_url.as_ref()?;
    let names_an_article = !own.path().trim_matches('/').is_empty() || own.query().is_some();
    let is_of_the_site = page.url.as_ref().is_none_or(|url| site(url) == site(own));
    (matches!(own.scheme(), "http" | "https") && names_an_article && is_of_the_site)
        .then(|| own.clone())
}

/// Returns the host without the prefixes that publishers give to variants of one page.
fn site(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    let prefix = ["www.", "m.", "amp.", "mobile."].into_iter().find(|it| host.starts_with(it));
    Some(&host[prefix.map_or(0, str::len)..])
}

fn shown_address(page: &LoadedPage, extraction: &Extraction) -> Option<String> {
    own_address(page, extraction)
        .or_else(|| page.url.clone())
        .or_else(|| page.file.clone())
        .map(|url| url.to_string())
}
