//! Words of a text, and how like two sequences of words are by their runs of four.
//!
//! The measure of the benchmark by Scrapinghub: overlap of the multisets of 4-grams. It must not
//! know pages or articles.

use std::collections::HashMap;
use std::ops::Range;

/// Words that follow each other in one gram.
pub const GRAM: usize = 4;

/// What counts as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Runs of letters and digits; each character of a script without spaces on its own.
    Words,
    /// As Scrapinghub published its benchmark: runs of letters, digits and low lines.
    AsPublished,
}

/// One word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word.
    pub word: &'a str,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Whether it is the first of its paragraph.
    pub opens: bool,
}

/// Lists the words of a text whose paragraphs are parted by line feeds.
pub fn tokens(text: &str, rule: Rule) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = None;
    let mut opens = true;
    let mut close = |range: Range<usize>, opens: &mut bool| {
        tokens.push(Token {
            word: &text[range.clone()],
            bytes: range,
            opens: std::mem::take(opens),
        });
    };
    for (at, character) in text.char_indices() {
        let is_alone = rule == Rule::Words && is_unspaced(character);
        let is_inside = character.is_alphanumeric()
            || (rule == Rule::AsPublished && character == '_')
            || (start.is_some() && is_combining(character));
        if is_inside && !is_alone {
            start = start.or(Some(at));
            continue;
        }
        if let Some(from) = start.take() {
            close(from..at, &mut opens);
        }
        if is_alone && is_inside {
            close(at..at + character.len_utf8(), &mut opens);
        }
        opens |= character == '\n';
    }
    if let Some(from) = start {
        close(from..text.len(), &mut opens);
    }
    tokens
}

/// Thai, Lao, Tibetan, Burmese, Khmer, kana and Han: written without spaces between words.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that are written over a letter do not end its word.
fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{9cd}' | '\u{64b}'..='\u{65f}')
}

/// How much of the grams of two texts is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Share of what was found that is wanted.
    pub precision: f64,
    /// Share of what is wanted that was found.
    pub recall: f64,
}

impl Overlap {
    /// Makes the shares out of counts; two empty texts are equal.
    pub fn of_counts(shared: usize, found: usize, wanted: usize) -> Overlap {
        let share = |of: usize| match (of, found.max(wanted)) {
            (_, 0) => 1.0,
            (0, _) => 0.0,
            _ => shared as f64 / of as f64,
        };
        Overlap { precision: share(found), recall: share(wanted) }
    }

    /// Returns the harmonic mean.
    pub fn f1(self) -> f64 {
        harmonic(self.precision, self.recall)
    }
}

/// Returns the harmonic mean of two shares.
pub fn harmonic(precision: f64, recall: f64) -> f64 {
    match precision + recall {
        0.0 => 0.0,
        sum => 2.0 * precision * recall / sum,
    }
}

/// Compares two sequences of words by the multisets of their grams. Grams of `neutral` sequences
/// count neither when they are found and not wanted, nor when they are wanted and not found.
pub fn overlap(wanted: &[&str], found: &[&str], neutral: &[Vec<&str>]) -> Overlap {
    let wanted = grams(wanted);
    let found = grams(found);
    let mut allowed: HashMap<&[&str], usize> = HashMap::new();
    for sequence in neutral {
        for (gram, count) in grams(sequence) {
            *allowed.entry(gram).or_default() += count;
        }
    }
    let total = |grams: &HashMap<&[&str], usize>, others: &HashMap<&[&str], usize>| {
        let counted = grams.iter().map(|(gram, &count)| {
            let extra = count.saturating_sub(others.get(gram).copied().unwrap_or(0));
            count - extra.min(allowed.get(gram).copied().unwrap_or(0))
        });
        counted.sum::<usize>()
    };
    let shared =
        wanted.iter().map(|(gram, &count)| count.min(found.get(gram).copied().unwrap_or(0))).sum();
    Overlap::of_counts(shared, total(&found, &wanted), total(&wanted, &found))
}

