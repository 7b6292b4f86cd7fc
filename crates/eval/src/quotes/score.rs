//! Compares the quotations of one text with its labels. It must not know files or languages.
//!
//! A span is found when the code points of both, pieces together, overlap by more than 0.8 of their
//! union. Where a set's mixed labels hold the writer's words around the marks too, a quotation of ours
//! that lies inside one is right. Speakers and cues are asked of labels that were found; where the
//! same words have several labels, of several annotators or of who reports whom, each may be right.

use super::label::{Labelled, LabelledQuote, spans};
use palimpsest_article::{Quotation, QuotationKind, Span};
use serde::Serialize;
use std::time::Duration;

/// Spans that overlap by more than this share of their union are the same.
const SAME: f64 = 0.8;
/// A miss is shown with so many characters on either side.
const AROUND: usize = 160;

/// Counts over texts; most are pairs of right and all.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// Ours that are speech: right, all.
    pub speech: [usize; 2],
    /// Ours that are wrong only because the words around the marks are labelled too, as reported
    /// speech.
    pub in_reported: usize,
    /// Labelled direct: found, all.
    pub direct: [usize; 2],
    /// Labelled mixed: found as speech, all.
    pub mixed: [usize; 2],
    /// Labelled mixed that were found as partial, and ours that are partial.
    pub partial: [usize; 2],
    /// Found direct: the speaker is right, all.
    pub speaker: [usize; 2],
    /// Found mixed: the speaker is right, all.
    pub mixed_speaker: [usize; 2],
    /// Found direct: the cue is right, all.
    pub cue: [usize; 2],
    /// Found mixed: the cue is right, all.
    pub mixed_cue: [usize; 2],
    /// Labelled terms, titles and documents: not taken for speech, all.
    pub no_speech: [usize; 2],
    micros: u128,
    words: usize,
}

/// Something that is wrong, with its surroundings.
#[derive(Clone, Debug, Serialize)]
pub struct Miss {
    /// The article.
    pub id: String,
    /// Its language.
    pub language: String,
    /// What is wrong.
    pub what: &'static str,
    /// The text around, the quotation between `⟦` and `⟧`.
    pub context: String,
    /// What is labelled.
    pub wanted: String,
    /// What we have.
    pub found: String,
}

impl Tally {
    /// Counts the time a text took.
    pub fn time(&mut self, took: Duration, text: &str) {
        self.micros += took.as_micros();
        self.words += text.split_whitespace().count();
    }

    /// Returns the mean time for 1,000 words.
    pub fn micros_per_1000_words(&self) -> f64 {
        self.micros as f64 * 1000.0 / self.words.max(1) as f64
    }

    /// Returns precision, recall and F1 of speech against direct and of partial against mixed, then
    /// the shares of right speakers (direct, mixed), cues, and of what is rightly no speech.
    pub fn values(&self) -> [Option<f64>; 11] {
        let (precision, recall) = (share(self.speech), share(self.direct));
        let partial = share(self.partial);
        let mixed = share([self.partial[0], self.mixed[1]]);
        [
            precision,
            recall,
            both(precision, recall),
            partial,
            mixed,
            both(partial, mixed),
            share(self.speaker),
            share(self.mixed_speaker),
            share(self.cue),
            share(self.mixed_cue),
            share(self.no_speech),
        ]
    }

    /// Says the counts behind the values.
    pub fn counts(&self) -> String {
        let of = |[right, all]: [usize; 2]| format!("{right}/{all}");
        format!(
            "speech {} ({} in reported) direct {} mixed {} partial {} speaker {} mixed speaker {} cue {} mixed cue {} no speech {}",
            of(self.speech),
            self.in_reported,
            of(self.direct),
            of(self.mixed),
            of(self.partial),
            of(self.speaker),
            of(self.mixed_speaker),
            of(self.cue),
            of(self.mixed_cue),
            of(self.no_speech),
        )
    }
}

fn share([right, all]: [usize; 2]) -> Option<f64> {
    (all > 0).then(|| right as f64 / all as f64)
}

fn both(precision: Option<f64>, recall: Option<f64>) -> Option<f64> {
    Some(crate::tokens::harmonic(precision?, recall?))
}

fn count(pair: &mut [usize; 2], is_right: bool) {
    pair[0] += usize::from(is_right);
    pair[1] += 1;
}

/// Tells whether the quotation is somebody's words inside a sentence or on their own.
pub fn is_speech(quotation: &Quotation) -> bool {
    matches!(quotation.kind, QuotationKind::Direct | QuotationKind::Partial | QuotationKind::Block)
}

/// Returns the shared code points of two lists of disjoint spans.
fn shared(one: &[Span], other: &[Span]) -> usize {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start))).sum()
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

/// Returns how much two lists of pieces overlap, from 0 to 1.
pub fn overlap(one: &[Span], other: &[Span]) -> f64 {
    let shared = shared(one, other);
    shared as f64 / (length(one) + length(other) - shared).max(1) as f64
}

