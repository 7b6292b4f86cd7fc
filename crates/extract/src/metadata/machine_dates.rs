//! Every date that a page states about its article, and which two are meant for readers.
//!
//! Each source weighs what it finds by itself; [`choosing`] weighs them together. The room must
//! not know the body's blocks.

mod choosing;
mod declared;
mod labels;
mod lines;
mod scripts;
mod surroundings;
mod visible;

pub(super) use choosing::{in_publishers_zone, modified, published};

use super::{json_ld::LinkedData, meta_tags::MetaTags};
use crate::{dates::read_both_ways, dom::Dom, lexicon};
use palimpsest_article::{DateRole, DateSource, Moment, PageDate};
use url::Url;
use visible::Seen;

/// No page needs more.
const MOST: usize = 40;

/// Lists the dates of the page, surest first.
pub(super) fn find(
    dom: &Dom,
    tags: &MetaTags,
    linked: &LinkedData,
    headline: Option<usize>,
    base: Option<&Url>,
    language: Option<&str>,
) -> Vec<PageDate> {
    use DateRole::{Modified, Published};
    let mut found: Vec<Seen> = Vec::new();
    let mut add = |written: &str, role, source, confidence| {
        if let Some((value, swapped)) = read_both_ways(written, language) {
            let date = PageDate { value, role, source, confidence };
            found.push(Seen { date, swapped, month_first: None });
        }
    };
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
        if let Some((role, confidence)) = declared::role_of_meta(name) {
            let is_graph = name.starts_with("article:") || name.starts_with("og:");
            let source = if is_graph { DateSource::OpenGraph } else { DateSource::Meta };
            add(content, role, source, confidence);
        }
    }
    if let Some(day) = base.and_then(declared::day_of_address) {
        let (value, source) = (Moment::Day(day), DateSource::Url);
        let date = PageDate { value, role: Published, source, confidence: 0.5 };
        found.push(Seen { date, swapped: None, month_first: None });
    }
    let headline = headline.or_else(|| dom.elements(&["h1"]).next());
    let lines = lines::read(dom, headline);
    found.extend(visible::read(dom, &lines, headline, language));
    order_numbers(&mut found, base, language);
    let mut dates = Vec::new();
    for seen in found {
        push(&mut dates, seen.date);
    }
    let is_sure = |date: &PageDate| date.role == Published && date.confidence >= 0.8;
    if !dates.iter().any(is_sure)
        && let Some(value) = scripts::published(dom)
    {
        let (source, confidence) = (DateSource::Script, 0.5);
        push(&mut dates, PageDate { value, role: Published, source, confidence });
    }
    dates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    dates.truncate(MOST);
    dates
}

/// Adds a date; of the same date from the same source the surest stays.
fn push(dates: &mut Vec<PageDate>, date: PageDate) {
    if !choosing::is_plausible(date.value) {
        return;
    }
    let same = dates.iter_mut().find(|other| {
        other.value == date.value && other.role == date.role && other.source == date.source
    });
    match same {
        Some(same) => same.confidence = same.confidence.max(date.confidence),
        None => dates.push(date),
    }
}

/// Decides for dates in numbers which number is the month: by the page's other dates, by numbers
/// that allow one order only, by where English is written.
fn order_numbers(found: &mut [Seen], base: Option<&Url>, language: Option<&str>) {
    if !found.iter().any(|seen| seen.swapped.is_some()) {
        return;
    }
    let certain: Vec<Moment> =
        found.iter().filter(|seen| seen.swapped.is_none()).map(|seen| seen.date.value).collect();
    let named = |moment: Moment| certain.iter().any(|other| other.day() == moment.day());
    let by_numbers = found.iter().find_map(|seen| seen.month_first);
    let usual = lexicon::index_of(language)
        .and_then(|index| lexicon::all().get(index))
        .is_some_and(|(_, lexicon)| lexicon.dates.month_first);
    let month_first = by_numbers.unwrap_or(usual && !is_outside_america(language, base));
    for seen in found {
        let Some(swapped) = seen.swapped else { continue };
        let is_named = (named(seen.date.value), named(swapped));
        let swap = match is_named {
            (true, false) => false,
            (false, true) => true,
            _ => month_first != usual,
        };
        if swap {
            seen.date.value = swapped;
        }
    }
}

/// English is written on most of the Earth, but only Americans put the month first.
fn is_outside_america(language: Option<&str>, base: Option<&Url>) -> bool {
    let region = language.and_then(|tag| {
        tag.split(['-', '_']).skip(1).find(|part| part.len() == 2).map(str::to_ascii_lowercase)
    });
    if let Some(region) = region {
        return !matches!(region.as_str(), "us" | "ph");
    }
    let country = base.and_then(Url::domain).and_then(|domain| domain.rsplit('.').next());
    country.is_some_and(|country| {
        country.len() == 2 && !matches!(country, "us" | "ph" | "io" | "co" | "tv" | "me" | "ai")
    })
}

#[cfg(test)]
mod tests;
