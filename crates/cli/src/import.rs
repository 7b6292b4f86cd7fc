//! `palimpsest import`: annotations from a file into the library, and what waits for its article.

use crate::{
    arguments::ImportArguments,
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{Error, ErrorCode, ImportReport, Library, MAX_ANNOTATION_BYTES, Waiting};
use std::{
    fs::File,
    io::{self, Read},
};

/// Takes the annotations of a file in and says what became of them.
pub fn run(surroundings: &Surroundings, arguments: &ImportArguments) -> Result<Outcome, Failure> {
    let bytes = read(&arguments.file)?;
    let report = surroundings.library()?.import_annotations(&bytes, arguments.format)?;
    say(&report);
    if surroundings.json {
        output::print_json(&report)?;
    }
    let is_nothing = report.added + report.already_there + report.article_notes == 0;
    Ok(match is_nothing && report.waiting.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

/// Lists the articles that annotations wait for.
pub fn waiting(surroundings: &Surroundings, library: &Library) -> Result<Outcome, Failure> {
    let waiting = library.waiting_annotations()?;
    if surroundings.json {
        output::print_json(&waiting)?;
        return Ok(Outcome::Done);
    }
    for Waiting { address, title, count } in waiting {
        output::print(&format!("{count}\t{}\t{title}\n", address.unwrap_or_default()))?;
    }
    Ok(Outcome::Done)
}

fn read(file: &str) -> Result<Vec<u8>, Error> {
    let failed = |error: io::Error| Error {
        code: ErrorCode::Unreadable,
        message: match error.kind() {
            io::ErrorKind::NotFound => format!("cannot read '{file}': no such file"),
            _ => format!("cannot read '{file}': {error}"),
        },
        hints: Vec::new(),
    };
    let source: Box<dyn Read> = match file {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path).map_err(failed)?),
    };
    let mut bytes = Vec::new();
    // One more than the limit, so that the façade sees that it was crossed.
    source.take(MAX_ANNOTATION_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn say(report: &ImportReport) {
    let orphans = match report.orphans.len() {
        0 => String::new(),
        count => format!(", {count} of them not found in their article"),
    };
    output::say(&format!("{}: {} highlights added{orphans}", report.format, report.added));
    if report.article_notes > 0 {
        output::say(&format!("{} notes on articles written", report.article_notes));
    }
    if report.already_there > 0 {
        output::say(&format!("{} were there already", report.already_there));
    }
    for orphan in &report.orphans {
        let words = orphan.exact.replace('\n', " ");
        output::say(&format!("not found in entry {}: {words}", orphan.entry.0));
    }
    for Waiting { address, title, count } in &report.waiting {
        let article = address.as_ref().unwrap_or(title);
        output::say(&format!("{count} wait for '{article}'; add it with: palimpsest add"));
    }
    for refused in &report.refused {
        output::say(&format!("refused number {}: {}", refused.index, refused.why));
    }
}
