//! Cuts furniture inside the chosen container, block by block: head, tail and what stands between.

use super::{
    blocks::{self, Candidate},
    choose::Choice,
    model::{self, IsHash},
    score::{Score, Scores},
    witness::Witness,
};
use crate::{dom::Dom, metadata::Facts, prose};
use palimpsest_article::BlockKind;
use std::{
    collections::{HashSet, VecDeque},
    hash::BuildHasherDefault,
    ops::Range,
};

/// Prose from this length on is never taken for a byline or a label.
const SOLID: usize = 80;
/// How near a block's twin stands that is there for another screen width. Words that come back
/// later are said again, and stay.
const TWINS: usize = 4;
/// An item of the running text has fewer links than this.
const LINKED_ITEM: f32 = 0.3;
/// How far before a list or table the text may be that it belongs to, other such passages between.
const SET_APART: usize = 6;
/// A paragraph of links from this share on is a pointer elsewhere.
const LINKED: f32 = 0.75;

/// Returns which candidates are the body.
pub(super) fn trim(
    dom: &Dom,
    candidates: &[Candidate],
    scores: &Scores,
    choice: &Choice,
    facts: &Facts,
    witness: &Witness,
) -> Vec<bool> {
    let mut keep = vec![false; candidates.len()];
    for index in choice.range.clone() {
        let score = scores.blocks[index];
        keep[index] = !score.is_apart && !is_furniture(dom, &candidates[index], score, facts);
    }
    drop_repetitions(candidates, choice, &mut keep);
    drop_link_lists(candidates, choice, &mut keep);
    drop_cards(dom, candidates, scores, choice, &mut keep);
    if witness_is_whole(candidates, scores, choice, witness) {
        believe(candidates, scores, choice, &mut keep);
    }
    trim_head(candidates, choice, facts, &mut keep);
    trim_tail(dom, candidates, choice, &mut keep);
    drop_empty_headings(candidates, choice, &mut keep);
    keep
}

/// Returns what is kept of a range whose blocks are too short to be judged by their weight.
pub(super) fn marked(
    candidates: &[Candidate],
    scores: &Scores,
    range: Range<usize>,
    facts: &Facts,
) -> Vec<bool> {
    let is_headline = |words: &str| facts.headline_keys.contains(&prose::key(words));
    let is_body = |(index, block): (usize, &Candidate)| {
        range.contains(&index)
            && !scores.blocks[index].is_apart
            && block.link_density() < LINKED
            && !is_headline(&block.text)
            && !scores.blocks[index].is_boilerplate
    };
    candidates.iter().enumerate().map(is_body).collect()
}

/// Tells whether a block is furniture by its own words.
fn is_furniture(dom: &Dom, block: &Candidate, score: Score, facts: &Facts) -> bool {
    if score.is_witnessed {
        return false;
    }
    if score.is_boilerplate {
        return true;
    }
    match block.kind {
        BlockKind::Heading => {
            let is_headline =
                facts.headline_node.is_some_and(|at| dom.subtree(at).contains(&block.at));
            // Also with a kicker run in.
            let says_it = || {
                let words = prose::key(&block.text);
                facts.headline_keys.iter().any(|form| {
                    *form == words || (form.chars().count() >= 25 && words.contains(form.as_str()))
                })
            };
            is_headline || (block.level <= 2 && says_it())
        }
        BlockKind::Paragraph => {
            let is_pointer = block.link_density() >= LINKED && block.weight < 300;
            // Words loose in a `<div>` are labels and credits; a paragraph says that it is one.
            let is_loose = !matches!(dom.tag(block.node), "p" | "blockquote" | "td");
            let is_label = is_loose && block.weight < SOLID && !prose::ends_sentence(&block.text);
            is_pointer || is_label
        }
        _ => false,
    }
}

/// Drops a passage that stood before: pages carry copies for narrow windows and for sharing.
fn drop_repetitions(candidates: &[Candidate], choice: &Choice, keep: &mut [bool]) {
    // The words just before, whether kept or not.
    let mut near: VecDeque<&str> = VecDeque::with_capacity(TWINS);
    for index in choice.range.clone() {
        let block = &candidates[index];
        // Short ones repeat in honest text: names in an interview, refrains.
        if keep[index] && block.weight >= SOLID && near.contains(&block.text.as_str()) {
            keep[index] = false;
        }
        near.truncate(TWINS - 1);
        near.push_front(&block.text);
    }
}

