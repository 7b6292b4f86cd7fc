//! A passage is highlighted and noted, the program ends, and both are there again: by mouse, and by
//! keyboard alone.

use palimpsest_tests::{
    fixture,
    server::{Answer, Server},
    window::{Setting, Window},
};
use tempfile::tempdir;

const PHRASE: &str = "three small boats in trouble last winter";

fn article() -> String {
    fixture("articles/night-ferry-en/page.html").to_str().expect("a Unicode path").to_owned()
}

#[test]
fn by_mouse_a_highlight_and_its_note_outlive_the_program() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[&article()]);
    window.screen("reader");
    window.select(PHRASE);
    window.click("[data-testid=highlight-menu] [data-colour=green]");
    window.find("[data-testid=highlight-card][data-colour=green]");
    assert_eq!(window.painted("green"), [PHRASE]);
    window.click("[data-testid=add-note]");
    window.find("[data-testid=note-editor]");
    window.type_in("Ask the coastguard.\nHow late is “too late”?");
    window.click("[data-testid=save-note]");
    window.gone("[data-testid=note-editor]");
    window.quit();

    let window = Window::open(library.path(), &[]);
    window.screen("library");
    window.click("[data-testid=entry] h2 button");
    window.screen("reader");
    window.find("[data-testid=highlight-card][data-colour=green]");
    let passage = window.text("[data-testid=highlight-card] [data-testid=passage]");
    assert!(passage.contains(PHRASE), "{passage}");
    let note = window.text("[data-testid=highlight-card] [data-testid=note]");
    assert!(note.contains("Ask the coastguard.") && note.contains("How late"), "{note}");
    assert_eq!(window.painted("green"), [PHRASE]);

    // Another colour, then gone, then back: each is what the next start shows.
    window.click("[data-testid=highlight-card] [data-testid=passage]");
    window.click("[data-testid=highlight-card] [data-colour=red]");
    window.find("[data-testid=highlight-card][data-colour=red]");
    window.click("[data-testid=highlight-card] [data-testid=delete]");
    window.gone("[data-testid=highlight-card]");
    assert_eq!(window.painted("red"), [""; 0]);
    window.click("[data-testid=message-act]");
    window.find("[data-testid=highlight-card][data-colour=red]");
    window.quit();

    let window = Window::open(library.path(), &["entry:1"]);
    window.find("[data-testid=highlight-card][data-colour=red]");
    assert_eq!(window.painted("red"), [PHRASE]);
    window.quit();
}

#[test]
fn by_keyboard_alone_a_highlight_and_its_note_outlive_the_program() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    let server = Server::start();
    server.answer("/keeper", Answer::html(std::fs::read(article()).unwrap()));
    window.screen("welcome");
    window.press("o");
    window.type_in(&server.url("/keeper"));
    window.press("Enter");
    window.screen("reader");
    window.press("j");
    window.press("j");
    window.press("k");
    let paragraph = window.until(
        "the reading cursor",
        "return document.querySelector('article .cursor')?.textContent",
        &[],
    );
    let paragraph = paragraph.as_str().expect("text").trim().to_owned();
    window.press("h");
    window.find("[data-testid=highlight-card]");
    window.press("4");
    window.find("[data-testid=highlight-card][data-colour=red]");
    window.press("n");
    window.find("[data-testid=note-editor]");
    window.type_in("Written without a mouse: j, k and h.");
    window.press("Control+Enter");
    window.gone("[data-testid=note-editor]");
    window.quit();

    let window = Window::open(library.path(), &[]);
    window.screen("library");
    window.press("j");
    window.press("Enter");
    window.screen("reader");
    window.find("[data-testid=highlight-card][data-colour=red]");
    assert_eq!(
        window.text("[data-testid=highlight-card] [data-testid=note]"),
        "Written without a mouse: j, k and h."
    );
    let painted = window.painted("red").join("");
    assert!(!painted.is_empty() && paragraph.contains(painted.trim()), "{painted} / {paragraph}");
    window.quit();
}

#[test]
fn what_was_highlighted_outlives_a_crash() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[&article()]);
    window.screen("reader");
    window.select(PHRASE);
    window.click("[data-testid=highlight-menu] [data-colour=blue]");
    window.find("[data-testid=highlight-card]");
    // Dropped, not quit: every process is killed where it stands.
    drop(window);

    let window = Window::open(library.path(), &["entry:1"]);
    window.find("[data-testid=highlight-card][data-colour=blue]");
    assert_eq!(window.painted("blue"), [PHRASE]);
    window.quit();
}

#[test]
fn a_note_half_written_outlives_the_window() {
    let (library, home) = (tempdir().unwrap(), tempdir().unwrap());
    let open = |source: &str| {
        Window::open_as(&Setting {
            home: Some(home.path()),
            ..Setting::new(library.path(), &[source])
        })
    };
    let window = open(&article());
    window.screen("reader");
    window.select(PHRASE);
    window.press("n");
    window.find("[data-testid=note-editor]");
    window.type_in("Half a thou");
    window.quit();

    let window = open("entry:1");
    window.find("[data-testid=highlight-card]");
    // Saved as the window closed, or kept as a draft to be opened: either will do.
    if window.count("[data-testid=open-draft]") > 0 {
        window.click("[data-testid=open-draft]");
        let script = "return document.querySelector('[data-testid=note-editor]')?.value";
        assert_eq!(window.until("the draft", script, &[]), "Half a thou");
    } else {
        assert_eq!(window.text("[data-testid=note]"), "Half a thou");
    }
    window.quit();
}
