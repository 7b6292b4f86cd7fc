//! What a training program needs to see of the body engine: blocks in numbers, and a way to read a
//! page with another model. It must not know labels or how a model is made.

use crate::lexicon;
use crate::quotations::marks::{self, Passage};
use crate::quotations::{self, Quotable};
use crate::words::Words;
use crate::{Extraction, Manner, Page, body, dom, metadata};
use palimpsest_article::{BlockKind, Quotation, Span, Text};

pub use crate::body::{
    features::{NAMES, SECOND_NAMES},
    model::{Forest, Model, ModelFile, Tree},
};
pub use crate::quotations::{
    cues::CUE_NAMES,
    kind::KIND_NAMES,
    model::{QuoteModel, shares},
    speaker::SPEAKER_NAMES,
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
    let tamed = dom::tame(&text, &mut warnings);
    let tree = dom::parse(&tamed.html);
    let mut dom = dom::flatten(&tree);
    dom.scripts = tamed.scripts;
    let base = dom::base_url(&dom, page.url);
    let facts = metadata::collect(&dom, base.as_ref());
    let first = Some(&model.first).filter(|forest| !forest.trees.is_empty());
    body::look(&dom, base.as_ref(), &facts, &model.votes, first)
}

/// Extracts with another model than the one that is built in.
pub fn extract_with(page: &Page, model: &Model) -> Extraction {
    crate::extract_in(page, &mut Manner { model, ..Manner::default() })
}

/// A passage in marks, in numbers.
#[derive(Clone, Debug)]
pub struct LookedPassage {
    /// The quoted words.
    pub pieces: Vec<Span>,
    /// The numbers on which its kind depends.
    pub kind: Vec<f32>,
    /// Every mention that may be the speaker.
    pub speakers: Vec<LookedSpeaker>,
}

/// A mention that may be the speaker, in numbers.
#[derive(Clone, Debug)]
pub struct LookedSpeaker {
    /// Where it is.
    pub span: Span,
    /// Its numbers.
    pub row: Vec<f32>,
    /// Every cue that may say so, with its numbers.
    pub cues: Vec<(Span, Vec<f32>)>,
}

/// Finds the quotations of a text in a known language with a model; each line is a paragraph.
pub fn quotations(text: &str, language: &str, model: Option<&QuoteModel>) -> Vec<Quotation> {
    let model = model.unwrap_or(QuoteModel::built_in());
    read_quotations(text, language, None, model, &mut |_| {})
}

/// Looks at the passages of a text as [`quotations`] does; where spans are given, at them as if they
/// stood in marks, and at nothing else.
pub fn look_at_quotations(
    text: &str,
    language: &str,
    spans: Option<&[Span]>,
    model: &QuoteModel,
) -> Vec<LookedPassage> {
    let mut passages = Vec::new();
    read_quotations(text, language, spans, model, &mut |look| {
        let looked = look();
        let speakers = looked.speakers.into_iter().map(|(span, row, cues)| LookedSpeaker {
            span,
            row: row.to_vec(),
            cues: cues.into_iter().map(|(span, row)| (span, row.to_vec())).collect(),
        });
        let speakers = speakers.collect();
        passages.push(LookedPassage {
            pieces: looked.pieces,
            kind: looked.kind.to_vec(),
            speakers,
        });
    });
    passages
}

fn read_quotations(
    text: &str,
    language: &str,
    spans: Option<&[Span]>,
    model: &QuoteModel,
    look: &mut dyn FnMut(&dyn Fn() -> quotations::Looked),
) -> Vec<Quotation> {
    let text = Text::new(text);
    let whole = text.as_str();
    let words: Vec<Words> =
        whole.split('\n').filter(|line| !line.trim().is_empty()).map(Words::of).collect();
    let start = |words: &Words| words.text.as_ptr() as usize - whole.as_ptr() as usize;
    let blocks: Vec<Quotable> = words
        .iter()
        .map(|words| Quotable { kind: BlockKind::Paragraph, start: start(words), words })
        .collect();
    let language = lexicon::index_of(Some(language));
    let bytes: Option<Vec<(usize, usize)>> = spans.map(|spans| {
        let byte = |at: usize| text.slice(Span::new(0, at)).len();
        spans.iter().map(|span| (byte(span.start), byte(span.end))).collect()
    });
    let passages = |block: &Quotable| match &bytes {
        None => marks::passages(block.words.text, language),
        Some(spans) => {
            let end = block.start + block.words.text.len();
            let inside = spans.iter().filter(|span| block.start <= span.0 && span.1 <= end);
            let passage = |&(from, to): &(usize, usize)| {
                let (start, end) = (from - block.start, to - block.start);
                Passage { open: start, start, end, close: end, closed: true, mark: '"' }
            };
            inside.map(passage).collect()
        }
    };
    quotations::find_with(&text, &blocks, "", language, &passages, model, look)
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
        let before = words.last().map_or(body::model::START, String::as_str);
        pairs.push(format!("{before} {word}"));
        words.push(word.to_owned());
    });
    words.extend(pairs);
    words
}
