//! The sentence or two under the headline.

use super::blocks::Candidate;
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
/// A description that begins like the body, for this many characters, is cut from it.
const SAME_START: usize = 40;

/// Finds the standfirst and takes it out of the body.
pub(super) fn find(
    dom: &Dom,
    candidates: &[Candidate],
    keep: &mut [bool],
    facts: &Facts,
) -> Option<String> {
    let first_kept = keep.iter().position(|keep| *keep)?;
    let headline = facts.headline_node.map(|node| dom.nodes[node].end);
    let start = match headline {
        Some(end) => candidates.partition_point(|block| block.at < end),
        None => first_kept.saturating_sub(REACH),
    };
    let description = facts.description.as_deref().map(prose::fold).filter(|text| !text.is_empty());
    let window = start..(start + REACH).min(candidates.len());
    let fits = |block: &Candidate| {
        let is_kind = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading);
        is_kind && (25..=LONGEST).contains(&block.weight) && block.link_density() < 0.5
    };
    let named = window.clone().find(|&index| {
        let block = &candidates[index];
        let names: &[&[&str]] = if keep[index] { &[&NAMES] } else { &[&NAMES, &LOOSE_NAMES] };
        fits(block) && index <= first_kept && is_named(dom, block.node, names)
    });
    let described = || {
        let words = description.as_deref()?;
        window.clone().take_while(|&index| index < first_kept || !keep[index]).find(|&index| {
            fits(&candidates[index]) && prose::same_words(&candidates[index].text, words)
        })
    };
    if let Some(index) = named.or_else(described) {
        keep[index] = false;
        return Some(candidates[index].text.clone());
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
    let is_headline = facts.headline_keys.contains(&prose::key(&words));
    (!repeats && !is_headline).then_some(words)
}

/// Tells whether the block's element, or one just around it, is named a standfirst.
fn is_named(dom: &Dom, node: usize, known: &[&[&str]]) -> bool {
    let around = std::iter::once(node).chain(dom.ancestors(node)).take(3);
    around.into_iter().any(|node| {
        // Only an element of that one text: "intro" may also name half a page.
        let is_small = dom.nodes[node].end - node < 24;
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
