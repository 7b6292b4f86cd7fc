//! Every date that a page states about its article, and which two are meant for readers.

use super::{json_ld::LinkedData, meta_tags::MetaTags};
use crate::{
    dates::read_date,
    dom::{Content, Dom},
    prose,
};
use palimpsest_article::{DateRole, DateSource, Moment, PageDate};
use url::Url;

/// How far from the headline, in nodes, a `<time>` still belongs to it.
const NEAR: usize = 150;
/// A page lists the dates of many other articles; these are enough.
const MOST_TIMES: usize = 40;

/// Lists the dates of the page, surest first.
pub(super) fn find(
    dom: &Dom,
    tags: &MetaTags,
    linked: &LinkedData,
    headline: Option<usize>,
    base: Option<&Url>,
    language: Option<&str>,
) -> Vec<PageDate> {
    let mut dates = Vec::new();
    let mut add = |written: &str, role, source, confidence| {
        let value = read_date(written, language).filter(|moment| is_plausible(*moment));
        if let Some(value) = value {
            let date = PageDate { value, role, source, confidence };
            let known = |other: &PageDate| {
                other.value == value && other.role == role && other.source == source
            };
            if !dates.iter().any(known) {
                dates.push(date);
            }
        }
    };
    use DateRole::{Modified, Published, Updated};
    for (written, role, confidence) in [
        (&linked.published, Published, 0.95),
        (&linked.modified, Modified, 0.95),
        (&linked.page_published, Published, 0.7),
        (&linked.page_modified, Modified, 0.7),
    ] {
        if let Some(written) = written {
            add(written, role, DateSource::JsonLd, confidence);
        }
    }
    for (name, content) in &tags.entries {
        if let Some((role, confidence)) = role_of_meta(name) {
            let is_graph = name.starts_with("article:") || name.starts_with("og:");
            let source = if is_graph { DateSource::OpenGraph } else { DateSource::Meta };
            add(content, role, source, confidence);
        }
    }
    let mut times = 0;
    for index in 0..dom.nodes.len() {
        let Some(element) = dom.element(index) else { continue };
        if element.name() == "meta" {
            continue;
        }
        let prop = dom.attribute(index, "itemprop").unwrap_or("");
        let of_prop = prop.split_whitespace().find_map(|word| match word {
            "datePublished" | "dateCreated" => Some(Published),
            "dateModified" => Some(Modified),
            _ => None,
        });
        if let Some(role) = of_prop {
            let written = ["content", "datetime", "title"]
                .iter()
                .find_map(|name| dom.attribute(index, name))
                .map_or_else(|| dom.text(index), str::to_owned);
            add(&written, role, DateSource::Microdata, 0.85);
            continue;
        }
        if element.name() != "time" || times >= MOST_TIMES {
            continue;
        }
        times += 1;
        let is_near = headline.is_some_and(|at| index.abs_diff(at) <= NEAR);
        let class = dom.attribute(index, "class").unwrap_or("").to_ascii_lowercase();
        let is_update = ["updat", "modif"].iter().any(|word| class.contains(word));
        let role = if is_update { Updated } else { Published };
        let confidence = match (is_near, dom.attribute(index, "pubdate").is_some()) {
            (_, true) => 0.75,
            (true, _) => 0.6,
            (false, _) => 0.3,
        };
        match dom.attribute(index, "datetime") {
            Some(written) => add(written, role, DateSource::Time, confidence),
            None => add(&dom.text(index), role, DateSource::Time, confidence - 0.1),
        }
    }
    if let Some(day) = base.and_then(day_of_address) {
        add(&day, Published, DateSource::Url, 0.5);
    }
    if let Some(at) = headline {
        for (written, confidence) in visible_dates(dom, at) {
            add(&written, Published, DateSource::Visible, confidence);
        }
    }
    dates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    dates
}

/// Chooses the date of publication: the surest, in its most exact form.
pub(super) fn published(dates: &[PageDate]) -> Option<Moment> {
    let best = dates.iter().find(|date| date.role == DateRole::Published)?;
    Some(most_exact(dates, best))
}

/// Chooses the date of the last change, by the page's word even where it is before publication.
pub(super) fn modified(dates: &[PageDate]) -> Option<Moment> {
    let best = dates.iter().find(|date| date.role == DateRole::Modified).or_else(|| {
        // Templates call any date "updated"; one that is also the publication's says nothing.
        dates.iter().find(|date| {
            let is_published = |other: &PageDate| {
                other.role == DateRole::Published && is_same(other.value, date.value)
            };
            date.role == DateRole::Updated
                && date.confidence >= 0.5
                && !dates.iter().any(is_published)
        })
    })?;
    Some(most_exact(dates, best))
}

/// Returns the same day with its clock time and zone, where a source of that role has them.
fn most_exact(dates: &[PageDate], best: &PageDate) -> Moment {
    let exactness = |moment: Moment| match moment {
        Moment::Day(_) => 0,
        Moment::Local(_) => 1,
        Moment::Instant(_) => 2,
    };
    dates
        .iter()
        .filter(|date| date.role == best.role && date.value.day() == best.value.day())
        .filter(|date| date.source != DateSource::Time || date.confidence >= 0.5)
        .map(|date| date.value)
        .fold(
            best.value,
            |best, value| {
                if exactness(value) > exactness(best) { value } else { best }
            },
        )
}

