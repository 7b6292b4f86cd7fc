//! Metadata: schema.org NewsArticle's words in snake case, and what each of them was chosen from:
//! every date the page states, and every wording of the other fields with its source.

use crate::Moment;
use serde::{Deserialize, Serialize};
use url::Url;

/// What a page says of its article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Metadata {
    /// The headline as a reader sees it, without the site's name; empty where there is none.
    #[serde(default)]
    pub headline: String,
    /// Another wording of the headline that the page carries, for search or sharing.
    #[serde(default)]
    pub alternative_headline: Option<String>,
    /// The sentence or two under the headline, also called deck, dek or chapeau.
    #[serde(default)]
    pub standfirst: Option<String>,
    /// The people, or the desk, who sign the article.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The publication.
    #[serde(default)]
    pub publisher: Option<String>,
    /// The section it stands in.
    #[serde(default)]
    pub section: Option<String>,
    /// What the publisher filed it under: keywords, topics.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether all of it can be read without paying, where the page says so.
    #[serde(default)]
    pub is_accessible_for_free: Option<bool>,
    /// When it was first published.
    #[serde(default)]
    #[cfg_attr(
        feature = "bindings",
        ts(type = "string | null"),
        schemars(with = "Option<String>")
    )]
    pub date_published: Option<Moment>,
    /// When it was last changed, by the publisher's word.
    #[serde(default)]
    #[cfg_attr(
        feature = "bindings",
        ts(type = "string | null"),
        schemars(with = "Option<String>")
    )]
    pub date_modified: Option<Moment>,
    /// Every date found, with its source; conflicts are kept.
    #[serde(default)]
    pub dates: Vec<PageDate>,
    /// The address the page gives itself, in canonical form.
    #[serde(default)]
    #[cfg_attr(feature = "bindings", ts(type = "string | null"))]
    pub canonical_url: Option<Url>,
    /// The image that stands for the article.
    #[serde(default)]
    #[cfg_attr(feature = "bindings", ts(type = "string | null"))]
    pub image: Option<Url>,
    /// What the page states of the fields above, dates aside: the distinct values of each field with
    /// the source of each, surest first. Where sources disagree, all of them are here.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

/// One value that the page states of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Finding {
    /// What it is a value of.
    pub field: MetadataField,
    /// The value, cleaned as the field is; a long one is cut.
    pub value: String,
    /// The surest source that states it.
    pub source: MetadataSource,
    /// Whether it is the field's value, or one of them.
    pub is_chosen: bool,
}

/// A field of [`Metadata`], or of the article, that a page states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum MetadataField {
    /// [`Metadata::headline`] and its other wordings.
    Headline,
    /// [`Metadata::standfirst`], or a description that might be one.
    Standfirst,
    /// [`Metadata::authors`].
    Authors,
    /// [`Metadata::publisher`].
    Publisher,
    /// [`Metadata::section`].
    Section,
    /// [`Metadata::tags`]: the list of one source, joined by commas.
    Tags,
    /// [`Metadata::is_accessible_for_free`].
    IsAccessibleForFree,
    /// [`Metadata::canonical_url`].
    CanonicalUrl,
    /// [`Metadata::image`].
    Image,
    /// The language that the page declares.
    Language,
}

/// Where a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum MetadataSource {
    /// A JSON-LD block.
    JsonLd,
    /// Microdata attributes.
    Microdata,
    /// RDFa attributes.
    Rdfa,
    /// An Open Graph property.
    OpenGraph,
    /// A property for Twitter's cards.
    Twitter,
    /// A Dublin Core term.
    DublinCore,
    /// Another `<meta>` element, or an attribute of `<html>`.
    Meta,
    /// The `<title>` element.
    TitleElement,
    /// A `<link>` element, or a link that says what it is.
    Link,
    /// Words a reader sees.
    Visible,
    /// The address of the page.
    Address,
}

/// One date that the page states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PageDate {
    /// The date.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub value: Moment,
    /// What it is the date of.
    pub role: DateRole,
    /// Where it was found.
    pub source: DateSource,
    /// From 0 to 1.
    pub confidence: f32,
}

/// What a date is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum DateRole {
    /// First publication.
    Published,
    /// Last change, as metadata states it.
    Modified,
    /// A visible "updated" line.
    Updated,
    /// Something the article tells of.
    Event,
}

/// Where a date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum DateSource {
    /// A JSON-LD block.
    JsonLd,
    /// Microdata or RDFa attributes.
    Microdata,
    /// An Open Graph property.
    OpenGraph,
    /// Another `<meta>` element.
    Meta,
    /// A `<time>` element.
    Time,
    /// Words a reader sees.
    Visible,
    /// The address of the page.
    Url,
    /// Data in the page's scripts.
    Script,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The library keeps articles as JSON: older ones lack the newer fields.
    #[test]
    fn metadata_kept_by_an_older_version_still_read() {
        let old = r#"{"headline":"Bridge closed","authors":["Ada Reyes"]}"#;
        let metadata: Metadata = serde_json::from_str(old).unwrap();
        assert_eq!(metadata.headline, "Bridge closed");
        assert!(metadata.findings.is_empty() && metadata.tags.is_empty());
        assert_eq!(metadata.is_accessible_for_free, None);
    }

    #[test]
    fn a_finding_is_written_in_snake_case() {
        let finding = Finding {
            field: MetadataField::IsAccessibleForFree,
            value: "false".to_owned(),
            source: MetadataSource::JsonLd,
            is_chosen: true,
        };
        let json = serde_json::to_string(&finding).unwrap();
        assert_eq!(
            json,
            r#"{"field":"is_accessible_for_free","value":"false","source":"json_ld","is_chosen":true}"#
        );
        assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), finding);
    }
}
