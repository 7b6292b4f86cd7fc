//! Edits made up on real texts, of one kind at a time, so that it is known what became of a passage.
//!
//! Seeded: the same texts give the same edits in every run. It must not know how passages are followed.

use palimpsest_article::Span;
use unicode_normalization::char::decompose_canonical;

/// What is done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Up to a third of the words of the passage are replaced.
    Words,
    /// The passage stands in another paragraph.
    Moved,
    /// A sentence is put into the passage.
    Split,
    /// All quotation marks and apostrophes are others.
    QuotationMarks,
    /// All dashes and hyphens are others.
    Dashes,
    /// All spaces are others, or more.
    Spaces,
    /// `fi`, `fl` and `ff` are ligatures.
    Ligatures,
    /// Soft hyphens stand in long words.
    SoftHyphens,
    /// Accented letters are written as letter and accent.
    UnicodeForm,
    /// The words of the passage also stand elsewhere, in other company.
    Repeated,
    /// The passage is gone.
    Deleted,
}

impl Kind {
    /// Every kind, in the order of the table.
    pub const ALL: [Kind; 11] = [
        Kind::Words,
        Kind::Moved,
        Kind::Split,
        Kind::QuotationMarks,
        Kind::Dashes,
        Kind::Spaces,
        Kind::Ligatures,
        Kind::SoftHyphens,
        Kind::UnicodeForm,
        Kind::Repeated,
        Kind::Deleted,
    ];

    /// Returns its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Words => "words edited",
            Kind::Moved => "moved",
            Kind::Split => "split",
            Kind::QuotationMarks => "quotation marks",
            Kind::Dashes => "dashes",
            Kind::Spaces => "spaces",
            Kind::Ligatures => "ligatures",
            Kind::SoftHyphens => "soft hyphens",
            Kind::UnicodeForm => "Unicode form",
            Kind::Repeated => "repeated",
            Kind::Deleted => "deleted",
        }
    }
}

/// A text after an edit, and what became of a passage of it.
pub struct Edit {
    /// Which of the texts was edited.
    pub text: usize,
    /// Where the passage stood.
    pub old: Span,
    /// The edited text.
    pub new: String,
    /// Where the passage stands in it; `None` where it is gone.
    pub gold: Option<Span>,
}

/// Makes so many edits of a kind, or fewer where the texts are too few or too short.
pub fn edits(kind: Kind, texts: &[&str], count: usize) -> Vec<Edit> {
    let mut numbers = Numbers(0x5eed ^ (kind as u64) << 32);
    let mut edits = Vec::with_capacity(count);
    for _ in 0..count * 50 {
        if edits.len() == count || texts.is_empty() {
            break;
        }
        let text = numbers.below(texts.len());
        let letters: Vec<char> = texts[text].chars().collect();
        if let Some(old) = passage(&letters, &mut numbers)
            && let Some((new, gold)) = edit(kind, &letters, old, &mut numbers)
        {
            edits.push(Edit { text, old, new: new.into_iter().collect(), gold });
        }
    }
    edits
}

/// Chooses four to thirty whole words of one line.
fn passage(letters: &[char], numbers: &mut Numbers) -> Option<Span> {
    let words = words(letters, Span { start: 0, end: letters.len() });
    let first = numbers.below(words.len());
    let last = first + 3 + numbers.below(27);
    let span = Span { start: words.get(first)?.start, end: words.get(last)?.end };
    (!letters[span.start..span.end].contains(&'\n')).then_some(span)
}

fn edit(
    kind: Kind,
    old: &[char],
    span: Span,
    numbers: &mut Numbers,
) -> Option<(Vec<char>, Option<Span>)> {
    let passage = &old[span.start..span.end];
    let (before, after) = (&old[..span.start], &old[span.end..]);
    match kind {
        Kind::Words => {
            let (all, inside) = (words(old, Span { start: 0, end: old.len() }), words(old, span));
            let mut replaced: Vec<usize> = Vec::new();
            for _ in 0..=numbers.below(inside.len() / 3) {
                replaced.push(numbers.below(inside.len()));
            }
            let mut new = before.to_vec();
            let mut from = span.start;
            for (at, word) in inside.iter().enumerate().filter(|(at, _)| replaced.contains(at)) {
                let other = all[numbers.below(all.len())];
                new.extend(&old[from..word.start]);
                new.extend(&old[other.start..other.end]);
                from = inside[at].end;
            }
            new.extend(&old[from..span.end]);
            let gold = Span { start: span.start, end: new.len() };
            Some((joined(&[&new, after]), Some(gold)))
        }
        Kind::Moved => {
            let rest = joined(&[before, after]);
            let to = line_end(&rest, numbers).filter(|to| to.abs_diff(span.start) > 200)?;
            let new = joined(&[&rest[..to], &[' '], passage, &rest[to..]]);
            Some((new, Some(Span { start: to + 1, end: to + 1 + passage.len() })))
        }
        Kind::Split => {
            let inside = words(old, span);
            let at = inside[1 + numbers.below(inside.len() - 1)].start;
            let put: Vec<char> = "Nobody had expected that before the spring. ".chars().collect();
            let new = joined(&[&old[..at], &put, &old[at..]]);
            Some((new, Some(Span { start: span.start, end: span.end + put.len() })))
        }
        Kind::Repeated => {
            let to = line_end(old, numbers)
                .filter(|to| *to + 200 < span.start || span.end + 200 < *to)?;
            let new = joined(&[&old[..to], &[' '], passage, &old[to..]]);
            let by = if to < span.start { passage.len() + 1 } else { 0 };
            Some((new, Some(span.shifted(by))))
        }
        Kind::Deleted => {
            let stands_elsewhere =
                old.windows(passage.len()).filter(|it| *it == passage).count() > 1;
            (!stands_elsewhere).then(|| (joined(&[before, after]), None))
        }
        _ => set_anew(kind, old, span, numbers),
    }
}

