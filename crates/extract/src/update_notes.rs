//! Finds the publisher's notes on an article among the page's paragraphs: a label with a timestamp,
//! a sentence of the page about itself, a mere dateline. It must not know markup, nor decide where
//! in the article a note is shown.

mod heads;
mod judging;
mod lines;
mod making;
mod parts;
mod sentences;
mod vocabulary;

use crate::dates::{self, DateContext, Evidence, Publisher};
use crate::lexicon;
use crate::metadata::StatedCorrection;
use crate::words::{Token, TokenKind, Words};
use chrono::{DateTime, Utc};
use heads::Separator;
use palimpsest_article::{Moment, Span, Timestamp, UpdateNoteKind};
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
    ops::Range,
};

/// What is known around the notes.
pub(crate) struct NoteContext<'a> {
    pub language: Option<&'a str>,
    pub published: Option<Moment>,
    pub modified: Option<Moment>,
    pub captured_at: Option<DateTime<Utc>>,
    /// Where the publisher is.
    pub publisher: Option<&'a Publisher>,
    /// The words of the whole page's article, for evidence of the year.
    pub text: &'a str,
}

/// A paragraph of the page, and what it is there.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a, 't> {
    pub words: &'a Words<'t>,
    pub standing: Standing,
}

/// What a paragraph is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Of the article or right around it.
    Text,
    /// A heading of the article.
    Heading,
    /// A line of furniture between headline and text: only datelines are looked for.
    Byline,
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

/// No note is looked for in a paragraph of more bytes: a page without paragraphs is shorter.
const LONGEST: usize = 200_000;

/// What is asked of a note is asked among this many words of it, however long it is.
const REACH: usize = 160;

/// Finds the notes among paragraphs in page order, furniture included. Notes do not overlap.
pub(crate) fn find_notes(lines: &[Line], context: &NoteContext) -> Vec<FoundNote> {
    find_notes_where(lines, context, |it| {
        vocabulary::may_hold_note(it.text, it.tokens, it.dates.language)
    })
}

/// Finds the notes that begin with paragraphs that are worth a look.
fn find_notes_where(
    lines: &[Line],
    context: &NoteContext,
    is_worth: fn(&Paragraph) -> bool,
) -> Vec<FoundNote> {
    let evidence: OnceCell<Evidence> = OnceCell::new();
    let dates = DateContext {
        language: lexicon::index_of(context.language),
        published: context.published,
        modified: context.modified,
        captured_at: context.captured_at,
        publisher: context.publisher,
        text: context.text,
        evidence: &evidence,
    };
    let mut notes = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let paragraph = Paragraph::new(lines[index].words, dates);
        index += 1;
        if paragraph.tokens.is_empty() || !is_worth(&paragraph) {
            continue;
        }
        let at = index - 1;
        let following = &lines[index..];
        match lines[at].standing {
            Standing::Byline => notes.extend(paragraph.byline(at)),
            Standing::Heading => {
                let found = paragraph.heading(at, true, following);
                index = found.last().map_or(index, |note| note.paragraphs.end);
                match found.is_empty() {
                    true => {
                        notes.extend(paragraph.whole(at).or_else(|| paragraph.own_sentence(at)))
                    }
                    false => notes.extend(found),
                }
            }
            Standing::Text => {
                let found = paragraph.heading(at, false, following);
                index = found.last().map_or(index, |note| note.paragraphs.end);
                let whole = || paragraph.dated_line(at).or_else(|| paragraph.whole(at));
                match found.is_empty() {
                    false => notes.extend(found),
                    true => match whole() {
                        Some(note) => notes.push(note),
                        None => notes.extend(paragraph.parts(at)),
                    },
                }
            }
        }
    }
    drop_repeated(lines, &mut notes);
    notes
}

/// A dateline that stands three times on a page dates other things than the article, such as
/// prices; one that stands twice is meant once.
fn drop_repeated(lines: &[Line], notes: &mut Vec<FoundNote>) {
    let text = |note: &FoundNote| match note.kind {
        UpdateNoteKind::Dateline => lines.get(note.paragraphs.start).map(|line| line.words.text),
        _ => None,
    };
    let mut times: HashMap<&str, usize> = HashMap::new();
    for text in notes.iter().filter_map(text) {
        *times.entry(text).or_default() += 1;
    }
    let mut seen: HashSet<&str> = HashSet::new();
    notes.retain(|note| text(note).is_none_or(|text| seen.insert(text) && times[text] < 3));
}

/// Makes notes of the corrections that the page states for machines.
pub(crate) fn stated_notes(stated: &[StatedCorrection], context: &NoteContext) -> Vec<FoundNote> {
    let read = |correction: &StatedCorrection| {
        let words = Words::of(&correction.text);
        let line = Line { words: &words, standing: Standing::Text };
        let note = find_notes(&[line], context).into_iter().find(|note| note.within.is_none());
        let mut note = note.unwrap_or(FoundNote {
            paragraphs: 0..1,
            within: None,
            kind: UpdateNoteKind::Correction,
            label: None,
            timestamp: None,
            body: String::new(),
        });
        note.body = correction.text.clone();
        let date = correction.date.as_deref().filter(|_| note.timestamp.is_none());
        note.timestamp = note.timestamp.or_else(|| dates::read_timestamp(date?, context.language));
        note
    };
    stated.iter().map(read).collect()
}

/// A paragraph, or the part of one up to the end of a note.
#[derive(Clone, Copy)]
struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    dates: DateContext<'a>,
}

impl<'a> Paragraph<'a> {
    fn new(words: &'a Words<'_>, dates: DateContext<'a>) -> Self {
        let tokens = if words.text.len() > LONGEST { &[] } else { words.tokens() };
        Self { text: words.text, tokens, dates }
    }

    /// Returns the paragraph without what follows a token.
    fn until(&self, end: usize) -> Paragraph<'a> {
        let end = end.min(self.tokens.len());
        let bytes = self.tokens.get(end).map_or(self.text.len(), |token| token.start);
        Paragraph { text: &self.text[..bytes], tokens: &self.tokens[..end], dates: self.dates }
    }

    /// Returns the words that are asked about a note from a token on.
    fn reach(&self, from: usize) -> Range<usize> {
        from.min(self.tokens.len())..self.tokens.len().min(from + REACH)
    }

    /// Reads the paragraph as one note.
    fn whole(&self, index: usize) -> Option<FoundNote> {
        let first = self.decoration();
        let bracketed = first > 0
            && matches!(self.tokens[first - 1].kind, TokenKind::Mark('(' | '[' | '（' | '【'));
        let head = self.head(first)?;
        if head.separator == Separator::End {
            return self.dateline(index, None, &head, self.text);
        }
        if !self.is_note(&head, bracketed) {
            return None;
        }
        let body = self.body_from(head.body, bracketed);
        if body.is_empty() {
            return self.dateline(index, None, &head, self.text);
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
                        | '【'
                        | '—'
                        | '–'
                        | '-'
                        | '+'
                        | '•'
                        | '>'
                        | '†'
                        | '‡'
                        | '★'
                        | '●'
                        | '■'
                        | '▪'
                        | '※'
                        | '|'
                )
            )
        };
        self.tokens.iter().take(8).take_while(|token| is_plain(token)).count()
    }
}

#[cfg(test)]
mod languages;
#[cfg(test)]
mod tests;
