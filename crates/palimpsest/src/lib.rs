//! The façade: a library of articles. The only place where two effects meet.
