//! The names in an article: surname to full name, and the name a pronoun stands for. It must not
//! know quotations.

use super::vocabulary::{Roles, Word};
use crate::words::{Token, TokenKind};
use std::{collections::HashMap, ops::Range};

/// Small words inside names, whatever the language of the text around them.
const IN_NAMES: [&str; 22] = [
    "de", "da", "do", "dos", "das", "du", "del", "della", "di", "van", "von", "der", "den", "ter",
    "zu", "bin", "ben", "al", "el", "la", "le", "d'",
];

/// The full names of an article by their last word.
#[derive(Default)]
pub(super) struct Names {
    by_last: HashMap<String, String>,
}

impl Names {
    /// Takes the names of one block.
    pub fn read(&mut self, text: &str, tokens: &[Token], words: &[Word]) {
        let mut at = 0;
        while at < tokens.len() {
            if !is_name(text, tokens, words, at) {
                at += 1;
                continue;
            }
            let run = at..run_end(text, tokens, words, at, tokens.len());
            at = run.end;
            self.add(text, &tokens[run]);
        }
    }

    fn add(&mut self, text: &str, name: &[Token]) {
        let (Some(first), Some(last)) = (name.first(), name.last()) else { return };
        if name.iter().filter(|token| token.is_word()).count() < 2 {
            return;
        }
        self.by_last
            .entry(last.folded.to_string())
            .or_insert_with(|| text[first.start..last.end].to_owned());
    }

    /// Returns the name to show for a mention: its own proper name, made full where the article
    /// gives more of it, or else the mention's words.
    pub fn full(
        &self,
        text: &str,
        tokens: &[Token],
        words: &[Word],
        mention: Range<usize>,
    ) -> String {
        let plain = || text[tokens[mention.start].start..tokens[mention.end - 1].end].to_owned();
        let Some(run) = run(text, tokens, words, mention.clone()) else { return plain() };
        let name = &text[tokens[run.start].start..tokens[run.end - 1].end];
        let lower_before = run.start > mention.start
            && tokens[mention.start..run.start].iter().any(Token::is_word)
            && !words[run.start - 1].roles.any(Roles::TITLE)
            && !tokens[run.start - 1].is_mark(',');
        // "l'équipe d'Amazon" is not Amazon.
        if lower_before {
            return plain();
        }
        if run.len() == 1
            && let Some(full) = self.by_last.get(&*tokens[run.start].folded)
        {
            return full.clone();
        }
        name.to_owned()
    }
}

/// Returns the first run of capitalised words in a range that can be a name; small words of names
/// (`van`, `de`) may stand inside it. Titles before it are left out.
pub(super) fn run(
    text: &str,
    tokens: &[Token],
    words: &[Word],
    range: Range<usize>,
) -> Option<Range<usize>> {
    let start = range.clone().find(|&at| is_name(text, tokens, words, at))?;
    Some(start..run_end(text, tokens, words, start, range.end))
}

fn is_name(text: &str, tokens: &[Token], words: &[Word], at: usize) -> bool {
    tokens[at].is_capitalised(text)
        && !words[at].roles.any(Roles::DETERMINER | Roles::PRONOUN | Roles::TITLE)
        && !(words[at].roles.any(Roles::STOP | Roles::PHRASE) && tokens[at].spaced)
}

/// Returns the token after the name that begins at `start`; no name has more than eight tokens.
fn run_end(text: &str, tokens: &[Token], words: &[Word], start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    let mut next = end;
    while next < limit && next < start + 8 {
        let token = &tokens[next];
        match token.kind {
            TokenKind::Word if is_name(text, tokens, words, next) => end = next + 1,
            TokenKind::Word if IN_NAMES.contains(&&*token.folded) => {}
            TokenKind::Mark('-' | '\'' | '’') if !token.spaced => {}
            TokenKind::Mark('.') if tokens[next - 1].of(text).len() <= 2 => {}
            _ => break,
        }
        next += 1;
    }
    end
}
