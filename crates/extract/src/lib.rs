//! Bytes of a page in, an article and warnings out; pure and total.
