//! Text fragments: a link to a passage by its words, followed and written.
//!
//! After <https://wicg.github.io/scroll-to-text-fragment/>: words begin and end where the text's do,
//! no part runs over the end of a block, the first place that fits counts. It must not know addresses.

use crate::fold::visible;
use crate::loose::{Loose, is_space, loose};
use crate::text_directive::{TextDirective, read, write};
use palimpsest_article::{Span, Text};

/// How many words of context are tried on either side. More of them tell more places apart and take
/// longer where a text repeats itself.
const CONTEXT_WORDS: [usize; 14] = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 40, 64];

/// How many words of a passage are tried for its beginning and for its end. One or two that stand
/// once in the text may well stand in what the page has besides.
const END_WORDS: [usize; 7] = [3, 4, 5, 6, 8, 12, 16];

/// Code points of a passage up to which it may be written out whole.
const WHOLE: usize = 300;

/// Returns the passage that a fragment with text directives leads to in the text: that of the first
/// directive with one. The fragment may come with its `#`.
///
/// Case, accents and the form of spaces and quotation marks are no matter. Takes time in proportion
/// to the text.
pub fn find_text_fragment(fragment: &str, text: &Text) -> Option<Span> {
    let directives = read(fragment);
    if directives.is_empty() {
        return None;
    }
    let page = Loose::new(text);
    let place = directives.iter().find_map(|directive| find(directive, &page))?;
    Some(page.original(place, text))
}

/// Tells whether a fragment has a text directive.
pub(crate) fn is_text_fragment(fragment: &str) -> bool {
    !read(fragment).is_empty()
}

/// Writes the shortest fragment, `:~:text=…` without `#`, that leads to the passage at `span` and to
/// no other place of the text; `None` where the passage is blank, not inside the text, or cannot be
/// told from another.
///
/// White space at its ends is no part of what the fragment leads to.
pub fn text_fragment(text: &Text, span: Span) -> Option<String> {
    text.get(span)?;
    let page = Loose::new(text);
    let place = page.place(span);
    if place.is_empty() {
        return None;
    }
    let words = |part: Span| visible(text.slice(page.original(part, text)));
    let shortest = [whole(place, &page, &words), from_to(place, &page, &words)]
        .into_iter()
        .flatten()
        .min_by_key(|directive| write(directive).len())?;
    // What a browser searches for is what was written, not what was meant.
    (find(&shortest, &page) == Some(place)).then(|| write(&shortest))
}

/// Returns the first place of a directive.
fn find(directive: &TextDirective, page: &Loose) -> Option<Span> {
    let start = loose(&directive.start);
    let end = directive.end.as_deref().map(loose);
    let prefix = directive.prefix.as_deref().map(loose);
    let suffix = directive.suffix.as_deref().map(loose);
    let ends = end.as_ref().map(|end| {
        let mut ends = page.places(end);
        ends.retain(|place| page.is_boundary(place.start) && is_followed(page, place.end, &suffix));
        ends
    });
    let finished = |place: Span| match &ends {
        Some(ends) => {
            let next = ends.partition_point(|end| end.start < place.end);
            let end = page.is_boundary(place.end).then(|| ends.get(next))??;
            Some(Span { start: place.start, end: end.end })
        }
        None => is_followed(page, place.end, &suffix).then_some(place),
    };
    match &prefix {
        Some(prefix) => page
            .places(prefix)
            .into_iter()
            .filter(|before| page.is_boundary(before.start))
            .map(|before| page.after_space(before.end))
            .filter(|&at| page.says(at, &start))
            .find_map(|at| finished(Span { start: at, end: at + start.len() })),
        None => page
            .places(&start)
            .into_iter()
            .filter(|place| page.is_boundary(place.start))
            .find_map(finished),
    }
}

/// Tells whether a passage may end at the position: before the suffix, or with a word.
fn is_followed(page: &Loose, at: usize, suffix: &Option<Vec<char>>) -> bool {
    match suffix {
        Some(suffix) => {
            let start = page.after_space(at);
            page.says(start, suffix) && page.is_boundary(start + suffix.len())
        }
        None => page.is_boundary(at),
    }
}

