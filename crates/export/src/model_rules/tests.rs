//! What the model allows and forbids, each rule by a sample of its own.

use super::*;
use serde_json::json;

fn with(change: Value) -> Value {
    let mut annotation = json!({
        "@context": CONTEXT, "id": "urn:x:1", "type": "Annotation", "target": "https://n.example/",
    });
    for (key, value) in change.as_object().unwrap() {
        annotation[key] = value.clone();
    }
    annotation
}

fn target(target: Value) -> Value {
    with(json!({ "target": target }))
}

fn refused(annotation: &Value, word: &str) {
    let reason = check_annotation(annotation, false).expect_err(&annotation.to_string());
    assert!(reason.contains(word), "{annotation}: {reason}");
}

fn refined(selector: Value) -> Value {
    target(json!({ "source": "urn:s", "selector": selector }))
}

#[test]
fn what_the_model_allows_is_an_annotation() {
    for annotation in [
        with(json!({})),
        with(
            json!({ "@context": [CONTEXT, { "x": "https://x.example/" }], "type": ["Annotation", "x:A"] }),
        ),
        with(json!({ "id": ["urn:x:1"], "creator": [{ "name": "Ada" }, "urn:ada"] })),
        with(json!({ "created": "2020-02-03T04:05:06Z", "motivation": ["tagging", "x:other"] })),
        with(json!({ "bodyValue": "words", "body": null })),
        with(json!({ "stylesheet": { "type": "CssStylesheet", "value": ".a {}" } })),
        target(
            json!(["urn:a", { "id": "urn:b", "language": ["en", "fr"], "textDirection": "auto" }]),
        ),
        target(
            json!({ "type": "List", "items": ["urn:a", { "type": "Choice", "items": ["urn:b"] }] }),
        ),
        refined(json!("urn:selector")),
        refined(json!({ "type": "MoonSelector" })),
        refined(json!([{ "type": "TextQuoteSelector", "exact": "it" },
            { "type": "TextPositionSelector", "start": 4, "end": 4,
              "refinedBy": { "type": "CssSelector", "value": "p" } }])),
        target(json!({ "source": "urn:s", "state": { "type": "HttpRequestState", "value": "A: b",
            "refinedBy": { "type": "TimeState", "sourceDate": ["2020-02-03T04:05:06Z"] } } })),
    ] {
        assert_eq!(check_annotation(&annotation, false), Ok(()), "{annotation}");
    }
    let inside = json!({ "id": "urn:x:1", "type": "Annotation", "target": "urn:t" });
    assert_eq!(check_annotation(&inside, true), Ok(()));
    refused(&inside, "@context");
}

#[test]
fn what_the_model_forbids_is_refused_with_the_reason() {
    refused(&json!([]), "JSON object");
    refused(&json!({}), "@context");
    for (change, word) in [
        (json!({ "@context": ["https://other.example/"] }), "@context"),
        (json!({ "type": "Note" }), "'type'"),
        (json!({ "type": ["Annotation", 4] }), "'type'"),
        (json!({ "id": null }), "'id'"),
        (json!({ "id": "two words" }), "'id'"),
        (json!({ "id": ["urn:x:1", "urn:x:2"] }), "'id'"),
        (json!({ "target": null }), "'target'"),
        (json!({ "target": [] }), "'target'"),
        (json!({ "target": 9 }), "target"),
        (json!({ "body": "no address" }), "body"),
        (json!({ "body": { "id": "no address" } }), "'id'"),
        (json!({ "body": { "id": "urn:b", "format": 6 } }), "'format'"),
        (json!({ "body": { "id": "urn:b", "language": 3 } }), "'language'"),
        (json!({ "body": { "id": "urn:b", "textDirection": "up" } }), "'textDirection'"),
        (json!({ "body": { "id": "urn:b", "textDirection": ["ltr", "rtl"] } }), "'textDirection'"),
        (json!({ "body": { "id": "urn:b", "processingLanguage": ["en", "de"] } }), "processing"),
        (json!({ "body": { "type": "TextualBody" } }), "'value'"),
        (json!({ "body": { "type": "TextualBody", "value": ["a", "b"] } }), "'value'"),
        (json!({ "body": { "value": "a" }, "bodyValue": "b" }), "exclude"),
        (json!({ "bodyValue": ["a", "b"] }), "'bodyValue'"),
        (json!({ "bodyValue": 23 }), "'bodyValue'"),
        (json!({ "body": { "type": ["Choice", "List"], "items": ["urn:a"] } }), "Choice"),
        (json!({ "body": { "items": ["urn:a"] } }), "Choice"),
        (json!({ "body": { "type": "Choice" } }), "'items'"),
        (json!({ "body": { "type": "Image" } }), "'id'"),
        (json!({ "creator": 6 }), "'creator'"),
        (json!({ "generator": 42 }), "'generator'"),
        (json!({ "created": "yesterday" }), "'created'"),
        (json!({ "generated": ["2020-02-03T04:05:06Z", "2020-02-03T04:05:07Z"] }), "'generated'"),
        (json!({ "rights": "mine" }), "'rights'"),
        (json!({ "via": "somewhere" }), "'via'"),
        (json!({ "canonical": ["urn:a", "urn:b"] }), "'canonical'"),
        (json!({ "motivation": { "x": 1 } }), "'motivation'"),
        (json!({ "stylesheet": 1 }), "'stylesheet'"),
    ] {
        refused(&with(change), word);
    }
    refused(&target(json!({ "type": "SpecificResource" })), "'source'");
    refused(&target(json!({ "source": ["urn:a", "urn:b"] })), "'source'");
    refused(
        &target(json!({ "source": "urn:s", "state": { "type": "HttpRequestState" } })),
        "'value'",
    );
    for (selector, word) in [
        (json!(7), "selector"),
        (json!({}), "'type'"),
        (json!({ "type": "FragmentSelector" }), "'value'"),
        (json!({ "type": "XPathSelector", "value": ["a", "b"] }), "'value'"),
        (json!({ "type": "TextQuoteSelector", "prefix": "a" }), "'exact'"),
        (json!({ "type": "TextQuoteSelector", "exact": "a", "suffix": 3 }), "'suffix'"),
        (json!({ "type": "TextPositionSelector", "start": 3 }), "'end'"),
        (json!({ "type": "TextPositionSelector", "start": 3, "end": 2 }), "before"),
        (json!({ "type": "DataPositionSelector", "start": -3, "end": 2.5 }), "whole number"),
        (json!({ "type": "RangeSelector", "startSelector": { "type": "A" } }), "'endSelector'"),
        (json!({ "type": "A", "refinedBy": { "type": "CssSelector" } }), "'value'"),
    ] {
        refused(&refined(selector), word);
    }
}
