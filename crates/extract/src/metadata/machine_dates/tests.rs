//! Pages in, the chosen dates out: one page for each rule.

use super::*;
use crate::{
    dates::Publisher,
    dom,
    metadata::{json_ld, meta_tags, scan},
};
use proptest::prelude::*;

struct Chosen {
    published: Option<String>,
    modified: Option<String>,
    dates: Vec<PageDate>,
}

fn choose(html: &str, url: Option<&str>, language: &str) -> Chosen {
    let tamed = dom::tame(html, &mut Vec::new());
    let tree = dom::parse(&tamed.html);
    let mut dom = dom::flatten(&tree);
    dom.scripts = tamed.scripts;
    let base = url.map(|url| Url::parse(url).unwrap());
    let headline = dom.elements(&["h1"]).next();
    let scan = scan::scan(&dom);
    let tags = meta_tags::read(&dom, &scan.metas);
    let linked = json_ld::read(&dom, &scan.linked_data);
    let dates = find(&dom, &tags, &linked, headline, base.as_ref(), Some(language));
    let written = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
    Chosen { published: written(published(&dates)), modified: written(modified(&dates)), dates }
}

fn check(html: &str, published: Option<&str>) {
    let language = html.split_once("lang=").map_or("en", |(_, rest)| &rest[..2]);
    assert_eq!(choose(html, None, language).published.as_deref(), published, "{html}");
}

#[test]
fn the_line_by_the_headline_dates_the_page() {
    check("<h1>Bridge closed</h1><p>By Ann Poe, 9 May 2021</p>", Some("2021-05-09"));
    check("<p>9 May 2021</p><h1>Bridge closed</h1>", Some("2021-05-09"));
    check(
        "<h1>Bridge closed</h1><div class=byline><span>9</span> <span>May</span> <span>2021</span>",
        Some("2021-05-09"),
    );
    check(
        "<html lang=de><h1>Brücke zu</h1><p>Veröffentlicht am 4. Februar 2022 um 11:23 Uhr</p>",
        Some("2022-02-04T11:23:00"),
    );
    check(
        "<html lang=de><h1>Brücke zu</h1><p>Von Ann Poe am 4. Februar 2022</p>",
        Some("2022-02-04"),
    );
    check("<html lang=fr><h1>Pont fermé</h1><p>Publié le 1er août 2020</p>", Some("2020-08-01"));
    check("<html lang=ja><h1>橋</h1><p>公開日：2020年5月12日</p>", Some("2020-05-12"));
    check(
        "<html lang=ro><h1>Pod</h1><p>Ziarul, 20 septembrie 2020 16:20</p>",
        Some("2020-09-20T16:20:00"),
    );
    check(
        "<dl><dt>Published<dd>9 May 2021</dl>".replace("<dl>", "<h1>Bridge</h1><dl>").as_str(),
        Some("2021-05-09"),
    );
}

#[test]
fn dates_of_others_are_no_dates_of_the_page() {
    let story = "<p>The council closed it.</p>".repeat(60);
    check(&format!("<h1>Bridge</h1>{story}<div class=comments><p>Ann, 9 May 2021</p></div>"), None);
    check(
        &format!(
            "<h1>Bridge</h1>{story}<div class=related><a href=/b>Ferry <time datetime=2021-05-09>9 May</time></a></div>"
        ),
        None,
    );
    check("<footer>© 9 May 2021</footer><h1>Bridge</h1>", None);
    check("<h1>Bridge</h1><p>Deadline: 9 May 2021</p>", None);
    check("<h1>Bridge</h1><p>3 hours ago</p>", None);
    check("<h1>Bridge closed after the storm of 9 May 2021 tore it down</h1>", None);
}

#[test]
fn prose_is_not_read_but_for_its_head() {
    let prose = "The council voted and the mayor spoke. ".repeat(10);
    check(&format!("<h1>Bridge</h1><p>On 9 May 2021 {prose}</p>"), None);
    check(&format!("<h1>Bridge</h1><p>Berlin, 9 May 2021 – {prose}</p>"), Some("2021-05-09"));
    check(&format!("<h1>Bridge</h1><p>9.5.2021 „The council {prose}</p>"), Some("2021-09-05"));
    check(
        &format!(
            "<html lang=de><h1>Brücke</h1><p>Pressemitteilung vom 25. Januar 2022 | {prose}</p>"
        ),
        Some("2022-01-25"),
    );
}

