//! JSON-LD: schema.org's words for articles, read leniently.

mod publishing;

pub(crate) use publishing::StatedCorrection;

use super::json_repair;
use crate::dom::{Content, Dom};
use scraper::Html;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What the page's JSON-LD says of the article.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    pub headline: Option<String>,
    pub alternative_headline: Option<String>,
    pub description: Option<String>,
    pub article_body: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub is_accessible_for_free: Option<bool>,
    pub language: Option<String>,
    /// Of the publisher's postal address.
    pub country: Option<String>,
    pub corrections: Vec<StatedCorrection>,
    pub published: Option<String>,
    pub modified: Option<String>,
    /// Dates of the page that holds the article; weaker than the article's own.
    pub page_published: Option<String>,
    pub page_modified: Option<String>,
    pub url: Option<String>,
    pub image: Option<String>,
}

type Object = Map<String, Value>;

/// Reads all JSON-LD blocks of a page and picks the object that is its article.
pub(super) fn read(dom: &Dom, scripts: &[usize]) -> LinkedData {
    let mut roots = Vec::new();
    for &index in scripts {
        // The parser makes one text of a script.
        let text = match dom.nodes.get(index + 1).map(|node| node.content) {
            Some(Content::Text(text)) if dom.subtree(index).len() == 2 => text,
            _ => continue,
        };
        roots.extend(json_repair::read(text));
    }
    let mut objects = Vec::new();
    for root in &roots {
        list_objects(root, &mut objects);
    }
    let by_id: HashMap<&str, &Object> = objects
        .iter()
        .filter(|object| object.len() > 2)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let article = objects
        .iter()
        .filter_map(|object| Some((article_rank(object)?, *object)))
        // The first of the best: later ones are teasers of other articles.
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, object)| object);
    let page = objects.iter().find(|object| has_type(object, |kind| kind.ends_with("WebPage")));
    let mut data = article.map(|article| read_article(article, &by_id)).unwrap_or_default();
    // Two plugins may each describe the article: what one leaves out the other may say.
    let same = objects.iter().filter(|object| {
        let is_other = article.is_some_and(|article| !std::ptr::eq(article, **object));
        is_other && article_rank(object).is_some() && {
            let headline = string(object, "headline");
            headline.is_some() && headline == data.headline
        }
    });
    for object in same.take(4).collect::<Vec<_>>() {
        fill(&mut data, read_article(object, &by_id));
    }
    if let Some(page) = page {
        data.is_accessible_for_free = data.is_accessible_for_free.or_else(|| access(page));
        data.page_published = string(page, "datePublished");
        data.page_modified = string(page, "dateModified");
        data.language = data.language.or_else(|| language(page));
        data.description = data.description.or_else(|| string(page, "description"));
    }
    data
}

/// Takes over what another description of the same article says and this one does not.
fn fill(data: &mut LinkedData, other: LinkedData) {
    fn take<T>(value: &mut Option<T>, other: Option<T>) {
        *value = value.take().or(other);
    }
    take(&mut data.alternative_headline, other.alternative_headline);
    take(&mut data.description, other.description);
    take(&mut data.article_body, other.article_body);
    take(&mut data.publisher, other.publisher);
    take(&mut data.section, other.section);
    take(&mut data.is_accessible_for_free, other.is_accessible_for_free);
    take(&mut data.language, other.language);
    take(&mut data.published, other.published);
    take(&mut data.modified, other.modified);
    take(&mut data.url, other.url);
    take(&mut data.image, other.image);
    take(&mut data.country, other.country);
    if data.corrections.is_empty() {
        data.corrections = other.corrections;
    }
    if data.authors.is_empty() {
        data.authors = other.authors;
    }
    if data.tags.is_empty() {
        data.tags = other.tags;
    }
}

/// Lists the objects that may describe this page; lists of other pages are not entered.
fn list_objects<'v>(root: &'v Value, objects: &mut Vec<&'v Object>) {
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) => {
                objects.push(object);
                for key in ["mainEntity", "mainEntityOfPage", "@graph"] {
                    open.extend(object.get(key));
                }
            }
            _ => {}
        }
    }
}

/// How surely an object is the page's article: lower is surer, `None` for anything else.
fn article_rank(object: &Object) -> Option<u8> {
    let is = |known: &dyn Fn(&str) -> bool| has_type(object, known);
    let bare = !object.contains_key("headline") && !object.contains_key("articleBody");
    let rank = if is(&|kind| kind.ends_with("NewsArticle") || kind == "LiveBlogPosting") {
        0
    } else if is(&|kind| kind.ends_with("Article") || kind.ends_with("Posting")) {
        1
    } else if is(&|kind| {
        matches!(kind, "Review" | "CriticReview" | "ClaimReview" | "Report" | "Recipe" | "HowTo")
    }) {
        2
    } else if is(&|kind| matches!(kind, "CreativeWork" | "VideoObject" | "NewsMediaObject")) {
        3
    } else {
        return None;
    };
    Some(rank + if bare { 4 } else { 0 })
}

