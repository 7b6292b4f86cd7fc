//! Tells speech from names, titles, terms and marks of distance, and whole statements from words
//! inside the writer's sentence. It must not know who speaks, only how sure that is.

use super::model::QuoteModel;
use super::part::Part;
use super::speaker::is_reported;
use super::vocabulary::Roles;
use crate::words::{TokenKind, is_space};
use palimpsest_article::QuotationKind;

/// What a passage's numbers are.
pub const KIND_NAMES: [&str; 56] = [
    "words",
    "letters",
    "capital",
    "ends_stop",
    "ends_comma",
    "ends_cry",
    "starts_sentence",
    "starts_block",
    "closes_block",
    "colon",
    "comma_before",
    "named",
    "written",
    "capitals",
    "titled",
    "single",
    "guillemet",
    "straight",
    "determiner_before",
    "small_before",
    "stop_before",
    "verb_before",
    "capital_before",
    "word_before",
    "capital_after",
    "lower_after",
    "stop_after",
    "comma_after",
    "speaker",
    "known_cue",
    "rule",
    "rule_beside",
    "rule_direct",
    "rule_partial",
    "rule_text",
    "verbs_in_sentence",
    "passages_in_sentence",
    "again",
    "verbs_inside",
    "small_inside",
    "numbers_inside",
    "block_words",
    "neighbour",
    "closed",
    "cue",
    "cue_away",
    "other_sentence",
    "title_inside",
    "reported",
    "bare",
    "noun_before",
    "phrase_before",
    "possessive_before",
    "first_small",
    "pronouns_inside",
    "verb_beside",
];

pub(crate) type KindRow = [f32; KIND_NAMES.len()];

/// What is known of a passage's attribution when its kind is asked.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// The rules found a speaker; beside the passage.
    pub rule: bool,
    pub rule_beside: bool,
    /// How likely the likeliest speaker is.
    pub speaker: f32,
    /// Whether a cue of the language was found for that speaker.
    pub known_cue: bool,
    /// How likely its cue is, and how many words lie between cue and passage.
    pub cue: f32,
    pub cue_away: usize,
    /// That speaker is in another sentence.
    pub other_sentence: bool,
    /// How often the same words are in marks elsewhere in the article.
    pub again: usize,
    /// How often they come without marks.
    pub bare: usize,
}

/// Words on which the kind of a passage depends.
struct Shape {
    count: usize,
    capitalised: bool,
    /// It begins with a small letter; scripts without capitals have none.
    lower: bool,
    ends: bool,
    colon: bool,
    starts_sentence: bool,
    named: bool,
    /// By a word that says so, not by an article alone.
    called: bool,
    written: bool,
    titled: bool,
}

/// How likely a passage must be speech to count as it.
const SPEECH: f32 = 0.6;

/// Returns what a passage is, and how sure that is.
pub(super) fn kind(
    part: &Part,
    passage: usize,
    evidence: Evidence,
    model: &QuoteModel,
) -> (QuotationKind, f32) {
    let shape = part.shape(passage);
    let by_rule = by_rule(part, passage, &shape, evidence);
    if model.kind.trees.is_empty() || !part.is_learned || is_certain(part, passage, &shape) {
        return (by_rule, 0.7);
    }
    let speech = model.kind.probability(&row(part, passage, evidence));
    // "So-called" says it all, unless somebody is told to call it so.
    if shape.called && by_rule == QuotationKind::Term && !evidence.known_cue {
        return (by_rule, (1.0 - speech).max(0.5));
    }
    let is_speech = matches!(by_rule, QuotationKind::Direct | QuotationKind::Partial);
    match speech >= SPEECH {
        true if is_speech => (by_rule, speech),
        true => (spoken(&shape, evidence), speech),
        false if is_speech => {
            let kind = match shape.capitalised {
                true => QuotationKind::Term,
                false => QuotationKind::Scare,
            };
            (if shape.written { QuotationKind::Text } else { kind }, 1.0 - speech)
        }
        false => (by_rule, 1.0 - speech),
    }
}

/// A whole statement, or words in the writer's sentence.
fn spoken(shape: &Shape, evidence: Evidence) -> QuotationKind {
    let stands_alone = shape.starts_sentence || shape.colon || evidence.rule_beside;
    let whole = shape.capitalised && stands_alone && (shape.count >= 4 || shape.ends)
        || shape.ends && shape.count >= 4 && shape.starts_sentence && !shape.lower
        || shape.colon && shape.count >= 2;
    if whole { QuotationKind::Direct } else { QuotationKind::Partial }
}

