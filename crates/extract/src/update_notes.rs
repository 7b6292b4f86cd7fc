//! Finds the publisher's notes on an article among the page's paragraphs: a label with a timestamp,
//! a sentence of the page about itself, a mere dateline. It must not know markup, nor decide where
//! in the article a note is shown.

mod parts;
mod sentences;
mod vocabulary;

use crate::dates::{DateContext, Evidence, Reading, conclude, read_at};
use crate::lexicon;
use crate::words::{Token, TokenKind, Words};
use chrono::{DateTime, Utc};
use palimpsest_article::{Moment, Span, Timestamp, UpdateNoteKind};
use std::{cell::OnceCell, ops::Range};
use vocabulary::{Act, Label, act_at, acts_in, has_act, is_invitation, label_at, names_itself};

/// What is known around the notes.
pub(crate) struct NoteContext<'a> {
    pub language: Option<&'a str>,
    pub published: Option<Moment>,
    pub modified: Option<Moment>,
    pub captured_at: Option<DateTime<Utc>>,
    /// The words of the whole page's article, for evidence of the year.
    pub text: &'a str,
}

/// A note and where it stands.
#[derive(Debug)]
pub(crate) struct FoundNote {
    pub paragraphs: Range<usize>,
    /// Code points within the single paragraph when it is only part of it.
    pub within: Option<Span>,
    pub kind: UpdateNoteKind,
    pub label: Option<String>,
    pub timestamp: Option<Timestamp>,
    pub body: String,
}

/// Paragraphs longer than this many bytes are prose: no note is looked for in them.
const LONGEST: usize = 6_000;

/// What is asked of the reader is asked among this many words.
const FIRST_WORDS: usize = 40;

/// A label on a line of its own, and the longest line that is one.
const LONGEST_HEADING: usize = 60;

/// Finds the notes among paragraphs in page order, furniture included. Notes do not overlap.
pub(crate) fn find_notes(paragraphs: &[&Words], context: &NoteContext) -> Vec<FoundNote> {
    let evidence: OnceCell<Evidence> = OnceCell::new();
    let dates = DateContext {
        language: lexicon::index_of(context.language),
        published: context.published,
        modified: context.modified,
        captured_at: context.captured_at,
        text: context.text,
        evidence: &evidence,
    };
    let mut notes = Vec::new();
    let mut index = 0;
    while index < paragraphs.len() {
        let paragraph = Paragraph::new(paragraphs[index], dates);
        let following = paragraphs.get(index + 1).copied();
        if let Some(note) = paragraph.whole(index, following) {
            index = note.paragraphs.end;
            notes.push(note);
            continue;
        }
        notes.extend(paragraph.parts(index));
        index += 1;
    }
    notes
}

struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    dates: DateContext<'a>,
}

/// What stands at the head of a note: label, timestamp, and the token where the body begins.
struct Head {
    label: Option<(Label, Range<usize>)>,
    reading: Option<Reading>,
    /// What parts the head from the body.
    separator: Separator,
    body: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Separator {
    Colon,
    Dash,
    FullStop,
    /// A closing bracket or emphasis around label and timestamp: `(Update 2021-04-06)`.
    Enclosed,
    Nothing,
    /// The head is all there is.
    End,
}

impl<'a> Paragraph<'a> {
    fn new(words: &'a Words<'_>, dates: DateContext<'a>) -> Self {
        let tokens = if words.text.len() > LONGEST { &[] } else { words.tokens() };
        Self { text: words.text, tokens, dates }
    }

    /// Reads the paragraph as one note, perhaps with the next paragraph as its body.
    fn whole(&self, index: usize, following: Option<&Words>) -> Option<FoundNote> {
        let first = self.decoration();
        let bracketed =
            first > 0 && matches!(self.tokens[first - 1].kind, TokenKind::Mark('(' | '[' | '（'));
        let head = self.head(first)?;
        if head.separator == Separator::End {
            if head.reading.is_some() {
                return self.dateline(index, &head);
            }
            return self.heading(index, &head, following);
        }
        if !self.is_note(&head, bracketed) {
            return None;
        }
        let body = self.body_from(head.body, bracketed);
        if body.is_empty() {
            return self.dateline(index, &head);
        }
        Some(self.note(index..index + 1, None, &head, first, &body))
    }

