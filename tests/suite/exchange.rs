//! Exchange: annotations go out and come in again, from here and from elsewhere, and nothing of them is lost.
//! Long, because each way in has its own bad input.

use chrono::{DateTime, Utc};
use palimpsest::{
    Environment, ErrorCode, ExportFormat, HighlightChange, Library, NewHighlight, Source, Work,
    article::{ActKind, AnchorStatus, Colour, EntryId, Highlight, PlacedHighlight, Span},
    fetch,
};
use palimpsest_tests::terminal::Terminal;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tempfile::TempDir;
use url::Url;

const WORDS: &str = "<p>The bridge over the river was closed on Thursday after a crack was found in \
its second arch.</p><p>Engineers said that the bridge would stay closed for six weeks, and that \
« nobody was ever in danger ».</p><p>The town asks drivers to be patient. 🌉</p>";
const LATER: &str = "<p>The bridge over the river was closed on Thursday after a crack was found in \
its second arch.</p><p>Engineers now say that it would stay closed for three months.</p>";
const ADDRESS: &str = "https://morning.example/bridge";

struct Shelf {
    library: Library,
    _folder: TempDir,
}

/// Opens a library of its own, whose clock goes on a second with every look at it.
fn shelf(start: i64) -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    let seconds = AtomicI64::new(start);
    let library = Library::open(Environment {
        directory: folder.path().join("library"),
        clock: Arc::new(move || {
            DateTime::from_timestamp(seconds.fetch_add(1, Ordering::Relaxed), 123_456_000).unwrap()
        }),
        fetcher: fetch::Client::new(fetch::Limits::default()).unwrap(),
    })
    .unwrap();
    Shelf { library, _folder: folder }
}

impl Shelf {
    fn add(&self, address: &str, body: &str) -> EntryId {
        let html = format!(
            "<html><head><title>Bridge closed</title><link rel=canonical href='{address}'></head>\
             <body><article><h1>Bridge closed</h1>{body}</article></body></html>"
        );
        let source = Source::Html { html, url: Url::parse(address).ok() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let work = Work::unwatched();
        let added = runtime.block_on(self.library.add(&source, &work)).unwrap();
        added.reading.entry.id
    }

    fn mark(&self, entry: EntryId, span: Span, colour: Colour, note: &str, tags: &[&str]) {
        let revision = self.library.read(entry, None).unwrap().revision.id;
        let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
        let note = note.to_owned();
        let new = NewHighlight { entry, revision, span, colour, note, tags };
        self.library.add_highlight(&new).unwrap();
    }

    fn mark_words(&self, entry: EntryId, words: &str, note: &str) {
        let text = self.library.read(entry, None).unwrap().article.text;
        let span = text.occurrences(words).next().unwrap();
        self.mark(entry, span, Colour::Green, note, &["claim", "bridge"]);
    }

    fn exported(&self) -> Value {
        self.document(ExportFormat::WebAnnotation)
    }

    fn document(&self, format: ExportFormat) -> Value {
        let exported = self.library.export_annotations(&[], format, None).unwrap();
        serde_json::from_str(&exported.text).unwrap()
    }

    fn import(&self, document: &Value) -> palimpsest::ImportReport {
        self.library.import_annotations(document.to_string().as_bytes(), None).unwrap()
    }

    fn placed(&self, entry: EntryId) -> Vec<PlacedHighlight> {
        self.library.read(entry, None).unwrap().highlights
    }
}

/// What must be the same of a highlight in every library.
fn said(highlight: &Highlight) -> impl PartialEq + std::fmt::Debug + Ord + use<> {
    let Highlight { revision, target, colour, note, tags, created_at, modified_at, .. } = highlight;
    let place = (target.position.start, target.position.end);
    let words =
        [&target.quote.exact, &target.quote.prefix, &target.quote.suffix].map(String::clone);
    (
        place,
        words,
        revision.clone(),
        colour.name(),
        note.clone(),
        tags.clone(),
        *created_at,
        *modified_at,
    )
}

fn all_said(shelf: &Shelf, entry: EntryId) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    let mut all: Vec<_> =
        shelf.placed(entry).iter().map(|placed| said(&placed.highlight)).collect();
    all.sort();
    all
}