/// Tells whether a passage may begin at the position: after the prefix, or with a word.
fn is_preceded(page: &Loose, at: usize, prefix: Option<&[char]>) -> bool {
    match prefix {
        Some(prefix) => {
            let start = page.before_space(at).checked_sub(prefix.len());
            start.is_some_and(|start| page.says(start, prefix) && page.is_boundary(start))
        }
        None => page.is_boundary(at),
    }
}

/// Returns the shortest directive that says the whole passage.
fn whole(place: Span, page: &Loose, words: &impl Fn(Span) -> String) -> Option<TextDirective> {
    let letters = &page.letters()[place.start..place.end];
    if letters.len() > WHOLE || letters.contains(&'\n') {
        return None;
    }
    let places = page.places(letters);
    let befores = contexts(|count| words_before(page, place.start, count));
    let afters = contexts(|count| words_after(page, place.end, count));
    let mut best: Option<(usize, Option<Span>, Option<Span>)> = None;
    for &before in &befores {
        let prefix = before.map(|before| &page.letters()[before.start..before.end]);
        let preceded: Vec<Span> =
            places.iter().copied().filter(|at| is_preceded(page, at.start, prefix)).collect();
        for &after in &afters {
            let len = before.map_or(0, Span::len) + after.map_or(0, Span::len);
            if best.is_some_and(|best| best.0 <= len) {
                break;
            }
            let suffix = after.map(|after| page.letters()[after.start..after.end].to_vec());
            let mut fitting = preceded.iter().filter(|at| is_followed(page, at.end, &suffix));
            if fitting.next() == Some(&place) && fitting.next().is_none() {
                best = Some((len, before, after));
            }
        }
    }
    let (_, before, after) = best?;
    Some(TextDirective {
        prefix: before.map(words),
        start: words(place),
        end: None,
        suffix: after.map(words),
    })
}

/// Returns the shortest directive that says how the passage begins and ends.
fn from_to(place: Span, page: &Loose, words: &impl Fn(Span) -> String) -> Option<TextDirective> {
    let letters = page.letters();
    let befores = contexts(|count| words_before(page, place.start, count));
    let afters = contexts(|count| words_after(page, place.end, count));
    let mut first: Option<(usize, Span, Option<Span>)> = None;
    for start in END_WORDS.iter().map_while(|&count| words_after(page, place.start, count)) {
        // Words that follow a block's end are no part of this one.
        if start.start != place.start || start.end >= place.end {
            break;
        }
        let mut places = page.places(&letters[start.start..start.end]);
        places.retain(|at| page.is_boundary(at.end));
        let only = befores.iter().find(|before| {
            let prefix = before.map(|before| &letters[before.start..before.end]);
            let mut fitting = places.iter().filter(|at| is_preceded(page, at.start, prefix));
            fitting.next() == Some(&start) && fitting.next().is_none()
        });
        let len = start.len() + only.copied().flatten().map_or(0, Span::len);
        if let Some(&before) = only
            && first.is_none_or(|first| len < first.0)
        {
            first = Some((len, start, before));
        }
    }
    let (_, start, before) = first?;
    let mut last: Option<(usize, Span, Option<Span>)> = None;
    for end in END_WORDS.iter().map_while(|&count| words_before(page, place.end, count)) {
        if end.end != place.end || end.start < start.end {
            break;
        }
        let mut places = page.places(&letters[end.start..end.end]);
        places.retain(|at| start.end <= at.start && page.is_boundary(at.start));
        let only = afters.iter().find(|after| {
            let suffix = after.map(|after| letters[after.start..after.end].to_vec());
            places.iter().find(|at| is_followed(page, at.end, &suffix)) == Some(&end)
        });
        let len = end.len() + only.copied().flatten().map_or(0, Span::len);
        if let Some(&after) = only
            && last.is_none_or(|last| len < last.0)
        {
            last = Some((len, end, after));
        }
    }
    let (_, end, after) = last?;
    Some(TextDirective {
        prefix: before.map(words),
        start: words(start),
        end: Some(words(end)),
        suffix: after.map(words),
    })
}

/// Returns the contexts to try, shortest first: none, one word, …
fn contexts(words: impl Fn(usize) -> Option<Span>) -> Vec<Option<Span>> {
    let mut contexts: Vec<Option<Span>> =
        CONTEXT_WORDS.iter().map(|&count| if count == 0 { None } else { words(count) }).collect();
    contexts.dedup();
    contexts
}

