//! `Environment`: what the façade needs of the world, given by the faces.

use crate::{Error, ErrorCode, Result};
use chrono::{DateTime, Utc};
use palimpsest_fetch::Client;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What the façade needs of the world.
#[derive(Clone)]
pub struct Environment {
    /// The folder of the library.
    pub directory: PathBuf,
    /// What time it is.
    pub clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// Who fetches pages.
    pub fetcher: Client,
}

impl Environment {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }
}

/// Returns the folder of the library: what the reader `chose` (`--library`), else the variable
/// `PALIMPSEST_LIBRARY`, else the platform's place for a program's data (XDG on Linux).
///
/// `variable` looks up an environment variable.
pub fn library_directory(
    chosen: Option<&Path>,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<PathBuf> {
    directory(chosen, variable).ok_or_else(|| {
        let message = "cannot tell where the library is: no home directory is known";
        Error::new(ErrorCode::ReadOnlyLibrary, message)
            .hint("name a folder with --library DIR or PALIMPSEST_LIBRARY")
    })
}

fn directory(
    chosen: Option<&Path>,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Option<PathBuf> {
    let path = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(chosen) = chosen {
        return Some(chosen.to_owned());
    }
    if let Some(chosen) = path("PALIMPSEST_LIBRARY") {
        return Some(chosen);
    }
    let data = if cfg!(target_os = "macos") {
        path("HOME")?.join("Library/Application Support")
    } else if cfg!(windows) {
        path("APPDATA")?
    } else {
        // XDG: a relative XDG_DATA_HOME is invalid and to be ignored.
        match path("XDG_DATA_HOME").filter(|data| data.is_absolute()) {
            Some(data) => data,
            None => path("HOME")?.join(".local/share"),
        }
    };
    Some(data.join("palimpsest"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn place(chosen: Option<&str>, variables: &[(&str, &str)]) -> Option<PathBuf> {
        directory(chosen.map(Path::new), |name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn the_nearest_word_wins() {
        let all = [("PALIMPSEST_LIBRARY", "/p"), ("XDG_DATA_HOME", "/x"), ("HOME", "/h")];
        assert_eq!(place(Some("/c"), &all), Some("/c".into()));
        assert_eq!(place(None, &all), Some("/p".into()));
        assert_eq!(place(None, &all[1..]), Some("/x/palimpsest".into()));
        assert_eq!(place(None, &all[2..]), Some("/h/.local/share/palimpsest".into()));
        assert_eq!(place(None, &[]), None);
    }

    #[test]
    fn a_relative_xdg_place_is_ignored() {
        let variables = [("XDG_DATA_HOME", "x"), ("HOME", "/h")];
        assert_eq!(place(None, &variables), Some("/h/.local/share/palimpsest".into()));
    }
}
