//! What JSON-LD says of the publishing: corrections of the article, and where the publisher is. It
//! must not know how these are shown.

use super::{Object, plain, string};
use serde_json::Value;

/// A correction that the page states for machines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatedCorrection {
    pub text: String,
    /// The date as written.
    pub date: Option<String>,
}

/// An article with more corrections is a test.
const MOST: usize = 20;

/// Reads schema.org's `correction`: a text, a comment with text and date, or several of them. Mere
/// addresses say nothing of what was corrected.
pub(super) fn corrections(article: &Object) -> Vec<StatedCorrection> {
    let items = match article.get("correction") {
        Some(Value::Array(items)) => items.as_slice(),
        Some(item) => std::slice::from_ref(item),
        None => return Vec::new(),
    };
    let read = |item: &Value| {
        let (text, date) = match item {
            Value::String(text) => (plain(text), None),
            Value::Object(comment) => {
                let text = string(comment, "text").or_else(|| string(comment, "description"))?;
                let date = ["datePublished", "dateCreated", "dateModified"];
                (text, date.iter().find_map(|key| string(comment, key)))
            }
            _ => return None,
        };
        let is_text = text.contains(char::is_whitespace) && !text.starts_with("http");
        is_text.then_some(StatedCorrection { text, date })
    };
    items.iter().filter_map(read).take(MOST).collect()
}

/// Returns the country of the publisher's postal address.
pub(super) fn country(article: &Object) -> Option<String> {
    let first = |value: &'_ Value| match value {
        Value::Array(items) => items.first().and_then(Value::as_object).cloned(),
        value => value.as_object().cloned(),
    };
    let publisher = first(article.get("publisher")?)?;
    let address = first(publisher.get("address")?)?;
    match address.get("addressCountry")? {
        Value::Object(country) => string(country, "name"),
        _ => string(&address, "addressCountry"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Object {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn corrections_are_texts_or_comments() {
        let read = corrections(&object(
            r#"{"correction":["The harbour has four cranes.","https://herald.example/corrections",
            {"@type":"CorrectionComment","text":"The bridge is older.","datePublished":"2021-01-09"}]}"#,
        ));
        let pairs: Vec<_> = read.iter().map(|it| (it.text.as_str(), it.date.as_deref())).collect();
        let expected =
            [("The harbour has four cranes.", None), ("The bridge is older.", Some("2021-01-09"))];
        assert_eq!(pairs, expected);
        assert_eq!(corrections(&object(r#"{"headline":"Bridge closed"}"#)), []);
    }

    #[test]
    fn the_country_of_the_publisher() {
        let of = |json| country(&object(json));
        let plain = r#"{"publisher":{"name":"The Herald","address":{"addressCountry":"IE"}}}"#;
        assert_eq!(of(plain).as_deref(), Some("IE"));
        let named = r#"{"publisher":{"address":[{"addressCountry":{"name":"PT"}}]}}"#;
        assert_eq!(of(named).as_deref(), Some("PT"));
        assert_eq!(of(r#"{"publisher":"The Herald"}"#), None);
    }
}
