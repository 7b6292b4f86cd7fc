//! Dates that stand on the page for readers, weighed by their place: near the headline, labelled,
//! outside comments and teasers. It must not choose between them.

use super::{
    labels,
    lines::{self, Line, Lines},
    surroundings::{Place, Surroundings},
};
use crate::{
    dates::{Reading, read_at, read_date},
    dom::Dom,
    lexicon,
    words::{Token, TokenKind, tokens},
};
use chrono::{Datelike, NaiveDate};
use palimpsest_article::{DateRole, DateSource, Moment, PageDate};

/// A date as found, with the other way to read its numbers.
#[derive(Debug)]
pub(super) struct Seen {
    pub date: PageDate,
    /// The same numbers with day and month swapped, where both can be meant.
    pub swapped: Option<Moment>,
    /// The numbers allow one order only: whether the month comes first.
    pub month_first: Option<bool>,
}

/// Of one line no more dates are taken.
const MOST_OF_LINE: usize = 3;
/// What a date's property weighs far from the headline.
const FAR_PROPERTY: f32 = 0.3;
/// The year in which newspapers began to have pages.
const FIRST_PAGES: i32 = 1994;
/// An element of more nodes is not only a date.
const SMALLEST: usize = 10;
/// The most a date for readers weighs.
const SUREST: f32 = 0.85;

/// Reads the dates of the page's lines.
pub(super) fn read(
    dom: &Dom,
    lines: &Lines,
    headline: Option<usize>,
    language: Option<&str>,
) -> Vec<Seen> {
    let language_index = lexicon::index_of(language);
    let mut surroundings = Surroundings::new(dom, lines, headline);
    let mut seen = Vec::new();
    for line in &lines.lines {
        let before = seen.len();
        let mut named: Vec<(NaiveDate, DateRole)> = line
            .times
            .iter()
            .filter_map(|&node| Some((day_shown(dom, node, language)?, role_of_class(dom, node)?)))
            .collect();
        // The class "updated" alone is what feeds call any date of an entry.
        if named.len() == 1 {
            named.retain(|(_, role)| *role == DateRole::Published);
        }
        let tokens = tokens(&line.text);
        let readings = readings(&line.text, &tokens, language_index);
        if readings.is_empty() && line.times.is_empty() {
            continue;
        }
        let place = surroundings.place(line);
        of_words(line, &tokens, &readings, &place, &named, &mut seen);
        for &node in &line.times {
            // What its words say it is the date of, it is for machines too.
            let role = of_element_words(&seen[before..]);
            of_element(dom, node, role, &place, language, &mut seen);
        }
    }
    trust_lone_properties(&mut seen);
    seen
}

/// Far from the headline a property may be another article's. Where all say the same, it is not.
fn trust_lone_properties(seen: &mut [Seen]) {
    for role in [DateRole::Published, DateRole::Modified] {
        let is_of_role =
            |seen: &&Seen| seen.date.source == DateSource::Microdata && seen.date.role == role;
        let mut days = seen.iter().filter(is_of_role).map(|seen| seen.date.value.day());
        let first = days.next();
        if days.all(|day| Some(day) == first) {
            for seen in seen.iter_mut().filter(|seen| is_of_role(&&**seen)) {
                seen.date.confidence = SUREST;
            }
        }
    }
}

/// Returns the day that a small element shows.
fn day_shown(dom: &Dom, node: usize, language: Option<&str>) -> Option<NaiveDate> {
    let is_small = dom.nodes[node].end - node <= SMALLEST;
    is_small.then(|| read_date(&dom.text(node), language)).flatten().map(Moment::day)
}

/// Returns what an element's class says its date is of.
fn role_of_class(dom: &Dom, node: usize) -> Option<DateRole> {
    let class = dom.attribute(node, "class").unwrap_or("").to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| class.contains(word));
    if has(&["publi", "entry-date", "posted", "creat"]) || dom.attribute(node, "pubdate").is_some()
    {
        Some(DateRole::Published)
    } else if has(&["updat", "modif"]) {
        Some(DateRole::Updated)
    } else {
        None
    }
}

/// Returns the one role that all dates of a line have.
fn of_element_words(seen: &[Seen]) -> Option<DateRole> {
    let (first, rest) = seen.split_first()?;
    rest.iter().all(|other| other.date.role == first.date.role).then_some(first.date.role)
}