/// Counts the runs of four words; a shorter sequence is one run.
pub fn grams<'s, 'a>(words: &'s [&'a str]) -> HashMap<&'s [&'a str], usize> {
    let mut counts = HashMap::new();
    if !words.is_empty() {
        for gram in words.windows(GRAM.min(words.len())) {
            *counts.entry(gram).or_default() += 1;
        }
    }
    counts
}

/// Tells of each word whether no gram that it is part of stands in the other sequence as well.
pub fn unmatched(words: &[&str], others: &[&str]) -> Vec<bool> {
    let mut left = grams(others);
    let mut alone = vec![true; words.len()];
    if words.is_empty() {
        return alone;
    }
    let size = GRAM.min(words.len());
    for (start, gram) in words.windows(size).enumerate() {
        if let Some(count) = left.get_mut(gram).filter(|count| **count > 0) {
            *count -= 1;
            alone[start..start + size].fill(false);
        }
    }
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, rule: Rule) -> Vec<&str> {
        tokens(text, rule).into_iter().map(|token| token.word).collect()
    }

    fn f1(wanted: &str, found: &str) -> f64 {
        overlap(&words(wanted, Rule::Words), &words(found, Rule::Words), &[]).f1()
    }

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(
            words("It's 9.40_pm, “déjà”", Rule::Words),
            ["It", "s", "9", "40", "pm", "déjà"]
        );
        assert_eq!(words("9_40", Rule::AsPublished), ["9_40"]);
        assert_eq!(words("e\u{301}te\u{301}", Rule::Words), ["e\u{301}te\u{301}"]);
    }

    #[test]
    fn a_character_of_a_script_without_spaces_is_a_word() {
        assert_eq!(words("東京2020年", Rule::Words), ["東", "京", "2020", "年"]);
        assert_eq!(words("東京2020年", Rule::AsPublished), ["東京2020年"]);
        assert_eq!(words("서울 시장", Rule::Words), ["서울", "시장"]);
    }

    #[test]
    fn the_first_word_of_a_paragraph_is_known() {
        let opens: Vec<bool> =
            tokens("a b\n\nc d", Rule::Words).iter().map(|token| token.opens).collect();
        assert_eq!(opens, [true, false, true, false]);
    }

    #[test]
    fn grams_are_counted_as_a_multiset() {
        // Five words are two grams; one of them is found.
        let half = overlap(&["a", "b", "c", "d", "e"], &["a", "b", "c", "d"], &[]);
        assert_eq!(half, Overlap { precision: 1.0, recall: 0.5 });
        // Saying it twice is half wrong.
        let twice = overlap(&["a", "b", "c", "d"], &["a", "b", "c", "d", "a", "b", "c", "d"], &[]);
        assert_eq!(twice, Overlap { precision: 0.2, recall: 1.0 });
    }

    #[test]
    fn short_and_empty_texts() {
        assert_eq!(f1("a b", "a b"), 1.0);
        assert_eq!(f1("a b", "a c"), 0.0);
        assert_eq!(f1("", ""), 1.0);
        assert_eq!(f1("a", ""), 0.0);
        assert_eq!(f1("", "a"), 0.0);
        assert_eq!(f1("one two three four", "One two three four"), 0.0);
    }

    #[test]
    fn neutral_words_are_no_error_either_way() {
        let text = ["a", "b", "c", "d", "e"];
        let neutral = vec![vec!["v", "w", "x", "y", "z"]];
        let with = overlap(&text, &["a", "b", "c", "d", "v", "w", "x", "y"], &neutral);
        // `a b c d` is right, the three grams across the seam are wrong, `v w x y` is neutral.
        assert_eq!(with, Overlap { precision: 0.25, recall: 0.5 });
        let without = overlap(&["v", "w", "x", "y"], &[], &neutral);
        assert_eq!(without, Overlap { precision: 1.0, recall: 1.0 });
    }

    #[test]
    fn words_that_nothing_matches() {
        let wanted = ["a", "b", "c", "d", "e"];
        assert_eq!(unmatched(&wanted, &["b", "c", "d", "e"]), [true, false, false, false, false]);
        assert_eq!(unmatched(&wanted, &[]), [true; 5]);
        assert_eq!(unmatched(&["a", "b"], &["a", "b"]), [false; 2]);
    }
}
