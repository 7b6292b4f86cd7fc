//! The rules of the W3C's Web Annotation model: what an annotation, a collection and a page of one must say
//! to be one.
//!
//! <https://www.w3.org/TR/annotation-model/>. Only what the model says with MUST, and of what kind a value
//! is; what it recommends is nobody's fault. JSON-LD lets a lone value stand in a list of one, and so do we.
//! The tree is foreign, so it is walked with a list of what is still to be looked at.

use chrono::DateTime;
use serde_json::{Map, Value};

/// The context that every annotation names.
pub(crate) const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

type Object = Map<String, Value>;
/// The reason why something is no annotation, in words.
type Checked<T = ()> = Result<T, String>;

/// Several resources that stand for one.
const SETS: [&str; 4] = ["Choice", "Composite", "List", "Independents"];

/// Something inside an annotation that has rules of its own.
enum Part<'a> {
    /// A body, a target, or what a specific resource is of.
    Resource(&'static str, &'a Value),
    Selector(&'a Value),
    State(&'a Value),
}

/// Checks one annotation. `is_inside` a page or a collection, which has named the context for it.
pub(crate) fn check_annotation(value: &Value, is_inside: bool) -> Checked {
    let annotation = value.as_object().ok_or("an annotation is a JSON object")?;
    check_head(annotation, "Annotation", is_inside)?;
    for key in ["creator", "generator", "audience"] {
        check_agents(annotation, key)?;
    }
    check_facts(annotation)?;
    check_strings(annotation, "motivation")?;
    check_stylesheet(annotation)?;
    if present(annotation, "bodyValue").is_some() {
        let text = one(annotation, "bodyValue")?;
        text.and_then(Value::as_str).ok_or("'bodyValue' must be one string")?;
        if present(annotation, "body").is_some() {
            return Err("'body' and 'bodyValue' exclude each other".to_owned());
        }
    }
    let targets = each(annotation, "target");
    if targets.is_empty() {
        return Err("it has no 'target'".to_owned());
    }
    let bodies = each(annotation, "body").into_iter().map(|body| Part::Resource("body", body));
    let targets = targets.into_iter().map(|target| Part::Resource("target", target));
    let mut open: Vec<Part<'_>> = bodies.chain(targets).collect();
    while let Some(part) = open.pop() {
        match part {
            Part::Resource(role, value) => check_resource(role, value, &mut open)?,
            Part::Selector(value) => check_selector(value, &mut open)?,
            Part::State(value) => check_state(value, &mut open)?,
        }
    }
    check_id(annotation)
}

/// Checks what a collection says of itself; not what is in it.
pub(crate) fn check_collection(value: &Value) -> Checked {
    let collection = value.as_object().ok_or("a collection is a JSON object")?;
    check_head(collection, "AnnotationCollection", false)?;
    check_strings(collection, "label")?;
    check_agents(collection, "creator")?;
    check_facts(collection)?;
    let total = check_count(collection, "total")?;
    let first = one(collection, "first")?;
    if total.is_some_and(|total| total > 0) && first.is_none() {
        return Err("a collection that is not empty must name its 'first' page".to_owned());
    }
    for page in [first, one(collection, "last")?].into_iter().flatten() {
        if !is_iri(page) && !page.is_object() {
            return Err("'first' and 'last' must be pages or the IRIs of pages".to_owned());
        }
    }
    check_id(collection)
}

/// Checks what a page says of itself; not the annotations on it.
pub(crate) fn check_page(value: &Value, is_inside: bool) -> Checked {
    let page = value.as_object().ok_or("a page of annotations is a JSON object")?;
    check_head(page, "AnnotationPage", is_inside)?;
    check_count(page, "startIndex")?;
    for key in ["partOf", "next", "prev"] {
        if one(page, key)?.is_some_and(|value| !is_iri(value) && !value.is_object()) {
            return Err(format!("'{key}' must be one IRI"));
        }
    }
    match page.get("items") {
        Some(Value::Array(_)) => check_id(page),
        _ => Err("a page must have its annotations as the list 'items'".to_owned()),
    }
}

/// Returns the types that an object says it has.
pub(crate) fn types(object: &Object) -> Vec<&str> {
    each(object, "type").into_iter().filter_map(Value::as_str).collect()
}

/// Returns the values of a key: of a list, of a lone value, or none.
pub(crate) fn each<'a>(object: &'a Object, key: &str) -> Vec<&'a Value> {
    match present(object, key) {
        None => Vec::new(),
        Some(Value::Array(values)) => values.iter().filter(|value| !value.is_null()).collect(),
        Some(value) => vec![value],
    }
}

/// Tells whether a value is an absolute IRI.
pub(crate) fn is_iri(value: &Value) -> bool {
    let Some((scheme, rest)) = value.as_str().and_then(|string| string.split_once(':')) else {
        return false;
    };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    let is_allowed = |letter: char| {
        !letter.is_whitespace() && !letter.is_control() && !"<>\"{}|\\^`".contains(letter)
    };
    is_scheme && !rest.is_empty() && rest.chars().all(is_allowed)
}

