//! Describes in numbers how a mention stands to a passage, for the forest that chooses. No number is
//! of a language: words count by their roles. It must not know what is chosen. The file is long
//! because a mention's numbers are read together.

use super::attribution::Attribution;
use super::names::Names;
use super::part::Part;
use super::vocabulary::Roles;
use crate::words::TokenKind;
use std::ops::Range;

/// What a mention's numbers are.
pub const SPEAKER_NAMES: [&str; 77] = [
    "before",
    "words_away",
    "sentences_away",
    "passages_between",
    "block_before",
    "pronoun",
    "described",
    "titled",
    "names",
    "length",
    "verb_after",
    "mentions_to_verb",
    "verb_before",
    "verb_between",
    "verb_to_passage",
    "phrase_before",
    "phrase_after",
    "small_before",
    "capital_before",
    "comma_before",
    "from_sentence_start",
    "comma_after",
    "lower_after",
    "colon",
    "rule",
    "rule_beside",
    "no_rule",
    "capital",
    "ends_comma",
    "ends_stop",
    "passage_words",
    "comma_outside",
    "opens_block",
    "closes_block",
    "mentions_between",
    "first_in_sentence",
    "recent",
    "recent_name",
    "often",
    "passages_before",
    "stops_between",
    "commas_between",
    "dash_between",
    "colon_between",
    "verbs_between",
    "last_recent",
    "age",
    "quoted_verb_side",
    "lower_follows",
    "capital_follows",
    "paragraph_subject",
    "possessive",
    "written",
    "paired",
    "far",
    "infix",
    "oblique",
    "beyond_verb",
    "beyond_pronoun",
    "beyond_oblique",
    "beyond_names",
    "weak_capital",
    "full_name",
    "capital_nouns",
    "small_two_before",
    "dash_before",
    "inverted",
    "displaced",
    "verb_first",
    "reported",
    "reported_with_it",
    "hyphened",
    "to_last_verb",
    "commas_to_last_verb",
    "to_next_verb",
    "commas_to_next_verb",
    "nearest",
];

pub(crate) type SpeakerRow = [f32; SPEAKER_NAMES.len()];

/// Somebody who may be the speaker: tokens of a block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub part: usize,
    pub range: Range<usize>,
}

/// Who spoke last, and by which cue.
#[derive(Clone, Debug)]
pub(super) struct Recent {
    pub candidate: Candidate,
    pub cue: Option<(usize, Range<usize>)>,
    /// The block and the passage.
    pub part: usize,
    pub passage: usize,
}

/// A passage and all that is known around it.
pub(super) struct View<'v, 'a> {
    pub parts: &'v [Part<'a>],
    pub part: usize,
    pub passage: usize,
    pub rule: Option<&'v Attribution>,
    pub recent: Option<&'v Recent>,
    pub names: &'v Names,
}

/// So many mentions before and after a passage are asked about, and of the block before.
const BEFORE: usize = 10;
const AFTER: usize = 6;
const OF_BLOCK_BEFORE: usize = 5;
/// Tokens farther from a passage or a mention say nothing about it.
pub(super) const REACH: usize = 90;
/// The words between are looked at for so many tokens.
pub(super) const FAR: usize = 200;
/// Stands for a distance to something that is not there.
const NONE: f32 = 20.0;

