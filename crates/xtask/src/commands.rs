//! Commands: starting other programs, and where they leave what they build.

use crate::Result;
use std::{
    env,
    ffi::OsStr,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Returns the workspace's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Returns a cargo command that works in the workspace.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    // Set by the cargo that runs this program; build scripts that watch them would run anew each
    // time cargo is started once by hand and once from here.
    for variable in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME"] {
        cargo.env_remove(variable);
    }
    cargo
}

/// Returns a command of the page's folder.
pub fn npm() -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}

/// Returns where cargo puts what it builds: `CARGO_TARGET_DIR` or a configured folder are kept.
pub fn target_directory() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CARGO_TARGET_DIR").filter(|chosen| !chosen.is_empty()) {
        return Ok(root().join(chosen));
    }
    let mut cargo = cargo();
    cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata = output(&mut cargo)?;
    target_in(&metadata).ok_or_else(|| "cargo does not say where its target folder is".into())
}

fn target_in(metadata: &str) -> Option<PathBuf> {
    let after = metadata.split_once(r#""target_directory":""#)?.1;
    let value = after.split_once('"')?.0;
    // The one escape a path needs in JSON is Windows' backslash.
    Some(PathBuf::from(value.replace(r"\\", r"\")))
}

/// Returns a binary of the workspace as `cargo build` leaves it.
pub fn binary(name: &str) -> Result<PathBuf> {
    Ok(target_directory()?.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// Runs the command, its output shown; fails unless it succeeds.
pub fn run(command: &mut Command) -> Result {
    say(command);
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot(command, &error))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("`{}` failed ({status})", shown(command))),
    }
}

/// Runs the command and returns what it prints to stdout; fails unless it succeeds.
pub fn output(command: &mut Command) -> Result<String> {
    let result = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot(command, &error))?;
    match result.status.success() {
        true => Ok(String::from_utf8_lossy(&result.stdout).into_owned()),
        false => Err(format!("`{}` failed ({})", shown(command), result.status)),
    }
}

/// Runs the command with its stdout shown as it comes, and returns that and whether it succeeded.
pub fn watched(command: &mut Command) -> Result<(String, bool)> {
    say(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| cannot(command, &error))?;
    let mut seen = Vec::new();
    if let Some(mut stdout) = child.stdout.take() {
        let mut piece = [0; 8192];
        while let Ok(length @ 1..) = stdout.read(&mut piece) {
            show(&piece[..length]);
            seen.extend_from_slice(&piece[..length]);
        }
    }
    let status = child.wait().map_err(|error| cannot(command, &error))?;
    Ok((String::from_utf8_lossy(&seen).into_owned(), status.success()))
}

/// Tells whether a program can be started.
pub fn exists(program: &str) -> bool {
    let names = [program.to_owned(), format!("{program}{}", env::consts::EXE_SUFFIX)];
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| names.iter().any(|name| folder.join(name).is_file()))
}

fn show(bytes: &[u8]) {
    use std::io::Write;
    let mut stdout = std::io::stdout().lock();
    // A closed pipe on our side is no reason to stop the tests.
    let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
}

fn say(command: &Command) {
    println!("$ {}", shown(command));
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let short = |word: &OsStr| {
        let word = word.to_string_lossy();
        // Cargo's own path is long and says nothing.
        let is_cargo = Path::new(&*word).file_stem().is_some_and(|name| name == "cargo");
        if is_cargo { "cargo".to_owned() } else { word.into_owned() }
    };
    words.map(short).collect::<Vec<_>>().join(" ")
}

fn cannot(command: &Command, error: &std::io::Error) -> String {
    format!("cannot run '{}': {error}", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_folder_is_read_from_metadata() {
        let metadata = r#"{"packages":[],"target_directory":"/a b/target","version":1}"#;
        assert_eq!(target_in(metadata), Some("/a b/target".into()));
        let windows = r#"{"target_directory":"C:\\a\\target"}"#;
        assert_eq!(target_in(windows), Some(r"C:\a\target".into()));
        assert_eq!(target_in("{}"), None);
    }

    #[test]
    fn output_and_failure_are_told() {
        let mut cargo = cargo();
        assert!(output(cargo.arg("--version")).unwrap().starts_with("cargo "));
        let missing = run(&mut Command::new("no-such-program")).unwrap_err();
        assert!(missing.starts_with("cannot run 'no-such-program'"), "{missing}");
    }
}
