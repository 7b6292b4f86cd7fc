//! What an article was filed under: its section and its tags, as lists for machines and links have
//! them.

use super::{
    findings::Findings, json_ld::LinkedData, meta_tags::MetaTags, properties::Properties,
    scan::Scan,
};
use crate::{dom::Dom, prose};
use palimpsest_article::{MetadataField, MetadataSource};

/// A longer one is a sentence, in characters.
const LONGEST: usize = 60;
/// No list is longer; some pages stuff hundreds of search words into it.
const MOST: usize = 30;

/// Finds the section.
pub(super) fn section(
    tags: &MetaTags,
    linked: &LinkedData,
    properties: &Properties,
    findings: &mut Findings,
) -> Option<String> {
    let linked = linked.section.as_deref().map(|name| (name, MetadataSource::JsonLd));
    let names =
        ["article:section", "og:article:section", "parsely-section", "section", "articlesection"];
    let stated: Vec<(String, MetadataSource)> = linked
        .into_iter()
        .chain(properties.all("articleSection"))
        .chain(tags.stated(&names))
        .map(|(name, source)| (prose::fold(name), source))
        .filter(|(name, _)| is_topic(name))
        .collect();
    for (name, source) in &stated {
        findings.add(MetadataField::Section, name, *source);
    }
    let section = stated.into_iter().next().map(|(name, _)| name);
    findings.choose(MetadataField::Section, section.as_slice());
    section
}

/// Finds the tags: those of the surest source that has any.
pub(super) fn tags(
    dom: &Dom,
    scan: &Scan,
    tags: &MetaTags,
    linked: &LinkedData,
    properties: &Properties,
    findings: &mut Findings,
) -> Vec<String> {
    let mut best: Vec<String> = Vec::new();
    let mut joined = Vec::new();
    let mut add = |written: Vec<&str>, source: MetadataSource| {
        let list = cleaned(&written);
        if list.is_empty() {
            return;
        }
        let all = list.join(", ");
        findings.add(MetadataField::Tags, &all, source);
        if best.is_empty() {
            joined.push(all);
            best = list;
        }
    };
    add(linked.tags.iter().map(String::as_str).collect(), MetadataSource::JsonLd);
    for name in ["article:tag", "og:article:tag", "parsely-tags", "sailthru.tags"] {
        let source = tags.stated(&[name]).next().map_or(MetadataSource::Meta, |(_, source)| source);
        add(tags.all(name).collect(), source);
    }
    let marked: Vec<(&str, MetadataSource)> = properties.all("keywords").collect();
    if let Some((_, source)) = marked.first() {
        add(marked.iter().map(|(written, _)| *written).collect(), *source);
    }
    let links: Vec<String> = scan.tags.iter().take(MOST).map(|&at| dom.text(at)).collect();
    add(links.iter().map(String::as_str).collect(), MetadataSource::Link);
    for name in ["news_keywords", "keywords", "dc.subject", "dcterms.subject"] {
        let source = tags.stated(&[name]).next().map_or(MetadataSource::Meta, |(_, source)| source);
        add(tags.all(name).collect(), source);
    }
    findings.choose(MetadataField::Tags, &joined);
    best
}

/// Splits lists, drops what is no topic and what repeats.
fn cleaned(written: &[&str]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    let parts = written.iter().flat_map(|text| text.split([',', ';', '|', '，', '、', '\n']));
    // A list of thousands is not read to its end.
    for part in parts.take(MOST * 8) {
        let topic = prose::fold(part.trim().trim_start_matches('#'));
        let key = prose::key(&topic);
        if list.len() < MOST && is_topic(&topic) && !keys.contains(&key) {
            keys.push(key);
            list.push(topic);
        }
    }
    list
}

/// Tells words from addresses, numbers and a publishing system's own labels: `Category: Travel`,
/// `stats-reach-all`, `2f0c-11ed`.
fn is_topic(text: &str) -> bool {
    let is_one_word = !text.contains(' ');
    let is_code = is_one_word
        && (text.contains('.')
            || text.matches(['-', '_']).count() >= 3
            || (text.contains('-') && text.bytes().filter(u8::is_ascii_digit).count() >= 4));
    text.chars().any(char::is_alphabetic)
        && text.chars().count() <= LONGEST
        && !text.contains(['=', '{', '<', ':', '\\'])
        && !text.starts_with(['/', '@'])
        && !is_code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_and_cleaned() {
        assert_eq!(
            cleaned(&["Roads, #Rivers; roads", "Town  hall"]),
            ["Roads", "Rivers", "Town hall"]
        );
        assert_eq!(cleaned(&["https://a.example/x", "page=3", "42", " , "]), [""; 0]);
        let codes = ["Category: Travel", "a.example", "all-stats-of-reach", "98be933f-38cf-4fba"];
        assert_eq!(cleaned(&codes), [""; 0]);
        assert_eq!(cleaned(&["COVID-19", "S-Bahn"]), ["COVID-19", "S-Bahn"]);
        let many = (0..500).map(|n| format!("tag {n}")).collect::<Vec<_>>().join(",");
        assert_eq!(cleaned(&[&many]).len(), MOST);
    }
}
