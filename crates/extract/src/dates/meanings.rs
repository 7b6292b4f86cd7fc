//! What the words of dates mean, in all languages at once. It must not know how dates are put
//! together.

use super::calendars::Calendar;
use super::reading::YEARS;
use crate::lexicon::{self, DateWords};
use crate::words::{Phrases, Token};
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone, Weekday};
use chrono_tz::Tz;
use std::sync::LazyLock;

/// What a word or phrase means in a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Month(u32),
    /// A month of another calendar.
    OwnMonth(Calendar, u32),
    /// An era, and the year before it.
    Era(i32),
    /// The number after it is a month.
    MonthSign,
    Weekday(Weekday),
    /// Days from the day of writing.
    Relative(i64),
    Am,
    Pm,
    Hour,
    Minute,
    At,
    Ordinal,
    Filler,
    Zone(Zone),
}

/// What a zone's name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Zone {
    /// One offset, whatever the date: `EST`, `+02:00`.
    Offset(FixedOffset),
    /// A place, whose offset follows its daylight saving: `ET`.
    Place(Tz),
}

impl Zone {
    /// Returns the offset at a local time. In the hour that is there twice, the first one.
    pub fn offset_at(self, local: NaiveDateTime) -> Option<FixedOffset> {
        match self {
            Zone::Offset(offset) => Some(offset),
            Zone::Place(place) => {
                let offset = place.offset_from_local_datetime(&local).earliest()?;
                Some(chrono::Offset::fix(&offset))
            }
        }
    }

    /// Tells an instant in the zone's time.
    pub fn tell(self, instant: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        match self {
            Zone::Offset(offset) => instant.with_timezone(&offset),
            Zone::Place(place) => instant.with_timezone(&place).fixed_offset(),
        }
    }

    fn read(written: &str) -> Option<Zone> {
        if let Ok(place) = written.parse::<Tz>() {
            return Some(Zone::Place(place));
        }
        written.parse::<FixedOffset>().ok().map(Zone::Offset)
    }
}

/// A meaning, and where it comes from: language, and whether it is written in capitals.
#[derive(Debug)]
struct Entry {
    language: usize,
    capitals: bool,
    meaning: Meaning,
}

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

static ENTRIES: LazyLock<Phrases<Entry>> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for (language, (_, lexicon)) in lexicon::all().iter().enumerate() {
        let mut add = |phrase: &str, meaning: Meaning| {
            let capitals = matches!(meaning, Meaning::Zone(_))
                && phrase.len() <= 5
                && phrase.chars().all(char::is_uppercase);
            phrases.insert(phrase, Entry { language, capitals, meaning });
        };
        add_words(&lexicon.dates, &mut add);
    }
    phrases
});

fn add_words(words: &DateWords, add: &mut impl FnMut(&str, Meaning)) {
    for (number, names) in (1..).zip(&words.months) {
        names.iter().for_each(|name| add(name, Meaning::Month(number)));
    }
    if let Some(calendar) = &words.calendar {
        for (number, names) in (1..).zip(&calendar.months) {
            names.iter().for_each(|name| add(name, Meaning::OwnMonth(calendar.name, number)));
        }
    }
    words.eras.iter().for_each(|(name, before)| add(name, Meaning::Era(*before)));
    for (weekday, names) in WEEKDAYS.iter().zip(&words.weekdays) {
        names.iter().for_each(|name| add(name, Meaning::Weekday(*weekday)));
    }
    let lists = [
        (&words.today, Meaning::Relative(0)),
        (&words.yesterday, Meaning::Relative(-1)),
        (&words.am, Meaning::Am),
        (&words.pm, Meaning::Pm),
        (&words.hour, Meaning::Hour),
        (&words.minute, Meaning::Minute),
        (&words.month_signs, Meaning::MonthSign),
        (&words.at, Meaning::At),
        (&words.ordinals, Meaning::Ordinal),
        (&words.fillers, Meaning::Filler),
    ];
    for (list, meaning) in lists {
        list.iter().for_each(|word| add(word, meaning));
    }
    for (name, value) in &words.zones {
        if let Some(zone) = Zone::read(value) {
            add(name, Meaning::Zone(zone));
        }
    }
}

