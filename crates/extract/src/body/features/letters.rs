//! Counts over the characters of one block, in one pass. It must not know any language.

use crate::{body::model, prose, words};

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

/// What a character of ASCII is counted as.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Comma,
    Stop,
    Bar,
    Quote,
    Question,
    Apostrophe,
    Other,
}

const ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b',' => Class::Comma,
            b'.' => Class::Stop,
            b'|' | b'/' | b'>' => Class::Bar,
            b'"' => Class::Quote,
            b'?' | b'!' => Class::Question,
            b'\'' => Class::Apostrophe,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

fn class_of(character: char) -> Class {
    match character {
        _ if character.is_ascii() => ASCII[character as usize],
        '،' | '、' | '，' => Class::Comma,
        '。' | '।' => Class::Stop,
        '·' | '•' | '›' | '»' | '→' => Class::Bar,
        '“' | '”' | '„' | '«' => Class::Quote,
        '’' => Class::Apostrophe,
        _ if words::is_letter(character) || character.is_numeric() => match character {
            _ if character.is_uppercase() => Class::Upper,
            _ if character.is_numeric() => Class::Digit,
            _ => Class::Lower,
        },
        _ => Class::Other,
    }
}

/// Counts the characters of a text.
pub(super) fn count(text: &str) -> Letters {
    let mut counts = [0u32; Class::Other as usize + 1];
    let (mut words, mut upper_words) = (0u32, 0u32);
    let mut key = model::HASH_START;
    let mut in_word = false;
    for character in text.chars() {
        let class = class_of(character);
        counts[class as usize] += 1;
        if !matches!(class, Class::Lower | Class::Upper | Class::Digit) {
            in_word &= class == Class::Apostrophe;
            continue;
        }
        let begins = u32::from(!in_word);
        if class == Class::Upper {
            upper_words += begins;
        }
        let lower = match character.is_ascii() {
            true => {
                words += begins;
                character.to_ascii_lowercase()
            }
            false => {
                words += begins | u32::from(prose::is_unspaced(character));
                character.to_lowercase().next().unwrap_or(character)
            }
        };
        key = model::hash_on(key, u64::from(u32::from(lower)));
        in_word = true;
    }
    let of = |class: Class| counts[class as usize] as f32;
    Letters {
        letters: of(Class::Lower) + of(Class::Upper) + of(Class::Digit),
        upper: of(Class::Upper),
        digits: of(Class::Digit),
        commas: of(Class::Comma),
        stops: of(Class::Stop),
        bars: of(Class::Bar),
        quotes: of(Class::Quote),
        questions: of(Class::Question),
        words: words as f32,
        upper_words: upper_words as f32,
        key,
    }
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
