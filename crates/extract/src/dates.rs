//! Reads dates and times as people and machines write them, in any language that has a file. It
//! must not know markup, and it makes nothing up: what is concluded is said, with its evidence.

mod calendars;
mod concluding;
mod meanings;
mod publishers;
mod reading;

pub(crate) use calendars::Calendar;
pub(crate) use concluding::{DateContext, Evidence, conclude};
pub(crate) use meanings::Zone;
pub(crate) use publishers::Publisher;
pub(crate) use reading::{Reading, TimeUnit, read_at};

use crate::lexicon;
use crate::words::tokens;
use chrono::{DateTime, Datelike};
use palimpsest_article::{Moment, Precision, Timestamp, ZoneBasis};

/// Strings longer than this are no dates; the rest is not looked at.
const LONGEST: usize = 200;

/// Reads one date string, visible (`9 janvier 2021 à 21 h 40`) or machine-written (RFC 3339, RFC
/// 2822, seconds of the epoch). `None` where no whole day is in it.
pub(crate) fn read_date(written: &str, language: Option<&str>) -> Option<Moment> {
    read_both_ways(written, language).map(|(moment, _)| moment)
}

/// Reads one date string as a timestamp: nothing is concluded that is not written.
pub(crate) fn read_timestamp(written: &str, language: Option<&str>) -> Option<Timestamp> {
    let value = read_date(written, language)?;
    let (precision, zone_basis) = match value {
        Moment::Day(_) => (Precision::Day, ZoneBasis::None),
        Moment::Local(_) => (Precision::Second, ZoneBasis::None),
        Moment::Instant(_) => (Precision::Second, ZoneBasis::Explicit),
    };
    let (written, inferred) = (written.to_owned(), Vec::new());
    Some(Timestamp { written, value: Some(value), precision, zone_basis, inferred })
}

/// Reads one date string like [`read_date`], and the other way where its numbers allow two.
pub(crate) fn read_both_ways(
    written: &str,
    language: Option<&str>,
) -> Option<(Moment, Option<Moment>)> {
    let written = written.trim();
    let cut = written.char_indices().nth(LONGEST).map_or(written.len(), |(byte, _)| byte);
    let written = &written[..cut];
    if let Some(instant) = of_epoch(written) {
        return Some((instant, None));
    }
    let tokens = tokens(written);
    let language = lexicon::index_of(language);
    let mut at = 0;
    while at < tokens.len() {
        let Some(reading) = read_at(written, &tokens, at, language) else {
            at += 1;
            continue;
        };
        if let Some(moment) = reading.moment() {
            return Some((moment, reading.swapped()));
        }
        at = reading.tokens.end.max(at + 1);
    }
    None
}

