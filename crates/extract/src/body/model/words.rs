//! What counts as a word for voting, and its hash. Hashes are the same on every machine: the model's
//! file names words, and they must be found again.

/// More words of a text than this are not asked: further ones say no more.
const MOST_WORDS: usize = 24;
/// Class lists of style frameworks go on for long; the telling names stand first.
const LONGEST_NAME: usize = 300;

/// Stands for a word before the first one: many a text is told by how it begins.
pub(crate) const START: &str = "^";

/// Where a hash starts.
pub(crate) const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds to a hash (FNV-1a, over whole numbers).
pub(crate) fn hash_on(hash: u64, part: u64) -> u64 {
    (hash ^ part).wrapping_mul(0x0100_0000_01b3)
}

/// Returns the hash of a text, case kept.
pub(crate) fn hash(text: &str) -> u64 {
    let mut hash = hash_on(HASH_START, text.len() as u64);
    for bytes in text.as_bytes().chunks(8) {
        let mut part = [0; 8];
        part[..bytes.len()].copy_from_slice(bytes);
        hash = hash_on(hash, u64::from_le_bytes(part)).rotate_left(23);
    }
    // So that the low bits, by which maps sort, know of all bytes.
    hash ^= hash >> 32;
    hash.wrapping_mul(0xff51_afd7_ed55_8ccd) ^ (hash >> 29)
}

/// Returns the hash of a word of a text, or of two with a space between.
pub(crate) fn hash_of_words(words: &str) -> u64 {
    match words.split_once(' ') {
        Some((before, word)) => pair(hash(before), hash(word)),
        None => hash(words),
    }
}

fn pair(before: u64, word: u64) -> u64 {
    hash_on(before.rotate_left(21), word)
}

/// Gives the hashes of a short text's words and pairs of words, of a longer text's first ones.
pub(crate) fn for_words_of_text(text: &str, mut each: impl FnMut(u64)) {
    let mut before = hash(START);
    split_text(text, |word| {
        let word = hash(word);
        each(word);
        each(pair(before, word));
        before = word;
    });
}

/// Gives the first words of a text, in lower case; all numbers are `#`, and marks with which pages
/// part labels are words.
pub(crate) fn split_text(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut count = 0;
    let mut end = |word: &mut String, count: &mut usize| {
        if !word.is_empty() {
            each(word);
            word.clear();
            *count += 1;
        }
    };
    for character in text.chars() {
        if count >= MOST_WORDS {
            return;
        }
        if crate::words::is_letter(character) {
            // Scripts without spaces: every character is a word.
            if crate::prose::is_unspaced(character) || word == "#" {
                end(&mut word, &mut count);
            }
            match character.is_ascii() {
                true => word.push(character.to_ascii_lowercase()),
                false => word.extend(character.to_lowercase()),
            }
        } else if character.is_numeric() {
            if word != "#" {
                end(&mut word, &mut count);
                word.push('#');
            }
        } else if !matches!(character, '\'' | '’') {
            end(&mut word, &mut count);
            if matches!(character, '|' | '©' | '@' | '»' | '›' | '→' | '+') {
                word.push(character);
                end(&mut word, &mut count);
            }
        }
    }
    end(&mut word, &mut count);
}

/// Gives a class list's or id's words: in lower case, parted at marks, digits and `camelCase` humps.
pub(crate) fn for_words_of_name(name: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut was_lower = false;
    let mut end = |word: &mut String| {
        // Longer ones are made by programs and mean nothing.
        if 2 <= word.len() && word.len() <= 20 {
            each(word);
        }
        word.clear();
    };
    for byte in name.bytes().take(LONGEST_NAME) {
        let is_letter = byte.is_ascii_alphabetic();
        if !is_letter || (byte.is_ascii_uppercase() && was_lower) {
            end(&mut word);
        }
        if is_letter {
            word.push(char::from(byte.to_ascii_lowercase()));
        }
        was_lower = byte.is_ascii_lowercase();
    }
    end(&mut word);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        for_words_of_text(text, |word| words.push(word));
        words
    }

    fn name(name: &str) -> Vec<u64> {
        let mut words = Vec::new();
        for_words_of_name(name, |word| words.push(hash(word)));
        words
    }

    #[test]
    fn words_of_a_text_are_hashed_alone_and_in_pairs() {
        let (read, more, number) = (hash("read"), hash("more"), hash("#"));
        let start = hash(START);
        assert_eq!(text("Read MORE"), [read, pair(start, read), more, pair(read, more)]);
        let numbers =
            [read, pair(start, read), number, pair(read, number), number, pair(number, number)];
        assert_eq!(text("Read 12.5"), numbers);
        assert_eq!(text("|"), [hash("|"), pair(start, hash("|"))]);
        assert_eq!(text("桥梁").len(), 4);
        assert!(text(&"word ".repeat(1_000)).len() <= 2 * MOST_WORDS);
    }

    #[test]
    fn names_part_at_marks_and_humps() {
        let wanted = [hash("article"), hash("body"), hash("text")];
        assert_eq!(name("articleBody--text2"), wanted);
        assert_eq!(name("article_body text x"), wanted);
    }
}
