//! Finds the quotations of a text, what sort each is, and whose words they are. It must not know
//! markup, and it never edits the text: broken marks are repaired in the model only.

mod attribution;
mod marks;
mod names;
mod vocabulary;

use crate::lexicon;
use crate::words::{Token, TokenKind, Words, is_space};
use attribution::{Attribution, Narration, attribute, inside};
use marks::{Passage, passages};
use names::Names;
use palimpsest_article::{
    BlockKind, Cue, Quotation, QuotationKind, Span, Speaker, SpeakerBasis, Text,
};
use std::ops::Range;
use vocabulary::{Roles, Word, roles};

/// A block of a text in which quotations are looked for.
pub(crate) struct Quotable<'a> {
    pub kind: BlockKind,
    /// Where it begins in the whole text, in bytes.
    pub start: usize,
    pub words: &'a Words<'a>,
}

/// Finds the quotations in the blocks of a text, in text order.
pub(crate) fn find_quotations(
    text: &Text,
    blocks: &[Quotable],
    language: Option<&str>,
) -> Vec<Quotation> {
    let language = lexicon::index_of(language);
    let parts = parts(blocks, language);
    let mut names = Names::default();
    for part in &parts {
        names.read(part.text, part.tokens, &part.words);
    }
    let mut quotations = Vec::new();
    let mut memory = Memory::default();
    for (index, part) in parts.iter().enumerate() {
        if part.kind == BlockKind::Blockquote {
            quotations.extend(part.block_quotation(text, &names, &mut memory));
            continue;
        }
        let found = part.quotations(text, &names, &mut memory);
        let reopened = index > 0 && part.continues(&parts[index - 1]);
        join(&mut quotations, found, reopened);
    }
    for quotation in &mut quotations {
        let words: Vec<&str> = quotation.pieces.iter().map(|&piece| text.slice(piece)).collect();
        quotation.content = words.join(" ");
        attribute_from_outside(quotation);
    }
    quotations
}

/// Takes back an attribution found among the quoted words themselves: it was read from broken marks.
fn attribute_from_outside(quotation: &mut Quotation) {
    let is_quoted = |span: Span| quotation.pieces.iter().any(|piece| piece.overlaps(span));
    let cue = quotation.cue.as_ref().is_some_and(|cue| is_quoted(cue.span));
    let mention =
        quotation.speaker.as_ref().and_then(|speaker| speaker.mention).is_some_and(is_quoted);
    if cue || mention {
        (quotation.speaker, quotation.cue) = (None, None);
    }
}

/// An attribution between two pieces of one quotation has at most this many words.
const LONGEST_INTERRUPTION: usize = 30;

/// One block with its words and quoted passages.
struct Part<'a> {
    kind: BlockKind,
    text: &'a str,
    /// Where the block begins in the whole text, in bytes.
    base: usize,
    tokens: &'a [Token<'a>],
    words: Vec<Word>,
    passages: Vec<Passage>,
    /// Whether a quotation goes on after an attribution that ends its sentence.
    joins_sentences: bool,
}

/// What the article said last of speakers.
#[derive(Default)]
struct Memory {
    /// The last speaker with a name.
    name: Option<String>,
    /// The speaker of the passage just before in the same block.
    recent: Option<Speaker>,
    /// Who a block that ends with a colon announces.
    announced: Option<(Option<Speaker>, Option<Cue>)>,
}

/// Reads the blocks; none where nothing in any of them is quoted.
fn parts<'a>(blocks: &'a [Quotable], language: Option<usize>) -> Vec<Part<'a>> {
    let readable =
        |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Blockquote);
    let blocks = blocks.iter().filter(|block| readable(block.kind));
    let found: Vec<_> = blocks.map(|block| (block, passages(block.words.text, language))).collect();
    let is_quoted = |(block, passages): &(&Quotable, Vec<Passage>)| {
        block.kind == BlockKind::Blockquote || !passages.is_empty()
    };
    if !found.iter().any(is_quoted) {
        return Vec::new();
    }
    let joins_sentences = language
        .and_then(|index| lexicon::all().get(index))
        .is_some_and(|(_, lexicon)| lexicon.quotation.joins_sentences);
    let read = |(block, passages): (&'a Quotable, Vec<Passage>)| {
        let tokens = block.words.tokens();
        Part {
            kind: block.kind,
            text: block.words.text,
            base: block.start,
            tokens,
            words: roles(tokens, language),
            passages,
            joins_sentences,
        }
    };
    found.into_iter().map(read).collect()
}

