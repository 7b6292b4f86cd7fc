//! Concludes what a written date leaves out, from the page's dates and the text's own words, and
//! says from what. It must not conclude without evidence: no evidence, no value. It is long because its
//! cases are: half of it is tests.

use super::calendars::Calendar;
use super::publishers::{self, Publisher};
use super::reading::{Reading, TimeUnit, YEARS, read_at};
use crate::words::{TokenKind, tokens};
use chrono::{
    DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc, Weekday,
};
use palimpsest_article::{Inference, Moment, Precision, Timestamp, ZoneBasis};
use std::cell::OnceCell;

/// What is known around a written date.
#[derive(Clone, Copy)]
pub(crate) struct DateContext<'a> {
    /// Index of the page's language.
    pub language: Option<usize>,
    pub published: Option<Moment>,
    pub modified: Option<Moment>,
    pub captured_at: Option<DateTime<Utc>>,
    /// Where the publisher is.
    pub publisher: Option<&'a Publisher>,
    /// The article's words.
    pub text: &'a str,
    /// What they tell of the year: read once, and only where a date asks for it.
    pub evidence: &'a OnceCell<Evidence>,
}

/// The page's own offset holds for a note written this many days around the page's date; further
/// away daylight saving may have changed it.
const SAME_SEASON: i64 = 45;

/// A note without a date of its own is looked for in this many days from the page's date.
const SOON: u64 = 40;

/// Makes a timestamp of what is written, concluding the rest.
pub(crate) fn conclude(text: &str, reading: &Reading, context: &DateContext) -> Timestamp {
    let mut inferred = Vec::new();
    let reading = &at_the_publisher(text, reading, context, &mut inferred);
    let day = whole_day(reading, context, &mut inferred).filter(|day| YEARS.contains(&day.year()));
    if reading.calendar == Some(Calendar::Hijri) {
        let because = "a lunar date by its table, which may be a day off".to_owned();
        inferred.push(inference("day", because));
    }
    let mut value = day.map(|day| reading.on(day));
    let mut zone_basis = match value {
        Some(Moment::Instant(_)) => ZoneBasis::Explicit,
        _ => ZoneBasis::None,
    };
    if let Some(Moment::Local(local)) = value
        && !reading.zone_is_unknown
        && let Some((here, basis, because)) = placed(local, context)
    {
        value = Some(Moment::Instant(here));
        zone_basis = basis;
        inferred.push(inference("zone", because));
    }
    let precision = match (reading.time, reading.time_unit) {
        _ if reading.day.is_none() && reading.month.is_some() && value.is_some() => {
            Precision::Month
        }
        (Some(_), TimeUnit::Second) => Precision::Second,
        (Some(_), TimeUnit::Minute) => Precision::Minute,
        (Some(_), TimeUnit::Hour) => Precision::Hour,
        (None, _) if value.is_some() || reading.day.is_some() => Precision::Day,
        _ => Precision::Unknown,
    };
    let written = text.get(reading.bytes.clone()).unwrap_or_default().to_owned();
    Timestamp { written, value, precision, zone_basis, inferred }
}

/// Some abbreviations of zones mean another one where the publisher is: `IST` in Ireland.
fn at_the_publisher(
    text: &str,
    reading: &Reading,
    context: &DateContext,
    inferred: &mut Vec<Inference>,
) -> Reading {
    let mut reading = reading.clone();
    let name = text.get(reading.zone_bytes.clone()).unwrap_or_default();
    if reading.zone.is_some()
        && let Some(publisher) = context.publisher
        && let Some(zone) = publishers::zone_named(name, publisher)
    {
        reading.zone = Some(zone);
        inferred.push(inference("zone", format!("'{name}' where {}", publisher.because)));
    }
    reading
}

/// Gives a local time the offset of the page's own dates, else that of the publisher's country.
fn placed(
    local: NaiveDateTime,
    context: &DateContext,
) -> Option<(DateTime<FixedOffset>, ZoneBasis, String)> {
    if let Some(page @ Moment::Instant(instant)) = context.published.or(context.modified)
        && instant.offset().local_minus_utc() != 0
        && (local.date() - page.day()).num_days().abs() <= SAME_SEASON
        && let Some(here) = instant.offset().from_local_datetime(&local).single()
    {
        return Some((here, ZoneBasis::Page, format!("the page's own date is {page}")));
    }
    let publisher = context.publisher?;
    let offset = publisher.zone?.offset_at(local)?;
    let here = offset.from_local_datetime(&local).single()?;
    Some((here, ZoneBasis::Publisher, publisher.because.clone()))
}

