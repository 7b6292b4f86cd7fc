//! What a block looks like, in numbers, to the classifier that says whether it is the article.
//!
//! Nothing here knows a site, and little a language: places, neighbours, links, marks and the votes
//! of words. The order of the numbers is the order of [`NAMES`]; a model's file says for which names
//! it was made, and one made for others is not read. This room must not know what the numbers mean
//! for a block: that is learned.

mod around;
mod letters;
mod signs;

use super::{
    blocks::{self, Candidate},
    images::FoundImage,
    model::{ByHash, WordVotes},
    score::Scores,
};
use crate::{dom::Dom, metadata::Facts};
use around::{Flag, levels_up};
use palimpsest_article::{BlockKind, MarkKind};
use std::ops::Range;

#[cfg(feature = "training")]
pub(crate) use around::name_attributes;
pub(crate) use around::signature;

/// How many numbers the first look has.
pub(crate) const COUNT: usize = NAMES.len();
/// How many the second look adds.
pub(crate) const SECOND_COUNT: usize = SECOND_NAMES.len();

/// One block in numbers.
pub(crate) type Row = [f32; COUNT];
/// What the first look said of a block and those around it.
pub(crate) type SecondRow = [f32; SECOND_COUNT];

/// What the earlier steps know of the page.
pub(crate) struct Evidence<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub candidates: &'p [Candidate],
    pub scores: &'p Scores,
    pub facts: &'p Facts,
    /// The element that the scoring strategy chose.
    pub container: Option<usize>,
    /// The candidates inside it.
    pub range: Range<usize>,
    /// The blocks that the scoring strategy and its rules keep.
    pub kept: &'p [bool],
    /// The pictures of the page, in order.
    pub images: &'p [FoundImage],
    /// For every candidate, what its template makes alike.
    pub signatures: Vec<u64>,
}

/// The names of the numbers of the first look, in order.
pub const NAMES: [&str; 79] = [
    // The block's own words.
    "weight",
    "link_density",
    "words",
    "word_length",
    "ends_sentence",
    "commas",
    "stops",
    "upper",
    "upper_words",
    "digits",
    "bars",
    "quotes",
    "questions",
    "emphasis",
    "text_sum",
    "text_best",
    "text_worst",
    // Its element and those around it.
    "kind",
    "level",
    "tag",
    "depth",
    "in_article",
    "in_main",
    "in_list",
    "furniture",
    "body",
    "article",
    "apart",
    "witnessed",
    "class_own",
    "class_best",
    "class_worst",
    "class_sum",
    "siblings",
    "parent_links",
    "parent_weight",
    "parent_blocks",
    // Its place in the container that was scored highest.
    "in_range",
    "kept",
    "below_container",
    "range_place",
    "range_share",
    "branch_share",
    "branch_links",
    "branch_blocks",
    // All blocks that one template made alike.
    "same_share",
    "same_links",
    "same_count",
    "same_mean",
    "same_kept",
    // Its place on the page, and its neighbours.
    "page_place",
    "page_weight",
    "page_blocks",
    "headline_distance",
    "is_headline",
    "seen_before",
    "solid_before",
    "solid_after",
    "apart_before",
    "apart_after",
    "weight_before",
    "weight_after",
    "links_before",
    "links_after",
    "kind_after",
    "value_window",
    "text_after",
    // Small signs of furniture inside an article.
    "boilerplate",
    "lead_in",
    "colon",
    "strong",
    "starts_strong",
    "capitals",
    "image_before",
    "image_after",
    "description",
    "author",
    "publisher",
    "colon_end",
];

/// The names of the numbers that the second look adds.
pub const SECOND_NAMES: [&str; 14] = [
    "p",
    "p-2",
    "p-1",
    "p+1",
    "p+2",
    "p+3",
    "p_window",
    "p_parent",
    "p_same",
    "p_before",
    "p_after",
    "p_kept_before",
    "next_sure",
    "last_sure",
];

