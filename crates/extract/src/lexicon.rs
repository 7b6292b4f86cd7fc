//! Reads the language files once and serves their words: `languages/xx.toml` holds all that is
//! particular to one language; `build.rs` makes it JSON, which is read faster. It must not know what
//! the words are used for.

use crate::dates::Calendar;
use crate::words::{Phrases, Token, tokens};
use serde::Deserialize;
use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

mod files {
    include!(concat!(env!("OUT_DIR"), "/languages.rs"));
}

/// All that is particular to one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lexicon {
    /// By what the language is recognised; one that its script tells needs nothing.
    #[serde(default)]
    pub recognition: Recognition,
    pub dates: DateWords,
    #[serde(default)]
    pub notes: NoteWords,
    #[serde(default)]
    pub quotation: QuotationWords,
    #[serde(default)]
    pub furniture: FurnitureWords,
    #[serde(default)]
    pub bylines: BylineWords,
}

/// By what a text is recognised to be in a language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recognition {
    /// Whether it is seldom written by newspapers: its near kin is more likely.
    #[serde(default)]
    pub rare: bool,
    /// Its letters beyond those that all languages of its script have.
    #[serde(default)]
    pub letters: String,
    /// Its function words, by white space, the most frequent first.
    #[serde(default)]
    pub words: String,
}

/// Words of dates, times and zones.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateWords {
    /// Whether `9/1/2021` begins with the month.
    #[serde(default)]
    pub month_first: bool,
    /// Whether the year comes first, so that `1/9` without one begins with the month.
    #[serde(default)]
    pub year_first: bool,
    /// How far its people's own count of years is ahead: 2564 is 2021 in Thailand.
    #[serde(default)]
    pub years_ahead: i32,
    /// The calendar that its newspapers date by beside the common one, with its months' names.
    #[serde(default)]
    pub calendar: Option<CalendarWords>,
    /// Names of eras, and the year before each: `令和` counts from 2018.
    #[serde(default)]
    pub eras: BTreeMap<String, i32>,
    /// Twelve lists: a month's name, its inflected forms and its abbreviations.
    pub months: Vec<Vec<String>>,
    /// Words after which a number is a month: `tháng 5`.
    #[serde(default)]
    pub month_signs: Vec<String>,
    /// Seven lists from Monday on.
    pub weekdays: Vec<Vec<String>>,
    /// Signs for weekdays that stand in brackets after a day, from Monday on: `(木)`.
    #[serde(default)]
    pub weekday_signs: Vec<String>,
    pub today: Vec<String>,
    pub yesterday: Vec<String>,
    pub am: Vec<String>,
    pub pm: Vec<String>,
    /// Words after or between the numbers of a time: `h`, `Uhr`.
    pub hour: Vec<String>,
    pub minute: Vec<String>,
    /// Words before a time, which tell that `21.40` is one: `kl`, `um`, `alle`.
    pub at: Vec<String>,
    /// Endings of ordinal days (`st`, `er`) and signs after the numbers of a date (`日`).
    pub ordinals: Vec<String>,
    /// Words that may stand between the parts of a date: `of`, `de`, `le`.
    pub fillers: Vec<String>,
    /// Labels of the day an article came out: `published`, `publié le`.
    #[serde(default)]
    pub published: Vec<String>,
    /// Labels of days that are not the article's: `deadline`, `born`.
    #[serde(default)]
    pub events: Vec<String>,
    /// Abbreviations and names of zones: an offset (`-05:00`) for those that mean one, a place of
    /// the IANA database for those whose offset follows daylight saving there.
    #[serde(default)]
    pub zones: BTreeMap<String, String>,
}

/// The words of another calendar.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalendarWords {
    pub name: Calendar,
    /// Twelve lists, as of the common months.
    pub months: Vec<Vec<String>>,
}

/// Words with which a publisher speaks of its own article.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NoteWords {
    /// Labels of an update; likewise the next four.
    pub update: Vec<String>,
    pub correction: Vec<String>,
    pub clarification: Vec<String>,
    pub editors_note: Vec<String>,
    pub retraction: Vec<String>,
    /// Labels that pages use for many other things too: a note only with further evidence.
    pub weak: Vec<String>,
    /// Labels of datelines that are no labels of notes.
    pub dateline: Vec<String>,
    /// Words that may stand between a label and its timestamp: `added`, `publiée`.
    pub connectors: Vec<String>,
    /// How a page names itself: `this article`.
    pub itself: Vec<String>,
    /// Names that could as well be another article's: `the story`.
    pub loosely: Vec<String>,
    /// Words for what is done again and again, which is no note: `quarterly`.
    pub habits: Vec<String>,
    /// How it names its former state: `an earlier version`.
    pub earlier: Vec<String>,
    /// Words for having been changed, put right, made clearer, withdrawn.
    pub changed: Vec<String>,
    pub corrected: Vec<String>,
    /// Words for what was wrong: an article may be about that.
    pub errors: Vec<String>,
    pub clarified: Vec<String>,
    pub retracted: Vec<String>,
    /// Sentences that are a note by themselves.
    pub sentences: Vec<String>,
    /// Words that ask the reader for something: no note speaks so.
    pub invitations: Vec<String>,
}

