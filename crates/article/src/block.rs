//! Blocks and marks: the shape of an article over its text, and the images between the blocks.

use crate::{Language, Span};
use serde::{Deserialize, Serialize};
use url::Url;

/// One block of the body: a paragraph, a heading, a list item…
///
/// The blocks of an article are in text order and disjoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Where its words are. Cells of a table are parted by a tab, its rows by a line feed.
    pub span: Span,
    /// Heading: 1–6. List item and blockquote: nesting depth from 1. Otherwise 0.
    #[serde(default)]
    pub level: u8,
    /// The number shown before an item of an ordered list; `None` for a bullet.
    #[serde(default)]
    pub ordinal: Option<u32>,
    /// The block's own language, where it could be told (longer than 80 characters) or is declared.
    #[serde(default)]
    pub language: Option<Language>,
    /// Links and emphasis inside the block, ordered by start, then longest first.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum BlockKind {
    /// A heading inside the body; never the headline.
    Heading,
    /// A paragraph.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A passage set apart as quoted.
    Blockquote,
    /// A table, cell by cell.
    Table,
    /// Text whose line breaks and spaces count: code, poems.
    Preformatted,
    /// Words under a figure: caption and credit. Not part of the body.
    Caption,
    /// The line under an article that says who made it and from what. Not part of the body.
    Credit,
    /// Words of an embedded post or player.
    Embed,
}

/// A run of characters inside a block that is set apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Mark {
    /// How it is set apart.
    pub kind: MarkKind,
    /// Where it is.
    pub span: Span,
    /// Where a link leads: absolute, `http`, `https` or `mailto` only. `None` for other kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(type = "string", optional))]
    pub href: Option<Url>,
}

/// How a run of characters is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum MarkKind {
    /// A link; `href` says where to.
    Link,
    /// `<em>`, `<i>`.
    Emphasis,
    /// `<strong>`, `<b>`.
    Strong,
    /// `<code>`.
    Code,
    /// Subscript.
    Sub,
    /// Superscript.
    Sup,
}

/// An image of the article, standing between two blocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Image {
    /// Where the image is to be had: absolute `http`, `https` or `data`.
    #[cfg_attr(feature = "bindings", ts(type = "string"))]
    pub source: Url,
    /// Its words for those who do not see it.
    #[serde(default)]
    pub alternative_text: Option<String>,
    /// The offset in the text before which it stands: the start of a block, or the text's end.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub at: usize,
}
