//! Offers: the files the reader chose, dropped or named as an argument, each behind a number.
//!
//! The page is told the number and the file's name. It can open what was offered and nothing else;
//! it never learns a path and never names one.

use palimpsest::Offered;
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The files offered to the page since the program started.
#[derive(Default)]
pub struct Offers {
    paths: Mutex<Vec<PathBuf>>,
}

impl Offers {
    /// Keeps the path and returns what the page is told of it.
    pub fn offer(&self, path: PathBuf) -> Offered {
        let name = name_of(&path);
        let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        paths.push(path);
        Offered { offer: u32::try_from(paths.len()).unwrap_or(u32::MAX), name }
    }

    /// Returns the path behind the number. An offer stays good, so that a failed or cancelled
    /// opening can be tried again.
    pub fn path(&self, offer: u32) -> Option<PathBuf> {
        let paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        let index = usize::try_from(offer).ok()?.checked_sub(1)?;
        paths.get(index).cloned()
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_offered_can_be_had() {
        let offers = Offers::default();
        assert_eq!(offers.path(0), None);
        assert_eq!(offers.path(1), None);
        let first = offers.offer("/secret/place/a.html".into());
        let second = offers.offer("/other/b.txt".into());
        assert_eq!(first.name, "a.html");
        assert_eq!(offers.path(first.offer), Some("/secret/place/a.html".into()));
        assert_eq!(offers.path(second.offer), Some("/other/b.txt".into()));
        assert_eq!(offers.path(3), None);
        assert_eq!(offers.path(u32::MAX), None);
    }
}