/// Returns so many words, or what its block has, that end at the position or before the space there.
fn words_before(page: &Loose, at: usize, count: usize) -> Option<Span> {
    let end = page.before_space(at);
    let letters = page.letters();
    let (mut start, mut words) = (end, 0);
    let mut at = end;
    while at > 0 && letters[at - 1] != '\n' && words < count {
        at -= 1;
        if page.is_boundary(at) && !is_space(letters[at]) {
            start = at;
            words += usize::from(letters[at].is_alphanumeric());
        }
    }
    (start < end).then_some(Span { start, end })
}

/// Returns so many words, or what its block has, that begin at the position or after the space there.
fn words_after(page: &Loose, at: usize, count: usize) -> Option<Span> {
    let start = page.after_space(at);
    let letters = page.letters();
    let (mut end, mut words) = (start, 0);
    let mut at = start;
    while at < letters.len() && letters[at] != '\n' && words < count {
        at += 1;
        if page.is_boundary(at) && !is_space(letters[at - 1]) {
            end = at;
            words += usize::from(letters[at - 1].is_alphanumeric());
        }
    }
    (start < end).then_some(Span { start, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "The quick brown fox jumped over the lazy dog.\n\
        a a b b b c. foo foo foo bar bar bar.\nmatch suffix2, prefix match suffix3 matchEnd suffix4 \
        matchEnd suffix5\nLorem\n\nIpsum. It’s 3.5 or 1,000; Café «Étoile», ネコ 東京.\nThe end of it.";

    /// Returns the words that a directive leads to, between `|` the letters around them.
    fn led(value: &str) -> String {
        let text = Text::new(TEXT);
        let Some(span) = find_text_fragment(&format!("#:~:text={value}"), &text) else {
            return "nowhere".to_owned();
        };
        let before = text.slice(Span { start: span.start.saturating_sub(4), end: span.start });
        let after = text.slice(Span { start: span.end, end: span.end + 3 });
        format!("{before}|{}|{after}", text.slice(span))
    }

    #[test]
    fn words_are_found_whole_whatever_their_case() {
        assert_eq!(led("JUMPED"), "fox |jumped| ov");
        assert_eq!(led("cafe%20%22etoile%22"), "00; |Café «Étoile»|, ネ");
        assert_eq!(led("it%27s"), "um. |It’s| 3.");
        for part in ["jum", "umped", "s", "5", "3.", "000", "null", "Lorem%20Ipsum"] {
            assert_eq!(led(part), "nowhere", "{part}");
        }
        assert_eq!(led("東"), " ネコ |東|京.\n");
    }

    #[test]
    fn context_tells_places_apart() {
        assert_eq!(led("foo%20foo-,bar"), "foo |bar| ba");
        assert_eq!(led("match,-suffix3"), "fix |match| su");
        assert_eq!(led("ju-,mped"), "x ju|mped| ov");
        assert_eq!(led("fox-,jum,-ped"), "fox |jum|ped");
        assert_eq!(led("Lorem-,Ipsum"), "em\n\n|Ipsum|. I");
        assert_eq!(led("Dog.-,a"), "og.\n|a| a ");
        for none in
            ["u-,mped", "quick%20brown-,brown%20fox", "fox-,jum", "brown-,jumped", "quick,-bro"]
        {
            assert_eq!(led(none), "nowhere", "{none}");
        }
    }

    #[test]
    fn a_range_ends_at_the_first_end_that_fits() {
        assert_eq!(led("quick,lazy"), "The |quick brown fox jumped over the lazy| do");
        assert_eq!(
            led("prefix-,match,matchEnd,-suffix5"),
            "fix |match suffix3 matchEnd suffix4 matchEnd| su"
        );
        assert_eq!(led("over,a%20b"), "ped |over the lazy dog.\na a b| b ");
        for none in ["brown,quick", "quick,bro", "bro,wn", "quick,ro,-wn", "fox-,jum,over", "a,fox"]
        {
            assert_eq!(led(none), "nowhere", "{none}");
        }
    }

    #[test]
    fn the_first_directive_with_a_place_counts() {
        assert_eq!(led("null&text=fox&text=dog"), "own |fox| ju");
        assert_eq!(led("null&other"), "nowhere");
        assert_eq!(find_text_fragment("#fox", &Text::new(TEXT)), None);
    }

    /// Writes a fragment for the words between `[[` and `]]`.
    fn written(marked: &str) -> String {
        let start = marked.split("[[").next().unwrap().chars().count();
        let end = marked.split("]]").next().unwrap().chars().count() - 2;
        let text = Text::new(marked.replace("[[", "").replace("]]", ""));
        text_fragment(&text, Span::new(start, end)).unwrap_or_default()
    }

    #[test]
    fn the_shortest_that_leads_to_one_place_is_written() {
        assert_eq!(written("The [[fox]] jumped."), ":~:text=fox");
        assert_eq!(written("A fox, the [[fox]] jumped."), ":~:text=the-,fox");
        assert_eq!(written("The fox sat, the [[fox]] ran."), ":~:text=fox,-ran");
        assert_eq!(written("The ju[[mp]]ed, the jumped."), ":~:text=ju-,mp,-ed%2C%20the");
        assert_eq!(
            written("So [[it rained on the old bridge over the wide river for a day]]."),
            ":~:text=it%20rained%20on,for%20a%20day"
        );
        assert_eq!(written("[[One.\nTwo]] three."), ":~:text=One.,Two");
        assert_eq!(written("so [[a-b, c&d]] on"), ":~:text=a%2Db%2C%20c%26d");
    }

    #[test]
    fn what_nothing_tells_apart_has_no_link() {
        assert_eq!(written("a\na\n[[a]]\na\na"), "");
        assert_eq!(written("so [[ \n ]] on"), "");
        let text = Text::new("four");
        assert_eq!(text_fragment(&text, Span::new(2, 9)), None);
    }

    #[test]
    fn a_text_of_one_word_over_and_over_is_searched_within_bounds() {
        let text = Text::new("na ".repeat(50_000));
        for span in [Span::new(30_000, 30_200), Span::new(60_000, 90_000), Span::new(0, 9)] {
            let fragment = text_fragment(&text, span);
            assert!(fragment.is_none_or(|it| find_text_fragment(&it, &text).is_some()));
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("the "),
            Just("The council "),
            Just("l’été\u{a0}: "),
            Just("e\u{301}"),
            Just("語の"),
            Just("👩\u{200d}🚀"),
            Just("שלום "),
            Just("« »"),
            Just("\n\n"),
            Just("ﬁ…"),
            Just("\u{ad}"),
            Just("a-b, "),
            Just("3.5%"),
            Just("한국 "),
            Just("\t"),
            Just("It's "),
            Just("İ"),
            Just("ß"),
        ];
        proptest::collection::vec(word, 1..50).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn what_is_written_leads_back(string in any_text(), a in 0usize..200, n in 1usize..60) {
            let text = Text::new(string);
            let span = Span { start: a, end: a + n };
            if let Some(fragment) = text_fragment(&text, span) {
                let found = find_text_fragment(&fragment, &text).unwrap();
                let page = Loose::new(&text);
                prop_assert_eq!(page.place(found), page.place(span), "{}", fragment);
                prop_assert!(text.get(found).is_some());
            }
        }

        #[test]
        fn words_that_stand_once_have_a_link(
            before in any_text(), marked in "[a-z]{9,12}( [a-z]{2,9}){0,40}", after in any_text(),
        ) {
            let text = Text::new(format!("{before} {marked} {after}"));
            let start = before.chars().count() + 1;
            let span = Span { start, end: start + marked.chars().count() };
            let fragment = text_fragment(&text, span);
            prop_assert_eq!(fragment.and_then(|it| find_text_fragment(&it, &text)), Some(span));
        }

        #[test]
        fn any_fragment_leads_into_the_text_or_nowhere(string in any_text(), value in "[a-c thel,é%2-]{0,12}") {
            let text = Text::new(string);
            if let Some(span) = find_text_fragment(&format!("text={value}"), &text) {
                prop_assert!(!span.is_empty() && text.get(span).is_some());
            }
        }
    }
}
