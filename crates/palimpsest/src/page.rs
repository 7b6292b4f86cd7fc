//! Pages: from a source to the bytes of a page, and from those to an article.
//!
//! The only place that reads files. It knows no library: nothing is kept.

use crate::{Error, ErrorCode, Result, Source, Stage, Work};
use chrono::{DateTime, Utc};
use palimpsest_article::{HttpFacts, Warning, WarningCode};
use palimpsest_extract::{Explanation, Extraction, Page};
use palimpsest_fetch::Client;
use std::{fs::File, io::Read, path::Path};
use url::Url;

/// The largest page that is read, in bytes. News pages are under 5 MB, the largest single-file
/// saves near 30.
pub const MAX_PAGE_BYTES: u64 = palimpsest_extract::MAX_BYTES as u64;

/// The bytes of a page and what is known of them.
pub(crate) struct LoadedPage {
    pub bytes: Vec<u8>,
    /// The address the page came from.
    pub url: Option<Url>,
    /// The file it was read from, as an address.
    pub file: Option<Url>,
    pub http: HttpFacts,
}

/// Reads the source and extracts its article; keeps nothing.
///
/// A page without an article is an empty one with a warning, not an error.
pub async fn extract(
    source: &Source,
    fetcher: &Client,
    now: DateTime<Utc>,
    work: &Work,
) -> Result<Extraction> {
    let page = load(source, fetcher, work).await?;
    let (_, extraction) = extract_loaded(page, now, work).await?;
    Ok(extraction)
}

/// Reads the source, extracts its article and tells what became of every block; keeps nothing.
pub async fn explain(
    source: &Source,
    fetcher: &Client,
    now: DateTime<Utc>,
    work: &Work,
) -> Result<Explanation> {
    let page = load(source, fetcher, work).await?;
    let (_, explanation) = read_loaded(page, now, work, palimpsest_extract::explain).await?;
    Ok(explanation)
}

/// Brings the bytes of the source into memory.
pub(crate) async fn load(source: &Source, fetcher: &Client, work: &Work) -> Result<LoadedPage> {
    let no_http = HttpFacts::default();
    match source {
        Source::Url { url } => {
            work.enter(Stage::Fetching)?;
            let response = work.run(fetcher.get(url)).await??;
            Ok(LoadedPage {
                bytes: response.bytes,
                url: Some(response.final_url),
                file: None,
                http: response.http,
            })
        }
        Source::File { path, url } => {
            work.enter(Stage::Reading)?;
            // One file is one entry, by whatever path it is reached.
            let absolute = path.canonicalize().or_else(|_| std::path::absolute(path));
            let file = absolute.ok().and_then(|path| Url::from_file_path(path).ok());
            let path = path.clone();
            let bytes = work.run(on_thread(move || read_file(&path))).await???;
            Ok(LoadedPage { bytes, url: url.clone(), file, http: no_http })
        }
        Source::Text { text } => {
            work.enter(Stage::Reading)?;
            let http = HttpFacts { content_type: Some(PASTED_TEXT.into()), ..no_http };
            Ok(LoadedPage { bytes: bounded(source, text.as_bytes())?, url: None, file: None, http })
        }
        Source::Html { html, url } => {
            work.enter(Stage::Reading)?;
            let http = HttpFacts { content_type: Some(PASTED_HTML.into()), ..no_http };
            let bytes = bounded(source, html.as_bytes())?;
            Ok(LoadedPage { bytes, url: url.clone(), file: None, http })
        }
        Source::Bytes { bytes, url } => {
            work.enter(Stage::Reading)?;
            let bytes = bounded(source, bytes)?;
            Ok(LoadedPage { bytes, url: url.clone(), file: None, http: no_http })
        }
    }
}

/// A clipboard hands over Unicode, whatever the page it came from declares.
const PASTED_TEXT: &str = "text/plain; charset=utf-8";
const PASTED_HTML: &str = "text/html; charset=utf-8";

/// Extracts the article, off the thread that serves the window.
pub(crate) async fn extract_loaded(
    page: LoadedPage,
    now: DateTime<Utc>,
    work: &Work,
) -> Result<(LoadedPage, Extraction)> {
    read_loaded(page, now, work, palimpsest_extract::extract).await
}

async fn read_loaded<T: Send + 'static>(
    page: LoadedPage,
    now: DateTime<Utc>,
    work: &Work,
    read: fn(&Page<'_>) -> T,
) -> Result<(LoadedPage, T)> {
    work.enter(Stage::Extracting)?;
    work.run(on_thread(move || {
        let file_name = page.file.as_ref().and_then(|file| file.path_segments()?.next_back());
        let result = read(&Page {
            bytes: &page.bytes,
            url: page.url.as_ref(),
            content_type: page.http.content_type.as_deref(),
            file_name,
            captured_at: Some(now),
        });
        (page, result)
    }))
    .await?
}

/// Says why there is nothing to read, for a face to show.
pub(crate) fn no_article(source: &Source, warnings: &[Warning]) -> Error {
    let name = source.name();
    let has = |code| warnings.iter().any(|warning| warning.code == code);
    if has(WarningCode::Empty) {
        return Error::new(ErrorCode::NoArticle, format!("cannot read '{name}': it is empty"));
    }
    if has(WarningCode::Binary) {
        return Error::new(ErrorCode::NoArticle, format!("cannot read '{name}': it is not text"))
            .hint("Palimpsest reads web pages, saved pages, plain text and Markdown");
    }
    Error::new(ErrorCode::NoArticle, format!("no article was found in '{name}'"))
        .hint("if you can see the article in a browser, copy its text and paste it here")
}

async fn on_thread<T: Send + 'static>(step: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(step).await.map_err(|error| {
        Error::new(ErrorCode::LibraryFailed, format!("the work stopped unexpectedly: {error}"))
    })
}

/// Reads a file of at most [`MAX_PAGE_BYTES`] bytes.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    let too_large = |error: Error| match error.code {
        ErrorCode::TooLarge => error.hint(ARE_ARTICLES),
        _ => error,
    };
    read_bounded(path, MAX_PAGE_BYTES).map_err(too_large)
}

/// Reads a regular file of at most `limit` bytes.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let unreadable = |error: std::io::Error| Error::unreadable(path, &error);
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    // A pipe or device could block for ever or never end.
    if !metadata.is_file() {
        return Err(Error::new(
            ErrorCode::Unreadable,
            format!("cannot read '{}': it is not a regular file", path.display()),
        ));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    // The size can change after the look at it: the limit is on what is really read.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(&path.display().to_string(), limit));
    }
    Ok(bytes)
}

fn bounded(source: &Source, bytes: &[u8]) -> Result<Vec<u8>> {
    match bytes.len() as u64 > MAX_PAGE_BYTES {
        true => Err(too_large(&source.name(), MAX_PAGE_BYTES).hint(ARE_ARTICLES)),
        false => Ok(bytes.to_vec()),
    }
}

const ARE_ARTICLES: &str = "Palimpsest reads single articles; is this the right file?";

fn too_large(name: &str, limit: u64) -> Error {
    let limit = limit / (1024 * 1024);
    Error::new(ErrorCode::TooLarge, format!("cannot read '{name}': it is larger than {limit} MiB"))
}
