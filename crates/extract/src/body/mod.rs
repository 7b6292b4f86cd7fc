//! The body of an article: candidate blocks, strategies that choose among them, an arbiter.
//!
//! This room must not know the final text or its offsets; it says which candidates are the body and
//! which may hold notes about it.

mod blocks;
mod choose;
mod credits;
pub(crate) mod features;
mod hints;
mod images;
mod inline;
pub(crate) mod model;
mod score;
mod second_opinion;
mod standfirst;
mod tables;
mod trim;
mod witness;

pub(crate) use blocks::Candidate;
pub(crate) use hints::Hint;
pub(crate) use images::FoundImage;
pub(crate) use model::Model;

use crate::{Manner, dom::Dom, metadata::Facts, prose};
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
    /// What each candidate was judged by, for explaining it; empty where none was judged.
    pub judged: Vec<Judged>,
}

/// What speaks against a candidate, whether it was kept or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judged {
    /// The name of the part it is in, where that name says that it is not the article.
    pub part: Option<(hints::Hint, String)>,
    /// Whether it is in the element that holds most of the article.
    pub is_inside: bool,
    /// The classifier's probability that it is the article.
    pub likely: f32,
}

/// Less body than this, in characters, and other ways to read the page are tried.
const DOUBTFUL: usize = 300;

/// Finds the body of a page; `tamed` is the markup that `dom` was made from.
pub(crate) fn read(
    dom: &Dom,
    tamed: &str,
    base: Option<&Url>,
    facts: &Facts,
    manner: &Manner,
) -> Body {
    let model = manner.model;
    let mut page = blocks::list(dom, base);
    let witness = witness::Witness::new(facts.article_body.as_deref());
    let scores = score::score(dom, &page.candidates, facts.headline_node, &witness);
    let choice = choose::container(dom, &scores);
    let mut keep = match &choice {
        Some(choice) => trim::trim(dom, &page.candidates, &scores, choice, facts, &witness),
        None => vec![false; page.candidates.len()],
    };
    let likely = match model.is_empty() || manner.is_bare {
        true => Vec::new(),
        false => model.judge(&evidence(dom, &page, &scores, facts, choice.as_ref(), &keep)),
    };
    // A page of a few short lines has nothing that the model could go by.
    if likely.iter().any(|likely| *likely > KEPT_FROM) {
        let by_rules = std::mem::take(&mut keep);
        let decide = |(index, block): (usize, &Candidate)| match block.kind {
            // The labelled texts have none of these, so the model never learned them.
            BlockKind::Caption | BlockKind::Embed => by_rules[index],
            _ => likely[index] > KEPT_FROM,
        };
        keep = page.candidates.iter().enumerate().map(decide).collect();
        trim::keep_set_apart(dom, &page.candidates, &scores, &by_rules, &mut keep);
        trim::drop_copies(&page.candidates, &mut keep);
    }
    if manner.is_bare {
        let is_headline =
            |block: &Candidate| facts.headline_keys.contains(&prose::key(&block.text));
        keep = page.candidates.iter().map(|block| !is_headline(block)).collect();
    }
    let mut region = choice
        .as_ref()
        .map_or(0..0, |choice| choose::region(dom, &scores, choice, facts.headline_node));
    let kept = choose::kept_weight(&page.candidates, &keep);
    if kept < DOUBTFUL
        && let Some(second) = second_opinion::keep(dom, tamed, base, &page.candidates, &scores)
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
    let standfirst = standfirst::find(dom, &page.candidates, &mut keep, facts, &likely, &scores);
    // A standfirst inside the container hid the byline below it from the look at the head.
    if let (Some(choice), Some(_)) = (&choice, &standfirst) {
        trim::trim_head(&page.candidates, choice, facts, &mut keep);
    }
    credits::keep(&mut page.candidates, &mut keep, &scores, &region);
    let judged = match manner.page_blocks.is_some() {
        true => judged(dom, &page.candidates, &scores, choice.as_ref(), &likely),
        false => Vec::new(),
    };
    let apart = scores.blocks.iter().map(|score| score.is_apart).collect();
    let lead = images::lead(dom, &page, &scores, &keep, facts.headline_node);
    if let Some(lead) = &lead {
        for caption in lead.captions.clone() {
            keep[caption] = page.candidates[caption].kind == BlockKind::Caption;
        }
    }
    let subtree = choice.as_ref().map_or(0..0, |choice| dom.subtree(choice.container));
    let is_kept = |index: usize| keep.get(index).is_some_and(|keep| *keep);
    let belongs = |(index, image): &(usize, FoundImage)| {
        // An image belongs to the body with the blocks around it; outside of the container that
        // was scored highest, only one with body on both sides is sure not to be a card's.
        let is_after = image.before.checked_sub(1).is_some_and(is_kept);
        let is_before = is_kept(image.before);
        let is_near = is_after || is_before || is_kept(image.before + 1);
        (subtree.contains(&image.node) && is_near)
            || (is_after && is_before)
            || lead.as_ref().is_some_and(|lead| lead.image == *index)
    };
    let mut candidates = page.candidates;
    for (index, block) in candidates.iter_mut().enumerate() {
        // Notes are taken from all of the region.
        if keep[index] || region.contains(&index) {
            blocks::read_links(dom, base, block);
        }
    }
    let images =
        page.images.into_iter().enumerate().filter(belongs).map(|(_, image)| image).collect();
    Body { candidates, keep, region, apart, images, standfirst, judged }
}

