//! The terminal: each command does its work, and bad input gets a clear word and loses nothing.

use palimpsest_tests::{
    fixture,
    server::{Answer, Server},
    terminal::Terminal,
};
use serde_json::{Value, json};
use std::fs;

fn bridge(version: u32) -> Vec<u8> {
    fs::read(fixture(&format!("revisions/bridge/{version}.html"))).unwrap()
}

#[test]
fn the_same_page_twice_is_one_entry_and_two_captures() {
    let terminal = Terminal::default();
    let page = terminal.write("bridge.html", bridge(1));
    let first = terminal.run(&["add", &page, "--json"]).ok().json();
    let second = terminal.run(&["add", &page, "--json"]).ok().json();
    assert_eq!((&first["outcome"], &second["outcome"]), (&json!("new_entry"), &json!("unchanged")));
    let entries = terminal.run(&["list", "--json"]).ok().json();
    assert_eq!(entries.as_array().unwrap().len(), 1);
    assert_eq!((&entries[0]["captures"], &entries[0]["revisions"]), (&json!(2), &json!(1)));
}

#[test]
fn a_changed_page_is_a_second_revision_and_the_first_stays() {
    let terminal = Terminal::default();
    let server = Server::start();
    server.answer("/bridge", Answer::html(bridge(1)));
    terminal.run(&["add", &server.url("/bridge")]).ok();
    server.answer("/bridge", Answer::html(bridge(2)));
    let added = terminal.run(&["add", &server.url("/bridge"), "--json"]).ok().json();
    assert_eq!(added["outcome"], "new_revision");
    let entries = terminal.run(&["list", "--json"]).ok().json();
    assert_eq!((&entries[0]["captures"], &entries[0]["revisions"]), (&json!(2), &json!(2)));
    let old = terminal.run(&["show", "1", "--revision", "1"]).ok().stdout;
    let new = terminal.run(&["show", "1"]).ok().stdout;
    assert!(old.contains("six weeks") && !old.contains("three months, and"), "{old}");
    assert!(new.contains("three months, and") && new.contains("corrected its estimate"), "{new}");
}

#[test]
fn one_address_in_another_dress_is_the_same_entry() {
    let terminal = Terminal::default();
    let server = Server::start();
    for path in ["/bridge", "/bridge?utm_source=letter", "/go"] {
        server.answer(path, Answer::html(bridge(1)));
    }
    server.answer("/go", Answer::redirect("/bridge"));
    for path in ["/bridge", "/bridge?utm_source=letter#top", "/go"] {
        terminal.run(&["add", &server.url(path)]).ok();
    }
    let entries = terminal.run(&["list", "--json"]).ok().json();
    assert_eq!((entries.as_array().unwrap().len(), &entries[0]["captures"]), (1, &json!(3)));
}

#[test]
fn highlights_are_made_listed_and_removed() {
    let terminal = Terminal::default();
    let page = terminal.write("bridge.html", bridge(1));
    terminal.run(&["add", &page]).ok();
    let made = terminal
        .run(&[
            "highlight",
            "add",
            "1",
            "--quote",
            "a crack in its second arch",
            "--colour",
            "green",
            "--note",
            "ask the engineer",
            "--tag",
            "claim",
            "--json",
        ])
        .ok()
        .json();
    assert_eq!(made["target"]["quote"]["exact"], "a crack in its second arch");
    assert_eq!((&made["colour"], &made["anchor"]["status"]), (&json!("green"), &json!("exact")));
    let listed = terminal.run(&["highlight", "list", "1", "--json"]).ok().json();
    assert_eq!(listed[0]["note"], "ask the engineer");
    assert!(terminal.run(&["show", "1"]).ok().stdout.contains("ask the engineer"));

    let id = listed[0]["id"].to_string();
    terminal.run(&["highlight", "remove", &id]).ok();
    assert_eq!(terminal.run(&["highlight", "list", "--json"]).ok().json(), json!([]));
    let restored = terminal.run(&["highlight", "restore", &id, "--json"]).ok().json();
    assert_eq!(restored["note"], "ask the engineer");
    terminal.run(&["highlight", "remove", &id]).ok();
    let again = terminal.run(&["highlight", "remove", &id]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains(&format!("there is no highlight '{id}'")), "{again:?}");
}

