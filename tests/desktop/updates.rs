//! The publisher's word on its own changes: the strip above the article leads to each note, the page's
//! dates are laid out where they disagree.

use palimpsest_tests::window::Window;
use std::path::Path;
use tempfile::tempdir;

/// A page with a correction above an earlier update, and two days of publication.
fn page(folder: &Path) -> String {
    let paragraph = |number| {
        format!(
            "<p>Slip {number}. The yard has built boats on this bank for ninety years, and the families in the \
        terrace behind it have measured their days by its whistle for as long as anyone there can \
        remember. What becomes of the slipway, nobody at the meeting would say.</p>"
        )
    };
    let paragraphs: String = (1..13).map(paragraph).collect();
    let page = format!(
        "<!doctype html><html lang=en><head><title>Yard to close</title>\
        <meta property=article:published_time content=2026-03-10T06:15:00-04:00>\
        <script type=application/ld+json>{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
        \"headline\":\"Yard to close\",\"datePublished\":\"2026-03-08T09:00:00-04:00\"}}</script></head>\
        <body><article><h1>Yard to close</h1>{paragraphs}\
        <p>Correction, March 12, 2026, 9:05 a.m. EDT: An earlier version of this article misstated the \
        age of the slipway.</p>\
        <p>Update, March 11, 2026, 6:40 p.m. CET: The owner has withdrawn the notice.</p>\
        </article></body></html>"
    );
    let file = folder.join("yard.html");
    std::fs::write(&file, page).expect("the folder is writable");
    file.to_str().expect("a Unicode path").to_owned()
}

#[test]
fn the_strip_leads_to_each_note_and_the_timeline_shows_the_disagreement() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[&page(library.path())]);
    window.screen("reader");
    let kinds = "return [...document.querySelectorAll('[data-testid=update-line]')]\
        .map((line) => line.dataset.kind).join()";
    assert_eq!(window.look(kinds, &[]), "update,correction");
    let title = window.attribute("[data-testid=update-line][data-kind=update]", "title").unwrap();
    assert!(title.contains("6:40 p.m. CET") && title.contains("time zone as written"), "{title}");
    let strip = window.text("[data-testid=update-strip]");
    assert!(strip.contains("UTC+01:00") && strip.contains("withdrawn"), "{strip}");

    // The passage is marked for a moment only: where it stands is asked, not the mark.
    let in_sight = "
        const block = [...document.querySelectorAll('.text .block')]
            .find((block) => block.textContent.includes(arguments[0]));
        const box = block.getBoundingClientRect();
        return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight";
    let hidden = format!("return !(() => {{ {in_sight} }})()");
    window.until("the correction out of sight", &hidden, &["misstated".into()]);
    window.click("[data-testid=update-line][data-kind=correction]");
    window.until("the correction in sight", in_sight, &["misstated".into()]);
    window.look("window.scrollTo(0, 0)", &[]);
    window.until("the update out of sight", &hidden, &["withdrawn".into()]);
    window.press("c");
    window.until("the update in sight", in_sight, &["withdrawn".into()]);

    window.look("window.scrollTo(0, 0)", &[]);
    window.click("[data-testid=dates-toggle]");
    let dates = window.text("[data-testid=date-timeline]");
    assert!(dates.contains("JSON-LD") && dates.contains("Open Graph"), "{dates}");
    // Two of publication, two of the notes.
    assert_eq!(window.count("[data-testid=date-line]"), 4);
    window.quit();
}