/// Drops passages that stand in the body a second time: pages carry whole copies of an article, for
/// other windows and below it. One paragraph alone may be said again on purpose.
pub(super) fn drop_copies(candidates: &[Candidate], keep: &mut [bool]) {
    const FEWEST: usize = 2;
    const LEAST: usize = 300;
    let mut seen: HashSet<u64, BuildHasherDefault<IsHash>> = HashSet::default();
    let mut copied: Vec<usize> = Vec::new();
    let drop = |copied: &mut Vec<usize>, keep: &mut [bool]| {
        let weight: usize = copied.iter().map(|&index| candidates[index].weight).sum();
        if copied.len() >= FEWEST && weight >= LEAST {
            copied.iter().for_each(|&index| keep[index] = false);
        }
        copied.clear();
    };
    for index in 0..candidates.len() {
        if !keep[index] || candidates[index].kind == BlockKind::Caption {
            continue;
        }
        if seen.insert(model::hash(&candidates[index].text)) {
            drop(&mut copied, keep);
        } else {
            copied.push(index);
        }
    }
    drop(&mut copied, keep);
}

/// Drops cards: a small element with a heading that is a link, and little else.
fn drop_cards(
    dom: &Dom,
    candidates: &[Candidate],
    scores: &Scores,
    choice: &Choice,
    keep: &mut [bool],
) {
    const MOST_BLOCKS: usize = 5;
    const MOST_WORDS: usize = 350;
    /// Some repeat the heading outside the link, for small windows.
    const LINKED_HEADING: f32 = 0.45;
    let mut cards: Vec<Range<usize>> = Vec::new();
    for index in choice.range.clone() {
        let heading = &candidates[index];
        if heading.kind != BlockKind::Heading || heading.link_density() < LINKED_HEADING {
            continue;
        }
        let card = dom
            .ancestors(heading.node)
            .take(4)
            .map(|node| blocks::inside(&scores.counts, dom, node))
            .take_while(|range| {
                let weight: usize = range.clone().map(|index| candidates[index].weight).sum();
                let is_witnessed = range.clone().any(|index| scores.blocks[index].is_witnessed);
                range.len() <= MOST_BLOCKS && weight <= MOST_WORDS && !is_witnessed
            })
            .last();
        cards.extend(card.filter(|card| card.len() > 1));
    }
    let weight = |range: Range<usize>, keep: &[bool]| -> usize {
        range.filter(|&index| keep[index]).map(|index| candidates[index].weight).sum()
    };
    let carded: usize = cards.iter().map(|card| weight(card.clone(), keep)).sum();
    // Articles that are lists of linked things look like cards throughout.
    if carded * 10 < weight(choice.range.clone(), keep) * 3 {
        cards.into_iter().for_each(|card| keep[card].fill(false));
    }
}

/// Tells whether the page has, inside the choice, all that its JSON-LD gives as the body.
fn witness_is_whole(
    candidates: &[Candidate],
    scores: &Scores,
    choice: &Choice,
    witness: &Witness,
) -> bool {
    let said: usize = choice
        .range
        .clone()
        .filter(|&index| scores.blocks[index].is_witnessed)
        .map(|index| candidates[index].weight)
        .sum();
    let all: usize = choice
        .range
        .clone()
        .filter(|&index| !scores.blocks[index].is_apart)
        .map(|index| candidates[index].weight)
        .sum();
    // A stated body may end early; then the page has much more.
    witness.weight >= 600 && said * 100 >= witness.weight * 85 && said * 2 >= all
}

/// Keeps what the page's JSON-LD gives as the body, and short blocks between.
fn believe(candidates: &[Candidate], scores: &Scores, choice: &Choice, keep: &mut [bool]) {
    let is_witnessed = |index: &usize| scores.blocks[*index].is_witnessed;
    let Some(first) = choice.range.clone().find(is_witnessed) else { return };
    let last = choice.range.clone().rfind(is_witnessed).unwrap_or(first);
    for index in choice.range.clone() {
        let block = &candidates[index];
        let is_outside = index < first || last < index;
        // Lists, quotes and tables are often left out of a stated body; paragraphs are not.
        let is_foreign = block.kind == BlockKind::Paragraph && block.weight >= SOLID;
        if !is_witnessed(&index) && (is_outside || is_foreign) {
            keep[index] = false;
        }
    }
}

