//! Two texts in, the map of what stands in both out. It must not know what the map is used for.

use crate::align::{NONE, align};
use crate::moves;
use crate::words::{Vocabulary, Words};
use palimpsest_article::{Kept, PositionMap, Span, Text};

/// Compares two versions of a text word by word and returns which passages stand in both.
///
/// A word that differs by typography or case only is the same. Passages that moved are kept where
/// they can be told from a phrase that was used again. White space between two words that follow
/// each other in both texts is kept with them.
pub fn position_map(old: &Text, new: &Text) -> PositionMap {
    let (before, after) = common_ends(old.as_str(), new.as_str());
    let middle = |text: &Text| before..text.as_str().len() - after;
    let (old_middle, new_middle) = (old.span_of_bytes(middle(old)), new.span_of_bytes(middle(new)));
    let mut kept = vec![
        Kept { old: Span::new(0, old_middle.start), new: Span::new(0, new_middle.start) },
        Kept {
            old: Span::new(old_middle.end, old.len()),
            new: Span::new(new_middle.end, new.len()),
        },
    ];
    if !old_middle.is_empty() && !new_middle.is_empty() {
        let mut vocabulary = Vocabulary::default();
        let old_words = vocabulary.words(&old.as_str()[middle(old)], old_middle.start);
        let new_words = vocabulary.words(&new.as_str()[middle(new)], new_middle.start);
        let mut partners = align(&old_words.ids, &old_words.weights, &new_words.ids);
        moves::find(&old_words, &new_words, &mut partners);
        runs(&old_words, &new_words, &partners, &mut kept);
    }
    PositionMap::new(kept)
}

/// Returns how many bytes are the same at the beginning and at the end, in whole words.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let same = |(one, other): &(u8, u8)| one == other;
    let before = old.bytes().zip(new.bytes()).take_while(same).count();
    if before == old.len() && before == new.len() {
        return (before, 0);
    }
    let before = last_space(&old.as_bytes()[..before]);
    let (old, new) = (&old.as_bytes()[before..], &new.as_bytes()[before..]);
    let after =
        old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let after = match old[old.len() - after..].iter().position(u8::is_ascii_whitespace) {
        Some(space) => after - space,
        None => 0,
    };
    (before, after)
}

/// Returns where the last word of the bytes begins: after the last white space that is ASCII, so
/// that no character is cut.
fn last_space(bytes: &[u8]) -> usize {
    bytes.iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1)
}

/// Joins words that follow each other in both texts.
fn runs(old: &Words, new: &Words, partners: &[usize], kept: &mut Vec<Kept>) {
    let mut open: Option<(Kept, usize)> = None;
    for (at, &partner) in partners.iter().enumerate() {
        if partner == NONE {
            kept.extend(open.take().map(|open| open.0));
            continue;
        }
        let word = Kept { old: old.spans[at], new: new.spans[partner] };
        open = match open {
            Some((run, last)) if last + 1 == partner && is_one(run, word) => {
                let old = Span::new(run.old.start, word.old.end);
                Some((Kept { old, new: Span::new(run.new.start, word.new.end) }, partner))
            }
            _ => {
                kept.extend(open.map(|open| open.0));
                Some((word, partner))
            }
        };
    }
    kept.extend(open.map(|open| open.0));
}

/// Tells whether code point answers code point in the run, the word, and the space between.
fn is_one(run: Kept, word: Kept) -> bool {
    run.old.len() == run.new.len()
        && word.old.len() == word.new.len()
        && word.old.start - run.old.end == word.new.start - run.new.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shows what of the old text is kept, run by run, and where it stands.
    fn kept(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (Text::new(old), Text::new(new));
        let map = position_map(&old, &new);
        let shown = |kept: &Kept| {
            let (was, is) = (old.slice(kept.old), new.slice(kept.new));
            if was == is { was.to_owned() } else { format!("{was} > {is}") }
        };
        map.kept().iter().map(shown).collect()
    }

    #[test]
    fn the_same_text_is_kept_whole() {
        assert_eq!(kept("The river rose.", "The river rose."), ["The river rose."]);
        assert_eq!(kept("", "New."), [""; 0]);
        assert_eq!(kept("Old.", ""), [""; 0]);
    }

    #[test]
    fn words_are_kept_around_those_that_changed() {
        assert_eq!(
            kept("Police held 47 people on Monday.", "Police held 52 people on Tuesday."),
            ["Police held ", "people on", "."]
        );
    }

    #[test]
    fn typography_and_case_are_no_change_of_words() {
        assert_eq!(
            kept("He said: \"Fine...\" Then he left.", "He Said: “Fine…”\n\nThen he left."),
            ["He ", "said: \"Fine > Said: “Fine", "... > …", "\" > ”", "Then", " he left."]
        );
    }

    #[test]
    fn a_paragraph_that_moved_is_kept() {
        let moved = "The bridge was closed to all traffic for the night.";
        let old = format!(
            "One two three four five.\n{moved}\nSix seven eight nine ten eleven twelve.\nAnd more of the same kind followed that day."
        );
        let new = format!(
            "One two three four five.\nSix seven eight nine ten eleven twelve.\nAnd more of the same kind followed that day.\n{moved}"
        );
        let kept = kept(&old, &new);
        assert!(
            kept.iter().any(|run| run.contains("bridge was closed to all traffic")),
            "{kept:?}"
        );
        assert!(kept.iter().any(|run| run.contains("nine ten eleven")), "{kept:?}");
    }

    fn any_text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("the "),
            Just("council "),
            Just("l’été\u{a0}: "),
            Just("e\u{301}"),
            Just("語の"),
            Just("👩\u{200d}🚀"),
            Just("« »"),
            Just("\n\n"),
            Just("ﬁ…"),
            Just("."),
            Just("Mayor "),
            Just("\u{ad}"),
            Just("left "),
        ];
        proptest::collection::vec(word, 0..80).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn what_is_kept_lies_inside_and_says_the_same(old in any_text(), new in any_text()) {
            let (old, new) = (Text::new(old), Text::new(new));
            let fold = |words: &str| -> String {
                let folded = words.chars().flat_map(palimpsest_article::fold_char);
                folded.flat_map(char::to_lowercase).collect()
            };
            let points = |words: &str| fold(words).replace("..", ".").replace("..", ".");
            for kept in position_map(&old, &new).kept() {
                let (was, is) = (old.get(kept.old), new.get(kept.new));
                prop_assert!(was.is_some() && is.is_some(), "{kept:?}");
                prop_assert_eq!(points(was.unwrap_or("")), points(is.unwrap_or("")));
            }
        }

        #[test]
        fn the_same_text_is_one_run(string in any_text()) {
            let text = Text::new(string);
            let map = position_map(&text, &text);
            let whole = Kept { old: text.span(), new: text.span() };
            prop_assert_eq!(map.kept(), if text.is_empty() { vec![] } else { vec![whole] });
        }
    }
}
