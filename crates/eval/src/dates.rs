//! Scores the dates of publication and of the last change. It must not know how dates are read off
//! a page.

use crate::label::Label;
use crate::results::{Column, PageResult, Sum};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use palimpsest_article::{Article, Moment};

/// The table of dates.
pub const COLUMNS: [Column; 11] = [
    Column { name: "published", sum: Sum::Mean("published") },
    Column { name: "of pages", sum: Sum::Pages("published") },
    Column { name: "wrong day", sum: Sum::Mean("published_wrong") },
    Column { name: "published minute", sum: Sum::Mean("published_minute") },
    Column { name: "modified", sum: Sum::Mean("modified") },
    Column { name: "of pages ", sum: Sum::Pages("modified") },
    Column { name: "differs", sum: Sum::Mean("modified_differs") },
    Column { name: "visible", sum: Sum::Mean("modified_visible") },
    Column { name: "modified minute", sum: Sum::Mean("modified_minute") },
    Column { name: "made up", sum: Sum::Mean("modified_made_up") },
    Column { name: "of pages  ", sum: Sum::Pages("modified_made_up") },
];

/// Scores one page.
pub fn score_page(label: &Label, article: &Article, page: &mut PageResult) {
    let found = &article.metadata;
    if let Some(score) = Score::of(&label.published, found.date_published) {
        page.tell("published", score.day);
        page.tell("published_wrong", !score.day && found.date_published.is_some());
        note(page, "published", &score, &label.published, found.date_published);
    }
    if let Some(score) = Score::of(&label.modified, found.date_modified) {
        page.tell("modified", score.day);
        if label.modified_differs {
            page.tell("modified_differs", score.day);
        }
        if label.modified_visible {
            page.tell("modified_visible", score.day);
        }
        note(page, "modified", &score, &label.modified, found.date_modified);
    }
    if label.modified_none {
        page.tell("modified_made_up", found.date_modified.is_some());
        if let Some(made_up) = found.date_modified {
            page.error += 1.0;
            page.findings.push(format!("modified: wanted none, found {made_up}"));
        }
    }
}

/// Returns the values of a label that are no dates.
pub fn unreadable(label: &Label) -> Vec<&str> {
    let written = label.published.iter().chain(&label.modified);
    written.map(String::as_str).filter(|written| read(written).is_none()).collect()
}

/// How right one date is.
struct Score {
    day: bool,
    /// `None` where one of both has no clock time or no zone.
    minute: Option<bool>,
}

impl Score {
    /// `None` where nothing readable is labelled.
    fn of(wanted: &[String], found: Option<Moment>) -> Option<Score> {
        let wanted: Vec<Moment> = wanted.iter().filter_map(|written| read(written)).collect();
        if wanted.is_empty() {
            return None;
        }
        let days = found.map(days).unwrap_or_default();
        let day = wanted.iter().any(|one| self::days(*one).iter().any(|day| days.contains(day)));
        let instants: Vec<DateTime<Utc>> = wanted.iter().filter_map(|one| minute(*one)).collect();
        let found = found.and_then(minute);
        let minute = found.filter(|_| !instants.is_empty());
        Some(Score { day, minute: minute.map(|minute| instants.contains(&minute)) })
    }
}

fn note(
    page: &mut PageResult,
    name: &str,
    score: &Score,
    wanted: &[String],
    found: Option<Moment>,
) {
    if let Some(minute) = score.minute {
        page.tell(&format!("{name}_minute"), minute);
    }
    let is_wrong_minute = score.minute == Some(false);
    if score.day && !is_wrong_minute {
        return;
    }
    page.error += if score.day { 0.1 } else { 1.0 };
    let found = found.map_or("none".to_owned(), |moment| moment.to_string());
    page.findings.push(format!("{name}: wanted {}, found {found}", wanted.join(" or ")));
}

/// The calendar days of a moment: as written, and in UTC.
fn days(moment: Moment) -> Vec<NaiveDate> {
    match moment {
        Moment::Instant(instant) => vec![moment.day(), instant.with_timezone(&Utc).date_naive()],
        _ => vec![moment.day()],
    }
}

fn minute(moment: Moment) -> Option<DateTime<Utc>> {
    match moment {
        Moment::Instant(instant) => instant.with_timezone(&Utc).with_second(0)?.with_nanosecond(0),
        _ => None,
    }
}

