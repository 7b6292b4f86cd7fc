//! Tidy: the house's arrows and NEVERs (ARCHITECTURE.md), read off the manifests and the sources.

use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Which rooms a room may see, by folder. What is not listed does not exist.
const ARROWS: [(&str, &[&str]); 14] = [
    ("crates/article", &[]),
    ("crates/fetch", &["article"]),
    ("crates/extract", &["article"]),
    ("crates/anchor", &["article"]),
    ("crates/diff", &["article"]),
    ("crates/store", &["article"]),
    ("crates/export", &["article"]),
    ("crates/palimpsest", &["article", "fetch", "extract", "anchor", "diff", "store", "export"]),
    ("crates/cli", &["palimpsest"]),
    ("crates/eval", &["article", "anchor", "diff", "export", "extract"]),
    ("crates/xtask", &[]),
    ("src-tauri", &["palimpsest"]),
    ("tests", &["palimpsest"]),
    ("fuzz", &["extract"]),
];

/// What the tests and benches of a room may see besides: following is tested on real differences.
const TEST_ARROWS: [(&str, &[&str]); 1] = [("crates/anchor", &["diff"])];

/// Who alone may depend on a library.
const DOORS: [(&str, &[&str]); 21] = [
    // The developers' scorer parses pages bare, as a measuring stick for extraction's time.
    ("scraper", &["crates/extract", "crates/eval"]),
    ("readability", &["crates/extract"]),
    ("whatlang", &["crates/extract"]),
    ("encoding_rs", &["crates/extract"]),
    ("chardetng", &["crates/extract"]),
    ("chrono-tz", &["crates/extract"]),
    ("flate2", &["crates/extract", "crates/eval"]),
    ("mail-parser", &["crates/extract"]),
    ("pulldown-cmark", &["crates/extract"]),
    ("csv", &["crates/export"]),
    ("minijinja", &["crates/export"]),
    ("rusqlite", &["crates/store"]),
    ("zstd", &["crates/store"]),
    ("reqwest", &["crates/fetch"]),
    ("rustls", &["crates/fetch"]),
    ("tauri", &["src-tauri"]),
    ("tauri-plugin-dialog", &["src-tauri"]),
    ("tauri-plugin-opener", &["src-tauri"]),
    ("clap", &["crates/cli", "crates/eval", "crates/xtask"]),
    ("fantoccini", &["tests"]),
    ("tokio", &["crates/fetch", "crates/palimpsest", "crates/cli", "src-tauri", "tests"]),
];

/// What the pure rooms never take: a clock, randomness, files, network, async.
const IMPURE: [&str; 12] = [
    "Utc::now",
    "Local::now",
    "SystemTime",
    "Instant::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "async fn",
    ".await",
    "rand::",
];

#[test]
fn rooms_see_only_what_the_arrows_allow() {
    for (room, manifest) in manifests() {
        let (_, allowed) = ARROWS
            .iter()
            .find(|(folder, _)| *folder == room)
            .unwrap_or_else(|| panic!("the room '{room}' has no arrows in tidy.rs"));
        for name in dependencies(&manifest) {
            let Some(seen) = room_of(&name) else { continue };
            let is_tested =
                TEST_ARROWS.iter().any(|(folder, rooms)| *folder == room && rooms.contains(&seen))
                    && !shipped_dependencies(&manifest).contains(&name);
            assert!(allowed.contains(&seen) || is_tested, "'{room}' must not see '{seen}'");
        }
    }
}

#[test]
fn a_library_stays_behind_its_door() {
    for (room, manifest) in manifests() {
        for name in shipped_dependencies(&manifest) {
            if let Some((_, owners)) = DOORS.iter().find(|(library, _)| *library == name) {
                assert!(owners.contains(&room.as_str()), "'{room}' must not use '{name}'");
            }
        }
    }
}

#[test]
fn the_packages_the_user_chose_are_all_used() {
    let used: BTreeSet<String> =
        manifests().values().flat_map(|manifest| dependencies(manifest)).collect();
    for name in
        ["tauri", "serde", "scraper", "readability", "rusqlite", "whatlang", "tokio", "chrono"]
    {
        assert!(used.contains(name), "'{name}' is not used");
    }
}

#[test]
fn pure_rooms_take_no_clock_file_or_network() {
    for room in ["article", "extract", "anchor", "diff", "export"] {
        for (path, source) in shipped(&format!("crates/{room}/src")) {
            for word in IMPURE {
                assert!(!code(&source).contains(word), "{}: '{word}'", path.display());
            }
        }
    }
}

