//! Finds a described passage in a text, or says that it is gone.
//!
//! The same words, typography aside, are the passage; a long one is also found with some letters
//! changed. It must not guess at more: rather an orphan than a lookalike.

use crate::approximate::nearest;
use crate::fold::{Folded, fold, visible};
use palimpsest_article::{AnchorStatus, Span, Target, Text, vanishes};
use std::cell::OnceCell;

/// Folded code points of context that must agree on one side before a short passage is taken for
/// the one described. Fewer find more passages whose neighbourhood was rewritten; more refuse
/// more lookalikes.
const CLOSE: usize = 10;

/// Folded code points from which a passage that stands only once is known by its words alone.
/// Fewer find more that moved to other company; more refuse more stock phrases.
pub(crate) const DISTINCTIVE: usize = 24;

/// Bytes compared at most when looking through a text that repeats itself. A page of one word over
/// and over is no article, and may not stop the program.
const EFFORT: usize = 1 << 24;

/// Folded code points from which a passage is sought with changed letters. Shorter ones are found
/// changed in any text.
const LONG: usize = 14;

/// Folded code points up to which it is: the search takes time in proportion to them.
const LONGEST: usize = 4096;

/// Folded code points before and after its old position among which it is: most articles whole.
const NEAR: usize = 16_384;

/// The share of letters that may be changed. Other words of the same language take about two
/// thirds.
const CHANGED: f64 = 0.4;

/// The share that may be changed of a passage too short to be distinctive.
const CHANGED_ALONE: f64 = 0.25;

/// The share that may be changed where the words before or after are the old ones.
const CHANGED_IN_CONTEXT: f64 = 0.6;

/// Finds the described passage in `text`.
///
/// - The same words at the position where they were: `Exact`; elsewhere: `Moved`. White space and
///   invisible characters may differ.
/// - The same words in other typography (quotation marks, apostrophes, dashes, ligatures):
///   `Reworded`; the score is the share of characters that both have.
/// - A long passage with some letters changed, not far from its old position: `Reworded`.
/// - Anything else: `Orphan`. So are short words of which every place has other context, and
///   words that stand in several places with nothing to tell which.
///
/// Takes time in proportion to the text; for many targets on one text see [`locate_all`].
pub fn locate(target: &Target, text: &Text) -> AnchorStatus {
    locate_in(target, &Haystack::new(text))
}

/// Finds each described passage, as [`locate`] does, preparing the text once.
pub fn locate_all<'a>(
    targets: impl IntoIterator<Item = &'a Target>,
    text: &Text,
) -> Vec<AnchorStatus> {
    let haystack = Haystack::new(text);
    targets.into_iter().map(|target| locate_in(target, &haystack)).collect()
}

/// Returns where the same words stand, typography aside, and are the passage.
pub(crate) fn words_again(target: &Target, text: &Text) -> Option<Span> {
    let found = elsewhere(target, &Folded::new(text), text)?;
    Some(with_edges(target, found, text))
}

/// A text to search, folded when first needed: most passages stand where they stood.
struct Haystack<'a> {
    text: &'a Text,
    folded: OnceCell<Folded>,
    letters: OnceCell<Vec<char>>,
}

impl<'a> Haystack<'a> {
    fn new(text: &'a Text) -> Self {
        Haystack { text, folded: OnceCell::new(), letters: OnceCell::new() }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::new(self.text))
    }

    fn letters(&self) -> &[char] {
        self.letters.get_or_init(|| self.folded().text.as_str().chars().collect())
    }
}

/// A place with the right words.
#[derive(Clone, Copy)]
struct Candidate {
    /// Where, in the folded text.
    folded: Span,
    /// Where, in the text.
    span: Span,
    /// How many code points of context agree before and after.
    left: usize,
    right: usize,
    /// How far it is from where the passage was.
    distance: usize,
}

impl Candidate {
    fn agreement(&self) -> usize {
        self.left + self.right
    }
}

fn locate_in(target: &Target, haystack: &Haystack) -> AnchorStatus {
    if target.quote.exact.is_empty() {
        return AnchorStatus::Orphan;
    }
    if let Some(span) = where_it_was(target, haystack.text) {
        return AnchorStatus::Exact { span };
    }
    let folded = haystack.folded();
    let found = elsewhere(target, folded, haystack.text)
        .or_else(|| edited(target, folded, haystack.letters(), haystack.text));
    match found {
        Some(span) => status(target, with_edges(target, span, haystack.text), haystack.text),
        None => AnchorStatus::Orphan,
    }
}

