//! `palimpsest anchor --batch`: where passages stand in another text, one request a line.
//!
//! For programs that follow many highlights, and for measuring. A bad request gets an answer of its
//! own and never stops the rest.

use crate::{
    batch::{answer_lines, id_of},
    output::{Failure, Outcome},
};
use palimpsest::{
    article::{AnchorStatus, Selector, Span, Text},
    find_passages, follow_passages,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    id: Value,
    old: Option<String>,
    new: String,
    spans: Option<Vec<(usize, usize)>>,
    targets: Option<Vec<OneOrMany>>,
}

/// What selects one passage.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(Box<Selector>),
    Many(Vec<Selector>),
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    result: Answered,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answered {
    /// `ms`: from texts in memory to all results, in milliseconds.
    Results {
        results: Vec<Placed>,
        ms: f64,
    },
    Error {
        error: String,
    },
}

/// What became of a passage.
#[derive(Serialize)]
struct Placed {
    status: &'static str,
    span: Option<(usize, usize)>,
    /// How like the old words the new ones are, from 0 to 1.
    score: f32,
}

/// Answers every line of standard input.
pub fn run() -> Result<Outcome, Failure> {
    answer_lines(answer)
}

fn answer(line: &[u8]) -> Answer {
    match serde_json::from_slice::<Request>(line) {
        Ok(mut request) => {
            let id = request.id.take();
            // The engine is total; should it ever not be, one text must not take the others with it.
            let result = catch_unwind(AssertUnwindSafe(|| anchor(request)))
                .unwrap_or_else(|_| Err("the engine failed on this text".to_owned()));
            Answer { id, result: result.unwrap_or_else(|error| Answered::Error { error }) }
        }
        Err(error) => Answer {
            id: id_of(line),
            result: Answered::Error { error: format!("not a request: {error}") },
        },
    }
}

fn anchor(request: Request) -> Result<Answered, String> {
    let started = Instant::now();
    let new = Text::new(request.new);
    let found = match (request.old, request.spans, request.targets) {
        (Some(old), Some(spans), None) => {
            let spans: Vec<Span> =
                spans.into_iter().map(|(start, end)| Span { start, end }).collect();
            follow_passages(&spans, &Text::new(old), &new)
        }
        (None, None, Some(targets)) => {
            let targets: Vec<Vec<Selector>> = targets.into_iter().map(selectors).collect();
            find_passages(&targets, &new)
        }
        _ => {
            let reason = "not a request: give \"old\" and \"spans\", or \"targets\"";
            return Err(reason.to_owned());
        }
    };
    let results = found.into_iter().map(placed).collect();
    Ok(Answered::Results { results, ms: started.elapsed().as_secs_f64() * 1000.0 })
}

fn selectors(target: OneOrMany) -> Vec<Selector> {
    match target {
        OneOrMany::One(selector) => vec![*selector],
        OneOrMany::Many(selectors) => selectors,
    }
}

fn placed(anchor: AnchorStatus) -> Placed {
    let (status, score) = match anchor {
        AnchorStatus::Exact { .. } => ("exact", 1.0),
        AnchorStatus::Moved { .. } => ("moved", 1.0),
        AnchorStatus::Reworded { score, .. } => ("reworded", score),
        AnchorStatus::Orphan => ("orphan", 0.0),
    };
    Placed { status, span: anchor.span().map(|span| (span.start, span.end)), score }
}
