//! The library through its façade: what is kept, what is told apart, what is never replaced.

use palimpsest::{
    Environment, ErrorCode, HighlightChange, Library, NewCorrection, NewHighlight, Outcome, Place,
    Source, Stage, Work,
    article::{AnchorStatus, Colour, QuotationKind, RevisionId, Span, Status, Verdict},
    fetch,
};
use palimpsest_tests::{
    fixture,
    server::{Answer, Server},
};
use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use url::Url;

struct Shelf {
    folder: TempDir,
    library: Library,
}

fn shelf() -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    let library = open(folder.path());
    Shelf { folder, library }
}

fn open(folder: &Path) -> Library {
    Library::open(Environment {
        directory: folder.join("library"),
        clock: Arc::new(|| "2026-05-04T10:00:00Z".parse().unwrap()),
        fetcher: fetch::Client::new(fetch::Limits::default()).unwrap(),
    })
    .unwrap()
}

fn url(server: &Server, path: &str) -> Source {
    Source::Url { url: Url::parse(&server.url(path)).unwrap() }
}

fn html(html: &str) -> Source {
    Source::Html { html: html.to_owned(), url: None }
}

fn story(headline: &str, canonical: &str) -> String {
    format!(
        "<html><head><link rel=canonical href='{canonical}'></head><body><article><h1>{headline}</h1>\
         <p>The {headline} was discussed at length on Thursday by everyone who was there.</p>\
         <p>Nobody left before the end, which is more than can be said of last year’s meeting.</p>\
         </article></body></html>"
    )
}

/// The smallest PNG there is: one transparent pixel.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\xa75\x81\x84\0\0\0\0IEND\xaeB`\x82";

#[test]
fn the_sample_has_three_versions_a_note_and_quotations_in_two_languages() {
    let shelf = shelf();
    let sample = shelf.library.add_sample().unwrap();
    assert_eq!(sample.revisions.len(), 3);
    assert_eq!(sample.article.update_notes.len(), 2);
    let quoted: Vec<&str> =
        sample.article.quotations.iter().map(|it| it.content.as_str()).collect();
    assert!(quoted.iter().any(|words| words.contains("We have heard them")), "{quoted:?}");
    assert!(quoted.iter().any(|words| words.contains("On entend l’eau")), "{quoted:?}");
    let again = shelf.library.add_sample().unwrap();
    assert_eq!((again.entry.id, again.entry.captures), (sample.entry.id, 3));
}

#[test]
fn a_highlight_on_the_first_version_is_placed_in_all() {
    let shelf = shelf();
    let sample = shelf.library.add_sample().unwrap();
    let first = &sample.revisions[0].id;
    let old = shelf.library.read(sample.entry.id, Some(first)).unwrap();
    let mark = |words: &str| {
        let span = old.article.text.occurrences(words).next().unwrap();
        let new = NewHighlight {
            entry: sample.entry.id,
            revision: first.clone(),
            span,
            colour: Colour::Blue,
            note: String::new(),
            tags: vec![],
        };
        shelf.library.add_highlight(&new).unwrap().highlight.id
    };
    let stays = mark("a gamble with other people’s sleep");
    let corrected = mark("80,000 pounds");
    let reworded = mark("the electric motor could hardly be heard from the quay");
    let newest = shelf.library.read(sample.entry.id, None).unwrap();
    let anchor = |id| newest.highlights.iter().find(|it| it.highlight.id == id).unwrap().anchor;
    let words = |id| newest.article.text.slice(anchor(id).span().unwrap());
    assert_eq!(words(stays), "a gamble with other people’s sleep");
    // The note of correction repeats the old words, but it is not the passage.
    assert_eq!(words(corrected), "180,000 pounds");
    assert!(anchor(corrected).span() < newest.article.text.occurrences("Correction").next());
    assert!(matches!(anchor(corrected), AnchorStatus::Reworded { .. }));
    assert_eq!(words(reworded), "the electric motor was quieter than a conversation on the quay");
    assert!(matches!(anchor(reworded), AnchorStatus::Reworded { .. }));
}