impl View<'_, '_> {
    pub fn here(&self) -> &Part<'_> {
        &self.parts[self.part]
    }

    pub fn range(&self) -> Range<usize> {
        self.here().ranges[self.passage].clone()
    }

    fn candidates(&self) -> Vec<Candidate> {
        let (here, range) = (self.here(), self.range());
        let split = here.mentions.partition_point(|mention| mention.start < range.start);
        let of = |part: usize, range: &Range<usize>| Candidate { part, range: range.clone() };
        let near = |mention: &&Range<usize>| {
            mention.start + REACH > range.start && mention.start < range.end + REACH
        };
        let before = here.mentions[..split].iter().rev().take(BEFORE).filter(near);
        let after = here.mentions[split..].iter().take(AFTER).filter(near);
        let mut candidates: Vec<Candidate> = before
            .chain(after)
            .filter(|mention| !here.is_reported_of(mention))
            .map(|mention| of(self.part, mention))
            .collect();
        let opens = here.sentences.get(range.start).is_none_or(|sentence| *sentence == 0);
        if opens && let Some(previous) = self.part.checked_sub(1) {
            let mentions = &self.parts[previous].mentions;
            let last = mentions.iter().rev().take(OF_BLOCK_BEFORE);
            candidates.extend(last.map(|mention| of(previous, mention)));
            if let Some(first) = mentions.first().filter(|_| mentions.len() > OF_BLOCK_BEFORE) {
                candidates.push(of(previous, first));
            }
        }
        if let Some(recent) = self.recent
            && !candidates.contains(&recent.candidate)
        {
            candidates.push(recent.candidate.clone());
        }
        candidates
    }

    /// Returns who may be the speaker, with the numbers of each. What stands before its verb though
    /// the subject follows it (`In Bonn sagte sie`) is left out where the language shows that so.
    pub fn speakers(&self) -> Vec<(Candidate, SpeakerRow)> {
        let displaced = SPEAKER_NAMES.iter().position(|name| *name == "displaced");
        let verb_second = self.here().verb_second;
        let is_subject =
            |row: &SpeakerRow| !verb_second || displaced.is_none_or(|at| row[at] < 1.0);
        let verbs = [self.verb_before(), self.verb_after()];
        let rows = self.candidates().into_iter().map(|candidate| {
            let row = self.speaker_row(&candidate, verbs);
            (candidate, row)
        });
        rows.filter(|(_, row)| is_subject(row)).collect()
    }

    /// Returns the numbers of a mention; given the verbs of saying nearest to the passage in its
    /// sentence, before and after it.
    fn speaker_row(&self, candidate: &Candidate, verbs: [Option<usize>; 2]) -> SpeakerRow {
        let (here, range) = (self.here(), self.range());
        let part = &self.parts[candidate.part];
        let mention = &candidate.range;
        let narration = part.narration();
        let same = candidate.part == self.part;
        let before = !same || mention.start < range.start;
        let gap = match (same, before) {
            // Who spoke last may be far away: the numbers are capped, and so is the way.
            (true, true) => {
                mention.end.max(range.start.saturating_sub(FAR)).min(range.start)..range.start
            }
            (true, false) => range.end.min(mention.start)..mention.start,
            (false, _) => mention.end..part.tokens.len().min(mention.end + REACH),
        };
        let sentence = |part: &Part, at: usize| part.sentences.get(at).copied().unwrap_or(0);
        let own = sentence(here, range.start);
        let away = match (same, before) {
            (true, true) => own - sentence(part, mention.start).min(own),
            (true, false) => sentence(part, mention.start).saturating_sub(own),
            (false, _) => {
                let last = sentence(part, part.tokens.len().saturating_sub(1));
                own + 1 + last.saturating_sub(sentence(part, mention.start))
            }
        };
        let mut words_away = part.count_words(gap.clone());
        if !same {
            words_away += range.start.min(REACH);
        }
        let mut passages_between = part
            .ranges
            .partition_point(|passage| passage.start < gap.end)
            .saturating_sub(part.ranges.partition_point(|passage| passage.end <= gap.start));
        if !same {
            passages_between += self.passage;
        }
        let is = |at: usize, roles: u16| narration.is(at, roles);
        let is_cue = |at: usize| narration.is_verb(at) && !part.quoted[at];
        let my_sentence = sentence(part, mention.start);
        // Verbs of saying around the mention, in its sentence.
        let after = (mention.end..part.tokens.len().min(mention.end + 16))
            .take_while(|&at| sentence(part, at) == my_sentence && !part.quoted[at]);
        let verb_after_at = after.clone().find(|&at| is_cue(at));
        let verb_after = verb_after_at.map_or(NONE, |at| part.count_words(mention.end..at) as f32);
        let verb_before_at = (mention.start.saturating_sub(12)..mention.start)
            .rev()
            .take_while(|&at| sentence(part, at) == my_sentence && !part.quoted[at])
            .find(|&at| is_cue(at));
        let verb_before = verb_before_at.map_or(NONE, |at| {
            let end = part.words[at].cue_end.clamp(at, mention.start);
            part.count_words(end..mention.start) as f32
        });
        let count_mentions = |range: &Range<usize>| {
            part.mentions
                .partition_point(|other| other.start < range.end)
                .saturating_sub(part.mentions.partition_point(|other| other.start < range.start))
                as f32
        };
        let narrated = || gap.clone().filter(|&at| !part.quoted[at]);
        let verbs_between = narrated().filter(|&at| is_cue(at)).count() as f32;
        let nearest_verb = match before {
            true => narrated().rev().find(|&at| is_cue(at)).map(|at| at + 1..gap.end),
            false => narrated().find(|&at| is_cue(at)).map(|at| gap.start..at),
        };
        let verb_to_passage =
            nearest_verb.as_ref().map_or(NONE, |range| part.count_words(range.clone()) as f32);
        let previous = mention.start.checked_sub(1);
        let small_before = previous.is_some_and(|at| {
            is(at, Roles::STOP | Roles::PARTICLE)
                && !is(at, Roles::PHRASE)
                && !part.tokens[at].is_capitalised(part.text)
                || is(at, Roles::STOP | Roles::PARTICLE)
                    && is(at, Roles::STOP)
                    && narration.opens_sentence(at)
        });
        let phrase_before = (mention.start.saturating_sub(4)..mention.start).any(|at| {
            narration.is_phrase(at)
                && part.words[at].cue_end + 1 >= mention.start
                && part.words[at].cue_end <= mention.start
        });
        let phrase_after = (mention.end..part.tokens.len().min(mention.end + 1))
            .any(|at| is(at, Roles::PHRASE_AFTER));
        let mark_at = |part: &Part, at: Option<usize>| {
            at.and_then(|at| part.tokens.get(at)).and_then(|token| match token.kind {
                TokenKind::Mark(mark) => Some(mark),
                _ => None,
            })
        };
        let count_marks = |marks: &[char]| {
            narrated()
                .filter(|&at| matches!(part.tokens[at].kind, TokenKind::Mark(mark) if marks.contains(&mark)))
                .count() as f32
        };
        let sentence_start = (mention.start.saturating_sub(30)..mention.start)
            .rev()
            .take_while(|&at| sentence(part, at) == my_sentence)
            .last()
            .unwrap_or(mention.start);
        let from_start = part.count_words(sentence_start..mention.start);
        let first_in_sentence = count_mentions(&(sentence_start..mention.start)) < 1.0;
        let passage = &here.passages[self.passage];
        let content = here.text.get(passage.start..passage.end).unwrap_or_default();
        let follows = here.tokens.get(range.end);
        let rule = self.rule.and_then(|rule| rule.speaker.clone());
        let is_rule = same
            && rule
                .as_ref()
                .is_some_and(|rule| rule.start < mention.end && mention.start < rule.end);
        let beside = self.rule.is_some_and(|rule| rule.adjacent);
        let is_recent = self.recent.is_some_and(|recent| recent.candidate == *candidate);
        let last_recent = is_recent
            && self.recent.is_some_and(|recent| {
                recent.part == self.part && recent.passage + 1 == self.passage
                    || recent.part + 1 == self.part && self.passage == 0
            });
        let name = part.last_name(mention);
        let recent_name = name.is_some()
            && self.recent.is_some_and(|recent| {
                self.parts[recent.candidate.part].last_name(&recent.candidate.range) == name
            });
        // The mention on the other side of the verb: one of both is the subject.
        let beyond_after = verb_after_at.filter(|_| verb_after < 4.0).and_then(|at| {
            let from = part.words[at].cue_end.max(at + 1);
            let next = part.mentions.partition_point(|other| other.start < from);
            part.mentions.get(next).filter(|other| {
                other.start <= from + 2 && sentence(part, other.start) == my_sentence
            })
        });
        let beyond_before = verb_before_at.filter(|_| verb_before < 4.0).and_then(|at| {
            let next = part.mentions.partition_point(|other| other.start < at);
            next.checked_sub(1)
                .map(|last| &part.mentions[last])
                .filter(|other| other.end + 2 >= at && sentence(part, other.start) == my_sentence)
        });
        let beyond = beyond_after.or(beyond_before);
        let count_names = |mention: &Range<usize>| {
            mention
                .clone()
                .filter(|&at| part.tokens[at].is_capitalised(part.text) && !is(at, Roles::TITLE))
                .count()
        };
        let is_oblique = |mention: &Range<usize>| {
            is(mention.start, Roles::OBLIQUE)
                || mention.start.checked_sub(1).is_some_and(|at| {
                    let is_word_of_name =
                        part.tokens[at].is_capitalised(part.text) && !narration.opens_sentence(at);
                    is(at, Roles::STOP | Roles::PARTICLE)
                        && !is(at, Roles::PHRASE)
                        && !is_word_of_name
                })
        };
        // Where every noun has a capital, one noun alone is hardly somebody.
        let is_weak = |mention: &Range<usize>| {
            part.capital_nouns
                && mention.len() == 1
                && !narration.is_bare_pronoun(mention.start)
                && !is(mention.start, Roles::TITLE)
                && !part.last_name(mention).is_some_and(|name| self.names.is_last(name))
        };
        // "The paper told Anna Lind" in a language where the verb is second.
        let gives_way = |first: &Range<usize>, second: &Range<usize>| {
            // "Him" would be another word.
            let is_he =
                narration.is_bare_pronoun(second.start) && is(second.start, Roles::MASCULINE);
            part.verb_second && is_he
                || part.verb_second
                    && is(first.start, Roles::DETERMINER)
                    && !first.clone().any(|at| is(at, Roles::TITLE))
                    && second.len() >= 2
                    && !is(second.start, Roles::DETERMINER)
                    && part.last_name(second).is_some_and(|name| self.names.is_last(name))
        };
        let to_verb = |verb: Option<usize>| {
            let way = match verb.filter(|_| same) {
                Some(at) if at >= mention.end => mention.end..at,
                Some(at) if at < mention.start => {
                    part.words[at].cue_end.min(mention.start)..mention.start
                }
                _ => return (NONE, NONE),
            };
            let commas = way.clone().filter(|&at| part.tokens[at].is_mark(',')).count();
            ((part.count_words(way.clone()) as f32).min(NONE), commas.min(5) as f32)
        };
        let [last_verb, next_verb] = verbs.map(to_verb);
        let mentions_nearer = count_mentions(&gap);
        let names = count_names(mention);
        let flag = |is: bool| f32::from(u8::from(is));
        [
            flag(before),
            words_away.min(80) as f32,
            away.min(6) as f32,
            passages_between.min(6) as f32,
            flag(!same),
            flag(mention.len() == 1 && narration.is_bare_pronoun(mention.start)),
            flag(is(mention.start, Roles::DETERMINER)),
            flag(mention.clone().any(|at| is(at, Roles::TITLE))),
            names.min(6) as f32,
            mention.len().min(16) as f32,
            verb_after,
            verb_after_at.map_or(NONE, |at| count_mentions(&(mention.end..at))),
            verb_before,
            flag(verbs_between > 0.0),
            verb_to_passage.min(40.0),
            flag(phrase_before),
            flag(phrase_after),
            flag(small_before),
            flag(previous.is_some_and(|at| part.tokens[at].is_capitalised(part.text))),
            flag(mark_at(part, previous) == Some(',')),
            from_start.min(30) as f32,
            flag(mark_at(part, Some(mention.end)) == Some(',')),
            flag(part.tokens.get(mention.end).is_some_and(|next| {
                next.is_word()
                    && !next.is_capitalised(part.text)
                    && !is(mention.end, Roles::STOP | Roles::PARTICLE | Roles::DETERMINER)
            })),
            flag(
                mark_at(here, range.start.checked_sub(1))
                    .is_some_and(|mark| matches!(mark, ':' | '：')),
            ),
            flag(is_rule),
            flag(is_rule && beside),
            flag(rule.is_none()),
            flag(content.starts_with(|first: char| first.is_uppercase() || first.is_numeric())),
            flag(content.ends_with([',', '?', '!'])),
            flag(content.ends_with(['.', '…', '。'])),
            here.count_words(range.start..range.end.min(range.start + 200)) as f32,
            flag(follows.is_some_and(|next| next.is_mark(','))),
            flag(here.count_words(0..range.start.min(40)) == 0),
            flag(follows.is_none()),
            count_mentions(&gap),
            flag(first_in_sentence),
            flag(is_recent),
            flag(recent_name),
            name.map_or(0.0, |name| self.names.times(name).min(20) as f32),
            self.passage.min(8) as f32,
            narrated().filter(|&at| is(at, Roles::STOP)).count().min(12) as f32,
            count_marks(&[',']).min(8.0),
            flag(narrated().any(|at| is_dash(part, at))),
            flag(count_marks(&[':']) > 0.0),
            verbs_between.min(6.0),
            flag(last_recent),
            flag(mention.clone().any(|at| part.tokens[at].kind == TokenKind::Number)),
            flag(
                (range.end..here.tokens.len().min(range.end + 6))
                    .take_while(|&at| sentence(here, at) == own)
                    .any(|at| here.narration().is_verb(at)),
            ),
            flag(follows.is_some_and(|next| next.is_word() && !next.is_capitalised(here.text))),
            flag(follows.is_some_and(|next| next.is_capitalised(here.text))),
            flag(part.mentions.first() == Some(mention)),
            flag(part.tokens[mention.end - 1].folded.ends_with("'s")),
            flag(mention.clone().any(|at| is(at, Roles::WRITTEN))),
            flag(
                same && {
                    // Another passage of the same sentence lies on the mention's other side.
                    let other =
                        if before { self.passage.checked_sub(1) } else { Some(self.passage + 1) };
                    other.and_then(|other| here.ranges.get(other)).is_some_and(|other| {
                        sentence(here, other.start) == own
                            && (other.end <= mention.start || mention.end <= other.start)
                            && (other.start < mention.start) == before
                    })
                },
            ),
            flag(words_away > 40),
            flag(verb_before < 3.0 && verb_after < 3.0),
            flag(is(mention.start, Roles::OBLIQUE)),
            flag(beyond.is_some()),
            flag(beyond.is_some_and(|other| narration.is_bare_pronoun(other.start))),
            flag(beyond.is_some_and(is_oblique)),
            beyond.map_or(0.0, |other| count_names(other).min(5) as f32),
            flag(is_weak(mention)),
            flag(name.is_some_and(|name| self.names.is_last(name))),
            flag(part.capital_nouns),
            flag(mention.start >= 2 && is(mention.start - 2, Roles::STOP | Roles::PARTICLE)),
            flag(previous.is_some_and(|at| is_dash(part, at))),
            flag(
                verb_before < 2.0
                    && !is_oblique(mention)
                    && beyond_before.is_none_or(|other| {
                        is_oblique(other) || is_weak(other) || gives_way(other, mention)
                    }),
            ),
            flag(
                verb_after < 2.0
                    && beyond_after.is_some_and(|other| !is_oblique(other) && !is_weak(other))
                    && (is_oblique(mention)
                        || is_weak(mention)
                        || beyond_after.is_some_and(|other| gives_way(mention, other))),
            ),
            flag(beyond_before.is_none() && verb_before < 2.0),
            flag(is_reported(here, &range)),
            flag(away == 0 && after.clone().any(|at| is(at, Roles::REPORTED))),
            // `dit-il`: the pronoun on the hyphen is the verb's subject.
            flag(
                mark_at(part, previous) == Some('-')
                    && narration.is_bare_pronoun(mention.start)
                    && !part.tokens[mention.start].spaced,
            ),
            last_verb.0,
            last_verb.1,
            next_verb.0,
            next_verb.1,
            flag(same && mentions_nearer == 0.0),
        ]
    }
}

