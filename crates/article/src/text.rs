//! `Text`: the canonical text of an article, addressed in Unicode code points.
//!
//! Bytes never leave this file: callers give and get [`Span`]s. The unit is that of the W3C
//! TextPositionSelector, so a span means the same on disk, in JSON, in the window and in exports.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// One checkpoint every this many code points: 1/16 of a byte of index per code point, and a
/// lookup walks at most this far.
const STRIDE: usize = 64;

/// A half-open range of Unicode code points of a [`Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Span {
    /// The first code point inside.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub start: usize,
    /// The first code point after it.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub end: usize,
}

impl Span {
    /// Makes a span; `start` must not be after `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        Self { start, end }
    }

    /// Returns the number of code points.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Tells whether no code point is inside.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Tells whether every code point of `other` is inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether some code point is in both.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the span moved forward by `by` code points.
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }
}

/// A text and the index that makes slicing by code points cheap. Immutable.
#[derive(Clone, Default)]
pub struct Text {
    string: String,
    /// Length in code points.
    len: usize,
    /// Byte offset of code point `i * STRIDE`; empty for ASCII, where bytes are code points.
    checkpoints: Vec<u32>,
}

impl Text {
    /// Takes the string and builds the index, in one pass.
    pub fn new(string: impl Into<String>) -> Self {
        let string = string.into();
        if string.is_ascii() {
            return Self { len: string.len(), string, checkpoints: Vec::new() };
        }
        let mut checkpoints = Vec::with_capacity(string.len() / STRIDE + 1);
        let mut len = 0;
        for (byte, _) in string.char_indices() {
            if len % STRIDE == 0 {
                checkpoints.push(u32::try_from(byte).unwrap_or(u32::MAX));
            }
            len += 1;
        }
        Self { string, len, checkpoints }
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Returns the length in code points.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Tells whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the span of the whole text.
    pub fn span(&self) -> Span {
        Span { start: 0, end: self.len }
    }

    /// Returns the words of `span`, or `None` where it does not lie inside the text.
    pub fn get(&self, span: Span) -> Option<&str> {
        if span.start > span.end || span.end > self.len {
            return None;
        }
        Some(&self.string[self.byte_at(span.start)..self.byte_at(span.end)])
    }

    /// Returns the words of `span`, cut to what lies inside the text.
    pub fn slice(&self, span: Span) -> &str {
        let end = span.end.min(self.len);
        let start = span.start.min(end);
        &self.string[self.byte_at(start)..self.byte_at(end)]
    }

    /// Turns a byte range of [`Text::as_str`], as a search over it yields, into a span.
    ///
    /// A byte inside a code point counts as the code point it belongs to.
    pub fn span_of_bytes(&self, bytes: std::ops::Range<usize>) -> Span {
        let start = self.code_point_at(bytes.start);
        Span { start, end: self.code_point_at(bytes.end).max(start) }
    }

    /// Returns where `needle` stands in the text, from left to right, overlaps included.
    pub fn occurrences<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = Span> + 'a {
        let needle_len = needle.chars().count();
        let step = needle.chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        std::iter::from_fn(move || {
            if needle.is_empty() {
                return None;
            }
            let at = from + self.string.get(from..)?.find(needle)?;
            from = at + step;
            let start = self.code_point_at(at);
            Some(Span { start, end: start + needle_len })
        })
    }

    fn byte_at(&self, code_point: usize) -> usize {
        if self.checkpoints.is_empty() {
            return code_point.min(self.string.len());
        }
        if code_point >= self.len {
            return self.string.len();
        }
        let base = self.checkpoints[code_point / STRIDE] as usize;
        self.string[base..]
            .char_indices()
            .nth(code_point % STRIDE)
            .map_or(self.string.len(), |(offset, _)| base + offset)
    }

    fn code_point_at(&self, byte: usize) -> usize {
        let byte = byte.min(self.string.len());
        if self.checkpoints.is_empty() {
            return byte;
        }
        let stride = self.checkpoints.partition_point(|&start| start as usize <= byte) - 1;
        let base = self.checkpoints[stride] as usize;
        let inside = self.string[base..]
            .char_indices()
            .take_while(|(offset, character)| base + offset + character.len_utf8() <= byte)
            .count();
        stride * STRIDE + inside
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.string.fmt(formatter)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.string == other.string
    }
}

impl Eq for Text {}

impl From<&str> for Text {
    fn from(string: &str) -> Self {
        Text::new(string)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.string)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Text::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Letters of one to four bytes, combining marks, right-to-left, joined emoji.
    fn any_text() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![
                Just("a"),
                Just("é"),
                Just("e\u{301}"),
                Just("語"),
                Just("👩\u{200d}🚀"),
                Just("שלום"),
                Just("\u{202e}ا"),
                Just(" "),
                Just("\n"),
            ],
            0..300,
        )
        .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn a_slice_is_what_counting_by_hand_gives(string in any_text(), a in 0usize..400, b in 0usize..400) {
            let text = Text::new(string.clone());
            let letters: Vec<char> = string.chars().collect();
            prop_assert_eq!(text.len(), letters.len());
            let (start, end) = (a.min(b), a.max(b));
            let by_hand: String =
                letters.iter().skip(start).take(end - start).collect();
            prop_assert_eq!(text.slice(Span::new(start, end)), by_hand.as_str());
            prop_assert_eq!(text.get(Span::new(start, end)).is_some(), end <= letters.len());
        }

        #[test]
        fn bytes_and_code_points_agree(string in any_text(), a in 0usize..400, b in 0usize..400) {
            let text = Text::new(string);
            let span = Span::new(a.min(b).min(text.len()), a.max(b).min(text.len()));
            let words = text.slice(span);
            let from = words.as_ptr() as usize - text.as_str().as_ptr() as usize;
            prop_assert_eq!(text.span_of_bytes(from..from + words.len()), span);
        }

        #[test]
        fn every_occurrence_says_the_needle(string in any_text(), a in 0usize..400, n in 1usize..5) {
            let text = Text::new(string);
            let needle = text.slice(Span::new(a, a + n)).to_owned();
            let found: Vec<Span> = text.occurrences(&needle).collect();
            prop_assert!(found.iter().all(|&span| text.slice(span) == needle));
            if !needle.is_empty() {
                prop_assert!(found.iter().any(|span| span.start == a));
            }
        }
    }

    #[test]
    fn a_span_outside_the_text_is_none_and_slices_to_what_is_there() {
        let text = Text::new("naïve");
        assert_eq!(text.get(Span { start: 3, end: 9 }), None);
        assert_eq!(text.slice(Span { start: 3, end: 9 }), "ve");
        assert_eq!(text.get(Span { start: 4, end: 2 }), None);
    }

    #[test]
    fn overlapping_occurrences_are_all_found() {
        let text = Text::new("ananas");
        let starts: Vec<usize> = text.occurrences("ana").map(|span| span.start).collect();
        assert_eq!(starts, [0, 2]);
    }
}
