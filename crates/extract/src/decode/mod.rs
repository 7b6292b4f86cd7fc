//! Bytes to characters: what encoding a page is written in, whatever it declares.
//!
//! The order is that of the WHATWG encoding standard: byte order mark, HTTP header, `<meta>` or XML
//! declaration, then a guess. A declaration that the bytes disprove is overruled, with a warning.
//! This room must not know the DOM.

mod evidence;
mod kind;
mod mojibake;
mod prescan;

pub(crate) use kind::{InputKind, binary_format, input_kind};
pub(crate) use mojibake::is_doubly_encoded;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use palimpsest_article::{Warning, WarningCode};
use std::borrow::Cow;
use url::Url;

/// A file declared UTF-8 with at most this share of broken sequences is damaged UTF-8, not another
/// encoding: in Latin-1 text nearly every accented letter is a broken sequence.
const DAMAGED_SHARE: f32 = 0.1;

/// Begins the sequences by which ISO-2022-JP shifts.
const ESCAPE: u8 = 0x1b;

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
    // A sequence of several bytes is valid UTF-8 by accident only in very short texts, and ASCII is
    // the same everywhere but in the encodings that shift.
    let shifts = declared.is_some_and(|label| label == ISO_2022_JP || label == REPLACEMENT);
    if let Ok(text) = std::str::from_utf8(bytes)
        && !(shifts && bytes.is_ascii())
    {
        if let Some(declared) = declared.filter(|label| *label != UTF_8 && !bytes.is_ascii()) {
            warn_of_wrong(declared, UTF_8, warnings);
        }
        return Cow::Borrowed(text);
    }
    let encoding = match declared {
        // Sixteen-bit labels on eight-bit text are wrong by construction.
        Some(label) if label != UTF_8 && label != UTF_16LE && label != UTF_16BE => {
            let other = guess(bytes, url);
            let is_wrong = other != label && !shifts && evidence::disproves(bytes, label, other);
            if is_wrong { other } else { label }
        }
        _ => guess(bytes, url),
    };
    if let Some(declared) = declared.filter(|label| *label != encoding) {
        warn_of_wrong(declared, encoding, warnings);
    }
    decode_as(encoding, bytes, warnings)
}

fn warn_of_wrong(
    declared: &'static Encoding,
    written: &'static Encoding,
    warnings: &mut Vec<Warning>,
) {
    warnings.push(crate::warning(
        WarningCode::WrongCharset,
        format!("declared '{}' but written in '{}'", declared.name(), written.name()),
    ));
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

/// Returns the encoding of text that is not valid UTF-8, by what its bytes look like.
fn guess(bytes: &[u8], url: Option<&Url>) -> &'static Encoding {
    if Utf8Look::of(bytes).is_damaged() {
        return UTF_8;
    }
    let top_level = url
        .and_then(Url::domain)
        .and_then(|domain| domain.rsplit('.').next())
        .map(str::to_ascii_lowercase)
        .filter(|label| label.is_ascii() && !label.is_empty());
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    match bytes.contains(&ESCAPE) {
        true => {
            detector.feed(bytes, true);
        }
        // The detector weighs each byte, and only the words that hold others than ASCII tell.
        false => {
            evidence::foreign_lines(bytes).for_each(|line| {
                detector.feed(line, false);
                detector.feed(b"\n", false);
            });
            detector.feed(b"", true);
        }
    }
    detector.guess(top_level.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

/// How the bytes look as UTF-8.
struct Utf8Look {
    /// Well-formed sequences of more than one byte.
    sequences: usize,
    broken: usize,
}

impl Utf8Look {
    fn of(bytes: &[u8]) -> Self {
        let mut look = Utf8Look { sequences: 0, broken: 0 };
        for chunk in bytes.utf8_chunks() {
            // Continuation bytes are the rest of a sequence that was counted by its first byte.
            look.sequences += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            if !chunk.invalid().is_empty() {
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
    fn a_wrong_label_among_eight_bit_encodings_is_overruled() {
        let wrong = [WarningCode::WrongCharset];
        let russian = "Городской совет в понедельник решил закрыть старый мост, потому что он не был \
            безопасен для всех, кто по нему ездит.";
        let bytes = encoding_rs::WINDOWS_1251.encode(russian).0;
        check(&bytes, Some("text/html; charset=windows-1252"), russian, &wrong);
        check(&bytes, Some("text/html; charset=koi8-r"), russian, &wrong);
        check(&bytes, Some("text/html; charset=utf-8"), russian, &wrong);
        check(&bytes, Some("text/html; charset=windows-1251"), russian, &[]);
        // Damaged UTF-8 is UTF-8 under any label.
        let damaged = [b"\xff ".as_slice(), russian.as_bytes()].concat();
        let mut warnings = Vec::new();
        let text = decode(&damaged, Some("text/html; charset=windows-1252"), None, &mut warnings);
        assert!(text.ends_with(russian), "{text}");
    }

    #[test]
    fn valid_utf_8_is_not_copied() {
        let mut warnings = Vec::new();
        assert!(matches!(decode("né".as_bytes(), None, None, &mut warnings), Cow::Borrowed(_)));
        let latin = Some("text/html; charset=latin1");
        assert!(matches!(decode("né".as_bytes(), latin, None, &mut warnings), Cow::Borrowed(_)));
    }

    #[test]
    fn an_encoding_that_shifts_is_followed_though_all_its_bytes_are_ascii() {
        let header = Some("text/html; charset=iso-2022-jp");
        check(b"\x1b$B66\x1b(B!", header, "橋!", &[]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_decoded(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            for header in [None, Some("text/html; charset=big5"), Some("charset"), Some(";charset=\"")] {
                decode(&bytes, header, None, &mut Vec::new());
            }
            binary_format(&bytes);
        }
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
