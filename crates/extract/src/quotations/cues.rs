//! Describes in numbers how a cue stands to a mention and a passage, for the forest that chooses. No
//! number is of a language: words count by their roles. It must not know what is chosen.

use super::speaker::{Candidate, FAR, REACH, View, is_dash};
use super::vocabulary::Roles;
use std::ops::Range;

/// What a cue's numbers are.
pub const CUE_NAMES: [&str; 29] = [
    "known_verb",
    "phrase",
    "phrase_after",
    "words",
    "letters",
    "after_mention",
    "to_mention",
    "before_passage",
    "to_passage",
    "between",
    "sentences_to_passage",
    "rule",
    "recent",
    "passages_between",
    "verbs_to_mention",
    "verbs_to_passage",
    "small",
    "colon_follows",
    "comma_follows",
    "mention_before_passage",
    "mention_away",
    "other_block",
    "beside_mention",
    "last_of_chain",
    "comma_before",
    "particle_before",
    "of_another",
    "joins",
    "gap_of_recent",
];

pub(crate) type CueRow = [f32; CUE_NAMES.len()];

impl View<'_, '_> {
    /// Returns the words that may be the cue by which a mention is the speaker: cues of the language
    /// near the mention or the passage, and the word beside the mention that may be a verb.
    pub fn cues(&self, candidate: &Candidate) -> Vec<Range<usize>> {
        const FROM_MENTION: usize = 24;
        const FROM_PASSAGE: usize = 10;
        let part = &self.parts[candidate.part];
        let narration = part.narration();
        let mention = &candidate.range;
        let mut cues: Vec<Range<usize>> = Vec::new();
        let mut end_of_last = 0;
        let from = mention.start.saturating_sub(FROM_MENTION);
        let to = part.tokens.len().min(mention.end + FROM_MENTION);
        // A long description may lie between a mention and its verb, which stands at the passage.
        let passage = self.range();
        let beside = |at: &usize| candidate.part == self.part && *at < part.tokens.len();
        let near = || {
            let before = passage.start.saturating_sub(FROM_PASSAGE)..passage.start;
            before.chain(passage.end..passage.end + FROM_PASSAGE).filter(beside)
        };
        let first = near().filter(|at| *at < from);
        let last = near().filter(|at| *at >= to);
        for at in first.chain(from..to).chain(last) {
            let is_cue = (narration.is(at, Roles::VERB | Roles::PHRASE_AFTER)
                || narration.is_phrase(at))
                && at >= end_of_last;
            let beside = (at == mention.end || at == mention.end + 1 || at + 1 == mention.start)
                && part.tokens[at].is_word()
                && !part.tokens[at].is_capitalised(part.text)
                && !narration.is(
                    at,
                    Roles::STOP
                        | Roles::PARTICLE
                        | Roles::DETERMINER
                        | Roles::PRONOUN
                        | Roles::TITLE
                        | Roles::REPORTED,
                );
            // A dash between the quoted words and a name says who they are of.
            let dash =
                at + 1 == mention.start && is_dash(part, at) && at > 0 && part.quoted[at - 1];
            if part.quoted[at] || mention.contains(&at) && !is_cue || !is_cue && !beside && !dash {
                continue;
            }
            let end = if is_cue { part.words[at].cue_end.max(at + 1) } else { at + 1 };
            end_of_last = end;
            cues.push(at..end.min(part.tokens.len()));
        }
        if let Some((part, cue)) = self.recent.and_then(|recent| recent.cue.as_ref())
            && *part == candidate.part
            && self.recent.is_some_and(|recent| recent.candidate == *candidate)
            && !cues.contains(cue)
        {
            cues.push(cue.clone());
        }
        if part.cue_stays {
            let own = self.here().sentences.get(passage.start);
            let is_own = |at: usize| candidate.part == self.part && part.sentences.get(at) == own;
            cues.retain(|cue| !self.is_of_recent(candidate, cue) || is_own(cue.start));
        }
        cues
    }

    /// Tells whether the passage before has this cue.
    fn is_of_recent(&self, candidate: &Candidate, cue: &Range<usize>) -> bool {
        let recent = self.recent.and_then(|recent| recent.cue.as_ref());
        recent.is_some_and(|(part, recent)| *part == candidate.part && recent == cue)
    }

