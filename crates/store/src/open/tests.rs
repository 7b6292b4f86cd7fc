//! Tests of opening: what is made, what is refused, and that what is refused stays as it was.

use super::*;
use crate::fixture::{at, library};
use std::path::PathBuf;
use tempfile::TempDir;

/// Makes a library folder with these bytes as its database.
fn folder_with(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    fs::write(&file, bytes).unwrap();
    (folder, file)
}

/// Checks that opening is refused, in these words, and that nothing was changed or added.
fn refused(bytes: &[u8], words: &str) {
    let (folder, file) = folder_with(bytes);
    let error = Store::open(folder.path(), at(0)).err();
    let error = error.unwrap_or_else(|| panic!("opened {} bytes", bytes.len()));
    let expected = words.replace("FILE", &file.display().to_string());
    assert_eq!(error.to_string(), expected);
    assert_eq!(fs::read(&file).unwrap(), bytes);
    assert_eq!(names(folder.path()), [FILE]);
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        names.map(|name| name.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Returns the bytes of a small database that `sql` made.
fn database(sql: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.db");
    Connection::open(&file).unwrap().execute_batch(sql).unwrap();
    fs::read(file).unwrap()
}

/// Returns the bytes of a library that nobody has open.
fn closed_library() -> Vec<u8> {
    let library = library();
    let file = library.directory().join(FILE);
    drop(library.store);
    fs::read(file).unwrap()
}

const NOT_A_DATABASE: &str =
    "cannot open library 'FILE': it is not a database, or its beginning is damaged";
const OTHER: &str = "cannot open library 'FILE': it is the database of another application";

#[test]
fn what_is_not_a_database_is_left_as_it_is() {
    refused(b"Dear diary, today the council met.\n", NOT_A_DATABASE);
    refused(&[0; 8192], NOT_A_DATABASE);
    refused(b"x", NOT_A_DATABASE);
    refused(b"SQLite format 3\0", NOT_A_DATABASE);
}

#[test]
fn a_damaged_header_is_told_and_left_as_it_is() {
    let mut damaged = closed_library();
    damaged[..16].fill(0);
    refused(&damaged, NOT_A_DATABASE);
    // The page size.
    let mut damaged = closed_library();
    damaged[16] = 0xff;
    refused(&damaged, NOT_A_DATABASE);
}

#[test]
fn another_applications_database_is_left_as_it_is() {
    refused(&database("CREATE TABLE notes (words TEXT)"), OTHER);
    refused(&database("PRAGMA application_id = 7; CREATE TABLE entries (id)"), OTHER);
    refused(&database("PRAGMA journal_mode = wal; CREATE TABLE notes (words TEXT)"), OTHER);
}

#[test]
fn another_applications_open_log_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let other = Connection::open(&file).unwrap();
    other.execute_batch("PRAGMA journal_mode = wal; CREATE TABLE notes (words)").unwrap();
    // What is left when the other application is killed.
    let killed = tempfile::tempdir().unwrap();
    for name in [FILE, "library.sqlite-wal"] {
        fs::copy(folder.path().join(name), killed.path().join(name)).unwrap();
    }
    let before = (
        fs::read(killed.path().join(FILE)).unwrap(),
        fs::read(killed.path().join("library.sqlite-wal")).unwrap(),
    );
    let error = Store::open(killed.path(), at(0)).err().unwrap();
    assert!(matches!(error, StoreError::OtherApplication { .. }), "{error}");
    let after = (
        fs::read(killed.path().join(FILE)).unwrap(),
        fs::read(killed.path().join("library.sqlite-wal")).unwrap(),
    );
    assert!(before == after);
}

#[test]
fn a_newer_schema_is_left_as_it_is() {
    let (folder, file) = folder_with(&closed_library());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&file).unwrap();
    let error = Store::open(folder.path(), at(0)).err().unwrap();
    let known = migrations::count(MIGRATIONS);
    assert_eq!(
        error.to_string(),
        format!(
            "cannot open library '{}': a newer Palimpsest wrote it (schema 99, known up to {known})",
            file.display()
        )
    );
    assert!(before == fs::read(&file).unwrap());
}

#[test]
fn a_cut_library_is_told_and_left_as_it_is() {
    let whole = closed_library();
    let (folder, file) = folder_with(&whole[..8192]);
    let error = Store::open(folder.path(), at(0)).err().unwrap();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(whole[..8192] == fs::read(&file).unwrap());
}

#[test]
fn a_file_where_a_folder_should_be() {
    let (folder, file) = folder_with(b"not a folder");
    let error = Store::open(&file, at(0)).err().unwrap();
    let words = format!("cannot open library '{}': it is a file, not a folder", file.display());
    assert_eq!(error.to_string(), words);
    let below = file.join("deeper").join("library");
    let error = Store::open(&below, at(0)).err().unwrap();
    let words = format!(
        "cannot open library '{}': a file stands where a folder should be",
        below.display()
    );
    assert_eq!(error.to_string(), words);
    assert_eq!(names(folder.path()), [FILE]);
}

