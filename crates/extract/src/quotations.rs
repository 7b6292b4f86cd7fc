//! Finds quotations, their speakers and cues in a text. It must not know markup.

use palimpsest_article::{Block, Quotation, Text};

pub(crate) fn find_quotations(
    _text: &Text,
    _blocks: &[Block],
    _language: Option<&str>,
) -> Vec<Quotation> {
    Vec::new()
}