    /// Returns the numbers of a cue.
    pub fn cue_row(&self, candidate: &Candidate, cue: &Range<usize>) -> CueRow {
        let range = self.range();
        let part = &self.parts[candidate.part];
        let mention = &candidate.range;
        let narration = part.narration();
        let same = candidate.part == self.part;
        let after_mention = cue.start >= mention.end;
        let to_mention = if after_mention {
            mention.end..cue.start
        } else {
            cue.end.min(mention.start)..mention.start
        };
        let before_passage = !same || cue.start < range.start;
        let to_passage = match (same, before_passage) {
            (true, true) => {
                cue.end.max(range.start.saturating_sub(FAR)).min(range.start)..range.start
            }
            (true, false) => range.end.min(cue.start)..cue.start,
            (false, _) => cue.end..part.tokens.len().min(cue.end + REACH),
        };
        let sentence = |at: usize| part.sentences.get(at).copied().unwrap_or(0);
        let sentences = match same {
            true => sentence(cue.start).abs_diff(sentence(range.start)),
            false => {
                1 + sentence(part.tokens.len().saturating_sub(1))
                    .saturating_sub(sentence(cue.start))
            }
        };
        let is_cue = |at: usize| narration.is_verb(at) && !part.quoted[at] && !cue.contains(&at);
        let mention_before = !same || mention.start < range.start;
        let passages_between = part
            .ranges
            .partition_point(|passage| passage.start < to_passage.end)
            .saturating_sub(part.ranges.partition_point(|passage| passage.end <= to_passage.start));
        let next = part.tokens.get(cue.end);
        let is_rule = same
            && self
                .rule
                .and_then(|rule| rule.cue.as_ref())
                .is_some_and(|rule| rule.start < cue.end && cue.start < rule.end);
        let is_recent = self.is_of_recent(candidate, cue);
        let flag = |is: bool| f32::from(u8::from(is));
        let at = cue.start;
        let previous = at.checked_sub(1);
        [
            flag(narration.is(at, Roles::VERB)),
            flag(narration.is_phrase(at)),
            flag(narration.is(at, Roles::PHRASE_AFTER)),
            part.count_words(cue.clone()) as f32,
            part.bytes_of(cue).len().min(30) as f32,
            flag(after_mention),
            part.count_words(to_mention.clone()) as f32,
            flag(before_passage),
            part.count_words(to_passage.clone()).min(60) as f32,
            flag(
                same && (mention_before && after_mention && before_passage
                    || !mention_before && !after_mention && !before_passage),
            ),
            sentences.min(5) as f32,
            flag(is_rule),
            flag(is_recent),
            passages_between.min(5) as f32,
            to_mention.clone().filter(|&at| is_cue(at)).count() as f32,
            to_passage.clone().filter(|&at| is_cue(at)).count().min(6) as f32,
            flag(narration.is(at, Roles::STOP | Roles::PARTICLE | Roles::PRONOUN)),
            flag(next.is_some_and(|next| next.is_mark(':'))),
            flag(next.is_some_and(|next| next.is_mark(','))),
            flag(mention_before),
            flag(same && sentence(mention.start) != sentence(range.start)),
            flag(!same),
            flag(to_mention.is_empty()),
            flag(!(cue.end..cue.end + 2).any(|at| at < part.tokens.len() && is_cue(at))),
            flag(previous.is_some_and(|at| part.tokens[at].is_mark(','))),
            flag(previous.is_some_and(|at| narration.is(at, Roles::PARTICLE))),
            // `said he thought that`: the second verb has a subject of its own.
            flag({
                let other = part.mentions.partition_point(|other| other.end < cue.start);
                let other = part.mentions.get(other).filter(|other| *other != mention);
                other.is_some_and(|other| other.end == cue.start)
            }),
            // Whether the language's copy counts what follows an attribution as the same quotation.
            flag(part.joins_sentences),
            flag(is_recent && sentence(cue.start) != sentence(range.start)),
        ]
    }
}
