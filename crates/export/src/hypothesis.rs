//! Hypothesis: the annotations that its API gives (`{"rows": […]}`, or the list alone).
//!
//! <https://h.readthedocs.io/en/latest/api-reference/>. What has no selectors is a note on the page; a reply
//! is part of the note it answers.

use crate::Annotation;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Tells whether a document is of this kind: rows with a `uri`, and no JSON-LD.
pub(crate) fn is_hypothesis(json: &Value) -> bool {
    match json {
        Value::Object(object) => object.get("rows").is_some_and(Value::is_array),
        Value::Array(rows) => rows.first().is_some_and(|row| {
            row.get("@context").is_none() && (row.get("uri").is_some() || row.get("user").is_some())
        }),
        _ => false,
    }
}

/// Reads each row; the reason where one is no annotation. Replies are in the notes they answer.
pub(crate) fn read_hypothesis(json: &Value) -> Vec<Result<Annotation, String>> {
    let rows: Vec<&Value> = match json {
        Value::Object(object) => {
            object.get("rows").and_then(Value::as_array).into_iter().flatten().collect()
        }
        _ => json.as_array().into_iter().flatten().collect(),
    };
    let places: HashMap<&str, usize> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some((text(row, "id")?, place)))
        .collect();
    let mut read: Vec<Option<Result<Annotation, String>>> =
        rows.iter().map(|row| Some(annotation(row))).collect();
    for (place, row) in rows.iter().enumerate() {
        // The first reference is what the whole thread is about.
        let root = row.get("references").and_then(|references| references.get(0)?.as_str());
        let Some(root) = root.and_then(|root| places.get(root)).filter(|root| **root != place)
        else {
            continue;
        };
        let Some(Ok(reply)) = read[place].take() else { continue };
        if let Some(Some(Ok(root))) = read.get_mut(*root) {
            let gap = if root.note.is_empty() { "" } else { "\n\n" };
            root.note.push_str(&format!("{gap}{}: {}", name(row), reply.note));
            for tag in reply.tags {
                if !root.tags.contains(&tag) {
                    root.tags.push(tag);
                }
            }
        } else {
            read[place] = Some(Ok(reply));
        }
    }
    read.into_iter().flatten().collect()
}

fn annotation(row: &Value) -> Result<Annotation, String> {
    let object: &Map<String, Value> = row.as_object().ok_or("a row is a JSON object")?;
    let id = text(row, "id").ok_or("it has no 'id'")?;
    let first = row.get("target").and_then(|targets| targets.get(0));
    let source = first.and_then(|target| text(target, "source"));
    let address = text(row, "uri").or(source).map(str::to_owned);
    let link = row.get("links").and_then(|links| text(links, "html"));
    let title = match row.get("document").and_then(|document| document.get("title")) {
        Some(Value::Array(titles)) => titles.first().and_then(Value::as_str),
        title => title.and_then(Value::as_str),
    };
    let selectors = first.and_then(|target| target.get("selector")?.as_array());
    Ok(Annotation {
        iri: link.map_or_else(|| format!("https://hypothes.is/a/{id}"), str::to_owned),
        address,
        title: title.unwrap_or_default().trim().to_owned(),
        selectors: selectors.into_iter().flatten().filter(|it| it.is_object()).cloned().collect(),
        source_date: None,
        colour: None,
        note: text(row, "text").unwrap_or_default().trim().to_owned(),
        tags: row
            .get("tags")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|tag| Some(tag.as_str()?.trim().to_owned()).filter(|tag| !tag.is_empty()))
            .collect(),
        created: time(row, "created"),
        modified: time(row, "updated"),
        kept: Value::Object(object.clone()),
    })
}

/// Returns who wrote a row: `ada` of `acct:ada@hypothes.is`.
fn name(row: &Value) -> &str {
    let user = text(row, "user").unwrap_or("?");
    let user = user.strip_prefix("acct:").unwrap_or(user);
    user.split('@').next().unwrap_or(user)
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

fn time(row: &Value, key: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text(row, key)?).ok().map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_a_page_note_and_a_reply() {
        let rows = json!({"total": 3, "rows": [
            {"id": "r", "user": "acct:bo@h.example", "uri": "https://n.example/1", "text": "I doubt it",
             "references": ["a"], "target": [{"source": "https://n.example/1"}]},
            {"id": "a", "user": "acct:ada@h.example", "uri": "https://n.example/1", "text": "Really?",
             "tags": ["doubt"], "created": "2020-01-02T03:04:05.678901+00:00",
             "updated": "2020-01-03T03:04:05.678901+00:00",
             "document": {"title": ["A story"]}, "links": {"html": "https://h.example/a/a"},
             "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "two"}]}]},
            {"id": "p", "uri": "https://n.example/1", "text": "Of the page"},
        ]});
        assert!(is_hypothesis(&rows) && is_hypothesis(&rows["rows"]));
        for document in [&rows, &rows["rows"]] {
            let read = read_hypothesis(document);
            let [Ok(one), Ok(page)] = read.as_slice() else { panic!("{read:?}") };
            assert_eq!(one.note, "Really?\n\nbo: I doubt it");
            assert_eq!(
                (one.iri.as_str(), one.title.as_str()),
                ("https://h.example/a/a", "A story")
            );
            assert_eq!(one.tags, ["doubt"]);
            assert_eq!(one.created.unwrap().to_rfc3339(), "2020-01-02T03:04:05.678901+00:00");
            assert_eq!(one.selectors, [json!({"type": "TextQuoteSelector", "exact": "two"})]);
            assert_eq!(one.kept["user"], "acct:ada@h.example");
            assert!(page.is_about_the_article() && page.note == "Of the page");
        }
    }

    #[test]
    fn a_row_that_is_none_says_so_and_a_circle_of_replies_ends() {
        let rows = json!([
            {"id": "a", "uri": "u", "references": ["b"], "text": "1"},
            {"id": "b", "uri": "u", "references": ["a"], "text": "2"},
            {"uri": "u"}, 7,
        ]);
        let read = read_hypothesis(&rows);
        assert_eq!(read.iter().filter(|it| it.is_err()).count(), 2);
        let notes: Vec<_> = read.iter().flatten().map(|it| it.note.as_str()).collect();
        assert_eq!(notes, ["2\n\n?: 1"]);
    }
}
