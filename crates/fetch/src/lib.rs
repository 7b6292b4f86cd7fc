//! One polite request, one response: redirects, limits, charset label kept.
//!
//! It must not know what a body means, what was fetched before, or any file: bytes come back as
//! the server meant them, decompressed and otherwise untouched.

mod address;
mod cause;
mod client;
mod error;
mod redirect;
mod tls;

#[cfg(test)]
mod tests;

pub use address::is_local;
pub use client::Client;
pub use error::{FetchError, Wait};

use palimpsest_article::HttpFacts;
use std::time::Duration;
use url::Url;

/// How much and how long a fetch may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a page's body after decompression.
    pub max_bytes: u64,
    /// Bytes of an image after decompression.
    pub max_image_bytes: u64,
    /// Redirects followed.
    pub max_redirects: usize,
    /// Until a connection stands: name looked up, connected, secured.
    pub connect_timeout: Duration,
    /// Between one read and the next.
    pub idle_timeout: Duration,
    /// From the request to the last byte, redirects included.
    pub total_timeout: Duration,
}

impl Default for Limits {
    /// 32 MiB, 8 MiB for images, 10 redirects, 10 s, 15 s, 30 s.
    fn default() -> Self {
        Limits {
            max_bytes: 32 << 20,
            max_image_bytes: 8 << 20,
            max_redirects: 10,
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(15),
            total_timeout: Duration::from_secs(30),
        }
    }
}

/// Whose way to the network is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The system's proxy, where one is set; never for this machine's own addresses.
    #[default]
    SystemProxy,
    /// No proxy, whatever the system says.
    Direct,
}

/// An answer with a 2xx status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// What the headers said.
    pub http: HttpFacts,
    /// The address that answered, after redirects.
    pub final_url: Url,
    /// The body, decompressed.
    pub bytes: Vec<u8>,
}