/// A block farther than this from any solid one is not the article.
const REACH: usize = 25;
/// Texts longer than this are judged by other things than their single words.
const WORDY: usize = 400;

/// Tells which blocks are worth a look: those near prose. Most of a page's blocks are menus.
pub(crate) fn in_play(candidates: &[Candidate]) -> Vec<bool> {
    let mut in_play = vec![false; candidates.len()];
    let mut until = 0;
    for (index, block) in candidates.iter().enumerate() {
        if is_solid(block) {
            let from = until.max(index.saturating_sub(REACH));
            until = (index + REACH + 1).min(candidates.len());
            in_play[from..until].fill(true);
        }
    }
    in_play
}

/// Puts the candidates that are in play in numbers; the others have none.
pub(crate) fn rows(evidence: &Evidence, votes: &WordVotes, in_play: &[bool]) -> Vec<Row> {
    let &Evidence { dom, candidates, scores, facts, .. } = evidence;
    let size = candidates.len();
    let around = around::look(dom, &scores.regions, votes);
    let counts = &scores.counts;

    let weights = sums(candidates, |block| block.weight);
    let links = sums(candidates, |block| block.link_weight);
    let sum = |sums: &[usize], range: &Range<usize>| sums[range.end] - sums[range.start];
    let page_weight = weights[size];

    let signatures = &evidence.signatures;
    let mut alike: ByHash<Alike> = ByHash::default();
    for (index, block) in candidates.iter().enumerate() {
        let entry = alike.entry(signatures[index]).or_default();
        entry.weight += block.weight;
        entry.links += block.link_weight;
        entry.count += 1;
        entry.kept += usize::from(evidence.kept[index]);
    }

    let headline_end = facts.headline_node.map(|node| counts[dom.nodes[node].end]);
    let headlines: Vec<u64> =
        facts.headline_forms.iter().map(|form| letters::count(form).key).collect();
    let range = evidence.range.clone();
    let range_weight = sum(&weights, &range);
    let container_depth = evidence.container.map_or(0, |node| around[node].depth);
    let solid: Vec<usize> = (0..size).filter(|&index| is_solid(&candidates[index])).collect();
    let text_votes: Vec<[f32; 3]> = candidates
        .iter()
        .zip(in_play)
        .map(|(block, in_play)| match *in_play && block.weight < WORDY {
            true => votes.text(&block.text),
            false => [0.0; 3],
        })
        .collect();

    let signs = signs::Signs::of(evidence);
    let mut rows = Vec::with_capacity(in_play.iter().filter(|in_play| **in_play).count());
    let mut seen: ByHash<usize> = ByHash::default();
    let mut next_solid = 0;
    for (index, block) in candidates.iter().enumerate() {
        while next_solid < solid.len() && solid[next_solid] <= index {
            next_solid += 1;
        }
        let counted = letters::count(&block.text);
        let seen_before = seen.insert(counted.key, index);
        if !in_play[index] {
            continue;
        }
        let node = block.node;
        let surroundings = &around[node];
        let chars = counted.letters.max(1.0);
        let words = counted.words.max(1.0);
        let in_range = range.contains(&index);
        let score = scores.blocks[index];

        // The branch of the container that holds the block.
        let (mut branch, mut below) = (node, 0u8);
        while in_range && around[branch].depth > container_depth + 1 {
            branch = dom.nodes[branch].parent;
            below = below.saturating_add(1);
        }
        let branch_range = if in_range { blocks::inside(counts, dom, branch) } else { 0..0 };
        let branch_weight = sum(&weights, &branch_range);
        let parent = dom.nodes[node].parent;
        let parent_range = blocks::inside(counts, dom, parent);
        let parent_weight = sum(&weights, &parent_range);
        let same = &alike[&signatures[index]];

        let after = solid.get(next_solid).copied();
        let own = usize::from(is_solid(block));
        let before = next_solid.checked_sub(1 + own).map(|at| solid[at]);
        let neighbour = |offset: isize| index.checked_add_signed(offset).filter(|at| *at < size);
        let of = |offset: isize, number: fn(&Candidate) -> f32| {
            neighbour(offset).map_or(-1.0, |at| number(&candidates[at]))
        };
        let window = index.saturating_sub(4)..(index + 5).min(size);
        let value: f32 = scores.blocks[window].iter().map(|score| score.value).sum();
        let votes = text_votes[index];

        let mut row = [
            log(block.weight),
            block.link_density(),
            words.ln(),
            chars / words,
            yes(crate::prose::ends_sentence(&block.text)),
            counted.commas / words,
            counted.stops / words,
            counted.upper / chars,
            counted.upper_words / words,
            counted.digits / chars,
            counted.bars.min(10.0),
            counted.quotes.min(6.0),
            counted.questions.min(5.0),
            emphasised(block),
            votes[0],
            votes[1],
            votes[2],
            kind_number(block.kind),
            f32::from(block.level),
            tag_number(dom.tag(node)),
            f32::from(surroundings.depth),
            yes(surroundings.has(Flag::Article)),
            yes(surroundings.has(Flag::Main)),
            yes(surroundings.has(Flag::List)),
            yes(surroundings.has(Flag::NamedFurniture)),
            yes(surroundings.has(Flag::NamedBody)),
            yes(surroundings.has(Flag::NamedArticle)),
            yes(score.is_apart),
            yes(score.is_witnessed),
            surroundings.own,
            surroundings.best,
            surroundings.worst,
            surroundings.sum,
            f32::from(around[parent].children).min(100.0),
            share(sum(&links, &parent_range), parent_weight),
            log(parent_weight),
            log(parent_range.len()),
            yes(in_range),
            yes(evidence.kept[index]),
            f32::from(below.min(20)),
            if in_range { share(index - range.start, range.len()) } else { -1.0 },
            share(range_weight, page_weight),
            if in_range { share(branch_weight, range_weight) } else { -1.0 },
            share(sum(&links, &branch_range), branch_weight),
            log(branch_range.len()),
            share(same.weight, page_weight),
            share(same.links, same.weight),
            log(same.count),
            log(same.weight / same.count.max(1)),
            share(same.kept, same.count),
            share(index, size),
            log(page_weight),
            log(size),
            headline_end.map_or(0.0, |end| signed_log(index as f32 - end as f32)),
            yes(headlines.contains(&counted.key)),
            seen_before.map_or(0.0, |at| 1.0 + yes(index - at < 6)),
            before.map_or(30.0, |at| ((index - at) as f32).min(30.0)),
            after.map_or(30.0, |at| ((at - index) as f32).min(30.0)),
            before.map_or(13.0, |at| levels_up(dom, node, candidates[at].node)),
            after.map_or(13.0, |at| levels_up(dom, node, candidates[at].node)),
            of(-1, |block| log(block.weight)),
            of(1, |block| log(block.weight)),
            of(-1, Candidate::link_density),
            of(1, Candidate::link_density),
            of(1, |block| kind_number(block.kind)),
            signed_log(value),
            neighbour(1).map_or(0.0, |at| text_votes[at][0]),
            // The signs follow.
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ];
        row[COUNT - signs::COUNT..].copy_from_slice(&signs.read(evidence, index));
        rows.push(row);
    }
    rows
}

