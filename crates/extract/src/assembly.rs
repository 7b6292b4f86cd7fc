//! Body and facts to an article: one text, and every block, mark, note and image a span over it.
//!
//! This room must not know the DOM.

use crate::{
    Page,
    body::{Body, Candidate},
    language,
    metadata::{self, Facts},
    quotations::{self, Quotable},
    update_notes::{self, FoundNote, NoteContext},
    words::Words,
};
use palimpsest_article::{
    Article, Block, BlockKind, Image, Language, Mark, Placement, Span, Text, UpdateNote,
};

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
    let context = NoteContext {
        language: language.code.as_deref(),
        published: metadata.date_published,
        modified: metadata.date_modified,
        captured_at: page.captured_at,
        text: &whole,
    };
    let words: Vec<Words> =
        body.candidates.iter().map(|candidate| Words::of(&candidate.text)).collect();
    let (notes, note_of) = notes_by_candidate(&body, &words, &context);

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
    let update_notes = update_notes(notes, note_blocks, &starts, &blocks, &text);
    let quotations =
        quotations::find_quotations(&text, &quotable, &metadata.headline, language.code.as_deref());
    let article = Article { metadata, language, text, blocks, images, quotations, update_notes };
    (article, starts)
}

/// Finds the notes and, for every candidate, the note that takes it out of the body.
fn notes_by_candidate(
    body: &Body,
    words: &[Words],
    context: &NoteContext,
) -> (Vec<PlacedNote>, Vec<Option<usize>>) {
    let may_hold = |index: &usize| {
        let is_near = body.region.contains(index) && !body.apart[*index];
        let is_words =
            !matches!(body.candidates[*index].kind, BlockKind::Embed | BlockKind::Caption);
        (body.keep[*index] || is_near) && is_words
    };
    let places: Vec<usize> = (0..body.candidates.len()).filter(may_hold).collect();
    let words: Vec<&Words> = places.iter().map(|&index| &words[index]).collect();
    let mut note_of = vec![None; body.candidates.len()];
    let mut notes: Vec<PlacedNote> = Vec::new();
    for note in update_notes::find_notes(&words, context) {
        let Some(of_note) = places.get(note.paragraphs.clone()).map(<[usize]>::to_vec) else {
            continue;
        };
        let is_taken = of_note.iter().any(|&index| note_of[index].is_some());
        // Part of a paragraph that is not in the article is in no text.
        let is_lost = note.within.is_some() && of_note.iter().any(|&index| !body.keep[index]);
        if of_note.is_empty() || is_taken || is_lost {
            continue;
        }
        if note.within.is_none() {
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
            href: mark.href.clone(),
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
            let placement = match (note.within.is_some(), before, after) {
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
