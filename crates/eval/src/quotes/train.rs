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
use palimpsest_extract::training::{self, LookedPassage, LookedSpeaker, QuoteModel};

/// Texts that are kept apart from each other.
const FOLDS: u64 = 4;
const KIND: Settings = Settings { trees: 240, depth: 4, rate: 0.04 };
const SPEAKER: Settings = Settings { trees: 400, depth: 5, rate: 0.04 };
const CUE: Settings = Settings { trees: 240, depth: 4, rate: 0.04 };

/// Which texts a model is made from.
pub fn is_of(part: Option<Part>) -> impl Fn(&Labelled) -> bool {
    move |labelled| part.is_none_or(|part| Part::of(&labelled.id) == part)
}

/// Makes a model from labelled texts.
pub fn train(texts: &[&Labelled]) -> QuoteModel {
    let first: Vec<Looks> = texts.iter().map(|text| look(text, &QuoteModel::default())).collect();
    let fold = |text: &Labelled| hash(&text.id, 7) % FOLDS;
    let second: Vec<Looks> = {
        let models: Vec<QuoteModel> =
            (0..FOLDS).map(|of| speakers(texts, &first, |text| fold(text) != of)).collect();
        texts.iter().map(|text| look(text, &models[fold(text) as usize])).collect()
    };
    let mut model = speakers(texts, &second, |_| true);
    let mut rows = Rows::default();
    for (text, looks) in texts.iter().zip(&second) {
        let labels = Labels::of(text);
        for passage in &looks.in_marks {
            if let Some(is_speech) = labels.is_speech(&passage.pieces) {
                rows.push(passage.kind.clone(), is_speech, heft(text));
            }
        }
    }
    model.kind = grow(&rows, KIND);
    model
}

/// The passages of a text in numbers.
struct Looks {
    in_marks: Vec<LookedPassage>,
    /// Reported speech as if it were in marks: whose it is, is told by the same signs.
    reported: Vec<LookedPassage>,
}

fn look(text: &Labelled, model: &QuoteModel) -> Looks {
    let characters: Vec<char> = text.text.chars().collect();
    let mut reported: Vec<Span> = text
        .quotes
        .iter()
        .filter(|label| label.is_reported())
        .flat_map(|label| label.pieces(&characters))
        .collect();
    reported.sort();
    let mut end = 0;
    reported.retain(|span| {
        let follows = span.start >= end;
        end = if follows { span.end } else { end };
        follows
    });
    let look = |spans| training::look_at_quotations(&text.text, &text.lang, spans, model);
    Looks { in_marks: look(None), reported: look(Some(&reported)) }
}

/// Languages with few labels count more, that no language is learned alone.
fn heft(text: &Labelled) -> f32 {
    if text.lang == "en" { 1.0 } else { 4.0 }
}

/// Reported speech counts less than what is in marks.
const REPORTED: f32 = 0.3;

fn speakers(
    texts: &[&Labelled],
    looks: &[Looks],
    is_used: impl Fn(&Labelled) -> bool,
) -> QuoteModel {
    let (mut speaker, mut cue) = (Rows::default(), Rows::default());
    for (text, looks) in texts.iter().zip(looks).filter(|(text, _)| is_used(text)) {
        let labels = Labels::of(text);
        let in_marks = looks.in_marks.iter().map(|passage| (passage, 1.0));
        let reported = looks.reported.iter().map(|passage| (passage, REPORTED));
        for (passage, share) in in_marks.chain(reported) {
            let heft = heft(text) * share;
            let is_said = |label: &&LabelledQuote| {
                if share < 1.0 {
                    label.is_reported()
                } else {
                    label.is_direct() || label.is_mixed()
                }
            };
            let said: Vec<&LabelledQuote> =
                labels.of_passage(&passage.pieces).filter(is_said).collect();
            if said.is_empty() {
                continue;
            }
            let is_speaker = |span: &Span| {
                said.iter().any(|label| spans(&label.speaker).iter().any(|it| it.overlaps(*span)))
            };
            let is_cue = |span: &Span| {
                said.iter().any(|label| spans(&label.cue).iter().any(|it| it.overlaps(*span)))
            };
            let row = |mention: &LookedSpeaker| (mention.row.clone(), is_speaker(&mention.span));
            speaker.push_group(passage.speakers.iter().map(row).collect(), heft);
            for mention in passage.speakers.iter().filter(|mention| is_speaker(&mention.span)) {
                let row = |(span, row): &(Span, Vec<f32>)| (row.clone(), is_cue(span));
                cue.push_group(mention.cues.iter().map(row).collect(), heft);
            }
        }
    }
    QuoteModel { speaker: grow(&speaker, SPEAKER), cue: grow(&cue, CUE), ..QuoteModel::default() }
}

/// The labels of a text with their pieces.
struct Labels<'l>(Vec<(&'l LabelledQuote, Vec<Span>)>);

impl<'l> Labels<'l> {
    fn of(text: &'l Labelled) -> Labels<'l> {
        let characters: Vec<char> = text.text.chars().collect();
        Labels(text.quotes.iter().map(|label| (label, label.pieces(&characters))).collect())
    }

    /// The labels that a passage is, or is part of.
    fn of_passage(&self, pieces: &[Span]) -> impl Iterator<Item = &'l LabelledQuote> {
        self.0.iter().filter(move |(_, wanted)| holds(wanted, pieces)).map(|(label, _)| *label)
    }

    /// Whether a passage is speech; `None` where the labels do not say: words in marks inside of
    /// somebody's reported words.
    fn is_speech(&self, pieces: &[Span]) -> Option<bool> {
        if self.of_passage(pieces).any(|label| label.is_direct() || label.is_mixed()) {
            return Some(true);
        }
        let is_reported =
            self.0.iter().any(|(label, wanted)| label.is_reported() && holds(wanted, pieces));
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
