//! The body of an article: candidate blocks, strategies that choose among them, an arbiter.
//!
//! This room must not know the final text or its offsets; it says which candidates are the body and
//! which may hold notes about it.

mod blocks;
mod choose;
mod hints;
mod images;
mod inline;
mod score;
mod second_opinion;
mod standfirst;
mod tables;
mod trim;
mod witness;

pub(crate) use blocks::Candidate;
pub(crate) use images::FoundImage;

use crate::{dom::Dom, metadata::Facts, prose};
use palimpsest_article::BlockKind;
use std::ops::Range;
use url::Url;

/// What of a page is the article, in page order.
#[derive(Default)]
pub(crate) struct Body {
    pub candidates: Vec<Candidate>,
    /// Which candidates are the body.
    pub keep: Vec<bool>,
    /// Where notes about the article may stand: the body and what is right around it.
    pub region: Range<usize>,
    /// Which candidates cannot be the publisher's words on the article: comments, promotion.
    pub apart: Vec<bool>,
    pub images: Vec<FoundImage>,
    pub standfirst: Option<String>,
}

/// Less body than this, in characters, and other ways to read the page are tried.
const DOUBTFUL: usize = 300;

/// Finds the body of a page; `tamed` is the markup that `dom` was made from.
pub(crate) fn read(dom: &Dom, tamed: &str, base: Option<&Url>, facts: &Facts) -> Body {
    let page = blocks::list(dom, base);
    let witness = witness::Witness::new(facts.article_body.as_deref());
    let scores = score::score(dom, &page.candidates, facts.headline_node, &witness);
    let choice = choose::container(dom, &scores);
    let mut keep = match &choice {
        Some(choice) => trim::trim(dom, &page.candidates, &scores, choice, facts, &witness),
        None => vec![false; page.candidates.len()],
    };
    let mut region = choice
        .as_ref()
        .map_or(0..0, |choice| choose::region(dom, &scores, choice, facts.headline_node));
    let kept = choose::kept_weight(&page.candidates, &keep);
    if kept < DOUBTFUL
        && let Some(second) = second_opinion::keep(dom, tamed, base, &page.candidates)
        && choose::kept_weight(&page.candidates, &second) > kept * 2
    {
        keep = second;
        region = 0..page.candidates.len();
    }
    if !keep.contains(&true)
        && let Some(range) = choose::marked(dom, &scores, facts.headline_node)
    {
        keep = trim::marked(&page.candidates, &scores, range.clone(), facts);
        region = range;
    }
    let kept = choose::kept_weight(&page.candidates, &keep);
    // The page is drawn by a script from data that it carries: the stated body is all there is.
    if let Some(stated) = &facts.article_body
        && prose::weight(stated) > DOUBTFUL
        && prose::weight(stated) > kept * 3
    {
        return from_stated(stated, facts);
    }
    let standfirst = standfirst::find(dom, &page.candidates, &mut keep, facts);
    // A standfirst inside the container hid the byline below it from the look at the head.
    if let (Some(choice), Some(_)) = (&choice, &standfirst) {
        trim::trim_head(&page.candidates, choice, facts, &mut keep);
    }
    let apart = scores.blocks.iter().map(|score| score.is_apart).collect();
    let lead = images::lead(dom, &page, &scores, &keep, facts.headline_node);
    if let Some(lead) = &lead {
        for caption in lead.captions.clone() {
            keep[caption] = page.candidates[caption].kind == BlockKind::Caption;
        }
    }
    let subtree = choice.as_ref().map_or(0..0, |choice| dom.subtree(choice.container));
    let belongs = |(index, image): &(usize, FoundImage)| {
        // An image belongs to the body with the blocks around it.
        let near = image.before.saturating_sub(1)..(image.before + 2).min(keep.len());
        let is_near = subtree.contains(&image.node) && keep[near].iter().any(|keep| *keep);
        is_near || lead.as_ref().is_some_and(|lead| lead.image == *index)
    };
    let images =
        page.images.into_iter().enumerate().filter(belongs).map(|(_, image)| image).collect();
    Body { candidates: page.candidates, keep, region, apart, images, standfirst }
}

/// Makes blocks of a body that is only stated in the page's data.
fn from_stated(stated: &str, facts: &Facts) -> Body {
    let candidates: Vec<Candidate> = stated
        .split('\n')
        .map(prose::fold)
        .filter(|line| !line.is_empty())
        .map(paragraph)
        .collect();
    Body {
        keep: vec![true; candidates.len()],
        apart: vec![false; candidates.len()],
        region: 0..candidates.len(),
        standfirst: facts.description.clone(),
        images: Vec::new(),
        candidates,
    }
}

/// Makes a paragraph that has no element.
pub(crate) fn paragraph(text: String) -> Candidate {
    Candidate {
        kind: BlockKind::Paragraph,
        level: 0,
        ordinal: None,
        weight: prose::weight(&text),
        text,
        marks: Vec::new(),
        node: 0,
        at: 0,
        language: None,
        link_weight: 0,
    }
}
