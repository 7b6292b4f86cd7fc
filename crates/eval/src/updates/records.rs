//! The labelled notes of a corpus: one JSON object a line, and the pages they stand on. It must not
//! know what is measured.

use crate::pack::{Result, cannot_read};
use chrono::DateTime;
use flate2::read::MultiGzDecoder;
use palimpsest_article::UpdateNoteKind;
use serde::Deserialize;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What a record is an example of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A note with a body.
    Note,
    /// A mere "updated at".
    Dateline,
    /// Words that only look like a note.
    None,
}

/// One labelled note, dateline or look-alike.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// Its name.
    pub id: String,
    /// What the page is written in.
    pub lang: String,
    /// The page's address.
    #[serde(default)]
    pub url: Option<String>,
    /// The page's own date, if known.
    #[serde(default)]
    pub published: Option<String>,
    /// What it is an example of.
    pub form: Form,
    /// What it announces.
    pub kind: String,
    /// The words as they stand on the page.
    #[serde(alias = "note", alias = "text")]
    pub words: String,
    /// What the timestamp means: a day, or a clock time with an offset.
    #[serde(default)]
    pub timestamp_iso: Option<String>,
    /// `month`, `day`, `hour`, `minute` or `second`.
    #[serde(default)]
    pub precision: Option<String>,
    /// How the zone was decided; `explicit` where it is written.
    #[serde(default)]
    pub tz_basis: Option<String>,
    /// The page's file, from the corpus's folder.
    #[serde(default)]
    pub page_file: Option<String>,
}

impl Record {
    /// Tells whether the year of its timestamp is among its words.
    pub fn has_year(&self) -> bool {
        let year = self.timestamp_iso.as_deref().and_then(|written| written.get(..4));
        let ends = |year: &str| {
            ["/", "."].iter().any(|mark| self.words.contains(&format!("{mark}{}", &year[2..])))
        };
        year.is_some_and(|year| self.words.contains(year) || ends(year))
    }

    /// Returns the kinds that are right for it.
    pub fn kinds(&self) -> &'static [UpdateNoteKind] {
        match self.kind.as_str() {
            "update" => &[UpdateNoteKind::Update],
            "correction" => &[UpdateNoteKind::Correction],
            "clarification" => &[UpdateNoteKind::Clarification],
            "editors-note" => &[UpdateNoteKind::EditorsNote],
            "retraction" => &[UpdateNoteKind::Retraction],
            _ => &[],
        }
    }
}

/// All records of a corpus.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The records, in file order.
    pub records: Vec<Record>,
    folder: PathBuf,
}

impl Corpus {
    /// Reads `dev.jsonl` of a folder, or each of its `.jsonl` files where it has no such one.
    pub fn read(folder: &Path) -> Result<Corpus> {
        let usual = folder.join("dev.jsonl");
        let mut files = vec![usual.clone()];
        if !usual.is_file() {
            let entries = fs::read_dir(folder).map_err(|error| cannot_read(folder, &error))?;
            let is_records = |path: &PathBuf| path.extension().is_some_and(|end| end == "jsonl");
            files =
                entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_records).collect();
            files.sort();
        }
        if files.is_empty() {
            return Err(format!("cannot read '{}': no '.jsonl' file in it", folder.display()));
        }
        let mut records = Vec::new();
        for path in files {
            let lines = fs::read_to_string(&path).map_err(|error| cannot_read(&path, &error))?;
            for (index, line) in lines.split('\n').enumerate() {
                if line.trim().is_empty() {
                    continue;
                }
                records.push(serde_json::from_str(line).map_err(|error| {
                    format!("cannot read '{}', line {}: {error}", path.display(), index + 1)
                })?);
            }
        }
        Ok(Corpus { records, folder: folder.to_owned() })
    }

    /// Reads the bytes of a page, unpacked where it is packed.
    pub fn read_page(&self, file: &str) -> Result<Vec<u8>> {
        let path = self.folder.join(file);
        let unreadable = |error: io::Error| cannot_read(&path, &error);
        let packed = fs::read(&path).map_err(unreadable)?;
        if !packed.starts_with(&[0x1f, 0x8b]) {
            return Ok(packed);
        }
        let mut bytes = Vec::new();
        MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).map_err(unreadable)?;
        Ok(bytes)
    }
}

/// Returns the offset of a clock time such as `2021-01-09T21:40-05:00`, in seconds east.
pub fn offset_of(written: &str) -> Option<i32> {
    let with_seconds = match written.len() {
        22 => format!("{}:00{}", &written[..16], &written[16..]),
        _ => written.to_owned(),
    };
    let instant = DateTime::parse_from_rfc3339(&with_seconds).ok()?;
    Some(instant.offset().local_minus_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_with_and_without_seconds() {
        assert_eq!(offset_of("2021-01-09T21:40-05:00"), Some(-18_000));
        assert_eq!(offset_of("2021-01-09T21:40:10+05:30"), Some(19_800));
        assert_eq!(offset_of("2021-01-09"), None);
    }

    #[test]
    fn a_malformed_line_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("dev.jsonl"), "{\"id\":\n").unwrap();
        let error = Corpus::read(folder.path()).unwrap_err();
        assert!(error.contains("dev.jsonl', line 1: EOF"), "{error}");
    }
}
