//! Who signs the article.

use super::{json_ld::LinkedData, meta_tags::MetaTags};
use crate::{dom::Dom, prose};

/// A longer string is a biography, not a name.
const LONGEST_NAME: usize = 70;
const MOST: usize = 20;
/// How far from the headline, in nodes, a byline may stand.
const NEAR: usize = 250;

/// Words before a name in a byline. Prepositions of the languages we read, with the space after.
const BY: [&str; 26] = [
    "written by ",
    "reported by ",
    "posted by ",
    "published by ",
    "story by ",
    "words by ",
    "by: ",
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "da ",
    "de ",
    "door ",
    "av ",
    "af ",
    "autor: ",
    "autor:in ",
    "auteur : ",
    "author: ",
    "redacción ",
    "texto: ",
    "text: ",
    "od ",
    "автор: ",
];
/// Between two names.
const AND: [&str; 12] = [
    " and ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " & ", " i ", " и ", " with ",
];

/// Finds the authors: what is told to machines first, then what the markup calls an author.
pub(super) fn find(
    dom: &Dom,
    tags: &MetaTags,
    linked: &LinkedData,
    site_names: &[String],
    headline: Option<usize>,
) -> Vec<String> {
    let told = cleaned(linked.authors.iter().map(String::as_str));
    let is_site = |name: &String| {
        let joined = |text: &str| prose::key(text).replace(' ', "");
        site_names.iter().any(|site| {
            let (site, name) = (joined(site), joined(name));
            site == name || site.strip_prefix("www").unwrap_or(&site) == name
        })
    };
    if !told.is_empty() && !told.iter().all(is_site) {
        return told;
    }
    const NAMES: [&str; 9] = [
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "dc.creator.personalname",
        "parsely-author",
        "sailthru.author",
        "byl",
        "article:author_name",
    ];
    let tagged = cleaned(
        NAMES
            .iter()
            .find_map(|name| {
                let mut found = tags.all(name).filter(|value| is_name(value)).peekable();
                found.peek().is_some().then(|| found.collect::<Vec<_>>())
            })
            .unwrap_or_default(),
    );
    if !tagged.is_empty() && !tagged.iter().all(is_site) {
        return tagged;
    }
    let visible = cleaned(visible(dom, headline).iter().map(String::as_str));
    // A page that signs with its own name only is signed by its desk.
    [visible, told, tagged].into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// Returns the words of elements that the markup calls author or byline, the surest kind only.
///
/// Near the headline they sign the article; further down they sign comments and other articles.
fn visible(dom: &Dom, headline: Option<usize>) -> Vec<String> {
    let mut by_kind: [Vec<String>; 3] = Default::default();
    for index in 0..dom.nodes.len() {
        let Some(element) = dom.element(index) else { continue };
        let mut kind = None;
        for (name, value) in element.attrs() {
            let says = |word: &str| value.split_whitespace().any(|part| part == word);
            match name {
                "itemprop" if says("author") => kind = Some(0),
                "rel" if says("author") => kind = kind.or(Some(1)),
                "class" if kind.is_none() => {
                    let lower = value.to_ascii_lowercase();
                    let is_author = lower.split([' ', '-', '_']).any(|word| {
                        matches!(
                            word,
                            "author" | "byline" | "autor" | "auteur" | "autore" | "authors"
                        )
                    });
                    // `author-bio` and its kin tell of the author elsewhere on the page.
                    let is_about = [
                        "bio", "avatar", "image", "photo", "date", "time", "social", "comment",
                        "follow",
                    ]
                    .iter()
                    .any(|word| lower.contains(word));
                    if is_author && !is_about {
                        kind = Some(2);
                    }
                }
                _ => {}
            }
        }
        let is_far = headline.is_some_and(|at| index.abs_diff(at) > NEAR);
        let is_page = matches!(element.name(), "meta" | "link" | "body" | "html");
        let Some(kind) = kind.filter(|kind| !is_page && (*kind == 0 || !is_far)) else {
            continue;
        };
        let named = dom
            .subtree(index)
            .skip(1)
            .find(|&inner| dom.attribute(inner, "itemprop").is_some_and(|prop| prop == "name"));
        let text = match named {
            Some(inner) => {
                dom.attribute(inner, "content").map_or_else(|| dom.text(inner), str::to_owned)
            }
            None => dom.text(index),
        };
        // A class is a weak word: what it names must look like a name too.
        let fits = if kind == 2 { looks_like_names(&text) } else { is_name(&text) };
        if fits && by_kind[kind].len() < MOST {
            by_kind[kind].push(text);
        }
    }
    by_kind.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// Tells a byline from a sentence about the author: few words, most of them capitalised.
fn looks_like_names(text: &str) -> bool {
    let bare = without_by(text);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let has_case = bare.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    is_name(text)
        && words.len() <= 8
        && !bare.chars().any(|c| c.is_ascii_digit())
        && (!has_case || (!words.is_empty() && capitals * 3 >= words.len() * 2))
}

fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    2 <= count
        && count <= LONGEST_NAME * 3
        && !text.contains("://")
        && !text.starts_with("www.")
        && text.chars().any(char::is_alphabetic)
}

/// Splits lists of names, cuts what stands around them, drops repetitions.
fn cleaned<'a>(written: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in written {
        if !is_name(text) {
            continue;
        }
        let text = without_by(&prose::fold(&text.replace('\u{a0}', " ")));
        let text = text.split(['|', '•', '·', '\n', '—', '–']).next().unwrap_or("").to_owned();
        for name in split_names(&text) {
            let name = without_by(name.trim_matches([' ', ',', ';', ':', '-', '/', '\u{a0}']));
            let known = names.iter().any(|known| prose::same_words(known, &name));
            let fits = is_name(&name) && name.chars().count() <= LONGEST_NAME;
            // Degrees after a comma: "MD", "CPP".
            let is_degree = !names.is_empty()
                && name.len() <= 5
                && name.chars().all(|c| c.is_ascii_uppercase() || c == '.');
            let is_address =
                is_degree || name.contains('@') || name.chars().any(|c| c.is_ascii_digit());
            if fits && !known && !is_address && names.len() < MOST {
                names.push(name);
            }
        }
    }
    names
}