#[test]
fn what_goes_out_comes_in_again_where_the_articles_are_and_where_they_are_not() {
    let first = shelf(1_790_000_000);
    let entry = first.add(ADDRESS, WORDS);
    first.mark_words(entry, "a crack was found", "Ask **her**.\n\nTwice.");
    first.mark_words(entry, "six weeks", "");
    first.library.set_article_note(entry, "Call the town.").unwrap();
    // What is on a version that is no longer the newest stays on it.
    first.add(ADDRESS, LATER);
    first.mark_words(entry, "three months", "new");
    let document = first.exported();
    assert_eq!(document["total"], 4);

    let waiting = shelf(1_800_000_000);
    let report = waiting.import(&document);
    assert_eq!((report.added, report.article_notes, report.refused.len()), (0, 0, 0));
    assert_eq!((report.waiting[0].count, report.waiting[0].title.as_str()), (4, "Bridge closed"));
    assert_eq!(waiting.exported(), document);
    let added = waiting.add(ADDRESS, LATER);
    assert_eq!(waiting.library.waiting_annotations().unwrap(), []);
    assert_eq!(waiting.placed(added).len(), 3);
    assert_eq!(waiting.exported(), document);
    let orphans = waiting.placed(added);
    let orphan = orphans.iter().find(|it| it.anchor == AnchorStatus::Orphan).unwrap();
    assert_eq!(orphan.highlight.target.quote.exact, "six weeks");

    let again = shelf(1_790_000_000);
    let other = again.add(ADDRESS, WORDS);
    for _ in 0..3 {
        // So that the second version is first seen when it was in the first library.
        again.library.set_article_note(other, "").unwrap();
    }
    again.add(ADDRESS, LATER);
    let report = again.import(&document);
    assert_eq!((report.added, report.article_notes, report.orphans.len()), (3, 1, 0));
    assert_eq!(all_said(&again, other), all_said(&first, entry));
    let note = |shelf: &Shelf| shelf.library.annotations(entry, None).unwrap().note;
    assert_eq!(note(&again), note(&first));
    assert_eq!(again.exported(), document);

    for shelf in [&first, &waiting, &again] {
        let report = shelf.import(&document);
        assert_eq!((report.added, report.already_there), (0, 4), "{report:?}");
        assert_eq!(shelf.exported(), document);
    }
}

#[test]
fn an_import_is_one_act_and_comes_back_after_it_was_undone() {
    let first = shelf(1_790_000_000);
    let entry = first.add(ADDRESS, WORDS);
    first.mark_words(entry, "a crack was found", "one");
    first.library.set_article_note(entry, "Call the town.").unwrap();
    let mut document = first.exported();
    let mut lost = document["first"]["items"][0].clone();
    lost["id"] = json!("urn:x:lost");
    lost["target"]["selector"] =
        json!([{ "type": "TextQuoteSelector", "exact": "no such words there" }]);
    document["first"]["items"].as_array_mut().unwrap().push(lost);

    let second = shelf(1_800_000_000);
    let entry = second.add(ADDRESS, WORDS);
    second.import(&document);
    let before = second.placed(entry);
    let acts = second.library.acts(None, 9).unwrap();
    assert_eq!((acts.len(), acts[0].kind, acts[0].highlights), (1, ActKind::Import, 2));
    let state = |shelf: &Shelf| {
        let anchors: Vec<_> =
            shelf.placed(entry).iter().map(|it| (it.highlight.id, it.anchor)).collect();
        (anchors, shelf.library.annotations(entry, None).unwrap().note.map(|note| note.words))
    };
    let imported = state(&second);
    second.library.undo(None).unwrap();
    assert_eq!(state(&second), (Vec::new(), None));
    second.library.redo(None).unwrap();
    // An orphan that comes back is an orphan again, not at the place it never had.
    assert_eq!(state(&second), imported);
    second.library.undo(None).unwrap();
    assert_eq!(second.import(&document).added, 2);
    assert_eq!(state(&second), imported);
    assert_eq!(before.len(), 2);
}

