//! How long one timestamp string takes to read, in several languages. Needs the feature `fuzzing`,
//! which opens the door to the reader.

use criterion::{Criterion, criterion_group, criterion_main};
use palimpsest_extract::fuzzing::read_date;
use std::hint::black_box;

const WRITTEN: [(&str, &str); 8] = [
    ("en", "Jan. 9, 2021 at 9:40 p.m. ET"),
    ("fr", "samedi 9 janvier 2021 à 21 h 40 HNE"),
    ("de", "Samstag, 9. Januar 2021, 21.40 Uhr MEZ"),
    ("es", "9 de enero de 2021, 21:40"),
    ("ar", "السبت 9 كانون الثاني / يناير 2021، الساعة 21:40"),
    ("fa", "شنبه ۲۰ دی ۱۳۹۹ - ۲۱:۴۰"),
    ("ja", "2021年1月9日(土) 午後9時40分"),
    ("en", "2021-01-09T21:40:00-05:00"),
];

fn timestamps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("timestamp");
    for (language, written) in WRITTEN {
        assert!(read_date(written, Some(language)).is_some(), "{written}");
        group.bench_function(written, |bencher| {
            bencher.iter(|| read_date(black_box(written), Some(language)));
        });
    }
    group.finish();
}

criterion_group!(benches, timestamps);
criterion_main!(benches);
