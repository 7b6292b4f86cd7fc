//! Takes a page out of what it is packed in: gzip, MHTML. It must not know HTML.

mod mhtml;

use crate::{MAX_BYTES, Page, warning};
use chrono::{DateTime, Utc};
use flate2::read::MultiGzDecoder;
use palimpsest_article::{Warning, WarningCode};
use std::{borrow::Cow, io::Read};
use url::Url;

/// A page's own bytes, and what its packing says of it.
#[derive(Debug, PartialEq)]
pub(crate) struct Unpacked<'a> {
    pub bytes: Cow<'a, [u8]>,
    pub content_type: Option<Cow<'a, str>>,
    /// The name of the file without the packing's ending.
    pub file_name: Option<&'a str>,
    /// Where the page was saved from.
    pub url: Option<Url>,
    /// When it was saved.
    pub saved_at: Option<DateTime<Utc>>,
}

/// Unpacks a page; one that is not packed comes back as it is.
pub(crate) fn unpack<'a>(page: &Page<'a>, warnings: &mut Vec<Warning>) -> Unpacked<'a> {
    let mut unpacked = Unpacked {
        bytes: Cow::Borrowed(page.bytes),
        content_type: page.content_type.map(Cow::Borrowed),
        file_name: page.file_name,
        url: None,
        saved_at: None,
    };
    if page.bytes.starts_with(b"\x1f\x8b\x08") {
        let inflated = inflate(page.bytes, warnings);
        // What is not gzip after all is told of as what it is.
        if !inflated.is_empty() {
            unpacked.bytes = Cow::Owned(inflated);
            unpacked.content_type = unpacked.content_type.filter(|kind| !kind.contains("gzip"));
            unpacked.file_name = page.file_name.map(|name| {
                let ending = name.len().saturating_sub(".gz".len());
                let is_gz = name.get(ending..).is_some_and(|end| end.eq_ignore_ascii_case(".gz"));
                if is_gz { &name[..ending] } else { name }
            });
        }
    }
    let packed = mhtml::is_mhtml(&unpacked.bytes);
    if let Some(part) = packed.then(|| mhtml::main_part(&unpacked.bytes)).flatten() {
        unpacked.bytes = Cow::Owned(part.bytes);
        unpacked.content_type = Some(Cow::Owned(part.content_type));
        unpacked.file_name = None;
        unpacked.url = part.url;
        unpacked.saved_at = part.saved_at;
    }
    unpacked
}

/// Inflates at most [`MAX_BYTES`]: a few bytes of gzip can stand for gigabytes.
fn inflate(bytes: &[u8], warnings: &mut Vec<Warning>) -> Vec<u8> {
    let mut inflated = Vec::new();
    let result = MultiGzDecoder::new(bytes).take(MAX_BYTES as u64 + 1).read_to_end(&mut inflated);
    if result.is_err() && !inflated.is_empty() {
        warnings.push(warning(
            WarningCode::Undecodable,
            "the gzip data is damaged; what came before is shown",
        ));
    }
    inflated
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn page<'a>(bytes: &'a [u8], file_name: Option<&'a str>) -> Page<'a> {
        Page { bytes, url: None, content_type: None, file_name, captured_at: None }
    }

    #[test]
    fn gzip_is_inflated_and_its_name_shortened() {
        let packed = gzip(b"<p>a</p>");
        let mut warnings = Vec::new();
        let unpacked = unpack(&page(&packed, Some("a.html.GZ")), &mut warnings);
        assert_eq!(&*unpacked.bytes, b"<p>a</p>");
        assert_eq!(unpacked.file_name, Some("a.html"));
        assert_eq!(warnings, []);
    }

    #[test]
    fn a_bomb_ends_at_the_limit() {
        let packed = gzip(&vec![b'a'; MAX_BYTES + 100_000]);
        assert!(packed.len() < MAX_BYTES / 100);
        let unpacked = unpack(&page(&packed, None), &mut Vec::new());
        assert_eq!(unpacked.bytes.len(), MAX_BYTES + 1);
    }

    #[test]
    fn what_can_be_read_of_damaged_gzip_is_read_with_a_warning() {
        let text: String = (0..20_000).map(|n| format!("line {n}\n")).collect();
        let mut packed = gzip(text.as_bytes());
        packed.truncate(packed.len() / 2);
        let mut warnings = Vec::new();
        let unpacked = unpack(&page(&packed, None), &mut warnings);
        assert!(unpacked.bytes.starts_with(b"line 0\nline 1\n"));
        assert_eq!(warnings[0].code, WarningCode::Undecodable);
    }

    #[test]
    fn what_is_not_packed_is_not_copied() {
        let unpacked = unpack(&page(b"<p>a</p>", Some("a.gz")), &mut Vec::new());
        assert!(matches!(unpacked.bytes, Cow::Borrowed(_)));
        assert_eq!(unpacked.file_name, Some("a.gz"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_unpacked(
            bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
            head in proptest::sample::select(vec![
                b"\x1f\x8b\x08".as_slice(),
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n",
                b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n",
            ]),
        ) {
            let bytes = [head, &bytes].concat();
            unpack(&page(&bytes, Some("a.mht.gz")), &mut Vec::new());
        }

        #[test]
        fn any_parts_are_unpacked(lines in proptest::collection::vec(proptest::sample::select(vec![
            "--b", "--b--", "--c", "", "Content-Type: text/html; charset=x", "=3", "Content-ID: <a>",
            "Content-Type: multipart/related; boundary=c", "Content-Type: message/rfc822",
            "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
            "PGI+YQ==", "=C3=A9=", "Content-Location: https://news.example/a", "Date: x",
        ]), 0..40)) {
            let text = lines.join("\r\n");
            let bytes = format!("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n{text}");
            unpack(&page(bytes.as_bytes(), None), &mut Vec::new());
        }
    }
}
