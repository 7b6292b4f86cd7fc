//! Output: data to stdout, words to stderr, and what a run came to.

use palimpsest::{Error, article::Warning};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// What a run came to.
pub enum Outcome {
    /// It did what was asked.
    Done,
    /// It found nothing to do or to show.
    Nothing,
}

/// Why a run failed.
pub enum Failure {
    /// There are words for it.
    Said(Error),
    /// Nobody reads the output any more.
    BrokenPipe,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Said(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Said(Error {
                code: palimpsest::ErrorCode::Unreadable,
                message: format!("cannot write the output: {error}"),
                hints: Vec::new(),
            }),
        }
    }
}

/// Prints a value as JSON, readable.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

/// Prints text.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(harmless(text).as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints a document: as it is, unless a terminal would act on it.
pub fn print_document(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.is_terminal() {
        true => out.write_all(harmless(text).as_bytes())?,
        false => out.write_all(text.as_bytes())?,
    }
    out.flush()?;
    Ok(())
}

/// Prints text, dimmed where a terminal shows it.
pub fn print_dimmed(text: &str) -> Result<(), Failure> {
    let in_colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut out = io::stdout().lock();
    out.write_all(dimmed(text, in_colour).as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Says what went wrong, and each hint on its own line.
pub fn say_error(error: &Error) {
    say(&format!("error: {}", error.message));
    for hint in &error.hints {
        say(&format!("hint: {hint}"));
    }
}

/// Says what is odd about a page.
pub fn say_warnings(warnings: &[Warning]) {
    for warning in warnings {
        say(&format!("warning: {}", warning.message));
    }
}

/// Says a line. Where stderr is closed there is nobody to tell.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(line));
}

/// Makes control characters visible: a terminal would act on them, and pages and file names are not
/// ours.
fn harmless(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\n' | '\t' => letter,
        _ if letter.is_control() => char::REPLACEMENT_CHARACTER,
        _ => letter,
    };
    text.chars().map(shown).collect()
}

fn dimmed(text: &str, in_colour: bool) -> String {
    match in_colour {
        true => format!("\x1b[2m{}\x1b[22m", harmless(text)),
        false => harmless(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_program_dims() {
        assert_eq!(dimmed("a\x1b[22m\n", true), "\x1b[2ma\u{fffd}[22m\n\x1b[22m");
        assert_eq!(dimmed("a\n", false), "a\n");
    }

    #[test]
    fn no_word_acts_on_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{9b}c\td\ne"), "a\u{fffd}[2Jb\u{fffd}c\td\ne");
    }
}
