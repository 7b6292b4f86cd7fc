//! MHTML: a page and its parts as one message (RFC 2557), as browsers save it. The main part is
//! read; the others are its images and styles. It must not know HTML.

use chrono::{DateTime, Utc};
use mail_parser::{
    Encoding, Message, MessageParser, MessagePart, MimeHeaders,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};
use url::Url;

/// The page in an MHTML file.
#[derive(Debug, PartialEq)]
pub(super) struct MainPart {
    pub bytes: Vec<u8>,
    /// Its type, with its charset where it is told.
    pub content_type: String,
    pub url: Option<Url>,
    pub saved_at: Option<DateTime<Utc>>,
}

/// The headers of a message that browsers save stand in its first bytes.
const HEADERS: usize = 4 * 1024;

/// Tells a message with MIME parts by its headers, whatever its name or label.
pub(super) fn is_mhtml(bytes: &[u8]) -> bool {
    let head = bytes.trim_ascii_start();
    let head = &head[..head.len().min(HEADERS)];
    // Anything else begins with a bracket or a sentence, not with the name of a header.
    let name = head.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    if head.get(name.count()) != Some(&b':') {
        return false;
    }
    let has = |needle: &[u8]| {
        let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let mut headers = lines.by_ref().take_while(|line| !line.is_empty());
        headers.any(|line| {
            line.get(..needle.len()).is_some_and(|start| start.eq_ignore_ascii_case(needle))
        })
    };
    has(b"mime-version:") && (has(b"content-type: multipart/") || has(b"content-type: text/html"))
}

/// Returns the part that is the page: the one its message names, else the first of HTML.
pub(super) fn main_part(bytes: &[u8]) -> Option<MainPart> {
    let bytes = bytes.trim_ascii_start();
    let message = MessageParser::default().parse(bytes)?;
    let location = header(&message, "Snapshot-Content-Location");
    let start = message.parts.first()?.content_type().and_then(|kind| kind.attribute("start"));
    let named = message.parts.iter().find(|part| {
        let is_start = start.is_some() && part.content_id() == start.map(bare);
        let is_shown = location.is_some() && part.content_location() == location;
        is_html(part) && (is_start || is_shown)
    });
    let part = named.or_else(|| message.parts.iter().find(|part| is_html(part)))?;
    let from = usize::try_from(part.raw_body_offset()).ok()?;
    let to = usize::try_from(part.raw_end_offset()).ok()?;
    let raw = bytes.get(from..to)?;
    let decoded = match part.encoding {
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::None => None,
    };
    let kind = part.content_type()?;
    let subtype = kind.subtype().unwrap_or("html");
    let charset = kind.attribute("charset").map(|name| format!("; charset={name}"));
    let web = |written: &str| {
        let url = Url::parse(written.trim()).ok()?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    };
    Some(MainPart {
        // What is badly encoded may still be read as it stands.
        bytes: decoded.unwrap_or_else(|| raw.to_vec()),
        content_type: format!("{}/{subtype}{}", kind.ctype(), charset.unwrap_or_default()),
        url: part.content_location().and_then(web).or_else(|| location.and_then(web)),
        saved_at: header(&message, "Date")
            .and_then(|date| DateTime::parse_from_rfc2822(date).ok())
            .map(|date| date.to_utc()),
    })
}

fn header<'m>(message: &'m Message<'_>, name: &'static str) -> Option<&'m str> {
    message.header_raw(name).map(str::trim)
}

fn is_html(part: &MessagePart) -> bool {
    part.content_type().is_some_and(|kind| {
        let subtype = kind.subtype().unwrap_or_default();
        (kind.ctype().eq_ignore_ascii_case("text") && subtype.eq_ignore_ascii_case("html"))
            || subtype.eq_ignore_ascii_case("xhtml+xml")
    })
}

/// Takes the angle brackets off an identifier.
fn bare(id: &str) -> &str {
    id.trim().trim_start_matches('<').trim_end_matches('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED: &str = "From: <Saved by a browser>\r\n\
        Snapshot-Content-Location: https://news.example/bridge\r\n\
        Subject: Bridge closed\r\n\
        Date: Mon, 4 Mar 2024 09:15:00 +0100\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\
        \ttype=\"text/html\";\r\n\
        \tboundary=\"----parts\"\r\n\
        \r\n\
        ------parts\r\n\
        Content-Type: text/html\r\n\
        Content-ID: <frame-1@page>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://news.example/advertisement\r\n\
        \r\n\
        <p>Buy now!</p>\r\n\
        ------parts\r\n\
        Content-Type: text/html; charset=\"utf-8\"\r\n\
        Content-ID: <frame-0@page>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://news.example/bridge\r\n\
        \r\n\
        <meta charset=3D\"utf-8\"><p>The old bridge is closed, caf=C3=A9 owners in =\r\n\
        town say.</p>\r\n\
        ------parts\r\n\
        Content-Type: image/png\r\n\
        Content-Transfer-Encoding: base64\r\n\
        Content-Location: cid:picture@page\r\n\
        \r\n\
        iVBORw0KGgo=\r\n\
        ------parts--\r\n";

    #[test]
    fn the_part_that_the_message_shows_is_read() {
        assert!(is_mhtml(SAVED.as_bytes()));
        let part = main_part(SAVED.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(part.bytes).unwrap().trim_end(),
            "<meta charset=\"utf-8\"><p>The old bridge is closed, café owners in town say.</p>"
        );
        assert_eq!(part.content_type, "text/html; charset=utf-8");
        assert_eq!(part.url.unwrap().as_str(), "https://news.example/bridge");
        assert_eq!(part.saved_at.unwrap().to_rfc3339(), "2024-03-04T08:15:00+00:00");
    }

    #[test]
    fn base_64_and_a_start_are_followed() {
        let message = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; start=\"<two>\"\n\n\
            --b\nContent-Type: text/html\nContent-ID: <one>\n\n<p>one</p>\n\
            --b\nContent-Type: text/html\nContent-ID: <two>\nContent-Transfer-Encoding: base64\n\n\
            PHA+dHdv\nPC9wPg==\n--b--\n";
        let part = main_part(message.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(part.bytes).unwrap(), "<p>two</p>");
        assert_eq!(part.content_type, "text/html");
        assert_eq!(part.url, None);
    }

    #[test]
    fn bytes_that_are_not_utf_8_come_out_as_they_are() {
        let message = b"MIME-Version: 1.0\nContent-Type: text/html; charset=windows-1251\n\n<p>\xcc\xe8\xf0</p>";
        assert!(is_mhtml(message));
        let part = main_part(message).unwrap();
        assert_eq!(part.bytes, b"<p>\xcc\xe8\xf0</p>");
        assert_eq!(part.content_type, "text/html; charset=windows-1251");
    }

    #[test]
    fn other_texts_are_no_messages() {
        for text in [
            "<!DOCTYPE html><p>MIME-Version: 1.0",
            "Warning: the bridge is closed.\n\nMIME-Version: 1.0",
            "From: the editor\n\nContent-Type: multipart/related",
            "",
        ] {
            assert!(!is_mhtml(text.as_bytes()), "{text}");
        }
    }
}
