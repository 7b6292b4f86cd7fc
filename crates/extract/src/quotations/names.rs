//! The names in an article: surname to full name, and the name that a pronoun or a description
//! stands for, by gender and number where the language shows them. It must not know quotations.

use super::part::Part;
use super::speaker::Candidate;
use super::vocabulary::Roles;
use crate::words::{Token, TokenKind, WordMap};
use std::ops::Range;

/// Small words inside names, whatever the language of the text around them.
const IN_NAMES: [&str; 22] = [
    "de", "da", "do", "dos", "das", "du", "del", "della", "di", "van", "von", "der", "den", "ter",
    "zu", "bin", "ben", "al", "el", "la", "le", "d'",
];

/// What shows the gender or the number of a name.
const SHOWING: u16 = Roles::MASCULINE | Roles::FEMININE | Roles::PLURAL;

/// A pronoun stands for one of so many names that spoke last.
const REMEMBERED: usize = 6;

/// The full names of an article by their last word, what describes them, and how often they come.
#[derive(Default)]
pub(super) struct Names {
    by_last: WordMap<String>,
    by_description: WordMap<String>,
    times: WordMap<usize>,
    shown: WordMap<u16>,
}

impl Names {
    /// Takes the names of all blocks.
    pub fn of(parts: &[Part]) -> Names {
        let mut names = Names::default();
        for part in parts {
            names.read(part);
        }
        names
    }

    fn read(&mut self, part: &Part) {
        let mut at = 0;
        while at < part.tokens.len() {
            if !is_name(part, at) {
                at += 1;
                continue;
            }
            let run = at..run_end(part, at, part.tokens.len());
            at = run.end;
            self.add(part.text, &part.tokens[run]);
        }
        for mention in &part.mentions {
            self.describe(part, mention);
        }
    }

    fn add(&mut self, text: &str, name: &[Token]) {
        let (Some(first), Some(last)) = (name.first(), name.last()) else { return };
        let key = plain(&last.folded);
        *self.times.entry(key.to_owned()).or_default() += 1;
        if name.iter().filter(|token| token.is_word()).count() < 2 {
            return;
        }
        self.by_last
            .entry(key.to_owned())
            .or_insert_with(|| without_possessive(&text[first.start..last.end]).to_owned());
    }

    /// Learns from `the minister, Anna Lind` who "the minister" is, and that she is a woman.
    fn describe(&mut self, part: &Part, mention: &Range<usize>) {
        let Some(name) = run(part, mention.clone()) else { return };
        let Some(last) = part.last_name(&name) else { return };
        let narration = part.narration();
        let shown = mention.clone().fold(0, |all, at| all | part.words[at].roles.among(SHOWING));
        if shown & Roles::PLURAL == 0 {
            *self.shown.entry(last.to_owned()).or_default() |= shown;
        }
        let full = || {
            let full = self.by_last.get(last).cloned();
            full.unwrap_or_else(|| part.text[part.bytes_of(&name)].to_owned())
        };
        let titles: Vec<usize> = mention
            .clone()
            .filter(|&at| narration.is(at, Roles::TITLE) && !name.contains(&at))
            .collect();
        if let Some(&title) = titles.last() {
            let word = &*part.tokens[title].folded;
            // "Mr" describes everybody.
            if word.len() > 4 && !self.by_description.contains_key(word) {
                let full = full();
                self.by_description.insert(word.to_owned(), full);
            }
        }
    }

    /// Returns how often a last name comes in the article.
    pub fn times(&self, last: &str) -> usize {
        self.times.get(last).copied().unwrap_or(0)
    }

    /// Tells whether the article has a full name that ends so.
    pub fn is_last(&self, last: &str) -> bool {
        self.by_last.contains_key(last)
    }

