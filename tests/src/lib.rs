//! Whole-product tests of Palimpsest: what they share.
