//! Images of an article: fetched once, known by their bytes, never by their label.

use palimpsest_article::Article;
use palimpsest_fetch::Client;
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::JoinSet};
use url::Url;

/// More images than an article has; galleries end here.
const MAX_IMAGES: usize = 40;
/// What one article's images may take in all, in bytes.
const MAX_TOTAL_BYTES: usize = 48 * 1024 * 1024;
/// A reader waits for the words, not for the last picture.
const MAX_WAIT: Duration = Duration::from_secs(20);
/// What browsers ask of one host at a time.
const AT_ONCE: usize = 4;

/// An image that was fetched.
pub(crate) struct FetchedImage {
    pub source: Url,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Fetches the images of the article. One that fails is left out: the words are the article.
pub(crate) async fn fetch(client: &Client, article: &Article) -> Vec<FetchedImage> {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for source in sources(article).filter(|source| source.scheme() != "data") {
        let (client, gate, source) = (client.clone(), gate.clone(), source.clone());
        running.spawn(async move {
            let _permit = gate.acquire_owned().await.ok()?;
            let response = client.get_image(&source).await.ok()?;
            fetched(source, response.bytes)
        });
    }
    let mut images = inline(article);
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

/// Returns the images that the page carries in itself, as `data:` addresses.
pub(crate) fn inline(article: &Article) -> Vec<FetchedImage> {
    let inline = sources(article).filter(|source| source.scheme() == "data");
    inline
        .filter_map(|source| {
            let (bytes, _) =
                data_url::DataUrl::process(source.as_str()).ok()?.decode_to_vec().ok()?;
            fetched(source.clone(), bytes)
        })
        .collect()
}

fn sources(article: &Article) -> impl Iterator<Item = &Url> {
    let mut seen = std::collections::HashSet::new();
    let lead = article.metadata.image.iter();
    let all = article.images.iter().map(|image| &image.source).chain(lead);
    all.filter(move |source| seen.insert(*source)).take(MAX_IMAGES)
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
