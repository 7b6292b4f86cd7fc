//! Finds a described passage in a text, or says that it is gone.
//!
//! It must not guess at edited words: only the same words, typography aside, are the passage.

use crate::fold::{Folded, fold, visible};
use palimpsest_article::{AnchorStatus, Span, Target, Text};
use std::cell::OnceCell;

/// Folded code points of context that must agree on one side before a short passage is taken for
/// the one described. Fewer find more passages whose neighbourhood was rewritten; more refuse
/// more lookalikes.
const CLOSE: usize = 10;

/// Folded code points from which a passage that stands only once is known by its words alone.
/// Fewer find more that moved to other company; more refuse more stock phrases.
const DISTINCTIVE: usize = 24;

/// Bytes compared at most when looking through a text that repeats itself. A page of one word over
/// and over is no article, and may not stop the program.
const EFFORT: usize = 1 << 24;

/// Finds the described passage in `text`.
///
/// - The same words at the position where they were: `Exact`; elsewhere: `Moved`. White space and
///   invisible characters may differ.
/// - The same words in other typography (quotation marks, apostrophes, dashes, ligatures):
///   `Reworded`, with a score just under 1.
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

/// A text to search, folded when first needed: most passages stand where they stood.
struct Haystack<'a> {
    text: &'a Text,
    folded: OnceCell<Folded>,
}

impl<'a> Haystack<'a> {
    fn new(text: &'a Text) -> Self {
        Haystack { text, folded: OnceCell::new() }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::new(self.text))
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
    match elsewhere(target, haystack.folded()) {
        Some(span) => status(target, span, haystack.text),
        None => AnchorStatus::Orphan,
    }
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
fn elsewhere(target: &Target, folded: &Folded) -> Option<Span> {
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
        .collect();
    let best = *candidates.iter().max_by_key(|candidate| {
        (candidate.agreement(), std::cmp::Reverse(candidate.distance))
    })?;
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
        let before =
            folded.text.slice(Span { start: place.start.saturating_sub(self.left.len()), end: place.start });
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
fn likeness(old: &str, new: &str) -> f32 {
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
