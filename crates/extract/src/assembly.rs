//! Body and facts to an article: one text, and every block, mark, note and image a span over it.
//!
//! This room must not know the DOM.

use crate::{
    Page,
    body::{Body, Candidate},
    dates::Publisher,
    language,
    metadata::{self, Facts},
    prose,
    quotations::{self, Quotable},
    update_notes::{self, FoundNote, Line, NoteContext, Standing},
    words::Words,
};
use palimpsest_article::{
    Article, Block, BlockKind, Finding, Image, Language, Mark, Metadata, MetadataField, Placement,
    Span, Text, UpdateNote, UpdateNoteKind,
};
use std::ops::Range;
use url::Url;

/// A note, and the candidates it is made of or stands in.
type PlacedNote = (FoundNote, Vec<usize>);

/// Blocks of at least this many characters are long enough to tell their language.
const TELLING: usize = 80;

/// Makes the article of a page; also returns, for each candidate, where it begins in the text.
pub(crate) fn assemble(page: &Page, facts: Facts, body: Body) -> (Article, Vec<Option<usize>>) {
    let kept_words: Vec<&str> = body
        .candidates
        .iter()
        .zip(&body.keep)
        .filter(|(_, keep)| **keep)
        .map(|(block, _)| block.text.as_str())
        .collect();
    let whole = kept_words.join("\n");
    let language =
        language::detect_article(&facts.metadata.headline, &whole, facts.language.as_deref());
    let mut metadata = facts.metadata;
    metadata.standfirst = body.standfirst.clone();
    metadata::note_standfirst(&mut metadata);
    let publisher = publisher(page, &metadata, facts.country.as_deref());
    let context = NoteContext {
        language: language.code.as_deref(),
        published: metadata.date_published,
        modified: metadata.date_modified,
        captured_at: page.captured_at,
        publisher: publisher.as_ref(),
        text: &whole,
    };
    if let Some(zone) = publisher.as_ref().and_then(|publisher| publisher.zone) {
        metadata::tell_dates_in(&mut metadata, zone);
    }
    let words: Vec<Words> =
        body.candidates.iter().map(|candidate| Words::of(&candidate.text)).collect();
    let (notes, note_of) = notes_by_candidate(&body, &words, &facts.headline_keys, &context);

    let mut text = String::new();
    let mut chars = 0;
    let mut blocks: Vec<Block> = Vec::new();
    let mut quotable: Vec<Quotable> = Vec::new();
    let mut note_blocks: Vec<Vec<Block>> = notes.iter().map(|_| Vec::new()).collect();
    let mut starts: Vec<Option<usize>> = Vec::with_capacity(body.candidates.len() + 1);
    for (index, candidate) in body.candidates.iter().enumerate() {
        let note = note_of[index];
        if !body.keep[index] && note.is_none() {
            starts.push(None);
            continue;
        }
        if chars > 0 {
            text.push_str("\n\n");
            chars += 2;
        }
        let start = chars;
        starts.push(Some(start));
        let start_byte = text.len();
        text.push_str(&candidate.text);
        chars += candidate.text.chars().count();
        let block = block(candidate, Span::new(start, chars), &language);
        match note {
            Some(note) => note_blocks[note].push(block),
            None => {
                let (kind, words) = (block.kind, &words[index]);
                quotable.push(Quotable { kind, start: start_byte, words });
                blocks.push(block);
            }
        }
    }
    let images = images(&body, &starts, chars);
    let text = Text::new(text);
    let stated = update_notes::stated_notes(&facts.corrections, &context);
    let mut update_notes = update_notes(notes, note_blocks, &starts, &blocks, &text);
    add_stated(stated, &text, &mut update_notes);
    let quotations =
        quotations::find_quotations(&text, &quotable, &metadata.headline, language.code.as_deref());
    let article = Article { metadata, language, text, blocks, images, quotations, update_notes };
    (article, starts)
}

/// Adds the notes that the page states for machines only; those that a reader sees are there.
fn add_stated(stated: Vec<FoundNote>, text: &Text, notes: &mut Vec<UpdateNote>) {
    if stated.is_empty() {
        return;
    }
    let whole = prose::key(text.as_str());
    for note in stated {
        if whole.contains(&prose::key(&note.body)) {
            continue;
        }
        let end = text.len();
        notes.push(UpdateNote {
            kind: note.kind,
            label: note.label,
            timestamp: note.timestamp,
            text: note.body.clone(),
            body: note.body,
            span: Span::new(end, end),
            placement: Placement::Metadata,
            blocks: Vec::new(),
        });
    }
}

/// Where the publisher is, by what the page says of itself.
fn publisher(page: &Page, metadata: &Metadata, country: Option<&str>) -> Option<Publisher> {
    let web = |url: &&Url| matches!(url.scheme(), "http" | "https");
    let url = page.url.filter(web).or(metadata.canonical_url.as_ref());
    let is_tag = |finding: &&Finding| finding.field == MetadataField::Language;
    let tags = metadata.findings.iter().filter(is_tag).map(|finding| finding.value.as_str());
    Publisher::find(url.and_then(Url::domain), country, tags)
}

/// A kept block of so many characters is the text below the byline.
const TEXT: usize = 240;
/// A byline has at most so many lines.
const BYLINE: usize = 14;

