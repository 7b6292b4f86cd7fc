//! `window-shot PICTURE [SOURCE]`: opens the window on a display without a screen, waits until it
//! shows something, and saves a picture. `cargo xtask run` uses it where there is no display.
//!
//! It opens the reader's own library, as the window would.

use palimpsest_tests::window::Window;
use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((picture, source)) = arguments.split_first() else {
        eprintln!("usage: window-shot PICTURE [SOURCE]");
        return ExitCode::from(2);
    };
    let library = match palimpsest::library_directory(None, |name| std::env::var_os(name)) {
        Ok(library) => library,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let source: Vec<&str> = source.iter().map(String::as_str).collect();
    let window = Window::open(&library, &source);
    match source.is_empty() {
        true => window.find("main[data-screen]:not([data-screen=starting])"),
        // The article, or why there is none.
        false => window.find(
            "main[data-screen=reader], main[data-screen=failure], \
             [data-testid=message][data-kind=error]",
        ),
    };
    window.until(
        "every picture",
        "return [...document.images].every((image) => image.complete) || null",
        &[],
    );
    window.photograph(Path::new(picture));
    window.quit();
    ExitCode::SUCCESS
}