/// Seconds or milliseconds since 1970, as scripts write them: ten or thirteen digits alone.
fn of_epoch(written: &str) -> Option<Moment> {
    if !matches!(written.len(), 10 | 13) || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = written.parse().ok()?;
    let seconds = if written.len() == 13 { number / 1000 } else { number };
    DateTime::from_timestamp(seconds, 0)
        .filter(|instant| reading::YEARS.contains(&instant.year()))
        .map(|instant| Moment::Instant(instant.fixed_offset()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(language: &str, written: &str, expected: &str) {
        let read = read_date(written, Some(language)).map(|moment| moment.to_string());
        assert_eq!(read.as_deref(), Some(expected), "{written}");
    }

    #[test]
    fn machine_dates() {
        check("en", "2021-01-09", "2021-01-09");
        check("en", "2021-01-09T21:40:00-05:00", "2021-01-09T21:40:00-05:00");
        check("en", "2026-01-07T18:34:29.712+01:00", "2026-01-07T18:34:29+01:00");
        check("en", "2016-02-19T08:51+0100", "2016-02-19T08:51:00+01:00");
        check("en", "2021-01-09T21:40:00Z", "2021-01-09T21:40:00+00:00");
        check("en", "Fri, 15 Nov 2019 10:45:02 GMT", "2019-11-15T10:45:02+00:00");
        check("en", "Fri, 15 Nov 2019 10:45:02 +0200", "2019-11-15T10:45:02+02:00");
        check("en", "2013-08-06 9:33 UTC", "2013-08-06T09:33:00+00:00");
        check("en", "20210109", "2021-01-09");
        check("en", "1610246400", "2021-01-10T02:40:00+00:00");
        check("en", "Mon Aug 03 12:45:00 EDT 2015", "2015-08-03T12:45:00-04:00");
        check("en", "Mon Jan 20 09:49:32 2020", "2020-01-20T09:49:32");
    }

    #[test]
    fn english() {
        check("en", "Jan. 9, 2021 at 9:40 p.m. ET", "2021-01-09T21:40:00-05:00");
        check("en", "July 3rd, 2019, 8:05AM ET", "2019-07-03T08:05:00-04:00");
        check("en", "Sep 9, 2025 at 1:00 PM EST", "2025-09-09T13:00:00-05:00");
        check("en", "16:47 EST / DECEMBER 19 2025", "2025-12-19T16:47:00-05:00");
        check("en", "Monday, Dec. 29 2014, 8:57 PM EST", "2014-12-29T20:57:00-05:00");
        check("en", "Feb. 29, 2024 | 2:10 PM", "2024-02-29T14:10:00");
        check("en", "12 March 2024", "2024-03-12");
        check("en", "the 3rd of May 2019", "2019-05-03");
        check("en", "6-Apr-2021", "2021-04-06");
        check("en", "1/9/2021", "2021-01-09");
        check("en", "25/12/2020", "2020-12-25");
        check("en", "2017-02-22 at 9 a.m. Pacific Standard Time", "2017-02-22T09:00:00-08:00");
        check("en", "Published 12:00 AM, June 1, 2022", "2022-06-01T00:00:00");
        check("en", "Jan. 9, 20228:23 PM", "2022-01-09T20:23:00");
    }

    #[test]
    fn other_languages() {
        check("fr", "9 janvier 2021, 21 h 40 HE", "2021-01-09T21:40:00-05:00");
        check("fr", "le 08 mai 2019 à 09h03", "2019-05-08T09:03:00");
        check("fr", "1er août 2020 à 7h", "2020-08-01T07:00:00");
        check("de", "07.01.2026 – 18:50 Uhr", "2026-01-07T18:50:00");
        check("de", "28.4.2020, 12.45 Uhr", "2020-04-28T12:45:00");
        check("de", "3. März 2020, 9 Uhr MESZ", "2020-03-03T09:00:00+02:00");
        check("es", "Miércoles 27 abril 2022 | 03:04:41 am.", "2022-04-27T03:04:41");
        check("es", "12 de marzo de 2024", "2024-03-12");
        check("it", "Aggiornato alle 19:02 - 19 febbraio 2020", "2020-02-19T19:02:00");
        check("en", "martes 29 de septiembre de 2020", "2020-09-29");
        check("pt", "23/02/2018 09h01", "2018-02-23T09:01:00");
        check("pt", "17 de agosto de 2017", "2017-08-17");
        check("fi", "19.2.2020 16:20", "2020-02-19T16:20:00");
        check("pl", "7 sierpnia 2020, 15:47", "2020-08-07T15:47:00");
        check("sv", "3 maj 2021 kl 14.05", "2021-05-03T14:05:00");
        check("nb", "3. mai 2021 kl. 14.05", "2021-05-03T14:05:00");
        check("de", "am 4. Februar 2022 um 11:23", "2022-02-04T11:23:00");
        check("en", "am 4. Februar 2022", "2022-02-04");
        check("vi", "ngày 9 tháng 1 năm 2021", "2021-01-09");
        check("vi", "Thứ năm, 20/02/2020 15:45", "2020-02-20T15:45:00");
        check("ro", "20 septembrie 2020 16:20", "2020-09-20T16:20:00");
        check("el", "14 Φεβρουαρίου 2020", "2020-02-14");
        check("ar", "الجمعة 24 نيسان / أبريل 2020", "2020-04-24");
        check("he", "17 באוגוסט 2020", "2020-08-17");
        check("hi", "14 फ़रवरी 2020", "2020-02-14");
        check("bn", "১৮ ফেব্রুয়ারি ২০২০", "2020-02-18");
        check("th", "18 มี.ค. 2020", "2020-03-18");
        check("th", "18 มี.ค. 2563", "2020-03-18");
        check("th", "18/03/2563 10:15", "2020-03-18T10:15:00");
        check("zh", "3月 18, 2020", "2020-03-18");
        check("ko", "18 3월, 2020", "2020-03-18");
        check("ar", "18 جويلية 2020", "2020-07-18");
        check("ta", "18 பிப்ரவரி 2020", "2020-02-18");
        check("id", "18 Agustus 2020, 10:15 WIB", "2020-08-18T10:15:00+07:00");
        check("fa", "۲۱ دی ۱۳۹۹ - ۰۹:۰۵", "2021-01-10T09:05:00");
        check("fa", "یکشنبه ۲۱ دی ۱۳۹۹", "2021-01-10");
        check("fa", "۱۳۹۹/۱۰/۲۱ ۰۹:۰۵", "2021-01-10T09:05:00");
        check("fa", "1399/10/21", "2021-01-10");
        check("fa", "۱۰ ژانویه ۲۰۲۱", "2021-01-10");
        check("ar", "26 جمادى الأولى 1442 هـ", "2021-01-10");
        check("ar", "27 جمادى الأولى 1442 هـ - 10 يناير 2021", "2021-01-10");
        check("ar", "27 جمادى الأولى 1442 هـ الموافق 10 يناير 2021 م", "2021-01-10");
        check("ja", "令和3年1月10日", "2021-01-10");
        check("ja", "令和元年5月1日", "2019-05-01");
        check("ja", "平成31年4月30日 9時5分", "2019-04-30T09:05:00");
        check("zh", "民國110年1月10日", "2021-01-10");
        check("hu", "2020. február 14. 10:15", "2020-02-14T10:15:00");
        check("lt", "2020 m. vasario 14 d. 10:15", "2020-02-14T10:15:00");
        check("lv", "2020. gada 14. februārī", "2020-02-14");
        check("hr", "14. listopada 2020. u 10:15", "2020-10-14T10:15:00");
        check("pl", "14 listopada 2020", "2020-11-14");
    }

    #[test]
    fn unwritten_years_and_impossible_days_are_no_dates() {
        for written in [
            "9 janvier, 21 h 40",
            "yesterday",
            "31 February 2020",
            "9:40PM",
            "",
            "2021",
            "April 2019",
        ] {
            assert_eq!(read_date(written, Some("en")), None, "{written}");
        }
        assert_eq!(read_date("1 May 1066", Some("en")), None);
        assert_eq!(read_date("1 May 2543", Some("en")), None);
        // Thirteen digits, but in the year 2202.
        assert_eq!(read_date("7333433433334", None), None);
    }

    #[test]
    fn every_month_and_weekday_of_every_language_reads() {
        for (code, lexicon) in lexicon::all() {
            for (month, names) in lexicon.dates.months.iter().enumerate() {
                for name in names {
                    let expected = format!("2021-{:02}-09", month + 1);
                    check(code, &format!("9 {name} 2021"), &expected);
                }
            }
            for name in lexicon.dates.weekdays.iter().flatten() {
                let written = format!("{name} 2021-01-09");
                let tokens = tokens(&written);
                let reading = read_at(&written, &tokens, 0, lexicon::index_of(Some(code)));
                assert!(reading.is_some_and(|reading| reading.weekday.is_some()), "{code}: {name}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_string_breaks_the_reader(written in "\\PC{0,80}") {
            let _ = read_date(&written, Some("fr"));
        }

        #[test]
        fn dates_lie_within_the_guard(written in "[0-9apmhT:./ +-]{0,30}|[0-9]{1,4} (mai|June|Uhr|of|,|a\\.m\\.|[0-9]{1,6}| ){0,6}") {
            if let Some(moment) = read_date(&written, None) {
                let year = chrono::Datelike::year(&moment.day());
                prop_assert!((1500..=2200).contains(&year), "{written} {moment}");
            }
        }
    }
}
