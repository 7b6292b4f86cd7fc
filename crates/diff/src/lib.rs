//! What one text kept of another.
//!
//! [`position_map`] compares two versions word by word and says which passages stand in both, also
//! where they moved; [`word_edits`] shows what became of the words of one passage. Typography and case do not make another word. This room knows no article, no
//! highlight and no store: two texts in, places out. It takes time in proportion to the texts
//! whatever they are, and never recurses.

mod align;
mod moves;
mod position_map;
mod word_edits;
mod words;

pub use position_map::position_map;
pub use word_edits::word_edits;
