//! `Client`: follows an address to its bytes, within limits.
//!
//! It must not know what a body means. No cookie is kept and no referrer is sent: a request
//! says which page is wanted and by which program, nothing about the reader.

use crate::cause::{self, Attempt};
use crate::redirect::Trail;
use crate::{FetchError, Limits, Response, Route, Wait, address, tls};
use palimpsest_article::HttpFacts;
use reqwest::header::{self, HeaderMap, HeaderName};
use rustls::pki_types::CertificateDer;
use url::Url;

/// Says who asks, so that a server's keeper can tell and object.
const USER_AGENT: &str = concat!("Palimpsest/", env!("CARGO_PKG_VERSION"), " (desktop reader)");

/// Pages: what extraction reads best comes first.
const ACCEPT_PAGE: &str = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5";

/// Images: what the window can show; the smaller formats come first.
const ACCEPT_IMAGE: &str = "image/avif,image/webp,image/*;q=0.8,*/*;q=0.5";

/// Room made for a body before its first byte, where the server announces its size.
const FIRST_ROOM: u64 = 1 << 20;

/// Fetches over the network; its connections are kept open between fetches. Cheap to clone.
///
/// Dropping the future of a fetch stops it and closes its connection; nothing is left half done.
#[derive(Clone, Debug)]
pub struct Client {
    limits: Limits,
    /// To the world, through the system's proxy where the route says so.
    outward: reqwest::Client,
    /// To this machine: no proxy stands between it and itself.
    inward: reqwest::Client,
    has_roots: bool,
}

impl Client {
    /// Makes a client that takes the system's way to the network.
    pub fn new(limits: Limits) -> Result<Client, FetchError> {
        Client::with_route(limits, Route::default())
    }

    /// Makes a client that takes the given way to the network.
    pub fn with_route(limits: Limits, route: Route) -> Result<Client, FetchError> {
        Client::trusting(limits, route, Vec::new())
    }

    /// Makes a client that trusts more than the system does.
    pub(crate) fn trusting(
        limits: Limits,
        route: Route,
        extra_roots: Vec<CertificateDer<'static>>,
    ) -> Result<Client, FetchError> {
        let trust = tls::trust(extra_roots)
            .map_err(|error| FetchError::Setup { reason: error.to_string() })?;
        let builder = || {
            reqwest::Client::builder()
                .user_agent(USER_AGENT)
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .connect_timeout(limits.connect_timeout)
                .read_timeout(limits.idle_timeout)
                .tls_backend_preconfigured(trust.config.clone())
        };
        let build = |builder: reqwest::ClientBuilder| {
            builder.build().map_err(|error| FetchError::Setup { reason: cause::root_words(&error) })
        };
        let inward = build(builder().no_proxy())?;
        let outward = match route {
            Route::SystemProxy => build(builder())?,
            Route::Direct => inward.clone(),
        };
        Ok(Client { limits, outward, inward, has_roots: trust.has_roots })
    }

    /// Fetches a page.
    pub async fn get(&self, url: &Url) -> Result<Response, FetchError> {
        self.fetch(url, ACCEPT_PAGE, self.limits.max_bytes).await
    }

    /// Fetches an image. That it is one is for the caller to see.
    pub async fn get_image(&self, url: &Url) -> Result<Response, FetchError> {
        self.fetch(url, ACCEPT_IMAGE, self.limits.max_image_bytes).await
    }

    async fn fetch(&self, url: &Url, accept: &str, max: u64) -> Result<Response, FetchError> {
        if !address::is_web(url) {
            let scheme = url.scheme().to_owned();
            return Err(FetchError::Scheme { url: address::shown(url), scheme });
        }
        let limit = self.limits.total_timeout;
        match tokio::time::timeout(limit, self.follow(url, accept, max)).await {
            Ok(response) => response,
            Err(_) => {
                let url = address::shown(url);
                Err(FetchError::Timeout { url, wait: Wait::Answer, limit })
            }
        }
    }

    /// Goes from redirect to redirect until a body comes.
    async fn follow(&self, url: &Url, accept: &str, max: u64) -> Result<Response, FetchError> {
        let asked = address::shown(url);
        let mut trail = Trail::new(url);
        let mut at = url.clone();
        loop {
            let attempt = self.attempt(&asked, &at);
            let answer = self
                .way_to(&at)
                .get(at.clone())
                .header(header::ACCEPT, accept)
                .send()
                .await
                .map_err(|error| cause::no_answer(&error, &attempt))?;
            let status = answer.status();
            let location = answer.headers().get(header::LOCATION);
            match location {
                Some(location) if is_redirect(status.as_u16()) => {
                    at = trail.follow(location.as_bytes(), self.limits.max_redirects)?;
                }
                _ if status.is_success() => {
                    let http = facts(&asked, &at, status.as_u16(), answer.headers());
                    let bytes = body(answer, max, &attempt).await?;
                    address::drop_credentials(&mut at);
                    return Ok(Response { http, final_url: at, bytes });
                }
                _ => return Err(FetchError::Status { url: asked, status: status.as_u16() }),
            }
        }
    }

    fn attempt<'a>(&'a self, asked: &'a str, at: &'a Url) -> Attempt<'a> {
        Attempt { asked, at, limits: &self.limits, has_roots: self.has_roots }
    }

    fn way_to(&self, url: &Url) -> &reqwest::Client {
        match address::is_loopback(url) {
            true => &self.inward,
            false => &self.outward,
        }
    }
}

/// 304 is no redirect, 300 offers a choice, 305 and 306 are history.
fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

fn facts(asked: &str, at: &Url, status: u16, headers: &HeaderMap) -> HttpFacts {
    let header = |name: HeaderName| {
        headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    HttpFacts {
        requested_url: Some(asked.to_owned()),
        final_url: Some(address::shown(at)),
        status: Some(status),
        content_type: header(header::CONTENT_TYPE),
        etag: header(header::ETAG),
        last_modified: header(header::LAST_MODIFIED),
    }
}

/// Reads the body piece by piece, so that what unpacks to more than `max` bytes is never held.
async fn body(
    mut answer: reqwest::Response,
    max: u64,
    attempt: &Attempt<'_>,
) -> Result<Vec<u8>, FetchError> {
    let too_large = || FetchError::TooLarge { url: attempt.asked.to_owned(), limit: max };
    // Known before reading only where the body is not compressed.
    let announced = answer.content_length().unwrap_or(0);
    if announced > max {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(announced.min(FIRST_ROOM) as usize);
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if bytes.len() as u64 + chunk.len() as u64 > max => {
                return Err(too_large());
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(bytes),
            Err(error) => return Err(cause::broken_answer(&error, attempt)),
        }
    }
}
