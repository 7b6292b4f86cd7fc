//! A thousand highlights followed into another version of a text of a megabyte: by the difference,
//! and by their words alone.
//!
//! The text is made of numbers, the same in every run.

use criterion::{Criterion, criterion_group, criterion_main};
use palimpsest_anchor::{carry, describe, locate, locate_all};
use palimpsest_article::{Span, Target, Text};
use palimpsest_diff::position_map;
use std::hint::black_box;

const WORDS: u32 = 170_000;
const HIGHLIGHTS: usize = 1000;

/// A text of about a megabyte; in the later version every hundredth word is another, and every
/// thousandth is followed by a new sentence.
fn version(is_later: bool) -> Text {
    let mut text = String::new();
    for at in 0..WORDS {
        let mixed = at.wrapping_mul(2_654_435_761) >> 8;
        let word = if is_later && at % 100 == 7 { mixed % 7_919 + 40_000 } else { mixed % 7_919 };
        text.push_str(&format!("w{word}"));
        text.push_str(if at % 12 == 11 { ".\n" } else { " " });
        if is_later && at % 1000 == 500 {
            text.push_str("A sentence that nobody had read. ");
        }
    }
    Text::new(text)
}

fn anchoring(criterion: &mut Criterion) {
    let (old, new) = (version(false), version(true));
    let step = old.len() / HIGHLIGHTS;
    let spans: Vec<Span> =
        (0..HIGHLIGHTS).map(|at| Span::new(at * step, at * step + 20 + at % 150)).collect();
    let targets: Vec<Target> = spans.iter().filter_map(|&span| describe(&old, span)).collect();
    let map = position_map(&old, &new);
    let mut group = criterion.benchmark_group("1,000 highlights onto 1 MB");
    group.sample_size(10);
    group.bench_function("position map", |it| it.iter(|| position_map(black_box(&old), &new)));
    group.bench_function("carry", |it| {
        it.iter(|| spans.iter().filter_map(|&span| carry(span, &map, &old, &new).span()).count());
    });
    group.bench_function("locate", |it| it.iter(|| locate_all(black_box(&targets), &new)));
    group.finish();
    criterion.bench_function("locate one of them", |it| {
        it.iter(|| locate(black_box(&targets[HIGHLIGHTS / 2]), &new));
    });
}

criterion_group!(benches, anchoring);
criterion_main!(benches);
