//! What the words around a date say it is the date of: "Published", "Aktualisiert am", "更新". It
//! must not know where on the page the date stands.

use crate::{
    lexicon,
    words::{Phrases, Token, tokens},
};
use palimpsest_article::DateRole;
use std::sync::LazyLock;

/// Words this far before a date label it, in tokens.
const REACH: usize = 6;
/// A line of more words is no label of the next.
const MOST_WORDS: usize = 6;

static LABELS: LazyLock<Phrases<DateRole>> = LazyLock::new(|| {
    let mut labels = Phrases::default();
    for (_, lexicon) in lexicon::all() {
        for label in &lexicon.dates.published {
            labels.insert(label, DateRole::Published);
        }
        // A correction's time is when the article was changed, not when it was published.
        let notes = &lexicon.notes;
        let changes = [&notes.dateline, &notes.update, &notes.correction, &notes.clarification];
        for label in changes.into_iter().flatten().chain(&notes.editors_note) {
            labels.insert(label, DateRole::Updated);
        }
        for label in &lexicon.dates.events {
            labels.insert(label, DateRole::Event);
        }
    }
    labels
});

/// Returns what the last label among the words before a date says; else the line before.
pub(super) fn before(words: &[Token], line_before: &str) -> Option<DateRole> {
    let reach = words.len().saturating_sub(REACH);
    last_label(&words[reach..]).or_else(|| {
        // A line of other words before the date takes the place of a label.
        let is_free = words.iter().filter(|token| token.is_word()).count() <= 1;
        let line = (is_free && !line_before.is_empty()).then(|| tokens(line_before))?;
        // A heading may have such a word in it: a line that labels begins with it. The last part
        // of a compound is another thing's name: "Traffic-Update".
        let starts = line.iter().enumerate().filter(|(_, token)| token.is_word()).take(2);
        let is_free = |at: &usize| *at == 0 || line[*at].spaced || !line[*at - 1].is_mark('-');
        starts
            .filter(|(at, _)| is_free(at))
            .flat_map(|(at, _)| LABELS.at(&line, at).next())
            .map(|(_, role)| *role)
            .next()
            .filter(|_| line.iter().filter(|token| token.is_word()).count() <= MOST_WORDS)
    })
}

/// Some languages label a date after it: `2020年5月12日 更新`.
pub(super) fn after(after: &[Token]) -> Option<DateRole> {
    let at = after.iter().position(|token| token.is_word()).filter(|&at| at <= 1)?;
    let (end, role) = LABELS.at(after, at).next()?;
    // It labels what follows it where anything does.
    (!after[end..].iter().any(|token| token.is_mark(':') || !token.is_mark(')'))).then_some(*role)
}

fn last_label(tokens: &[Token]) -> Option<DateRole> {
    let mut last = None;
    let mut at = 0;
    while at < tokens.len() {
        match LABELS.at(tokens, at).next() {
            Some((after, role)) => {
                last = Some(*role);
                at = after.max(at + 1);
            }
            None => at += 1,
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_label_counts() {
        let label = |words: &str, line: &str| before(&tokens(words), line);
        assert_eq!(label("Published on", ""), Some(DateRole::Published));
        assert_eq!(label("Published, last updated", ""), Some(DateRole::Updated));
        assert_eq!(label("", "Zuletzt aktualisiert:"), Some(DateRole::Updated));
        assert_eq!(label("", "Market and software updates"), None);
        assert_eq!(label("", "Traffic-Update"), None);
        assert_eq!(label("Correction,", ""), Some(DateRole::Updated));
        assert_eq!(label("By Ann Poe", "Updated"), None);
        assert_eq!(label("Deadline", ""), Some(DateRole::Event));
        assert_eq!(label("", ""), None);
    }

    #[test]
    fn every_label_of_every_language_says_what_its_file_says() {
        let mut wrong = Vec::new();
        for (code, lexicon) in lexicon::all() {
            let lists = [
                (&lexicon.dates.published, DateRole::Published),
                (&lexicon.dates.events, DateRole::Event),
                (&lexicon.notes.dateline, DateRole::Updated),
            ];
            for (list, role) in lists {
                for label in list {
                    if before(&tokens(label), "") != Some(role) {
                        wrong.push(format!("{code}: {label}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_label_may_follow_its_date() {
        assert_eq!(after(&tokens("更新")), Some(DateRole::Updated));
        assert_eq!(after(&tokens("Updated: 3 May")), None);
    }
}
