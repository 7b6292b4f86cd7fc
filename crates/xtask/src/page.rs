//! The window's page: its packages and its build, each only when something changed.

use crate::{
    Result,
    commands::{npm, output, root, run},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// The oldest Node that Vite runs on.
const NODE: (u32, u32) = (20, 19);

/// What the page is built from.
const SOURCES: [&str; 7] = [
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
];

/// Installs the page's packages, where the lock file is not the one they were installed from.
pub fn install() -> Result {
    check_node()?;
    let page = root().join("ui");
    let stamp = page.join("node_modules/.palimpsest-lock");
    let lock = fs::read(page.join("package-lock.json"))
        .map_err(|error| format!("cannot read 'ui/package-lock.json': {error}"))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock).map_err(|error| format!("cannot write '{}': {error}", stamp.display()))
}

/// Builds the page into `ui/dist`, where a source is newer than it.
pub fn build() -> Result {
    install()?;
    let page = root().join("ui");
    let built = modified(&page.join("dist/index.html"));
    let newest = SOURCES.iter().filter_map(|source| newest(&page.join(source))).max();
    if built.is_some() && newest < built {
        return Ok(());
    }
    run(npm().args(["run", "build"]))
}

fn check_node() -> Result {
    let hint = format!("please install Node {}.{} or newer: https://nodejs.org", NODE.0, NODE.1);
    let written = output(Command::new("node").arg("--version"))
        .map_err(|error| format!("{error}\n{hint}"))?;
    match version(&written) {
        Some(found) if found >= NODE => Ok(()),
        _ => Err(format!("Node {} is too old\n{hint}", written.trim())),
    }
}

fn version(written: &str) -> Option<(u32, u32)> {
    let mut figures = written.trim().strip_prefix('v')?.split('.');
    Some((figures.next()?.parse().ok()?, figures.next()?.parse().ok()?))
}

/// Returns the newest time in a file or folder; a folder's own tells of files that went.
fn newest(path: &Path) -> Option<SystemTime> {
    let own = modified(path)?;
    let inside = fs::read_dir(path).into_iter().flatten().flatten();
    let paths = inside.map(|entry| -> PathBuf { entry.path() });
    paths.filter_map(|path| newest(&path)).chain([own]).max()
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_compare_as_numbers() {
        assert_eq!(version("v20.19.1\n"), Some((20, 19)));
        assert!(version("v20.9.0") < Some(NODE));
        assert!(version("v22.0.0") > Some(NODE));
        assert_eq!(version("20"), None);
    }

    #[test]
    fn a_folder_is_as_new_as_its_newest_file() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = modified(&here.join("src/page.rs"));
        assert!(file.is_some() && newest(here) >= file);
        assert_eq!(newest(&here.join("missing")), None);
    }
}
