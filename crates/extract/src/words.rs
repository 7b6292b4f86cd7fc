//! Splits text into words, numbers and marks, and finds phrases among them. It must not know what
//! a phrase means, nor any particular language beyond how scripts part their words.

use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A word, a number or a single mark, with its place in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'t> {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// Whether white space (or the text's start) stands before it.
    pub spaced: bool,
    /// A word in its folded form; empty for numbers and marks.
    pub folded: Cow<'t, str>,
}

/// A text and its tokens: several rooms ask for them, and some texts nobody asks about.
pub(crate) struct Words<'t> {
    pub text: &'t str,
    tokens: OnceCell<Vec<Token<'t>>>,
}

impl<'t> Words<'t> {
    /// Takes a text, which is split when its tokens are asked for.
    pub fn of(text: &'t str) -> Self {
        Self { text, tokens: OnceCell::new() }
    }

    /// Returns the tokens of the text.
    pub fn tokens(&self) -> &[Token<'t>] {
        self.tokens.get_or_init(|| {
            let mut tokens = tokens(self.text);
            // They stay while the article is made, those of the whole text at once.
            tokens.shrink_to_fit();
            tokens
        })
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Number,
    Mark(char),
}

impl Token<'_> {
    /// Tells whether the token is this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// Tells whether the token is a word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Returns the token's words in the text it was read from.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Tells whether a word begins with a capital letter.
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.is_word() && self.of(text).starts_with(char::is_uppercase)
    }
}

/// Words that lose their last vowel before another word; their apostrophe parts two words.
const ELIDED: [&str; 16] = [
    "qu", "lorsqu", "puisqu", "jusqu", "dell", "all", "nell", "dall", "sull", "un", "gl", "quell",
    "quest", "coll", "degl", "dagl",
];

