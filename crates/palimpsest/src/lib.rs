//! The façade: a [`Library`] of articles, the only place where two effects meet.
//!
//! Faces (terminal, window) call it and nothing below it. It never prints and knows no argv, window
//! or home directory: what it needs of the world comes in through [`Environment`].

mod acting;
mod anchoring;
mod annotations_in;
mod attaching;
mod batch_anchoring;
#[cfg(feature = "bindings")]
pub mod bindings;
mod correcting;
mod environment;
mod error;
mod explaining;
mod exporting;
mod gathering;
mod highlighting;
mod images;
mod import_report;
mod importing;
mod library;
mod linking;
mod page;
mod placing;
mod reading;
mod sample;
mod source;
mod window;
mod work;
mod writing;

pub use annotations_in::MAX_ANNOTATION_BYTES;
pub use batch_anchoring::{find_passages, follow_passages};
pub use correcting::NewCorrection;
pub use environment::{Environment, library_directory};
pub use error::{Error, ErrorCode, Result};
pub use explaining::Explained;
pub use exporting::{ExportFormat, Exported};
pub use gathering::{HighlightFilter, HighlightList, HighlightStatus, ListedHighlight, Tally};
pub use highlighting::{Annotations, HighlightChange, NewHighlight};
pub use import_report::{ImportReport, Orphaned, Refused, Waiting};
pub use importing::{Added, Outcome};
pub use library::{ImageBytes, Library};
pub use page::{MAX_PAGE_BYTES, explain, extract, read_bounded, read_file};
pub use reading::{Reading, StoredImage};
pub use source::Source;
pub use window::{First, Offered, Startup};
pub use work::{Stage, Work};
pub use writing::write_file;

pub use palimpsest_article as article;
pub use palimpsest_export as export;
pub use palimpsest_extract::{Explanation, Extraction, PageBlock, Place, Reason};
pub use palimpsest_extract::{Page, extract as extract_page};
pub use palimpsest_fetch as fetch;
