//! `Article`: the value that extraction makes and everything else reads.

use crate::{Block, Image, Language, Metadata, Quotation, Text, UpdateNote};
use serde::{Deserialize, Serialize};

/// An article: its metadata, one text, and ranges over it.
///
/// `text` holds the blocks of the body and of the update notes in page order, parted by a blank
/// line. Headline and standfirst are metadata and not in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Article {
    /// What the page says of the article.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// What it is written in.
    pub language: Language,
    /// The canonical text. Nothing edits it; every span counts its code points.
    #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
    pub text: Text,
    /// The body, in text order. Blocks that are update notes are with their note.
    pub blocks: Vec<Block>,
    /// Images, in text order.
    #[serde(default)]
    pub images: Vec<Image>,
    /// Quotations, in text order.
    #[serde(default)]
    pub quotations: Vec<Quotation>,
    /// The publisher's notes on the article, in text order.
    #[serde(default)]
    pub update_notes: Vec<UpdateNote>,
}

impl Article {
    /// Tells whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.text.as_str().trim().is_empty()
    }
}

/// Something odd about a page that did not stop extraction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Warning {
    /// What it is, for programs.
    pub code: WarningCode,
    /// What it is, for people.
    pub message: String,
}

/// What is odd about a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum WarningCode {
    /// There were no bytes, or only white space.
    Empty,
    /// The bytes are not text: an image, an archive, a program.
    Binary,
    /// No article was found on the page.
    NoArticle,
    /// The page declares one character encoding and is written in another.
    WrongCharset,
    /// Bytes that no character has in the page's encoding were replaced by U+FFFD.
    Undecodable,
    /// The text holds letters that were encoded twice, `Ã©` for `é`; it is left as it is.
    Mojibake,
    /// Elements are nested so deep that some steps were left out.
    DeepNesting,
    /// The page is larger than the limit; the rest was left out.
    TooLarge,
}
