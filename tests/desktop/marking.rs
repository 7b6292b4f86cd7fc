//! Every way to mark words: the reading cursor, the text cursor, the mouse over any kind of block, the menu, the
//! handles; and undoing each of them, also after the program was ended.

use palimpsest_tests::window::Window;
use std::path::Path;
use tempfile::{TempDir, tempdir};

const PAGE: &str = "<!doctype html><html lang=en><head><title>Sluice gates</title></head><body><article>
<h1>Sluice gates of the old canal to be rebuilt by hand</h1>
<p>The lock keepers met on Monday in Harrow. They want the old gates back, because the new ones leak. Dr. Amara
Voss, who measured the leaks, agrees with them.</p>
<p>The work takes two winters, <a href='https://canal.example/plan'>as the plan says</a>, and closes the canal for
boats from November on. Barges will go round by the river, which is longer but free.</p>
<ul><li>The first gate is made of green oak from the valley.</li>
<li>The second gate keeps its iron from 1893.</li></ul>
<p>The board has published what each gate costs, and who pays for it in the end.</p>
<table><tr><th>Gate</th><th>Cost in thousands</th></tr><tr><td>Upper gate</td><td>412</td></tr>
<tr><td>Lower gate</td><td>388</td></tr></table>
<figure><img src='gate.png' alt='A gate'><figcaption>The upper gate in the drought of last August.</figcaption></figure>
<p>Nobody who lives by the water has objected so far, and the keepers mean to begin as soon as the ice has gone.</p>
</article></body></html>";

const FIRST: &str = "The lock keepers met on Monday in Harrow.";
const SECOND: &str = "They want the old gates back, because the new ones leak.";
const CARD: &str = "[data-testid=highlight-card]";

/// A library, and a page to open in it.
fn page() -> (TempDir, String) {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("gates.html");
    std::fs::write(&path, PAGE).expect("a written page");
    let path = path.to_str().expect("a Unicode path").to_owned();
    (folder, path)
}

fn open(folder: &Path, source: &str) -> Window {
    let window = Window::open(&folder.join("library"), &[source]);
    window.screen("reader");
    window
}

/// Waits until a layer is painted over these words, put together from what each block has of them.
fn paints(window: &Window, layer: &str, words: &str) {
    let script = "
        const layer = CSS.highlights.get(`palimpsest-${arguments[0]}`);
        return [...(layer ?? [])].map(String).join('|') === arguments[1]";
    window.until(&format!("{layer} over '{words}'"), script, &[layer.into(), words.into()]);
}

#[test]
fn by_keyboard_alone_sentences_are_marked_tagged_resized_and_every_act_undone_after_a_restart() {
    let (folder, path) = page();
    let window = open(folder.path(), &path);
    window.press(".");
    paints(&window, "unit", FIRST);
    window.press(".");
    paints(&window, "unit", SECOND);
    window.until(
        "what is at hand is said",
        "return document.querySelector('[data-testid=said]').textContent === arguments[0]",
        &[SECOND.into()],
    );
    window.press("h");
    paints(&window, "yellow", SECOND);
    window.press("4");
    paints(&window, "red", SECOND);
    window.press("t");
    window.find("[data-testid=tag-editor]");
    window.type_in("gates, leaks");
    window.press("Enter");
    window.press("Enter");
    window.gone("[data-testid=tag-editor]");
    window.press("n");
    window.find("[data-testid=note-editor]");
    window.type_in("Which ones?");
    window.press("Control+Enter");
    window.gone("[data-testid=note-editor]");
    let shorter = SECOND.strip_prefix("They ").unwrap();
    window.press("Alt+Right");
    paints(&window, "red", shorter);
    window.press("Alt+Shift+Right");
    let longer = format!("{shorter} Dr");
    paints(&window, "red", &longer);
    window.press("Delete");
    window.gone(CARD);
    window.quit();

    let window = open(folder.path(), "entry:1");
    assert_eq!(window.count(CARD), 0);
    window.press("u");
    paints(&window, "red", &longer);
    window.find(&format!("{CARD} [data-testid=tag]"));
    assert!(window.text(CARD).contains("Which ones?"));
    let message = window.text("[data-testid=message]");
    assert!(message.starts_with("Undone: highlight deleted — “want the old gates"), "{message}");
    window.press("Control+z");
    paints(&window, "red", shorter);
    window.press("u");
    paints(&window, "red", SECOND);
    window.press("u");
    window.gone("[data-testid=note]");
    window.press("u");
    window.gone("[data-testid=tag]");
    window.press("u");
    paints(&window, "yellow", SECOND);
    window.press("u");
    window.gone(CARD);
    for _ in 0..6 {
        window.press("Control+y");
    }
    paints(&window, "red", &longer);
    window.click("[data-testid=message-act]");
    paints(&window, "red", shorter);
    window.quit();
}

#[test]
fn words_are_taken_by_the_reading_cursor_and_drawn_out() {
    let (folder, path) = page();
    let window = open(folder.path(), &path);
    for _ in 0..3 {
        window.press("w");
    }
    paints(&window, "unit", "keepers");
    window.press("b");
    paints(&window, "unit", "lock");
    window.press("Shift+w");
    paints(&window, "unit", "lock keepers");
    window.press("2");
    paints(&window, "green", "lock keepers");
    window.press("k");
    window.find("article .block.cursor");
    assert_eq!(window.painted("unit"), [""; 0]);
    window.quit();
}

