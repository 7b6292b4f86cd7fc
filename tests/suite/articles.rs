//! Articles: whole pages of our own writing, extracted, beside what is expected of them.
//!
//! A folder below `fixtures/articles` is a case: `page.html` or `page.txt`, `page.toml` with the
//! page's address and a word on what it shows, and `expected/`. `UPDATE_EXPECT=1` rewrites that:
//! read the difference before you keep it.

use palimpsest::{Page, export, extract_page};
use palimpsest_tests::fixture;
use std::{env, fs, path::Path};
use url::Url;

#[test]
fn pages_give_the_expected_articles() {
    let update = env::var_os("UPDATE_EXPECT").is_some();
    let mut cases = 0;
    let mut stale = Vec::new();
    for folder in fs::read_dir(fixture("articles")).unwrap() {
        let folder = folder.unwrap().path();
        let expected = folder.join("expected");
        fs::create_dir_all(&expected).unwrap();
        for (name, made) in extracted(&folder) {
            let file = expected.join(name);
            if update {
                fs::write(&file, &made).unwrap();
            }
            if fs::read_to_string(&file).unwrap_or_default() != made {
                stale.push(format!("{}:\n{made}", file.display()));
            }
        }
        cases += 1;
    }
    assert!(cases >= 3);
    assert!(stale.is_empty(), "not as expected:\n{}", stale.join("\n"));
}

fn extracted(folder: &Path) -> [(&'static str, String); 2] {
    let (name, bytes) = ["page.html", "page.txt"]
        .iter()
        .find_map(|name| Some((*name, fs::read(folder.join(name)).ok()?)))
        .unwrap_or_else(|| panic!("'{}' has no page", folder.display()));
    let settings = fs::read_to_string(folder.join("page.toml")).unwrap();
    let url = settings.lines().find_map(|line| line.strip_prefix("url = "));
    let url = url.and_then(|url| Url::parse(url.trim_matches('"')).ok());
    let extraction = extract_page(&Page {
        bytes: &bytes,
        url: url.as_ref(),
        content_type: None,
        file_name: Some(name),
        captured_at: "2026-06-01T00:00:00Z".parse().ok(),
    });
    let json = serde_json::to_string_pretty(&extraction).unwrap() + "\n";
    [("article.json", json), ("article.md", export::markdown(&extraction.article))]
}
