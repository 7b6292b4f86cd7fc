//! Who signs the article: what is told to machines and what stands in the byline, weighed.
//!
//! A source that names a person is believed before one that names the newsroom, an account or the
//! site itself; among equals, what is told to machines comes first.

use super::{
    findings::Findings,
    json_ld::LinkedData,
    meta_tags::MetaTags,
    names::{self, Signer, SignerKind, signers},
    scan::{BylineMark, Scan},
    site_name::SiteNames,
};
use crate::{
    dom::{Content, Dom},
    prose,
};
use palimpsest_article::{MetadataField, MetadataSource};

/// How far from the headline, in nodes, a byline may stand.
const NEAR: usize = 250;
/// The same for words that only look like one.
const VERY_NEAR: usize = 90;
/// A longer element is more than a byline, in nodes.
const LARGEST: usize = 60;
/// A page of comments has an author in each.
const MOST_ELEMENTS: usize = 40;

/// Who signs, by one source.
struct Group {
    signers: Vec<Signer>,
    source: MetadataSource,
    /// Whether the markup says no more than that it is a name, or less.
    is_weak: bool,
}

/// Finds the authors.
pub(super) fn find(
    dom: &Dom,
    scan: &Scan,
    tags: &MetaTags,
    linked: &LinkedData,
    sites: &SiteNames,
    headline: Option<usize>,
    findings: &mut Findings,
) -> Vec<String> {
    let mut groups = told(tags, linked);
    let has_person = |group: &Group| {
        let is_person = |signer: &Signer| {
            signer.kind == SignerKind::Person && !sites.is_site(&signer.name)
        };
        group.signers.iter().any(is_person)
    };
    groups.extend(marked(dom, scan, headline));
    if !groups.iter().any(has_person)
        && let Some(at) = headline
    {
        groups.extend(worded(dom, at));
    }
    // A site's own name signs nothing where anybody else does.
    let rank = |group: &Group| {
        let kind = |signer: &Signer| match sites.is_site(&signer.name) {
            true => 4,
            false => signer.kind as u8,
        };
        group.signers.iter().map(kind).min().unwrap_or(u8::MAX)
    };
    let told_desk = groups.iter().any(|group| rank(group) <= 2 && !group.is_weak);
    let mut best: Option<(u8, &Group)> = None;
    for group in &groups {
        // What is weak only stands in for nobody at all.
        let value = if group.is_weak && told_desk { u8::MAX } else { rank(group) };
        if best.is_none_or(|(best, _)| value < best) {
            best = Some((value, group));
        }
    }
    let mut authors: Vec<String> = Vec::new();
    if let Some((_, best)) = best {
        let people = has_person(best);
        authors = best
            .signers
            .iter()
            .filter(|signer| {
                let is_glue = matches!(signer.kind, SignerKind::Desk | SignerKind::Account)
                    || sites.is_site(&signer.name);
                !(people && is_glue)
            })
            .map(|signer| signer.name.clone())
            .collect();
    }
    for group in &groups {
        for signer in &group.signers {
            findings.add(MetadataField::Authors, &signer.name, group.source);
        }
    }
    findings.choose(MetadataField::Authors, &authors);
    authors
}

/// What machines are told, surest first.
fn told(tags: &MetaTags, linked: &LinkedData) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut add = |written: &mut dyn Iterator<Item = &str>, source| {
        let mut all: Vec<Signer> = Vec::new();
        for signer in written.flat_map(signers) {
            if !all.iter().any(|known| prose::same_words(&known.name, &signer.name)) {
                all.push(signer);
            }
        }
        all.truncate(names::MOST);
        if !all.is_empty() {
            groups.push(Group { signers: all, source, is_weak: false });
        }
    };
    add(&mut linked.authors.iter().map(String::as_str), MetadataSource::JsonLd);
    const NAMES: [&str; 12] = [
        "byl",
        "parsely-author",
        "sailthru.author",
        "article:author_name",
        "article:author",
        "og:article:author",
        "author",
        "dc.creator",
        "dcterms.creator",
        "dc.creator.personalname",
        "authors",
        "og:author",
    ];
    for name in NAMES {
        let source = tags.stated(&[name]).next().map(|(_, source)| source);
        if let Some(source) = source {
            add(&mut tags.all(name), source);
        }
    }
    // Names like `cxenseparse:author`, `articleAuthor`.
    for (name, content) in &tags.entries {
        let is_author = name.ends_with("author") && !NAMES.contains(&name.as_str());
        if is_author && !name.starts_with("twitter:") {
            add(&mut std::iter::once(content.as_str()), MetadataSource::Meta);
        }
    }
    // Cards of labelled data: "Written by", and in the next tag the name.
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        if tags.all(label).any(|label| names::without_by(label).is_empty()) {
            add(&mut tags.all(data), MetadataSource::Twitter);
        }
    }
    add(&mut tags.all("twitter:misc:written by"), MetadataSource::Twitter);
    groups
}

