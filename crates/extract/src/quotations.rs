//! Finds the quotations of a text, what sort each is, and whose words they are. It must not know
//! markup, and it never edits the text: broken marks are repaired in the model only.
//!
//! Marks give passages, a passage's surroundings give mentions and cues, rules and forests choose
//! among them, and what was chosen says whether the passage is speech at all. Passages that one
//! statement was cut into are joined again at the end. The file is long because that order is told
//! in one place.

mod attribution;
mod block_quotation;
pub(crate) mod cues;
mod join;
pub(crate) mod kind;
pub(crate) mod marks;
mod mentions;
pub(crate) mod model;
mod names;
mod part;
mod repeats;
pub(crate) mod speaker;
mod vocabulary;

use crate::lexicon;
use crate::words::{Words, is_space};
use attribution::{Attribution, Narration, attribute, inside};
use cues::CueRow;
use kind::{Evidence, KindRow};
use marks::Passage;
use model::QuoteModel;
use names::{Memory, Names};
use palimpsest_article::{
    BlockKind, Cue, Quotation, QuotationKind, Span, Speaker, SpeakerBasis, Text,
};
use part::{Part, parts};
use speaker::{Candidate, Recent, SpeakerRow, View};
use std::ops::Range;
use vocabulary::Roles;

/// A block of a text in which quotations are looked for.
pub(crate) struct Quotable<'a> {
    pub kind: BlockKind,
    /// Where it begins in the whole text, in bytes.
    pub start: usize,
    pub words: &'a Words<'a>,
}

/// Finds the quotations in the blocks of a text, in text order.
pub(crate) fn find_quotations(
    text: &Text,
    blocks: &[Quotable],
    headline: &str,
    language: Option<&str>,
) -> Vec<Quotation> {
    let language = lexicon::index_of(language);
    let passages = |block: &Quotable| marks::passages(block.words.text, language);
    let model = QuoteModel::built_in();
    find_with(text, blocks, headline, language, &passages, model, &mut |_| {})
}

/// A passage in numbers, for a training program.
#[cfg_attr(not(feature = "training"), allow(dead_code, reason = "nobody else looks"))]
pub(crate) struct Looked {
    pub pieces: Vec<Span>,
    pub kind: KindRow,
    /// Every mention that may be the speaker, and every cue that may say so.
    pub speakers: Vec<LookedMention>,
}

/// A mention and the cues that may make it the speaker, in numbers.
type LookedMention = (Span, SpeakerRow, Vec<(Span, CueRow)>);

/// Who says a passage, as decided.
#[derive(Default)]
struct Decision {
    speaker: Option<Candidate>,
    cue: Option<(usize, Range<usize>)>,
    basis: Option<SpeakerBasis>,
    /// How likely it is.
    sure: f32,
    known_cue: bool,
    /// How likely the cue is.
    cue_sure: f32,
    other_sentence: bool,
}

/// A mention less likely than this is no speaker: unknown stays unknown.
const LIKELY_SPEAKER: f32 = 0.25;
/// How sure an attribution right behind the closing mark is.
const SURE: f32 = 0.95;
/// Words less likely than this are no cue; likelier they must be where the language does not know
/// them as such.
const LIKELY_CUE: f32 = 0.3;
const LIKELY_UNKNOWN_CUE: f32 = 0.5;

/// Finds quotations in passages with a model, and shows each passage's numbers where somebody looks.
pub(crate) fn find_with(
    text: &Text,
    blocks: &[Quotable],
    headline: &str,
    language: Option<usize>,
    passages: &dyn Fn(&Quotable) -> Vec<Passage>,
    model: &QuoteModel,
    look: &mut dyn FnMut(&dyn Fn() -> Looked),
) -> Vec<Quotation> {
    let parts = parts(blocks, language, passages);
    let names = Names::of(&parts);
    let again = repeats::counts(&parts);
    let mut reader = Reader {
        text,
        parts: &parts,
        names: &names,
        model,
        memory: Memory::default(),
        recent: None,
        again,
    };
    let mut quotations: Vec<Quotation> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        if part.kind == BlockKind::Blockquote {
            let found = block_quotation::block_quotation(part, text, &names, &mut reader.memory);
            quotations.extend(found);
            continue;
        }
        let found = reader.quotations(index, look);
        let reopened = index > 0 && part.continues(&parts[index - 1]);
        join::append(&mut quotations, found, reopened);
    }
    for quotation in &mut quotations {
        let words: Vec<&str> = quotation.pieces.iter().map(|&piece| text.slice(piece)).collect();
        quotation.content = words.join(" ");
        attribute_from_outside(quotation);
    }
    repeats::link(&mut quotations, text, headline, language);
    quotations
}

