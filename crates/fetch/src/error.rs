//! What can go wrong between an address and its bytes, in words for the reader.
//!
//! It must not know how the request was made: `cause` translates, this file only says.

use std::fmt;
use std::time::Duration;

/// Why nothing was fetched.
///
/// `url` is always the address that was asked for, without credentials: the reader's own input,
/// also where a redirect led elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address is neither http nor https. Files are read by the façade.
    #[error("cannot fetch '{url}': '{scheme}' addresses are not fetched, only http and https")]
    Scheme {
        /// The address.
        url: String,
        /// Its scheme.
        scheme: String,
    },
    /// The host's name leads to no address.
    #[error("cannot fetch '{url}': no such host '{host}'")]
    NoSuchHost {
        /// The address.
        url: String,
        /// The host that was looked for, perhaps after a redirect.
        host: String,
    },
    /// No connection came about.
    #[error("cannot fetch '{url}': {reason}")]
    Unreachable {
        /// The address.
        url: String,
        /// The host that was tried, perhaps after a redirect.
        host: String,
        /// Why, in words: "the connection was refused".
        reason: String,
    },
    /// A connection came about, but not a secure one.
    #[error("cannot fetch '{url}': {reason}")]
    Tls {
        /// The address.
        url: String,
        /// The host that was tried, perhaps after a redirect.
        host: String,
        /// Why, in words: "its certificate is not trusted (it has expired)".
        reason: String,
    },
    /// It took too long.
    #[error("cannot fetch '{url}': {}", Waited(*.wait, *.limit))]
    Timeout {
        /// The address.
        url: String,
        /// What was waited for.
        wait: Wait,
        /// How long.
        limit: Duration,
    },
    /// One redirect led to the next too often.
    #[error("cannot fetch '{url}': more than {limit} redirects")]
    Redirects {
        /// The address.
        url: String,
        /// The limit.
        limit: usize,
    },
    /// A redirect led back to where it came from.
    #[error("cannot fetch '{url}': its redirects lead in a circle, back to '{again}'")]
    RedirectLoop {
        /// The address.
        url: String,
        /// Where the circle closes.
        again: String,
    },
    /// A redirect led from https to http, where anyone on the way could change the page.
    #[error("cannot fetch '{url}': it redirects to '{to}', which is not secure")]
    Downgrade {
        /// The address.
        url: String,
        /// Where the redirect led.
        to: String,
    },
    /// A redirect led to what is no web address.
    #[error("cannot fetch '{url}': it redirects to '{to}', which is not a web address")]
    BadRedirect {
        /// The address.
        url: String,
        /// What the redirect said.
        to: String,
    },
    /// A redirect led from the web to this machine or its local network.
    #[error("cannot fetch '{url}': it redirects to '{to}', which is inside this network")]
    Inward {
        /// The address.
        url: String,
        /// Where the redirect led.
        to: String,
    },
    /// The server answered, but not with the page.
    #[error("cannot fetch '{url}': the server answered {}", Answer(*.status))]
    Status {
        /// The address.
        url: String,
        /// The status code: 404, 500…
        status: u16,
    },
    /// The body is larger than the limit, which counts bytes after decompression.
    #[error("cannot fetch '{url}': larger than {}", Size(*.limit))]
    TooLarge {
        /// The address.
        url: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The answer broke off or makes no sense.
    #[error("cannot fetch '{url}': {reason}")]
    Broken {
        /// The address.
        url: String,
        /// Why, in words.
        reason: String,
    },
    /// The network client could not be made.
    #[error("cannot set up the network: {reason}")]
    Setup {
        /// Why, in words.
        reason: String,
    },
}

/// What was waited for when time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A connection.
    Connection,
    /// The next bytes, on a connection that stands.
    Bytes,
    /// The whole answer.
    Answer,
}

struct Waited(Wait, Duration);

impl fmt::Display for Waited {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Waited(wait, limit) = self;
        match wait {
            Wait::Connection => write!(formatter, "no connection within {}", Time(*limit)),
            Wait::Bytes => write!(formatter, "the server was silent for {}", Time(*limit)),
            Wait::Answer => write!(formatter, "no answer within {}", Time(*limit)),
        }
    }
}

