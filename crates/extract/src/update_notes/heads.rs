//! What stands at the head of a note: label and timestamp in either order, and what parts them from
//! the body. It must not know whether a head makes a note.

use super::Paragraph;
use super::vocabulary::{self, Label, label_at};
use crate::dates::{Reading, read_at};
use crate::words::{Token, TokenKind};
use std::ops::Range;

/// What stands at the head of a note: label, timestamp, and the token where the body begins.
pub(super) struct Head {
    /// The label and its bytes.
    pub label: Option<(Label, Range<usize>)>,
    pub reading: Option<Reading>,
    /// What parts the head from the body.
    pub separator: Separator,
    pub body: usize,
}

impl Head {
    /// A head of nothing: the note is all body.
    pub fn none(body: usize) -> Head {
        Head { label: None, reading: None, separator: Separator::Nothing, body }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Separator {
    Colon,
    Dash,
    FullStop,
    /// A closing bracket or emphasis around label and timestamp: `(Update 2021-04-06)`.
    Enclosed,
    Nothing,
    /// The head is all there is.
    End,
}

impl Paragraph<'_> {
    /// Reads label and timestamp in either order, at token `at`.
    pub(super) fn head(&self, at: usize) -> Option<Head> {
        if let Some((after, label)) = label_at(self.text, self.tokens, at, self.dates.language) {
            let connected = self.skip_connectors(after);
            let reading = self.reading(connected);
            let end = reading.as_ref().map_or(after, |reading| reading.tokens.end);
            let (mut separator, body) = self.separator(end);
            let colon = |token: &Token| matches!(token.kind, TokenKind::Mark(':' | '：'));
            if separator == Separator::Nothing && self.tokens[after..end].iter().take(1).any(colon)
            {
                separator = Separator::Colon;
            }
            let bytes = self.tokens[at].start..self.tokens[after - 1].end;
            let mut head = Head { label: Some((label, bytes)), reading, separator, body };
            if head.reading.is_none() && head.separator == Separator::Colon {
                self.late_reading(&mut head);
            }
            return Some(head);
        }
        let reading = self.reading(at)?;
        let end = reading.tokens.end;
        let label = label_at(self.text, self.tokens, end, self.dates.language);
        // `9 Jan 2021 Updated 10 Jan 2021`: the label is the second date's.
        let is_own = |after: usize| self.reading(self.skip_connectors(after)).is_none();
        if let Some((after, label)) = label.filter(|(after, _)| is_own(*after)) {
            let (separator, body) = self.separator(after);
            let bytes = self.tokens[end].start..self.tokens[after - 1].end;
            return Some(Head {
                label: Some((label, bytes)),
                reading: Some(reading),
                separator,
                body,
            });
        }
        if let Some(head) = self.second_date(&reading) {
            return Some(head);
        }
        let (separator, body) = self.separator(end);
        Some(Head { label: None, reading: Some(reading), separator, body })
    }

    /// `2025年1月14日 1時28分 (1月14日 1時40分更新)`: the second date has its label after it.
    fn second_date(&self, first: &Reading) -> Option<Head> {
        let at = (first.tokens.end..first.tokens.end + 2)
            .find(|&at| self.tokens.get(at).is_some_and(|token| !is_mark(token.kind)))
            .filter(|&at| at > first.tokens.end)?;
        let mut reading = self.reading(at)?;
        let end = reading.tokens.end;
        let (after, label) = label_at(self.text, self.tokens, end, self.dates.language)?;
        let (separator, body) = self.separator(after);
        if separator != Separator::End {
            return None;
        }
        if reading.year.is_none() {
            reading.year = first.year;
        }
        if reading.day.is_none() && reading.relative.is_none() {
            (reading.year, reading.month, reading.day) = (first.year, first.month, first.day);
        }
        let bytes = self.tokens[end].start..self.tokens[after - 1].end;
        Some(Head { label: Some((label, bytes)), reading: Some(reading), separator, body })
    }

    /// A timestamp right after the label's colon belongs to the head.
    fn late_reading(&self, head: &mut Head) {
        let Some(reading) = self.reading(head.body) else { return };
        // A time or weekday alone begins many sentences; a day does not, nor a time and a mark.
        let dateline = head.label.as_ref().is_some_and(|(label, _)| label.dateline);
        let stands_alone = dateline
            && reading.is_time_alone()
            && self.tokens.get(reading.tokens.end).is_none_or(|token| is_mark(token.kind));
        if reading.day.is_none() && !stands_alone {
            return;
        }
        let (separator, body) = self.separator(reading.tokens.end);
        if separator == Separator::Nothing
            && self.tokens.get(body).is_some_and(|token| {
                token.kind == TokenKind::Number
                    || token.of(self.text).starts_with(char::is_lowercase)
            })
        {
            return;
        }
        head.separator = if separator == Separator::End { separator } else { Separator::Colon };
        (head.body, head.reading) = (body, Some(reading));
    }

    pub(super) fn reading(&self, at: usize) -> Option<Reading> {
        read_at(self.text, self.tokens, at, self.dates.language)
    }

    fn skip_connectors(&self, at: usize) -> usize {
        let mut next = at;
        for _ in 0..5 {
            let is_mark = self.tokens.get(next).is_some_and(|token| {
                matches!(token.kind, TokenKind::Mark(',' | '(' | '[' | '（' | '|' | '•' | '·' | '-' | '–' | '—' | '：' | '،' | '、'))
                    // The full stop of an abbreviated label.
                    || token.is_mark('.') && !token.spaced && next == at
            });
            let colon_before_date = self.tokens.get(next).is_some_and(|token| token.is_mark(':'))
                && self.ends_after(next + 1);
            if is_mark || colon_before_date {
                next += 1;
            } else if let Some(after) = vocabulary::connector(self.tokens, next) {
                next = after;
            } else {
                break;
            }
        }
        // Connectors count only before a timestamp.
        if self.reading(next).is_some() { next } else { at }
    }

    /// Tells whether a timestamp at `at` is all that follows.
    fn ends_after(&self, at: usize) -> bool {
        self.reading(at).is_some_and(|reading| {
            self.tokens[reading.tokens.end..].iter().all(|token| is_mark(token.kind))
        })
    }

    /// Reads what follows a head: the separator, and the token where the body begins.
    pub(super) fn separator(&self, at: usize) -> (Separator, usize) {
        let mut found = Separator::Nothing;
        let mut next = at;
        while let Some(token) = self.tokens.get(next) {
            let TokenKind::Mark(mark) = token.kind else { break };
            let this = match mark {
                ':' | '：' => Separator::Colon,
                '—' | '–' | '|' | '/' => Separator::Dash,
                '-' if token.spaced || found != Separator::Nothing => Separator::Dash,
                '.' | '。' | '।' | '۔' => Separator::FullStop,
                ')' | ']' | '）' | '】' | '*' | '_' => Separator::Enclosed,
                ',' | '!' | '،' => Separator::Nothing,
                _ => break,
            };
            if found == Separator::Nothing || this == Separator::Colon {
                found = this;
            }
            next += 1;
        }
        if next >= self.tokens.len() {
            return (Separator::End, next);
        }
        (found, next)
    }
}

fn is_mark(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Mark(_))
}
