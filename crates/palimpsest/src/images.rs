//! Images of an article: fetched once, known by their bytes, never by their label.

use palimpsest_article::{Article, Sha256Hash};
use palimpsest_fetch::{Client, is_local};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::JoinSet};
use url::Url;

/// More images than an article has; galleries end here.
const MAX_IMAGES: usize = 40;
/// What one article's images may take in all, in bytes.
const MAX_TOTAL_BYTES: usize = 48 * 1024 * 1024;
/// A reader waits for the words, not for the last picture.
const MAX_WAIT: Duration = Duration::from_secs(10);
/// What browsers ask of one host at a time.
const AT_ONCE: usize = 4;

/// An image that was fetched.
pub(crate) struct FetchedImage {
    pub source: Url,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Fetches images. One that fails is left out: the words are the article.
pub(crate) async fn fetch(client: &Client, sources: Vec<Url>) -> Vec<FetchedImage> {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for source in sources {
        let (client, gate) = (client.clone(), gate.clone());
        running.spawn(async move {
            let _permit = gate.acquire_owned().await.ok()?;
            let response = client.get_image(&source).await.ok()?;
            fetched(source, response.bytes)
        });
    }
    let mut images = Vec::new();
    let mut total = 0;
    let deadline = tokio::time::Instant::now() + MAX_WAIT;
    while let Ok(Some(finished)) = tokio::time::timeout_at(deadline, running.join_next()).await {
        let Ok(Some(image)) = finished else { continue };
        total += image.bytes.len();
        if total > MAX_TOTAL_BYTES {
            break;
        }
        images.push(image);
    }
    images
}

/// Returns what of the article's images is not on disk yet and may be asked for: a page of the web
/// must not make the reader's machine ask its own network.
pub(crate) fn missing(
    article: &Article,
    page: Option<&Url>,
    known: &[(String, Sha256Hash)],
) -> Vec<Url> {
    let page_is_local = page.is_some_and(is_local);
    let lead = article.metadata.image.iter();
    let mut seen: HashSet<&str> = known.iter().map(|(source, _)| source.as_str()).collect();
    let all = article.images.iter().map(|image| &image.source).chain(lead);
    let wanted = all.filter(|source| {
        matches!(source.scheme(), "http" | "https")
            && (page_is_local || !is_local(source))
            && seen.insert(source.as_str())
    });
    wanted.take(MAX_IMAGES).cloned().collect()
}

/// Takes the images that the page carries in itself out of their `data:` addresses, and names them
/// by their hash instead: an address of megabytes would travel with every reading.
pub(crate) fn take_inline(article: &mut Article) -> Vec<FetchedImage> {
    let mut taken = Vec::new();
    let mut total = 0;
    let lead = article.metadata.image.iter_mut();
    for source in article.images.iter_mut().map(|image| &mut image.source).chain(lead) {
        if source.scheme() != "data" {
            continue;
        }
        let hash = Sha256Hash::of(source.as_str().as_bytes());
        // A name of this shape is always an address.
        let Ok(name) = Url::parse(&format!("data:sha256,{hash}")) else { continue };
        let decoded = decoded(source);
        *source = name.clone();
        let Some(image) = decoded.and_then(|bytes| fetched(name, bytes)) else { continue };
        total += image.bytes.len();
        if taken.len() < MAX_IMAGES && total <= MAX_TOTAL_BYTES {
            taken.push(image);
        }
    }
    taken
}

fn decoded(data: &Url) -> Option<Vec<u8>> {
    let (bytes, _) = data_url::DataUrl::process(data.as_str()).ok()?.decode_to_vec().ok()?;
    Some(bytes)
}

fn fetched(source: Url, bytes: Vec<u8>) -> Option<FetchedImage> {
    media_type(&bytes).map(|media_type| FetchedImage { source, media_type, bytes })
}

/// Tells the media type from the first bytes; `None` for what the window does not show. SVG is not
/// shown: it is a document that can act.
///
/// Signatures as in the WHATWG MIME Sniffing standard, section 6.1; AVIF by its ISO BMFF brand.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => {
            Some("image/avif")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_not_believed() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1A\n...."), Some("image/png"));
        assert_eq!(media_type(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert_eq!(media_type(b"<html>"), None);
        assert_eq!(media_type(b""), None);
    }
}
