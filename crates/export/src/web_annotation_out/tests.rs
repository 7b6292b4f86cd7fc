//! Annotations written and read back, from here and from elsewhere, and the reader on any JSON.

use super::*;
use crate::{AnnotationFormat, read_annotations, read_web_annotations};
use chrono::TimeDelta;
use palimpsest_article::Colour;
use proptest::prelude::*;

fn read(json: &Value) -> Vec<Annotation> {
    let incoming = read_annotations(json.to_string().as_bytes(), None).unwrap();
    assert_eq!(incoming.format, AnnotationFormat::WebAnnotation);
    incoming.annotations.into_iter().map(|(_, one)| one.unwrap()).collect()
}

#[test]
fn a_highlight_is_written_in_the_words_of_the_model() {
    let annotation = Annotation {
        iri: "urn:x:1".into(),
        address: Some("https://n.example/1".into()),
        title: "A story".into(),
        selectors: vec![json!({ "type": "TextQuoteSelector", "exact": "it" })],
        source_date: Some(DateTime::UNIX_EPOCH),
        colour: Some(Colour::Red),
        note: "Is it?".into(),
        tags: vec!["doubt".into()],
        created: Some(DateTime::UNIX_EPOCH),
        modified: Some(DateTime::UNIX_EPOCH + TimeDelta::milliseconds(1500)),
        kept: Value::Null,
    };
    let expected = json!({
        "id": "urn:x:1",
        "type": "Annotation",
        "motivation": "commenting",
        "created": "1970-01-01T00:00:00Z",
        "modified": "1970-01-01T00:00:01.500Z",
        "stylesheet": { "type": "CssStylesheet", "value": ".red { background-color: red }" },
        "body": [
            { "type": "TextualBody", "purpose": "commenting", "format": "text/markdown",
              "value": "Is it?" },
            { "type": "TextualBody", "purpose": "tagging", "format": "text/plain",
              "value": "doubt" },
        ],
        "target": {
            "type": "SpecificResource",
            "source": "https://n.example/1",
            "dc:title": "A story",
            "styleClass": "red",
            "selector": [{ "type": "TextQuoteSelector", "exact": "it" }],
            "state": { "type": "TimeState", "sourceDate": "1970-01-01T00:00:00Z" },
        },
    });
    let document = web_annotations(std::slice::from_ref(&annotation));
    assert_eq!(document["first"]["items"], json!([expected]));
    assert_eq!(
        (&document["total"], &document["type"]),
        (&json!(1), &json!("AnnotationCollection"))
    );
    let document = read_web_annotations(document).unwrap();
    assert!(document.annotations().iter().all(Result::is_ok));
}

#[test]
fn a_foreign_annotation_is_written_as_it_came_until_it_is_changed() {
    let kept = json!({
        "@context": [CONTEXT, { "x": "https://x.example/" }],
        "id": "urn:x:1",
        "type": "Annotation",
        "created": "2020-02-03T04:05:06Z",
        "creator": { "name": "Ada", "x:size": 1.5 },
        "motivation": "questioning",
        "body": ["https://n.example/sound", { "value": "Why?", "purpose": "questioning" }],
        "target": { "source": "https://n.example/1", "x:y": [null],
            "selector": { "type": "XPathSelector", "value": "/p" } },
    });
    let mut one = read(&kept).swap_remove(0);
    assert_eq!(one.note, "Why?\n\n<https://n.example/sound>");
    one.modified = one.created;
    assert_eq!(web_annotations(&[one.clone()])["first"]["items"], json!([kept]));
    one.note = "Because.".into();
    one.modified = one.created.map(|time| time + TimeDelta::days(1));
    let written = &web_annotations(&[one])["first"]["items"][0];
    assert_eq!(written["creator"], kept["creator"]);
    assert_eq!(written["body"][0]["value"], "Because.");
    assert_eq!(written["body"][1], "https://n.example/sound");
    assert_eq!(written["body"].as_array().unwrap().len(), 2);
}

