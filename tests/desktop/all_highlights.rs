//! The page of all highlights: found by filter and words, opened at their passage, changed several at a time,
//! deleted and brought back.

use palimpsest_tests::{
    server::{Answer, Server},
    window::Window,
};
use std::time::Instant;
use tempfile::tempdir;

const ROW: &str = "[data-testid=highlight-row]";

fn page(headline: &str, words: &str) -> Answer {
    Answer::html(format!(
        "<!DOCTYPE html><html lang=en><head><title>{headline}</title></head><body><article>
         <h1>{headline}</h1><p>{words} Nobody in the town remembers it otherwise, and nobody who
         was asked could say who had paid for it.</p>
         <p>The keeper of the archive has promised to look for the bill, which she thinks is in a
         box of other bills, none of which were paid either.</p></article></body></html>"
    ))
}

/// Makes a library of two articles with three highlights, and shows them all.
fn three_highlights(window: &Window, server: &Server) {
    server.answer(
        "/clock",
        page("The clock", "The clock on the market hall is eleven minutes late."),
    );
    server.answer("/well", page("The well", "The well behind the school has been dry since May."));
    let marks: [(&str, &[(&str, &str)]); 2] = [
        ("/clock", &[("eleven minutes late", "red"), ("box of other bills", "yellow")]),
        ("/well", &[("dry since May", "red")]),
    ];
    for (path, passages) in marks {
        window.find("[data-testid=address]");
        window.press("o");
        window.press("Control+a");
        window.type_in(&server.url(path));
        window.press("Enter");
        for (phrase, colour) in passages {
            let script = "return document.querySelector('article .text')
                ?.textContent.includes(arguments[0])";
            window.until("the article", script, &[(*phrase).into()]);
            window.select(phrase);
            window.click(&format!("[data-testid=highlight-menu] [data-colour={colour}]"));
            window.find(&format!("[data-testid=highlight-card][data-colour={colour}]"));
        }
    }
    window.press("g");
    window.screen("highlights");
    rows(window, 3);
}

/// Waits for so many rows, the first of them drawn: what is out of sight is not, until it is scrolled to.
fn rows(window: &Window, count: u64) {
    let script = "
        const rows = [...document.querySelectorAll(arguments[0])];
        const isDrawn = (row) => row.firstElementChild.checkVisibility({ contentVisibilityAuto: true });
        return rows.length === arguments[1] && rows.slice(0, 3).every(isDrawn)";
    window.until(&format!("{count} rows"), script, &[ROW.into(), count.into()]);
}

#[test]
fn a_highlight_is_found_and_opened_and_the_list_is_as_it_was() {
    let library = tempdir().unwrap();
    let server = Server::start();
    let window = Window::open(library.path(), &[]);
    three_highlights(&window, &server);
    window.click("[data-testid=filter-colour][data-colour=red]");
    rows(&window, 2);
    window.click("[data-testid=filter-words]");
    window.type_in("ELEVEN clock");
    rows(&window, 1);
    let row = window.text(ROW);
    assert!(row.contains("eleven minutes late") && row.contains("The clock"), "{row}");
    window.click("[data-testid=open-passage]");
    window.screen("reader");
    let flash = "return [...(CSS.highlights.get('palimpsest-flash') ?? [])].join('')";
    assert_eq!(window.until("the passage", flash, &[]), "eleven minutes late");

    // First the highlight is let go, then the article.
    window.press("Escape");
    window.press("Escape");
    window.screen("highlights");
    rows(&window, 1);
    let field = "return document.querySelector('[data-testid=filter-words]').value";
    assert_eq!(window.look(field, &[]), "ELEVEN clock");
    let focus = "return document.activeElement?.matches('[data-testid=open-passage]')";
    window.until("the focus on the row that was opened", focus, &[]);
    window.click("[data-testid=filter-clear]");
    rows(&window, 3);
    window.press("Escape");
    window.screen("library");
    window.quit();
}

