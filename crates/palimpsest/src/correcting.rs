//! Correcting: the quotations of a revision as the reader has put them right.
//!
//! A correction is a passage and what it is; like a highlight it is looked for in every revision.
//! What the engine read stays stored as it was.

use crate::{
    Error, ErrorCode, Library, Result,
    highlighting::{MAX_NAME_BYTES, existing_article, passage},
};
use palimpsest_article::{
    Article, CorrectionId, EntryId, Quotation, QuotationCorrection, QuotationKind, ReadQuotation,
    RevisionId, Span, Speaker, SpeakerBasis, Text, Verdict,
};
use palimpsest_store::Reader;
use serde::{Deserialize, Serialize};

/// A correction to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct NewCorrection {
    /// The entry.
    pub entry: EntryId,
    /// The revision the reader was looking at.
    pub revision: RevisionId,
    /// The passage: from the first quoted character to the last.
    pub span: Span,
    /// What it is.
    pub verdict: Verdict,
}

/// A correction speaks of a quotation where they have this much in common.
const MEANT: f64 = 0.5;

impl Library {
    /// Puts a quotation right: another kind, speaker or extent, several made one, or none at all.
    /// Returns the quotations of the revision as they stand then.
    pub fn correct_quotation(&self, new: &NewCorrection) -> Result<Vec<ReadQuotation>> {
        if let Verdict::Quotation { speaker: Some(speaker), .. } = &new.verdict
            && speaker.len() > MAX_NAME_BYTES
        {
            return Err(Error::new(ErrorCode::TooLarge, "the speaker's name is too long"));
        }
        let now = self.environment.now();
        self.store().write(|writer| {
            let article = existing_article(writer, new.entry, &new.revision)?;
            let (_, target) = passage(&article.text, new.span, "correct")?;
            let verdict = cleaned(&new.verdict);
            writer.add_correction(&palimpsest_store::NewCorrection {
                entry: new.entry,
                revision: &new.revision,
                target: &target,
                verdict: &verdict,
                created_at: now,
            })?;
            Ok(quotations(writer, new.entry, &new.revision, &article)?.all)
        })
    }

    /// Takes a correction back. Returns the quotations of the revision as they stand then.
    pub fn take_correction_back(
        &self,
        entry: EntryId,
        revision: &RevisionId,
        id: CorrectionId,
    ) -> Result<Vec<ReadQuotation>> {
        let now = self.environment.now();
        self.store().write(|writer| {
            let article = existing_article(writer, entry, revision)?;
            if !writer.corrections(entry)?.iter().any(|correction| correction.id == id) {
                let message = format!("entry '{}' has no correction '{}'", entry.0, id.0);
                return Err(Error::new(ErrorCode::NotFound, message));
            }
            writer.take_correction_back(entry, id, now)?;
            Ok(quotations(writer, entry, revision, &article)?.all)
        })
    }
}

/// The quotations of a revision, and how many corrections have no place in it.
pub(crate) struct Quotations {
    pub all: Vec<ReadQuotation>,
    pub lost_corrections: usize,
}

/// Returns the quotations of a revision as the reader has put them right, in text order.
pub(crate) fn quotations(
    reader: &Reader,
    entry: EntryId,
    revision: &RevisionId,
    article: &Article,
) -> Result<Quotations> {
    let corrections = reader.corrections(entry)?;
    let targets = corrections.iter().map(|correction| &correction.target);
    let found = palimpsest_anchor::locate_all(targets, &article.text);
    let placed = corrections.iter().zip(found).filter_map(|(correction, anchor)| {
        // Where it was made, its place is known.
        let own = (correction.revision == *revision)
            .then(|| Span::new(correction.target.position.start, correction.target.position.end));
        Some((correction, own.or(anchor.span())?))
    });
    let placed: Vec<(&QuotationCorrection, Span)> = placed.collect();
    let lost = corrections.len() - placed.len();
    Ok(Quotations { all: corrected(article, placed.into_iter()), lost_corrections: lost })
}

