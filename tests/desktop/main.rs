//! Tests in the real window: real mouse, real keyboard, real library on disk.
//!
//! `cargo xtask test --lane desktop` builds what they need. Each opens a window of its own.

mod all_highlights;
mod changing;
mod explaining;
mod highlighting;
mod hostile;
mod many;
mod marking;
mod opening;
mod outside;
mod pictures;
mod quoting;
mod updates;
mod versions;
