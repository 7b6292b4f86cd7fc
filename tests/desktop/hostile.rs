//! A page's content cannot act: it is words in the window, and nothing it carries runs, loads or
//! leads away.

use palimpsest_tests::{
    server::{Answer, Server},
    window::Window,
};
use serde_json::Value;
use tempfile::tempdir;

const PAGE: &str = include_str!("hostile.html");

#[test]
fn what_a_page_carries_neither_runs_nor_loads() {
    let server = Server::start();
    let library = tempdir().unwrap();
    let folder = tempdir().unwrap();
    let file = folder.path().join("hostile.html");
    std::fs::write(&file, PAGE.replace("SERVER", &server.url(""))).unwrap();
    let window = Window::open(library.path(), &[file.to_str().unwrap()]);
    window.screen("reader");

    let words = window.text("article");
    assert!(words.contains("The tide tables of the estuary"), "{words}");
    assert!(words.contains("<script>window.__pwned = 'escaped'</script>"), "{words}");
    assert!(words.contains("it has never been late"), "{words}");
    let elements = "script, style, iframe, object, embed, form, input, svg, math, link, [onerror],
        [onload], [onclick], [style], a[href^=javascript], a[href^=data]";
    assert_eq!(
        window.look(
            "return document.querySelectorAll(`article :is(${arguments[0]})`).length",
            &[elements.into()]
        ),
        0
    );

    // Whatever a reader would click on.
    let places = window.look("return document.querySelectorAll('article .text *').length", &[]);
    assert!(places.as_u64() > Some(3), "{places}");
    window.look(
        "for (const element of document.querySelectorAll('article .text *')) element.click()",
        &[],
    );
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(window.look("return window.__pwned ?? null", &[]), Value::Null);
    assert!(window.address().starts_with("tauri://localhost"), "{}", window.address());
    assert_eq!(server.requests(), [""; 0], "opening a file asks nobody for anything");
    for link in window.links_opened() {
        assert!(link.starts_with("https://tides.example/"), "{link}");
    }
    window.quit();
}

/// Even a script that got into the page would find the doors shut. This is the second wall: the
/// first is that none gets in.
#[test]
fn a_script_in_the_page_could_reach_nothing() {
    let server = Server::start();
    server.answer("/evil", Answer::html("<p>evil</p>"));
    let library = tempdir().unwrap();
    let window = Window::open(library.path(), &[]);
    window.screen("welcome");
    let evil = Value::from(server.url("/evil"));

    assert_eq!(window.look("return typeof window.__TAURI__", &[]), "undefined");
    window.look(
        "const [evil] = arguments;
         window.__tried = {};
         const note = (name, promise) => promise.then(
             () => { window.__tried[name] = 'done'; },
             (error) => { window.__tried[name] = String(error?.message ?? error); });
         note('fetch', fetch(evil));
         const { invoke } = window.__TAURI_INTERNALS__;
         note('emit', invoke('plugin:event|emit', { event: 'offered', payload: [] }));
         note('dialog', invoke('plugin:dialog|open', { options: {} }));
         note('window', invoke('plugin:window|close', { label: 'main' }));
         note('opener', invoke('open_link', { url: 'file:///etc/passwd' }));
         note('offer', invoke('open_offered', { offer: 1, work: 1, onStage: '__CHANNEL__:1' }));
         note('path', invoke('open_address', {
             text: '/etc/passwd', work: 2, onStage: '__CHANNEL__:2' }));
         const script = document.createElement('script');
         script.textContent = 'window.__pwned = true';
         document.head.append(script);
         const frame = document.createElement('iframe');
         frame.src = evil;
         document.body.append(frame);
         const image = document.createElement('img');
         image.src = evil;
         document.body.append(image);
         window.__opened = window.open(evil);",
        std::slice::from_ref(&evil),
    );
    let tried = window.until(
        "an answer to each",
        "return Object.keys(window.__tried).length === 7 && window.__tried",
        &[],
    );
    for (name, outcome) in tried.as_object().unwrap() {
        assert_ne!(outcome, "done", "{name} was let through");
    }
    window.look("location.href = arguments[0]", &[evil]);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(window.address().starts_with("tauri://localhost"), "{}", window.address());
    window.screen("welcome");
    assert_eq!(window.look("return window.__pwned ?? null", &[]), Value::Null);
    assert_eq!(window.look("return window.__opened ?? null", &[]), Value::Null);
    assert_eq!(server.requests(), [""; 0]);
    assert_eq!(window.links_opened(), [""; 0]);
    window.quit();
}