#[test]
fn acts_on_highlights_and_notes_are_undone_from_the_terminal() {
    let terminal = Terminal::default();
    let page = terminal.write("bridge.html", bridge(1));
    terminal.run(&["add", &page]).ok();
    terminal.run(&["highlight", "add", "1", "--quote", "six weeks"]).ok();
    let change = ["highlight", "change", "1", "--colour", "red", "--tag", "time", "--note", "why?"];
    let changed = terminal.run(&change).ok().stdout;
    assert_eq!(changed, "1\tred\tsix weeks\t#time\twhy?\n");
    terminal.run(&["note", "1", "Ask the **engineer**."]).ok();
    assert_eq!(terminal.run(&["note", "1"]).ok().stdout, "Ask the **engineer**.\n");
    assert!(terminal.run(&["show", "1"]).ok().stdout.contains("Ask the **engineer**."));

    let undone = terminal.run(&["undo"]).ok();
    assert_eq!(undone.stderr, "undone: note on the article written\n");
    assert_eq!(terminal.run(&["note", "1", "--json"]).ok().json(), json!(null));
    let undone = terminal.run(&["undo", "1", "--json"]).ok().json();
    assert_eq!((&undone["kind"], &undone["is_undone"]), (&json!("note"), &json!(true)));
    let listed = terminal.run(&["highlight", "list", "--colour", "yellow"]).ok().stdout;
    assert_eq!(listed, "1\t1\tyellow\tsix weeks\n");
    assert_eq!(
        terminal.run(&["redo"]).ok().stderr,
        "done again: note on a highlight written: six weeks\n"
    );
    let history = terminal.run(&["history", "--count", "2"]).ok().stdout;
    let lines: Vec<&str> = history.lines().collect();
    assert!(lines.len() == 2 && lines[0].ends_with("\t(undone)"), "{history}");
    assert_eq!(terminal.run(&["undo", "9"]).code, 2);

    terminal.run(&["highlight", "remove", "1"]).ok();
    assert!(terminal.run(&["highlight", "bin"]).ok().stdout.ends_with("\tsix weeks\n"));
    terminal.run(&["highlight", "restore", "1"]).ok();
    assert_eq!(terminal.run(&["highlight", "bin", "1"]).ok().stdout, "");
    let named = terminal.run(&["highlight", "colours", "red", "Beleg"]).ok().stdout;
    assert!(named.contains("red\tBeleg\n") && named.starts_with("yellow\tClaim\n"), "{named}");
    assert_eq!(terminal.run(&["highlight", "list", "9"]).code, 2);
}

#[test]
fn what_became_of_a_highlight_is_shown_and_decided_from_the_terminal() {
    let terminal = Terminal::default();
    let page = terminal.write("bridge.html", bridge(1));
    terminal.run(&["add", &page]).ok();
    for quote in ["six weeks", "Repairs are expected to take six weeks"] {
        terminal.run(&["highlight", "add", "1", "--quote", quote]).ok();
    }
    terminal.write("bridge.html", bridge(2));
    terminal.run(&["add", &page]).ok();
    let open = || terminal.run(&["highlight", "list", "--status", "open"]).ok().stdout;
    let words = "Repairs are expected to take [-six weeks-]{+three months+}";
    assert!(open().contains(&format!("\t2\tyellow (reworded)\t{words}\n")), "{}", open());
    let accepted = terminal.run(&["highlight", "attach", "2", "--accept"]).ok().stdout;
    assert_eq!(accepted, "2\tyellow\tRepairs are expected to take three months\n");
    let accepted = terminal.run(&["highlight", "attach", "1", "--accept"]);
    assert!(accepted.stderr.contains("the passage is gone"), "{accepted:?}");
    let settled = terminal.run(&["highlight", "settle", "1"]).ok().stdout;
    assert!(settled.contains("(not in this version) (left so)"), "{settled}");
    terminal.run(&["highlight", "settle", "1", "--undone"]).ok();
    let attach = ["highlight", "attach", "1", "--quote", "three months", "--json"];
    let attached = terminal.run(&attach).ok().json();
    assert_eq!(attached["anchor"]["status"], "exact");
    assert_eq!(attached["origin"]["target"]["quote"]["exact"], "six weeks");
    assert_eq!(open(), "");
}