#[tokio::test]
async fn a_highlight_is_followed_when_a_new_version_is_added() {
    let shelf = shelf();
    let page = |second: &str, last: &str| {
        let story = story("Bridge", "https://example.org/bridge");
        let story = story.replace("</article>", &format!("<p>{second}</p><p>{last}</p></article>"));
        Source::Html { html: story, url: Url::parse("https://example.org/bridge").ok() }
    };
    let second =
        "Repairs are expected to take six weeks, and buses will use the motorway until then.";
    let last = "A spokesman for the builders promised to answer all questions on another day.";
    let first = shelf.library.add(&page(second, last), &Work::unwatched()).await.unwrap().reading;
    let mark = |words: &str| {
        let new = NewHighlight {
            entry: first.entry.id,
            revision: first.revision.id.clone(),
            span: first.article.text.occurrences(words).next().unwrap(),
            colour: Colour::Green,
            note: String::new(),
            tags: vec![],
        };
        shelf.library.add_highlight(&new).unwrap().highlight.id
    };
    let edited = mark("expected to take six weeks, and buses will use the motorway");
    let gone = mark(last);
    let second =
        "Repairs are now expected to take eight weeks, and some buses will use the motorway.";
    let last =
        "Nobody else had anything to say about it when this newspaper called them on Friday.";
    let reading = shelf.library.add(&page(second, last), &Work::unwatched()).await.unwrap().reading;
    assert_eq!(reading.revision.number, 2);
    let anchors: Vec<_> =
        reading.highlights.iter().map(|it| (it.highlight.id, it.anchor)).collect();
    assert_eq!(anchors[0], (gone, AnchorStatus::Orphan), "orphans come first");
    let (id, AnchorStatus::Reworded { span, score }) = anchors[1] else { panic!("{anchors:?}") };
    assert_eq!(id, edited);
    let words = "expected to take eight weeks, and some buses will use the motorway";
    assert_eq!(reading.article.text.slice(span), words);
    assert!(0.8 < score && score < 1.0, "{score}");
}

#[tokio::test]
async fn a_kept_page_is_explained_version_by_version() {
    let shelf = shelf();
    let server = Server::start();
    let furniture = "<aside class=related-stories><ul><li><a href=/b>Rain in the town on Monday \
                     and on Tuesday</a></li></ul></aside></body>";
    let mut readings = Vec::new();
    for version in 1..=2 {
        let page = fixture(&format!("revisions/bridge/{version}.html"));
        let page = fs::read_to_string(page).unwrap().replace("</body>", furniture);
        server.answer("/bridge", Answer::html(page.into_bytes()));
        let added = shelf.library.add(&url(&server, "/bridge"), &Work::unwatched()).await.unwrap();
        readings.push(added.reading);
    }
    let entry = readings[0].entry.id;
    for reading in &readings {
        let explained = shelf.library.explain(entry, Some(&reading.revision.id)).unwrap();
        assert_eq!(explained.revision, reading.revision.id);
        assert!(explained.is_same_text);
        // The very facts of the import: addresses, dates and notes are resolved as they were.
        assert_eq!(explained.explanation.extraction.article, reading.article);
        let removed = explained.explanation.page_blocks.iter().find(|block| {
            block.text.starts_with("Rain in the town")
                && matches!(block.place, Place::Removed { .. })
        });
        assert!(removed.is_some(), "{:?}", explained.explanation.page_blocks);
        for block in &explained.explanation.page_blocks {
            if let Place::Body { span } | Place::UpdateNote { span } = block.place {
                assert_eq!(reading.article.text.slice(span), block.text);
            }
        }
    }
    let newest = shelf.library.explain(entry, None).unwrap();
    assert_eq!(newest.revision, readings[1].revision.id);
    // Nothing was written.
    assert_eq!(shelf.library.read(entry, None).unwrap().entry, readings[1].entry);

    let sample = shelf.library.add_sample().unwrap();
    for revision in &sample.revisions {
        let explained = shelf.library.explain(sample.entry.id, Some(&revision.id)).unwrap();
        assert!(explained.is_same_text, "version {} of the sample", revision.number);
    }
}

#[test]
fn a_deleted_highlight_comes_back_as_it_was() {
    let shelf = shelf();
    let sample = shelf.library.add_sample().unwrap();
    let new = NewHighlight {
        entry: sample.entry.id,
        revision: sample.revision.id.clone(),
        span: Span::new(4, 30),
        colour: Colour::Red,
        note: "why?".into(),
        tags: vec!["claim".into()],
    };
    let made = shelf.library.add_highlight(&new).unwrap();
    let change = HighlightChange { colour: Some(Colour::Green), ..HighlightChange::default() };
    shelf.library.change_highlight(made.highlight.id, &change).unwrap();
    shelf.library.delete_highlight(made.highlight.id).unwrap();
    assert!(shelf.library.read(sample.entry.id, None).unwrap().highlights.is_empty());
    let error = shelf.library.delete_highlight(made.highlight.id).unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    let back = shelf.library.restore_highlight(made.highlight.id).unwrap();
    assert_eq!((back.colour, back.note.as_str()), (Colour::Green, "why?"));
    // And all of it is there for another program on the same library.
    let other = open(shelf.folder.path());
    let read = other.read(sample.entry.id, None).unwrap();
    assert_eq!(read.highlights[0].highlight, back);
    assert_eq!(read.highlights[0].anchor, made.anchor);
}