#[test]
fn a_folder_where_the_database_should_be() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(FILE)).unwrap();
    let error = Store::open(folder.path(), at(0)).err().unwrap();
    assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join(FILE)).unwrap();
    let error = Store::open(folder.path(), at(0)).err().unwrap();
    assert!(error.to_string().ends_with("library.sqlite': no such file or folder"), "{error}");
    assert_eq!(names(folder.path()), [FILE]);
}

/// Permissions do not bind the superuser; the kernel's own folder binds everybody.
#[cfg(target_os = "linux")]
#[test]
fn a_place_where_nothing_can_be_made() {
    let directory = Path::new("/proc/palimpsest/library");
    let error = Store::open(directory, at(0)).err().unwrap();
    assert!(matches!(error, StoreError::Io { .. } | StoreError::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("'/proc/palimpsest/library'"), "{error}");
}

#[test]
fn a_read_only_file_is_told() {
    let (_folder, file) = folder_with(&closed_library());
    // For the superuser, who may write every file: SQLite is asked for reading only.
    let connection = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let error = recognise(&connection, &file, false).unwrap_err();
    let words = format!("cannot write library '{}': it is read-only", file.display());
    assert_eq!(error.to_string(), words);

    let (_folder, file) = folder_with(b"");
    let connection = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let error = recognise(&connection, &file, false).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

#[test]
fn what_the_system_forbids_is_read_only() {
    for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem] {
        let error = StoreError::io(Path::new("there"), kind.into());
        assert_eq!(error.to_string(), "cannot write library 'there': it is read-only");
    }
}

#[test]
fn a_library_that_turns_read_only_refuses_writes_and_is_still_read() {
    let mut library = library();
    let (entry, _) = library.entry("The council met.");
    library.store.connection.pragma_update(None, "query_only", true).unwrap();
    let error = library.store.write(|writer| writer.add_entry(None, at(5))).err().unwrap();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert!(library.store.entry(entry).unwrap().is_some());
}

#[test]
fn an_empty_file_becomes_a_library() {
    let (folder, file) = folder_with(b"");
    Store::open(folder.path(), at(0)).unwrap();
    assert!(fs::read(file).unwrap().starts_with(b"SQLite format 3\0"));
}

#[cfg(unix)]
#[test]
fn only_the_reader_may_look() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().join("above").join("library");
    let mut store = Store::open(&directory, at(0)).unwrap();
    store.write(|writer| writer.add_entry(None, at(0))).unwrap();
    assert_eq!(mode(&directory), 0o700);
    let made = names(&directory);
    assert_eq!(made, [FILE, "library.sqlite-shm", "library.sqlite-wal"]);
    for name in made {
        assert_eq!(mode(&directory.join(&name)), 0o600, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_folder_that_was_there_is_the_readers_affair() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    Store::open(folder.path(), at(0)).unwrap();
    let mode = fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o755);
}

#[test]
fn odd_folder_names_mean_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["file:x?mode=memory", "100% #1", "bibliothèque 語", "a'b\"c"] {
        let directory = folder.path().join(name);
        Store::open(&directory, at(0)).unwrap();
        assert!(directory.join(FILE).is_file(), "{name}");
    }
}

#[test]
fn the_settings_hold() {
    let library = library();
    let text = |pragma: &str| -> String {
        let read = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        let value = library.store.connection.pragma_query_value(None, pragma, read).unwrap();
        match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    };
    assert_eq!(text("journal_mode"), "wal");
    assert_eq!(text("synchronous"), "2");
    assert_eq!(text("foreign_keys"), "1");
    assert_eq!(text("recursive_triggers"), "1");
    assert_eq!(text("busy_timeout"), "5000");
    assert_eq!(text("application_id"), APPLICATION_ID.to_string());
}

#[test]
fn many_may_make_the_same_library_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().join("library");
    std::thread::scope(|scope| {
        let open = || {
            let mut store = Store::open(&directory, at(0)).unwrap();
            store.write(|writer| writer.add_entry(None, at(0))).unwrap();
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
    let store = Store::open(&directory, at(0)).unwrap();
    assert_eq!(crate::fixture::rows(&store, "entries"), 8);
}

#[test]
fn a_log_is_waited_for() {
    let (_folder, file) = folder_with(&database("CREATE TABLE notes (words TEXT)"));
    let busy = Connection::open(&file).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    let connection = connect(&file).unwrap();
    connection.busy_timeout(Duration::ZERO).unwrap();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(move || {
            keep_a_log(&connection).unwrap();
            connection.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0))
        });
        std::thread::sleep(Duration::from_millis(100));
        assert!(!waiting.is_finished());
        busy.execute_batch("ROLLBACK").unwrap();
        assert_eq!(waiting.join().unwrap().unwrap(), "wal");
    });
}
