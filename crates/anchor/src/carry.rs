//! Follows a passage from an old text to a new one through what both have in common.
//!
//! It must not know how that was found out, and it does not guess: a passage is where most of its
//! words went, else it is gone.

use crate::locate::{likeness, locate};
use crate::{describe, fold::visible};
use palimpsest_article::{AnchorStatus, Kept, PositionMap, Span, Text};

/// The share of a passage's letters and figures that must be kept. Less follows more passages that
/// were rewritten; more refuses more places that only share some words. Between a quarter and a
/// half of the words lies what readers call neither the same passage nor another.
const ENOUGH: f64 = 0.4;

/// Code points that may stand between two kept pieces beyond those that were there, for each letter
/// kept in the smaller one: a sentence put in does not break a passage, a stray word does not
/// stretch it over paragraphs.
const REACH: usize = 12;

/// Follows the passage at `span` of `old` into `new`; `map` says what both have in common.
///
/// - The same words, white space and invisible characters aside: `Exact` where they begin at the
///   same code point, else `Moved`.
/// - Edited, split or newly set words: `Reworded`, from the first kept one to the last; the score
///   is the share of characters that both have.
/// - Less than two fifths kept: `Orphan`, unless the same words stand elsewhere in their old
///   context, or are too many to stand there by chance.
///
/// A span that is empty or not inside `old` is an `Orphan`. Takes time in proportion to the pieces
/// that are kept, save for a passage that is gone from its place, which is looked for in `new`.
pub fn carry(span: Span, map: &PositionMap, old: &Text, new: &Text) -> AnchorStatus {
    if span.is_empty() || span.end > old.len() {
        return AnchorStatus::Orphan;
    }
    let pieces: Vec<Piece> =
        map.within(span).map(|kept| Piece { kept, weight: weight(old.slice(kept.old)) }).collect();
    let whole = weight(old.slice(span));
    let Some(group) = heaviest(&pieces) else { return elsewhere(span, old, new) };
    let kept: usize = group.iter().map(|piece| piece.weight).sum();
    if (kept as f64) < ENOUGH * whole as f64 || kept == 0 {
        return elsewhere(span, old, new);
    }
    status(span, hull(group), old, new)
}

/// A piece of the passage that stands in the new text.
#[derive(Clone, Copy)]
struct Piece {
    kept: Kept,
    /// Its letters and figures.
    weight: usize,
}

/// Returns the pieces that stand together in the new text and weigh most.
fn heaviest(pieces: &[Piece]) -> Option<&[Piece]> {
    let mut groups: Vec<&[Piece]> = Vec::new();
    let mut from = 0;
    for at in 1..=pieces.len() {
        if at == pieces.len() || !stand_together(pieces[at - 1], pieces[at]) {
            groups.push(&pieces[from..at]);
            from = at;
        }
    }
    let weight = |group: &[Piece]| group.iter().map(|piece| piece.weight).sum::<usize>();
    groups.into_iter().rev().max_by_key(|group| weight(group))
}

fn stand_together(one: Piece, next: Piece) -> bool {
    let Some(gap) = next.kept.new.start.checked_sub(one.kept.new.end) else { return false };
    let was = next.kept.old.start - one.kept.old.end;
    gap <= was * 2 + REACH * one.weight.min(next.weight).max(1)
}

fn hull(group: &[Piece]) -> Span {
    let start = group.iter().map(|piece| piece.kept.new.start).min().unwrap_or(0);
    let end = group.iter().map(|piece| piece.kept.new.end).max().unwrap_or(start);
    Span { start, end }
}

/// Counts letters and figures; where there are none, what is seen.
fn weight(words: &str) -> usize {
    words.chars().filter(|letter| letter.is_alphanumeric()).count()
}

fn elsewhere(span: Span, old: &Text, new: &Text) -> AnchorStatus {
    describe(old, span).map_or(AnchorStatus::Orphan, |target| locate(&target, new))
}

fn status(span: Span, found: Span, old: &Text, new: &Text) -> AnchorStatus {
    let (was, is) = (visible(old.slice(span)), visible(new.slice(found)));
    match was == is {
        true if found.start == span.start => AnchorStatus::Exact { span: found },
        true => AnchorStatus::Moved { span: found },
        false => AnchorStatus::Reworded { span: found, score: likeness(&was, &is) },
    }
}
