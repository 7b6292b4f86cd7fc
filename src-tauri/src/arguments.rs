//! Arguments: `palimpsest-desktop [--library DIR] [SOURCE]`, read by hand since they are so few.
//!
//! It looks at no file: whether SOURCE exists is found out when the window asks.

use std::{ffi::OsString, path::PathBuf};

/// What `--help` prints.
pub const HELP: &str = "\
Opens Palimpsest's window.

usage: palimpsest-desktop [--library DIR] [SOURCE]

  SOURCE         an article to open: an address, a file of HTML or text, or entry:NUMBER
  --library DIR  the folder of the library (else PALIMPSEST_LIBRARY, else the user's data folder)
  --help         prints this
  --version      prints the version";

/// What the program was asked to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// To open the window.
    Open(Arguments),
    /// To print the help.
    Help,
    /// To print the version.
    Version,
}

/// What the window opens.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The folder of the library, where one was chosen.
    pub library: Option<PathBuf>,
    /// What to show first.
    pub source: Option<OsString>,
}

/// Reads the arguments without the program's own name; fails in words for a person.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut found = Arguments::default();
    let mut arguments = arguments.into_iter();
    let mut only_sources = false;
    while let Some(argument) = arguments.next() {
        let option = argument.to_str().filter(|text| !only_sources && text.starts_with("--"));
        match option {
            Some("--") => only_sources = true,
            Some("--help") => return Ok(Request::Help),
            Some("--version") => return Ok(Request::Version),
            Some("--library") => {
                let folder = arguments.next().filter(|folder| !folder.is_empty());
                let folder = folder.ok_or("'--library' needs a folder")?;
                found.library = Some(folder.into());
            }
            Some(option) => match option.strip_prefix("--library=") {
                Some(folder) if !folder.is_empty() => found.library = Some(folder.into()),
                _ => return Err(format!("unknown option '{option}'")),
            },
            None if found.source.is_none() => found.source = Some(argument),
            None => {
                return Err(format!("'{}' is one source too many", argument.to_string_lossy()));
            }
        }
    }
    Ok(Request::Open(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Request, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    fn open(library: Option<&str>, source: Option<&str>) -> Result<Request, String> {
        Ok(Request::Open(Arguments {
            library: library.map(PathBuf::from),
            source: source.map(OsString::from),
        }))
    }

    #[test]
    fn the_order_does_not_matter() {
        assert_eq!(read(""), open(None, None));
        assert_eq!(read("a.html"), open(None, Some("a.html")));
        assert_eq!(read("--library /l a.html"), open(Some("/l"), Some("a.html")));
        assert_eq!(read("a.html --library=/l"), open(Some("/l"), Some("a.html")));
        assert_eq!(read("-- --library"), open(None, Some("--library")));
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(read("--libary /l"), Err("unknown option '--libary'".into()));
        assert_eq!(read("--library"), Err("'--library' needs a folder".into()));
        assert_eq!(read("--library="), Err("unknown option '--library='".into()));
        assert_eq!(read("a b"), Err("'b' is one source too many".into()));
        assert_eq!(read("a --help"), Ok(Request::Help));
        assert_eq!(read("--version"), Ok(Request::Version));
    }
}
