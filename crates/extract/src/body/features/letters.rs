//! Counts over the characters of one block, in one pass. It must not know any language.

use crate::prose;

/// What one block is made of; all numbers are counts of characters but for the words.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Letters {
    pub letters: f32,
    pub upper: f32,
    pub digits: f32,
    pub commas: f32,
    pub stops: f32,
    pub bars: f32,
    pub quotes: f32,
    pub questions: f32,
    pub words: f32,
    pub upper_words: f32,
    /// The same for texts of the same letters and digits, whatever their case and marks.
    pub key: u64,
}

/// Counts the characters of a text.
pub(super) fn count(text: &str) -> Letters {
    let mut counts = Letters { key: super::super::model::HASH_START, ..Letters::default() };
    let mut in_word = false;
    for character in text.chars() {
        let is_letter = character.is_alphanumeric();
        if is_letter {
            counts.letters += 1.0;
            if character.is_uppercase() {
                counts.upper += 1.0;
                counts.upper_words += f32::from(u8::from(!in_word));
            } else if character.is_numeric() {
                counts.digits += 1.0;
            }
            if !in_word || prose::is_unspaced(character) {
                counts.words += 1.0;
            }
            let lower = match character.is_ascii() {
                true => character.to_ascii_lowercase(),
                false => character.to_lowercase().next().unwrap_or(character),
            };
            counts.key = super::super::model::hash_on(counts.key, u64::from(u32::from(lower)));
        } else {
            match character {
                ',' | '،' | '、' | '，' => counts.commas += 1.0,
                '.' | '。' | '।' => counts.stops += 1.0,
                '|' | '·' | '•' | '›' | '»' | '/' | '→' | '>' => counts.bars += 1.0,
                '"' | '“' | '”' | '„' | '«' => counts.quotes += 1.0,
                '?' | '!' => counts.questions += 1.0,
                _ => {}
            }
        }
        in_word = is_letter || (in_word && matches!(character, '\'' | '’'));
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        let counted = count("The “Old” bridge’s end, in 2021?");
        let of = |counted: &Letters| (counted.words, counted.upper_words, counted.digits);
        assert_eq!(of(&counted), (6.0, 2.0, 4.0));
        assert_eq!((counted.commas, counted.quotes, counted.questions), (1.0, 2.0, 1.0));
        assert_eq!(count("桥梁关闭").words, 4.0);
    }

    #[test]
    fn the_key_is_of_letters_alone() {
        assert_eq!(count("The bridge — closed!").key, count("THE BRIDGE CLOSED").key);
        assert_ne!(count("The bridge closed").key, count("The bridge opened").key);
    }
}