#[test]
fn a_highlight_follows_its_words_and_is_kept_when_they_are_gone() {
    let terminal = Terminal::default();
    let page = terminal.write("bridge.html", bridge(1));
    terminal.run(&["add", &page]).ok();
    for quote in ["patient", "six weeks"] {
        terminal.run(&["highlight", "add", "1", "--quote", quote]).ok();
    }
    terminal.write("bridge.html", bridge(2));
    terminal.run(&["add", &page]).ok();
    let listed = terminal.run(&["highlight", "list", "1", "--json"]).ok().json();
    let status = |quote: &str| {
        let all = listed.as_array().unwrap();
        let it = all.iter().find(|it| it["target"]["quote"]["exact"] == quote).unwrap();
        it["anchor"]["status"].clone()
    };
    assert_eq!((status("patient"), status("six weeks")), (json!("moved"), json!("orphan")));
}

#[test]
fn words_that_are_not_there_or_stand_twice_are_not_guessed() {
    let terminal = Terminal::default();
    let page = terminal.write("bridge.html", bridge(1));
    terminal.run(&["add", &page]).ok();
    let missing = terminal.run(&["highlight", "add", "1", "--quote", "a second crack"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("the words are not in the text"), "{missing:?}");
    let twice = terminal.run(&["highlight", "add", "1", "--quote", "three"]);
    assert!(twice.stderr.contains("it stands at 2 places"), "{twice:?}");
    terminal.run(&["highlight", "add", "1", "--quote", "three", "--occurrence", "2"]).ok();
    let outside = terminal.run(&["highlight", "add", "1", "--span", "90000..90010"]);
    assert!(outside.stderr.contains("no words are there"), "{outside:?}");
}

#[test]
fn extract_prints_all_three_forms_and_keeps_nothing() {
    let terminal = Terminal::default();
    let page = fixture("articles/night-ferry-en/page.html");
    let page = page.to_str().unwrap();
    let article = terminal.run(&["extract", page, "--format", "json"]).ok().json();
    assert_eq!(article["headline"], "Keeper returns to Gull Point light after nine years");
    assert_eq!(article["authors"], json!(["Tomas Brandt", "Ines Halloran"]));
    assert_eq!(article["date_published"], "2026-02-11T06:00:00+00:00");
    let text = terminal.run(&["extract", page]).ok().stdout;
    assert!(text.contains("212 applications") && !text.contains("Sign up"), "{text}");
    let markdown = terminal.run(&["extract", page, "--format", "markdown"]).ok().stdout;
    assert!(
        markdown.starts_with("# Keeper returns") && markdown.contains("## A house"),
        "{markdown}"
    );
    assert!(!terminal.library().exists());
}

#[test]
fn extract_explains_what_was_removed_in_place_and_where_each_fact_is_from() {
    let terminal = Terminal::default();
    let page = fixture("articles/night-ferry-en/page.html");
    let page = fs::read_to_string(page).unwrap();
    // The page says two things of its headline, and its furniture would act on a terminal.
    let page = page
        .replace("Gull Point light after nine years\">", "the lighthouse\">")
        .replace("The Harbour Letter", "The \u{1b}[31mHarbour Letter")
        .replace("class=\"newsletter-signup\"", "class=\"newsletter-signup\u{1b}[2J\"");
    let page = terminal.write("page.html", page);
    let run = terminal.run(&["extract", &page, "--explain"]).ok();
    let said = &run.stdout;
    let at = |words: &str| {
        said.find(words).unwrap_or_else(|| panic!("'{words}' is not said in:\n{said}"))
    };
    assert!(at("I intend to do it the other way round") < at("- Sign up for our newsletter"));
    let why = "tide tables every Friday.\n  removed: ";
    assert!(at("- Sign up for our newsletter") < at(why));
    assert!(at(why) < at("A house with 140 stairs"));
    assert!(at("removed: among readers' comments") < at("headline "), "{said}");
    assert!(at("also: Keeper returns to the lighthouse [Open Graph]") > at("headline "));
    assert!(said.contains("authors       Tomas Brandt, Ines Halloran ["), "{said}");
    assert!(said.contains("published     2026-02-11T06:00:00+00:00 [JSON-LD, "), "{said}");
    assert!(!said.contains('\u{1b}'), "a page acted on the terminal");
    assert!(!terminal.library().exists());

    let explained = terminal.run(&["extract", &page, "--explain", "--format", "json"]).ok().json();
    let plain = terminal.run(&["extract", &page, "--format", "json"]).ok().json();
    assert_eq!(explained["text"], plain["text"]);
    let blocks = explained["page_blocks"].as_array().unwrap();
    let block = |start: &str| {
        let starts = |block: &&Value| block["text"].as_str().unwrap().starts_with(start);
        blocks.iter().find(starts).unwrap()
    };
    assert_eq!(block("Sign up for our")["place"]["place"], "removed");
    assert_eq!(block("My grandfather")["place"]["reason"]["reason"], "comments");
    let span = &block("Her duties")["place"]["span"];
    let of_text = |end: &str| span[end].as_u64().unwrap() as usize;
    let text: Vec<char> = explained["text"].as_str().unwrap().chars().collect();
    let words: String = text[of_text("start")..of_text("end")].iter().collect();
    assert_eq!(words, block("Her duties")["text"].as_str().unwrap());

    let refused = terminal.run(&["extract", &page, "--explain", "--format", "markdown"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("cannot explain in the format 'markdown'"), "{refused:?}");
    let plain =
        terminal.run_with_input(&["extract", "-", "--explain"], b"A day\n\nIt rained.").ok();
    assert!(plain.stderr.contains("nothing is left out of plain text"), "{plain:?}");
}

#[test]
fn updates_are_told_in_time_order_with_how_they_were_understood() {
    let terminal = Terminal::default();
    let page = "<html lang=en><head><title>Quay closed</title>\
        <meta property=article:published_time content=2026-03-10T06:15:00-04:00></head><body><article>\
        <h1>Quay closed</h1><p>The quay was closed on Tuesday after a barge struck its eastern wall and \
        left a gap that a car could fall through, the harbour master said.</p>\
        <p>Divers will look at the wall once the water is calm, which nobody expects before the end of \
        the week, and the ferry lands on the other side until then.</p>\
        <p>Correction, March 12, 2026: An earlier version of this article misstated the wall that was \
        struck.</p>\
        <p>Update, March 11, 2026, 6:40 p.m. CET: The ferry sails again.</p></article></body></html>";
    let page = terminal.write("quay.html", page);
    let told = terminal.run(&["updates", &page]).ok().stdout;
    let at = |words: &str| told.find(words).unwrap_or_else(|| panic!("no '{words}' in {told}"));
    assert!(at("update  2026-03-11T18:40:00+01:00") < at("The ferry sails again."));
    assert!(at("zone as written") < at("correction  2026-03-12"));
    assert!(at("misstated the wall") < at("published     2026-03-10T06:15:00-04:00 [Open Graph]"));
    let json = terminal.run(&["updates", &page, "--json"]).ok().json();
    assert_eq!(json["update_notes"][0]["kind"], "update");
    assert_eq!(json["dates"][0]["value"], "2026-03-10T06:15:00-04:00");

    let bare = terminal
        .write("bare.txt", "Quay closed\n\nThe quay was closed on Tuesday after a storm.\n");
    let told = terminal.run(&["updates", &bare]).ok();
    assert!(told.stderr.contains("states no update or correction"), "{}", told.stderr);
}

#[test]
fn quotations_are_told_by_speaker() {
    let terminal = Terminal::default();
    let words = "Quay closed\n\n“We will mend the wall by May,” said Anna Lind, who runs the port.\n\n\
        The film “Harbour Lights” was shown all the same.\n\n“Nobody asked us,” said Piet Larsen.\n";
    let page = terminal.write("quay.txt", words);
    let told = terminal.run(&["quotes", &page]).ok().stdout;
    let at = |words: &str| told.find(words).unwrap_or_else(|| panic!("no '{words}' in {told}"));
    assert!(at("Anna Lind") < at("We will mend") && at("We will mend") < at("Piet Larsen (1)"));
    assert!(!told.contains("Harbour Lights"), "{told}");
    let one = terminal.run(&["quotes", &page, "--speaker", "larsen", "--json"]).ok().json();
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert_eq!(one[0]["speaker"]["name"], "Piet Larsen");
    let all = terminal.run(&["quotes", &page, "--all", "--json"]).ok().json();
    assert_eq!(all.as_array().unwrap().len(), 3);
    terminal.run(&["add", &page]).ok();
    assert_eq!(terminal.run(&["quotes", "entry:1"]).ok().stdout, told);
    assert_eq!(terminal.run(&["quotes", &page, "--speaker", "nobody"]).code, 1);
}

#[test]
fn every_field_of_the_documented_form_is_there() {
    let terminal = Terminal::default();
    let page = fixture("articles/laiterie-fr/page.txt");
    let article = terminal.run(&["extract", page.to_str().unwrap(), "--json"]).ok().json();
    let documented = [
        "headline",
        "alternative_headline",
        "standfirst",
        "authors",
        "publisher",
        "section",
        "tags",
        "is_accessible_for_free",
        "findings",
        "date_published",
        "date_modified",
        "dates",
        "canonical_url",
        "image",
        "language",
        "text",
        "blocks",
        "images",
        "quotations",
        "update_notes",
        "warnings",
    ];
    let page = fs::read_to_string(fixture("../../docs/article.md")).unwrap();
    for field in documented {
        assert!(article.get(field).is_some(), "'{field}' is missing");
        assert!(page.contains(&format!("`{field}`")), "docs/article.md is silent on '{field}'");
    }
    assert_eq!(article.as_object().unwrap().len(), documented.len());
    assert_eq!(article["language"]["code"], "fr");
    let kinds: Vec<&Value> =
        article["update_notes"].as_array().unwrap().iter().map(|note| &note["kind"]).collect();
    assert_eq!(kinds, ["update", "correction"]);
    // Every span says what it is said to say.
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    for note in article["update_notes"].as_array().unwrap() {
        let at = |end: &str| note["span"][end].as_u64().unwrap() as usize;
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(words, note["text"].as_str().unwrap());
    }
    assert!(!article["text"].as_str().unwrap().contains("Laisser un commentaire"));
}

#[test]
fn a_batch_answers_every_line_in_order() {
    let terminal = Terminal::default();
    let page = terminal.write("bridge.html", bridge(1));
    let input = [
        json!({ "id": "a", "path": page, "url": "https://courier.example/x" }).to_string(),
        "{\"id\": 7, \"path\": 3}".to_owned(),
        "not json".to_owned(),
        json!({ "id": "b", "path": "/nowhere/at/all.html" }).to_string(),
        json!({ "id": "c", "html": "<h1>Titel</h1><p>Ein Satz über Brücken, lang genug.</p>" })
            .to_string(),
        json!({ "id": "d", "text": "Kopfzeile\n\nErster Absatz." }).to_string(),
        json!({ "id": "e" }).to_string(),
        "[]".to_owned(),
        "3".to_owned(),
        json!({ "id": "f", "text": "Kopfzeile\n\nErster Absatz.", "url": "" }).to_string(),
    ]
    .join("\n");
    let input = format!("\u{feff}{input}");
    let run = terminal.run_with_input(&["extract", "--batch"], input.as_bytes()).ok();
    let answers: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(json!(ids), json!(["a", 7, null, "b", "c", "d", "e", null, null, "f"]));
    let has_article: Vec<bool> =
        answers.iter().map(|answer| answer["article"].is_object()).collect();
    assert_eq!(has_article, [true, false, false, false, true, true, false, false, false, true]);
    for answer in &answers {
        assert_eq!(answer["error"].is_string(), !answer["article"].is_object(), "{answer}");
        assert_eq!(answer["ms"].is_number(), answer["article"].is_object(), "{answer}");
    }
    assert_eq!(answers[5]["article"]["headline"], "Kopfzeile");
}

#[test]
fn a_page_can_be_piped_in() {
    let terminal = Terminal::default();
    let page = fs::read(fixture("articles/archiv-de/page.html")).unwrap();
    let run = terminal.run_with_input(&["add", "-", "--url", "https://k.example/a"], &page).ok();
    assert!(run.stdout.contains("Das Stadtarchiv zieht um"), "{run:?}");
}

#[test]
fn a_page_does_not_act_on_the_terminal() {
    let terminal = Terminal::default();
    let said =
        "It was said \u{1b}[2J&#27;]52;c;AAAA&#7; by many people who stood on the quay that day.";
    let page = format!(
        "<article><h1>Quay\u{9b}31m closed</h1><p>{said}</p><p>{said} Twice.</p></article>"
    );
    let page = terminal.write("page.html", page);
    for arguments in [&["extract", &page][..], &["add", &page], &["list"], &["show", "1"]] {
        let run = terminal.run(arguments).ok();
        let is_quiet =
            |text: &str| !text.chars().any(|it| it.is_control() && it != '\n' && it != '\t');
        assert!(is_quiet(&run.stdout) && is_quiet(&run.stderr), "{run:?}");
    }
    let article = terminal.run(&["extract", &page, "--json"]).ok().json();
    assert_eq!(article["headline"], "Quay31m closed");
}

#[test]
fn words_said_twice_are_kept_twice_and_a_poem_is_an_article() {
    let terminal = Terminal::default();
    let refrain =
        "I will not resign from this post while the people of this country want me to stay.";
    let between: String = (0..6)
        .map(|n| {
            format!(
                "<p>Question number {n} was put to the minister, who listened to it in silence.</p>"
            )
        })
        .collect();
    let page = format!(
        "<article><h1>The interview</h1><p>{refrain}</p>{between}<p>{refrain}</p></article>"
    );
    let page = terminal.write("interview.html", page);
    assert_eq!(terminal.run(&["extract", &page]).ok().stdout.matches("not resign").count(), 2);

    let poem =
        "<article><h1>Low water</h1><p>The tide is out</p><p>the boats lie down</p></article>";
    let poem = terminal.write("poem.html", poem);
    let text = terminal.run(&["extract", &poem]).ok().stdout;
    assert_eq!(text, "Low water\n\nThe tide is out\n\nthe boats lie down\n");
}

/// Each bad input: exit code 2, the words, and a library as it was.
#[test]
fn bad_files_get_a_clear_word() {
    let terminal = Terminal::default();
    let good = terminal.write("bridge.html", bridge(1));
    terminal.run(&["add", &good]).ok();
    let before = terminal.run(&["show", "1", "--json"]).ok().stdout;

    let huge = terminal.write("huge.html", "");
    fs::File::options().write(true).open(&huge).unwrap().set_len(100 * 1024 * 1024).unwrap();
    let folder = terminal.path("folder.html");
    fs::create_dir(&folder).unwrap();
    let png = [&b"\x89PNG\r\n\x1a\n"[..], &[0; 500]].concat();
    let no_article = "<html><body><nav><a href='/'>Home</a></nav></body></html>";
    let cases = [
        (terminal.write("empty.html", ""), "it is empty"),
        (terminal.write("blank.txt", " \n\t\n"), "it is empty"),
        (huge, "it is larger than 32 MiB"),
        (terminal.write("picture.html", png), "it is not text"),
        (terminal.write("menu.html", no_article), "no article was found in"),
        (folder.to_str().unwrap().to_owned(), "it is a folder"),
        (terminal.path("missing.html").to_str().unwrap().to_owned(), "no such file"),
        ("ftp://courier.example/a".to_owned(), "only http, https and file addresses are read"),
    ];
    for (source, words) in &cases {
        let run = terminal.run(&["add", source]);
        assert_eq!(run.code, 2, "{source}: {run:?}");
        assert!(run.stderr.contains(words), "{source}: {run:?}");
        assert!(run.stderr.starts_with("error: ") && run.stdout.is_empty(), "{source}: {run:?}");
    }
    assert_eq!(terminal.run(&["show", "1", "--json"]).ok().stdout, before);
    assert_eq!(terminal.run(&["list", "--json"]).ok().json().as_array().unwrap().len(), 1);
}

#[test]
fn odd_pages_are_read_with_a_warning() {
    let terminal = Terminal::default();
    let deep = format!(
        "<h1>Deep</h1>{}<p>A sentence at the bottom of a very deep well, and then another one.</p>{}",
        "<div>".repeat(20_000),
        "</div>".repeat(20_000)
    );
    let wrong_label = fs::read(fixture("articles/archiv-de/page.html")).unwrap();
    let mut truncated = "<meta charset=utf-8><h1>Zug</h1><p>Der Zug nach Köln fährt heute später, sagt die Bahn, und zwar um neun Uhr fünfzig ab Gleis fünf in Zürich".as_bytes().to_vec();
    // In the middle of the ü of Zürich.
    truncated.truncate(truncated.len() - 5);
    let cases = [
        (terminal.write("deep.html", deep), "bottom of a very deep well", "deep_nesting"),
        (terminal.write("label.html", wrong_label), "Zwölf Jahre lang", "wrong_charset"),
        (terminal.write("cut.html", truncated), "Der Zug nach Köln", "undecodable"),
    ];
    for (page, words, warning) in &cases {
        let run = terminal.run(&["extract", page, "--json"]).ok();
        let article = run.json();
        assert!(article["text"].as_str().unwrap().contains(words), "{page}: {}", article["text"]);
        let codes: Vec<&Value> =
            article["warnings"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
        assert!(codes.contains(&&json!(warning)), "{page}: {codes:?}");
        assert!(run.stderr.contains("warning: "), "{page}: {run:?}");
    }
}

#[test]
fn bad_answers_of_a_server_get_a_clear_word_and_replace_nothing() {
    let terminal = Terminal::default();
    let server = Server::start();
    server.answer("/story", Answer::html(bridge(1)));
    terminal.run(&["add", &server.url("/story")]).ok();

    server.answer("/loop", Answer::redirect("/loop"));
    server.answer("/broken", Answer { status: "500 Internal Server Error", ..Answer::html("") });
    server.answer("/story", Answer { status: "404 Not Found", ..Answer::html("<p>Gone.</p>") });
    let tls = server.url("/story").replace("http://", "https://");
    let cases = [
        (server.url("/story"), "404"),
        (server.url("/broken"), "500"),
        (server.url("/loop"), "redirects"),
        (tls, "secure connection"),
        ("http://no-such-host.invalid/".to_owned(), "no such host"),
        ("http://127.0.0.1:9/".to_owned(), "refused"),
    ];
    for (source, words) in &cases {
        let run = terminal.run(&["add", source]);
        assert_eq!(run.code, 2, "{source}: {run:?}");
        assert!(run.stderr.contains(words), "{source}: {run:?}");
    }
    assert!(terminal.run(&["show", "1"]).ok().stdout.contains("second arch"));
}

#[test]
fn a_place_that_is_no_library_is_left_alone() {
    let terminal = Terminal::default();
    let list = |library: &str| terminal.run(&["--library", library, "list"]);

    let file = terminal.write("a-file", "words");
    let run = list(&file);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("a-file"), "{run:?}");

    // Not even root can make a folder here.
    let run = list("/proc/palimpsest");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("/proc/palimpsest") && run.stderr.contains("hint: "), "{run:?}");

    let folder = terminal.path("notes");
    fs::create_dir(&folder).unwrap();
    let words = "these are somebody's words, not a database\n".repeat(100);
    fs::write(folder.join("library.sqlite"), &words).unwrap();
    let run = list(folder.to_str().unwrap());
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("not a") && run.stderr.contains("library.sqlite"), "{run:?}");
    assert_eq!(fs::read_to_string(folder.join("library.sqlite")).unwrap(), words);
}

#[test]
fn help_is_data_and_a_missing_argument_a_failure() {
    let terminal = Terminal::default();
    let run = terminal.run(&["--help"]).ok();
    assert!(run.stdout.contains("highlight"), "{run:?}");
    let run = terminal.run(&["extract"]);
    assert_eq!(run.code, 2, "{run:?}");
}
