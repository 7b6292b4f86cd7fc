//! What stands around a passage, and how much of it stands around a place. It must not decide which
//! place is the passage.

use crate::fold::{Folded, fold};
use palimpsest_article::{Span, Text, TextQuoteSelector};

/// Folded code points of context that must agree on one side before a short passage is taken for
/// the one described. Fewer find more passages whose neighbourhood was rewritten; more refuse
/// more lookalikes.
const CLOSE: usize = 10;

/// What stood around the passage, folded.
pub(crate) struct Context {
    /// Before it, nearest first.
    left: Vec<char>,
    /// After it, nearest first.
    right: Vec<char>,
}

/// A place with the right words.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    /// Where, in the folded text.
    pub folded: Span,
    /// Where, in the text.
    pub span: Span,
    /// How many code points of context agree before and after.
    left: usize,
    right: usize,
    /// How far it is from where the passage was.
    pub distance: usize,
}

impl Candidate {
    pub fn agreement(&self) -> usize {
        self.left + self.right
    }
}

impl Context {
    pub fn of(quote: &TextQuoteSelector) -> Self {
        Context {
            left: fold(&quote.prefix).chars().rev().collect(),
            right: fold(&quote.suffix).chars().collect(),
        }
    }

    /// A selector from elsewhere may come without context.
    pub fn is_empty(&self) -> bool {
        self.left.is_empty() && self.right.is_empty()
    }

    pub fn judge(&self, place: Span, folded: &Folded, was: Option<usize>) -> Candidate {
        let before = folded
            .text
            .slice(Span { start: place.start.saturating_sub(self.left.len()), end: place.start });
        let after = folded.text.slice(Span { start: place.end, end: place.end + self.right.len() });
        let span = folded.original(place);
        Candidate {
            folded: place,
            span,
            left: agreeing(before.chars().rev(), &self.left),
            right: agreeing(after.chars(), &self.right),
            distance: was.map_or(0, |was| span.start.abs_diff(was)),
        }
    }

    pub fn is_close(&self, candidate: &Candidate) -> bool {
        let enough = |agreeing: usize, context: &[char]| {
            agreeing > 0 && agreeing >= context.len().min(CLOSE)
        };
        enough(candidate.left, &self.left) || enough(candidate.right, &self.right)
    }

    pub fn is_whole(&self, candidate: &Candidate) -> bool {
        candidate.agreement() == self.left.len() + self.right.len()
    }
}

fn agreeing(found: impl Iterator<Item = char>, described: &[char]) -> usize {
    found.zip(described).take_while(|(found, described)| found == *described).count()
}

/// Tells whether the place begins and ends a word or figure where the passage did: `80,000` is not
/// found in `180,000`, nor `5 %` in `1.5 %`.
pub(crate) fn keeps_edges(quote: &TextQuoteSelector, span: Span, text: &Text) -> bool {
    let before = text.slice(Span { start: span.start.saturating_sub(2), end: span.start });
    let after = text.slice(Span { start: span.end, end: span.end + 2 });
    let words = text.slice(span);
    let begins = is_inside_word(&quote.prefix, &quote.exact) || !is_inside_word(before, words);
    let ends = is_inside_word(&quote.exact, &quote.suffix) || !is_inside_word(words, after);
    begins && ends
}

/// Tells whether one word or figure runs from the end of `before` into `after`.
fn is_inside_word(before: &str, after: &str) -> bool {
    let (mut back, mut on) = (before.chars().rev(), after.chars());
    let (Some(last), Some(next)) = (back.next(), on.next()) else { return false };
    let is_digit = |letter: Option<char>| letter.is_some_and(char::is_numeric);
    let is_point = |letter: char| matches!(letter, '.' | ',');
    joins(last) && joins(next)
        || is_point(last) && is_digit(back.next()) && next.is_numeric()
        || is_point(next) && last.is_numeric() && is_digit(on.next())
}

/// Tells whether a letter makes one word with its neighbour: those of scripts that write no
/// spaces (Thai, Han, kana, Khmer, …) tell nothing about where words end.
pub(crate) fn joins(letter: char) -> bool {
    let has_spaces = letter < '\u{0E00}' || ('\u{1E00}'..'\u{2000}').contains(&letter);
    letter.is_alphanumeric() && has_spaces
}
