//! Cuts a text into the words that are compared. It must not know what they are compared with.
//!
//! A word is a run of letters and figures; scripts that write no spaces give a word for each
//! letter. Each mark is a word of its own, save that points in a row are one. White space is none.

use palimpsest_article::{Span, fold_char, is_invisible};
use std::collections::HashMap;

/// The words of one text.
#[derive(Default)]
pub(crate) struct Words {
    /// What each says: equal numbers, equal words.
    pub ids: Vec<u32>,
    /// Where each stands.
    pub spans: Vec<Span>,
    /// What it is worth that a word is kept: long ones tell more than short ones and than marks.
    pub weights: Vec<u32>,
}

/// What words say, numbered.
#[derive(Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<String, u32>,
    folded: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Space,
    Letter,
    Point,
    Alone,
}

impl Vocabulary {
    /// Cuts a string that begins at the code point `from` of its text.
    pub fn words(&mut self, string: &str, from: usize) -> Words {
        let mut words = Words::default();
        let mut open: Option<(Class, usize, usize)> = None;
        let mut at = from;
        for (byte, character) in string.char_indices() {
            let class = class(character);
            if let Some((running, byte_start, start)) = open {
                let goes_on = matches!(running, Class::Letter | Class::Point)
                    && (class == running || is_invisible(character) || is_joiner(character));
                if goes_on {
                    at += 1;
                    continue;
                }
                self.push(&mut words, &string[byte_start..byte], Span::new(start, at));
                open = None;
            }
            if class != Class::Space {
                open = Some((class, byte, at));
            }
            at += 1;
        }
        if let Some((_, byte_start, start)) = open {
            self.push(&mut words, &string[byte_start..], Span::new(start, at));
        }
        words
    }

    fn push(&mut self, words: &mut Words, written: &str, span: Span) {
        self.folded.clear();
        let folded = written.chars().flat_map(fold_char).flat_map(char::to_lowercase);
        self.folded.extend(folded);
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let id = match self.ids.get(&self.folded) {
            Some(&id) => id,
            None => *self.ids.entry(self.folded.clone()).or_insert(next),
        };
        words.ids.push(id);
        words.spans.push(span);
        words.weights.push(weight(written, span.len()));
    }
}

fn class(character: char) -> Class {
    match character {
        _ if character.is_ascii_alphanumeric() => Class::Letter,
        _ if character.is_whitespace() || is_invisible(character) => Class::Space,
        '.' | '…' => Class::Point,
        _ if character.is_ascii() => Class::Alone,
        _ if is_joiner(character) || character.is_alphanumeric() && writes_spaces(character) => {
            Class::Letter
        }
        _ => Class::Alone,
    }
}

/// Tells whether the character changes the letter before it: accents written apart, joiners.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe0f}')
}

/// Thai, Khmer, Han, kana and others write words without spaces between them; Hangul does not.
fn writes_spaces(letter: char) -> bool {
    letter < '\u{0E00}'
        || ('\u{1E00}'..'\u{2000}').contains(&letter)
        || ('\u{AC00}'..'\u{D7B0}').contains(&letter)
        || ('\u{FB00}'..'\u{FB50}').contains(&letter)
}

fn weight(written: &str, len: usize) -> u32 {
    match written.chars().any(char::is_alphanumeric) {
        true => 4 + len.min(8) as u32,
        false => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(string: &str) -> Vec<String> {
        let letters: Vec<char> = string.chars().collect();
        let words = Vocabulary::default().words(string, 7);
        words
            .spans
            .iter()
            .map(|span| letters[span.start - 7..span.end - 7].iter().collect())
            .collect()
    }

    #[test]
    fn a_text_is_cut_into_words_and_marks() {
        assert_eq!(cut(" L’été 2.5 %…"), ["L", "’", "été", "2", ".", "5", "%", "…"]);
        assert_eq!(cut("東京 coop"), ["東", "京", "coop"]);
        assert_eq!(cut("co\u{ad}op e\u{301}t"), ["co\u{ad}op", "e\u{301}t"]);
        assert_eq!(cut(" \n"), [""; 0]);
    }

    #[test]
    fn typography_and_case_make_no_other_word() {
        let mut vocabulary = Vocabulary::default();
        let old = vocabulary.words("“Eﬃcient te\u{301}—...", 0);
        let new = vocabulary.words("\"eﬀi\u{ad}cient té - …", 0);
        assert_eq!(old.ids, new.ids);
    }
}