impl View<'_, '_> {
    /// The last verb of saying before the passage in its sentence.
    fn verb_before(&self) -> Option<usize> {
        let start = self.range().start;
        (start.saturating_sub(REACH)..start)
            .rev()
            .take_while(|&at| self.is_in_sentence(at))
            .find(|&at| self.is_own_verb(at))
    }

    /// The first one after it.
    fn verb_after(&self) -> Option<usize> {
        let end = self.range().end;
        (end..self.here().tokens.len().min(end + REACH))
            .take_while(|&at| self.is_in_sentence(at))
            .find(|&at| self.is_own_verb(at))
    }

    fn is_in_sentence(&self, at: usize) -> bool {
        let sentences = &self.here().sentences;
        sentences.get(at) == sentences.get(self.range().start)
    }

    fn is_own_verb(&self, at: usize) -> bool {
        self.here().narration().is_verb(at) && !self.here().quoted[at]
    }
}

/// Tells whether the passage's sentence is in the mood of reported speech.
pub(super) fn is_reported(part: &Part, passage: &Range<usize>) -> bool {
    const FAR: usize = 30;
    let own = part.sentences.get(passage.start);
    (passage.start.saturating_sub(FAR)..part.tokens.len().min(passage.end + FAR)).any(|at| {
        !part.quoted[at]
            && part.sentences.get(at) == own
            && part.words[at].roles.any(Roles::REPORTED)
    })
}

