//! Placing: where annotations from elsewhere stand in an article, and how that is written down.

use crate::Result;
use palimpsest_anchor::{describe, resolve_all};
use palimpsest_article::{
    AnchorStatus, EntryId, RevisionId, Selector, SelectorKind, Span, Target, Text,
    TextPositionSelector, TextQuoteSelector,
};
use palimpsest_export::Annotation;
use palimpsest_store::Reader;
use serde::Deserialize;

/// Where an annotation was placed.
pub(crate) struct Placed {
    /// The revision it was placed on.
    pub revision: RevisionId,
    /// Its address there; what the file said where it was not found, or found with other words.
    pub target: Target,
    /// What became of it there.
    pub status: AnchorStatus,
}

/// Places annotations on a revision. What is not found there is looked for in the newest; what is nowhere is
/// an orphan of the newest.
pub(crate) fn place_all(
    reader: &Reader,
    entry: EntryId,
    annotations: Vec<Annotation>,
    revision: &RevisionId,
    newest: &RevisionId,
) -> Result<Vec<(Annotation, Placed)>> {
    let selectors: Vec<Vec<Selector>> =
        annotations.iter().map(|one| read(&one.selectors)).collect();
    let mut placed: Vec<Option<Placed>> = annotations.iter().map(|_| None).collect();
    let mut tried: Vec<&RevisionId> = vec![revision, newest];
    tried.dedup();
    for id in tried {
        let Some(text) = reader.revision(entry, id)?.map(|revision| revision.article.text) else {
            continue;
        };
        let open: Vec<usize> = (0..placed.len())
            .filter(|&place| {
                placed[place].as_ref().is_none_or(|it| it.status == AnchorStatus::Orphan)
            })
            .collect();
        let wanted: Vec<&[Selector]> =
            open.iter().map(|&place| selectors[place].as_slice()).collect();
        for (&place, status) in open.iter().zip(resolve_all(&wanted, &text)) {
            let (target, status) = written(&selectors[place], status, &text);
            placed[place] = Some(Placed { revision: id.clone(), target, status });
        }
    }
    let orphan = |selectors: &[Selector]| Placed {
        revision: newest.clone(),
        target: said(selectors),
        status: AnchorStatus::Orphan,
    };
    let placed =
        placed.into_iter().zip(&selectors).map(|(it, all)| it.unwrap_or_else(|| orphan(all)));
    Ok(annotations.into_iter().zip(placed).collect())
}

/// Reads what of the selectors we know.
fn read(selectors: &[serde_json::Value]) -> Vec<Selector> {
    selectors.iter().filter_map(|one| Selector::deserialize(one).ok()).collect()
}

/// Returns the words and the position that the selectors say; empty where they say none.
fn said(selectors: &[Selector]) -> Target {
    let none =
        TextQuoteSelector { exact: String::new(), prefix: String::new(), suffix: String::new() };
    let mut quote = None;
    let mut position = None;
    // Also what only refines another says the words.
    let all = selectors.iter().chain(selectors.iter().flat_map(|one| &one.refined_by));
    for selector in all {
        match &selector.kind {
            SelectorKind::TextQuote(words) => quote = quote.or(Some(words.clone())),
            SelectorKind::TextPosition(place) => position = position.or(Some(*place)),
            _ => {}
        }
    }
    Target {
        quote: quote.unwrap_or(none),
        position: position.unwrap_or(TextPositionSelector { start: 0, end: 0 }),
    }
}

/// Writes down what was found. Words that were edited since stay as the file has them.
fn written(selectors: &[Selector], status: AnchorStatus, text: &Text) -> (Target, AnchorStatus) {
    let said = said(selectors);
    let at = |span: Span| TextPositionSelector { start: span.start, end: span.end };
    match status {
        AnchorStatus::Exact { span } | AnchorStatus::Moved { span } => match describe(text, span) {
            Some(target) => (target, AnchorStatus::Exact { span }),
            None => (said, AnchorStatus::Orphan),
        },
        AnchorStatus::Reworded { span, .. } if !said.quote.exact.is_empty() => {
            (Target { position: at(span), ..said }, status)
        }
        // Nobody knows which words were meant: they are those that stand there.
        AnchorStatus::Reworded { span, .. } => match describe(text, span) {
            Some(target) => (target, AnchorStatus::Exact { span }),
            None => (said, AnchorStatus::Orphan),
        },
        AnchorStatus::Orphan => (said, AnchorStatus::Orphan),
    }
}
