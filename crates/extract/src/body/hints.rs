//! What an element's name, class, id and role say of the text inside.
//!
//! Only words that content systems everywhere use; never the name of a site.

use super::model::{self, ByHash};
use crate::{
    dom::{Content, Dom},
    words::WordMap,
};
use std::sync::LazyLock;

/// What an element seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// The markup names it the article's body.
    Body,
    /// It holds an article, perhaps with its surroundings.
    Article,
    /// Around the article: menus, promotion, sharing.
    Furniture,
    /// Beside the article, or a layout that has something beside it.
    Beside,
    /// Readers' words: may be longer than the article.
    Comments,
    /// Not shown.
    Hidden,
}

/// Reads hints, and remembers what the names of a page say: they come again and again.
#[derive(Default)]
pub(super) struct Hints {
    known: ByHash<Said>,
}

/// What a list of names says.
#[derive(Clone, Copy, Default)]
struct Said {
    comments: bool,
    furniture: bool,
    beside: bool,
    body: bool,
}

impl Hints {
    /// Reads the hints of an element; `None` where it says nothing.
    pub fn of(&mut self, dom: &Dom, at: usize) -> Option<Hint> {
        of(dom, at, |names| *self.known.entry(model::hash(names)).or_insert_with(|| said(names)))
    }
}

fn said(names: &str) -> Said {
    let mut said = Said::default();
    for name in names.split_whitespace().take(40) {
        match of_name(name) {
            Some(Hint::Comments) => said.comments = true,
            Some(Hint::Furniture) => said.furniture = true,
            Some(Hint::Beside) => said.beside = true,
            Some(Hint::Body) => said.body = true,
            _ => {}
        }
    }
    said
}

fn of(dom: &Dom, at: usize, mut said: impl FnMut(&str) -> Said) -> Option<Hint> {
    let Content::Element(element) = dom.nodes[at].content else { return None };
    let name = element.name();
    if matches!(name, "html" | "body" | "p" | "a" | "em" | "strong" | "br" | "img") {
        return None;
    }
    let mut hint = match name {
        "nav" | "footer" | "aside" | "menu" | "address" => Some(Hint::Furniture),
        "article" | "main" => Some(Hint::Article),
        _ => None,
    };
    let mut is_body = false;
    for (key, value) in element.attrs() {
        match key {
            "hidden" => return Some(Hint::Hidden),
            "style" if is_not_displayed(value) => return Some(Hint::Hidden),
            "itemprop" => {
                if value.split_whitespace().any(|word| word == "articleBody") {
                    return Some(Hint::Body);
                }
                if value.split_whitespace().any(|word| word == "comment") {
                    return Some(Hint::Comments);
                }
            }
            "role" => match value {
                "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "dialog"
                | "alertdialog" | "menu" | "menubar" | "toolbar" => hint = Some(Hint::Furniture),
                "main" | "article" => hint = hint.or(Some(Hint::Article)),
                _ => {}
            },
            "aria-label" | "class" | "id" | "data-component" | "data-testid" | "data-type" => {
                let said = said(value);
                if said.comments {
                    return Some(Hint::Comments);
                }
                is_body |= said.body;
                if said.furniture {
                    hint = Some(Hint::Furniture);
                } else if said.beside && hint != Some(Hint::Furniture) {
                    hint = Some(Hint::Beside);
                }
            }
            _ => {}
        }
    }
    match hint {
        Some(Hint::Furniture) => hint,
        _ if is_body => Some(Hint::Body),
        _ => hint,
    }
}

/// Tells whether a style says `display: none`.
fn is_not_displayed(style: &str) -> bool {
    const SIGN: &[u8] = b"display:none";
    let mut seen = 0;
    for letter in style.chars().filter(|letter| !letter.is_whitespace()) {
        // Only the first letter of the sign stands nowhere else in it.
        let is_next = |at: usize| letter.eq_ignore_ascii_case(&char::from(SIGN[at]));
        seen = if is_next(seen) { seen + 1 } else { usize::from(is_next(0)) };
        if seen == SIGN.len() {
            return true;
        }
    }
    false
}

/// Judges one class or id by its words.
fn of_name(name: &str) -> Option<Hint> {
    let mut kinds = 0;
    for_words(name, |word| kinds |= KINDS.get(word).copied().unwrap_or(0));
    let has = |kind: u8| kinds & kind != 0;
    if has(IS_COMMENTS) {
        return Some(Hint::Comments);
    }
    if has(IS_FURNITURE) {
        return Some(Hint::Furniture);
    }
    if has(IS_BESIDE) {
        return Some(Hint::Beside);
    }
    (has(IS_WHOLE_BODY) || has(IS_ARTICLE) && has(IS_BODY)).then_some(Hint::Body)
}

