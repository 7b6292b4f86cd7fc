//! The lines under an article that say who made it, from what and where to reach them: "Reporting
//! by …", "Mit Material von dpa". They are the article's, and not its text. This room must not know
//! a language.

use super::{blocks::Candidate, score::Scores};
use crate::lexicon;
use palimpsest_article::BlockKind;
use std::ops::Range;

/// How far from the last kept block, in blocks, such a line stands.
const BEFORE: usize = 3;
const AFTER: usize = 8;
/// Longer paragraphs tell more than who made the article.
const LONGEST: usize = 400;
/// A line with the address of who wrote it is shorter.
const LONGEST_CONTACT: usize = 90;

/// Makes the credits at the end of the article blocks of their own kind, whether they were kept as
/// text or not at all.
pub(super) fn keep(
    candidates: &mut [Candidate],
    keep: &mut [bool],
    scores: &Scores,
    region: &Range<usize>,
) {
    let Some(last) = keep.iter().rposition(|keep| *keep) else { return };
    // A credit that says so stands below the article's element as well.
    let end = (last + 1 + AFTER).min(candidates.len());
    for index in last.saturating_sub(BEFORE)..end {
        let block = &mut candidates[index];
        let is_paragraph = block.kind == BlockKind::Paragraph && block.weight <= LONGEST;
        // Templates name the place of credits as they like: "disclaimer", "byline", "copyright".
        let is_contact = || {
            !keep[index]
                && index < region.end
                && !scores.blocks[index].is_apart
                && !scores.blocks[index].is_boilerplate
                && block.weight <= LONGEST_CONTACT
                && has_address(&block.text)
        };
        if is_paragraph && (lexicon::is_credit(&block.text) || is_contact()) {
            block.kind = BlockKind::Credit;
            keep[index] = true;
        }
    }
}

/// Tells whether a mail address is among the words.
fn has_address(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, place)| {
            let is_name = name.chars().any(char::is_alphanumeric);
            is_name && place.trim_end_matches(|c: char| !c.is_alphanumeric()).contains('.')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_address_is_told_from_a_name_on_a_network() {
        assert!(has_address("Email: ann.poe@harbour.example."));
        assert!(has_address("(ann@harbour.example)"));
        assert!(!has_address("Follow @annpoe or write to us @ the harbour."));
    }
}
