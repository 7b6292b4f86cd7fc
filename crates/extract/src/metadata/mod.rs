//! What a page says of its article: gathered from JSON-LD, microdata, RDFa, `<meta>` and visible
//! words, and weighed.
//!
//! One walk ([`scan`]) notes where things are; each vocabulary has a room that reads it, and each
//! field one that chooses among what was read and notes what else was said ([`findings`]). The
//! rooms must not know the body's blocks.

mod access;
mod addresses;
mod authors;
mod findings;
mod headline;
mod json_ld;
mod json_repair;
mod machine_dates;
mod meta_tags;
mod names;
mod properties;
mod publisher;
mod scan;
mod site_name;
mod topics;

pub(crate) use json_ld::StatedCorrection;

use crate::{dates::Zone, dom::Dom, prose};
use findings::Findings;
use palimpsest_article::{Finding, Metadata, MetadataField, MetadataSource};
use url::Url;

/// What the page states, for the body and the assembly to use.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub metadata: Metadata,
    /// The node of the visible headline.
    pub headline_node: Option<usize>,
    /// Every wording of the headline on the page.
    pub headline_forms: Vec<String>,
    /// Their words alone, for comparing.
    pub headline_keys: Vec<String>,
    /// The summary that the page gives to machines.
    pub description: Option<String>,
    /// The body as JSON-LD gives it: a witness, often cut or without paragraphs.
    pub article_body: Option<String>,
    /// The language the page declares, as written.
    pub language: Option<String>,
    /// The country of the publisher's postal address, as written.
    pub country: Option<String>,
    /// Corrections that the page states for machines.
    pub corrections: Vec<StatedCorrection>,
}

/// Gathers what the page states.
pub(crate) fn collect(dom: &Dom, base: Option<&Url>) -> Facts {
    let scan = scan::scan(dom);
    let tags = meta_tags::read(dom, &scan.metas);
    let linked = json_ld::read(dom, &scan.linked_data);
    let properties = properties::read(dom, &scan.properties);
    let mut findings = Findings::default();

    let language = chosen(
        MetadataField::Language,
        languages(dom, &scan, &tags, &linked, &properties),
        &mut findings,
    );
    let publisher = publisher::find(&tags, &linked, &properties, &mut findings);
    let site_names = [
        publisher.clone(),
        linked.publisher.clone(),
        tags.first(&["og:site_name"]),
        tags.first(&["application-name"]),
    ];
    let domain = base.and_then(Url::domain);
    let sites = site_name::SiteNames::new(site_names.into_iter().flatten(), domain);
    let headline = headline::find(dom, &scan, &tags, &linked, &sites, &mut findings);
    let dates = machine_dates::find(dom, &tags, &linked, headline.node, base, language.as_deref());
    let authors = authors::find(dom, &scan, &tags, &linked, &sites, headline.node, &mut findings);
    let description = descriptions(&tags, &linked, &properties, &mut findings);

    let metadata = Metadata {
        headline: headline.text,
        alternative_headline: headline.alternative,
        standfirst: None,
        authors,
        publisher,
        section: topics::section(&tags, &linked, &properties, &mut findings),
        tags: topics::tags(dom, &scan, &tags, &linked, &properties, &mut findings),
        is_accessible_for_free: access::find(&tags, &linked, &properties, &mut findings),
        date_published: machine_dates::published(&dates),
        date_modified: machine_dates::modified(&dates),
        dates,
        canonical_url: addresses::canonical(dom, &scan, &tags, &linked, base, &mut findings),
        image: addresses::image(dom, &scan, &tags, &linked, &properties, base, &mut findings),
        findings: findings.into_vec(),
    };
    Facts {
        metadata,
        headline_node: headline.node,
        headline_keys: headline.forms.iter().map(|form| crate::prose::key(form)).collect(),
        headline_forms: headline.forms,
        description,
        article_body: linked.article_body,
        language,
        country: linked.country,
        corrections: linked.corrections,
    }
}

/// Notes the standfirst that was chosen once the body was known.
pub(crate) fn note_standfirst(metadata: &mut Metadata) {
    let Some(standfirst) = &metadata.standfirst else { return };
    let field = MetadataField::Standfirst;
    let known = metadata
        .findings
        .iter_mut()
        .find(|finding| finding.field == field && prose::same_words(&finding.value, standfirst));
    match known {
        Some(finding) => finding.is_chosen = true,
        None => {
            let at = metadata.findings.partition_point(|finding| finding.field <= field);
            let source = MetadataSource::Visible;
            let value = standfirst.clone();
            metadata.findings.insert(at, Finding { field, value, source, is_chosen: true });
        }
    }
}

