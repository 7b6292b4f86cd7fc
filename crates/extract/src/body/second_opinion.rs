//! The `readability` crate as a second opinion, where it is safe to ask.
//!
//! It recurses over the tree: on deep pages it would overflow the stack, which no caller can catch.

use super::{
    blocks::Candidate,
    score::{Score, Scores},
};
use crate::{dom::Dom, prose};
use std::collections::HashSet;
use url::Url;

/// It overflows a 2 MB stack in a debug build at about 2,000 levels; this is far below.
const DEEPEST: usize = 200;
/// It takes seconds on megabytes of markup, and on very many elements.
const LARGEST: usize = 2 * 1024 * 1024;
const MOST_BLOCKS: usize = 5_000;

/// Returns which candidates it takes for the article; `None` where it may not be asked.
pub(super) fn keep(
    dom: &Dom,
    html: &str,
    base: Option<&Url>,
    candidates: &[Candidate],
    scores: &Scores,
) -> Option<Vec<bool>> {
    if html.len() > LARGEST || candidates.len() > MOST_BLOCKS || depth(dom) > DEEPEST {
        return None;
    }
    let placeholder = Url::parse("http://page.invalid/").ok();
    let url = base.or(placeholder.as_ref())?;
    let product = readability::extractor::extract(&mut html.as_bytes(), url).ok()?;
    // Its result has other blocks than ours: ours are found again by their words.
    let words: HashSet<String> = product.text.lines().map(prose::key).collect();
    let whole = format!(" {} ", prose::key(&product.text));
    if candidates.len() * whole.len() > 200_000_000 {
        return None;
    }
    let says = |block: &Candidate| {
        let key = prose::key(&block.text);
        !key.is_empty() && (words.contains(&key) || (key.len() > 40 && whole.contains(&key)))
    };
    let is_kept = |(block, score): (&Candidate, &Score)| {
        !score.is_apart && !score.is_boilerplate && block.link_density() < 0.5 && says(block)
    };
    Some(candidates.iter().zip(&scores.blocks).map(is_kept).collect())
}

fn depth(dom: &Dom) -> usize {
    let mut depths = vec![0usize; dom.nodes.len()];
    let mut deepest = 0;
    for index in 1..dom.nodes.len() {
        // Parents come before their children.
        depths[index] = depths[dom.nodes[index].parent] + 1;
        deepest = deepest.max(depths[index]);
    }
    deepest
}
