//! Whole pages in, articles out: what no single room of this crate can promise alone.

mod hostile;
mod input_kinds;

use crate::{Extraction, MAX_BYTES, Page, extract};
use palimpsest_article::{BlockKind, MarkKind, Span, WarningCode};
use proptest::prelude::*;
use url::Url;

fn read(html: &str) -> Extraction {
    let url = Url::parse("https://herald.example/2021/01/09/bridge").unwrap();
    extract(&Page {
        bytes: html.as_bytes(),
        url: Some(&url),
        content_type: Some("text/html; charset=utf-8"),
        file_name: None,
        captured_at: None,
    })
}

fn codes(extraction: &Extraction) -> Vec<WarningCode> {
    extraction.warnings.iter().map(|warning| warning.code).collect()
}

const PROSE: [&str; 4] = [
    "The council of the old town voted on Monday to close the bridge after forty years of debate.",
    "Engineers had warned since spring that two of its piers were no longer safe, even for walkers.",
    "A new crossing is to open next summer, a little to the north, if the money can be found.",
    "Shopkeepers on both banks fear for their trade and have asked the mayor for a ferry until then.",
];

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Bridge closed - The Herald</title>\
         <meta property=og:site_name content='The Herald'></head><body>\
         <nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>\
         <main><article><h1>Bridge closed</h1>{body}</article></main>\
         <aside class=related><h2>Related</h2><ul><li><a href=/x>Rain tomorrow</a></ul></aside>\
         <footer><p>© The Herald, all rights reserved to us and nobody else at all.</p></footer>"
    )
}

fn paragraphs(words: &[&str]) -> String {
    words.iter().map(|words| format!("<p>{words}</p>")).collect()
}

#[test]
fn the_article_is_read_and_its_surroundings_are_not() {
    let extraction = read(&page(&paragraphs(&PROSE)));
    let article = &extraction.article;
    assert_eq!(article.metadata.headline, "Bridge closed");
    assert_eq!(article.metadata.publisher.as_deref(), Some("The Herald"));
    assert_eq!(article.text.as_str(), PROSE.join("\n\n"));
    assert_eq!(article.language.code.as_deref(), Some("en"));
    assert!(extraction.warnings.is_empty());
}

#[test]
fn marks_links_and_images_stand_where_they_stood() {
    let html = page(&format!(
        "<p>The <a href=/council?id=1>council</a> <em>of the</em> <a href='javascript:x()'>old</a> \
         town voted on Monday to close the bridge.</p><img src=/bridge.jpg alt='The bridge'>{}",
        paragraphs(&PROSE[1..])
    ));
    let article = read(&html).article;
    let block = &article.blocks[0];
    let marks: Vec<_> =
        block.marks.iter().map(|mark| (mark.kind, article.text.slice(mark.span))).collect();
    assert_eq!(marks, [(MarkKind::Link, "council"), (MarkKind::Emphasis, "of the")]);
    assert_eq!(
        block.marks[0].href.as_ref().map(Url::as_str),
        Some("https://herald.example/council?id=1")
    );
    assert_eq!(article.images[0].source.as_str(), "https://herald.example/bridge.jpg");
    assert_eq!(article.images[0].at, article.blocks[1].span.start);
    assert_eq!(article.images[0].alternative_text.as_deref(), Some("The bridge"));
}

#[test]
fn comments_longer_than_the_article_are_left_out() {
    let comments: String = (0..40)
        .map(|n| {
            format!("<li><p>Reader {n} says that this was known for years and nobody cared.</p>")
        })
        .collect();
    let html = page(&format!("{}<ol id=comments>{comments}</ol>", paragraphs(&PROSE)));
    assert_eq!(read(&html).article.text.as_str(), PROSE.join("\n\n"));
}

#[test]
fn lists_quotations_and_tables_of_the_running_text_stay() {
    let set_apart = "<ul><li>One pier</li><li>Two piers</li></ul>\
        <blockquote><p>We will fight on.</p></blockquote>\
        <table><tr><th>Year<th>Votes<tr><td>2020<td>7<tr><td>2021<td>9</table>";
    let words = "One pier\n\nTwo piers\n\nWe will fight on.\n\nYear\tVotes\n2020\t7\n2021\t9";
    let at_the_end = read(&page(&format!("{}{set_apart}", paragraphs(&PROSE))));
    assert_eq!(at_the_end.article.text.as_str(), format!("{}\n\n{words}", PROSE.join("\n\n")));
    let between = format!("{}{set_apart}{}", paragraphs(&PROSE[..2]), paragraphs(&PROSE[2..]));
    let between = read(&page(&between)).article.text;
    let (before, after) = (PROSE[..2].join("\n\n"), PROSE[2..].join("\n\n"));
    assert_eq!(between.as_str(), format!("{before}\n\n{words}\n\n{after}"));
}

