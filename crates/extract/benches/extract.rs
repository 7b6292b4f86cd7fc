//! Whole extraction beside a bare parse and beside two peers, on the same pages in the same run.
//!
//! The pages are our fixtures, and all pages below the folder that `PALIMPSEST_CORPUS` names
//! (`*.html.gz`). First a table of times per page, then Criterion on the fixtures alone. The peers
//! recurse over the tree, so they are asked only where a page is not deep; a contender that is not
//! asked of a page is not summed there. The peers find the text only: they do less.

use criterion::Criterion;
use palimpsest_extract::{Page, extract};
use scraper::Html;
use std::env;
use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};
use url::Url;

/// A peer that recurses is safe below, also on the main thread's stack.
const DEEPEST: usize = 200;
/// `readability` takes seconds on more.
const LARGEST: usize = 2 * 1024 * 1024;
/// Each page is timed as often, the contenders in turn; the best time counts.
const ROUNDS: usize = 3;

struct Stored {
    bytes: Vec<u8>,
    /// Whether the peers may be asked.
    is_tame: bool,
}

struct Contender {
    name: &'static str,
    run: fn(&[u8]),
    /// Whether it is asked of every page, however deep.
    is_safe: bool,
}

const CONTENDERS: [Contender; 4] = [
    Contender { name: "bare parse", run: bare_parse, is_safe: true },
    Contender { name: "palimpsest", run: whole_extract, is_safe: true },
    Contender { name: "dom_smoothie", run: dom_smoothie, is_safe: false },
    Contender { name: "readability", run: readability, is_safe: false },
];

fn bare_parse(bytes: &[u8]) {
    drop(black_box(Html::parse_document(&String::from_utf8_lossy(bytes))));
}

fn whole_extract(bytes: &[u8]) {
    let content_type = Some("text/html");
    let page = Page { bytes, url: None, content_type, file_name: None, captured_at: None };
    drop(black_box(extract(&page)));
}

fn dom_smoothie(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    if let Ok(mut reader) = dom_smoothie::Readability::new(&*html, None, None) {
        drop(black_box(reader.parse()));
    }
}

fn readability(bytes: &[u8]) {
    if let Ok(url) = Url::parse("https://page.invalid/") {
        drop(black_box(readability::extractor::extract(&mut &*bytes, &url)));
    }
}

fn main() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/articles");
    let mut pages = Vec::new();
    gather(&fixtures, &mut pages);
    assert!(!pages.is_empty(), "no page below '{}'", fixtures.display());
    let own = pages.len();
    if let Some(corpus) = env::var_os("PALIMPSEST_CORPUS") {
        gather(Path::new(&corpus), &mut pages);
        assert!(pages.len() > own, "no page below '{}'", Path::new(&corpus).display());
    }
    print_table(&pages);
    pages.truncate(own);
    let mut criterion = Criterion::default()
        .configure_from_args()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(4));
    for contender in &CONTENDERS {
        criterion.bench_function(&format!("fixtures, {}", contender.name), |bencher| {
            let asked = || pages.iter().filter(|page| contender.is_safe || page.is_tame);
            bencher.iter(|| asked().for_each(|page| (contender.run)(&page.bytes)));
        });
    }
    criterion.final_summary();
}

/// Lists the pages below a folder, in the order of their paths.
fn gather(folder: &Path, pages: &mut Vec<Stored>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy();
        if path.is_dir() {
            gather(&path, pages);
        } else if name.ends_with(".html") || name.ends_with(".html.gz") {
            let stored = fs::read(&path).unwrap_or_default();
            let mut bytes = Vec::new();
            match name.ends_with(".gz") {
                true => {
                    let mut packed = flate2::read::MultiGzDecoder::new(stored.as_slice());
                    packed.read_to_end(&mut bytes).expect("a stored page is whole");
                }
                false => bytes = stored,
            }
            let is_tame = bytes.len() <= LARGEST && depth(&bytes) <= DEEPEST;
            pages.push(Stored { bytes, is_tame });
        }
    }
}

/// How deep the page's elements are nested.
fn depth(bytes: &[u8]) -> usize {
    let tree = Html::parse_document(&String::from_utf8_lossy(bytes));
    let (mut depth, mut deepest) = (0usize, 0);
    let mut node = tree.tree.root();
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            deepest = deepest.max(depth);
            continue;
        }
        while node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { return deepest };
            node = parent;
            depth = depth.saturating_sub(1);
        }
        let Some(next) = node.next_sibling() else { return deepest };
        node = next;
    }
}

fn print_table(pages: &[Stored]) {
    let size: usize = pages.iter().map(|page| page.bytes.len()).sum();
    let deep = pages.iter().filter(|page| !page.is_tame).count();
    println!(
        "{} pages, {:.1} MB; {deep} of them too deep or large for the peers",
        pages.len(),
        size as f64 / 1e6
    );
    // Each contender's milliseconds, page by page.
    let mut times = vec![vec![f64::INFINITY; pages.len()]; CONTENDERS.len()];
    for (at, page) in pages.iter().enumerate() {
        for _ in 0..ROUNDS {
            for (contender, times) in CONTENDERS.iter().zip(&mut times) {
                if contender.is_safe || page.is_tame {
                    let start = Instant::now();
                    (contender.run)(black_box(&page.bytes));
                    times[at] = times[at].min(start.elapsed().as_secs_f64() * 1000.0);
                }
            }
        }
    }
    println!(
        "{:<13} {:>6} {:>10} {:>9} {:>9} {:>9} {:>7} {:>13} {:>12}",
        "", "pages", "total ms", "median", "p95", "worst", "MB/s", "median ratio", "total ratio"
    );
    for (contender, times_of) in CONTENDERS.iter().zip(&times) {
        let asked: Vec<usize> = (0..pages.len()).filter(|&at| times_of[at].is_finite()).collect();
        let own: Vec<f64> = asked.iter().map(|&at| times_of[at]).collect();
        let ratios: Vec<f64> = asked.iter().map(|&at| times_of[at] / times[0][at]).collect();
        let bare: f64 = asked.iter().map(|&at| times[0][at]).sum();
        let total: f64 = own.iter().sum();
        let bytes: usize = asked.iter().map(|&at| pages[at].bytes.len()).sum();
        println!(
            "{:<13} {:>6} {:>10.1} {:>9.3} {:>9.3} {:>9.3} {:>7.1} {:>13.2} {:>12.2}",
            contender.name,
            asked.len(),
            total,
            quantile(&own, 0.5),
            quantile(&own, 0.95),
            quantile(&own, 1.0),
            bytes as f64 / 1000.0 / total,
            quantile(&ratios, 0.5),
            total / bare,
        );
    }
}

/// The smallest value that at least this share of the values does not exceed.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let rank = (share * values.len() as f64).ceil() as usize;
    values.get(rank.max(1) - 1).copied().unwrap_or(f64::NAN)
}
