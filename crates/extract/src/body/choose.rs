//! Strategies that each propose a set of blocks, and the arbiter between them.

use super::{
    blocks::{self, Candidate},
    hints::Hint,
    score::Scores,
};
use crate::dom::Dom;
use std::ops::Range;

/// A part of the page that holds the article.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The element around it.
    pub container: usize,
    /// The candidates inside.
    pub range: Range<usize>,
    /// The sum of their values.
    pub score: f32,
}

/// Chooses the element whose blocks sum to the most.
///
/// Furniture costs, so the sum is largest for the tightest element around all prose; an element
/// that the markup names the body may hold a little less than one around it.
pub(super) fn container(dom: &Dom, scores: &Scores) -> Option<Choice> {
    let mut sums = Vec::with_capacity(scores.blocks.len() + 1);
    let mut sum = 0.0;
    sums.push(0.0);
    for score in &scores.blocks {
        sum += score.value;
        sums.push(sum);
    }
    let mut best: Option<(f32, Choice)> = None;
    for region in &scores.regions {
        let range = blocks::inside(&scores.counts, dom, region.node);
        let score = sums[range.end] - sums[range.start];
        let favour = match region.hint {
            Some(Hint::Body) => 1.3,
            Some(Hint::Article) => 1.1,
            _ => 1.0,
        };
        let favoured = score * favour;
        // At the same sum the inner element is tighter.
        if best.as_ref().is_none_or(|(value, _)| *value <= favoured) {
            best = Some((favoured, Choice { container: region.node, range, score }));
        }
    }
    best.map(|(_, choice)| choice).filter(|choice| choice.score > 0.0)
}

/// Returns the candidates of the element that the markup calls the article and that holds the
/// headline: what there is of an article too short to weigh.
pub(super) fn marked(dom: &Dom, scores: &Scores, headline: Option<usize>) -> Option<Range<usize>> {
    let headline = headline?;
    let is_marked = |node: &usize| {
        matches!(dom.tag(*node), "article" | "main") && dom.subtree(*node).contains(&headline)
    };
    dom.ancestors(headline).find(is_marked).map(|node| blocks::inside(&scores.counts, dom, node))
}

/// Returns the candidates among which notes about the article may stand: the container, and what
/// surrounds it inside the article's or page's main element.
pub(super) fn region(
    dom: &Dom,
    scores: &Scores,
    choice: &Choice,
    headline: Option<usize>,
) -> Range<usize> {
    let mut range = choice.range.clone();
    let holds_headline = |node: usize| headline.is_some_and(|at| dom.subtree(node).contains(&at));
    for node in dom.ancestors(choice.container) {
        let tag = dom.tag(node);
        if matches!(tag, "body" | "html") {
            break;
        }
        range = blocks::inside(&scores.counts, dom, node);
        if matches!(tag, "article" | "main") || holds_headline(node) {
            break;
        }
    }
    range
}

/// Returns the summed weight of the blocks that are kept.
pub(super) fn kept_weight(candidates: &[Candidate], keep: &[bool]) -> usize {
    candidates.iter().zip(keep).filter(|(_, keep)| **keep).map(|(block, _)| block.weight).sum()
}