/// A name of nothing but spaces is no name.
fn cleaned(verdict: &Verdict) -> Verdict {
    match verdict {
        Verdict::Quotation { kind, speaker } => {
            let speaker = speaker.as_deref().map(str::trim).filter(|name| !name.is_empty());
            Verdict::Quotation { kind: *kind, speaker: speaker.map(str::to_owned) }
        }
        Verdict::NoQuotation => Verdict::NoQuotation,
    }
}

fn corrected<'a>(
    article: &Article,
    corrections: impl Iterator<Item = (&'a QuotationCorrection, Span)>,
) -> Vec<ReadQuotation> {
    let as_read = |quotation: &Quotation| ReadQuotation {
        quotation: quotation.clone(),
        correction: None,
        is_rejected: false,
    };
    let mut quotations: Vec<ReadQuotation> = article.quotations.iter().map(as_read).collect();
    for (correction, span) in corrections {
        match &correction.verdict {
            // That the whole of it is none; what is merely a part of another is not spoken of.
            Verdict::NoQuotation => {
                let is_meant = |read: &&mut ReadQuotation| {
                    covers(span, read.quotation.span, read.quotation.span.len())
                };
                for read in quotations.iter_mut().filter(is_meant) {
                    (read.is_rejected, read.correction) = (true, Some(correction.id));
                }
            }
            Verdict::Quotation { kind, speaker } => {
                let is_meant = |read: &ReadQuotation| {
                    let own = read.quotation.span;
                    covers(span, own, own.len().min(span.len()))
                };
                let (meant, others) = quotations.into_iter().partition(is_meant);
                quotations = others;
                let meant: Vec<ReadQuotation> = meant;
                let mut quotation = match meant.as_slice() {
                    [one] if one.quotation.span == span => one.quotation.clone(),
                    _ => joined(&article.text, span, &meant),
                };
                quotation.kind = *kind;
                quotation.confidence = 1.0;
                if quotation.speaker.as_ref().map(|it| &it.name) != speaker.as_ref() {
                    quotation.speaker = speaker.clone().map(|name| Speaker {
                        name,
                        mention: None,
                        basis: SpeakerBasis::Reader,
                    });
                }
                let correction = Some(correction.id);
                quotations.push(ReadQuotation { quotation, correction, is_rejected: false });
            }
        }
    }
    quotations.sort_by_key(|read| read.quotation.span);
    quotations
}

/// One quotation of a passage in place of those that it lies over: what stands between their pieces, as
/// an attribution does, stays outside of the quoted words.
fn joined(text: &Text, span: Span, meant: &[ReadQuotation]) -> Quotation {
    let quotations = || meant.iter().map(|read| &read.quotation);
    let mut pieces: Vec<Span> = quotations()
        .flat_map(|quotation| quotation.pieces.iter())
        .map(|piece| Span { start: piece.start.max(span.start), end: piece.end.min(span.end) })
        .filter(|piece| piece.start < piece.end)
        .collect();
    pieces.sort();
    if let Some(first) = pieces.first_mut() {
        first.start = span.start;
    }
    match pieces.last_mut() {
        Some(last) => last.end = span.end,
        None => pieces.push(span),
    }
    let words: Vec<&str> = pieces.iter().filter_map(|&piece| text.get(piece)).collect();
    Quotation {
        kind: QuotationKind::Direct,
        span,
        content: words.join(" "),
        pieces,
        speaker: quotations().find_map(|quotation| quotation.speaker.clone()),
        cue: quotations().find_map(|quotation| quotation.cue.clone()),
        confidence: 1.0,
        closed: true,
        repeats: None,
        in_headline: quotations().any(|quotation| quotation.in_headline),
    }
}