/// Marks of titles, and an address of the web: names whatever is around them.
fn is_certain(part: &Part, passage: usize, shape: &Shape) -> bool {
    let open = part.ranges[passage].start;
    let passage = &part.passages[passage];
    let content = part.text.get(passage.start..passage.end).unwrap_or_default();
    let has_inner_point = content
        .trim_end_matches(['.', '…'])
        .split('.')
        .skip(1)
        .any(|after| after.starts_with(char::is_alphanumeric));
    let is_address = !content.contains(is_space) && has_inner_point && shape.count > 1;
    // `on Channel 4's “Morning with Lind.”`
    let is_owned = shape.titled
        && !part.capital_nouns
        && open.checked_sub(1).is_some_and(|at| part.is_possessive(at));
    matches!(passage.mark, '《' | '〈') || is_address || is_owned
}

fn by_rule(part: &Part, passage: usize, shape: &Shape, evidence: Evidence) -> QuotationKind {
    let Shape { count, capitalised, ends, colon, named, .. } = *shape;
    let (adjacent, attributed) = (evidence.rule_beside, evidence.rule);
    if is_certain(part, passage, shape) {
        return QuotationKind::Term;
    }
    if shape.titled && !adjacent && count <= 8 {
        return QuotationKind::Term;
    }
    if shape.written && !adjacent {
        return QuotationKind::Text;
    }
    if named && count <= 4 && !ends && !colon {
        return QuotationKind::Term;
    }
    if count <= 4 && !ends && !adjacent && !colon {
        if capitalised && !shape.starts_sentence && count <= 3 && !attributed {
            return QuotationKind::Term;
        }
        if !attributed {
            return if capitalised { QuotationKind::Term } else { QuotationKind::Scare };
        }
    }
    if named && capitalised && !ends && !adjacent && !colon && count <= 8 {
        return QuotationKind::Term;
    }
    match spoken(shape, evidence) {
        QuotationKind::Direct if !colon || count >= 2 => QuotationKind::Direct,
        _ if attributed || count >= 5 => QuotationKind::Partial,
        _ => QuotationKind::Scare,
    }
}

impl Part<'_> {
    fn is_possessive(&self, at: usize) -> bool {
        let word = &self.tokens[at].folded;
        word.ends_with("'s") || word.ends_with("’s")
    }

    fn shape(&self, passage: usize) -> Shape {
        let open = self.ranges[passage].start;
        let passage = &self.passages[passage];
        let words = self.tokens_of(passage.start..passage.end);
        let count = self.count_words(words.clone());
        let content = self.text.get(passage.start..passage.end).unwrap_or_default();
        let capitalised = content.starts_with(|first: char| {
            first.is_uppercase()
                || first.is_numeric()
                || matches!(first, '¿' | '¡' | '…' | '[' | '(')
        });
        let ends = content.ends_with(['.', '!', '?', '…', '。', '！', '？', ',']);
        let before = open.checked_sub(1).map(|at| &self.tokens[at]);
        let colon = before.is_some_and(|token| matches!(token.kind, TokenKind::Mark(':' | '：')));
        let after_passage = open.checked_sub(1).is_some_and(|at| self.quoted[at])
            && self.sentences.get(open)
                != open.checked_sub(1).and_then(|at| self.sentences.get(at));
        let starts_sentence = after_passage
            || before.is_none_or(|token| {
                matches!(
                    token.kind,
                    TokenKind::Mark('.' | '!' | '?' | ':' | '—' | '–' | ',' | '。' | '…')
                )
            });
        let called = (open.saturating_sub(2)..open).any(|at| {
            let roles = self.words[at].roles;
            roles.any(Roles::NAMING)
                && !roles.any(Roles::DETERMINER | Roles::PARTICLE | Roles::STOP)
        });
        let near = |far: usize, roles: u16| {
            (open.saturating_sub(far)..open).any(|at| self.words[at].roles.any(roles))
        };
        // A heading's capitals in the middle of a sentence: a title, its stop or comma set inside.
        let titled = count >= 2
            && !starts_sentence
            && words.clone().all(|at| {
                let token = &self.tokens[at];
                !token.is_word() || token.of(self.text).len() < 4 || token.is_capitalised(self.text)
            });
        Shape {
            count,
            capitalised,
            lower: content.starts_with(char::is_lowercase),
            ends,
            colon,
            starts_sentence,
            named: near(2, Roles::NAMING),
            called,
            written: near(5, Roles::WRITTEN),
            titled,
        }
    }
}

