//! Finds the noun phrases of a block that may be somebody who speaks. It must not know which
//! passage they are near, nor what is decided about them.

use super::attribution::Narration;
use super::vocabulary::Roles;
use crate::words::TokenKind;
use std::ops::Range;

/// A description goes on for at most so many tokens.
const LONGEST: usize = 24;
/// So many words without a capital may follow each other inside a description.
const LOWER_IN_A_ROW: usize = 4;
/// A parenthesis inside a mention has at most so many tokens: `(D-Wis.)`.
const LONGEST_PARENTHESIS: usize = 7;

/// Returns the mentions of a block in order; they do not overlap.
pub(super) fn mentions(narration: &Narration) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < narration.tokens.len() {
        let phrase = narration.begins_mention(at).then(|| narration.mention_at(at)).flatten();
        let Some(phrase) = phrase else {
            at += 1;
            continue;
        };
        at = phrase.end;
        match found.last_mut() {
            Some(last) if narration.is_apposition(last, &phrase) => last.end = phrase.end,
            _ => found.push(phrase),
        }
        if let (Some(last), Some(end)) = (found.last_mut(), narration.age(at)) {
            last.end = end;
            at = end;
        }
    }
    found
}

impl Narration<'_> {
    /// A capital letter that is not the sentence's, and no small word.
    fn is_name(&self, at: usize) -> bool {
        self.tokens[at].is_capitalised(self.text)
            && !self.is(at, Roles::PRONOUN | Roles::DETERMINER)
            && !(self.is(at, Roles::VERB) && self.opens_sentence(at))
            && (!self.is(at, Roles::STOP | Roles::PHRASE | Roles::PARTICLE)
                || self.goes_on_with_name(at))
    }

    /// "On" is no name; "Will Smith" and "Mark Long" are, for the next word is one.
    fn goes_on_with_name(&self, at: usize) -> bool {
        !self.opens_sentence(at)
            && self.tokens.get(at + 1).is_some_and(|next| {
                next.is_capitalised(self.text)
                    && !self
                        .is(at + 1, Roles::STOP | Roles::DETERMINER | Roles::PRONOUN | Roles::TITLE)
            })
    }

    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        at == 0 || self.ends_sentence(at - 1) || self.quoted[at - 1]
    }

    fn begins_mention(&self, at: usize) -> bool {
        !self.quoted[at]
            && self.tokens[at].is_word()
            && (self.is(at, Roles::DETERMINER | Roles::TITLE | Roles::PRONOUN) || self.is_name(at))
    }

    fn mention_at(&self, start: usize) -> Option<Range<usize>> {
        if self.is_bare_pronoun(start) {
            return Some(start..start + 1);
        }
        let determined = self.is(start, Roles::DETERMINER);
        let mut described = determined || self.is(start, Roles::TITLE);
        let mut particles = 0;
        let mut end = start + 1;
        let mut next = end;
        let mut lower = 0;
        let mut named = self.is_name(start) || self.is(start, Roles::TITLE);
        // In German a noun has a capital: what follows without one is no part of the phrase.
        let mut after_noun = named && self.capital_nouns;
        if self.is_possessive(start) {
            described = true;
        }
        while next < self.tokens.len() && next < start + LONGEST && !self.quoted[next] {
            let token = &self.tokens[next];
            match token.kind {
                TokenKind::Word
                    if self.is_name(next)
                        || self.is(next, Roles::TITLE) && (described || named) =>
                {
                    // A cue may be a name too ("Rufe"), a title never ends a phrase.
                    (end, lower, named) = (next + 1, 0, true);
                    after_noun = self.capital_nouns;
                    // "The Clinton campaign", but no more of "Anna Lind of Hull thought".
                    described = determined && particles == 0
                        || self.is_possessive(next)
                        || self.is(next, Roles::TITLE);
                }
                TokenKind::Word if self.is(next, Roles::PARTICLE) => {
                    (described, after_noun, particles) = (true, false, particles + 1);
                }
                TokenKind::Word if self.is(next, Roles::DETERMINER) => {
                    if end == next && !self.is(next - 1, Roles::PARTICLE | Roles::DETERMINER) {
                        break;
                    }
                }
                TokenKind::Word => {
                    let ends = self.is(next, Roles::VERB | Roles::STOP | Roles::PRONOUN)
                        || self.is(next, Roles::PHRASE | Roles::PHRASE_AFTER);
                    if ends || !described || after_noun || lower >= LOWER_IN_A_ROW {
                        break;
                    }
                    (end, lower) = (next + 1, lower + 1);
                }
                // `U2P` and `EB-5` are words of the name.
                TokenKind::Number if described || !token.spaced => end = next + 1,
                TokenKind::Mark('-' | '‑' | '\'' | '’' | '/') if !token.spaced => {}
                TokenKind::Mark('&') => {}
                TokenKind::Mark('.') if !self.ends_sentence(next) && !token.spaced => {
                    // An abbreviation keeps its point.
                    end = next + 1;
                }
                TokenKind::Mark('(') => match self.parenthesis(next) {
                    Some(close) => (end, next) = (close, close - 1),
                    None => break,
                },
                _ => break,
            }
            next += 1;
        }
        while end > start + 1 && self.is(end - 1, Roles::PARTICLE | Roles::DETERMINER) {
            end -= 1;
        }
        let has_noun = named || described && end > start + 1;
        has_noun.then_some(start..end)
    }

    /// `Trump’s`: what follows is described by it.
    fn is_possessive(&self, at: usize) -> bool {
        let word = &self.tokens[at].folded;
        word.ends_with("'s") || word.ends_with("’s")
    }

    fn parenthesis(&self, open: usize) -> Option<usize> {
        let end = self.tokens.len().min(open + LONGEST_PARENTHESIS);
        let close = (open..end).find(|&at| self.tokens[at].is_mark(')'))?;
        let is_plain = (open..close).all(|at| !self.is(at, Roles::VERB) && !self.quoted[at]);
        is_plain.then_some(close + 1)
    }

    /// `, 25` after a mention, before a comma.
    fn age(&self, at: usize) -> Option<usize> {
        let is_number = self.tokens.get(at + 1)?.kind == TokenKind::Number;
        let comma = |at: usize| self.tokens.get(at).is_some_and(|token| token.is_mark(','));
        (comma(at) && is_number && comma(at + 2)).then_some(at + 2)
    }

    /// `Anna Lind, the head of the port` and `the minister, Paul Roux`: one of both is a name alone,
    /// the other describes it, and a comma, a cue or the sentence's end follows.
    fn is_apposition(&self, first: &Range<usize>, second: &Range<usize>) -> bool {
        if second.start != first.end + 1 || !self.tokens[first.end].is_mark(',') {
            return false;
        }
        let describes = |phrase: &Range<usize>| {
            self.is(phrase.start, Roles::DETERMINER | Roles::TITLE)
                || !self.tokens[phrase.start].is_capitalised(self.text)
        };
        let is_pronoun = |phrase: &Range<usize>| self.is_bare_pronoun(phrase.start);
        if is_pronoun(first) || is_pronoun(second) || describes(first) == describes(second) {
            return false;
        }
        let next = self.tokens.get(second.end);
        next.is_none_or(|next| {
            matches!(next.kind, TokenKind::Mark(',' | '.' | ':' | ';' | '(')) || !next.is_word()
        }) || self.is(second.end, Roles::VERB)
    }
}