#[test]
fn statuses_are_set_and_cleared() {
    let shelf = shelf();
    let id = shelf.library.add_sample().unwrap().entry.id;
    for status in [Status::Starred, Status::Read] {
        shelf.library.set_status(id, status, true).unwrap();
        shelf.library.set_status(id, status, true).unwrap();
    }
    shelf.library.set_status(id, Status::Starred, false).unwrap();
    assert_eq!(shelf.library.entries().unwrap()[0].statuses, [Status::Read]);
}

#[tokio::test]
async fn an_address_that_is_a_whole_site_does_not_mix_up_articles() {
    let shelf = shelf();
    let server = Server::start();
    let root = server.url("/");
    for (path, headline, canonical) in [
        ("/one", "harbour wall", root.as_str()),
        ("/two", "village hall", root.as_str()),
        ("/three", "duck pond", "https://elsewhere.example/template"),
        ("/four", "old mill", "https://elsewhere.example/template"),
    ] {
        server.answer(path, Answer::html(story(headline, canonical)));
        let added = shelf.library.add(&url(&server, path), &Work::unwatched()).await.unwrap();
        assert_eq!(added.outcome, Outcome::NewEntry, "{path}");
    }
}

#[tokio::test]
async fn a_wall_that_many_addresses_lead_to_joins_none_of_them() {
    let shelf = shelf();
    let server = Server::start();
    server.answer("/one", Answer::html(story("harbour wall", "")));
    let first = shelf.library.add(&url(&server, "/one"), &Work::unwatched()).await.unwrap();
    for path in ["/one", "/two"] {
        server.answer(path, Answer::redirect("/subscribe"));
        server.answer("/subscribe", Answer::html(story("subscription desk", "")));
        shelf.library.add(&url(&server, path), &Work::unwatched()).await.unwrap();
    }
    let kept = shelf.library.read(first.reading.entry.id, None).unwrap();
    assert_eq!((kept.revisions.len(), kept.article), (1, first.reading.article));
    server.answer("/two", Answer::html(story("village hall", "")));
    let second = shelf.library.add(&url(&server, "/two"), &Work::unwatched()).await.unwrap();
    assert_eq!(second.outcome, Outcome::NewEntry);
}

#[tokio::test]
async fn a_page_that_goes_back_to_earlier_words_shows_them() {
    let shelf = shelf();
    let server = Server::start();
    let mut outcomes = Vec::new();
    let mut shown = Vec::new();
    for words in ["harbour wall", "harbour mole", "harbour wall", "harbour wall"] {
        server.answer("/story", Answer::html(story(words, "")));
        let added = shelf.library.add(&url(&server, "/story"), &Work::unwatched()).await.unwrap();
        outcomes.push(added.outcome);
        shown.push(shelf.library.entries().unwrap()[0].headline.clone());
    }
    use Outcome::{NewEntry, NewRevision, Reverted, Unchanged};
    assert_eq!(outcomes, [NewEntry, NewRevision, Reverted, Unchanged]);
    assert_eq!(shown, ["harbour wall", "harbour mole", "harbour wall", "harbour wall"]);
    assert_eq!(shelf.library.entries().unwrap()[0].revisions, 2);
}

#[tokio::test]
async fn one_file_is_one_entry_by_whatever_path() {
    let shelf = shelf();
    let folder = shelf.folder.path();
    fs::create_dir(folder.join("below")).unwrap();
    fs::write(folder.join("saved.html"), story("duck pond", "")).unwrap();
    for path in ["saved.html", "below/../saved.html", "./saved.html"] {
        let file = Source::File { path: folder.join(path), url: None };
        shelf.library.add(&file, &Work::unwatched()).await.unwrap();
    }
    assert_eq!(shelf.library.entries().unwrap().len(), 1);
}