/// Tells whether two dates are the same as far as both are exact: to the minute, or to the day.
fn is_same(a: Moment, b: Moment) -> bool {
    match (a, b) {
        (Moment::Instant(a), Moment::Instant(b)) => (a - b).num_seconds().abs() < 60,
        (Moment::Day(_), _) | (_, Moment::Day(_)) => a.day() == b.day(),
        _ => (a.local() - b.local()).num_seconds().abs() < 60,
    }
}

/// Newspapers went on line in the nineties; archives date older pages, but none before print.
fn is_plausible(moment: Moment) -> bool {
    use chrono::Datelike;
    (1700..=2100).contains(&moment.day().year())
}

/// Tells from a `<meta>` name what date it states; names are compared without their punctuation.
fn role_of_meta(name: &str) -> Option<(DateRole, f32)> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if has(&["expir", "event", "birth", "unpublish", "until", "crawl"]) {
        return None;
    }
    if has(&[
        "modifiedtime",
        "modifieddate",
        "datemodified",
        "lastmod",
        "dateupdated",
        "updatedtime",
        "updatedate",
        "lastupdate",
        "dcdatemodified",
        "dctermsmodified",
        "articleupdated",
        "revised",
    ]) {
        let is_graph = name.starts_with("article:");
        return Some((DateRole::Modified, if is_graph { 0.9 } else { 0.75 }));
    }
    let is_published = has(&[
        "publishedtime",
        "publisheddate",
        "datepublished",
        "publishdate",
        "pubdate",
        "publicationdate",
        "publishtime",
        "dateissued",
        "dctermsissued",
        "articlepublished",
        "originalpublication",
    ]) || matches!(
        plain.as_str(),
        "date"
            | "dcdate"
            | "dctermsdate"
            | "dcdatecreated"
            | "dctermscreated"
            | "datecreated"
            | "sailthrudate"
            | "articledate"
            | "articledateoriginal"
            | "displaydate"
            | "created"
            | "issued"
            | "articlecreated"
    );
    let confidence = match plain.as_str() {
        _ if name.starts_with("article:") => 0.9,
        "date" | "created" | "dcdate" => 0.65,
        _ => 0.8,
    };
    is_published.then_some((DateRole::Published, confidence))
}

/// Reads `/2021/01/09/` or `2021-01-09` in an address.
fn day_of_address(url: &Url) -> Option<String> {
    let parts: Vec<&str> =
        url.path().split(['/', '-', '_']).filter(|part| !part.is_empty()).collect();
    parts.windows(3).find_map(|window| {
        let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
            let fits = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| part.parse::<u32>().ok()).flatten()
        };
        let year = number(window[0], 4..=4).filter(|year| (1990..=2100).contains(year))?;
        let month = number(window[1], 1..=2)?;
        let day = number(window[2], 1..=2)?;
        chrono::NaiveDate::from_ymd_opt(year.cast_signed(), month, day)
            .map(|date| date.format("%Y-%m-%d").to_string())
    })
}

/// Returns the words near the headline that the markup calls a date.
fn visible_dates(dom: &Dom, headline: usize) -> Vec<(String, f32)> {
    let from = headline.saturating_sub(NEAR / 3);
    let to = (dom.nodes[headline].end + NEAR).min(dom.nodes.len());
    let mut found = Vec::new();
    for index in from..to {
        if let Content::Text(text) = dom.nodes[index].content
            && (8..=60).contains(&text.trim().len())
            && has_year(text)
        {
            found.push((prose::fold(text), 0.4));
        }
        let Some(class) = dom.attribute(index, "class") else { continue };
        let lower = class.to_ascii_lowercase();
        let is_date = ["date", "time", "publi", "posted", "fecha", "datum", "data"]
            .iter()
            .any(|word| lower.contains(word));
        if is_date && dom.nodes[index].end - index <= 12 {
            let text = dom.text(index);
            if (6..=60).contains(&text.chars().count()) {
                found.push((text, 0.45));
            }
        }
    }
    found
}

/// Tells whether four digits that may be a year stand in the text.
fn has_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|digits| digits.iter().all(u8::is_ascii_digit) && matches!(digits[0], b'1' | b'2'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_names_tell_their_role() {
        let role = |name| role_of_meta(name).map(|(role, _)| role);
        assert_eq!(role("article:published_time"), Some(DateRole::Published));
        assert_eq!(role("og:updated_time"), Some(DateRole::Modified));
        assert_eq!(role("parsely-pub-date"), Some(DateRole::Published));
        assert_eq!(role("dc.date.modified"), Some(DateRole::Modified));
        assert_eq!(role("article:expiration_time"), None);
        assert_eq!(role("viewport"), None);
    }

    #[test]
    fn an_address_may_hold_the_day() {
        let day = |url: &str| day_of_address(&Url::parse(url).unwrap());
        assert_eq!(day("https://n.example/2021/01/09/a.html").as_deref(), Some("2021-01-09"));
        assert_eq!(day("https://n.example/2021/13/09/a.html"), None);
        assert_eq!(day("https://n.example/story-123"), None);
    }
}
