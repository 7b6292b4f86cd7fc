//! One block as the other files here see it: its words with their roles, its passages, its
//! sentences and who is mentioned. It must not know what is decided about any of them.

use super::Quotable;
use super::attribution::Narration;
use super::marks::Passage;
use super::mentions::mentions;
use super::vocabulary::{Word, roles};
use crate::lexicon;
use crate::words::{Token, TokenKind};
use palimpsest_article::{BlockKind, Span, Text};
use std::ops::Range;

/// One block with its words and quoted passages.
pub(super) struct Part<'a> {
    pub kind: BlockKind,
    pub text: &'a str,
    /// Where the block begins in the whole text, in bytes.
    pub base: usize,
    pub tokens: &'a [Token<'a>],
    pub words: Vec<Word>,
    pub passages: Vec<Passage>,
    /// The tokens of each passage, marks included.
    pub ranges: Vec<Range<usize>>,
    /// For each token, whether it is inside quotation marks.
    pub quoted: Vec<bool>,
    /// For each token, the number of its sentence; a passage is in the sentence where it begins.
    pub sentences: Vec<u32>,
    /// The tokens of each noun phrase that may be a speaker.
    pub mentions: Vec<Range<usize>>,
    /// Whether a quotation goes on after an attribution that ends its sentence.
    pub joins_sentences: bool,
    /// Whether a cue speaks for its own sentence alone.
    pub cue_stays: bool,
    pub capital_nouns: bool,
    pub verb_second: bool,
    /// Whether the forests know the like: a script with capitals, a language whose verbs are known.
    pub is_learned: bool,
}

/// Reads the blocks; none where nothing in any of them is quoted.
pub(super) fn parts<'a>(
    blocks: &'a [Quotable],
    language: Option<usize>,
    passages: &dyn Fn(&Quotable) -> Vec<Passage>,
) -> Vec<Part<'a>> {
    let readable =
        |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Blockquote);
    let blocks = blocks.iter().filter(|block| readable(block.kind));
    let found: Vec<_> = blocks.map(|block| (block, passages(block))).collect();
    let is_quoted = |(block, passages): &(&Quotable, Vec<Passage>)| {
        block.kind == BlockKind::Blockquote || !passages.is_empty()
    };
    if !found.iter().any(is_quoted) {
        return Vec::new();
    }
    let words = language.and_then(|index| lexicon::all().get(index));
    let joins_sentences = words.is_some_and(|(_, words)| words.quotation.joins_sentences);
    let cue_stays = words.is_some_and(|(_, words)| words.quotation.cue_stays);
    let capital_nouns = words.is_some_and(|(_, words)| words.quotation.capital_nouns);
    let has_verbs = words.is_none_or(|(_, words)| !words.quotation.verbs.is_empty());
    let is_learned = has_verbs && has_capitals(&found);
    let verb_second = words.is_some_and(|(_, words)| words.quotation.verb_second);
    let needed: Vec<bool> = (0..found.len())
        .map(|at| !found[at].1.is_empty() || found.get(at + 1).is_some_and(is_quoted))
        .collect();
    let read = |((block, passages), needed): ((&'a Quotable, Vec<Passage>), bool)| {
        let tokens = block.words.tokens();
        let mut part = Part {
            kind: block.kind,
            text: block.words.text,
            base: block.start,
            tokens,
            words: roles(tokens, language),
            passages,
            ranges: Vec::new(),
            quoted: Vec::new(),
            sentences: Vec::new(),
            mentions: Vec::new(),
            joins_sentences,
            cue_stays,
            capital_nouns,
            verb_second,
            is_learned,
        };
        part.look(needed);
        part
    };
    found.into_iter().zip(needed).map(read).collect()
}

/// Tells whether most letters at the beginnings of the blocks are of a script with capitals.
fn has_capitals(blocks: &[(&Quotable, Vec<Passage>)]) -> bool {
    const LOOKED_AT: usize = 400;
    let letters = blocks.iter().take(20).flat_map(|(block, _)| {
        block.words.text.chars().filter(|letter| letter.is_alphabetic()).take(LOOKED_AT)
    });
    let (mut cased, mut all) = (0, 0);
    for letter in letters {
        all += 1;
        cased += usize::from(letter.is_lowercase() || letter.is_uppercase());
    }
    cased * 2 > all
}

impl<'a> Part<'a> {
    fn look(&mut self, needed: bool) {
        self.quoted = vec![false; self.tokens.len()];
        self.ranges = self
            .passages
            .iter()
            .map(|passage| self.tokens_of(passage.open..passage.close))
            .collect();
        for range in &self.ranges {
            self.quoted[range.clone()].iter_mut().for_each(|token| *token = true);
        }
        if needed {
            self.sentences = self.sentences();
            self.mentions = mentions(&self.narration());
        }
    }

    pub fn narration(&self) -> Narration<'_> {
        Narration {
            text: self.text,
            tokens: self.tokens,
            words: &self.words,
            quoted: &self.quoted,
            capital_nouns: self.capital_nouns,
        }
    }

    /// Returns the span of some bytes of the block.
    pub fn span(&self, text: &Text, bytes: Range<usize>) -> Span {
        text.span_of_bytes(self.base + bytes.start..self.base + bytes.end)
    }

    /// Returns the bytes of some tokens.
    pub fn bytes_of(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.start..last.end.max(first.start),
            _ => 0..0,
        }
    }

    /// Returns the tokens that begin inside some bytes.
    pub fn tokens_of(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.start < bytes.start);
        let end = self.tokens.partition_point(|token| token.start < bytes.end);
        start..end.max(start)
    }

    /// Counts the words among some tokens.
    pub fn count_words(&self, tokens: Range<usize>) -> usize {
        self.tokens.get(tokens).unwrap_or_default().iter().filter(|token| token.is_word()).count()
    }

    fn sentences(&self) -> Vec<u32> {
        let narration = self.narration();
        let mut sentence = 0;
        let mut next_passage = 0;
        let mut sentences = Vec::with_capacity(self.tokens.len());
        for at in 0..self.tokens.len() {
            sentences.push(sentence);
            let range = self.ranges.get(next_passage).filter(|range| range.end == at + 1);
            let ends = match range {
                Some(range) => {
                    next_passage += 1;
                    self.ends_with_sentence(range)
                }
                None => !self.quoted[at] && narration.ends_sentence(at),
            };
            sentence += u32::from(ends);
        }
        sentences
    }

    /// A passage ends the sentence where it has a full stop and no small letter follows.
    fn ends_with_sentence(&self, range: &Range<usize>) -> bool {
        let stop = range.end.checked_sub(2).is_some_and(|at| {
            at >= range.start && matches!(self.tokens[at].kind, TokenKind::Mark('.' | '…' | '。'))
        });
        let next = self.tokens.get(range.end);
        let goes_on = next.is_some_and(|next| match next.kind {
            TokenKind::Word => !next.is_capitalised(self.text),
            TokenKind::Number => true,
            TokenKind::Mark(mark) => matches!(mark, ',' | ';' | '.' | '(' | ')' | '—' | '–' | '―'),
        });
        stop && !goes_on
    }

    /// Tells whether the block opens with the mark that the block before it left open, as copy
    /// does that quotes several paragraphs.
    pub fn continues(&self, previous: &Part) -> bool {
        match (previous.passages.last(), self.passages.first()) {
            (Some(open), Some(first)) => {
                !open.closed
                    && open.mark == first.mark
                    && first.open <= self.text.len() - self.text.trim_start().len()
            }
            _ => false,
        }
    }
}
