//! The inner doors that fuzz targets open: decoding, dates and JSON-LD, each on its own.
//!
//! Not part of this crate's promise: hidden, and there only with the feature `fuzzing` and in
//! tests, where it must compile.

use crate::{Page, dates, decode, extract};
use palimpsest_article::{Metadata, Moment, Warning};

/// Turns bytes into characters, with the label that came with them.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> (String, Vec<Warning>) {
    let mut warnings = Vec::new();
    let text = decode::decode(bytes, content_type, None, &mut warnings).into_owned();
    (text, warnings)
}

/// Reads one date string.
pub fn read_date(written: &str, language: Option<&str>) -> Option<Moment> {
    dates::read_date(written, language)
}

/// Reads what one JSON-LD script says of its page.
pub fn read_json_ld(script: &str) -> Metadata {
    let html = format!("<script type=application/ld+json>{script}</script>");
    let content_type = Some("text/html; charset=utf-8");
    let bytes = html.as_bytes();
    let page = Page { bytes, url: None, content_type, file_name: None, captured_at: None };
    extract(&page).article.metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_doors_lead_where_they_say() {
        let (text, warnings) = decode(b"caf\xe9", Some("text/html; charset=latin1"));
        assert_eq!((text.as_str(), warnings.len()), ("café", 0));
        let day = read_date("9 janvier 2021", Some("fr")).map(|moment| moment.to_string());
        assert_eq!(day.as_deref(), Some("2021-01-09"));
        let metadata = read_json_ld(r#"{"@type":"NewsArticle","headline":"Bridge closed"}"#);
        assert_eq!(metadata.headline, "Bridge closed");
    }
}
