//! Readwise: the CSV that it exports, a highlight a row.
//!
//! Its columns are told by their names in the first row. What a cell says is taken as it is, also where it
//! begins like a formula of a spreadsheet.

use crate::{Annotation, annotation::derived_iri};
use chrono::{DateTime, NaiveDateTime, Utc};
use palimpsest_article::Colour;
use serde_json::{Map, Value, json};

/// Columns that hold the address of the article, in the order in which they are believed.
const ADDRESSES: [&str; 6] =
    ["source url", "article url", "url", "document url", "source", "highlight url"];

/// Tells whether a document is of this kind: its first line names the column of the highlights.
pub(crate) fn is_readwise(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let names =
        csv::ReaderBuilder::new().has_headers(false).from_reader(first).into_records().next();
    let Some(Ok(names)) = names else { return false };
    names.iter().any(|name| folded(name) == "highlight")
}

/// Reads each row; the reason where one is none. An error where the file is no such CSV.
pub(crate) fn read_readwise(bytes: &[u8]) -> Result<Vec<Result<Annotation, String>>, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let names: Vec<String> = match reader.byte_headers() {
        Ok(names) => names.iter().map(|name| folded(&String::from_utf8_lossy(name))).collect(),
        Err(error) => return Err(error.to_string()),
    };
    if !names.iter().any(|name| name == "highlight") {
        return Err("its first line names no column 'Highlight'".to_owned());
    }
    let row = |record: csv::Result<csv::StringRecord>| match record {
        Ok(record) => annotation(&names, &record),
        Err(error) => Err(error.to_string()),
    };
    Ok(reader.into_records().map(row).collect())
}

fn annotation(names: &[String], record: &csv::StringRecord) -> Result<Annotation, String> {
    let cell = |wanted: &str| {
        let place = names.iter().position(|name| name == wanted)?;
        record.get(place).map(str::trim).filter(|cell| !cell.is_empty())
    };
    let exact = cell("highlight").ok_or("it has no words in the column 'Highlight'")?;
    let is_address = |cell: &&str| cell.starts_with("https://") || cell.starts_with("http://");
    let address = ADDRESSES.iter().find_map(|name| cell(name).filter(is_address));
    let title = cell("book title").or(cell("title")).unwrap_or_default();
    let book = cell("amazon book id").unwrap_or_default();
    let (place, when) = (cell("location").unwrap_or_default(), cell("highlighted at"));
    let parts = ["readwise", address.unwrap_or_default(), title, book, exact, place];
    let kept: Map<String, Value> = names
        .iter()
        .zip(record)
        .map(|(name, cell)| (name.clone(), Value::String(cell.to_owned())))
        .collect();
    let time = when.and_then(time);
    Ok(Annotation {
        iri: derived_iri(&[&parts, [when.unwrap_or_default()].as_slice()].concat()),
        address: address.map(str::to_owned),
        title: title.to_owned(),
        selectors: vec![json!({ "type": "TextQuoteSelector", "exact": exact })],
        source_date: None,
        colour: cell("color").and_then(colour),
        note: cell("note").unwrap_or_default().to_owned(),
        tags: cell("tags").into_iter().flat_map(tags).collect(),
        created: time,
        modified: time,
        kept: Value::Object(kept),
    })
}

fn tags(cell: &str) -> impl Iterator<Item = String> {
    cell.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty())
}

/// Returns our colour for one of theirs; pink, which we have not, is red.
fn colour(name: &str) -> Option<Colour> {
    match folded(name).as_str() {
        "pink" => Some(Colour::Red),
        name => name.parse().ok(),
    }
}

/// Reads a time: `2020-05-04 14:53:00`, also with a zone or as `May 4, 2020 02:53:00 PM`; UTC where none is
/// said.
fn time(written: &str) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(written) {
        return Some(time.to_utc());
    }
    if let Ok(time) = DateTime::parse_from_str(written, "%Y-%m-%d %H:%M:%S%.f%:z") {
        return Some(time.to_utc());
    }
    ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%B %d, %Y %I:%M:%S %p"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(written, form).ok())
        .map(|time| time.and_utc())
}

fn folded(name: &str) -> String {
    name.trim_start_matches('\u{feff}').trim().replace('_', " ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,\
Location,Highlighted at,Document tags,Source URL\r\n\
\"Two, and\nthree\",A story,Ada,,=1+1,pink,\"one, two\",order,3,2020-05-04 14:53:00+02:00,,https://n.example/1\r\n\
,A story,,,,,,,,,,\r\n\
Alone,Another\r\n";

    #[test]
    fn a_row_is_a_highlight() {
        assert!(is_readwise(FILE.as_bytes()));
        let read = read_readwise(FILE.as_bytes()).unwrap();
        let [Ok(one), Err(reason), Ok(other)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(one.selectors[0]["exact"], "Two, and\nthree");
        assert_eq!((one.note.as_str(), one.colour), ("=1+1", Some(Colour::Red)));
        assert_eq!(one.tags, ["one", "two"]);
        assert_eq!(one.created.unwrap().to_rfc3339(), "2020-05-04T12:53:00+00:00");
        assert_eq!(one.address.as_deref(), Some("https://n.example/1"));
        assert_eq!(one.kept["book author"], "Ada");
        assert!(reason.contains("Highlight"), "{reason}");
        assert_eq!((other.address.as_ref(), other.title.as_str()), (None, "Another"));
        assert_ne!(one.iri, other.iri);
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        for written in ["2020-05-04 14:53:00", "2020-05-04T14:53:00Z", "May 4, 2020 02:53:00 PM"] {
            assert_eq!(
                time(written).unwrap().to_rfc3339(),
                "2020-05-04T14:53:00+00:00",
                "{written}"
            );
        }
        assert_eq!(time("yesterday"), None);
    }
}
