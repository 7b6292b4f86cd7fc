//! Reads what is written of a date and a time at one place in a text. It must not conclude what is
//! not written. It is long because each form of a date is a step of the same scan.

mod clock;
mod other_calendars;

use super::calendars::Calendar;
use super::meanings::{
    Meaning, Zone, common_year, find, is_known, month_first, weekday_of_sign, year_first,
};
use crate::words::{Token, TokenKind, digit};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Weekday};
use palimpsest_article::Moment;
use std::ops::Range;

/// What is written of a point in time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// The tokens it is made of.
    pub tokens: Range<usize>,
    /// The bytes it is made of.
    pub bytes: Range<usize>,
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    /// The date is all numbers and could as well be read with month and day swapped.
    pub swappable: bool,
    /// Full stops part its numbers, the day first: nobody means the month by that.
    pub is_dotted: bool,
    /// It was read with the month first, as the language's largest country writes.
    pub is_month_first_here: bool,
    /// The numbers of the date allow one order only: whether the month comes first.
    pub month_first: Option<bool>,
    /// The calendar it was written in, where that is another one.
    pub calendar: Option<Calendar>,
    pub weekday: Option<Weekday>,
    /// Days from the day of writing: "today", "yesterday".
    pub relative: Option<i64>,
    pub time: Option<NaiveTime>,
    pub time_unit: TimeUnit,
    pub zone: Option<Zone>,
    /// The bytes of the zone's name.
    pub zone_bytes: Range<usize>,
    /// A zone is written that no language file knows: none may be taken from elsewhere.
    pub zone_is_unknown: bool,
}

/// The smallest unit in which a time is written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum TimeUnit {
    #[default]
    Hour,
    Minute,
    Second,
}

/// Years outside are misreadings or not news.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1500..=2200;

impl Reading {
    /// Returns the day where year, month and day are all written and possible.
    pub fn date(&self) -> Option<NaiveDate> {
        let year = self.year.filter(|year| YEARS.contains(year))?;
        NaiveDate::from_ymd_opt(year, self.month?, self.day?)
    }

    /// Returns the point in time where the whole day is written.
    pub fn moment(&self) -> Option<Moment> {
        self.date().map(|day| self.on(day))
    }

    /// Returns the point in time that the written time and zone give on a day.
    pub fn on(&self, day: NaiveDate) -> Moment {
        let Some(time) = self.time else { return Moment::Day(day) };
        let local = NaiveDateTime::new(day, time);
        let instant = self
            .zone
            .and_then(|zone| zone.offset_at(local))
            .and_then(|offset| offset.from_local_datetime(&local).single());
        instant.map_or(Moment::Local(local), Moment::Instant)
    }

    /// Returns the point in time with day and month swapped, where both are often meant.
    pub fn swapped(&self) -> Option<Moment> {
        let day = self.date().filter(|_| self.swappable && !self.is_dotted)?;
        NaiveDate::from_ymd_opt(day.year(), day.day(), day.month()).map(|day| self.on(day))
    }

    /// Tells whether a day of the month is written.
    pub fn has_day(&self) -> bool {
        self.day.is_some()
    }

    /// Tells whether a clock time is all that is written.
    pub fn is_time_alone(&self) -> bool {
        self.time.is_some() && !self.has_date() && self.weekday.is_none()
    }

    fn has_date(&self) -> bool {
        self.month.is_some() || self.day.is_some() || self.relative.is_some()
    }

    fn is_empty(&self) -> bool {
        !self.has_date() && self.weekday.is_none() && self.time.is_none()
    }
}

/// Between two parts of a date there are at most this many words and marks that mean nothing.
const MOST_FILLERS: usize = 4;

