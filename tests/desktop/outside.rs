//! The way out: a link of an article goes to the system's browser, the window stays.

use palimpsest_tests::window::Window;
use std::time::{Duration, Instant};
use tempfile::tempdir;

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>Oil for the lamp</title></head><body>
    <article><h1>Oil for the lamp</h1>
    <p>The lamp on the breakwater is lit by hand again, and the oil for it comes by bicycle every
    Friday, because no lorry fits through the arch that the town put up to honour it.</p>
    <p>Asked how long that would go on, <a href='https://lamps.example/keeper?of=the&amp;light'>the
    keeper</a> said it would go on for as long as there were Fridays, and showed the bicycle.</p>
    <p>The town has promised to look at the arch, which is what it did when it put it up.</p>
    </article></body></html>";

#[test]
fn a_link_is_opened_by_the_systems_browser() {
    let library = tempdir().unwrap();
    let folder = tempdir().unwrap();
    let article = folder.path().join("article.html");
    std::fs::write(&article, PAGE).unwrap();
    let window = Window::open(library.path(), &[article.to_str().unwrap()]);
    window.screen("reader");
    window.click_on("article .text a", "the keeper");
    let end = Instant::now() + Duration::from_secs(10);
    while window.links_opened().is_empty() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(window.links_opened(), ["https://lamps.example/keeper?of=the&light"]);
    window.screen("reader");
    assert!(window.address().starts_with("tauri://localhost"));
    window.quit();
}
