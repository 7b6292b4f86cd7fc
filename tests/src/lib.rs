//! What the whole-product tests share: the terminal as a person uses it, a web server, the
//! window, fixtures.

pub mod server;
pub mod terminal;
pub mod window;

use std::path::{Path, PathBuf};

/// Returns a path below `tests/fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}
