//! Web Annotation JSON-LD, read: a document of the W3C's model, kept whole, and what its annotations say in
//! our words.
//!
//! A [`Document`] holds the JSON it was read from, so that whatever a program wrote into it, also what we do
//! not know, is there when it is written back.

use crate::{
    Annotation,
    annotation::derived_iri,
    model_rules::{check_annotation, check_collection, check_page, each, is_iri, types},
    web_annotation_out::iri_of_title,
};
use chrono::{DateTime, Utc};
use palimpsest_article::Colour;
use serde_json::{Map, Value, json};

/// A document of the Web Annotation model.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    kind: Kind,
    /// Checked in its head: it is what `kind` says.
    value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Annotation,
    Annotations,
    Page,
    Collection,
}

/// Reads one annotation, a list of them, a page or a collection; the reason where it is none of these.
///
/// The annotations inside are not yet judged: [`Document::annotations`] does that one by one.
pub fn read_web_annotations(json: Value) -> Result<Document, String> {
    let kind = match &json {
        Value::Array(_) => Kind::Annotations,
        Value::Object(object) => match types(object).as_slice() {
            names if names.contains(&"AnnotationCollection") => Kind::Collection,
            names if names.contains(&"AnnotationPage") => Kind::Page,
            _ => Kind::Annotation,
        },
        _ => return Err("an annotation is a JSON object".to_owned()),
    };
    match kind {
        // The one annotation is the document: where it is none, there is no document.
        Kind::Annotation => check_annotation(&json, false)?,
        Kind::Annotations => {}
        Kind::Page => check_page(&json, false)?,
        Kind::Collection => {
            check_collection(&json)?;
            for page in pages(&json) {
                check_page(page, true)?;
            }
        }
    }
    Ok(Document { kind, value: json })
}

impl Document {
    /// Returns its annotations as they stand, each judged. One that is only named by its address is left
    /// out: it is elsewhere.
    pub fn annotations(&self) -> Vec<Result<&Value, String>> {
        let items = match self.kind {
            Kind::Annotation => vec![&self.value],
            Kind::Annotations => self.value.as_array().into_iter().flatten().collect(),
            Kind::Page => items(&self.value),
            Kind::Collection => pages(&self.value).into_iter().flat_map(items).collect(),
        };
        let is_inside = matches!(self.kind, Kind::Page | Kind::Collection);
        let here = items.into_iter().filter(|item| !(is_inside && is_iri(item)));
        here.map(|item| check_annotation(item, is_inside).map(|()| item)).collect()
    }

    /// Returns the document as it was read.
    pub fn to_json(&self) -> &Value {
        &self.value
    }
}

/// Returns what an annotation that keeps the model's rules says: once for each of its targets.
pub(crate) fn said(annotation: &Value) -> Vec<Annotation> {
    let Some(object) = annotation.as_object() else { return Vec::new() };
    let mut common = Annotation {
        iri: string(object, "id").unwrap_or_default().to_owned(),
        created: time(object, "created"),
        modified: time(object, "modified"),
        kept: annotation.clone(),
        ..Annotation::default()
    };
    let motivations = each(object, "motivation");
    let is_tagging = motivations.iter().any(|it| names(it, "tagging"));
    let mut notes: Vec<&str> =
        each(object, "bodyValue").into_iter().filter_map(Value::as_str).collect();
    let mut links: Vec<&str> = Vec::new();
    for body in leaves(each(object, "body")) {
        let Some(resource) = body.as_object() else {
            links.extend(body.as_str());
            continue;
        };
        let purposes = each(resource, "purpose");
        let is_tag = match purposes.as_slice() {
            [] => is_tagging,
            purposes => purposes.iter().any(|it| names(it, "tagging")),
        };
        let text = string(resource, "value");
        let link = source(resource);
        match (text, link, is_tag) {
            (Some(tag), _, true) | (None, Some(tag), true) => {
                common.tags.push(tag.trim().to_owned())
            }
            (Some(text), _, false) => notes.push(text),
            (None, link, _) => links.extend(link),
        }
    }
    common.tags.retain(|tag| !tag.is_empty());
    common.note = notes.join("\n\n");
    // What is said elsewhere is at least named.
    for link in links.into_iter().filter(|link| !notes.iter().any(|note| note.contains(link))) {
        let gap = if common.note.is_empty() { "" } else { "\n\n" };
        common.note.push_str(&format!("{gap}<{link}>"));
    }
    let targets = leaves(each(object, "target"));
    let about = |(place, target): (usize, &Value)| {
        let mut one = common.clone();
        if place > 0 {
            one.iri = derived_iri(&[&common.iri, &place.to_string()]);
        }
        read_target(target, &mut one);
        one
    };
    targets.into_iter().enumerate().map(about).collect()
}