/// Words and marks of quoting.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct QuotationWords {
    /// Opening and closing mark, the usual pair first.
    pub marks: Vec<[String; 2]>,
    /// Whether a quotation goes on after an attribution that ends its sentence (“A,” she said.
    /// “B.”), as English copy editors count it.
    #[serde(default)]
    pub joins_sentences: bool,
    /// Whether every noun is written with a capital.
    pub capital_nouns: bool,
    /// Whether the verb is second: where something else comes first, the subject follows it.
    pub verb_second: bool,
    /// Whether a cue speaks for its own sentence alone, not for a quotation that follows it.
    #[serde(default)]
    pub cue_stays: bool,
    /// Verbs of saying, in the forms that stand beside a quotation.
    pub verbs: Vec<String>,
    /// Phrases before a speaker: `according to`.
    pub phrases: Vec<String>,
    /// Phrases after a speaker: `zufolge`.
    pub phrases_after: Vec<String>,
    /// Words before a name that say who it is: `Minister`, `Mme`.
    pub titles: Vec<String>,
    /// Pronouns that may be a speaker.
    pub pronouns: Vec<String>,
    /// Articles and possessives, with which a description begins.
    pub determiners: Vec<String>,
    /// Small words inside names and descriptions: `de`, `von`, `of the`.
    pub particles: Vec<String>,
    /// Words at which a speaker's description ends: `that`, `when`, `on`, `pendant`.
    pub stops: Vec<String>,
    /// Words before marks that hold a name or a mere word: `called`, `so-called`, `book`.
    pub naming: Vec<String>,
    /// Words for written things quoted: `banner`, `sign`.
    pub written: Vec<String>,
    /// Pronouns and titles of men; of women; of several.
    pub masculine: Vec<String>,
    pub feminine: Vec<String>,
    pub plural: Vec<String>,
    /// Forms of articles and pronouns that are no subject: `dem`, `him`.
    pub oblique: Vec<String>,
    /// Verbs in the mood of reported speech: `sei`, `serait`.
    pub reported: Vec<String>,
}

/// Words of a page's furniture.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FurnitureWords {
    /// Whole lines.
    pub lines: Vec<String>,
    /// Beginnings of lines that are furniture whatever follows, up to a short line's length.
    pub starts: Vec<String>,
}

/// Words around the names of those who sign.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BylineWords {
    /// Words before a name: `by`, `written by`, `Text`.
    pub by: Vec<String>,
    /// Words between two names.
    pub and: Vec<String>,
    /// What somebody is: the last word of `Reuters correspondent`, the first of `reporter at large`.
    pub roles: Vec<String>,
    /// Words for those who sign together: `staff`, `Redaktion`.
    pub desks: Vec<String>,
    /// Words before the name of someone who made the picture, checked or translated.
    pub credits: Vec<String>,
    /// Beginnings of the line under an article that says who made it and from what; those of four
    /// words and more may stand anywhere in it.
    #[serde(default)]
    pub endings: Vec<String>,
}

/// A language's code (ISO 639-1) and its words.
pub(crate) type Named = (&'static str, Lexicon);

static LEXICONS: LazyLock<Vec<Named>> = LazyLock::new(|| {
    // A file that does not fit is left out here and fails the test below.
    files::FILES
        .iter()
        .filter_map(|(code, file)| Some((*code, serde_json::from_str(file).ok()?)))
        .collect()
});

/// Returns by what each language is recognised, with its code: those with a lexicon first, then
/// those of which nothing more is known (`languages/recognised/xx.toml`).
pub(crate) fn recognisable() -> Vec<(&'static str, Cow<'static, Recognition>)> {
    let known = all().iter().map(|(code, lexicon)| (*code, Cow::Borrowed(&lexicon.recognition)));
    let more = files::RECOGNISED
        .iter()
        .filter_map(|(code, file)| Some((*code, Cow::Owned(serde_json::from_str(file).ok()?))));
    known.chain(more).collect()
}

/// Returns every language with its code, in the order of codes.
pub(crate) fn all() -> &'static [Named] {
    &LEXICONS
}

/// Returns the index in [`all`] of a language given by a BCP 47 tag.
pub(crate) fn index_of(language: Option<&str>) -> Option<usize> {
    let code = language?.split(['-', '_']).next()?.to_ascii_lowercase();
    let code = match code.as_str() {
        "no" | "nn" => "nb",
        other => other,
    };
    all().iter().position(|(other, _)| *other == code)
}

/// Lines longer than this many words are no furniture by their beginning alone.
const SHORT_LINE: usize = 16;

/// No word of furniture is longer, in bytes.
const LONGEST_WORD: usize = 64;

