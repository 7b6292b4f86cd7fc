//! The annotation as it goes out and comes in: one passage of one article, or the article as a whole, and
//! what was said of it. Every format is read into this and written from it.

use chrono::{DateTime, Utc};
use palimpsest_article::{Colour, Sha256Hash};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What somebody said of an article or of a passage in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// What it is called, an IRI; never changes.
    pub iri: String,
    /// The address of the article; `None` where only its title is known.
    #[serde(default)]
    pub address: Option<String>,
    /// The title of the article; may be empty.
    #[serde(default)]
    pub title: String,
    /// The passage, in the words of the W3C's model; empty for the article as a whole.
    #[serde(default)]
    pub selectors: Vec<Value>,
    /// A time at which the article read as it was annotated.
    #[serde(default)]
    pub source_date: Option<DateTime<Utc>>,
    /// The colour, where one of ours was said.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// The note, Markdown; may be empty.
    #[serde(default)]
    pub note: String,
    /// The tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// When it was made.
    #[serde(default)]
    pub created: Option<DateTime<Utc>>,
    /// When it was last changed.
    #[serde(default)]
    pub modified: Option<DateTime<Utc>>,
    /// All that stood of it in the file it came from; null for one made here.
    #[serde(default)]
    pub kept: Value,
}

impl Annotation {
    /// Tells whether it is about the article as a whole.
    pub fn is_about_the_article(&self) -> bool {
        self.selectors.is_empty()
    }
}

/// Returns a name that is always the same for the same parts, and another for others: a UUID of version 8
/// (RFC 9562) made of the first 122 free bits of a SHA-256 over the parts, each behind its length.
pub fn derived_iri(parts: &[&str]) -> String {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    let hash = Sha256Hash::of(&bytes);
    let digits = hash.as_str();
    let variant = match digits.as_bytes()[16] {
        b'0' | b'4' | b'8' | b'c' => '8',
        b'1' | b'5' | b'9' | b'd' => '9',
        b'2' | b'6' | b'a' | b'e' => 'a',
        _ => 'b',
    };
    format!(
        "urn:uuid:{}-{}-8{}-{variant}{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[13..16],
        &digits[17..20],
        &digits[20..32]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_from_its_parts_alone() {
        let name = derived_iri(&["https://a.example/", "words"]);
        assert_eq!(name, derived_iri(&["https://a.example/", "words"]));
        assert_ne!(name, derived_iri(&["https://a.example/w", "ords"]));
        assert_eq!(name.len(), "urn:uuid:".len() + 36);
        let digits = name.strip_prefix("urn:uuid:").unwrap();
        assert_eq!(&digits[14..15], "8");
        assert!("89ab".contains(&digits[19..20]), "{name}");
    }
}
