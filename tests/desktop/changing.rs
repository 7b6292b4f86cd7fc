//! Highlights of a version whose words the publisher has since edited or taken away: shown with what changed,
//! accepted, attached elsewhere, left as they are, and seen where they were made.

use palimpsest_tests::{
    server::{Answer, Server},
    window::Window,
};
use tempfile::tempdir;

const FIGURE: &str = "About 2,300 people use it every week";
const STAGE: &str = "a landing stage that it said was beyond repair";
const PIER: &str = "the pier needs a new deck";

const REWORDED: &str = "[data-testid=highlight-card][data-status=reworded]";
const ORPHAN: &str = "[data-testid=highlight-card][data-status=orphan]";
const RED: &str = "[data-testid=highlight-card][data-colour=red]";

/// The page in one of its two versions.
fn page(version: u8) -> Answer {
    let (figure, reason) = match version {
        1 => (
            "2,300",
            "The company blamed the price of fuel and a landing stage that it said was beyond
             repair. Its engineers were not asked, two of them said.",
        ),
        _ => (
            "3,100",
            "Costs alone are to blame, its directors now say: diesel has doubled since spring,
             and the pier needs a new deck before winter.",
        ),
    };
    Answer::html(format!(
        "<!DOCTYPE html><html lang=en><head><title>The last ferry</title></head><body><article>
         <h1>The last ferry to Marrow Island</h1>
         <p>The ferry to Marrow Island will stop running in October, the harbour company said on
         Monday, after forty years of crossings in every sort of weather.</p>
         <p>About {figure} people use it every week, most of them on their way to school or to
         the clinic on the mainland, and some of them with a bicycle or a goat.</p>
         <p>{reason}</p>
         <p>“Nobody asked us anything,” said Orla Penhale, who teaches at the island’s school. “We
         read it on the door of the ticket office, and the door was locked.”</p>
         <p>The council will meet in the old net loft on Thursday evening to hear what the
         islanders make of it.</p></article></body></html>"
    ))
}

/// Opens an address in the window and waits for that version of the page.
fn open(window: &Window, server: &Server, version: u8) {
    server.answer("/ferry", page(version));
    window.find("[data-testid=address]");
    window.press("o");
    window.press("Control+a");
    window.type_in(&server.url("/ferry"));
    window.press("Enter");
    let script =
        "return document.querySelector('article .text')?.textContent.includes(arguments[0])";
    let figure = if version == 1 { "2,300" } else { "3,100" };
    window.until("the version", script, &[figure.into()]);
}

/// Highlights two passages in the first version, one of them yellow, one red, and opens the second.
fn changed(window: &Window, server: &Server) {
    open(window, server, 1);
    for (phrase, colour) in [(FIGURE, "yellow"), (STAGE, "red")] {
        window.select(phrase);
        window.click(&format!("[data-testid=highlight-menu] [data-colour={colour}]"));
        window.find(&format!("[data-testid=highlight-card][data-colour={colour}]"));
    }
    open(window, server, 2);
    window.find("[data-testid=changed-title]");
}

#[test]
fn a_reworded_highlight_shows_both_wordings_and_the_new_one_can_be_accepted() {
    let library = tempdir().unwrap();
    let server = Server::start();
    let window = Window::open(library.path(), &[]);
    changed(&window, &server);
    let (old, new) =
        (window.text(&format!("{REWORDED} del")), window.text(&format!("{REWORDED} ins")));
    assert!(old.contains("2,300") && new.contains("3,100"), "{old} / {new}");
    assert!(old.contains('−') && new.contains('+'), "signs, not colour alone: {old} / {new}");
    assert_eq!(window.painted("yellow").concat(), FIGURE.replace("2,300", "3,100"));

    window.click(&format!("{REWORDED} [data-testid=accept]"));
    window.gone(REWORDED);
    let origin = window.text("[data-testid=origin]");
    assert!(origin.contains("version 1") && origin.contains("2,300"), "{origin}");
    window.quit();

    // Still so after a restart, and still undone.
    let window = Window::open(library.path(), &["entry:1"]);
    window.find("[data-testid=highlight-card][data-colour=yellow][data-status=exact]");
    window.press("Control+z");
    window.find(REWORDED);
    window.quit();
}

#[test]
fn an_orphan_is_attached_to_the_words_selected_for_it() {
    let library = tempdir().unwrap();
    let server = Server::start();
    let window = Window::open(library.path(), &[]);
    changed(&window, &server);
    assert_eq!(window.painted("red"), [""; 0]);

    // Nothing is selected yet: the window says what to do, and waits.
    window.click(&format!("{ORPHAN} [data-testid=attach]"));
    let asked = window.text("[data-testid=attach-bar]");
    assert!(asked.contains("Select the words") && asked.contains("landing stage"), "{asked}");
    window.select(PIER);
    window.click("[data-testid=attach-here]");
    window.find(&format!("{RED}[data-status=exact]"));
    window.gone("[data-testid=attach-bar]");
    assert_eq!(window.painted("red"), [PIER]);

    window.press("Control+z");
    window.find(ORPHAN);
    // With the words selected first it is one press.
    window.select(PIER);
    window.click(&format!("{ORPHAN} [data-testid=attach]"));
    window.find(&format!("{RED}[data-status=exact]"));
    assert_eq!(window.painted("red"), [PIER]);
    window.quit();
}

#[test]
fn an_orphan_is_seen_where_it_lived_and_left_as_it_is() {
    let library = tempdir().unwrap();
    let server = Server::start();
    let window = Window::open(library.path(), &[]);
    changed(&window, &server);
    window.click(&format!("{ORPHAN} [data-testid=open-version]"));
    let flash =
        "return [...(CSS.highlights.get('palimpsest-flash') ?? [])].join('') === arguments[0]";
    window.until("the passage where it was marked", flash, &[STAGE.into()]);
    assert_eq!(window.painted("red"), [STAGE]);
    assert_eq!(window.count("[data-testid=changed-title]"), 0);

    window.choose("[data-testid=versions]", 0);
    window.click(&format!("{ORPHAN} [data-testid=settle]"));
    window.find(&format!("{ORPHAN} [data-testid=unsettle]"));
    window.click(&format!("{REWORDED} [data-testid=settle]"));
    window.gone("[data-testid=changed-title]");
    window.quit();

    let window = Window::open(library.path(), &["entry:1"]);
    let card = window.text(ORPHAN);
    assert!(card.contains("left as it is"), "{card}");
    assert_eq!(window.count("[data-testid=changed-title]"), 0);
    window.quit();
}

#[test]
fn the_note_on_the_article_outlives_the_program() {
    let library = tempdir().unwrap();
    let server = Server::start();
    let window = Window::open(library.path(), &[]);
    open(&window, &server, 1);
    window.click("[data-testid=add-article-note]");
    window.find("[data-testid=note-editor]");
    window.type_in("Who owns the *pier*?\nAsk the council.");
    window.press("Control+Enter");
    window.gone("[data-testid=note-editor]");
    open(&window, &server, 2);
    assert!(window.text("[data-testid=article-note-words]").contains("Who owns the *pier*?"));
    window.quit();

    let window = Window::open(library.path(), &["entry:1"]);
    assert_eq!(
        window.text("[data-testid=article-note-words]"),
        "Who owns the *pier*?\nAsk the council."
    );
    window.quit();
}
