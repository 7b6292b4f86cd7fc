//! Anchoring by the terminal: passages of a text are followed into another, many at a time.

use palimpsest_tests::terminal::Terminal;
use serde_json::{Value, json};

/// Answers each request; those that are no JSON come as they are.
fn answers(requests: &[&str]) -> Vec<Value> {
    let run = Terminal::default()
        .run_with_input(&["anchor", "--batch"], requests.join("\n").as_bytes())
        .ok();
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn passages_are_followed_into_another_version() {
    let request = json!({
        "id": "a",
        "old": "Été. Police said 47 people were held on Monday. Nobody was hurt.",
        "new": "Été. On Friday, police said 52 people were held on Monday.",
        "spans": [[0, 3], [17, 26], [5, 46], [48, 64], [60, 99], [9, 5]],
    });
    let answers = answers(&[&request.to_string()]);
    let results = answers[0]["results"].as_array().unwrap();
    let shown: Vec<(&str, &Value)> =
        results.iter().map(|it| (it["status"].as_str().unwrap(), &it["span"])).collect();
    assert_eq!(
        shown,
        [
            ("exact", &json!([0, 3])),
            ("reworded", &json!([28, 37])),
            ("reworded", &json!([16, 57])),
            ("orphan", &Value::Null),
            ("orphan", &Value::Null),
            ("orphan", &Value::Null),
        ]
    );
    assert_eq!((&results[0]["score"], &results[3]["score"]), (&json!(1.0), &json!(0.0)));
    let score = results[2]["score"].as_f64().unwrap();
    assert!(0.8 < score && score < 1.0, "{score}");
    assert!(answers[0]["ms"].is_number());
}

#[test]
fn selectors_are_found_in_a_text() {
    let quote = |exact: &str| json!({ "type": "TextQuoteSelector", "exact": exact });
    let fragment = json!({ "type": "FragmentSelector", "value": ":~:text=the-,bridge" });
    let element = json!({ "type": "CssSelector", "value": "p", "refinedBy": quote("held") });
    let position = json!({ "type": "TextPositionSelector", "start": 4, "end": 9 });
    let request = json!({
        "id": 1,
        "new": "The river rose. But the bridge held.",
        "targets": [[quote("rose"), position], fragment, [element], quote("boat"), [], { "type": "X" }],
    });
    let found: Vec<Value> = answers(&[&request.to_string()])[0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!([it["status"], it["span"]]))
        .collect();
    let orphan = json!(["orphan", null]);
    let expected = [
        json!(["moved", [10, 14]]),
        json!(["exact", [24, 30]]),
        json!(["exact", [31, 35]]),
        orphan.clone(),
        orphan.clone(),
        orphan,
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_bad_line_is_answered_and_the_batch_goes_on() {
    let answers = answers(&[
        "not json",
        r#"{"id": 2, "old": "a", "new": "a", "spans": [[-1, 3]]}"#,
        r#"{"id": 3, "old": "a", "new": "a"}"#,
        r#"{"id": 4, "new": "a", "targets": [{"type": "TextQuoteSelector"}]}"#,
        r#"{"id": 5, "old": "a", "new": "a", "spans": [], "targets": []}"#,
        &format!("{}1", "[".repeat(100_000)),
        r#"{"id": 7, "old": "a", "new": "a", "spans": [[0, 1]]}"#,
    ]);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(json!(ids), json!([null, 2, 3, 4, 5, null, 7]));
    assert!(answers[..6].iter().all(|answer| answer["error"].is_string()));
    assert_eq!(answers[6]["results"], json!([{ "status": "exact", "span": [0, 1], "score": 1.0 }]));
}