/// Finds the passage where some of its letters were changed, near where it was.
fn edited(target: &Target, folded: &Folded, letters: &[char], text: &Text) -> Option<Span> {
    let row: Vec<char> = fold(&target.quote.exact).chars().collect();
    if row.len() < LONG || row.len() > LONGEST {
        return None;
    }
    let around = folded.place(target.position.start);
    let from = around.saturating_sub(NEAR).min(letters.len());
    let to = around.saturating_add(NEAR + row.len()).min(letters.len());
    let near = &letters[from..to];
    let (place, changes) = nearest(&row, near, around.saturating_sub(from) + row.len())?;
    if changes == 0 {
        // The same words: they were judged, and refused, as such.
        return None;
    }
    let share = changes as f64 / row.len() as f64;
    let place = Span { start: from + place.start, end: from + place.end };
    let context = Context::of(target);
    let is_known = context.is_close(&context.judge(place, folded, target.position.start));
    let most = match is_known {
        true => CHANGED_IN_CONTEXT,
        false if row.len() < DISTINCTIVE => CHANGED_ALONE,
        false => CHANGED,
    };
    (share <= most).then(|| whole_words(folded.original(place), text))
}

/// Lets a passage begin and end with a word.
fn whole_words(span: Span, text: &Text) -> Span {
    /// Longer than words are.
    const REACH: usize = 24;
    let before = text.slice(Span { start: span.start.saturating_sub(REACH), end: span.start });
    let after = text.slice(Span { start: span.end, end: span.end + REACH });
    let words = text.slice(span);
    let first = words.chars().next().filter(|&letter| joins(letter));
    let last = words.chars().next_back().filter(|&letter| joins(letter));
    let lead = first.map_or(0, |_| before.chars().rev().take_while(|&it| joins(it)).count());
    let trail = last.map_or(0, |_| after.chars().take_while(|&it| joins(it)).count());
    Span { start: span.start - lead, end: span.end + trail }
}

/// Tells whether words and context still stand at the position.
fn where_it_was(target: &Target, text: &Text) -> Option<Span> {
    let quote = &target.quote;
    let start = target.position.start;
    let end = start.checked_add(quote.exact.chars().count())?;
    let span = Span { start, end };
    if text.get(span)? != quote.exact {
        return None;
    }
    let before = Span { start: start.checked_sub(quote.prefix.chars().count())?, end: start };
    let after = Span { start: end, end: end + quote.suffix.chars().count() };
    let same = text.get(before)? == quote.prefix && text.get(after)? == quote.suffix;
    same.then_some(span)
}

/// Chooses among all places with the right words.
fn elsewhere(target: &Target, folded: &Folded, text: &Text) -> Option<Span> {
    let needle = fold(&target.quote.exact);
    if needle.is_empty() {
        return None;
    }
    let context = Context::of(target);
    let most = (EFFORT / needle.len()).max(64);
    let candidates: Vec<Candidate> = folded
        .text
        .occurrences(&needle)
        .take(most)
        .map(|place| context.judge(place, folded, target.position.start))
        .filter(|candidate| keeps_edges(target, candidate.span, text))
        .collect();
    let best = *candidates
        .iter()
        .max_by_key(|candidate| (candidate.agreement(), std::cmp::Reverse(candidate.distance)))?;
    let rivals = candidates
        .iter()
        .filter(|candidate| candidate.folded != best.folded)
        .filter(|candidate| candidate.agreement() == best.agreement())
        .count();
    let alone = candidates.len() == 1;
    let known = context.is_close(&best) && (rivals == 0 || context.is_whole(&best))
        || alone && (best.folded.len() >= DISTINCTIVE || context.is_empty());
    known.then_some(best.span)
}

/// Tells whether the place begins and ends a word or figure where the passage did: `80,000` is not
/// found in `180,000`, nor `5 %` in `1.5 %`.
fn keeps_edges(target: &Target, span: Span, text: &Text) -> bool {
    let quote = &target.quote;
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
fn joins(letter: char) -> bool {
    let has_spaces = letter < '\u{0E00}' || ('\u{1E00}'..'\u{2000}').contains(&letter);
    letter.is_alphanumeric() && has_spaces
}

/// What stood around the passage, folded.
struct Context {
    /// Before it, nearest first.
    left: Vec<char>,
    /// After it, nearest first.
    right: Vec<char>,
}

impl Context {
    fn of(target: &Target) -> Self {
        Context {
            left: fold(&target.quote.prefix).chars().rev().collect(),
            right: fold(&target.quote.suffix).chars().collect(),
        }
    }

    /// A selector from elsewhere may come without context.
    fn is_empty(&self) -> bool {
        self.left.is_empty() && self.right.is_empty()
    }

    fn judge(&self, place: Span, folded: &Folded, was: usize) -> Candidate {
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
            distance: span.start.abs_diff(was),
        }
    }

    fn is_close(&self, candidate: &Candidate) -> bool {
        let enough = |agreeing: usize, context: &[char]| {
            agreeing > 0 && agreeing >= context.len().min(CLOSE)
        };
        enough(candidate.left, &self.left) || enough(candidate.right, &self.right)
    }

    fn is_whole(&self, candidate: &Candidate) -> bool {
        candidate.agreement() == self.left.len() + self.right.len()
    }
}

