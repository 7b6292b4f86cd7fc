//! The words of notes in all languages at once: labels, how a page names itself, what it did. It
//! must not know how a note is built.

use crate::lexicon;
use crate::words::{Phrases, Token, TokenKind, tokens};
use palimpsest_article::UpdateNoteKind;
use std::{ops::Range, sync::LazyLock};

/// What a label announces.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Label {
    /// The kind of note; `None` for a label of datelines only.
    pub kind: Option<UpdateNoteKind>,
    /// Pages use it for many other things too.
    pub weak: bool,
    pub dateline: bool,
    /// The label itself says that the publisher speaks: "editor's note", not "update".
    pub names_note: bool,
    /// It may stand before a body without a separator, after its timestamp.
    pub prefixes: bool,
}

/// What the publisher did to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Changed,
    Corrected,
    /// Something was wrong; where the page speaks of itself, it put it right.
    Erred,
    Clarified,
    Retracted,
}

/// Of what phrase a word is the longest.
#[derive(Clone, Copy, Debug)]
enum Telling {
    /// It is a label itself.
    Label,
    OfLabel,
    /// Of a language's words for the page itself.
    OfItself(usize),
}

#[derive(Default)]
struct Vocabulary {
    /// The longest word of each phrase without which there is no note: the first is often a common one.
    telling: Phrases<Telling>,
    labels: Phrases<(usize, Label)>,
    connectors: Phrases<usize>,
    itself: Phrases<usize>,
    loosely: Phrases<usize>,
    habits: Phrases<usize>,
    by: Phrases<usize>,
    published: Phrases<usize>,
    fillers: Phrases<usize>,
    earlier: Phrases<usize>,
    acts: Phrases<Act>,
    sentences: Phrases<usize>,
    invitations: Phrases<usize>,
}

impl Vocabulary {
    fn insert_telling(&mut self, phrase: &str, telling: Telling) {
        let tokens = tokens(phrase);
        let words = || tokens.iter().filter(|token| token.is_word());
        let longest = words().max_by_key(|word| word.folded.len());
        // Letters are rarer in a text than short words: `n. de la r.`
        let longest = longest.filter(|word| word.folded.len() > 2).or_else(|| words().next());
        let is_whole = words().count() == 1;
        if let Some(word) = longest {
            let telling = match telling {
                Telling::Label if !is_whole => Telling::OfLabel,
                telling => telling,
            };
            self.telling.insert(&word.folded, telling);
        }
    }
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for (language, (_, lexicon)) in lexicon::all().iter().enumerate() {
        let words = &lexicon.notes;
        let mut labels: Vec<(&str, Label)> = Vec::new();
        let lists = [
            (&words.update, UpdateNoteKind::Update),
            (&words.correction, UpdateNoteKind::Correction),
            (&words.clarification, UpdateNoteKind::Clarification),
            (&words.editors_note, UpdateNoteKind::EditorsNote),
            (&words.retraction, UpdateNoteKind::Retraction),
        ];
        for (list, kind) in lists {
            for label in list {
                let names_note = kind == UpdateNoteKind::EditorsNote;
                let dateline = words.dateline.contains(label);
                labels.push((
                    label,
                    Label { kind: Some(kind), dateline, names_note, prefixes: true, weak: false },
                ));
            }
        }
        for label in &words.weak {
            let dateline = words.dateline.contains(label);
            let kind = Some(UpdateNoteKind::EditorsNote);
            labels.push((label, Label { kind, weak: true, dateline, ..Label::default() }));
        }
        for label in &words.dateline {
            if !labels.iter().any(|(known, _)| known == label) {
                labels.push((
                    label,
                    Label {
                        kind: Some(UpdateNoteKind::Update),
                        dateline: true,
                        prefixes: true,
                        ..Label::default()
                    },
                ));
            }
        }
        let of_itself = [&words.itself, &words.loosely, &words.earlier, &words.sentences];
        of_itself.into_iter().flatten().for_each(|phrase| {
            vocabulary.insert_telling(phrase, Telling::OfItself(language));
        });
        for (label, meaning) in labels {
            vocabulary.insert_telling(label, Telling::Label);
            vocabulary.labels.insert(label, (language, meaning));
        }
        let acts = [
            (&words.changed, Act::Changed),
            (&words.corrected, Act::Corrected),
            (&words.errors, Act::Erred),
            (&words.clarified, Act::Clarified),
            (&words.retracted, Act::Retracted),
        ];
        for (list, act) in acts {
            list.iter().for_each(|word| vocabulary.acts.insert(word, act));
        }
        let plain = [
            (&words.connectors, &mut vocabulary.connectors),
            (&words.itself, &mut vocabulary.itself),
            (&words.loosely, &mut vocabulary.loosely),
            (&words.habits, &mut vocabulary.habits),
            (&lexicon.bylines.by, &mut vocabulary.by),
            (&lexicon.dates.published, &mut vocabulary.published),
            (&lexicon.dates.fillers, &mut vocabulary.fillers),
            (&words.earlier, &mut vocabulary.earlier),
            (&words.sentences, &mut vocabulary.sentences),
            (&words.invitations, &mut vocabulary.invitations),
        ];
        for (list, phrases) in plain {
            list.iter().for_each(|phrase| phrases.insert(phrase, language));
        }
    }
    vocabulary
});

