//! The publication: a name, never an address.

use super::{findings::Findings, json_ld::LinkedData, meta_tags::MetaTags, properties::Properties};
use crate::prose;
use palimpsest_article::{MetadataField, MetadataSource};

/// A longer one is a slogan, in characters.
const LONGEST: usize = 100;

/// Finds the publisher's name.
pub(super) fn find(
    tags: &MetaTags,
    linked: &LinkedData,
    properties: &Properties,
    findings: &mut Findings,
) -> Option<String> {
    const NAMES: [&str; 8] = [
        "og:site_name",
        "application-name",
        "dc.publisher",
        "dcterms.publisher",
        "publisher",
        "article:publisher",
        "apple-mobile-web-app-title",
        "twitter:app:name:iphone",
    ];
    let stated: Vec<(String, MetadataSource)> = linked
        .publisher
        .as_deref()
        .map(|name| (name, MetadataSource::JsonLd))
        .into_iter()
        .chain(properties.all("publisher"))
        .chain(tags.stated(&NAMES))
        .map(|(name, source)| (prose::fold(name), source))
        .filter(|(name, _)| is_name(name))
        .collect();
    for (name, source) in &stated {
        findings.add(MetadataField::Publisher, name, *source);
    }
    // Some are known by their domain: where nothing better is said, it is the name.
    let spoken = stated.iter().find(|(name, _)| !is_domain(name));
    let publisher = spoken.or(stated.first()).map(|(name, _)| name.clone());
    findings.choose(MetadataField::Publisher, publisher.as_slice());
    publisher
}

fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
        && text.chars().count() <= LONGEST
        && !text.contains("://")
        && !text.starts_with(['/', '@', '#'])
        && !text.starts_with("www.")
        && !text.to_ascii_lowercase().starts_with("mailto:")
}

fn is_domain(text: &str) -> bool {
    let end = text.rsplit('.').next().unwrap_or("");
    !text.contains(' ')
        && text.contains('.')
        && (2..=10).contains(&end.len())
        && end.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata::scan::scan};

    fn publisher(linked: &str, meta: &str) -> Option<String> {
        let tree = dom::parse(meta);
        let dom = dom::flatten(&tree);
        let scan = scan(&dom);
        let tags = super::super::meta_tags::read(&dom, &scan.metas);
        let properties = super::super::properties::read(&dom, &scan.properties);
        let linked = LinkedData { publisher: Some(linked.to_owned()), ..LinkedData::default() };
        find(&tags, &linked, &properties, &mut Findings::default())
    }

    #[test]
    fn an_address_is_no_name() {
        let meta = "<meta property='og:site_name' content='The Herald'>\
                    <meta property='article:publisher' content='https://social.example/herald'>";
        assert_eq!(publisher("https://herald.example/", meta).as_deref(), Some("The Herald"));
        assert_eq!(publisher("herald.example", meta).as_deref(), Some("The Herald"));
        assert_eq!(publisher("herald.example", "").as_deref(), Some("herald.example"));
        assert_eq!(publisher("www.herald.example", ""), None);
        assert_eq!(publisher("Herald Group", meta).as_deref(), Some("Herald Group"));
    }
}
