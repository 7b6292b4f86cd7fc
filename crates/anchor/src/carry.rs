//! Follows a passage from an old text to a new one through what both have in common.
//!
//! It must not know how that was found out, and it does not guess: a passage is where most of its
//! words went, else it is gone.

use crate::describe;
use crate::fold::{fold, visible};
use crate::locate::{DISTINCTIVE, likeness, words_again};
use palimpsest_article::{AnchorStatus, Kept, PositionMap, Span, Text};

/// The share of a passage's letters and figures that must be kept. Less follows more passages that
/// were rewritten; more refuses more places that only share some words. Between a quarter and a
/// half of the words lies what readers call neither the same passage nor another.
const ENOUGH: f64 = 0.4;

/// The share of a passage that, kept at its place, is the passage whatever stands elsewhere.
const MOST: f64 = 0.75;

/// Code points that may come to stand between two parts of a passage, for each letter kept in the
/// lighter part: a sentence put in does not break a passage, a stray word does not stretch it over
/// paragraphs.
const REACH: usize = 12;

/// Folded code points from which several words that stand once in either text are the same passage
/// wherever they went. Fewer follow more items of a list put in another order; more refuse more
/// phrases that were used again.
const TELLING: usize = 12;

/// Follows the passage at `span` of `old` into `new`; `map` says what both have in common.
///
/// - The same words, white space and invisible characters aside: `Exact` where they begin at the
///   same code point, else `Moved`.
/// - Edited, split or newly set words: `Reworded`, from the first kept one to the last, with what
///   came in the place of words at its ends; the score is the share of characters that both have.
/// - Less than two fifths kept: `Orphan`, unless the same words stand elsewhere in their old
///   context, or are too many to stand there by chance.
///
/// A span that is empty or not inside `old` is an `Orphan`. Takes time in proportion to the pieces
/// that are kept; only a passage that is not whole in its place is looked for in all of `new`.
pub fn carry(span: Span, map: &PositionMap, old: &Text, new: &Text) -> AnchorStatus {
    if span.is_empty() {
        return AnchorStatus::Orphan;
    }
    let Some(words) = old.get(span) else { return AnchorStatus::Orphan };
    let pieces: Vec<Kept> = map.within(span).collect();
    if let [piece] = pieces[..]
        && piece.old == span
        && new.slice(piece.new) == words
    {
        return same_words(span, piece.new);
    }
    let followed = follow(span, &pieces, map, old, new);
    let found = match followed {
        Some((found, _)) if fold(new.slice(found)) == fold(words) => Some(found),
        // Lines that are alike come in another order: the difference sees edits in their places.
        Some(_) if let Some(line) = same_line(span, old, new) => Some(line),
        // Words that all stand together elsewhere are the passage rather than a part that was left
        // behind. But a note of correction repeats the words that it corrects.
        Some((found, share)) if share < MOST => {
            distinctive_elsewhere(span, old, new, new.span()).or(Some(found))
        }
        Some((found, _)) => {
            let reach = span.len() + DISTINCTIVE;
            let start = found.start.saturating_sub(reach);
            let near = Span { start, end: found.end.saturating_add(reach).min(new.len()) };
            distinctive_elsewhere(span, old, new, near)
                .filter(|whole| whole.overlaps(found))
                .or(Some(found))
        }
        None => whole_elsewhere(span, old, new),
    };
    // A map of other texts leads anywhere.
    let inside = found.filter(|&found| !found.is_empty() && new.get(found).is_some());
    status(span, inside, old, new)
}

/// Returns where most of the passage went, and how much of it.
fn follow(
    span: Span,
    pieces: &[Kept],
    map: &PositionMap,
    old: &Text,
    new: &Text,
) -> Option<(Span, f64)> {
    let weight_of = |piece: &Kept| weight(old.slice(piece.old));
    let whole = weight(old.slice(span));
    let rising = pieces.chunk_by(|one, next| one.new.end <= next.new.start);
    let group = rising
        .map(|row| together(row, &row.iter().map(weight_of).collect::<Vec<_>>(), new))
        .max_by_key(|group| group.iter().map(weight_of).sum::<usize>())?;
    let kept: usize = group.iter().map(weight_of).sum();
    let (first, last) = (group.first()?, group.last()?);
    let share = kept as f64 / whole.max(1) as f64;
    if kept == 0 || share < ENOUGH {
        return None;
    }
    let found = Span { start: first.new.start, end: last.new.end };
    let lost_before = Span { start: span.start, end: first.old.start };
    let lost_after = Span { start: last.old.end, end: span.end };
    let found = Span {
        start: replaced_before(lost_before, found.start, map, old, new).unwrap_or(found.start),
        end: replaced_after(lost_after, found.end, map, old, new).unwrap_or(found.end),
    };
    Some((found, share))
}

