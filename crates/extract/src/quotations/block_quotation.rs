//! Reads a blockquote, which is a quotation as a whole: its last line may say whose. It must not
//! know passages in running text.

use super::names::{Memory, Names};
use super::part::Part;
use palimpsest_article::{Quotation, QuotationKind, Speaker, SpeakerBasis, Text};
use std::ops::Range;

/// A source line has at most so many words.
const LONGEST_SOURCE: usize = 14;

/// Returns the quotation of a blockquote; none where it is empty.
pub(super) fn block_quotation(
    part: &Part,
    text: &Text,
    names: &Names,
    memory: &mut Memory,
) -> Option<Quotation> {
    let start = part.text.len() - part.text.trim_start().len();
    let mut end = part.text.trim_end().len();
    if start >= end {
        return None;
    }
    let mut speaker = None;
    if let Some((words_end, source)) = source(part, start, end) {
        let mention = part.tokens_of(source..end);
        let first = mention.clone().find(|&at| part.tokens[at].is_word());
        if let Some(first) = first {
            let mention = first..mention.end;
            let name = names.full(part, mention.clone());
            memory.spoke(part, &mention, &name);
            let mention = Some(part.span(text, part.bytes_of(&mention)));
            speaker = Some(Speaker { name, mention, basis: SpeakerBasis::Source });
            end = part.text[..words_end].trim_end().len().max(start);
        }
    }
    let inside = without_marks(&part.text[start..end]);
    let span = part.span(text, start + inside.start..start + inside.end);
    if span.is_empty() {
        return None;
    }
    Some(Quotation {
        kind: QuotationKind::Block,
        span,
        pieces: vec![span],
        content: String::new(),
        confidence: if speaker.is_some() { 0.9 } else { 0.6 },
        speaker,
        cue: None,
        closed: true,
        repeats: None,
        in_headline: false,
    })
}

/// Returns where the quoted words end and where the source begins: a last line that a dash opens, a
/// last line that names somebody after the marks were closed, or a dash and a name after the marks.
fn source(part: &Part, start: usize, end: usize) -> Option<(usize, usize)> {
    const DASHES: [char; 5] = ['—', '–', '―', '-', '~'];
    let block = part.text.get(start..end)?;
    let is_short = |line: &str| line.split_whitespace().count() <= LONGEST_SOURCE;
    if let Some(newline) = block.rfind('\n') {
        let line = block[newline + 1..].trim_start();
        let said = block[..newline].trim_end();
        let is_name = line.starts_with(char::is_uppercase)
            && !line.ends_with(['.', '!', '?', '…', ',', ':'])
            && said.ends_with(CLOSING);
        if line.starts_with(DASHES) && !line.trim_start_matches(DASHES).trim().is_empty()
            || is_name && is_short(line)
        {
            return Some((start + newline, start + newline + 1));
        }
    }
    let closed = block.rfind(CLOSING)?;
    let after = closed + block[closed..].chars().next().map_or(0, char::len_utf8);
    let rest = block[after..].trim_start_matches(['.', ',', ' ', '\u{a0}']);
    let source = rest.trim_start_matches(DASHES);
    let is_source = source.len() < rest.len() && is_short(source) && !source.trim().is_empty();
    (block.starts_with(MARKS) && is_source)
        .then_some((start + after, start + block.len() - rest.len()))
}

const MARKS: [char; 9] = ['“', '”', '„', '"', '«', '»', '「', '」', '‟'];
const CLOSING: [char; 6] = ['”', '“', '"', '»', '«', '」'];

/// Returns the bytes between the marks around a whole block, or the block where marks are not just
/// around it.
pub(super) fn without_marks(block: &str) -> Range<usize> {
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