#[test]
fn rooms_do_not_speak_of_what_they_must_not_know() {
    let words: [(&str, &[&str]); 4] = [
        ("crates/extract/src", &["EntryId", "RevisionId", "HighlightId", "Library"]),
        ("crates/anchor/src", &["Html", "scraper", "Url"]),
        ("crates/store/src", &["RevisionId::of", "canonical_url", "Utc::now"]),
        ("crates/palimpsest/src", &["println!", "eprintln!", "print!", "std::env", "SELECT "]),
    ];
    for (folder, forbidden) in words {
        for (path, source) in shipped(folder) {
            for word in forbidden {
                let found = words_of(&code(&source), word);
                assert!(!found, "{}: '{word}'", path.display());
            }
        }
    }
}

#[test]
fn sql_is_written_in_store_only() {
    for (path, source) in sources("crates", &["rs"]) {
        if path.starts_with(root().join("crates/store")) {
            continue;
        }
        for word in ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "PRAGMA "] {
            assert!(!code(&source).contains(&format!("\"{word}")), "{}: {word}", path.display());
        }
    }
}

#[test]
fn the_page_builds_no_html_and_meets_tauri_in_one_file() {
    let forbidden = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "{@html",
        "eval(",
        "new Function",
        "document.write",
    ];
    for (path, source) in sources("ui/src", &["ts", "svelte", "js"]) {
        for word in forbidden {
            assert!(!source.contains(word), "{}: '{word}'", path.display());
        }
        let meets_tauri = source.contains("@tauri-apps/") || source.contains("__TAURI");
        let is_door = path.ends_with("ui/src/ipc/tauri.ts");
        assert!(!meets_tauri || is_door, "{} must not meet Tauri", path.display());
    }
}

