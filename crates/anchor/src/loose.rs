//! A text as a browser searches it for the words of a link: by base letters, whatever their case,
//! accents and spaces, and with its word boundaries. It must not know what is searched for.

use crate::fold::Folded;
use palimpsest_article::{Span, Text, fold_char, is_invisible};

/// Bytes compared at most to find all places of some words. A page of one word over and over is
/// no article, and may not stop the program.
const EFFORT: usize = 1 << 24;

/// A text by its base letters. A run of white space is one space, or one line feed where a block or
/// a cell ends.
pub(crate) struct Loose {
    folded: Folded,
    letters: Vec<char>,
}

impl Loose {
    pub fn new(text: &Text) -> Self {
        let mut letters = Vec::with_capacity(text.len());
        let mut origins = Vec::with_capacity(text.len());
        for (index, character) in text.as_str().chars().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            if character.is_whitespace() {
                let space = if matches!(character, '\n' | '\t') { '\n' } else { ' ' };
                match letters.last_mut() {
                    Some(last) if is_space(*last) => *last = space.min(*last),
                    _ => {
                        letters.push(space);
                        origins.push(index);
                    }
                }
            }
            for base in base_letters(character) {
                letters.push(base);
                origins.push(index);
            }
        }
        let folded = Folded { text: Text::new(letters.iter().collect::<String>()), origins };
        Loose { folded, letters }
    }

    pub fn letters(&self) -> &[char] {
        &self.letters
    }

    /// Returns where a span of the text stands among the letters, without white space at its ends.
    pub fn place(&self, span: Span) -> Span {
        let (mut start, mut end) = (self.folded.place(span.start), self.folded.place(span.end));
        while start < end && is_space(self.letters[start]) {
            start += 1;
        }
        while start < end && is_space(self.letters[end - 1]) {
            end -= 1;
        }
        Span { start, end }
    }

    /// Returns the span of the text, whole with the accents of its last letter, for a place that is
    /// not empty.
    pub fn original(&self, place: Span, text: &Text) -> Span {
        let span = self.folded.original(place);
        let after =
            Span { start: span.end, end: self.folded.origin(place.end).unwrap_or(text.len()) };
        let accents = text.slice(after).chars().take_while(|&letter| is_accent(letter)).count();
        Span { start: span.start, end: span.end + accents }
    }

    /// Returns all places of the words, or the first of very many.
    pub fn places(&self, words: &[char]) -> Vec<Span> {
        let words: String = words.iter().collect();
        let most = (EFFORT / words.len().max(1)).clamp(64, 1 << 16);
        self.folded.text.occurrences(&words).take(most).collect()
    }

    /// Tells whether the words stand at the position.
    pub fn says(&self, at: usize, words: &[char]) -> bool {
        self.letters.get(at..).is_some_and(|rest| rest.starts_with(words))
    }

    /// Returns the position, or the one after the white space there.
    pub fn after_space(&self, at: usize) -> usize {
        at + usize::from(self.letters.get(at).is_some_and(|&letter| is_space(letter)))
    }

    /// Returns the position, or the one before the white space there.
    pub fn before_space(&self, at: usize) -> usize {
        at - usize::from(at > 0 && is_space(self.letters[at - 1]))
    }

    /// Tells whether no word goes on across the position, after Unicode's rules (UAX 29) in short:
    /// `'` and `.` inside a word and `,` inside a figure belong to it. Scripts without spaces between
    /// words can be cut anywhere.
    pub fn is_boundary(&self, at: usize) -> bool {
        let letter = |at: usize| self.letters.get(at).copied().unwrap_or(' ');
        let before = |by: usize| at.checked_sub(by).map_or(' ', letter);
        let (last, next) = (before(1), letter(at));
        let is_one = |one: char, mark: char, other: char| {
            let is_figure = one.is_numeric() && other.is_numeric();
            let is_word = one.is_alphabetic() && other.is_alphabetic();
            joins(one)
                && joins(other)
                && match mark {
                    '\'' | '.' => is_figure || is_word,
                    ':' | '·' => is_word,
                    ',' | ';' => is_figure,
                    _ => false,
                }
        };
        !(joins(last) && joins(next)
            || is_one(last, next, letter(at + 1))
            || is_one(before(2), last, next))
    }
}

/// Returns words as they are searched for: like the letters of a text, in one line.
pub(crate) fn loose(words: &str) -> Vec<char> {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Loose::new(&Text::new(joined)).letters
}

pub(crate) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\n')
}

fn base_letters(character: char) -> impl Iterator<Item = char> {
    fold_char(character)
        .filter(|&letter| !is_accent(letter))
        .flat_map(char::to_lowercase)
        .filter(|&letter| !is_accent(letter))
        .map(|letter| if letter == 'ς' { 'σ' } else { letter })
}

/// Accents, Hebrew points and Arabic vowel signs.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}')
        || is_invisible(letter)
}

/// Tells whether a letter makes one word with a neighbour that does.
fn joins(letter: char) -> bool {
    let has_spaces = letter < '\u{0E00}'
        || ('\u{1100}'..'\u{1200}').contains(&letter)
        || ('\u{1E00}'..'\u{2000}').contains(&letter)
        || ('\u{30A0}'..'\u{3100}').contains(&letter);
    letter == '_' || letter.is_alphanumeric() && has_spaces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_compared_by_their_base() {
        let shown = |words: &str| loose(words).into_iter().collect::<String>();
        assert_eq!(shown(" L’Été\u{a0} FINI\u{ad}t \n ﬁn "), "l'ete finit fin");
        assert_eq!(shown("ΟΔΟΣ Straße"), shown("οδος STRAßE"));
    }

    #[test]
    fn words_and_figures_are_not_cut() {
        let cuts = |words: &str| -> String {
            let loose = Loose::new(&Text::new(words));
            let cut = |at: usize| if loose.is_boundary(at) { "|" } else { "" };
            let shown = loose.letters.iter().enumerate();
            shown.map(|(at, letter)| format!("{}{letter}", cut(at))).collect()
        };
        assert_eq!(cuts("he's 3.5, 1,000 a_b"), "|he's| |3.5|,| |1,000| |a_b");
        assert_eq!(cuts("'t is. 東京"), "|'|t| |is|.| |東|京");
    }

    #[test]
    fn a_place_leads_back_to_whole_letters() {
        let text = Text::new("un e\u{301}te\u{301}  ici");
        let loose = Loose::new(&text);
        let place = loose.place(Span::new(2, 9));
        assert_eq!(loose.letters()[place.start..place.end], ['e', 't', 'e']);
        assert_eq!(loose.original(place, &text), Span::new(3, 8));
    }
}
