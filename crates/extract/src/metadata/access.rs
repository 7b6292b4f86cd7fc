//! Whether an article can be read without paying, by the page's own word.

use super::{
    findings::Findings,
    json_ld::{LinkedData, truth},
    meta_tags::MetaTags,
    properties::Properties,
};
use palimpsest_article::{MetadataField, MetadataSource};

/// Finds whether all of it is free to read; `None` where the page does not say.
pub(super) fn find(
    tags: &MetaTags,
    linked: &LinkedData,
    properties: &Properties,
    findings: &mut Findings,
) -> Option<bool> {
    let linked = linked.is_accessible_for_free.map(|is_free| (is_free, MetadataSource::JsonLd));
    let marked = properties
        .all("isAccessibleForFree")
        .filter_map(|(word, source)| Some((truth(word)?, source)));
    let meta = tags
        .stated(&["isaccessibleforfree"])
        .filter_map(|(word, source)| Some((truth(word)?, source)));
    // A publisher's tier for sharing. `metered` is free until it is not: it says nothing.
    let tier = tags
        .stated(&[
            "article:content_tier",
            "og:article:content_tier",
            "content_tier",
            "content-tier",
        ])
        .filter_map(|(word, source)| match word.to_ascii_lowercase().as_str() {
            "free" => Some((true, source)),
            "locked" | "paid" | "premium" | "subscription" => Some((false, source)),
            _ => None,
        });
    let stated: Vec<(bool, MetadataSource)> =
        linked.into_iter().chain(marked).chain(meta).chain(tier).collect();
    for (is_free, source) in &stated {
        findings.add(MetadataField::IsAccessibleForFree, &is_free.to_string(), *source);
    }
    let is_free = stated.first().map(|(is_free, _)| *is_free);
    let chosen: Vec<String> = is_free.iter().map(bool::to_string).collect();
    findings.choose(MetadataField::IsAccessibleForFree, &chosen);
    is_free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata::scan::scan};

    fn is_free(html: &str) -> Option<bool> {
        let tree = dom::parse(html);
        let dom = dom::flatten(&tree);
        let scan = scan(&dom);
        let tags = super::super::meta_tags::read(&dom, &scan.metas);
        let linked = super::super::json_ld::read(&dom, &scan.linked_data);
        let properties = super::super::properties::read(&dom, &scan.properties);
        find(&tags, &linked, &properties, &mut Findings::default())
    }

    #[test]
    fn every_vocabulary_has_a_word_for_it() {
        assert_eq!(is_free("<meta property='article:content_tier' content=locked>"), Some(false));
        assert_eq!(is_free("<meta property='article:content_tier' content=metered>"), None);
        assert_eq!(is_free("<meta itemprop=isAccessibleForFree content=False>"), Some(false));
        assert_eq!(is_free("<p itemprop=isAccessibleForFree>true</p>"), Some(true));
        assert_eq!(
            is_free(
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\
                 \"isAccessibleForFree\":\"False\"}</script>\
                 <meta property='article:content_tier' content=free>"
            ),
            Some(false)
        );
        assert_eq!(is_free("<p>Free for all</p>"), None);
    }
}
