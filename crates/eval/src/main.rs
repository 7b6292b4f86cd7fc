//! The command `palimpsest-eval`: arguments in, tables or JSON out. It must not know a measure.

use clap::{Args, Parser, Subcommand};
use palimpsest_eval::run::{Measure, Options, run};
use palimpsest_eval::{
    anchor, body, compare, cost, dates, pack, quotes, results, train, updates, webannotation,
};
use results::{Column, Results, Row, table};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Scores extraction on packs of labelled pages.
#[derive(Parser)]
#[command(name = "palimpsest-eval", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Scores the body's text, and times extraction beside a bare parse.
    Body {
        #[command(flatten)]
        corpus: Corpus,
        /// How often each page is timed; the best time counts.
        #[arg(long, default_value_t = 1, value_name = "N")]
        repeat: usize,
        /// Does not time, and reads pages side by side.
        #[arg(long)]
        no_time: bool,
        /// Counts memory (needs the feature `memory`; times are then too long).
        #[arg(long)]
        memory: bool,
    },
    /// Scores headline and authors.
    Meta(Corpus),
    /// Scores the dates of publication and of the last change.
    Dates(Corpus),
    /// Scores the language: of the article, and of its first 300 and 100 characters.
    Lang(Corpus),
    /// Scores update notes, datelines and timestamps, and lists every miss.
    Updates {
        /// The folder with the records (`dev.jsonl`) and their pages.
        #[arg(long, value_name = "DIR")]
        corpus: PathBuf,
        /// Writes one JSON document with every record.
        #[arg(long)]
        json: bool,
    },
    /// Scores quotations on labelled texts, and lists what is missed in the tuned part.
    Quotes {
        /// A folder of `*.jsonl` files of labelled texts.
        #[arg(long, value_name = "DIR")]
        corpus: PathBuf,
        /// Scores each text with a model that was made without it.
        #[arg(long)]
        cross_validate: bool,
        /// Another parting of the texts for it; the mean of several says more than one.
        #[arg(long, value_name = "NUMBER", default_value_t = 11)]
        salt: u64,
        /// Scores with the model of a file instead of the built-in one.
        #[arg(long, value_name = "FILE", conflicts_with = "cross_validate")]
        model: Option<PathBuf>,
        /// Writes one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Makes the model that chooses kinds, speakers and cues of quotations, and writes its file.
    TrainQuotes {
        /// A folder of `*.jsonl` files of labelled texts.
        #[arg(long, value_name = "DIR")]
        corpus: PathBuf,
        /// Learns from the tuned part alone, that the unseen part stays unseen.
        #[arg(long)]
        tuned: bool,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Scores where highlights come to stand in a later version of their text.
    Anchor {
        /// The folder with the pairs of versions and the highlights.
        #[arg(long, value_name = "DIR")]
        corpus: PathBuf,
        /// How often each is timed; the best time counts.
        #[arg(long, default_value_t = 3, value_name = "N")]
        repeat: usize,
        /// How many misses are listed of each way of following.
        #[arg(long, default_value_t = usize::MAX, value_name = "N")]
        worst: usize,
    },
    /// Reads samples of Web Annotation documents: the correct ones are to be written back unchanged, the
    /// incorrect ones refused.
    Webannotation {
        /// The folder with the folders `correct` and `incorrect`.
        #[arg(long, value_name = "DIR")]
        corpus: PathBuf,
    },
    /// Makes the block classifier's model from all pages, and writes its file.
    Train {
        #[command(flatten)]
        corpus: Corpus,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Scores the body with models that never saw the page's publisher.
    CrossValidate {
        #[command(flatten)]
        corpus: Corpus,
        /// Into how many parts the publishers are split.
        #[arg(long, default_value_t = 5, value_name = "N")]
        folds: u64,
        /// Another number parts the publishers in another way: how much of a difference is chance.
        #[arg(long, default_value_t = 1, value_name = "N")]
        salt: u64,
    },
    /// Compares two files that `--json` wrote.
    Compare {
        /// The earlier run.
        before: PathBuf,
        /// The later run.
        after: PathBuf,
        /// How many pages are shown each way.
        #[arg(long, default_value_t = 10, value_name = "N")]
        worst: usize,
    },
}

#[derive(Args)]
struct Corpus {
    /// A pack (a folder with `labels.jsonl`), or a folder of packs.
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// Only these packs, by folder name.
    #[arg(long, value_name = "NAME", num_args = 1..)]
    set: Vec<String>,
    /// Takes machine-readable metadata out of the pages first.
    #[arg(long)]
    strip: bool,
    /// Writes one JSON document with every page.
    #[arg(long)]
    json: bool,
    /// Shows as many of the worst pages, with what is wrong.
    #[arg(long, default_value_t = 0, value_name = "N")]
    worst: usize,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Body { corpus, repeat, no_time, memory } => {
            let repeat = if no_time { 0 } else { repeat.max(1) };
            let options = Options { strip: corpus.strip, repeat, memory };
            score(Measure::Body, &corpus, options)
        }
        Command::Meta(corpus) => score_quickly(Measure::Meta, &corpus),
        Command::Dates(corpus) => score_quickly(Measure::Dates, &corpus),
        Command::Lang(corpus) => score_quickly(Measure::Lang, &corpus),
        Command::Updates { corpus, json } => score_updates(&corpus, json),
        Command::Quotes { corpus, cross_validate, salt, model, json } => match cross_validate {
            true => quotes::cross_validate(&corpus, 5, salt),
            false => quotes::run(&corpus, model.as_deref()),
        }
        .and_then(|scores| written_quotes(&scores, json)),
        Command::TrainQuotes { corpus, tuned, out } => {
            quotes::train(&corpus, tuned.then_some(quotes::Part::Tuned))
                .and_then(|model| write_model(&model, &out))
        }
        Command::Anchor { corpus, repeat, worst } => anchor::run(&corpus, repeat, worst),
        Command::Webannotation { corpus } => webannotation::run(&corpus),
        Command::Train { corpus, out } => train_model(&corpus, &out),
        Command::CrossValidate { corpus, folds, salt } => {
            pack::read_packs(&corpus.corpus, &corpus.set)
                .and_then(|packs| train::cross_validate(&packs, folds.max(2), salt))
                .and_then(|results| written(Measure::Body, &results, &corpus))
        }
        Command::Compare { before, after, worst } => compare_files(&before, &after, worst),
    };
    match result {
        Ok(text) => {
            use std::io::Write;
            // A reader that has seen enough closes the pipe, which is no failure.
            let _ = std::io::stdout().lock().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn score_quickly(measure: Measure, corpus: &Corpus) -> pack::Result<String> {
    score(measure, corpus, Options { strip: corpus.strip, ..Options::default() })
}

fn score(measure: Measure, corpus: &Corpus, options: Options) -> pack::Result<String> {
    if options.memory && !cfg!(feature = "memory") {
        return Err("cannot count memory: build with '--features memory'".to_owned());
    }
    let packs = pack::read_packs(&corpus.corpus, &corpus.set)?;
    for (pack, label) in packs.iter().flat_map(|pack| pack.labels.iter().map(move |it| (pack, it)))
    {
        for written in dates::unreadable(label) {
            eprintln!("note: {} {}: '{written}' is no date and not scored", pack.name, label.id);
        }
    }
    written(measure, &run(&packs, measure, options)?, corpus)
}

fn score_updates(folder: &Path, json: bool) -> pack::Result<String> {
    let corpus = updates::records::Corpus::read(folder)?;
    let results = updates::run(&corpus)?;
    if json {
        let json = serde_json::to_string_pretty(&results);
        return json.map(|json| json + "\n").map_err(|error| error.to_string());
    }
    let mut text = String::new();
    for set in &results.sets {
        let pages = results.pages.iter().filter(|page| page.set == set.name).cloned().collect();
        let of_set = results::Results::of("updates", false, &updates::COLUMNS, pages);
        let languages: Vec<&Row> = of_set.languages.iter().chain([set]).collect();
        text.push_str(&table(&set.name, &languages, &updates::COLUMNS));
        for page in &of_set.pages {
            let language = page.language.as_deref().unwrap_or("?");
            let shown = |finding| format!("    {} ({language}) {finding}\n", page.id);
            text.extend(page.findings.iter().map(shown));
        }
        text.push('\n');
    }
    Ok(text)
}

fn train_model(corpus: &Corpus, out: &Path) -> pack::Result<String> {
    let packs = pack::read_packs(&corpus.corpus, &corpus.set)?;
    write_model(&train::train(&packs)?, out)
}

fn written_quotes(scores: &quotes::Scores, json: bool) -> pack::Result<String> {
    match json {
        true => serde_json::to_string_pretty(scores).map_err(|error| error.to_string()),
        false => Ok(scores.shown()),
    }
}

fn write_model(model: &str, out: &Path) -> pack::Result<String> {
    std::fs::write(out, model)
        .map_err(|error| format!("cannot write '{}': {error}", out.display()))?;
    Ok(format!("{} bytes to '{}'\n", model.len(), out.display()))
}

fn written(measure: Measure, results: &Results, corpus: &Corpus) -> pack::Result<String> {
    if corpus.json {
        let json = serde_json::to_string_pretty(results);
        return json.map(|json| json + "\n").map_err(|error| error.to_string());
    }
    Ok(shown(measure, results, corpus.worst))
}

fn shown(measure: Measure, results: &Results, worst: usize) -> String {
    let sets: Vec<&Row> = results.sets.iter().chain([&results.all]).collect();
    let languages: Vec<&Row> = results.languages.iter().collect();
    let columns: Vec<Column> = match measure {
        Measure::Body => body::COLUMNS.to_vec(),
        _ => measure.columns(),
    };
    let mut text = table("set", &sets, &columns);
    text.push('\n');
    text.push_str(&table("language", &languages, &columns));
    let is_timed = results.pages.iter().any(|page| page.values.contains_key("ratio"));
    if measure == Measure::Body && is_timed {
        text.push('\n');
        text.push_str(&table("time", &sets, &cost::COLUMNS));
    }
    for page in results.worst(worst) {
        let language = page.language.as_deref().unwrap_or("?");
        text.push_str(&format!("\n{} {} ({language}): error {:.4}", page.set, page.id, page.error));
        for name in ["precision", "recall", "f1"] {
            if let Some(value) = page.values.get(name) {
                text.push_str(&format!(", {name} {value:.3}"));
            }
        }
        text.push('\n');
        page.findings.iter().for_each(|finding| text.push_str(&format!("    {finding}\n")));
    }
    text
}

fn compare_files(before: &Path, after: &Path, count: usize) -> pack::Result<String> {
    let read = |path: &Path| -> pack::Result<Results> {
        let json =
            std::fs::read_to_string(path).map_err(|error| pack::cannot_read(path, &error))?;
        serde_json::from_str(&json)
            .map_err(|error| format!("cannot read '{}': {error}", path.display()))
    };
    let (before, after) = (read(before)?, read(after)?);
    let measure = Measure::of_name(&after.command)
        .ok_or_else(|| format!("no measure is called '{}'", after.command))?;
    compare::compare(&before, &after, &measure.columns(), count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
        let body = ["palimpsest-eval", "body", "--corpus", "a", "--set", "b", "c", "--worst", "3"];
        let Ok(Arguments { command: Command::Body { corpus, repeat, .. } }) =
            Arguments::try_parse_from(body)
        else {
            panic!("`body` is not understood")
        };
        assert_eq!((corpus.set.len(), corpus.worst, repeat), (2, 3, 1));
    }
}