/// What the markup names an author or a byline, one group for each way to name it.
///
/// Near the headline it signs the article; further down, comments and other articles.
fn marked(dom: &Dom, scan: &Scan, headline: Option<usize>) -> Vec<Group> {
    let mut by_mark: [Vec<Signer>; 5] = Default::default();
    let mut taken_until = [0; 5];
    let mut looked_at = 0;
    for &(index, mark) in &scan.bylines {
        let kind = mark as usize;
        let distance = headline.map_or(0, |at| index.abs_diff(at));
        let near = if mark == BylineMark::WeakClass { VERY_NEAR } else { NEAR };
        let is_far = mark != BylineMark::Property && distance > near;
        if is_far || index < taken_until[kind] || looked_at >= MOST_ELEMENTS {
            continue;
        }
        looked_at += 1;
        let signers = of_element(dom, index, mark);
        if signers.is_empty() {
            continue;
        }
        taken_until[kind] = dom.nodes[index].end;
        for signer in signers {
            let known = &mut by_mark[kind];
            let is_known = known.iter().any(|known| prose::same_words(&known.name, &signer.name));
            if !is_known && known.len() < names::MOST {
                known.push(signer);
            }
        }
    }
    const MARKS: [(BylineMark, MetadataSource); 5] = [
        (BylineMark::Property, MetadataSource::Microdata),
        (BylineMark::Relation, MetadataSource::Link),
        (BylineMark::Class, MetadataSource::Visible),
        (BylineMark::Address, MetadataSource::Link),
        (BylineMark::WeakClass, MetadataSource::Visible),
    ];
    MARKS
        .into_iter()
        .zip(by_mark)
        .filter(|(_, signers)| !signers.is_empty())
        .map(|((mark, source), signers)| Group {
            signers,
            source,
            is_weak: mark == BylineMark::WeakClass,
        })
        .collect()
}

/// Returns who an element names.
fn of_element(dom: &Dom, index: usize, mark: BylineMark) -> Vec<Signer> {
    if dom.subtree(index).len() > LARGEST {
        return Vec::new();
    }
    let is_property = mark == BylineMark::Property;
    let named = dom.subtree(index).skip(1).find(|&inner| {
        dom.attribute(inner, "itemprop").is_some_and(|prop| prop == "name") && is_property
    });
    let written = match named {
        Some(inner) => dom.attribute(inner, "content").map_or_else(|| lines(dom, inner), str::to_owned),
        None => dom.attribute(index, "content").map_or_else(|| lines(dom, index), str::to_owned),
    };
    let words = written.split_whitespace().count();
    if mark >= BylineMark::Class && words > 24 {
        return Vec::new();
    }
    let mut found = signers(&written);
    // A class is a weak word: what it names must look like a name too.
    if mark >= BylineMark::Class {
        found.retain(|signer| signer.kind <= SignerKind::Mononym || mark == BylineMark::Class);
    }
    if mark >= BylineMark::Address {
        found.retain(|signer| signer.kind == SignerKind::Person);
    }
    found
}

/// Returns the words inside, a line for each element.
fn lines(dom: &Dom, index: usize) -> String {
    let mut text = String::new();
    let range = dom.subtree(index);
    let mut at = range.start;
    while at < range.end {
        match dom.nodes[at].content {
            Content::Text(piece) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&prose::fold(piece));
            }
            Content::Element(element) => {
                if matches!(element.name(), "script" | "style" | "noscript" | "svg" | "time") {
                    at = dom.nodes[at].end;
                    continue;
                }
            }
        }
        at += 1;
    }
    text
}

