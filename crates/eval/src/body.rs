//! Scores the body's text: overlap of 4-grams, exactness, wanted and unwanted segments, and whether
//! paragraphs that may be left out of the body were kept anywhere. It must not know metadata.

use crate::label::Label;
use crate::results::{Column, PageResult, Sum};
use crate::tokens::{Overlap, Rule, Token, overlap, tokens, unmatched};
use palimpsest_article::{Article, Block, BlockKind};
use std::ops::Range;

/// The table of the body's text.
pub const COLUMNS: [Column; 7] = [
    Column { name: "precision", sum: Sum::Mean("precision") },
    Column { name: "recall", sum: Sum::Mean("recall") },
    Column { name: "F1", sum: Sum::Harmonic("precision", "recall") },
    Column { name: "mean F1", sum: Sum::Mean("f1") },
    Column { name: "exact", sum: Sum::Mean("exact") },
    Column { name: "segments F1", sum: Sum::Counts("with_found", "with_missed", "without_found") },
    Column { name: "optional kept", sum: Sum::Share("optional_kept", "optional") },
];

/// Runs of lost or added words shown of one page.
const EXCERPTS: usize = 12;
/// Code points shown at each end of a long excerpt.
const EXCERPT_END: usize = 100;

/// How right a text is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BodyScore {
    /// Shares of the 4-grams.
    pub overlap: Overlap,
    /// The same words in the same order, optional paragraphs aside.
    pub exact: bool,
    /// Passages that are missing in the text, longest first.
    pub lost: Vec<String>,
    /// Passages that should not be in the text, longest first.
    pub added: Vec<String>,
}

/// Returns how words are counted on a set: as published where its numbers are published.
pub fn rule_of(set: &str) -> Rule {
    match set.starts_with("scrapinghub") {
        true => Rule::AsPublished,
        false => Rule::Words,
    }
}

/// Returns the body of an article as text: no captions, headline, standfirst or notes.
pub fn body_text(article: &Article) -> String {
    let blocks = article.blocks.iter().filter(|block| is_body(block.kind));
    let words: Vec<&str> = blocks.map(|block| article.text.slice(block.span)).collect();
    words.join("\n\n")
}

fn is_body(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph
        | BlockKind::Heading
        | BlockKind::ListItem
        | BlockKind::Blockquote
        | BlockKind::Table
        | BlockKind::Preformatted => true,
        BlockKind::Caption | BlockKind::Credit | BlockKind::Embed => false,
    }
}

/// Scores the text that was found against the one that is wanted.
pub fn score(wanted: &str, found: &str, optional: &[String], rule: Rule) -> BodyScore {
    let mut wanted_tokens = tokens(wanted, rule);
    let mut found_tokens = tokens(found, rule);
    let optional: Vec<Vec<&str>> =
        optional.iter().map(|words| words_of(&tokens(words, rule))).collect();
    for words in optional.iter().filter(|words| !words.is_empty()) {
        set_aside(&mut wanted_tokens, &mut found_tokens, words);
    }
    let wanted_words = words_of(&wanted_tokens);
    let found_words = words_of(&found_tokens);
    let is_lost = unmatched(&wanted_words, &found_words);
    let is_added = unmatched(&found_words, &wanted_words);
    BodyScore {
        overlap: overlap(&wanted_words, &found_words, &optional),
        exact: wanted_words == found_words,
        lost: excerpts(wanted, &wanted_tokens, &is_lost),
        added: excerpts(found, &found_tokens, &is_added),
    }
}

/// Scores one page.
pub fn score_page(label: &Label, article: &Article, rule: Rule, page: &mut PageResult) {
    let found = body_text(article);
    if let Some(wanted) = &label.text {
        let score = score(wanted, &found, &label.optional, rule);
        page.set("precision", score.overlap.precision);
        page.set("recall", score.overlap.recall);
        page.set("f1", score.overlap.f1());
        page.tell("exact", score.exact);
        page.error = 1.0 - score.overlap.f1();
        let named = |name: &str, excerpts: Vec<String>| -> Vec<String> {
            excerpts.into_iter().map(|excerpt| format!("{name} {excerpt}")).collect()
        };
        page.findings.extend(named("lost", score.lost));
        page.findings.extend(named("added", score.added));
        score_optional(label, article, &found, rule, page);
    }
    if !(label.with.is_empty() && label.without.is_empty()) {
        score_segments(label, &found, page);
    }
}

