//! Where on the page a line stands: how far from the headline, and inside what. It must not read
//! dates.

use super::lines::{Line, Lines};
use crate::dom::Dom;
use std::collections::HashMap;

/// Ancestors looked at for what they are called.
const MOST_ANCESTORS: usize = 12;

/// Parts of a page whose dates are not the article's, by what they are called.
const APART: [&str; 36] = [
    "comment",
    "komment",
    "related",
    "recommend",
    "sidebar",
    "teaser",
    "footer",
    "widget_",
    "widget-area",
    "widgets",
    "instagram",
    "twitter",
    "tweet",
    "embed",
    "facebook",
    "popular",
    "latest",
    "trending",
    "reply",
    "replies",
    "promo",
    "carousel",
    "slider",
    "ticker",
    "masthead",
    "weather",
    "copyright",
    "menu",
    "swiper",
    "mostread",
    "most-read",
    "event",
    "calendar",
    "further",
    "forum",
    "similar",
];
/// Names of elements that hold a date or stand around it.
const DATED: [&str; 13] = [
    "date", "time", "publi", "posted", "byline", "meta", "fecha", "datum", "data", "author",
    "info", "erstell", "uhrzeit",
];

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// What its distance from the headline and its surroundings weigh, from 0 to 1.
    pub weight: f32,
    /// Its surroundings are called a date, a byline or the like.
    pub is_dated: bool,
    /// They are called an update.
    pub is_updated: bool,
    pub is_in_headline: bool,
}

/// What the name of one element says of what is in it.
#[derive(Clone, Copy, Debug, Default)]
struct Named {
    is_apart: bool,
    is_aside: bool,
    is_dated: bool,
    is_updated: bool,
}

/// The page's elements, each looked at once.
pub(super) struct Surroundings<'d> {
    dom: &'d Dom<'d>,
    lines: &'d Lines,
    headline: Option<usize>,
    named: HashMap<usize, Named>,
}

impl<'d> Surroundings<'d> {
    pub fn new(dom: &'d Dom<'d>, lines: &'d Lines, headline: Option<usize>) -> Self {
        Self { dom, lines, headline, named: HashMap::new() }
    }

    /// Tells where a line stands.
    pub fn place(&mut self, line: &Line) -> Place {
        let (dom, headline) = (self.dom, self.headline);
        let mut weight = self.nearness(line);
        let is_in_headline =
            self.lines.headline.is_some_and(|(start, end)| line.start < end && line.end > start);
        let (mut is_dated, mut is_updated, mut is_apart) = (false, false, false);
        let around = std::iter::once(line.node).chain(dom.ancestors(line.node));
        for (depth, node) in around.take(MOST_ANCESTORS).enumerate() {
            // What holds the headline too says nothing of the line.
            if headline.is_some_and(|at| dom.subtree(node).contains(&at)) {
                break;
            }
            let named = *self.named.entry(node).or_insert_with(|| names(dom, node));
            is_apart |= named.is_apart || (named.is_aside && weight < 0.4);
            is_dated |= named.is_dated && depth < 4;
            is_updated |= named.is_updated && depth < 2;
        }
        if is_apart {
            // Right under the headline "teaser" is mostly the standfirst's name.
            weight *= if weight >= 0.5 { 0.5 } else { 0.3 };
        }
        Place { weight, is_dated, is_updated, is_in_headline }
    }

    fn nearness(&self, line: &Line) -> f32 {
        match self.lines.headline {
            Some((start, end)) if line.start >= end => match line.start - end {
                _ if end == start => 0.2,
                0..=400 => 0.5,
                401..=1200 => 0.4,
                1201..=4000 => 0.25,
                _ => 0.15,
            },
            Some((start, _)) if line.end <= start => match start - line.end {
                0..=150 => 0.45,
                151..=500 => 0.3,
                _ => 0.1,
            },
            // A date in the headline is what the article is about.
            Some(_) => 0.15,
            None => 0.25,
        }
    }
}

fn names(dom: &Dom, node: usize) -> Named {
    let mut named = Named::default();
    match dom.tag(node) {
        "footer" | "nav" | "blockquote" => named.is_apart = true,
        "aside" => named.is_aside = true,
        _ => {}
    }
    for name in ["class", "id", "itemprop"] {
        let Some(value) = dom.attribute(node, name).filter(|value| !value.is_empty()) else {
            continue;
        };
        let lower = value.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        named.is_apart |= has(&APART);
        named.is_dated |= has(&DATED);
        named.is_updated |= has(&["updat", "modif", "aktualis"])
            && !has(&["notupdated", "not-updated", "publi", "entry-date"])
            // Alone it is what feeds call any date of an entry.
            && !lower.split_ascii_whitespace().any(|word| word == "updated");
    }
    named
}
