//! Finds packs on disk and reads their labels and pages. It must not know what is measured.

use crate::label::Label;
use flate2::read::MultiGzDecoder;
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// What cannot be read, in words for people.
pub type Result<T> = std::result::Result<T, String>;

/// The name of the file that makes a folder a pack.
const LABELS: &str = "labels.jsonl";

/// A folder of labelled pages.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The folder's name.
    pub name: String,
    /// Its labels, in file order.
    pub labels: Vec<Label>,
    folder: PathBuf,
}

/// Reads the labels of a pack, or of every pack in a folder of packs, in the order of their names.
///
/// Where `sets` is not empty, only packs of these names are read, and each must be there.
pub fn read_packs(corpus: &Path, sets: &[String]) -> Result<Vec<Pack>> {
    let folders = pack_folders(corpus)?;
    let names: Vec<String> = folders.iter().map(|folder| name_of(folder)).collect();
    if let Some(missing) = sets.iter().find(|set| !names.contains(set)) {
        let names = names.join(", ");
        return Err(format!("no set '{missing}' in '{}'; there are: {names}", corpus.display()));
    }
    let is_wanted = |name: &String| sets.is_empty() || sets.contains(name);
    folders
        .into_iter()
        .zip(names)
        .filter(|(_, name)| is_wanted(name))
        .map(|(folder, name)| Ok(Pack { labels: read_labels(&folder)?, name, folder }))
        .collect()
}

impl Pack {
    /// Reads the bytes of a page as its server sent them.
    pub fn read_page(&self, label: &Label) -> Result<Vec<u8>> {
        let stored = label.html.clone().unwrap_or_else(|| format!("html/{}.html.gz", label.id));
        let path = self.folder.join(stored);
        let packed = fs::read(&path).map_err(|error| cannot_read(&path, &error))?;
        let mut bytes = Vec::new();
        match packed.starts_with(&[0x1f, 0x8b]) {
            true => MultiGzDecoder::new(packed.as_slice())
                .read_to_end(&mut bytes)
                .map_err(|error| cannot_read(&path, &error))?,
            false => return Ok(packed),
        };
        Ok(bytes)
    }
}

fn pack_folders(corpus: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(corpus).map_err(|error| cannot_read(corpus, &error))?;
    if corpus.join(LABELS).is_file() {
        // A relative `.` has no name of its own.
        return Ok(vec![corpus.canonicalize().unwrap_or_else(|_| corpus.to_owned())]);
    }
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|folder| folder.join(LABELS).is_file())
        .collect();
    folders.sort();
    match folders.is_empty() {
        true => Err(format!("cannot read '{}': no '{LABELS}' in it or below", corpus.display())),
        false => Ok(folders),
    }
}

fn read_labels(folder: &Path) -> Result<Vec<Label>> {
    let path = folder.join(LABELS);
    let lines = fs::read_to_string(&path).map_err(|error| cannot_read(&path, &error))?;
    lines
        .split('\n')
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            Label::read(line).map_err(|error| {
                format!("cannot read '{}', line {}: {error}", path.display(), index + 1)
            })
        })
        .collect()
}

fn name_of(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Says that a file or folder cannot be read, and why.
pub fn cannot_read(path: &Path, error: &std::io::Error) -> String {
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        _ => error.to_string(),
    };
    format!("cannot read '{}': {why}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn pack_with(folder: &Path, labels: &str) {
        fs::create_dir_all(folder.join("html")).unwrap();
        fs::write(folder.join(LABELS), labels).unwrap();
        let file = fs::File::create(folder.join("html/a.html.gz")).unwrap();
        let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        packed.write_all(b"<p>Hello").unwrap();
        packed.finish().unwrap();
    }

    #[test]
    fn one_pack_or_a_folder_of_packs() {
        let corpus = tempfile::tempdir().unwrap();
        pack_with(&corpus.path().join("one"), "{\"id\":\"a\"}\n");
        pack_with(&corpus.path().join("two"), "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n");
        let packs = read_packs(corpus.path(), &[]).unwrap();
        let sizes: Vec<_> =
            packs.iter().map(|pack| (pack.name.as_str(), pack.labels.len())).collect();
        assert_eq!(sizes, [("one", 1), ("two", 2)]);
        let packs = read_packs(&corpus.path().join("two"), &[]).unwrap();
        assert_eq!(packs[0].name, "two");
        assert_eq!(packs[0].read_page(&packs[0].labels[0]).unwrap(), b"<p>Hello");
        let missing = packs[0].read_page(&packs[0].labels[1]).unwrap_err();
        assert!(missing.ends_with("b.html.gz': no such file or folder"), "{missing}");
        let packs = read_packs(corpus.path(), &["two".to_owned()]).unwrap();
        assert_eq!(packs.len(), 1);
    }

    #[test]
    fn what_is_missing_or_malformed_is_named() {
        let corpus = tempfile::tempdir().unwrap();
        let error = read_packs(&corpus.path().join("no"), &[]).unwrap_err();
        assert!(error.ends_with("/no': no such file or folder"), "{error}");
        let error = read_packs(corpus.path(), &[]).unwrap_err();
        assert!(error.ends_with("no 'labels.jsonl' in it or below"), "{error}");
        pack_with(&corpus.path().join("one"), "{\"id\":\"a\"}\n{\"id\":\n");
        let error = read_packs(corpus.path(), &["two".to_owned()]).unwrap_err();
        assert!(error.starts_with("no set 'two' in") && error.ends_with("one"), "{error}");
        let error = read_packs(corpus.path(), &[]).unwrap_err();
        assert!(error.contains("labels.jsonl', line 2: EOF"), "{error}");
    }
}