/// Returns who is named by words alone: "By Ada Reyes" near the headline.
fn worded(dom: &Dom, headline: usize) -> Vec<Group> {
    let end = dom.nodes[headline].end;
    let range = headline.saturating_sub(VERY_NEAR / 3)..(end + VERY_NEAR).min(dom.nodes.len());
    let is_people = |signers: &Vec<Signer>| {
        !signers.is_empty() && signers.iter().all(|signer| signer.kind == SignerKind::Person)
    };
    for index in range {
        let Content::Text(text) = dom.nodes[index].content else { continue };
        let text = text.trim();
        if text.is_empty() || text.len() > 160 || dom.subtree(headline).contains(&index) {
            continue;
        }
        if !names::begins_with_by(text) {
            continue;
        }
        // "By" may stand in an element of its own before the name.
        let written = match names::without_by(text) {
            "" => (index + 1..(index + 8).min(dom.nodes.len())).find_map(|at| {
                match dom.nodes[at].content {
                    Content::Text(text) if !text.trim().is_empty() => Some(text.trim()),
                    _ => None,
                }
            }),
            _ => Some(text),
        };
        let found = written.filter(|text| text.len() <= 160).map(signers).unwrap_or_default();
        if is_people(&found) {
            return vec![Group { signers: found, source: MetadataSource::Visible, is_weak: true }];
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata::scan::scan};

    fn check(html: &str, names: &[&str]) {
        let tree = dom::parse(html);
        let dom = dom::flatten(&tree);
        let scan = scan(&dom);
        let tags = super::super::meta_tags::read(&dom, &scan.metas);
        let linked = super::super::json_ld::read(&dom, &scan.linked_data);
        let sites = SiteNames::new(["The Herald".to_owned(), "herald.example".to_owned()]);
        let headline = dom.elements(&["h1"]).next();
        let found =
            find(&dom, &scan, &tags, &linked, &sites, headline, &mut Findings::default());
        assert_eq!(found, names, "{html}");
    }

    #[test]
    fn people_come_before_the_site_and_the_newsroom() {
        check(
            "<meta name=author content='The Herald'><h1>x</h1><p class=byline>By Ada Reyes</p>",
            &["Ada Reyes"],
        );
        check("<meta name=author content='Newsroom'><h1>x</h1>", &["Newsroom"]);
        check(
            "<meta name=author content='Ada Reyes'><meta name=author content='herald.example'>",
            &["Ada Reyes"],
        );
        check("<meta name=author content='The Herald'><h1>x</h1>", &["The Herald"]);
    }

    #[test]
    fn a_byline_is_known_by_many_marks() {
        check("<h1>x</h1><div class='c-authorName__x1'>Ada Reyes</div>", &["Ada Reyes"]);
        check("<h1>x</h1><a class=k3 href='/authors/ada-reyes'>Ada Reyes</a>", &["Ada Reyes"]);
        check("<h1>x</h1><div><span>By </span><b>Ada Reyes</b></div>", &["Ada Reyes"]);
        check("<h1>x</h1><div>Von Ada Reyes und Bo Lind</div>", &["Ada Reyes", "Bo Lind"]);
        check("<h1>x</h1><span class=name>Ada Reyes</span>", &["Ada Reyes"]);
        check("<h1>x</h1><p>By the river Ada Reyes waited.</p>", &[]);
        check(
            "<meta name='twitter:label1' content='Written by'>\
             <meta name='twitter:data1' content='Ada Reyes'>",
            &["Ada Reyes"],
        );
    }

    #[test]
    fn glued_elements_are_apart() {
        check(
            "<h1>x</h1><div class=byline><span>By</span><a>Ada Reyes</a><span>Staff Writer</span></div>",
            &["Ada Reyes"],
        );
        check(
            "<h1>x</h1><div class=author>Foto: <span>Bo Lind</span></div><i rel=author>Ada Reyes</i>",
            &["Ada Reyes"],
        );
    }

    #[test]
    fn authors_of_comments_do_not_sign() {
        let comments = "<p>text</p>".repeat(200);
        check(&format!("<h1>x</h1>{comments}<b class=author>Bo Lind</b>"), &[]);
    }
}
