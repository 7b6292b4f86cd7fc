//! Anchoring: where highlights stand in another version of their article.
//!
//! Here the stored old text, the comparison and the following meet; none of them knows the others.

use palimpsest_anchor::{carry, locate_all};
use palimpsest_article::{AnchorStatus, EntryId, Highlight, RevisionId, Span, Target, Text};
use palimpsest_diff::position_map;
use palimpsest_store::Reader;

/// Returns where each highlight of the entry stands in the text, in the order given.
///
/// A highlight is followed from the text of the revision it was made on. Where that one cannot be
/// read, or does not say the highlighted words, it is looked for by its words alone: a damaged old
/// version must not keep a new one from being added or shown.
pub(crate) fn anchors(
    reader: &Reader,
    entry: EntryId,
    highlights: &[Highlight],
    new: &Text,
) -> Vec<AnchorStatus> {
    let mut found = vec![AnchorStatus::Orphan; highlights.len()];
    let mut lost: Vec<usize> = Vec::new();
    for (revision, places) in by_revision(highlights) {
        let stored = reader.revision(entry, revision).ok().flatten();
        let old = stored.map(|revision| revision.article.text);
        let map = old.as_ref().map(|old| position_map(old, new));
        for place in places {
            let target = &highlights[place].target;
            match (&old, &map) {
                (Some(old), Some(map)) if says(old, target) => {
                    found[place] = carry(span(target), map, old, new);
                }
                _ => lost.push(place),
            }
        }
    }
    let targets = lost.iter().map(|&place| &highlights[place].target);
    for (&place, anchor) in lost.iter().zip(locate_all(targets, new)) {
        found[place] = anchor;
    }
    found
}

/// Returns the places of the highlights that were made on each revision.
fn by_revision(highlights: &[Highlight]) -> Vec<(&RevisionId, Vec<usize>)> {
    let mut revisions: Vec<(&RevisionId, Vec<usize>)> = Vec::new();
    for (place, highlight) in highlights.iter().enumerate() {
        match revisions.iter_mut().find(|(revision, _)| *revision == &highlight.revision) {
            Some((_, places)) => places.push(place),
            None => revisions.push((&highlight.revision, vec![place])),
        }
    }
    revisions
}

/// Returns where a target says its passage is.
pub(crate) fn span(target: &Target) -> Span {
    Span { start: target.position.start, end: target.position.end }
}

/// Tells whether the words of a target stand where it says.
pub(crate) fn says(text: &Text, target: &Target) -> bool {
    !target.quote.exact.is_empty() && text.get(span(target)) == Some(target.quote.exact.as_str())
}