fn inference(what: &str, because: String) -> Inference {
    Inference { what: what.to_owned(), because }
}

fn whole_day(
    reading: &Reading,
    context: &DateContext,
    inferred: &mut Vec<Inference>,
) -> Option<NaiveDate> {
    let page = context.published.or(context.modified).map(Moment::day);
    match (reading.year, reading.month, reading.day) {
        (Some(_), _, Some(_)) => {
            return reading.date().map(|day| better_order(reading, day, context));
        }
        // A month: its first day stands for it.
        (Some(year), Some(month), None) => return NaiveDate::from_ymd_opt(year, month, 1),
        _ => {}
    }
    match (reading.month, reading.day) {
        (Some(month), Some(day)) => {
            let (year, because) = year_of(month, day, reading.weekday, page, context)?;
            inferred.push(inference("year", because));
            NaiveDate::from_ymd_opt(year, month, day)
        }
        (Some(_), None) => None,
        (None, day) => {
            let page = page?;
            let found = match (reading.relative, day, reading.weekday) {
                (Some(days), ..) => page.checked_add_signed(chrono::TimeDelta::days(days)),
                (None, None, None) => Some(page),
                (None, day, weekday) => (0..SOON)
                    .filter_map(|days| page.checked_add_days(Days::new(days)))
                    .find(|candidate| {
                        day.is_none_or(|day| candidate.day() == day)
                            && weekday.is_none_or(|weekday| candidate.weekday() == weekday)
                    }),
            };
            inferred.push(inference("day", format!("the page is dated {page}")));
            found
        }
    }
}

/// A date in numbers is read in the language's order, unless that puts the note before the page
/// and the other order soon after it.
fn better_order(reading: &Reading, day: NaiveDate, context: &DateContext) -> NaiveDate {
    let day = usual_order(reading, day, context.publisher);
    let swapped = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month())
        .filter(|_| reading.swappable && !reading.is_dotted);
    let Some(swapped) = swapped else { return dotted_order(reading, day, context) };
    let days: Vec<NaiveDate> =
        [context.published, context.modified].into_iter().flatten().map(Moment::day).collect();
    let latest = context.captured_at.map(|instant| instant.date_naive() + Days::new(1));
    let is_after = |day: NaiveDate| latest.is_some_and(|latest| day > latest);
    match (days.contains(&day), days.contains(&swapped)) {
        (true, _) => day,
        (false, true) => swapped,
        _ if is_after(day) && !is_after(swapped) => swapped,
        _ => dotted_order(reading, day, context),
    }
}

/// Even where full stops part the numbers, a note is not older than its page.
fn dotted_order(reading: &Reading, day: NaiveDate, context: &DateContext) -> NaiveDate {
    let published = context.published.map(Moment::day);
    let swapped = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month());
    match (published, swapped) {
        (Some(published), Some(swapped))
            if reading.swappable
                && day < published
                && (0..=SAME_SEASON).contains(&(swapped - published).num_days()) =>
        {
            swapped
        }
        _ => day,
    }
}

/// Only Americans put the month first: elsewhere `3/5/2021` is in May, in English too.
fn usual_order(reading: &Reading, day: NaiveDate, publisher: Option<&Publisher>) -> NaiveDate {
    let is_outside = publisher.is_some_and(|publisher| !matches!(&*publisher.country, "us" | "ph"));
    let is_month_first = reading.month_first != Some(false) && reading.is_month_first_here;
    match NaiveDate::from_ymd_opt(day.year(), day.day(), day.month()) {
        Some(swapped) if is_outside && is_month_first && reading.swappable => swapped,
        _ => day,
    }
}

