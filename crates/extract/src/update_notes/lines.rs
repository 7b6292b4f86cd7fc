//! Notes that are several lines, or part of a byline: a heading with the paragraph it opens, a list
//! of dated edits, `Published … Updated …`. It must not know sentences.

use super::heads::{Head, Separator};
use super::vocabulary::{self, Label, acts_in, is_invitation, label_at, names_itself};
use super::{FoundNote, Line, Paragraph, Standing};
use crate::dates::{Reading, conclude};
use crate::words::{Token, TokenKind};
use palimpsest_article::{Span, UpdateNoteKind};

/// The longest line, in bytes, that is a label on a line of its own.
const LONGEST_HEADING: usize = 60;
/// A byline of more words is a paragraph.
const LONGEST_BYLINE: usize = 60;
/// More words behind a dateline are a note's body.
const MOST_BEHIND: usize = 20;
/// A list of more edits is a changelog.
const MOST_EDITS: usize = 40;

impl<'a> Paragraph<'a> {
    /// A label on a line of its own, perhaps with a date: the next paragraph is its body, if the
    /// date or the paragraph itself says that the publisher speaks; or the lines of a list of edits.
    pub(super) fn heading(
        &self,
        index: usize,
        is_heading: bool,
        following: &[Line],
    ) -> Vec<FoundNote> {
        let first = self.decoration();
        let Some(head) = self.head(first) else { return Vec::new() };
        let Some((label, _)) = head.label.as_ref() else { return Vec::new() };
        let is_alone = head.separator == Separator::End;
        let colon = self.text.trim_end().ends_with([':', '：']);
        let dated = head.reading.as_ref().is_some_and(|reading| {
            reading.date().is_some() || reading.has_day() && reading.time.is_some()
        });
        let Some(next) = following.first().filter(|next| next.standing == Standing::Text) else {
            return Vec::new();
        };
        let next = Paragraph::new(next.words, self.dates);
        if label.kind.is_none() || label.weak || next.tokens.is_empty() {
            return Vec::new();
        }
        if dated {
            // `## Update (2013-08-06 9:33 UTC)`, `(Update 6-Apr-2021) Security releases available`;
            // a line that is no heading must end with a colon.
            let opens = is_heading && !self.ends_as_sentence() || is_alone && colon;
            let Some(reading) = head.reading.as_ref().filter(|_| opens) else { return Vec::new() };
            if next.starts_with_label() {
                return Vec::new();
            }
            let own =
                self.tokens.get(head.body).map_or("", |token| self.text[token.start..].trim());
            let body = match own.is_empty() {
                true => next.text.trim().to_owned(),
                false => format!("{own}\n\n{}", next.text.trim()),
            };
            return vec![self.opened(
                index,
                label,
                &head,
                &next,
                Some(conclude(self.text, reading, &self.dates)),
                body,
            )];
        }
        if !is_alone || head.reading.is_some() || self.text.len() > LONGEST_HEADING {
            return Vec::new();
        }
        let edits = self.edits(index, &head, following);
        if !edits.is_empty() {
            return edits;
        }
        if next.starts_with_label()
            || is_invitation(&next.tokens[next.reach(0)], self.dates.language)
        {
            return Vec::new();
        }
        let reach = &next.tokens[next.reach(0)];
        let acts = !acts_in(next.tokens, next.reach(0)).is_empty();
        let speaks_of_itself = names_itself(reach, self.dates.language) && acts;
        let first_reading = next.reading(0);
        let dates_an_act = first_reading.as_ref().is_some_and(Reading::has_day) && acts;
        if !speaks_of_itself && !dates_an_act {
            return Vec::new();
        }
        let timestamp = first_reading
            .filter(|reading| reading.has_day())
            .or_else(|| next.reading_by_act(0))
            .map(|reading| conclude(next.text, &reading, &self.dates));
        let body = next.text.trim().to_owned();
        vec![self.opened(index, label, &head, &next, timestamp, body)]
    }