/// Returns the numbers of a passage.
pub(super) fn row(part: &Part, passage: usize, evidence: Evidence) -> KindRow {
    let shape = part.shape(passage);
    let range = part.ranges[passage].clone();
    let by_rule = by_rule(part, passage, &shape, evidence);
    let narration = part.narration();
    let marks = &part.passages[passage];
    let content = part.text.get(marks.start..marks.end).unwrap_or_default();
    let inner = part.tokens_of(marks.start..marks.end);
    let inner = inner.start..inner.end.min(inner.start + 200);
    let words = || inner.clone().filter(|&at| part.tokens[at].is_word());
    let share = |is: &dyn Fn(usize) -> bool| {
        words().filter(|&at| is(at)).count() as f32 / shape.count.clamp(1, 200) as f32
    };
    let flag = |is: bool| f32::from(u8::from(is));
    let before = range.start.checked_sub(1);
    let before_is = |roles: u16| flag(before.is_some_and(|at| narration.is(at, roles)));
    let mark = |at: Option<usize>| match at.and_then(|at| part.tokens.get(at)).map(|it| it.kind) {
        Some(TokenKind::Mark(mark)) => mark,
        _ => ' ',
    };
    let word = |at: Option<usize>| at.and_then(|at| part.tokens.get(at)).filter(|it| it.is_word());
    let own = part.sentences.get(range.start).copied().unwrap_or(0);
    let in_sentence = |at: &usize| part.sentences.get(*at) == Some(&own);
    let verbs_near = (range.start.saturating_sub(40)..part.tokens.len().min(range.end + 40))
        .filter(|at| in_sentence(at) && !part.quoted[*at] && narration.is_verb(*at))
        .count();
    let passages_in_sentence = part.ranges
        [passage.saturating_sub(6)..part.ranges.len().min(passage + 7)]
        .iter()
        .filter(|other| in_sentence(&other.start))
        .count();
    let neighbour = |other: Option<usize>| {
        other.and_then(|other| part.ranges.get(other)).is_some_and(|other| {
            let gap = other.end.min(range.end)..other.start.max(range.start);
            gap.len() <= 2
        })
    };
    [
        shape.count.min(60) as f32,
        content.len().min(400) as f32,
        flag(shape.capitalised),
        flag(content.ends_with(['.', '…', '。'])),
        flag(content.ends_with(',')),
        flag(content.ends_with(['!', '?', '！', '？'])),
        flag(shape.starts_sentence),
        flag(before.is_none()),
        flag(range.end >= part.tokens.len()),
        flag(shape.colon),
        flag(mark(before) == ','),
        flag(shape.named),
        flag(shape.written),
        share(&|at| part.tokens[at].is_capitalised(part.text)),
        flag(shape.titled),
        flag(matches!(marks.mark, '\'' | '‘' | '’' | '‚' | '‹' | '›')),
        flag(matches!(marks.mark, '«' | '»')),
        flag(marks.mark == '"'),
        before_is(Roles::DETERMINER),
        before_is(Roles::PARTICLE),
        before_is(Roles::STOP),
        flag((range.start.saturating_sub(3)..range.start).any(|at| narration.is_verb(at))),
        flag(word(before).is_some_and(|word| word.is_capitalised(part.text))),
        flag(word(before).is_some()),
        flag(word(Some(range.end)).is_some_and(|word| word.is_capitalised(part.text))),
        flag(word(Some(range.end)).is_some_and(|word| !word.is_capitalised(part.text))),
        flag(matches!(mark(Some(range.end)), '.' | '!' | '?')),
        flag(mark(Some(range.end)) == ','),
        evidence.speaker,
        flag(evidence.known_cue),
        flag(evidence.rule),
        flag(evidence.rule_beside),
        flag(by_rule == QuotationKind::Direct),
        flag(by_rule == QuotationKind::Partial),
        flag(by_rule == QuotationKind::Text),
        verbs_near.min(6) as f32,
        passages_in_sentence as f32,
        evidence.again.min(5) as f32,
        words().filter(|&at| narration.is_verb(at)).count().min(5) as f32,
        share(&|at| {
            narration.is(at, Roles::STOP | Roles::PARTICLE | Roles::DETERMINER | Roles::PRONOUN)
        }),
        inner.clone().filter(|&at| part.tokens[at].kind == TokenKind::Number).count().min(3) as f32,
        part.count_words(0..part.tokens.len().min(80)) as f32,
        flag(neighbour(passage.checked_sub(1)) || neighbour(Some(passage + 1))),
        flag(marks.closed),
        evidence.cue,
        evidence.cue_away.min(40) as f32,
        flag(evidence.other_sentence),
        flag(words().any(|at| narration.is(at, Roles::TITLE))),
        flag(is_reported(part, &range)),
        evidence.bare.min(6) as f32,
        // `the website “…”`: what the marks hold is its name.
        flag(
            word(before).is_some()
                && before_is(Roles::STOP | Roles::PARTICLE | Roles::DETERMINER | Roles::VERB) < 1.0
                && before.and_then(|at| at.checked_sub(1)).is_some_and(|at| {
                    narration.is(at, Roles::DETERMINER) || narration.is(at, Roles::PARTICLE)
                }),
        ),
        before_is(Roles::PHRASE),
        flag(before.is_some_and(|at| part.is_possessive(at))),
        flag(words().next().is_some_and(|at| {
            narration.is(at, Roles::STOP | Roles::PARTICLE | Roles::DETERMINER | Roles::PRONOUN)
        })),
        words().filter(|&at| narration.is(at, Roles::PRONOUN)).count().min(5) as f32,
        flag(
            before.is_some_and(|at| narration.is_verb(at))
                || range.end < part.tokens.len() && narration.is_verb(range.end),
        ),
    ]
}
