//! Finds all places of many strings in one pass over a text. It must not know what they mean.

use std::collections::HashMap;

/// Bytes compared at most for one string: where a text repeats itself its first places are found.
/// A page of one word over and over is no article, and may not stop the program.
const EFFORT: usize = 1 << 22;

/// What a try counts for at least, however few bytes it compares.
const TRY: usize = 64;

/// Bytes by whose number a string is known.
const GRAM: usize = 8;

/// Returns for each needle at which bytes of the text it begins, in order; an empty one nowhere.
///
/// Takes time in proportion to the text and to the places, not to the text for each needle.
pub(crate) fn places(needles: &[&str], text: &str) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); needles.len()];
    let mut effort = vec![EFFORT; needles.len()];
    let tables = tables(needles);
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let gram = gram(&bytes[at..]);
        for table in &tables {
            let gram = gram & table.mask;
            if !table.may_have(gram) {
                continue;
            }
            for &needle in table.needles.get(&gram).into_iter().flatten() {
                if effort[needle] == 0 {
                    continue;
                }
                let words = needles[needle].as_bytes();
                let same = bytes[at..].iter().zip(words).take_while(|(one, other)| one == other);
                let same = same.count();
                effort[needle] = effort[needle].saturating_sub(same.max(TRY));
                if same == words.len() {
                    places[needle].push(at);
                }
            }
        }
    }
    places
}

/// The needles that are known by the same number of bytes.
struct Table {
    mask: u64,
    /// A bit for each hash of a gram: most places are told from it alone.
    bits: Vec<u64>,
    needles: HashMap<u64, Vec<usize>>,
}

impl Table {
    fn may_have(&self, gram: u64) -> bool {
        let bit = bit(gram);
        self.bits[bit / 64] >> (bit % 64) & 1 == 1
    }
}

fn tables(needles: &[&str]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for (index, needle) in needles.iter().enumerate().filter(|(_, needle)| !needle.is_empty()) {
        let mask = u64::MAX >> (64 - 8 * needle.len().min(GRAM));
        let at = tables.iter().position(|table| table.mask == mask).unwrap_or_else(|| {
            tables.push(Table { mask, bits: vec![0; 1 << 10], needles: HashMap::new() });
            tables.len() - 1
        });
        let gram = gram(needle.as_bytes()) & mask;
        let bit = bit(gram);
        tables[at].bits[bit / 64] |= 1 << (bit % 64);
        tables[at].needles.entry(gram).or_default().push(index);
    }
    tables
}

/// The first bytes as a number; what is not there is zero.
fn gram(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<GRAM>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// One of 65,536.
fn bit(gram: u64) -> usize {
    (gram.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_word_over_and_over_is_tried_within_bounds() {
        let text = "na".repeat(100_000);
        let found = places(&["na", &text[..50_000]], &text);
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [EFFORT / TRY, 84]);
    }

    proptest! {
        #[test]
        fn all_places_are_found(
            text in "[abé ]{0,200}", needles in proptest::collection::vec("[abé ]{0,12}", 0..20),
        ) {
            let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
            let by_hand = |needle: &&str| -> Vec<usize> {
                let starts = (0..text.len()).filter(|&at| text.is_char_boundary(at));
                starts.filter(|&at| !needle.is_empty() && text[at..].starts_with(needle)).collect()
            };
            let expected: Vec<Vec<usize>> = needles.iter().map(by_hand).collect();
            prop_assert_eq!(places(&needles, &text), expected);
        }
    }
}