fn check_head(object: &Object, kind: &str, is_inside: bool) -> Checked {
    if !is_inside || present(object, "@context").is_some() {
        let contexts = each(object, "@context");
        if !contexts.iter().any(|context| context.as_str() == Some(CONTEXT)) {
            return Err(format!("'@context' must be or include '{CONTEXT}'"));
        }
    }
    check_types(object)?;
    if !types(object).contains(&kind) {
        return Err(format!("'type' must be or include '{kind}'"));
    }
    Ok(())
}

fn check_id(object: &Object) -> Checked {
    let id = one(object, "id")?.ok_or("it has no 'id'")?;
    match is_iri(id) {
        true => Ok(()),
        false => Err("'id' must be one IRI".to_owned()),
    }
}

fn check_types(object: &Object) -> Checked {
    match each(object, "type").into_iter().all(Value::is_string) {
        true => Ok(()),
        false => Err("'type' must be a string".to_owned()),
    }
}

/// Checks times, rights and origin, which annotations, bodies and targets all may have.
fn check_facts(object: &Object) -> Checked {
    for key in ["created", "modified", "generated"] {
        let Some(time) = one(object, key)? else { continue };
        if !is_time(time) {
            return Err(format!("'{key}' must be one time, as in '2015-01-28T12:00:00Z'"));
        }
    }
    for key in ["rights", "via"] {
        if !each(object, key).into_iter().all(is_iri) {
            return Err(format!("'{key}' must be an IRI"));
        }
    }
    match one(object, "canonical")?.is_none_or(is_iri) {
        true => Ok(()),
        false => Err("'canonical' must be one IRI".to_owned()),
    }
}

fn is_time(value: &Value) -> bool {
    value.as_str().is_some_and(|time| DateTime::parse_from_rfc3339(time).is_ok())
}

fn check_agents(object: &Object, key: &str) -> Checked {
    match each(object, key).into_iter().all(|agent| is_iri(agent) || agent.is_object()) {
        true => Ok(()),
        false => Err(format!("'{key}' must be an IRI or an object")),
    }
}

fn check_strings(object: &Object, key: &str) -> Checked {
    match each(object, key).into_iter().all(Value::is_string) {
        true => Ok(()),
        false => Err(format!("'{key}' must be a string")),
    }
}

fn check_stylesheet(annotation: &Object) -> Checked {
    match one(annotation, "stylesheet")? {
        None => Ok(()),
        Some(Value::Object(sheet)) => {
            check_types(sheet)?;
            let (id, value) = (one(sheet, "id")?, one(sheet, "value")?);
            match id.is_none_or(is_iri) && value.is_none_or(Value::is_string) {
                true => Ok(()),
                false => Err("a stylesheet's 'id' must be an IRI, its 'value' a string".to_owned()),
            }
        }
        Some(value) if is_iri(value) => Ok(()),
        Some(_) => Err("'stylesheet' must be one IRI or object".to_owned()),
    }
}

fn check_resource<'a>(role: &'static str, value: &'a Value, open: &mut Vec<Part<'a>>) -> Checked {
    let resource = match value {
        Value::Object(resource) => resource,
        _ if is_iri(value) => return Ok(()),
        _ => return Err(format!("a {role} must be an IRI or an object")),
    };
    check_types(resource)?;
    let types = types(resource);
    let sets = types.iter().filter(|name| SETS.contains(name)).count();
    let id = one(resource, "id")?;
    if id.is_some_and(|id| !is_iri(id)) {
        return Err(format!("the 'id' of a {role} must be one IRI"));
    }
    check_agents(resource, "creator")?;
    check_agents(resource, "generator")?;
    check_agents(resource, "audience")?;
    check_facts(resource)?;
    for key in ["format", "language", "purpose", "accessibility", "styleClass"] {
        check_strings(resource, key)?;
    }
    if one(resource, "processingLanguage")?.is_some_and(|value| !value.is_string()) {
        return Err("'processingLanguage' must be one string".to_owned());
    }
    let direction = one(resource, "textDirection")?;
    if direction.is_some_and(|it| !matches!(it.as_str(), Some("ltr" | "rtl" | "auto"))) {
        return Err("'textDirection' must be one of 'ltr', 'rtl' and 'auto'".to_owned());
    }
    if sets > 0 || present(resource, "items").is_some() {
        if sets != 1 {
            return Err(format!("a {role} with items must be one of {}", SETS.join(", ")));
        }
        let items = each(resource, "items");
        if items.is_empty() {
            return Err(format!("a {role} of type '{}' must have 'items'", types.join("', '")));
        }
        open.extend(items.into_iter().map(|item| Part::Resource(role, item)));
        return Ok(());
    }
    let source = one(resource, "source")?;
    if source.is_some() || types.contains(&"SpecificResource") {
        let source = source.ok_or_else(|| format!("the {role} is specific and has no 'source'"))?;
        open.push(Part::Resource("source", source));
        open.extend(each(resource, "selector").into_iter().map(Part::Selector));
        open.extend(each(resource, "state").into_iter().map(Part::State));
        for key in ["renderedVia", "scope"] {
            check_agents(resource, key)?;
        }
        return Ok(());
    }
    if types.contains(&"TextualBody") || present(resource, "value").is_some() {
        return match one(resource, "value")?.is_some_and(Value::is_string) {
            true => Ok(()),
            false => Err(format!("the text of a {role} must be one string, its 'value'")),
        };
    }
    match id {
        Some(_) => Ok(()),
        None => Err(format!("a {role} must have one of 'id', 'value', 'source' and 'items'")),
    }
}

