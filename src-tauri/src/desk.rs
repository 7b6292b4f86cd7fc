//! `Desk`: what the window works with: the open library, or why there is none, the files on offer
//! and the work under way.
//!
//! The façade's `Environment` is made here, of the real clock and the real network.

use crate::{arguments::Arguments, offers::Offers, works::Works};
use palimpsest::{
    Environment, First, Library, Result, Source, Startup,
    article::EntryId,
    fetch::{Client, Limits},
    library_directory,
};
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

/// What the window works with.
pub struct Desk {
    library: Result<Arc<Library>>,
    /// The files on offer.
    pub offers: Offers,
    /// The long work under way.
    pub works: Works,
    place: String,
    /// Given out once: a page that is loaded again does not open it again.
    first: Mutex<Option<First>>,
    questions: Arc<AtomicUsize>,
    is_closing: AtomicBool,
}

/// A question to the library that is not answered yet; answered when this is dropped.
pub struct Question(Arc<AtomicUsize>);

impl Drop for Question {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Desk {
    /// Opens the library and looks at what to show first. It never fails: a library that cannot be
    /// opened is told to the reader in the window.
    pub fn new(arguments: &Arguments) -> Self {
        let working_directory = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
        let directory =
            library_directory(arguments.library.as_deref(), |name| std::env::var_os(name))
                .map(|directory| working_directory.join(directory));
        let place = directory.as_deref().map_or(String::new(), |it| it.display().to_string());
        let offers = Offers::default();
        let first = arguments.source.as_deref().map(|it| first(it, &working_directory, &offers));
        Self {
            library: open(directory).map(Arc::new),
            offers,
            works: Works::default(),
            place,
            first: Mutex::new(first),
            questions: Arc::default(),
            is_closing: AtomicBool::new(false),
        }
    }

    /// Notes that the library is being asked, until the question is dropped.
    pub fn question(&self) -> Question {
        self.questions.fetch_add(1, Ordering::SeqCst);
        Question(self.questions.clone())
    }

    /// Tells whether the library still has to answer something.
    pub fn is_asked(&self) -> bool {
        self.questions.load(Ordering::SeqCst) > 0
    }

    /// Tells whether this is the first time that the window is told to close.
    pub fn begin_closing(&self) -> bool {
        !self.is_closing.swap(true, Ordering::SeqCst)
    }

    /// Returns the library, or why it could not be opened.
    pub fn library(&self) -> Result<Arc<Library>> {
        self.library.clone()
    }

    /// Returns what the page needs to know before it shows anything.
    pub fn startup(&self) -> Startup {
        Startup {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            library: self.place.clone(),
            problem: self.library.as_ref().err().cloned(),
            first: self.first.lock().unwrap_or_else(PoisonError::into_inner).take(),
        }
    }
}

fn open(directory: Result<PathBuf>) -> Result<Library> {
    let directory = directory?;
    let fetcher = Client::new(Limits::default())?;
    Library::open(Environment { directory, clock: Arc::new(chrono::Utc::now), fetcher })
}

fn first(argument: &OsStr, working_directory: &Path, offers: &Offers) -> First {
    let text = argument.to_string_lossy();
    if let Some(entry) = text.strip_prefix("entry:").and_then(|number| number.parse().ok()) {
        return First::Entry { entry: EntryId(entry) };
    }
    // A path need not be valid text, and must then not go through `Source::from_argument`.
    let path = working_directory.join(argument);
    if path.exists() {
        return First::Offered { offered: offers.offer(path) };
    }
    match Source::from_argument(&text, working_directory) {
        Ok(Source::File { path, .. }) => First::Offered { offered: offers.offer(path) },
        Ok(Source::Url { url }) => First::Address { address: url.into() },
        // Words and bytes are never read from an argument; the page would hear so.
        Ok(_) => First::Address { address: text.into_owned() },
        Err(problem) => First::Problem { problem },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(argument: &str, offers: &Offers) -> First {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        first(OsStr::new(argument), here, offers)
    }

    #[test]
    fn a_file_is_offered_by_its_name_alone() {
        let offers = Offers::default();
        let First::Offered { offered } = look("src/desk.rs", &offers) else { panic!("no offer") };
        assert_eq!(offered.name, "desk.rs");
        let path = offers.path(offered.offer).unwrap();
        assert!(path.is_absolute() && path.ends_with("src/desk.rs"));
    }

    #[test]
    fn addresses_and_entries_are_told_apart() {
        let offers = Offers::default();
        assert_eq!(look("entry:12", &offers), First::Entry { entry: EntryId(12) });
        let address = |address: &str| First::Address { address: address.into() };
        assert_eq!(look("news.example/a", &offers), address("https://news.example/a"));
        assert_eq!(look("https://news.example/a", &offers), address("https://news.example/a"));
        assert_eq!(offers.path(1), None);
    }

    #[test]
    fn a_missing_file_is_a_problem_in_words() {
        let First::Problem { problem } = look("missing.html", &Offers::default()) else {
            panic!("no problem")
        };
        assert_eq!(problem.message, "cannot read 'missing.html': no such file");
    }

    #[test]
    fn the_desk_knows_whether_it_is_asked_something() {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let desk = Desk::new(&Arguments { library: Some(place), source: None });
        assert!(!desk.is_asked());
        let (one, two) = (desk.question(), desk.question());
        drop(one);
        assert!(desk.is_asked());
        drop(two);
        assert!(!desk.is_asked());
        assert!(desk.begin_closing());
        assert!(!desk.begin_closing());
    }

    #[test]
    fn a_place_that_is_a_file_is_told_and_not_fatal() {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let arguments = Arguments { library: Some(place.clone()), source: None };
        let desk = Desk::new(&arguments);
        let startup = desk.startup();
        assert_eq!(startup.library, place.display().to_string());
        assert!(startup.problem.is_some());
        assert!(desk.library().is_err());
    }
}
