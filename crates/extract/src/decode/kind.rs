//! Tells text from binary formats, and HTML, Markdown and plain text from each other.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// What a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputKind {
    Html,
    /// HTML by the rules of XML.
    Xhtml,
    Markdown,
    PlainText,
}

/// First bytes of formats that people open by mistake, from their specifications.
const SIGNATURES: [(&[u8], &str); 22] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM\0\0", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh9", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3 audio"),
    (b"wOF2", "a font"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
];

/// How much of the input decides whether it is text.
const SAMPLE: usize = 8 * 1024;

/// Names what the bytes are if they are not text.
pub(crate) fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(name);
    }
    if bytes.get(8..12) == Some(b"WEBP") && bytes.starts_with(b"RIFF") {
        return Some("a WebP image");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("a video or AVIF image");
    }
    if Encoding::for_bom(bytes).is_some() || unmarked_utf16(bytes).is_some() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // In pieces whose count fits a byte, several bytes are looked at in one step.
    let count = |is: fn(u8) -> bool| -> usize {
        let of_piece = |piece: &[u8]| piece.iter().map(|byte| u8::from(is(*byte))).sum::<u8>();
        sample.chunks(128).map(of_piece).map(usize::from).sum()
    };
    let zeros = count(|byte| byte == 0);
    // ESC is part of ISO-2022-JP; the others of these never occur in text.
    let is_space_or_escape = |byte| matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | 0x1b);
    let controls = match count(|byte| byte < b' ') == count(is_space_or_escape) {
        true => 0,
        false => count(|byte| matches!(byte, 0x01..=0x08 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)),
    };
    // Text files damaged by a stray zero exist; binary files have them by the dozen.
    let is_binary = zeros * 200 > sample.len() || controls * 20 > sample.len();
    is_binary.then_some("binary data")
}

/// Recognises UTF-16 without a byte order mark: markup in it has a zero in every other byte.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(256) & !1];
    if sample.len() < 8 {
        return None;
    }
    let half = sample.len() / 2;
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 10 > half * 7 => Some(UTF_16LE),
        (even, 0) if even * 10 > half * 7 => Some(UTF_16BE),
        _ => None,
    }
}

/// Tells HTML from plain text: by the tags, because labels lie; then by label and name.
pub(crate) fn input_kind(
    text: &str,
    content_type: Option<&str>,
    file_name: Option<&str>,
) -> InputKind {
    let media_type =
        content_type.and_then(|header| header.split(';').next()).map(|kind| kind.trim());
    let extension = file_name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end);
    let says = |known: &[&str], value: Option<&str>| {
        value.is_some_and(|value| known.iter().any(|kind| kind.eq_ignore_ascii_case(value)))
    };
    let xhtml = says(&["application/xhtml+xml"], media_type) || says(&["xhtml", "xht"], extension);
    let html = xhtml
        || says(&["text/html"], media_type)
        || says(&["html", "htm", "shtml", "mhtml", "mht"], extension);
    let markdown = says(&["text/markdown", "text/x-markdown"], media_type)
        || says(&["md", "markdown", "mdown", "mkd"], extension);
    let plain = markdown || says(&["text/plain"], media_type) || says(&["txt", "text"], extension);
    // Servers send pages as text/plain, but such a page begins like a document.
    let is_html = match (html, plain) {
        (true, false) => true,
        (false, true) => begins_like_html(text),
        _ => begins_like_html(text) || has_tags(text),
    };
    // Browsers read pages that are sent as text/html by the rules of HTML, whatever they declare.
    let by_xml = xhtml || (text.starts_with("<?xml") && media_type.is_none());
    match (is_html, markdown) {
        (true, _) if by_xml => InputKind::Xhtml,
        (true, _) => InputKind::Html,
        (false, true) => InputKind::Markdown,
        (false, false) => InputKind::PlainText,
    }
}

fn begins_like_html(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    ["<!doctype", "<html", "<head", "<body", "<?xml"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// Tells whether at least one tag that makes a block stands in the text.
fn has_tags(text: &str) -> bool {
    const TAGS: [&str; 14] = [
        "p", "div", "h1", "h2", "br", "article", "section", "main", "body", "title", "meta",
        "span", "ul", "table",
    ];
    text.match_indices('<').take(10_000).any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        let name_len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let ends = rest[name_len..].starts_with(['>', ' ', '\n', '\t', '/', '\r']);
        ends && TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(&rest[..name_len]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_formats_are_named() {
        assert_eq!(binary_format(b"%PDF-1.7 ..."), Some("a PDF document"));
        assert_eq!(binary_format(b"RIFF\0\0\0\0WEBPVP8 "), Some("a WebP image"));
        assert_eq!(binary_format(&[0, 1, 2, 3, 0, 0, 0, 9]), Some("binary data"));
        assert_eq!(binary_format(b"<p>text</p>"), None);
        assert_eq!(binary_format("日本語".as_bytes()), None);
        assert_eq!(binary_format(b"\xff\xfea\0b\0"), None);
    }

    #[test]
    fn html_is_told_by_its_tags_and_text_by_its_label() {
        let kind = |text, header, name| input_kind(text, header, name);
        assert_eq!(kind("a\n\nb", None, Some("a.txt")), InputKind::PlainText);
        assert_eq!(kind("a <p> b", None, Some("a.txt")), InputKind::PlainText);
        assert_eq!(kind("<!DOCTYPE html><p>a", Some("text/plain"), None), InputKind::Html);
        assert_eq!(kind("a\n\nb", None, None), InputKind::PlainText);
        assert_eq!(kind("<p>a</p>", None, None), InputKind::Html);
        assert_eq!(kind("a < b and c > d", None, None), InputKind::PlainText);
        assert_eq!(kind("a", Some("text/html; charset=utf-8"), None), InputKind::Html);
        assert_eq!(kind("# a <b>", None, Some("a.md")), InputKind::Markdown);
        assert_eq!(kind("# a", Some("text/markdown; charset=utf-8"), None), InputKind::Markdown);
        assert_eq!(kind("<!doctype html>", None, Some("a.md")), InputKind::Html);
    }

    #[test]
    fn xml_rules_are_for_pages_that_are_sent_or_saved_as_xml() {
        let declared = "<?xml version=\"1.0\"?><html><p>a</p></html>";
        let kind = |text, header, name| input_kind(text, header, name);
        assert_eq!(kind("<p>a</p>", Some("application/xhtml+xml"), None), InputKind::Xhtml);
        assert_eq!(kind("<p>a</p>", None, Some("a.xhtml")), InputKind::Xhtml);
        assert_eq!(kind(declared, None, Some("a.html")), InputKind::Xhtml);
        assert_eq!(kind(declared, Some("text/html"), None), InputKind::Html);
    }
}
