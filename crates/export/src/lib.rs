//! The world's formats: an article as Markdown and as plain text, annotations as others write and read them.
//!
//! Pure: an article or annotations in, a string out, and the way back. This room knows no library, no file
//! and no window, and never looks for a passage in a text.

mod annotation;
mod hypothesis;
mod incoming;
mod markdown;
mod model_rules;
mod passages;
mod plain_text;
mod readwise;
mod template;
mod web_annotation;
mod web_annotation_out;

pub use annotation::{Annotation, derived_iri};
pub use incoming::{AnnotationFormat, Incoming, read_annotations};
pub use markdown::markdown;
pub use plain_text::plain_text;
pub use template::{AnnotatedArticle, AnnotatedPassage, DEFAULT_TEMPLATE, render};
pub use web_annotation::{Document, read_web_annotations};
pub use web_annotation_out::web_annotations;
