//! Which blocks of a page are its body, told from the labelled text. It must not know the engine's
//! opinion.

use crate::label::Label;
use crate::tokens::{GRAM, Rule, tokens};
use palimpsest_article::BlockKind;
use palimpsest_extract::training::LookedBlock;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// What a block is, and how much it counts in training; 0 where that is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockLabel {
    pub is_body: bool,
    pub heft: f32,
}

/// Blocks of fewer words must be in the text word for word.
const SHORT: usize = 8;
/// A longer block is in the text with this share of its runs of words.
const ENOUGH: f32 = 0.5;
/// A short block that stands in the text more often says nothing.
const MOST_PLACES: usize = 40;
/// How much a paragraph counts that may be kept or not: it is better in the article than lost.
const OPTIONAL_HEFT: f32 = 0.7;
/// Optional paragraphs farther than this from the body, in blocks, are others of the same words.
const NEAR: usize = 15;
/// What any block counts besides its words: short ones make a page right or wrong too.
const OWN_HEFT: f32 = 6.0;

/// A block, and where in the text its words are.
struct Match {
    block: usize,
    start: usize,
    end: usize,
    worth: f32,
}

/// Labels the blocks of a page by its text, or by the passages that it must and must not have.
pub fn label_blocks(label: &Label, rule: Rule, blocks: &[LookedBlock]) -> Vec<BlockLabel> {
    match &label.text {
        Some(text) => by_text(text, &label.optional, rule, blocks),
        None => by_segments(label, blocks),
    }
}

fn by_segments(label: &Label, blocks: &[LookedBlock]) -> Vec<BlockLabel> {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = |segments: &[String]| -> Vec<String> {
        segments.iter().map(|it| fold(it)).filter(|it| it.len() > 3).collect()
    };
    let (with, without) = (all(&label.with), all(&label.without));
    let of_block = |block: &LookedBlock| {
        let text = fold(&block.text);
        let has = |segments: &[String]| segments.iter().any(|it| text.contains(it.as_str()));
        let (is_wanted, is_unwanted) = (has(&with), has(&without));
        let heft = if is_wanted != is_unwanted { 1.0 } else { 0.0 };
        BlockLabel { is_body: is_wanted, heft }
    };
    blocks.iter().map(of_block).collect()
}

fn by_text(text: &str, optional: &[String], rule: Rule, blocks: &[LookedBlock]) -> Vec<BlockLabel> {
    let words = |text: &str| -> Vec<String> {
        tokens(text, rule).iter().map(|token| token.word.to_owned()).collect()
    };
    let wanted = words(text);
    let block_words: Vec<Vec<String>> = blocks.iter().map(|block| words(&block.text)).collect();
    let is_running = |block: usize| {
        !matches!(blocks[block].kind, BlockKind::Caption | BlockKind::Embed)
            && !block_words[block].is_empty()
    };
    let places: Vec<HashMap<&[String], Vec<usize>>> =
        (1..=GRAM).map(|length| places_of_runs(&wanted, length)).collect();
    let matches: Vec<Match> = (0..blocks.len())
        .filter(|&block| is_running(block))
        .flat_map(|block| matches_of(block, &block_words[block], &wanted, &places))
        .collect();
    let mut is_body = best_chain(matches.as_slice(), blocks.len());
    add_out_of_order(&mut is_body, &matches, &block_words, &places[GRAM - 1]);

    let optional: Vec<Vec<String>> = optional.iter().map(|text| words(text)).collect();
    let optional: HashSet<&[String]> =
        optional.iter().flat_map(|words| words.windows(words.len().clamp(1, GRAM))).collect();
    let first = is_body.iter().position(|is| *is).unwrap_or(0);
    let last = is_body.iter().rposition(|is| *is).unwrap_or(0);
    let total = wanted.len().max(30) as f32;
    let label = |block: usize| {
        let own = &block_words[block];
        let runs = own.windows(own.len().clamp(1, GRAM));
        let may_be = runs.len() > 0
            && runs.clone().filter(|run| optional.contains(run)).count() * 10 >= runs.len() * 7;
        let is_near = block + NEAR > first && block < last + NEAR;
        let share = match may_be {
            true if is_near => OPTIONAL_HEFT,
            true => 0.0,
            false => 1.0,
        };
        let heft = share * (own.len() as f32 + OWN_HEFT) / total * 100.0;
        let heft = if is_running(block) { heft } else { 0.0 };
        BlockLabel { is_body: is_body[block] || may_be, heft }
    };
    (0..blocks.len()).map(label).collect()
}

fn places_of_runs(words: &[String], length: usize) -> HashMap<&[String], Vec<usize>> {
    let mut places: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, run) in words.windows(length).enumerate() {
        places.entry(run).or_default().push(at);
    }
    places
}

