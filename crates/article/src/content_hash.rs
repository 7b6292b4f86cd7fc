//! Content hash: the identity of a revision, and of bytes as received.
//!
//! A revision's hash is SHA-256 over a format tag and then, field by field: headline, standfirst,
//! the list of authors, and the list of what a reader reads in text order (blocks of the body and
//! update notes), each as its kind's name and its words. A string is its length in bytes as eight
//! little-endian bytes, then its bytes; a list is its length likewise, then its items; an absent
//! string is an empty one. Runs of white space count as one space, so that a re-wrapped page is
//! the same revision. Image addresses, links, dates, datelines, tags and what else was told to
//! machines are left out: a bumped date over the same words is the same revision.

use crate::{Article, Block, BlockKind, Span, UpdateNoteKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Changes with the recipe above, never otherwise: stored ids depend on it.
const FORMAT: &str = "palimpsest revision 1";

macro_rules! hash_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
        #[cfg_attr(feature = "bindings", ts(type = "string"), schemars(with = "String"))]
        pub struct $name(String);

        impl $name {
            /// Returns the hash as 64 lower-case hexadecimal digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(string: String) -> Result<Self, Self::Error> {
                let is_hash = string.len() == 64
                    && string.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
                match is_hash {
                    true => Ok(Self(string)),
                    false => Err(format!("'{string}' is not 64 lower-case hexadecimal digits")),
                }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(string: &str) -> Result<Self, Self::Err> {
                Self::try_from(string.to_owned())
            }
        }
    };
}

hash_id! {
    /// The identity of one distinct content: the hash of what a reader reads.
    RevisionId
}

hash_id! {
    /// The SHA-256 of bytes as received.
    Sha256Hash
}

impl Sha256Hash {
    /// Returns the hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }
}

impl RevisionId {
    /// Returns the identity of the article's content.
    pub fn of(article: &Article) -> Self {
        let mut hasher = Sha256::new();
        put(&mut hasher, FORMAT);
        put(&mut hasher, &article.metadata.headline);
        put(&mut hasher, article.metadata.standfirst.as_deref().unwrap_or(""));
        put_len(&mut hasher, article.metadata.authors.len());
        for author in &article.metadata.authors {
            put(&mut hasher, author);
        }
        let passages = passages(article);
        put_len(&mut hasher, passages.len());
        for (_, kind, words) in passages {
            put(&mut hasher, kind);
            put(&mut hasher, words);
        }
        Self(hex(&hasher.finalize()))
    }
}

/// What a reader reads below the headline, in text order.
fn passages(article: &Article) -> Vec<(Span, &'static str, &str)> {
    let block = |block: &Block| (block.span, kind_name(block.kind), article.text.slice(block.span));
    let body = article.blocks.iter().map(block);
    let notes = article
        .update_notes
        .iter()
        .filter(|note| !note.blocks.is_empty() && note.kind != UpdateNoteKind::Dateline)
        .map(|note| (note.span, "update_note", note.text.as_str()));
    let mut passages: Vec<_> = body.chain(notes).collect();
    passages.sort_by_key(|(span, ..)| *span);
    passages
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list_item",
        BlockKind::Blockquote => "blockquote",
        BlockKind::Table => "table",
        BlockKind::Preformatted => "preformatted",
        BlockKind::Caption => "caption",
        BlockKind::Embed => "embed",
    }
}

fn put(hasher: &mut Sha256, string: &str) {
    let folded = string.split_whitespace().collect::<Vec<_>>().join(" ");
    put_len(hasher, folded.len());
    hasher.update(folded.as_bytes());
}

fn put_len(hasher: &mut Sha256, len: usize) {
    hasher.update((len as u64).to_le_bytes());
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Finding, MetadataField, MetadataSource, Text};

    fn article(words: &[&str]) -> Article {
        let mut article = Article { text: Text::new(words.join("\n\n")), ..Article::default() };
        let mut start = 0;
        for word in words {
            let end = start + word.chars().count();
            article.blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: Span::new(start, end),
                level: 0,
                ordinal: None,
                language: None,
                marks: Vec::new(),
            });
            start = end + 2;
        }
        article
    }

    #[test]
    fn the_words_make_the_identity() {
        let first = article(&["The council met.", "It voted."]);
        assert_eq!(RevisionId::of(&first), RevisionId::of(&first.clone()));
        assert_eq!(
            RevisionId::of(&first),
            RevisionId::of(&article(&["The council  met.", "It voted."]))
        );
        assert_ne!(
            RevisionId::of(&first),
            RevisionId::of(&article(&["The council met.", "It voted"]))
        );
        assert_ne!(
            RevisionId::of(&first),
            RevisionId::of(&article(&["The council met. It voted."]))
        );
    }

    #[test]
    fn what_was_told_to_machines_does_not_count() {
        let first = article(&["The council met."]);
        let mut second = first.clone();
        second.metadata.tags = vec!["Bridges".to_owned()];
        second.metadata.is_accessible_for_free = Some(false);
        second.metadata.findings = vec![Finding {
            field: MetadataField::Headline,
            value: "Council meets".to_owned(),
            source: MetadataSource::OpenGraph,
            is_chosen: false,
        }];
        assert_eq!(RevisionId::of(&first), RevisionId::of(&second));
    }

    #[test]
    fn links_and_dates_do_not_count() {
        let first = article(&["The council met."]);
        let mut second = first.clone();
        second.metadata.date_modified = "2026-01-02".parse().ok();
        second.metadata.image = url::Url::parse("https://img.example/1.jpg").ok();
        assert_eq!(RevisionId::of(&first), RevisionId::of(&second));
    }

    /// Stored ids depend on the recipe: a change of it must change `FORMAT` and migrate.
    #[test]
    fn the_recipe_is_stable() {
        let id = RevisionId::of(&article(&["The council met."]));
        assert_eq!(id.as_str(), "320e993f37dcc58e08f09954ec32eafe1f75ce3b9091efb6366e0265687885be");
    }

    #[test]
    fn an_id_is_hexadecimal() {
        assert!("abc".parse::<RevisionId>().is_err());
        assert!("A".repeat(64).parse::<RevisionId>().is_err());
        assert!("a".repeat(64).parse::<RevisionId>().is_ok());
    }
}
