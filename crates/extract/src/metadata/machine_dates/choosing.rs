//! Chooses the two dates meant for readers from all that a page states, by how much independent
//! evidence each day has. It must not know where on the page a date stood.

use crate::dates::Zone;
use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime, TimeDelta};
use palimpsest_article::{DateRole, DateSource, Moment, PageDate};

/// Weaker evidence than this is no date: none is better than a wrong one.
const ENOUGH: f32 = 0.3;
/// Evidence this weak must be for one day alone.
const WEAK: f32 = 0.4;
/// What a line that says "updated" must weigh to be believed.
const ENOUGH_UPDATED: f32 = 0.4;
/// What it must weigh to be the newsroom's stamp by the headline.
const STAMP: f32 = 0.65;
/// What a line that says "updated" counts for the day of publication.
const OF_UPDATED: f32 = 0.72;
/// What an earlier day must weigh to be the publication's, where the chosen is the last change's.
const EARLIER: f32 = 0.6;
/// What outweighs the order of the page's days.
const SURE: f32 = 0.8;
/// No place on Earth is further from UTC, in minutes.
const OFFSETS: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;
/// The page's own offset holds this many days around; further away daylight saving may differ.
const SAME_SEASON: i64 = 45;

/// Chooses the date of publication: the day with most evidence, in its most exact form.
pub(in crate::metadata) fn published(dates: &[PageDate]) -> Option<Moment> {
    let first = best(dates, DateRole::Published, ENOUGH)
        .map(|first| before_last_change(dates, first).unwrap_or(first));
    // A newsroom that stamps its page with one time means it for both; next to a weak date it is
    // the better. A bare day of update says nothing of the first: guides are revised for years.
    // Nor does a note further down.
    let updated = best(dates, DateRole::Updated, STAMP)
        .filter(|(_, date)| !matches!(date.value, Moment::Day(_)))
        .filter(|(weight, date)| {
            first.is_none_or(|(other, first)| {
                // Nor is a page updated before it is published: the later day is the server's.
                let is_late = other < SURE && first.value.day() > date.value.day();
                is_late || other < weight * OF_UPDATED
            })
        });
    let (weight, best) = updated.or(first).or_else(|| lone_update(dates))?;
    if is_of_list(dates, weight, best) {
        return None;
    }
    Some(most_exact(dates, best))
}

/// A page that gives several days the same weak evidence lists other articles.
fn is_of_list(dates: &[PageDate], weight: f32, best: &PageDate) -> bool {
    weight < WEAK
        && dates.iter().any(|other| {
            other.role == best.role
                && !is_same_day(other.value, best.value)
                && (support(dates, other) - weight).abs() < f32::EPSILON
        })
}

/// A page that tells of no publication, but of an update by its headline, is known by that day: for
/// readers it is the page's date.
fn lone_update(dates: &[PageDate]) -> Option<(f32, &PageDate)> {
    // Where machines are told a change, that is one, and the first day is not told.
    let is_declared = dates.iter().any(|date| date.role == DateRole::Modified);
    best(dates, DateRole::Updated, STAMP).filter(|_| !is_declared)
}

/// Some systems tell machines the last change for the publication too. Where readers are told an
/// earlier day by the headline, and that one nowhere, the earlier is the publication's.
fn before_last_change<'d>(
    dates: &'d [PageDate],
    (weight, first): (f32, &PageDate),
) -> Option<(f32, &'d PageDate)> {
    let is_weak = weight < SURE;
    let is_change = dates.iter().any(|date| {
        (date.role == DateRole::Modified || is_weak && date.role == DateRole::Updated)
            && date.confidence >= ENOUGH
            && is_same(date.value, first.value)
    });
    let is_told = dates.iter().any(|date| {
        let is_near = is_for_readers(date) && date.confidence >= ENOUGH;
        date.role == DateRole::Published
            && (is_near || date.source == DateSource::Url)
            && is_same_day(date.value, first.value)
    });
    if !is_change {
        return None;
    }
    let is_earlier = |date: &PageDate| match (date.value, first.value) {
        // An instant may fall on the day before elsewhere on Earth.
        (Moment::Day(day), Moment::Instant(instant)) => {
            day < (instant.naive_utc() - TimeDelta::minutes(-OFFSETS.start())).date()
        }
        (other, value) => other.day() < value.day() && !is_same_day(other, value),
    };
    // What machines are told for the publication alone stands, whatever readers are shown.
    let is_declared_change = dates.iter().any(|date| {
        date.role == DateRole::Modified
            && date.confidence >= ENOUGH
            && is_same(date.value, first.value)
    });
    let may_be = |date: &PageDate| match date.source {
        DateSource::Time | DateSource::Visible => !is_told,
        DateSource::JsonLd | DateSource::OpenGraph => is_declared_change && date.confidence >= SURE,
        _ => false,
    };
    dates
        .iter()
        .filter(|date| date.role == DateRole::Published && may_be(date) && is_earlier(date))
        .map(|date| (support(dates, date), date))
        .filter(|(weight, _)| *weight >= if is_weak { ENOUGH } else { EARLIER })
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
}

