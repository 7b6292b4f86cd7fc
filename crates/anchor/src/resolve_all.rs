//! Finds what many lists of selectors select in one text: those that say words, in one pass.
//!
//! It must not find anything that [`resolve`] does not find one by one.

use crate::locate::{Wanted, locate_wanted};
use crate::resolve::resolve;
use palimpsest_article::{AnchorStatus, Selector, SelectorKind, Text, TextQuoteSelector};

/// Finds the passage of each list of selectors, as [`resolve`] does.
pub fn resolve_all(lists: &[&[Selector]], text: &Text) -> Vec<AnchorStatus> {
    let quotes: Vec<Option<&TextQuoteSelector>> =
        lists.iter().map(|list| only_quote(list)).collect();
    let wanted: Vec<Wanted> = lists
        .iter()
        .zip(&quotes)
        .filter_map(|(list, quote)| {
            let was = list.iter().find_map(|selector| match selector.kind {
                SelectorKind::TextPosition(position) => Some(position.start),
                _ => None,
            });
            Some(Wanted { quote: (*quote)?, was })
        })
        .collect();
    let mut located = locate_wanted(&wanted, text).into_iter();
    let found = lists.iter().zip(&quotes).map(|(list, quote)| {
        let found = quote.and_then(|_| located.next()).unwrap_or(AnchorStatus::Orphan);
        // Where the words lead nowhere, something else may.
        match found {
            AnchorStatus::Orphan if quote.is_none() || list.iter().any(is_other) => {
                resolve(list, text)
            }
            found => found,
        }
    });
    found.collect()
}

/// Returns the words that a list says, where it says them once and nothing refines them.
fn only_quote(list: &[Selector]) -> Option<&TextQuoteSelector> {
    let mut quotes = list.iter().filter_map(|selector| match &selector.kind {
        SelectorKind::TextQuote(quote) => Some((quote, selector.refined_by.is_empty())),
        _ => None,
    });
    match (quotes.next(), quotes.next()) {
        (Some((quote, true)), None) if !quote.exact.is_empty() => Some(quote),
        _ => None,
    }
}

fn is_other(selector: &Selector) -> bool {
    !matches!(selector.kind, SelectorKind::TextQuote(_) | SelectorKind::TextPosition(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest_article::TextPositionSelector;
    use proptest::prelude::*;

    fn selector() -> impl Strategy<Value = Selector> {
        let words = "[ab ]{0,6}";
        let kind = prop_oneof![
            (words, words, words).prop_map(|(exact, prefix, suffix)| {
                SelectorKind::TextQuote(TextQuoteSelector { exact, prefix, suffix })
            }),
            (0usize..40, 0usize..40).prop_map(|(start, end)| {
                SelectorKind::TextPosition(TextPositionSelector { start, end })
            }),
            words.prop_map(|words| SelectorKind::Fragment {
                value: format!(":~:text={words}"),
                conforms_to: None,
            }),
            Just(SelectorKind::Css { value: "p".into() }),
        ];
        let refined = proptest::collection::vec(kind.clone().prop_map(Selector::from), 0..2);
        (kind, refined).prop_map(|(kind, refined_by)| Selector { kind, refined_by })
    }

    proptest! {
        #[test]
        fn many_are_found_like_one(
            words in "[ab ]{0,40}",
            lists in proptest::collection::vec(proptest::collection::vec(selector(), 0..4), 0..6),
        ) {
            let text = Text::new(words);
            let borrowed: Vec<&[Selector]> = lists.iter().map(Vec::as_slice).collect();
            let one_by_one: Vec<_> = borrowed.iter().map(|list| resolve(list, &text)).collect();
            prop_assert_eq!(resolve_all(&borrowed, &text), one_by_one);
        }
    }
}
