//! Finds a described passage in a text, or says that it is gone.
//!
//! The same words, typography aside, are the passage; a long one is also found with some letters
//! changed. It must not guess at more: rather an orphan than a lookalike. All passages are looked for
//! in one pass over the text.

use crate::context::{Candidate, Context, keeps_edges};
use crate::edited::edited;
use crate::fold::{Folded, fold, visible};
use crate::places::places;
use palimpsest_article::{AnchorStatus, Span, Target, Text, TextQuoteSelector, vanishes};
use std::cell::OnceCell;
use std::cmp::Reverse;

/// Folded code points from which a passage that stands only once is known by its words alone.
/// Fewer find more that moved to other company; more refuse more stock phrases.
pub(crate) const DISTINCTIVE: usize = 24;

/// Places that are judged on either side of where the passage was: words that stand more often tell
/// nothing of those far away.
const NEAREST: usize = 512;

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
    locate_wanted(&[Wanted::from(target)], text).pop().unwrap_or(AnchorStatus::Orphan)
}

/// Finds each described passage, as [`locate`] does, in one pass over the text.
pub fn locate_all<'a>(
    targets: impl IntoIterator<Item = &'a Target>,
    text: &Text,
) -> Vec<AnchorStatus> {
    let wanted: Vec<Wanted> = targets.into_iter().map(Wanted::from).collect();
    locate_wanted(&wanted, text)
}

/// A passage that is looked for; where it was may not be known.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub quote: &'a TextQuoteSelector,
    pub was: Option<usize>,
}

impl<'a> From<&'a Target> for Wanted<'a> {
    fn from(target: &'a Target) -> Self {
        Wanted { quote: &target.quote, was: Some(target.position.start) }
    }
}

/// Finds each passage, first where it was, then where all its surroundings stand too, then anywhere.
pub(crate) fn locate_wanted(wanted: &[Wanted], text: &Text) -> Vec<AnchorStatus> {
    let mut found: Vec<Option<AnchorStatus>> =
        wanted.iter().map(|wanted| at_once(*wanted, text)).collect();
    let open = |found: &[Option<AnchorStatus>]| -> Vec<usize> {
        (0..wanted.len()).filter(|&index| found[index].is_none()).collect()
    };
    let indices = open(&found);
    let surrounded: Vec<String> =
        indices.iter().map(|&index| with_surroundings(wanted[index].quote)).collect();
    let needles: Vec<&str> = surrounded.iter().map(String::as_str).collect();
    for (&index, places) in indices.iter().zip(places(&needles, text.as_str())) {
        found[index] = surrounded_again(wanted[index], &places, text);
    }
    let indices = open(&found);
    if indices.is_empty() {
        return found.into_iter().flatten().collect();
    }
    let folded = Folded::new(text);
    let letters = OnceCell::new();
    let words: Vec<String> =
        indices.iter().map(|&index| fold(&wanted[index].quote.exact)).collect();
    let needles: Vec<&str> = words.iter().map(String::as_str).collect();
    let all = places(&needles, folded.text.as_str());
    for ((&index, places), words) in indices.iter().zip(&all).zip(&words) {
        let Wanted { quote, was } = wanted[index];
        let place = elsewhere(wanted[index], words.len(), places, &folded, text).or_else(|| {
            let letters = letters.get_or_init(|| folded.text.as_str().chars().collect::<Vec<_>>());
            edited(quote, was, &folded, letters, text)
        });
        found[index] = Some(match place {
            Some(span) => status(wanted[index], with_edges(quote, span, text), text),
            None => AnchorStatus::Orphan,
        });
    }
    found.into_iter().flatten().collect()
}

/// Returns where the same words stand, typography aside, and are the passage.
pub(crate) fn words_again(target: &Target, text: &Text) -> Option<Span> {
    let folded = Folded::new(text);
    let words = fold(&target.quote.exact);
    let places = places(&[&words], folded.text.as_str()).pop()?;
    let found = elsewhere(Wanted::from(target), words.len(), &places, &folded, text)?;
    Some(with_edges(&target.quote, found, text))
}

/// Tells what needs no search: no words, and words and context that still stand where they were.
fn at_once(wanted: Wanted, text: &Text) -> Option<AnchorStatus> {
    if wanted.quote.exact.is_empty() {
        return Some(AnchorStatus::Orphan);
    }
    let span = where_it_was(wanted, text)?;
    Some(AnchorStatus::Exact { span })
}

