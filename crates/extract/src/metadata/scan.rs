//! One walk over the page that notes where the things are that state something of the article. It
//! must not know what they state.

use crate::{
    body::model::{ByHash, hash},
    dom::{Dom, attribute},
};

/// The places of a page, each list in document order.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// `<html>`, the first one.
    pub html: Option<usize>,
    /// `<title>`, the first one outside a drawing.
    pub title: Option<usize>,
    pub metas: Vec<usize>,
    pub links: Vec<usize>,
    /// Scripts of JSON-LD.
    pub linked_data: Vec<usize>,
    /// `h1`, `h2`, `h3` and whatever is marked a headline.
    pub headings: Vec<usize>,
    /// Elements other than `<meta>` with a microdata or RDFa property.
    pub properties: Vec<usize>,
    /// Elements that the markup names an author or a byline, and how.
    pub bylines: Vec<(usize, BylineMark)>,
    /// Short elements set to the right, as a signature is.
    pub signatures: Vec<usize>,
    /// Links that are tags of this page.
    pub tags: Vec<usize>,
}

/// By what an element is named an author or byline; surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BylineMark {
    /// A property of microdata or RDFa.
    Property,
    /// `rel=author`.
    Relation,
    /// A class, id or test id with a word for it.
    Class,
    /// The address of a link: `/author/ada-reyes`.
    Address,
    /// A class that names no more than a name or a writer.
    WeakClass,
}

/// A page of lists has more; the headline is not behind them.
const MOST_HEADINGS: usize = 1_000;

/// Looks at every element once.
pub(super) fn scan(dom: &Dom) -> Scan {
    let mut scan = Scan::default();
    let mut skip_until = 0;
    // Headings of menus and footers are none of the article's.
    let mut furniture_until = 0;
    // Templates repeat their classes.
    let mut known: ByHash<Option<BylineMark>> = ByHash::default();
    for index in 0..dom.nodes.len() {
        let Some(element) = dom.element(index) else { continue };
        let name = element.name();
        match name {
            "meta" => {
                scan.metas.push(index);
                continue;
            }
            "link" => scan.links.push(index),
            "script" => {
                let is_linked = attribute(element, "type").is_some_and(|kind| {
                    let kind = kind.trim().as_bytes();
                    const JSON_LD: &[u8] = b"application/ld+json";
                    kind.get(..JSON_LD.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(JSON_LD))
                });
                if is_linked {
                    scan.linked_data.push(index);
                }
                continue;
            }
            "html" if scan.html.is_none() => scan.html = Some(index),
            "svg" => skip_until = dom.nodes[index].end,
            "nav" | "footer" | "noscript" => {
                furniture_until = furniture_until.max(dom.nodes[index].end);
            }
            "title" if scan.title.is_none() && index >= skip_until => scan.title = Some(index),
            _ => {}
        }
        if index < skip_until {
            continue;
        }
        let mut is_heading = matches!(name, "h1" | "h2" | "h3");
        let mut mark: Option<BylineMark> = None;
        let mut note = |found: BylineMark| mark = Some(mark.map_or(found, |mark| mark.min(found)));
        for (key, value) in element.attrs() {
            match key {
                "itemprop" | "property" => {
                    scan.properties.push(index);
                    if local_names(value).any(|name| name == "headline") {
                        is_heading = true;
                    }
                    if local_names(value).any(|name| matches!(name, "author" | "creator")) {
                        note(BylineMark::Property);
                    }
                }
                "rel" => {
                    let says = |word: &str| {
                        value.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word))
                    };
                    if says("author") {
                        note(BylineMark::Relation);
                    }
                    if says("tag") && name == "a" {
                        scan.tags.push(index);
                    }
                }
                "class" | "id" | "data-testid" | "data-component" | "data-qa" => {
                    let found = known.entry(hash(value)).or_insert_with(|| class_mark(value));
                    if let Some(found) = *found {
                        note(found);
                    }
                }
                "align" if value.eq_ignore_ascii_case("right") => scan.signatures.push(index),
                "style" if is_set_right(value) => scan.signatures.push(index),
                "href" if name == "a" && is_profile(value) => note(BylineMark::Address),
                _ => {}
            }
        }
        if is_heading && furniture_until <= index && scan.headings.len() < MOST_HEADINGS {
            scan.headings.push(index);
        }
        if let Some(mark) = mark.filter(|_| !matches!(name, "html" | "body")) {
            scan.bylines.push((index, mark));
        }
    }
    scan.properties.dedup();
    scan
}

/// Returns the words of a property attribute without their vocabulary: `schema:author`,
/// `http://purl.org/dc/terms/creator`.
pub(super) fn local_names(value: &str) -> impl Iterator<Item = &str> {
    value.split_ascii_whitespace().map(|word| word.rsplit([':', '/', '#']).next().unwrap_or(word))
}

