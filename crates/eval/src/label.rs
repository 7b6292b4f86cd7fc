//! What is known to be right about a page: one line of `labels.jsonl`. It must not know files.

use serde::{Deserialize, Deserializer};

/// What a page should give. A field that is absent is not labelled and not scored.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Label {
    /// The page's name in its pack.
    pub id: String,
    /// The page's address.
    #[serde(default)]
    pub url: Option<String>,
    /// Where the publisher is: pages of one domain belong to the same fold of a cross-validation.
    #[serde(default)]
    pub domain: Option<String>,
    /// The page's file, from the pack's folder; `html/ID.html.gz` where it is not given.
    #[serde(default)]
    pub html: Option<String>,
    /// The body's text, paragraphs parted by a blank line.
    #[serde(default)]
    pub text: Option<String>,
    /// Paragraphs that may be kept or dropped.
    #[serde(default, deserialize_with = "one_or_many")]
    pub optional: Vec<String>,
    /// Passages that the body must have.
    #[serde(default, deserialize_with = "one_or_many")]
    pub with: Vec<String>,
    /// Passages that the body must not have.
    #[serde(default, deserialize_with = "one_or_many")]
    pub without: Vec<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The authors; an empty list says that there are none.
    #[serde(default)]
    pub authors: Option<Vec<String>>,
    /// Days or instants that are all right for the publication.
    #[serde(default, deserialize_with = "one_or_many")]
    pub published: Vec<String>,
    /// Days or instants that are all right for the last change.
    #[serde(default, deserialize_with = "one_or_many")]
    pub modified: Vec<String>,
    /// Whether the page was changed on a later day than it was published.
    #[serde(default)]
    pub modified_differs: bool,
    /// Whether the day of the last change can also be read on the page.
    #[serde(default)]
    pub modified_visible: bool,
    /// Whether the page states no change at all.
    #[serde(default)]
    pub modified_none: bool,
    /// What the article is written in: ISO 639-1 or a tag that begins with it.
    #[serde(default)]
    pub lang: Option<String>,
}

impl Label {
    /// Reads one line. `NaN`, which is no JSON but what Python writes for a missing number, is
    /// read as `null`.
    pub fn read(line: &str) -> Result<Label, serde_json::Error> {
        match line.contains("NaN") {
            true => serde_json::from_str(&without_nan(line)),
            false => serde_json::from_str(line),
        }
    }
}

/// Takes a string, a list of strings or `null`.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        One(String),
        Many(Vec<String>),
        None(()),
    }
    Ok(match Given::deserialize(deserializer)? {
        Given::One(string) => vec![string],
        Given::Many(strings) => strings,
        Given::None(()) => Vec::new(),
    })
}

/// Replaces `NaN` outside of strings.
fn without_nan(line: &str) -> String {
    let mut read = String::with_capacity(line.len());
    let mut in_string = false;
    let mut escaped = false;
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if !in_string && let Some(after) = rest.strip_prefix("NaN") {
            read.push_str("null");
            rest = after;
            continue;
        }
        match character {
            '"' if !escaped => in_string = !in_string,
            _ => {}
        }
        escaped = in_string && character == '\\' && !escaped;
        read.push(character);
        rest = &rest[character.len_utf8()..];
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_be_one_many_or_missing() {
        let label = Label::read(r#"{"id":"a","published":"2021-01-09","with":["x","y"]}"#).unwrap();
        assert_eq!(label.published, ["2021-01-09"]);
        assert_eq!(label.with, ["x", "y"]);
        assert!(label.modified.is_empty() && label.authors.is_none());
    }

    #[test]
    fn a_missing_number_is_missing_and_a_word_is_a_word() {
        let label = Label::read(r#"{"id":"a","published": NaN,"title":"\"NaN\" said"}"#).unwrap();
        assert!(label.published.is_empty());
        assert_eq!(label.title.as_deref(), Some("\"NaN\" said"));
    }

    #[test]
    fn a_line_without_id_or_with_another_shape_is_refused() {
        assert!(Label::read(r#"{"text":"a"}"#).is_err());
        assert!(Label::read(r#"{"id":"a","published":7}"#).is_err());
        assert!(Label::read("{").is_err());
    }
}
