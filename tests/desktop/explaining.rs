//! What was left out stands in its place, dimmed, and goes again; highlights keep their words; and the
//! sources behind the header show where the page disagrees with itself.

use palimpsest_tests::{fixture, window::Window};
use tempfile::tempdir;

const PHRASE: &str = "a watch at dusk, a log";
const PARAGRAPH: &str = "Her duties are modest";

/// The page of the keeper, saying two things of its headline.
fn page(folder: &std::path::Path) -> String {
    let page = fixture("articles/night-ferry-en/page.html");
    let page = std::fs::read_to_string(page).expect("the fixture can be read");
    let page = page.replace("Gull Point light after nine years\">", "the lighthouse\">");
    let file = folder.join("keeper.html");
    std::fs::write(&file, page).expect("the folder is writable");
    file.to_str().expect("a Unicode path").to_owned()
}

#[test]
fn what_was_left_out_stands_in_its_place_and_moves_no_highlight() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[&page(library.path())]);
    window.screen("reader");
    let article = window.text("[data-testid=text]");
    assert!(!article.contains("Sign up for our newsletter"), "{article}");

    window.click("[data-testid=left-out-toggle]");
    window.find("[data-testid=left-out]");
    let shown = window.text("[data-testid=text]");
    let at = |words: &str| shown.find(words).unwrap_or_else(|| panic!("no '{words}' in {shown}"));
    assert!(at("I intend to do it the other way round") < at("In the part “newsletter-signup”"));
    assert!(at("In the part “newsletter-signup”") < at("Sign up for our newsletter"));
    assert!(at("Sign up for our newsletter") < at("A house with 140 stairs"));
    let line = window.text("[data-testid=left-out-line]");
    assert!(line.contains("not in the article") && !line.contains("differently"), "{line}");
    // A menu is one line until it is asked for.
    assert!(!shown.contains("Letters"), "{shown}");
    window.click("[data-testid=left-out] summary");
    let opened =
        "return document.querySelector('[data-testid=left-out]').innerText.includes('Letters')";
    window.until("the menu's words", opened, &[]);

    // Behind all that was put between, the words are where they were.
    window.select(PHRASE);
    window.click("[data-testid=highlight-menu] [data-colour=green]");
    window.find("[data-testid=highlight-card][data-colour=green]");
    assert_eq!(window.painted("green"), [PHRASE]);
    window.press("Escape");
    window.press("l");
    window.gone("[data-testid=left-out]");
    assert_eq!(window.text("[data-testid=text]"), article);
    assert_eq!(window.painted("green"), [PHRASE]);
    window.quit();

    let window = Window::open(library.path(), &["entry:1"]);
    window.find("[data-testid=highlight-card][data-colour=green]");
    assert_eq!(window.painted("green"), [PHRASE]);
    window.quit();
}

#[test]
fn what_is_being_read_stays_where_it_is() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[&page(library.path())]);
    window.screen("reader");
    let top = "
        const block = [...document.querySelectorAll('.text .block')]
            .find((block) => block.textContent.startsWith(arguments[0]));
        if (arguments[1]) block.scrollIntoView({ block: 'start', behavior: 'instant' });
        return Math.round(block.getBoundingClientRect().top)";
    let before = window.look(top, &[PARAGRAPH.into(), true.into()]).as_i64().unwrap();
    window.press("l");
    window.find("[data-testid=left-out]");
    let after = window.look(top, &[PARAGRAPH.into(), false.into()]).as_i64().unwrap();
    assert!((after - before).abs() <= 2, "it went from {before} to {after}");
    window.quit();
}

#[test]
fn the_sources_show_where_the_page_disagrees_with_itself() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[&page(library.path())]);
    window.screen("reader");
    window.click("[data-testid=sources-toggle]");
    let headline = window.text("[data-testid=source-row][data-name=Headline]");
    for words in ["Keeper returns to Gull Point light", "Keeper returns to the lighthouse"] {
        assert!(headline.contains(words), "{headline}");
    }
    assert!(headline.contains("visible text") && headline.contains("Open Graph"), "{headline}");
    let published = window.text("[data-testid=source-row][data-name=Published]");
    assert!(published.contains("JSON-LD"), "{published}");
    window.press("i");
    window.gone("[data-testid=sources]");
    window.quit();
}
