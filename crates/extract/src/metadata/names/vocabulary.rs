//! The words around names: those of all languages together, and those of none. It must not know
//! how a byline is read.

use crate::lexicon;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Names that publishing systems give who gave none; no language's words.
pub(super) const NOBODY: [&str; 22] = [
    "admin",
    "administrator",
    "administrador",
    "webmaster",
    "root",
    "user",
    "superuser",
    "guest",
    "system",
    "default",
    "test",
    "null",
    "none",
    "undefined",
    "unknown",
    "anonymous",
    "no author",
    "n/a",
    "na",
    "wordpress",
    "wp admin",
    "cms",
];
/// Links beside a name.
pub(super) const SOCIAL: [&str; 20] = [
    "more posts",
    "all posts",
    "edit",
    "profile",
    "facebook",
    "twitter",
    "x",
    "instagram",
    "youtube",
    "linkedin",
    "xing",
    "email",
    "e-mail",
    "mail",
    "rss",
    "website",
    "web",
    "bio",
    "tiktok",
    "pinterest",
];

/// Small words inside names, of all languages that have them.
pub(super) const PARTICLES: [&str; 30] = [
    "de", "da", "do", "dos", "das", "di", "du", "del", "della", "la", "le", "van", "von", "vom",
    "der", "den", "ter", "ten", "zu", "zum", "zur", "af", "av", "al", "el", "bin", "ibn", "ben",
    "y", "e",
];
/// Degrees behind a name.
pub(super) const DEGREES: [&str; 18] = [
    "md", "phd", "dvm", "rn", "mph", "jd", "cpa", "mba", "esq", "dds", "do", "facp", "rd", "ldn",
    "cfa", "cpp", "psp", "pharmd",
];

/// The words of all languages.
#[derive(Default)]
pub(super) struct Words {
    pub by: Labels,
    pub and: HashSet<String>,
    pub roles: HashSet<String>,
    pub desks: HashSet<String>,
    /// Articles and possessives of three letters or more: shorter ones begin names (`Le`, `El`).
    pub determiners: HashSet<String>,
    pub credits: Labels,
}

/// Words that stand before a name, by their first letter; the longest first, so that `written by`
/// is tried before `by`.
#[derive(Default)]
pub(super) struct Labels(HashMap<char, Vec<String>>);

impl Labels {
    fn insert(&mut self, label: &str) {
        let Some(first) = label.chars().next() else { return };
        let list = self.0.entry(first).or_default();
        if !list.iter().any(|known| known == label) {
            list.push(label.to_owned());
            list.sort_by_key(|label| std::cmp::Reverse(label.len()));
        }
    }

    /// Returns those with which a text in lower case may begin.
    pub fn like(&self, lower: &str) -> &[String] {
        let first = lower.chars().next();
        first.and_then(|first| self.0.get(&first)).map_or(&[], Vec::as_slice)
    }

    /// Tells whether a text in lower case is one of them.
    pub fn contains(&self, lower: &str) -> bool {
        self.like(lower).iter().any(|label| label == lower)
    }
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (_, lexicon) in lexicon::all() {
        let bylines = &lexicon.bylines;
        bylines.by.iter().for_each(|label| words.by.insert(label));
        bylines.credits.iter().for_each(|label| words.credits.insert(label));
        words.and.extend(bylines.and.iter().cloned());
        words.roles.extend(bylines.roles.iter().cloned());
        words.desks.extend(bylines.desks.iter().cloned());
        let determiners = lexicon.quotation.determiners.iter();
        words.determiners.extend(determiners.filter(|word| word.chars().count() >= 3).cloned());
    }
    words
});