    /// Returns the name to show for a mention: its own proper name, made full where the article
    /// gives more of it, or else the mention's words.
    pub fn full(&self, part: &Part, mention: Range<usize>) -> String {
        // "the minister, Anna Lind" is told by the part that is a name alone.
        let mention = name_alone(part, &mention).unwrap_or(mention);
        let plain_words = || without_possessive(&part.text[part.bytes_of(&mention)]).to_owned();
        let Some(run) = run(part, mention.clone()) else { return plain_words() };
        let name = without_possessive(&part.text[part.bytes_of(&run)]);
        let before = mention.start..run.start;
        let lower_before = !before.is_empty()
            && part.tokens[before.clone()].iter().any(Token::is_word)
            && !part.words[run.start - 1].roles.any(Roles::TITLE)
            && !part.tokens[run.start - 1].is_mark(',')
            && !part.tokens[run.start - 1].is_mark('.');
        // "l'équipe d'Amazon" is not Amazon, and "Trump's lawyer" is not Trump.
        let described_after = part.tokens[run.end - 1].folded.ends_with("'s")
            && part.tokens[run.end..mention.end].iter().any(Token::is_word);
        if lower_before || described_after {
            return plain_words();
        }
        if run.len() == 1
            && let Some(full) = self.by_last.get(plain(&part.tokens[run.start].folded))
        {
            return full.clone();
        }
        name.to_owned()
    }

    fn shows(&self, last: &str) -> u16 {
        self.shown.get(last).copied().unwrap_or(0)
    }
}

/// Who spoke or was named last.
#[derive(Default)]
pub(super) struct Memory {
    /// Names with what shows their gender, the latest last.
    names: Vec<(String, u16)>,
}

impl Memory {
    /// Returns the name to show for a speaker, and whether it stands elsewhere in the article: a
    /// pronoun or a description has none of its own.
    pub fn name(&mut self, parts: &[Part], names: &Names, who: &Candidate) -> (String, bool) {
        let part = &parts[who.part];
        let mention = &who.range;
        let narration = part.narration();
        if mention.len() == 1 && narration.is_bare_pronoun(mention.start) {
            let shown = part.words[mention.start].roles.among(SHOWING);
            let subject = subject_before(parts, who, names, shown);
            let name = subject
                .or_else(|| self.last(shown))
                .or_else(|| subject_of_block_before(parts, who, names, shown));
            let own = || part.text[part.bytes_of(mention)].to_owned();
            let name = name.unwrap_or_else(own);
            self.keep(name.clone(), shown);
            return (name, true);
        }
        let has_name = run(part, mention.clone()).is_some();
        let title = mention.clone().rev().find(|&at| narration.is(at, Roles::TITLE));
        let is_short = part.count_words(mention.clone()) <= 3;
        let is_described =
            !has_name || part.capital_nouns && is_short && title == Some(mention.end - 1);
        if is_described
            && is_short
            && narration.is(mention.start, Roles::DETERMINER)
            && let Some(title) = title
            && let Some(name) = names.by_description.get(&*part.tokens[title].folded)
        {
            let name = name.clone();
            let shown = part.words[title].roles.among(SHOWING);
            self.keep(name.clone(), shown);
            return (name, true);
        }
        let name = names.full(part, mention.clone());
        self.spoke(part, mention, &name);
        (name, false)
    }

    /// Remembers who spoke.
    pub fn spoke(&mut self, part: &Part, mention: &Range<usize>, name: &str) {
        if name.starts_with(char::is_uppercase) {
            let shown =
                mention.clone().fold(0, |all, at| all | part.words[at].roles.among(SHOWING));
            self.keep(name.to_owned(), shown);
        }
    }

    fn keep(&mut self, name: String, shown: u16) {
        let known = self.names.iter().position(|(other, _)| *other == name);
        let before = known.map_or(0, |at| self.names.remove(at).1);
        self.names.push((name, shown | before));
        if self.names.len() > REMEMBERED {
            self.names.remove(0);
        }
    }

    /// Returns the last name that a pronoun of some gender may stand for.
    fn last(&self, shown: u16) -> Option<String> {
        let fitting = self.names.iter().rev().find(|(_, of)| fits(*of, shown));
        fitting.map(|(name, _)| name.clone())
    }
}

/// Two that show different genders are not the same; what shows none may be any.
fn fits(one: u16, other: u16) -> bool {
    one == 0 || other == 0 || one & other != 0
}

