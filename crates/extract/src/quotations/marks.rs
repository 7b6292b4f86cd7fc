//! Pairs quotation marks of all conventions into quoted passages, and repairs in the model what the
//! copy leaves open. It must not know what the words between the marks are.

use crate::lexicon;
use crate::words::is_space;
use std::collections::HashMap;

/// A passage between marks, in bytes of its block.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passage {
    /// The opening mark.
    pub open: usize,
    /// The passage without marks and the spaces beside them.
    pub start: usize,
    pub end: usize,
    /// After the closing mark; `end` where there is none.
    pub close: usize,
    pub closed: bool,
    /// The mark it opens with.
    pub mark: char,
}

/// A mark that waits for its partner.
struct Open {
    at: usize,
    /// After the mark.
    inner: usize,
    mark: char,
    depth: usize,
}

/// Marks nested deeper are not looked at.
const DEEPEST: usize = 4;

/// Returns the outermost passages of a block in order, in one pass.
pub(crate) fn passages(block: &str, language: Option<usize>) -> Vec<Passage> {
    let convention = Convention::of(language);
    let mut found: Vec<Passage> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut before = None;
    // How many of each mark are still to come.
    let mut left: HashMap<char, usize> = HashMap::new();
    for mark in block.chars().filter(|&mark| matches!(mark, '“' | '”' | '«' | '»')) {
        *left.entry(mark).or_default() += 1;
    }
    let mut characters = block.char_indices().peekable();
    while let Some((at, mut mark)) = characters.next() {
        let mut end = at + mark.len_utf8();
        // Typists' double mark: two apostrophes.
        if mark == '\'' && characters.next_if(|&(_, second)| second == '\'').is_some() {
            (mark, end) = ('"', end + 1);
        }
        let after = characters.peek().map(|&(_, after)| after);
        let place = Place { before, after };
        before = Some(mark);
        if !is_mark(mark) {
            continue;
        }
        if let Some(left) = left.get_mut(&mark) {
            *left -= 1;
        }
        let partner =
            open.iter().rposition(|open| convention.closes(open.mark, mark)).or_else(|| {
                // Wrong-way marks: what ends a word closes what its like opened.
                let is_like = |open: &Open| is_double(open.mark) && is_double(mark);
                place.ends_word().then(|| open.iter().rposition(is_like)).flatten()
            });
        if let Some(partner) = partner.filter(|_| place.may_close(mark)) {
            if open[partner].depth == 0 {
                found.push(passage(block, &open[partner], at, end, true));
            }
            open.truncate(partner);
            continue;
        }
        if !convention.opens(mark, place) || open.len() >= DEEPEST {
            continue;
        }
        // The same mark opening again: the first was never closed.
        // Unless marks enough follow to close both: then the second is inside the first.
        let is_nested = |left: &HashMap<char, usize>| {
            let closing = closing_of(mark).and_then(|closing| left.get(&closing)).copied();
            closing.unwrap_or(0) >= left.get(&mark).copied().unwrap_or(0) + 2
        };
        if let Some(again) = open.iter().position(|open| open.mark == mark && is_strong(mark))
            && !is_nested(&left)
        {
            if open[again].depth == 0 {
                found.push(passage(block, &open[again], at, at, false));
            }
            open.truncate(again);
        }
        open.push(Open { at, inner: end, mark, depth: outer_depth(&open) });
    }
    // Nor is what opens a paragraph.
    let opens_block = block.len() - block.trim_start().len();
    let is_opening =
        |open: &Open| is_strong(open.mark) || open.mark == '"' && open.at == opens_block;
    if let Some(first) = open.iter().find(|open| open.depth == 0 && is_opening(open)) {
        found.push(passage(block, first, block.len(), block.len(), false));
    }
    found.retain(|passage| passage.start < passage.end);
    found.sort_by_key(|passage| passage.open);
    // An apostrophe taken for a mark may lie around real marks that were closed before it.
    let mut last_end = 0;
    found.retain(|passage| {
        let follows = passage.open >= last_end;
        if follows {
            last_end = passage.close;
        }
        follows
    });
    found
}

/// The mark that closes another whatever the language.
fn closing_of(mark: char) -> Option<char> {
    match mark {
        '“' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

fn is_double(mark: char) -> bool {
    matches!(mark, '“' | '”' | '„' | '‟' | '"')
}

/// Only marks that cannot be apostrophes make what follows them nested.
fn outer_depth(open: &[Open]) -> usize {
    open.iter().filter(|open| !matches!(open.mark, '\'' | '‘')).count()
}

/// Tells whether a mark left open still opens a quotation: `"` and `'` may be inches and feet.
fn is_strong(mark: char) -> bool {
    !matches!(mark, '"' | '\'' | '‘' | '‚')
}

fn passage(block: &str, open: &Open, end: usize, close: usize, closed: bool) -> Passage {
    let inner = open.inner;
    let words = &block[inner..end];
    let start = inner + (words.len() - words.trim_start_matches(is_space).len());
    let end = inner + words.trim_end_matches(is_space).len();
    let close = if closed { close } else { end.max(start) };
    Passage { open: open.at, start, end: end.max(start), close, closed, mark: open.mark }
}

fn is_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '＂'
            | '″'
    )
}

/// What stands beside a mark.
#[derive(Clone, Copy)]
struct Place {
    before: Option<char>,
    after: Option<char>,
}

impl Place {
    fn starts_word(self) -> bool {
        let free = self.before.is_none_or(|before| {
            is_space(before)
                || matches!(before, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '…' | '¿' | '¡')
                || is_mark(before)
        });
        free && self.after.is_some_and(|after| !is_space(after))
    }