fn has_type(object: &Object, matches: impl Fn(&str) -> bool) -> bool {
    let short = |kind: &str| matches(kind.rsplit(['/', ':', '#']).next().unwrap_or(kind));
    match object.get("@type") {
        Some(Value::String(kind)) => short(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(short),
        _ => false,
    }
}

fn read_article(article: &Object, by_id: &HashMap<&str, &Object>) -> LinkedData {
    LinkedData {
        headline: string(article, "headline").or_else(|| string(article, "name")),
        alternative_headline: string(article, "alternativeHeadline"),
        description: string(article, "description"),
        article_body: article
            .get("articleBody")
            .or_else(|| article.get("text"))
            .and_then(Value::as_str)
            .map(plain)
            .filter(|body| !body.is_empty()),
        authors: names(article.get("author").or_else(|| article.get("creator")), by_id),
        publisher: names(article.get("publisher"), by_id).into_iter().next(),
        section: string(article, "articleSection"),
        tags: names(article.get("keywords"), by_id),
        is_accessible_for_free: access(article),
        language: language(article),
        country: publishing::country(article),
        corrections: publishing::corrections(article),
        published: string(article, "datePublished")
            .or_else(|| string(article, "uploadDate"))
            .or_else(|| string(article, "dateCreated")),
        modified: string(article, "dateModified"),
        page_published: None,
        page_modified: None,
        url: string(article, "url").or_else(|| string(article, "mainEntityOfPage")),
        image: addresses(article.get("image")),
    }
}

/// Returns a string, or the first string of a list.
fn string(object: &Object, key: &str) -> Option<String> {
    let value = match object.get(key)? {
        Value::Array(items) => items.first()?,
        value => value,
    };
    value.as_str().map(plain).filter(|string| !string.is_empty())
}

/// Tells whether an object, or else a part of it, is free to read, by its word.
fn access(object: &Object) -> Option<bool> {
    let of = |object: &Object| match object.get("isAccessibleForFree")? {
        Value::Bool(is_free) => Some(*is_free),
        Value::String(word) => truth(word),
        _ => None,
    };
    let part = || {
        let parts = match object.get("hasPart")? {
            Value::Array(parts) => parts.as_slice(),
            part => std::slice::from_ref(part),
        };
        parts.iter().filter_map(Value::as_object).find_map(of).filter(|is_free| !is_free)
    };
    of(object).or_else(part)
}

/// Reads a truth value as pages write it: `False`, `http://schema.org/True`, `no`.
pub(super) fn truth(word: &str) -> Option<bool> {
    let short = word.trim().rsplit(['/', ':']).next().unwrap_or("").to_ascii_lowercase();
    match short.as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

fn language(object: &Object) -> Option<String> {
    match object.get("inLanguage")? {
        Value::Object(language) => {
            string(language, "alternateName").or_else(|| string(language, "name"))
        }
        _ => string(object, "inLanguage"),
    }
}

/// Returns the names of people or organisations: strings, objects, references, lists of these.
fn names(value: Option<&Value>, by_id: &HashMap<&str, &Object>) -> Vec<String> {
    let mut names = Vec::new();
    let mut open: Vec<&Value> = value.into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::String(name) => names.push(plain(name)),
            Value::Object(object) => {
                let referred = || {
                    let id = object.get("@id")?.as_str()?;
                    by_id.get(id).copied()
                };
                let is_named =
                    ["name", "familyName", "givenName"].iter().any(|key| object.contains_key(*key));
                let named = if is_named { Some(object) } else { referred() };
                let parts = named.filter(|named| !named.contains_key("name")).map(|named| {
                    ["givenName", "familyName"].map(|key| string(named, key).unwrap_or_default())
                });
                names.extend(parts.map(|parts| parts.join(" ").trim().to_owned()));
                match named.and_then(|object| object.get("name")) {
                    // A list of names in one object is not schema.org's way, but is seen.
                    Some(Value::Array(items)) => {
                        names.extend(items.iter().filter_map(Value::as_str).map(plain));
                    }
                    Some(Value::String(name)) => names.push(plain(name)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn addresses(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(address) => Some(address.trim().to_owned()),
        Value::Array(items) => items.iter().find_map(addresses_of_item),
        other => addresses_of_item(other),
    }
}

fn addresses_of_item(value: &Value) -> Option<String> {
    match value {
        Value::String(address) => Some(address.trim().to_owned()),
        Value::Object(object) => {
            let url = object.get("url").or_else(|| object.get("contentUrl"))?;
            url.as_str().map(|address| address.trim().to_owned())
        }
        _ => None,
    }
}

/// Returns a string's words: entities and tags that were pasted into the JSON are resolved.
pub(super) fn plain(written: &str) -> String {
    if !written.contains(['&', '<']) {
        return written.trim().to_owned();
    }
    let spaced = written.replace("</p>", "</p>\n").replace("<br", "\n<br");
    let tree = Html::parse_fragment(&crate::dom::tame_verbatim(&spaced));
    let mut text = String::new();
    for node in tree.tree.values() {
        if let scraper::Node::Text(piece) = node {
            text.push_str(piece);
        }
    }
    // Some publishers escape twice.
    let once = text.trim();
    if once.contains("&quot;") || once.contains("&amp;") || once.contains("&#") {
        once.replace("&quot;", "\"")
            .replace("&#039;", "'")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    } else {
        once.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dom::{flatten, parse as parse_page},
        metadata::scan::scan,
    };

    fn linked(json: &str) -> LinkedData {
        let html = format!("<script type='application/ld+json'>{json}</script>");
        let tree = parse_page(&html);
        let dom = flatten(&tree);
        read(&dom, &scan(&dom).linked_data)
    }

    #[test]
    fn an_article_in_a_graph_with_references() {
        let data = linked(
            r##"{"@graph":[{"@type":"WebPage","@id":"#p","dateModified":"2021-02-03"},
            {"@type":["NewsArticle"],"headline":"Bridge &amp; road","author":{"@id":"#a"},
             "publisher":{"@type":"Organization","name":"The Herald"},"datePublished":"2021-01-09"},
            {"@type":"Person","@id":"#a","name":"Ada Reyes"}]}"##,
        );
        assert_eq!(data.headline.as_deref(), Some("Bridge & road"));
        assert_eq!(data.authors, ["Ada Reyes"]);
        assert_eq!(data.publisher.as_deref(), Some("The Herald"));
        assert_eq!(data.published.as_deref(), Some("2021-01-09"));
        assert_eq!(data.modified, None);
        assert_eq!(data.page_modified.as_deref(), Some("2021-02-03"));
    }

    #[test]
    fn broken_json_is_read_where_its_meaning_is_safe() {
        let body = "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Two\nlines\",\"author\":[\"A B\",],}\n//]]>";
        let data = linked(body);
        assert_eq!(data.headline.as_deref(), Some("Two\nlines"));
        assert_eq!(data.authors, ["A B"]);
        assert!(linked("{\"@type\": \"Article\", \"headline\": ").headline.is_none());
    }

    #[test]
    fn two_descriptions_of_one_article_are_one() {
        let data = linked(
            r#"[{"@type":"NewsArticle","headline":"Bridge","keywords":["Roads","Rivers"]},
            {"@type":"Article","headline":"Bridge","author":{"givenName":"Ada","familyName":"Reyes"}},
            {"@type":"Article","headline":"Other","articleSection":"Sport"}]"#,
        );
        assert_eq!(data.authors, ["Ada Reyes"]);
        assert_eq!(data.tags, ["Roads", "Rivers"]);
        assert_eq!(data.section, None);
    }

    #[test]
    fn a_page_says_whether_it_is_free() {
        let free = |json: &str| {
            linked(&format!("{{\"@type\":\"NewsArticle\",{json}}}")).is_accessible_for_free
        };
        assert_eq!(free(r#""isAccessibleForFree":false"#), Some(false));
        assert_eq!(free(r#""isAccessibleForFree":"True""#), Some(true));
        assert_eq!(free(r#""isAccessibleForFree":"http://schema.org/False""#), Some(false));
        assert_eq!(free(r#""hasPart":{"isAccessibleForFree":"False"}"#), Some(false));
        assert_eq!(
            free(r#""isAccessibleForFree":true,"hasPart":[{"isAccessibleForFree":false}]"#),
            Some(true)
        );
        assert_eq!(free(r#""hasPart":[{"isAccessibleForFree":true}]"#), None);
        assert_eq!(free(r#""name":"x""#), None);
    }

    #[test]
    fn articles_of_a_list_are_not_the_page() {
        let data = linked(
            r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other"}]}"#,
        );
        assert_eq!(data.headline, None);
    }
}
