//! Scores update notes, datelines and their timestamps: on the notes alone and on the pages they
//! stand on. It must not know how a note is found.

pub mod records;
mod same;
mod small_articles;

use crate::pack::Result;
use crate::results::{Column, PageResult, Results, Sum};
use chrono::{DateTime, Utc};
use palimpsest_article::{Article, Moment, UpdateNote, UpdateNoteKind};
use palimpsest_extract::{Page, extract};
use records::{Corpus, Form, Record};
use same::{folded, is_nearly};
use std::collections::BTreeMap;
use url::Url;

/// The table of notes.
pub const COLUMNS: [Column; 14] = [
    Column { name: "notes", sum: Sum::Pages("note") },
    Column { name: "found", sum: Sum::Mean("note") },
    Column { name: "kind", sum: Sum::Mean("kind") },
    Column { name: "day", sum: Sum::Mean("day") },
    Column { name: "minute", sum: Sum::Mean("minute") },
    Column { name: "offset", sum: Sum::Mean("offset") },
    Column { name: "look-alikes", sum: Sum::Pages("hit") },
    Column { name: "hit", sum: Sum::Mean("hit") },
    Column { name: "datelines", sum: Sum::Pages("dateline") },
    Column { name: "found ", sum: Sum::Mean("dateline") },
    Column { name: "day ", sum: Sum::Mean("dateline_day") },
    Column { name: "minute ", sum: Sum::Mean("dateline_minute") },
    Column { name: "offset ", sum: Sum::Mean("dateline_offset") },
    Column { name: "labelled of ours", sum: Sum::Share("labelled", "ours") },
];

/// When the pages are said to have been taken: after all of them.
const CAPTURED_AT: &str = "2026-11-01T00:00:00Z";

/// Scores every record twice: its words as a paragraph of a small article (`strings`), and the
/// page it stands on as it came (`pages`).
pub fn run(corpus: &Corpus) -> Result<Results> {
    let mut results: Vec<PageResult> = corpus.records.iter().map(score_string).collect();
    let mut by_page: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in &corpus.records {
        if let Some(file) = &record.page_file {
            by_page.entry(file).or_default().push(record);
        }
    }
    for (file, records) in by_page {
        let bytes = corpus.read_page(file)?;
        let url = records.iter().find_map(|record| Url::parse(record.url.as_deref()?).ok());
        let article = article(&bytes, file, url.as_ref());
        for record in &records {
            let mut result = PageResult { set: "pages".to_owned(), ..named(record) };
            // Nor can the page's date be asked of a page that gives none.
            let gives_date =
                record.published.is_none() || article.metadata.date_published.is_some();
            let record = asked(record, gives_date || record.has_year());
            score(&record, &article, &mut result);
            results.push(result);
        }
        results.push(count_ours(file, &records, &article));
    }
    Ok(Results::of("updates", false, &COLUMNS, results))
}

fn named(record: &Record) -> PageResult {
    PageResult {
        id: record.id.clone(),
        language: Some(record.lang.clone()),
        ..PageResult::default()
    }
}

fn score_string(record: &Record) -> PageResult {
    let page = small_articles::around(record);
    let article = article(page.as_bytes(), "note.html", None);
    let mut result = PageResult { set: "strings".to_owned(), ..named(record) };
    // The year that only the page's other words tell cannot be asked of the note alone.
    let record = asked(record, record.published.is_some() || record.has_year());
    score(&record, &article, &mut result);
    result
}

/// Returns the record, without its timestamp where that cannot be told.
fn asked(record: &Record, is_decidable: bool) -> Record {
    let mut record = record.clone();
    record.timestamp_iso = record.timestamp_iso.filter(|_| is_decidable);
    record
}

fn article(bytes: &[u8], file: &str, url: Option<&Url>) -> Article {
    let name = file.trim_end_matches(".gz");
    let content_type = match name.rsplit('.').next() {
        Some("md") => "text/markdown; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "text/html",
    };
    let captured_at: Option<DateTime<Utc>> = CAPTURED_AT.parse().ok();
    let page =
        Page { bytes, url, content_type: Some(content_type), file_name: Some(name), captured_at };
    extract(&page).article
}

/// Scores one record on an article.
fn score(record: &Record, article: &Article, result: &mut PageResult) {
    let wanted = folded(&record.words);
    let mut matching: Vec<&UpdateNote> = article
        .update_notes
        .iter()
        .filter(|note| {
            is_nearly(&wanted, &folded(&note.text)) || is_nearly(&wanted, &folded(&note.body))
        })
        .collect();
    // Where a note and a dateline both have the words, the note is meant.
    matching.sort_by_key(|note| note.kind == UpdateNoteKind::Dateline);
    let found = matching.first().copied();
    match record.form {
        Form::None => {
            result.tell("hit", found.is_some());
            if let Some(note) = found {
                miss(result, format!("look-alike hit: {}", shown(&note.text)));
            }
        }
        Form::Note => {
            result.tell("note", found.is_some());
            let Some(note) = found else {
                miss(result, format!("not found: {}", shown(&record.words)));
                return;
            };
            let is_right = record.kinds().contains(&note.kind);
            result.tell("kind", is_right);
            if !is_right {
                let kind = record.kind.as_str();
                miss(
                    result,
                    format!("kind: wanted {kind}, is {:?}: {}", note.kind, shown(&note.text)),
                );
            }
            score_time(record, note, "", result);
        }
        Form::Dateline => {
            result.tell("dateline", found.is_some());
            match found {
                Some(note) => score_time(record, note, "dateline_", result),
                None => miss(result, format!("dateline not found: {}", shown(&record.words))),
            }
        }
    }
}

