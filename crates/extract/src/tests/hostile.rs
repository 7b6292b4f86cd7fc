//! Pages made to break a reader: huge, deep, unclosed, odd. The text is kept, what is left out is
//! warned of, and what comes out is no larger than what went in. Nothing here is timed: a step that
//! is not linear shows as a test that does not end.

use super::{PROSE, check, codes, page, paragraphs, read};
use crate::{Extraction, WarningCode};

/// Reads a page on a small stack, as the threads of a server or a window have, and checks what
/// holds of every article and that it has not grown.
fn read_hostile(html: String) -> Extraction {
    let size = html.len();
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let extraction = thread.spawn(move || read(&html)).unwrap().join().unwrap();
    check(&extraction).unwrap();
    let text = extraction.article.text.as_str();
    assert!(text.len() <= 2 * size, "{size} bytes became a text of {}", text.len());
    let written = serde_json::to_string(&extraction).unwrap();
    // Each block, mark and quotation costs its fixed words, hence the factor.
    assert!(written.len() <= 60 * size, "{size} bytes became {}", written.len());
    extraction
}

fn text(extraction: &Extraction) -> &str {
    extraction.article.text.as_str()
}

/// Tells whether the page was not lost: what thousands of foreign blocks beside four paragraphs are
/// is a question of taste, so any of the paragraphs will do, or the blocks.
fn is_read(extraction: &Extraction) -> bool {
    let text = text(extraction);
    PROSE.iter().any(|words| text.contains(words)) || text.len() > 1_000
}

/// Paragraphs that are all different, as much as `size` bytes.
fn long_text(size: usize) -> Vec<String> {
    let mut length = 0;
    (0..)
        .map(|number| format!("On day {number} of the hearing, {}", PROSE[number % PROSE.len()]))
        .take_while(|words| {
            length += words.len() + 7;
            length <= size
        })
        .collect()
}

#[test]
fn five_megabytes_of_text_are_read_whole() {
    let words = long_text(5 << 20);
    let html = page(&words.iter().map(|words| format!("<p>{words}</p>")).collect::<String>());
    let extraction = read_hostile(html);
    assert!(extraction.warnings.is_empty());
    assert!(text(&extraction) == words.join("\n\n"), "some of the text is missing");
}

#[test]
fn five_megabytes_of_scripts_are_no_text() {
    let script = format!("<script>{}</script>", "let a = '<p>no</p>' && 1 < 2;".repeat(200_000));
    let extraction = read_hostile(page(&format!("{script}{}", paragraphs(&PROSE))));
    assert!(extraction.warnings.is_empty());
    assert_eq!(text(&extraction), PROSE.join("\n\n"));
}

#[test]
fn twenty_thousand_nested_elements_are_read() {
    for tag in ["div", "span", "blockquote", "b", "ul><li", "table><tr><td"] {
        let html = page(&format!("{}{}", format!("<{tag}>").repeat(20_000), paragraphs(&PROSE)));
        let extraction = read_hostile(html);
        assert_eq!(codes(&extraction)[0], WarningCode::DeepNesting, "{tag}");
        assert!(text(&extraction).contains(PROSE[2]), "{tag}");
    }
}

#[test]
fn a_hundred_thousand_siblings_are_read() {
    for sibling in ["<div>a</div>", "<p>A sentence of its own.</p>", "<a href=x>a</a> ", "<td>a"] {
        let html = page(&format!("{}<div>{}</div>", paragraphs(&PROSE), sibling.repeat(100_000)));
        let extraction = read_hostile(html);
        assert!(is_read(&extraction), "{sibling}");
    }
}

#[test]
fn fifty_thousand_lines_and_list_items_are_read() {
    for piece in ["a line<br>", "<li>an item", "<dt>a word<dd>its meaning", "<hr>", "<img src=a>"] {
        let html = page(&format!("{}<div>{}", paragraphs(&PROSE), piece.repeat(50_000)));
        let extraction = read_hostile(html);
        assert!(text(&extraction).contains(PROSE[2]), "{piece}");
    }
}

#[test]
fn an_attribute_of_a_megabyte_is_passed_by() {
    for attribute in ["class", "id", "style", "data-x", "alt", "onclick"] {
        let long = "related sidebar \u{e9} ".repeat(60_000);
        let html =
            page(&format!("<p {attribute}='{long}'>{}</p>{}", PROSE[0], paragraphs(&PROSE[1..])));
        let extraction = read_hostile(html);
        assert!(text(&extraction).contains(PROSE[2]), "{attribute}");
        assert!(!text(&extraction).contains("sidebar"), "{attribute}");
    }
}

