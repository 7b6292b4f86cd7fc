//! How much each candidate block speaks for being read, and which parts of the page do not count.
//!
//! Values are in characters of plain prose: a paragraph is worth its length, a menu entry costs a
//! little. The best container is then the one with the largest sum, so these numbers say how much
//! furniture around a paragraph is worth leaving out for.

use super::{
    blocks::{self, Candidate},
    hints::{self, Hint},
    model::{self, ByHash},
    witness::Witness,
};
use crate::{dom::Dom, lexicon};
use palimpsest_article::BlockKind;

/// What one block counts: from its words, before any container is chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Score {
    /// Positive for prose, negative for furniture.
    pub value: f32,
    /// Inside an element whose name or state says that it is not the article.
    pub is_apart: bool,
    /// Its words are furniture of any page.
    pub is_boilerplate: bool,
    /// The page's JSON-LD repeats the block's words as the article's body.
    pub is_witnessed: bool,
}

/// An element that holds a part of the page.
pub(crate) struct Region {
    pub node: usize,
    pub hint: Option<Hint>,
}

/// The scores of all candidates, and the elements that were judged.
pub(crate) struct Scores {
    pub blocks: Vec<Score>,
    pub regions: Vec<Region>,
    /// For every node, how many candidates stand before it.
    pub counts: Vec<usize>,
}

/// A longer paragraph says no more about its container than this one.
const ENOUGH: f32 = 500.0;
/// Prose below this length needs a sentence's end to count.
const SHORT: usize = 80;
/// A container with a name that speaks against it is still believed with this share of all prose.
const MOST_OF_PAGE: f32 = 0.6;
/// Names of layouts are believed less.
const HALF_OF_PAGE: f32 = 0.45;
/// Comments can be longer than the article.
const NEARLY_ALL: f32 = 0.92;

/// Scores all candidates of a page.
pub(super) fn score(
    dom: &Dom,
    candidates: &[Candidate],
    headline: Option<usize>,
    witness: &Witness,
) -> Scores {
    let counts = blocks::counts_before(dom, candidates);
    let mut scores: Vec<Score> = candidates
        .iter()
        .map(|block| {
            let is_boilerplate = lexicon::is_boilerplate(&block.text);
            Score {
                value: value(block, is_boilerplate),
                is_apart: false,
                is_boilerplate,
                is_witnessed: witness.says(&block.text),
            }
        })
        .collect();
    let mut prose_before = Vec::with_capacity(scores.len() + 1);
    let mut total = 0.0;
    prose_before.push(0.0);
    for score in &scores {
        total += score.value.max(0.0);
        prose_before.push(total);
    }

    let shares = shares(dom, &counts, &prose_before);
    let mut regions = Vec::new();
    let mut apart_until = 0;
    let mut hints = hints::Hints::default();
    for node in 0..dom.nodes.len() {
        if dom.element(node).is_none() {
            continue;
        }
        let range = blocks::inside(&counts, dom, node);
        if range.is_empty() {
            continue;
        }
        let hint = hints.of(dom, node);
        regions.push(Region { node, hint });
        // What is apart is so with all its parts.
        if node < apart_until {
            continue;
        }
        let limit = match hint {
            Some(Hint::Furniture | Hint::Hidden) => MOST_OF_PAGE,
            Some(Hint::Beside) => HALF_OF_PAGE,
            Some(Hint::Comments) => NEARLY_ALL,
            _ => continue,
        };
        let own = (prose_before[range.end] - prose_before[range.start]) / total.max(1.0);
        let share = name_of(dom, node).and_then(|name| shares.get(&name)).copied().unwrap_or(own);
        let holds_headline = headline.is_some_and(|at| dom.subtree(node).contains(&at));
        let holds_witnessed = || {
            let (mut said, mut all) = (0, 0);
            for index in range.clone() {
                all += candidates[index].weight;
                said += if scores[index].is_witnessed { candidates[index].weight } else { 0 };
            }
            said * 3 > all
        };
        if share > limit || holds_headline || holds_witnessed() {
            continue;
        }
        apart_until = dom.nodes[node].end;
        for score in &mut scores[range] {
            if !score.is_witnessed {
                score.is_apart = true;
            }
        }
    }
    for (score, block) in scores.iter_mut().zip(candidates) {
        if score.is_witnessed {
            score.value = score.value.max(0.0) + (block.weight as f32).min(ENOUGH) + 20.0;
        } else if score.is_apart {
            // It will be cut wherever it stands, so it says little about what is around it.
            score.value = -1.0;
        }
    }
    Scores { blocks: scores, regions, counts }
}

/// Returns the share of the page's prose that is in elements of each name.
///
/// An article in several containers of one class is one thing: a name that would speak against
/// each of them cannot be right when together they are most of the page.
fn shares(dom: &Dom, counts: &[usize], prose_before: &[f32]) -> ByHash<f32> {
    let total = prose_before.last().copied().unwrap_or(0.0).max(1.0);
    let mut shares: ByHash<(f32, usize)> = ByHash::default();
    for node in 0..dom.nodes.len() {
        let range = blocks::inside(counts, dom, node);
        if range.is_empty() {
            continue;
        }
        // Elements without a name have nothing in common.
        let Some(name) = name_of(dom, node) else { continue };
        let entry = shares.entry(name).or_default();
        // Elements inside one of the same name are counted with it.
        if node >= entry.1 {
            entry.0 += (prose_before[range.end] - prose_before[range.start]) / total;
            entry.1 = dom.nodes[node].end;
        }
    }
    shares.into_iter().map(|(name, (share, _))| (name, share)).collect()
}

/// Returns a hash of an element's tag and class, or else its id.
fn name_of(dom: &Dom, node: usize) -> Option<u64> {
    let name = dom.attribute(node, "class").or_else(|| dom.attribute(node, "id"))?;
    Some(model::hash_on(model::hash(dom.tag(node)), model::hash(name)))
}

/// Returns what a block is worth for its words alone.
fn value(block: &Candidate, is_boilerplate: bool) -> f32 {
    let weight = block.weight as f32;
    let density = block.link_density();
    if is_boilerplate {
        return -25.0;
    }
    if matches!(block.kind, BlockKind::Caption | BlockKind::Embed) {
        return 0.0;
    }
    if density > 0.6 {
        return -(12.0 + weight.min(150.0) * 0.25);
    }
    let prose = (weight.min(ENOUGH) + (weight - ENOUGH).max(0.0) * 0.1) * (1.0 - density);
    let is_sentence = crate::prose::ends_sentence(&block.text);
    match block.kind {
        BlockKind::Heading => 0.0,
        BlockKind::ListItem if block.weight < SHORT && !is_sentence => 0.0,
        BlockKind::ListItem => prose * 0.6,
        BlockKind::Table => prose * 0.3,
        _ if block.weight < 25 => -8.0,
        _ if block.weight < SHORT && !is_sentence => -5.0,
        _ => prose,
    }
}
