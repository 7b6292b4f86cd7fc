//! Aligns two rows of words: which stand in both, in the same order.
//!
//! First by runs of words that stand once on either side, long runs before short ones; what is left
//! between them, where it is small, by the heaviest common row. What is large and has no word in
//! common that stands once is taken for replaced: so the time stays in proportion to the words.
//! It must not know what the words say.

use std::collections::HashMap;
use std::ops::Range;

/// Says of a word that it stands on the other side no more.
pub(crate) const NONE: usize = usize::MAX;

/// Words in a run that stands once, in the order in which they are tried.
const RUNS: [usize; 3] = [4, 2, 1];

/// Pairs of words below which the heaviest common row is sought at once.
const AT_ONCE: usize = 1 << 10;

/// Pairs of words to which the heaviest common row is sought at all: 256 words a side.
const AT_ALL: usize = 1 << 16;

/// What it is worth that a word follows its neighbour as it did: rather one run than the same words
/// picked from here and there.
const FOLLOWS: u32 = 3;

/// A stretch of both sides still to be aligned.
#[derive(Clone)]
struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

/// Returns for each old word where it stands on the new side, or [`NONE`].
pub(crate) fn align(old: &[u32], weights: &[u32], new: &[u32]) -> Vec<usize> {
    let mut partners = vec![NONE; old.len()];
    let mut open = vec![(Gap { old: 0..old.len(), new: 0..new.len() }, 0)];
    let mut table = Table::default();
    while let Some((gap, level)) = open.pop() {
        let gap = trimmed(gap, old, new, &mut partners);
        let pairs = gap.old.len().saturating_mul(gap.new.len());
        if pairs == 0 {
            continue;
        }
        let run = if pairs <= AT_ONCE { None } else { RUNS.get(level) };
        let chain = run.map_or(Vec::new(), |&run| unique_chain(&gap, old, new, run));
        if chain.is_empty() {
            if pairs <= AT_ALL {
                table.fill(&gap, old, weights, new, &mut partners);
            } else if level < RUNS.len() {
                open.push((gap, level + 1));
            }
            continue;
        }
        let mut from = (gap.old.start, gap.new.start);
        for &(at_old, at_new) in &chain {
            if at_old > from.0 || at_new > from.1 {
                open.push((Gap { old: from.0..at_old, new: from.1..at_new }, level + 1));
            }
            partners[at_old] = at_new;
            from = (at_old + 1, at_new + 1);
        }
        open.push((Gap { old: from.0..gap.old.end, new: from.1..gap.new.end }, level + 1));
    }
    partners
}

/// Takes the same words off both ends.
fn trimmed(mut gap: Gap, old: &[u32], new: &[u32], partners: &mut [usize]) -> Gap {
    while !gap.old.is_empty() && !gap.new.is_empty() && old[gap.old.start] == new[gap.new.start] {
        partners[gap.old.start] = gap.new.start;
        gap.old.start += 1;
        gap.new.start += 1;
    }
    while !gap.old.is_empty() && !gap.new.is_empty() && old[gap.old.end - 1] == new[gap.new.end - 1]
    {
        gap.old.end -= 1;
        gap.new.end -= 1;
        partners[gap.old.end] = gap.new.end;
    }
    gap
}

/// Returns the words in runs that stand once on either side: as many as are in the same order.
fn unique_chain(gap: &Gap, old: &[u32], new: &[u32], run: usize) -> Vec<(usize, usize)> {
    let pairs = unique_runs(&old[gap.old.clone()], &new[gap.new.clone()], run);
    let mut chain: Vec<(usize, usize)> = Vec::new();
    for (at_old, at_new) in longest_rising(&pairs) {
        for word in 0..run {
            let (at_old, at_new) = (gap.old.start + at_old + word, gap.new.start + at_new + word);
            let is_next = chain.last().is_none_or(|last| last.0 < at_old && last.1 < at_new);
            if is_next {
                chain.push((at_old, at_new));
            }
        }
    }
    chain
}

/// Returns where runs of so many words stand that stand once on either side, in the old order.
pub(crate) fn unique_runs(old: &[u32], new: &[u32], run: usize) -> Vec<(usize, usize)> {
    /// Where a run stands; how often, two for more.
    #[derive(Default)]
    struct Seen {
        old: (usize, u8),
        new: (usize, u8),
    }
    let mut seen: HashMap<u64, Seen> = HashMap::with_capacity(old.len());
    for (at, words) in old.windows(run).enumerate() {
        let place = &mut seen.entry(hash(words)).or_default().old;
        *place = (at, (place.1 + 1).min(2));
    }
    for (at, words) in new.windows(run).enumerate() {
        if let Some(seen) = seen.get_mut(&hash(words)) {
            seen.new = (at, (seen.new.1 + 1).min(2));
        }
    }
    let once = seen.values().filter(|seen| seen.old.1 == 1 && seen.new.1 == 1);
    let mut pairs: Vec<(usize, usize)> = once
        .map(|seen| (seen.old.0, seen.new.0))
        .filter(|&(at_old, at_new)| old[at_old..at_old + run] == new[at_new..at_new + run])
        .collect();
    pairs.sort_unstable();
    pairs
}

fn hash(words: &[u32]) -> u64 {
    words.iter().fold(0, |hash: u64, &word| {
        let mixed = (hash ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    })
}

/// Returns as many of the pairs, which rise on the old side, as also rise on the new side.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // `ends[n]` is the pair with the lowest end of all rows of n + 1 pairs.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<usize> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let len = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before.push(if len == 0 { NONE } else { ends[len - 1] });
        match ends.get_mut(len) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied().unwrap_or(NONE);
    while at != NONE {
        row.push(pairs[at]);
        at = before[at];
    }
    row.reverse();
    row
}

