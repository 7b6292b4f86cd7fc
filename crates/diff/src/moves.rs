//! Finds what moved: passages gone from one place and new at another. It must not touch what stayed.

use crate::align::{NONE, unique_runs};
use crate::words::Words;

/// Words that must stand together, once among what is gone and once among what is new.
const RUN: usize = 4;

/// What the words of a passage must weigh before it is taken for moved rather than for a phrase
/// that was used again: about six words.
const WEIGHT: u32 = 50;

/// Gives words without a partner the one they moved to.
pub(crate) fn find(old: &Words, new: &Words, partners: &mut [usize]) {
    let mut is_taken = vec![false; new.ids.len()];
    for &partner in partners.iter().filter(|&&partner| partner != NONE) {
        is_taken[partner] = true;
    }
    let gone: Vec<usize> = (0..partners.len()).filter(|&at| partners[at] == NONE).collect();
    let came: Vec<usize> = (0..is_taken.len()).filter(|&at| !is_taken[at]).collect();
    if gone.len() < RUN || came.len() < RUN {
        return;
    }
    let ids = |places: &[usize], words: &Words| -> Vec<u32> {
        places.iter().map(|&at| words.ids[at]).collect()
    };
    for (at_gone, at_came) in unique_runs(&ids(&gone, old), &ids(&came, new), RUN) {
        let (from, to) = (gone[at_gone], came[at_came]);
        let is_free = |back: usize, on: usize| {
            partners[back] == NONE && !is_taken[on] && old.ids[back] == new.ids[on]
        };
        // A run may have been cut by what stayed, or be part of one that was found before.
        if !is_free(from, to) {
            continue;
        }
        let back = (1..=from.min(to)).take_while(|by| is_free(from - by, to - by)).count();
        let room = (old.ids.len() - from).min(new.ids.len() - to);
        let on = (1..room).take_while(|by| is_free(from + by, to + by)).count();
        let passage = from - back..from + on + 1;
        if old.weights[passage.clone()].iter().sum::<u32>() < WEIGHT {
            continue;
        }
        for at in passage {
            let partner = to + at - from;
            partners[at] = partner;
            is_taken[partner] = true;
        }
    }
}