/// Returns the year of a day and month and the evidence for it.
fn year_of(
    month: u32,
    day: u32,
    weekday: Option<Weekday>,
    page: Option<NaiveDate>,
    context: &DateContext,
) -> Option<(i32, String)> {
    let latest = context.captured_at.map(|instant| instant.date_naive());
    let is_possible = |year: i32| {
        NaiveDate::from_ymd_opt(year, month, day).is_some_and(|date| {
            // One day of grace: the capture is in UTC, the note in the publisher's zone.
            latest.is_none_or(|latest| date <= latest + Days::new(1))
                && weekday.is_none_or(|weekday| date.weekday() == weekday)
        })
    };
    if let Some(page) = page {
        let nearest = (page.year() - 1..=page.year() + 1)
            .filter(|&year| is_possible(year))
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            // A note is written after publication: a date before it counts as far away.
            .min_by_key(|date| match (*date - page).num_days() {
                days if days < -1 => days.abs() + 300,
                days => days.abs(),
            })?;
        return Some((nearest.year(), format!("the page is dated {page}")));
    }
    let evidence = context.evidence.get_or_init(|| Evidence::read(context));
    let mut weekdays: Vec<(u32, u32, Weekday, String)> = evidence.weekdays.clone();
    if let Some(weekday) = weekday {
        weekdays.insert(0, (month, day, weekday, "the note's weekday".to_owned()));
    }
    weekdays
        .retain(|&(other_month, other_day, ..)| is_near((month, day), (other_month, other_day)));
    let (.., witness) = weekdays.first()?;
    let agrees = |year: i32| {
        is_possible(year)
            && weekdays.iter().all(|&(month, day, weekday, _)| {
                NaiveDate::from_ymd_opt(year, month, day)
                    .is_some_and(|date| date.weekday() == weekday)
            })
    };
    let (year, bound) = match (evidence.newest_year, latest) {
        (Some(named), _) => {
            let year = (named..named + 11).find(|&year| agrees(year))?;
            (year, format!("the text names {named}"))
        }
        (None, Some(latest)) => {
            let year = (latest.year() - 10..=latest.year()).rev().find(|&year| agrees(year))?;
            (year, format!("the page was captured on {latest}"))
        }
        (None, None) => return None,
    };
    Some((year, format!("'{witness}' falls on that weekday in {year}, and {bound}")))
}

/// Two days of the year that are at most a season apart, in the same year.
fn is_near(one: (u32, u32), other: (u32, u32)) -> bool {
    let ordinal = |(month, day): (u32, u32)| i64::from(month * 31 + day);
    (ordinal(one) - ordinal(other)).abs() <= SAME_SEASON
}

/// What the article's words tell of its year.
pub(crate) struct Evidence {
    /// Month, day, weekday, and the words: "dimanche 10 janvier".
    weekdays: Vec<(u32, u32, Weekday, String)>,
    newest_year: Option<i32>,
}