#[test]
fn an_address_of_a_megabyte_is_passed_by() {
    let long = "a/../b/".repeat(150_000);
    for element in ["<a href='{}'>a link</a>", "<img src='{}'>", "<img srcset='{}'>"] {
        let element = element.replace("{}", &long);
        let extraction = read_hostile(page(&format!("<p>{element}</p>{}", paragraphs(&PROSE))));
        assert!(text(&extraction).contains(PROSE[2]));
    }
}

#[test]
fn twenty_thousand_attributes_are_cut() {
    let attributes: String = (0..20_000).map(|number| format!(" a{number}=b")).collect();
    let extraction = read_hostile(page(&format!("<p{attributes}>{}</p>", paragraphs(&PROSE))));
    assert!(text(&extraction).contains(PROSE[2]));
}

#[test]
fn a_million_entities_are_characters() {
    for (entity, character) in [("&amp;", "&"), ("&#233;", "é"), ("&nosuch;", "&nosuch;")] {
        let count = 1_000_000;
        let html = page(&format!("{}<p>{} end.</p>", paragraphs(&PROSE), entity.repeat(count)));
        let extraction = read_hostile(html);
        let expected = format!("{} end.", character.repeat(count));
        assert!(text(&extraction).contains(&expected), "{entity}");
    }
}

#[test]
fn unclosed_everything_is_read() {
    let tags = [
        "a href=x",
        "b",
        "p",
        "div",
        "i",
        "table",
        "tr",
        "td",
        "ul",
        "li",
        "span",
        "blockquote",
        "font",
        "h2",
        "section",
        "em",
        "figure",
        "button",
        "form",
        "select",
        "svg",
        "math",
    ];
    let soup: String = (0..10_000)
        .map(|number| format!("<{}>w{number} ", tags[number * 7 % tags.len()]))
        .collect();
    for open in ["", "<a href=x>", "<b><i><u><s>", "<table>"] {
        let extraction = read_hostile(page(&format!("{}{open}{soup}", paragraphs(&PROSE))));
        assert!(text(&extraction).contains(PROSE[2]), "{open}");
    }
    for open in ["<!--", "<p title='", "<script>", "<style>", "<textarea>", "<![CDATA[", "<p a="] {
        let html = page(&format!("{}{open}{}", paragraphs(&PROSE), "<p>a ".repeat(100_000)));
        let extraction = read_hostile(html);
        assert!(is_read(&extraction), "{open}");
    }
}

#[test]
fn formatting_that_is_never_closed_is_not_repeated_without_end() {
    for piece in ["<b><p>word ", "<a href=x><div>word ", "<font size=1><p>word ", "<b></p>word "] {
        let html = page(&format!("{}{}", paragraphs(&PROSE), piece.repeat(5_000)));
        let extraction = read_hostile(html);
        assert!(is_read(&extraction), "{piece}");
    }
}

#[test]
fn megabytes_of_odd_characters_are_text() {
    for odd in
        ["\u{200b}", "\u{ad}", "\u{a0}", "\u{202e}", "e\u{301}\u{323}", "\u{fffd}", "👩\u{200d}🚀"]
    {
        let count = 1_600_000 / odd.len();
        let html = page(&format!("{}<p>a{}b</p>", paragraphs(&PROSE), odd.repeat(count)));
        let extraction = read_hostile(html);
        assert!(text(&extraction).contains(PROSE[2]), "{odd:?}");
    }
    let controls: String = (0u8..32).map(char::from).collect::<String>().repeat(50_000);
    let extraction = read_hostile(page(&format!("{}<p>{controls}</p>", paragraphs(&PROSE))));
    assert_eq!(codes(&extraction), [WarningCode::Binary]);
}

#[test]
fn thousands_of_quotation_marks_are_text() {
    for mark in ["“", "”", "«", "»", "\"", "'", "„a“ ", "“a", "“We go,” said Ann. ", "‘“", "「"]
    {
        for (open, close) in [("<p>", "</p>"), ("<blockquote>", "</blockquote>")] {
            let marks = mark.repeat(20_000);
            let html = page(&format!("{}{open}{marks} end{close}", paragraphs(&PROSE)));
            let extraction = read_hostile(html);
            assert!(text(&extraction).contains(PROSE[2]), "{mark}");
        }
        let many = page(&format!("{}{}", paragraphs(&PROSE), format!("<p>{mark}").repeat(20_000)));
        assert!(is_read(&read_hostile(many)), "{mark}");
    }
}