#[test]
fn an_update_is_told_from_the_publication() {
    let both = "<h1>Bridge</h1><p>Published 9 May 2021, 10:00</p><p>Updated 10 May 2021, 8:05</p>";
    let chosen = choose(both, None, "en");
    assert_eq!(chosen.published.as_deref(), Some("2021-05-09T10:00:00"));
    assert_eq!(chosen.modified.as_deref(), Some("2021-05-10T08:05:00"));
    let after = "<html lang=ja><h1>橋</h1><p>2020年5月12日 公開</p><p>2020年5月14日 更新</p>";
    let chosen = choose(after, None, "ja");
    assert_eq!(chosen.published.as_deref(), Some("2020-05-12"));
    assert_eq!(chosen.modified.as_deref(), Some("2020-05-14"));
    // A newsroom's one stamp is the day of both; a guide's "updated" is not.
    check(
        "<html lang=de><h1>Brücke</h1><p>Stand: 22.04.2024, 06:00 Uhr</p>",
        Some("2024-04-22T06:00:00"),
    );
    let note = format!(
        "<h1>Bridge</h1>{}<p>Updated 3 February 2026, 18:20: adds what the council and the ferry say of it.</p>",
        "<p>The council closed it.</p>".repeat(40)
    );
    assert_eq!(choose(&note, None, "en").published, None);
    // By a day of update alone the page is known, but where machines are told a change it is one.
    let guide = "<h1>The best bridges</h1><p>Last updated: December 9, 2025</p>";
    check(guide, Some("2025-12-09"));
    check(&format!("<meta property=article:modified_time content=2025-12-09>{guide}"), None);
    // Feeds call the date of any entry "updated".
    check("<h1>Bridge</h1><span class=updated>9 May 2021</span>", Some("2021-05-09"));
    let classes = "<h1>Bridge</h1><p><time class=updated>21 May 2025</time> \
                   <time class='entry-date published'>24 April 2025</time></p>";
    check(classes, Some("2025-04-24"));
}

#[test]
fn the_order_of_a_pages_days_is_heeded() {
    // Told to machines for both is the last change, where readers are told an earlier day.
    let both = "<meta property=article:published_time content=2021-05-20T09:00:00Z>\
                <meta property=article:modified_time content=2021-05-20T09:00:10Z>";
    let line = |day: &str| format!("{both}<h1>Bridge</h1><p class=date>{day}</p>");
    check(&line("9 May 2021"), Some("2021-05-09"));
    check(&line("9 May 2021</p><p>20 May 2021"), Some("2021-05-20T09:00:00+00:00"));
    // The day before is the same instant elsewhere; the address names the day too.
    check(&line("19 May 2021"), Some("2021-05-20T09:00:00+00:00"));
    let url = Some("https://n.example/2021/05/20/bridge");
    let chosen = choose(&line("9 May 2021"), url, "en");
    assert_eq!(chosen.published.as_deref(), Some("2021-05-20T09:00:00+00:00"));
    let once = "<meta property=article:published_time content=2021-05-20>";
    check(&format!("{once}<h1>Bridge</h1><p class=date>9 May 2021</p>"), Some("2021-05-20"));
    // A server's own day is not the publication's where the page calls it its change.
    check(
        "<meta name=date content=2021-05-20><h1>Bridge</h1><p>Published: 9 May 2021</p>\
         <p>Updated: 20 May 2021</p>",
        Some("2021-05-09"),
    );
    // Nothing is updated before it is published.
    check(
        "<html lang=de><meta name=date content=2021-05-20><h1>Brücke</h1>\
         <p>Stand: 19.05.2021, 18:00 Uhr</p><p>Archiv 20.05.2021</p>",
        Some("2021-05-19T18:00:00"),
    );
}

