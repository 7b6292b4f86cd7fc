//! Whole-product tests: one binary, one module per feature.

mod articles;
mod bindings;
mod library;
mod terminal;
mod tidy;