/// Takes back an attribution found among the quoted words themselves: it was read from broken marks.
fn attribute_from_outside(quotation: &mut Quotation) {
    let is_quoted = |span: Span| quotation.pieces.iter().any(|piece| piece.overlaps(span));
    let cue = quotation.cue.as_ref().is_some_and(|cue| is_quoted(cue.span));
    let mention =
        quotation.speaker.as_ref().and_then(|speaker| speaker.mention).is_some_and(is_quoted);
    if cue || mention {
        (quotation.speaker, quotation.cue) = (None, None);
    }
}

/// Goes through the passages in text order.
struct Reader<'r, 'a> {
    text: &'r Text,
    parts: &'r [Part<'a>],
    names: &'r Names,
    model: &'r QuoteModel,
    memory: Memory,
    recent: Option<Recent>,
    /// How often the words of each passage are in marks elsewhere.
    again: Vec<Vec<repeats::Again>>,
}

impl Reader<'_, '_> {
    fn quotations(
        &mut self,
        at: usize,
        look: &mut dyn FnMut(&dyn Fn() -> Looked),
    ) -> Vec<Quotation> {
        let part = &self.parts[at];
        let unquoted = vec![false; part.tokens.len()];
        let mut found: Vec<Quotation> = Vec::new();
        // The block's passages of the quotations found, first and last.
        let mut passages: Vec<[usize; 2]> = Vec::new();
        for index in 0..part.passages.len() {
            let quotation = self.quotation(at, index, &unquoted, look);
            let is_one = |before: &usize| {
                let first = &found[*before];
                matches!(first.kind, QuotationKind::Direct | QuotationKind::Partial)
            };
            let last = (0..found.len()).rev().take(2).find(is_one);
            if let Some(last) = last
                && join::interrupts(part, &found[last], &quotation, [passages[last][1], index])
            {
                // What stood in marks between the pieces is the writer's.
                let first = &mut found[last];
                first.span.end = quotation.span.end;
                first.pieces.extend(quotation.pieces);
                first.closed &= quotation.closed;
                passages[last][1] = index;
                continue;
            }
            found.push(quotation);
            passages.push([index, index]);
        }
        found
    }

    fn quotation(
        &mut self,
        at: usize,
        index: usize,
        unquoted: &[bool],
        look: &mut dyn FnMut(&dyn Fn() -> Looked),
    ) -> Quotation {
        let part = &self.parts[at];
        let narration = part.narration();
        let passage = &part.passages[index];
        let range = part.ranges[index].clone();
        let rule = attribute(&narration, range);
        let mut pieces: Vec<Range<usize>> = std::iter::once(passage.start..passage.end).collect();
        let certain = rule.as_ref().is_some_and(|found| found.adjacent && found.speaker.is_some());
        let within = part.tokens_of(passage.start..passage.end);
        let bare = Narration { quoted: unquoted, ..part.narration() };
        let incise = if certain { None } else { inside(&bare, within) };
        let view = View {
            parts: self.parts,
            part: at,
            passage: index,
            rule: rule.as_ref(),
            recent: self.recent.as_ref(),
            names: self.names,
        };
        let decision = match &incise {
            Some((taken, found)) => {
                pieces = part.around(passage, taken);
                by_rule(at, found)
            }
            None if self.model.speaker.trees.is_empty() || !part.is_learned => view.by_rules(),
            None => view.by_model(self.model),
        };
        let found = incise.as_ref().map(|(_, found)| found).or(rule.as_ref());
        let again = self.again[at].get(index).copied().unwrap_or_default();
        let evidence = Evidence {
            rule: found.is_some_and(|found| found.speaker.is_some()),
            rule_beside: found.is_some_and(|found| found.adjacent && found.speaker.is_some()),
            speaker: decision.sure,
            known_cue: decision.known_cue,
            cue: decision.cue_sure,
            cue_away: decision.cue.as_ref().map_or(40, |(of, cue)| {
                let range = &part.ranges[index];
                let gap = match cue.start < range.start {
                    true => {
                        cue.end.max(range.start.saturating_sub(speaker::FAR)).min(range.start)
                            ..range.start
                    }
                    false => range.end.min(cue.start)..cue.start,
                };
                if *of == at { part.count_words(gap) } else { 40 }
            }),
            other_sentence: decision.other_sentence,
            again: again.in_marks,
            bare: again.bare,
        };
        let spans: Vec<Span> =
            pieces.iter().map(|piece| part.span(self.text, piece.clone())).collect();
        if incise.is_none() {
            look(&|| view.looked(self.text, spans.clone(), kind::row(part, index, evidence)));
        }
        let (kind, sure) = kind::kind(part, index, evidence, self.model);
        let is_speech = matches!(kind, QuotationKind::Direct | QuotationKind::Partial);
        let mut confidence = sure;
        let (mut speaker, mut cue) = (None, None);
        if is_speech {
            cue = decision.cue.as_ref().map(|(of, range)| {
                let part = &self.parts[*of];
                let bytes = part.bytes_of(range);
                let verb = part.text.get(bytes.clone()).unwrap_or_default().to_owned();
                Cue { verb, span: part.span(self.text, bytes) }
            });
            if let Some(candidate) = &decision.speaker {
                // Of the whole one is as sure as of both its halves.
                confidence *= 0.6 + 0.4 * decision.sure;
                let basis = decision.basis.unwrap_or(SpeakerBasis::Context);
                speaker = Some(self.speaker(candidate, basis));
                self.recent = Some(Recent {
                    candidate: candidate.clone(),
                    cue: decision.cue.clone(),
                    part: at,
                    passage: index,
                });
            }
            if kind == QuotationKind::Direct && speaker.is_none() {
                confidence *= 0.8;
            }
        }
        if !passage.closed {
            confidence *= 0.8;
        }
        let span = match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => part.span(self.text, passage.start..passage.end),
        };
        Quotation {
            kind,
            span,
            pieces: spans,
            content: String::new(),
            speaker,
            cue,
            confidence: confidence.clamp(0.0, 1.0),
            closed: passage.closed,
            repeats: None,
            in_headline: false,
        }
    }

    fn speaker(&mut self, candidate: &Candidate, basis: SpeakerBasis) -> Speaker {
        let part = &self.parts[candidate.part];
        let bytes = part.bytes_of(&candidate.range);
        let mention = Some(part.span(self.text, bytes.clone()));
        let (name, is_resolved) = self.memory.name(self.parts, self.names, candidate);
        let basis = match is_resolved {
            true => SpeakerBasis::Pronoun,
            false => basis,
        };
        Speaker { name, mention, basis }
    }
}

