//! Scores where highlights come to stand in a later version of their text. It must not know how
//! they are followed.

use crate::pack::{Result, cannot_read};
use crate::synthetic_edits::{Kind, edits};
use palimpsest_anchor::{carry, describe, locate};
use palimpsest_article::{AnchorStatus, Span, Text};
use palimpsest_diff::position_map;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Two published versions of an article.
#[derive(Deserialize)]
pub struct Pair {
    /// Its name.
    pub pair: String,
    /// The earlier text.
    pub old: String,
    /// The later text.
    pub new: String,
}

/// A highlight on the earlier text.
#[derive(Deserialize)]
pub struct Labelled {
    /// The pair it belongs to.
    pub pair: String,
    /// Its number there.
    pub n: u64,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What became of it.
    pub gold: Gold,
}

/// What became of a highlight, as labelled.
#[derive(Deserialize)]
pub struct Gold {
    /// `same`, `edited`, `deleted`, or another word: not scored.
    pub state: String,
    /// Where it begins on the later text.
    pub start: Option<usize>,
    /// Where it ends there.
    pub end: Option<usize>,
}

/// How one way of following highlights did.
#[derive(Default)]
struct Score {
    same: Share,
    edited_half: Share,
    edited_most: Share,
    deleted: Share,
    times: Vec<Duration>,
    misses: Vec<String>,
}

#[derive(Default)]
struct Share {
    of: usize,
    hits: usize,
}

impl Share {
    fn count(&mut self, is_hit: bool) {
        self.of += 1;
        self.hits += usize::from(is_hit);
    }

    fn shown(&self) -> String {
        format!("{:.2} %", 100.0 * self.hits as f64 / self.of.max(1) as f64)
    }
}

/// Scores `carry` and `locate` alone on a folder with pairs and highlights; `repeat` says how often
/// each is timed, of which the best counts, and `misses` how many are listed of each way.
pub fn run(folder: &Path, repeat: usize, misses: usize) -> Result<String> {
    let pairs: Vec<Pair> = read(&folder.join("pairs.dev.jsonl"))?;
    let highlights: Vec<Labelled> = read(&folder.join("highlights.dev.jsonl"))?;
    let mut by_pair: HashMap<&str, Vec<&Labelled>> = HashMap::new();
    for highlight in &highlights {
        by_pair.entry(&highlight.pair).or_default().push(highlight);
    }
    let (mut carried, mut located, mut maps) = (Score::default(), Score::default(), Vec::new());
    for pair in &pairs {
        let (old, new) = (Text::new(pair.old.as_str()), Text::new(pair.new.as_str()));
        let (map, time) = timed(repeat, || position_map(&old, &new));
        maps.push(time);
        for highlight in by_pair.get(pair.pair.as_str()).into_iter().flatten() {
            let span = Span::new(highlight.start, highlight.end);
            let Some(target) = describe(&old, span) else {
                return Err(format!("'{}' {}: no passage", pair.pair, highlight.n));
            };
            let (status, time) = timed(repeat, || carry(span, &map, &old, &new));
            carried.count(highlight, status, time, &old, &new);
            let (status, time) = timed(repeat, || locate(&target, &new));
            located.count(highlight, status, time, &old, &new);
        }
    }
    let mut shown = format!(
        "{:8} {:>10} {:>10} {:>10} {:>10} {:>10} {:>10}\n",
        "", "unchanged", "IoU ≥ .5", "IoU ≥ .9", "lookalikes", "mean ms", "worst ms"
    );
    shown += &carried.row("carry");
    shown += &located.row("locate");
    let (mean, worst) = milliseconds(&maps);
    shown += &format!("position map of a pair: mean {mean:.4} ms, worst {worst:.3} ms\n");
    shown += &format!(
        "{} unchanged, {} edited, {} deleted\n",
        carried.same.of, carried.edited_half.of, carried.deleted.of
    );
    let texts: Vec<&str> = pairs.iter().map(|pair| pair.old.as_str()).collect();
    shown += &synthetic(&texts, misses);
    for (name, score) in [("carry", &carried), ("locate", &located)] {
        let listed = score.misses.iter().take(misses);
        listed.for_each(|miss| shown += &format!("\n{name} {miss}"));
    }
    Ok(shown)
}

/// How many edits of each kind are made up.
const SYNTHETIC: usize = 1000;

/// Scores both ways on edits that are made up; of deleted passages those that are orphans.
fn synthetic(texts: &[&str], misses: usize) -> String {
    let mut shown = format!(
        "\n{:16} {:>6} {:>10} {:>10} {:>10} {:>10}\n",
        "made up", "", "carry ≥ .5", "carry ≥ .9", "locate ≥.5", "locate ≥.9"
    );
    let mut listed = String::new();
    for kind in Kind::ALL {
        let edits = edits(kind, texts, SYNTHETIC);
        let mut shares: [Share; 4] = Default::default();
        let mut left = misses;
        for edit in &edits {
            let (old, new) = (Text::new(texts[edit.text]), Text::new(edit.new.as_str()));
            let carried = carry(edit.old, &position_map(&old, &new), &old, &new);
            let located = describe(&old, edit.old)
                .map_or(AnchorStatus::Orphan, |target| locate(&target, &new));
            let overlaps = [carried, located].map(|status| match (edit.gold, status.span()) {
                (Some(gold), Some(found)) => share(gold, found),
                (None, None) => 1.0,
                _ => 0.0,
            });
            for (way, overlap) in overlaps.into_iter().enumerate() {
                shares[way * 2].count(overlap >= 0.5);
                shares[way * 2 + 1].count(overlap >= 0.9);
            }
            if overlaps[0] < 0.9 && left > 0 {
                left -= 1;
                listed += &format!(
                    "\ncarry {} {:.2}\n    old  {}\n    gold {}\n    ours {}\n",
                    kind.name(),
                    overlaps[0],
                    words(&old, Some(edit.old)),
                    words(&new, edit.gold),
                    words(&new, carried.span()),
                );
            }
        }
        let [a, b, c, d] = shares.map(|share| share.shown());
        shown +=
            &format!("{:16} {:>6} {a:>10} {b:>10} {c:>10} {d:>10}\n", kind.name(), edits.len());
    }
    shown + &listed
}