/// Reads a labelled date: a day, a local time or an instant, as JSON-LD and databases write them.
fn read(written: &str) -> Option<Moment> {
    let written = written.trim();
    for form in ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"] {
        if let Ok(instant) = DateTime::parse_from_str(written, form) {
            return Some(Moment::Instant(instant));
        }
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(local) = NaiveDateTime::parse_from_str(written, form) {
            return Some(Moment::Local(local));
        }
    }
    // The end of a day is also written as its 24th hour.
    if let Some(day) = written.strip_suffix("T24:00:00") {
        let next =
            NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?.checked_add_days(Days::new(1))?;
        return Some(Moment::Local(next.and_time(NaiveTime::MIN)));
    }
    NaiveDate::parse_from_str(written, "%Y-%m-%d").ok().map(Moment::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(label: Label, published: Option<&str>, modified: Option<&str>) -> PageResult {
        let mut article = Article::default();
        article.metadata.date_published = published.map(|written| written.parse().unwrap());
        article.metadata.date_modified = modified.map(|written| written.parse().unwrap());
        let mut page = PageResult::default();
        score_page(&label, &article, &mut page);
        page
    }

    fn published(wanted: &str, found: Option<&str>) -> PageResult {
        let label = Label { published: vec![wanted.to_owned()], ..Label::default() };
        score(label, found, None)
    }

    #[test]
    fn a_day_is_right_as_written_or_in_utc() {
        for found in ["2021-01-09", "2021-01-09T23:30:00", "2021-01-09T23:30:00-05:00"] {
            assert_eq!(published("2021-01-09", Some(found)).values["published"], 1.0, "{found}");
        }
        let late = published("2021-01-10", Some("2021-01-09T23:30:00-05:00"));
        assert_eq!(late.values["published"], 1.0);
        let wrong = published("2021-01-10", Some("2021-01-09"));
        assert_eq!((wrong.values["published"], wrong.values["published_wrong"]), (0.0, 1.0));
        assert_eq!(wrong.findings, ["published: wanted 2021-01-10, found 2021-01-09"]);
        let missing = published("2021-01-10", None);
        assert_eq!((missing.values["published"], missing.values["published_wrong"]), (0.0, 0.0));
    }

    #[test]
    fn a_minute_is_scored_where_both_have_a_zone() {
        let label = "2021-01-09T21:40:31.5+00:00";
        let minute =
            |found: &str| published(label, Some(found)).values.get("published_minute").copied();
        assert_eq!(minute("2021-01-09T16:40:00-05:00"), Some(1.0));
        assert_eq!(minute("2021-01-09T21:40:00-05:00"), Some(0.0));
        assert_eq!(minute("2021-01-09T21:40:00"), None);
        assert!(
            !published("2021-01-09", Some("2021-01-09T21:40:00+00:00"))
                .values
                .contains_key("published_minute")
        );
    }

    #[test]
    fn labels_are_read_as_they_are_written() {
        for (written, expected) in [
            ("2016-12-09T09:13:00.000Z", "2016-12-09T09:13:00+00:00"),
            ("2021-11-01T10:52:50+0100", "2021-11-01T10:52:50+01:00"),
            ("2024-11-22 06:57:50+00:00", "2024-11-22T06:57:50+00:00"),
            ("2018-04-05T06:00", "2018-04-05T06:00:00"),
            ("2019-1-16", "2019-01-16"),
        ] {
            let read = read(written).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{written}");
        }
        let label = Label { published: vec!["soon".to_owned()], ..Label::default() };
        assert_eq!(unreadable(&label), ["soon"]);
        assert!(score(label, Some("2021-01-09"), None).values.is_empty());
    }

    #[test]
    fn changes_are_scored_by_what_the_page_states() {
        let changed = |found| {
            let label = Label {
                modified: vec!["2021-01-10".to_owned(), "2021-01-11".to_owned()],
                modified_differs: true,
                ..Label::default()
            };
            score(label, None, found)
        };
        let right = changed(Some("2021-01-11"));
        assert_eq!((right.values["modified"], right.values["modified_differs"]), (1.0, 1.0));
        assert!(!right.values.contains_key("modified_visible"));
        assert_eq!(changed(None).values["modified_differs"], 0.0);
        let none = Label { modified_none: true, ..Label::default() };
        let made_up = score(none.clone(), None, Some("2021-01-09"));
        assert_eq!((made_up.values["modified_made_up"], made_up.error), (1.0, 1.0));
        assert_eq!(score(none, None, None).values["modified_made_up"], 0.0);
    }
}