/// Splits a text into tokens, in one pass.
///
/// Scripts that write no spaces give one token a character. White space gives no token.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let mut spaced = true;
    let mut end = 0;
    while let Some(byte) = text.as_bytes().get(end) {
        let start = end;
        if byte.is_ascii_alphabetic() {
            end = word_end(text, start, end + 1);
            let (kind, folded) = (TokenKind::Word, fold(&text[start..end]));
            tokens.push(Token { kind, start, end, spaced, folded });
            spaced = false;
            continue;
        }
        let first = match byte.is_ascii() {
            true => char::from(*byte),
            false => text[end..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        end += first.len_utf8();
        if is_space(first) {
            spaced = true;
            continue;
        }
        let kind = if digit(first).is_some() {
            let rest = &text[end..];
            end = text.len() - rest.trim_start_matches(|next| digit(next).is_some()).len();
            if let Some(split) = glued_year(text, start, end) {
                tokens.push(Token {
                    kind: TokenKind::Number,
                    start,
                    end: split,
                    spaced,
                    folded: Cow::Borrowed(""),
                });
                tokens.push(Token {
                    kind: TokenKind::Number,
                    start: split,
                    end,
                    spaced: true,
                    folded: Cow::Borrowed(""),
                });
                spaced = false;
                continue;
            }
            TokenKind::Number
        } else if is_unspaced(first) {
            TokenKind::Word
        } else if is_letter(first) {
            end = word_end(text, start, end);
            TokenKind::Word
        } else {
            TokenKind::Mark(first)
        };
        let word = if kind == TokenKind::Word { start..end } else { start..start };
        let folded = fold(&text[word]);
        tokens.push(Token { kind, start, end, spaced, folded });
        spaced = false;
    }
    tokens
}

/// Pages that lose the space between date and time write `20228:23`: a year and an hour.
fn glued_year(text: &str, start: usize, end: usize) -> Option<usize> {
    let digits = &text[start..end];
    let is_glued = matches!(digits.len(), 5 | 6)
        && (digits.starts_with("19") || digits.starts_with("20"))
        && text[end..].starts_with(':')
        && digits.is_ascii();
    is_glued.then_some(start + 4)
}

/// Returns where the word that begins at `start` ends; its letters before `at` are known.
fn word_end(text: &str, start: usize, mut at: usize) -> usize {
    loop {
        // Most letters are of ASCII.
        at += text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let Some(next) = text[at..].chars().next() else { return at };
        let after = at + next.len_utf8();
        if is_apostrophe(next) {
            let rest = &text[after..];
            let letter_follows = rest.starts_with(is_letter);
            // Alone it is the elided word itself, as a lexicon lists it: `l'`.
            let is_elided = is_elided(&text[start..at]);
            let stands_alone = rest.is_empty() && is_elided;
            match letter_follows || stands_alone {
                false => return at,
                true if is_elided => return after,
                true => {}
            }
        } else if (!is_letter(next) || is_unspaced(next)) && !is_combining(next) {
            return at;
        }
        at = after;
    }
}

fn is_elided(word: &str) -> bool {
    let mut letters = word.chars();
    let single = letters.next().is_some() && letters.next().is_none();
    single || (word.len() <= 6 && ELIDED.contains(&&*fold(word)))
}

/// Tells whether the character is white space for a reader, invisible ones included.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

/// Tells letters, as `char::is_alphabetic` does; that one searches a table, and a text asks often.
pub(crate) fn is_letter(character: char) -> bool {
    match character {
        _ if character.is_ascii() => character.is_ascii_alphabetic(),
        // Latin, Cyrillic, kana, Han and Hangul.
        '\u{c0}'..='\u{24f}' => !matches!(character, '×' | '÷'),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{3041}'..='\u{3096}' => true,
        '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        // Dashes and quotation marks.
        '\u{2000}'..='\u{206f}' => false,
        _ => character.is_alphabetic(),
    }
}

/// Tells whether the character can stand for an apostrophe.
pub(crate) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

/// Marks that go on with a word: accents and points, vowel signs, silencers.
fn is_combining(character: char) -> bool {
    is_accent(character)
        || matches!(character, '\u{93a}'..='\u{94f}' | '\u{9bc}' | '\u{9be}'..='\u{9d7}'
        | '\u{a3c}'..='\u{a51}' | '\u{abc}' | '\u{abe}'..='\u{acd}' | '\u{b3c}'..='\u{b57}'
        | '\u{bbe}'..='\u{bd7}' | '\u{c3c}'..='\u{c56}' | '\u{cbc}' | '\u{cbe}'..='\u{cd6}'
        | '\u{d3b}'..='\u{d57}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// Marks, and joiners that nobody sees, without which a word is the same word. The vowel signs of Indian scripts and of Thai are
/// none: without them other words come out.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}'
        | '\u{200c}' | '\u{200d}')
}

/// Han, kana and Hangul: scripts in which a word is not found by its spaces.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns the value of a decimal digit of the scripts that news writes numbers in.
pub(crate) fn digit(character: char) -> Option<u32> {
    let zero = match character {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(character as u32 - zero as u32)
}

/// Lower case without accents, so that `MISE À JOUR` and `mise à jour` are one.
pub(crate) fn fold(word: &str) -> Cow<'_, str> {
    // Most words of a text are so already.
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let mut folded = String::with_capacity(word.len());
    for character in word.chars() {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
            continue;
        }
        for lower in character.to_lowercase() {
            match plain(lower) {
                '\0' => {}
                letter => folded.push(letter),
            }
        }
    }
    Cow::Owned(folded)
}

fn plain(lower: char) -> char {
    match lower {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ō' | 'ő' | 'ø' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        '’' | 'ʼ' => '\'',
        accent if is_accent(accent) => '\0',
        other => other,
    }
}

/// A table of words of the language files.
pub(crate) type WordMap<V> = HashMap<String, V, BuildHasherDefault<WordHasher>>;

/// The FNV-1a hash: the fastest for what is as short as a word. Only the project's own words are
/// ever keys, so nobody can choose keys that collide.
#[derive(Clone, Copy)]
pub(crate) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Phrases of one or more words, each with what it means; found at a token in constant time.
#[derive(Debug)]
pub(crate) struct Phrases<V> {
    /// By first word; under it the following words, longest phrase first.
    by_first: WordMap<Vec<(Vec<String>, V)>>,
    /// A bit for each shape of a first word: most words of a text have none of them.
    shapes: Box<[u64; SHAPES / 64]>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self { by_first: WordMap::default(), shapes: Box::new([0; SHAPES / 64]) }
    }
}

/// How many shapes of words are told apart; a power of two.
const SHAPES: usize = 1 << 14;