impl Part<'_> {
    /// Tells whether a mention is of whom somebody speaks: `sie sei`. Where a verb of saying is in
    /// the sentence too (`sie habe gesagt`), it may be who speaks.
    fn is_reported_of(&self, mention: &Range<usize>) -> bool {
        const FAR: usize = 16;
        let narration = self.narration();
        let is = |at: usize| {
            self.words.get(at).is_some_and(|word| {
                word.roles.any(Roles::REPORTED) && !self.tokens[at].is_capitalised(self.text)
            })
        };
        if !is(mention.end) && !mention.start.checked_sub(1).is_some_and(is) {
            return false;
        }
        let own = self.sentences.get(mention.start);
        !(mention.end..self.tokens.len().min(mention.end + FAR)).any(|at| {
            self.sentences.get(at) == own
                && narration.is_verb(at)
                && !self.quoted[at]
                && !self.words[at].roles.any(Roles::REPORTED)
        })
    }
}

pub(super) fn is_dash(part: &Part, at: usize) -> bool {
    match part.tokens[at].kind {
        TokenKind::Mark('—' | '–' | '―') => true,
        // In `dit-il` it is a hyphen.
        TokenKind::Mark('-') => part.tokens[at].spaced,
        _ => false,
    }
}

impl Part<'_> {
    /// Returns the last name in a mention, folded.
    pub fn last_name(&self, mention: &Range<usize>) -> Option<&str> {
        let narration = self.narration();
        let is_name = |at: &usize| {
            self.tokens[*at].is_capitalised(self.text)
                && !narration.is(*at, Roles::TITLE | Roles::DETERMINER | Roles::PRONOUN)
        };
        let last = mention.clone().rev().find(is_name)?;
        let folded = &*self.tokens[last].folded;
        Some(folded.strip_suffix("'s").unwrap_or(folded))
    }
}
