//! A span to selectors and back, on text alone.
//!
//! [`describe`] writes down a passage so that it can be found in another version of its text;
//! [`locate`] finds it, or says that it is gone. Where the old text is at hand, [`carry`] follows
//! the passage through what both texts have in common, which knows far more. [`resolve`] finds what
//! selectors from elsewhere select, and [`text_fragment`] writes a link to a passage. Rather an orphan
//! than a lookalike: a reader forgives a highlight set aside sooner than one that stands under words
//! they never marked.
//! This room knows no article, no HTML and no store: a text and an address in, a place out.

mod approximate;
mod carry;
mod context;
mod describe;
mod edited;
mod fold;
mod locate;
mod loose;
mod places;
mod resolve;
mod text_directive;
mod text_fragment;

pub use carry::carry;
pub use describe::{CONTEXT, describe};
pub use locate::{locate, locate_all};
pub use resolve::resolve;
pub use text_fragment::{find_text_fragment, text_fragment};
