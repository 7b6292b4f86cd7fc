//! A span to selectors and back, on text alone.
//!
//! [`describe`] writes down a passage so that it can be found in another version of its text;
//! [`locate`] finds it, or says that it is gone. Rather an orphan than a lookalike: a reader
//! forgives a highlight set aside sooner than one that stands under words they never marked.
//! This room knows no article, no HTML and no store: a text and an address in, a place out.

mod describe;
mod fold;
mod locate;

pub use describe::{CONTEXT, describe};
pub use locate::{locate, locate_all};
