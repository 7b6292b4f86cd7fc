//! Finds who is quoted: the cue near a passage and the noun phrase that is its subject. It must not
//! know marks; a passage is a range of tokens that it does not look into. The file is long because
//! the ways in which speakers stand around a passage are read together; what it finds is one opinion
//! among others where a model decides.

use super::vocabulary::{Roles, Word};
use crate::words::{Token, TokenKind};
use palimpsest_article::SpeakerBasis;
use std::ops::Range;

/// A block's words and where its quoted passages are.
pub(super) struct Narration<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token<'a>],
    pub words: &'a [Word],
    /// For each token, whether it is inside quotation marks.
    pub quoted: &'a [bool],
    /// Whether the language writes every noun with a capital.
    pub capital_nouns: bool,
}

/// Who is quoted, in tokens.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub cue: Option<Range<usize>>,
    pub speaker: Option<Range<usize>>,
    pub basis: SpeakerBasis,
    /// The cue stands right beside the passage.
    pub adjacent: bool,
    /// Cue and speaker follow its closing mark: `…”, said Lind`.
    pub behind: bool,
}

/// A speaker's description ends after this many words.
const LONGEST_SPEAKER: usize = 14;
/// A cue is looked for in this many words after and before a passage.
const FARTHEST: usize = 40;
/// Inside the marks an attribution goes on for so many tokens after its speaker.
const LONGEST_REST: usize = 8;
/// A cue this near is the passage's own.
const NEAR: usize = 8;

/// Finds the attribution of the passage whose tokens (marks included) are `passage`.
pub(super) fn attribute(narration: &Narration, passage: Range<usize>) -> Option<Attribution> {
    let after = narration.after(passage.end);
    let before = narration.before(passage.start);
    let verb_after = narration.verb_after(after.clone());
    let verb_before = narration.verb_before(before.clone());
    let near_after = verb_after
        .as_ref()
        .is_some_and(|found| found.cue.as_ref().is_some_and(|cue| cue.start - after.start <= NEAR));
    let colon = before.end > before.start && narration.tokens[before.end - 1].is_mark(':');
    let phrase = || {
        narration
            .phrase(after.start..after.end.min(after.start + NEAR))
            .or_else(|| narration.phrase(before.clone()))
    };
    if colon && verb_before.is_some() {
        return verb_before;
    }
    if near_after && verb_after.as_ref().is_some_and(|found| found.speaker.is_some()) {
        return verb_after;
    }
    let with_speaker = |found: &Attribution| found.speaker.is_some();
    let before_speaks = verb_before.clone().filter(with_speaker);
    let adjacent_before = before_speaks.clone().filter(|found| found.adjacent);
    adjacent_before
        .or_else(phrase)
        .or(before_speaks)
        .or_else(|| verb_after.clone().filter(with_speaker))
        .or(verb_before)
        .or(verb_after.filter(|found| found.adjacent))
}

/// Finds an attribution set inside the marks: `C’est fini, espère un député, et…`. Returns it with
/// the tokens it takes, commas included.
pub(super) fn inside(
    narration: &Narration,
    passage: Range<usize>,
) -> Option<(Range<usize>, Attribution)> {
    let commas = passage.clone().filter(|&at| {
        matches!(narration.tokens[at].kind, TokenKind::Mark(',' | '?' | '!' | '…' | '—' | '–'))
    });
    for comma in commas {
        let mut verb = comma + 1;
        // "a-t-il dit", "s'exclame": an auxiliary or pronoun may come first.
        let mut pronoun = None;
        while verb < passage.end && verb <= comma + 6 && !narration.is_verb(verb) {
            let word = narration.words[verb].roles;
            let is_small = word.any(Roles::STOP | Roles::PRONOUN)
                || narration.tokens[verb].is_mark('-')
                || narration.tokens[verb].folded == "t";
            if !is_small {
                break;
            }
            if word.any(Roles::PRONOUN) {
                pronoun = Some(verb..verb + 1);
            }
            verb += 1;
        }
        if verb >= passage.end || !narration.is_verb(verb) {
            continue;
        }
        let end = narration.words[verb].cue_end.min(passage.end);
        let limited = end..passage.end;
        let Some(speaker) = pronoun.or_else(|| narration.noun_phrase(limited)) else { continue };
        let mut after = speaker.end.max(end);
        // "– explain the authors on their site –": what opened the attribution closes it.
        let is_like = |at: &usize| narration.tokens[*at].kind == narration.tokens[comma].kind;
        let far = passage.end.min(after + LONGEST_REST);
        after = (after..far).find(is_like).unwrap_or(after);
        let ends = after >= passage.end
            || matches!(narration.tokens[after].kind, TokenKind::Mark(',' | '.' | ';' | ':'))
            || !narration.tokens[after].is_word();
        let inverted = speaker.start >= end || speaker.start > comma + 1;
        if ends && inverted {
            let taken = comma..(after + 1).min(passage.end);
            let attribution = Attribution {
                cue: Some(verb..end),
                speaker: Some(speaker),
                basis: SpeakerBasis::CueVerb,
                adjacent: true,
                behind: false,
            };
            return Some((taken, attribution));
        }
    }
    None
}