#[test]
fn captions_and_embedded_posts_among_the_paragraphs_stay() {
    let html = page(&format!(
        "{}<figure><img src=/a.jpg><figcaption>The bridge in spring</figcaption></figure>\
         <blockquote class=twitter-tweet><p>We will miss it</p></blockquote>{}",
        paragraphs(&PROSE[..2]),
        paragraphs(&PROSE[2..]),
    ));
    let article = read(&html).article;
    let has = |kind: BlockKind, words: &str| {
        article.blocks.iter().any(|it| it.kind == kind && article.text.slice(it.span) == words)
    };
    assert!(has(BlockKind::Caption, "The bridge in spring"));
    assert!(has(BlockKind::Embed, "We will miss it"));
}

#[test]
fn a_second_copy_of_the_article_is_left_out() {
    let copies = format!("{0}<div class=print>{0}</div>", paragraphs(&PROSE));
    assert_eq!(read(&page(&copies)).article.text.as_str(), PROSE.join("\n\n"));
    // A paragraph said again stays.
    let again = format!("{}{}", paragraphs(&PROSE), paragraphs(&PROSE[..1]));
    let said = read(&page(&again)).article.text.as_str().matches(PROSE[0]).count();
    assert_eq!(said, 2);
}

#[test]
fn a_picture_between_two_paragraphs_is_the_article_s() {
    let html = page(&format!(
        "<div>{}</div><div><img src=/between.jpg></div><div>{}</div>",
        paragraphs(&PROSE[..2]),
        paragraphs(&PROSE[2..]),
    ));
    let images = read(&html).article.images;
    assert!(images.iter().any(|image| image.source.path() == "/between.jpg"), "{images:?}");
}

#[test]
fn an_article_of_two_short_lines_is_not_its_footer() {
    let html = page("<p>The vote is final.</p><p>Nobody came.</p>")
        + "<footer><p>© The Herald, all rights reserved to us and to nobody else at all.</p></footer>";
    assert_eq!(read(&html).article.text.as_str(), "The vote is final.\n\nNobody came.");
}

#[test]
fn an_article_in_several_containers_is_whole() {
    let body: String = PROSE
        .iter()
        .map(|words| {
            format!(
                "<div class=story-part><p>{words}</p></div>\
                 <div class=ad-slot><p>Buy a boat now and pay next year.</p></div>"
            )
        })
        .collect();
    assert_eq!(read(&page(&body)).article.text.as_str(), PROSE.join("\n\n"));
}

#[test]
fn an_update_note_leaves_the_body_and_keeps_its_place_in_the_text() {
    let note = "Correction: An earlier version of this article misstated the age of the bridge.";
    let html = page(&format!("{}<p>{note}</p>", paragraphs(&PROSE)));
    let article = read(&html).article;
    assert_eq!(article.blocks.len(), PROSE.len());
    assert_eq!(article.update_notes.len(), 1);
    assert_eq!(article.text.slice(article.update_notes[0].span), note);
    assert_eq!(article.update_notes[0].blocks[0].span, article.update_notes[0].span);
}

#[test]
fn a_body_that_is_only_in_the_pages_data_is_read_from_there() {
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Bridge closed\",\
         \"articleBody\":\"{}\"}}</script><div id=app>Loading</div>",
        PROSE.join("\\n\\n")
    );
    assert_eq!(read(&html).article.text.as_str(), PROSE.join("\n\n"));
}

#[test]
fn plain_text_is_read_with_its_notes() {
    let text = format!(
        "Un pont fermé\n\n{}\n\nMise à jour le 9 janvier, 21 h 40 : Ajoute la réaction du maire\n\n\
         Laisser un commentaire\n",
        "Le conseil de la vieille ville a voté lundi la fermeture du pont, après des années."
    );
    let page = Page {
        bytes: text.as_bytes(),
        url: None,
        content_type: None,
        file_name: Some("pont.txt"),
        captured_at: None,
    };
    let article = extract(&page).article;
    assert_eq!(article.metadata.headline, "Un pont fermé");
    assert_eq!(article.language.code.as_deref(), Some("fr"));
    assert_eq!((article.blocks.len(), article.update_notes.len()), (1, 1));
    assert!(!article.text.as_str().contains("commentaire"));
}

