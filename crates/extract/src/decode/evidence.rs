//! Weighs a declared encoding against a guessed one by the words that each makes of the bytes.
//!
//! A wrong label among eight-bit encodings breaks no rule: `windows-1251` read as `koi8-r` is
//! letters too. But only the right one yields the small words that every text is full of. This room
//! must not know how a page declares its encoding.

use crate::language;
use encoding_rs::Encoding;

/// How much of the page's words is looked at, in bytes.
const SAMPLE: usize = 16 * 1024;
/// How much more the words must speak for the guess: about two function words, because a label is
/// mostly right.
const AHEAD: f32 = 8.0;
/// Broken characters in this share of the foreign ones disprove a label, where the guess has far
/// fewer.
const BROKEN: f32 = 0.05;

/// Tells whether the guess makes sense of bytes of which the declared encoding makes none.
pub(super) fn disproves(
    bytes: &[u8],
    declared: &'static Encoding,
    guess: &'static Encoding,
) -> bool {
    let sample = words_around_foreign_bytes(bytes);
    let read = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(&sample).0;
        let foreign = text.chars().filter(|letter| !letter.is_ascii()).count().max(1);
        (language::fluency(&text), broken_letters(&text) as f32 / foreign as f32)
    };
    let (fluency, broken) = read(declared);
    let (other_fluency, other_broken) = read(guess);
    if broken > BROKEN && other_broken * 4.0 < broken {
        return other_fluency >= fluency;
    }
    other_broken <= broken && other_fluency > fluency + AHEAD
}

/// Counts what is no letter of a word: what could not be decoded, the controls to which encodings
/// map bytes without a character, and letters of another script inside Latin words.
fn broken_letters(text: &str) -> usize {
    let mut broken = 0;
    let mut previous = ' ';
    for letter in text.chars() {
        broken += match letter {
            '\u{fffd}' | '\u{80}'..='\u{9f}' => 1,
            '\u{370}'..='\u{6ff}' if previous.is_ascii_lowercase() => 1,
            'a'..='z' if matches!(previous, '\u{370}'..='\u{6ff}') => 1,
            _ => 0,
        };
        previous = letter;
    }
    broken
}

/// Returns the lines of text that have bytes beyond ASCII, without their tags.
fn words_around_foreign_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::with_capacity(SAMPLE);
    for line in foreign_lines(bytes) {
        let text = match line.iter().position(|byte| *byte == b'>') {
            Some(end) => &line[end + 1..],
            None => line,
        };
        if text.is_ascii() {
            continue;
        }
        sample.extend_from_slice(&text[..text.len().min(SAMPLE)]);
        sample.push(b'\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    sample
}

/// Yields the pieces between tags and line breaks that have bytes beyond ASCII.
pub(super) fn foreign_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = at + Encoding::ascii_valid_up_to(&bytes[at..]);
        if first == bytes.len() {
            return None;
        }
        let is_break = |byte: &u8| matches!(byte, b'<' | b'\n');
        let start =
            bytes[at..first].iter().rposition(is_break).map_or(at, |before| at + before + 1);
        let end =
            memchr::memchr2(b'<', b'\n', &bytes[first..]).map_or(bytes.len(), |end| first + end);
        at = end;
        Some(&bytes[start..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GBK, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

    const RUSSIAN: &str = "<p>Городской совет в понедельник решил закрыть старый мост, потому что он не \
        был безопасен.</p>";
    const CZECH: &str = "<p>Zastupitelstvo v pondělí rozhodlo, že starý most bude po letech sporů \
        uzavřen a že se o něm bude ještě jednat.</p>";
    const GERMAN: &str = "<p>Der Stadtrat hat beschlossen, die Brücke für Züge zu schließen.</p>";
    const CHINESE: &str = "<p>市议会星期一决定，经过多年争论之后关闭那座旧桥。</p>";

    fn check(text: &str, written: &'static Encoding, label: &'static Encoding, disproved: bool) {
        let bytes = written.encode(text).0;
        assert_eq!(disproves(&bytes, label, written), disproved, "{} {text}", label.name());
    }

    #[test]
    fn letters_that_make_no_words_disprove_a_label() {
        check(RUSSIAN, WINDOWS_1251, WINDOWS_1252, true);
        check(RUSSIAN, WINDOWS_1251, KOI8_R, true);
        check(RUSSIAN, KOI8_R, WINDOWS_1251, true);
        check(GERMAN, WINDOWS_1252, WINDOWS_1251, true);
        check(CZECH, WINDOWS_1250, WINDOWS_1252, true);
        check(CHINESE, GBK, WINDOWS_1252, true);
        check(CHINESE, GBK, BIG5, true);
    }

    #[test]
    fn a_label_that_yields_words_stands_against_a_guess() {
        let russian = WINDOWS_1251.encode(RUSSIAN).0;
        assert!(!disproves(&russian, WINDOWS_1251, KOI8_R));
        assert!(!disproves(&russian, WINDOWS_1251, WINDOWS_1252));
        let german = WINDOWS_1252.encode(GERMAN).0;
        assert!(!disproves(&german, WINDOWS_1252, WINDOWS_1250));
        assert!(!disproves(&german, WINDOWS_1252, WINDOWS_1251));
        let chinese = GBK.encode(CHINESE).0;
        assert!(!disproves(&chinese, GBK, WINDOWS_1252));
    }
}
