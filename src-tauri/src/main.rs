//! The window face.

fn main() {}
