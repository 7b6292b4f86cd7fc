//! The quotations beside the article: found, shown in the text, highlighted with their speaker, put
//! right by the reader, and still right after a restart.

use palimpsest_tests::window::Window;
use tempfile::tempdir;

const WORDS: &str = "For our nurses this is an hour of sleep a night";

#[test]
fn a_speaker_put_right_stays_right_and_a_quotation_becomes_a_highlight() {
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.click("[data-testid=sample]");
    window.screen("reader");
    window.click_on("[data-testid=quotation] button", WORDS);
    let flash =
        "return [...(CSS.highlights.get('palimpsest-flash') ?? [])].join().includes(arguments[0])";
    window.until("the passage marked", flash, &[WORDS.into()]);
    window.press("q");
    window.find("[data-testid=highlight-card]");
    assert_eq!(window.painted("yellow").join(" "), format!("{WORDS},"));
    let tag = window.text("[data-testid=highlight-card] [data-testid=tag]");
    assert!(tag.contains("Singh"), "{tag}");

    window.click_on("[data-testid=quotation] button", WORDS);
    window.click("[data-testid=quotation-correct]");
    window.find("[data-testid=quotation-editor]");
    window.click("[data-testid=quotation-speaker]");
    window.press("Control+a");
    window.type_in("Dr A. Singh");
    window.click("[data-testid=quotation-save]");
    let corrected = "[data-testid=quotation][data-speaker='Dr A. Singh']";
    window.find(corrected);
    window.quit();

    let window = Window::open(library.path(), &["entry:1"]);
    window.screen("reader");
    let item = window.text(corrected);
    assert!(item.contains(WORDS) && item.contains("corrected by you"), "{item}");

    // Rejected, it is gone; shown again on demand, it can be put back.
    window.click_on("[data-testid=quotation] button", WORDS);
    window.click("[data-testid=quotation-correct]");
    window.click("[data-testid=quotation-reject]");
    window.gone(corrected);
    window.quit();
    let window = Window::open(library.path(), &["entry:1"]);
    window.screen("reader");
    assert_eq!(window.count(corrected), 0);
    window.click("[data-testid=all-quotations]");
    window.click_on("[data-testid=quotation] button", WORDS);
    window.click("[data-testid=quotation-restore]");
    window.gone("[data-testid=quotation].rejected");
    window.find(corrected);
    window.quit();
}