#[test]
fn a_change_in_the_minute_of_publication_is_none() {
    let page = |minute: &str| {
        let html = format!(
            "<h1>Bridge</h1><i itemprop=datePublished content=2021-05-09T10:00:05Z></i>\
             <i itemprop=dateModified content=2021-05-09T{minute}:09Z></i>"
        );
        choose(&html, None, "en").modified
    };
    assert_eq!(page("10:00"), None);
    assert_eq!(page("11:30").as_deref(), Some("2021-05-09T11:30:09+00:00"));
}

#[test]
fn elements_for_machines_are_read() {
    check(
        "<h1>Bridge</h1><time datetime='2021-05-09T10:00:00+01:00'>yesterday</time>",
        Some("2021-05-09T10:00:00+01:00"),
    );
    check(
        "<h1>Bridge</h1><abbr class=published title='2021-05-09T10:00:00+01:00'>9:00</abbr>",
        Some("2021-05-09T10:00:00+01:00"),
    );
    check(
        "<h1>Bridge</h1><span data-timestamp=1610228400000>now</span>",
        Some("2021-01-09T21:40:00+00:00"),
    );
    check(
        "<h1>Bridge</h1><span property='schema:datePublished' content=2021-05-09>Sunday</span>",
        Some("2021-05-09"),
    );
    // Of several the one of this article stands by its headline; a lone one may stand anywhere.
    let story = "<p>The council closed it.</p>".repeat(60);
    let one = "<i itemprop=datePublished content=2021-05-01></i>";
    check(&format!("<h1>Bridge</h1>{story}{one}"), Some("2021-05-01"));
    check(
        &format!("<h1>Bridge</h1><i itemprop=datePublished content=2021-05-09></i>{story}{one}"),
        Some("2021-05-09"),
    );
}

#[test]
fn evidence_is_weighed_together() {
    // Three against a date that servers write for themselves.
    let chosen = choose(
        "<meta name=date content=2021-06-01><h1>Bridge</h1><time datetime=2021-05-09>9 May</time>",
        Some("https://n.example/2021/05/09/bridge"),
        "en",
    );
    assert_eq!(chosen.published.as_deref(), Some("2021-05-09"));
    // What loses stays visible.
    assert!(chosen.dates.iter().any(|date| date.value.to_string() == "2021-06-01"));
    // A visible date does not outweigh what the publisher tells machines in so many words.
    check(
        "<meta property=article:published_time content=2021-05-09><h1>Bridge</h1><p>12 May 2021</p>",
        Some("2021-05-09"),
    );
    check(
        r#"<script>{"datePublished":"2021-05-09T10:00:00Z"}</script><h1>Bridge</h1>"#,
        Some("2021-05-09T10:00:00+00:00"),
    );
}

#[test]
fn the_order_of_numbers_follows_the_page() {
    let order = |words: &str, url: Option<&str>, language: &str| {
        let html = format!("<h1>Bridge</h1>{words}");
        choose(&html, url, language).published.unwrap()
    };
    assert_eq!(order("<p>02/10/2020</p>", None, "en-US"), "2020-02-10");
    assert_eq!(order("<p>02/10/2020</p>", None, "en-GB"), "2020-10-02");
    assert_eq!(order("<p>02/10/2020</p>", Some("https://n.example.co.uk/a"), "en"), "2020-10-02");
    assert_eq!(order("<p>02/10/2020</p>", None, "fr"), "2020-10-02");
    // The address, or a date that can be read one way only, outweighs the language.
    let url = Some("https://n.example/2020/10/02/a");
    assert_eq!(order("<p>02/10/2020</p>", url, "en-US"), "2020-10-02");
    let other = "<p>By Ann, 02/10/2020</p><div class=related><p>25/09/2020</p></div>";
    assert_eq!(order(other, None, "en-US"), "2020-10-02");
    assert_eq!(
        order("<meta name=date content='11/01/2023 12:43'><p>Date: 01.11.2023</p>", None, "de"),
        "2023-11-01T12:43:00"
    );
    assert_eq!(order("<p>05.12.2020</p>", None, "de"), "2020-12-05");
}

