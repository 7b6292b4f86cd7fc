//! How long the quotations of one text take: of an article of 1,000 words, and of one and two megabytes
//! of marks, which must be linear. Needs the feature `training`, which reads texts without a page.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use palimpsest_extract::training::quotations;
use std::fmt::Write;
use std::hint::black_box;

/// Returns an article of about 1,000 words with 22 passages in marks, twice as many as news has.
fn article() -> String {
    const SPEAKERS: [&str; 4] =
        ["Anna Lind", "the mayor, Paul Roux", "she", "a spokesman for Marlin"];
    let mut text = String::new();
    for paragraph in 0..11 {
        let speaker = SPEAKERS[paragraph % SPEAKERS.len()];
        let _ = writeln!(
            text,
            "The north side of the port has been closed since the storm of last winter, and {speaker} said that the works were “a long way from done”. “We will open it in May, whatever the weather brings us until then,” {speaker} told the reporters on day {paragraph}. Nobody on the quay believed it."
        );
        let _ = writeln!(
            text,
            "The town has waited for the ships since then, and most of the shops behind the harbour have closed their doors for the season. Two ferries a day still call at the old pier."
        );
    }
    text
}

fn articles(criterion: &mut Criterion) {
    let text = article();
    let words = text.split_whitespace().count();
    assert!((950..1_050).contains(&words), "{words} words");
    assert!(quotations(&text, "en", None).len() > 20);
    criterion.bench_function("quotations/1,000 words", |bencher| {
        bencher.iter(|| quotations(black_box(&text), "en", None));
    });
}

fn marks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("quotations/marks");
    group.sample_size(10);
    for (name, marks) in [
        ("straight", "\""),
        ("guillemets", "«»"),
        ("attributed", "“A b c d e,” said Anna Lind, "),
        ("paragraphs", "“It is,”\n"),
    ] {
        for megabytes in [1, 2] {
            let bytes = megabytes << 20;
            let text = marks.repeat(bytes / marks.len());
            group.throughput(Throughput::Bytes(bytes as u64));
            group.bench_with_input(BenchmarkId::new(name, megabytes), &text, |bencher, text| {
                bencher.iter(|| quotations(black_box(text), "en", None));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, articles, marks);
criterion_main!(benches);