#[test]
fn odd_input_is_an_article_and_a_warning() {
    assert_eq!(codes(&read("")), [WarningCode::Empty]);
    assert_eq!(codes(&read(" \n ")), [WarningCode::Empty]);
    assert_eq!(codes(&read("<title>x</title><a href=/>Home</a>")), [WarningCode::NoArticle]);
    assert_eq!(codes(&read("%PDF-1.4 \u{1}")), [WarningCode::Binary]);
    let long = format!("<p>{}</p>{}", PROSE[0], " ".repeat(MAX_BYTES));
    let extraction = read(&long);
    assert_eq!(codes(&extraction), [WarningCode::TooLarge]);
    assert_eq!(extraction.article.text.as_str(), PROSE[0]);
}

/// What holds of every article, whatever it was read from.
fn check(extraction: &Extraction) -> Result<(), TestCaseError> {
    let article = &extraction.article;
    let mut end = 0;
    for block in &article.blocks {
        prop_assert!(end <= block.span.start && !block.span.is_empty(), "ordered and disjoint");
        end = block.span.end;
        for mark in &block.marks {
            prop_assert!(block.span.contains(mark.span) && !mark.span.is_empty());
            prop_assert_eq!(mark.href.is_some(), mark.kind == MarkKind::Link);
        }
        if matches!(block.kind, BlockKind::Heading) {
            prop_assert!((1..=6).contains(&block.level));
        }
    }
    let inside = |span: Span| span.start <= span.end && span.end <= article.text.len();
    prop_assert!(end <= article.text.len());
    for note in &article.update_notes {
        prop_assert!(inside(note.span));
        prop_assert_eq!(article.text.slice(note.span), note.text.as_str());
    }
    for quotation in &article.quotations {
        prop_assert!(inside(quotation.span));
    }
    prop_assert!(article.images.iter().all(|image| image.at <= article.text.len()));
    Ok(())
}

fn tag_soup() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just(PROSE[0]),
        Just(PROSE[1]),
        Just("Короткое предложение. "),
        Just("短い文。"),
        Just("Update, 9:40 pm: “We won’t,” said Ada Reyes. "),
        Just("👩\u{200d}🚀 e\u{301} \u{202e}שלום"),
        Just(" \n\t\u{a0}"),
        Just("&amp;&nbsp;&#0;&lt;"),
        Just("\0\u{ad}\u{feff}"),
    ];
    let tags = prop_oneof![
        Just("<p>"),
        Just("</p>"),
        Just("<div class='article-body'>"),
        Just("</div>"),
        Just("<div class=related>"),
        Just("<h1>"),
        Just("</h1>"),
        Just("<h2>"),
        Just("</h2>"),
        Just("<ul>"),
        Just("<ol start=9>"),
        Just("<li>"),
        Just("</ul>"),
        Just("<blockquote>"),
        Just("<table>"),
        Just("<tr>"),
        Just("<td>"),
        Just("</table>"),
        Just("<pre>"),
        Just("</pre>"),
        Just("<a href='/x'>"),
        Just("<a href='mailto:a@b.example'>"),
        Just("</a>"),
        Just("<b>"),
        Just("<em>"),
        Just("</b>"),
        Just("</em>"),
        Just("<br>"),
        Just("<hr>"),
        Just("<img src=a.jpg>"),
        Just("<figure>"),
        Just("<figcaption>"),
        Just("</figure>"),
        Just("<script>"),
        Just("</script>"),
        Just("<template>"),
        Just("<svg>"),
        Just("<math>"),
        Just("<select>"),
        Just("<noscript>"),
        Just("<!--"),
        Just("-->"),
        Just("<"),
        Just("</"),
        Just("<body hidden>"),
        Just("<p lang=fr>"),
    ];
    proptest::collection::vec(prop_oneof![words, tags], 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for content_type in [None, Some("text/html"), Some("text/plain; charset=shift_jis")] {
            let page =
                Page { bytes: &bytes, url: None, content_type, file_name: None, captured_at: None };
            check(&extract(&page))?;
        }
    }

    #[test]
    fn any_tags_are_read(html in tag_soup()) {
        let extraction = read(&html);
        check(&extraction)?;
        // The same page is the same article.
        prop_assert_eq!(read(&html), extraction);
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|\n){0,300}") {
        let page = Page {
            bytes: text.as_bytes(),
            url: None,
            content_type: None,
            file_name: Some("a.txt"),
            captured_at: None,
        };
        check(&extract(&page))?;
    }
}
