//! Finds a long passage with some letters changed, near where it was. It must not find the same words:
//! they are judged, as such, in `locate`.

use crate::approximate::nearest;
use crate::context::{Context, joins};
use crate::fold::{Folded, fold};
use crate::locate::DISTINCTIVE;
use palimpsest_article::{Span, Text, TextQuoteSelector};

/// Folded code points from which a passage is sought with changed letters. Shorter ones are found
/// changed in any text.
pub(crate) const LONG: usize = 14;

/// Folded code points up to which it is: the search takes time in proportion to them.
const LONGEST: usize = 4096;

/// Folded code points before and after its old position among which it is: most articles whole.
const NEAR: usize = 16_384;

/// The share of letters that may be changed. Other words of the same language take about two
/// thirds.
const CHANGED: f64 = 0.4;

/// The share that may be changed of a passage too short to be distinctive.
const CHANGED_ALONE: f64 = 0.25;

/// The share that may be changed where the words before or after are the old ones.
const CHANGED_IN_CONTEXT: f64 = 0.6;

/// Finds the passage where some of its letters were changed; where its position is not known, at
/// the beginning of the text. `letters` are those of the folded text.
pub(crate) fn edited(
    quote: &TextQuoteSelector,
    was: Option<usize>,
    folded: &Folded,
    letters: &[char],
    text: &Text,
) -> Option<Span> {
    let row: Vec<char> = fold(&quote.exact).chars().collect();
    if row.len() < LONG || row.len() > LONGEST {
        return None;
    }
    let around = was.map_or(NEAR, |was| folded.place(was));
    let from = around.saturating_sub(NEAR).min(letters.len());
    let to = around.saturating_add(NEAR + row.len()).min(letters.len());
    let near = &letters[from..to];
    let (place, changes) = nearest(&row, near, around.saturating_sub(from) + row.len())?;
    if changes == 0 {
        // The same words: they were judged, and refused, as such.
        return None;
    }
    let share = changes as f64 / row.len() as f64;
    let place = Span { start: from + place.start, end: from + place.end };
    let context = Context::of(quote);
    let is_known = context.is_close(&context.judge(place, folded, was));
    let most = match is_known {
        true => CHANGED_IN_CONTEXT,
        false if row.len() < DISTINCTIVE => CHANGED_ALONE,
        false => CHANGED,
    };
    (share <= most).then(|| whole_words(folded.original(place), text))
}

/// Lets a passage begin and end with a word.
fn whole_words(span: Span, text: &Text) -> Span {
    /// Longer than words are.
    const REACH: usize = 24;
    let before = text.slice(Span { start: span.start.saturating_sub(REACH), end: span.start });
    let after = text.slice(Span { start: span.end, end: span.end + REACH });
    let words = text.slice(span);
    let first = words.chars().next().filter(|&letter| joins(letter));
    let last = words.chars().next_back().filter(|&letter| joins(letter));
    let lead = first.map_or(0, |_| before.chars().rev().take_while(|&it| joins(it)).count());
    let trail = last.map_or(0, |_| after.chars().take_while(|&it| joins(it)).count());
    Span { start: span.start - lead, end: span.end + trail }
}
