//! Says what became of every block of a page, and why: for people who ask where a paragraph went.
//!
//! It is the same extraction, told at more length; nothing here decides anything.

use crate::{
    Extraction, Manner, Page,
    body::{Body, Hint, Judged},
    extract_in, lexicon,
    metadata::Facts,
    prose,
};
use palimpsest_article::{Article, BlockKind, Span};
use serde::{Deserialize, Serialize};

/// An extraction, and what became of every block of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Explanation {
    /// What was extracted.
    #[serde(flatten)]
    pub extraction: Extraction,
    /// Everything on the page that could be read, in page order; empty for plain text.
    pub page_blocks: Vec<PageBlock>,
}

/// One block of a page, in the article or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PageBlock {
    /// What it is by its markup.
    pub kind: BlockKind,
    /// Its words.
    pub text: String,
    /// What became of it.
    pub place: Place,
    /// The probability, from 0 to 1, that it is the article, by its looks and its neighbours.
    pub likely: f32,
}

/// What became of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum Place {
    /// It is a block of the article's text.
    Body {
        /// Where it is in the text.
        span: Span,
    },
    /// It is an update note, or part of one.
    UpdateNote {
        /// Where it is in the text.
        span: Span,
    },
    /// It is the headline.
    Headline,
    /// It is the standfirst.
    Standfirst,
    /// It is not in the article.
    Removed {
        /// The strongest reason.
        reason: Reason,
    },
}

/// Why a block is not in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// The page does not show it.
    Hidden,
    /// It is among readers' comments.
    Comments,
    /// It is in a part of the page whose name says that it is not the article.
    Part {
        /// The part's name: its class, id, role or element.
        name: String,
    },
    /// Its words are furniture of pages in general: calls to subscribe, to share, to comment.
    Furniture,
    /// Most of it is links.
    Links,
    /// It is outside of the element that holds most of the article.
    Outside,
    /// It repeats a block before it.
    Repeated,
    /// It does not look like the article's blocks.
    Unlike,
}

/// Reads a page as [`crate::extract`] does and says what became of each block.
pub fn explain(page: &Page) -> Explanation {
    let mut manner = Manner { page_blocks: Some(Vec::new()), ..Manner::default() };
    let extraction = extract_in(page, &mut manner);
    Explanation { extraction, page_blocks: manner.page_blocks.unwrap_or_default() }
}

/// What a page had to read, noted before it is made an article.
pub(crate) struct Seen {
    blocks: Vec<SeenBlock>,
}

struct SeenBlock {
    kind: BlockKind,
    text: String,
    linked: f32,
    judged: Judged,
    is_headline: bool,
    is_standfirst: bool,
}

impl Seen {
    /// Notes the candidates of a body.
    pub fn of(body: &Body, facts: &Facts) -> Seen {
        let is_any =
            |words: &[String], text: &str| words.iter().any(|words| prose::same_words(words, text));
        let standfirst: Vec<String> = body.standfirst.iter().cloned().collect();
        let blocks = body
            .candidates
            .iter()
            .enumerate()
            .map(|(index, block)| SeenBlock {
                kind: block.kind,
                text: block.text.clone(),
                linked: block.link_density(),
                judged: body.judged.get(index).cloned().unwrap_or_default(),
                is_headline: is_any(&facts.headline_forms, &block.text),
                is_standfirst: is_any(&standfirst, &block.text),
            })
            .collect();
        Seen { blocks }
    }

    /// Says of each what became of it: `starts` has, for each, where it begins in the article's text.
    pub fn blocks(self, article: &Article, starts: &[Option<usize>]) -> Vec<PageBlock> {
        let mut before: Vec<String> = Vec::new();
        let mut told = Vec::with_capacity(self.blocks.len());
        for (block, start) in self.blocks.into_iter().zip(starts) {
            let is_repeated = block.text.len() > 40 && before.contains(&block.text);
            if block.text.len() > 40 && before.len() < 2_000 {
                before.push(block.text.clone());
            }
            let place = match start {
                Some(start) => {
                    let span = Span::new(*start, start + block.text.chars().count());
                    let is_note = article
                        .update_notes
                        .iter()
                        .any(|note| note.blocks.iter().any(|of_note| of_note.span == span));
                    match is_note {
                        true => Place::UpdateNote { span },
                        false => Place::Body { span },
                    }
                }
                None if block.is_headline => Place::Headline,
                None if block.is_standfirst => Place::Standfirst,
                None => Place::Removed { reason: reason(&block, is_repeated) },
            };
            let likely = block.judged.likely;
            told.push(PageBlock { kind: block.kind, text: block.text, place, likely });
        }
        told
    }
}

fn reason(block: &SeenBlock, is_repeated: bool) -> Reason {
    match &block.judged.part {
        Some((Hint::Hidden, _)) => return Reason::Hidden,
        Some((Hint::Comments, _)) => return Reason::Comments,
        Some((_, name)) => return Reason::Part { name: name.clone() },
        None => {}
    }
    if lexicon::is_boilerplate(&block.text) {
        Reason::Furniture
    } else if is_repeated {
        Reason::Repeated
    } else if block.linked > 0.6 {
        Reason::Links
    } else if !block.judged.is_inside {
        Reason::Outside
    } else {
        Reason::Unlike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_of_a_page_is_accounted_for() {
        let prose = "The council of the old town voted on Monday to close the bridge for good, \
                     because it has become unsafe for carts and for people who walk. ";
        let html = format!(
            "<nav><a href=/a>Start</a></nav><main><article><h1>Bridge closed</h1>\
             <p>{prose}One.</p><p>{prose}Two.</p><p>{prose}Three.</p>\
             <p>Correction: an earlier version of this article misstated the day of the vote.</p>\
             <div class=related-stories><a href=/b>Rain in the town on Monday and Tuesday</a></div>\
             </article></main>"
        );
        let page = Page {
            bytes: html.as_bytes(),
            url: None,
            content_type: Some("text/html; charset=utf-8"),
            file_name: None,
            captured_at: None,
        };
        let explained = explain(&page);
        assert_eq!(explained.extraction, crate::extract(&page));
        let of = |start: &str| {
            let found = explained.page_blocks.iter().find(|block| block.text.starts_with(start));
            found.map(|block| block.place.clone()).unwrap()
        };
        assert!(matches!(of("Start"), Place::Removed { .. }));
        assert_eq!(of("Bridge closed"), Place::Headline);
        assert!(matches!(of("The council"), Place::Body { span } if span.start == 0));
        assert!(matches!(of("Correction"), Place::UpdateNote { .. }));
        let part = Reason::Part { name: "related-stories".to_owned() };
        assert_eq!(of("Rain"), Place::Removed { reason: part });
    }
}