    /// Returns the first token after marks that only set the note apart: `#`, `*`, `(`, `—`.
    fn decoration(&self) -> usize {
        let is_plain = |token: &Token| {
            matches!(
                token.kind,
                TokenKind::Mark(
                    '#' | '*'
                        | '_'
                        | '('
                        | '['
                        | '（'
                        | '—'
                        | '–'
                        | '-'
                        | '•'
                        | '>'
                        | '†'
                        | '★'
                        | '●'
                        | '■'
                        | '▪'
                        | '|'
                )
            )
        };
        self.tokens.iter().take(8).take_while(|token| is_plain(token)).count()
    }

    /// Reads label and timestamp in either order, at token `at`.
    fn head(&self, at: usize) -> Option<Head> {
        if let Some((after, label)) = label_at(self.text, self.tokens, at, self.dates.language) {
            let connected = self.skip_connectors(after);
            let reading = self.reading(connected);
            let end = reading.as_ref().map_or(after, |reading| reading.tokens.end);
            // A second label glued to the timestamp: `UPDATE: 9 May, 3 p.m. Updated with…`.
            let (separator, body) = self.separator(end);
            let bytes = self.tokens[at].start..self.tokens[after - 1].end;
            let mut head = Head { label: Some((label, bytes)), reading, separator, body };
            if head.reading.is_none() && head.separator == Separator::Colon {
                self.late_reading(&mut head);
            }
            return Some(head);
        }
        let reading = self.reading(at)?;
        let end = reading.tokens.end;
        if let Some((after, label)) = label_at(self.text, self.tokens, end, self.dates.language) {
            let (separator, body) = self.separator(after);
            let bytes = self.tokens[end].start..self.tokens[after - 1].end;
            return Some(Head {
                label: Some((label, bytes)),
                reading: Some(reading),
                separator,
                body,
            });
        }
        let (separator, body) = self.separator(end);
        Some(Head { label: None, reading: Some(reading), separator, body })
    }

    /// A timestamp right after the label's colon belongs to the head.
    fn late_reading(&self, head: &mut Head) {
        let Some(reading) = self.reading(head.body) else { return };
        // A time or weekday alone begins many sentences; a day does not.
        if reading.day.is_none() {
            return;
        }
        let (separator, body) = self.separator(reading.tokens.end);
        if separator == Separator::Nothing
            && self.tokens.get(body).is_some_and(|token| !token.is_capitalised(self.text))
        {
            return;
        }
        head.separator = if separator == Separator::End { separator } else { Separator::Colon };
        (head.body, head.reading) = (body, Some(reading));
    }

    fn reading(&self, at: usize) -> Option<Reading> {
        read_at(self.text, self.tokens, at, self.dates.language)
    }

