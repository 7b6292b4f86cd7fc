//! `palimpsest extract --batch`: one request a line in, one answer a line out, in order.
//!
//! For programs that extract many pages. A bad request gets an answer of its own and never stops
//! the rest.

use crate::output::{Failure, Outcome};
use palimpsest::{Extraction, Page, extract_page};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    io::{self, BufRead, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    time::Instant,
};
use url::Url;

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    id: Value,
    path: Option<PathBuf>,
    html: Option<String>,
    text: Option<String>,
    url: Option<String>,
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
    /// `ms`: from bytes in memory to the article, in milliseconds.
    Article {
        article: Box<Extraction>,
        ms: f64,
    },
    Error {
        error: String,
    },
}

/// Answers every line of standard input.
pub fn run() -> Result<Outcome, Failure> {
    answer_lines(answer)
}

/// Gives every line of standard input to `answer`, and writes what it answers as a line.
pub fn answer_lines<A: Serialize>(answer: impl Fn(&[u8]) -> A) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        // Some systems begin every file with a byte order mark.
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line);
        if line.trim_ascii().is_empty() {
            continue;
        }
        serde_json::to_writer(&mut out, &answer(line)).map_err(io::Error::from)?;
        // A line at a time, so that a program can ask, wait and ask again.
        writeln!(out)?;
        out.flush()?;
    }
    Ok(Outcome::Done)
}

fn answer(line: &[u8]) -> Answer {
    match serde_json::from_slice::<Request>(line) {
        Ok(request) => {
            let result = extract(&request).unwrap_or_else(|error| Answered::Error { error });
            Answer { id: request.id, result }
        }
        Err(error) => Answer {
            id: id_of(line),
            result: Answered::Error { error: format!("not a request: {error}") },
        },
    }
}

/// Returns the id of a line, which may be readable where the request as a whole is not.
pub fn id_of(line: &[u8]) -> Value {
    serde_json::from_slice::<Value>(line)
        .ok()
        .and_then(|mut request| request.get_mut("id").map(Value::take))
        .unwrap_or(Value::Null)
}

fn extract(request: &Request) -> Result<Answered, String> {
    let url = match request.url.as_deref().filter(|url| !url.is_empty()) {
        Some(url) => Some(Url::parse(url).map_err(|error| format!("cannot use '{url}': {error}"))?),
        None => None,
    };
    let (bytes, content_type) = match (&request.path, &request.html, &request.text) {
        (Some(path), None, None) => {
            (palimpsest::read_file(path).map_err(|error| error.message)?, None)
        }
        (None, Some(html), None) => (html.clone().into_bytes(), Some(HTML)),
        (None, None, Some(text)) => (text.clone().into_bytes(), Some(TEXT)),
        _ => {
            let reason = "not a request: give one of \"path\", \"html\" and \"text\"";
            return Err(reason.to_owned());
        }
    };
    let file_name =
        request.path.as_deref().and_then(|path| path.file_name()).and_then(|name| name.to_str());
    let started = Instant::now();
    let page = Page {
        bytes: &bytes,
        url: url.as_ref(),
        content_type,
        file_name,
        captured_at: Some(chrono::Utc::now()),
    };
    // The engine is total; should it ever not be, one page must not take the others with it.
    let article = catch_unwind(AssertUnwindSafe(|| extract_page(&page)))
        .map_err(|_| "the engine failed on this page".to_owned())?;
    let ms = started.elapsed().as_secs_f64() * 1000.0;
    Ok(Answered::Article { article: Box::new(article), ms })
}

/// JSON is Unicode, whatever the page declares.
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
