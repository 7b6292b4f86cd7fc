//! Microdata and RDFa: what elements other than `<meta>` state of the article, as schema.org's and
//! Dublin Core's words.
//!
//! A property belongs to the nearest item around it. Items that are not the article (its publisher,
//! its image, a comment, a teaser in a list) state nothing of it.

use super::scan::local_names;
use crate::{dom::Dom, prose};
use palimpsest_article::MetadataSource;

/// Names and values, in document order.
#[derive(Debug, Default)]
pub(super) struct Properties {
    stated: Vec<(&'static str, String, MetadataSource)>,
}

/// The properties that are read here; headline, author and dates have rooms of their own.
const KNOWN: [&str; 9] = [
    "articleSection",
    "keywords",
    "inLanguage",
    "isAccessibleForFree",
    "publisher",
    "alternativeHeadline",
    "description",
    "image",
    "thumbnailUrl",
];
/// A longer value is not what it is called.
const LONGEST: usize = 1_000;
/// No article has more of these; pages of lists do.
const MOST: usize = 60;

/// Reads the values of the known properties.
pub(super) fn read(dom: &Dom, places: &[usize]) -> Properties {
    let mut properties = Properties::default();
    for &index in places {
        if properties.stated.len() >= MOST {
            break;
        }
        for (attribute, source) in
            [("itemprop", MetadataSource::Microdata), ("property", MetadataSource::Rdfa)]
        {
            let Some(written) = dom.attribute(index, attribute) else { continue };
            for name in local_names(written) {
                let Some(known) = KNOWN.iter().find(|known| **known == name) else { continue };
                if !is_of_article(dom, index) {
                    continue;
                }
                let value = value(dom, index);
                if !value.is_empty() && value.len() <= LONGEST {
                    properties.stated.push((*known, value, source));
                }
            }
        }
    }
    properties
}

impl Properties {
    /// Returns every value of a property.
    pub fn all(&self, name: &str) -> impl Iterator<Item = (&str, MetadataSource)> {
        self.stated
            .iter()
            .filter(move |(key, ..)| *key == name)
            .map(|(_, value, source)| (value.as_str(), *source))
    }
}

/// Tells whether the nearest item around a property is an article, or there is none.
fn is_of_article(dom: &Dom, index: usize) -> bool {
    let item = dom.ancestors(index).find_map(|at| {
        let kind = dom.attribute(at, "itemtype").or_else(|| dom.attribute(at, "typeof"));
        kind.or_else(|| dom.attribute(at, "itemscope").map(|_| ""))
    });
    item.is_none_or(|kind| {
        const KINDS: [&str; 8] =
            ["Article", "Posting", "Report", "Review", "CreativeWork", "WebPage", "Recipe", "Page"];
        kind.is_empty()
            || kind.split_ascii_whitespace().any(|kind| KINDS.iter().any(|end| kind.ends_with(end)))
    })
}

/// Returns the value of a property: an attribute, the name of the item it is, or its words.
fn value(dom: &Dom, index: usize) -> String {
    let attributes: &[&str] = match dom.tag(index) {
        "img" | "source" => &["content", "src", "data-src"],
        "link" => &["href", "content"],
        "a" => &["content"],
        _ => &["content", "resource"],
    };
    if let Some(written) = attributes.iter().find_map(|name| dom.attribute(index, name)) {
        return prose::fold(written);
    }
    let is_item = dom.attribute(index, "itemscope").is_some();
    let inner = is_item.then(|| {
        dom.subtree(index).skip(1).find(|&at| {
            let name = dom.attribute(at, "itemprop");
            name.is_some_and(|name| matches!(name, "name" | "url" | "contentUrl"))
        })
    });
    match inner.flatten() {
        Some(at) => dom
            .attribute(at, "content")
            .or_else(|| dom.attribute(at, "href"))
            .or_else(|| dom.attribute(at, "src"))
            .map_or_else(|| dom.text(at), prose::fold),
        None if dom.subtree(index).len() <= 40 => dom.text(index),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata::scan::scan};

    fn stated(html: &str, name: &str) -> Vec<(String, MetadataSource)> {
        let tree = dom::parse(html);
        let dom = dom::flatten(&tree);
        let properties = read(&dom, &scan(&dom).properties);
        properties.all(name).map(|(value, source)| (value.to_owned(), source)).collect()
    }

    #[test]
    fn an_article_states_and_its_neighbours_do_not() {
        let html = "<div itemscope itemtype='https://schema.org/NewsArticle'>\
            <span itemprop=articleSection>Local  news</span>\
            <div itemprop=publisher itemscope itemtype='https://schema.org/Organization'>\
            <meta itemprop=name content='The Herald'></div>\
            <div itemscope itemtype='https://schema.org/Comment'><i itemprop=keywords>no</i></div>\
            </div>";
        let local = ("Local news".to_owned(), MetadataSource::Microdata);
        assert_eq!(stated(html, "articleSection"), [local]);
        let herald = ("The Herald".to_owned(), MetadataSource::Microdata);
        assert_eq!(stated(html, "publisher"), [herald]);
        assert_eq!(stated(html, "keywords"), []);
    }

    #[test]
    fn rdfa_says_the_same_in_other_attributes() {
        let html = "<div vocab='https://schema.org/' typeof=Article>\
            <span property='schema:keywords'>Roads</span></div>";
        assert_eq!(stated(html, "keywords"), [("Roads".to_owned(), MetadataSource::Rdfa)]);
    }
}
