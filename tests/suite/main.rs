//! Whole-product tests: one binary, one module per feature.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod annotations;
mod articles;
mod bindings;
mod library;
mod terminal;
mod tidy;
