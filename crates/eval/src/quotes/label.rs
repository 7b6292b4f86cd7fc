//! A labelled text of quotations, as its file gives it. It must not know a measure.

use palimpsest_article::Span;
use serde::Deserialize;

/// A text and what is quoted in it.
#[derive(Clone, Debug, Deserialize)]
pub struct Labelled {
    /// The article's name, from which its part follows.
    pub id: String,
    /// The language, ISO 639-1.
    pub lang: String,
    /// The text; each line is a paragraph.
    pub text: String,
    /// The labelled quotations.
    #[serde(alias = "quotations")]
    pub quotes: Vec<LabelledQuote>,
}

/// One labelled quotation, in code points of the text.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledQuote {
    /// `direct`, `mixed`, `partial`, `indirect`, `term`, `text`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The pieces, with or without their marks.
    pub content: Vec<[usize; 2]>,
    /// The mention of the speaker; empty where there is none.
    #[serde(default)]
    pub speaker: Vec<[usize; 2]>,
    /// The words that attribute it; empty where there are none.
    #[serde(default)]
    pub cue: Vec<[usize; 2]>,
}

impl LabelledQuote {
    /// Tells whether it is a quotation in marks, and wholly so.
    pub fn is_direct(&self) -> bool {
        self.kind == "direct"
    }

    /// Tells whether the writer's own sentence holds the quoted words.
    pub fn is_mixed(&self) -> bool {
        matches!(self.kind.as_str(), "mixed" | "partial")
    }

    /// Tells whether the writer tells in own words what somebody said.
    pub fn is_reported(&self) -> bool {
        self.kind.starts_with("indirect")
    }

    /// Tells whether it is a thing in marks that nobody says.
    pub fn is_no_speech(&self) -> bool {
        matches!(self.kind.as_str(), "term" | "text" | "title" | "scare")
    }

    /// Returns the pieces without the marks and spaces at their ends: some sets count the marks in.
    pub fn pieces(&self, characters: &[char]) -> Vec<Span> {
        let trim = |&[start, end]: &[usize; 2]| {
            let (mut start, mut end) = (start, end.min(characters.len()));
            while start < end && is_edge(characters[start]) {
                start += 1;
            }
            while start < end && is_edge(characters[end - 1]) {
                end -= 1;
            }
            Span::new(start, end.max(start))
        };
        self.content.iter().map(trim).filter(|piece| !piece.is_empty()).collect()
    }
}

/// Returns the spans of a list of pairs.
pub fn spans(pairs: &[[usize; 2]]) -> Vec<Span> {
    pairs.iter().map(|&[start, end]| Span::new(start, end.max(start))).collect()
}

fn is_edge(character: char) -> bool {
    const MARKS: &str = "\"'“”„‟‘’‚«»‹›「」『』";
    character.is_whitespace() || MARKS.contains(character)
}
