//! Every kind of input through the front door: the same article, however it is kept.

use super::{PROSE, codes};
use crate::{Extraction, Page, extract};
use flate2::{Compression, write::GzEncoder};
use palimpsest_article::{BlockKind, WarningCode};
use std::{fmt::Write as _, io::Write as _};

fn open(bytes: &[u8], file_name: &str) -> Extraction {
    extract(&Page {
        bytes,
        url: None,
        content_type: None,
        file_name: Some(file_name),
        captured_at: None,
    })
}

fn paragraphs() -> String {
    PROSE.iter().fold(String::new(), |mut all, words| {
        let _ = writeln!(all, "<p>{words}</p>");
        all
    })
}

fn html() -> String {
    format!("<!DOCTYPE html><title>Bridge closed</title><h1>Bridge closed</h1>{}", paragraphs())
}

/// All of the article is there, and nothing else.
#[track_caller]
fn check(extraction: &Extraction) {
    let article = &extraction.article;
    assert_eq!(article.metadata.headline, "Bridge closed");
    let body: Vec<&str> = article
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph)
        .filter_map(|block| article.text.get(block.span))
        .collect();
    assert_eq!(body, PROSE, "{:?}", extraction.warnings);
    assert_eq!(article.language.code.as_deref(), Some("en"));
}

fn canonical(extraction: &Extraction) -> Option<&str> {
    extraction.article.metadata.canonical_url.as_ref().map(url::Url::as_str)
}

#[test]
fn a_gzipped_page() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(html().as_bytes()).unwrap();
    let extraction = open(&encoder.finish().unwrap(), "bridge.html.gz");
    check(&extraction);
    assert_eq!(codes(&extraction), []);
}

#[test]
fn an_mhtml_file() {
    let message = format!(
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n\
         Snapshot-Content-Location: https://news.example/bridge\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"--x\"\r\n\r\n\
         ----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://news.example/bridge\r\n\r\n{}\r\n\
         ----x\r\nContent-Type: text/css\r\nContent-Location: https://news.example/a.css\r\n\r\n\
         p {{ color: red }}\r\n----x--\r\n",
        html().replace('=', "=3D").replace("the bridge", "the =\r\nbridge")
    );
    let extraction = open(message.as_bytes(), "bridge.mhtml");
    check(&extraction);
    assert_eq!(canonical(&extraction), Some("https://news.example/bridge"));
}

#[test]
fn a_page_saved_in_a_single_file() {
    let saved = html().replacen(
        "<title>",
        "<html lang=en><!--\n Page saved with SingleFile \n url: https://news.example/bridge \n \
         saved date: Mon Mar 04 2024 09:15:00 GMT+0100 (CET)\n--><title>",
        1,
    );
    let extraction = open(saved.as_bytes(), "Bridge closed.html");
    check(&extraction);
    assert_eq!(canonical(&extraction), Some("https://news.example/bridge"));
}

#[test]
fn an_xhtml_page() {
    let page = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Bridge closed</title>\
         <script src=\"a.js\"/><script>//<![CDATA[\nif (a < b) {{}}\n//]]></script></head>\
         <body><div class=\"clear\"/><h1>Bridge closed</h1>{}</body></html>",
        paragraphs().replacen("<p>", "<p><![CDATA[", 1).replacen("</p>", "]]></p>", 1)
    );
    check(&open(page.as_bytes(), "bridge.xhtml"));
    check(&open(page.as_bytes(), "bridge.html"));
}

#[test]
fn a_markdown_file() {
    let text = format!(
        "---\ntitle: Bridge closed\nauthor: Ada Moss\ndate: 2024-03-04\n---\n\n{}\n\n\
         - one pier\n- two piers\n",
        PROSE.join("\n\n")
    );
    let extraction = open(text.as_bytes(), "bridge.md");
    check(&extraction);
    let article = &extraction.article;
    assert_eq!(article.metadata.authors, ["Ada Moss"]);
    assert!(article.metadata.date_published.is_some());
    assert_eq!(article.blocks.last().unwrap().kind, BlockKind::ListItem);
    check(&open(format!("# Bridge closed\n\n{}", PROSE.join("\n\n")).as_bytes(), "bridge.md"));
}

#[test]
fn plain_text() {
    check(&open(format!("Bridge closed\n\n{}", PROSE.join("\n\n")).as_bytes(), "bridge.txt"));
}

#[test]
fn a_saved_view_of_the_source() {
    let mut view = String::from("<html><body><table><tbody>");
    for (number, line) in html().lines().enumerate() {
        let shown = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let _ = write!(
            view,
            "<tr><td class=\"line-number\" value=\"{}\"></td><td class=\"line-content\">{shown}</td></tr>",
            number + 1
        );
    }
    check(&open(view.as_bytes(), "view-source_bridge.html"));
}

#[test]
fn a_page_without_a_body_tag_and_one_that_closes_nothing() {
    check(&open(html().replace("</p>", "").as_bytes(), "bridge.html"));
    let headless = format!("<h1>Bridge closed</h1>{}", paragraphs());
    check(&open(headless.as_bytes(), "bridge"));
}

#[test]
fn a_page_of_frames_with_words_for_readers_without_them() {
    let page = format!(
        "<html><head><title>Bridge closed</title></head><frameset cols='20%,80%'><frame src=menu.html>\
         <frame src=story.html><noframes><h1>Bridge closed</h1>{}</noframes></frameset></html>",
        paragraphs()
    );
    check(&open(page.as_bytes(), "bridge.html"));
}

#[test]
fn an_amp_page() {
    let page = format!(
        "<!doctype html><html ⚡ lang=en><head><meta charset=utf-8><title>Bridge closed</title>\
         <link rel=canonical href=https://news.example/bridge>\
         <style amp-boilerplate>body{{animation:none}}</style><noscript><style>body{{}}</style></noscript>\
         </head><body><amp-sidebar id=s><ul><li><a href=/>Home</a></ul></amp-sidebar>\
         <article><h1>Bridge closed</h1><amp-ad width=1 height=1 type=x></amp-ad>{}</article></body></html>",
        paragraphs()
    );
    let extraction = open(page.as_bytes(), "bridge.html");
    check(&extraction);
    assert_eq!(canonical(&extraction), Some("https://news.example/bridge"));
}

#[test]
fn text_that_was_encoded_twice_is_reported_and_left_alone() {
    let text = html()
        .replace("the old town", "the old town, CafÃ© Ã‰toile, â€œOldâ€\u{9d} and")
        .replacen("</p>", " It closed â€“ again.</p>", 1);
    let extraction = open(text.as_bytes(), "bridge.html");
    assert!(extraction.article.text.as_str().contains("CafÃ© Ã‰toile"));
    assert_eq!(codes(&extraction), [WarningCode::Mojibake]);
}

#[test]
fn the_language_of_a_short_text_is_told_with_its_headline() {
    let text = "Lyon : le conseil municipal ferme le vieux pont aux voitures\n\nPhoto: Ada Moss";
    let extraction = open(text.as_bytes(), "pont.txt");
    assert_eq!(extraction.article.language.code.as_deref(), Some("fr"));
}
