//! Makes a note of what was found: its kind, timestamp and body. It must not decide whether it is
//! one.

use super::heads::Head;
use super::sentences::ends_sentence;
use super::vocabulary::{self, Act, act_at, acts_in};
use super::{FoundNote, Paragraph};
use crate::dates::{Reading, conclude};
use crate::words::TokenKind;
use palimpsest_article::{Span, UpdateNoteKind};
use std::ops::Range;

/// A timestamp after the body is looked for among this many last words.
const LAST_WORDS: usize = 16;

impl Paragraph<'_> {
    /// Returns the words from a token on, without marks that set the note apart.
    pub(super) fn body_from(&self, token: usize, bracketed: bool) -> String {
        let Some(first) = self.tokens.get(token) else { return String::new() };
        let mut body = self.text[first.start..].trim();
        body = body.trim_end_matches(['*', '_', ' ']);
        if bracketed {
            body = body.trim_end_matches([')', ']', '）', '】', ' ']);
        }
        body.trim().to_owned()
    }

    /// Makes a note with a body.
    pub(super) fn note(
        &self,
        paragraphs: Range<usize>,
        within: Option<Span>,
        head: &Head,
        first: usize,
        body: &str,
    ) -> FoundNote {
        let reach = self.reach(first);
        let acts = acts_in(self.tokens, self.reach(head.body));
        let strong = head.label.as_ref().filter(|(label, _)| !label.weak || acts.is_empty());
        let kind = strong.and_then(|(label, _)| label.kind);
        let earlier = vocabulary::names_earlier(&self.tokens[reach], self.dates.language);
        let kind = match kind {
            Some(kind) => refine(kind, &acts, earlier),
            None => kind_of(&acts, earlier),
        };
        let mut body = body.to_owned();
        let mut reading = head.reading.clone();
        if reading.is_none()
            && let Some((trailing, end)) = self.trailing_reading(head.body)
        {
            let start = self.tokens[head.body].start;
            body = self.text[start..end.max(start)].trim().to_owned();
            reading = Some(trailing);
        }
        let reading = reading.or_else(|| self.reading_by_act(head.body));
        FoundNote {
            paragraphs,
            within,
            kind,
            label: head.label.as_ref().map(|(_, bytes)| self.text[bytes.clone()].to_owned()),
            timestamp: reading.map(|reading| conclude(self.text, &reading, &self.dates)),
            body,
        }
    }

    /// Makes a mere dateline; `note` is its words as written.
    pub(super) fn dateline(
        &self,
        index: usize,
        within: Option<Span>,
        head: &Head,
        note: &str,
    ) -> Option<FoundNote> {
        let (label, bytes) = head.label.as_ref()?;
        let reading = head.reading.as_ref()?;
        let dates_article = label.dateline || label.kind.is_some();
        if !dates_article || label.weak && !label.dateline {
            return None;
        }
        // A line of the byline has no full stop; a sentence is a note, if one that says little.
        let ends_with_half = {
            let end = note.trim_end_matches(['.', ' ']);
            end.len() > 2 && end.ends_with(['m', 'M'])
        };
        let is_sentence = note.trim_end().ends_with(['.', '。']) && !ends_with_half;
        let kind = label.kind.filter(|_| is_sentence && !label.weak && reading.has_day());
        Some(FoundNote {
            paragraphs: index..index + 1,
            within,
            kind: kind.unwrap_or(UpdateNoteKind::Dateline),
            label: Some(self.text[bytes.clone()].to_owned()),
            timestamp: Some(conclude(self.text, reading, &self.dates)),
            body: String::new(),
        })
    }

    /// Finds a whole date that ends the note, set apart: `… not five. (9 January 2021, 21:40)`.
    /// Also returns the byte at which the body before it ends.
    fn trailing_reading(&self, from: usize) -> Option<(Reading, usize)> {
        let first = from.max(self.tokens.len().saturating_sub(LAST_WORDS)) + 2;
        for at in first..self.tokens.len() {
            let before = &self.tokens[at - 1];
            if !matches!(before.kind, TokenKind::Mark('(' | '[' | '（' | '—' | '–' | '|')) {
                continue;
            }
            let ends = |reading: &Reading| {
                let after = &self.tokens[reading.tokens.end..];
                after.len() <= 3
                    && after.iter().all(|token| matches!(token.kind, TokenKind::Mark(_)))
            };
            if let Some(reading) =
                self.reading(at).filter(|reading| reading.date().is_some() && ends(reading))
            {
                return Some((reading, before.start));
            }
        }
        None
    }

    /// Finds the timestamp that a sentence gives for the change: "was amended on 13 November".
    pub(super) fn reading_by_act(&self, from: usize) -> Option<Reading> {
        let mut act_before = false;
        let mut waiting = None;
        let mut since_act = 0;
        let end = self.reach(from).end;
        let mut at = from;
        while at < end {
            let token = &self.tokens[at];
            if ends_sentence(self.tokens, at) {
                (act_before, waiting) = (false, None);
            }
            if act_at(self.tokens, at).is_some() {
                act_before = true;
                since_act = 0;
                if waiting.is_some() {
                    return waiting;
                }
            }
            let is_start = token.kind == TokenKind::Number || token.is_word();
            if is_start
                && let Some(reading) = self.reading(at)
                && (reading.has_day() || reading.time.is_some() || reading.month.is_some())
            {
                if act_before && since_act <= 12 {
                    return Some(reading);
                }
                at = reading.tokens.end.max(at + 1);
                // "On May 6, 2025, I added…": the date opens the sentence.
                let opens = from == reading.tokens.start
                    || reading.tokens.start <= from + 2
                    || reading.tokens.start >= 2
                        && ends_sentence(self.tokens, reading.tokens.start - 2);
                // `Güncelleme tarihi 9 Ocak 2021'de düzeltildi`: the verb follows right after.
                let act_follows =
                    (at..(at + 3).min(end)).any(|at| act_at(self.tokens, at).is_some());
                waiting = (opens || act_follows).then_some(reading);
                continue;
            }
            at += 1;
            since_act += 1;
        }
        None
    }
}

/// A label says what a note is, but `Update: an earlier version misstated…` is a correction.
fn refine(kind: UpdateNoteKind, acts: &[Act], earlier: bool) -> UpdateNoteKind {
    let corrects = puts_right(acts) || !acts.contains(&Act::Changed);
    match kind {
        UpdateNoteKind::Update if corrects && earlier => UpdateNoteKind::Correction,
        kind => kind,
    }
}

fn puts_right(acts: &[Act]) -> bool {
    acts.contains(&Act::Corrected) || acts.contains(&Act::Erred)
}

fn kind_of(acts: &[Act], earlier: bool) -> UpdateNoteKind {
    if acts.contains(&Act::Retracted) {
        UpdateNoteKind::Retraction
    } else if puts_right(acts) {
        UpdateNoteKind::Correction
    } else if acts.contains(&Act::Clarified) {
        UpdateNoteKind::Clarification
    } else if earlier {
        UpdateNoteKind::Correction
    } else {
        UpdateNoteKind::Update
    }
}
