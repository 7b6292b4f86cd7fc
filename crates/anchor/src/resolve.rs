//! Finds what selectors from elsewhere select in a text.
//!
//! It knows text alone: what a selector says of elements, bytes or areas leads nowhere by itself, but
//! words that refine it do. Rather an orphan than a place that was not meant.

use crate::fold::fold;
use crate::locate::{Wanted, locate_wanted};
use crate::text_fragment::{find_text_fragment, is_text_fragment};
use palimpsest_article::{AnchorStatus, Selector, SelectorKind, Span, Text};

/// How deep selectors may stand in each other. Programs write two or three steps; what somebody made
/// up may not stop the program.
const DEPTH: usize = 8;

/// Finds the passage that the selectors, each by itself, select in the text.
///
/// - Words (`TextQuoteSelector`) come first, with the position (`TextPositionSelector`) beside them;
///   then text fragments, ranges, and words in an element, wherever it is: these must say the same
///   words where there are some. A position counts alone only where there is nothing else; inside an
///   element it is no position in the text.
/// - `refinedBy` selects inside what was found. A range ends where its end begins.
/// - `Exact` where no position says that the words stood elsewhere; else as [`locate`] tells it.
/// - `Orphan` where nothing is found, or selectors stand more than eight deep in each other.
///
/// [`locate`]: crate::locate
pub fn resolve(selectors: &[Selector], text: &Text) -> AnchorStatus {
    resolve_within(selectors, text, DEPTH)
}

fn resolve_within(selectors: &[Selector], text: &Text, depth: usize) -> AnchorStatus {
    let Some(depth) = depth.checked_sub(1) else { return AnchorStatus::Orphan };
    let was = selectors.iter().find_map(|selector| position(&selector.kind));
    let was = was.map(|position| position.start);
    let mut quoted = Vec::new();
    for selector in selectors {
        if let SelectorKind::TextQuote(quote) = &selector.kind
            && !quote.exact.is_empty()
        {
            quoted.push(fold(&quote.exact));
            let found = locate_wanted(&[Wanted { quote, was }], text).pop();
            let found = refined(found.unwrap_or(AnchorStatus::Orphan), selector, text, depth);
            if found != AnchorStatus::Orphan {
                return found;
            }
        }
    }
    let mut is_text = !quoted.is_empty();
    for selector in selectors {
        let Some(found) = by_other_means(selector, was, text, depth) else { continue };
        is_text = true;
        let words = found.span().map(|span| fold(text.slice(span)));
        if words.is_some_and(|words| quoted.is_empty() || quoted.contains(&words)) {
            return found;
        }
    }
    let there = |span: &Span| !is_text && !span.is_empty() && text.get(*span).is_some();
    let alone = selectors.iter().find_map(|selector| {
        let span = position(&selector.kind).filter(there)?;
        Some(refined(AnchorStatus::Exact { span }, selector, text, depth))
    });
    alone.unwrap_or(AnchorStatus::Orphan)
}

/// Finds what a selector selects that is neither words nor a position; `None` where that is no text.
fn by_other_means(
    selector: &Selector,
    was: Option<usize>,
    text: &Text,
    depth: usize,
) -> Option<AnchorStatus> {
    match &selector.kind {
        SelectorKind::TextQuote(_) | SelectorKind::TextPosition(_) => None,
        SelectorKind::Fragment { value, .. } if is_text_fragment(value) => {
            let span = find_text_fragment(value, text);
            let found = span.map_or(AnchorStatus::Orphan, |span| unchanged(span, was));
            Some(refined(found, selector, text, depth))
        }
        SelectorKind::Range { start: Some(start), end: Some(end) } => {
            let found = range(start, end, was, text, depth);
            Some(refined(found, selector, text, depth))
        }
        _ if selector.refined_by.is_empty() => None,
        // Where the element is nobody knows: its words are looked for in all of the text, and
        // positions count from its beginning.
        _ => {
            let words = selector.refined_by.iter();
            let words = words.filter(|part| position(&part.kind).is_none()).cloned();
            Some(resolve_within(&words.collect::<Vec<_>>(), text, depth))
        }
    }
}