#[test]
fn the_text_cursor_selects_across_paragraphs() {
    let (folder, path) = page();
    let window = open(folder.path(), &path);
    window.press("j");
    window.press("F7");
    window.find("article[data-caret]");
    // By lines down through the first paragraph into the second.
    let reaches = "
        const selected = getSelection().toString();
        return selected.includes('Harrow') && selected.includes('two winters') && selected";
    let mut presses = 0;
    while !window.look(reaches, &[]).is_string() {
        presses += 1;
        assert!(presses < 20, "{}", window.look("return getSelection().toString()", &[]));
        window.press("Shift+Down");
    }
    window.press("Shift+Control+Right");
    window.press("h");
    window.find(CARD);
    let painted = window.painted("yellow");
    assert_eq!(painted.len(), 2, "{painted:?}");
    assert!(painted[0].starts_with("The lock keepers"), "{painted:?}");
    assert!(painted[1].starts_with("The work takes two winters"), "{painted:?}");
    // Off again, the arrows go through the paragraphs.
    window.press("F7");
    window.gone("article[data-caret]");
    window.press("Down");
    window.find("article .block.cursor");
    window.quit();
}

#[test]
fn the_mouse_selects_across_lists_tables_captions_and_links() {
    let (folder, path) = page();
    let window = open(folder.path(), &path);
    for (first, last, colour, painted) in [
        (
            "closes the canal",
            "green oak",
            "green",
            "closes the canal for boats from November on. Barges will go round by the river, which is longer \
             but free.|The first gate is made of green oak",
        ),
        ("the plan", "says", "blue", "the plan says"),
        (
            "keeps its iron",
            "each gate",
            "purple",
            "keeps its iron from 1893.|The board has published what each gate",
        ),
        ("Upper gate", "Lower gate", "orange", "Upper gate\t412\nLower gate"),
        (
            "drought",
            "objected so far",
            "red",
            "drought of last August.|Nobody who lives by the water has objected so far",
        ),
    ] {
        window.select_between(first, last);
        window.click(&format!("[data-testid=highlight-menu] [data-colour={colour}]"));
        paints(&window, colour, painted);
    }
    // What lies over others stays apart from them; a click offers each.
    window.select_between("canal for boats", "longer");
    window.click("[data-testid=highlight-menu] [data-colour=yellow]");
    window.until(
        "six cards",
        "return document.querySelectorAll(arguments[0]).length === 6",
        &[CARD.into()],
    );
    window.press("Escape");
    window.click_on_phrase("November");
    let menu = window.text("[data-testid=highlight-menu]");
    assert!(menu.contains("1 of 2 here"), "{menu}");
    window.click("[data-testid=menu-other]");
    window.find("[data-testid=highlight-menu] [data-colour=green][aria-pressed=true]");
    window.quit();
}

#[test]
fn a_highlight_is_resized_by_its_handles_and_each_drag_is_one_act() {
    let (folder, path) = page();
    let window = open(folder.path(), &path);
    window.select("old gates");
    window.click("[data-testid=highlight-menu] [data-colour=blue]");
    paints(&window, "blue", "old gates");
    window.drag_handle("[data-testid=handle-end]", "the new ones");
    paints(&window, "blue", "old gates back, because the new ones");
    window.drag_handle("[data-testid=handle-start]", "They want");
    paints(&window, "blue", "the old gates back, because the new ones");
    // Into the next paragraph.
    window.drag_handle("[data-testid=handle-end]", "two winters");
    let script = "return [...CSS.highlights.get('palimpsest-blue')].length === 2";
    window.until("two paragraphs", script, &[]);
    window.press("u");
    paints(&window, "blue", "the old gates back, because the new ones");
    window.press("u");
    paints(&window, "blue", "old gates back, because the new ones");
    window.press("u");
    paints(&window, "blue", "old gates");
    window.quit();
}

#[test]
fn the_menu_is_used_by_keyboard_and_gives_the_focus_back() {
    let (folder, path) = page();
    let window = open(folder.path(), &path);
    window.press("j");
    window.press("m");
    window.find("[data-testid=highlight-menu] [data-colour=yellow]:focus");
    window.press("Escape");
    window.gone("[data-testid=highlight-menu]");
    window.find("article .block.cursor:focus");
    window.press("m");
    window.find("[data-testid=highlight-menu] [data-colour=yellow]:focus");
    window.press("Right");
    window.press("Right");
    window.press("Enter");
    window.find(&format!("{CARD}[data-colour=blue]"));
    window.press("m");
    window.find("[data-testid=highlight-menu] [data-colour=blue]:focus");
    // What the reader calls the colour is what is heard.
    let name = window.attribute("[data-testid=highlight-menu] [data-colour=blue]", "aria-label");
    assert!(name.as_deref().is_some_and(|name| name == "Quote (blue)"), "{name:?}");
    window.click("[data-testid=menu-cite]");
    let told = |words: &str| {
        let script = "return [...document.querySelectorAll('[data-testid=message]')]
            .some((message) => message.textContent.includes(arguments[0]))";
        window.until(&format!("'{words}' is told"), script, &[words.into()]);
    };
    told("Copied with its source");
    window.press("m");
    window.click("[data-testid=menu-link]");
    // A page from a file has none.
    told("no address to link to");
    window.quit();
}
