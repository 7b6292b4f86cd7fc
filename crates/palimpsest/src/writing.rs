//! Writing: a file for the reader, as a whole or not at all. It knows nothing of what is in it.

use crate::{Error, ErrorCode, Result};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Writes a file as a whole or not at all; one that is there is replaced only by `force`.
pub fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let unwritable = |error: &io::Error| Error::about_file("write", path, error);
    let name = path.file_name().ok_or_else(|| unwritable(&io::Error::other("it names no file")))?;
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
        io::ErrorKind::AlreadyExists => {
            let message = format!("cannot write '{}': it is there already", path.display());
            Error::new(ErrorCode::Unreadable, message)
                .hint("replace it with --force, or name another file")
        }
        _ => unwritable(&error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        write_file(&path, b"one", false).unwrap();
        let refused = write_file(&path, b"two", false).unwrap_err();
        assert!(refused.message.contains("there already"), "{refused:?}");
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_file(&path, b"three", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_file(&folder.path().join("no/a.md"), b"", false).is_err());
    }
}