/// Reads the date, time or both that begin exactly at token `at`.
pub(crate) fn read_at(
    text: &str,
    tokens: &[Token],
    at: usize,
    language: Option<usize>,
) -> Option<Reading> {
    let first = tokens.get(at)?;
    let may_begin = match first.kind {
        TokenKind::Number => true,
        TokenKind::Word => is_known(tokens, at),
        TokenKind::Mark(_) => false,
    };
    if !may_begin {
        return None;
    }
    let scan = Scan { text, tokens, language };
    // A date does not begin inside another number or name.
    let glued = at > 0 && !first.spaced && scan.tokens[at - 1].kind == TokenKind::Number;
    if glued && first.kind == TokenKind::Number {
        return None;
    }
    let mut reading = Reading::default();
    let (mut next, mut end, mut fillers) = (at, at, 0);
    // Whether a word such as "at" was just passed, which makes `14.05` a time.
    let mut after_at = at > 0 && scan.is(at - 1, Meaning::At);
    while next < tokens.len() {
        if let Some(after) = scan.part(next, &mut reading, after_at) {
            (next, end, fillers, after_at) = (after, after, 0, false);
            continue;
        }
        let filler =
            (!reading.is_empty() && fillers < MOST_FILLERS).then(|| scan.filler(next)).flatten();
        let Some(after) = filler else { break };
        after_at |= scan.is(next, Meaning::At);
        (next, fillers) = (after, fillers + 1);
    }
    if reading.is_empty() {
        return None;
    }
    reading.tokens = at..end;
    reading.bytes = tokens[at].start..tokens[end - 1].end;
    Some(reading)
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    language: Option<usize>,
}

