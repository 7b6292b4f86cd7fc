//! Bytes of a page in, an article and warnings out; pure and total.
//!
//! A page goes through the rooms in this order: `unpack` (gzip and MHTML to the page's own bytes),
//! [`decode`] (bytes to characters), `dom` (characters to a flat list of nodes) or `plain_text`, `metadata`, `body` (candidate blocks, strategies,
//! arbiter), `assembly` (one text and spans over it). This crate knows no entry, revision, store,
//! clock or network: it sees one page, never fails and never panics.

mod assembly;
mod body;
mod dates;
mod decode;
mod dom;
mod explain;
mod language;
mod lexicon;
mod markdown;
mod metadata;
mod plain_text;
mod prose;
mod quotations;
mod saved;
#[cfg(feature = "training")]
#[doc(hidden)]
pub mod training;
mod unpack;
mod update_notes;
mod words;

#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;

use chrono::{DateTime, Utc};
use decode::InputKind;
use palimpsest_article::{Article, Warning, WarningCode};
use serde::{Deserialize, Serialize};
use url::Url;

pub use explain::{Explanation, PageBlock, Place, Reason, explain};

/// The longest input that is read, in bytes; the rest of a longer one is left out with a warning.
///
/// Far above any news page (the largest seen carry 10 MB of scripts), and small enough that its
/// tree fits the memory of a small machine.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// One page as it came, and what is known of it from outside.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The bytes, with any transfer compression already undone.
    pub bytes: &'a [u8],
    /// Where the page is from: links and images are resolved against it.
    pub url: Option<&'a Url>,
    /// The value of the HTTP `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// The name of the file, a hint of last resort: `.txt` is plain text.
    pub file_name: Option<&'a str>,
    /// When the page was taken: dates without a year are counted from it.
    pub captured_at: Option<DateTime<Utc>>,
}

/// What a page yields: an article, perhaps an empty one, and what was odd about the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Extraction {
    /// The article.
    #[serde(flatten)]
    pub article: Article,
    /// What was odd, most serious first.
    pub warnings: Vec<Warning>,
}

/// Reads the article of a page. Bad input is not an error: it is an article plus warnings.
///
/// ```
/// use palimpsest_extract::{Page, extract};
///
/// let page = Page {
///     bytes: b"<h1>Bridge closed</h1><p>The council closed the old bridge on Monday.</p>",
///     url: None,
///     content_type: Some("text/html; charset=utf-8"),
///     file_name: None,
///     captured_at: None,
/// };
/// assert_eq!(extract(&page).article.metadata.headline, "Bridge closed");
/// ```
pub fn extract(page: &Page) -> Extraction {
    extract_in(page, &mut Manner::default())
}

/// How a page is read.
struct Manner<'m> {
    /// Says which blocks are the article.
    model: &'m body::Model,
    /// The input is an author's text with nothing around it: all of it is the article.
    is_bare: bool,
    /// What became of each block of the page.
    /// `None` where it is not asked for.
    page_blocks: Option<Vec<PageBlock>>,
}

impl Default for Manner<'_> {
    fn default() -> Self {
        Manner { model: body::Model::built_in(), is_bare: false, page_blocks: None }
    }
}

fn extract_in(page: &Page, manner: &mut Manner) -> Extraction {
    let mut warnings = Vec::new();
    let unpacked = unpack::unpack(page, &mut warnings);
    let bytes = match unpacked.bytes.get(..MAX_BYTES) {
        Some(cut) if cut.len() < unpacked.bytes.len() => {
            warnings.push(warning(
                WarningCode::TooLarge,
                format!("only the first {} MiB of the page were read", MAX_BYTES >> 20),
            ));
            cut
        }
        _ => &unpacked.bytes,
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        warnings.push(warning(WarningCode::Empty, "the page is empty"));
        return Extraction { article: Article::default(), warnings };
    }
    if let Some(format) = decode::binary_format(bytes) {
        warnings.push(warning(WarningCode::Binary, format!("the page is not text but {format}")));
        return Extraction { article: Article::default(), warnings };
    }
    let page = &Page {
        bytes,
        url: page.url.or(unpacked.url.as_ref()),
        content_type: unpacked.content_type.as_deref(),
        file_name: unpacked.file_name,
        captured_at: unpacked.saved_at.or(page.captured_at),
    };
    let text = decode::decode(bytes, page.content_type, page.url, &mut warnings);
    let article = match decode::input_kind(&text, page.content_type, page.file_name) {
        InputKind::Html => read_html(page, &text, manner, &mut warnings),
        InputKind::Xhtml => read_html(page, &dom::as_html(&text), manner, &mut warnings),
        InputKind::Markdown => {
            manner.is_bare = true;
            read_html(page, &markdown::to_html(&text), manner, &mut warnings)
        }
        InputKind::PlainText => plain_text::read(page, &text),
    };
    if article.is_empty() {
        warnings.push(warning(WarningCode::NoArticle, "no article was found on the page"));
    } else if decode::is_doubly_encoded(article.text.as_str()) {
        warnings.push(warning(
            WarningCode::Mojibake,
            "some letters were encoded twice before the page was written, as in 'Ã©' for 'é'",
        ));
    }
    Extraction { article, warnings }
}

/// Reads a page of HTML, or the one whose source it shows.
fn read_html(page: &Page, html: &str, manner: &mut Manner, warnings: &mut Vec<Warning>) -> Article {
    let source = dom::shown_source(html);
    let html = source.as_deref().unwrap_or(html);
    let saved = saved::read(html);
    let page = &Page {
        url: page.url.or(saved.url.as_ref()),
        captured_at: saved.at.or(page.captured_at),
        ..*page
    };
    match dom::without_frames(html) {
        Some(rest) => read_tree(page, &rest, manner, warnings),
        None => read_tree(page, html, manner, warnings),
    }
}

fn read_tree(page: &Page, html: &str, manner: &mut Manner, warnings: &mut Vec<Warning>) -> Article {
    let (facts, body) = read_nodes(page, html, manner, warnings);
    let judged = manner.page_blocks.is_some().then(|| explain::Seen::of(&body, &facts));
    let (article, places) = assembly::assemble(page, facts, body);
    if let (Some(blocks), Some(seen)) = (&mut manner.page_blocks, judged) {
        *blocks = seen.blocks(&article, &places);
    }
    article
}

/// Reads facts and body off the page's nodes, which are gone afterwards: they are large.
fn read_nodes(
    page: &Page,
    html: &str,
    manner: &Manner,
    warnings: &mut Vec<Warning>,
) -> (metadata::Facts, body::Body) {
    let tamed = dom::tame(html, warnings);
    let html = &*tamed.html;
    let tree = dom::parse(html);
    let mut dom = dom::flatten(&tree);
    dom.scripts = tamed.scripts;
    let base = dom::base_url(&dom, page.url);
    let facts = metadata::collect(&dom, base.as_ref());
    let body = body::read(&dom, html, base.as_ref(), &facts, manner);
    (facts, body)
}

fn warning(code: WarningCode, message: impl Into<String>) -> Warning {
    Warning { code, message: message.into() }
}

#[cfg(test)]
mod tests;
