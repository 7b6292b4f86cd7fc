//! The sample article: its versions, its publisher's notes, its quotations, and the way to each.

use palimpsest_tests::window::Window;
use tempfile::tempdir;

#[test]
fn the_sample_shows_versions_notes_and_quotations() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.click("[data-testid=sample]");
    window.screen("reader");
    assert_eq!(window.count("[data-testid=versions] option"), 3);
    assert!(window.count("[data-testid=update-note]") >= 2);
    assert!(window.count("[data-testid=quotation]") >= 3);
    let quotations = window.text("[data-testid=side-panel]");
    assert!(quotations.contains("Maud Okafor"), "{quotations}");

    // The list has the newest version first.
    let newest = window.attribute("article", "data-revision");
    window.choose("[data-testid=versions]", 2);
    let script = "return document.querySelector('article').dataset.revision !== arguments[0]";
    window.until("the first version", script, &[newest.clone().into()]);
    window.screen("reader");
    let first = window.text("article");
    assert!(!first.contains("180,000"), "{first}");
    window.choose("[data-testid=versions]", 0);
    let script = "return document.querySelector('article').dataset.revision === arguments[0]";
    window.until("the newest version", script, &[newest.into()]);
    assert!(window.text("article").contains("180,000"));
    window.quit();
}

#[test]
fn a_click_on_a_note_or_quotation_leads_to_its_passage() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.click("[data-testid=sample]");
    window.screen("reader");
    window.click_on("[data-testid=quotation] button", "pas le bateau");
    let in_sight = "
        const [range] = CSS.highlights.get('palimpsest-flash');
        if (!range) return false;
        const box = range.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight && range.toString()";
    let passage = window.until("the quotation in sight", in_sight, &[]);
    assert!(passage.as_str().unwrap().contains("On entend l’eau"), "{passage}");

    window.click_on("[data-testid=update-note] button", "80,000");
    let in_sight = format!("{in_sight}.includes('80,000') && scrollY > 0");
    window.until("the note in sight", &in_sight, &[]);
    window.quit();
}
