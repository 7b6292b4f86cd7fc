//! Small signs by which readers tell furniture inside an article: lead-ins before a link, names of
//! those who sign, pictures right beside. It must not know scores or places on the page.

use super::super::{blocks::Candidate, images::FoundImage, inline::LocalMark};
use super::{Evidence, around::levels_up, share, yes};
use crate::prose;
use palimpsest_article::MarkKind;

/// How many numbers a block's signs are.
pub(super) const COUNT: usize = 12;
/// A lead-in before a link is shorter, in characters.
const LEAD_IN: usize = 40;
/// How many levels above a block a picture is looked for.
const FARTHEST: f32 = 13.0;
/// Names of fewer letters are words of running text too.
const SHORTEST_NAME: usize = 5;
/// So many of those who sign are looked for: lists of more are not people.
const MOST_NAMES: usize = 4;

/// What is worked out once for a page.
pub(super) struct Signs<'p> {
    authors: Vec<&'p str>,
    publisher: Option<&'p str>,
    description: Option<&'p str>,
    /// The pictures of the page, in order.
    images: &'p [FoundImage],
}

impl<'p> Signs<'p> {
    pub fn of(evidence: &Evidence<'p, '_>) -> Signs<'p> {
        let metadata = &evidence.facts.metadata;
        let names = metadata.authors.iter().map(|author| author.trim());
        let publisher = metadata.publisher.as_deref().map(str::trim);
        Signs {
            authors: names.filter(|name| name.len() >= SHORTEST_NAME).take(MOST_NAMES).collect(),
            publisher: publisher.filter(|name| name.len() >= SHORTEST_NAME),
            description: evidence.facts.description.as_deref(),
            images: evidence.images,
        }
    }

    /// Returns the signs of one block.
    pub fn read(&self, evidence: &Evidence, index: usize) -> [f32; COUNT] {
        let block = &evidence.candidates[index];
        let text = block.text.as_str();
        let before = index.checked_sub(1).map(|at| &evidence.candidates[at]);
        let chars = if block.marks.is_empty() { 0 } else { text.chars().count() };
        [
            yes(evidence.scores.blocks[index].is_boilerplate),
            lead_in(block, chars),
            colon(text),
            strong(block, chars),
            yes(block.marks.iter().any(|mark| mark.kind == MarkKind::Strong && mark.start == 0)),
            capitals(text),
            self.image(evidence, block, index),
            self.image(evidence, block, index + 1),
            yes(self.description.is_some_and(|words| prose::same_words(words, text))),
            self.authors.iter().map(|name| mention(text, name)).fold(0.0, f32::max),
            self.publisher.map_or(0.0, |name| mention(text, name)),
            yes(text.ends_with(':')) + 2.0 * yes(before.is_some_and(|it| it.text.ends_with(':'))),
        ]
    }

    /// Returns how many levels up the element is that holds the block and a picture that stands
    /// right before the block of that number.
    fn image(&self, evidence: &Evidence, block: &Candidate, before: usize) -> f32 {
        let from = self.images.partition_point(|image| image.before < before);
        let here = self.images[from..].iter().take_while(|image| image.before == before).take(3);
        here.map(|image| levels_up(evidence.dom, block.node, image.node)).fold(FARTHEST, f32::min)
    }
}

/// Returns how much stands before a link that goes to the block's end; 0 where none does.
fn lead_in(block: &Candidate, chars: usize) -> f32 {
    let is_link = |mark: &&LocalMark| mark.kind == MarkKind::Link;
    let start = block.marks.iter().filter(is_link).map(|mark| mark.start).min();
    let end = block.marks.iter().filter(is_link).map(|mark| mark.end).max();
    match (start, end) {
        (Some(start), Some(end)) if start < LEAD_IN && end + 2 >= chars => 1.0 + start as f32,
        _ => 0.0,
    }
}

/// Returns how many words stand before a colon or bar near the start; 0 where none does.
fn colon(text: &str) -> f32 {
    const WORDS: usize = 5;
    let mut words = 1;
    for character in text.chars().take(LEAD_IN) {
        match character {
            ':' | '|' | '：' => return words as f32,
            ' ' => words += 1,
            _ => {}
        }
        if words > WORDS {
            break;
        }
    }
    0.0
}

fn strong(block: &Candidate, chars: usize) -> f32 {
    let is_strong = |mark: &&LocalMark| mark.kind == MarkKind::Strong;
    let marked: usize =
        block.marks.iter().filter(is_strong).map(|mark| mark.end - mark.start).sum();
    share(marked, chars).min(1.0)
}

/// Returns how many words in capital letters the text begins with.
fn capitals(text: &str) -> f32 {
    const MOST: usize = 5;
    let is_capital = |word: &&str| {
        word.chars().filter(|letter| letter.is_uppercase()).count() >= 2
            && !word.chars().any(char::is_lowercase)
    };
    text.split(' ').take(MOST).take_while(is_capital).count() as f32
}

/// Returns 2 where the text begins with the name, 1 where the name is in it.
fn mention(text: &str, name: &str) -> f32 {
    if text.starts_with(name) {
        return 2.0;
    }
    yes(text.len() < 2_000 && text.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_ins_and_capitals() {
        assert_eq!(colon("Read more: The bridge"), 2.0);
        assert_eq!(colon("WATCH | The bridge"), 2.0);
        assert_eq!(colon("The council said on Monday that: no"), 0.0);
        assert_eq!(capitals("READ MORE: The bridge"), 2.0);
        assert_eq!(capitals("The UN said"), 0.0);
    }

    #[test]
    fn who_is_named_and_where() {
        assert_eq!(mention("Ann Poe is a reporter.", "Ann Poe"), 2.0);
        assert_eq!(mention("Written by Ann Poe", "Ann Poe"), 1.0);
        assert_eq!(mention("The bridge is closed.", "Ann Poe"), 0.0);
    }
}