fn judged(
    dom: &Dom,
    candidates: &[Candidate],
    scores: &score::Scores,
    choice: Option<&choose::Choice>,
    likely: &[f32],
) -> Vec<Judged> {
    let mut judged: Vec<Judged> = (0..candidates.len())
        .map(|index| Judged {
            part: None,
            is_inside: choice.is_some_and(|choice| choice.range.contains(&index)),
            likely: likely.get(index).copied().unwrap_or(0.0),
        })
        .collect();
    // Inner parts come later and have the last word.
    for region in &scores.regions {
        let speaks_against = |hint: &hints::Hint| {
            use hints::Hint::{Beside, Comments, Furniture, Hidden};
            matches!(hint, Furniture | Beside | Comments | Hidden)
        };
        let Some(hint) = region.hint.filter(speaks_against) else { continue };
        let name = ["class", "id", "role"].iter().find_map(|key| dom.attribute(region.node, key));
        let name = name.filter(|name| !name.trim().is_empty()).unwrap_or(dom.tag(region.node));
        for index in blocks::inside(&scores.counts, dom, region.node) {
            if scores.blocks[index].is_apart {
                judged[index].part = Some((hint, name.trim().to_owned()));
            }
        }
    }
    judged
}

/// Blocks that are the article with this probability are kept.
const KEPT_FROM: f32 = 0.5;

fn evidence<'p, 'a>(
    dom: &'p Dom<'a>,
    page: &'p blocks::PageBlocks,
    scores: &'p score::Scores,
    facts: &'p Facts,
    choice: Option<&choose::Choice>,
    kept: &'p [bool],
) -> features::Evidence<'p, 'a> {
    features::Evidence {
        dom,
        candidates: &page.candidates,
        scores,
        facts,
        container: choice.map(|choice| choice.container),
        range: choice.map_or(0..0, |choice| choice.range.clone()),
        kept,
        images: &page.images,
        signatures: page
            .candidates
            .iter()
            .map(|block| features::signature(dom, block.node))
            .collect(),
    }
}

/// Looks at a page as the classifier does, for training it.
#[cfg(feature = "training")]
pub(crate) fn look(
    dom: &Dom,
    base: Option<&Url>,
    facts: &Facts,
    votes: &model::WordVotes,
    first: Option<&model::Forest>,
) -> Vec<crate::training::LookedBlock> {
    let page = blocks::list(dom, base);
    let witness = witness::Witness::new(facts.article_body.as_deref());
    let scores = score::score(dom, &page.candidates, facts.headline_node, &witness);
    let choice = choose::container(dom, &scores);
    let keep = match &choice {
        Some(choice) => trim::trim(dom, &page.candidates, &scores, choice, facts, &witness),
        None => vec![false; page.candidates.len()],
    };
    let evidence = evidence(dom, &page, &scores, facts, choice.as_ref(), &keep);
    let in_play = features::in_play(&page.candidates);
    let rows = features::rows(&evidence, votes, &in_play);
    let second = first.map_or_else(Vec::new, |forest| {
        let mut columns = model::Columns::default();
        columns.add(&rows);
        let first = model::spread(&in_play, &forest.probabilities(&columns));
        features::second_rows(&evidence, &first, &in_play)
    });
    let (mut rows, mut second) = (rows.iter(), second.iter());
    let block = |(index, block): (usize, &Candidate)| crate::training::LookedBlock {
        text: block.text.clone(),
        kind: block.kind,
        is_in_play: in_play[index],
        names: std::iter::once(block.node)
            .chain(dom.ancestors(block.node))
            .filter(|node| !matches!(dom.tag(*node), "html" | "body"))
            .flat_map(|node| features::name_attributes(dom, node).map(str::to_owned))
            .collect(),
        row: in_play[index]
            .then(|| rows.next())
            .flatten()
            .map_or_else(Vec::new, |row| row.to_vec()),
        second: in_play[index]
            .then(|| second.next())
            .flatten()
            .map_or_else(Vec::new, |row| row.to_vec()),
    };
    page.candidates.iter().enumerate().map(block).collect()
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
        judged: Vec::new(),
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
