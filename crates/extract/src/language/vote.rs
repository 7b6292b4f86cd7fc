//! Lets the words of a text vote for languages: function words by how frequent they are, letters by
//! who has them. It must not know what a page declares.

use super::{are_near, scripts::Script};
use crate::{
    lexicon,
    words::{WordHasher, WordMap, is_letter},
};
use std::{collections::HashMap, hash::BuildHasherDefault, sync::LazyLock};

/// A language's number in the order of [`codes`].
pub(super) type Index = usize;

/// What the words of a text say of every language, as sums of logarithms of likelihoods.
pub(super) struct Tally {
    pub scores: Vec<f32>,
}

/// How much a word speaks against the languages that lack one of its letters. Names and loan words
/// have such letters in every language, so it is less than a function word says.
const FOREIGN_LETTER: f32 = 1.5;
/// How much less likely a rarely written language is than its kin, before a word is read.
const RARE: f32 = 4.0;
/// What an ending of a word that is not listed says for a language that has it.
const ENDING: f32 = 1.6;
/// The longest ending that is looked for, in letters; the shortest has two.
const LONGEST_ENDING: usize = 5;
/// How often a word of a text counts.
const OFTEN: u8 = 4;
/// How likely a word is in a language that does not list it.
const UNLISTED: f32 = 1.0e-4;

/// The words and letters of all languages, made for looking up.
struct Table {
    codes: Vec<&'static str>,
    priors: Vec<f32>,
    /// By script, the languages written in it.
    written_in: Vec<(Script, u128)>,
    /// For each word, which of `ballots` is its.
    words: WordMap<u16>,
    /// The same for endings of words.
    endings: WordMap<u16>,
    ballots: Vec<Vec<(u8, f32)>>,
    /// The languages that have a letter, for the letters that some have and others have not.
    letters: HashMap<char, u128, BuildHasherDefault<WordHasher>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let languages = lexicon::recognisable();
    let mut table = Table {
        codes: languages.iter().map(|(code, _)| *code).collect(),
        priors: Vec::new(),
        written_in: Vec::new(),
        words: WordMap::default(),
        endings: WordMap::default(),
        ballots: Vec::new(),
        letters: HashMap::default(),
    };
    let mut votes: Vec<(&str, u8, f32)> = Vec::new();
    // As many languages as the masks have bits; a test holds the number below.
    for (index, (_, own)) in (0u8..128).zip(&languages) {
        table.priors.push(if own.rare { -RARE } else { 0.0 });
        // A language that is written in two scripts has a first word in each.
        let mut ranks = [0; Script::COUNT];
        for word in own.words.split_whitespace() {
            let Some(script) = word.chars().find_map(Script::of) else { continue };
            let rank = &mut ranks[script as usize];
            votes.push((word, index, if word.starts_with('-') { ENDING } else { weight(*rank) }));
            if *rank == 0 {
                add_script(&mut table.written_in, script, index);
            }
            *rank += 1;
        }
        for letter in own.letters.chars() {
            *table.letters.entry(letter).or_default() |= 1 << index;
        }
    }
    votes.sort_by_key(|(word, language, _)| (*word, *language));
    for group in votes.chunk_by(|one, other| one.0 == other.0) {
        let mut ballot: Vec<(u8, f32)> =
            group.iter().map(|(_, language, weight)| (*language, *weight)).collect();
        even_out(&mut ballot, &table.codes);
        let number = table.ballots.len() as u16;
        match group[0].0.strip_prefix('-') {
            Some(ending) => table.endings.insert(ending.to_owned(), number),
            None => table.words.insert(group[0].0.to_owned(), number),
        };
        table.ballots.push(ballot);
    }
    table
});

/// Gives a word that near languages share the same weight in each: only what they do not share can
/// tell them apart.
fn even_out(ballot: &mut [(u8, f32)], codes: &[&str]) {
    let code = |language: u8| codes[usize::from(language)];
    let even: Vec<f32> = ballot
        .iter()
        .map(|&(language, weight)| {
            ballot
                .iter()
                .filter(|(other, _)| are_near(code(language), code(*other)))
                .fold(weight, |highest, (_, weight)| highest.max(*weight))
        })
        .collect();
    for ((_, weight), even) in ballot.iter_mut().zip(even) {
        *weight = even;
    }
}

/// By Zipf's law a word's share of the text falls with its rank.
fn weight(rank: usize) -> f32 {
    (0.06 / (rank as f32 + 2.0) / UNLISTED).ln()
}

fn add_script(written_in: &mut Vec<(Script, u128)>, script: Script, language: u8) {
    match written_in.iter_mut().find(|(other, _)| *other == script) {
        Some((_, mask)) => *mask |= 1 << language,
        None => written_in.push((script, 1 << language)),
    }
}

/// Returns the codes of all languages that are known by their words.
pub(super) fn codes() -> &'static [&'static str] {
    &TABLE.codes
}

/// How often each ballot was cast. There are far more ballots than a block has words, so they have
/// no place each: a ballot is looked for from the place of its number on.
struct Times(Vec<(u16, u8)>);

impl Times {
    /// Makes room for all words of a text.
    fn of(text: &str) -> Self {
        // A word and what parts it from the next are two bytes at least; one place stays free.
        Self(vec![(0, 0); (text.len() / 2 + 2).next_power_of_two()])
    }