impl Part<'_> {
    fn span(&self, text: &Text, bytes: Range<usize>) -> Span {
        text.span_of_bytes(self.base + bytes.start..self.base + bytes.end)
    }

    fn tokens_of(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.start < bytes.start);
        let end = self.tokens.partition_point(|token| token.start < bytes.end);
        start..end.max(start)
    }

    /// Tells whether the block opens with the mark that the block before it left open, as copy
    /// does that quotes several paragraphs.
    fn continues(&self, previous: &Part) -> bool {
        match (previous.passages.last(), self.passages.first()) {
            (Some(open), Some(first)) => {
                !open.closed
                    && open.mark == first.mark
                    && first.open <= self.text.len() - self.text.trim_start().len()
            }
            _ => false,
        }
    }

    fn quotations(&self, text: &Text, names: &Names, memory: &mut Memory) -> Vec<Quotation> {
        let mut quoted = vec![false; self.tokens.len()];
        for passage in &self.passages {
            let range = self.tokens_of(passage.open..passage.close);
            quoted[range].iter_mut().for_each(|token| *token = true);
        }
        let unquoted = vec![false; self.tokens.len()];
        let mut found: Vec<Quotation> = Vec::new();
        memory.recent = None;
        let announced = memory.announced.take();
        for (index, passage) in self.passages.iter().enumerate() {
            let mut quotation = self.quotation(text, names, memory, [&quoted, &unquoted], passage);
            if index == 0
                && passage.open == 0
                && quotation.cue.is_none()
                && let Some((speaker, cue)) = announced.clone()
            {
                memory.recent.clone_from(&speaker);
                (quotation.speaker, quotation.cue) = (speaker, cue);
            }
            let between =
                index.checked_sub(1).map(|before| self.passages[before].close..passage.open);
            match found.last_mut() {
                Some(last)
                    if between
                        .is_some_and(|between| self.interrupts(last, &quotation, between)) =>
                {
                    last.span.end = quotation.span.end;
                    last.pieces.extend(quotation.pieces);
                    last.closed &= quotation.closed;
                }
                _ => found.push(quotation),
            }
        }
        let narration =
            Narration { text: self.text, tokens: self.tokens, words: &self.words, quoted: &quoted };
        let end = self.tokens.len();
        if self.text.trim_end().ends_with(':')
            && let Some(attribution) = attribute(&narration, end..end)
        {
            memory.announced = Some(self.named(text, names, memory, &narration, &attribution));
        }
        found
    }

    /// Returns the speaker and the cue of an attribution.
    fn named(
        &self,
        text: &Text,
        names: &Names,
        memory: &mut Memory,
        narration: &Narration,
        found: &Attribution,
    ) -> (Option<Speaker>, Option<Cue>) {
        let cue = found.cue.clone().map(|range| {
            let bytes = self.tokens[range.start].start..self.tokens[range.end - 1].end;
            Cue { verb: self.text[bytes.clone()].to_owned(), span: self.span(text, bytes) }
        });
        let speaker = found
            .speaker
            .clone()
            .map(|mention| self.speaker(text, names, memory, narration, mention, found.basis));
        (speaker, cue)
    }

    fn quotation(
        &self,
        text: &Text,
        names: &Names,
        memory: &mut Memory,
        [quoted, unquoted]: [&[bool]; 2],
        passage: &Passage,
    ) -> Quotation {
        let narration =
            Narration { text: self.text, tokens: self.tokens, words: &self.words, quoted };
        let range = self.tokens_of(passage.open..passage.close);
        let whole = passage.start..passage.end;
        let mut pieces = vec![whole];
        let mut attribution = attribute(&narration, range.clone());
        let certain =
            attribution.as_ref().is_some_and(|found| found.adjacent && found.speaker.is_some());
        if !certain {
            let within = self.tokens_of(passage.start..passage.end);
            let bare = Narration { quoted: unquoted, ..narration };
            if let Some((taken, found)) = inside(&bare, within.clone()) {
                pieces = self.around(passage, &taken);
                attribution = Some(found);
            }
        }
        let kind = self.kind(passage, range.start, attribution.as_ref());
        let mut confidence = match kind {
            QuotationKind::Direct | QuotationKind::Block => 0.8,
            QuotationKind::Partial => 0.7,
            _ => 0.6,
        };
        let is_speech = matches!(kind, QuotationKind::Direct | QuotationKind::Partial);
        let mut speaker = None;
        let mut cue = None;
        if is_speech && let Some(found) = &attribution {
            cue = found.cue.clone().map(|range| {
                let bytes = self.tokens[range.start].start..self.tokens[range.end - 1].end;
                Cue { verb: self.text[bytes.clone()].to_owned(), span: self.span(text, bytes) }
            });
            speaker = found
                .speaker
                .clone()
                .map(|mention| self.speaker(text, names, memory, &narration, mention, found.basis));
            if found.adjacent && speaker.is_some() {
                confidence += 0.15;
            }
        }
        if kind == QuotationKind::Direct && speaker.is_none() {
            confidence -= 0.2;
            speaker = memory
                .recent
                .clone()
                .map(|recent| Speaker { basis: SpeakerBasis::Context, ..recent });
        }
        if !passage.closed {
            confidence -= 0.2;
        }
        if is_speech && speaker.is_some() {
            memory.recent.clone_from(&speaker);
        }
        let pieces: Vec<Span> = pieces.into_iter().map(|piece| self.span(text, piece)).collect();
        let span = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => self.span(text, passage.start..passage.end),
        };
        let content = String::new();
        Quotation { kind, span, pieces, content, speaker, cue, confidence, closed: passage.closed }
    }

    fn speaker(
        &self,
        text: &Text,
        names: &Names,
        memory: &mut Memory,
        narration: &Narration,
        mention: Range<usize>,
        basis: SpeakerBasis,
    ) -> Speaker {
        let bytes = self.tokens[mention.start].start..self.tokens[mention.end - 1].end;
        let span = Some(self.span(text, bytes.clone()));
        if mention.len() == 1 && narration.is_bare_pronoun(mention.start) {
            let name = memory.name.clone().unwrap_or_else(|| self.text[bytes].to_owned());
            return Speaker { name, mention: span, basis: SpeakerBasis::Pronoun };
        }
        let name = names.full(self.text, self.tokens, &self.words, mention);
        if name.starts_with(char::is_uppercase) {
            memory.name = Some(name.clone());
        }
        Speaker { name, mention: span, basis }
    }

    /// The pieces of a passage around an attribution inside its marks.
    fn around(&self, passage: &Passage, taken: &Range<usize>) -> Vec<Range<usize>> {
        let first_end = self.tokens[taken.start].start;
        let first = passage.start..first_end.max(passage.start);
        let mut pieces = vec![first];
        let second = self.tokens.get(taken.end).map_or(passage.end, |token| token.start);
        // A passage never closed ends with its attribution.
        if passage.closed && second < passage.end {
            pieces.push(second..passage.end);
        }
        pieces.retain(|piece| piece.start < piece.end);
        if pieces.is_empty() {
            pieces.push(passage.start..passage.end);
        }
        pieces
    }

    /// Tells speech from names, terms and marks of distance.
    fn kind(
        &self,
        passage: &Passage,
        open: usize,
        attribution: Option<&Attribution>,
    ) -> QuotationKind {
        if matches!(passage.mark, '《' | '〈') {
            return QuotationKind::Term;
        }
        let words = self.tokens_of(passage.start..passage.end);
        let count = words.clone().filter(|&at| self.tokens[at].is_word()).count();
        let content = &self.text[passage.start..passage.end];
        let capitalised = content.starts_with(|first: char| {
            first.is_uppercase()
                || first.is_numeric()
                || matches!(first, '¿' | '¡' | '…' | '[' | '(')
        });
        let ends = content.ends_with(['.', '!', '?', '…', '。', '！', '？', ',']);
        let before = open.checked_sub(1).map(|at| &self.tokens[at]);
        let colon = before.is_some_and(|token| matches!(token.kind, TokenKind::Mark(':' | '：')));
        let starts_block = before.is_none();
        let starts_sentence = before.is_none_or(|token| {
            matches!(
                token.kind,
                TokenKind::Mark('.' | '!' | '?' | ':' | '—' | '–' | ',' | '。' | '…')
            )
        });
        let named =
            (open.saturating_sub(2)..open).any(|at| self.words[at].roles.any(Roles::NAMING));
        let written =
            (open.saturating_sub(5)..open).any(|at| self.words[at].roles.any(Roles::WRITTEN));
        let adjacent = attribution.is_some_and(|found| found.adjacent && found.speaker.is_some());
        let attributed = attribution.is_some_and(|found| found.speaker.is_some());
        // A heading's capitals in the middle of a sentence: a title, its stop or comma set inside.
        let titled = count >= 2
            && !starts_sentence
            && !adjacent
            && words.clone().all(|at| {
                let token = &self.tokens[at];
                !token.is_word() || token.of(self.text).len() < 4 || token.is_capitalised(self.text)
            });
        if titled && count <= 8 {
            return QuotationKind::Term;
        }
        if written && !adjacent {
            return QuotationKind::Text;
        }
        if named && count <= 4 && !ends && !colon {
            return QuotationKind::Term;
        }
        if count <= 4 && !ends && !adjacent && !colon {
            if capitalised && !starts_sentence && count <= 3 && !attributed {
                return QuotationKind::Term;
            }
            if !attributed {
                return if capitalised { QuotationKind::Term } else { QuotationKind::Scare };
            }
        }
        if named && capitalised && !ends && !adjacent && !colon && count <= 8 {
            return QuotationKind::Term;
        }
        let sentence = capitalised
            && (starts_sentence || starts_block || adjacent || colon)
            && (count >= 4 || ends);
        if sentence || ends && count >= 4 && starts_sentence {
            return QuotationKind::Direct;
        }
        if attributed || count >= 5 {
            return QuotationKind::Partial;
        }
        if colon && count >= 2 { QuotationKind::Direct } else { QuotationKind::Scare }
    }

    /// Tells whether two passages of a block are one quotation with an attribution between them.
    fn interrupts(&self, first: &Quotation, second: &Quotation, between: Range<usize>) -> bool {
        if first.kind != QuotationKind::Direct || !first.closed || first.speaker.is_none() {
            return false;
        }
        let narration = self.tokens_of(between.clone());
        // The closing mark itself is the first token.
        let words = narration.clone().filter(|&at| self.tokens[at].is_word()).count();
        let has_cue =
            narration.clone().any(|at| self.words[at].roles.any(Roles::VERB | Roles::PHRASE));
        let comma_first =
            self.text[..between.start].trim_end_matches(is_closing).ends_with([',', '?', '!', '—'])
                || self.text[between.clone()].trim_start().starts_with(',');
        let narrated = self.text[between].trim_end();
        let comma_last = narrated.ends_with(',');
        let stop_last =
            self.joins_sentences && narrated.ends_with('.') && second.kind == QuotationKind::Direct;
        let own_cue = second.cue.as_ref().is_some_and(|cue| cue.span.start >= second.span.end);
        has_cue
            && words <= LONGEST_INTERRUPTION
            && comma_first
            && (comma_last || stop_last)
            && !own_cue
    }

    /// A blockquote is a quotation as a whole; its last line may say whose.
    fn block_quotation(
        &self,
        text: &Text,
        names: &Names,
        memory: &mut Memory,
    ) -> Option<Quotation> {
        let start = self.text.len() - self.text.trim_start().len();
        let mut end = self.text.trim_end().len();
        if start >= end {
            return None;
        }
        let mut speaker = None;
        let source = self.text[start..end].rfind('\n').map(|line| (start + line, start + line + 1));
        if let Some((line_end, line)) = source
            && self.text[line..end].trim_start().starts_with(['—', '–', '-'])
        {
            let mention = self.tokens_of(line..end);
            let first = mention.clone().find(|&at| self.tokens[at].is_word());
            if let Some(first) = first {
                let bytes = self.tokens[first].start..self.tokens[mention.end - 1].end;
                let name = names.full(self.text, self.tokens, &self.words, first..mention.end);
                memory.name = Some(name.clone());
                speaker = Some(Speaker {
                    name,
                    mention: Some(self.span(text, bytes)),
                    basis: SpeakerBasis::Source,
                });
                end = self.text[..line_end].trim_end().len().max(start);
            }
        }
        let inside = without_marks(&self.text[start..end]);
        let span = self.span(text, start + inside.start..start + inside.end);
        if span.is_empty() {
            return None;
        }
        let (pieces, content) = (vec![span], String::new());
        let confidence = if speaker.is_some() { 0.9 } else { 0.6 };
        Some(Quotation {
            kind: QuotationKind::Block,
            span,
            pieces,
            content,
            speaker,
            cue: None,
            confidence,
            closed: true,
        })
    }
}

