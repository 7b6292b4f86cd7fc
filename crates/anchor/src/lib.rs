//! A span to selectors and back, on text alone.