#[test]
fn a_changed_highlight_keeps_what_only_others_know() {
    let shelf = shelf(1_790_000_000);
    let entry = shelf.add(ADDRESS, WORDS);
    let annotation = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example/7",
        "type": "Annotation",
        "creator": { "name": "Ada" },
        "created": "2020-02-03T04:05:06Z",
        "bodyValue": "Is it?",
        "target": {
            "source": format!("{ADDRESS}?utm_source=letter#top"),
            "selector": { "type": "TextQuoteSelector", "exact": "second arch" },
        },
    });
    assert_eq!(shelf.import(&annotation).added, 1);
    assert_eq!(shelf.exported()["first"]["items"], json!([annotation]));
    let id = shelf.placed(entry)[0].highlight.id;
    let change = HighlightChange { note: Some("It is.".into()), ..HighlightChange::default() };
    shelf.library.change_highlight(id, &change).unwrap();
    let written = &shelf.exported()["first"]["items"][0];
    assert_eq!((&written["creator"]["name"], &written["id"]), (&json!("Ada"), &annotation["id"]));
    assert_eq!(
        (&written["body"][0]["value"], &written["bodyValue"]),
        (&json!("It is."), &Value::Null)
    );
    assert_eq!(written["target"]["selector"][1]["type"], "TextPositionSelector");
}

#[test]
fn bad_annotations_are_told_and_the_rest_comes_in() {
    let shelf = shelf(1_790_000_000);
    let entry = shelf.add(ADDRESS, WORDS);
    let one = |id: usize, selectors: Value, note: &str| {
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("urn:x:{id}"),
            "type": "Annotation",
            "body": { "type": "TextualBody", "value": note },
            "target": { "source": ADDRESS, "selector": selectors },
        })
    };
    let quote = |words: &str| json!({ "type": "TextQuoteSelector", "exact": words });
    let place = |start: i64, end: i64| json!({ "type": "TextPositionSelector", "start": start, "end": end });
    let report = shelf.import(&json!([
        one(0, quote(" \n"), "empty"),
        one(1, place(9, 3), "backwards"),
        one(2, place(100_000, 100_009), "outside"),
        one(3, json!([quote("six weeks"), place(100_000, 100_009)]), "found by its words"),
        one(4, quote("patient"), &"long ".repeat(1 << 18)),
        one(5, quote("patient"), "short"),
        one(6, json!([]), ""),
        one(7, place(-1, 3), "negative"),
        7,
        one(9, json!({ "type": "XPathSelector", "value": "/html/body" }), "no such element"),
    ]));
    let refused: Vec<usize> = report.refused.iter().map(|refused| refused.index).collect();
    assert_eq!(refused, [0, 1, 4, 6, 7, 8], "{report:?}");
    for (refused, word) in report.refused.iter().zip(["empty", "before", "256 KiB", "nothing"]) {
        assert!(refused.why.contains(word), "{refused:?}");
    }
    assert_eq!((report.added, report.orphans.len()), (4, 2));
    let placed = shelf.placed(entry);
    let is = |note: &str, status: &str| {
        let it = placed.iter().find(|placed| placed.highlight.note == note).unwrap();
        let json = serde_json::to_value(it.anchor).unwrap();
        assert_eq!(json["status"], status, "{note}");
    };
    is("outside", "orphan");
    is("found by its words", "exact");
    is("short", "exact");
    is("no such element", "orphan");
}

#[test]
fn a_broken_file_changes_nothing() {
    let shelf = shelf(1_790_000_000);
    for (bytes, word) in [
        ("{\n \"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n}", "line 3 column 1"),
        ("words", "neither JSON nor"),
        ("", "neither JSON nor"),
        ("{\"type\": \"AnnotationPage\"}", "@context"),
        ("{}", "@context"),
    ] {
        let error = shelf.library.import_annotations(bytes.as_bytes(), None).unwrap_err();
        assert_eq!(error.code, ErrorCode::Unreadable);
        assert!(error.message.contains(word), "{error:?}");
    }
    let deep = "[".repeat(100_000);
    assert!(shelf.library.import_annotations(deep.as_bytes(), None).is_err());
    assert_eq!(shelf.library.acts(None, 9).unwrap(), []);
    assert_eq!(
        shelf.library.export_annotations(&[], ExportFormat::Json, None).unwrap().annotations,
        0
    );
}

