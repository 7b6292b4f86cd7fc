//! The body as JSON-LD gives it: a witness for which blocks of the page are the article.
//!
//! It is often cut, without paragraphs or with notes and captions run in, so it is asked about
//! single blocks and rarely believed alone.

use super::model::{self, IsHash};
use crate::prose;
use std::{collections::HashSet, hash::BuildHasherDefault};

/// Words in a row that are compared: fewer are said by chance.
const RUN: usize = 6;
/// The share of a block's runs that the witness must have.
const ENOUGH: f32 = 0.7;

/// The runs of words of a stated body.
#[derive(Default)]
pub(super) struct Witness {
    runs: HashSet<u64, BuildHasherDefault<IsHash>>,
    /// How much the stated body says, as `prose::weight` counts.
    pub weight: usize,
}

impl Witness {
    /// Takes a stated body; `None` or a too short one knows nothing.
    pub fn new(body: Option<&str>) -> Self {
        let Some(body) = body.filter(|body| prose::weight(body) >= 200) else {
            return Witness::default();
        };
        Witness { runs: runs(body).into_iter().collect(), weight: prose::weight(body) }
    }

    /// Tells whether the witness repeats the text.
    pub fn says(&self, text: &str) -> bool {
        if self.runs.is_empty() {
            return false;
        }
        let runs = runs(text);
        let said = runs.iter().filter(|run| self.runs.contains(run)).count();
        !runs.is_empty() && said as f32 >= ENOUGH * runs.len() as f32
    }
}

/// Returns a hash of every run of words; texts shorter than a run have none.
fn runs(text: &str) -> Vec<u64> {
    let key = prose::key(text);
    let words: Vec<u64> = match key.chars().any(prose::is_unspaced) {
        // Letters of scripts without spaces count as words.
        true => key.split_inclusive(prose::is_unspaced).map(model::hash).collect(),
        false => key.split(' ').map(model::hash).collect(),
    };
    words.windows(RUN).map(|run| run.iter().copied().fold(0, model::hash_on)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_what_the_body_says_and_nothing_else() {
        let body = "The council of the old town voted on Monday to close the bridge. ".repeat(4);
        let witness = Witness::new(Some(&body));
        assert!(witness.says("The council of the OLD town voted on Monday to close"));
        assert!(!witness.says("Rain is expected in the old town on Monday and Tuesday"));
        assert!(!witness.says("The council"));
        assert!(!Witness::new(None).says("The council of the old town voted on Monday"));
    }
}
