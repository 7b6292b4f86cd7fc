//! Reads the clock time and the zone at one place in a text. It must not know days.

use super::{Reading, Scan, TimeUnit};
use crate::dates::meanings::{Meaning, Zone, find};
use crate::words::TokenKind;
use chrono::{FixedOffset, NaiveTime};

impl Scan<'_> {
    /// `21:40`, `9.40 p.m.`, `21 h 40`, `9 Uhr`, `下午3:15`.
    pub(super) fn time(&self, at: usize, reading: &mut Reading, after_at: bool) -> Option<usize> {
        let (at, half_before) = self.half(at).unwrap_or((at, Half::None));
        let (hour, digits) = self.number(at)?;
        if digits > 2 || hour > 23 {
            return None;
        }
        let (mut minute, mut second, mut unit, mut next) = (0, 0, TimeUnit::Hour, at + 1);
        let mut certain = half_before != Half::None;
        if let Some(value) = self.two_digits_after(next, ':') {
            (minute, unit, next, certain) = (value, TimeUnit::Minute, next + 2, true);
            if let Some(value) = self.two_digits_after(next, ':') {
                (second, unit, next) = (value.min(59), TimeUnit::Second, next + 2);
                if self.tokens.get(next).is_some_and(|token| token.is_mark('.') && !token.spaced)
                    && self.tokens.get(next + 1).is_some_and(|token| !token.spaced)
                    && self.number(next + 1).is_some()
                {
                    next += 2;
                }
            }
            next = self.hour_word(next).unwrap_or(next);
        } else if let Some(after) = self.hour_word(next) {
            (next, certain) = (after, true);
            // `21 h 40`, `9時5分`.
            if let Some((value, digits)) = self.number(after)
                && value < 60
                && (digits == 2 || self.minute_word(after + 1).is_some())
            {
                (minute, unit, next) = (value, TimeUnit::Minute, after + 1);
                next = self.minute_word(next).unwrap_or(next);
            }
        } else if let Some(value) = self.two_digits_after(next, '.') {
            // With nothing else to tell, `12.45` is a number and `7.12.` a date.
            let after = next + 2;
            certain |= after_at || self.half(after).is_some() || self.hour_word(after).is_some();
            let is_date = self.tokens.get(after).is_some_and(|token| token.is_mark('.'))
                && self.number(after + 1).is_some();
            if is_date {
                return None;
            }
            (minute, unit, next) = (value, TimeUnit::Minute, after);
            next = self.hour_word(next).unwrap_or(next);
        }
        let half = match self.half(next) {
            Some((after, half)) if half_before == Half::None => {
                (next, certain) = (after, true);
                half
            }
            _ => half_before,
        };
        // "am 4. Februar", "PM 7663": a half of the day before a bare number says nothing.
        let is_bare = half_before != Half::None && next == at + 1;
        if !certain || is_bare || minute > 59 {
            return None;
        }
        reading.time = NaiveTime::from_hms_opt(half.hour(hour)?, minute, second);
        reading.time_unit = unit;
        reading.time.map(|_| next)
    }

    fn half(&self, at: usize) -> Option<(usize, Half)> {
        let (after, half) =
            find(self.text, self.tokens, at, self.language, |meaning| match meaning {
                Meaning::Am => Some(Half::Am),
                Meaning::Pm => Some(Half::Pm),
                _ => None,
            })?;
        // The full stop of `p.m.` belongs to it.
        let dotted = after - at > 1
            && self.tokens.get(after).is_some_and(|token| token.is_mark('.') && !token.spaced)
            && self.tokens[at + 1].is_mark('.');
        Some((after + usize::from(dotted), half))
    }

    fn hour_word(&self, at: usize) -> Option<usize> {
        self.meaning(at, Meaning::Hour)
    }

    fn minute_word(&self, at: usize) -> Option<usize> {
        self.meaning(at, Meaning::Minute)
    }

    /// `EST`, `(UTC)`, `GMT+2`, `+01:00`, `Z`, `heure de Paris`.
    pub(super) fn zone(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let bracket = self.tokens.get(at)?.is_mark('(');
        let start = at + usize::from(bracket);
        let (after, zone) = self.offset(start).or_else(|| self.named_zone(start))?;
        let closed = self.tokens.get(after).is_some_and(|token| token.is_mark(')'));
        reading.zone = Some(zone);
        reading.zone_bytes = self.tokens[start].start..self.tokens[after - 1].end;
        Some(after + usize::from(bracket && closed))
    }

    /// Capitals between a time and a mark or the end are a zone, even one nobody told us of.
    pub(super) fn unknown_zone(&self, at: usize, reading: &mut Reading) -> Option<usize> {
        let token = self.tokens.get(at).filter(|token| token.is_word() && token.spaced)?;
        let word = token.of(self.text);
        let is_abbreviation =
            (2..=5).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_uppercase());
        let ends = self.tokens.get(at + 1).is_none_or(|next| {
            matches!(next.kind, TokenKind::Mark(':' | ')' | ']' | '-' | '–' | '—' | '|'))
        });
        (is_abbreviation && ends).then(|| {
            reading.zone_is_unknown = true;
            at + 1
        })
    }

    fn named_zone(&self, at: usize) -> Option<(usize, Zone)> {
        let (after, zone) =
            find(self.text, self.tokens, at, self.language, |meaning| match meaning {
                Meaning::Zone(zone) => Some(zone),
                _ => None,
            })?;
        let signed = self.tokens.get(after).is_some_and(|token| !token.spaced);
        match self.offset(after) {
            Some((end, offset)) if signed => Some((end, offset)),
            _ => Some((after, zone)),
        }
    }

    fn offset(&self, at: usize) -> Option<(usize, Zone)> {
        let sign = match self.tokens.get(at)?.kind {
            TokenKind::Mark('+') => 1,
            TokenKind::Mark('-' | '−') => -1,
            _ => return None,
        };
        if self.tokens.get(at + 1)?.spaced {
            return None;
        }
        let (number, digits) = self.number(at + 1)?;
        let (hours, minutes, after) = match digits {
            4 => (number / 100, number % 100, at + 2),
            1 | 2 => match self.two_digits_after(at + 2, ':') {
                Some(minutes) => (number, minutes, at + 4),
                None => (number, 0, at + 2),
            },
            _ => return None,
        };
        if hours > 14 || minutes > 59 {
            return None;
        }
        let seconds = sign * i32::try_from(hours * 3600 + minutes * 60).ok()?;
        FixedOffset::east_opt(seconds).map(|offset| (after, Zone::Offset(offset)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Half {
    None,
    Am,
    Pm,
}

impl Half {
    fn hour(self, hour: u32) -> Option<u32> {
        match self {
            Half::Am if hour == 12 => Some(0),
            Half::Pm if hour < 12 => Some(hour + 12),
            _ => Some(hour),
        }
    }
}