#[test]
fn hypothesis_and_readwise_come_in_and_go_out() {
    let shelf = shelf(1_790_000_000);
    let entry = shelf.add(ADDRESS, WORDS);
    let hypothesis = json!({ "total": 3, "rows": [
        { "id": "a", "user": "acct:ada@h.example", "uri": ADDRESS, "text": "Really?", "tags": ["doubt"],
          "created": "2020-02-03T04:05:06.789012+00:00", "updated": "2020-02-04T04:05:06+00:00",
          "document": { "title": ["Bridge closed"] },
          "target": [{ "source": ADDRESS, "selector": [
            { "type": "RangeSelector", "startContainer": "/div[1]", "endContainer": "/div[1]",
              "startOffset": 4, "endOffset": 7 },
            { "type": "TextPositionSelector", "start": 4, "end": 7 },
            { "type": "TextQuoteSelector", "exact": "stay closed", "prefix": "bridge would ", "suffix": " for" },
          ] }] },
        { "id": "r", "user": "acct:bo@h.example", "uri": ADDRESS, "text": "Yes.", "references": ["a"],
          "target": [{ "source": ADDRESS }] },
        { "id": "p", "uri": ADDRESS, "text": "A good page.", "tags": ["town"] },
    ] });
    let report = shelf.import(&hypothesis);
    assert_eq!((report.format.as_str(), report.added, report.article_notes), ("hypothesis", 1, 1));
    assert_eq!(report.orphans, []);
    let highlight = &shelf.placed(entry)[0].highlight;
    assert_eq!(highlight.target.quote.exact, "stay closed");
    assert_eq!(highlight.note, "Really?\n\nbo: Yes.");
    assert_eq!(highlight.modified_at, "2020-02-04T04:05:06Z".parse::<DateTime<Utc>>().unwrap());
    let note = shelf.library.annotations(entry, None).unwrap().note.unwrap();
    assert_eq!(note.words, "A good page.\n\nTags: town");

    let readwise = format!(
        "Highlight,Book Title,Book Author,Note,Color,Tags,Location,Highlighted at,URL\n\
         drivers to be patient,Bridge closed,Ada,why,pink,town,2,2020-05-04 14:53:00,{ADDRESS}\n\
         in its second arch,Bridge  CLOSED,Ada,by its title,,,1,2020-05-04 14:53:00,\n\
         words of another,Bridge closed,Bo,,,,1,,\n\
         elsewhere,Else,Bo,,,,1,,https://evening.example/else\n"
    );
    let import = || shelf.library.import_annotations(readwise.as_bytes(), None).unwrap();
    let report = import();
    assert_eq!((report.format.as_str(), report.added, report.orphans.len()), ("readwise", 2, 0));
    let waiting: Vec<_> =
        report.waiting.iter().map(|it| (it.address.as_deref(), it.count)).collect();
    assert_eq!(waiting, [(None, 1), (Some("https://evening.example/else"), 1)]);
    let report = import();
    assert_eq!((report.added, report.already_there, report.waiting.len()), (0, 4, 0), "{report:?}");
    assert_eq!(shelf.import(&hypothesis).already_there, 2);
    let placed = shelf.placed(entry);
    let patient = placed.iter().find(|it| it.highlight.note == "why").unwrap();
    assert_eq!(
        (patient.highlight.colour, &patient.highlight.tags),
        (Colour::Red, &vec!["town".to_owned()])
    );

    let document = shelf.exported();
    assert_eq!(document["total"], 6);
    let other = self::shelf(1_800_000_000);
    other.import(&document);
    assert_eq!(other.exported(), document);
    // An article of the same headline without the words is not the one that the title meant.
    other.add("https://noon.example/", LATER);
    assert_eq!(other.library.waiting_annotations().unwrap().len(), 3);
}