/// Puts in numbers what the first look said of every block in play and those around it.
pub(crate) fn second_rows(evidence: &Evidence, first: &[f32], in_play: &[bool]) -> Vec<SecondRow> {
    let &Evidence { dom, candidates, scores, .. } = evidence;
    let size = candidates.len();
    let mut likely = vec![0.0f32; size + 1];
    let mut heft = vec![0.0f32; size + 1];
    let mut alike: ByHash<(f32, f32)> = ByHash::default();
    let signatures = &evidence.signatures;
    for (index, block) in candidates.iter().enumerate() {
        let own = (block.weight as f32).min(400.0) + 10.0;
        likely[index + 1] = likely[index] + first[index] * own;
        heft[index + 1] = heft[index] + own;
        let same = alike.entry(signatures[index]).or_default();
        same.0 += first[index] * own;
        same.1 += own;
    }
    let mean = |range: Range<usize>| {
        let heft = heft[range.end] - heft[range.start];
        (likely[range.end] - likely[range.start]) / heft.max(1.0)
    };
    let is_sure = |index: &usize| first[*index] > 0.8 && candidates[*index].weight > 60;
    let sure: Vec<usize> = (0..size).filter(is_sure).collect();
    let row = |index: usize| {
        let at = |offset: isize| {
            index.checked_add_signed(offset).and_then(|at| first.get(at)).copied().unwrap_or(0.0)
        };
        let parent = dom.nodes[candidates[index].node].parent;
        let same = alike[&signatures[index]];
        let sure_from = sure.partition_point(|&at| at < index);
        let last = sure_from.checked_sub(1).map(|at| sure[at]);
        let next = sure[sure_from..].iter().find(|&&at| at > index);
        [
            first[index],
            at(-2),
            at(-1),
            at(1),
            at(2),
            at(3),
            mean(index.saturating_sub(4)..(index + 5).min(size)),
            mean(blocks::inside(&scores.counts, dom, parent)),
            same.0 / same.1.max(1.0),
            mean(0..index),
            mean(index + 1..size),
            likely[index] / likely[size].max(1.0),
            next.map_or(40.0, |at| ((at - index) as f32).min(40.0)),
            last.map_or(40.0, |at| ((index - at) as f32).min(40.0)),
        ]
    };
    (0..size).filter(|&index| in_play[index]).map(row).collect()
}

