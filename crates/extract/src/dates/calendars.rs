//! Days of other calendars as days of the common one: the solar calendar of Iran, and the lunar one
//! by its table. It must not know how dates are written.

use chrono::{Days, NaiveDate};
use serde::Deserialize;

/// A calendar that newspapers date by beside the common one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Calendar {
    /// The solar calendar of Iran and Afghanistan.
    Jalali,
    /// The lunar calendar of Islam. A month begins where the moon is seen, so that its table, which
    /// is all that can be computed, may be a day off.
    Hijri,
}

impl Calendar {
    /// Tells whether a year is one that news of this calendar is dated by.
    pub fn has_year(self, year: u32) -> bool {
        match self {
            Calendar::Jalali => (1250..=1500).contains(&year),
            Calendar::Hijri => (1300..=1550).contains(&year),
        }
    }

    /// Returns the common day; `None` where there is no such day.
    pub fn day(self, year: u32, month: u32, day: u32) -> Option<NaiveDate> {
        let is_day = self.has_year(year) && (1..=12).contains(&month) && day >= 1;
        match self {
            _ if !is_day => None,
            Calendar::Jalali => jalali(year, month, day),
            Calendar::Hijri => hijri(year, month, day),
        }
    }
}

/// The first day of 1399 was 20 March 2020.
const KNOWN: (u32, i32, u32, u32) = (1399, 2020, 3, 20);

fn jalali(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        _ if is_leap(year) => 30,
        _ => 29,
    };
    if day > length {
        return None;
    }
    let (known, common_year, common_month, common_day) = KNOWN;
    let first = NaiveDate::from_ymd_opt(common_year, common_month, common_day)?;
    let days_of = |year: u32| if is_leap(year) { 366 } else { 365 };
    let before = (month - 1) * 31 - month.saturating_sub(7) + day - 1;
    let start = match year >= known {
        true => first.checked_add_days(Days::new((known..year).map(days_of).sum()))?,
        false => first.checked_sub_days(Days::new((year..known).map(days_of).sum()))?,
    };
    start.checked_add_days(Days::new(before.into()))
}

/// Leap years follow a cycle of 33 years in the centuries around ours.
fn is_leap(year: u32) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

/// Day 1 of the year 1 by the table, counted in days of the common era.
const HIJRI_EPOCH: u32 = 227_014;

fn hijri(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    if day > 30 {
        return None;
    }
    // Months have 30 and 29 days in turn; 11 of 30 years have a day more.
    let months = (59 * (month - 1)).div_ceil(2);
    let years = (year - 1) * 354 + (3 + 11 * year) / 30;
    let days = HIJRI_EPOCH + years + months + day;
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(calendar: Calendar, (year, month, day): (u32, u32, u32), expected: &str) {
        let found = calendar.day(year, month, day).map(|day| day.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{calendar:?} {year}-{month}-{day}");
    }

    #[test]
    fn days_of_iran() {
        check(Calendar::Jalali, (1399, 10, 21), "2021-01-10");
        check(Calendar::Jalali, (1399, 12, 30), "2021-03-20");
        check(Calendar::Jalali, (1400, 1, 1), "2021-03-21");
        check(Calendar::Jalali, (1403, 1, 1), "2024-03-20");
        check(Calendar::Jalali, (1404, 7, 1), "2025-09-23");
        check(Calendar::Jalali, (1357, 11, 22), "1979-02-11");
        assert_eq!(Calendar::Jalali.day(1400, 12, 30), None);
        assert_eq!(Calendar::Jalali.day(2021, 1, 1), None);
    }

    #[test]
    fn days_by_the_table_of_the_moon() {
        check(Calendar::Hijri, (1442, 5, 26), "2021-01-10");
        check(Calendar::Hijri, (1445, 9, 1), "2024-03-11");
        check(Calendar::Hijri, (1442, 1, 1), "2020-08-20");
        assert_eq!(Calendar::Hijri.day(1442, 13, 1), None);
        assert_eq!(Calendar::Hijri.day(1442, 1, 31), None);
    }
}