#[tokio::test]
async fn an_image_inside_the_page_is_kept_once_and_named_by_its_hash() {
    let shelf = shelf();
    // Behind the picture a filling, for a tiny one is taken for a placeholder.
    let mut escaped: String = PNG.iter().map(|byte| format!("%{byte:02X}")).collect();
    escaped.push_str(&"%00".repeat(4000));
    let data = format!("data:image/png,{escaped}");
    let image = format!("<figure><img src='{data}' width=800 height=600></figure><p>Nobody");
    let page = story("duck pond", "").replace("<p>Nobody", &image);
    let added = shelf.library.add(&html(&page), &Work::unwatched()).await.unwrap();
    let [image] = added.reading.images.as_slice() else { panic!("{:?}", added.reading.images) };
    assert!(image.source.len() < 100, "{}", image.source);
    assert_eq!(added.reading.article.images[0].source.as_str(), image.source);
    assert_eq!(shelf.library.image(&image.id).unwrap().unwrap().media_type, "image/png");
}

#[tokio::test]
async fn a_page_of_the_web_cannot_make_us_ask_the_local_network() {
    let shelf = shelf();
    let server = Server::start();
    let image = format!("<img src='{}' width=800 height=600><p>Nobody", server.url("/router.png"));
    let page = story("duck pond", "").replace("<p>Nobody", &image);
    // Said to come from the web; a page fetched from this machine may show this machine's images.
    let source = Source::Html { html: page, url: Url::parse("https://web.example/a").ok() };
    shelf.library.add(&source, &Work::unwatched()).await.unwrap();
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn a_page_saved_as_a_file_is_the_entry_of_its_address() {
    let shelf = shelf();
    let canonical = "https://courier.example/duck-pond";
    let saved = html(&story("duck pond", canonical));
    let first = shelf.library.add(&saved, &Work::unwatched()).await.unwrap();
    let path = shelf.folder.path().join("saved.html");
    fs::write(&path, story("duck pond", canonical)).unwrap();
    let file = Source::File { path: path.clone(), url: None };
    let second = shelf.library.add(&file, &Work::unwatched()).await.unwrap();
    assert_eq!(second.reading.entry.id, first.reading.entry.id);
    // The next save under the same name is another article.
    fs::write(&path, story("old mill", "https://courier.example/old-mill")).unwrap();
    let third = shelf.library.add(&file, &Work::unwatched()).await.unwrap();
    assert_eq!(third.outcome, Outcome::NewEntry);
}

#[tokio::test]
async fn the_same_pasted_words_are_one_entry() {
    let shelf = shelf();
    let text = fs::read_to_string(fixture("articles/laiterie-fr/page.txt")).unwrap();
    let paste = Source::from_paste(&text, None);
    let first = shelf.library.add(&paste, &Work::unwatched()).await.unwrap();
    let second = shelf.library.add(&paste, &Work::unwatched()).await.unwrap();
    assert_eq!((first.outcome, second.outcome), (Outcome::NewEntry, Outcome::Unchanged));
}

#[tokio::test]
async fn images_are_fetched_once_and_known_by_their_bytes() {
    let shelf = shelf();
    let server = Server::start();
    let page = story("duck pond", "").replace(
        "<p>Nobody",
        "<figure><img src='/duck.png' width=800 height=600 alt='A duck'></figure>\
         <figure><img src='/evil.png' width=800 height=600 alt='Not one'></figure><p>Nobody",
    );
    server.answer("/pond", Answer::html(page));
    server.answer("/duck.png", Answer::typed("image/png", PNG));
    server.answer("/evil.png", Answer::typed("image/png", "<svg onload='alert(1)'/>"));
    let added = shelf.library.add(&url(&server, "/pond"), &Work::unwatched()).await.unwrap();
    let [image] = added.reading.images.as_slice() else { panic!("{:?}", added.reading.images) };
    let stored = shelf.library.image(&image.id).unwrap().unwrap();
    assert_eq!((stored.media_type.as_str(), stored.bytes.as_slice()), ("image/png", PNG));
    shelf.library.add(&url(&server, "/pond"), &Work::unwatched()).await.unwrap();
    let asked = server.requests().iter().filter(|path| *path == "/duck.png").count();
    assert_eq!(asked, 1);
}

#[tokio::test]
async fn opening_a_file_causes_no_request() {
    let shelf = shelf();
    let server = Server::start();
    let image = format!("<img src='{}' width=800 height=600><p>Nobody", server.url("/duck.png"));
    let page = story("duck pond", "").replace("<p>Nobody", &image);
    shelf.library.add(&html(&page), &Work::unwatched()).await.unwrap();
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn cancelled_work_keeps_nothing() {
    let shelf = shelf();
    let server = Server::start();
    let slow = Answer { delay: Duration::from_secs(20), ..Answer::html(story("duck pond", "")) };
    server.answer("/slow", slow);
    let token = CancellationToken::new();
    let stages = Arc::new(Mutex::new(Vec::new()));
    let work = {
        let (token, stages) = (token.clone(), stages.clone());
        Work::new(token.clone(), move |stage| {
            stages.lock().unwrap().push(stage);
            token.cancel();
        })
    };
    let error = shelf.library.add(&url(&server, "/slow"), &work).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    assert_eq!(*stages.lock().unwrap(), [Stage::Fetching]);
    assert!(shelf.library.entries().unwrap().is_empty());
}

#[test]
fn a_newer_library_is_left_to_the_newer_program() {
    let shelf = shelf();
    let folder = shelf.folder.path().to_owned();
    drop(shelf.library);
    let file = folder.join("library/library.sqlite");
    let later = with_user_version(&file, 9_999);
    fs::write(&file, &later).unwrap();
    let environment = Environment {
        directory: folder.join("library"),
        clock: Arc::new(|| "2026-05-04T10:00:00Z".parse().unwrap()),
        fetcher: fetch::Client::new(fetch::Limits::default()).unwrap(),
    };
    let error = Library::open(environment).err().unwrap();
    assert_eq!(error.code, ErrorCode::UnusableLibrary);
    assert!(error.message.contains("newer"), "{error:?}");
    assert_eq!(fs::read(&file).unwrap(), later, "the file is as it was");
}

/// Sets SQLite's user version in the bytes of a database: 60 bytes in, big-endian.
/// <https://www.sqlite.org/fileformat2.html#user_version_number>
fn with_user_version(file: &Path, version: u32) -> Vec<u8> {
    let mut bytes = fs::read(file).unwrap();
    bytes[60..64].copy_from_slice(&version.to_be_bytes());
    bytes
}

#[test]
fn a_corrected_quotation_stays_corrected_in_every_version_and_after_a_restart() {
    let shelf = shelf();
    let sample = shelf.library.add_sample().unwrap();
    let entry = sample.entry.id;
    let first = sample.revisions[0].id.clone();
    let said = |library: &Library, revision: Option<&RevisionId>| {
        let reading = library.read(entry, revision).unwrap();
        let found =
            reading.quotations.into_iter().find(|it| it.quotation.content.contains("finish work"));
        found.unwrap()
    };
    let before = said(&shelf.library, Some(&first));
    assert_eq!(before.quotation.speaker.as_ref().unwrap().name, "Maud Okafor");
    assert_eq!(before.correction, None);
    let verdict = |speaker: &str| Verdict::Quotation {
        kind: QuotationKind::Direct,
        speaker: Some(speaker.to_owned()),
    };
    let correct = |verdict| NewCorrection {
        entry,
        revision: first.clone(),
        span: before.quotation.span,
        verdict,
    };
    shelf.library.correct_quotation(&correct(verdict("Maud Okafor OBE"))).unwrap();
    drop(shelf.library);
    let library = open(shelf.folder.path());
    for revision in [Some(&first), None] {
        let after = said(&library, revision);
        assert_eq!(after.quotation.speaker.unwrap().name, "Maud Okafor OBE");
        // What the engine read is as it was.
        let read = library.read(entry, revision).unwrap().article.quotations;
        assert!(
            read.iter().all(|it| it.speaker.as_ref().is_none_or(|it| it.name != "Maud Okafor OBE"))
        );
    }
    let shown = library.correct_quotation(&correct(Verdict::NoQuotation)).unwrap();
    let rejected = shown.iter().find(|it| it.is_rejected).unwrap();
    let id = rejected.correction.unwrap();
    let shown = library.take_correction_back(entry, &first, id).unwrap();
    assert!(shown.iter().all(|it| !it.is_rejected));
    let again = library.take_correction_back(entry, &first, id).unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound);
    let nowhere = NewCorrection { span: Span::new(9_000_000, 9_000_001), ..correct(verdict("x")) };
    assert_eq!(library.correct_quotation(&nowhere).unwrap_err().code, ErrorCode::BadSpan);
}
