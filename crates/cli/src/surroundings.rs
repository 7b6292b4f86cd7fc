//! Surroundings: what this face takes from the world and hands to the façade.

use crate::output::Failure;
use palimpsest::{Environment, Error, ErrorCode, Library, Source, fetch};
use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};
use url::Url;

/// The world around one run.
pub struct Surroundings {
    chosen_library: Option<PathBuf>,
    current_directory: PathBuf,
    /// Whether to print JSON.
    pub json: bool,
}

impl Surroundings {
    /// Looks around.
    pub fn new(chosen_library: Option<PathBuf>, json: bool) -> Result<Self, Failure> {
        // Without a current directory, relative paths do not exist and are reported as such.
        let current_directory = std::env::current_dir().unwrap_or_default();
        Ok(Self { chosen_library, current_directory, json })
    }

    /// Opens the library.
    pub fn library(&self) -> Result<Library, Failure> {
        let environment = Environment {
            directory: self.library_directory()?,
            clock: Arc::new(chrono::Utc::now),
            fetcher: self.fetcher()?,
        };
        Ok(Library::open(environment)?)
    }

    /// Returns the folder of the library, absolute.
    pub fn library_directory(&self) -> Result<PathBuf, Failure> {
        let chosen = self.chosen_library.as_deref();
        let directory = palimpsest::library_directory(chosen, |name| std::env::var_os(name))?;
        Ok(self.current_directory.join(directory))
    }

    /// Makes who fetches pages.
    pub fn fetcher(&self) -> Result<fetch::Client, Failure> {
        Ok(fetch::Client::new(fetch::Limits::default()).map_err(Error::from)?)
    }

    /// Returns the current directory.
    pub fn current_directory(&self) -> &Path {
        &self.current_directory
    }

    /// Reads a source as given: an address, a file, or `-` for standard input.
    pub fn source(&self, argument: &str, url: Option<&Url>) -> Result<Source, Failure> {
        let url = url.cloned();
        if argument == "-" {
            let mut bytes = Vec::new();
            // One more than the limit, so that the façade sees that it was crossed.
            let limit = palimpsest::MAX_PAGE_BYTES + 1;
            std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(|error| Error {
                code: ErrorCode::Unreadable,
                message: format!("cannot read the input: {error}"),
                hints: Vec::new(),
            })?;
            return Ok(Source::Bytes { bytes, url });
        }
        Ok(match Source::from_argument(argument, &self.current_directory)? {
            Source::File { path, .. } => Source::File { path, url },
            other => other,
        })
    }
}