/// Tells whether a passage and a quotation share enough of so many characters.
fn covers(passage: Span, quotation: Span, characters: usize) -> bool {
    let start = passage.start.max(quotation.start);
    let shared = passage.end.min(quotation.end).saturating_sub(start);
    shared > 0 && shared as f64 >= MEANT * characters as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest_article::{Target, TextPositionSelector, TextQuoteSelector};

    const TEXT: &str = "“We waited,” Lind said, “and nobody came.” The so-called “experts” left.";

    fn article() -> Article {
        let text = Text::new(TEXT.to_owned());
        let quotation = |words: &str, kind, speaker: Option<&str>| {
            let span = text.find(words);
            let name = speaker.map(str::to_owned);
            let speaker =
                name.map(|name| Speaker { name, mention: None, basis: SpeakerBasis::CueVerb });
            Quotation { kind, speaker, ..joined(&text, span, &[]) }
        };
        let quotations = vec![
            quotation("We waited,", QuotationKind::Direct, Some("Lind")),
            quotation("and nobody came.", QuotationKind::Direct, None),
            quotation("experts", QuotationKind::Scare, None),
        ];
        Article { text, quotations, ..Article::default() }
    }

    trait Find {
        fn find(&self, words: &str) -> Span;
    }

    impl Find for Text {
        fn find(&self, words: &str) -> Span {
            let at = self.as_str().find(words).unwrap();
            self.span_of_bytes(at..at + words.len())
        }
    }

    fn says(id: i64, words: &str, verdict: Verdict) -> (QuotationCorrection, Span) {
        let quote = TextQuoteSelector {
            exact: String::new(),
            prefix: String::new(),
            suffix: String::new(),
        };
        let correction = QuotationCorrection {
            id: CorrectionId(id),
            entry: EntryId(1),
            revision: RevisionId::of(&Article::default()),
            target: Target { quote, position: TextPositionSelector { start: 0, end: 0 } },
            verdict,
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        (correction, Text::new(TEXT.to_owned()).find(words))
    }

    fn direct(speaker: &str) -> Verdict {
        let speaker = Some(speaker.to_owned());
        Verdict::Quotation { kind: QuotationKind::Direct, speaker }
    }

    fn shown(corrections: &[(QuotationCorrection, Span)]) -> Vec<String> {
        let placed = corrections.iter().map(|(correction, span)| (correction, *span));
        let say = |read: &ReadQuotation| {
            let name = read.quotation.speaker.as_ref().map_or("?", |speaker| &speaker.name);
            let rejected = if read.is_rejected { " (rejected)" } else { "" };
            format!("{:?} {} — {name}{rejected}", read.quotation.kind, read.quotation.content)
        };
        corrected(&article(), placed).iter().map(say).collect()
    }

    #[test]
    fn a_speaker_and_a_kind_are_put_right() {
        let text = shown(&[
            says(1, "and nobody came.", direct("Ann Lind")),
            says(2, "experts", direct("Ann")),
        ]);
        assert_eq!(
            text,
            [
                "Direct We waited, — Lind",
                "Direct and nobody came. — Ann Lind",
                "Direct experts — Ann"
            ]
        );
    }

    #[test]
    fn two_are_made_one_and_one_is_none() {
        let whole = "We waited,” Lind said, “and nobody came.";
        let text =
            shown(&[says(1, whole, direct("Lind")), says(2, "experts", Verdict::NoQuotation)]);
        assert_eq!(
            text,
            ["Direct We waited, and nobody came. — Lind", "Scare experts — ? (rejected)"]
        );
    }

    #[test]
    fn another_extent_is_kept_to_the_letter() {
        for extent in ["nobody came", "and nobody came.” The"] {
            let text = shown(&[says(1, extent, direct("Lind"))]);
            assert_eq!(text[1], format!("Direct {extent} — Lind"));
        }
    }

    #[test]
    fn a_part_that_is_none_takes_not_the_whole_away() {
        let text = shown(&[says(1, "nobody", Verdict::NoQuotation)]);
        assert_eq!(text[1], "Direct and nobody came. — ?");
    }

    #[test]
    fn the_last_word_counts() {
        let text = shown(&[
            says(1, "experts", Verdict::NoQuotation),
            says(2, "experts", direct("Ann")),
            says(3, "We waited,", direct("Ann")),
            says(4, "We waited,", Verdict::NoQuotation),
        ]);
        assert_eq!(
            text,
            [
                "Direct We waited, — Ann (rejected)",
                "Direct and nobody came. — ?",
                "Direct experts — Ann"
            ]
        );
    }

    #[test]
    fn a_name_of_spaces_is_none() {
        assert_eq!(
            cleaned(&direct("  ")),
            Verdict::Quotation { kind: QuotationKind::Direct, speaker: None }
        );
        assert_eq!(cleaned(&direct(" Ann ")), direct("Ann"));
    }
}
