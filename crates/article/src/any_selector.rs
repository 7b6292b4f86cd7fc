//! `Selector`: any of the W3C's selectors, as other programs write them.
//!
//! What they select is found in `anchor`, as far as it is text. It must not judge whether a
//! selector makes sense.

use crate::{TextPositionSelector, TextQuoteSelector};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A selector, and what narrows down its selection.
///
/// <https://www.w3.org/TR/annotation-model/#selectors>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Selector {
    /// The selector.
    #[serde(flatten)]
    pub kind: SelectorKind,
    /// Selectors of a part of what this one selects; written as one where it is one.
    #[serde(
        rename = "refinedBy",
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "write_one_or_many",
        deserialize_with = "read_one_or_many"
    )]
    #[cfg_attr(
        feature = "bindings",
        ts(type = "Selector | Array<Selector>", optional),
        schemars(with = "OneOrMany")
    )]
    pub refined_by: Vec<Selector>,
}

/// The selectors that the W3C names, by `type`; what is not read here is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum SelectorKind {
    /// By words and their context.
    #[serde(rename = "TextQuoteSelector")]
    TextQuote(TextQuoteSelector),
    /// By position, in code points.
    #[serde(rename = "TextPositionSelector")]
    TextPosition(TextPositionSelector),
    /// By the fragment of an address, such as `:~:text=words`.
    #[serde(rename = "FragmentSelector")]
    Fragment {
        /// The fragment, with or without its `#`.
        value: String,
        /// The address of the document that says what fragments mean.
        #[serde(rename = "conformsTo", default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "bindings", ts(optional))]
        conforms_to: Option<String>,
    },
    /// From the beginning of one selection to just before the beginning of another. Programs write
    /// ranges between elements under the same name: these have neither.
    #[serde(rename = "RangeSelector")]
    Range {
        /// Where it begins.
        #[serde(rename = "startSelector", default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "bindings", ts(optional))]
        start: Option<Box<Selector>>,
        /// Where it ends.
        #[serde(rename = "endSelector", default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "bindings", ts(optional))]
        end: Option<Box<Selector>>,
    },
    /// An element, by XPath.
    #[serde(rename = "XPathSelector")]
    XPath {
        /// The path.
        value: String,
    },
    /// An element, by a CSS selector.
    #[serde(rename = "CssSelector")]
    Css {
        /// The CSS selector.
        value: String,
    },
    /// By position in the bytes of the document.
    #[serde(rename = "DataPositionSelector")]
    DataPosition {
        /// The first byte inside.
        #[cfg_attr(feature = "bindings", ts(type = "number"))]
        start: u64,
        /// The first byte after it.
        #[cfg_attr(feature = "bindings", ts(type = "number"))]
        end: u64,
    },
    /// An area, by a drawing.
    #[serde(rename = "SvgSelector")]
    Svg {
        /// The drawing, where it is written out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "bindings", ts(optional))]
        value: Option<String>,
    },
    /// A selector of another name.
    #[serde(other)]
    Unknown,
}

impl From<SelectorKind> for Selector {
    fn from(kind: SelectorKind) -> Self {
        Selector { kind, refined_by: Vec::new() }
    }
}

/// How JSON-LD writes a property that may be there several times.
#[derive(Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "bindings", derive(schemars::JsonSchema))]
enum OneOrMany {
    One(Box<Selector>),
    Many(Vec<Selector>),
}

fn read_one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Selector>, D::Error> {
    Ok(match OneOrMany::deserialize(from)? {
        OneOrMany::One(one) => vec![*one],
        OneOrMany::Many(many) => many,
    })
}

fn write_one_or_many<S: Serializer>(selectors: &[Selector], to: S) -> Result<S::Ok, S::Error> {
    match selectors {
        [one] => one.serialize(to),
        many => many.serialize(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, from_value, json, to_value};

    #[test]
    fn every_selector_is_read_and_written_back() {
        let quote =
            json!({"type": "TextQuoteSelector", "exact": "it", "prefix": "a", "suffix": ""});
        let position = json!({"type": "TextPositionSelector", "start": 4, "end": 9});
        let css = json!({"type": "CssSelector", "value": "p > b", "refinedBy": position});
        for selector in [
            quote.clone(),
            position.clone(),
            css.clone(),
            json!({"type": "FragmentSelector", "value": "p5"}),
            json!({"type": "FragmentSelector", "value": ":~:text=a", "conformsTo": "urn:a"}),
            json!({"type": "RangeSelector", "startSelector": css, "endSelector": quote}),
            json!({"type": "XPathSelector", "value": "/p[2]", "refinedBy": [quote, position]}),
            json!({"type": "DataPositionSelector", "start": 4096, "end": 4104}),
            json!({"type": "SvgSelector", "value": "<svg/>"}),
            json!({"type": "SvgSelector"}),
        ] {
            let read: Selector = from_value(selector.clone()).unwrap();
            assert_ne!(read.kind, SelectorKind::Unknown);
            assert_eq!(to_value(read).unwrap(), selector);
        }
    }

    #[test]
    fn context_may_be_missing_and_names_unknown() {
        let quote: Selector =
            from_value(json!({"type": "TextQuoteSelector", "exact": "it"})).unwrap();
        assert!(matches!(quote.kind, SelectorKind::TextQuote(quote) if quote.prefix.is_empty()));
        let other: Selector = from_value(json!({"type": "MoonSelector", "phase": 3})).unwrap();
        assert_eq!(other, SelectorKind::Unknown.into());
    }

    #[test]
    fn what_is_no_selector_is_refused() {
        for bad in [
            json!({"exact": "it"}),
            json!({"type": "TextQuoteSelector"}),
            json!({"type": "TextPositionSelector", "start": -1, "end": 3}),
            json!({"type": "FragmentSelector", "value": ["a", "b"]}),
            json!("http://example.org/selector"),
        ] {
            assert!(from_value::<Selector>(bad).is_err());
        }
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let deep = "{\"type\":\"CssSelector\",\"value\":\"p\",\"refinedBy\":".repeat(100_000);
        assert!(serde_json::from_str::<Selector>(&deep).is_err());
        let mut nested = json!({"type": "CssSelector", "value": "p"});
        for _ in 0..60 {
            nested = json!({"type": "CssSelector", "value": "p", "refinedBy": nested});
        }
        let read: Selector = serde_json::from_str(&nested.to_string()).unwrap();
        assert_eq!(to_value(read).unwrap(), nested as Value);
    }
}