/// Tells what a class, or a name like one, says of its element.
fn class_mark(value: &str) -> Option<BylineMark> {
    // Words for somebody who signs, as class names of many languages have them; and words for what
    // stands beside a name, or tells of an author elsewhere on the page.
    const SIGNS: [&str; 6] = ["author", "byline", "autor", "auteur", "redakteur", "forfatter"];
    const WEAK: [&str; 5] = ["writer", "journalist", "reporter", "username", "name"];
    const BESIDE: [&str; 29] = [
        "bio",
        "biography",
        "biografia",
        "avatar",
        "image",
        "img",
        "photo",
        "picture",
        "date",
        "time",
        "social",
        "comment",
        "comments",
        "follow",
        "role",
        "job",
        "position",
        "quote",
        "citation",
        "related",
        "recommended",
        "description",
        "desc",
        "count",
        "icon",
        "logo",
        "file",
        "site",
        "share",
    ];
    let is_one_of =
        |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let (mut found, mut is_only_weak) = (None, true);
    for word in class_words(value) {
        // Most words are none of these, and their first letter tells.
        let begin = word.as_bytes()[0].to_ascii_lowercase();
        let is_sign = matches!(begin, b'a' | b'b' | b'r' | b'f')
            && SIGNS.iter().any(|sign| {
                word.get(..sign.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(sign))
            });
        if is_sign {
            found = Some(BylineMark::Class);
        } else if matches!(begin, b'w' | b'j' | b'r' | b'u' | b'n') && is_one_of(word, &WEAK) {
            found = found.or(Some(BylineMark::WeakClass));
        } else {
            is_only_weak &= word.eq_ignore_ascii_case("full");
        }
    }
    // `nav-name` and `file-name` name anything.
    found
        .filter(|mark| *mark == BylineMark::Class || is_only_weak)
        .filter(|_| !class_words(value).any(|word| is_one_of(word, &BESIDE)))
}

/// Returns the words of a class name, parted by signs, digits or a capital: `post-authorName`.
/// Shorter ones than three letters say nothing.
fn class_words(value: &str) -> impl Iterator<Item = &str> {
    let bytes = value.as_bytes();
    let is_joint = |at: usize| {
        !bytes[at].is_ascii_alphabetic()
            || (bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
    };
    let mut at = 0;
    let words = std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_alphabetic)?;
        at = (start + 1..bytes.len()).find(|&at| is_joint(at)).unwrap_or(bytes.len());
        Some(&value[start..at])
    });
    words.filter(|word| word.len() >= 3)
}

fn is_set_right(style: &str) -> bool {
    let rest = style.split_once("text-align").map_or("", |(_, rest)| rest);
    rest.trim_start_matches([':', ' ']).starts_with("right")
}

/// Tells whether an address is that of a writer's own page.
fn is_profile(href: &str) -> bool {
    const FOLDERS: [&str; 14] = [
        "author",
        "authors",
        "autor",
        "autoren",
        "autores",
        "auteur",
        "auteurs",
        "autori",
        "contributor",
        "contributors",
        "writers",
        "journalist",
        "journalists",
        "signataires",
    ];
    let path = &href[..memchr::memchr2(b'?', b'#', href.as_bytes()).unwrap_or(href.len())];
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let last = parts.next().unwrap_or("");
    last.len() >= 3
        && parts
            .next()
            .is_some_and(|folder| FOLDERS.iter().any(|known| folder.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_read_word_by_word() {
        let sure = [
            "author",
            "byline author",
            "article__byline",
            "post-author vcard",
            "authorName",
            "Teaser_authorName__Q7ctt",
            "metaInfoAuthorList-item",
            "autorenzeile small",
        ];
        for class in sure {
            assert_eq!(class_mark(class), Some(BylineMark::Class), "{class}");
        }
        for class in ["name", "writer", "full-name", "writer writer-name", "username"] {
            assert_eq!(class_mark(class), Some(BylineMark::WeakClass), "{class}");
        }
        for class in
            ["author-bio", "comment-author", "author_avatar", "nav-name", "site-author", "", "é-ß"]
        {
            assert_eq!(class_mark(class), None, "{class}");
        }
    }

    #[test]
    fn a_profile_is_told_from_a_folder() {
        assert!(is_profile("https://n.example/author/ada-reyes/"));
        assert!(is_profile("/autoren/reyes?x=1"));
        assert!(!is_profile("/authors/"));
        assert!(!is_profile("/news/the-author-of-it"));
    }

    #[test]
    fn properties_have_no_vocabulary() {
        let names = |value: &'static str| local_names(value).collect::<Vec<_>>();
        assert_eq!(names("schema:author dc:creator"), ["author", "creator"]);
        assert_eq!(names("http://purl.org/dc/terms/title"), ["title"]);
        assert_eq!(names("headline"), ["headline"]);
    }
}