    /// Tells whether a word ends before the mark and none begins after it.
    fn ends_word(self) -> bool {
        self.before.is_some_and(|before| !is_space(before) && !matches!(before, '(' | '['))
            && !self.after.is_some_and(char::is_alphanumeric)
    }

    /// An apostrophe inside a word closes nothing.
    fn may_close(self, mark: char) -> bool {
        let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        match mark {
            '\'' | '’' => {
                !is_letter(self.after) && self.before.is_some_and(|before| !is_space(before))
            }
            '"' => !self.starts_word() || !is_letter(self.after),
            _ => true,
        }
    }
}

/// How a language uses the marks that others use the other way round.
struct Convention {
    /// `»…«`, as in German books and Danish news.
    inward_guillemets: bool,
    /// `”…”`, as in Swedish and Finnish.
    same_curly: bool,
    /// `»…»`, as in Swedish and Finnish.
    same_guillemets: bool,
    /// `’…’`.
    same_single: bool,
}

impl Convention {
    fn of(language: Option<usize>) -> Convention {
        let marks = language
            .and_then(|index| lexicon::all().get(index))
            .map_or(&[][..], |(_, lexicon)| &lexicon.quotation.marks);
        let has = |open: &str, close: &str| marks.iter().any(|[a, b]| a == open && b == close);
        Convention {
            inward_guillemets: has("»", "«"),
            same_curly: has("”", "”"),
            same_guillemets: has("»", "»"),
            same_single: has("’", "’"),
        }
    }

    fn opens(&self, mark: char, place: Place) -> bool {
        match mark {
            '«' | '‹' => {
                !self.inward_guillemets || place.starts_word() || place.before.is_none()
            }
            '»' | '›' => (self.inward_guillemets || self.same_guillemets) && place.starts_word(),
            // At a paragraph's start no mark can close: it stands the wrong way.
            '”' => (self.same_curly || place.before.is_none()) && place.starts_word(),
            '’' => self.same_single && place.starts_word(),
            '“' | '„' | '‟' | '‛' | '「' | '『' | '《' | '〈' | '‚' => true,
            '"' | '＂' | '‘' | '\'' => place.starts_word(),
            _ => false,
        }
    }

    fn closes(&self, open: char, mark: char) -> bool {
        match open {
            '„' | '‟' => matches!(mark, '“' | '”' | '"' | '‟'),
            '“' => matches!(mark, '”' | '″') || mark == '"',
            '”' => mark == '”',
            '«' => mark == '»',
            '»' => mark == '«' || self.same_guillemets && mark == '»',
            '‹' => mark == '›',
            '›' => mark == '‹',
            '‘' | '‛' => matches!(mark, '’' | '\''),
            '‚' => matches!(mark, '‘' | '’' | '\''),
            '’' => mark == '’',
            '\'' => matches!(mark, '\'' | '’'),
            '"' => matches!(mark, '"' | '”'),
            '＂' => mark == '＂',
            '「' => mark == '」',
            '『' => mark == '』',
            '《' => mark == '》',
            '〈' => mark == '〉',
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says each passage, an open one with `…` after it.
    fn check(language: &str, block: &str, expected: &[&str]) {
        let found: Vec<String> = passages(block, lexicon::index_of(Some(language)))
            .iter()
            .map(|passage| {
                let words = &block[passage.start..passage.end];
                if passage.closed { words.to_owned() } else { format!("{words}…") }
            })
            .collect();
        assert_eq!(found, expected, "{block}");
    }

    #[test]
    fn every_convention_pairs() {
        check("en", "“One,” he said, “two.”", &["One,", "two."]);
        check("en", "\"One,\" he said, \"two.\"", &["One,", "two."]);
        check("en", "''One,'' he said, ''two.''", &["One,", "two."]);
        check("en", "‘It’s the dogs’ own,’ he said.", &["It’s the dogs"]);
        check("fr", "« Un » et «deux» et “trois”", &["Un", "deux", "trois"]);
        check("de", "„Eins“ und »zwei« und “drei”", &["Eins", "zwei", "drei"]);
        check("sv", "”Ett” och »två»", &["Ett", "två"]);
        check("pl", "„Jeden” i «dwa»", &["Jeden", "dwa"]);
        check("ja", "「一」と『二』", &["一", "二"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        check("en", "It's the workers' union's day, 'twas said.", &[]);
        check("en", "He is 6'2\" tall and she said \"so\".", &["so"]);
        check("fr", "L’équipe d’hier n’a pas dit « non ».", &["non"]);
    }

    #[test]
    fn nested_marks_are_inside() {
        check("en", "“He told me ‘no’ and “left”", &["He told me ‘no’ and…", "left"]);
        check("de", "„Er sagte ‚nein‘ zu mir“", &["Er sagte ‚nein‘ zu mir"]);
    }

    #[test]
    fn broken_copy_is_repaired_in_the_model() {
        check(
            "fr",
            "«Bien tard, a écrit Roux. «Nous verrons.»",
            &["Bien tard, a écrit Roux.…", "Nous verrons."],
        );
        check("en", "“We will be back.", &["We will be back.…"]);
        check("de", "„Eins\" und \"zwei“ und “drei“ und", &["Eins", "zwei", "drei"]);
        check("en", "“In what he calls “hell” I live.”", &["In what he calls “hell” I live."]);
        check("en", "”It stands the wrong way.”", &["It stands the wrong way."]);
        check("en", "stray ” mark", &[]);
        check("en", "“” and \"\"", &[]);
    }
}
