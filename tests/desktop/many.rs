//! An article with 3,000 highlights: only those near the window are painted, and they are there wherever it goes.

use palimpsest::{
    Environment, Library, NewHighlight, Source, Work,
    article::{Colour, Span},
    fetch,
};
use palimpsest_tests::window::{Setting, Window};
use std::{path::Path, sync::Arc};
use tempfile::tempdir;

const PARAGRAPHS: usize = 300;
const HIGHLIGHTS: usize = 3_000;

#[test]
fn three_thousand_highlights_are_painted_where_the_window_is() {
    let folder = tempdir().unwrap();
    let marked = fill(folder.path(), HIGHLIGHTS / PARAGRAPHS);
    // So narrow that the side panel is folded away: the article is what is looked at.
    let setting = Setting { size: (800, 820), ..Setting::new(folder.path(), &["entry:1"]) };
    let window = Window::open_as(&setting);
    window.screen("reader");
    finds_its_paint(&window, &marked, 0);
    for part in [1.0, 0.5, 0.0] {
        window.look(
            "window.scrollTo({ top: arguments[0] * document.body.scrollHeight, behavior: 'instant' })",
            &[part.into()],
        );
        let at = (part * (PARAGRAPHS - 1) as f64) as usize;
        finds_its_paint(&window, &marked, at);
    }
    // A highlight made among them is painted at once, and the others stay.
    window.press("j");
    window.press("3");
    window.until(
        "the new one",
        "return [...CSS.highlights.get('palimpsest-blue')].some((range) => range.toString().length > 80)",
        &[],
    );
    finds_its_paint(&window, &marked, 0);
    window.quit();
}

/// Waits until every highlight of the paragraphs in sight is painted, and of all the highlights only few.
fn finds_its_paint(window: &Window, marked: &[String], paragraph: usize) {
    let script = "
        const painted = ['yellow', 'green', 'blue', 'red', 'purple', 'orange']
            .flatMap((colour) => [...CSS.highlights.get(`palimpsest-${colour}`)]).map(String);
        const shown = [...document.querySelectorAll('article .block.paragraph')].flatMap((block, i) => {
            const box = block.getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight ? [i] : [];
        });
        const words = new Set(painted);
        const isThere = shown.length > 0 && shown.every((i) => {
            const number = /^\\d+/.exec(document.querySelectorAll('article .block.paragraph')[i].textContent)[0];
            return arguments[0].filter((one) => one.startsWith(`${number}-`)).every((one) => words.has(one));
        });
        return isThere && Math.abs(shown[0] - arguments[1]) < 12 ? painted.length : null";
    let count = window.until("the paint in sight", script, &[marked.into(), paragraph.into()]);
    let count = count.as_u64().expect("a number") as usize;
    // Three windows' heights of paragraphs at ten highlights each.
    assert!((10..HIGHLIGHTS / 10).contains(&count), "{count} ranges are registered");
    println!("paragraph {paragraph}: {count} of {HIGHLIGHTS} highlights are registered");
}

/// Makes a library with one article and so many highlights in each of its paragraphs; returns the highlighted
/// words.
pub(crate) fn fill(folder: &Path, per_paragraph: usize) -> Vec<String> {
    let library = Library::open(Environment {
        directory: folder.to_owned(),
        clock: Arc::new(|| "2026-05-04T10:00:00Z".parse().expect("the library can be filled")),
        fetcher: fetch::Client::new(fetch::Limits::default()).expect("the library can be filled"),
    })
    .expect("the library can be filled");
    let paragraphs: String = (0..PARAGRAPHS)
        .map(|i| {
            let words: Vec<String> =
                (0..per_paragraph).map(|j| format!("{i}-mark-{j} and the sea")).collect();
            format!("<p>{i} boats were counted at the pier, {}.</p>\n", words.join(", "))
        })
        .collect();
    let html = format!("<article><h1>A long count of boats at the pier</h1>{paragraphs}</article>");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the library can be filled");
    let added = runtime
        .block_on(library.add(&Source::Html { html, url: None }, &Work::unwatched()))
        .expect("the library can be filled");
    let (entry, revision) = (added.reading.entry.id, added.reading.revision.id.clone());
    let text = added.reading.article.text.as_str().to_owned();
    let mut marked = Vec::with_capacity(PARAGRAPHS * per_paragraph);
    for i in 0..PARAGRAPHS {
        for j in 0..per_paragraph {
            let words = format!("{i}-mark-{j}");
            let byte = text.find(&format!(" {words} ")).expect("the words are in the text") + 1;
            let start = text[..byte].chars().count();
            let highlight = NewHighlight {
                entry,
                revision: revision.clone(),
                span: Span::new(start, start + words.chars().count()),
                colour: Colour::ALL[j % Colour::ALL.len()],
                note: String::new(),
                tags: Vec::new(),
            };
            library.add_highlight(&highlight).expect("the library can be filled");
            marked.push(words);
        }
    }
    marked
}
