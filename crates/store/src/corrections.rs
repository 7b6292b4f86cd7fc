//! Corrections: what the reader says of quotations. One taken back stays.

use crate::{
    columns::{parsed, time, unwritable, written},
    highlights,
};
use chrono::{DateTime, Utc};
use palimpsest_article::{
    CorrectionId, EntryId, QuotationCorrection, RevisionId, Target, TextPositionSelector,
    TextQuoteSelector, Verdict,
};
use rusqlite::{Connection, Result, Row};

/// What the reader says of a passage, to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewCorrection<'a> {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The revision it was made on; must be stored.
    pub revision: &'a RevisionId,
    /// The passage's address in that revision.
    pub target: &'a Target,
    /// What the passage is.
    pub verdict: &'a Verdict,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

pub(crate) fn of_entry(
    connection: &Connection,
    entry: EntryId,
) -> Result<Vec<QuotationCorrection>> {
    connection
        .prepare_cached(
            "SELECT corrections.id, corrections.entry, revisions.id AS revision, exact, prefix, suffix,
                 start, \"end\", verdict, created_at
             FROM corrections JOIN revisions ON key = revision
             WHERE corrections.entry = ?1 AND deleted_at IS NULL ORDER BY corrections.id",
        )?
        .query_map([entry.0], correction)?
        .collect()
}

fn correction(row: &Row<'_>) -> Result<QuotationCorrection> {
    Ok(QuotationCorrection {
        id: CorrectionId(row.get("id")?),
        entry: EntryId(row.get("entry")?),
        revision: parsed(row, "revision", RevisionId::try_from)?,
        target: Target {
            quote: TextQuoteSelector {
                exact: row.get("exact")?,
                prefix: row.get("prefix")?,
                suffix: row.get("suffix")?,
            },
            position: TextPositionSelector { start: row.get("start")?, end: row.get("end")? },
        },
        verdict: parsed(row, "verdict", |text| serde_json::from_str(&text))?,
        created_at: time(row, "created_at")?,
    })
}

pub(crate) fn add(connection: &Connection, new: &NewCorrection<'_>) -> Result<CorrectionId> {
    let Target { quote, position } = new.target;
    highlights::forget_speakers(connection, new.entry)?;
    connection
        .prepare_cached(
            "INSERT INTO corrections (entry, revision, exact, prefix, suffix, start, \"end\", verdict,
                 created_at)
             VALUES (?1, (SELECT key FROM revisions WHERE entry = ?1 AND id = ?2), ?3, ?4, ?5, ?6,
                 ?7, ?8, ?9)",
        )?
        .insert((
            new.entry.0,
            new.revision.as_str(),
            &quote.exact,
            &quote.prefix,
            &quote.suffix,
            position.start,
            position.end,
            serde_json::to_string(new.verdict).map_err(unwritable)?,
            written(new.created_at),
        ))
        .map(CorrectionId)
}

/// Takes a correction of an entry back; refused where the entry has none with this number.
pub(crate) fn take_back(
    connection: &Connection,
    entry: EntryId,
    id: CorrectionId,
    now: DateTime<Utc>,
) -> Result<()> {
    highlights::forget_speakers(connection, entry)?;
    let changed = connection
        .prepare_cached(
            "UPDATE corrections SET deleted_at = coalesce(deleted_at, ?3) WHERE id = ?1 AND entry = ?2",
        )?
        .execute((id.0, entry.0, written(now)))?;
    match changed {
        0 => Err(unwritable(format!("there is no correction '{}'", id.0))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{AWKWARD, at, library, rows, target},
    };
    use palimpsest_article::QuotationKind;

    #[test]
    fn a_correction_comes_back_as_it_was() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let mut expected = Vec::new();
        for words in AWKWARD {
            let speaker = Some(words.to_owned());
            let verdict = Verdict::Quotation { kind: QuotationKind::Partial, speaker };
            for verdict in [verdict, Verdict::NoQuotation] {
                let target = target(words);
                let id = library.write(|writer| {
                    writer.add_correction(&NewCorrection {
                        entry,
                        revision: &revision,
                        target: &target,
                        verdict: &verdict,
                        created_at: at(9),
                    })
                });
                let revision = revision.clone();
                let created_at = at(9);
                expected.push(QuotationCorrection {
                    id,
                    entry,
                    revision,
                    target,
                    verdict,
                    created_at,
                });
            }
        }
        assert_eq!(library.again().corrections(entry).unwrap(), expected);
    }

    #[test]
    fn one_taken_back_is_out_of_sight_and_kept() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (other, _) = library.entry("two");
        let new = NewCorrection {
            entry,
            revision: &revision,
            target: &target("a"),
            verdict: &Verdict::NoQuotation,
            created_at: at(3),
        };
        let id = library.write(|writer| writer.add_correction(&new));
        let foreign = library.store.write(|writer| writer.take_correction_back(other, id, at(4)));
        assert!(matches!(foreign, Err(StoreError::Refused { .. })));
        library.write(|writer| writer.take_correction_back(entry, id, at(4)));
        library.write(|writer| writer.take_correction_back(entry, id, at(5)));
        assert_eq!(library.store.corrections(entry).unwrap(), []);
        assert_eq!(rows(&library.store, "corrections"), 1);
        assert!(library.bare().execute("DELETE FROM corrections", []).is_err());
    }

    #[test]
    fn a_correction_is_made_on_a_revision_of_its_own_entry() {
        let mut library = library();
        let (entry, _) = library.entry("one");
        let (_, elsewhere) = library.entry("two");
        let new = NewCorrection {
            entry,
            revision: &elsewhere,
            target: &target("a"),
            verdict: &Verdict::NoQuotation,
            created_at: at(3),
        };
        let refused = library.store.write(|writer| writer.add_correction(&new));
        assert!(matches!(refused, Err(StoreError::Refused { .. })));
    }
}
