//! The sentence or two under the headline.

use super::{blocks::Candidate, score::Scores};
use crate::{dom::Dom, metadata::Facts, prose};
use palimpsest_article::BlockKind;

/// Longer ones are the first paragraph.
const LONGEST: usize = 600;
/// How many blocks after the headline it may stand.
const REACH: usize = 12;
/// Words by which markup everywhere names it.
const NAMES: [&str; 17] = [
    "standfirst",
    "dek",
    "deck",
    "subtitle",
    "subtitel",
    "subheadline",
    "subhead",
    "subheading",
    "chapo",
    "chapeau",
    "lead",
    "lede",
    "intro",
    "vorspann",
    "bajada",
    "entradilla",
    "sommario",
];
/// Words that name it above the body; inside, they may name the first paragraph.
const LOOSE_NAMES: [&str; 5] = ["teaser", "summary", "excerpt", "description", "abstract"];
/// A block of the body that is longer than this is a paragraph of it, whatever its name.
const LONGEST_KEPT: usize = 350;
/// A standfirst has at most so many blocks: key points are given as a list.
const MOST_BLOCKS: usize = 6;
/// Above the body, with no name, this likely to be the article by its looks, and this long.
const LIKELY: f32 = 0.12;
const SENTENCE: usize = 40;
/// A description that shares this much of its words with a block says the same.
const SAME_WORDS: f32 = 0.8;
/// A description that begins like the body, for this many characters, is cut from it.
const SAME_START: usize = 40;

/// Finds the standfirst and takes it out of the body. `likely` has the classifier's opinion of every
/// candidate, `apart` tells those that are in parts of the page named otherwise.
pub(super) fn find(
    dom: &Dom,
    candidates: &[Candidate],
    keep: &mut [bool],
    facts: &Facts,
    likely: &[f32],
    scores: &Scores,
) -> Option<String> {
    let first_kept = keep.iter().position(|keep| *keep)?;
    let headline = facts.headline_node.map(|node| dom.nodes[node].end);
    let start = match headline {
        Some(end) => candidates.partition_point(|block| block.at < end),
        None => first_kept.saturating_sub(REACH),
    };
    let description = facts.description.as_deref().map(prose::fold).filter(|text| !text.is_empty());
    let window = start..(start + REACH).min(candidates.len());
    let is_headline = |text: &str| facts.headline_keys.contains(&prose::key(text));
    let fits = |index: usize| {
        use BlockKind::{Blockquote, Heading, ListItem, Paragraph};
        let block = &candidates[index];
        let longest = if keep[index] { LONGEST_KEPT } else { LONGEST };
        matches!(block.kind, Paragraph | Heading | ListItem | Blockquote)
            && (25..=longest).contains(&block.weight)
            && block.link_density() < 0.5
    };
    let named = window.clone().find(|&index| {
        let names: &[&[&str]] = if keep[index] { &[&NAMES] } else { &[&NAMES, &LOOSE_NAMES] };
        fits(index) && index <= first_kept && is_named(dom, candidates[index].node, names)
    });
    // The description is often cut, or has the name of who wrote it put in.
    let whole = super::choose::kept_weight(candidates, keep);
    let is_told = |index: &usize| {
        let own = candidates[*index].weight;
        // What is most of the article is not its summary.
        if whole.saturating_sub(if keep[*index] { own } else { 0 }) < own * 2 {
            return false;
        }
        let (text, words) = (candidates[*index].text.as_str(), description.as_deref());
        words.is_some_and(|words| {
            let (short, long) = (text.len().min(words.len()), text.len().max(words.len()));
            short * 10 >= long * 8 && prose::likeness(words, text) >= SAME_WORDS
        })
    };
    let described = || {
        window
            .clone()
            .take_while(|&index| index < first_kept || !keep[index])
            .filter(|&index| fits(index))
            .find(is_told)
    };
    // Whole sentences between headline and body, in the article's part of the page.
    let is_unnamed = |index: &usize| {
        let block = &candidates[*index];
        let is_sentence = prose::ends_sentence(&block.text) || block.weight >= 2 * SENTENCE;
        fits(*index)
            && !scores.blocks[*index].is_apart
            && !scores.blocks[*index].is_boilerplate
            && likely.get(*index).is_some_and(|likely| *likely > LIKELY)
            && block.weight >= SENTENCE
            && block.link_weight == 0
            && is_sentence
            && !is_headline(&block.text)
    };
    let unnamed = || (window.start..window.end.min(first_kept)).find(is_unnamed);
    let parent = |index: usize| dom.nodes[candidates[index].node].parent;
    // The first block of the body, where it is no sibling of the second: what page and machines are
    // told alike, or what stands above the names of those who wrote, sums up the body.
    let parted = || {
        let second = (first_kept + 1..candidates.len()).find(|&index| keep[index])?;
        let is_parted = window.contains(&first_kept)
            && headline.is_some()
            && fits(first_kept)
            && candidates[first_kept].kind == BlockKind::Paragraph
            && parent(first_kept) != parent(second);
        let names = &facts.metadata.authors;
        let is_signed = || {
            (first_kept + 1..second).take(REACH).any(|index| {
                names.iter().any(|name| candidates[index].text.contains(name.as_str()))
            })
        };
        (is_parted && (is_told(&first_kept) || is_signed())).then_some(first_kept)
    };
    if let Some(index) = named.or_else(described).or_else(unnamed).or_else(parted) {
        // Its like right after it belong to it.
        let is_like = |next: &usize| {
            let (a, b) = (&candidates[index], &candidates[*next]);
            let is_list = a.kind == BlockKind::ListItem;
            a.kind == b.kind
                && parent(index) == parent(*next)
                && fits(*next)
                && (is_list || (*next < first_kept && is_unnamed(next)))
        };
        let more = (index + 1..window.end).take_while(is_like).take(MOST_BLOCKS - 1);
        let all: Vec<usize> = std::iter::once(index).chain(more).collect();
        all.iter().for_each(|&index| keep[index] = false);
        let words: Vec<&str> = all.iter().map(|&index| candidates[index].text.as_str()).collect();
        return Some(words.join("\n"));
    }
    // A description that only repeats the beginning of the body is no standfirst.
    let words = description?;
    let start: String = prose::key(&words).chars().take(SAME_START).collect();
    let opening: Vec<String> = (first_kept..candidates.len())
        .filter(|&index| keep[index])
        .take(3)
        .map(|index| prose::key(&candidates[index].text))
        .collect();
    let repeats = start.is_empty() || opening.join(" ").contains(start.trim());
    (!repeats && !is_headline(&words)).then_some(words)
}

/// Tells whether the block's element, or one just around it, is named a standfirst.
fn is_named(dom: &Dom, node: usize, known: &[&[&str]]) -> bool {
    let around = std::iter::once(node).chain(dom.ancestors(node)).take(3);
    around.into_iter().any(|node| {
        // Only an element of that one text: "intro" may also name half a page.
        let is_small = dom.nodes[node].end - node < 18;
        let attributes = ["class", "id", "itemprop", "data-component", "data-testid"];
        is_small
            && attributes.iter().filter_map(|name| dom.attribute(node, name)).any(|value| {
                value
                    .to_ascii_lowercase()
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|word| known.iter().any(|names| names.contains(&word)))
            })
    })
}