fn is_for_readers(date: &PageDate) -> bool {
    matches!(date.source, DateSource::Time | DateSource::Visible)
}

/// Chooses the date of the last change, by the page's word even where it is before publication.
pub(in crate::metadata) fn modified(dates: &[PageDate]) -> Option<Moment> {
    let (_, best) = best(dates, DateRole::Modified, ENOUGH).or_else(|| {
        let (weight, updated) = best(dates, DateRole::Updated, ENOUGH_UPDATED)?;
        // Templates call any date "updated"; one that is also the publication's says nothing.
        let is_published = |other: &PageDate| {
            other.role == DateRole::Published && is_same(other.value, updated.value)
        };
        (!dates.iter().any(is_published)).then_some((weight, updated))
    })?;
    // Some templates write the minute of publication as microdata of a change: nothing changed. In
    // JSON-LD that is how most publishing systems say that nothing was changed since, and it is kept:
    // the day is right, and only there does its absence mean that nothing is told.
    let is_of_template = |date: &PageDate| {
        let is_change = date.role == DateRole::Modified && is_same_day(date.value, best.value);
        !is_change || date.source == DateSource::Microdata
    };
    let is_published = |date: &PageDate| {
        date.role == DateRole::Published && is_same_minute(date.value, best.value)
    };
    if best.role == DateRole::Modified
        && dates.iter().all(is_of_template)
        && dates.iter().any(is_published)
    {
        return None;
    }
    Some(most_exact(dates, best))
}

/// Returns the date of a role with most evidence and its weight; the first of equals.
fn best(dates: &[PageDate], role: DateRole, enough: f32) -> Option<(f32, &PageDate)> {
    let mut best: Option<(f32, &PageDate)> = None;
    for date in dates.iter().filter(|date| date.role == role) {
        let support = support(dates, date);
        if support >= enough && best.is_none_or(|(most, _)| support > most + f32::EPSILON) {
            best = Some((support, date));
        }
    }
    best
}

/// Returns how surely a date is right: what its witnesses say together. Sources of one kind repeat
/// each other, so each kind counts once.
fn support(dates: &[PageDate], date: &PageDate) -> f32 {
    let mut of_kind = [0.0_f32; 6];
    for other in dates {
        if other.role == date.role && is_same_day(date.value, other.value) {
            let kind = &mut of_kind[kind(other.source)];
            *kind = kind.max(other.confidence);
        }
    }
    1.0 - of_kind.iter().map(|confidence| 1.0 - confidence).product::<f32>()
}

fn kind(source: DateSource) -> usize {
    match source {
        DateSource::JsonLd => 0,
        DateSource::OpenGraph | DateSource::Meta => 1,
        DateSource::Microdata => 2,
        DateSource::Time | DateSource::Visible => 3,
        DateSource::Url => 4,
        DateSource::Script => 5,
    }
}

/// Returns the same day with its clock time and the publisher's own zone, where a source of that
/// role has them.
fn most_exact(dates: &[PageDate], best: &PageDate) -> Moment {
    let exactness = |moment: Moment| match moment {
        Moment::Day(_) => 0,
        Moment::Local(_) => 1,
        Moment::Instant(_) => 2,
    };
    let mut exact = best.value;
    for other in dates {
        let is_same_role = other.role == best.role && is_same_day(exact, other.value);
        if is_same_role && other.confidence >= ENOUGH && exactness(other.value) > exactness(exact) {
            exact = other.value;
        }
    }
    in_own_zone(dates, exact)
}

/// Machines often write UTC. Where the page also shows the same minute in the publisher's own
/// time, that is the instant's better form: its day is the one readers know.
fn in_own_zone(dates: &[PageDate], exact: Moment) -> Moment {
    if let Moment::Local(local) = exact {
        // The same minute told to machines with its offset is the same instant, whatever they call it.
        let of_minute = dates.iter().find(|other| match other.value {
            Moment::Instant(other) => (other.naive_local() - local).num_seconds().abs() < 60,
            _ => false,
        });
        return of_minute.map_or(exact, |other| other.value);
    }
    let Moment::Instant(instant) = exact else { return exact };
    if instant.offset().local_minus_utc() != 0 {
        return exact;
    }
    dates
        .iter()
        .find_map(|other| match other.value {
            Moment::Instant(other)
                if other.offset().local_minus_utc() != 0
                    && (other - instant).num_seconds().abs() < 60 =>
            {
                Some(instant.with_timezone(other.offset()))
            }
            Moment::Local(local) if other.confidence >= ENOUGH => {
                offset_between(local, instant).map(|offset| instant.with_timezone(&offset))
            }
            _ => None,
        })
        .or_else(|| by_own_offset(dates, instant))
        .map_or(exact, Moment::Instant)
}

