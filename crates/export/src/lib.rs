//! The world's formats: an article as Markdown and as plain text.
//!
//! Pure: an article in, a string out. This room knows no library, no file and no window.

mod markdown;
mod passages;
mod plain_text;

pub use markdown::markdown;
pub use plain_text::plain_text;