fn check_selector<'a>(value: &'a Value, open: &mut Vec<Part<'a>>) -> Checked {
    let Some(selector) = refining("selector", value)? else { return Ok(()) };
    let mut needed: Vec<&str> = Vec::new();
    let types = types(selector);
    for name in &types {
        match *name {
            "FragmentSelector" | "CssSelector" | "XPathSelector" => needed.push("value"),
            "TextQuoteSelector" => needed.push("exact"),
            "TextPositionSelector" | "DataPositionSelector" => {
                let (start, end) = (check_count(selector, "start")?, check_count(selector, "end")?);
                match (start, end) {
                    (Some(start), Some(end)) if start <= end => {}
                    (Some(_), Some(_)) => {
                        return Err(format!("the 'end' of a {name} lies before its 'start'"));
                    }
                    _ => return Err(format!("a {name} must have 'start' and 'end'")),
                }
            }
            "RangeSelector" => {
                for key in ["startSelector", "endSelector"] {
                    let end = one(selector, key)?;
                    open.push(Part::Selector(
                        end.ok_or_else(|| format!("a RangeSelector must have one '{key}'"))?,
                    ));
                }
            }
            _ => {}
        }
    }
    for key in needed {
        if !one(selector, key)?.is_some_and(Value::is_string) {
            return Err(format!("a {} must have one string '{key}'", types.join(", ")));
        }
    }
    for key in ["value", "prefix", "suffix"] {
        if one(selector, key)?.is_some_and(|value| !value.is_string()) {
            return Err(format!("the '{key}' of a selector must be one string"));
        }
    }
    if one(selector, "conformsTo")?.is_some_and(|value| !is_iri(value)) {
        return Err("'conformsTo' must be one IRI".to_owned());
    }
    open.extend(each(selector, "refinedBy").into_iter().map(Part::Selector));
    Ok(())
}

fn check_state<'a>(value: &'a Value, open: &mut Vec<Part<'a>>) -> Checked {
    let Some(state) = refining("state", value)? else { return Ok(()) };
    if types(state).contains(&"HttpRequestState")
        && !one(state, "value")?.is_some_and(Value::is_string)
    {
        return Err("an HttpRequestState must have one string 'value'".to_owned());
    }
    for key in ["sourceDate", "sourceDateStart", "sourceDateEnd"] {
        if !each(state, key).into_iter().all(is_time) {
            return Err(format!("'{key}' must be a time, as in '2015-01-28T12:00:00Z'"));
        }
    }
    if !each(state, "cached").into_iter().all(is_iri) {
        return Err("'cached' must be an IRI".to_owned());
    }
    // A state may be refined by a selector; what it is, its own type says.
    open.extend(each(state, "refinedBy").into_iter().map(|refined| {
        let is_state = refined
            .as_object()
            .is_some_and(|object| types(object).iter().any(|name| name.ends_with("State")));
        if is_state { Part::State(refined) } else { Part::Selector(refined) }
    }));
    Ok(())
}

/// Returns a selector or a state that says what it is; `None` for one that only has an address.
fn refining<'a>(role: &str, value: &'a Value) -> Checked<Option<&'a Object>> {
    match value {
        Value::Object(object) => {
            check_types(object)?;
            let id = one(object, "id")?;
            if id.is_some_and(|id| !is_iri(id)) {
                return Err(format!("the 'id' of a {role} must be one IRI"));
            }
            match id.is_none() && types(object).is_empty() {
                true => Err(format!("a {role} must have a 'type'")),
                false => Ok(Some(object)),
            }
        }
        _ if is_iri(value) => Ok(None),
        _ => Err(format!("a {role} must be an IRI or an object")),
    }
}

fn check_count(object: &Object, key: &str) -> Checked<Option<u64>> {
    let Some(value) = one(object, key)? else { return Ok(None) };
    value.as_u64().map(Some).ok_or_else(|| format!("'{key}' must be a whole number from 0"))
}

/// Returns the one value of a key; `None` where there is none.
fn one<'a>(object: &'a Object, key: &str) -> Checked<Option<&'a Value>> {
    match present(object, key) {
        Some(Value::Array(values)) => match values.as_slice() {
            [value] => Ok(Some(value)),
            _ => Err(format!("'{key}' must have one value, not {}", values.len())),
        },
        value => Ok(value),
    }
}

fn present<'a>(object: &'a Object, key: &str) -> Option<&'a Value> {
    object.get(key).filter(|value| !value.is_null())
}

#[cfg(test)]
mod tests;
