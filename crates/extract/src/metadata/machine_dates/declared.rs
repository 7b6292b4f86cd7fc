//! Dates that the page's `<meta>` elements and its address state. It must not weigh them against
//! each other.

use chrono::NaiveDate;
use palimpsest_article::DateRole;
use url::Url;

/// Tells from a `<meta>` name what date it states; names are compared without their punctuation.
pub(super) fn role_of_meta(name: &str) -> Option<(DateRole, f32)> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    // What is left of a name has one of these in it; most names have none.
    if !has(&["dat", "mod", "pub", "issued", "created", "revised"]) {
        return None;
    }
    if has(&["expir", "event", "birth", "unpublish", "until", "crawl"]) {
        return None;
    }
    let is_graph = name.contains("article:");
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
        // Bare "last modified" is often when the server built the page.
        let confidence = match plain.as_str() {
            _ if is_graph => 0.9,
            "lastmodified" | "lastupdate" | "revised" => 0.5,
            _ => 0.75,
        };
        return Some((DateRole::Modified, confidence));
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
        "publishedat",
        "publicationtime",
        "pubtime",
        "firstpublish",
        "creationdate",
        "createdate",
    ]) || matches!(
        plain.as_str(),
        "date"
            | "published"
            | "dateposted"
            | "postdate"
            | "datum"
            | "pdate"
            | "ptime"
            | "citationdate"
            | "citationonlinedate"
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
        _ if is_graph => 0.9,
        "date" | "datum" | "created" | "creationdate" | "createdate" | "dcdate" => 0.5,
        _ => 0.72,
    };
    is_published.then_some((DateRole::Published, confidence))
}

/// Reads `/2021/01/09/`, `2021-01-09`, `2021/january/09`, `09-01-2021`, `/20210109/` or
/// `/09012021-` in an address.
pub(super) fn day_of_address(url: &Url) -> Option<NaiveDate> {
    let parts: Vec<&str> =
        url.path().split(['/', '-', '_', '.']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str, most: usize| {
        let fits = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let date = |year: &str, month: &str, day: &str| {
        let year = number(year, 4).filter(|year| (1990..=2100).contains(year))?;
        let month = number(month, 2).or_else(|| month_named(month))?;
        NaiveDate::from_ymd_opt(year.cast_signed(), month, number(day, 2)?)
    };
    let in_three = || {
        parts.windows(3).find_map(|window| {
            let &[first, second, third] = window else { return None };
            date(first, second, third)
                // The year last: day and month as most of the Earth writes them.
                .or_else(|| date(third, second, first).filter(|_| first.len() == 2))
        })
    };
    let in_one = || {
        parts.iter().find_map(|part| {
            let eight = match part.len() {
                8 => part,
                // Some systems put a letter before it.
                9 => part.strip_prefix(['t', 'a'])?,
                _ => return None,
            };
            let (start, end) = eight.split_at_checked(4)?;
            date(start, end.get(..2)?, end.get(2..)?)
                .or_else(|| date(end, start.get(2..)?, start.get(..2)?))
        })
    };
    let in_two = || {
        parts.windows(2).find_map(|window| {
            let &[first, second] = window else { return None };
            match (first.len(), second.len()) {
                (4, 4) => date(first, second.get(..2)?, second.get(2..)?),
                (6, 2) => date(first.get(..4)?, first.get(4..)?, second),
                _ => None,
            }
        })
    };
    in_three().or_else(in_one).or_else(in_two)
}

fn month_named(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    let is_name = name.len() <= 9 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    MONTHS.iter().position(|month| *month == start).filter(|_| is_name).map(|at| at as u32 + 1)
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
        assert_eq!(role("citation_online_date"), Some(DateRole::Published));
        assert_eq!(role("mediator_published_at"), Some(DateRole::Published));
        assert_eq!(role("dc.date.modified"), Some(DateRole::Modified));
        assert_eq!(role("article:expiration_time"), None);
        assert_eq!(role("viewport"), None);
    }

    #[test]
    fn an_address_may_hold_the_day() {
        let day = |url: &str| day_of_address(&Url::parse(url).unwrap());
        assert_eq!(day("https://n.example/2021/01/09/a.html"), NaiveDate::from_ymd_opt(2021, 1, 9));
        let ninth = NaiveDate::from_ymd_opt(2021, 1, 9);
        assert_eq!(day("https://n.example/a-2021-01-09"), ninth);
        assert_eq!(day("https://n.example/2021/january/09/a"), ninth);
        assert_eq!(day("https://n.example/news/09-01-2021"), ninth);
        assert_eq!(day("https://n.example/20210109/story"), ninth);
        assert_eq!(day("https://n.example/09012021-story"), ninth);
        assert_eq!(day("https://n.example/202101/t20210109_12.html"), ninth);
        assert_eq!(day("https://n.example/n1/2021/0109/c12-34.html"), ninth);
        assert_eq!(day("https://n.example/a/202101/09/story.html"), ninth);
        assert_eq!(day("https://n.example/2021/1309/story"), None);
        assert_eq!(day("https://n.example/20219909/story"), None);
        assert_eq!(day("https://n.example/99012021-story"), None);
        assert_eq!(day("https://n.example/2021/13/09/a.html"), None);
        assert_eq!(day("https://n.example/story-123"), None);
    }
}