/// The name that the sentence before a pronoun, or its own, is about.
fn subject_before(parts: &[Part], who: &Candidate, names: &Names, shown: u16) -> Option<String> {
    const SENTENCES: u32 = 2;
    let part = &parts[who.part];
    let own = part.sentences.get(who.range.start).copied()?;
    let before = part.mentions.partition_point(|mention| mention.start < who.range.start);
    subject(part, before, own.saturating_sub(SENTENCES), names, shown)
}

/// The name that the end of the block before is about.
fn subject_of_block_before(
    parts: &[Part],
    who: &Candidate,
    names: &Names,
    shown: u16,
) -> Option<String> {
    let part = parts.get(who.part.checked_sub(1)?)?;
    subject(part, part.mentions.len(), 0, names, shown)
}

/// The first fitting name of the nearest sentence, among the first so many mentions of a block.
fn subject(part: &Part, before: usize, from: u32, names: &Names, shown: u16) -> Option<String> {
    let mut best: Option<(u32, Range<usize>)> = None;
    for mention in part.mentions[..before].iter().rev().take(12) {
        let sentence = part.sentences.get(mention.start).copied()?;
        if sentence < from {
            break;
        }
        let named = mention.clone().filter(|&at| is_name(part, at)).count();
        let Some(last) = part.last_name(mention) else { continue };
        // Somebody with a first name or a title, or known by one elsewhere.
        let is_person = names.by_last.contains_key(last)
            && !part.words[mention.start].roles.any(Roles::DETERMINER)
            || mention.clone().any(|at| part.words[at].roles.any(Roles::TITLE));
        if named == 0 || !is_person || !fits(names.shows(last), shown) {
            continue;
        }
        // The first of the nearest sentence is its subject, more often than not.
        match &best {
            Some((of, _)) if *of != sentence => break,
            _ => best = Some((sentence, mention.clone())),
        }
    }
    best.map(|(_, mention)| names.full(part, mention))
        .filter(|name| name.starts_with(char::is_uppercase))
}

/// Returns the part of a mention between commas that is a name and nothing else.
fn name_alone(part: &Part, mention: &Range<usize>) -> Option<Range<usize>> {
    let mut start = mention.start;
    let mut found = None;
    for at in mention.clone().chain([mention.end]) {
        if at < mention.end && !part.tokens[at].is_mark(',') {
            continue;
        }
        let between = start..at;
        start = at + 1;
        let is_name = run(part, between.clone()).is_some_and(|run| run == between);
        if is_name && between.len() > found.as_ref().map_or(0, Range::len) {
            found = Some(between);
        }
    }
    found.filter(|name| name != mention)
}

fn plain(folded: &str) -> &str {
    folded.strip_suffix("'s").unwrap_or(folded)
}

fn without_possessive(name: &str) -> &str {
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name)
}

/// Returns the first run of capitalised words in a range that can be a name; small words of names
/// (`van`, `de`) may stand inside it. Titles before it are left out.
pub(super) fn run(part: &Part, range: Range<usize>) -> Option<Range<usize>> {
    let start = range.clone().find(|&at| is_name(part, at))?;
    Some(start..run_end(part, start, range.end))
}

fn is_name(part: &Part, at: usize) -> bool {
    let token = &part.tokens[at];
    token.is_capitalised(part.text)
        && !part.words[at].roles.any(Roles::DETERMINER | Roles::PRONOUN | Roles::TITLE)
        && !(part.words[at].roles.any(Roles::STOP | Roles::PHRASE) && token.spaced)
}

/// Returns the token after the name that begins at `start`; no name has more than eight tokens.
fn run_end(part: &Part, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    let mut next = end;
    while next < limit && next < start + 8 {
        let token = &part.tokens[next];
        // What belongs to a name does not go on with it.
        if part.tokens[next - 1].folded.ends_with("'s") {
            break;
        }
        match token.kind {
            TokenKind::Word if is_name(part, next) => end = next + 1,
            TokenKind::Word if IN_NAMES.contains(&&*token.folded) => {}
            TokenKind::Mark('-' | '‑' | '\'' | '’') if !token.spaced => {}
            TokenKind::Mark('&') => {}
            TokenKind::Mark('.') if part.tokens[next - 1].of(part.text).len() <= 2 => {}
            _ => break,
        }
        next += 1;
    }
    end
}
