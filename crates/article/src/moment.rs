//! Points in time as a page gives them: with or without a clock time, with or without a zone.
//!
//! A zone that nobody stated is never made up, so a [`Moment`] can be a day, a local time or an
//! instant. Arithmetic on zones is `extract`'s.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// A day, a local time or an instant, written as in RFC 3339:
/// `2021-01-09`, `2021-01-09T21:40:00` (no zone known) or `2021-01-09T21:40:00-05:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Only the day is known.
    Day(NaiveDate),
    /// The clock time is known, its zone is not.
    Local(NaiveDateTime),
    /// Everything is known.
    Instant(DateTime<FixedOffset>),
}

impl Moment {
    /// Returns the day as written, in the moment's own zone.
    pub fn day(self) -> NaiveDate {
        match self {
            Moment::Day(day) => day,
            Moment::Local(local) => local.date(),
            Moment::Instant(instant) => instant.date_naive(),
        }
    }

    /// Returns the day and clock time as written; midnight where only the day is known.
    pub fn local(self) -> NaiveDateTime {
        match self {
            Moment::Day(day) => day.and_time(chrono::NaiveTime::MIN),
            Moment::Local(local) => local,
            Moment::Instant(instant) => instant.naive_local(),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Day(day) => write!(formatter, "{}", day.format("%Y-%m-%d")),
            Moment::Local(local) => write!(formatter, "{}", local.format("%Y-%m-%dT%H:%M:%S")),
            Moment::Instant(instant) => {
                formatter.write_str(&instant.to_rfc3339_opts(SecondsFormat::Secs, false))
            }
        }
    }
}

impl FromStr for Moment {
    type Err = chrono::ParseError;

    fn from_str(string: &str) -> Result<Self, Self::Err> {
        if let Ok(instant) = DateTime::parse_from_rfc3339(string) {
            return Ok(Moment::Instant(instant));
        }
        if let Ok(local) = NaiveDateTime::parse_from_str(string, "%Y-%m-%dT%H:%M:%S") {
            return Ok(Moment::Local(local));
        }
        NaiveDate::parse_from_str(string, "%Y-%m-%d").map(Moment::Day)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A point in time that an update note states, as written and as understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Timestamp {
    /// The words on the page.
    pub written: String,
    /// What they mean; `None` where it could not be decided.
    #[serde(default)]
    #[cfg_attr(
        feature = "bindings",
        ts(type = "string | null"),
        schemars(with = "Option<String>")
    )]
    pub value: Option<Moment>,
    /// How exact it is.
    pub precision: Precision,
    /// How the zone was decided.
    pub zone_basis: ZoneBasis,
    /// What was not written but concluded, each with its evidence.
    #[serde(default)]
    pub inferred: Vec<Inference>,
}

/// How exact a timestamp is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Precision {
    /// To the second.
    Second,
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
    /// To the month: the value is its first day.
    Month,
    /// Not understood.
    Unknown,
}

/// How the zone of a timestamp was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ZoneBasis {
    /// The timestamp names it.
    Explicit,
    /// Taken from the offset of the page's own machine-readable dates.
    Page,
    /// Taken from where the publisher is.
    Publisher,
    /// Nobody says; the value has no offset.
    None,
}

/// One thing concluded rather than read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Inference {
    /// What was concluded: `year`, `day`, `zone`.
    pub what: String,
    /// The evidence, in words for a reader.
    pub because: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_it_is_read() {
        for written in ["2021-01-09", "2021-01-09T21:40:00", "2021-01-09T21:40:00-05:00"] {
            assert_eq!(written.parse::<Moment>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn no_zone_is_made_up() {
        assert!(matches!("2021-01-09T21:40:00".parse(), Ok(Moment::Local(_))));
        assert!("yesterday".parse::<Moment>().is_err());
    }
}
