//! The learned part of choosing blocks: votes of words, and two forests of decisions.
//!
//! Trees are oblivious: all nodes of one level ask the same question, so a tree is a few questions and
//! a table of answers, cheap to ask and slow to learn a page by heart. This room must not know how a
//! model is made: `palimpsest-eval train` does, from labelled pages, and writes the file.

pub(crate) mod file;
mod words;

use super::features::{self, Evidence};
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::LazyLock,
};

#[cfg(feature = "training")]
pub use file::ModelFile;
pub(crate) use words::{HASH_START, for_words_of_name, hash, hash_on};
#[cfg(feature = "training")]
pub(crate) use words::{START, split_text};

/// All that was learned.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Votes of single words.
    pub votes: WordVotes,
    /// The first look at a block, alone.
    pub first: Forest,
    /// The second look, which knows what the first said of the neighbours.
    pub second: Forest,
}

/// How much words speak for the article, by their hash: positive for, negative against.
#[derive(Clone, Debug, Default)]
pub struct WordVotes {
    /// Words of class names and ids.
    pub names: Votes,
    /// Words and pairs of words of short texts.
    pub texts: Votes,
}

/// Votes by the hash of what votes.
pub type Votes = ByHash<f32>;

/// What is found again by a hash.
pub type ByHash<V> = HashMap<u64, V, BuildHasherDefault<IsHash>>;

/// Oblivious trees whose answers are summed.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// Where the sum starts: the log-odds of all blocks.
    pub bias: f32,
    /// The trees.
    pub trees: Vec<Tree>,
}

/// One tree: the answer is at the number that the questions' bits make.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// Which number is asked, and above what it answers yes.
    pub questions: Vec<(u16, f32)>,
    /// One answer for every combination, in the order of binary numbers, the first question lowest.
    pub answers: Vec<f32>,
}

impl Model {
    /// Returns the model that is built in.
    pub(crate) fn built_in() -> &'static Model {
        // A file that does not fit gives a model that knows nothing, and fails a test.
        static BUILT_IN: LazyLock<Model> =
            LazyLock::new(|| Model::from_text(include_str!("../../model.txt")).unwrap_or_default());
        &BUILT_IN
    }

    /// Tells whether there is anything in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.second.trees.is_empty()
    }

    /// Returns for every candidate the probability that it is the article.
    pub(crate) fn judge(&self, evidence: &Evidence) -> Vec<f32> {
        let in_play = features::in_play(evidence.candidates);
        let mut columns = Columns::default();
        columns.add(&features::rows(evidence, &self.votes, &in_play));
        let first = spread(&in_play, &self.first.probabilities(&columns));
        columns.add(&features::second_rows(evidence, &first, &in_play));
        spread(&in_play, &self.second.probabilities(&columns))
    }
}

/// Gives each block in play its probability, the others none.
pub(crate) fn spread(in_play: &[bool], probabilities: &[f32]) -> Vec<f32> {
    let mut next = probabilities.iter();
    let of = |in_play: &bool| if *in_play { next.next().copied() } else { None };
    in_play.iter().map(of).map(Option::unwrap_or_default).collect()
}

/// The numbers of all blocks, those of one name together: one question is asked of all blocks at
/// once, and the machine answers several at a time.
#[derive(Default)]
pub(crate) struct Columns {
    numbers: Vec<f32>,
    /// How many blocks there are.
    count: usize,
}

impl Columns {
    /// Adds rows of further numbers, one for each block.
    pub fn add<const N: usize>(&mut self, rows: &[[f32; N]]) {
        self.count = rows.len();
        self.numbers.reserve_exact(N * rows.len());
        for number in 0..N {
            self.numbers.extend(rows.iter().map(|row| row[number]));
        }
    }
}

impl Forest {
    /// Returns the probabilities that blocks are the article's.
    pub(crate) fn probabilities(&self, columns: &Columns) -> Vec<f32> {
        let count = columns.count;
        let mut sums = vec![self.bias; count];
        let mut places = vec![0u32; count];
        for tree in &self.trees {
            places.fill(0);
            for (bit, &(number, above)) in tree.questions.iter().enumerate() {
                let start = usize::from(number) * count;
                // Numbers that are not known yet are zero.
                match columns.numbers.get(start..start + count) {
                    Some(column) => {
                        for (place, asked) in places.iter_mut().zip(column) {
                            *place |= u32::from(*asked > above) << bit;
                        }
                    }
                    None if 0.0 > above => places.iter_mut().for_each(|place| *place |= 1 << bit),
                    None => {}
                }
            }
            for (sum, place) in sums.iter_mut().zip(&places) {
                *sum += tree.answers.get(*place as usize).copied().unwrap_or(0.0);
            }
        }
        sums.iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
    }

    /// Returns the probability of what one row of numbers is about.
    pub fn probability(&self, row: &[f32]) -> f32 {
        1.0 / (1.0 + (-self.sum(row)).exp())
    }

    /// Returns what the trees say of one row together.
    pub fn sum(&self, row: &[f32]) -> f32 {
        let mut sum = self.bias;
        for tree in &self.trees {
            let place = tree.questions.iter().rev().fold(0, |place, &(number, above)| {
                let asked = row.get(usize::from(number)).copied().unwrap_or(0.0);
                place << 1 | usize::from(asked > above)
            });
            sum += tree.answers.get(place).copied().unwrap_or(0.0);
        }
        sum
    }
}

impl WordVotes {
    /// Returns the vote of a word of a class name.
    pub(crate) fn name(&self, word: u64) -> f32 {
        self.names.get(&word).copied().unwrap_or(0.0)
    }

    /// Returns, for a short text, the sum of its words' votes, the best and the worst.
    pub(crate) fn text(&self, text: &str) -> [f32; 3] {
        let mut votes = [0.0f32; 3];
        if !self.texts.is_empty() {
            words::for_words_of_text(text, |word| {
                let vote = self.texts.get(&word).copied().unwrap_or(0.0);
                votes = [votes[0] + vote, votes[1].max(vote), votes[2].min(vote)];
            });
        }
        votes
    }
}

/// The hasher of keys that are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub struct IsHash(u64);

impl Hasher for IsHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash_on(hash, u64::from(*byte)));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
