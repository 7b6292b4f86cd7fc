//! Tests of what a transaction promises: all or nothing, on the disk when acknowledged, seen by
//! others.

use crate::{
    Store, StoreError,
    fixture::{Library, at, library, mark, revise, rows},
};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// Returns the files as a crash at this moment would leave them, in a folder of their own.
fn crashed(directory: &std::path::Path) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("library");
    fs::create_dir(&copy).unwrap();
    for name in ["library.sqlite", "library.sqlite-wal"] {
        fs::copy(directory.join(name), copy.join(name)).unwrap();
    }
    (folder, copy)
}

fn headlines(store: &Store) -> Vec<String> {
    store.entries().unwrap().into_iter().map(|entry| entry.headline).collect()
}

#[test]
fn a_second_store_sees_what_the_first_writes_and_the_other_way_round() {
    let mut library = library();
    let mut second = library.again();
    let (entry, revision) = library.entry("one");
    assert_eq!(headlines(&second), ["one"]);
    let id = second.write(|writer| mark(writer, entry, &revision, "x")).unwrap();
    assert!(library.store.highlight(id).unwrap().is_some());
    let newest = library.write(|writer| revise(writer, entry, "two"));
    assert_eq!(second.entry(entry).unwrap().unwrap().revision, newest);
}

#[test]
fn two_writers_take_turns() {
    let mut library = library();
    let mut second = library.again();
    std::thread::scope(|scope| {
        for store in [&mut library.store, &mut second] {
            scope.spawn(move || {
                for _ in 0..50 {
                    let count = store
                        .write(|writer| {
                            // Looks, then writes by what it saw: no other may come in between.
                            let count = rows(writer, "entries");
                            writer
                                .add_address(writer.add_entry(None, at(0))?, &count.to_string())?;
                            Ok::<_, StoreError>(count)
                        })
                        .unwrap();
                    assert!(store.entry_by_address(&count.to_string()).unwrap().is_some());
                }
            });
        }
    });
    assert_eq!(rows(&library.store, "addresses"), 100);
}

#[test]
fn a_writer_who_waited_too_long_is_told() {
    let mut library = library();
    let second = library.again();
    library.store.connection.busy_timeout(std::time::Duration::from_millis(20)).unwrap();
    second.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = library.store.write(|writer| writer.add_entry(None, at(0))).err().unwrap();
    assert!(matches!(error, StoreError::Busy), "{error}");
    assert_eq!(headlines(&library.store), [""; 0], "reading goes on");
    second.connection.execute_batch("ROLLBACK").unwrap();
    library.entry("one");
}

#[test]
fn an_error_undoes_everything() {
    let mut library = library();
    let (entry, revision) = library.entry("one");
    let failed: Result<(), String> = library.store.write(|writer| {
        let id = mark(writer, entry, &revision, "x").unwrap();
        assert!(writer.highlight(id).unwrap().is_some(), "a writer sees what it wrote");
        let other = writer.add_entry(None, at(9)).unwrap();
        revise(writer, other, "two").unwrap();
        assert_eq!(writer.entries().unwrap().len(), 2);
        Err("the reader changed her mind".to_owned())
    });
    assert_eq!(failed, Err("the reader changed her mind".to_owned()));
    assert_eq!(headlines(&library.store), ["one"]);
    assert_eq!(library.store.highlights(entry).unwrap(), []);
    assert_eq!(rows(&library.store, "blobs"), 1);
    // The store is as good as before.
    library.entry("three");
}

/// So that the test above can fail with an error of its own, as the façade does.
impl From<StoreError> for String {
    fn from(error: StoreError) -> Self {
        error.to_string()
    }
}

#[test]
fn a_panic_undoes_everything() {
    let mut library = library();
    library.entry("one");
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        library.store.write(|writer| -> Result<(), StoreError> {
            writer.add_entry(None, at(9))?;
            panic!("in the middle of it");
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(rows(&library.store, "entries"), 1);
    library.entry("two");
    assert_eq!(rows(&library.again(), "entries"), 2);
}

#[test]
fn one_look_sees_one_state() {
    let mut library = library();
    library.entry("one");
    let reading = library.again();
    reading
        .read(|reader| {
            assert_eq!(reader.entries()?.len(), 1);
            library.entry("two");
            assert_eq!(reader.entries()?.len(), 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(reading.entries().unwrap().len(), 2);
}

#[test]
fn what_is_acknowledged_survives_a_crash_and_what_is_not_leaves_no_trace() {
    let Library { folder, mut store } = library();
    let directory = folder.path().join("library");
    let (entry, revision) = store
        .write(|writer| {
            let entry = writer.add_entry(None, at(0))?;
            Ok::<_, StoreError>((entry, revise(writer, entry, "one")?))
        })
        .unwrap();
    let (_during, during) = store
        .write(|writer| {
            for _ in 0..200 {
                mark(writer, entry, &revision, &"long words ".repeat(500))?;
            }
            Ok::<_, StoreError>(crashed(&directory))
        })
        .unwrap();
    let (_after, after) = crashed(&directory);
    let during = Store::open(&during, at(0)).unwrap();
    assert_eq!(headlines(&during), ["one"]);
    assert_eq!(during.highlights(entry).unwrap().len(), 0);
    let after = Store::open(&after, at(0)).unwrap();
    assert_eq!(after.highlights(entry).unwrap().len(), 200);
    for store in [&during, &after] {
        let check = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
        let found = store.connection.query_row("PRAGMA integrity_check", [], check).unwrap();
        assert_eq!(found, "ok");
    }
}

#[test]
fn a_log_cut_anywhere_loses_the_end_and_nothing_before_it() {
    let mut library = library();
    let directory = library.directory();
    library.store.connection.pragma_update(None, "wal_checkpoint", "truncate").unwrap();
    for number in 0..10 {
        library.entry(&number.to_string());
    }
    let log = fs::read(directory.join("library.sqlite-wal")).unwrap();
    let mut last = 0;
    for cut in (0..=log.len()).step_by(log.len() / 60) {
        let (_folder, copy) = crashed(&directory);
        fs::write(copy.join("library.sqlite-wal"), &log[..cut]).unwrap();
        let mut store = Store::open(&copy, at(0)).unwrap();
        let mut found = headlines(&store);
        found.reverse();
        let count = found.len();
        assert!(count >= last, "more log, fewer entries");
        assert_eq!(found, (0..count).map(|number| number.to_string()).collect::<Vec<_>>());
        last = count;
        store.write(|writer| writer.add_entry(None, at(0))).unwrap();
    }
    assert!(last >= 9, "{last}");
}

#[test]
fn a_store_may_go_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&library().store);
}