impl Narration<'_> {
    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.roles.any(Roles::VERB))
    }

    pub(super) fn is(&self, at: usize, roles: u16) -> bool {
        self.words.get(at).is_some_and(|word| word.roles.any(roles))
    }

    /// The rest of the sentence after a passage, up to the next passage.
    fn after(&self, from: usize) -> Range<usize> {
        let ended_inside = (from >= 2)
            && matches!(self.tokens[from - 2].kind, TokenKind::Mark('.' | '!' | '?' | '…'))
            && self.tokens.get(from).is_some_and(|token| {
                token.is_capitalised(self.text) && self.tokens[from - 2].is_mark('.')
            });
        if ended_inside {
            return from..from;
        }
        let mut end = from;
        while end < self.tokens.len()
            && end < from + FARTHEST
            && !self.quoted[end]
            && !self.ends_sentence(end)
        {
            end += 1;
        }
        from..end
    }

    /// The sentence before a passage, from its beginning.
    fn before(&self, to: usize) -> Range<usize> {
        let mut start = to;
        while start > 0 && start + FARTHEST > to {
            let at = start - 1;
            if self.ends_sentence(at) && !self.quoted[at] {
                break;
            }
            // The sentence ended inside other marks.
            let closes = self.quoted[at]
                && start < to
                && !self.quoted[start]
                && self.tokens[start].is_capitalised(self.text)
                && at >= 1
                && matches!(self.tokens[at - 1].kind, TokenKind::Mark('.' | '!' | '?'));
            if closes {
                break;
            }
            start -= 1;
        }
        start..to
    }

    /// `selon`; and words that mostly mean something else (`pour`) only where a clause begins.
    pub(super) fn is_phrase(&self, at: usize) -> bool {
        let is_common = || {
            self.words[at].cue_end == at + 1
                && self.tokens[at].folded.len() <= 4
                && self.is(at, Roles::PARTICLE)
        };
        self.is(at, Roles::PHRASE)
            && (!is_common() || at == 0 || self.quoted[at - 1] || !self.tokens[at - 1].is_word())
    }

    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        match self.tokens[at].kind {
            TokenKind::Mark('!' | '?' | '。' | '！' | '？') => true,
            TokenKind::Mark('.') => {
                let next = self.tokens.get(at + 1);
                let spaced = next.is_none_or(|next| next.spaced) || self.is_glued(at);
                let abbreviated = at > 0
                    && (self.is(at - 1, Roles::TITLE)
                        || self.tokens[at - 1].of(self.text).chars().count() == 1)
                    && !self.tokens[at].spaced
                    && next.is_some_and(|next| next.is_word());
                let goes_on = next.is_some_and(|next| {
                    next.is_word() && next.of(self.text).starts_with(char::is_lowercase)
                });
                spaced && !abbreviated && !goes_on
            }
            _ => false,
        }
    }

    /// `said.The` and `dit-il.«Le`: copy that lost the space after its full stop.
    fn is_glued(&self, stop: usize) -> bool {
        const SHORTEST: usize = 4;
        let is_word = |at: usize| {
            let word = self.tokens[at].of(self.text);
            word.chars().count() >= SHORTEST && word.chars().all(char::is_lowercase)
                || self.is(at, Roles::PRONOUN)
        };
        let opens = |at: usize| {
            self.quoted[at]
                || self.tokens[at].is_capitalised(self.text)
                    && self.tokens[at].of(self.text).chars().nth(1).is_some_and(char::is_lowercase)
        };
        !self.tokens[stop].spaced
            && stop.checked_sub(1).is_some_and(|at| self.tokens[at].is_word() && is_word(at))
            && stop + 1 < self.tokens.len()
            && opens(stop + 1)
    }

    /// `…”, said the minister` and `…”, the minister said`.
    fn verb_after(&self, region: Range<usize>) -> Option<Attribution> {
        let first = (region.clone()).find(|&at| self.tokens[at].is_word())?;
        for at in region.clone() {
            if !self.is_verb(at) {
                continue;
            }
            let end = self.words[at].cue_end.min(region.end);
            let is_first =
                at == first || at <= first + 4 && (first..at).all(|at| self.is_small(at));
            // Short words that are cues only where they stand: "so Wieland".
            let tiny = end - at == 1 && self.tokens[at].folded.len() <= 2;
            if tiny && at != first {
                continue;
            }
            let pronoun = (first..at).find(|&at| self.is(at, Roles::PRONOUN)).map(|at| at..at + 1);
            let speaker = if is_first {
                self.hyphened_pronoun(end, region.end)
                    .or_else(|| pronoun.filter(|_| at > first))
                    .or_else(|| self.subject_after(end..region.end))
            } else {
                self.noun_phrase_before(region.start..at)
                    .or_else(|| self.noun_phrase(end..region.end))
            };
            let adjacent =
                is_first || speaker.as_ref().is_some_and(|speaker| speaker.start <= first);
            let words_first = self.tokens[first..at].iter().filter(|token| token.is_word()).count();
            let behind = words_first <= 1
                && self.is_parted(region.start)
                && speaker.as_ref().is_some_and(|speaker| speaker.start <= end + 2);
            return Some(Attribution {
                cue: Some(at..end),
                speaker,
                basis: SpeakerBasis::CueVerb,
                adjacent,
                behind: behind && adjacent,
            });
        }
        None
    }

    /// Tells whether a comma, a stop or a dash parts the passage that ends here from what follows.
    fn is_parted(&self, end: usize) -> bool {
        let parts = |at: usize| {
            matches!(
                self.tokens.get(at).map(|token| token.kind),
                Some(TokenKind::Mark(',' | '.' | '!' | '?' | '…' | '—' | '–' | '-'))
            )
        };
        parts(end) || end >= 2 && parts(end - 2)
    }

    /// `The minister said: “…` and `On Monday said the minister: “…`.
    fn verb_before(&self, region: Range<usize>) -> Option<Attribution> {
        let mut without_speaker = None;
        for at in region.clone().rev() {
            if !self.is_verb(at) || self.quoted[at] {
                continue;
            }
            let end = self.words[at].cue_end.min(region.end);
            let tiny = end - at == 1 && self.tokens[at].folded.len() <= 2;
            // The last word of a longer cue is not one by itself.
            let covered = (1..=3).any(|back| {
                at >= region.start + back
                    && self.is_verb(at - back)
                    && self.words[at - back].cue_end > at
            });
            if tiny || covered {
                continue;
            }
            let left = self.noun_phrase_before(region.start..at);
            let inverted =
                self.subject_after(end..region.end.min(end + FARTHEST)).filter(|right| {
                    let reaches = (right.end..region.end).all(|at| !self.tokens[at].is_word());
                    // "In a talk with the station said she:" — what follows a preposition says nothing.
                    let left_is_loose = left.as_ref().is_none_or(|left| {
                        left.start > region.start
                            && self.is(left.start - 1, Roles::STOP | Roles::PARTICLE)
                    });
                    let opens_loosely = self.is(region.start, Roles::STOP) && right.start == end;
                    (reaches || opens_loosely) && left_is_loose
                        || reaches && right.start == end && self.is_bare_pronoun(right.start)
                });
            // Where what precedes the verb is no subject, what follows it is.
            let displaced = || {
                let left = left.as_ref()?;
                let right = self.subject_after(end..region.end.min(end + FARTHEST))?;
                let is_near = right.start <= end + 1;
                (is_near && self.is_no_subject(left) && !self.is_no_subject(&right))
                    .then_some(right)
            };
            let speaker = self
                .hyphened_pronoun(end, region.end)
                .or(inverted)
                .or_else(displaced)
                .or_else(|| left.clone())
                .or_else(|| self.noun_phrase(end..region.end));
            let adjacent = (end..region.end).filter(|&at| self.tokens[at].is_word()).count() <= 2;
            let found = Attribution {
                cue: Some(at..end),
                speaker,
                basis: SpeakerBasis::CueVerb,
                adjacent,
                behind: false,
            };
            if found.speaker.is_some() {
                return Some(found);
            }
            without_speaker = without_speaker.or(Some(found));
        }
        without_speaker
    }

    /// Forms that are no subject, what follows a preposition, and in a language that writes every
    /// noun with a capital a noun all alone.
    fn is_no_subject(&self, phrase: &Range<usize>) -> bool {
        let prepositional = phrase.start.checked_sub(1).is_some_and(|at| {
            self.is(at, Roles::STOP | Roles::PARTICLE) && !self.is(at, Roles::PHRASE | Roles::VERB)
        });
        let alone = self.capital_nouns
            && phrase.len() == 1
            && self.is_first_word(phrase.start)
            && !self.is(phrase.start, Roles::TITLE | Roles::PRONOUN);
        self.is(phrase.start, Roles::OBLIQUE) || prepositional || alone
    }

    fn is_first_word(&self, at: usize) -> bool {
        at == 0 || self.ends_sentence(at - 1)
    }

    /// `selon un communiqué`, `einem Bericht zufolge`.
    fn phrase(&self, region: Range<usize>) -> Option<Attribution> {
        let first = region.clone().find(|&at| self.tokens[at].is_word())?;
        for at in region.clone() {
            if self.quoted[at] {
                continue;
            }
            let end = self.words[at].cue_end.min(region.end);
            if self.is_phrase(at)
                && let Some(speaker) = self.noun_phrase(end..region.end)
            {
                return Some(Attribution {
                    cue: Some(at..end),
                    speaker: Some(speaker),
                    basis: SpeakerBasis::CuePhrase,
                    adjacent: at == first,
                    behind: false,
                });
            }
            if self.is(at, Roles::PHRASE_AFTER)
                && let Some(speaker) = self.noun_phrase_before(region.start..at)
            {
                return Some(Attribution {
                    cue: Some(at..end),
                    speaker: Some(speaker),
                    basis: SpeakerBasis::CuePhrase,
                    adjacent: at == first,
                    behind: false,
                });
            }
        }
        None
    }

    /// Auxiliaries, pronouns, hyphens: what may stand before an inverted verb.
    fn is_small(&self, at: usize) -> bool {
        !self.tokens[at].is_word()
            || self.is(at, Roles::STOP | Roles::PRONOUN)
            || self.tokens[at].folded == "t"
    }

    /// `dit-il`, `soupire-t-elle`.
    fn hyphened_pronoun(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let mut at = from;
        if at >= to || !self.tokens[at].is_mark('-') {
            return None;
        }
        while at < to && (self.tokens[at].is_mark('-') || self.tokens[at].folded == "t") {
            at += 1;
        }
        (at < to && self.is(at, Roles::PRONOUN)).then_some(at..at + 1)
    }

    /// The subject after an inverted verb, perhaps behind an adverb or an addressee:
    /// `a indiqué samedi à la presse un voisin`.
    fn subject_after(&self, region: Range<usize>) -> Option<Range<usize>> {
        let mut at = region.start;
        while at < region.end && at < region.start + 4 && self.tokens[at].is_word() {
            if let Some(phrase) = self.noun_phrase(at..region.end) {
                return Some(phrase);
            }
            at += 1;
        }
        None
    }

    /// The noun phrase that begins a region, if it can be a speaker.
    fn noun_phrase(&self, region: Range<usize>) -> Option<Range<usize>> {
        let start = region.start;
        if start >= region.end || !self.begins_speaker(start) {
            return None;
        }
        if self.is_bare_pronoun(start) {
            return Some(start..start + 1);
        }
        let mut end = start;
        while end < region.end && end < start + LONGEST_SPEAKER {
            let token = &self.tokens[end];
            let goes_on = match token.kind {
                TokenKind::Word => {
                    let is_name = token.is_capitalised(self.text);
                    let stops = self.is(end, Roles::STOP)
                        && !self.is(end, Roles::PARTICLE | Roles::DETERMINER)
                        && !is_name;
                    !stops
                }
                TokenKind::Number => true,
                TokenKind::Mark('-' | '\'' | '’' | '&' | '/') => true,
                TokenKind::Mark('.') => !self.ends_sentence(end),
                TokenKind::Mark('(') => {
                    self.tokens.get(end + 2).is_some_and(|token| token.is_mark(')'))
                }
                TokenKind::Mark(')') => true,
                TokenKind::Mark(_) => false,
            };
            if !goes_on || self.quoted[end] {
                break;
            }
            end += 1;
        }
        self.trimmed(start..end)
    }

    /// The noun phrase that ends just before a verb.
    fn noun_phrase_before(&self, region: Range<usize>) -> Option<Range<usize>> {
        let mut end = region.end;
        let mut skipped = 0;
        // Auxiliaries, adverbs and commas between subject and verb.
        while end > region.start && skipped < 8 {
            let at = end - 1;
            let is_name = self.tokens[at].is_capitalised(self.text);
            let pronoun = self.is_bare_pronoun(at);
            let skip = !self.quoted[at]
                && (self.tokens[at].is_mark(',')
                    || self.tokens[at].is_mark('\'')
                    || self.is(at, Roles::STOP) && !is_name && !pronoun
                    || self.is_verb(at) && !is_name);
            if !skip {
                break;
            }
            end -= 1;
            skipped += 1;
        }
        if end <= region.start || self.quoted[end - 1] {
            return None;
        }
        if self.is_bare_pronoun(end - 1) {
            return Some(end - 1..end);
        }
        let mut start = end;
        while start > region.start && start + LONGEST_SPEAKER > end {
            let at = start - 1;
            let token = &self.tokens[at];
            let is_name = token.is_capitalised(self.text);
            let goes_on = match token.kind {
                TokenKind::Word => {
                    !(self.is(at, Roles::STOP)
                        && !self.is(at, Roles::PARTICLE | Roles::DETERMINER)
                        && !is_name)
                        && (!self.is_verb(at) || is_name || self.is(at, Roles::TITLE))
                }
                TokenKind::Number | TokenKind::Mark('-' | '\'' | '’' | '&' | '/' | '(' | ')') => {
                    true
                }
                TokenKind::Mark('.') => !self.ends_sentence(at),
                TokenKind::Mark(_) => false,
            };
            if !goes_on || self.quoted[at] {
                break;
            }
            start -= 1;
        }
        let phrase = self.trimmed(start..end)?;
        // "Anna Lind, the head of the port, said": the name before the comma is the speaker too.
        let has_name = phrase
            .clone()
            .any(|at| self.tokens[at].is_capitalised(self.text) && at != region.start);
        let comma = phrase.start > region.start && self.tokens[phrase.start - 1].is_mark(',');
        if comma && !has_name {
            let mut name = phrase.start - 1;
            while name > region.start && self.tokens[name - 1].is_capitalised(self.text) {
                name -= 1;
            }
            if name < phrase.start - 1 {
                return Some(name..phrase.end);
            }
        }
        Some(phrase)
    }

    /// Drops what does not belong to a speaker from both ends; `None` where nothing is left that
    /// could be one.
    fn trimmed(&self, mut phrase: Range<usize>) -> Option<Range<usize>> {
        while phrase.start < phrase.end && !self.begins_speaker(phrase.start) {
            phrase.start += 1;
        }
        while phrase.start < phrase.end {
            let last = phrase.end - 1;
            let loose = !matches!(self.tokens[last].kind, TokenKind::Word | TokenKind::Mark(')'))
                || self.is(last, Roles::PARTICLE | Roles::DETERMINER | Roles::STOP)
                    && !self.tokens[last].is_capitalised(self.text);
            if !loose {
                break;
            }
            phrase.end -= 1;
        }
        if phrase.is_empty() {
            return None;
        }
        let named = phrase.clone().any(|at| self.tokens[at].is_capitalised(self.text));
        let described = phrase.len() > 1 && self.is(phrase.start, Roles::DETERMINER | Roles::TITLE);
        (named || described || self.is_bare_pronoun(phrase.start)).then_some(phrase)
    }

    fn begins_speaker(&self, at: usize) -> bool {
        let describes = self.is(at, Roles::DETERMINER | Roles::TITLE | Roles::PRONOUN);
        let names = self.tokens[at].is_capitalised(self.text) && !self.is(at, Roles::STOP);
        !self.quoted[at] && self.tokens[at].is_word() && (describes || names)
    }

    /// A pronoun that is not an article too.
    pub fn is_bare_pronoun(&self, at: usize) -> bool {
        self.is(at, Roles::PRONOUN)
            && !self.quoted[at]
            && (!self.is(at, Roles::DETERMINER)
                || self.tokens.get(at + 1).is_none_or(|next| {
                    !next.is_word() || self.is(at + 1, Roles::VERB | Roles::STOP)
                }))
    }
}