/// Tells the chosen dates in the time of the publisher's place, where the page gives them in UTC alone.
pub(crate) fn tell_dates_in(metadata: &mut Metadata, zone: Zone) {
    for date in [&mut metadata.date_published, &mut metadata.date_modified] {
        *date = date.map(|date| machine_dates::in_publishers_zone(&metadata.dates, date, zone));
    }
}

/// A value and where it was found.
type Stated = (String, MetadataSource);

/// Notes all values and returns the first.
fn chosen(field: MetadataField, stated: Vec<Stated>, findings: &mut Findings) -> Option<String> {
    for (value, source) in &stated {
        findings.add(field, value, *source);
    }
    let first = stated.into_iter().next().map(|(value, _)| value);
    findings.choose(field, first.as_slice());
    first
}

fn languages(
    dom: &Dom,
    scan: &scan::Scan,
    tags: &meta_tags::MetaTags,
    linked: &json_ld::LinkedData,
    properties: &properties::Properties,
) -> Vec<Stated> {
    let of_page = scan.html.and_then(|index| {
        dom.attribute(index, "lang").or_else(|| dom.attribute(index, "xml:lang"))
    });
    let linked = linked.language.as_deref().map(|tag| (tag, MetadataSource::JsonLd));
    linked
        .into_iter()
        .chain(of_page.map(|tag| (tag, MetadataSource::Meta)))
        .chain(tags.stated(&[
            "content-language",
            "og:locale",
            "dc.language",
            "language",
            "inlanguage",
        ]))
        .chain(properties.all("inLanguage"))
        .map(|(tag, source)| (tag.trim().to_owned(), source))
        .filter(|(tag, _)| !tag.is_empty() && tag.len() <= 40)
        .collect()
}

fn descriptions(
    tags: &meta_tags::MetaTags,
    linked: &json_ld::LinkedData,
    properties: &properties::Properties,
    findings: &mut Findings,
) -> Option<String> {
    const NAMES: [&str; 5] = [
        "og:description",
        "description",
        "twitter:description",
        "dc.description",
        "dcterms.description",
    ];
    let linked = linked.description.as_deref().map(|text| (text, MetadataSource::JsonLd));
    let marked = properties.all("description");
    let mut first = None;
    for (text, source) in linked.into_iter().chain(tags.stated(&NAMES)).chain(marked) {
        findings.add(MetadataField::Standfirst, &prose::fold(text), source);
        first.get_or_insert_with(|| text.to_owned());
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom;

    fn collected(html: &str) -> Facts {
        let tree = dom::parse(html);
        collect(
            &dom::flatten(&tree),
            Url::parse("https://herald.example/a?utm_source=x").ok().as_ref(),
        )
    }

    #[test]
    fn every_field_keeps_its_source_and_conflicts_stay() {
        let facts = collected(
            "<html lang=en-GB><title>Bridge closed | The Herald</title>\
             <meta property=og:title content='Old bridge closed today'>\
             <meta property=og:site_name content='The Herald'>\
             <meta property=og:locale content=en_US>\
             <link rel=image_src href=/1.jpg><h1>Old bridge closed</h1>",
        );
        let of = |field| -> Vec<(&str, MetadataSource, bool)> {
            let all = facts.metadata.findings.iter().filter(|finding| finding.field == field);
            all.map(|f| (f.value.as_str(), f.source, f.is_chosen)).collect()
        };
        assert_eq!(
            of(MetadataField::Headline),
            [
                ("Old bridge closed", MetadataSource::Visible, true),
                ("Old bridge closed today", MetadataSource::OpenGraph, false),
                ("Bridge closed", MetadataSource::TitleElement, false),
            ]
        );
        assert_eq!(
            of(MetadataField::Language),
            [("en-GB", MetadataSource::Meta, true), ("en_US", MetadataSource::OpenGraph, false)]
        );
        assert_eq!(
            of(MetadataField::Image),
            [("https://herald.example/1.jpg", MetadataSource::Link, true)]
        );
        assert_eq!(
            of(MetadataField::CanonicalUrl),
            [("https://herald.example/a", MetadataSource::Address, true)]
        );
    }

    #[test]
    fn a_standfirst_found_later_is_noted() {
        let mut metadata = collected("<meta name=description content='It is old.'>").metadata;
        metadata.standfirst = Some("It is old.".to_owned());
        note_standfirst(&mut metadata);
        assert_eq!(metadata.findings.iter().filter(|finding| finding.is_chosen).count(), 2);
        metadata.standfirst = Some("Another one.".to_owned());
        note_standfirst(&mut metadata);
        let last = metadata.findings.iter().rfind(|f| f.field == MetadataField::Standfirst);
        assert_eq!(last.map(|finding| finding.source), Some(MetadataSource::Visible));
    }
}