/// Returns the candidates among which a byline may be: from the headline to the text.
fn byline_of(body: &Body, headlines: &[String]) -> Range<usize> {
    // A standfirst may stand above the byline.
    let kept =
        || body.keep.iter().zip(&body.candidates).enumerate().filter(|(_, (keep, _))| **keep);
    let is_long = |(_, (_, block)): &(usize, (&bool, &Candidate))| block.weight >= TEXT;
    let Some((first, _)) = kept().find(is_long).or_else(|| kept().next()) else { return 0..0 };
    let start = first.saturating_sub(BYLINE);
    let is_headline = |index: &usize| {
        let text = &body.candidates[*index].text;
        text.len() < 400 && headlines.contains(&prose::key(text))
    };
    let headline = (start..first).rev().find(is_headline);
    headline.unwrap_or(first.saturating_sub(BYLINE / 3))..first
}

/// Finds the notes and, for every candidate, the note that takes it out of the body.
fn notes_by_candidate(
    body: &Body,
    words: &[Words],
    headlines: &[String],
    context: &NoteContext,
) -> (Vec<PlacedNote>, Vec<Option<usize>>) {
    let byline = byline_of(body, headlines);
    let standing = |index: usize| {
        let candidate = &body.candidates[index];
        let is_near = body.region.contains(&index) && !body.apart[index];
        match candidate.kind {
            BlockKind::Embed | BlockKind::Caption | BlockKind::Preformatted => None,
            BlockKind::Heading if body.keep[index] || is_near => Some(Standing::Heading),
            _ if body.keep[index] || is_near => Some(Standing::Text),
            _ => byline.contains(&index).then_some(Standing::Byline),
        }
    };
    let mut places = Vec::new();
    let mut lines = Vec::new();
    for (index, words) in words.iter().enumerate() {
        if let Some(standing) = standing(index) {
            places.push(index);
            lines.push(Line { words, standing });
        }
    }
    let mut note_of = vec![None; body.candidates.len()];
    let mut notes: Vec<PlacedNote> = Vec::new();
    for note in update_notes::find_notes(&lines, context) {
        let Some(of_note) = places.get(note.paragraphs.clone()).map(<[usize]>::to_vec) else {
            continue;
        };
        let is_taken = of_note.iter().any(|&index| note_of[index].is_some());
        // Part of a paragraph that is not in the article is in no text, but for a byline's date.
        let is_out = note.within.is_some() && of_note.iter().any(|&index| !body.keep[index]);
        let is_lost = is_out && note.kind != UpdateNoteKind::Dateline;
        if of_note.is_empty() || is_taken || is_lost {
            continue;
        }
        if note.within.is_none() || is_out {
            of_note.iter().for_each(|&index| note_of[index] = Some(notes.len()));
        }
        notes.push((note, of_note));
    }
    (notes, note_of)
}

fn block(candidate: &Candidate, span: Span, article: &Language) -> Block {
    let declared = candidate.language.as_deref();
    let language = (span.len() > TELLING || declared.is_some())
        .then(|| language::detect_block(&candidate.text, declared, article));
    let marks = candidate
        .marks
        .iter()
        .map(|mark| Mark {
            kind: mark.kind,
            span: Span::new(mark.start, mark.end).shifted(span.start),
            href: mark.href.as_deref().cloned(),
        })
        .collect();
    Block {
        kind: candidate.kind,
        span,
        level: candidate.level,
        ordinal: candidate.ordinal,
        language,
        marks,
    }
}

fn images(body: &Body, starts: &[Option<usize>], end: usize) -> Vec<Image> {
    // From the back: an image before a block that was cut stands before the next one kept.
    let mut next = vec![end; starts.len() + 1];
    for index in (0..starts.len()).rev() {
        next[index] = starts[index].unwrap_or(next[index + 1]);
    }
    body.images
        .iter()
        .map(|image| Image {
            source: image.source.clone(),
            alternative_text: image.alternative_text.clone(),
            at: next.get(image.before).copied().unwrap_or(end),
        })
        .collect()
}

fn update_notes(
    notes: Vec<PlacedNote>,
    note_blocks: Vec<Vec<Block>>,
    starts: &[Option<usize>],
    blocks: &[Block],
    text: &Text,
) -> Vec<UpdateNote> {
    let mut update_notes: Vec<UpdateNote> = notes
        .into_iter()
        .zip(note_blocks)
        .filter_map(|((note, places), note_blocks)| {
            let span = match (note.within, note_blocks.first(), note_blocks.last()) {
                (Some(within), _, _) => within.shifted((*starts.get(*places.first()?)?)?),
                (None, Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
                _ => return None,
            };
            let before = blocks.iter().any(|block| block.span.end <= span.start);
            let after = blocks.iter().any(|block| block.span.start >= span.end);
            let is_inside = note.within.is_some() && note_blocks.is_empty();
            let placement = match (is_inside, before, after) {
                (true, ..) => Placement::Inside,
                (_, false, _) => Placement::Top,
                (_, true, true) => Placement::Between,
                (_, true, false) => Placement::Bottom,
            };
            let words = text.get(span)?.to_owned();
            Some(UpdateNote {
                kind: note.kind,
                label: note.label,
                timestamp: note.timestamp,
                body: note.body,
                text: words,
                span,
                placement,
                blocks: note_blocks,
            })
        })
        .collect();
    update_notes.sort_by_key(|note| note.span);
    update_notes
}