/// Returns a word's shape: its first and last four bytes, mixed to a number.
fn shape(word: &str) -> usize {
    let bytes = word.as_bytes();
    let of = |bytes: &[u8]| bytes.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
    let (first, last) = match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => (u32::from_be_bytes(*first), u32::from_be_bytes(*last)),
        _ => (of(bytes), 0),
    };
    // Odd numbers with bits everywhere, whose products mix; the upper bits are mixed best.
    let mixed = first.wrapping_mul(0x9e37_79b1) ^ last.wrapping_mul(0x85eb_ca6b);
    (mixed >> 18) as usize % SHAPES
}

impl<V> Phrases<V> {
    /// Adds a phrase. Its marks do not count: `p.m.` is `p m`.
    pub fn insert(&mut self, phrase: &str, meaning: V) {
        let words = tokens(phrase).into_iter().filter(Token::is_word);
        let mut words = words.map(|word| word.folded.into_owned());
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let shape = shape(&first);
        self.shapes[shape / 64] |= 1 << (shape % 64);
        let group = self.by_first.entry(first).or_default();
        let place = group.partition_point(|(other, _)| other.len() >= rest.len());
        group.insert(place, (rest, meaning));
    }

    /// Tells whether any phrase begins with this word, in its folded form.
    pub fn begin_with(&self, folded: &str) -> bool {
        self.may_begin_with(folded) && self.by_first.contains_key(folded)
    }

    /// Tells by its shape that no phrase begins with a word; sure only of that.
    fn may_begin_with(&self, folded: &str) -> bool {
        let shape = shape(folded);
        self.shapes[shape / 64] >> (shape % 64) & 1 == 1
    }

    /// Returns the phrases that begin at token `at`, longest first, with the token after each.
    ///
    /// Inside a phrase, full stops, hyphens, apostrophes and no space are as good as a space.
    pub fn at<'a>(
        &'a self,
        tokens: &'a [Token<'_>],
        at: usize,
    ) -> impl Iterator<Item = (usize, &'a V)> + 'a {
        let group = tokens
            .get(at)
            .filter(|token| token.is_word() && self.may_begin_with(&token.folded))
            .and_then(|token| self.by_first.get(&*token.folded));
        group.into_iter().flatten().filter_map(move |(rest, meaning)| {
            let mut next = at + 1;
            for word in rest {
                while tokens.get(next).is_some_and(|token| {
                    matches!(token.kind, TokenKind::Mark('.' | '-' | '‑' | '\'' | '’'))
                }) {
                    next += 1;
                }
                if tokens.get(next)?.folded != *word {
                    return None;
                }
                next += 1;
            }
            Some((next, meaning))
        })
    }

    /// Returns the longest phrase that begins at token `at` and the token after it.
    pub fn longest<'a>(&'a self, tokens: &'a [Token<'_>], at: usize) -> Option<(usize, &'a V)> {
        self.at(tokens, at).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.of(text)).collect()
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character:?}");
            assert!(digit(character).is_none() || character.is_numeric(), "{character:?}");
        }
    }

    #[test]
    fn words_numbers_and_marks_part() {
        assert_eq!(words("21 h 40, 9:40PM"), ["21", "h", "40", ",", "9", ":", "40", "PM"]);
        assert_eq!(words("l’équipe qu'il don't"), ["l’", "équipe", "qu'", "il", "don't"]);
        assert_eq!(words("the reporters’ own"), ["the", "reporters", "’", "own"]);
        assert_eq!(words("2025年1月"), ["2025", "年", "1", "月"]);
    }

    #[test]
    fn a_phrase_is_found_whatever_its_case_accents_and_marks() {
        let mut phrases = Phrases::default();
        phrases.insert("mise à jour", 1);
        phrases.insert("mise", 2);
        phrases.insert("p.m.", 3);
        let upper = tokens("MISE A JOUR le");
        assert_eq!(phrases.at(&upper, 0).collect::<Vec<_>>(), [(3, &1), (1, &2)]);
        for written in ["p.m.", "P. M.", "p m"] {
            assert!(phrases.longest(&tokens(written), 0).is_some(), "{written}");
        }
        assert_eq!(phrases.longest(&tokens("misère"), 0), None);
    }
}