#[test]
fn each_target_is_an_annotation_of_its_own() {
    let read = read(&json!({
        "@context": CONTEXT, "id": "urn:x:1", "type": "Annotation", "motivation": "tagging",
        "body": [{ "type": "Choice", "items": [{ "value": "first" }, { "value": "second" }] },
                 { "type": "SpecificResource", "source": "urn:city", "purpose": "tagging" }],
        "target": [
            "https://n.example/1",
            { "type": "List", "items": ["https://n.example/2#:~:text=two", "https://n.example/3#top"] },
        ],
    }));
    let addresses: Vec<_> = read.iter().map(|it| it.address.as_deref().unwrap()).collect();
    assert_eq!(
        addresses,
        ["https://n.example/1", "https://n.example/2", "https://n.example/3#top"]
    );
    assert!(read.iter().all(|it| it.tags == ["first", "urn:city"]));
    assert_eq!(read[1].selectors, [json!({ "type": "FragmentSelector", "value": ":~:text=two" })]);
    assert_eq!(read[0].iri, "urn:x:1");
    assert_ne!(read[1].iri, read[2].iri);
}

fn annotation() -> impl Strategy<Value = Annotation> {
    let time = || {
        proptest::option::of((0i64..2_000_000_000, 0i64..1_000_000_000)).prop_map(|it| {
            it.map(|(seconds, nanos)| {
                DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds) + TimeDelta::nanoseconds(nanos)
            })
        })
    };
    let selector = prop_oneof![
        any::<String>().prop_map(|exact| json!({ "type": "TextQuoteSelector", "exact": exact })),
        (0u32..99, 0u32..99).prop_map(
            |(start, len)| json!({ "type": "TextPositionSelector", "start": start, "end": start + len })
        ),
    ];
    let about = (
        any::<u64>(),
        proptest::option::of("https://[a-z]{1,8}\\.example/[a-z]{0,5}"),
        "[A-Z][a-z ]{0,9}[a-z]",
    );
    let said = (
        "\\PC{0,30}",
        proptest::collection::vec("[a-zé]{1,9}", 0..3),
        proptest::option::of(0usize..6),
    );
    let times = (time(), time(), time());
    (about, proptest::collection::vec(selector, 0..3), said, times).prop_map(
        |(
            (number, address, title),
            selectors,
            (note, tags, colour),
            (source_date, created, modified),
        )| {
            Annotation {
                iri: format!("urn:x:{number}"),
                address,
                title: title.trim().to_owned(),
                selectors,
                source_date,
                colour: colour.map(|place| Colour::ALL[place]),
                note,
                tags,
                created,
                modified,
                kept: Value::Null,
            }
        },
    )
}

/// JSON of the words that the model knows, in any disorder.
fn disorder() -> impl Strategy<Value = Value> {
    let word = proptest::sample::select(vec![
        CONTEXT,
        "Annotation",
        "AnnotationCollection",
        "AnnotationPage",
        "Choice",
        "List",
        "SpecificResource",
        "TextualBody",
        "TextQuoteSelector",
        "TextPositionSelector",
        "RangeSelector",
        "TimeState",
        "urn:x:1",
        "2020-02-03T04:05:06Z",
        "red",
        "tagging",
        "",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let key = proptest::sample::select(vec![
        "@context",
        "id",
        "type",
        "body",
        "bodyValue",
        "target",
        "items",
        "first",
        "next",
        "selector",
        "source",
        "state",
        "refinedBy",
        "startSelector",
        "endSelector",
        "start",
        "end",
        "exact",
        "value",
        "purpose",
        "motivation",
        "created",
        "rows",
        "uri",
        "text",
        "references",
        "tags",
        "document",
        "links",
        "styleClass",
        "stylesheet",
        "total",
    ]);
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| {
                Value::Object(
                    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
                )
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(annotations in proptest::collection::vec(annotation(), 0..5)) {
        let document = web_annotations(&annotations);
        let mut again = read(&document);
        prop_assert_eq!(&web_annotations(&again), &document);
        again.iter_mut().for_each(|one| one.kept = Value::Null);
        prop_assert_eq!(again, annotations);
    }

    #[test]
    fn no_json_makes_the_reader_panic(json in disorder()) {
        for format in AnnotationFormat::ALL.map(Some).into_iter().chain([None]) {
            let _ = read_annotations(json.to_string().as_bytes(), format);
        }
        if let Ok(document) = read_web_annotations(json.clone()) {
            prop_assert_eq!(document.to_json(), &json);
            let said: Vec<Annotation> =
                document.annotations().into_iter().flatten().flat_map(said).collect();
            web_annotations(&said);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in any::<Vec<u8>>(), rest in any::<String>()) {
        for format in AnnotationFormat::ALL.map(Some).into_iter().chain([None]) {
            let _ = read_annotations(&bytes, format);
            let _ = read_annotations(format!("Highlight,Note\n{rest}").as_bytes(), format);
        }
    }
}
