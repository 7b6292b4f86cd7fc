//! What a training program needs to see of the body engine: blocks in numbers, and a way to read a
//! page with another model. It must not know labels or how a model is made.

use crate::quotations::{Quotable, find_quotations};
use crate::words::Words;
use crate::{Extraction, Manner, Page, body, dom, metadata};
use palimpsest_article::{BlockKind, Quotation, Text};

pub use crate::body::{
    features::{NAMES, SECOND_NAMES},
    model::{Forest, Model, ModelFile, Tree},
};

/// One candidate block of a page.
#[derive(Clone, Debug)]
pub struct LookedBlock {
    /// Its words.
    pub text: String,
    /// What it would be.
    pub kind: BlockKind,
    /// Whether the classifier is asked about it.
    pub is_in_play: bool,
    /// The class names and ids around it.
    pub names: Vec<String>,
    /// Its numbers for the first look.
    pub row: Vec<f32>,
    /// What the second look adds; empty without a first forest.
    pub second: Vec<f32>,
}

/// Looks at the blocks of a page with a model's votes and, if it has one, its first forest.
pub fn look(page: &Page, model: &Model) -> Vec<LookedBlock> {
    let mut warnings = Vec::new();
    let text = crate::decode::decode(page.bytes, page.content_type, page.url, &mut warnings);
    let html = &*dom::tame(&text, &mut warnings);
    let tree = dom::parse(html);
    let dom = dom::flatten(&tree);
    let base = dom::base_url(&dom, page.url);
    let facts = metadata::collect(&dom, base.as_ref());
    let first = Some(&model.first).filter(|forest| !forest.trees.is_empty());
    body::look(&dom, base.as_ref(), &facts, &model.votes, first)
}

/// Extracts with another model than the one that is built in.
pub fn extract_with(page: &Page, model: &Model) -> Extraction {
    crate::extract_in(page, &mut Manner { model, ..Manner::default() })
}

/// Finds the quotations of a text in a known language; each line is a paragraph.
pub fn quotations(text: &str, language: &str) -> Vec<Quotation> {
    let text = Text::new(text);
    let whole = text.as_str();
    let words: Vec<Words> =
        whole.split('\n').filter(|line| !line.trim().is_empty()).map(Words::of).collect();
    let start = |words: &Words| words.text.as_ptr() as usize - whole.as_ptr() as usize;
    let blocks: Vec<Quotable> = words
        .iter()
        .map(|words| Quotable { kind: BlockKind::Paragraph, start: start(words), words })
        .collect();
    find_quotations(&text, &blocks, Some(language))
}

/// Returns the words of a class name that vote.
pub fn words_of_name(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    body::model::for_words_of_name(name, |word| words.push(word.to_owned()));
    words
}

/// Returns the words of a text that vote, and its pairs of words with a space between.
pub fn words_of_text(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut pairs = Vec::new();
    body::model::split_text(text, |word| {
        if let Some(before) = words.last() {
            pairs.push(format!("{before} {word}"));
        }
        words.push(word.to_owned());
    });
    words.extend(pairs);
    words
}