/// Finds the longest phrase at token `at` whose meaning `choose` wants, in the page's language
/// first, then in English, then in any. Returns the token after it too.
pub(super) fn find<T>(
    text: &str,
    tokens: &[Token],
    at: usize,
    language: Option<usize>,
    choose: impl Fn(Meaning) -> Option<T>,
) -> Option<(usize, T)> {
    static ENGLISH: LazyLock<Option<usize>> = LazyLock::new(|| lexicon::index_of(Some("en")));
    let mut best: Option<(u8, usize, T)> = None;
    // Phrases of the page's own language here, by where they end. What words mean in it hides what
    // they mean in others: German "am" is no morning.
    let mut own_ends = [0; 4];
    if language.is_some() {
        let own = ENTRIES.at(tokens, at).filter(|(_, entry)| Some(entry.language) == language);
        for (slot, (end, _)) in own_ends.iter_mut().zip(own) {
            *slot = end;
        }
    }
    for (next, entry) in ENTRIES.at(tokens, at) {
        if Some(entry.language) != language && own_ends.contains(&next) {
            continue;
        }
        let written_small = entry.capitals
            && tokens[at..next].iter().any(|word| word.of(text).contains(char::is_lowercase));
        if written_small {
            continue;
        }
        let rank = match Some(entry.language) {
            own if own == language => 2,
            english if english == *ENGLISH => 1,
            // A short word of another language is mostly another word in this one.
            _ if language.is_some() && is_short(&tokens[at..next]) => continue,
            _ => 0,
        };
        let is_better =
            best.as_ref().is_none_or(|(rank_so_far, end, _)| (next, rank) > (*end, *rank_so_far));
        if is_better && let Some(chosen) = choose(entry.meaning) {
            best = Some((rank, next, chosen));
        }
    }
    best.map(|(_, next, chosen)| (next, chosen))
}

/// Tells whether a phrase of any language begins at token `at`.
pub(super) fn is_known(tokens: &[Token], at: usize) -> bool {
    ENTRIES.at(tokens, at).next().is_some()
}

fn is_short(words: &[Token]) -> bool {
    words.iter().all(|word| word.folded.len() < 4)
}

/// Tells whether the language writes the month before the day.
pub(super) fn month_first(language: Option<usize>) -> bool {
    language
        .and_then(|index| lexicon::all().get(index))
        .is_some_and(|(_, lexicon)| lexicon.dates.month_first)
}

/// Returns the calendar that the language's newspapers date by beside the common one.
pub(super) fn own_calendar(language: Option<usize>) -> Option<Calendar> {
    let (_, lexicon) = lexicon::all().get(language?)?;
    lexicon.dates.calendar.as_ref().map(|calendar| calendar.name)
}

/// Tells whether the language writes the year first, and the month before the day.
pub(super) fn year_first(language: Option<usize>) -> bool {
    language
        .and_then(|index| lexicon::all().get(index))
        .is_some_and(|(_, lexicon)| lexicon.dates.year_first)
}

/// Returns the weekday that a single sign in brackets stands for.
pub(super) fn weekday_of_sign(sign: &str, language: Option<usize>) -> Option<Weekday> {
    let (_, lexicon) = lexicon::all().get(language?)?;
    let at = lexicon.dates.weekday_signs.iter().position(|own| own == sign)?;
    WEEKDAYS.get(at).copied()
}

/// Returns the year that a number is on a page in the language: readers of Thai count another way.
pub(super) fn common_year(number: i32, language: Option<usize>) -> i32 {
    let own = language.and_then(|index| lexicon::all().get(index));
    let ahead = own.map_or(0, |(_, lexicon)| lexicon.dates.years_ahead);
    let is_ahead = ahead > 0 && number > ahead + *YEARS.start();
    if is_ahead && !YEARS.contains(&number) { number - ahead } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tokens;

    #[test]
    fn every_word_of_every_file_means_what_its_list_says() {
        let mut unknown = Vec::new();
        for (language, (code, lexicon)) in lexicon::all().iter().enumerate() {
            let words = &lexicon.dates;
            let mut wanted: Vec<(&String, Meaning)> = Vec::new();
            let lists = [
                (&words.today, Meaning::Relative(0)),
                (&words.yesterday, Meaning::Relative(-1)),
                (&words.am, Meaning::Am),
                (&words.pm, Meaning::Pm),
                (&words.hour, Meaning::Hour),
                (&words.minute, Meaning::Minute),
                (&words.month_signs, Meaning::MonthSign),
                (&words.at, Meaning::At),
                (&words.ordinals, Meaning::Ordinal),
                (&words.fillers, Meaning::Filler),
            ];
            for (list, meaning) in lists {
                wanted.extend(list.iter().map(|word| (word, meaning)));
            }
            wanted.extend(words.eras.iter().map(|(name, before)| (name, Meaning::Era(*before))));
            if let Some(calendar) = &words.calendar {
                assert_eq!(calendar.months.len(), 12, "{code}");
                for (number, names) in (1..).zip(&calendar.months) {
                    let meaning = Meaning::OwnMonth(calendar.name, number);
                    wanted.extend(names.iter().map(|name| (name, meaning)));
                }
            }
            for (word, meaning) in wanted {
                let tokens = tokens(word);
                let is_it = |found| (found == meaning).then_some(());
                if find(word, &tokens, 0, Some(language), is_it).is_none() {
                    unknown.push(format!("{code}: {word}"));
                }
            }
            for (number, sign) in words.weekday_signs.iter().enumerate() {
                let weekday = weekday_of_sign(sign, Some(language));
                assert_eq!(weekday, WEEKDAYS.get(number).copied(), "{code}: {sign}");
            }
        }
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn every_zone_of_every_file_is_known() {
        for (code, lexicon) in lexicon::all() {
            for (name, value) in &lexicon.dates.zones {
                assert!(Zone::read(value).is_some(), "{code}: {name} = {value}");
            }
        }
    }
}
