//! Scores quotations on labelled texts: spans, kinds, speakers and cues, per language and part. It must
//! not know how quotations are found.
//!
//! A set is a file of JSON lines, each a text with its labelled quotations. The articles are split by
//! their ids: rules and models are made from the misses of the tuned part alone, and the unseen part
//! says what that is worth.

pub mod label;
pub mod score;
pub mod train;

use crate::pack::{Result, cannot_read};
use label::Labelled;
use palimpsest_extract::training::{self, QuoteModel};
use score::{Miss, Tally, score};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::path::Path;

/// Changing the seed would show what was unseen: it stays.
const SEED: u64 = 5;
/// So many articles of a hundred are looked at while rules are made.
const TUNED_OF_100: u64 = 60;

/// Part of the articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Whose misses are looked at.
    Tuned,
    /// Whose misses nobody looks at.
    Unseen,
}

impl Part {
    /// Returns the part an article belongs to, by its id alone.
    pub fn of(id: &str) -> Part {
        match hash(id, SEED) % 100 < TUNED_OF_100 {
            true => Part::Tuned,
            false => Part::Unseen,
        }
    }
}

/// A number that depends on every letter of a text and on the salt.
pub fn hash(text: &str, salt: u64) -> u64 {
    let mut hash = text.bytes().fold(salt ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The low bits of such a hash depend on the last letters only.
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// Everything one run found.
#[derive(Serialize)]
pub struct Scores {
    /// By language and part.
    pub rows: Vec<Row>,
    /// What was missed in the tuned part.
    pub misses: Vec<Miss>,
}

/// The sums of one language and part.
#[derive(Serialize)]
pub struct Row {
    /// The language.
    pub language: String,
    /// The part.
    pub part: Part,
    /// The counts.
    pub tally: Tally,
}

/// Reads all labelled texts of a folder of `*.jsonl` files, in the order of file names. A text that
/// several annotators labelled is read once: it would be learned from where it must be unseen.
pub fn read(folder: &Path) -> Result<Vec<Labelled>> {
    let entries = std::fs::read_dir(folder).map_err(|error| cannot_read(folder, &error))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let mut read: Vec<Labelled> = Vec::new();
    let mut texts = HashSet::new();
    for file in files {
        let lines = std::fs::read_to_string(&file).map_err(|error| cannot_read(&file, &error))?;
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let labelled: Labelled = serde_json::from_str(line)
                .map_err(|error| format!("cannot read '{}': {error}", file.display()))?;
            if texts.insert(hash(&labelled.text, 0)) {
                read.push(labelled);
            }
        }
    }
    Ok(read)
}

/// Scores every text with the built-in model or with that of a file.
pub fn run(folder: &Path, model: Option<&Path>) -> Result<Scores> {
    let model = match model {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|error| cannot_read(file, &error))?;
            let model = QuoteModel::from_text(&text);
            Some(model.ok_or_else(|| format!("cannot read '{}': no such model", file.display()))?)
        }
        None => None,
    };
    Ok(scores(&read(folder)?, |_| model.as_ref()))
}

/// Makes a model from the tuned part or from all texts, and returns the text of its file.
pub fn train(folder: &Path, part: Option<Part>) -> Result<String> {
    let texts = read(folder)?;
    let texts: Vec<&Labelled> = texts.iter().filter(|text| train::is_of(part)(text)).collect();
    Ok(train::train(&texts).to_text())
}

/// Scores every text with a model that was made without it; the salt says which texts go together.
pub fn cross_validate(folder: &Path, folds: u64, salt: u64) -> Result<Scores> {
    let texts = read(folder)?;
    let fold = |text: &Labelled| hash(&text.id, salt) % folds;
    let models: Vec<QuoteModel> = (0..folds)
        .map(|of| {
            let seen: Vec<&Labelled> = texts.iter().filter(|text| fold(text) != of).collect();
            train::train(&seen)
        })
        .collect();
    Ok(scores(&texts, |text| models.get(fold(text) as usize)))
}

fn scores<'m>(
    texts: &[Labelled],
    model_of: impl Fn(&Labelled) -> Option<&'m QuoteModel>,
) -> Scores {
    let mut tallies: BTreeMap<(String, Part), Tally> = BTreeMap::new();
    let mut misses = Vec::new();
    for labelled in texts {
        let part = Part::of(&labelled.id);
        let model = model_of(labelled);
        let started = std::time::Instant::now();
        let found = training::quotations(&labelled.text, &labelled.lang, model);
        let took = started.elapsed();
        let tally = tallies.entry((labelled.lang.clone(), part)).or_default();
        tally.time(took, &labelled.text);
        let missed = score(labelled, &found, tally);
        if part == Part::Tuned {
            misses.extend(missed);
        }
    }
    let row = |((language, part), tally)| Row { language, part, tally };
    Scores { rows: tallies.into_iter().map(row).collect(), misses }
}

impl Scores {
    /// Shows the rows as a table and then every miss.
    pub fn shown(&self) -> String {
        let mut text = String::from(
            "language part    direct P    direct R  direct F1   mixed P   mixed R  mixed F1   speaker  mixed sp.       cue mixed cue not speech µs/1000 words\n",
        );
        for row in &self.rows {
            let part = match row.part {
                Part::Tuned => "tuned",
                Part::Unseen => "unseen",
            };
            let _ = write!(text, "{:<8} {part:<7}", row.language);
            for value in row.tally.values() {
                let shown = value.map_or("–".to_owned(), |value| format!("{:.1}", value * 100.0));
                let _ = write!(text, "{shown:>10}");
            }
            let _ = writeln!(text, "{:>13.0}", row.tally.micros_per_1000_words());
            let _ = writeln!(text, "                {}", row.tally.counts());
        }
        for miss in &self.misses {
            let _ = writeln!(text, "\n{} {} [{}]", miss.language, miss.what, miss.id);
            let _ = writeln!(text, "  {}", miss.context);
            let _ = writeln!(text, "  want {}\n  have {}", miss.wanted, miss.found);
        }
        text
    }
}