#[test]
fn ten_thousand_annotations_on_one_article_are_one_act() {
    let first = shelf(1_790_000_000);
    // No five words stand twice.
    let body: String = (0..2000u64)
        .map(|number| {
            let word =
                |place: u64| number.wrapping_mul(7919 + place).wrapping_mul(104_729) % 99_991;
            format!("<p>On {} the {} of {} went to {}.</p>", word(1), word(2), word(3), word(4))
        })
        .collect();
    let entry = first.add(ADDRESS, &body);
    let text = first.library.read(entry, None).unwrap().article.text;
    let all: Vec<Value> = (0..10_000usize)
        .map(|number| {
            let start = (number * 11) % (text.len() - 50);
            let words = |start, end| text.slice(Span::new(start, end));
            let mut selectors = vec![json!({
                "type": "TextQuoteSelector",
                "exact": words(start, start + 30),
                "prefix": words(start.saturating_sub(20), start),
                "suffix": words(start + 30, start + 50),
            })];
            // A third says where, a third says wrong where, a third says nothing of it.
            match number % 3 {
                0 => selectors.push(
                    json!({ "type": "TextPositionSelector", "start": start, "end": start + 30 }),
                ),
                1 => {
                    selectors.push(json!({ "type": "TextPositionSelector", "start": 5, "end": 35 }))
                }
                _ => {}
            }
            json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "id": format!("urn:x:{number}"),
                    "type": "Annotation", "target": { "source": ADDRESS, "selector": selectors } })
        })
        .collect();
    let report = first.import(&Value::Array(all));
    assert_eq!((report.added as usize + report.refused.len(), report.refused.len()), (10_000, 0));
    assert!(report.orphans.len() < 200, "{}", report.orphans.len());
    let acts = first.library.acts(None, 9).unwrap();
    assert_eq!((acts.len(), acts[0].highlights), (1, 10_000));
    first.library.undo(None).unwrap();
    assert_eq!(first.placed(entry).len(), 0);
    first.library.redo(None).unwrap();
    assert_eq!(first.placed(entry).len(), 10_000);
    assert_eq!(first.exported()["total"], 10_000);
}

