//! The sample article: three versions of one made-up story, for a first look without network.

use crate::{
    Error, ErrorCode, Library, Reading, Result,
    importing::{Captured, record},
    library::reading,
    page::LoadedPage,
};
use chrono::{DateTime, TimeZone, Utc};
use palimpsest_article::{HttpFacts, RevisionId};
use palimpsest_extract::{Extraction, Page};
use palimpsest_store::Reader;

/// The address under which the sample is found again. No page on the web can have it.
const ADDRESS: &str = "palimpsest:sample";

/// The versions and when a reader in the story would have seen each: month, day, hour, minute.
const VERSIONS: [(&str, [u32; 4]); 3] = [
    (include_str!("../sample/1.html"), [3, 3, 8, 0]),
    (include_str!("../sample/2.html"), [3, 3, 12, 30]),
    (include_str!("../sample/3.html"), [3, 4, 9, 30]),
];

impl Library {
    /// Puts the sample article into the library, unless it is there, and opens it.
    pub fn add_sample(&self) -> Result<Reading> {
        let versions = VERSIONS.map(|(html, taken_at)| (extracted(html), taken_at, html));
        self.store().write(|writer| {
            if let Some(reading) = opened(writer)? {
                return Ok(reading);
            }
            for (extraction, taken_at, html) in &versions {
                let page = LoadedPage {
                    bytes: html.as_bytes().to_vec(),
                    url: None,
                    file: None,
                    http: HttpFacts::default(),
                };
                let revision = RevisionId::of(&extraction.article);
                let captured = Captured { page: &page, extraction, revision: &revision };
                record(writer, &captured, &[ADDRESS.to_owned()], time(*taken_at))?;
            }
            opened(writer)?.ok_or_else(|| {
                Error::new(ErrorCode::LibraryFailed, "the sample article could not be stored")
            })
        })
    }
}

fn opened(reader: &Reader) -> Result<Option<Reading>> {
    let entry = reader.entry_by_address(ADDRESS)?;
    entry.map(|entry| reading(reader, entry, None)).transpose()
}

fn extracted(html: &str) -> Extraction {
    palimpsest_extract::extract(&Page {
        bytes: html.as_bytes(),
        url: None,
        content_type: None,
        file_name: None,
        captured_at: None,
    })
}

fn time([month, day, hour, minute]: [u32; 4]) -> DateTime<Utc> {
    // The times above are all real ones; the fallback is unreachable and harmless.
    Utc.with_ymd_and_hms(2026, month, day, hour, minute, 0).single().unwrap_or_default()
}
