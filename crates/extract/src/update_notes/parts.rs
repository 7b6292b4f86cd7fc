//! Notes that are not a whole labelled paragraph: sentences of the page about itself, brackets,
//! the end of a paragraph. It must not know what labels and timestamps look like.

use super::heads::{Head, Separator};
use super::judging::FIRST_WORDS;
use super::sentences::{inside_marks, sentence_starts};
use super::vocabulary::{
    self, Act, acts_in, has_act, is_invitation, itself_begins, label_at, names_earlier,
    names_itself, tells_by_itself,
};
use super::{FoundNote, Paragraph, REACH};
use crate::dates::TimeUnit;
use crate::words::TokenKind;
use palimpsest_article::Span;
use std::ops::Range;

/// A bracket of more words is a paragraph in brackets, and one of fewer is no note.
const LONGEST_BRACKET: usize = 400;
/// A paragraph with more sentences that begin like notes is no article's.
const MOST_IN_ONE: usize = 60;
/// A note inside a paragraph of more words ends where sentences no longer speak of the article.
const LONGEST_REST: usize = 150;
/// Between how a page names itself and what it did there are at most this many words.
const NEAR: usize = 14;
/// Fewer where the name could be another article's: "the story".
const VERY_NEAR: usize = 5;
const RATHER_NEAR: usize = 8;

