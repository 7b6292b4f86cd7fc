//! Folding a whole text, and the way back. It must not know what typography is: `article` does.

use palimpsest_article::{Span, Text, fold_char, is_invisible};

/// A text without its typography, and the way back.
pub(crate) struct Folded {
    /// The folded text.
    pub text: Text,
    /// For each of its code points, the code point of the original it comes from.
    pub origins: Vec<u32>,
}

impl Folded {
    /// Folds the text, in one pass.
    pub fn new(text: &Text) -> Self {
        let mut string = String::with_capacity(text.as_str().len());
        let mut origins = Vec::with_capacity(text.len());
        for (index, character) in text.as_str().chars().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            for folded in fold_char(character) {
                string.push(folded);
                origins.push(index);
            }
        }
        Folded { text: Text::new(string), origins }
    }

    /// Returns where a code point of the original, or the next that is left, stands.
    pub fn place(&self, original: usize) -> usize {
        self.origins.partition_point(|&origin| (origin as usize) < original)
    }

    /// Returns where a code point of the folded text, if there, stands in the original.
    pub fn origin(&self, place: usize) -> Option<usize> {
        self.origins.get(place).map(|&origin| origin as usize)
    }

    /// Returns the original's span for a span, not empty, of the folded text.
    pub fn original(&self, span: Span) -> Span {
        let at = |index: usize| self.origins[index] as usize;
        Span { start: at(span.start), end: at(span.end - 1) + 1 }
    }
}

/// Returns the string folded.
pub(crate) fn fold(string: &str) -> String {
    string.chars().flat_map(fold_char).collect()
}

/// Returns the string with white space made one space and invisible characters gone: what a
/// reader takes for the same characters.
pub(crate) fn visible(string: &str) -> String {
    let shown: String = string.chars().filter(|&character| !is_invisible(character)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typography_goes_and_words_stay() {
        assert_eq!(fold("« L’est\u{a0}»"), "\"L'est\"");
        assert_eq!(visible(" a\u{a0}\n b\u{ad}c "), "a bc");
    }

    proptest! {
        #[test]
        fn every_folded_span_leads_back_to_what_folds_to_it(
            string in "[a\u{ad} «’…ﬃé語\u{1F31E}]{1,40}", a in 0usize..200, n in 1usize..9,
        ) {
            let text = Text::new(string);
            let folded = Folded::new(&text);
            let start = a % (folded.text.len() + 1);
            let span = Span { start, end: (start + n).min(folded.text.len()) };
            if !span.is_empty() {
                let back = fold(text.slice(folded.original(span)));
                prop_assert!(back.contains(folded.text.slice(span)), "{back}");
            }
        }
    }
}