impl Evidence {
    fn read(context: &DateContext) -> Evidence {
        let text = context.text;
        let tokens = tokens(text);
        let this_year = context.captured_at.map_or(2200, |instant| instant.year());
        let mut evidence = Evidence { weekdays: Vec::new(), newest_year: None };
        let mut at = 0;
        while at < tokens.len() {
            let token = &tokens[at];
            if token.kind == TokenKind::Number {
                let year =
                    token.of(text).parse().ok().filter(|year| (1900..=this_year).contains(year));
                if token.end - token.start == 4 {
                    evidence.newest_year = evidence.newest_year.max(year);
                }
            }
            let reading =
                token.is_word().then(|| read_at(text, &tokens, at, context.language)).flatten();
            let Some(reading) = reading else {
                at += 1;
                continue;
            };
            if let Reading {
                year: None,
                month: Some(month),
                day: Some(day),
                weekday: Some(weekday),
                ..
            } = reading
            {
                let words = text.get(reading.bytes.clone()).unwrap_or_default();
                evidence.weekdays.push((month, day, weekday, words.to_owned()));
            }
            evidence.newest_year =
                evidence.newest_year.max(reading.year.filter(|&year| year <= this_year));
            at = reading.tokens.end.max(at + 1);
        }
        evidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;
    use proptest::prelude::*;

    fn context<'a>(text: &'a str, evidence: &'a OnceCell<Evidence>) -> DateContext<'a> {
        DateContext {
            evidence,
            publisher: None,
            language: lexicon::index_of(Some("fr")),
            published: None,
            modified: None,
            captured_at: "2026-11-20T00:00:00Z".parse().ok(),
            text,
        }
    }

    fn value(written: &str, context: &DateContext) -> Option<String> {
        let tokens = tokens(written);
        let reading = read_at(written, &tokens, 0, context.language)?;
        conclude(written, &reading, context).value.map(|moment| moment.to_string())
    }

    #[test]
    fn a_weekday_in_the_text_tells_the_year() {
        let text = "Le port ferme dimanche 10 janvier. Le conseil l’avait promis en avril 2019.";
        let found = value("9 janvier, 21 h 40 HE", &context(text, &OnceCell::new()));
        assert_eq!(found.as_deref(), Some("2021-01-09T21:40:00-05:00"));
    }

    #[test]
    fn without_evidence_there_is_no_year() {
        assert_eq!(
            value("9 janvier, 21 h 40 HE", &context("Le port ferme.", &OnceCell::new())),
            None
        );
        assert_eq!(
            value("9 janvier", &context("Le conseil l’avait promis en 2019.", &OnceCell::new())),
            None
        );
    }

    #[test]
    fn a_month_is_no_day() {
        let evidence = OnceCell::new();
        let context = context("", &evidence);
        let read = |written: &str, context: &DateContext| {
            let tokens = tokens(written);
            let reading = read_at(written, &tokens, 0, context.language).unwrap();
            let timestamp = conclude(written, &reading, context);
            (timestamp.value.map(|value| value.to_string()), timestamp.precision)
        };
        let month = |value: &str| (Some(value.to_owned()), Precision::Month);
        assert_eq!(read("avril 2019", &context), month("2019-04-01"));
    }

    #[test]
    fn the_publisher_tells_the_zone_where_the_page_does_not() {
        let evidence = OnceCell::new();
        let publisher = Publisher::of_country("ie", "the address ends with '.ie'".to_owned());
        let context = DateContext { publisher: publisher.as_ref(), ..context("", &evidence) };
        let read = |written: &str| {
            let tokens = tokens(written);
            let reading = read_at(written, &tokens, 0, context.language).unwrap();
            conclude(written, &reading, &context)
        };
        let winter = read("9 janvier 2021 à 21h40");
        assert_eq!(winter.value.unwrap().to_string(), "2021-01-09T21:40:00+00:00");
        assert_eq!(winter.zone_basis, ZoneBasis::Publisher);
        assert_eq!(winter.inferred[0].because, "the address ends with '.ie'");
        let named = read("9 juillet 2021 21:40 IST");
        assert_eq!(named.value.unwrap().to_string(), "2021-07-09T21:40:00+01:00");
        assert_eq!(named.zone_basis, ZoneBasis::Explicit);
    }

    #[test]
    fn the_page_tells_year_day_and_offset() {
        let evidence = OnceCell::new();
        let mut context = context("", &evidence);
        context.published = "2020-12-30T10:00:00+01:00".parse().ok();
        let check = |written, expected| {
            assert_eq!(value(written, &context).as_deref(), Some(expected), "{written}");
        };
        check("2 janvier, 9h10", "2021-01-02T09:10:00+01:00");
        check("31 décembre", "2020-12-31");
        check("13h05", "2020-12-30T13:05:00+01:00");
        check("jeudi à 13h05", "2020-12-31T13:05:00+01:00");
        check("samedi (2)", "2021-01-02");
        check("2 juillet 2021 à 9h", "2021-07-02T09:00:00");
    }

    proptest! {
        #[test]
        fn a_timestamp_is_short_and_of_our_centuries(
            written in "([0-9]{1,6}|[/:.,() -]|Uhr|mai|June|دی|令和|年|月|日|PM|EST|lundi|heute| |at){0,40}",
            published in proptest::option::of("(1500|2021|2200)-(01|06|12)-[012][1-8]"),
        ) {
            let evidence = OnceCell::new();
            let published: Option<Moment> = published.and_then(|day| day.parse().ok());
            let publisher = Publisher::of_country("ie", String::new());
            for language in ["fr", "fa", "ja", "th"] {
                let context = DateContext {
                    language: lexicon::index_of(Some(language)),
                    published,
                    publisher: publisher.as_ref(),
                    ..context(&written, &evidence)
                };
                let tokens = tokens(&written);
                for at in 0..tokens.len() {
                    let Some(reading) = read_at(&written, &tokens, at, context.language) else { continue };
                    // However long the text is, a reading looks at so many words: time is linear.
                    prop_assert!(reading.tokens.len() <= 64, "{written}");
                    let timestamp = conclude(&written, &reading, &context);
                    if let Some(value) = timestamp.value {
                        prop_assert!((1500..=2200).contains(&value.day().year()), "{written} {value}");
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_are_swapped_only_where_the_page_says_so() {
        let evidence = OnceCell::new();
        let mut context = context("", &evidence);
        context.published = "2023-11-01".parse().ok();
        assert_eq!(value("11.02.23", &context).as_deref(), Some("2023-11-02"));
        assert_eq!(value("05.11.23", &context).as_deref(), Some("2023-11-05"));
    }
}