impl Paragraph<'_> {
    /// Finds notes that are sentences of the page about itself, or stand in brackets or at the end
    /// of a paragraph.
    pub(super) fn parts(&self, index: usize) -> Vec<FoundNote> {
        if let Some(note) = self.own_sentence(index) {
            return vec![note];
        }
        let mut notes = Vec::new();
        let mut after = 1;
        for at in 1..self.tokens.len().saturating_sub(2) {
            let opens = matches!(self.tokens[at - 1].kind, TokenKind::Mark('(' | '[' | '（'));
            if !opens || at < after {
                continue;
            }
            if notes.len() >= MOST_IN_ONE {
                break;
            }
            let is_label = label_at(self.text, self.tokens, at, self.dates.language).is_some();
            if is_label && let Some((note, end)) = self.bracketed(index, at) {
                notes.push(note);
                after = end;
            }
        }
        if notes.is_empty() {
            notes.extend(self.glued(index));
        }
        notes
    }

    /// The whole paragraph is sentences about the article itself.
    pub(super) fn own_sentence(&self, index: usize) -> Option<FoundNote> {
        let first = self.decoration();
        let rest = &self.tokens[first..];
        let is_note = rest.len() <= REACH
            && (self.tells_of_itself(first) || self.is_act_and_time(first))
            && !is_invitation(&rest[..rest.len().min(FIRST_WORDS)], self.dates.language);
        if !is_note {
            return None;
        }
        let body = self.body_from(first, first > 0);
        Some(self.note(index..index + 1, None, &Head::none(first), first, &body))
    }

    /// "An earlier version of this article misstated…": the page speaks of itself.
    fn tells_of_itself(&self, first: usize) -> bool {
        let rest = &self.tokens[first..];
        if rest.len() <= FIRST_WORDS && tells_by_itself(rest, self.dates.language) {
            return true;
        }
        let earlier = self.speaks_of_former(first) && has_act(self.tokens, first..first + 45);
        (earlier || self.says_what_was_done(first)) && !self.is_habit(first)
    }

    /// "An earlier version of this article", or one "misstated": but not one of a law or a program.
    fn speaks_of_former(&self, first: usize) -> bool {
        let rest = &self.tokens[self.reach(first)];
        let Some(after) = vocabulary::earlier_among(rest, 7, self.dates.language) else {
            return false;
        };
        let near = &rest[..rest.len().min(after + 8)];
        if names_itself(near, self.dates.language) {
            return true;
        }
        let soon = first + after..(first + after + 10).min(self.tokens.len());
        let acts = acts_in(self.tokens, soon);
        let misstates = acts.contains(&Act::Corrected) || acts.contains(&Act::Erred);
        misstates && !vocabulary::is_of(rest, after)
    }

    /// "This article was amended on …": its name, and soon after it the act.
    fn says_what_was_done(&self, first: usize) -> bool {
        let rest = &self.tokens[first..];
        let Some(name) = itself_begins(rest, self.dates.language) else { return false };
        let most = if name.is_loose { RATHER_NEAR } else { NEAR };
        let mut at = first + name.after;
        let mut words = 0;
        let mut sentences = 0;
        while at < self.tokens.len() && words <= most {
            // What was wrong may be what the article is about: "this article explains the error".
            let act = vocabulary::act_at(self.tokens, at).filter(|act| *act != Act::Erred);
            let is_near = act.is_some_and(|act| act != Act::Corrected || words <= VERY_NEAR);
            if is_near && !self.is_credit(at + 1) {
                return true;
            }
            // The words of a date count as one.
            if let Some(reading) = self.reading(at) {
                at = reading.tokens.end.max(at + 1);
                words += 1;
                continue;
            }
            match self.tokens[at].kind {
                // "After this story was published, the minister tweeted": another's act.
                TokenKind::Mark(',' | '，' | '、' | '،') if name.is_late => return false,
                // `Original headline: …` names something.
                TokenKind::Mark(':' | '：' | '“' | '"' | '«' | '「') => return false,
                TokenKind::Mark('.' | '。' | '।' | '!' | '?')
                    if self
                        .tokens
                        .get(at + 1)
                        .is_none_or(|next| next.spaced || self.tokens[at].is_mark('。')) =>
                {
                    // "… in August 2014. It was most recently updated …"
                    sentences += 1;
                    words = most - NEAR / 2;
                    if sentences > 1 || name.is_loose || name.is_late {
                        return false;
                    }
                }
                TokenKind::Mark(_) => {}
                _ => words += 1,
            }
            at += 1;
        }
        false
    }

    /// "… fact-checked and edited by Ann Poe": who made it, not what was done to it.
    fn is_credit(&self, at: usize) -> bool {
        vocabulary::is_by(self.tokens, at)
            && self.tokens.get(at + 1).is_some_and(|token| token.is_capitalised(self.text))
    }

    /// "This list is updated quarterly": what is done again and again is no note, but with a date.
    fn is_habit(&self, first: usize) -> bool {
        let rest = &self.tokens[self.reach(first)];
        vocabulary::tells_a_habit(rest, self.dates.language)
            && !self.reach(first).any(|at| {
                self.tokens[at].kind == TokenKind::Number
                    && self.reading(at).is_some_and(|reading| reading.month.is_some())
                    || self.tokens[at].is_word()
                        && self.reading(at).is_some_and(|reading| reading.month.is_some())
            })
    }

    /// "RDoc version fixed on 2019-08-28 11:50 UTC": a line that is an act and its time.
    fn is_act_and_time(&self, first: usize) -> bool {
        let rest = &self.tokens[first..];
        let has_number = || rest.iter().any(|token| token.kind == TokenKind::Number);
        if rest.len() > 24
            || !has_number()
            || self.text.contains(['?', '!'])
            || !has_act(self.tokens, first..self.tokens.len())
        {
            return false;
        }
        let mut readings = (first..self.tokens.len()).filter_map(|at| self.reading(at));
        readings.find(|reading| reading.date().is_some() && reading.time.is_some()).is_some_and(
            |reading| {
                // Another number is another time: "9 Jan 2021 12:25 / Updated 8 hours ago".
                let numbers = (first..self.tokens.len())
                    .filter(|at| !reading.tokens.contains(at))
                    .any(|at| self.tokens[at].kind == TokenKind::Number);
                reading.tokens.len() * 2 >= rest.len()
                    && !numbers
                    && reading.time_unit != TimeUnit::Hour
                    && !vocabulary::is_forum_stamp(rest)
            },
        )
    }

    /// `… text (Correction: the bridge is older.) text …`; also returns the token after it.
    fn bracketed(&self, index: usize, at: usize) -> Option<(FoundNote, usize)> {
        let mut depth = 0;
        let close = (at..self.tokens.len().min(at + LONGEST_BRACKET)).find(|&next| {
            match self.tokens[next].kind {
                TokenKind::Mark('(' | '[' | '（') => depth += 1,
                TokenKind::Mark(')' | ']' | '）') => depth -= 1,
                _ => {}
            }
            depth < 0
        })?;
        let inside = self.until(close);
        let head = inside.head(at)?;
        let has_body = close > head.body + 2;
        let parted = matches!(head.separator, Separator::Colon | Separator::Dash)
            || head.separator != Separator::End
                && head.reading.as_ref().is_some_and(|reading| reading.has_day());
        if !parted || !has_body || !inside.is_note(&head, true) {
            return None;
        }
        let body = inside.text[inside.tokens[head.body].start..].trim().to_owned();
        let within = self.span(self.tokens[at - 1].start..self.tokens[close].end);
        Some((inside.note(index..index + 1, Some(within), &head, at, &body), close + 1))
    }

    /// `… the mayor said. An earlier version of this article misstated his age.`
    fn glued(&self, index: usize) -> Vec<FoundNote> {
        let mut notes = Vec::new();
        let (mut after, mut tried) = (1, 0);
        let starts: Vec<usize> = sentence_starts(self.tokens, 0).skip(1).collect();
        for (number, &at) in starts.iter().enumerate() {
            if at < after {
                continue;
            }
            let is_last = number + 3 >= starts.len();
            let rest = &self.tokens[self.reach(at)];
            let earlier = || {
                names_earlier(&rest[..rest.len().min(7)], self.dates.language)
                    && names_itself(&rest[..rest.len().min(14)], self.dates.language)
                    && has_act(self.tokens, at..at + 30)
            };
            let dated_act = || {
                is_last
                    && self.says_what_was_done(at)
                    && itself_begins(rest, self.dates.language).is_some_and(|name| !name.is_loose)
                    && self
                        .until(at + FIRST_WORDS)
                        .reading_by_act(at)
                        .is_some_and(|reading| reading.date().is_some())
            };
            let head = self.glued_head(at);
            if head.is_none() && !earlier() && !dated_act() {
                continue;
            }
            tried += 1;
            if tried > MOST_IN_ONE {
                break;
            }
            if inside_marks(self.tokens, at) {
                continue;
            }
            let end = self.end_of(at, &starts[number + 1..]);
            let note = self.until(end);
            let within = self.span(self.tokens[at].start..note.text.trim_end().len());
            let Some(head) = head else {
                let body = note.text[self.tokens[at].start..].trim().to_owned();
                notes.push(note.note(index..index + 1, Some(within), &Head::none(at), at, &body));
                after = end;
                continue;
            };
            let made = match note.tokens.get(head.body) {
                Some(body) => {
                    let body = note.text[body.start..].trim().to_owned();
                    Some(note.note(index..index + 1, Some(within), &head, at, &body))
                }
                None => {
                    note.dateline(index, Some(within), &head, &note.text[self.tokens[at].start..])
                }
            };
            notes.extend(made);
            after = end;
        }
        notes
    }

    /// The head of a labelled note that begins with a sentence inside a paragraph.
    fn glued_head(&self, at: usize) -> Option<Head> {
        let (_, label) = label_at(self.text, self.tokens, at, self.dates.language)?;
        if label.weak || label.kind.is_none() {
            return None;
        }
        let note = self.until(at + REACH);
        let head = note.head(at)?;
        let dated = head
            .reading
            .as_ref()
            .is_some_and(|reading| reading.has_day() || reading.time.is_some());
        let rest = &note.tokens[head.body.min(note.tokens.len())..];
        let is_note = match head.separator {
            Separator::Colon => {
                dated
                    || rest.len() > 3
                        && self.tokens[at].is_capitalised(self.text)
                        && !is_invitation(&rest[..rest.len().min(FIRST_WORDS)], self.dates.language)
            }
            // "… the mayor said. Updated at 9:40 p.m. on 9 January 2021."
            Separator::End => {
                label.dateline && head.reading.as_ref().is_some_and(|reading| reading.has_day())
            }
            _ => false,
        };
        is_note.then_some(head)
    }

    /// Returns the token after a note that begins inside a paragraph: the paragraph's end, unless
    /// much follows that says nothing of the article itself.
    fn end_of(&self, at: usize, later_starts: &[usize]) -> usize {
        if self.tokens.len() - at <= LONGEST_REST {
            return self.tokens.len();
        }
        let mut sentences = later_starts.iter().copied().chain([self.tokens.len()]);
        let mut end = sentences.next().unwrap_or(self.tokens.len());
        for next in sentences.take_while(|next| next - at <= LONGEST_REST) {
            if !has_act(self.tokens, end..next) {
                break;
            }
            end = next;
        }
        end
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        let start = self.text[..bytes.start].chars().count();
        let end = start + self.text[bytes.start..bytes.end.max(bytes.start)].chars().count();
        Span::new(start, end)
    }
}
