//! Folding: what typography changes without touching a word.
//!
//! White space and invisible characters go; quotation marks, apostrophes, dashes and ligatures
//! become one form each. Letters stay as they are: case and accents are words' business.

use palimpsest_article::{Span, Text};

/// A text without its typography, and the way back.
pub(crate) struct Folded {
    /// The folded text.
    pub text: Text,
    /// For each of its code points, the code point of the original it comes from.
    origins: Vec<u32>,
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

/// Tells whether nothing is left of the character.
pub(crate) fn vanishes(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

/// Returns the string with white space made one space and invisible characters gone: what a
/// reader takes for the same characters.
pub(crate) fn visible(string: &str) -> String {
    let shown: String = string.chars().filter(|&character| !is_invisible(character)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fold_char(character: char) -> impl Iterator<Item = char> {
    let folded: &[char] = match character {
        _ if character.is_ascii_alphanumeric() => &[],
        _ if vanishes(character) => return Few::none(),
        '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞' | '〟' | '＂' | '「' | '」' | '『'
        | '』' => &['"'],
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʼ' | '′' | '`' | '´' | '＇' => {
            &['\'']
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => &['-'],
        '…' => &['.', '.', '.'],
        'ﬀ' => &['f', 'f'],
        'ﬁ' => &['f', 'i'],
        'ﬂ' => &['f', 'l'],
        'ﬃ' => &['f', 'f', 'i'],
        'ﬄ' => &['f', 'f', 'l'],
        _ => &[],
    };
    match folded {
        [] => Few::one(character),
        folded => Few::of(folded),
    }
}

/// Soft hyphen, zero-width space, word joiner, byte order mark. Joiners stay: they make letters
/// and emoji what they are.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Up to three characters, without a heap.
struct Few {
    characters: [char; 3],
    next: usize,
    len: usize,
}

impl Few {
    fn none() -> Self {
        Few { characters: ['\0'; 3], next: 0, len: 0 }
    }

    fn one(character: char) -> Self {
        Few { characters: [character, '\0', '\0'], next: 0, len: 1 }
    }

    fn of(characters: &[char]) -> Self {
        let mut few = Few { len: characters.len(), ..Few::none() };
        few.characters[..characters.len()].copy_from_slice(characters);
        few
    }
}

impl Iterator for Few {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let character = (self.next < self.len).then(|| self.characters[self.next])?;
        self.next += 1;
        Some(character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typography_goes_and_words_stay() {
        assert_eq!(fold("« L’été\u{a0}»"), "\"L'été\"");
        assert_eq!(fold("“co\u{ad}op” – ﬁn…"), "\"coop\"-fin...");
        assert_eq!(fold("👩\u{200d}🚀 שלום"), "👩\u{200d}🚀שלום");
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
