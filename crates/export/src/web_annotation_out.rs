//! Web Annotation JSON-LD, written: a collection with one page of annotations, each with quote and position.
//!
//! docs/annotations.md documents what is written. An annotation from a file that was not changed since is
//! written as it stood there; of one that was changed, what we do not know stays.

use crate::{
    Annotation,
    annotation::derived_iri,
    model_rules::{CONTEXT, check_annotation, each},
    web_annotation::said,
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

/// Returns a collection of the annotations as one document.
pub fn web_annotations(annotations: &[Annotation]) -> Value {
    let items: Vec<Value> = annotations.iter().map(written).collect();
    let names: Vec<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    let of = |what: &str| derived_iri(&[&["palimpsest", what], names.as_slice()].concat());
    let (collection, page) = (of("collection"), of("page"));
    json!({
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": "Palimpsest",
        "total": items.len(),
        "first": {
            "id": page,
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        },
        "last": page,
    })
}

fn written(annotation: &Annotation) -> Value {
    let kept = match check_annotation(&annotation.kept, true) {
        Ok(()) => annotation.kept.as_object(),
        // What another format said of it is not of this model.
        Err(_) => None,
    };
    match kept {
        Some(kept) if is_as_it_came(annotation) => Value::Object(kept.clone()),
        Some(kept) => Value::Object(changed(kept, ours(annotation))),
        None => Value::Object(ours(annotation)),
    }
}

/// Tells whether the annotation still is what the file said. One with several targets became several.
fn is_as_it_came(annotation: &Annotation) -> bool {
    let all = said(&annotation.kept);
    let [said] = all.as_slice() else { return false };
    let changed = said.modified.or(said.created).or(annotation.created);
    changed == annotation.modified.or(annotation.created)
        && (&said.iri, &said.note, &said.tags)
            == (&annotation.iri, &annotation.note, &annotation.tags)
        && said.colour.unwrap_or_default() == annotation.colour.unwrap_or_default()
}

/// Returns what stood in the file with ours in its place; what we do not know of stays.
fn changed(kept: &Map<String, Value>, mut ours: Map<String, Value>) -> Map<String, Value> {
    let is_text = |body: &&Value| {
        body.is_object() && (body["type"] == "TextualBody" || body["value"].is_string())
    };
    let elsewhere = each(kept, "body").into_iter().filter(|body| !is_text(body)).cloned();
    let mut bodies: Vec<Value> =
        ours.get("body").and_then(Value::as_array).cloned().unwrap_or_default();
    bodies.extend(elsewhere);
    if !bodies.is_empty() {
        ours.insert("body".to_owned(), Value::Array(bodies));
    }
    for (key, value) in kept {
        let is_ours = [
            "id",
            "body",
            "bodyValue",
            "target",
            "motivation",
            "stylesheet",
            "created",
            "modified",
        ];
        if !is_ours.contains(&key.as_str()) {
            ours.insert(key.clone(), value.clone());
        }
    }
    ours
}

fn ours(annotation: &Annotation) -> Map<String, Value> {
    let mut written = Map::new();
    let mut put = |key: &str, value: Value| written.insert(key.to_owned(), value);
    put("id", annotation.iri.clone().into());
    put("type", "Annotation".into());
    put("motivation", motivation(annotation).into());
    if let Some(created) = annotation.created {
        put("created", time(created).into());
    }
    if let Some(modified) = annotation.modified {
        put("modified", time(modified).into());
    }
    let mut bodies = Vec::new();
    if !annotation.note.is_empty() {
        bodies.push(json!({
            "type": "TextualBody",
            "purpose": "commenting",
            "format": "text/markdown",
            "value": annotation.note,
        }));
    }
    bodies.extend(annotation.tags.iter().map(|tag| {
        json!({ "type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag })
    }));
    if !bodies.is_empty() {
        put("body", bodies.into());
    }
    if let Some(colour) = annotation.colour {
        let name = colour.name();
        let rule = format!(".{name} {{ background-color: {name} }}");
        put("stylesheet", json!({ "type": "CssStylesheet", "value": rule }));
    }
    put("target", target(annotation));
    written
}

fn motivation(annotation: &Annotation) -> &'static str {
    match (annotation.is_about_the_article(), annotation.note.is_empty()) {
        (false, true) => "highlighting",
        _ => "commenting",
    }
}

fn target(annotation: &Annotation) -> Value {
    let mut target = Map::new();
    let mut put = |key: &str, value: Value| target.insert(key.to_owned(), value);
    put("type", "SpecificResource".into());
    let address = annotation.address.clone();
    put("source", address.unwrap_or_else(|| iri_of_title(&annotation.title)).into());
    if !annotation.title.is_empty() {
        put("dc:title", annotation.title.clone().into());
    }
    if let Some(colour) = annotation.colour {
        put("styleClass", colour.name().into());
    }
    if !annotation.selectors.is_empty() {
        put("selector", annotation.selectors.clone().into());
    }
    if let Some(date) = annotation.source_date {
        put("state", json!({ "type": "TimeState", "sourceDate": time(date) }));
    }
    Value::Object(target)
}

/// Returns the name of an article of which nobody knows more than the title.
pub(crate) fn iri_of_title(title: &str) -> String {
    derived_iri(&["title", title])
}

/// Writes a time as the model wants it, and nothing of it is lost.
fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

#[cfg(test)]
mod tests;
