//! Images of a page and where they stand among its blocks.

use super::{blocks::PageBlocks, score::Scores};
use crate::dom::{Dom, attribute, resolve};
use scraper::{Html, node::Element};
use std::ops::Range;
use url::Url;

/// Smaller images, in pixels either way, are icons and counters.
const SMALLEST: u32 = 60;

/// An image before a candidate block.
#[derive(Clone, Debug)]
pub(crate) struct FoundImage {
    pub source: Url,
    pub alternative_text: Option<String>,
    /// The index of the candidate it stands before.
    pub before: usize,
    pub node: usize,
}

/// The figure between the headline and the body.
pub(super) struct Lead {
    /// Which of the page's images it shows.
    pub image: usize,
    /// The candidates inside it.
    pub captions: Range<usize>,
}

/// Finds the figure between the headline and the first block that is kept: many pages put the
/// article's picture there, outside of the element that holds the body.
pub(super) fn lead(
    dom: &Dom,
    page: &PageBlocks,
    scores: &Scores,
    keep: &[bool],
    headline: Option<usize>,
) -> Option<Lead> {
    let below = dom.nodes[headline?].end;
    let above = page.candidates[keep.iter().position(|keep| *keep)?].at;
    let is_apart = |block: usize| scores.blocks.get(block).is_some_and(|score| score.is_apart);
    page.images.iter().enumerate().find_map(|(index, image)| {
        let is_between = below <= image.node && image.node < above;
        let figure =
            figure_of(dom, image.node).filter(|_| is_between && !is_apart(image.before))?;
        let inside = dom.subtree(figure);
        let start = page.candidates.partition_point(|block| block.at < inside.start);
        let end = page.candidates.partition_point(|block| block.at < inside.end);
        Some(Lead { image: index, captions: start..end })
    })
}

fn figure_of(dom: &Dom, node: usize) -> Option<usize> {
    // A picture is a few elements deep in its figure: link, picture, frame.
    let mut at = node;
    for _ in 0..8 {
        if dom.tag(at) == "figure" {
            return Some(at);
        }
        at = dom.nodes[at].parent;
    }
    None
}

/// Adds the image that this element is, if it is one worth showing.
pub(super) fn collect(
    dom: &Dom,
    at: usize,
    element: &Element,
    base: Option<&Url>,
    before: usize,
    images: &mut Vec<FoundImage>,
) {
    let found = match element.name() {
        "img" | "amp-img" => read(element, base),
        // What pages show where scripts do not run: the image that a script would load.
        "noscript" => {
            let text = dom.nodes.get(at + 1).and_then(|node| match node.content {
                crate::dom::Content::Text(text) => Some(text),
                crate::dom::Content::Element(_) => None,
            });
            text.filter(|text| text.len() < 4096 && text.contains("<img")).and_then(|text| {
                let tree = Html::parse_fragment(text);
                tree.tree.values().find_map(|node| {
                    node.as_element()
                        .filter(|element| element.name() == "img")
                        .and_then(|element| read(element, base))
                })
            })
        }
        _ => None,
    };
    let Some((source, alternative_text)) = found else { return };
    let is_known = images.iter().rev().take(3).any(|image| image.source == source);
    if !is_known {
        images.push(FoundImage { source, alternative_text, before, node: at });
    }
}

fn read(element: &Element, base: Option<&Url>) -> Option<(Url, Option<String>)> {
    let size = |name| {
        let digits: String =
            attribute(element, name)?.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    };
    let is_small = [size("width"), size("height")].into_iter().flatten().any(|n| n < SMALLEST);
    if is_small {
        return None;
    }
    let set = attribute(element, "srcset")
        .or_else(|| attribute(element, "data-srcset"))
        .and_then(largest_of_set);
    let lazy = ["data-src", "data-original", "data-lazy-src"]
        .iter()
        .find_map(|name| attribute(element, name));
    // A lazy image's `src` is a placeholder until a script replaces it.
    let written = set.or(lazy).or_else(|| attribute(element, "src"))?;
    let source = resolve(base, written)?;
    let is_placeholder = source.scheme() == "data" && written.len() < 2_000;
    if is_placeholder || !matches!(source.scheme(), "http" | "https" | "data") {
        return None;
    }
    let words = attribute(element, "alt").map(crate::prose::fold).filter(|alt| !alt.is_empty());
    Some((source, words))
}

/// Returns the address of the widest image of a `srcset`.
fn largest_of_set(set: &str) -> Option<&str> {
    // A comma parts candidates only before white space: addresses hold commas too.
    let mut best: Option<(f32, &str)> = None;
    let mut words = set.split_whitespace().peekable();
    while let Some(address) = words.next() {
        let ends = address.ends_with(',');
        let size = match words.peek() {
            Some(word) if !ends && word.starts_with(|c: char| c.is_ascii_digit()) => words
                .next()
                .and_then(|word| word.trim_end_matches([',', 'w', 'x', 'h']).parse::<f32>().ok()),
            _ => None,
        };
        let size = size.unwrap_or(1.0);
        if best.is_none_or(|(widest, _)| widest < size) {
            best = Some((size, address.trim_end_matches(',')));
        }
    }
    best.map(|(_, address)| address).filter(|address| !address.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_of_a_set() {
        assert_eq!(largest_of_set("a.jpg 320w, b.jpg 1200w, c.jpg 640w"), Some("b.jpg"));
        assert_eq!(largest_of_set("a,1.jpg 1x, b,2.jpg 2x"), Some("b,2.jpg"));
        assert_eq!(largest_of_set(""), None);
    }
}
