//! Reads dates of other calendars and eras at one place in a text. It must not know how their days
//! are counted.

use super::{Reading, Scan, set_date};
use crate::dates::calendars::Calendar;
use crate::dates::meanings::{Meaning, find, own_calendar};
use chrono::Datelike;

impl Scan<'_> {
    /// `۲۱ دی ۱۳۹۹`, `令和3年1月10日`.
    pub(super) fn date_of_other_calendar(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        if let Some(after) = self.date_of_era(at, reading) {
            return Some(after);
        }
        let (day, digits) = self.number(at).filter(|(day, _)| (1..=30 + 1).contains(day))?;
        let (after_month, (calendar, month)) = find(
            self.text,
            self.tokens,
            self.gap(at + 1),
            self.language,
            |meaning| match meaning {
                Meaning::OwnMonth(calendar, month) => Some((calendar, month)),
                _ => None,
            },
        )?;
        let year_at = self.gap(after_month);
        let (year, 4) = self.number(year_at).filter(|_| digits <= 2)? else { return None };
        self.set_other(calendar, [year, month, day], reading).then_some(year_at + 1)
    }

    /// `۱۳۹۹/۱۰/۲۱`: year, month and day in numbers, where no such common year is news.
    pub(super) fn numbers_of_other_calendar(
        &self,
        numbers: [u32; 3],
        reading: &mut Reading,
    ) -> bool {
        own_calendar(self.language)
            .is_some_and(|calendar| self.set_other(calendar, numbers, reading))
    }

    /// `27 جمادى الأولى 1442 - 10 يناير 2021`: the common date is the surer one.
    pub(super) fn common_date_beside(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        reading.calendar?;
        let mut common = Reading::default();
        let after = self.date(at, &mut common)?;
        common.date()?;
        (reading.year, reading.month, reading.day) = (common.year, common.month, common.day);
        reading.calendar = None;
        Some(after)
    }

    fn set_other(
        &self,
        calendar: Calendar,
        [year, month, day]: [u32; 3],
        reading: &mut Reading,
    ) -> bool {
        let Some(common) = calendar.day(year, month, day) else { return false };
        set_date(reading, common.year(), common.month(), common.day());
        reading.calendar = Some(calendar);
        true
    }

    fn date_of_era(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let (after, before) =
            find(self.text, self.tokens, at, self.language, |meaning| match meaning {
                Meaning::Era(before) => Some(before),
                _ => None,
            })?;
        let first = self.tokens.get(after).filter(|token| token.of(self.text) == "元").map(|_| 1);
        let number = first.or_else(|| self.number(after).map(|(number, _)| number))?;
        let is_sign = |at: usize, sign: &str| {
            self.tokens.get(at).is_some_and(|token| token.of(self.text) == sign)
        };
        let (month, day) = (self.number(after + 2)?.0, self.number(after + 4)?.0);
        let signs = is_sign(after + 1, "年") && is_sign(after + 3, "月") && self.sign(after + 5);
        if !signs || !(1..=200).contains(&number) || !super::is_day(month, day) {
            return None;
        }
        set_date(reading, before + i32::try_from(number).ok()?, month, day);
        Some(after + 6)
    }
}