/// Returns the pieces of a row that stand together in the new text and weigh most.
fn together<'a>(row: &'a [Kept], weights: &[usize], new: &Text) -> &'a [Kept] {
    let total: usize = weights.iter().sum();
    let (mut best, mut most) = (0..0, 0);
    let (mut from, mut so_far, mut before) = (0, 0, 0);
    for at in 0..row.len() {
        so_far += weights[at];
        let goes_on = row.get(at + 1).is_some_and(|next| {
            let gap = Span { start: row[at].new.end, end: next.new.start };
            let was = next.old.start - row[at].old.end;
            let (lighter, heavier) = {
                let (one, other) = (so_far - before, total - so_far);
                (one.min(other), one.max(other))
            };
            // The point at the end of a sentence weighs nothing and still belongs to it.
            let is_clause = gap.len() <= heavier && !new.slice(gap).contains('\n');
            gap.len() <= was * 2 + REACH * lighter || is_clause
        });
        if !goes_on {
            if so_far - before >= most {
                (best, most) = (from..at + 1, so_far - before);
            }
            (from, before) = (at + 1, so_far);
        }
    }
    &row[best]
}

/// Returns where words begin that came in the place of those lost at the passage's beginning.
fn replaced_before(
    lost: Span,
    found: usize,
    map: &PositionMap,
    old: &Text,
    new: &Text,
) -> Option<usize> {
    let before = map.kept()[..map.kept().partition_point(|kept| kept.old.end <= lost.start)].last();
    let (old_end, new_end) = before.map_or((0, 0), |kept| (kept.old.end, kept.new.end));
    let gap = Span { start: new_end, end: found };
    let is_cut = weight(old.slice(Span { start: old_end, end: lost.start })) > 0;
    let came = came_instead(lost, gap, old, new).filter(|_| !is_cut)?;
    Some(gap.start + came.chars().take_while(|letter| letter.is_whitespace()).count())
}

/// Returns where words end that came in the place of those lost at the passage's end.
fn replaced_after(
    lost: Span,
    found: usize,
    map: &PositionMap,
    old: &Text,
    new: &Text,
) -> Option<usize> {
    let after = map.kept().get(map.kept().partition_point(|kept| kept.old.start < lost.end));
    let (old_start, new_start) =
        after.map_or((old.len(), new.len()), |kept| (kept.old.start, kept.new.start));
    let gap = Span { start: found, end: new_start };
    let is_cut = weight(old.slice(Span { start: lost.end, end: old_start })) > 0;
    let came = came_instead(lost, gap, old, new).filter(|_| !is_cut)?;
    Some(gap.end - came.chars().rev().take_while(|letter| letter.is_whitespace()).count())
}

/// Returns what stands in the gap where it is about as much as was lost, in the same paragraph.
fn came_instead<'a>(lost: Span, gap: Span, old: &Text, new: &'a Text) -> Option<&'a str> {
    let came = new.get(gap)?;
    let is_like = weight(old.slice(lost)) > 0 && gap.len() <= lost.len() * 3 / 2 + 2;
    (is_like && !came.trim().is_empty() && !came.trim().contains('\n')).then_some(came)
}

/// Returns where in a part of the new text the same words stand, if they are too many to stand
/// there by chance.
fn distinctive_elsewhere(span: Span, old: &Text, new: &Text, part: Span) -> Option<Span> {
    let target = describe(old, span)?;
    fold(&target.quote.exact).chars().nth(DISTINCTIVE - 1)?;
    let found = words_again(&target, &Text::new(new.get(part)?))?;
    Some(found.shifted(part.start))
}