impl Scan<'_> {
    /// Reads one part that the reading does not have yet; returns the token after it.
    fn part(&self, at: usize, reading: &mut Reading, after_at: bool) -> Option<usize> {
        if !reading.has_date()
            && let Some(after) = self.date(at, reading)
        {
            return Some(after);
        }
        if reading.time.is_none()
            && let Some(after) = self.time(at, reading, after_at)
        {
            let zone = self.zone(after, reading).or_else(|| self.unknown_zone(after, reading));
            return Some(zone.unwrap_or(after));
        }
        if reading.weekday.is_none()
            && let Some((after, weekday)) = self.weekday(at)
        {
            reading.weekday = Some(weekday);
            if !reading.has_date()
                && let Some(day) = self.day_in_brackets(after)
            {
                reading.day = Some(day);
                return Some(after + 3);
            }
            return Some(after);
        }
        if reading.day.is_some()
            && reading.weekday.is_none()
            && let Some(weekday) = self.sign_in_brackets(at)
        {
            reading.weekday = Some(weekday);
            return Some(at + 3);
        }
        if !reading.has_date() {
            let relative =
                find(self.text, self.tokens, at, self.language, |meaning| match meaning {
                    Meaning::Relative(days) => Some(days),
                    _ => None,
                });
            if let Some((after, days)) = relative {
                reading.relative = Some(days);
                return Some(after);
            }
            return self.day_and_month(at, reading);
        }
        if let Some(after) = self.common_date_beside(at, reading) {
            return Some(after);
        }
        if let Some(after) = self.year_last(at, reading) {
            return Some(after);
        }
        if reading.time.is_some() && reading.zone.is_none() {
            return self.zone(at, reading);
        }
        None
    }

    /// `Mon Aug 03 12:45:00 EDT 2015`: the form of C and Java, with seconds.
    fn year_last(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let lacks_year = reading.year.is_none() && reading.month.is_some() && reading.day.is_some();
        let has_seconds = reading.time.is_some() && reading.time_unit == TimeUnit::Second;
        let (year, 4) = self.number(at).filter(|_| lacks_year && has_seconds)? else {
            return None;
        };
        reading.year = Some(i32::try_from(year).ok().filter(|year| YEARS.contains(year))?);
        Some(at + 1)
    }

    fn date(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        self.numeric_date(at, reading)
            .or_else(|| self.date_of_other_calendar(at, reading))
            .or_else(|| self.day_first_date(at, reading))
            .or_else(|| self.month_first_date(at, reading))
            .or_else(|| self.year_first_date(at, reading))
            .or_else(|| self.signed_month_date(at, reading))
    }

    /// `2021-01-09`, `2025年1月14日`, `09.01.2021`, `1/9/21`, `20210109`.
    fn numeric_date(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let (first, digits) = self.number(at)?;
        if digits == 8 {
            let (year, month, day) = (first / 10_000, first / 100 % 100, first % 100);
            let valid = (1900..=2100).contains(&year) && is_day(month, day);
            return valid.then(|| {
                set_date(reading, year as i32, month, day);
                at + 1
            });
        }
        let separator = self.separator(at + 1)?;
        let (second, second_digits) = self.number(at + 2)?;
        if second_digits > 2 || self.separator(at + 3)? != separator && digits != 4 {
            return None;
        }
        if digits == 4 {
            let (third, third_digits) = self.number(at + 4)?;
            if third_digits <= 2 && self.numbers_of_other_calendar([first, second, third], reading)
            {
                return Some(at + 5);
            }
            if third_digits > 2 || !is_day(second, third) {
                return None;
            }
            set_date(reading, first as i32, second, third);
            let after = at + 5;
            return Some(if self.sign(after) { after + 1 } else { self.ordinal(after) });
        }
        let (third, third_digits) = self.number(at + 4)?;
        if digits > 2 || separator == ':' || !matches!(third_digits, 2 | 4) {
            return None;
        }
        let year = common_year(whole_year(third, third_digits), self.language);
        let (month, day) = self.month_and_day(first, second)?;
        set_date(reading, year, month, day);
        reading.swappable = is_day(day, month) && day != month;
        reading.is_month_first_here = month_first(self.language) && month == first;
        reading.is_dotted = separator == '.' && day == first;
        reading.month_first = (day > 12).then_some(month == first && day == second);
        Some(self.ordinal(at + 5))
    }

    /// `5/12`, `16.04.`, `1月14日`: a day and a month without a year.
    fn day_and_month(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let (first, digits) = self.number(at)?;
        let separator = self.separator(at + 1)?;
        let (second, second_digits) = self.number(at + 2)?;
        if digits > 2 || second_digits > 2 {
            return None;
        }
        let (month, day, after) = match separator {
            '年' if self.sign(at + 3) && is_day(first, second) => (first, second, at + 4),
            '/' if year_first(self.language) && is_day(first, second) => (first, second, at + 3),
            '/' => {
                let (month, day) = self.month_and_day(first, second)?;
                (month, day, at + 3)
            }
            '.' if self
                .tokens
                .get(at + 3)
                .is_some_and(|token| token.is_mark('.') && !token.spaced) =>
            {
                let (month, day) = self.month_and_day(first, second)?;
                (month, day, at + 4)
            }
            _ => return None,
        };
        (reading.month, reading.day) = (Some(month), Some(day));
        Some(after)
    }

    /// `9 janvier 2021`, `the 3rd of May`, `6-Apr-2021`.
    fn day_first_date(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let (day, digits) = self.number(at)?;
        if digits > 2 || !(1..=31).contains(&day) {
            return None;
        }
        let (after_month, month) = self.month(self.gap(self.ordinal(at + 1)))?;
        (reading.month, reading.day) = (Some(month), Some(day));
        Some(self.year(after_month, reading).unwrap_or(after_month))
    }

    /// `Jan. 9, 2021`, `April 2019`.
    fn month_first_date(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let (after_month, month) = self.month(at)?;
        let day_at = self.gap(after_month);
        if let Some((day, digits)) = self.number(day_at)
            && digits <= 2
            && (1..=31).contains(&day)
            && !self.is_time_colon(day_at + 1)
        {
            (reading.month, reading.day) = (Some(month), Some(day));
            let after_day = self.ordinal(day_at + 1);
            return Some(self.year(after_day, reading).unwrap_or(after_day));
        }
        let after_year = self.year(after_month, reading)?;
        reading.month = Some(month);
        Some(after_year)
    }

    /// `2020. február 14.`, `2020 m. vasario 14 d.`, `2020. gada 14. februārī`, `2021 Jan 9`.
    fn year_first_date(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let (year, 4) = self.number(at)? else { return None };
        let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        let is_day = |(day, digits): &(u32, usize)| *digits <= 2 && (1..=31).contains(day);
        let first = self.gap(self.ordinal(at + 1));
        let (month, day, after) = match self.month(first) {
            Some((after_month, month)) => {
                let day_at = self.gap(self.ordinal(after_month));
                let (day, _) = self.number(day_at).filter(is_day)?;
                if self.is_time_colon(day_at + 1) {
                    return None;
                }
                (month, day, day_at + 1)
            }
            None => {
                let (day, _) = self.number(first).filter(is_day)?;
                let (after_month, month) = self.month(self.gap(self.ordinal(first + 1)))?;
                (month, day, after_month)
            }
        };
        set_date(reading, year, month, day);
        Some(self.ordinal(after))
    }

    /// `1月 9, 2021`, `9 1월, 2021`: blog systems keep the English order with the month's sign.
    fn signed_month_date(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let is_sign = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| matches!(token.of(self.text), "月" | "월"))
        };
        let (month_at, day_at) = if is_sign(at + 1) {
            (at, at + 2)
        } else if is_sign(at + 2) && self.tokens[at + 1].spaced {
            (at + 1, at)
        } else {
            return None;
        };
        let ((month, _), (day, _)) = (self.number(month_at)?, self.number(day_at)?);
        let (year, 4) = self.number(self.gap(at + 3))? else { return None };
        if !is_day(month, day) {
            return None;
        }
        set_date(reading, i32::try_from(year).ok()?, month, day);
        Some(self.gap(at + 3) + 1)
    }

    fn year(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let at = self.gap(at);
        let (number, digits) = self.number(at)?;
        let hyphened = digits == 2
            && at >= 1
            && matches!(self.tokens[at - 1].kind, TokenKind::Mark('-' | '/' | '\'' | '’'))
            && !self.tokens[at].spaced;
        let year = common_year(whole_year(number, digits), self.language);
        if digits == 4 && YEARS.contains(&year) || hyphened {
            reading.year = Some(year);
            return Some(self.ordinal(at + 1));
        }
        None
    }

    /// Skips what may stand between day, month and year: one mark and up to two small words.
    fn gap(&self, at: usize) -> usize {
        let mut next = at;
        for _ in 0..2 {
            let is_mark = self.tokens.get(next).is_some_and(|token| {
                matches!(token.kind, TokenKind::Mark('.' | ',' | '-' | '/' | '‑' | '\'' | '’'))
            });
            if is_mark {
                next += 1;
            }
            // Between the parts of a date a small word of any language is one: pages often
            // declare another language than they are written in.
            let small = self.find_filler(next).or_else(|| self.find_any_filler(next));
            if let Some((after, ())) = small {
                next = after;
            }
        }
        next
    }

    /// Skips an ordinal's ending: `3rd`, `1er`, `9.`, `1º`.
    fn ordinal(&self, at: usize) -> usize {
        find(self.text, self.tokens, at, self.language, |meaning| {
            (meaning == Meaning::Ordinal).then_some(())
        })
        .map_or(at, |(after, ())| after)
    }

    fn month(&self, at: usize) -> Option<(usize, u32)> {
        if let Some((after, month)) = self.month_name(at) {
            // Arabic newspapers write both names: `24 نيسان / أبريل 2020`.
            let twice = self.tokens.get(after).filter(|token| token.is_mark('/'));
            let again = twice.and_then(|_| self.month_name(after + 1));
            return Some((
                again.filter(|(_, same)| *same == month).map_or(after, |(end, _)| end),
                month,
            ));
        }
        let after = self.meaning(at, Meaning::MonthSign)?;
        let (month, digits) = self.number(after)?;
        (digits <= 2 && (1..=12).contains(&month)).then_some((after + 1, month))
    }

    fn month_name(&self, at: usize) -> Option<(usize, u32)> {
        find(self.text, self.tokens, at, self.language, |meaning| match meaning {
            Meaning::Month(month) => Some(month),
            _ => None,
        })
    }

    fn weekday(&self, at: usize) -> Option<(usize, Weekday)> {
        find(self.text, self.tokens, at, self.language, |meaning| match meaning {
            Meaning::Weekday(weekday) => Some(weekday),
            _ => None,
        })
    }

    /// `quarta-feira (26)`.
    fn day_in_brackets(&self, at: usize) -> Option<u32> {
        let bracketed = self.tokens.get(at)?.is_mark('(') && self.tokens.get(at + 2)?.is_mark(')');
        let (day, _) = self.number(at + 1)?;
        (bracketed && (1..=31).contains(&day)).then_some(day)
    }

    /// `1月10日(日)`.
    fn sign_in_brackets(&self, at: usize) -> Option<Weekday> {
        let opens = matches!(self.tokens.get(at)?.kind, TokenKind::Mark('(' | '（'));
        let closes = matches!(self.tokens.get(at + 2)?.kind, TokenKind::Mark(')' | '）'));
        let sign = self.tokens.get(at + 1).filter(|_| opens && closes)?;
        weekday_of_sign(sign.of(self.text), self.language)
    }

    fn meaning(&self, at: usize, wanted: Meaning) -> Option<usize> {
        find(self.text, self.tokens, at, self.language, |meaning| (meaning == wanted).then_some(()))
            .map(|(after, ())| after)
    }

    fn is(&self, at: usize, wanted: Meaning) -> bool {
        self.meaning(at, wanted).is_some()
    }

    fn filler(&self, at: usize) -> Option<usize> {
        let is_mark = matches!(
            self.tokens[at].kind,
            TokenKind::Mark(
                ',' | '.' | '|' | '•' | '·' | '-' | '–' | '—' | '/' | '(' | ')' | '，' | '、' | '،'
            )
        );
        if is_mark {
            return Some(at + 1);
        }
        // ISO's letter between date and time.
        let is_letter_t = self.tokens[at].folded == "t"
            && !self.tokens[at].spaced
            && self.tokens.get(at + 1).is_some_and(|token| !token.spaced);
        if is_letter_t {
            return Some(at + 1);
        }
        self.find_filler(at).map(|(after, ())| after)
    }

    fn find_filler(&self, at: usize) -> Option<(usize, ())> {
        find(self.text, self.tokens, at, self.language, |meaning| {
            matches!(meaning, Meaning::Filler | Meaning::At).then_some(())
        })
    }

    fn find_any_filler(&self, at: usize) -> Option<(usize, ())> {
        find(self.text, self.tokens, at, None, |meaning| (meaning == Meaning::Filler).then_some(()))
    }

    fn month_and_day(&self, first: u32, second: u32) -> Option<(u32, u32)> {
        let (usual, other) = if month_first(self.language) {
            ((first, second), (second, first))
        } else {
            ((second, first), (first, second))
        };
        [usual, other].into_iter().find(|&(month, day)| is_day(month, day))
    }

    /// Returns the mark between two numbers of a date. East Asian signs count as one mark.
    fn separator(&self, at: usize) -> Option<char> {
        let token = self.tokens.get(at)?;
        match token.kind {
            TokenKind::Mark(mark @ ('-' | '.' | '/' | '‑' | '‐')) if !token.spaced => {
                Some(mark)
            }
            TokenKind::Mark('–' | '−') if !token.spaced => Some('-'),
            TokenKind::Word => {
                matches!(token.of(self.text), "年" | "月" | "년" | "월").then_some('年')
            }
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| matches!(token.of(self.text), "日" | "号" | "일"))
    }

    fn is_time_colon(&self, at: usize) -> bool {
        self.two_digits_after(at, ':').is_some()
    }

    fn two_digits_after(&self, at: usize, mark: char) -> Option<u32> {
        let glued = |at: usize| self.tokens.get(at).is_some_and(|token| !token.spaced);
        if !(self.tokens.get(at)?.is_mark(mark) && glued(at) && glued(at + 1)) {
            return None;
        }
        self.number(at + 1).filter(|&(_, digits)| digits == 2).map(|(value, _)| value)
    }

    /// Returns a number's value and how many digits it is written with.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let written = token.of(self.text);
        let mut value: u32 = 0;
        let mut digits = 0;
        for character in written.chars() {
            value = value.checked_mul(10)?.checked_add(digit(character)?)?;
            digits += 1;
        }
        Some((value, digits))
    }
}

fn set_date(reading: &mut Reading, year: i32, month: u32, day: u32) {
    (reading.year, reading.month, reading.day) = (Some(year), Some(month), Some(day));
}

fn is_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Two digits mean 1970–2069, as in POSIX.
fn whole_year(number: u32, digits: usize) -> i32 {
    let number = i32::try_from(number).unwrap_or(i32::MAX);
    match digits {
        2 if number < 70 => 2000 + number,
        2 => 1900 + number,
        _ => number,
    }
}
