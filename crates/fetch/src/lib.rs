//! One polite request, one response.