/// Tells whether words and context still stand at the position.
fn where_it_was(wanted: Wanted, text: &Text) -> Option<Span> {
    let quote = wanted.quote;
    let start = wanted.was?;
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

/// Returns the words with what stood around them; nothing where that says nothing.
fn with_surroundings(quote: &TextQuoteSelector) -> String {
    let is_blank = |words: &str| words.chars().all(vanishes);
    if is_blank(&quote.exact) || is_blank(&quote.prefix) && is_blank(&quote.suffix) {
        return String::new();
    }
    [quote.prefix.as_str(), &quote.exact, &quote.suffix].concat()
}

/// Chooses among the places, in bytes, where words and context stand as they were described.
fn surrounded_again(wanted: Wanted, places: &[usize], text: &Text) -> Option<AnchorStatus> {
    let quote = wanted.quote;
    let mut spans = places.iter().map(|place| {
        let start = place + quote.prefix.len();
        text.span_of_bytes(start..start + quote.exact.len())
    });
    let span = match wanted.was {
        Some(was) => spans.min_by_key(|span| span.start.abs_diff(was))?,
        None if places.len() == 1 => spans.next_back()?,
        None => return None,
    };
    Some(same_words(wanted, span))
}

/// Chooses among all places, in bytes of the folded text, with the right words, so many bytes long.
fn elsewhere(
    wanted: Wanted,
    len: usize,
    places: &[usize],
    folded: &Folded,
    text: &Text,
) -> Option<Span> {
    let context = Context::of(wanted.quote);
    let candidates: Vec<Candidate> = nearest_places(wanted, places, folded)
        .iter()
        .map(|&at| folded.text.span_of_bytes(at..at + len))
        .map(|place| context.judge(place, folded, wanted.was))
        .filter(|candidate| keeps_edges(wanted.quote, candidate.span, text))
        .collect();
    let best = *candidates
        .iter()
        .max_by_key(|candidate| (candidate.agreement(), Reverse(candidate.distance)))?;
    let rivals = candidates
        .iter()
        .filter(|candidate| candidate.folded != best.folded)
        .filter(|candidate| candidate.agreement() == best.agreement())
        .count();
    let alone = candidates.len() == 1;
    let is_nearest = wanted.was.is_some() && context.is_whole(&best);
    let known = context.is_close(&best) && (rivals == 0 || is_nearest)
        || alone && (best.folded.len() >= DISTINCTIVE || context.is_empty());
    known.then_some(best.span)
}

/// Returns the places around where the passage was.
fn nearest_places<'a>(wanted: Wanted, places: &'a [usize], folded: &Folded) -> &'a [usize] {
    if places.len() <= NEAREST {
        return places;
    }
    let place = folded.place(wanted.was.unwrap_or(0));
    let next = places.partition_point(|&at| folded.text.span_of_bytes(at..at).start < place);
    let end = (next + NEAREST).min(places.len());
    &places[next.saturating_sub(NEAREST)..end]
}

/// Gives a passage back the white space at its edges, which folding took, where it still stands.
fn with_edges(quote: &TextQuoteSelector, span: Span, text: &Text) -> Span {
    let exact = &quote.exact;
    let lead = exact.chars().take_while(|&character| vanishes(character)).count();
    let trail = exact.chars().rev().take_while(|&character| vanishes(character)).count();
    let before = text.slice(Span { start: span.start.saturating_sub(lead), end: span.start });
    let after = text.slice(Span { start: span.end, end: span.end + trail });
    let lead = before.chars().rev().take_while(|&character| vanishes(character)).count();
    let trail = after.chars().take_while(|&character| vanishes(character)).count();
    Span { start: span.start - lead, end: span.end + trail }
}

fn status(wanted: Wanted, span: Span, text: &Text) -> AnchorStatus {
    let (old, new) = (visible(&wanted.quote.exact), visible(text.slice(span)));
    match old == new {
        true => same_words(wanted, span),
        false => AnchorStatus::Reworded { span, score: likeness(&old, &new) },
    }
}

/// Where nobody knows where the words were, they did not move.
fn same_words(wanted: Wanted, span: Span) -> AnchorStatus {
    match wanted.was.is_none_or(|was| was == span.start) {
        true => AnchorStatus::Exact { span },
        false => AnchorStatus::Moved { span },
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
    use crate::edited::LONG;
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
