//! Any bytes are an article whose spans lie in its text, in order; the same bytes the same article.
#![no_main]

use libfuzzer_sys::fuzz_target;
use palimpsest_extract::{Page, extract};

/// How a page comes; the first byte of the input chooses one.
const CONTENT_TYPES: [Option<&str>; 6] = [
    None,
    Some("text/html"),
    Some("text/html; charset=utf-8"),
    Some("application/xhtml+xml"),
    Some("text/plain; charset=utf-8"),
    Some("multipart/related"),
];

fuzz_target!(|input: &[u8]| {
    let Some((&choice, bytes)) = input.split_first() else { return };
    let content_type = CONTENT_TYPES[usize::from(choice) % CONTENT_TYPES.len()];
    let page = Page { bytes, url: None, content_type, file_name: None, captured_at: None };
    let extraction = extract(&page);
    let article = &extraction.article;
    let length = article.text.len();
    let mut end = 0;
    for block in &article.blocks {
        assert!(end <= block.span.start && !block.span.is_empty(), "blocks are in order");
        end = block.span.end;
        for mark in &block.marks {
            assert!(block.span.contains(mark.span), "a mark lies in its block");
        }
    }
    assert!(end <= length);
    for note in &article.update_notes {
        assert!(note.span.end <= length);
        assert_eq!(article.text.slice(note.span), note.text);
    }
    assert!(article.quotations.iter().all(|quotation| quotation.span.end <= length));
    assert!(article.images.iter().all(|image| image.at <= length));
    // Long pages take too long to be read twice.
    if bytes.len() < 1_000 {
        assert_eq!(extract(&page), extraction);
    }
});