    /// The note of a heading and the paragraph that it opens.
    fn opened(
        &self,
        index: usize,
        label: &Label,
        head: &Head,
        next: &Paragraph,
        timestamp: Option<palimpsest_article::Timestamp>,
        body: String,
    ) -> FoundNote {
        let note = next.note(index..index + 2, None, &Head::none(0), 0, "");
        // An earlier version put right is a correction under any heading.
        let kind = match (label.kind, note.kind) {
            (Some(UpdateNoteKind::Update), UpdateNoteKind::Correction)
                if vocabulary::names_earlier(&next.tokens[next.reach(0)], self.dates.language) =>
            {
                UpdateNoteKind::Correction
            }
            (Some(kind), _) => kind,
            (None, kind) => kind,
        };
        let bytes = head.label.as_ref().map(|(_, bytes)| bytes.clone()).unwrap_or_default();
        FoundNote { kind, label: Some(self.text[bytes].to_owned()), timestamp, body, ..note }
    }

    fn starts_with_label(&self) -> bool {
        self.head(self.decoration()).is_some_and(|head| {
            head.label.is_some() && (head.reading.is_some() || head.separator != Separator::Nothing)
        })
    }

    /// The dated lines under a label: each is an edit of its own, with the label's kind.
    fn edits(&self, index: usize, head: &Head, following: &[Line]) -> Vec<FoundNote> {
        let mut edits = Vec::new();
        let Some((label, bytes)) = &head.label else { return edits };
        for (at, line) in (index + 1..).zip(following.iter().take(MOST_EDITS)) {
            let line_words = Paragraph::new(line.words, self.dates);
            let first = line_words.decoration();
            let head = match line_words.head(first) {
                Some(head) if line.standing == Standing::Text && head.label.is_none() => head,
                _ => break,
            };
            let Some(reading) = head.reading.as_ref().filter(|reading| reading.has_day()) else {
                break;
            };
            let body = line_words.body_from(head.body, false);
            let is_edit = head.separator != Separator::End
                && (line_words.ends_as_sentence()
                    || !acts_in(line_words.tokens, line_words.reach(head.body)).is_empty());
            if !is_edit {
                break;
            }
            edits.push(FoundNote {
                paragraphs: at..at + 1,
                within: None,
                kind: label.kind.unwrap_or(UpdateNoteKind::Update),
                label: Some(self.text[bytes.clone()].to_owned()),
                timestamp: Some(conclude(line_words.text, reading, &self.dates)),
                body,
            });
        }
        edits
    }

    /// A line between headline and text: a dateline, or one that has a dateline in it.
    pub(super) fn byline(&self, index: usize) -> Option<FoundNote> {
        let head = self.head(self.decoration()).filter(|head| head.separator == Separator::End);
        let is_dated = |head: &Head| {
            head.reading.as_ref().is_some_and(|reading| reading.has_day())
                && head.label.as_ref().is_some_and(|(label, _)| label.dateline)
        };
        match head.filter(is_dated) {
            Some(head) => self.dateline(index, None, &head, self.text),
            None => self.dated_line(index).or_else(|| self.inner_dateline(index, true)),
        }
    }

    /// A line of the byline: no sentence, with a dateline in it that other things may follow.
    pub(super) fn dated_line(&self, index: usize) -> Option<FoundNote> {
        if self.tokens.len() > LONGEST_BYLINE || self.ends_as_sentence() && !self.says_little_more()
        {
            return None;
        }
        let first = self.decoration();
        let Some(head) = self.head(first) else { return self.inner_dateline(index, false) };
        if head.separator == Separator::End && head.label.is_some() {
            return None;
        }
        let is_dateline = head.label.as_ref().is_some_and(|(label, _)| label.dateline);
        let rest = self.tokens.len() - head.body.min(self.tokens.len());
        let is_furniture = is_dateline
            && head.reading.is_some()
            && !matches!(head.separator, Separator::Colon | Separator::End)
            && (1..=MOST_BEHIND).contains(&rest)
            && acts_in(self.tokens, self.reach(head.body)).is_empty();
        if is_furniture && self.text.trim_start().starts_with(|first: char| first.is_alphabetic()) {
            let label = head.label.as_ref().map(|(label, _)| *label)?;
            return self.dated_part(index, first, head, label, None);
        }
        self.inner_dateline(index, false)
    }