fn agreeing(found: impl Iterator<Item = char>, described: &[char]) -> usize {
    found.zip(described).take_while(|(found, described)| found == *described).count()
}

/// Gives a passage back the white space at its edges, which folding took, where it still stands.
fn with_edges(target: &Target, span: Span, text: &Text) -> Span {
    let exact = &target.quote.exact;
    let lead = exact.chars().take_while(|&character| vanishes(character)).count();
    let trail = exact.chars().rev().take_while(|&character| vanishes(character)).count();
    let before = text.slice(Span { start: span.start.saturating_sub(lead), end: span.start });
    let after = text.slice(Span { start: span.end, end: span.end + trail });
    let lead = before.chars().rev().take_while(|&character| vanishes(character)).count();
    let trail = after.chars().take_while(|&character| vanishes(character)).count();
    Span { start: span.start - lead, end: span.end + trail }
}

fn status(target: &Target, span: Span, text: &Text) -> AnchorStatus {
    let (old, new) = (visible(&target.quote.exact), visible(text.slice(span)));
    match old == new {
        true if span.start == target.position.start => AnchorStatus::Exact { span },
        true => AnchorStatus::Moved { span },
        false => AnchorStatus::Reworded { span, score: likeness(&old, &new) },
    }
}

/// The share of characters that are common to both: each character counts as often as it
/// stands in the one and in the other. The order is known to be the same, folding aside.
pub(crate) fn likeness(old: &str, new: &str) -> f32 {
    let mut olds: Vec<char> = old.chars().collect();
    let mut news: Vec<char> = new.chars().collect();
    let all = olds.len() + news.len();
    olds.sort_unstable();
    news.sort_unstable();
    let (mut common, mut at) = (0, 0);
    for character in olds {
        while news.get(at).is_some_and(|&other| other < character) {
            at += 1;
        }
        if news.get(at) == Some(&character) {
            common += 1;
            at += 1;
        }
    }
    2.0 * common as f32 / all as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe;
    use proptest::prelude::*;

    /// Describes the passage between `[[` and `]]` and finds it in `new`: its status and place.
    fn found(old: &str, new: &str) -> String {
        let start = old.split("[[").next().unwrap().chars().count();
        let plain = old.replace("[[", "").replace("]]", "");
        let end = old.split("]]").next().unwrap().chars().count() - 2;
        let target = describe(&Text::new(plain), Span::new(start, end)).unwrap();
        let text = Text::new(new);
        let status = locate(&target, &text);
        let place = status.span().map(|span| {
            let before = text.slice(Span { start: 0, end: span.start });
            let after = text.slice(Span { start: span.end, end: text.len() });
            format!("{before}[[{}]]{after}", text.slice(span))
        });
        match (status, place) {
            (AnchorStatus::Exact { .. }, Some(place)) => format!("exact: {place}"),
            (AnchorStatus::Moved { .. }, Some(place)) => format!("moved: {place}"),
            (AnchorStatus::Reworded { score, .. }, Some(place)) => {
                format!("{score:.2}: {place}")
            }
            _ => "orphan".to_owned(),
        }
    }

    #[test]
    fn a_figure_is_not_found_inside_another() {
        let old = "They put the cost of it at [[80,000 pounds]], a third of it paid by the town.";
        let new = "They put the cost of it at 180,000 pounds, a third of it paid by the town.";
        assert_eq!(found(old, new), "orphan");
        let old = "The rate rose by [[5 percent]] over the year that ended in March.";
        let new = "The rate rose by 1.5 percent over the year that ended in March.";
        assert_eq!(found(old, new), "orphan");
        let old = "A story of a [[light]] in the window and of those who saw it there.";
        let new = "A story of a lighthouse in the window and of those who saw it there.";
        assert_eq!(found(old, new), "orphan");
    }

    #[test]
    fn words_that_stayed_are_exact_though_their_neighbours_changed() {
        assert_eq!(
            found(
                "At noon the mayor left [[the council]] without a word to anyone.",
                "At noon the mayor left the council for good.",
            ),
            "exact: At noon the mayor left [[the council]] for good."
        );
    }

    #[test]
    fn words_among_their_neighbours_are_found_elsewhere() {
        assert_eq!(
            found(
                "Taxes rise. On Monday the council met [[behind closed doors]] for hours.",
                "Behind closed doors, taxes fell behind closed doors. On Monday the council met behind closed doors for hours.",
            ),
            "moved: Behind closed doors, taxes fell behind closed doors. On Monday the council met [[behind closed doors]] for hours."
        );
    }

    #[test]
    fn a_sentence_that_stands_once_is_known_in_other_company() {
        assert_eq!(
            found(
                "First. [[Nobody was hurt in the blaze.]] Second.",
                "A new beginning, far longer. Nobody was hurt in the blaze. A new end.",
            ),
            "moved: A new beginning, far longer. [[Nobody was hurt in the blaze.]] A new end."
        );
    }

    #[test]
    fn a_lookalike_is_no_passage() {
        // The marked place lost its words; the same words stand elsewhere, meant otherwise.
        assert_eq!(
            found(
                "The mayor thanked [[the council]] and left. Nobody spoke for the council then.",
                "The mayor thanked everyone and left. Nobody spoke for the council then.",
            ),
            "orphan"
        );
        // Even where they stand at the old position by chance.
        assert_eq!(
            found("The mayor thanked [[the council]] and left.", "She did not trust the council!"),
            "orphan"
        );
    }

    #[test]
    fn a_long_passage_is_found_with_some_letters_changed() {
        assert_eq!(
            found(
                "It rained. [[The bridge stays closed for six weeks, she said.]] Nobody spoke.",
                "It snowed. The bridge now stays closed for eight weeks, she says. Everybody spoke."
            ),
            "0.88: It snowed. [[The bridge now stays closed for eight weeks, she says.]] Everybody spoke."
        );
        assert_eq!(
            found(
                "It rained. [[The bridge stays closed for six weeks, she said.]] Nobody spoke.",
                "It snowed. A ferry may sail from Monday on if the wind allows it. Everybody spoke."
            ),
            "orphan"
        );
    }

    #[test]
    fn places_that_nothing_tells_apart_are_none() {
        let sentence = "This story is developing and will be updated.";
        assert_eq!(
            found(
                &format!("Alpha beta. [[{sentence}]] Gamma delta."),
                &format!("One two. {sentence} Three four. {sentence} Five six."),
            ),
            "orphan"
        );
    }

    #[test]
    fn edited_words_are_not_guessed_at() {
        assert_eq!(
            found("Police said [[47 people]] were held.", "Police said 52 people were held."),
            "orphan"
        );
    }

    #[test]
    fn typography_does_not_hide_a_passage() {
        // White space alone: the same words.
        assert_eq!(
            found(
                "Il dit : « [[oui, demain]] ».",
                "Il dit\u{a0}: «\u{a0}oui,\n\nde\u{ad}main\u{a0}»."
            ),
            "exact: Il dit\u{a0}: «\u{a0}[[oui,\n\nde\u{ad}main]]\u{a0}»."
        );
        // Other marks: other characters, nearly all alike.
        assert_eq!(
            found(
                "Now: [[\"It's over\" - he said...]] Then.",
                "So now: “It’s over” — he said… Then."
            ),
            "0.74: So now: [[“It’s over” — he said…]] Then."
        );
    }

    #[test]
    fn selectors_from_elsewhere_may_lack_context() {
        let mut target = describe(&Text::new("only once"), Span::new(5, 9)).unwrap();
        target.quote.prefix.clear();
        target.position.start = 999;
        target.position.end = 1003;
        let span = Span::new(4, 8);
        assert_eq!(locate(&target, &Text::new("but once.")), AnchorStatus::Moved { span });
        assert_eq!(locate(&target, &Text::new("once and once")), AnchorStatus::Orphan);
        target.quote.exact.clear();
        assert_eq!(locate(&target, &Text::new("once")), AnchorStatus::Orphan);
        target.quote.exact.push_str(" \n");
        target.position.start = usize::MAX;
        assert_eq!(locate(&target, &Text::new("once")), AnchorStatus::Orphan);
    }

    #[test]
    fn a_text_of_one_word_over_and_over_is_searched_within_bounds() {
        let text = Text::new("na".repeat(200_000));
        let target = describe(&text, Span::new(20_000, 60_000)).unwrap();
        let longer = Text::new(format!("ba{}", text.as_str()));
        // Every other place is as good; what counts is that an answer comes.
        assert!(locate(&target, &longer).span().is_none_or(|span| span.len() == 40_000));
    }

    #[test]
    fn many_are_found_as_one_is() {
        let old =
            Text::new("The river rose. The bridge held. The river fell, and the bridge held.");
        let new = Text::new("Later: The river rose. The bridge held. The river fell.");
        let spans = (0..old.len()).flat_map(|a| [3, 9, 30].map(|n| Span::new(a, a + n)));
        let targets: Vec<Target> = spans.filter_map(|span| describe(&old, span)).collect();
        let one_by_one: Vec<_> = targets.iter().map(|target| locate(target, &new)).collect();
        assert_eq!(locate_all(&targets, &new), one_by_one);
        assert!(one_by_one.iter().any(|status| status.span().is_none()));
        assert!(one_by_one.iter().any(|status| status.span().is_some()));
    }

    /// Words of several scripts, repeated phrases, joined emoji, right-to-left, odd spaces.
    fn any_text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("the "),
            Just("the council "),
            Just("l’été\u{a0}: "),
            Just("e\u{301}"),
            Just("語の"),
            Just("👩\u{200d}🚀"),
            Just("שלום "),
            Just("\u{202e}ا"),
            Just("« »"),
            Just("\n\n"),
            Just("ﬁ…"),
        ];
        proptest::collection::vec(word, 1..60).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn every_passage_is_exact_in_its_own_text(string in any_text(), a in 0usize..300, n in 1usize..80) {
            let text = Text::new(string);
            let start = a % text.len();
            let span = Span { start, end: (start + n).min(text.len()) };
            let target = describe(&text, span).unwrap();
            prop_assert_eq!(locate(&target, &text), AnchorStatus::Exact { span });
        }

        #[test]
        fn text_put_before_moves_a_passage(
            before in any_text(), marked in "[a-z]{4,8}( [a-z]{3,8}){2,9}", after in any_text(), put in any_text(),
        ) {
            let old = Text::new(format!("{before} {marked} {after}"));
            let start = before.chars().count() + 1;
            let span = Span { start, end: start + marked.chars().count() };
            let target = describe(&old, span).unwrap();
            let new = Text::new(format!("{put}{}", old.as_str()));
            let by = put.chars().count();
            prop_assert_eq!(locate(&target, &new), AnchorStatus::Moved { span: span.shifted(by) });
        }

        #[test]
        fn a_passage_gone_with_its_context_is_an_orphan(
            before in any_text(), marked in "[a-z]{5,8}( [a-z]{3,8}){0,9}", after in any_text(),
        ) {
            // What is left may well say the same words in other company.
            let gone = format!("0123456789 123 456 789 abcdefghi {marked} ABCDEFGHI 987 654 321 9876543210");
            let start = before.chars().count() + 33;
            let span = Span { start, end: start + marked.chars().count() };
            let target = describe(&Text::new(format!("{before}{gone}{after}")), span).unwrap();
            prop_assert_eq!(&target.quote.exact, &marked);
            let new = Text::new(format!("{before}{after}"));
            prop_assert_eq!(locate(&target, &new), AnchorStatus::Orphan);
            let head: String = marked.chars().take(5).collect();
            let short = Span { start, end: start + 5 };
            let target = describe(&Text::new(format!("{before}{gone}{after}")), short).unwrap();
            let lookalike = Text::new(format!("{before}{head}{after}"));
            prop_assert_eq!(locate(&target, &lookalike), AnchorStatus::Orphan);
        }

        #[test]
        fn what_is_found_says_the_same_words(old in any_text(), new in any_text(), a in 0usize..300, n in 1usize..20) {
            let text = Text::new(old);
            let start = a % text.len();
            let span = Span { start, end: (start + n).min(text.len()) };
            let target = describe(&text, span).unwrap();
            let new = Text::new(new);
            let found = locate(&target, &new);
            prop_assert!(found.span().is_none_or(|span| new.get(span).is_some()));
            let is_short = fold(text.slice(span)).chars().count() < LONG;
            if let Some(found) = found.span().filter(|_| is_short) {
                let (was, is) = (fold(text.slice(span)), fold(new.slice(found)));
                // A passage may begin or end inside a ligature of the new text.
                prop_assert!(is.contains(&was), "{was} {is}");
            }
        }
    }
}
