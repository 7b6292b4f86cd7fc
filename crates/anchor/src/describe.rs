//! Writes down where a passage is: its words, what stands around them, and its position.
//!
//! It must not judge the passage: blank and endless ones are described like any other.

use palimpsest_article::{Span, Target, Text, TextPositionSelector, TextQuoteSelector};

/// Code points of context kept on each side. More of it tells more lookalikes apart and costs
/// disk and a longer comparison; less survives more edits nearby. 32 is five or six words, and
/// what other annotation programs write.
pub const CONTEXT: usize = 32;

/// Describes the passage at `span`; `None` where it is empty or not inside the text.
///
/// Context is cut by count alone, so it may begin or end inside a word.
pub fn describe(text: &Text, span: Span) -> Option<Target> {
    if span.is_empty() {
        return None;
    }
    let exact = text.get(span)?;
    let before = Span { start: span.start.saturating_sub(CONTEXT), end: span.start };
    let after = Span { start: span.end, end: span.end.saturating_add(CONTEXT) };
    Some(Target {
        quote: TextQuoteSelector {
            exact: exact.to_owned(),
            prefix: text.slice(before).to_owned(),
            suffix: text.slice(after).to_owned(),
        },
        position: TextPositionSelector { start: span.start, end: span.end },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_written_down_with_what_stands_around_it() {
        let text = Text::new("« L’été 🌞 », dit-elle.");
        let target = describe(&text, Span::new(2, 9)).unwrap();
        assert_eq!(target.quote.exact, "L’été 🌞");
        assert_eq!(target.quote.prefix, "« ");
        assert_eq!(target.quote.suffix, " », dit-elle.");
        assert_eq!((target.position.start, target.position.end), (2, 9));
    }

    #[test]
    fn context_is_cut_at_the_limit() {
        let text = Text::new(format!("{}here{}", "é".repeat(50), "x".repeat(50)));
        let target = describe(&text, Span::new(50, 54)).unwrap();
        assert_eq!(target.quote.prefix, "é".repeat(CONTEXT));
        assert_eq!(target.quote.suffix, "x".repeat(CONTEXT));
    }

    #[test]
    fn nothing_and_nowhere_cannot_be_described() {
        let text = Text::new("four");
        assert_eq!(describe(&text, Span::new(2, 2)), None);
        assert_eq!(describe(&text, Span { start: 3, end: 2 }), None);
        assert_eq!(describe(&text, Span::new(2, 5)), None);
        assert_eq!(describe(&text, Span::new(9, usize::MAX)), None);
        assert_eq!(describe(&Text::default(), Span::new(0, 0)), None);
    }
}