#[test]
fn an_instant_is_told_in_the_publishers_own_time() {
    let own = |stated: &str, shown: &str| {
        let html = format!(
            "<meta property=article:published_time content={stated}><h1>Bridge</h1>{shown}"
        );
        choose(&html, None, "en").published.unwrap()
    };
    let shown = "<p>3 May 2022, 10:41 PM</p>";
    assert_eq!(own("2022-05-04T02:41:30Z", shown), "2022-05-03T22:41:30-04:00");
    let shown = "<time datetime=2022-05-03T23:37:37-04:00>May 3</time>";
    assert_eq!(own("2022-05-04T03:37:37Z", shown), "2022-05-03T23:37:37-04:00");
    // Midnight of the day that is shown.
    assert_eq!(own("2021-11-04T23:00:00Z", "<p>5 Nov 2021</p>"), "2021-11-05T00:00:00+01:00");
    // Nobody says: nothing is made up.
    assert_eq!(own("2021-11-04T23:11:00Z", "<p>5 Nov 2021</p>"), "2021-11-04T23:11:00+00:00");
    assert_eq!(
        own("2021-11-04T12:00:00Z", "<p>4 Nov 2021, 12:07</p>"),
        "2021-11-04T12:00:00+00:00"
    );
}

#[test]
fn utc_alone_is_told_in_the_publishers_time() {
    let told = |stated: &str, shown: &str| {
        let html = format!(
            "<meta property=article:published_time content={stated}><h1>Bridge</h1>{shown}"
        );
        let dates = choose(&html, None, "de").dates;
        let zone = Publisher::of_country("de", String::new()).unwrap().zone.unwrap();
        choosing::in_publishers_zone(&dates, published(&dates).unwrap(), zone).to_string()
    };
    assert_eq!(told("2022-11-06T23:00:00Z", ""), "2022-11-07T00:00:00+01:00");
    assert_eq!(told("2022-07-06T12:00:00Z", ""), "2022-07-06T14:00:00+02:00");
    // A bare day, and a clock that is named wrong.
    assert_eq!(told("2022-11-06T00:00:00Z", ""), "2022-11-06T00:00:00+00:00");
    assert_eq!(told("2022-11-06T23:10:00Z", "<p>6.11.2022</p>"), "2022-11-06T23:10:00+00:00");
    assert_eq!(told("2022-11-06T23:10:00Z", "<p>7.11.2022</p>"), "2022-11-07T00:10:00+01:00");
    assert_eq!(told("2022-11-06T23:10:00-05:00", ""), "2022-11-06T23:10:00-05:00");
}

#[test]
fn no_date_is_made_up() {
    for html in ["", "<h1>Bridge</h1>", "<h1>Bridge</h1><p>Call 0123 456 789</p>", "<p>2021</p>"] {
        let chosen = choose(html, None, "en");
        assert_eq!((chosen.published, chosen.modified), (None, None), "{html}");
    }
}

proptest! {
    #[test]
    fn no_page_breaks_it(html in "(<(h1|p|time|span|br|a class=date|meta name=date content=1/2/21)>|9 May 2021|0?[0-9]/[0-9]{1,2}/20[0-9]{2}|Updated|vom|é|橋| |[^<]{0,6}){0,60}") {
        let _ = choose(&html, Some("https://n.example/2021/05/09/"), "de");
    }
}

#[test]
fn several_days_of_one_weak_weight_are_of_a_list() {
    let page = |second: &str| {
        let far = "<p>x</p>".repeat(300);
        let entry = |day: &str| format!("<p><time>{day} 2021</time></p><p>Bridge</p>");
        choose(&format!("{far}{}{}", entry("9 May"), entry(second)), None, "en")
    };
    assert_eq!(page("9 May").published.as_deref(), Some("2021-05-09"));
    let list = page("7 May");
    assert_eq!((list.published, list.dates.len()), (None, 2));
}

#[test]
fn a_day_before_there_were_pages_is_told_of() {
    check("<h1>Ada Reyes</h1><p>Born: 28 January 1975</p>", None);
    check("<h1>Bridge closed</h1><p>Published 28 January 1975</p>", Some("1975-01-28"));
}

#[test]
fn what_machines_are_told_of_the_publication_alone_stands() {
    check(
        "<meta property=article:published_time content=2017-04-12T18:33:00>\
         <meta property=article:modified_time content=2020-02-19T15:24:00>\
         <h1>Bridge</h1><p><time itemprop=datePublished datetime=2020-02-19>19 February 2020</time>",
        Some("2017-04-12T18:33:00"),
    );
}
