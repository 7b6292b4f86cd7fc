//! Bytes to characters: what encoding a page is written in, whatever it declares.
//!
//! The order is that of the WHATWG encoding standard: byte order mark, HTTP header, `<meta>` or XML
//! declaration, then a guess. A declaration that the bytes disprove is overruled, with a warning.
//! This room must not know the DOM.

mod kind;
mod prescan;

pub(crate) use kind::{InputKind, binary_format, input_kind};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use palimpsest_article::{Warning, WarningCode};
use std::borrow::Cow;
use url::Url;

/// A file declared UTF-8 with at most this share of broken sequences is damaged UTF-8, not another
/// encoding: in Latin-1 text nearly every accented letter is a broken sequence.
const DAMAGED_SHARE: f32 = 0.1;

/// Returns the characters of the page; bytes that stand for none become U+FFFD.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    content_type: Option<&str>,
    url: Option<&Url>,
    warnings: &mut Vec<Warning>,
) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..], warnings);
    }
    if let Some(encoding) = kind::unmarked_utf16(bytes) {
        return decode_as(encoding, bytes, warnings);
    }
    let declared =
        content_type.and_then(charset_of_header).or_else(|| prescan::declared_encoding(bytes));
    let utf8 = Utf8Look::of(bytes);
    let encoding = match declared {
        // Sixteen-bit labels on eight-bit text are wrong by construction.
        None => guess(bytes, &utf8, url),
        Some(label) if label == UTF_8 || label == UTF_16LE || label == UTF_16BE => {
            guess(bytes, &utf8, url)
        }
        // A sequence of several bytes is valid UTF-8 by accident only in very short texts.
        Some(_) if utf8.is_valid && utf8.sequences > 0 => UTF_8,
        Some(label) => label,
    };
    if let Some(declared) = declared
        && declared != encoding
        && (utf8.sequences > 0 || !utf8.is_valid)
    {
        warnings.push(crate::warning(
            WarningCode::WrongCharset,
            format!("declared '{}' but written in '{}'", declared.name(), encoding.name()),
        ));
    }
    decode_as(encoding, bytes, warnings)
}

fn decode_as<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
    warnings: &mut Vec<Warning>,
) -> Cow<'a, str> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    if replaced {
        warnings.push(crate::warning(
            WarningCode::Undecodable,
            format!("bytes that are no characters in '{}' were replaced", encoding.name()),
        ));
    }
    text
}

/// Returns the encoding of text that is UTF-8 or declares nothing usable.
fn guess(bytes: &[u8], utf8: &Utf8Look, url: Option<&Url>) -> &'static Encoding {
    if utf8.is_valid || utf8.is_damaged() {
        return UTF_8;
    }
    let top_level = url
        .and_then(Url::domain)
        .and_then(|domain| domain.rsplit('.').next())
        .map(str::to_ascii_lowercase)
        .filter(|label| label.is_ascii() && !label.is_empty());
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(top_level.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

/// How the bytes look as UTF-8.
struct Utf8Look {
    is_valid: bool,
    /// Well-formed sequences of more than one byte.
    sequences: usize,
    broken: usize,
}

impl Utf8Look {
    fn of(bytes: &[u8]) -> Self {
        let mut look = Utf8Look { is_valid: true, sequences: 0, broken: 0 };
        for chunk in bytes.utf8_chunks() {
            // Continuation bytes are the rest of a sequence that was counted by its first byte.
            look.sequences += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            if !chunk.invalid().is_empty() {
                look.is_valid = false;
                look.broken += 1;
            }
        }
        look
    }

    /// Tells whether this is UTF-8 with a few broken or cut sequences.
    fn is_damaged(&self) -> bool {
        let all = self.sequences + self.broken;
        self.sequences > 0 && self.broken as f32 <= (DAMAGED_SHARE * all as f32).max(1.0)
    }
}

fn charset_of_header(content_type: &str) -> Option<&'static Encoding> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        let label = value.trim().trim_matches(['"', '\'']);
        is_charset.then(|| Encoding::for_label(label.as_bytes())).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], header: Option<&str>, text: &str, codes: &[WarningCode]) {
        let mut warnings = Vec::new();
        assert_eq!(decode(bytes, header, None, &mut warnings), text);
        let found: Vec<WarningCode> = warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(found, codes, "{warnings:?}");
    }

    #[test]
    fn the_mark_wins_over_every_declaration() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", Some("text/html; charset=latin1"), "café", &[]);
        check(b"\xff\xfea\0\xe9\0", None, "aé", &[]);
        check(b"\xfe\xff\0a\0\xe9", None, "aé", &[]);
    }

    #[test]
    fn declarations_are_followed() {
        check(b"caf\xe9", Some("text/plain; Charset=\"ISO-8859-1\""), "café", &[]);
        let cyrillic = b"<meta charset=windows-1251><p>\xcc\xe8\xf0";
        check(cyrillic, None, "<meta charset=windows-1251><p>Мир", &[]);
        check(
            b"<?xml version='1.0' encoding='koi8-r'?>\xed",
            None,
            "<?xml version='1.0' encoding='koi8-r'?>М",
            &[],
        );
    }

    #[test]
    fn a_declaration_that_the_bytes_disprove_is_overruled() {
        let wrong = [WarningCode::WrongCharset];
        check("déjà vu".as_bytes(), Some("text/html; charset=iso-8859-1"), "déjà vu", &wrong);
        check(
            "<meta charset=windows-1252>déjà".as_bytes(),
            None,
            "<meta charset=windows-1252>déjà",
            &wrong,
        );
        let latin = b"L'\xe9t\xe9 a \xe9t\xe9 tr\xe8s chaud \xe0 Orl\xe9ans, dit le pr\xe9fet.";
        let text = "L'été a été très chaud à Orléans, dit le préfet.";
        check(latin, Some("text/html; charset=utf-8"), text, &wrong);
    }

    #[test]
    fn plain_ascii_is_right_under_any_label() {
        check(b"plain", Some("text/html; charset=shift_jis"), "plain", &[]);
        check(b"plain", Some("text/html; charset=utf-16"), "plain", &[]);
    }

    #[test]
    fn a_cut_character_is_replaced_with_a_warning() {
        check(
            b"caf\xc3\xa9 cr\xc3\xa8me br\xc3",
            None,
            "café crème br\u{fffd}",
            &[WarningCode::Undecodable],
        );
    }

    #[test]
    fn sixteen_bits_without_a_mark_are_seen() {
        let bytes: Vec<u8> = "<p>It was so.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bytes, None, "<p>It was so.", &[]);
    }
}
