//! Metadata: schema.org NewsArticle's words in snake case, and every date the page states.

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
