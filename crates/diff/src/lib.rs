//! What one text kept of another.
//!
//! [`position_map`] compares two versions word by word and says which passages stand in both, also
//! where they moved. Typography and case do not make another word. This room knows no article, no
//! highlight and no store: two texts in, places out. It takes time in proportion to the texts
//! whatever they are, and never recurses.

mod align;
mod moves;
mod position_map;
mod words;

pub use position_map::position_map;
