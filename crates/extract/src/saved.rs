//! Reads the comments with which browsers and their extensions sign the pages they save: where from
//! and when. It must not know the DOM.

use chrono::{DateTime, Utc};
use url::Url;

/// The comments stand before or right after `<html>`.
const REACH: usize = 8 * 1024;

/// What a saved page says of its saving.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Saved {
    pub url: Option<Url>,
    pub at: Option<DateTime<Utc>>,
}

/// Reads what the page's first comments say: SingleFile's `url:` and `saved date:`, and the
/// `saved from url=` of browsers.
pub(crate) fn read(html: &str) -> Saved {
    let mut saved = Saved::default();
    let mut rest = &html[..html.floor_char_boundary(REACH)];
    while let Some(start) = memchr::memmem::find(rest.as_bytes(), b"<!--") {
        let after = &rest[start + 4..];
        let (comment, next) = after.split_once("-->").unwrap_or((after, ""));
        rest = next;
        if comment.contains("saved with SingleFile") {
            saved.url = value(comment, "url:").and_then(web);
            saved.at = value(comment, "saved date:").and_then(date);
        } else if let Some((_, written)) = comment.split_once("saved from url=(") {
            // The number in brackets is the address's length.
            saved.url = written.split_once(')').and_then(|(_, url)| web(url));
        } else {
            continue;
        }
        return saved;
    }
    saved
}

fn value<'c>(comment: &'c str, name: &str) -> Option<&'c str> {
    comment.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim)
}

fn web(written: &str) -> Option<Url> {
    let url = Url::parse(written.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Reads a date as JavaScript writes it: `Mon Mar 04 2024 09:15:00 GMT+0100 (CET)`.
fn date(written: &str) -> Option<DateTime<Utc>> {
    let written = written.split(" (").next()?.trim();
    let date = DateTime::parse_from_str(written, "%a %b %d %Y %H:%M:%S GMT%z")
        .or_else(|_| DateTime::parse_from_rfc3339(written));
    Some(date.ok()?.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, url: Option<&str>, at: Option<&str>) {
        let saved = read(html);
        assert_eq!(saved.url.as_ref().map(Url::as_str), url, "{html}");
        assert_eq!(saved.at.map(|at| at.to_rfc3339()).as_deref(), at, "{html}");
    }

    #[test]
    fn a_single_file_says_where_from_and_when() {
        check(
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n \
                url: https://news.example/bridge \n \
                saved date: Mon Mar 04 2024 09:15:00 GMT+0100 (Central European Time)\n--><p>",
            Some("https://news.example/bridge"),
            Some("2024-03-04T08:15:00+00:00"),
        );
        check(
            "<html><!-- Page saved with SingleFile\n url: file:///home/a\n saved date: soon -->",
            None,
            None,
        );
    }

    #[test]
    fn a_browser_says_where_from() {
        check(
            "<!DOCTYPE html>\n<!-- saved from url=(0028)https://news.example/bridge -->\n<html>",
            Some("https://news.example/bridge"),
            None,
        );
    }

    #[test]
    fn other_comments_say_nothing() {
        check(
            "<!-- url: https://news.example/ --><p>saved from url=(1)https://a.example",
            None,
            None,
        );
        check("<!-- never closed", None, None);
        check("", None, None);
    }
}
