//! Generated files are fresh: the page's types, and the schema of an article.

use std::{env, fs, path::Path};

#[test]
fn the_types_of_the_page_are_those_of_the_engine() {
    check("ui/src/ipc/bindings.ts", &palimpsest::bindings::typescript());
}

#[test]
fn the_schema_of_an_article_is_that_of_the_engine() {
    check("docs/article.schema.json", &palimpsest::bindings::article_schema());
}

fn check(file: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(file);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, generated).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == generated,
        "'{file}' is stale: UPDATE_EXPECT=1 cargo test -p palimpsest-tests --test suite bindings"
    );
}