/// What all blocks of one signature have together.
#[derive(Default)]
struct Alike {
    weight: usize,
    links: usize,
    count: usize,
    kept: usize,
}

/// Returns, for every candidate and the end, the sum over those before it.
fn sums(candidates: &[Candidate], number: impl Fn(&Candidate) -> usize) -> Vec<usize> {
    let mut sums = Vec::with_capacity(candidates.len() + 1);
    let mut sum = 0;
    sums.push(0);
    for block in candidates {
        sum += number(block);
        sums.push(sum);
    }
    sums
}

/// A block that is prose for sure: neighbours of it are likely to be so too.
fn is_solid(block: &Candidate) -> bool {
    let is_prose =
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Blockquote | BlockKind::ListItem);
    is_prose && block.weight >= 80 && block.link_density() < 0.3
}

fn emphasised(block: &Candidate) -> f32 {
    if block.marks.is_empty() {
        return 0.0;
    }
    let is_emphasis = |mark: &&super::inline::LocalMark| mark.kind == MarkKind::Emphasis;
    let marked: usize =
        block.marks.iter().filter(is_emphasis).map(|mark| mark.end - mark.start).sum();
    share(marked, block.text.chars().count()).min(1.0)
}

fn kind_number(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Paragraph => 0.0,
        BlockKind::Blockquote => 1.0,
        BlockKind::Preformatted => 2.0,
        BlockKind::Table => 3.0,
        BlockKind::ListItem => 4.0,
        BlockKind::Heading => 5.0,
        BlockKind::Caption | BlockKind::Credit => 6.0,
        BlockKind::Embed => 7.0,
    }
}

fn tag_number(tag: &str) -> f32 {
    match tag {
        "p" => 0.0,
        "blockquote" | "pre" => 1.0,
        "div" => 2.0,
        "td" | "th" | "table" => 3.0,
        "section" | "article" | "main" | "body" => 4.0,
        "li" | "dd" | "dt" => 5.0,
        "h2" | "h3" => 6.0,
        "h1" | "h4" | "h5" | "h6" => 7.0,
        "figcaption" | "figure" => 8.0,
        _ => 9.0,
    }
}

fn log(number: usize) -> f32 {
    (1.0 + number as f32).ln()
}

fn signed_log(number: f32) -> f32 {
    number.signum() * (1.0 + number.abs()).ln()
}

fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}