/// Sets the text in other typography, where that changes the passage.
fn set_anew(
    kind: Kind,
    old: &[char],
    span: Span,
    numbers: &mut Numbers,
) -> Option<(Vec<char>, Option<Span>)> {
    let mut new: Vec<char> = Vec::with_capacity(old.len() * 2);
    let (mut start, mut at) = (0, 0);
    let mut end = 0;
    while at < old.len() {
        if at == span.start {
            start = new.len();
        }
        let (letter, next) = (old[at], old.get(at + 1).copied());
        let mut taken = 1;
        match (kind, letter) {
            (Kind::QuotationMarks, '"') => new.push(['“', '”', '„', '«'][numbers.below(4)]),
            (Kind::QuotationMarks, '“' | '”' | '„' | '«' | '»') => new.push('"'),
            (Kind::QuotationMarks, '\'') => new.push('’'),
            (Kind::QuotationMarks, '‘' | '’' | '‚') => new.push('\''),
            (Kind::Dashes, '-') => new.push(['‐', '–', '—'][numbers.below(3)]),
            (Kind::Dashes, '–' | '—' | '‐' | '‑') => new.push('-'),
            (Kind::Spaces, ' ') => {
                new.extend([&['\u{a0}'][..], &[' ', ' '], &['\u{202f}'], &['\n']][numbers.below(4)])
            }
            (Kind::Ligatures, 'f')
                if at + 1 != span.end && matches!(next, Some('i' | 'l' | 'f')) =>
            {
                new.push(match next {
                    Some('i') => 'ﬁ',
                    Some('l') => 'ﬂ',
                    _ => 'ﬀ',
                });
                taken = 2;
            }
            (Kind::SoftHyphens, _) => {
                let is_inside = at > 0 && old[at - 1].is_alphabetic() && letter.is_alphabetic();
                if is_inside && at != span.start && numbers.below(5) == 0 {
                    new.push('\u{ad}');
                }
                new.push(letter);
            }
            (Kind::UnicodeForm, _) => decompose_canonical(letter, |part| new.push(part)),
            _ => new.push(letter),
        }
        at += taken;
        if at == span.end {
            end = new.len();
        }
    }
    let gold = Span { start, end };
    let is_changed = new.get(start..end)? != &old[span.start..span.end];
    is_changed.then_some((new, Some(gold)))
}

/// Returns what stands between white space.
fn words(letters: &[char], span: Span) -> Vec<Span> {
    let mut start = span.start;
    let parts = letters[span.start..span.end].split(|letter| letter.is_whitespace());
    let words = parts.filter_map(|part| {
        let word = Span { start, end: start + part.len() };
        start = word.end + 1;
        (!part.is_empty()).then_some(word)
    });
    words.collect()
}

/// Returns where some line ends.
fn line_end(letters: &[char], numbers: &mut Numbers) -> Option<usize> {
    let is_end = |at: &usize| letters.get(*at).is_none_or(|&letter| letter == '\n');
    let ends: Vec<usize> = (0..=letters.len()).filter(is_end).collect();
    ends.get(numbers.below(ends.len())).copied()
}

fn joined(parts: &[&[char]]) -> Vec<char> {
    parts.concat()
}

/// Numbers that look random and are the same in every run: SplitMix64, after G. Steele and others
/// (2014).
struct Numbers(u64);

impl Numbers {
    /// Returns a number below another; zero where there is none.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % limit.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let words =
            ["ﬁrst", "office", "don't", "\"so\"", "well-known", "été", "bridge", "water", "of"];
        let lines = (0..40).map(|line| {
            let words =
                (0..30).map(|at| format!("{}{}", words[(line * 7 + at * 5) % 9], line * at));
            words.collect::<Vec<_>>().join(" ")
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_kind_is_made_alike_in_every_run() {
        let text = text();
        for kind in Kind::ALL {
            let (once, again) = (edits(kind, &[&text], 20), edits(kind, &[&text], 20));
            assert_eq!(once.len(), 20, "{kind:?}");
            assert!(once.iter().zip(&again).all(|(one, other)| one.new == other.new));
            assert!(once.iter().all(|edit| edit.new != text), "{kind:?}");
        }
    }

    #[test]
    fn the_passage_is_where_the_edit_says() {
        let text = text();
        let slice = |text: &str, span: Span| -> String {
            text.chars().skip(span.start).take(span.len()).collect()
        };
        for kind in [Kind::Moved, Kind::Repeated] {
            for edit in edits(kind, &[&text], 20) {
                assert_eq!(slice(&edit.new, edit.gold.unwrap()), slice(&text, edit.old));
            }
        }
        for kind in [Kind::Words, Kind::Split, Kind::Ligatures, Kind::UnicodeForm] {
            for edit in edits(kind, &[&text], 20) {
                let (old, new) = (slice(&text, edit.old), slice(&edit.new, edit.gold.unwrap()));
                assert_ne!(old, new);
                let ends = |words: &str| (words.chars().next(), words.chars().next_back());
                assert!(kind == Kind::Words || ends(&old).1 == ends(&new).1, "{old} {new}");
            }
        }
        assert!(edits(Kind::Deleted, &[&text], 20).iter().all(|edit| edit.gold.is_none()));
    }

    #[test]
    fn without_texts_there_are_no_edits() {
        assert!(edits(Kind::Words, &[], 9).is_empty());
        assert!(edits(Kind::Words, &["too short"], 9).is_empty());
    }
}
