//! From the network library's errors to ours: the one place that reads its chains of causes.
//!
//! It must not decide what to do about them.

use crate::{FetchError, Limits, Wait, address};
use rustls::CertificateError;
use std::error::Error;
use std::io;
use url::Url;

/// The request that failed: enough to say so.
pub(crate) struct Attempt<'a> {
    /// The address the reader asked for, as shown.
    pub asked: &'a str,
    /// The address being asked when it failed.
    pub at: &'a Url,
    /// The limits it was made under.
    pub limits: &'a Limits,
    /// Whether the system could say whom to trust.
    pub has_roots: bool,
}

/// Says why no answer began.
pub(crate) fn no_answer(error: &reqwest::Error, attempt: &Attempt) -> FetchError {
    let url = attempt.asked.to_owned();
    let host = address::host(attempt.at).to_owned();
    if let Some(timeout) = timeout(error, attempt) {
        return timeout;
    }
    if error.is_dns() {
        return unknown_host(error, url, host);
    }
    if let Some(reason) = insecure(error, attempt.has_roots) {
        return FetchError::Tls { url, host, reason };
    }
    if error.is_connect() {
        let reason = unreachable(error, attempt.at);
        return FetchError::Unreachable { url, host, reason };
    }
    let reason = format!("the server sent no proper answer ({})", root_words(error));
    FetchError::Broken { url, reason }
}

/// Says why an answer that began did not end well.
pub(crate) fn broken_answer(error: &reqwest::Error, attempt: &Attempt) -> FetchError {
    if let Some(timeout) = timeout(error, attempt) {
        return timeout;
    }
    let reason = format!("the answer is broken ({})", root_words(error));
    FetchError::Broken { url: attempt.asked.to_owned(), reason }
}

fn timeout(error: &reqwest::Error, attempt: &Attempt) -> Option<FetchError> {
    if !error.is_timeout() {
        return None;
    }
    let (wait, limit) = match error.is_connect() {
        true => (Wait::Connection, attempt.limits.connect_timeout),
        false => (Wait::Bytes, attempt.limits.idle_timeout),
    };
    Some(FetchError::Timeout { url: attempt.asked.to_owned(), wait, limit })
}

/// A name server that says no and no name server at all come as one kind of error; only the
/// system's words tell them apart, and where they cannot be read the host is named.
fn unknown_host(error: &reqwest::Error, url: String, host: String) -> FetchError {
    match root_words(error).to_lowercase().contains("temporary failure") {
        true => {
            let reason = format!("the host '{host}' cannot be looked up now");
            FetchError::Unreachable { url, host, reason }
        }
        false => FetchError::NoSuchHost { url, host },
    }
}

fn insecure(error: &reqwest::Error, has_roots: bool) -> Option<String> {
    if let Some(error) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        return Some(match error {
            rustls::Error::InvalidCertificate(_) if !has_roots => {
                "this system has no list of trusted certificates".to_owned()
            }
            rustls::Error::InvalidCertificate(error) => {
                format!("its certificate is not trusted ({})", certificate_words(error))
            }
            rustls::Error::InvalidMessage(_) => {
                "the server does not speak https at this address".to_owned()
            }
            error => format!("no secure connection ({error})"),
        });
    }
    let cut_off = error.is_connect()
        && io_errors(error).any(|error| error.kind() == io::ErrorKind::UnexpectedEof);
    cut_off.then(|| "no secure connection (the server hung up)".to_owned())
}

fn certificate_words(error: &CertificateError) -> String {
    let words = match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "it has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "it is not valid yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "it is for another name"
        }
        CertificateError::UnknownIssuer => "who issued it is not known",
        CertificateError::Revoked => "it was revoked",
        error => return error.to_string(),
    };
    words.to_owned()
}

fn unreachable(error: &reqwest::Error, at: &Url) -> String {
    let kind = io_errors(error).map(io::Error::kind).last();
    let words = match kind {
        Some(io::ErrorKind::ConnectionRefused) => "the connection was refused",
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted) => {
            "the connection was cut"
        }
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown) => {
            "there is no network"
        }
        Some(io::ErrorKind::HostUnreachable) => "there is no way to its host",
        _ => return format!("no connection to '{}' ({})", address::host(at), root_words(error)),
    };
    words.to_owned()
}

/// Returns the error and everything that led to it, outermost first.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| match error.downcast_ref::<io::Error>() {
        // An I/O error's source is its content's source: the content itself would be skipped.
        Some(io) => io.get_ref().map(|content| content as &(dyn Error + 'static)),
        None => error.source(),
    })
}

fn io_errors<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a io::Error> {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>())
}

/// Returns the words of the innermost cause, which is the one that says something.
pub(crate) fn root_words(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(String::new, ToString::to_string)
}