/// Reads what an element says to machines: `datetime`, `title`, `data-…`.
fn of_element(
    dom: &Dom,
    node: usize,
    role: Option<DateRole>,
    place: &Place,
    language: Option<&str>,
    seen: &mut Vec<Seen>,
) {
    let Some(element) = dom.element(node) else { return };
    let attribute = |name| dom.attribute(node, name);
    let class = attribute("class").unwrap_or("").to_ascii_lowercase();
    let property = attribute("itemprop").or_else(|| attribute("property")).unwrap_or("");
    let of_property = property.split_whitespace().find_map(|word| {
        match word.rsplit([':', '/', '.']).next().unwrap_or(word) {
            "datePublished" | "dateCreated" | "issued" | "published_time" => {
                Some(DateRole::Published)
            }
            "dateModified" | "modified" | "modified_time" => Some(DateRole::Modified),
            "date" | "created" if word.contains(':') => Some(DateRole::Published),
            _ => None,
        }
    });
    let by_name = element
        .attrs()
        .find(|(name, value)| {
            lines::is_date_attribute(name) && value.bytes().any(|byte| byte.is_ascii_digit())
        })
        .map(|(_, value)| value);
    let is_hatom = element.name() == "abbr";
    let is_time = element.name() == "time";
    let written = attribute("content")
        .filter(|_| of_property.is_some())
        .or_else(|| attribute("datetime"))
        .or_else(|| attribute("title").filter(|_| is_hatom || of_property.is_some()))
        .or(by_name);
    let of_attribute = written.and_then(|written| read_date(written, language));
    let of_words = || {
        let is_small = dom.nodes[node].end - node <= SMALLEST;
        is_small.then(|| read_date(&dom.text(node), language)).flatten()
    };
    let Some(value) = of_attribute.or_else(of_words) else { return };
    if let Some(role) = of_property {
        // Of several, the one of this article stands by its headline.
        let confidence = if place.weight >= 0.2 { 0.85 } else { FAR_PROPERTY };
        push(seen, value, role, DateSource::Microdata, confidence, None);
        return;
    }
    let role = role.or_else(|| role_of_class(dom, node)).unwrap_or(match place.is_updated {
        true => DateRole::Updated,
        false => DateRole::Published,
    });
    let mut confidence =
        place.weight.max(if is_time && place.is_in_headline { 0.3 } else { 0.0 }) + 0.15;
    if attribute("pubdate").is_some() || ["entry-date", "publi"].iter().any(|w| class.contains(w)) {
        confidence += 0.15;
    }
    if of_attribute.is_none() {
        push(seen, value, role, DateSource::Visible, confidence, None);
        return;
    }
    if place.is_dated {
        confidence += 0.1;
    }
    push(seen, value, role, DateSource::Time, confidence, None);
}

/// Reads the whole days that are written in a line.
fn readings(text: &str, tokens: &[Token], language: Option<usize>) -> Vec<(Reading, Moment)> {
    let mut readings = Vec::new();
    let mut at = 0;
    while at < tokens.len() && readings.len() < MOST_OF_LINE {
        match read_at(text, tokens, at, language) {
            Some(reading) => {
                at = reading.tokens.end.max(at + 1);
                if let Some(moment) = reading.moment() {
                    readings.push((reading, moment));
                }
            }
            None => at += 1,
        }
    }
    readings
}

/// Weighs the dates in a line's words.
fn of_words(
    line: &Line,
    tokens: &[Token],
    readings: &[(Reading, Moment)],
    place: &Place,
    named: &[(NaiveDate, DateRole)],
    seen: &mut Vec<Seen>,
) {
    let words = |tokens: &[Token]| tokens.iter().filter(|token| token.is_word()).count();
    let dated: usize =
        readings.iter().map(|(reading, _)| words(&tokens[reading.tokens.clone()])).sum();
    let others = words(tokens).saturating_sub(dated);
    let mut before = 0;
    for (index, (reading, moment)) in readings.iter().enumerate() {
        let words = &tokens[before..reading.tokens.start];
        let line_label = if index == 0 { line.label.as_str() } else { "" };
        let after = readings.get(index + 1).map_or(tokens.len(), |(next, _)| next.tokens.start);
        let label = labels::before(words, line_label)
            .or_else(|| labels::after(&tokens[reading.tokens.end..after]));
        before = reading.tokens.end;
        let of_class = named.iter().find(|(day, _)| *day == moment.day()).map(|(_, role)| *role);
        let role = match label.or(of_class) {
            Some(role) => role,
            None if place.is_updated && named.is_empty() => DateRole::Updated,
            None => DateRole::Published,
        };
        let mut confidence = place.weight;
        match label {
            Some(DateRole::Published) => confidence += 0.25,
            Some(_) => confidence += 0.15,
            None => {}
        }
        // A day before there were pages is what a page tells of, unless it says otherwise.
        if label.is_none() && moment.day().year() < FIRST_PAGES {
            confidence -= 0.4;
        }
        if place.is_dated {
            confidence += 0.1;
        }
        if reading.time.is_some() {
            confidence += 0.07;
        }
        match others {
            0..=4 => confidence += 0.05,
            5..=12 => {}
            13..=18 => confidence -= 0.1,
            _ if place.is_dated => confidence -= 0.1,
            // A sentence tells of other days.
            _ => confidence -= 0.3,
        }
        if line.is_head {
            // A paragraph may begin with its place and date: "Berlin, 25 May 2022 – The new …".
            let leads = words.len() <= 6 && index == 0;
            let ends = tokens.get(reading.tokens.end).is_some_and(|token| match token.kind {
                TokenKind::Mark('–' | '—' | '-' | '|' | ')' | ':' | '.' | '/') => true,
                // A release may begin with what somebody says: `1.2.2022 „The market …`.
                TokenKind::Mark('„' | '“' | '"' | '«' | '»') => words.is_empty(),
                _ => false,
            });
            let is_labelled = label == Some(DateRole::Published);
            if !leads || !(ends || is_labelled) || label == Some(DateRole::Event) {
                continue;
            }
            confidence = place.weight - 0.05 + if is_labelled { 0.15 } else { 0.0 };
        }
        let is_copyright = words.iter().any(|token| token.is_mark('©'));
        if is_copyright || confidence <= 0.0 {
            continue;
        }
        let swapped = reading.swapped();
        push(seen, *moment, role, DateSource::Visible, confidence, swapped);
        if let Some(last) = seen.last_mut() {
            last.month_first = reading.month_first;
        }
    }
}

fn push(
    seen: &mut Vec<Seen>,
    value: Moment,
    role: DateRole,
    source: DateSource,
    confidence: f32,
    swapped: Option<Moment>,
) {
    let confidence = confidence.min(SUREST);
    seen.push(Seen {
        date: PageDate { value, role, source, confidence },
        swapped,
        month_first: None,
    });
}