fn range(
    start: &Selector,
    end: &Selector,
    was: Option<usize>,
    text: &Text,
    depth: usize,
) -> AnchorStatus {
    let at = |selector: &Selector| match position(&selector.kind) {
        // A mere point is a good end of a range.
        Some(point) if selector.refined_by.is_empty() => Some(point.start),
        _ => Some(resolve_within(std::slice::from_ref(selector), text, depth).span()?.start),
    };
    let span = at(start).zip(at(end)).map(|(start, end)| Span { start, end });
    match span.filter(|&span| !span.is_empty() && text.get(span).is_some()) {
        Some(span) => unchanged(span, was),
        None => AnchorStatus::Orphan,
    }
}

/// Goes on inside what was found.
fn refined(found: AnchorStatus, selector: &Selector, text: &Text, depth: usize) -> AnchorStatus {
    let (Some(span), false) = (found.span(), selector.refined_by.is_empty()) else { return found };
    let part = Text::new(text.slice(span));
    match resolve_within(&selector.refined_by, &part, depth).span() {
        Some(part) => with_span(found, part.shifted(span.start)),
        None => AnchorStatus::Orphan,
    }
}

fn with_span(status: AnchorStatus, span: Span) -> AnchorStatus {
    match status {
        AnchorStatus::Exact { .. } => AnchorStatus::Exact { span },
        AnchorStatus::Moved { .. } => AnchorStatus::Moved { span },
        AnchorStatus::Reworded { score, .. } => AnchorStatus::Reworded { span, score },
        AnchorStatus::Orphan => AnchorStatus::Orphan,
    }
}

fn unchanged(span: Span, was: Option<usize>) -> AnchorStatus {
    match was.is_none_or(|was| was == span.start) {
        true => AnchorStatus::Exact { span },
        false => AnchorStatus::Moved { span },
    }
}