const IS_WHOLE_BODY: u8 = 1;
const IS_ARTICLE: u8 = 2;
const IS_BODY: u8 = 4;
const IS_COMMENTS: u8 = 8;
const IS_BESIDE: u8 = 16;
const IS_FURNITURE: u8 = 32;

/// What each word says, one bit for each list below that has it.
static KINDS: LazyLock<WordMap<u8>> = LazyLock::new(|| {
    let mut kinds: WordMap<u8> = WordMap::default();
    let lists: [(&[&str], u8); 6] = [
        (&WHOLE_BODY, IS_WHOLE_BODY),
        (&ARTICLE, IS_ARTICLE),
        (&BODY, IS_BODY),
        (&COMMENTS, IS_COMMENTS),
        (&BESIDE, IS_BESIDE),
        (&FURNITURE, IS_FURNITURE),
    ];
    for (words, kind) in lists {
        words.iter().for_each(|word| *kinds.entry((*word).to_owned()).or_default() |= kind);
    }
    kinds
});

const WHOLE_BODY: [&str; 6] =
    ["articlebody", "storybody", "entrycontent", "postcontent", "articlecontent", "articletext"];
const ARTICLE: [&str; 9] =
    ["article", "story", "post", "entry", "news", "blog", "artikel", "articulo", "noticia"];
const BODY: [&str; 8] =
    ["body", "content", "text", "copy", "inhalt", "contenido", "cuerpo", "texto"];

const COMMENTS: [&str; 8] = [
    "comments",
    "comment",
    "disqus",
    "respond",
    "commentlist",
    "kommentare",
    "comentarios",
    "commentaires",
];
/// Also names of layouts around the article: `sidebar-grid`.
const BESIDE: [&str; 3] = ["sidebar", "rail", "beside"];
const FURNITURE: [&str; 89] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adslot",
    "anzeige",
    "publicidad",
    "sponsor",
    "sponsored",
    "promo",
    "promos",
    "promotion",
    "promoted",
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "signup",
    "register",
    "registration",
    "login",
    "share",
    "shares",
    "sharing",
    "sharebar",
    "social",
    "socials",
    "follow",
    "related",
    "relateds",
    "relatedposts",
    "recommended",
    "recommendation",
    "recommendations",
    "recirculation",
    "recirc",
    "popular",
    "trending",
    "mostread",
    "mostpopular",
    "latest",
    "readmore",
    "readnext",
    "upnext",
    "morenews",
    "morestories",
    "seealso",
    "teaser",
    "teasers",
    "breadcrumb",
    "breadcrumbs",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "masthead",
    "footer",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "modal",
    "popup",
    "overlay",
    "lightbox",
    "toolbar",
    "tools",
    "tags",
    "taglist",
    "tagcloud",
    "topics",
    "keywords",
    "pagination",
    "pager",
    "prevnext",
    "byline",
    "authorbio",
    "bio",
    "avatar",
    "rating",
    "poll",
    "survey",
    "disclaimer",
    "donate",
    "donation",
    "copyright",
    "skip",
];

/// Gives a class list's or id's words in lower case, parted at punctuation and `camelCase` humps.
fn for_words(value: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut was_lower = false;
    for character in value.chars().take(400) {
        let starts = character.is_ascii_uppercase() && was_lower;
        if (!character.is_alphanumeric() || starts) && !word.is_empty() {
            each(&word);
            word.clear();
        }
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        was_lower = character.is_lowercase();
    }
    if !word.is_empty() {
        each(&word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::{flatten, parse};

    fn check(markup: &str, hint: Option<Hint>) {
        let tree = parse(markup);
        let dom = flatten(&tree);
        assert_eq!(Hints::default().of(&dom, 3), hint, "{markup}");
    }

    #[test]
    fn names_tell() {
        check("<div class='article-body'>", Some(Hint::Body));
        check("<div class='storyBody'>", Some(Hint::Body));
        check("<div itemprop=articleBody>", Some(Hint::Body));
        check("<section id=comments>", Some(Hint::Comments));
        check("<div class='box related-stories'>", Some(Hint::Furniture));
        check("<div style='color:red; display: none'>", Some(Hint::Hidden));
        check("<div class='header shadow'>", None);
        check("<article>", Some(Hint::Article));
    }
}