static FURNITURE: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for (_, lexicon) in all() {
        for line in &lexicon.furniture.lines {
            phrases.insert(line, true);
        }
        for start in &lexicon.furniture.starts {
            phrases.insert(start, false);
        }
    }
    phrases
});

/// Tells whether a line is known furniture of a page in any language: a comment form, a call to
/// subscribe, a permalink. Conservative: a sentence of an article is never one.
pub(crate) fn is_boilerplate(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > 400 {
        return false;
    }
    if line.starts_with('©') {
        return true;
    }
    // Most lines of a page begin with no word of furniture: they need no further reading.
    let Some(start) = line.find(char::is_alphabetic) else { return false };
    let rest = &line[start..];
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len()).min(LONGEST_WORD);
    let first = tokens(&rest[..rest.floor_char_boundary(end)]);
    if !first.first().is_some_and(|word| FURNITURE.begin_with(&word.folded)) {
        return false;
    }
    let tokens = tokens(line);
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let Some(first) = tokens.iter().position(Token::is_word) else { return false };
    FURNITURE.at(&tokens, first).any(|(end, &whole)| {
        let nothing_follows = !tokens[end..].iter().any(Token::is_word);
        nothing_follows || (!whole && words <= SHORT_LINE)
    })
}

static ENDINGS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    let endings = all().iter().flat_map(|(_, lexicon)| &lexicon.bylines.endings);
    endings.for_each(|ending| phrases.insert(ending, ()));
    phrases
});

/// Tells whether a line says who made the article and from what, in any language.
pub(crate) fn is_credit(line: &str) -> bool {
    /// Phrases of so many tokens are telling wherever they stand.
    const TELLING: usize = 4;
    let tokens = tokens(line);
    let Some(first) = tokens.iter().position(Token::is_word) else { return false };
    (first..tokens.len())
        .any(|at| ENDINGS.at(&tokens, at).any(|(end, ())| at == first || end - at >= TELLING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_is_complete() {
        for (code, file) in files::FILES {
            let lexicon: Lexicon =
                serde_json::from_str(file).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert_eq!(lexicon.dates.months.len(), 12, "{code}");
            assert_eq!(lexicon.dates.weekdays.len(), 7, "{code}");
            assert!(!lexicon.quotation.marks.is_empty(), "{code}");
            assert!(!lexicon.notes.update.is_empty(), "{code}");
            assert!(!lexicon.notes.correction.is_empty(), "{code}");
            // A file that knows a language's verbs of saying knows all the rest of it, but for those
            // of whose pages nothing is known yet.
            const OF_QUOTING_ALONE: [&str; 3] = ["el", "fa", "he"];
            if !lexicon.quotation.verbs.is_empty() && !OF_QUOTING_ALONE.contains(code) {
                assert!(!lexicon.furniture.lines.is_empty(), "{code}");
                assert!(!lexicon.bylines.by.is_empty(), "{code}");
                assert!(!lexicon.bylines.credits.is_empty(), "{code}");
            }
        }
        assert_eq!(all().len(), files::FILES.len());
        assert_eq!(recognisable().len(), files::FILES.len() + files::RECOGNISED.len());
    }

    #[test]
    fn a_credit_is_told_from_a_sentence() {
        for line in [
            "Reporting by Ann Poe in Paris; Editing by Bo Lind",
            "Ann Poe and Bo Lind contributed to this report.",
            "Mit Informationen von dpa und AFP",
            "(Mit Material von AP)",
            "Rédigé par Ann Poe, édité par Bo Lind",
        ] {
            assert!(is_credit(line), "{line}");
        }
        for line in ["The report was edited by hand.", "Her reporting by then had won a prize."] {
            assert!(!is_credit(line), "{line}");
        }
    }

    #[test]
    fn a_language_is_found_by_its_tag() {
        assert_eq!(index_of(Some("fr-CA")), index_of(Some("fr")));
        assert!(index_of(Some("fr")).is_some());
        assert_eq!(index_of(Some("nn")), index_of(Some("nb")));
        assert_eq!(index_of(Some("tlh")), None);
        assert_eq!(index_of(None), None);
    }

    #[test]
    fn furniture_is_told_from_sentences() {
        for line in [
            "Laisser un commentaire",
            "LAISSER UN COMMENTAIRE",
            "Pour marque-pages : Permaliens.",
            "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
            "Leave a comment",
            "Sign up for our newsletter",
            "Read also: The harbour reopens",
            "© 2024 The Harbour Times",
            "Lesen Sie auch: Der Hafen öffnet wieder",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in [
            "Leave a comment on the minister's desk and he will read it, a spokesman for the ministry said on Monday.",
            "The newsletter was read by thousands.",
            "Share prices fell on Monday after the bank warned of losses.",
            "Les commentaires du ministre ont surpris.",
            "",
            "2021",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn every_furniture_line_is_recognised() {
        for (code, lexicon) in all() {
            for line in lexicon.furniture.lines.iter().chain(&lexicon.furniture.starts) {
                assert!(is_boilerplate(line), "{code}: {line}");
            }
        }
    }
}