/// Returns the likeliest of several by the sums of their trees, and how likely it is.
fn likeliest<T>(sums: &[f32], of: Vec<T>) -> Option<(f32, T)> {
    model::shares(sums).into_iter().zip(of).max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Turns what the rules found into a decision.
fn by_rule(at: usize, found: &Attribution) -> Decision {
    let speaker = found.speaker.clone().map(|range| Candidate { part: at, range });
    Decision {
        cue: found.cue.clone().map(|range| (at, range)),
        basis: Some(found.basis),
        sure: if speaker.is_some() { if found.adjacent { 0.9 } else { 0.6 } } else { 0.0 },
        known_cue: found.cue.is_some(),
        cue_sure: f32::from(u8::from(found.cue.is_some())) * 0.9,
        other_sentence: false,
        speaker,
    }
}

impl View<'_, '_> {
    fn by_rules(&self) -> Decision {
        let decision = self.rule.map(|found| by_rule(self.part, found)).unwrap_or_default();
        let neighbour = self.recent.filter(|recent| recent.part == self.part);
        match neighbour {
            Some(recent) if decision.speaker.is_none() => Decision {
                speaker: Some(recent.candidate.clone()),
                basis: Some(SpeakerBasis::Context),
                sure: 0.4,
                ..Decision::default()
            },
            _ => decision,
        }
    }

    fn by_model(&self, model: &QuoteModel) -> Decision {
        let (candidates, rows): (Vec<Candidate>, Vec<SpeakerRow>) =
            self.speakers().into_iter().unzip();
        let sums: Vec<f32> = rows.iter().map(|row| model.speaker.sum(row)).collect();
        let behind = self.rule.filter(|rule| rule.behind).and_then(|rule| rule.speaker.as_ref());
        let is_behind = |candidate: &&Candidate| {
            candidate.part == self.part
                && behind.is_some_and(|behind| {
                    behind.start < candidate.range.end && candidate.range.start < behind.end
                })
        };
        let best = match candidates.iter().find(is_behind) {
            Some(candidate) => Some((SURE, candidate.clone())),
            None => likeliest(&sums, candidates),
        };
        let Some((sure, candidate)) = best.filter(|(sure, _)| *sure >= LIKELY_SPEAKER) else {
            return self.goes_on().unwrap_or_else(|| self.cue_alone());
        };
        let words = &self.parts[candidate.part].words;
        let is_known = |cue: &Range<usize>| {
            words[cue.start].roles.any(Roles::VERB | Roles::PHRASE | Roles::PHRASE_AFTER)
        };
        let cues = self.cues(&candidate);
        let sums: Vec<f32> =
            cues.iter().map(|cue| model.cue.sum(&self.cue_row(&candidate, cue))).collect();
        let cue = likeliest(&sums, cues).filter(|(sure, cue)| {
            *sure >= if is_known(cue) { LIKELY_CUE } else { LIKELY_UNKNOWN_CUE }
        });
        let cue_sure = cue.as_ref().map_or(0.0, |(sure, _)| *sure);
        let cue = cue.map(|(_, cue)| cue);
        let part = &self.parts[candidate.part];
        let narration = part.narration();
        let cue_is = |roles: u16| cue.as_ref().is_some_and(|cue| narration.is(cue.start, roles));
        let own = |at: usize| part.sentences.get(at).copied().unwrap_or(0);
        let same_sentence = candidate.part == self.part
            && own(candidate.range.start) == own(part.ranges[self.passage].start);
        let dash = candidate.range.start.checked_sub(1).is_some_and(|at| {
            narration.tokens[at].is_mark('―')
                || narration.tokens[at].is_mark('—')
                || narration.tokens[at].is_mark('–')
        });
        let basis = match () {
            () if cue_is(Roles::PHRASE | Roles::PHRASE_AFTER) => SpeakerBasis::CuePhrase,
            () if cue.is_some()
                && (same_sentence
                    || candidate.range.start
                        > part.ranges.get(self.passage).map_or(0, |range| range.end)) =>
            {
                SpeakerBasis::CueVerb
            }
            () if dash && cue.is_none() => SpeakerBasis::Source,
            () => SpeakerBasis::Context,
        };
        Decision {
            known_cue: cue_is(Roles::VERB | Roles::PHRASE | Roles::PHRASE_AFTER),
            cue: cue.map(|cue| (candidate.part, cue)),
            basis: Some(basis),
            sure,
            cue_sure,
            other_sentence: !same_sentence,
            speaker: Some(candidate),
        }
    }

    /// What the rules found where nobody is likely: `heißt es`.
    fn cue_alone(&self) -> Decision {
        let cue = self.rule.filter(|rule| rule.adjacent).and_then(|rule| rule.cue.clone());
        Decision { cue: cue.map(|cue| (self.part, cue)), ..Decision::default() }
    }

    /// The speaker of the passage before, where the mood shows that the sentence reports on.
    fn goes_on(&self) -> Option<Decision> {
        let part = &self.parts[self.part];
        let recent = self.recent.filter(|recent| recent.part == self.part)?;
        speaker::is_reported(part, &part.ranges[self.passage]).then(|| Decision {
            speaker: Some(recent.candidate.clone()),
            cue: recent.cue.clone(),
            basis: Some(SpeakerBasis::Context),
            sure: 0.5,
            known_cue: true,
            cue_sure: 0.5,
            other_sentence: true,
        })
    }

    fn looked(&self, text: &Text, pieces: Vec<Span>, kind: KindRow) -> Looked {
        let span = |part: usize, range: &Range<usize>| {
            let part = &self.parts[part];
            part.span(text, part.bytes_of(range))
        };
        let speakers = self.speakers().into_iter().map(|(candidate, row)| {
            let cues = self.cues(&candidate).into_iter();
            let cues = cues
                .map(|cue| (span(candidate.part, &cue), self.cue_row(&candidate, &cue)))
                .collect();
            (span(candidate.part, &candidate.range), row, cues)
        });
        Looked { pieces, kind, speakers: speakers.collect() }
    }
}

impl Part<'_> {
    /// The pieces of a passage around an attribution inside its marks.
    fn around(&self, passage: &Passage, taken: &Range<usize>) -> Vec<Range<usize>> {
        let before = self.text.get(..self.tokens[taken.start].start).unwrap_or_default();
        let first_end = before.trim_end_matches(is_space).len();
        let first = passage.start..first_end.max(passage.start);
        let mut pieces = vec![first];
        let second = self.tokens.get(taken.end).map_or(passage.end, |token| token.start);
        // A passage never closed ends with its attribution.
        if passage.closed && second < passage.end {
            pieces.push(second..passage.end);
        }
        pieces.retain(|piece| piece.start < piece.end);
        if pieces.is_empty() {
            pieces.push(passage.start..passage.end);
        }
        pieces
    }
}

#[cfg(test)]
mod tests;
