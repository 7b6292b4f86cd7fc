//! A passage is highlighted and noted, the program ends, and both are there again: by mouse, and by
//! keyboard alone.

use palimpsest_tests::{fixture, window::Window};
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
    window.screen("welcome");
    window.press("o");
    window.type_in(&article());
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
