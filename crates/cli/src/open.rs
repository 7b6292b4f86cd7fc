//! `palimpsest open`: starts the window, which is a program of its own.

use crate::{
    arguments::OpenArguments,
    output::{Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{Error, ErrorCode};
use std::{env::consts::EXE_SUFFIX, path::PathBuf, process::Command};

/// Starts the window and leaves it to itself.
pub fn run(surroundings: &Surroundings, arguments: &OpenArguments) -> Result<Outcome, Failure> {
    let mut window = Command::new(window_program());
    window.arg("--library").arg(surroundings.library_directory()?);
    if let Some(what) = &arguments.what {
        window.arg(match what.parse::<i64>() {
            Ok(entry) if !surroundings.current_directory().join(what).exists() => {
                // Known to be there before a window is opened on it.
                surroundings.library()?.read(palimpsest::article::EntryId(entry), None)?;
                format!("entry:{entry}")
            }
            _ => what.clone(),
        });
    }
    window.spawn().map_err(|error| Error {
        code: ErrorCode::Unreadable,
        message: format!("cannot start the window: {error}"),
        hints: vec!["its program, palimpsest-desktop, belongs beside this one".to_owned()],
    })?;
    Ok(Outcome::Done)
}

/// Returns the window's program beside this one, else by name, to be found on the path.
fn window_program() -> PathBuf {
    let name = format!("palimpsest-desktop{EXE_SUFFIX}");
    let beside = std::env::current_exe().ok().and_then(|path| Some(path.parent()?.join(&name)));
    beside.filter(|path| path.is_file()).unwrap_or_else(|| PathBuf::from(name))
}
