//! Finds where a row of letters stands with some of them changed: the nearest place, and how near.
//!
//! Bit-parallel, 64 letters of the row at a time, after G. Myers (1999) in H. Hyyrö's wording for
//! rows of any length. It must not judge whether the place is near enough.

use std::collections::HashMap;
use std::ops::Range;

/// Returns the place in `text` that takes the fewest changes to become `row`, and how many: a
/// letter put in, left out or replaced is one. Of equal places the one whose end is nearest to
/// `around`. Takes time in proportion to the letters of both, multiplied, over 64.
pub(crate) fn nearest(row: &[char], text: &[char], around: usize) -> Option<(Range<usize>, usize)> {
    let (end, changes) = nearest_end(row, text.iter(), around)?;
    let back: Vec<char> = row.iter().rev().copied().collect();
    // A place that is twice as long would take more changes than the row has letters.
    let from = end.saturating_sub(row.len() * 2);
    let (len, _) = nearest_end(&back, text[from..end].iter().rev(), row.len())?;
    Some((end - len..end, changes))
}

fn nearest_end<'a>(
    row: &[char],
    text: impl Iterator<Item = &'a char>,
    around: usize,
) -> Option<(usize, usize)> {
    let blocks = row.len().div_ceil(64);
    let last_bit = 1_u64 << (row.len().checked_sub(1)? % 64);
    let letters = Letters::of(row, blocks);
    let mut columns = vec![Column { more: u64::MAX, less: 0 }; blocks];
    let mut changes = row.len();
    let mut best: Option<(usize, usize)> = None;
    for (at, letter) in text.enumerate() {
        let equal = letters.places(*letter);
        let mut carried = 0;
        for (block, column) in columns.iter_mut().enumerate() {
            let top = if block + 1 == blocks { last_bit } else { 1 << 63 };
            carried = column.step(equal[block], carried, top);
        }
        changes = changes.saturating_add_signed(carried);
        let end = at + 1;
        let is_better = best.is_none_or(|(best_end, fewest)| {
            (changes, end.abs_diff(around)) < (fewest, best_end.abs_diff(around))
        });
        if is_better {
            best = Some((end, changes));
        }
    }
    best
}

/// Where each letter stands in a row, one bit each.
struct Letters {
    blocks: usize,
    /// The places of each letter, block by block; first those of no letter.
    places: Vec<u64>,
    /// For each letter of the row by its last bits, so that letters of one script have one each: the
    /// letter, and which of the places are its own.
    slots: Vec<(char, usize)>,
    /// Letters whose slot was taken.
    others: HashMap<char, usize>,
}

impl Letters {
    const SLOTS: usize = 512;

    fn of(row: &[char], blocks: usize) -> Self {
        let mut letters = Letters {
            blocks,
            places: vec![0; blocks],
            slots: vec![('\0', 0); Self::SLOTS],
            others: HashMap::new(),
        };
        for (at, &letter) in row.iter().enumerate() {
            let new = letters.places.len() / blocks;
            let slot = &mut letters.slots[letter as usize % Self::SLOTS];
            let index = match slot {
                (taken, index) if *taken == letter && *index > 0 => *index,
                (_, 0) => {
                    *slot = (letter, new);
                    new
                }
                _ => *letters.others.entry(letter).or_insert(new),
            };
            if index == new {
                letters.places.resize((new + 1) * blocks, 0);
            }
            letters.places[index * blocks + at / 64] |= 1 << (at % 64);
        }
        letters
    }

    fn places(&self, letter: char) -> &[u64] {
        let (taken, index) = self.slots[letter as usize % Self::SLOTS];
        let index = match taken == letter {
            true => index,
            false if self.others.is_empty() => 0,
            false => self.others.get(&letter).copied().unwrap_or(0),
        };
        &self.places[index * self.blocks..(index + 1) * self.blocks]
    }
}

/// How the number of changes differs from one letter of the row to the next, one bit each.
#[derive(Clone, Copy)]
struct Column {
    more: u64,
    less: u64,
}

impl Column {
    /// Goes on by one letter of the text; takes and returns the difference along the text.
    fn step(&mut self, equal: u64, carried: isize, top: u64) -> isize {
        let Column { more, less } = *self;
        let vertical = equal | less;
        let equal = equal | u64::from(carried < 0);
        let across = ((equal & more).wrapping_add(more) ^ more) | equal;
        let up = less | !(across | more);
        let down = more & across;
        let out = isize::from(up & top != 0) - isize::from(down & top != 0);
        let up = up << 1 | u64::from(carried > 0);
        let down = down << 1 | u64::from(carried < 0);
        *self = Column { more: down | !(vertical | up), less: up & vertical };
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The fewest changes, one pair of letters at a time.
    fn by_hand(row: &[char], text: &[char]) -> usize {
        let mut above = vec![0; text.len() + 1];
        for (at, letter) in row.iter().enumerate() {
            let mut here = vec![at + 1];
            for (column, other) in text.iter().enumerate() {
                let replaced = above[column] + usize::from(letter != other);
                here.push(replaced.min(above[column + 1] + 1).min(here[column] + 1));
            }
            above = here;
        }
        above.into_iter().skip(1).min().unwrap_or(row.len())
    }

    proptest! {
        #[test]
        fn the_fewest_changes_are_found(
            // The last two letters have the last bits of the first two.
            row in "[ab\\x00\u{261}\u{262}]{1,150}", text in "[ab\\x00\u{261}\u{262}]{1,200}",
        ) {
            let (row, text): (Vec<char>, Vec<char>) = (row.chars().collect(), text.chars().collect());
            let (place, changes) = nearest(&row, &text, 0).unwrap();
            prop_assert_eq!(changes, by_hand(&row, &text));
            prop_assert!(place.start < place.end && place.end <= text.len());
            prop_assert!(changes >= row.len().abs_diff(place.len()).min(changes));
        }
    }

    #[test]
    fn nothing_is_nowhere() {
        assert_eq!(nearest(&[], &['a'], 0), None);
        assert_eq!(nearest(&['a'], &[], 0), None);
        assert_eq!(nearest(&['a'], &['b', 'a'], 0), Some((1..2, 0)));
    }
}