/// A longer line is none that is an act and its time, in tokens.
const LONGEST_ACT: usize = 120;

/// Tells whether a paragraph may hold a note: it has a word of a label, of the page's name for itself
/// or for its former state, or, if it is short, an act and a number. Without them it is none.
pub(super) fn may_hold_note(text: &str, tokens: &[Token], language: Option<usize>) -> bool {
    let is_telling = |at: usize| {
        VOCABULARY.telling.at(tokens, at).any(|(_, telling)| match telling {
            Telling::Label => is_written_like_label(text, tokens, at),
            Telling::OfLabel => true,
            Telling::OfItself(own) => counts(*own, language),
        })
    };
    let is_number = |token: &Token| token.kind == TokenKind::Number;
    (0..tokens.len()).any(is_telling)
        || tokens.len() <= LONGEST_ACT
            && tokens.iter().any(is_number)
            && has_act(tokens, 0..tokens.len())
}

/// Returns the longest label at a token and the token after it; the page's own language wins.
pub(super) fn label_at(
    text: &str,
    tokens: &[Token],
    at: usize,
    language: Option<usize>,
) -> Option<(usize, Label)> {
    let candidates: Vec<(usize, &(usize, Label))> = VOCABULARY.labels.at(tokens, at).collect();
    let longest = candidates.first()?.0;
    let of_length = || candidates.iter().filter(|(after, _)| *after == longest);
    let (after, (_, label)) = of_length()
        .find(|(_, (own, _))| Some(*own) == language)
        .or_else(|| of_length().find(|(_, (_, label))| !label.weak))
        .or_else(|| of_length().next())?;
    is_written_like_label(text, tokens, at).then_some((*after, *label))
}

/// A label is not written in the small letters of a sentence's middle.
fn is_written_like_label(text: &str, tokens: &[Token], at: usize) -> bool {
    let starts_small = tokens[at].of(text).starts_with(char::is_lowercase);
    let follows_start = at == 0 || !tokens[at - 1].is_word() && !tokens[at - 1].is_mark(',');
    !starts_small || follows_start
}

/// Skips one word that may stand between a label and its timestamp.
pub(super) fn connector(tokens: &[Token], at: usize) -> Option<usize> {
    VOCABULARY.connectors.longest(tokens, at).map(|(after, _)| after)
}

/// Tells whether the page names itself among the tokens.
pub(super) fn names_itself(tokens: &[Token], language: Option<usize>) -> bool {
    has(&VOCABULARY.itself, tokens, language) || has(&VOCABULARY.loosely, tokens, language)
}

/// The page's name for itself at the beginning of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnName {
    /// The token after it.
    pub after: usize,
    /// It could be another article's: "the story".
    pub is_loose: bool,
    /// A word stands before it.
    pub is_late: bool,
}

/// Returns the page's name for itself with which the tokens begin, perhaps after one word.
pub(super) fn itself_begins(tokens: &[Token], language: Option<usize>) -> Option<OwnName> {
    let find = |phrases, is_loose| {
        (0..2).find_map(|at| {
            let after = ending(phrases, tokens, at, language)?;
            Some(OwnName { after, is_loose, is_late: at > 0 })
        })
    };
    find(&VOCABULARY.itself, false).or_else(|| find(&VOCABULARY.loosely, true))
}

/// Tells whether the tokens speak of publication.
pub(super) fn tells_of_publication(tokens: &[Token], language: Option<usize>) -> bool {
    has(&VOCABULARY.published, tokens, language)
}

/// Tells whether a word that names who did something stands at a token.
pub(super) fn is_by(tokens: &[Token], at: usize) -> bool {
    VOCABULARY.by.longest(tokens, at).is_some()
}

/// Tells whether the tokens say that something is done again and again.
pub(super) fn tells_a_habit(tokens: &[Token], language: Option<usize>) -> bool {
    has(&VOCABULARY.habits, tokens, language)
}

/// Tells whether the page names its former state.
pub(super) fn names_earlier(tokens: &[Token], language: Option<usize>) -> bool {
    has(&VOCABULARY.earlier, tokens, language)
}

/// Returns the token after the page's name for its former state among the first tokens.
pub(super) fn earlier_among(
    tokens: &[Token],
    first: usize,
    language: Option<usize>,
) -> Option<usize> {
    (0..tokens.len().min(first)).find_map(|at| ending(&VOCABULARY.earlier, tokens, at, language))
}