/// Returns where the same words stand: in their old context, too many to stand there by chance, or
/// several that stand once in either text.
fn whole_elsewhere(span: Span, old: &Text, new: &Text) -> Option<Span> {
    let target = describe(old, span)?;
    let words = target.quote.exact.as_str();
    words_again(&target, new).or_else(|| {
        let is_telling = fold(words).chars().nth(TELLING - 1).is_some();
        if !is_telling || words.split_whitespace().nth(1).is_none() {
            return None;
        }
        only_place(words, old)?;
        only_place(words, new)
    })
}

/// Returns where the words stand, if at one place only.
fn only_place(words: &str, text: &Text) -> Option<Span> {
    let mut places = text.occurrences(words);
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

/// Returns where a passage that is a line stands again as one, if at one place in either text.
fn same_line(span: Span, old: &Text, new: &Text) -> Option<Span> {
    let words = old.get(span)?;
    let was = only_line(words, old).filter(|&was| was == span)?;
    fold(old.slice(was)).chars().nth(TELLING - 1)?;
    only_line(words, new)
}

/// Returns where the only line is that says the words.
fn only_line(words: &str, text: &Text) -> Option<Span> {
    let mut from = 0;
    let mut lines = text.as_str().split('\n').filter_map(|line| {
        let start = from;
        from += line.len() + 1;
        (line == words).then_some(start)
    });
    let start = lines.next()?;
    lines.next().is_none().then(|| text.span_of_bytes(start..start + words.len()))
}

/// Counts letters and figures.
fn weight(words: &str) -> usize {
    words.chars().filter(|letter| letter.is_alphanumeric()).count()
}

fn status(span: Span, found: Option<Span>, old: &Text, new: &Text) -> AnchorStatus {
    let Some(found) = found else { return AnchorStatus::Orphan };
    let (was, is) = (visible(old.slice(span)), visible(new.slice(found)));
    match was == is {
        true => same_words(span, found),
        false => AnchorStatus::Reworded { span: found, score: likeness(&was, &is) },
    }
}

fn same_words(span: Span, found: Span) -> AnchorStatus {
    match found.start == span.start {
        true => AnchorStatus::Exact { span: found },
        false => AnchorStatus::Moved { span: found },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest_diff::position_map;
    use proptest::prelude::*;

    /// Follows the passage between `[[` and `]]` into `new`: its status and place.
    fn carried(old: &str, new: &str) -> String {
        let start = old.split("[[").next().unwrap().chars().count();
        let plain = Text::new(old.replace("[[", "").replace("]]", ""));
        let end = old.split("]]").next().unwrap().chars().count() - 2;
        let new = Text::new(new);
        let status = carry(Span::new(start, end), &position_map(&plain, &new), &plain, &new);
        let Some(span) = status.span() else { return "orphan".to_owned() };
        let before = new.slice(Span { start: 0, end: span.start });
        let after = new.slice(Span { start: span.end, end: new.len() });
        let place = format!("{before}[[{}]]{after}", new.slice(span));
        match status {
            AnchorStatus::Exact { .. } => format!("exact: {place}"),
            AnchorStatus::Moved { .. } => format!("moved: {place}"),
            _ => format!("reworded: {place}"),
        }
    }

    #[test]
    fn a_passage_that_stayed_is_told_from_one_that_moved() {
        assert_eq!(
            carried("The [[mayor]] left. Rain fell.", "The mayor left. Snow fell."),
            "exact: The [[mayor]] left. Snow fell."
        );
        assert_eq!(
            carried("The [[mayor]] left.", "On Monday the mayor left."),
            "moved: On Monday the [[mayor]] left."
        );
    }

    #[test]
    fn edited_words_are_followed_with_what_came_in_their_place() {
        assert_eq!(
            carried("Police said [[47 people]] were held.", "Police said 52 people were held."),
            "reworded: Police said [[52 people]] were held."
        );
        assert_eq!(
            carried(
                "They held [[a team of 160]].\nIt rained.",
                "They held a team of 178.\nIt rained."
            ),
            "reworded: They held [[a team of 178]].\nIt rained."
        );
    }

    #[test]
    fn a_sentence_put_in_does_not_break_a_passage() {
        assert_eq!(
            carried(
                "[[Nobody was hurt in the fire. The school stays closed.]] More soon.",
                "Nobody was hurt in the fire. It began at noon. The school stays closed. More soon."
            ),
            "reworded: [[Nobody was hurt in the fire. It began at noon. The school stays closed.]] More soon."
        );
    }

    #[test]
    fn words_that_stand_often_are_told_apart_by_their_place() {
        assert_eq!(
            carried(
                "The mayor spoke. The [[mayor]] left. The mayor slept.",
                "Hear, hear. The mayor spoke. The mayor left early. The mayor slept."
            ),
            "moved: Hear, hear. The mayor spoke. The [[mayor]] left early. The mayor slept."
        );
    }

    #[test]
    fn what_is_gone_is_no_lookalike() {
        assert_eq!(
            carried(
                "The mayor left. [[The council voted against it on Friday.]] It rained.",
                "The mayor left. It rained. The weather service spoke of it on Sunday."
            ),
            "orphan"
        );
    }

    #[test]
    fn a_note_that_repeats_the_old_words_is_not_the_passage() {
        assert_eq!(
            carried(
                "[[The bridge stays closed for six weeks.]] It rained.",
                "The bridge stays closed for eight weeks. It rained.\nCorrection: we wrote: “The bridge stays closed for six weeks.”"
            ),
            "reworded: [[The bridge stays closed for eight weeks.]] It rained.\nCorrection: we wrote: “The bridge stays closed for six weeks.”"
        );
    }

    #[test]
    fn lines_in_another_order_are_followed() {
        assert_eq!(
            carried(
                "Due:\n1 low severity issue.\n[[1 high severity issue.]]\nSoon: 1 high severity issue.",
                "Due:\n1 high severity issue.\n1 low severity issue.\nSoon: 1 high severity issue."
            ),
            "moved: Due:\n[[1 high severity issue.]]\n1 low severity issue.\nSoon: 1 high severity issue."
        );
    }

    #[test]
    fn typography_alone_is_no_edit_of_words() {
        assert_eq!(
            carried("He: [[\"eﬃcient te\u{301} - so...\"]] Yes.", "He: “efficient té — so…” Yes."),
            "reworded: He: [[“efficient té — so…”]] Yes."
        );
        assert_eq!(
            carried("so [[co\u{ad}op  now]] on", "so coop\nnow on"),
            "exact: so [[coop\nnow]] on"
        );
    }

    #[test]
    fn nothing_and_nowhere_are_orphans() {
        let text = Text::new("four");
        let map = position_map(&text, &text);
        for span in [Span::new(2, 2), Span::new(2, 9), Span { start: 3, end: 1 }] {
            assert_eq!(carry(span, &map, &text, &text), AnchorStatus::Orphan);
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("the "),
            Just("the council "),
            Just("l’été\u{a0}: "),
            Just("e\u{301}"),
            Just("語の"),
            Just("👩\u{200d}🚀"),
            Just("שלום "),
            Just("« »"),
            Just("\n\n"),
            Just("ﬁ…"),
            Just("\u{ad}"),
            Just("mayor left. "),
        ];
        proptest::collection::vec(word, 1..60).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn every_passage_is_exact_in_its_own_text(string in any_text(), a in 0usize..300, n in 1usize..80) {
            let text = Text::new(string);
            let start = a % text.len();
            let span = Span { start, end: (start + n).min(text.len()) };
            let map = position_map(&text, &text);
            prop_assert_eq!(carry(span, &map, &text, &text), AnchorStatus::Exact { span });
        }

        #[test]
        fn what_is_found_lies_in_the_text(old in any_text(), new in any_text(), a in 0usize..300, n in 1usize..80) {
            let (old, new) = (Text::new(old), Text::new(new));
            let span = Span { start: a, end: a + n };
            let map = position_map(&old, &new);
            // Also where the map is of other texts.
            for map in [map, position_map(&new, &old), PositionMap::default()] {
                if let Some(found) = carry(span, &map, &old, &new).span() {
                    prop_assert!(!found.is_empty() && new.get(found).is_some(), "{found:?}");
                }
            }
        }
    }
}