    fn of_ballot(&mut self, ballot: u16) -> &mut u8 {
        let last = self.0.len() - 1;
        let mut at = usize::from(ballot) & last;
        while self.0[at].1 != 0 && self.0[at].0 != ballot {
            at = (at + 1) & last;
        }
        self.0[at].0 = ballot;
        &mut self.0[at].1
    }
}

/// Lets the words of the text vote among the languages of a script; those of other scripts come
/// back with minus infinity.
pub(super) fn vote(text: &str, script: Script) -> Tally {
    let table = &*TABLE;
    let written =
        table.written_in.iter().find(|(other, _)| *other == script).map_or(0, |(_, mask)| *mask);
    let mut scores: Vec<f32> = table
        .priors
        .iter()
        .enumerate()
        .map(|(index, prior)| if (written >> index) & 1 == 1 { *prior } else { f32::NEG_INFINITY })
        .collect();
    let mut times = Times::of(text);
    let mut cast = |ballot: u16| {
        let times = times.of_ballot(ballot);
        // A word that a list or a program repeats says no more each time.
        if *times < OFTEN {
            *times += 1;
            for &(language, weight) in &table.ballots[usize::from(ballot)] {
                scores[usize::from(language)] += weight;
            }
        }
    };
    let mut strange = [0u16; 128];
    let mut word = String::new();
    // The languages that have every letter of the word.
    let mut at_home = u128::MAX;
    let mut counted = |word: &mut String, at_home: &mut u128| {
        match table.words.get(word.as_str()) {
            Some(&ballot) => cast(ballot),
            None => {
                endings(word).find_map(|end| table.endings.get(end)).copied().map_or((), &mut cast)
            }
        }
        let mut strangers = written & !*at_home;
        while strangers != 0 {
            strange[strangers.trailing_zeros() as usize] += 1;
            strangers &= strangers - 1;
        }
        word.clear();
        *at_home = u128::MAX;
    };
    let mut in_number = false;
    for letter in text.chars() {
        match letter {
            // Part of a formula or an address, not a word.
            '0'..='9' | '_' | '/' | '@' | '=' => {
                word.clear();
                at_home = u128::MAX;
                in_number = true;
            }
            _ if in_number && !letter.is_whitespace() => {}
            _ if in_number => in_number = false,
            'a'..='z' => word.push(letter),
            'A'..='Z' => word.push(letter.to_ascii_lowercase()),
            _ if is_of_word(letter) => {
                // The dot that falls off a Turkish capital I is no letter.
                for lower in letter.to_lowercase().filter(|&lower| lower != '\u{307}') {
                    if let Some(mask) = table.letters.get(&lower) {
                        at_home &= mask;
                    }
                    word.push(lower);
                }
            }
            _ if word.is_empty() => {}
            _ => counted(&mut word, &mut at_home),
        }
    }
    counted(&mut word, &mut at_home);
    for (score, strange) in scores.iter_mut().zip(strange) {
        *score -= f32::from(strange) * FOREIGN_LETTER;
    }
    Tally { scores }
}

/// Returns the longest endings of a word that is longer than they are, longest first.
fn endings(word: &str) -> impl Iterator<Item = &str> {
    let mut cuts = [0; LONGEST_ENDING];
    let count = word
        .char_indices()
        .rev()
        .take(LONGEST_ENDING)
        .zip(&mut cuts)
        .map(|((at, _), cut)| *cut = at)
        .count();
    (1..count).rev().map(move |nth| cuts[nth]).filter(|cut| *cut > 1).map(|cut| &word[cut..])
}

/// Letters, and the marks that are part of words in the scripts of Asia.
fn is_of_word(letter: char) -> bool {
    is_letter(letter)
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200c}')
        || (matches!(letter, '\u{900}'..='\u{dff}') && !matches!(letter, '\u{964}' | '\u{965}'))
}

impl Tally {
    /// Returns the language with the highest score, and how far it is before the second.
    pub fn best(&self) -> Option<(Index, f32)> {
        let mut best: Option<(Index, f32)> = None;
        let mut second = f32::NEG_INFINITY;
        for (index, &score) in self.scores.iter().enumerate() {
            match best {
                _ if score == f32::NEG_INFINITY => {}
                Some((_, highest)) if score <= highest => second = second.max(score),
                _ => {
                    second = best.map_or(second, |(_, highest)| highest);
                    best = Some((index, score));
                }
            }
        }
        best.map(|(index, score)| (index, score - second.max(score - 1_000.0)))
    }

    /// Adds to the score of a language that takes part.
    pub fn add(&mut self, code: &str, more: f32) {
        if let Some(index) = codes().iter().position(|other| *other == code) {
            self.scores[index] += more;
        }
    }

    /// Returns the score of a language.
    pub fn score(&self, code: &str) -> Option<f32> {
        let index = codes().iter().position(|other| *other == code)?;
        self.scores.get(index).copied().filter(|score| score.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_masks_have_a_bit_for_every_language() {
        assert!(codes().len() <= 128, "{}", codes().len());
        let mut unique = codes().to_vec();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), codes().len(), "a language has two files");
    }

    #[test]
    fn function_words_decide() {
        let best = |text| vote(text, Script::Latin).best().map(|(index, _)| codes()[index]);
        assert_eq!(best("the man who was there"), Some("en"));
        assert_eq!(best("der Mann, der dort war"), Some("de"));
        assert_eq!(best("L'homme qui était là"), Some("fr"));
    }

    #[test]
    fn a_language_without_the_letters_of_a_text_loses() {
        let tally = vote("Łódź źdźbło", Script::Latin);
        assert!(tally.score("pl") > tally.score("en"));
    }
}
