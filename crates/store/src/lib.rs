//! The library on disk: SQLite, append-only captures and revisions.