    fn skip_connectors(&self, at: usize) -> usize {
        let mut next = at;
        for _ in 0..5 {
            let is_mark = self.tokens.get(next).is_some_and(|token| {
                matches!(token.kind, TokenKind::Mark(',' | '(' | '[' | '（' | '|' | '•' | '·' | '-' | '–' | '—' | '：'))
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
            self.tokens[reading.tokens.end..]
                .iter()
                .all(|token| matches!(token.kind, TokenKind::Mark(_)))
        })
    }

    /// Reads what follows a head: the separator, and the token where the body begins.
    fn separator(&self, at: usize) -> (Separator, usize) {
        let mut found = Separator::Nothing;
        let mut next = at;
        while let Some(token) = self.tokens.get(next) {
            let TokenKind::Mark(mark) = token.kind else { break };
            let this = match mark {
                ':' | '：' => Separator::Colon,
                '—' | '–' | '|' | '/' => Separator::Dash,
                '-' if token.spaced => Separator::Dash,
                '.' => Separator::FullStop,
                ')' | ']' | '）' | '*' | '_' => Separator::Enclosed,
                ',' | '!' => Separator::Nothing,
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

    /// Decides whether a head with a body after it is a note, and not a headline, a system message
    /// or a sentence that only begins like one.
    fn is_note(&self, head: &Head, bracketed: bool) -> bool {
        let rest = &self.tokens[head.body..];
        let dated = head
            .reading
            .as_ref()
            .is_some_and(|reading| reading.day.is_some() || reading.time.is_some());
        let itself = names_itself(self.tokens, self.dates.language);
        let acts = acts_in(self.tokens, head.body..self.tokens.len());
        if is_invitation(&rest[..rest.len().min(FIRST_WORDS)], self.dates.language)
            && !(dated && itself)
        {
            return false;
        }
        let Some((label, _)) = &head.label else {
            // "2:58 p.m.: This article was updated to add…", or one line of a list of edits.
            let begins_with_itself = names_itself(&rest[..rest.len().min(4)], self.dates.language);
            let is_edit_line = head
                .reading
                .as_ref()
                .is_some_and(|reading| reading.date().is_some() && reading.time.is_some())
                && rest.len() <= 12;
            return !acts.is_empty()
                && (head.separator == Separator::Colon && begins_with_itself || is_edit_line);
        };
        if label.weak {
            let evidence = itself || dated || has_act(self.tokens, head.body..head.body + 6);
            return evidence
                && matches!(
                    head.separator,
                    Separator::Colon | Separator::Dash | Separator::Enclosed
                );
        }
        match head.separator {
            Separator::Colon | Separator::Dash => {
                // Headlines begin so too; they are short, undated and end without a full stop.
                let colon_only = head.separator == Separator::Colon || dated;
                colon_only
                    && (dated || bracketed || itself || label.names_note || self.ends_as_sentence())
            }
            Separator::Enclosed => {
                // "(updated 1/1/20) and Privacy Policy": a sentence that goes on.
                let goes_on = rest
                    .first()
                    .is_some_and(|token| token.of(self.text).starts_with(char::is_lowercase));
                !goes_on && (dated || bracketed && self.ends_as_sentence())
            }
            Separator::FullStop => dated || itself || label.names_note && self.ends_as_sentence(),
            Separator::Nothing => {
                let full = head.reading.as_ref().is_some_and(|reading| reading.day.is_some());
                let begins = rest.first().is_some_and(|token| token.is_capitalised(self.text));
                full && begins && label.prefixes && self.ends_as_sentence()
            }
            Separator::End => false,
        }
    }

    fn ends_as_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(|character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '"' | '”' | '“' | '»' | '\'' | '’' | ')' | ']' | '*' | '_' | '）'
                )
        });
        end.ends_with(['.', '!', '?', '…', '。', '！', '？', '।'])
    }

    fn dateline(&self, index: usize, head: &Head) -> Option<FoundNote> {
        let (label, bytes) = head.label.as_ref()?;
        let reading = head.reading.as_ref()?;
        let dates_article = label.dateline || label.kind.is_some();
        if !dates_article || label.weak && !label.dateline {
            return None;
        }
        Some(FoundNote {
            paragraphs: index..index + 1,
            within: None,
            kind: UpdateNoteKind::Dateline,
            label: Some(self.text[bytes.clone()].to_owned()),
            timestamp: Some(conclude(self.text, reading, &self.dates)),
            body: String::new(),
        })
    }

    /// A label on a line of its own: the next paragraph is its body, if it speaks of the article.
    fn heading(&self, index: usize, head: &Head, following: Option<&Words>) -> Option<FoundNote> {
        let (label, bytes) = head.label.as_ref()?;
        let kind = label.kind.filter(|_| !label.weak)?;
        if self.text.len() > LONGEST_HEADING {
            return None;
        }
        let next = Paragraph::new(following?, self.dates);
        let starts_with_label =
            label_at(next.text, next.tokens, next.decoration(), self.dates.language).is_some();
        if starts_with_label || is_invitation(next.tokens, self.dates.language) {
            return None;
        }
        let acts = acts_in(next.tokens, 0..next.tokens.len());
        let speaks_of_itself = names_itself(next.tokens, self.dates.language) && !acts.is_empty();
        let first_reading = next.reading(0);
        let dated = first_reading.as_ref().is_some_and(|reading| reading.day.is_some());
        let dates_an_act = dated && !acts.is_empty();
        if !speaks_of_itself && !dates_an_act {
            return None;
        }
        Some(FoundNote {
            paragraphs: index..index + 2,
            within: None,
            kind: refine(kind, &acts, false),
            label: Some(self.text[bytes.clone()].to_owned()),
            timestamp: first_reading
                .or_else(|| next.reading_by_act(0))
                .map(|reading| conclude(next.text, &reading, &self.dates)),
            body: next.text.trim().to_owned(),
        })
    }

    fn body_from(&self, token: usize, bracketed: bool) -> String {
        let Some(first) = self.tokens.get(token) else { return String::new() };
        let mut body = self.text[first.start..].trim();
        body = body.trim_end_matches(['*', '_', ' ']);
        if bracketed {
            body = body.trim_end_matches([')', ']', '）', ' ']);
        }
        body.trim().to_owned()
    }

    fn note(
        &self,
        paragraphs: Range<usize>,
        within: Option<Span>,
        head: &Head,
        first: usize,
        body: &str,
    ) -> FoundNote {
        let acts = acts_in(self.tokens, first..self.tokens.len());
        let strong = head.label.as_ref().filter(|(label, _)| !label.weak || acts.is_empty());
        let kind = strong.and_then(|(label, _)| label.kind);
        let earlier = vocabulary::names_earlier(&self.tokens[first..], self.dates.language);
        let kind = match kind {
            Some(kind) => refine(kind, &acts, earlier),
            None => kind_of(&acts, earlier),
        };
        let reading = head.reading.clone().or_else(|| self.reading_by_act(head.body));
        FoundNote {
            paragraphs,
            within,
            kind,
            label: head.label.as_ref().map(|(_, bytes)| self.text[bytes.clone()].to_owned()),
            timestamp: reading.map(|reading| conclude(self.text, &reading, &self.dates)),
            body: body.to_owned(),
        }
    }

    /// Finds the timestamp that a sentence gives for the change: "was amended on 13 November".
    fn reading_by_act(&self, from: usize) -> Option<Reading> {
        let mut act_before = false;
        let mut waiting = None;
        let mut at = from;
        let mut since_act = 0;
        while at < self.tokens.len() {
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
                && (reading.day.is_some() || reading.time.is_some())
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
                waiting = opens.then_some(reading);
                continue;
            }
            at += 1;
            since_act += 1;
        }
        None
    }
}

fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].kind, TokenKind::Mark('.' | '!' | '?' | '。'))
        && tokens.get(at + 1).is_none_or(|next| next.spaced)
}

/// A label says what a note is, but `Update: an earlier version misstated…` is a correction.
fn refine(kind: UpdateNoteKind, acts: &[Act], earlier: bool) -> UpdateNoteKind {
    let corrects = acts.contains(&Act::Corrected);
    match kind {
        UpdateNoteKind::Update if corrects && earlier => UpdateNoteKind::Correction,
        kind => kind,
    }
}

fn kind_of(acts: &[Act], earlier: bool) -> UpdateNoteKind {
    if acts.contains(&Act::Retracted) {
        UpdateNoteKind::Retraction
    } else if acts.contains(&Act::Corrected) {
        UpdateNoteKind::Correction
    } else if acts.contains(&Act::Clarified) {
        UpdateNoteKind::Clarification
    } else if earlier {
        UpdateNoteKind::Correction
    } else {
        UpdateNoteKind::Update
    }
}

#[cfg(test)]
mod tests;
