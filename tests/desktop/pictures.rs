//! Pictures of every screen, light and dark: for the documents, and for people who change the page.
//!
//! They are not compared with anything: fonts differ between machines.

use palimpsest_tests::{
    fixture,
    window::{Setting, Window, pictures},
};
use std::path::Path;
use tempfile::tempdir;

#[test]
fn screenshots_of_each_screen() {
    for (dark, suffix) in [(false, ""), (true, "-dark")] {
        let library = tempdir().unwrap();
        let open =
            |library: &Path| Window::open_as(&Setting { dark, ..Setting::new(library, &[]) });
        let window = open(library.path());
        let shoot = |window: &Window, name: &str| {
            let path = pictures().join(format!("{name}{suffix}.png"));
            window.photograph(&path);
            // A picture of nothing compresses to nothing.
            let size = std::fs::metadata(&path).unwrap().len();
            assert!(size > 4_000, "{} has {size} bytes", path.display());
        };
        window.screen("welcome");
        let is_dark = window.look("return matchMedia('(prefers-color-scheme: dark)').matches", &[]);
        assert_eq!(is_dark, dark);
        shoot(&window, "welcome");
        window.click("[data-testid=sample]");
        window.screen("reader");
        annotate(&window);
        shoot(&window, "reader");
        window.press("?");
        window.find("[data-testid=key-sheet]");
        shoot(&window, "keys");
        window.press("Escape");
        window.click("[data-testid=back]");
        window.screen("library");
        for page in ["articles/night-ferry-en/page.html", "revisions/bridge/2.html"] {
            let html = fixture(page);
            window.paste("", Some(&std::fs::read_to_string(html).unwrap()));
            window.screen("reader");
            if page.contains("night-ferry") {
                explain(&window, &shoot);
            }
            window.click("[data-testid=back]");
            window.screen("library");
        }
        assert_eq!(window.count("[data-testid=entry]"), 3);
        shoot(&window, "library");
        window.quit();

        let small =
            Setting { dark, size: (360, 640), ..Setting::new(library.path(), &["entry:1"]) };
        let window = Window::open_as(&small);
        window.screen("reader");
        shoot(&window, "small");
        let wider = "return document.documentElement.scrollWidth > innerWidth";
        assert_eq!(window.look(wider, &[]), false, "a small window must not scroll sideways");
        window.quit();

        let file = library.path().join("library.sqlite");
        let window = open(&file);
        window.screen("failure");
        shoot(&window, "failure");
        window.quit();
    }
}

#[test]
fn screenshots_of_notes_and_of_all_highlights() {
    for (dark, suffix) in [(false, ""), (true, "-dark")] {
        for (size, width) in [((1200, 820), ""), ((420, 720), "-narrow")] {
            let library = tempdir().unwrap();
            let setting = Setting { dark, size, ..Setting::new(library.path(), &[]) };
            let window = Window::open_as(&setting);
            let shoot = |name: &str| {
                window.photograph(&pictures().join(format!("{name}{width}{suffix}.png")));
                let wider = "return document.documentElement.scrollWidth > innerWidth";
                assert_eq!(window.look(wider, &[]), false, "{name} must not scroll sideways");
            };
            window.click("[data-testid=sample]");
            window.screen("reader");
            window.choose("[data-testid=versions]", 2);
            let first = "return document.querySelector('article .text').textContent.includes('twelve weeks')";
            window.until("the first version", first, &[]);
            for (phrase, colour) in [
                ("last twelve weeks", "red"),
                ("could hardly be heard", "green"),
                ("the two hospitals", "yellow"),
            ] {
                window.select(phrase);
                window.click(&format!("[data-testid=highlight-menu] [data-colour={colour}]"));
                window.until(
                    "the highlight",
                    "return CSS.highlights.get(`palimpsest-${arguments[0]}`)?.size > 0",
                    &[colour.into()],
                );
            }
            window.look("scrollTo(0, 0)", &[]);
            window.choose("[data-testid=versions]", 0);
            window.until(
                "the newest version",
                "return document.querySelector('article .text').textContent.includes('sixteen')",
                &[],
            );
            if size.0 < 900 {
                window.press("p");
            }
            window.click("[data-testid=jump-notes]");
            window.find("[data-testid=changed-title]");
            shoot("notes");
            window.press("Escape");
            window.press("g");
            window.screen("highlights");
            window.find("[data-testid=highlight-row]");
            shoot("highlights");
            window.click("[data-testid=choose]");
            window.find("[data-testid=chosen-bar]");
            shoot("highlights-chosen");
            window.click("[data-testid=bulk-delete]");
            window.gone("[data-testid=chosen-bar]");
            window.click("[data-testid=bin-toggle]");
            window.find("[data-testid=deleted]");
            shoot("bin");
            window.quit();
        }
    }
}

/// What was left out, and where the facts above the article are from.
fn explain(window: &Window, shoot: &dyn Fn(&Window, &str)) {
    window.press("l");
    window.find("[data-testid=left-out]");
    shoot(window, "left-out-top");
    let place =
        "document.querySelector('[data-testid=text] h2').scrollIntoView({ block: 'center' })";
    window.look(place, &[]);
    shoot(window, "left-out");
    window.press("l");
    window.gone("[data-testid=left-out]");
    window.look("scrollTo(0, 0)", &[]);
    window.press("i");
    window.find("[data-testid=sources]");
    shoot(window, "sources");
    window.press("i");
    window.gone("[data-testid=sources]");
}

/// Two highlights, one with a note, and the page back at its top.
fn annotate(window: &Window) {
    window.select("ending a rule that has kept the water quiet");
    window.click("[data-testid=highlight-menu] [data-colour=yellow]");
    window.find("[data-testid=highlight-card][data-colour=yellow]");
    window.select("stand on the wrong side of the water");
    window.click("[data-testid=highlight-menu] [data-colour=green]");
    window.find("[data-testid=highlight-card][data-colour=green]");
    window.press("n");
    window.find("[data-testid=note-editor]");
    window.type_in("She said “walk” in the first version.");
    window.press("Control+Enter");
    window.gone("[data-testid=note-editor]");
    window.press("Escape");
    window.look("getSelection().removeAllRanges(); scrollTo(0, 0);", &[]);
}