/// Counts the optional paragraphs that are in the body or in a field of their own.
fn score_optional(label: &Label, article: &Article, body: &str, rule: Rule, page: &mut PageResult) {
    if label.optional.is_empty() {
        return;
    }
    let fields = article.metadata.standfirst.iter().map(String::as_str);
    let own_field = |block: &&Block| matches!(block.kind, BlockKind::Caption | BlockKind::Credit);
    let captions = article.blocks.iter().filter(own_field);
    let captions = captions.map(|block| article.text.slice(block.span));
    let notes = article.update_notes.iter().map(|note| note.text.as_str());
    let places: Vec<Vec<&str>> = std::iter::once(body)
        .chain(fields)
        .chain(captions)
        .chain(notes)
        .map(|text| words_of(&tokens(text, rule)))
        .collect();
    let mut kept = 0;
    for paragraph in &label.optional {
        let words = words_of(&tokens(paragraph, rule));
        if places.iter().any(|place| contains(place, &words)) {
            kept += 1;
        } else {
            page.findings.push(format!("optional, kept nowhere: {}", shortened(paragraph)));
        }
    }
    page.set("optional", label.optional.len() as f64);
    page.set("optional_kept", f64::from(kept));
}

fn score_segments(label: &Label, found: &str, page: &mut PageResult) {
    let found = fold_space(found);
    let is_there = |segment: &&String| found.contains(&fold_space(segment));
    let (with_found, missed): (Vec<&String>, Vec<&String>) = label.with.iter().partition(is_there);
    let unwanted: Vec<&String> = label.without.iter().filter(is_there).collect();
    page.set("with_found", with_found.len() as f64);
    page.set("with_missed", missed.len() as f64);
    page.set("without_found", unwanted.len() as f64);
    if label.text.is_none() {
        let all = label.with.len() + label.without.len();
        page.error = (missed.len() + unwanted.len()) as f64 / all as f64;
    }
    page.findings.extend(missed.iter().map(|it| format!("segment lost: {}", shortened(it))));
    page.findings.extend(unwanted.iter().map(|it| format!("segment added: {}", shortened(it))));
}

/// Takes an optional paragraph out of the text that has it more often than the other.
fn set_aside(wanted: &mut Vec<Token>, found: &mut Vec<Token>, words: &[&str]) {
    let mut in_wanted = places(wanted, words);
    let mut in_found = places(found, words);
    while in_found.len() > in_wanted.len() {
        // The first: what is said twice is announced on top.
        found.drain(in_found[0].clone());
        in_found = places(found, words);
    }
    while in_wanted.len() > in_found.len() {
        // Part of a longer wanted paragraph is not optional.
        let is_whole = |place: &&Range<usize>| is_paragraph(wanted, place);
        let Some(place) = in_wanted.iter().find(is_whole).cloned() else { break };
        wanted.drain(place);
        in_wanted = places(wanted, words);
    }
}

/// Returns where the words stand one after the other; too few words count as a whole paragraph only.
fn places(tokens: &[Token], words: &[&str]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut at = 0;
    while at + words.len() <= tokens.len() {
        let place = at..at + words.len();
        let is_same =
            tokens[place.clone()].iter().zip(words).all(|(token, word)| token.word == *word);
        if is_same && (words.len() >= crate::tokens::GRAM || is_paragraph(tokens, &place)) {
            at = place.end;
            places.push(place);
        } else {
            at += 1;
        }
    }
    places
}

fn is_paragraph(tokens: &[Token], place: &Range<usize>) -> bool {
    tokens[place.start].opens && tokens.get(place.end).is_none_or(|next| next.opens)
}

fn contains(words: &[&str], part: &[&str]) -> bool {
    part.is_empty() || words.windows(part.len()).any(|window| window == part)
}

fn words_of<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    tokens.iter().map(|token| token.word).collect()
}

/// Returns the marked runs of words as they are written, longest first.
fn excerpts(text: &str, tokens: &[Token], marked: &[bool]) -> Vec<String> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in marked.iter().enumerate().filter(|(_, marked)| **marked) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
    runs.truncate(EXCERPTS);
    let written = |run: Range<usize>| {
        let bytes = tokens[run.start].bytes.start..tokens[run.end - 1].bytes.end;
        format!("{} words: {}", run.len(), shortened(&text[bytes]))
    };
    runs.into_iter().map(written).collect()
}

/// Returns the passage on one line, its middle left out where it is long.
fn shortened(passage: &str) -> String {
    let folded = fold_space(passage);
    let length = folded.chars().count();
    if length <= 2 * EXCERPT_END {
        return format!("“{folded}”");
    }
    let head: String = folded.chars().take(EXCERPT_END).collect();
    let tail: String = folded.chars().skip(length - EXCERPT_END).collect();
    format!("“{head} […] {tail}”")
}

fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest_article::{Block, Placement, Span, Text, UpdateNote, UpdateNoteKind};

    const WANTED: &str = "The old bridge was closed on Monday.\n\nNobody knows for how long.";

    fn check(found: &str, optional: &[&str]) -> BodyScore {
        let optional: Vec<String> = optional.iter().map(|words| (*words).to_owned()).collect();
        score(WANTED, found, &optional, Rule::Words)
    }

    #[test]
    fn the_same_words_are_exact_whatever_the_marks_between() {
        let score =
            check("The old bridge was closed on Monday!\n\nNobody knows (for how long)", &[]);
        assert!(score.exact && score.overlap.f1() == 1.0);
        assert!(score.lost.is_empty() && score.added.is_empty());
        assert!(
            !check("the old bridge was closed on Monday\n\nNobody knows for how long", &[]).exact
        );
    }

    #[test]
    fn what_is_lost_and_added_is_shown() {
        let score = check("Buy a boat now!\n\nThe old bridge was closed on Monday.", &[]);
        assert_eq!(score.lost, ["5 words: “Nobody knows for how long”"]);
        assert_eq!(score.added, ["4 words: “Buy a boat now”"]);
        // Twelve wanted words are nine grams, eleven found ones eight; four are shared.
        assert_eq!(score.overlap, Overlap { precision: 0.5, recall: 4.0 / 9.0 });
    }

    #[test]
    fn an_optional_paragraph_is_no_error_either_way() {
        let with = "The old bridge was closed on Monday.\n\nMore of this tomorrow in print.\n\nNobody knows for how long.";
        assert!(check(with, &["More of this tomorrow in print."]).exact);
        assert_eq!(check(with, &["More of this tomorrow in print."]).overlap.f1(), 1.0);
        assert!(check(WANTED, &["More of this tomorrow in print."]).exact);
        let without = "The old bridge was closed on Monday.";
        assert!(check(without, &["Nobody knows for how long."]).exact);
        assert!(!check(without, &[]).exact);
    }

    #[test]
    fn a_short_optional_paragraph_is_one_only_alone() {
        assert!(check(&format!("Live\n\n{WANTED}"), &["Live"]).exact);
        assert!(
            !check(
                "The Live old bridge was closed on Monday. Nobody knows for how long",
                &["Live"]
            )
            .exact
        );
    }

    #[test]
    fn optional_words_inside_a_wanted_paragraph_are_wanted() {
        let score = check("Nobody knows for how long.", &["bridge was closed on"]);
        assert!(score.overlap.recall < 1.0 && !score.exact);
    }

    fn article(blocks: &[(BlockKind, &str)]) -> Article {
        let mut article = Article::default();
        let mut text = String::new();
        for (kind, words) in blocks {
            let start = text.chars().count();
            text.push_str(words);
            let span = Span::new(start, text.chars().count());
            text.push_str("\n\n");
            let (level, ordinal, language) = (0, None, None);
            article.blocks.push(Block {
                kind: *kind,
                span,
                level,
                ordinal,
                language,
                marks: Vec::new(),
            });
        }
        article.text = Text::new(text);
        article
    }

    #[test]
    fn captions_are_not_the_body() {
        let article = article(&[
            (BlockKind::Caption, "The bridge. Photo: A. Miller"),
            (BlockKind::Paragraph, "It was closed."),
            (BlockKind::ListItem, "For good."),
        ]);
        assert_eq!(body_text(&article), "It was closed.\n\nFor good.");
    }

    #[test]
    fn optional_paragraphs_are_kept_in_any_field() {
        let mut article = article(&[
            (BlockKind::Caption, "The bridge. Photo: A. Miller"),
            (BlockKind::Paragraph, "It was closed."),
        ]);
        article.metadata.standfirst = Some("A bridge, closed.".to_owned());
        article.update_notes.push(UpdateNote {
            kind: UpdateNoteKind::Correction,
            label: None,
            timestamp: None,
            body: String::new(),
            text: "We had its age wrong.".to_owned(),
            span: Span::new(0, 0),
            placement: Placement::Bottom,
            blocks: Vec::new(),
        });
        let label = Label {
            text: Some("It was closed.".to_owned()),
            optional: ["A bridge, closed", "Photo: A. Miller", "We had its age wrong", "Read on"]
                .map(str::to_owned)
                .to_vec(),
            ..Label::default()
        };
        let mut page = PageResult::default();
        score_page(&label, &article, Rule::Words, &mut page);
        assert_eq!((page.values["optional_kept"], page.values["optional"]), (3.0, 4.0));
        assert_eq!(page.findings, ["optional, kept nowhere: “Read on”"]);
    }

    #[test]
    fn segments_are_found_across_line_breaks() {
        let label = Label {
            with: vec!["bridge was\nclosed".to_owned(), "a boat".to_owned()],
            without: vec!["closed on Monday. Nobody".to_owned(), "Read on".to_owned()],
            ..Label::default()
        };
        let mut page = PageResult::default();
        score_segments(&label, WANTED, &mut page);
        let value = |name: &str| page.values[name];
        assert_eq!(
            (value("with_found"), value("with_missed"), value("without_found")),
            (1.0, 1.0, 1.0)
        );
        assert_eq!(page.error, 0.5);
    }
}
