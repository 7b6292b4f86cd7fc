//! Language: what a text is written in, as detected and as declared.

use serde::{Deserialize, Serialize};

/// A language and how sure we are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Language {
    /// ISO 639-1 where it has a code, else ISO 639-3; `None` where nothing tells.
    #[serde(default)]
    pub code: Option<String>,
    /// From 0 (a guess) to 1.
    #[serde(default)]
    pub confidence: f32,
    /// The BCP 47 tag the page declares, as written; it may contradict `code`.
    #[serde(default)]
    pub declared: Option<String>,
}
