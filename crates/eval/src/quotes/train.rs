//! Makes the forests that choose kinds, speakers and cues of quotations from labelled texts. It must
//! not know what the numbers mean.
//!
//! The kind of a passage depends on how sure its speaker is, and a speaker on who spoke before:
//! what the final forests learn from is therefore looked at with forests of other texts.

use super::label::{Labelled, LabelledQuote, spans};
use super::score::overlap;
use super::{Part, hash};
use crate::train::forest::{Rows, Settings, grow};
use palimpsest_article::Span;
use palimpsest_extract::training::{self, LookedPassage, QuoteModel};

/// Texts that are kept apart from each other.
const FOLDS: u64 = 4;
const KIND: Settings = Settings { trees: 120, depth: 4, rate: 0.08 };
const SPEAKER: Settings = Settings { trees: 200, depth: 4, rate: 0.08 };
const CUE: Settings = Settings { trees: 120, depth: 4, rate: 0.08 };

/// Which texts a model is made from.
pub fn is_of(part: Option<Part>) -> impl Fn(&Labelled) -> bool {
    move |labelled| part.is_none_or(|part| Part::of(&labelled.id) == part)
}

/// Makes a model from labelled texts.
pub fn train(texts: &[&Labelled]) -> QuoteModel {
    let first: Vec<Vec<LookedPassage>> =
        texts.iter().map(|text| look(text, &QuoteModel::default())).collect();
    let fold = |text: &Labelled| hash(&text.id, 7) % FOLDS;
    let second: Vec<Vec<LookedPassage>> = {
        let models: Vec<QuoteModel> = (0..FOLDS)
            .map(|of| speakers(texts, &first, |text| fold(text) != of))
            .collect();
        texts.iter().map(|text| look(text, &models[fold(text) as usize])).collect()
    };
    let mut model = speakers(texts, &second, |_| true);
    let mut rows = Rows::default();
    for (text, passages) in texts.iter().zip(&second) {
        let labels = Labels::of(text);
        for passage in passages {
            if let Some(is_speech) = labels.is_speech(&passage.pieces) {
                rows.push(passage.kind.clone(), is_speech, heft(text));
            }
        }
    }
    model.kind = grow(&rows, KIND);
    model
}

fn look(text: &Labelled, model: &QuoteModel) -> Vec<LookedPassage> {
    training::look_at_quotations(&text.text, &text.lang, model)
}

/// Languages with few labels count more, that no language is learned alone.
fn heft(text: &Labelled) -> f32 {
    if text.lang == "en" { 1.0 } else { 2.0 }
}

fn speakers(
    texts: &[&Labelled],
    looks: &[Vec<LookedPassage>],
    is_used: impl Fn(&Labelled) -> bool,
) -> QuoteModel {
    let (mut speaker, mut cue) = (Rows::default(), Rows::default());
    for (text, passages) in texts.iter().zip(looks).filter(|(text, _)| is_used(text)) {
        let labels = Labels::of(text);
        for passage in passages {
            let said: Vec<&LabelledQuote> = labels.of_passage(&passage.pieces).collect();
            if said.is_empty() {
                continue;
            }
            let is_speaker = |span: &Span| {
                said.iter().any(|label| spans(&label.speaker).iter().any(|it| it.overlaps(*span)))
            };
            let is_cue = |span: &Span| {
                said.iter().any(|label| spans(&label.cue).iter().any(|it| it.overlaps(*span)))
            };
            for mention in &passage.speakers {
                let is_right = is_speaker(&mention.span);
                speaker.push(mention.row.clone(), is_right, heft(text));
                for (span, row) in mention.cues.iter().filter(|_| is_right) {
                    cue.push(row.clone(), is_cue(span), heft(text));
                }
            }
        }
    }
    QuoteModel {
        speaker: grow(&speaker, SPEAKER),
        cue: grow(&cue, CUE),
        ..QuoteModel::default()
    }
}

/// The labels of a text with their pieces.
struct Labels<'l>(Vec<(&'l LabelledQuote, Vec<Span>)>);

impl<'l> Labels<'l> {
    fn of(text: &'l Labelled) -> Labels<'l> {
        let characters: Vec<char> = text.text.chars().collect();
        Labels(text.quotes.iter().map(|label| (label, label.pieces(&characters))).collect())
    }

    /// The speech that a passage is, or is part of.
    fn of_passage(&self, pieces: &[Span]) -> impl Iterator<Item = &'l LabelledQuote> {
        let found = self.0.iter().filter(move |(label, wanted)| {
            (label.is_direct() || label.is_mixed()) && holds(wanted, pieces)
        });
        found.map(|(label, _)| *label)
    }

    /// Whether a passage is speech; `None` where the labels do not say: words in marks inside of
    /// somebody's reported words.
    fn is_speech(&self, pieces: &[Span]) -> Option<bool> {
        if self.of_passage(pieces).next().is_some() {
            return Some(true);
        }
        let is_reported = self.0.iter().any(|(label, wanted)| {
            label.kind.contains("indirect") && holds(wanted, pieces)
        });
        (!is_reported).then_some(false)
    }
}

/// Tells whether pieces are the wanted ones or lie inside them.
fn holds(wanted: &[Span], pieces: &[Span]) -> bool {
    let own: usize = pieces.iter().map(|piece| piece.len()).sum();
    let shared: usize = wanted
        .iter()
        .flat_map(|a| pieces.iter().map(move |b| (a, b)))
        .map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start)))
        .sum();
    overlap(wanted, pieces) > 0.8 || own > 0 && shared as f64 / own as f64 > 0.8
}