/// Counts what is right in one text and returns what is not.
pub fn score(labelled: &Labelled, found: &[Quotation], tally: &mut Tally) -> Vec<Miss> {
    let characters: Vec<char> = labelled.text.chars().collect();
    let text = Shown { labelled, characters: &characters };
    let labels: Vec<(&LabelledQuote, Vec<Span>)> =
        labelled.quotes.iter().map(|label| (label, label.pieces(&characters))).collect();
    let mut misses = Vec::new();
    for ours in found.iter().filter(|ours| is_speech(ours)) {
        let is_same = |wanted: &[Span]| overlap(wanted, &ours.pieces) > SAME;
        let is_inside = |wanted: &[Span]| {
            shared(wanted, &ours.pieces) as f64 > SAME * length(&ours.pieces) as f64
        };
        let is_right = labels.iter().any(|(label, wanted)| {
            (label.is_direct() || label.is_mixed()) && is_same(wanted)
                || label.is_mixed() && is_inside(wanted)
        });
        count(&mut tally.speech, is_right);
        if ours.kind == QuotationKind::Partial {
            let is_mixed = labels
                .iter()
                .any(|(label, wanted)| label.is_mixed() && (is_same(wanted) || is_inside(wanted)));
            count(&mut tally.partial, is_mixed);
        }
        if !is_right {
            let is_reported = |(label, wanted): &(&LabelledQuote, Vec<Span>)| {
                label.is_reported() && is_inside(wanted)
            };
            tally.in_reported += usize::from(labels.iter().any(is_reported));
            let near = labels.iter().filter(|(_, wanted)| shared(wanted, &ours.pieces) > 0);
            let wanted: Vec<String> =
                near.map(|(label, wanted)| format!("{} {}", label.kind, text.of(wanted))).collect();
            misses.push(text.miss(
                "span too much",
                &ours.pieces,
                wanted.join(" / "),
                text.say(ours),
            ));
        }
    }
    for (label, wanted) in labels.iter().filter(|(_, wanted)| !wanted.is_empty()) {
        let best = found
            .iter()
            .map(|ours| {
                let alike = overlap(wanted, &ours.pieces);
                let inside = label.is_mixed() && shared(wanted, &ours.pieces) > 0;
                (if inside { alike.max(SAME + 0.01) } else { alike }, is_speech(ours), ours)
            })
            .filter(|(alike, _, _)| *alike > SAME)
            .max_by(|a, b| {
                (a.1, a.0).partial_cmp(&(b.1, b.0)).unwrap_or(std::cmp::Ordering::Equal)
            });
        let spoken = best.filter(|(_, is_speech, _)| *is_speech).map(|(_, _, ours)| ours);
        if label.is_no_speech() {
            count(&mut tally.no_speech, spoken.is_none());
            continue;
        }
        if !label.is_direct() && !label.is_mixed() {
            continue;
        }
        let pair = if label.is_direct() { &mut tally.direct } else { &mut tally.mixed };
        count(pair, spoken.is_some());
        let Some(ours) = spoken else {
            let near: Vec<String> = found
                .iter()
                .filter(|ours| shared(wanted, &ours.pieces) > 0)
                .map(|ours| text.say(ours))
                .collect();
            misses.push(text.miss("span missed", wanted, label.kind.clone(), near.join(" / ")));
            continue;
        };
        let speaker: Vec<Span> =
            ours.speaker.iter().filter_map(|speaker| speaker.mention).collect();
        let cue: Vec<Span> = ours.cue.iter().map(|cue| cue.span).collect();
        let agrees = |ours: &[Span], wanted: &[Span]| {
            ours.is_empty() && wanted.is_empty() || shared(ours, wanted) > 0
        };
        // A statement may be labelled with the speaker and with who reports it: either is right.
        let same: Vec<&LabelledQuote> = labels
            .iter()
            .filter(|(_, other)| overlap(wanted, other) > SAME)
            .map(|(other, _)| *other)
            .collect();
        let speaker_right = same.iter().any(|label| agrees(&speaker, &spans(&label.speaker)));
        let pair = if label.is_direct() { &mut tally.speaker } else { &mut tally.mixed_speaker };
        count(pair, speaker_right);
        let cue_right = same.iter().any(|label| agrees(&cue, &spans(&label.cue)));
        let pair = if label.is_direct() { &mut tally.cue } else { &mut tally.mixed_cue };
        count(pair, cue_right);
        if !speaker_right || !cue_right {
            let what = match (speaker_right, cue_right, label.is_direct()) {
                (false, _, true) => "speaker",
                (false, _, false) => "mixed speaker",
                _ => "cue",
            };
            let want = format!(
                "{} — {} ({})",
                label.kind,
                text.of(&spans(&label.speaker)),
                text.of(&spans(&label.cue))
            );
            misses.push(text.miss(what, wanted, want, text.say(ours)));
        }
    }
    misses
}

/// A text for showing parts of it.
struct Shown<'a> {
    labelled: &'a Labelled,
    characters: &'a [char],
}

impl Shown<'_> {
    fn of(&self, spans: &[Span]) -> String {
        let words = |span: &Span| -> String {
            self.characters.get(span.start..span.end).unwrap_or_default().iter().collect()
        };
        spans.iter().map(words).collect::<Vec<_>>().join(" | ")
    }

    fn say(&self, ours: &Quotation) -> String {
        let mention: Vec<Span> = ours.speaker.iter().filter_map(|it| it.mention).collect();
        let cue = ours.cue.as_ref().map_or("", |cue| cue.verb.as_str());
        let basis = ours.speaker.as_ref().map(|speaker| speaker.basis);
        format!(
            "{:?} {} — {} ({cue}) {basis:?} {:.2}",
            ours.kind,
            self.of(&ours.pieces),
            self.of(&mention),
            ours.confidence
        )
    }

    fn miss(&self, what: &'static str, at: &[Span], wanted: String, found: String) -> Miss {
        let start = at.first().map_or(0, |span| span.start);
        let end = at.last().map_or(start, |span| span.end);
        let from = start.saturating_sub(AROUND);
        let to = (end + AROUND).min(self.characters.len());
        let before = self.of(&[Span::new(from, start)]);
        let after = self.of(&[Span::new(end, to)]);
        let context = format!("{before}⟦{}⟧{after}", self.of(at)).replace('\n', "¶");
        Miss {
            id: self.labelled.id.clone(),
            language: self.labelled.lang.clone(),
            what,
            context,
            wanted,
            found,
        }
    }
}
