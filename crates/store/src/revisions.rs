//! Revisions: the distinct contents of an entry, in the order they were first seen. Append-only.
//!
//! Whether a content is new is decided elsewhere.

use crate::{
    blobs,
    columns::{parsed, time, unreadable, unwritable, written},
};
use chrono::{DateTime, Utc};
use palimpsest_article::{Article, EntryId, Revision, RevisionId, RevisionSummary, Warning};
use rusqlite::{Connection, OptionalExtension, Result, Row};

/// What is to be stored of a revision.
pub(crate) struct NewRevision<'a> {
    pub entry: EntryId,
    pub id: &'a RevisionId,
    pub article: &'a Article,
    pub warnings: &'a [Warning],
    pub engine: &'a str,
    pub first_seen: DateTime<Utc>,
}

pub(crate) fn add(connection: &Connection, new: &NewRevision<'_>) -> Result<()> {
    let json = serde_json::to_vec(new.article).map_err(unwritable)?;
    // What is stored never changes, so what could not be read back must not be stored: JSON has no
    // word for a number that is not one.
    serde_json::from_slice::<Article>(&json)
        .map_err(|error| unwritable(format!("the article cannot be read back: {error}")))?;
    let warnings = serde_json::to_string(new.warnings).map_err(unwritable)?;
    let metadata = &new.article.metadata;
    let key = connection
        .prepare_cached(
            "INSERT INTO revisions (entry, id, number, first_seen, headline, publisher, language,
                 date_published)
             VALUES (?1, ?2,
                 (SELECT coalesce(max(number), 0) + 1 FROM revisions WHERE entry = ?1),
                 ?3, ?4, ?5, ?6, ?7)",
        )?
        .insert((
            new.entry.0,
            new.id.as_str(),
            written(new.first_seen),
            &metadata.headline,
            &metadata.publisher,
            &new.article.language.code,
            metadata.date_published.map(|moment| moment.to_string()),
        ))?;
    connection
        .prepare_cached(
            "INSERT INTO articles (revision, engine, warnings, size, article)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((key, new.engine, warnings, json.len(), blobs::pack(&json)?))?;
    Ok(())
}

pub(crate) fn by_id(
    connection: &Connection,
    entry: EntryId,
    id: &RevisionId,
) -> Result<Option<Revision>> {
    connection
        .prepare_cached(
            "SELECT entry, id, number, first_seen, warnings, size, article
             FROM revisions JOIN articles ON articles.revision = key
             WHERE entry = ?1 AND id = ?2",
        )?
        .query_row((entry.0, id.as_str()), revision)
        .optional()
}

fn revision(row: &Row<'_>) -> Result<Revision> {
    let packed = row.get_ref("article")?.as_blob()?;
    let json = blobs::unpack(packed, row.get("size")?)?;
    Ok(Revision {
        id: parsed(row, "id", RevisionId::try_from)?,
        entry: EntryId(row.get("entry")?),
        number: row.get("number")?,
        first_seen: time(row, "first_seen")?,
        article: serde_json::from_slice(&json).map_err(|error| unreadable("article", error))?,
        warnings: parsed(row, "warnings", |text| serde_json::from_str(&text))?,
    })
}

pub(crate) fn exists(connection: &Connection, entry: EntryId, id: &RevisionId) -> Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM revisions WHERE entry = ?1 AND id = ?2")?
        .exists((entry.0, id.as_str()))
}