fn score_time(record: &Record, note: &UpdateNote, prefix: &str, result: &mut PageResult) {
    let (Some(wanted), Some(precision)) = (&record.timestamp_iso, record.precision.as_deref())
    else {
        return;
    };
    let value = note.timestamp.as_ref().and_then(|timestamp| timestamp.value);
    let found = value.map(|value| value.to_string()).unwrap_or_default();
    let mut tell = |name: &str, is_right: bool| {
        result.tell(&format!("{prefix}{name}"), is_right);
        if !is_right {
            let written = note.timestamp.as_ref().map(|timestamp| timestamp.written.as_str());
            let written = written.unwrap_or("nothing read");
            let found = if found.is_empty() { "none" } else { &found };
            result.error += 1.0;
            result.findings.push(format!(
                "{prefix}{name}: wanted {wanted}, is {found} from '{written}': {}",
                shown(&note.text)
            ));
        }
    };
    let day = wanted.get(..10).unwrap_or(wanted);
    tell("day", found.starts_with(day));
    if !matches!(precision, "hour" | "minute" | "second") {
        return;
    }
    tell("minute", found.get(11..16).is_some_and(|time| wanted.get(11..16) == Some(time)));
    if record.tz_basis.as_deref() == Some("explicit") {
        let offset = match value {
            Some(Moment::Instant(instant)) => Some(instant.offset().local_minus_utc()),
            _ => None,
        };
        tell("offset", offset.is_some() && offset == records::offset_of(wanted));
    }
}

/// Counts the notes that the page gives, and those of them that are labelled; the others are told.
fn count_ours(file: &str, records: &[&Record], article: &Article) -> PageResult {
    let labelled: Vec<String> = records
        .iter()
        .filter(|record| record.form != Form::None)
        .map(|record| folded(&record.words))
        .collect();
    let mut result = PageResult {
        set: "pages".to_owned(),
        id: file.to_owned(),
        language: records.first().map(|record| record.lang.clone()),
        ..PageResult::default()
    };
    let mut right: usize = 0;
    for note in &article.update_notes {
        let words = [folded(&note.text), folded(&note.body)];
        match labelled.iter().any(|wanted| words.iter().any(|own| is_nearly(wanted, own))) {
            true => right += 1,
            false => {
                let found = format!("not labelled: {:?}: {}", note.kind, shown(&note.text));
                result.findings.push(found);
                result.error += 0.1;
            }
        }
    }
    result.set("ours", article.update_notes.len() as f64);
    result.set("labelled", right as f64);
    result
}

fn miss(result: &mut PageResult, finding: String) {
    result.error += 1.0;
    result.findings.push(finding);
}

fn shown(words: &str) -> String {
    const LONGEST: usize = 200;
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut words = words.join(" ");
    if let Some((cut, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(cut);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(line: &str) -> Record {
        serde_json::from_str(line).unwrap()
    }

    fn score_line(line: &str) -> PageResult {
        score_string(&record(line))
    }

    #[test]
    fn a_note_is_found_with_its_kind_day_minute_and_offset() {
        let result = score_line(
            r#"{"id":"a","lang":"en","form":"note","kind":"correction","published":"2021-01-09",
            "note":"Correction, Jan. 9, 2021, 9:40 p.m. EST: The harbour has four cranes.",
            "timestamp_iso":"2021-01-09T21:40-05:00","precision":"minute","tz_basis":"explicit"}"#,
        );
        for name in ["note", "kind", "day", "minute", "offset"] {
            assert_eq!(result.values.get(name), Some(&1.0), "{name} {:?}", result.findings);
        }
        assert_eq!(result.findings, [""; 0]);
    }

    #[test]
    fn what_is_missed_or_hit_is_told() {
        let result = score_line(
            r#"{"id":"a","lang":"en","form":"note","kind":"update","note":"The harbour opens."}"#,
        );
        assert_eq!(result.findings, ["not found: The harbour opens."]);
        let result = score_line(
            r#"{"id":"a","lang":"en","form":"none","kind":"none",
            "text":"Correction: The harbour has four cranes."}"#,
        );
        assert_eq!(result.findings, ["look-alike hit: Correction: The harbour has four cranes."]);
        let result = score_line(
            r#"{"id":"a","lang":"en","form":"note","kind":"update",
            "note":"Correction, Jan. 9, 2021: The harbour has four cranes.",
            "timestamp_iso":"2021-01-10","precision":"day"}"#,
        );
        assert_eq!(result.values["kind"], 0.0);
        assert_eq!(result.values["day"], 0.0);
        assert!(result.findings[1].contains("wanted 2021-01-10, is 2021-01-09"), "{result:?}");
    }
}
