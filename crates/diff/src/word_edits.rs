//! Two passages in, what an edit made of the words of the one to get the other out.

use crate::align::{NONE, align};
use crate::words::{Vocabulary, Words};
use palimpsest_article::{Span, Text, WordEdit, WordEditKind, is_invisible};

/// Returns what was kept, removed and inserted, in the order of reading.
///
/// Words that differ in typography or case are shown as removed and inserted: that is what was
/// edited. White space and invisible characters are no edit; where they differ, the new ones are
/// shown. Of words in the same place what was removed comes first, and neighbours of one kind are one.
pub fn word_edits(old: &str, new: &str) -> Vec<WordEdit> {
    let mut vocabulary = Vocabulary::default();
    let (old_words, new_words) = (vocabulary.words(old, 0), vocabulary.words(new, 0));
    let (old, new) = (Text::new(old), Text::new(new));
    let mut edits = Edits::default();
    let mut from = (0, 0);
    for (was, is) in same_words(&old_words, &new_words, &old, &new) {
        edits.change(
            old.slice(Span::new(from.0, was.start)),
            new.slice(Span::new(from.1, is.start)),
        );
        edits.push(WordEditKind::Kept, new.slice(is));
        from = (was.end, is.end);
    }
    edits.change(old.slice(Span::new(from.0, old.len())), new.slice(Span::new(from.1, new.len())));
    with_whole_figures(&edits.0)
}

/// Makes an edit inside a figure one of the whole figure: `2,300` became `3,100`, rather than `2` became
/// `3` and `300` became `100`.
fn with_whole_figures(edits: &[WordEdit]) -> Vec<WordEdit> {
    let mut whole = Edits::default();
    // What was removed and inserted since the last kept run.
    let mut open = [String::new(), String::new()];
    for (at, edit) in edits.iter().enumerate() {
        let text = edit.text.as_str();
        match edit.kind {
            WordEditKind::Removed => open[0].push_str(text),
            WordEditKind::Inserted => open[1].push_str(text),
            WordEditKind::Kept => {
                let next = edits[at + 1..].iter().take_while(|it| it.kind != WordEditKind::Kept);
                let next = || next.clone().map(|it| it.text.as_str());
                let is_begun = open.iter().any(|side| goes_on(side, text));
                let is_ended = next().any(|after| goes_on(text, after));
                let is_between = text.chars().all(is_mark)
                    && open.iter().any(|side| side.ends_with(char::is_numeric))
                    && next().any(|after| after.starts_with(char::is_numeric));
                let tail = if is_begun { figure_at_start(text) } else { 0 };
                let head = if is_ended { figure_at_end(text) } else { text.len() };
                if is_between || head <= tail {
                    open.iter_mut().for_each(|side| side.push_str(text));
                    continue;
                }
                open.iter_mut().for_each(|side| side.push_str(&text[..tail]));
                whole.flush(&mut open);
                whole.push(WordEditKind::Kept, &text[tail..head]);
                open.iter_mut().for_each(|side| side.push_str(&text[head..]));
            }
        }
    }
    whole.flush(&mut open);
    whole.0
}

/// Tells whether a figure goes on from one string into the next.
fn goes_on(before: &str, after: &str) -> bool {
    let (last, first) = (before.chars().next_back(), after.chars().next());
    match (last, first) {
        (Some(last), Some(first)) if is_mark(last) => {
            first.is_numeric() && figure_at_end(before) < before.len()
        }
        (Some(last), Some(first)) if is_mark(first) => {
            last.is_numeric() && figure_at_start(after) > 0
        }
        _ => false,
    }
}

/// Returns how many bytes of a string go on with a figure begun before it.
fn figure_at_start(string: &str) -> usize {
    let run = string.trim_start_matches(|it: char| it.is_numeric() || is_mark(it));
    string[..string.len() - run.len()].trim_end_matches(is_mark).len()
}

/// Returns where in a string the figure begins that goes on after it.
fn figure_at_end(string: &str) -> usize {
    let run = string.trim_end_matches(|it: char| it.is_numeric() || is_mark(it)).len();
    string.len() - string[run..].trim_start_matches(is_mark).len()
}

/// Marks that stand between the digits of one figure.
fn is_mark(character: char) -> bool {
    matches!(character, '.' | ',' | '\'' | '’' | ':')
}

/// Returns where words stand that a reader takes for the same, in either text.
fn same_words<'a>(
    old_words: &'a Words,
    new_words: &'a Words,
    old: &'a Text,
    new: &'a Text,
) -> impl Iterator<Item = (Span, Span)> + 'a {
    let partners = align(&old_words.ids, &old_words.weights, &new_words.ids);
    let pairs = partners.into_iter().enumerate().filter(|pair| pair.1 != NONE);
    pairs
        .map(|(at_old, at_new)| (old_words.spans[at_old], new_words.spans[at_new]))
        .filter(|&(was, is)| seen(old.slice(was)).eq(seen(new.slice(is))))
}

fn seen(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|&character| !is_invisible(character))
}