#[test]
fn thousands_of_dates_and_notes_are_text() {
    for words in [
        "Updated 9 January 2021 at 21:40. ",
        "Correction: ",
        "1 2 3 4 5 6 7 8 9 ",
        "12:12:12:",
        "Jan. ",
        "Update, 9:40 pm: It is open. ",
        "by Ann Lee and ",
    ] {
        let run = words.repeat(20_000);
        let html = page(&format!("{}<p>{run}</p>", paragraphs(&PROSE)));
        assert!(text(&read_hostile(html)).contains(PROSE[2]), "{words}");
        let html = page(&format!("{}{}", paragraphs(&PROSE), format!("<p>{words}").repeat(20_000)));
        assert!(is_read(&read_hostile(html)), "{words}");
        let html = page(&format!("<time datetime='{run}'>{run}</time>{}", paragraphs(&PROSE)));
        assert!(text(&read_hostile(html)).contains(PROSE[2]), "{words}");
    }
}

#[test]
fn one_word_without_end_is_text() {
    for letter in ["a", "é", "語", "1", "-", ".", "@"] {
        let word = letter.repeat(300_000);
        let html = page(&format!("{}<p>{word}</p>", paragraphs(&PROSE)));
        assert!(text(&read_hostile(html)).contains(&word), "{letter}");
    }
}

fn linked(script: &str) -> String {
    page(&format!("<script type=application/ld+json>{script}</script>{}", paragraphs(&PROSE)))
}

#[test]
fn huge_linked_data_adds_nothing() {
    let entries: Vec<String> = (0..50_000)
        .map(|number| format!(r#"{{"@type":"ListItem","@id":"{number}","name":"Item {number}"}}"#))
        .collect();
    let lists = [
        format!("[{}]", entries.join(",")),
        format!(r#"{{"@graph":[{}]}}"#, entries.join(",")),
        format!(r#"{{"@type":"NewsArticle","author":[{}]}}"#, entries.join(",")),
        format!(r#"{{"@type":"NewsArticle","mainEntity":[{}]}}"#, entries.join(",")),
    ];
    for script in lists {
        assert_eq!(text(&read_hostile(linked(&script))), PROSE.join("\n\n"));
    }
    let body = long_text(2 << 20).join(" ");
    let script = format!(r#"{{"@type":"NewsArticle","headline":"{body}","description":"{body}"}}"#);
    assert_eq!(text(&read_hostile(linked(&script))), PROSE.join("\n\n"));
}

#[test]
fn a_huge_body_in_linked_data_is_a_witness_that_does_not_stop_the_page() {
    let body = long_text(2 << 20).join(" ");
    let script = format!(r#"{{"@type":"NewsArticle","articleBody":"{body}"}}"#);
    let extraction = read_hostile(linked(&script));
    assert!(text(&extraction).contains(PROSE[2]));
}

#[test]
fn deeply_nested_linked_data_is_refused_and_the_page_is_read() {
    for (open, close) in [("[", "]"), (r#"{"@graph":["#, "]}"), (r#"{"mainEntity":"#, "}")] {
        for depth in [100, 100_000] {
            let closed = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            for script in [closed, open.repeat(depth)] {
                assert_eq!(text(&read_hostile(linked(&script))), PROSE.join("\n\n"), "{open}");
            }
        }
    }
    for broken in ["\\", "\"", "{\"a\":", "/*", "<!--", "&quot;", ","] {
        let script = broken.repeat(100_000);
        assert!(text(&read_hostile(linked(&script))).contains(PROSE[2]), "{broken}");
    }
}

#[test]
fn linked_data_that_points_at_itself_ends() {
    let script = r##"[{"@id":"#a","@type":"NewsArticle","author":{"@id":"#a"},"publisher":{"@id":"#b"}},
        {"@id":"#b","@type":"Organization","name":{"@id":"#b"},"mainEntity":{"@id":"#a"}}]"##;
    assert_eq!(text(&read_hostile(linked(script))), PROSE.join("\n\n"));
}

#[test]
fn a_hundred_thousand_meta_elements_and_scripts_are_read() {
    for piece in [
        "<meta property=og:title content=a>",
        "<meta name=author content='Ann Lee'>",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\"}</script>",
        "<link rel=canonical href=/a>",
        "<span itemprop=author>Ann</span>",
        "<h1>Bridge</h1>",
        "<time datetime=2021-01-09>9 January</time>",
    ] {
        let html = format!("{}{}", piece.repeat(100_000), page(&paragraphs(&PROSE)));
        assert!(text(&read_hostile(html)).contains(PROSE[2]), "{piece}");
    }
}