/// Returns the bytes between the marks around a whole block, or the block where marks are not just
/// around it.
fn without_marks(block: &str) -> std::ops::Range<usize> {
    const MARKS: [char; 9] = ['“', '”', '„', '"', '«', '»', '「', '」', '‟'];
    let all = 0..block.len();
    let Some(inner) = block.strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS)) else {
        return all;
    };
    if inner.contains(MARKS) || inner.trim().is_empty() {
        return all;
    }
    let start = block.find(inner.trim_start()).unwrap_or(0);
    start..start + inner.trim().len()
}

fn is_closing(character: char) -> bool {
    matches!(character, '”' | '"' | '»' | '“' | '«' | '’' | '\'' | '‘' | '›' | '‹')
        || is_space(character)
}

/// Adds a block's quotations; one that goes on from the block before is joined to it.
fn join(all: &mut Vec<Quotation>, mut found: Vec<Quotation>, reopened: bool) {
    if reopened
        && !found.is_empty()
        && let Some(last) = all.last_mut()
    {
        let next = found.remove(0);
        last.span.end = next.span.end;
        last.pieces.extend(next.pieces);
        last.closed = next.closed;
        last.kind = QuotationKind::Direct;
        if last.speaker.is_none() {
            (last.speaker, last.cue) = (next.speaker, next.cue);
        }
    }
    all.append(&mut found);
}

#[cfg(test)]
mod tests;
