//! What the elements around a block say, worked out once for every element from the root down.
//! It must not know blocks.

use super::super::{
    hints::Hint,
    model::{self, ByHash, WordVotes},
    score::Region,
};
use crate::dom::Dom;

/// One element's place and names, and those of all elements around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    pub depth: u16,
    /// How many elements it holds directly.
    pub children: u16,
    flags: u8,
    /// The vote of the nearest element whose names have one.
    pub own: f32,
    pub best: f32,
    pub worst: f32,
    pub sum: f32,
}

/// What can be around a block.
#[derive(Clone, Copy)]
pub(super) enum Flag {
    Article = 1,
    Main = 2,
    List = 4,
    NamedFurniture = 8,
    NamedBody = 16,
    NamedArticle = 32,
}

impl Around {
    pub fn has(&self, flag: Flag) -> bool {
        self.flags & flag as u8 != 0
    }
}

/// Looks at every element that holds a block; the others have the entry of nothing.
pub(super) fn look(dom: &Dom, regions: &[Region], votes: &WordVotes) -> Vec<Around> {
    let mut around = vec![Around::default(); dom.nodes.len()];
    let mut known: ByHash<f32> = ByHash::default();
    let mut regions = regions.iter().peekable();
    for node in 0..dom.nodes.len() {
        let region = regions.next_if(|region| region.node == node);
        let Some(element) = dom.element(node) else { continue };
        let parent = dom.nodes[node].parent;
        let Some(region) = region else {
            // No block is inside, so nobody asks for more than that it is there.
            around[parent].children = around[parent].children.saturating_add(1);
            continue;
        };
        let mut here = around[parent];
        here.children = 0;
        if parent != node {
            here.depth = here.depth.saturating_add(1);
            around[parent].children = around[parent].children.saturating_add(1);
        }
        let tag = element.name();
        here.flags |= match tag {
            "article" => Flag::Article as u8,
            "main" => Flag::Main as u8,
            "ul" | "ol" => Flag::List as u8,
            _ => 0,
        };
        here.flags |= match region.hint {
            Some(Hint::Furniture) => Flag::NamedFurniture as u8,
            Some(Hint::Body) => Flag::NamedBody as u8,
            Some(Hint::Article) => Flag::NamedArticle as u8,
            _ => 0,
        };
        // What the page as a whole is called says nothing of its parts.
        if !matches!(tag, "html" | "body") {
            let vote = name_attributes(dom, node)
                .map(|name| *known.entry(model::hash(name)).or_insert_with(|| vote_of(name, votes)))
                .fold(0.0, stronger);
            if vote != 0.0 {
                here.own = vote;
                here.best = here.best.max(vote);
                here.worst = here.worst.min(vote);
                here.sum += vote;
            }
        }
        around[node] = here;
    }
    around
}

fn vote_of(name: &str, votes: &WordVotes) -> f32 {
    let mut vote = 0.0;
    model::for_words_of_name(name, |word| vote = stronger(vote, votes.name(model::hash(word))));
    vote
}

fn stronger(a: f32, b: f32) -> f32 {
    if b.abs() > a.abs() { b } else { a }
}

/// Returns the values of the attributes in which templates name their parts.
pub(crate) fn name_attributes<'a>(dom: &Dom<'a>, node: usize) -> impl Iterator<Item = &'a str> {
    let is_name = |key: &str| {
        matches!(key, "class" | "id" | "itemprop" | "role" | "data-component" | "data-testid")
    };
    let attributes = dom.element(node).into_iter().flat_map(|element| element.attrs());
    attributes.filter(move |(key, _)| is_name(key)).map(|(_, value)| value)
}

/// Returns a hash of an element's tag and class and its parent's: what one template makes alike.
pub(crate) fn signature(dom: &Dom, node: usize) -> u64 {
    let parent = dom.nodes[node].parent;
    [node, parent]
        .iter()
        .flat_map(|&node| [dom.tag(node), dom.attribute(node, "class").unwrap_or("")])
        .fold(0, |hash, name| model::hash_on(model::hash(name), hash))
}

/// Returns how many levels up from `a` the nearest element is that holds `b` too.
pub(super) fn levels_up(dom: &Dom, a: usize, b: usize) -> f32 {
    const MOST: u8 = 12;
    let mut at = a;
    for levels in 0..MOST {
        if dom.subtree(at).contains(&b) {
            return f32::from(levels);
        }
        at = dom.nodes[at].parent;
    }
    f32::from(MOST)
}