impl Score {
    fn count(
        &mut self,
        highlight: &Labelled,
        status: AnchorStatus,
        time: Duration,
        old: &Text,
        new: &Text,
    ) {
        self.times.push(time);
        let gold = &highlight.gold;
        let labelled = gold.start.zip(gold.end).map(|(start, end)| Span { start, end });
        let found = status.span();
        let overlap = labelled.zip(found).map_or(0.0, |(gold, found)| share(gold, found));
        let is_right = match gold.state.as_str() {
            "same" => {
                let is_same = labelled == found;
                self.same.count(is_same);
                is_same
            }
            "edited" => {
                self.edited_half.count(overlap >= 0.5);
                self.edited_most.count(overlap >= 0.9);
                overlap >= 0.9
            }
            "deleted" => {
                self.deleted.count(found.is_some());
                found.is_none()
            }
            _ => true,
        };
        if !is_right {
            self.misses.push(format!(
                "{} {} {}: {overlap:.2}\n    old  {}\n    gold {}\n    ours {}\n",
                highlight.pair,
                highlight.n,
                gold.state,
                words(old, Some(Span::new(highlight.start, highlight.end))),
                words(new, labelled),
                words(new, found),
            ));
        }
    }

    fn row(&self, name: &str) -> String {
        let (mean, worst) = milliseconds(&self.times);
        let [same, half, most, deleted] =
            [&self.same, &self.edited_half, &self.edited_most, &self.deleted].map(Share::shown);
        format!(
            "{name:8} {same:>10} {half:>10} {most:>10} {deleted:>10} {mean:>10.4} {worst:>10.3}\n"
        )
    }
}

/// Shows a place and its words.
fn words(text: &Text, span: Option<Span>) -> String {
    match span {
        Some(span) => format!("{}..{} {:?}", span.start, span.end, text.slice(span)),
        None => "gone".to_owned(),
    }
}

/// Intersection over union.
fn share(one: Span, other: Span) -> f64 {
    let both = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    both as f64 / (one.len() + other.len() - both).max(1) as f64
}

fn timed<T>(repeat: usize, run: impl Fn() -> T) -> (T, Duration) {
    let mut best = Duration::MAX;
    let mut once = || {
        let start = Instant::now();
        let result = run();
        best = best.min(start.elapsed());
        result
    };
    let mut result = once();
    for _ in 1..repeat {
        result = once();
    }
    (result, best)
}

fn milliseconds(times: &[Duration]) -> (f64, f64) {
    let all: Duration = times.iter().sum();
    let worst = times.iter().max().copied().unwrap_or_default();
    (1e3 * all.as_secs_f64() / times.len().max(1) as f64, 1e3 * worst.as_secs_f64())
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let lines = std::fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
    let parsed = lines.lines().enumerate().map(|(index, line)| {
        serde_json::from_str(line).map_err(|error| {
            format!("cannot read '{}' line {}: {error}", path.display(), index + 1)
        })
    });
    parsed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_scored() {
        let folder = tempfile::tempdir().unwrap();
        let old = "The river rose. The bridge held. Nobody was hurt.";
        let new = "The river rose. The old bridge held.";
        let pair = serde_json::json!({ "pair": "a", "old": old, "new": new });
        let highlight = |n: u64, start: usize, end: usize, gold: serde_json::Value| serde_json::json!({ "pair": "a", "n": n, "start": start, "end": end, "gold": gold });
        let highlights = [
            highlight(0, 0, 15, serde_json::json!({ "state": "same", "start": 0, "end": 15 })),
            highlight(1, 16, 32, serde_json::json!({ "state": "edited", "start": 16, "end": 36 })),
            highlight(2, 33, 49, serde_json::json!({ "state": "deleted" })),
            highlight(3, 33, 49, serde_json::json!({ "state": "same", "start": 0, "end": 9 })),
        ];
        let lines = highlights.map(|line| line.to_string()).join("\n");
        std::fs::write(folder.path().join("pairs.dev.jsonl"), pair.to_string()).unwrap();
        std::fs::write(folder.path().join("highlights.dev.jsonl"), lines).unwrap();
        let shown = run(folder.path(), 1, 9).unwrap();
        let carried = shown.lines().find(|line| line.starts_with("carry ")).unwrap();
        let cells: Vec<&str> = carried.split_whitespace().collect();
        assert_eq!(cells[1..9], ["50.00", "%", "100.00", "%", "100.00", "%", "0.00", "%"]);
        assert!(shown.contains("carry a 3 same: 0.00"), "{shown}");
        assert!(run(&folder.path().join("gone"), 1, 9).unwrap_err().starts_with("cannot read"));
    }
}
