//! Whole-product tests: one binary, one module per feature.

mod articles;
mod bindings;
mod terminal;
mod tidy;