pub(crate) fn all(connection: &Connection, entry: EntryId) -> Result<Vec<RevisionSummary>> {
    connection
        .prepare_cached(
            "SELECT id, number, first_seen,
                 (SELECT count(*) FROM captures WHERE revision = key) AS captures
             FROM revisions WHERE entry = ?1 ORDER BY number",
        )?
        .query_map([entry.0], |row| {
            Ok(RevisionSummary {
                id: parsed(row, "id", RevisionId::try_from)?,
                number: row.get("number")?,
                first_seen: time(row, "first_seen")?,
                captures: row.get("captures")?,
            })
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{AWKWARD, Library, article, at, capture, library, revise, rows},
    };
    use palimpsest_article::{
        Block, BlockKind, Cue, DateRole, DateSource, Finding, Image, Inference, Language, Mark,
        MarkKind, Metadata, MetadataField, MetadataSource, PageDate, Placement, Precision,
        Quotation, QuotationKind, Span, Speaker, SpeakerBasis, Text, Timestamp, UpdateNote,
        UpdateNoteKind, WarningCode, ZoneBasis,
    };

    /// An article in which nothing is left empty, around one string.
    fn everything(words: &str) -> Article {
        let some = || Some(words.to_owned());
        let span = Span::new(0, words.chars().count());
        let language = Language { code: some(), confidence: 1.0 / 3.0, declared: some() };
        let moment = |written: &str| written.parse().ok();
        let address = |path: &str| format!("https://news.example/{path}?é=語").parse().ok();
        let block = |kind, level| Block {
            kind,
            span,
            level,
            ordinal: Some(u32::MAX),
            language: Some(language.clone()),
            marks: vec![
                Mark { kind: MarkKind::Link, span, href: address("link") },
                Mark { kind: MarkKind::Sup, span, href: None },
            ],
        };
        Article {
            metadata: Metadata {
                headline: words.to_owned(),
                alternative_headline: some(),
                standfirst: some(),
                authors: vec![words.to_owned(), "Renée O’Hara".to_owned()],
                publisher: some(),
                section: some(),
                tags: vec![words.to_owned()],
                is_accessible_for_free: Some(false),
                date_published: moment("2021-01-09"),
                date_modified: moment("2021-01-09T21:40:00"),
                dates: vec![PageDate {
                    value: "2021-01-09T21:40:00-05:00".parse().unwrap(),
                    role: DateRole::Updated,
                    source: DateSource::JsonLd,
                    confidence: 0.1,
                }],
                canonical_url: address("canonical"),
                image: address("image"),
                findings: vec![Finding {
                    field: MetadataField::IsAccessibleForFree,
                    value: words.to_owned(),
                    source: MetadataSource::TitleElement,
                    is_chosen: true,
                }],
            },
            language: language.clone(),
            text: Text::new(words),
            blocks: vec![block(BlockKind::Heading, 6), block(BlockKind::ListItem, 1)],
            images: vec![Image {
                source: "data:image/png;base64,AA==".parse().unwrap(),
                alternative_text: some(),
                at: span.end,
            }],
            quotations: vec![Quotation {
                kind: QuotationKind::Direct,
                span,
                pieces: vec![span, span],
                content: words.to_owned(),
                speaker: Some(Speaker {
                    name: words.to_owned(),
                    mention: Some(span),
                    basis: SpeakerBasis::Pronoun,
                }),
                cue: Some(Cue { span, verb: words.to_owned() }),
                confidence: 0.7,
                closed: true,
                repeats: None,
                in_headline: false,
            }],
            update_notes: vec![UpdateNote {
                kind: UpdateNoteKind::EditorsNote,
                label: some(),
                timestamp: Some(Timestamp {
                    written: words.to_owned(),
                    value: moment("2021-01-09T21:40:00-05:00"),
                    precision: Precision::Minute,
                    zone_basis: ZoneBasis::Page,
                    inferred: vec![Inference { what: words.to_owned(), because: words.to_owned() }],
                }),
                body: words.to_owned(),
                text: words.to_owned(),
                span,
                placement: Placement::Between,
                blocks: vec![block(BlockKind::Paragraph, 0)],
            }],
        }
    }

    fn store(library: &mut Library, article: &Article, warnings: &[Warning]) -> Revision {
        let id = RevisionId::of(article);
        let entry = library.write(|writer| {
            let entry = writer.add_entry(None, at(0))?;
            writer.add_revision(entry, &id, article, warnings, "test", at(5))?;
            Ok(entry)
        });
        library.again().revision(entry, &id).unwrap().unwrap()
    }

    #[test]
    fn an_article_comes_back_as_it_was() {
        let mut library = library();
        let long = "語 é 👩\u{200d}🚀\0".repeat(20_000);
        for words in AWKWARD.into_iter().chain([long.as_str()]) {
            let article = everything(words);
            let message = words.to_owned();
            let warnings = [Warning { code: WarningCode::DeepNesting, message }];
            let revision = store(&mut library, &article, &warnings);
            assert!(revision.article == article, "{words:?}");
            assert_eq!(RevisionId::of(&revision.article), revision.id);
            assert_eq!(revision.warnings, warnings);
            assert_eq!((revision.number, revision.first_seen), (1, at(5)));
            let listed = library.store.entry(revision.entry).unwrap().unwrap();
            assert_eq!(listed.headline, words);
            assert_eq!(listed.publisher.as_deref(), Some(words));
            assert_eq!(listed.date_published, article.metadata.date_published);
        }
    }

    #[test]
    fn every_confidence_comes_back_to_the_last_bit() {
        let mut library = library();
        let mut bits = 1_u32;
        for _ in 0..50 {
            bits = bits.wrapping_mul(2_654_435_761).wrapping_add(12_345);
            // From 0 to 1, in every size of exponent.
            let confidence = f32::from_bits(bits % 0x3f80_0001);
            let mut article = article(&bits.to_string());
            article.language.confidence = confidence;
            let back = store(&mut library, &article, &[]).article.language.confidence;
            assert_eq!(back.to_bits(), confidence.to_bits());
        }
    }

    #[test]
    fn what_could_not_be_read_back_is_refused() {
        let mut library = library();
        let mut article = article("words");
        article.language.confidence = f32::NAN;
        let id = RevisionId::of(&article);
        let (entry, _) = library.entry("other words");
        let refused = library
            .store
            .write(|writer| writer.add_revision(entry, &id, &article, &[], "test", at(5)));
        assert!(matches!(refused, Err(StoreError::Refused { .. })), "{refused:?}");
        assert!(!library.store.has_revision(entry, &id).unwrap());
    }

    #[test]
    fn revisions_are_numbered_as_they_come() {
        let mut library = library();
        let (entry, first) = library.entry("one");
        let (other, _) = library.entry("of another entry");
        let (second, third) = library.write(|writer| {
            let second = revise(writer, entry, "two")?;
            let third = revise(writer, entry, "three")?;
            capture(writer, entry, &first, b"one again")?;
            Ok((second, third))
        });
        let revisions = library.store.revisions(entry).unwrap();
        let listed: Vec<_> = revisions.iter().map(|it| (&it.id, it.number, it.captures)).collect();
        assert_eq!(listed, [(&first, 1, 2), (&second, 2, 1), (&third, 3, 1)]);
        assert_eq!(revisions[0].first_seen, at(1));
        assert!(library.store.has_revision(entry, &second).unwrap());
        assert!(!library.store.has_revision(other, &second).unwrap());
        assert_eq!(library.store.revision(other, &second).unwrap(), None);
    }

    #[test]
    fn a_revision_is_stored_once_per_entry() {
        let mut library = library();
        let (entry, _) = library.entry("one");
        let again = library.store.write(|writer| revise(writer, entry, "one"));
        assert!(matches!(again, Err(StoreError::Refused { .. })));
        let (_, _) = library.entry("one");
        assert_eq!(rows(&library.store, "revisions"), 2);
    }

    #[test]
    fn a_damaged_article_is_told() {
        let mut library = library();
        let (entry, id) = library.entry("one");
        let bare = library.bare();
        bare.execute_batch("DROP TRIGGER articles_stay_as_they_are").unwrap();
        for damage in ["article = zeroblob(30)", "size = size + 1", "warnings = '7'"] {
            bare.execute(&format!("UPDATE articles SET {damage}"), []).unwrap();
            let error = library.store.revision(entry, &id).unwrap_err();
            assert!(matches!(error, StoreError::Damaged { .. }), "{damage}: {error}");
        }
    }
}
