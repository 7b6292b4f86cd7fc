//! Anchoring between texts at hand, without a library: for programs that follow many passages.

use palimpsest_anchor::{carry, resolve_all};
use palimpsest_article::{AnchorStatus, Selector, Span, Text};
use palimpsest_diff::position_map;

/// Follows each passage of an old text into a new one; a span that is empty or not inside the old
/// text is an orphan.
pub fn follow_passages(spans: &[Span], old: &Text, new: &Text) -> Vec<AnchorStatus> {
    let map = position_map(old, new);
    spans.iter().map(|&span| carry(span, &map, old, new)).collect()
}

/// Finds the passage that each list of selectors selects in a text.
pub fn find_passages(targets: &[Vec<Selector>], text: &Text) -> Vec<AnchorStatus> {
    resolve_all(targets, text)
}