/// Drops lists most of whose items are links: menus, tags, further reading.
fn drop_link_lists(candidates: &[Candidate], choice: &Choice, keep: &mut [bool]) {
    let mut start = choice.range.start;
    while start < choice.range.end {
        let is_item = |index: usize| candidates[index].kind == BlockKind::ListItem;
        if !is_item(start) {
            start += 1;
            continue;
        }
        let end =
            (start..choice.range.end).find(|&index| !is_item(index)).unwrap_or(choice.range.end);
        let linked = (start..end).filter(|&index| candidates[index].link_density() > 0.6).count();
        if linked * 2 > end - start {
            keep[start..end].fill(false);
        }
        start = end;
    }
}

/// Keeps lists, quoted passages, tables and the like that the rules keep and that follow a kept
/// block as its siblings: whatever they look like, they belong to the running text.
pub(super) fn keep_set_apart(
    dom: &Dom,
    candidates: &[Candidate],
    scores: &Scores,
    by_rules: &[bool],
    keep: &mut [bool],
) {
    let is_set_apart = |block: &Candidate| {
        use BlockKind::{Blockquote, ListItem, Preformatted, Table};
        matches!(block.kind, Blockquote | ListItem | Preformatted | Table)
    };
    let mut start = 0;
    while start < candidates.len() {
        let is_lost = |at: usize| !keep[at] && is_set_apart(&candidates[at]);
        if !is_lost(start) {
            start += 1;
            continue;
        }
        let end = (start..candidates.len()).find(|&at| !is_lost(at)).unwrap_or(candidates.len());
        let is_plain = |at: usize| {
            let block = &candidates[at];
            by_rules[at] && !scores.blocks[at].is_apart && block.link_density() < LINKED_ITEM
        };
        // Of what is kept right before, a passage that is set apart itself may be deeper.
        let kept_before = (0..start).rev().take(SET_APART).take_while(|&before| keep[before]);
        let follows = kept_before.into_iter().any(|before| {
            let parent = dom.nodes[candidates[before].node].parent;
            dom.ancestors(candidates[start].node).take(3).any(|node| node == parent)
        });
        if follows && (start..end).all(is_plain) {
            keep[start..end].fill(true);
        }
        start = end;
    }
}

/// Drops what stands before the first prose: headline again, standfirst again, byline, date, labels.
pub(super) fn trim_head(
    candidates: &[Candidate],
    choice: &Choice,
    facts: &Facts,
    keep: &mut [bool],
) {
    let kept: Vec<usize> = choice.range.clone().filter(|&index| keep[index]).collect();
    for &index in kept.iter().take(12) {
        let text = &candidates[index].text;
        if facts.headline_keys.iter().any(|headline| prose::same_words(headline, text)) {
            keep[index] = false;
        }
    }
    for &index in &kept {
        let block = &candidates[index];
        let is_solid =
            block.weight >= SOLID || (block.weight >= 40 && prose::ends_sentence(&block.text));
        match block.kind {
            BlockKind::Paragraph | BlockKind::ListItem if !is_solid => keep[index] = false,
            BlockKind::Caption | BlockKind::Embed | BlockKind::Heading => {}
            _ => break,
        }
    }
}

/// Drops what stands after the last prose: labels, tags, credits, headings of further lists.
fn trim_tail(dom: &Dom, candidates: &[Candidate], choice: &Choice, keep: &mut [bool]) {
    for index in choice.range.clone().rev() {
        if !keep[index] {
            continue;
        }
        let block = &candidates[index];
        let is_solid = block.weight >= SOLID || prose::ends_sentence(&block.text);
        match block.kind {
            BlockKind::Heading => keep[index] = false,
            BlockKind::Paragraph
                if is_solid || dom.tag(block.node) == "p" && block.link_weight == 0 =>
            {
                break;
            }
            BlockKind::Paragraph => keep[index] = false,
            BlockKind::Caption | BlockKind::Embed => {}
            _ => break,
        }
    }
}

/// Drops headings under which nothing is left.
fn drop_empty_headings(candidates: &[Candidate], choice: &Choice, keep: &mut [bool]) {
    // The level of the shallowest heading since the last kept block; `None` right after a block.
    let mut empty_below: Option<u8> = Some(0);
    for index in choice.range.clone().rev() {
        let block = &candidates[index];
        if block.kind != BlockKind::Heading {
            if keep[index] && block.kind != BlockKind::Caption {
                empty_below = None;
            }
            continue;
        }
        if !keep[index] {
            continue;
        }
        match empty_below {
            // Only headings of its own or a higher level follow: it heads nothing.
            Some(level) if level <= block.level => keep[index] = false,
            _ => {}
        }
        empty_below = Some(empty_below.map_or(block.level, |level| level.min(block.level)));
    }
}