/// Tells whether a word stands at a token that joins a name to another, as "of" does.
pub(super) fn is_of(tokens: &[Token], at: usize) -> bool {
    VOCABULARY.fillers.longest(tokens, at).is_some()
}

/// Tells whether the reader is asked for something.
pub(super) fn is_invitation(tokens: &[Token], language: Option<usize>) -> bool {
    has(&VOCABULARY.invitations, tokens, language)
}

/// Tells whether the tokens begin with a sentence that is a note by itself.
pub(super) fn tells_by_itself(tokens: &[Token], language: Option<usize>) -> bool {
    begins(&VOCABULARY.sentences, tokens, 0, language)
}

/// Returns the act that a word at the token names.
pub(super) fn act_at(tokens: &[Token], at: usize) -> Option<Act> {
    VOCABULARY.acts.longest(tokens, at).map(|(_, act)| *act)
}

/// Tells whether an act is named among the tokens of a range.
pub(super) fn has_act(tokens: &[Token], range: Range<usize>) -> bool {
    (range.start..range.end.min(tokens.len())).any(|at| act_at(tokens, at).is_some())
}

/// Returns the kinds of acts named among the tokens of a range, each once.
pub(super) fn acts_in(tokens: &[Token], range: Range<usize>) -> Vec<Act> {
    let mut acts = Vec::new();
    for at in range.start..range.end.min(tokens.len()) {
        // One word may be two acts: 修正 changes and corrects.
        for (_, act) in VOCABULARY.acts.at(tokens, at) {
            if !acts.contains(act) {
                acts.push(*act);
            }
        }
    }
    acts
}

/// Tells whether a line is a forum's stamp: `edited Feb 12, 2011 at 21:50`, `#1 · Aug 5 (Edited)`.
pub(super) fn is_forum_stamp(tokens: &[Token]) -> bool {
    tokens
        .first()
        .is_some_and(|token| token.kind == TokenKind::Mark('#') || token.folded == "edited")
}

fn has(phrases: &Phrases<usize>, tokens: &[Token], language: Option<usize>) -> bool {
    (0..tokens.len()).any(|at| begins(phrases, tokens, at, language))
}

fn begins(phrases: &Phrases<usize>, tokens: &[Token], at: usize, language: Option<usize>) -> bool {
    ending(phrases, tokens, at, language).is_some()
}

/// Returns the token after the longest phrase at a token.
fn ending(
    phrases: &Phrases<usize>,
    tokens: &[Token],
    at: usize,
    language: Option<usize>,
) -> Option<usize> {
    let mut found = phrases.at(tokens, at);
    found.find(|(_, own)| counts(**own, language)).map(|(after, _)| after)
}

/// Tells whether a phrase of a language counts on a page in another.
///
/// It counts in its own; English ones count everywhere, since sites of all languages keep the words
/// of their English software.
fn counts(own: usize, language: Option<usize>) -> bool {
    static ENGLISH: LazyLock<Option<usize>> = LazyLock::new(|| lexicon::index_of(Some("en")));
    language.is_none() || Some(own) == language || Some(own) == *ENGLISH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_of_every_file_is_found() {
        let mut unused = Vec::new();
        for (language, (code, lexicon)) in lexicon::all().iter().enumerate() {
            let words = &lexicon.notes;
            let own = Some(language);
            let acts = [
                (&words.changed, Act::Changed),
                (&words.corrected, Act::Corrected),
                (&words.errors, Act::Erred),
                (&words.clarified, Act::Clarified),
                (&words.retracted, Act::Retracted),
            ];
            for (list, act) in acts {
                let is_unused = |phrase: &&String| {
                    let tokens = tokens(phrase);
                    !acts_in(&tokens, 0..tokens.len()).contains(&act)
                };
                unused.extend(list.iter().filter(is_unused).map(|it| format!("{code}: {it}")));
            }
            type Test = fn(&[Token], Option<usize>) -> bool;
            let lists: [(&Vec<String>, Test); 7] = [
                (&words.connectors, |tokens, _| connector(tokens, 0).is_some()),
                (&words.itself, |tokens, own| itself_begins(tokens, own).is_some()),
                (&words.loosely, |tokens, own| itself_begins(tokens, own).is_some()),
                (&words.habits, tells_a_habit),
                (&words.earlier, names_earlier),
                (&words.sentences, tells_by_itself),
                (&words.invitations, is_invitation),
            ];
            for (list, is_found) in lists {
                let is_unused = |phrase: &&String| !is_found(&tokens(phrase), own);
                unused.extend(list.iter().filter(is_unused).map(|it| format!("{code}: {it}")));
            }
        }
        assert!(unused.is_empty(), "{unused:?}");
    }
}
