//! `palimpsest add`: a page into the library.

use crate::{
    arguments::AddArguments,
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{
    Work,
    article::{Entry, RevisionSummary, Warning},
};
use serde::Serialize;

#[derive(Serialize)]
struct Printed<'a> {
    outcome: palimpsest::Outcome,
    entry: &'a Entry,
    revision: &'a RevisionSummary,
    warnings: &'a [Warning],
}

/// Captures the source and says what was new.
pub async fn run(
    surroundings: &Surroundings,
    arguments: &AddArguments,
) -> Result<Outcome, Failure> {
    let source = surroundings.source(&arguments.source, arguments.url.as_ref())?;
    let added = surroundings.library()?.add(&source, &Work::unwatched()).await?;
    let reading = &added.reading;
    output::say_warnings(&reading.warnings);
    if surroundings.json {
        output::print_json(&Printed {
            outcome: added.outcome,
            entry: &reading.entry,
            revision: &reading.revision,
            warnings: &reading.warnings,
        })?;
        return Ok(Outcome::Done);
    }
    let what = match added.outcome {
        palimpsest::Outcome::NewEntry => "new".to_owned(),
        palimpsest::Outcome::NewRevision => format!("version {}", reading.revision.number),
        palimpsest::Outcome::Reverted => {
            format!("again as in version {}", reading.revision.number)
        }
        palimpsest::Outcome::Unchanged => "unchanged".to_owned(),
    };
    output::print(&format!("{}\t{what}\t{}\n", reading.entry.id.0, reading.entry.headline))?;
    Ok(Outcome::Done)
}
