//! What a page says of its article: gathered from JSON-LD, `<meta>`, microdata and visible words.
//!
//! Each source has a file; this one weighs them. The room must not know the body's blocks.

mod authors;
mod headline;
mod json_ld;
mod machine_dates;
mod meta_tags;

use crate::dom::{Dom, resolve};
use palimpsest_article::{Metadata, canonical_url};
use url::Url;

/// What the page states, for the body and the assembly to use.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub metadata: Metadata,
    /// The node of the visible headline.
    pub headline_node: Option<usize>,
    /// Every wording of the headline on the page.
    pub headline_forms: Vec<String>,
    /// The summary that the page gives to machines.
    pub description: Option<String>,
    /// The body as JSON-LD gives it: a witness, often cut or without paragraphs.
    pub article_body: Option<String>,
    /// The language the page declares, as written.
    pub language: Option<String>,
}

/// Gathers what the page states.
pub(crate) fn collect(dom: &Dom, base: Option<&Url>) -> Facts {
    let tags = meta_tags::read(dom);
    let linked = json_ld::read(dom);
    let language = declared_language(dom, &tags, &linked);

    let publisher = linked
        .publisher
        .clone()
        .or_else(|| tags.first(&["og:site_name", "application-name", "dc.publisher"]));
    let site_names: Vec<String> = [
        publisher.clone(),
        tags.first(&["og:site_name"]),
        tags.first(&["application-name"]),
        base.and_then(Url::domain).map(str::to_owned),
    ]
    .into_iter()
    .flatten()
    .collect();
    let headline = headline::find(dom, &tags, &linked, &site_names);

    let canonical = dom
        .elements(&["link"])
        .find(|&index| {
            dom.attribute(index, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        })
        .and_then(|index| dom.attribute(index, "href"))
        .map(str::to_owned)
        .or_else(|| tags.first(&["og:url"]))
        .or_else(|| linked.url.clone());
    let web = |url: &Url| matches!(url.scheme(), "http" | "https");
    let canonical_url = canonical
        .and_then(|written| resolve(base, &written))
        .filter(web)
        .or_else(|| base.cloned().filter(web))
        .map(|url| canonical_url(&url));
    let image = linked
        .image
        .clone()
        .or_else(|| tags.first(&["og:image", "og:image:url", "og:image:secure_url"]))
        .or_else(|| tags.first(&["twitter:image", "twitter:image:src"]))
        .and_then(|written| resolve(base, &written))
        .filter(web);

    let dates = machine_dates::find(dom, &tags, &linked, headline.node, base, language.as_deref());
    let metadata = Metadata {
        headline: headline.text,
        alternative_headline: headline.alternative,
        standfirst: None,
        authors: authors::find(dom, &tags, &linked, &site_names, headline.node),
        publisher,
        section: linked
            .section
            .clone()
            .or_else(|| tags.first(&["article:section", "parsely-section", "section"])),
        date_published: machine_dates::published(&dates),
        date_modified: machine_dates::modified(&dates),
        dates,
        canonical_url,
        image,
    };
    let description = linked
        .description
        .clone()
        .or_else(|| tags.first(&["og:description", "description", "twitter:description"]))
        .or_else(|| tags.first(&["dc.description", "dcterms.description"]));
    Facts {
        metadata,
        headline_node: headline.node,
        headline_forms: headline.forms,
        description,
        article_body: linked.article_body,
        language,
    }
}

fn declared_language(
    dom: &Dom,
    tags: &meta_tags::MetaTags,
    linked: &json_ld::LinkedData,
) -> Option<String> {
    let of_page = dom.elements(&["html"]).next().and_then(|index| {
        dom.attribute(index, "lang").or_else(|| dom.attribute(index, "xml:lang"))
    });
    linked
        .language
        .clone()
        .or_else(|| of_page.map(str::to_owned))
        .or_else(|| tags.first(&["content-language", "og:locale", "dc.language", "language"]))
        .map(|written| written.trim().to_owned())
        .filter(|written| !written.is_empty())
}