/// Returns where a block may stand in the wanted text.
fn matches_of(
    block: usize,
    own: &[String],
    wanted: &[String],
    places: &[HashMap<&[String], Vec<usize>>],
) -> Vec<Match> {
    let length = own.len().min(GRAM);
    let of_run = |run: &[String]| places[length - 1].get(run).map_or(&[][..], Vec::as_slice);
    if own.len() < SHORT {
        let whole: Vec<usize> = of_run(&own[..length])
            .iter()
            .copied()
            .filter(|start| wanted[*start..].starts_with(own))
            .collect();
        let is_telling = whole.len() <= MOST_PLACES;
        let found = whole.into_iter().filter(|_| is_telling);
        return found
            .map(|start| Match { block, start, end: start + own.len(), worth: own.len() as f32 })
            .collect();
    }
    let (mut said, mut start, mut end) = (0, usize::MAX, 0);
    let mut expected = None;
    for run in own.windows(GRAM) {
        let nearest = |expected: usize| {
            of_run(run).iter().copied().min_by_key(|place| place.abs_diff(expected))
        };
        let Some(place) = nearest(expected.unwrap_or(0)) else { continue };
        said += 1;
        let goes_on = expected.is_none_or(|next| next <= place && place < next + 60);
        if goes_on {
            start = start.min(place);
            end = end.max(place + GRAM);
        }
        expected = Some(place + 1);
    }
    let is_in = said as f32 >= ENOUGH * (own.len() + 1 - GRAM) as f32 && start < end;
    // A block is worth more than its runs: several paragraphs are better than one of all their words.
    is_in.then_some(Match { block, start, end, worth: said as f32 + 4.0 }).into_iter().collect()
}

/// Returns the blocks that together have the most of the text, in the order of the text.
///
/// The same words often stand on a page twice; only in the body they are in the text's order.
fn best_chain(matches: &[Match], blocks: usize) -> Vec<bool> {
    /// Chains do not leap over more matches than this: the cost is the square of it.
    const BACK: usize = 3_000;
    let mut order: Vec<&Match> = matches.iter().collect();
    order.sort_by_key(|it| (it.block, Reverse(it.start)));
    let mut worth: Vec<f32> = Vec::with_capacity(order.len());
    let mut from: Vec<Option<usize>> = Vec::with_capacity(order.len());
    for (at, it) in order.iter().enumerate() {
        let mut best = (it.worth, None);
        for before in at.saturating_sub(BACK)..at {
            let last = order[before];
            if last.block < it.block && last.start < it.start && last.end <= it.start + 2 {
                // A small prize for going on right where the last one ended.
                let prize = if last.end == it.start { 0.5 } else { 0.0 };
                if worth[before] + it.worth + prize > best.0 {
                    best = (worth[before] + it.worth + prize, Some(before));
                }
            }
        }
        worth.push(best.0);
        from.push(best.1);
    }
    let mut is_body = vec![false; blocks];
    let mut at = (0..order.len()).max_by(|a, b| worth[*a].total_cmp(&worth[*b]));
    while let Some(here) = at {
        is_body[order[here].block] = true;
        at = from[here];
    }
    is_body
}

/// Adds long blocks that stand elsewhere in the text, where nothing said their words yet.
fn add_out_of_order(
    is_body: &mut [bool],
    matches: &[Match],
    block_words: &[Vec<String>],
    places: &HashMap<&[String], Vec<usize>>,
) {
    let mut said: HashSet<&[String]> = (0..is_body.len())
        .filter(|&block| is_body[block])
        .flat_map(|block| block_words[block].windows(GRAM))
        .collect();
    for it in matches {
        let own = &block_words[it.block];
        if is_body[it.block] || own.len() < SHORT {
            continue;
        }
        let is_new = |run: &&[String]| places.contains_key(run) && !said.contains(run);
        if own.windows(GRAM).filter(is_new).count() * 2 > own.len() {
            is_body[it.block] = true;
            said.extend(own.windows(GRAM));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, blocks: &[&str], body: &[usize]) {
        let label = Label::read(label).unwrap();
        let blocks: Vec<LookedBlock> = blocks
            .iter()
            .map(|text| LookedBlock {
                text: (*text).to_owned(),
                kind: BlockKind::Paragraph,
                is_in_play: true,
                names: Vec::new(),
                row: Vec::new(),
                second: Vec::new(),
            })
            .collect();
        let labels = label_blocks(&label, Rule::Words, &blocks);
        let is_body = |at: &usize| labels[*at].is_body && labels[*at].heft > 0.0;
        assert_eq!((0..blocks.len()).filter(is_body).collect::<Vec<_>>(), body);
    }

    #[test]
    fn of_the_same_words_those_in_order_are_the_body() {
        check(
            r#"{"id":"a","text":"The old bridge closes on Monday for good.\nWhy\nThe council says that it has become unsafe."}"#,
            &[
                "Why",
                "The old bridge closes on Monday for good.",
                "Why",
                "The council says that it has become unsafe.",
                "Read more about the council",
            ],
            &[1, 2, 3],
        );
    }

    #[test]
    fn segments_and_optional_paragraphs() {
        check(
            r#"{"id":"a","with":["closes on Monday"],"without":["Read more"]}"#,
            &["The bridge closes on Monday", "Read more: Rain", "Nobody knows"],
            &[0],
        );
        check(
            r#"{"id":"a","text":"The old bridge closes on Monday for good.","optional":"Rain is coming to town soon"}"#,
            &["Rain is coming to town soon", "The old bridge closes on Monday for good."],
            &[0, 1],
        );
    }
}