/// Tells a chosen instant that is known in UTC alone in the publisher's time, for the same reason.
pub(in crate::metadata) fn in_publishers_zone(
    dates: &[PageDate],
    chosen: Moment,
    zone: Zone,
) -> Moment {
    let Moment::Instant(instant) = chosen else { return chosen };
    // Midnight is what a bare day becomes.
    if instant.offset().local_minus_utc() != 0 || instant.time() == NaiveTime::MIN {
        return chosen;
    }
    let here = zone.tell(instant);
    // Some systems call their own time UTC: then readers are shown that day.
    let is_shown = |day| {
        let shown = dates.iter().filter(|date| is_for_readers(date) && date.confidence >= ENOUGH);
        shown.map(|date| date.value.day()).any(|shown| shown == day)
    };
    let (day, day_here) = (instant.date_naive(), here.date_naive());
    let is_misnamed = day != day_here && is_shown(day) && !is_shown(day_here);
    if is_misnamed { chosen } else { Moment::Instant(here) }
}

/// Where a reader is told another day than UTC's, and the page writes an offset elsewhere at which
/// the instant falls on that day, that is the publisher's.
fn by_own_offset(
    dates: &[PageDate],
    instant: DateTime<FixedOffset>,
) -> Option<DateTime<FixedOffset>> {
    let day = dates
        .iter()
        .filter(|date| date.role == DateRole::Published && date.confidence >= ENOUGH)
        .filter_map(|date| match date.value {
            Moment::Day(day) => Some(day),
            _ => None,
        })
        .find(|day| *day != instant.date_naive())?;
    let midnight = offset_between(day.into(), instant);
    let offsets = dates.iter().filter_map(|date| match date.value {
        Moment::Instant(other) if (other - instant).num_days().abs() <= SAME_SEASON => {
            Some(*other.offset())
        }
        _ => None,
    });
    midnight
        .into_iter()
        .chain(offsets)
        .map(|offset| instant.with_timezone(&offset))
        .find(|local| local.date_naive() == day)
}

/// Returns the offset at which a local time is the instant, if it is one that clocks have: whole
/// quarters of an hour from UTC, and the minutes agree.
fn offset_between(local: NaiveDateTime, instant: DateTime<FixedOffset>) -> Option<FixedOffset> {
    let whole = |time: NaiveDateTime| time.and_utc().timestamp().div_euclid(60);
    let minutes = whole(local) - whole(instant.naive_utc());
    let is_offset = minutes != 0 && minutes % 30 == 0 && OFFSETS.contains(&minutes);
    is_offset.then(|| FixedOffset::east_opt(i32::try_from(minutes * 60).ok()?)).flatten()
}

/// Tells whether two dates name one day, or the same minute in two zones.
fn is_same_day(a: Moment, b: Moment) -> bool {
    if a.day() == b.day() {
        return true;
    }
    match (a, b) {
        (Moment::Instant(a), Moment::Instant(b)) => (a - b).num_seconds().abs() < 60,
        (Moment::Instant(instant), Moment::Local(local))
        | (Moment::Local(local), Moment::Instant(instant)) => {
            instant.offset().local_minus_utc() == 0 && offset_between(local, instant).is_some()
        }
        _ => false,
    }
}

/// Tells whether two dates are the same as far as both are exact: to the minute, or to the day.
fn is_same(a: Moment, b: Moment) -> bool {
    let has_no_clock = matches!(a, Moment::Day(_)) || matches!(b, Moment::Day(_));
    if has_no_clock { a.day() == b.day() } else { is_same_minute(a, b) }
}

/// Tells whether two dates have clock times and name the same minute.
fn is_same_minute(a: Moment, b: Moment) -> bool {
    match (a, b) {
        (Moment::Instant(a), Moment::Instant(b)) => (a - b).num_seconds().abs() < 60,
        (Moment::Day(_), _) | (_, Moment::Day(_)) => false,
        _ => (a.local() - b.local()).num_seconds().abs() < 60,
    }
}

/// Newspapers went on line in the nineties; archives date older pages, but none before print.
pub(super) fn is_plausible(moment: Moment) -> bool {
    use chrono::Datelike;
    (1700..=2100).contains(&moment.day().year())
}
