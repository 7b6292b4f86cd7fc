//! Dates that the page's `<meta>` elements and its address state. It must not weigh them against
//! each other.

use chrono::NaiveDate;
use palimpsest_article::DateRole;
use url::Url;

/// Tells from a `<meta>` name what date it states; names are compared without their punctuation.
pub(super) fn role_of_meta(name: &str) -> Option<(DateRole, f32)> {
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
pub(super) fn day_of_address(url: &Url) -> Option<NaiveDate> {
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
        NaiveDate::from_ymd_opt(year.cast_signed(), month, day)
    })
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
        assert_eq!(day("https://n.example/2021/01/09/a.html"), NaiveDate::from_ymd_opt(2021, 1, 9));
        assert_eq!(day("https://n.example/2021/13/09/a.html"), None);
        assert_eq!(day("https://n.example/story-123"), None);
    }
}