fn without_by(text: &str) -> String {
    let mut rest = text.trim();
    loop {
        // Only a preposition in the usual form: "Von" begins some surnames, followed by more words.
        let cut = BY.iter().find_map(|by| {
            let start = rest.get(..by.len())?;
            let next = rest[by.len()..].chars().next()?;
            let is_by = start.to_lowercase() == *by && !next.is_lowercase();
            is_by.then(|| rest[by.len()..].trim_start())
        });
        match cut {
            Some(cut) if cut.split(' ').count() >= 1 && cut.len() < rest.len() => rest = cut,
            _ => return rest.to_owned(),
        }
    }
}

fn split_names(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split([',', ';']).collect();
    for and in AND {
        parts = parts
            .into_iter()
            // " e ", " y ", " i " stand inside names too: both sides must be full names.
            .flat_map(|part| match part.split_once(and) {
                Some((a, b)) if a.trim().contains(' ') && b.trim().contains(' ') => {
                    part.split(and).collect::<Vec<_>>()
                }
                _ => vec![part],
            })
            .collect();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &[&str], names: &[&str]) {
        assert_eq!(cleaned(written.iter().copied()), names, "{written:?}");
    }

    #[test]
    fn names_are_cut_out_of_bylines() {
        check(&["By Ada Reyes and Bo Lind"], &["Ada Reyes", "Bo Lind"]);
        check(&["Par Ada Reyes | 3 mars"], &["Ada Reyes"]);
        check(&["Ada Reyes, Bo Lind", "ADA REYES"], &["Ada Reyes", "Bo Lind"]);
        check(&["https://herald.example/ada", "ada@herald.example"], &[]);
        check(&["Ada Reyes y Soto"], &["Ada Reyes y Soto"]);
    }
}