#[test]
fn several_are_tagged_and_deleted_as_one_act_and_the_bin_gives_one_back() {
    let library = tempdir().unwrap();
    let server = Server::start();
    let window = Window::open(library.path(), &[]);
    three_highlights(&window, &server);
    window.click("[data-testid=filter-colour][data-colour=red]");
    rows(&window, 2);
    window.click("[data-testid=choose]");
    window.click("[data-testid=choose-all]");
    window.click("[data-testid=bulk-tag]");
    window.type_in("town");
    window.press("Enter");
    let tagged = "return [...document.querySelectorAll('[data-testid=highlight-row] .tag')]
        .filter((tag) => tag.textContent === 'town').length === 2";
    window.until("both are tagged", tagged, &[]);

    window.click("[data-testid=choose]");
    window.click("[data-testid=choose-all]");
    window.click("[data-testid=bulk-delete]");
    rows(&window, 0);
    window.click_on("[data-testid=message-act]", "Undo");
    rows(&window, 2);
    window.quit();

    // Deleted again, one comes back from the bin, as it was, in the next session.
    let window = Window::open(library.path(), &[]);
    window.screen("library");
    window.press("g");
    window.screen("highlights");
    rows(&window, 3);
    window.click("[data-testid=filter-colour][data-colour=red]");
    rows(&window, 2);
    window.click("[data-testid=choose]");
    window.click("[data-testid=bulk-delete]");
    rows(&window, 1);
    window.click("[data-testid=bin-toggle]");
    let deleted = window.text("[data-testid=deleted]");
    assert!(deleted.contains("dry since May") && deleted.contains("The well"), "{deleted}");
    window.click("[data-testid=restore]");
    window.gone("[data-testid=deleted]");
    window.click("[data-testid=bin-toggle]");
    rows(&window, 2);
    window.until("the tag came back too", tagged, &[]);
    window.quit();
}

#[test]
fn a_colour_is_renamed_and_called_so_everywhere() {
    let library = tempdir().unwrap();
    let server = Server::start();
    let window = Window::open(library.path(), &[]);
    three_highlights(&window, &server);
    window.click("[data-testid=names-toggle]");
    window.click("[data-testid=colour-names] input[name=red]");
    window.press("Control+a");
    window.type_in("Number");
    window.press("Enter");
    let named = "return document.querySelector('[data-testid=filter-colour][data-colour=red]').textContent.includes('Number')";
    window.until("the new name", named, &[]);
    window.quit();

    let window = Window::open(library.path(), &["entry:1"]);
    window.find("article .block");
    window.select("box of other bills");
    let label = window.attribute("[data-testid=highlight-menu] [data-colour=red]", "aria-label");
    assert_eq!(label.as_deref(), Some("Number (red)"));
    window.quit();
}

#[test]
fn ten_thousand_are_scrolled_through_and_searched() {
    let library = tempdir().unwrap();
    let count = crate::many::fill(library.path(), 34).len();
    let window = Window::open(library.path(), &[]);
    window.find("[data-testid=entry]");
    let begun = Instant::now();
    window.press("g");
    rows(&window, 200);
    println!("the first page came after {:?}", begun.elapsed());
    assert_eq!(window.text("[data-testid=total]"), format!("{count} highlights"));
    // How long the page stood still at worst, while it is scrolled through.
    window.look(
        "window.still = 0; let last = performance.now();
         const frame = (now) => { still = Math.max(still, now - last); last = now; requestAnimationFrame(frame); };
         requestAnimationFrame(frame);",
        &[],
    );
    for page in 2..=10 {
        window.look("scrollTo(0, document.body.scrollHeight)", &[]);
        let more = "return document.querySelectorAll(arguments[0]).length >= arguments[1]";
        window.until("the next page", more, &[ROW.into(), (page * 200).into()]);
    }
    println!(
        "no frame took longer than {} ms over nine pages",
        window.look("return Math.round(still)", &[])
    );

    window.look("scrollTo(0, 0)", &[]);
    window.press("/");
    let begun = Instant::now();
    window.type_in("123-mark-7");
    rows(&window, 1);
    println!("a search by words took {:?}, its pause included", begun.elapsed());
    window.quit();
}

#[test]
fn a_file_of_annotations_dropped_on_the_window_comes_in() {
    let (library, folder, server) = (tempdir().unwrap(), tempdir().unwrap(), Server::start());
    let window = Window::open(library.path(), &[]);
    server.answer(
        "/clock",
        page("The clock", "The clock on the market hall is eleven minutes late."),
    );
    window.find("[data-testid=address]");
    window.press("o");
    window.type_in(&server.url("/clock"));
    window.press("Enter");
    window.screen("reader");
    let annotation = |source: &str, exact: &str| {
        serde_json::json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("urn:x:{}", exact.replace(' ', "-")),
            "type": "Annotation",
            "body": { "type": "TextualBody", "value": "Who says so?", "purpose": "commenting" },
            "target": {
                "source": source,
                "selector": { "type": "TextQuoteSelector", "exact": exact },
            },
        })
    };
    let file = folder.path().join("from elsewhere.jsonld");
    let known = annotation(&server.url("/clock"), "eleven minutes late");
    let unknown = annotation("https://elsewhere.example/a", "some words");
    std::fs::write(&file, serde_json::json!([known, unknown]).to_string()).unwrap();
    window.drop_file(&file);
    window.screen("highlights");
    let report = window.text("[data-testid=import-report]");
    assert!(report.contains("1 highlight came in"), "{report}");
    assert!(report.contains("https://elsewhere.example/a"), "{report}");
    let row = window.text(ROW);
    assert!(row.contains("eleven minutes late") && row.contains("Who says so?"), "{row}");
    window.quit();
}