/// Finds the heaviest common row of a small gap; kept between gaps for its memory.
#[derive(Default)]
struct Table {
    /// The way back from each pair of words.
    ways: Vec<u8>,
    /// The best of a row up to this new word, whatever stands last.
    best: Vec<u32>,
    /// The best of a row in which this new word stands last, on the old word at hand.
    kept: Vec<u32>,
}

/// The best row skips the old word.
const SKIP_OLD: u8 = 0;
/// The best row skips the new word.
const SKIP_NEW: u8 = 1;
/// The best row keeps the pair.
const KEEP: u8 = 2;
/// A row that keeps the pair keeps the pair before it too.
const RUNS_ON: u8 = 4;

impl Table {
    fn fill(
        &mut self,
        gap: &Gap,
        old: &[u32],
        weights: &[u32],
        new: &[u32],
        partners: &mut [usize],
    ) {
        let width = gap.new.len();
        self.ways.clear();
        self.ways.resize(gap.old.len() * width, SKIP_OLD);
        self.best.clear();
        self.best.resize(width + 1, 0);
        self.kept.clear();
        self.kept.resize(width + 1, 0);
        for (row, at_old) in gap.old.clone().enumerate() {
            let ways = &mut self.ways[row * width..(row + 1) * width];
            // What stood one row up and one column to the left.
            let (mut best_before, mut kept_before) = (0, 0);
            for (column, way) in ways.iter_mut().enumerate() {
                let (best_above, kept_above) = (self.best[column + 1], self.kept[column + 1]);
                let mut kept = 0;
                if old[at_old] == new[gap.new.start + column] {
                    let run_on = if kept_before > 0 { kept_before + FOLLOWS } else { 0 };
                    if run_on > best_before {
                        *way |= RUNS_ON;
                    }
                    kept = weights[at_old] + run_on.max(best_before);
                }
                let left = self.best[column];
                let best = kept.max(left).max(best_above);
                // The first place of equal ones: what is inserted is read as inserted after.
                *way |= match best {
                    _ if best == best_above => SKIP_OLD,
                    _ if best == left => SKIP_NEW,
                    _ => KEEP,
                };
                (best_before, kept_before) = (best_above, kept_above);
                self.best[column + 1] = best;
                self.kept[column + 1] = kept;
            }
        }
        self.walk_back(gap, partners);
    }

    fn walk_back(&self, gap: &Gap, partners: &mut [usize]) {
        let width = gap.new.len();
        let (mut row, mut column) = (gap.old.len(), width);
        let mut must_keep = false;
        while row > 0 && column > 0 {
            let way = self.ways[(row - 1) * width + column - 1];
            if must_keep || way & KEEP != 0 {
                partners[gap.old.start + row - 1] = gap.new.start + column - 1;
                must_keep = way & RUNS_ON != 0;
                row -= 1;
                column -= 1;
            } else if way & SKIP_NEW != 0 {
                column -= 1;
            } else {
                row -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn aligned(old: &str, new: &str) -> String {
        let ids = |words: &str| words.bytes().map(u32::from).collect::<Vec<u32>>();
        let weights = vec![5; old.len()];
        let partners = align(&ids(old), &weights, &ids(new));
        let shown = |(at, &partner): (usize, &usize)| {
            if partner == NONE { '-' } else { char::from(old.as_bytes()[at]) }
        };
        partners.iter().enumerate().map(shown).collect()
    }

    #[test]
    fn what_is_common_is_kept_in_its_order() {
        assert_eq!(aligned("abcdef", "abxdef"), "ab-def");
        assert_eq!(aligned("abc", ""), "---");
        assert_eq!(aligned("abcd", "dabc"), "abc-");
        assert_eq!(aligned("xxabcxx", "abc"), "--abc--");
    }

    #[test]
    fn a_run_is_preferred_to_the_same_words_from_here_and_there() {
        let ids = |words: &str| words.bytes().map(u32::from).collect::<Vec<u32>>();
        let partners = align(&ids("-abc"), &[5; 4], &ids("+a+b+abc*"));
        assert_eq!(partners, [NONE, 5, 6, 7]);
    }

    #[test]
    fn long_texts_are_aligned_between_runs_that_stand_once() {
        let old: Vec<u32> =
            (0..50_000).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 9) % 997).collect();
        let mut new = old.clone();
        new.splice(100..110, [1; 700]);
        new.drain(30_000..30_500);
        let partners = align(&old, &vec![5; old.len()], &new);
        let kept = partners.iter().filter(|&&partner| partner != NONE).count();
        assert!(kept >= old.len() - 520, "{kept}");
    }

    #[test]
    fn one_word_over_and_over_takes_no_longer() {
        let partners = align(&[1, 2].repeat(100_000), &[5; 200_000], &[3, 1].repeat(99_000));
        assert_eq!(partners.len(), 200_000);
    }

    proptest! {
        #[test]
        fn partners_say_the_same_and_rise(
            old in proptest::collection::vec(0u32..9, 0..300),
            new in proptest::collection::vec(0u32..9, 0..300),
        ) {
            let partners = align(&old, &vec![3; old.len()], &new);
            let kept: Vec<(usize, usize)> =
                partners.iter().copied().enumerate().filter(|kept| kept.1 != NONE).collect();
            prop_assert!(kept.iter().all(|&(at, partner)| old[at] == new[partner]));
            prop_assert!(kept.windows(2).all(|two| two[0].1 < two[1].1));
        }
    }
}
