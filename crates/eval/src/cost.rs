//! Times extraction beside a bare parse of the same bytes, and counts the memory it takes. It must
//! not know what is right.
//!
//! The bare parse is html5ever's, into the tree that extraction uses too; both are timed from the
//! bytes in memory until the tree is freed. Bytes that are not UTF-8 are replaced in the bare parse,
//! because guessing an encoding is extraction's work.

use crate::results::{Column, PageResult, Sum};
use palimpsest_extract::{Extraction, Page, extract};
use scraper::Html;
use std::hint::black_box;
use std::time::Instant;

/// The table of time, in milliseconds, and of memory, in multiples of the page.
pub const COLUMNS: [Column; 9] = [
    Column { name: "ratio median", sum: Sum::Quantile("ratio", 0.5) },
    Column { name: "extract ms median", sum: Sum::Quantile("extract_ms", 0.5) },
    Column { name: "p95", sum: Sum::Quantile("extract_ms", 0.95) },
    Column { name: "worst", sum: Sum::Quantile("extract_ms", 1.0) },
    Column { name: "parse ms median", sum: Sum::Quantile("parse_ms", 0.5) },
    Column { name: "parse p95", sum: Sum::Quantile("parse_ms", 0.95) },
    Column { name: "parse worst", sum: Sum::Quantile("parse_ms", 1.0) },
    Column { name: "memory median", sum: Sum::Quantile("memory", 0.5) },
    Column { name: "memory worst", sum: Sum::Quantile("memory", 1.0) },
];

/// Extracts a page and times it, `repeat` times over; the best of the times counts, because what
/// else runs on the machine only ever adds.
pub fn timed(page: &Page, repeat: usize, result: &mut PageResult) -> Extraction {
    let mut best: Option<(f64, f64, Extraction)> = None;
    for _ in 0..repeat.max(1) {
        let start = Instant::now();
        bare_parse(page.bytes);
        let parse = milliseconds(start);
        let start = Instant::now();
        let extraction = black_box(extract(black_box(page)));
        let whole = milliseconds(start);
        best = Some(match best {
            None => (parse, whole, extraction),
            Some((least_parse, least, _)) => (parse.min(least_parse), whole.min(least), extraction),
        });
    }
    let Some((parse_ms, extract_ms, extraction)) = best else { return extract(page) };
    result.set("bytes", page.bytes.len() as f64);
    result.set("extract_ms", extract_ms);
    result.set("parse_ms", parse_ms);
    result.set("ratio", extract_ms / parse_ms);
    extraction
}

/// Has extraction read its language files, which the first page of a program pays for.
pub fn warm_up() {
    let bytes = b"<article><h1>Bridge closed</h1><p>It was closed on 9 January 2021.</p></article>";
    let content_type = Some("text/html; charset=utf-8");
    drop(extract(&Page { bytes, url: None, content_type, file_name: None, captured_at: None }));
}

/// Parses the page and nothing else.
pub fn bare_parse(bytes: &[u8]) {
    let text = String::from_utf8_lossy(black_box(bytes));
    drop(black_box(Html::parse_document(&text)));
}

/// Counts the memory that extraction takes at its peak, in multiples of the page's bytes. Nothing
/// else may run meanwhile.
#[cfg(feature = "memory")]
pub fn measure_memory(page: &Page, result: &mut PageResult) {
    let before = crate::COUNTED.current_usage();
    crate::COUNTED.reset_peak_usage();
    drop(black_box(extract(black_box(page))));
    let peak = crate::COUNTED.peak_usage().saturating_sub(before);
    result.set("memory", peak as f64 / page.bytes.len().max(1) as f64);
}

/// Counts nothing: the program was built without the counter.
#[cfg(not(feature = "memory"))]
pub fn measure_memory(_page: &Page, _result: &mut PageResult) {}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timed_extraction_is_the_extraction() {
        let page = Page {
            bytes: b"<h1>Bridge closed</h1><p>The council closed the old bridge on Monday.</p>",
            url: None,
            content_type: None,
            file_name: None,
            captured_at: None,
        };
        let mut result = PageResult::default();
        assert_eq!(timed(&page, 1, &mut result), extract(&page));
        let value = |name: &str| result.values[name];
        assert!(value("extract_ms") > 0.0 && value("parse_ms") > 0.0);
        assert_eq!(value("ratio"), value("extract_ms") / value("parse_ms"));
        measure_memory(&page, &mut result);
        assert_eq!(result.values.contains_key("memory"), cfg!(feature = "memory"));
    }
}
