//! Bindings: the types that cross the wall to the window's page, as TypeScript, and the JSON Schema
//! of an article. Tests keep the generated files fresh; nothing here runs in the program.

use palimpsest_article as article;
use ts_rs::{Config, TS};

/// Returns the TypeScript declarations of every type the page sees, in one module.
pub fn typescript() -> String {
    let config = Config::default();
    let mut module = String::from(
        "// Every type that crosses the wall, generated from Rust, hence long. Do not edit: run\n\
         // `UPDATE_EXPECT=1 cargo test -p palimpsest-tests --test suite bindings`.\n",
    );
    macro_rules! declare {
        ($($type:ty),* $(,)?) => {$(
            if let Some(docs) = <$type>::docs() {
                module.push_str(&format!("\n{}", docs.trim_end()));
            }
            module.push_str(&format!("\nexport {}\n", <$type>::decl(&config)));
        )*};
    }
    declare!(
        article::Span,
        article::BlockKind,
        article::Block,
        article::MarkKind,
        article::Mark,
        article::Image,
        article::Language,
        article::Precision,
        article::ZoneBasis,
        article::Inference,
        article::Timestamp,
        article::DateRole,
        article::DateSource,
        article::PageDate,
        article::Finding,
        article::MetadataField,
        article::MetadataSource,
        article::Metadata,
        article::QuotationKind,
        article::SpeakerBasis,
        article::Speaker,
        article::Cue,
        article::Quotation,
        article::CorrectionId,
        article::Verdict,
        article::ReadQuotation,
        article::UpdateNoteKind,
        article::Placement,
        article::UpdateNote,
        article::Article,
        article::WarningCode,
        article::Warning,
        article::TextQuoteSelector,
        article::TextPositionSelector,
        article::Target,
        article::AnchorStatus,
        article::WordEditKind,
        article::WordEdit,
        article::Colour,
        article::ColourName,
        article::HighlightId,
        article::Origin,
        article::Highlight,
        article::PlacedHighlight,
        article::DeletedHighlight,
        article::ArticleNote,
        article::ActId,
        article::ActKind,
        article::Act,
        article::EntryId,
        article::Status,
        article::RevisionId,
        article::Sha256Hash,
        article::Entry,
        article::RevisionSummary,
        crate::ErrorCode,
        crate::Error,
        crate::Stage,
        crate::NewHighlight,
        crate::HighlightChange,
        crate::Annotations,
        crate::HighlightStatus,
        crate::HighlightFilter,
        crate::ListedHighlight,
        crate::Tally,
        crate::HighlightList,
        crate::ExportFormat,
        crate::Orphaned,
        crate::Waiting,
        crate::Refused,
        crate::ImportReport,
        crate::NewCorrection,
        crate::StoredImage,
        crate::Reading,
        crate::Reason,
        crate::Place,
        crate::PageBlock,
        crate::Extraction,
        crate::Explanation,
        crate::Explained,
        crate::Outcome,
        crate::Added,
        crate::Offered,
        crate::First,
        crate::Startup,
    );
    module
}

/// Returns the JSON Schema of what `palimpsest extract --format json` prints.
pub fn article_schema() -> String {
    let schema = schemars::schema_for!(crate::Extraction);
    // A schema is plain JSON: strings, numbers, maps with string keys. It cannot fail to print.
    let mut printed = serde_json::to_string_pretty(&schema).unwrap_or_default();
    printed.push('\n');
    printed
}
