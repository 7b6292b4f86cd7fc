//! The roles that words of one language play around quotations. It must not know marks or blocks.

use crate::lexicon;
use crate::words::{Phrases, Token};
use std::sync::{LazyLock, OnceLock};

/// What a word may be; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Roles(u16);

impl Roles {
    pub const VERB: u16 = 1;
    pub const PHRASE: u16 = 2;
    pub const PHRASE_AFTER: u16 = 4;
    pub const TITLE: u16 = 8;
    pub const PRONOUN: u16 = 16;
    pub const DETERMINER: u16 = 32;
    pub const PARTICLE: u16 = 64;
    pub const STOP: u16 = 128;
    pub const NAMING: u16 = 256;
    pub const WRITTEN: u16 = 512;
    pub const MASCULINE: u16 = 1024;
    pub const FEMININE: u16 = 2048;
    pub const PLURAL: u16 = 4096;
    pub const OBLIQUE: u16 = 8192;
    pub const REPORTED: u16 = 16384;

    /// Tells whether the word may be any of the roles.
    pub fn any(self, roles: u16) -> bool {
        self.0 & roles != 0
    }

    /// Returns which of the roles it may be.
    pub fn among(self, roles: u16) -> u16 {
        self.0 & roles
    }
}

/// A word's roles, and the token after the longest cue that begins with it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub roles: Roles,
    pub cue_end: usize,
}

type Vocabulary = Phrases<u16>;

/// Returns the roles of each token in a language; in English where the language has no file.
pub(super) fn roles(tokens: &[Token], language: Option<usize>) -> Vec<Word> {
    static ENGLISH: LazyLock<Option<usize>> = LazyLock::new(|| lexicon::index_of(Some("en")));
    static ALL: LazyLock<Vec<OnceLock<Vocabulary>>> =
        LazyLock::new(|| lexicon::all().iter().map(|_| OnceLock::new()).collect());
    let vocabulary = language.or(*ENGLISH).and_then(|index| {
        let (_, lexicon) = lexicon::all().get(index)?;
        Some(ALL.get(index)?.get_or_init(|| read(&lexicon.quotation)))
    });
    let Some(vocabulary) = vocabulary else { return vec![Word::default(); tokens.len()] };
    let mut words = vec![Word::default(); tokens.len()];
    for at in 0..tokens.len() {
        for (end, &role) in vocabulary.at(tokens, at) {
            let is_cue = role & (Roles::VERB | Roles::PHRASE | Roles::PHRASE_AFTER) != 0;
            if is_cue {
                words[at].roles.0 |= role;
                words[at].cue_end = words[at].cue_end.max(end);
            } else {
                // A title or determiner of several words is one at each of them.
                words[at..end].iter_mut().for_each(|word| word.roles.0 |= role);
            }
        }
    }
    words
}

fn read(words: &lexicon::QuotationWords) -> Vocabulary {
    let mut vocabulary = Phrases::default();
    let lists = [
        (&words.verbs, Roles::VERB),
        (&words.phrases, Roles::PHRASE),
        (&words.phrases_after, Roles::PHRASE_AFTER),
        (&words.titles, Roles::TITLE),
        (&words.pronouns, Roles::PRONOUN),
        (&words.determiners, Roles::DETERMINER),
        (&words.particles, Roles::PARTICLE),
        (&words.stops, Roles::STOP),
        (&words.naming, Roles::NAMING),
        (&words.written, Roles::WRITTEN),
        (&words.masculine, Roles::MASCULINE),
        (&words.feminine, Roles::FEMININE),
        (&words.plural, Roles::PLURAL),
        (&words.oblique, Roles::OBLIQUE),
        (&words.reported, Roles::REPORTED),
    ];
    for (list, role) in lists {
        list.iter().for_each(|phrase| vocabulary.insert(phrase, role));
    }
    vocabulary
}