fn read_target(target: &Value, one: &mut Annotation) {
    let Some(resource) = target.as_object() else {
        read_address(target.as_str(), one);
        return;
    };
    read_address(source(resource), one);
    let title = |object: &Map<String, Value>| {
        ["dc:title", "title", "name", "label"]
            .into_iter()
            .find_map(|key| string(object, key).map(str::to_owned))
    };
    let inner = each(resource, "source").into_iter().find_map(Value::as_object);
    one.title = title(resource).or_else(|| inner.and_then(title)).unwrap_or_default();
    if one.address.as_ref() == Some(&iri_of_title(&one.title)) {
        one.address = None;
    }
    one.selectors
        .extend(each(resource, "selector").into_iter().filter(|it| it.is_object()).cloned());
    one.colour = each(resource, "styleClass")
        .into_iter()
        .filter_map(Value::as_str)
        .find_map(|name| name.parse::<Colour>().ok());
    // A state can be refined by another; the first time that any of them names counts.
    let mut open = each(resource, "state");
    open.reverse();
    while let Some(state) = open.pop() {
        let Some(state) = state.as_object() else { continue };
        one.source_date = ["sourceDate", "sourceDateEnd"].iter().find_map(|key| time(state, key));
        if one.source_date.is_some() {
            return;
        }
        open.extend(each(state, "refinedBy"));
    }
}

/// Reads an address. One that names its passage itself (`#:~:text=…`) has a selector in it.
fn read_address(address: Option<&str>, one: &mut Annotation) {
    one.address = address.map(str::to_owned);
    if let Some((page, fragment)) = address.and_then(|address| address.split_once('#'))
        && fragment.contains(":~:")
    {
        one.address = Some(page.to_owned());
        one.selectors.push(json!({ "type": "FragmentSelector", "value": fragment }));
    }
}

/// Returns what a resource is of: the source of a specific one, else its own address.
fn source(resource: &Map<String, Value>) -> Option<&str> {
    match each(resource, "source").first() {
        Some(Value::Object(inner)) => string(inner, "id"),
        Some(value) => value.as_str(),
        None => string(resource, "id"),
    }
}

/// Returns the resources that a list stands for, sets taken apart. Of a choice it is the first.
fn leaves(resources: Vec<&Value>) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut open = resources;
    open.reverse();
    while let Some(resource) = open.pop() {
        let Some(object) = resource.as_object().filter(|object| object.contains_key("items"))
        else {
            found.push(resource);
            continue;
        };
        let mut items = each(object, "items");
        if types(object).contains(&"Choice") {
            items.truncate(1);
        }
        open.extend(items.into_iter().rev());
    }
    found
}

fn pages(collection: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut next = collection.get("first");
    while let Some(page) = next.filter(|page| page.is_object()) {
        found.push(page);
        next = page.get("next");
    }
    found
}

fn items(page: &Value) -> Vec<&Value> {
    page.get("items").and_then(Value::as_array).into_iter().flatten().collect()
}

/// Tells whether a motivation is the one of this name, also where it is written with its vocabulary's.
fn names(value: &Value, motivation: &str) -> bool {
    let written = value.as_str().unwrap_or_default();
    let end = written.rsplit(['#', ':', '/']).next().unwrap_or_default();
    end == motivation
}

fn string<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    each(object, key).first().and_then(|value| value.as_str())
}

fn time(object: &Map<String, Value>, key: &str) -> Option<DateTime<Utc>> {
    let written = string(object, key)?;
    DateTime::parse_from_rfc3339(written).ok().map(|time| time.to_utc())
}
