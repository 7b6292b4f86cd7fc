//! Typography: what changes how words are set without changing a word.
//!
//! White space and invisible characters go; quotation marks, apostrophes, dashes and ligatures
//! become one form each, and accented letters one Unicode form. Case and accents are words'
//! business and stay.

use unicode_normalization::char::decompose_canonical;

/// Returns what is left of a character when typography is taken away: nothing of white space,
/// several characters of a ligature, a letter and its accents of an accented letter.
pub fn fold_char(character: char) -> impl Iterator<Item = char> {
    if character.is_ascii_alphanumeric() {
        return Few::one(character);
    }
    if vanishes(character) {
        return Few::none();
    }
    match character {
        '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞' | '〟' | '＂' | '「' | '」' | '『'
        | '』' => Few::one('"'),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʼ' | '′' | '`' | '´' | '＇' => {
            Few::one('\'')
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => {
            Few::one('-')
        }
        '…' => Few::of(&['.', '.', '.']),
        'ﬀ' => Few::of(&['f', 'f']),
        'ﬁ' => Few::of(&['f', 'i']),
        'ﬂ' => Few::of(&['f', 'l']),
        'ﬃ' => Few::of(&['f', 'f', 'i']),
        'ﬄ' => Few::of(&['f', 'f', 'l']),
        _ if character.is_ascii() => Few::one(character),
        _ => {
            let mut few = Few::none();
            decompose_canonical(character, |part| few.push(part));
            few
        }
    }
}

/// Tells whether typography is all there is of the character.
pub fn vanishes(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

/// Tells whether the character is not seen: soft hyphen, zero-width space, word joiner, byte order
/// mark. Joiners are not meant: they make letters and emoji what they are.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The most that a character decomposes to is four.
const MOST: usize = 4;

/// A few characters, without a heap.
struct Few {
    characters: [char; MOST],
    next: usize,
    len: usize,
}

impl Few {
    fn none() -> Self {
        Few { characters: ['\0'; MOST], next: 0, len: 0 }
    }

    fn one(character: char) -> Self {
        Few::of(&[character])
    }

    fn of(characters: &[char]) -> Self {
        let mut few = Few::none();
        characters.iter().for_each(|&character| few.push(character));
        few
    }

    fn push(&mut self, character: char) {
        if self.len < MOST {
            self.characters[self.len] = character;
            self.len += 1;
        }
    }
}

impl Iterator for Few {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let character = (self.next < self.len).then(|| self.characters[self.next])?;
        self.next += 1;
        Some(character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(string: &str) -> String {
        string.chars().flat_map(fold_char).collect()
    }

    #[test]
    fn typography_goes_and_words_stay() {
        assert_eq!(fold("« L’est\u{a0}»"), "\"L'est\"");
        assert_eq!(fold("“co\u{ad}op” – ﬁn…"), "\"coop\"-fin...");
        assert_eq!(fold("👩\u{200d}🚀 שלום"), "👩\u{200d}🚀שלום");
        assert_eq!(fold("´`"), "''");
    }

    #[test]
    fn both_unicode_forms_are_one() {
        assert_eq!(fold("Ế té 각"), fold("E\u{302}\u{301} te\u{301} \u{1100}\u{1161}\u{11a8}"));
        assert_ne!(fold("té"), fold("te"));
    }

    #[test]
    fn no_character_is_cut_short() {
        for character in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut parts = 0;
            decompose_canonical(character, |_| parts += 1);
            assert!(parts <= MOST, "{character:?} has {parts} parts");
        }
    }
}
