//! The addresses that the page states: its own, and that of the image that stands for it.

use super::{
    chosen, findings::Findings, json_ld::LinkedData, meta_tags::MetaTags, properties::Properties,
    scan::Scan,
};
use crate::dom::{Dom, resolve};
use palimpsest_article::{MetadataField, MetadataSource, canonical_url};
use url::Url;

/// Finds the address the page gives itself, in canonical form.
pub(super) fn canonical(
    dom: &Dom,
    scan: &Scan,
    tags: &MetaTags,
    linked: &LinkedData,
    base: Option<&Url>,
    findings: &mut Findings,
) -> Option<Url> {
    let link = linked_address(dom, scan, "canonical").map(|href| (href, MetadataSource::Link));
    let linked = linked.url.as_deref().map(|href| (href, MetadataSource::JsonLd));
    let stated = link.into_iter().chain(tags.stated(&["og:url"])).chain(linked);
    let urls: Vec<(Url, MetadataSource)> = stated
        .filter_map(|(href, source)| Some((resolve(base, href)?, source)))
        .filter(|(url, _)| is_web(url))
        .chain(base.filter(|base| is_web(base)).map(|base| (base.clone(), MetadataSource::Address)))
        .map(|(url, source)| (canonical_url(&url), source))
        .collect();
    let all = urls.iter().map(|(url, source)| (url.to_string(), *source)).collect();
    chosen(MetadataField::CanonicalUrl, all, findings);
    urls.into_iter().next().map(|(url, _)| url)
}

/// Finds the image that stands for the article.
pub(super) fn image(
    dom: &Dom,
    scan: &Scan,
    tags: &MetaTags,
    linked: &LinkedData,
    properties: &Properties,
    base: Option<&Url>,
    findings: &mut Findings,
) -> Option<Url> {
    const NAMES: [&str; 7] = [
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
        "twitter:image:src",
        "parsely-image-url",
        "thumbnail",
    ];
    let link = linked_address(dom, scan, "image_src").map(|href| (href, MetadataSource::Link));
    let linked = linked.image.as_deref().map(|href| (href, MetadataSource::JsonLd));
    let urls: Vec<(Url, MetadataSource)> = linked
        .into_iter()
        .chain(tags.stated(&NAMES))
        .chain(properties.all("image"))
        .chain(properties.all("thumbnailUrl"))
        .chain(link)
        .filter_map(|(href, source)| Some((resolve(base, href)?, source)))
        .filter(|(url, _)| is_web(url))
        .collect();
    let all = urls.iter().map(|(url, source)| (url.to_string(), *source)).collect();
    chosen(MetadataField::Image, all, findings);
    urls.into_iter().next().map(|(url, _)| url)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// Returns the address of the first link of a kind.
fn linked_address<'a>(dom: &Dom<'a>, scan: &Scan, kind: &str) -> Option<&'a str> {
    let is_kind = |index: &&usize| {
        dom.attribute(**index, "rel").is_some_and(|rel| {
            rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(kind))
        })
    };
    let links = scan.links.iter().filter(is_kind);
    links.filter_map(|&index| dom.attribute(index, "href")).find(|href| !href.trim().is_empty())
}
