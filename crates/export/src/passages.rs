//! Passages: the blocks of the body and of the update notes in one order, as a reader meets them.

use palimpsest_article::{Article, Block, UpdateNote};

/// One block and the note it belongs to, if any.
pub(crate) struct Passage<'a> {
    pub block: &'a Block,
    pub note: Option<&'a UpdateNote>,
}

/// Returns all blocks in text order.
pub(crate) fn passages(article: &Article) -> Vec<Passage<'_>> {
    let body = article.blocks.iter().map(|block| Passage { block, note: None });
    let notes = article
        .update_notes
        .iter()
        .flat_map(|note| note.blocks.iter().map(move |block| Passage { block, note: Some(note) }));
    let mut passages: Vec<Passage> = body.chain(notes).collect();
    passages.sort_by_key(|passage| passage.block.span);
    passages
}

/// Returns the line under the headline: authors, publisher, date of publication and of change.
pub(crate) fn byline(article: &Article) -> String {
    let metadata = &article.metadata;
    let mut parts = Vec::new();
    if !metadata.authors.is_empty() {
        parts.push(metadata.authors.join(", "));
    }
    parts.extend(metadata.publisher.clone());
    parts.extend(metadata.date_published.map(|date| date.to_string()));
    if metadata.date_modified.is_some() && metadata.date_modified != metadata.date_published {
        parts.extend(metadata.date_modified.map(|date| format!("updated {date}")));
    }
    parts.join(" · ")
}
