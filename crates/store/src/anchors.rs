//! Anchors: where each highlight is in each revision, as found elsewhere.

use crate::columns::{parsed, span, unreadable};
use palimpsest_article::{AnchorStatus, EntryId, HighlightId, RevisionId};
use rusqlite::{Connection, Result, Row};

pub(crate) fn set(
    connection: &Connection,
    highlight: HighlightId,
    revision: &RevisionId,
    status: &AnchorStatus,
) -> Result<()> {
    let (name, score) = match status {
        AnchorStatus::Exact { .. } => ("exact", None),
        AnchorStatus::Moved { .. } => ("moved", None),
        AnchorStatus::Reworded { score, .. } => ("reworded", Some(*score)),
        AnchorStatus::Orphan => ("orphan", None),
    };
    let span = status.span();
    connection
        .prepare_cached(
            "INSERT INTO anchors (revision, highlight, status, start, \"end\", score)
             VALUES ((SELECT key FROM revisions WHERE id = ?2
                          AND entry = (SELECT entry FROM highlights WHERE id = ?1)),
                 ?1, ?3, ?4, ?5, ?6)
             ON CONFLICT (revision, highlight) DO UPDATE SET
                 status = excluded.status, start = excluded.start, \"end\" = excluded.\"end\",
                 score = excluded.score",
        )?
        .execute((
            highlight.0,
            revision.as_str(),
            name,
            span.map(|span| span.start),
            span.map(|span| span.end),
            score,
        ))?;
    Ok(())
}

/// Returns the revisions in which a highlight's place was recorded.
pub(crate) fn of_highlight(connection: &Connection, id: HighlightId) -> Result<Vec<RevisionId>> {
    connection
        .prepare_cached(
            "SELECT id FROM anchors JOIN revisions ON revisions.key = anchors.revision
             WHERE highlight = ?1 ORDER BY number",
        )?
        .query_map([id.0], |row| parsed(row, "id", RevisionId::try_from))?
        .collect()
}

/// Returns the anchors of highlights that are not deleted.
pub(crate) fn of_revision(
    connection: &Connection,
    entry: EntryId,
    revision: &RevisionId,
) -> Result<Vec<(HighlightId, AnchorStatus)>> {
    connection
        .prepare_cached(
            "SELECT highlight, status, anchors.start, anchors.\"end\", score
             FROM anchors JOIN highlights ON highlights.id = highlight
             WHERE anchors.revision = (SELECT key FROM revisions WHERE entry = ?1 AND id = ?2)
                 AND deleted_at IS NULL
             ORDER BY highlight",
        )?
        .query_map((entry.0, revision.as_str()), |row| {
            Ok((HighlightId(row.get("highlight")?), status(row)?))
        })?
        .collect()
}

fn status(row: &Row<'_>) -> Result<AnchorStatus> {
    let name: String = row.get("status")?;
    match name.as_str() {
        "exact" => Ok(AnchorStatus::Exact { span: span(row)? }),
        "moved" => Ok(AnchorStatus::Moved { span: span(row)? }),
        "reworded" => Ok(AnchorStatus::Reworded { span: span(row)?, score: row.get("score")? }),
        "orphan" => Ok(AnchorStatus::Orphan),
        _ => Err(unreadable("anchor", format!("unknown status '{name}'"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StoreError,
        fixture::{change, library, mark, revise},
    };
    use palimpsest_article::Span;

    #[test]
    fn an_anchor_comes_back_and_the_last_one_counts() {
        let mut library = library();
        let (entry, first) = library.entry("one");
        let (second, id) = library
            .write(|writer| Ok((revise(writer, entry, "two")?, mark(writer, entry, &first, "a")?)));
        let span = Span::new(3, 9);
        for status in [
            AnchorStatus::Exact { span },
            AnchorStatus::Orphan,
            AnchorStatus::Reworded { span, score: 0.1 },
            AnchorStatus::Moved { span: Span::new(0, 0) },
        ] {
            library.write(|writer| writer.set_anchor(id, &second, &status));
            assert_eq!(library.store.anchors(entry, &second).unwrap(), [(id, status)]);
            assert_eq!(library.store.anchors(entry, &first).unwrap(), []);
        }
    }

    #[test]
    fn anchors_of_deleted_highlights_are_out_of_sight_and_kept() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (first, second) = library.write(|writer| {
            let first = mark(writer, entry, &revision, "a")?;
            let second = mark(writer, entry, &revision, "b")?;
            for id in [second, first] {
                writer.set_anchor(id, &revision, &AnchorStatus::Orphan)?;
            }
            Ok((first, second))
        });
        let orphan = AnchorStatus::Orphan;
        library.write(|writer| change(writer, first, 9, |state| state.is_deleted = true));
        assert_eq!(library.store.anchors(entry, &revision).unwrap(), [(second, orphan)]);
        assert_eq!(
            library.store.anchored_revisions(first).unwrap(),
            std::slice::from_ref(&revision)
        );
        library.write(|writer| change(writer, first, 10, |state| state.is_deleted = false));
        assert_eq!(
            library.store.anchors(entry, &revision).unwrap(),
            [(first, orphan), (second, orphan)]
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let mut library = library();
        let (entry, revision) = library.entry("one");
        let (_, elsewhere) = library.entry("two");
        let id = library.write(|writer| mark(writer, entry, &revision, "a"));
        let span = Span::new(0, 1);
        for (highlight, revision, status) in [
            (id, &elsewhere, AnchorStatus::Orphan),
            (HighlightId(9), &revision, AnchorStatus::Orphan),
            (id, &revision, AnchorStatus::Reworded { span, score: f32::NAN }),
            (id, &revision, AnchorStatus::Exact { span: Span { start: 2, end: 1 } }),
        ] {
            let refused =
                library.store.write(|writer| writer.set_anchor(highlight, revision, &status));
            assert!(matches!(refused, Err(StoreError::Refused { .. })), "{status:?}");
        }
    }
}
