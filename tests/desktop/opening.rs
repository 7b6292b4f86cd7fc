//! Ways to open an article: by address, by paste, by argument; and what happens when it fails.

use palimpsest_tests::{
    server::{Answer, Server},
    window::Window,
};
use std::time::{Duration, Instant};
use tempfile::tempdir;

const PICTURE: &[u8] = include_bytes!("../../icons/128.png");

fn page(headline: &str, picture: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>{headline}</title>
        <meta property='og:title' content='{headline}'></head><body><article><h1>{headline}</h1>
        <figure><img src='{picture}' alt='An icon' width=640 height=640>
        <figcaption>The old writing shows under the new.</figcaption></figure>
        <p>The archive of the harbour opened its oldest ledger on Monday, and found a second ledger
        under the ink of the first, written a century earlier by another hand.</p>
        <p>“Nobody had looked at it under that lamp before,” said Ada Moreau, who keeps the books.
        The pages list the boats that paid to land in the winter of 1741, and what they carried.</p>
        <p>The town will show both ledgers from May, one beside the other, in the reading room on
        the first floor, where the light is kept low and visitors are asked to leave their pens.</p>
        </article></body></html>"
    )
}

#[test]
fn an_address_is_fetched_and_its_image_shown() {
    let server = Server::start();
    server.answer("/ledger", Answer::html(page("A ledger under a ledger", "/ledger.png")));
    server.answer("/ledger.png", Answer::typed("image/png", PICTURE));
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.click("[data-testid=address]");
    window.type_in(&server.url("/ledger"));
    window.click("[data-testid=open]");
    window.screen("reader");
    assert_eq!(window.text("article h1"), "A ledger under a ledger");
    window.until(
        "the image",
        "const image = document.querySelector('article img');
         image?.scrollIntoView();
         return image?.src.includes('palimpsest-image') && image.complete && image.naturalWidth",
        &[],
    );
    // The server is asked once for each: the window itself fetches nothing.
    assert_eq!(server.requests(), ["/ledger", "/ledger.png"]);
    window.quit();

    // The image is on disk: it shows without the server.
    drop(server);
    let window = Window::open(library.path(), &["entry:1"]);
    window.until("the image", "return document.querySelector('article img')?.naturalWidth", &[]);
    window.quit();
}

#[test]
fn a_missing_page_is_told_and_nothing_is_kept() {
    let server = Server::start();
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[&server.url("/nothing")]);
    let words = window.text("[data-testid=message][data-kind=error]");
    assert!(words.contains("404"), "{words}");
    window.screen("welcome");
    window.quit();
}

#[test]
fn slow_work_shows_its_stage_and_can_be_cancelled() {
    let server = Server::start();
    let slow = Answer { delay: Duration::from_secs(15), ..Answer::html(page("Slow", "/x.png")) };
    server.answer("/slow", slow);
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.click("[data-testid=address]");
    window.type_in(&server.url("/slow"));
    window.press("Enter");
    window.find("[data-testid=progress][data-stage=fetching]");
    let start = Instant::now();
    window.click("[data-testid=cancel]");
    window.gone("[data-testid=progress]");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    window.screen("welcome");
    // The window is as good as before.
    window.click("[data-testid=sample]");
    window.screen("reader");
    window.quit();
}

#[test]
fn a_missing_file_named_as_argument_is_told() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &["/no/such/place/page.html"]);
    let words = window.text("[data-testid=message][data-kind=error]");
    assert!(words.contains("no such file"), "{words}");
    window.quit();
}

#[test]
fn a_file_named_as_argument_is_opened_by_name_alone() {
    let library = tempdir().unwrap();
    let folder = tempdir().unwrap();
    let file = folder.path().join("été & co.txt");
    std::fs::write(&file, "A headline\n\nOne paragraph of plain text.\n\nAnd a second one.\n")
        .unwrap();
    let window = Window::open(library.path(), &[file.to_str().unwrap()]);
    window.screen("reader");
    assert_eq!(window.text("article h1"), "A headline");
    window.quit();
}

#[test]
fn an_address_on_the_clipboard_is_opened_by_a_paste() {
    let server = Server::start();
    server.answer("/pasted", Answer::html(page("Pasted by hand", "/none.png")));
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.screen("welcome");
    // The clipboard is the real one: what is cut from the field is pasted beside it.
    window.click("[data-testid=address]");
    window.type_in(&server.url("/pasted"));
    window.press("Control+a");
    window.press("Control+x");
    window.press("Escape");
    window.press("Control+v");
    window.screen("reader");
    assert_eq!(window.text("article h1"), "Pasted by hand");
    window.quit();
}

#[test]
fn pasted_text_and_pasted_html_become_articles() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.screen("welcome");
    window.paste("A pasted headline\n\nThe first paragraph.\n\nThe second paragraph.\n", None);
    window.screen("reader");
    assert_eq!(window.text("article h1"), "A pasted headline");
    let html = page("A page on the clipboard", "https://images.example/x.png");
    window.paste("A page on the clipboard", Some(&html));
    window.until(
        "the second paste",
        "return document.querySelector('article h1').textContent === 'A page on the clipboard'",
        &[],
    );
    window.click("[data-testid=back]");
    window.screen("library");
    assert_eq!(window.count("[data-testid=entry]"), 2);
    window.quit();
}

#[test]
fn a_file_dropped_on_the_window_is_opened() {
    let (library, folder) = (tempdir().unwrap(), tempdir().unwrap());
    let file = folder.path().join("dropped page.html");
    std::fs::write(&file, page("Dropped from above", "x.png")).unwrap();
    let window = Window::open(library.path(), &[]);
    window.screen("welcome");
    window.drop_file(&file);
    window.screen("reader");
    assert_eq!(window.text("article h1"), "Dropped from above");
    window.quit();
}

#[test]
fn a_library_that_is_a_file_is_told_and_left_alone() {
    let folder = tempdir().unwrap();
    let place = folder.path().join("not-a-folder");
    std::fs::write(&place, "precious words").unwrap();
    let window = Window::open(&place, &[]);
    window.screen("failure");
    let words = window.text("main[data-screen=failure]");
    assert!(words.contains("not-a-folder"), "{words}");
    window.quit();
    assert_eq!(std::fs::read_to_string(&place).unwrap(), "precious words");
}
