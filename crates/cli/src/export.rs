//! `palimpsest export`: annotations out of the library, into a file or a pipe.

use crate::{
    arguments::{ExportArguments, ExportedFormat},
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{Error, ErrorCode, ExportFormat, article::EntryId};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Exports what was asked for.
pub fn run(surroundings: &Surroundings, arguments: &ExportArguments) -> Result<Outcome, Failure> {
    let library = surroundings.library()?;
    if arguments.print_template {
        let path = library.write_template()?;
        output::say(&format!("the template is '{}'", path.display()));
        output::print_document(&library.template()?)?;
        return Ok(Outcome::Done);
    }
    let format = match arguments.format {
        ExportedFormat::Webannotation => ExportFormat::WebAnnotation,
        ExportedFormat::Markdown => ExportFormat::Markdown,
        ExportedFormat::Json => ExportFormat::Json,
    };
    let template = match &arguments.template {
        Some(path) => Some(fs::read_to_string(path).map_err(|error| failed("read", path, &error))?),
        None => None,
    };
    let entries: Vec<EntryId> = arguments.entries.iter().copied().map(EntryId).collect();
    let exported = library.export_annotations(&entries, format, template.as_deref())?;
    if exported.annotations == 0 {
        output::say("there is nothing to export: nothing is highlighted or noted");
        return Ok(Outcome::Nothing);
    }
    match &arguments.output {
        Some(path) => {
            write_whole(path, exported.text.as_bytes(), arguments.force)?;
            output::say(&format!("{} annotations to '{}'", exported.annotations, path.display()));
        }
        None => output::print_document(&exported.text)?,
    }
    Ok(Outcome::Done)
}

/// Writes a file as a whole or not at all; one that is there is replaced only by `force`.
fn write_whole(path: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    let name = path
        .file_name()
        .ok_or_else(|| failed("write", path, &io::Error::other("it names no file")))?;
    let mut part = name.to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let part: PathBuf = path.with_file_name(part);
    let written = (|| {
        let mut file: File = OpenOptions::new().write(true).create_new(true).open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        match force {
            true => fs::rename(&part, path),
            // Unlike renaming, linking never replaces a file.
            false => fs::hard_link(&part, path),
        }
    })();
    // Where it was renamed there is nothing to remove.
    let _ = fs::remove_file(&part);
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error {
            hints: vec!["replace it with --force, or name another file".to_owned()],
            ..failed("write", path, &io::Error::other("it is there already"))
        },
        _ => failed("write", path, &error),
    })
}

fn failed(act: &str, path: &Path, error: &io::Error) -> Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    Error {
        code: ErrorCode::Unreadable,
        message: format!("cannot {act} '{}': {reason}", path.display()),
        hints: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        write_whole(&path, b"one", false).unwrap();
        let refused = write_whole(&path, b"two", false).unwrap_err();
        assert!(refused.message.contains("there already"), "{refused:?}");
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_whole(&path, b"three", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_whole(&folder.path().join("no/a.md"), b"", false).is_err());
    }
}
