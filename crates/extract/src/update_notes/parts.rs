//! Notes that are not a whole labelled paragraph: sentences of the page about itself, brackets,
//! the end of a paragraph. It must not know what labels and timestamps look like.

use super::sentences::{inside_marks, sentence_starts};
use super::vocabulary::{
    self, has_act, is_invitation, itself_begins, label_at, names_earlier, names_itself,
    tells_by_itself,
};
use super::{FIRST_WORDS, FoundNote, Head, Paragraph, Separator};
use crate::dates::TimeUnit;
use crate::words::TokenKind;
use palimpsest_article::Span;
use std::ops::Range;

impl Paragraph<'_> {
    /// Finds notes that are sentences of the page about itself, or stand in brackets or at the end
    /// of a paragraph.
    pub(super) fn parts(&self, index: usize) -> Vec<FoundNote> {
        if self.tokens.is_empty() {
            return Vec::new();
        }
        if let Some(note) = self.sentence_note(index) {
            return vec![note];
        }
        let mut notes = Vec::new();
        for at in 1..self.tokens.len().saturating_sub(2) {
            if !matches!(self.tokens[at - 1].kind, TokenKind::Mark('(' | '[' | '（')) {
                continue;
            }
            let is_label = label_at(self.text, self.tokens, at, self.dates.language).is_some();
            if is_label && let Some(note) = self.bracketed(index, at) {
                notes.push(note);
            }
        }
        if notes.is_empty() {
            notes.extend(self.glued(index));
        }
        notes
    }

    /// The whole paragraph is sentences about the article itself.
    fn sentence_note(&self, index: usize) -> Option<FoundNote> {
        let first = self.decoration();
        let rest = &self.tokens[first..];
        let is_note = rest.len() <= 160
            && (self.tells_of_itself(first) || self.is_act_and_time(first))
            && !is_invitation(&rest[..rest.len().min(FIRST_WORDS)], self.dates.language);
        if !is_note {
            return None;
        }
        let head = Head { label: None, reading: None, separator: Separator::Nothing, body: first };
        let body = self.body_from(first, first > 0);
        Some(self.note(index..index + 1, None, &head, first, &body))
    }

    /// "An earlier version of this article misstated…": the page speaks of itself.
    fn tells_of_itself(&self, first: usize) -> bool {
        let rest = &self.tokens[first..];
        let starts = || {
            itself_begins(rest, self.dates.language)
                || names_earlier(&rest[..rest.len().min(7)], self.dates.language)
        };
        rest.len() <= 40 && tells_by_itself(rest, self.dates.language)
            || starts() && self.acts_at_once(first) && self.act_is_of_itself(first)
    }

    /// "RDoc version fixed on 2019-08-28 11:50 UTC": a line that is an act and its time.
    fn is_act_and_time(&self, first: usize) -> bool {
        let rest = &self.tokens[first..];
        let has_number = || rest.iter().any(|token| token.kind == TokenKind::Number);
        if rest.len() > 24
            || !has_number()
            || self.text.contains(['?', '!'])
            || !self.acts_at_once(first)
        {
            return false;
        }
        let mut readings = (first..self.tokens.len()).filter_map(|at| self.reading(at));
        readings.find(|reading| reading.date().is_some() && reading.time.is_some()).is_some_and(
            |reading| {
                reading.tokens.len() * 2 >= rest.len()
                    && reading.time_unit != TimeUnit::Hour
                    && !vocabulary::is_forum_stamp(rest)
            },
        )
    }

    /// Tells whether an act is named among the first words.
    fn acts_at_once(&self, first: usize) -> bool {
        has_act(self.tokens, first..self.tokens.len().min(first + 45))
    }

    /// The first or second sentence must have the act; an article about articles has it later.
    fn act_is_of_itself(&self, first: usize) -> bool {
        let end = sentence_starts(self.tokens, first).nth(2).unwrap_or(self.tokens.len());
        has_act(self.tokens, first..end)
    }

    /// `… text (Correction: the bridge is older.) text …`
    fn bracketed(&self, index: usize, at: usize) -> Option<FoundNote> {
        let close = (at..self.tokens.len())
            .find(|&next| matches!(self.tokens[next].kind, TokenKind::Mark(')' | ']' | '）')))?;
        let inside = Paragraph {
            text: &self.text[..self.tokens[close].start],
            tokens: &self.tokens[..close],
            dates: self.dates,
        };
        let head = inside.head(at)?;
        let has_body = close > head.body + 2;
        if head.separator != Separator::Colon || !has_body || !inside.is_note(&head, true) {
            return None;
        }
        let body = inside.text[inside.tokens[head.body].start..].trim().to_owned();
        let within = self.span(self.tokens[at - 1].start..self.tokens[close].end);
        Some(inside.note(index..index + 1, Some(within), &head, at, &body))
    }

    /// `… the mayor said. An earlier version of this article misstated his age.`
    fn glued(&self, index: usize) -> Option<FoundNote> {
        let at = sentence_starts(self.tokens, 0).skip(1).find(|&at| {
            let rest = &self.tokens[at..];
            let earlier = names_earlier(&rest[..rest.len().min(7)], self.dates.language)
                && names_itself(&rest[..rest.len().min(9)], self.dates.language)
                && has_act(self.tokens, at..self.tokens.len().min(at + 30));
            let labelled = || {
                self.head(at).is_some_and(|head| {
                    head.label
                        .as_ref()
                        .is_some_and(|(label, _)| !label.weak && label.kind.is_some())
                        && head.separator == Separator::Colon
                        && (head.reading.is_some() || names_itself(rest, self.dates.language))
                })
            };
            (earlier || labelled()) && !inside_marks(self.tokens, at)
        })?;
        let head = match self.head(at) {
            Some(head) if head.label.is_some() => head,
            _ => Head { label: None, reading: None, separator: Separator::Nothing, body: at },
        };
        let body = self.text[self.tokens.get(head.body)?.start..].trim().to_owned();
        let within = self.span(self.tokens[at].start..self.text.trim_end().len());
        Some(self.note(index..index + 1, Some(within), &head, at, &body))
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        let start = self.text[..bytes.start].chars().count();
        let end = start + self.text[bytes.start..bytes.end.max(bytes.start)].chars().count();
        Span::new(start, end)
    }
}