#[derive(Default)]
struct Edits(Vec<WordEdit>);

impl Edits {
    /// Adds what stands between two kept words: spaces that both have are kept.
    fn change(&mut self, old: &str, new: &str) {
        if is_blank(old) && is_blank(new) {
            return self.push(WordEditKind::Kept, new);
        }
        let (lead, new) = new.split_at(common_blank(old.chars(), new.chars()));
        let old = &old[lead.len()..];
        let trail = common_blank(old.chars().rev(), new.chars().rev());
        let (new, trail) = new.split_at(new.len() - trail);
        self.push(WordEditKind::Kept, lead);
        self.push(WordEditKind::Removed, &old[..old.len() - trail.len()]);
        self.push(WordEditKind::Inserted, new);
        self.push(WordEditKind::Kept, trail);
    }

    fn flush(&mut self, [removed, inserted]: &mut [String; 2]) {
        self.push(WordEditKind::Removed, removed);
        self.push(WordEditKind::Inserted, inserted);
        removed.clear();
        inserted.clear();
    }

    fn push(&mut self, kind: WordEditKind, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.0.push(WordEdit { kind, text: text.to_owned() }),
        }
    }
}

fn is_blank(string: &str) -> bool {
    string.chars().all(|character| character.is_whitespace() || is_invisible(character))
}

/// Returns how many bytes of white space both begin with.
fn common_blank(old: impl Iterator<Item = char>, new: impl Iterator<Item = char>) -> usize {
    let same = old.zip(new).take_while(|(one, other)| one == other && one.is_whitespace());
    same.map(|(space, _)| space.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shows what was removed as `[-words-]` and what was inserted as `{+words+}`.
    fn shown(old: &str, new: &str) -> String {
        let show = |edit: WordEdit| match edit.kind {
            WordEditKind::Kept => edit.text,
            WordEditKind::Removed => format!("[-{}-]", edit.text),
            WordEditKind::Inserted => format!("{{+{}+}}", edit.text),
        };
        word_edits(old, new).into_iter().map(show).collect()
    }

    #[test]
    fn edited_words_stand_beside_those_that_were_kept() {
        assert_eq!(
            shown("Police held 47 people.", "Police held 52 people."),
            "Police held [-47-]{+52+} people."
        );
        assert_eq!(
            shown("The old bridge held on.", "The bridge held on for now."),
            "The [-old -]bridge held on{+ for now+}."
        );
        assert_eq!(shown("a b c", "x y"), "[-a b c-]{+x y+}");
        assert_eq!(shown("", "new"), "{+new+}");
        assert_eq!(shown("old", ""), "[-old-]");
        assert_eq!(shown("", ""), "");
    }

    #[test]
    fn a_figure_is_edited_as_a_whole() {
        assert_eq!(shown("some 2,300 now", "some 3,100 now"), "some [-2,300-]{+3,100+} now");
        assert_eq!(shown("some 2,300 now", "some 3,300 now"), "some [-2,300-]{+3,300+} now");
        assert_eq!(
            shown("at 80,000 pounds", "at 180,000 pounds"),
            "at [-80,000-]{+180,000+} pounds"
        );
        assert_eq!(shown("1.9 or 7.25.", "1.8 or 7.25."), "[-1.9-]{+1.8+} or 7.25.");
        assert_eq!(shown("300", "2,300"), "[-300-]{+2,300+}");
        assert_eq!(shown("in 2019, 12 of", "in 2018, 12 of"), "in [-2019-]{+2018+}, 12 of");
        assert_eq!(shown("in 2019.", "in 2018."), "in [-2019-]{+2018+}.");
        assert_eq!(shown("1,234,567", "1,235,567"), "[-1,234,567-]{+1,235,567+}");
    }

    #[test]
    fn typography_and_case_are_edits_and_white_space_is_none() {
        assert_eq!(shown("\"So\" it is", "“So” It is"), "[-\"-]{+“+}So[-\" it-]{+” It+} is");
        assert_eq!(shown("so co\u{ad}op  now", "so coop\nnow"), "so coop\nnow");
    }

    proptest! {
        #[test]
        fn both_passages_are_made_of_the_edits(
            old in "[ab1., é“\u{ad}\n]{0,60}", new in "[ab1., é“\u{ad}\n]{0,60}",
        ) {
            let edits = word_edits(&old, &new);
            let without = |kind: WordEditKind| -> String {
                edits.iter().filter(|edit| edit.kind != kind).map(|edit| edit.text.as_str()).collect()
            };
            let words = |string: &str| -> String {
                string.chars().filter(|&it| !it.is_whitespace() && !is_invisible(it)).collect()
            };
            prop_assert_eq!(without(WordEditKind::Removed), new);
            prop_assert_eq!(words(&without(WordEditKind::Inserted)), words(&old));
            prop_assert!(edits.windows(2).all(|two| two[0].kind != two[1].kind));
            prop_assert!(edits.iter().all(|edit| !edit.text.is_empty()));
        }
    }
}
