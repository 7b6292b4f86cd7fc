//! Finds words that an article quotes more than once: pull quotes, headlines, terms that it keeps in
//! marks. It must not know who says them.

use super::marks::passages;
use super::part::Part;
use crate::words::{Phrases, WordMap, tokens};
use palimpsest_article::{Quotation, QuotationKind, Span, Text};

/// Fewer words are no pull quote.
const SHORTEST_PULL_QUOTE: usize = 4;
/// An article with more quotations is not searched for pull quotes: nobody wrote it.
const MOST: usize = 500;

/// How often the words of a passage come elsewhere in the article.
#[derive(Clone, Copy, Default)]
pub(super) struct Again {
    pub in_marks: usize,
    /// Without marks; only of short passages.
    pub bare: usize,
}

/// Longer passages are not looked for without marks.
const SHORT: usize = 4;
/// An article that has more different words in marks is not searched for them without marks.
const MOST_SHORT: usize = 120;

/// Returns for each passage of each block how often its words come elsewhere.
pub(super) fn counts(parts: &[Part]) -> Vec<Vec<Again>> {
    let words = |part: &Part, index: usize| -> (usize, String) {
        let passage = &part.passages[index];
        let inner = part.tokens_of(passage.start..passage.end);
        let words = part.tokens[inner].iter().filter(|token| token.is_word()).take(12);
        words.fold((0, String::new()), |(count, mut all), word| {
            all.push_str(&word.folded);
            all.push(' ');
            (count + 1, all)
        })
    };
    let folded: Vec<Vec<(usize, String)>> = parts
        .iter()
        .map(|part| (0..part.passages.len()).map(|index| words(part, index)).collect())
        .collect();
    let mut times: WordMap<Again> = WordMap::default();
    for (_, passage) in folded.iter().flatten() {
        times.entry(passage.clone()).or_default().in_marks += 1;
    }
    if times.len() <= MOST_SHORT {
        count_bare(parts, &folded, &mut times);
    }
    let again = |(_, passage): &(usize, String)| {
        let of = times.get(passage).copied().unwrap_or_default();
        Again { in_marks: of.in_marks.saturating_sub(1), ..of }
    };
    folded.iter().map(|part| part.iter().map(again).collect()).collect()
}

fn count_bare(parts: &[Part], folded: &[Vec<(usize, String)>], times: &mut WordMap<Again>) {
    let mut phrases: Phrases<String> = Phrases::default();
    let short = |passage: &&(usize, String)| 0 < passage.0 && passage.0 <= SHORT;
    let mut seen: WordMap<()> = WordMap::default();
    for (_, passage) in folded.iter().flatten().filter(short) {
        if seen.insert(passage.clone(), ()).is_none() {
            phrases.insert(passage, passage.clone());
        }
    }
    for part in parts {
        let bare = (0..part.tokens.len()).filter(|&at| !part.quoted[at]);
        for phrase in bare.flat_map(|at| phrases.at(part.tokens, at)).map(|(_, phrase)| phrase) {
            if let Some(times) = times.get_mut(phrase) {
                times.bare += 1;
            }
        }
    }
}

/// Says of each quotation which other it repeats and whether the headline has its words.
pub(super) fn link(
    quotations: &mut [Quotation],
    text: &Text,
    headline: &str,
    language: Option<usize>,
) {
    let spoken = |quotation: &Quotation| {
        matches!(
            quotation.kind,
            QuotationKind::Direct | QuotationKind::Partial | QuotationKind::Block
        )
    };
    if quotations.len() > MOST || !quotations.iter().any(spoken) {
        return;
    }
    let contents: Vec<String> =
        quotations.iter().map(|quotation| folded(&quotation.content)).collect();
    for passage in passages(headline, language) {
        let words = folded(headline.get(passage.start..passage.end).unwrap_or_default());
        let said = (0..quotations.len())
            .find(|&at| spoken(&quotations[at]) && !words.is_empty() && has(&contents[at], &words));
        if let Some(at) = said {
            quotations[at].in_headline = true;
        }
    }
    for at in 0..quotations.len() {
        let is_pull = spoken(&quotations[at])
            && contents[at].split_whitespace().count() >= SHORTEST_PULL_QUOTE
            && stands_alone(&quotations[at], text);
        if !is_pull {
            continue;
        }
        let original = (0..quotations.len()).find(|&other| {
            other != at
                && spoken(&quotations[other])
                && quotations[other].repeats.is_none()
                && (!stands_alone(&quotations[other], text) || other < at)
                && has(&contents[other], &contents[at])
        });
        let Some(original) = original else { continue };
        quotations[at].repeats = Some(quotations[original].span);
        if quotations[at].speaker.is_none() {
            let speaker = quotations[original].speaker.clone();
            quotations[at].speaker = speaker;
        }
    }
}

/// Tells whether its paragraph holds little else: it was set apart.
fn stands_alone(quotation: &Quotation, text: &Text) -> bool {
    const SOURCE: usize = 60;
    let before =
        text.slice(Span::new(quotation.span.start.saturating_sub(SOURCE), quotation.span.start));
    let after =
        text.slice(Span::new(quotation.span.end, quotation.span.end.saturating_add(SOURCE)));
    let opens =
        before.rsplit('\n').next().is_some_and(|line| !line.contains(char::is_alphanumeric));
    let line = after.split('\n').next().unwrap_or_default();
    let ends = after.contains('\n') || quotation.span.end + SOURCE >= text.len();
    let plain = line.trim_start_matches(['”', '“', '"', '»', '«', '.', ' ', '\u{a0}']);
    opens && ends && (plain.trim().is_empty() || plain.starts_with(['—', '–', '―', '-']))
}

/// The words in their folded form, each followed by a space and the first by one before it.
fn folded(words: &str) -> String {
    let mut all = String::new();
    for word in tokens(words).iter().filter(|token| token.is_word()) {
        if all.is_empty() {
            all.push(' ');
        }
        all.push_str(&word.folded);
        all.push(' ');
    }
    all
}

fn has(words: &str, part: &str) -> bool {
    words.contains(part)
}