    /// `Last updated on 20 Feb, 2020. 3 min read.`
    fn says_little_more(&self) -> bool {
        self.tokens.len() <= MOST_BEHIND
    }

    /// `Published 9 Jan 2021 Updated 10 Jan 2021`, `By Ann Poe – Updated 9 Jan 2021 | …`: a dateline
    /// in a line that says other things of the article.
    pub(super) fn inner_dateline(&self, index: usize, is_byline: bool) -> Option<FoundNote> {
        if self.tokens.len() > LONGEST_BYLINE {
            return None;
        }
        let mut first_date: Option<Reading> = None;
        let mut after_date = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            let Some((_, label)) = label_at(self.text, self.tokens, at, self.dates.language)
                .filter(|(_, label)| at > 0 && label.dateline && !label.weak)
            else {
                // `Published in March 2022. Last updated …`: the first date is another one.
                let reading = self.reading(at).filter(|reading| {
                    first_date.is_none() && (reading.has_day() || reading.month.is_some())
                });
                match reading {
                    Some(reading) => {
                        at = reading.tokens.end.max(at + 1);
                        after_date = at;
                        first_date = Some(reading);
                    }
                    None => at += 1,
                }
                continue;
            };
            let before = &self.tokens[at - 1];
            let is_apart = after_date == at
                || matches!(
                    before.kind,
                    TokenKind::Mark(
                        '-' | '–'
                            | '—'
                            | '|'
                            | '•'
                            | '·'
                            | '/'
                            | '('
                            | '['
                            | '（'
                            | ','
                            | '.'
                            | '。'
                            | ';'
                            | '・'
                            | '，'
                            | '、'
                            | '،'
                            | '→'
                            | '►'
                            | '»'
                    )
                );
            let is_capital = self.tokens[at].is_capitalised(self.text) && before.is_word();
            let beside_a_date = first_date.as_ref().is_some_and(|first| {
                first.date().is_some() || after_date + 2 >= at && first.month.is_some()
            });
            let head = self.head(at).filter(|head| {
                let ends = head.separator == Separator::End
                    && head.reading.as_ref().is_some_and(|reading| reading.date().is_some());
                is_apart && (is_byline || beside_a_date) || is_capital && ends
            });
            if let Some(note) =
                head.and_then(|head| self.dated_part(index, at, head, label, first_date.as_ref()))
            {
                return Some(note);
            }
            at += 1;
        }
        None
    }

    fn dated_part(
        &self,
        index: usize,
        at: usize,
        mut head: Head,
        label: Label,
        first: Option<&Reading>,
    ) -> Option<FoundNote> {
        let mut reading = head.reading.take()?;
        // A time alone is of the day that the line gives before it.
        if reading.is_time_alone()
            && let Some(first) = first
        {
            (reading.year, reading.month, reading.day) = (first.year, first.month, first.day);
            reading.swappable = first.swappable;
            reading.is_month_first_here = first.is_month_first_here;
            reading.zone = reading.zone.or(first.zone);
        }
        if reading.year.is_none()
            && reading.has_day()
            && let Some(first) = first
        {
            reading.year = first.year;
        }
        // What follows in the same sentence makes it one: "updated 1/1/20 and privacy policy".
        let after = &self.tokens[reading.tokens.end..];
        let closes = |token: &&Token| matches!(token.kind, TokenKind::Mark(')' | ']' | '）'));
        let goes_on = after.iter().find(|token| !closes(token)).is_some_and(|token| {
            token.is_word() && token.of(self.text).starts_with(char::is_lowercase)
        });
        let is_dated = reading.has_day() || reading.time.is_some() && first.is_none();
        if !is_dated || goes_on || label.weak {
            return None;
        }
        let end = self.tokens[reading.tokens.end - 1].end;
        let is_all = after.len() <= 1;
        let stop = after
            .first()
            .filter(|token| token.is_mark('.') && is_all)
            .map_or(end, |token| token.end);
        let bytes = self.tokens[at].start..stop;
        let start = self.text[..bytes.start].chars().count();
        let within = Span::new(start, start + self.text[bytes.clone()].chars().count());
        head.reading = Some(reading);
        let note = &self.text[bytes];
        self.dateline(index, Some(within), &head, note)
    }
}
