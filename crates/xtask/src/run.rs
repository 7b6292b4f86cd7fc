//! `cargo xtask run`: builds everything and opens the window, or, without a display, shows what it
//! would have shown.

use crate::{
    Result,
    commands::{binary, cargo, run as run_command, target_directory},
    page,
    system::{self, Install, Need},
};
use std::{env, ffi::OsString, path::Path, process::Command};

/// Builds everything and opens the window with the source, or with the library for `None`.
pub fn run(source: Option<&str>, install: Install) -> Result {
    let source = source.map(absolute).transpose()?;
    if !has_display() {
        return show(source, install);
    }
    system::ensure(&[Need::Compiler, Need::Window], install)?;
    page::build()?;
    run_command(cargo().args(["build", "-p", "palimpsest-desktop"]))?;
    run_command(Command::new(binary("palimpsest-desktop")?).args(source))
}

/// The window under a display without a screen: a picture of it, and the article in the terminal.
fn show(source: Option<OsString>, install: Install) -> Result {
    println!("There is no display: the window is opened on an invisible one and photographed.");
    system::ensure(&[Need::Compiler, Need::Window, Need::Driver], install)?;
    page::build()?;
    ensure_driver()?;
    run_command(cargo().args(["build", "-p", "palimpsest-desktop"]))?;
    run_command(cargo().args(["build", "--bin", "palimpsest", "--bin", "window-shot"]))?;
    let picture = target_directory()?.join("palimpsest.png");
    let mut shot = Command::new(binary("window-shot")?);
    let photographed = run_command(shot.arg(&picture).args(&source));
    let mut terminal = Command::new(binary("palimpsest")?);
    match &source {
        Some(source) => terminal.arg("extract").arg(source).args(["--format", "text"]),
        None => terminal.arg("list"),
    };
    let printed = run_command(&mut terminal);
    photographed?;
    println!("\nThere is no display: a picture of the window is in {}.", picture.display());
    match source {
        Some(_) => printed,
        // An empty library is not a failure here, only nothing to list.
        None => Ok(()),
    }
}

/// Installs tauri-driver into the target folder, where it is not there yet.
pub fn ensure_driver() -> Result {
    let tools = target_directory()?.join("tools");
    let name = format!("tauri-driver{}", env::consts::EXE_SUFFIX);
    if tools.join("bin").join(name).is_file() {
        return Ok(());
    }
    // `^2`: the registry also has an alpha of 3.
    run_command(
        cargo()
            .args(["install", "tauri-driver", "--locked", "--version", "^2", "--root"])
            .arg(&tools),
    )
}

fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// A path from where the person stands: the window and the terminal face are started elsewhere.
fn absolute(source: &str) -> Result<OsString> {
    let here = env::current_dir().map_err(|error| format!("cannot tell the folder: {error}"))?;
    Ok(absolute_from(&here, source))
}

fn absolute_from(here: &Path, source: &str) -> OsString {
    let path = here.join(source);
    match path.canonicalize() {
        Ok(path) => path.into(),
        // An address, or a missing file: the program itself says so best.
        Err(_) => source.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_absolute_and_addresses_stay() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = absolute_from(here, "src/../Cargo.toml");
        assert_eq!(Path::new(&file), here.join("Cargo.toml").canonicalize().unwrap());
        assert_eq!(absolute_from(here, "https://news.example/a"), "https://news.example/a");
        assert_eq!(absolute_from(here, "entry:3"), "entry:3");
    }
}
