//! The lines under an article that say who made it and from what: "Reporting by …", "Mit Material von
//! dpa". They are the article's, and not its text. This room must not know a language.

use super::{blocks::Candidate, score::Scores};
use crate::lexicon;
use palimpsest_article::BlockKind;
use std::ops::Range;

/// How far from the last kept block, in blocks, such a line stands.
const BEFORE: usize = 3;
const AFTER: usize = 8;
/// Longer paragraphs tell more than who made the article.
const LONGEST: usize = 400;

/// Makes the credits at the end of the article blocks of their own kind, whether they were kept as
/// text or not at all.
pub(super) fn keep(
    candidates: &mut [Candidate],
    keep: &mut [bool],
    scores: &Scores,
    region: &Range<usize>,
) {
    let Some(last) = keep.iter().rposition(|keep| *keep) else { return };
    let end = (last + 1 + AFTER).min(region.end).min(candidates.len()).max(last + 1);
    for index in last.saturating_sub(BEFORE)..end {
        let block = &mut candidates[index];
        let is_paragraph = block.kind == BlockKind::Paragraph && block.weight <= LONGEST;
        if is_paragraph && !scores.blocks[index].is_apart && lexicon::is_credit(&block.text) {
            block.kind = BlockKind::Credit;
            keep[index] = true;
        }
    }
}
