//! Lists `languages/*.toml` and `languages/recognised/*.toml` into tables of texts, so that adding a
//! language is adding a file. It must not know what is in the files.
//!
//! The texts are JSON: every program that extracts reads them all when it starts, and TOML takes
//! several times as long to read.

use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("languages");
    let mut tables = String::new();
    list(&folder, "FILES", &mut tables)?;
    list(&folder.join("recognised"), "RECOGNISED", &mut tables)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("languages.rs"), tables)?;
    Ok(())
}

/// Writes a table of the folder's files: code, and the text as JSON.
fn list(folder: &Path, name: &str, tables: &mut String) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();

    writeln!(tables, "pub(super) const {name}: &[(&str, &str)] = &[")?;
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let code = file.file_stem().unwrap_or_default().to_string_lossy();
        let content: serde_json::Value = toml::from_str(&fs::read_to_string(file)?)
            .map_err(|error| format!("cannot read '{}': {error}", file.display()))?;
        writeln!(tables, "    ({code:?}, {:?}),", content.to_string())?;
    }
    tables.push_str("];\n");
    Ok(())
}
