//! The image protocol: `palimpsest-image://localhost/<content hash>` answers with a stored image.
//!
//! It answers nothing else. An image is shown by `<img>` only; should a page ever get to load one as
//! a document, its headers leave it without scripts, styles and a second guess at its type.

use palimpsest::{ImageBytes, article::Sha256Hash};
use tauri::http::{Method, Request, Response, StatusCode, header};

/// The scheme's name; the content security policy names it too.
pub const SCHEME: &str = "palimpsest-image";

/// What an image may be. SVG is a document with scripts and links: it is not in the list.
const MEDIA_TYPES: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

/// Answers the request; `image` looks in the library.
pub fn answer<Body>(
    request: &Request<Body>,
    image: impl FnOnce(&Sha256Hash) -> Option<ImageBytes>,
) -> Response<Vec<u8>> {
    asked_for(request)
        .and_then(|id| image(&id))
        .filter(|image| MEDIA_TYPES.contains(&image.media_type.as_str()))
        .map_or_else(nothing, shown)
}

fn asked_for<Body>(request: &Request<Body>) -> Option<Sha256Hash> {
    if request.method() != Method::GET {
        return None;
    }
    request.uri().path().strip_prefix('/')?.parse().ok()
}

fn shown(image: ImageBytes) -> Response<Vec<u8>> {
    let mut response = guarded(image.bytes);
    if let Ok(media_type) = image.media_type.parse() {
        response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    }
    // The address is the hash of the content: it can never show anything else.
    let forever = header::HeaderValue::from_static("private, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, forever);
    response
}

fn nothing() -> Response<Vec<u8>> {
    let mut response = guarded(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn guarded(bytes: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    let headers = response.headers_mut();
    let fixed = header::HeaderValue::from_static;
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, fixed("sandbox; default-src 'none'"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    fn ask(method: &str, path: &str, media_type: &str) -> Response<Vec<u8>> {
        let uri = format!("{SCHEME}://localhost{path}");
        let request = Request::builder().method(method).uri(uri).body(()).unwrap();
        answer(&request, |id| {
            assert_eq!(id.as_str(), ID);
            Some(ImageBytes { media_type: media_type.into(), bytes: vec![1, 2, 3] })
        })
    }

    fn header<'a>(response: &'a Response<Vec<u8>>, name: &str) -> &'a str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn a_stored_image_is_shown_and_nothing_more() {
        let response = ask("GET", &format!("/{ID}"), "image/webp");
        assert_eq!(response.status(), 200);
        assert_eq!(response.body(), &[1, 2, 3]);
        assert_eq!(header(&response, "content-type"), "image/webp");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "content-security-policy"), "sandbox; default-src 'none'");
        assert!(header(&response, "cache-control").contains("immutable"));
    }

    #[test]
    fn everything_else_is_not_found() {
        let path = format!("/{ID}");
        for (method, path, media_type) in [
            ("POST", path.as_str(), "image/png"),
            ("GET", &path, "image/svg+xml"),
            ("GET", &path, "text/html"),
            ("GET", "/", "image/png"),
            ("GET", "/../library.sqlite", "image/png"),
            ("GET", &path.to_uppercase(), "image/png"),
            ("GET", &path[..64], "image/png"),
            ("GET", &format!("{path}/x"), "image/png"),
        ] {
            let response = ask(method, path, media_type);
            assert_eq!(response.status(), 404, "{method} {path} {media_type}");
            assert!(response.body().is_empty());
            assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        }
    }

    #[test]
    fn an_unknown_image_is_not_found() {
        let uri = format!("{SCHEME}://localhost/{ID}");
        let request = Request::builder().uri(uri).body(()).unwrap();
        assert_eq!(answer(&request, |_| None).status(), 404);
    }
}