#[test]
fn the_page_counts_utf16_in_one_file() {
    // What only code that converts between code points and UTF-16 calls.
    for (path, source) in sources("ui/src", &["ts", "svelte"]) {
        if path.ends_with("text-offsets.ts") || path.ends_with("text-offsets.test.ts") {
            continue;
        }
        for word in ["codePointAt", "charCodeAt", "fromCodePoint"] {
            assert!(!source.contains(word), "{}: '{word}'", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_does() {
    for folder in ["crates", "src-tauri/src", "src-tauri/build.rs", "tests"] {
        for (path, source) in sources(folder, &["rs"]) {
            assert!(source.starts_with("//! "), "{} begins without `//! `", path.display());
        }
    }
}

#[test]
fn no_module_is_a_drawer() {
    for folder in ["crates", "src-tauri/src", "tests", "ui/src"] {
        for (path, _) in sources(folder, &["rs", "ts", "svelte"]) {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
            let name = stem.split('.').next().unwrap_or(stem).to_lowercase();
            for drawer in
                ["common", "util", "utils", "helper", "helpers", "manager", "service", "misc"]
            {
                assert_ne!(name, drawer, "{}", path.display());
            }
        }
    }
}

#[test]
fn no_test_is_ignored_or_left_open() {
    let marks = [["#[ign", "ore"], ["TO", "DO"], ["FIX", "ME"], ["unimpl", "emented!"]];
    let page_marks = [[".sk", "ip("], [".to", "do("], [".on", "ly("]];
    for folder in ["crates", "src-tauri/src", "tests", "ui/src"] {
        for (path, source) in sources(folder, &["rs", "ts", "svelte"]) {
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            let open = marks.iter().chain(page_marks.iter().filter(|_| !is_rust));
            for mark in open {
                assert!(!source.contains(&mark.concat()), "{}: {}", path.display(), mark.concat());
            }
        }
    }
}

#[test]
fn unsafe_code_is_forbidden() {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(workspace.contains("unsafe_code = \"forbid\""));
    for (room, manifest) in manifests() {
        let inherits = manifest.contains("[lints]\nworkspace = true");
        assert!(inherits || room == "src-tauri", "'{room}' does not take the workspace's lints");
    }
}

#[test]
fn npm_versions_are_exact() {
    let package = fs::read_to_string(root().join("ui/package.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap();
    for group in ["dependencies", "devDependencies"] {
        let Some(versions) = package[group].as_object() else { continue };
        for (name, version) in versions {
            let version = version.as_str().unwrap();
            let is_exact = version.starts_with(|first: char| first.is_ascii_digit());
            assert!(is_exact, "'{name}' is not pinned: '{version}'");
        }
    }
    let typescript = package["devDependencies"]["typescript"].as_str().unwrap();
    assert!(typescript.starts_with("5.9."), "TypeScript stays on 5.9: '{typescript}'");
}

#[test]
fn one_capability_file_names_each_command() {
    let folder = root().join("src-tauri/capabilities");
    let files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    let [file] = files.as_slice() else { panic!("one capability file, not {files:?}") };
    let capability = fs::read_to_string(file).unwrap();
    for plugin in ["fs:", "shell:", "http:", "opener:", "dialog:"] {
        assert!(!capability.contains(&format!("\"{plugin}")), "the page may not call '{plugin}'");
    }
    assert!(!capability.contains(":default\""), "a set of permissions names no command");
    let config = fs::read_to_string(root().join("src-tauri/tauri.conf.json")).unwrap();
    assert!(!config.contains("withGlobalTauri\": true"));
    let config: serde_json::Value = serde_json::from_str(&config).unwrap();
    let policy = &config["app"]["security"]["csp"];
    assert_eq!(
        (&policy["default-src"], &policy["script-src"]),
        (&json!("'none'"), &json!("'self'"))
    );
    let config = policy.to_string();
    assert!(!config.contains("unsafe-inline") && !config.contains("unsafe-eval"));
}

#[test]
fn dependencies_are_explained() {
    let notes = fs::read_to_string(root().join("docs/notes/why-dependencies.md")).unwrap();
    for (room, manifest) in manifests() {
        for name in dependencies(&manifest) {
            if room_of(&name).is_none() {
                assert!(notes.contains(&format!("`{name}`")), "'{name}' of '{room}' has no reason");
            }
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every room's folder and manifest.
fn manifests() -> BTreeMap<String, String> {
    let mut folders = vec!["src-tauri".to_owned(), "tests".to_owned(), "fuzz".to_owned()];
    for folder in fs::read_dir(root().join("crates")).unwrap() {
        folders.push(format!("crates/{}", folder.unwrap().file_name().to_str().unwrap()));
    }
    let read = |folder: String| {
        let manifest = fs::read_to_string(root().join(&folder).join("Cargo.toml")).ok()?;
        Some((folder, manifest))
    };
    let manifests: BTreeMap<String, String> = folders.into_iter().filter_map(read).collect();
    assert!(manifests.len() >= 10, "the rooms are where they were");
    manifests
}

/// The names a manifest depends on, those of its tests left out.
fn shipped_dependencies(manifest: &str) -> Vec<String> {
    let sections = manifest.split("\n[").filter(|section| !section.starts_with("dev-"));
    sections.flat_map(|section| dependencies(&format!("[{section}"))).collect()
}

/// The names a manifest depends on, whatever the section.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_dependencies = line.trim_end_matches(']').ends_with("dependencies");
            continue;
        }
        let name: String =
            line.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        if is_dependencies && !name.is_empty() {
            names.push(name);
        }
    }
    names
}

fn room_of(package: &str) -> Option<&str> {
    match package {
        "palimpsest" => Some("palimpsest"),
        _ => package.strip_prefix("palimpsest-"),
    }
}

/// Every source file below a folder, or the file itself.
fn sources(folder: &str, extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            if ["node_modules", "dist", "target", "fixtures"].contains(&name) {
                continue;
            }
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path
            .extension()
            .and_then(|it| it.to_str())
            .is_some_and(|it| extensions.contains(&it))
        {
            let source = fs::read_to_string(&path).unwrap();
            found.push((path, source));
        }
    }
    found
}

/// What is shipped of a room: the files that are not tests or made for them.
fn shipped(folder: &str) -> Vec<(PathBuf, String)> {
    let is_test = |path: &Path| {
        path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests")))
            || ["tests.rs", "fixture.rs"].iter().any(|name| path.ends_with(name))
    };
    sources(folder, &["rs"]).into_iter().filter(|(path, _)| !is_test(path)).collect()
}

/// The source without comments and without its tests, which may use what the room may not.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Tells whether the word stands in the code as a word of its own.
fn words_of(code: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back().is_some_and(is_letter);
        let after = code[at + word.len()..].chars().next().is_some_and(is_letter);
        !before && !after
    })
}