fn position(kind: &SelectorKind) -> Option<Span> {
    match kind {
        SelectorKind::TextPosition(position) => {
            Some(Span { start: position.start, end: position.end })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest_article::{TextPositionSelector, TextQuoteSelector};
    use proptest::prelude::*;

    const TEXT: &str = "The river rose. The bridge held.\nThe river fell, and the bridge held on.";

    fn quote(prefix: &str, exact: &str, suffix: &str) -> Selector {
        let [exact, prefix, suffix] = [exact, prefix, suffix].map(str::to_owned);
        SelectorKind::TextQuote(TextQuoteSelector { exact, prefix, suffix }).into()
    }

    fn position(start: usize, end: usize) -> Selector {
        SelectorKind::TextPosition(TextPositionSelector { start, end }).into()
    }

    fn fragment(value: &str) -> Selector {
        SelectorKind::Fragment { value: value.to_owned(), conforms_to: None }.into()
    }

    fn element() -> Selector {
        SelectorKind::XPath { value: "/html/body/p[2]".to_owned() }.into()
    }

    fn range(start: Selector, end: Selector) -> Selector {
        SelectorKind::Range { start: Some(Box::new(start)), end: Some(Box::new(end)) }.into()
    }

    fn refined(selector: Selector, by: &[Selector]) -> Selector {
        Selector { refined_by: by.to_vec(), ..selector }
    }

    /// Shows the status and the words that are found.
    fn found(selectors: &[Selector]) -> String {
        let text = Text::new(TEXT);
        let words = |span| text.slice(span).to_owned();
        match resolve(selectors, &text) {
            AnchorStatus::Exact { span } => format!("exact {}: {}", span.start, words(span)),
            AnchorStatus::Moved { span } => format!("moved {}: {}", span.start, words(span)),
            AnchorStatus::Reworded { span, .. } => format!("reworded: {}", words(span)),
            AnchorStatus::Orphan => "orphan".to_owned(),
        }
    }

    #[test]
    fn words_come_first() {
        assert_eq!(found(&[quote("", "fell", "")]), "exact 43: fell");
        assert_eq!(found(&[position(43, 47), quote("", "fell", "")]), "exact 43: fell");
        assert_eq!(found(&[position(4, 9), quote("", "fell", "")]), "moved 43: fell");
        assert_eq!(found(&[quote("The ", "river", " fell")]), "exact 37: river");
        assert_eq!(found(&[quote("", "river", "")]), "orphan");
        assert_eq!(found(&[quote("", "river", ""), position(37, 42)]), "exact 37: river");
        assert_eq!(found(&[quote("", "boat", ""), position(4, 8)]), "orphan");
    }

    #[test]
    fn a_position_counts_alone_where_it_is_one_of_the_text() {
        assert_eq!(found(&[position(4, 9)]), "exact 4: river");
        assert_eq!(found(&[element(), position(4, 9)]), "exact 4: river");
        assert_eq!(found(&[refined(element(), &[position(4, 9)])]), "orphan");
        for (start, end) in [(4, 4), (9, 4), (4, 999), (usize::MAX, usize::MAX)] {
            assert_eq!(found(&[position(start, end)]), "orphan");
        }
    }

    #[test]
    fn fragments_lead_to_words() {
        assert_eq!(found(&[fragment("#:~:text=river-,FELL")]), "exact 43: fell");
        assert_eq!(found(&[fragment(":~:text=gone"), position(4, 9)]), "orphan");
        assert_eq!(found(&[fragment("t=30,60")]), "orphan");
        // Words that are ambiguous are told apart by a link to the same ones.
        assert_eq!(
            found(&[quote("", "river", ""), fragment(":~:text=river,-fell")]),
            "exact 37: river"
        );
        assert_eq!(found(&[quote("", "boat", ""), fragment(":~:text=river,-fell")]), "orphan");
    }

    #[test]
    fn elements_refine_to_words() {
        let words = quote("and the ", "bridge", " held");
        assert_eq!(found(&[refined(element(), std::slice::from_ref(&words))]), "exact 57: bridge");
        assert_eq!(found(&[refined(fragment("para5"), &[words])]), "exact 57: bridge");
        assert_eq!(found(&[element()]), "orphan");
        let inside = refined(quote("", "The river fell", ""), &[position(4, 9)]);
        assert_eq!(found(&[inside]), "exact 37: river");
    }

    #[test]
    fn a_range_ends_where_its_end_begins() {
        let (rose, bridge) = (quote("", "rose", ""), quote("The ", "bridge", ""));
        assert_eq!(found(&[range(rose.clone(), bridge.clone())]), "exact 10: rose. The ");
        assert_eq!(found(&[range(bridge, rose.clone())]), "orphan");
        assert_eq!(found(&[range(position(4, 4), position(9, 9))]), "exact 4: river");
        assert_eq!(found(&[range(element(), rose)]), "orphan");
        assert_eq!(found(&[SelectorKind::Range { start: None, end: None }.into()]), "orphan");
    }

    #[test]
    fn nothing_and_too_much_are_orphans() {
        assert_eq!(found(&[]), "orphan");
        assert_eq!(found(&[quote("a", "", "b")]), "orphan");
        assert_eq!(found(&[SelectorKind::Unknown.into()]), "orphan");
        let mut deep = quote("", "fell", "");
        for _ in 0..7 {
            deep = refined(element(), &[deep]);
        }
        assert_eq!(found(std::slice::from_ref(&deep)), "exact 43: fell");
        assert_eq!(found(&[refined(element(), &[deep])]), "orphan");
    }

    fn any_selector() -> impl Strategy<Value = Selector> {
        let words = "[a-z]{0,3}( ?the ?)?(river|bridge)?";
        let leaf = prop_oneof![
            (words, words, words)
                .prop_map(|(prefix, exact, suffix)| quote(&prefix, &exact, &suffix)),
            (0usize..80, 0usize..80).prop_map(|(start, end)| position(start, end)),
            "(:~:text=)?(the-,)?(river|bridge|e)(,held)?(,-on)?".prop_map(|value| fragment(&value)),
            Just(element()),
        ];
        leaf.prop_recursive(4, 16, 3, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(start, end)| range(start, end)),
                (inner.clone(), proptest::collection::vec(inner, 0..3))
                    .prop_map(|(selector, by)| refined(selector, &by)),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_found_lies_in_the_text(
            selectors in proptest::collection::vec(any_selector(), 0..4), string in "[a-z ]{0,9}|(the river |the bridge |held on\n){0,9}",
        ) {
            let text = Text::new(string);
            let found = resolve(&selectors, &text);
            prop_assert_eq!(resolve(&selectors, &text), found);
            if let Some(span) = found.span() {
                prop_assert!(!span.is_empty() && text.get(span).is_some(), "{:?}", span);
            }
        }
    }
}