#[test]
fn the_reader_writes_the_template() {
    let shelf = shelf(1_790_000_000);
    let entry = shelf.add(ADDRESS, WORDS);
    shelf.mark_words(entry, "a crack was found", "Ask her.");
    let markdown =
        |template| shelf.library.export_annotations(&[entry], ExportFormat::Markdown, template);
    let text = markdown(None).unwrap().text;
    for part in [
        "# Bridge closed",
        "> a crack was found",
        "Ask her.",
        "*Check · claim, bridge · [passage](<https://morning.example/bridge#:~:text=",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let path = shelf.library.write_template().unwrap();
    assert_eq!(markdown(None).unwrap().text, text);
    fs::write(&path, "{% for article in articles %}{{ article.link }}{% endfor %}").unwrap();
    shelf.library.write_template().unwrap();
    assert_eq!(markdown(None).unwrap().text, ADDRESS);
    let error = markdown(Some("\n{{ nothing }}")).unwrap_err();
    assert!(error.message.contains("line 2"), "{error:?}");
}

#[test]
fn from_the_terminal() {
    let terminal = Terminal::default();
    let page = terminal.write(
        "bridge.html",
        format!(
            "<link rel=canonical href='{ADDRESS}'><article><h1>Bridge closed</h1>{WORDS}</article>"
        ),
    );
    let none = terminal.run(&["export"]);
    assert_eq!(none.code, 1, "{none:?}");
    terminal.run(&["add", &page, "--url", ADDRESS]).ok();
    terminal.run(&["highlight", "add", "1", "--quote", "six weeks", "--note", "ask"]).ok();
    let file = terminal.path("out.json").to_str().unwrap().to_owned();
    terminal.run(&["export", "1", "--format", "webannotation", "--output", &file]).ok();
    let again = terminal.run(&["export", "--output", &file]);
    assert_eq!(again.code, 2);
    assert!(
        again.stderr.contains("there already") && again.stderr.contains("--force"),
        "{again:?}"
    );
    terminal.run(&["export", "--output", &file, "--force"]).ok();
    let document: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(document["total"], 1);
    assert!(terminal.run(&["export", "--format", "markdown"]).ok().stdout.contains("> six weeks"));
    let json = terminal.run(&["export", "--format", "json"]).ok().json();
    assert_eq!(json["articles"][0]["highlights"][0]["anchor"]["status"], "exact");
    let template = terminal.run(&["export", "--print-template"]).ok();
    assert!(template.stdout.contains("{% for article in articles %}"), "{template:?}");
    assert!(terminal.library().join("templates/highlights.md").is_file());
    let broken = terminal.write("broken.md", "a\n{{ b");
    let failed = terminal.run(&[
        "export",
        "--format",
        "markdown",
        "--template",
        &broken,
        "--output",
        &broken,
        "--force",
    ]);
    assert_eq!(failed.code, 2);
    assert!(failed.stderr.contains("line 2"), "{failed:?}");
    assert_eq!(fs::read_to_string(&broken).unwrap(), "a\n{{ b");

    let other = Terminal::default();
    let report = other.run(&["import", &file, "--json"]).ok();
    assert_eq!(report.json()["waiting"][0]["address"], ADDRESS);
    assert!(report.stderr.contains("1 wait for"), "{report:?}");
    assert!(other.run(&["highlight", "waiting"]).ok().stdout.contains(ADDRESS));
    other.run(&["add", &page, "--url", ADDRESS]).ok();
    let listed = other.run(&["highlight", "list", "1", "--json"]).ok().json();
    assert_eq!((&listed[0]["note"], listed.as_array().unwrap().len()), (&json!("ask"), 1));
    let twice = other.run_with_input(&["import", "-"], &fs::read(&file).unwrap()).ok();
    assert!(twice.stderr.contains("1 were there already"), "{twice:?}");
    let nothing = other.run_with_input(&["import", "-"], b"[]");
    assert_eq!(nothing.code, 1, "{nothing:?}");
    let bad = other.run_with_input(&["import", "-"], b"{\n,");
    assert!(bad.code == 2 && bad.stderr.contains("line 2 column 1"), "{bad:?}");
}

proptest! {
    // Each case opens three libraries on disk.
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn every_highlight_survives_the_way(
        marks in proptest::collection::vec(
            (0usize..280, 1usize..90, 0usize..6, "\\PC{0,20}", proptest::collection::vec("[a-zé]{1,8}", 0..3)),
            1..6,
        ),
        note in "\\PC{0,30}",
        is_late in any::<bool>(),
    ) {
        let first = shelf(1_790_000_000);
        let entry = first.add(ADDRESS, WORDS);
        let text = first.library.read(entry, None).unwrap().article.text;
        for (start, len, colour, note, tags) in &marks {
            let start = start % text.len();
            let span = Span::new(start, (start + len).min(text.len()));
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            if !text.slice(span).trim().is_empty() {
                first.mark(entry, span, Colour::ALL[*colour], note, &tags);
            }
        }
        first.library.set_article_note(entry, &note).unwrap();
        if first.library.export_annotations(&[], ExportFormat::Json, None).unwrap().annotations == 0 {
            return Ok(());
        }
        let document = first.exported();
        let second = shelf(1_800_000_000);
        // The article comes before its annotations or after them.
        let mut added = None;
        if !is_late {
            added = Some(second.add(ADDRESS, WORDS));
        }
        let report = second.import(&document);
        prop_assert_eq!(&report.refused, &[]);
        prop_assert_eq!(&second.exported(), &document);
        let added = added.unwrap_or_else(|| second.add(ADDRESS, WORDS));
        prop_assert_eq!(all_said(&second, added), all_said(&first, entry));
        let is_exact = |it: &PlacedHighlight| matches!(it.anchor, AnchorStatus::Exact { .. });
        prop_assert!(second.placed(added).iter().all(is_exact), "not all are where they were");
        let words = |shelf: &Shelf, entry| shelf.library.annotations(entry, None).unwrap().note;
        prop_assert_eq!(words(&second, added), words(&first, entry));
        prop_assert_eq!(&second.exported(), &document);
        prop_assert_eq!(second.import(&document).added, 0);
    }
}
