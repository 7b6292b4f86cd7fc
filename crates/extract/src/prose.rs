//! Measures and folds of running words: white space, sentences, likeness. No markup, no language.

/// Folds runs of white space into one space and trims, as a browser shows them.
///
/// A no-break space is a character of its own and stays, except at the ends.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut pending = false;
    for character in text.chars() {
        if is_collapsible(character) {
            pending = !folded.is_empty();
        } else if !character.is_control() {
            // Control characters show nothing, and some make a terminal act.
            if pending {
                folded.push(' ');
                pending = false;
            }
            folded.push(character);
        }
    }
    let trimmed = folded.trim();
    if trimmed.len() == folded.len() { folded } else { trimmed.to_owned() }
}

/// Tells whether a browser folds the character with its neighbours (CSS white space processing).
pub(crate) fn is_collapsible(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Tells whether the character belongs to a script that is written without spaces.
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns how much there is to read, in characters of an alphabet.
///
/// One Chinese or Japanese character says about as much as two and a half Latin ones.
pub(crate) fn weight(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let (mut all, mut unspaced) = (0, 0);
    for character in text.chars() {
        all += 1;
        unspaced +=
            usize::from(matches!(character, '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'));
    }
    all + unspaced * 3 / 2
}

/// Tells whether the text ends like a sentence of any script, closing marks allowed.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | '）'
            )
    });
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '։', '።', ':', ';'])
}

/// Returns the words in lower case, letters and digits only, for comparing what a reader reads.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut pending = false;
    let mut rest = text;
    loop {
        // Most letters are of ASCII.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            if std::mem::take(&mut pending) && !key.is_empty() {
                key.push(' ');
            }
            let start = key.len();
            key.push_str(&rest[..plain]);
            key[start..].make_ascii_lowercase();
        }
        let mut characters = rest[plain..].chars();
        let Some(character) = characters.next() else { return key };
        rest = characters.as_str();
        if character.is_alphanumeric() {
            if std::mem::take(&mut pending) && !key.is_empty() {
                key.push(' ');
            }
            key.extend(character.to_lowercase());
        } else if !is_silent(character) {
            pending = true;
        }
    }
}

/// Tells whether two texts say the same words, whatever their case, marks and spaces.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let mut letters = letters(b);
    let same = |(a, a_begins): (char, bool), (b, b_begins): (char, bool)| {
        a_begins == b_begins
            && match a.is_ascii() && b.is_ascii() {
                true => a.eq_ignore_ascii_case(&b),
                false => a.to_lowercase().eq(b.to_lowercase()),
            }
    };
    self::letters(a).all(|a| letters.next().is_some_and(|b| same(a, b))) && letters.next().is_none()
}

/// Yields the letters and digits that a [`key`] is made of, and whether each begins a further word.
fn letters(text: &str) -> impl Iterator<Item = (char, bool)> + '_ {
    let (mut is_first, mut pending) = (true, false);
    text.chars().filter_map(move |character| {
        if character.is_alphanumeric() {
            let begins = pending && !is_first;
            (is_first, pending) = (false, false);
            return Some((character, begins));
        }
        pending |= !is_silent(character);
        None
    })
}

/// Marks inside words that do not part them.
fn is_silent(character: char) -> bool {
    matches!(character, '\'' | '’' | '\u{ad}' | '\u{200b}')
}

/// Returns the share of the words of the shorter text that the longer one has too, from 0 to 1.
pub(crate) fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (key(a), key(b));
    let (a, b) = (sorted_words(&a), sorted_words(&b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|word| long.binary_search(word).is_ok()).count();
    shared as f32 / short.len().max(1) as f32
}

/// Returns the words of a [`key`] in the order of their letters; single characters where a script
/// has no spaces.
fn sorted_words(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = match !key.is_ascii() && key.chars().any(is_unspaced) {
        true => key.split("").filter(|letter| !matches!(*letter, "" | " ")).collect(),
        false => key.split(' ').collect(),
    };
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_folds_and_no_break_space_stays() {
        assert_eq!(fold(" a \n b\u{a0}: c\t"), "a b\u{a0}: c");
        assert_eq!(fold(" \n "), "");
    }

    #[test]
    fn sentences_end_in_many_scripts() {
        for sentence in ["It voted.", "«Jamais!»", "会议结束。", "هل انتهى؟", "He said: “No.”"]
        {
            assert!(ends_sentence(sentence), "{sentence}");
        }
        assert!(!ends_sentence("Read more"));
    }

    #[test]
    fn the_same_words_in_other_dress() {
        assert!(same_words("The “Council’s” vote", "the councils VOTE"));
        assert!(!same_words("The vote", "A vote"));
        assert!(!same_words("The vote", "The votes") && !same_words("The votes", "The vote"));
        assert!(!same_words("now here", "nowhere") && same_words(" Über — uns", "über uns…"));
        assert!(likeness("Council votes", "Council votes on bridge") > 0.99);
        assert!(likeness("Council votes", "Rain tomorrow") < 0.01);
    }

    proptest::proptest! {
        #[test]
        fn the_same_words_have_the_same_key(a in "[ab İi'.]{0,5}", b in "[AB İI’–]{0,5}") {
            proptest::prop_assert_eq!(same_words(&a, &b), key(&a) == key(&b));
        }
    }
}