struct Time(Duration);

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_millis() {
            millis if millis % 1000 == 0 => write!(formatter, "{} s", millis / 1000),
            millis => write!(formatter, "{millis} ms"),
        }
    }
}

struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const KIB: u64 = 1 << 10;
        const MIB: u64 = 1 << 20;
        match self.0 {
            bytes if bytes >= MIB && bytes % MIB == 0 => write!(formatter, "{} MiB", bytes / MIB),
            bytes if bytes >= KIB && bytes % KIB == 0 => write!(formatter, "{} KiB", bytes / KIB),
            bytes => write!(formatter, "{bytes} bytes"),
        }
    }
}

struct Answer(u16);

impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words =
            reqwest::StatusCode::from_u16(self.0).ok().and_then(|status| status.canonical_reason());
        match words {
            Some(words) => write!(formatter, "{} ({})", self.0, words.to_lowercase()),
            None => write!(formatter, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every message, so that a change of wording is seen.
    #[test]
    fn the_words() {
        let url = || "https://x.example/".to_owned();
        let host = || "x.example".to_owned();
        let timeout = |wait, millis| FetchError::Timeout {
            url: url(),
            wait,
            limit: Duration::from_millis(millis),
        };
        let cases = [
            (
                FetchError::Scheme { url: "file:///a".to_owned(), scheme: "file".to_owned() },
                "cannot fetch 'file:///a': 'file' addresses are not fetched, only http and https",
            ),
            (
                FetchError::NoSuchHost { url: url(), host: host() },
                "cannot fetch 'https://x.example/': no such host 'x.example'",
            ),
            (
                FetchError::Unreachable { url: url(), host: host(), reason: "why".to_owned() },
                "cannot fetch 'https://x.example/': why",
            ),
            (
                FetchError::Tls { url: url(), host: host(), reason: "why".to_owned() },
                "cannot fetch 'https://x.example/': why",
            ),
            (
                timeout(Wait::Connection, 10_000),
                "cannot fetch 'https://x.example/': no connection within 10 s",
            ),
            (
                timeout(Wait::Bytes, 1_500),
                "cannot fetch 'https://x.example/': the server was silent for 1500 ms",
            ),
            (
                timeout(Wait::Answer, 30_000),
                "cannot fetch 'https://x.example/': no answer within 30 s",
            ),
            (
                FetchError::Redirects { url: url(), limit: 10 },
                "cannot fetch 'https://x.example/': more than 10 redirects",
            ),
            (
                FetchError::RedirectLoop { url: url(), again: "https://y.example/".to_owned() },
                "cannot fetch 'https://x.example/': its redirects lead in a circle, back to 'https://y.example/'",
            ),
            (
                FetchError::Downgrade { url: url(), to: "http://x.example/".to_owned() },
                "cannot fetch 'https://x.example/': it redirects to 'http://x.example/', which is not secure",
            ),
            (
                FetchError::BadRedirect { url: url(), to: "tel:1".to_owned() },
                "cannot fetch 'https://x.example/': it redirects to 'tel:1', which is not a web address",
            ),
            (
                FetchError::Inward { url: url(), to: "http://10.0.0.1/".to_owned() },
                "cannot fetch 'https://x.example/': it redirects to 'http://10.0.0.1/', which is inside this network",
            ),
            (
                FetchError::Status { url: url(), status: 404 },
                "cannot fetch 'https://x.example/': the server answered 404 (not found)",
            ),
            (
                FetchError::Status { url: url(), status: 999 },
                "cannot fetch 'https://x.example/': the server answered 999",
            ),
            (
                FetchError::TooLarge { url: url(), limit: 32 << 20 },
                "cannot fetch 'https://x.example/': larger than 32 MiB",
            ),
            (
                FetchError::TooLarge { url: url(), limit: 1536 },
                "cannot fetch 'https://x.example/': larger than 1536 bytes",
            ),
            (
                FetchError::Broken { url: url(), reason: "why".to_owned() },
                "cannot fetch 'https://x.example/': why",
            ),
            (FetchError::Setup { reason: "why".to_owned() }, "cannot set up the network: why"),
        ];
        for (error, words) in cases {
            assert_eq!(error.to_string(), words);
        }
    }
}
