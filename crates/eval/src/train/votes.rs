//! How much single words speak for or against the article, counted over publishers. It must not know
//! trees.

use super::Case;
use palimpsest_extract::training::{words_of_name, words_of_text};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A word that fewer publishers use is theirs alone.
const FEWEST_PUBLISHERS: usize = 5;
/// Votes nearer to zero say nothing.
const WEAKEST: f32 = 0.4;
const STRONGEST: f32 = 5.0;
/// What every word is thought to have on both sides, in pages: class words and words of texts.
const PRIOR_NAMES: f32 = 0.1;
const PRIOR_TEXTS: f32 = 0.02;
/// How much a page counts of which only passages are labelled: a few of its blocks are known.
const OF_PASSAGES: f32 = 0.3;
/// Longer texts are judged by other things.
const LONGEST: usize = 300;

/// A word and its vote.
type Votes = Vec<(String, f32)>;
/// By word and publisher, the share of a page's body and of its rest that the word is around.
type Counts<'c> = BTreeMap<String, HashMap<&'c str, (f32, f32)>>;

/// Counts the votes of class words and of words of texts.
pub fn count<'c>(cases: &[&'c Case]) -> (Votes, Votes) {
    let mut names = Counts::new();
    let mut texts = Counts::new();
    let mut pages: HashMap<&str, f32> = HashMap::new();
    for case in cases {
        let publisher = case.label.domain.as_deref().unwrap_or(&case.label.id);
        *pages.entry(publisher).or_default() += 1.0;
        let labels = || case.labels.iter().zip(&case.blocks).filter(|(_, block)| block.is_in_play);
        let total = |is_body: bool| {
            let of_side = labels().filter(|(label, _)| label.is_body == is_body);
            of_side.map(|(label, _)| label.heft).sum::<f32>().max(1.0)
        };
        let (body, rest) = (total(true), total(false));
        let weight = if case.label.text.is_some() { 1.0 } else { OF_PASSAGES };
        for (label, block) in labels().filter(|(label, _)| label.heft > 0.0) {
            let add = |counts: &mut Counts<'c>, word: String| {
                let entry = counts.entry(word).or_default().entry(publisher).or_default();
                match label.is_body {
                    true => entry.0 += weight * label.heft / body,
                    false => entry.1 += weight * label.heft / rest,
                }
            };
            let words: HashSet<String> =
                block.names.iter().flat_map(|name| words_of_name(name)).collect();
            words.into_iter().for_each(|word| add(&mut names, word));
            if block.text.len() < LONGEST {
                let words: HashSet<String> = words_of_text(&block.text).into_iter().collect();
                words.into_iter().for_each(|word| add(&mut texts, word));
            }
        }
    }
    (votes(names, &pages, PRIOR_NAMES), votes(texts, &pages, PRIOR_TEXTS))
}

fn votes(counts: Counts, pages: &HashMap<&str, f32>, prior: f32) -> Votes {
    let vote = |publishers: &HashMap<&str, (f32, f32)>| {
        let (mut body, mut rest) = (prior, prior);
        // The order of a hash map varies, and so would the sum's last digits.
        let mut publishers: Vec<_> = publishers.iter().collect();
        publishers.sort_by_key(|(publisher, _)| **publisher);
        for (publisher, shares) in publishers {
            // Each publisher counts as one page, however many are labelled.
            let pages = pages.get(publisher).copied().unwrap_or(1.0);
            body += (shares.0 / pages).min(1.0);
            rest += (shares.1 / pages).min(1.0);
        }
        (body / rest).ln().clamp(-STRONGEST, STRONGEST)
    };
    counts
        .into_iter()
        .filter(|(_, publishers)| publishers.len() >= FEWEST_PUBLISHERS)
        .map(|(word, publishers)| (word, vote(&publishers)))
        .filter(|(_, vote)| vote.abs() > WEAKEST)
        .collect()
}
