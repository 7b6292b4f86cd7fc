//! Where a redirect leads, and whether to go there.
//!
//! It must not know of connections: addresses in, an address or a refusal out.

use crate::{FetchError, address};
use url::Url;

/// The way from the address that was asked for to the one being asked now.
#[derive(Debug)]
pub(crate) struct Trail {
    /// Every address asked so far, without fragments; never empty.
    asked: Vec<Url>,
}

impl Trail {
    /// Starts a way at `url`.
    pub fn new(url: &Url) -> Self {
        Trail { asked: vec![without_fragment(url.clone())] }
    }

    /// Takes the step that a server's `Location` header asks for.
    pub fn follow(&mut self, location: &[u8], limit: usize) -> Result<Url, FetchError> {
        let url = address::shown(&self.asked[0]);
        let here = &self.asked[self.asked.len() - 1];
        let written = decoded(location);
        let bad = || FetchError::BadRedirect { url: url.clone(), to: written.clone() };
        let mut next = here.join(&written).map_err(|_| bad())?;
        if !address::is_web(&next) {
            return Err(bad());
        }
        // Credentials are the reader's to give, never a server's.
        address::drop_credentials(&mut next);
        let next = without_fragment(next);
        if here.scheme() == "https" && next.scheme() == "http" {
            return Err(FetchError::Downgrade { url, to: next.into() });
        }
        // A page of the web must not make the reader's machine ask its router or itself.
        if address::is_local(&next) && !address::is_local(here) {
            return Err(FetchError::Inward { url, to: next.into() });
        }
        if self.asked.contains(&next) {
            return Err(FetchError::RedirectLoop { url, again: next.into() });
        }
        if self.asked.len() > limit {
            return Err(FetchError::Redirects { url, limit });
        }
        self.asked.push(next.clone());
        Ok(next)
    }
}

/// Servers write addresses with bare letters: in UTF-8 mostly, else each byte is a Latin-1 letter.
fn decoded(location: &[u8]) -> String {
    match str::from_utf8(location) {
        Ok(written) => written.to_owned(),
        Err(_) => location.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// A fragment never reaches the server, so two addresses that differ in it are one request.
fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail(start: &str) -> Trail {
        Trail::new(&Url::parse(start).unwrap())
    }

    /// Follows one redirect; gives the next address or the refusal's words.
    fn step(from: &str, location: &str) -> String {
        match trail(from).follow(location.as_bytes(), 10) {
            Ok(next) => next.into(),
            Err(refusal) => refusal.to_string(),
        }
    }

    #[test]
    fn a_location_is_read_against_the_address_that_gave_it() {
        assert_eq!(step("http://a.example/x/y", "z?q"), "http://a.example/x/z?q");
        assert_eq!(step("http://a.example/x", "//b.example/"), "http://b.example/");
        assert_eq!(step("http://a.example/", "https://a.example/"), "https://a.example/");
        assert_eq!(step("http://a.example/", "/été#here"), "http://a.example/%C3%A9t%C3%A9");
        assert_eq!(step("http://a.example/", "http://me:pw@b.example/"), "http://b.example/");
    }

    #[test]
    fn a_latin_1_location_is_read_too() {
        let next = trail("http://a.example/").follow(b"/\xe9t\xe9", 10).unwrap();
        assert_eq!(next.as_str(), "http://a.example/%C3%A9t%C3%A9");
    }

    #[test]
    fn some_redirects_are_refused() {
        assert_eq!(
            step("https://a.example/", "http://a.example/"),
            "cannot fetch 'https://a.example/': it redirects to 'http://a.example/', which is not secure"
        );
        assert_eq!(
            step("http://a.example/", "http://192.168.1.1/reboot"),
            "cannot fetch 'http://a.example/': it redirects to 'http://192.168.1.1/reboot', which is inside this network"
        );
        assert_eq!(step("http://127.0.0.1/", "http://127.0.0.1:8080/"), "http://127.0.0.1:8080/");
        assert_eq!(
            step("http://a.example/", "file:///etc/passwd"),
            "cannot fetch 'http://a.example/': it redirects to 'file:///etc/passwd', which is not a web address"
        );
        assert_eq!(
            step("http://a.example/", "http://"),
            "cannot fetch 'http://a.example/': it redirects to 'http://', which is not a web address"
        );
        assert_eq!(
            step("http://a.example/p", "/p#again"),
            "cannot fetch 'http://a.example/p': its redirects lead in a circle, back to 'http://a.example/p'"
        );
    }

    #[test]
    fn the_limit_counts_redirects() {
        let mut trail = trail("http://a.example/0");
        assert!(trail.follow(b"/1", 2).is_ok());
        assert!(trail.follow(b"/2", 2).is_ok());
        assert_eq!(
            trail.follow(b"/3", 2).unwrap_err().to_string(),
            "cannot fetch 'http://a.example/0': more than 2 redirects"
        );
    }
}
