//! Who signs the article: what is told to machines and what stands in the byline, weighed.
//!
//! A source that names a person is believed before one that names the newsroom, an account or the
//! site itself; among equals, what is told to machines comes first.
//!
//! A quarter of the file are pages for tests; the ways to find a byline stand together because each
//! is tried only where the ones before it name nobody.

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
const NEAR: usize = 200;
/// The same for words that only look like one.
const VERY_NEAR: usize = 66;
/// How far one author of a byline stands from the next, in nodes.
const CLOSE: usize = 26;
/// A longer element is more than a byline, in nodes.
const LARGEST: usize = 45;
/// A longer text is none of a byline, in bytes, white space included.
const LONGEST: usize = 2_000;
/// A paragraph this long is of the text, in bytes.
const PROSE: usize = 120;
/// A page of comments has an author in each.
const MOST_ELEMENTS: usize = 40;

/// Who signs, by one source.
struct Group {
    signers: Vec<Signer>,
    source: MetadataSource,
    /// `None` for what machines are told.
    mark: Option<BylineMark>,
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
    groups.extend(marked(dom, scan, headline));
    let is_person = |group: &Group| group.signers.iter().any(|s| s.kind == SignerKind::Person);
    // A heading of a section may be taken for the headline; the byline stands by the `h1`.
    if !groups.iter().any(is_person)
        && let Some(h1) = scan.headings.iter().copied().find(|&at| dom.tag(at) == "h1")
        && Some(h1) != headline
    {
        groups.extend(marked(dom, scan, Some(h1)));
    }
    let has_person = |group: &Group| {
        group.mark.is_none_or(|mark| mark < BylineMark::Class)
            && group.signers.iter().any(|s| s.kind == SignerKind::Person && !sites.is_site(&s.name))
    };
    if !groups.iter().any(has_person) {
        let of_other = |group: &Group| !group.signers.iter().all(|s| sites.is_site(&s.name));
        let worded = headline.and_then(|at| {
            // Where only the site signs by words, who wrote the article may still be named.
            let by = worded(dom, at);
            let unnamed = || dated(dom, at).or_else(|| alone(dom, at));
            if by.as_ref().is_some_and(of_other) { by } else { unnamed().or(by) }
        });
        groups.extend(worded.or_else(|| signed(dom, scan, headline.unwrap_or(0))));
    }
    drop_editors(dom, scan, &mut groups);
    let authors = choose(&groups, sites);
    for group in &groups {
        for signer in &group.signers {
            findings.add(MetadataField::Authors, &signer.name, group.source);
        }
    }
    findings.choose(MetadataField::Authors, &authors);
    authors
}

/// Drops what machines are told where the page names those people as others than its authors,
/// `Editor: Bo Lind`, and its byline names somebody else.
fn drop_editors(dom: &Dom, scan: &Scan, groups: &mut Vec<Group>) {
    let named = |group: &Group, least: SignerKind| -> Vec<String> {
        let named = group.signers.iter().filter(|signer| signer.kind <= least);
        named.map(|signer| prose::key(&signer.name)).collect()
    };
    let told = |group: &Group| named(group, SignerKind::Mononym);
    let shown: Vec<String> = groups
        .iter()
        .filter(|g| g.mark.is_some())
        .flat_map(|g| named(g, SignerKind::Person))
        .collect();
    let is_other = |group: &Group| {
        let told = told(group);
        group.mark.is_none() && !told.is_empty() && told.iter().all(|name| !shown.contains(name))
    };
    if shown.is_empty() || !groups.iter().any(is_other) {
        return;
    }
    let credited = scan.bylines.iter().filter(|(index, _)| is_credited(dom, *index));
    let editors: Vec<String> = credited
        .take(MOST_ELEMENTS)
        .flat_map(|(index, mark)| of_element(dom, *index, *mark))
        .map(|signer| prose::key(&signer.name))
        .collect();
    groups
        .retain(|group| !is_other(group) || told(group).iter().any(|name| !editors.contains(name)));
}

/// Weighs the groups and returns the names of the surest.
fn choose(groups: &[Group], sites: &SiteNames) -> Vec<String> {
    let is_site = |signer: &Signer| sites.is_site(&signer.name);
    let best_kind = |group: &Group| {
        group.signers.iter().filter(|s| !is_site(s)).map(|signer| signer.kind).min()
    };
    let told_word = groups.iter().find(|group| group.mark.is_none()).filter(|group| {
        matches!(best_kind(group), Some(SignerKind::Mononym | SignerKind::Account))
    });
    let completes = |group: &Group| {
        // "Ada" is told, "Ada Reyes" is shown.
        let word = told_word.map(|told| told.signers[0].name.as_str()).unwrap_or("");
        // An agency's letters are no first name.
        let word = if word.contains(char::is_lowercase) { prose::key(word) } else { String::new() };
        group.signers.iter().any(|signer| {
            signer.kind == SignerKind::Person
                && prose::key(&signer.name).split(' ').any(|part| part == word)
        })
    };
    let rank = |group: &Group| match (best_kind(group), group.mark) {
        (Some(SignerKind::Person), None) => 0,
        (Some(SignerKind::Person), Some(BylineMark::Property | BylineMark::Relation)) => 1,
        (Some(SignerKind::Person), Some(_)) if completes(group) => 1,
        (Some(SignerKind::Mononym | SignerKind::Desk), None) => 2,
        (Some(SignerKind::Person), Some(BylineMark::Class | BylineMark::Address)) => 4,
        (Some(SignerKind::Person), Some(BylineMark::WeakClass)) => 5,
        (Some(SignerKind::Account), None) => 6,
        // The site itself is told to be the author.
        (None, None) => 7,
        (Some(SignerKind::Mononym), _) => 8,
        (Some(SignerKind::Desk), _) => 9,
        (Some(SignerKind::Account), _) => 10,
        (None, _) => 11,
    };
    let Some(best) = groups.iter().min_by_key(|group| rank(group)) else { return Vec::new() };
    let has_person = best_kind(best) == Some(SignerKind::Person);
    // Where a person signs, the newsroom beside it is glue.
    let is_glue = |signer: &Signer| {
        matches!(signer.kind, SignerKind::Desk | SignerKind::Account)
            || is_site(signer)
            // A word beside a name that is shown is seldom one more: "Follow", "Thursday".
            || (signer.kind == SignerKind::Mononym && best.mark.is_some())
    };
    let signers = best.signers.iter().filter(|signer| !(has_person && is_glue(signer)));
    signers.map(|signer| signer.name.clone()).collect()
}

/// What machines are told, surest first.
fn told(tags: &MetaTags, linked: &LinkedData) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut add = |written: &mut dyn Iterator<Item = &str>, source| {
        let mut all: Vec<Signer> = Vec::new();
        for signer in written.take(names::MOST * 2).flat_map(|text| signers(text, false)) {
            let is_known = all.iter().any(|known| prose::same_words(&known.name, &signer.name));
            if !is_known && all.len() < names::MOST {
                all.push(signer);
            }
        }
        if !all.is_empty() && groups.len() < MOST_ELEMENTS {
            groups.push(Group { signers: all, source, mark: None });
        }
    };
    add(&mut linked.authors.iter().map(String::as_str), MetadataSource::JsonLd);
    const NAMES: [&str; 14] = [
        "citation_author",
        "citation_authors",
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
        let is_author = (name.ends_with("author") || name.ends_with("author_name"))
            && !NAMES.contains(&name.as_str());
        // A banner for a program names that one's maker.
        if is_author && !name.starts_with("twitter:") && !name.starts_with("smartbanner:") {
            add(&mut std::iter::once(content.as_str()), MetadataSource::Meta);
        }
    }
    // Cards of labelled data: "Written by", and in the next tag the name.
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")]
    {
        if tags.all(label).any(|label| names::without_by(label).is_empty()) {
            add(&mut tags.all(data), MetadataSource::Twitter);
        }
    }
    add(&mut tags.all("twitter:misc:written by"), MetadataSource::Twitter);
    groups
}

/// What the markup names an author or a byline, one group for each way to name it.
///
/// Near the headline it signs the article; further down, comments and other articles. The first
/// behind the headline counts, and those close to it; one before the headline if none is behind.
fn marked(dom: &Dom, scan: &Scan, headline: Option<usize>) -> Vec<Group> {
    let mut by_mark: [Vec<Signer>; 5] = Default::default();
    let at = headline.unwrap_or(0);
    let split = scan.bylines.partition_point(|(index, _)| *index < at);
    let (before, behind) = scan.bylines.split_at(split);
    let places = behind.iter().chain(before.iter().rev());
    // The end of what was taken last, by mark: what goes on there is of the same byline.
    let mut taken: [Option<usize>; 5] = [None; 5];
    let mut looked_at = 0;
    for &(index, mark) in places {
        let kind = mark as usize;
        let near = if mark == BylineMark::WeakClass { VERY_NEAR } else { NEAR };
        let is_far = match taken[kind] {
            Some(end) => index.abs_diff(end) > CLOSE,
            None => {
                mark != BylineMark::Property && headline.is_some_and(|at| index.abs_diff(at) > near)
            }
        };
        let is_inside = taken[kind].is_some_and(|end| at <= index && index < end);
        if is_far || is_inside || looked_at >= MOST_ELEMENTS {
            continue;
        }
        looked_at += 1;
        if is_credited(dom, index) {
            continue;
        }
        let signers = of_element(dom, index, mark);
        if signers.is_empty() {
            continue;
        }
        taken[kind] = Some(dom.nodes[index].end);
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
        .map(|((mark, source), signers)| Group { signers, source, mark: Some(mark) })
        .collect()
}

/// Tells whether the words before an element say that it names another than the author: "Edited by".
fn is_credited(dom: &Dom, index: usize) -> bool {
    let before = (index.saturating_sub(4)..index).rev().find_map(|at| short_text(dom, at));
    before.is_some_and(|text| !text.is_empty() && names::is_credit(text))
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
        Some(inner) => {
            dom.attribute(inner, "content").map_or_else(|| lines(dom, inner), str::to_owned)
        }
        None => dom.attribute(index, "content").map_or_else(|| lines(dom, index), str::to_owned),
    };
    let words = written.split_whitespace().count();
    if mark >= BylineMark::Class && words > 24 {
        return Vec::new();
    }
    let mut found = signers(&written, true);
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
            Content::Text(piece) if piece.len() > LONGEST => return String::new(),
            Content::Text(piece) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&prose::fold(piece));
            }
            Content::Element(element) => {
                let is_topic = element.name() == "a"
                    && dom.attribute(at, "rel").is_some_and(|rel| rel.contains("tag"));
                if is_topic
                    || matches!(element.name(), "script" | "style" | "noscript" | "svg" | "time")
                {
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
fn worded(dom: &Dom, headline: usize) -> Option<Group> {
    let end = dom.nodes[headline].end;
    let range = headline.saturating_sub(VERY_NEAR / 3)..(end + VERY_NEAR).min(dom.nodes.len());
    range.into_iter().find_map(|index| {
        let text = short_text(dom, index)?;
        if dom.subtree(headline).contains(&index) || !names::begins_with_by(text) {
            return None;
        }
        if !names::without_by(text).is_empty() {
            return people(text);
        }
        // "By" may stand in an element of its own before the names.
        let around = || {
            let mut around = dom.ancestors(index).take(2);
            around.find_map(|at| of_byline(&lines(dom, at)).filter(|_| dom.subtree(at).len() <= 16))
        };
        let next = || (index + 1..index + 8).find_map(|at| short_text(dom, at));
        around().or_else(|| of_byline(next()?))
    })
}

/// Returns who is named behind "By": people, or the newsroom by a word for it.
fn of_byline(written: &str) -> Option<Group> {
    let group = people(written);
    group.or_else(|| group_of(signers(written, true), names::is_newsroom))
}

/// Returns who is named in front of the day, by a line of both: `Ada Reyes | 5 April 2025`.
fn dated(dom: &Dom, headline: usize) -> Option<Group> {
    let behind = dom.nodes[headline].end;
    let texts = || (behind..dom.nodes.len()).take(VERY_NEAR).filter_map(|at| short_text(dom, at));
    texts().zip(texts().skip(1)).find_map(|(name, day)| {
        let name = name.strip_suffix(['|', '·', '•'])?;
        let is_day = day.len() < 60 && day.contains(|c: char| c.is_ascii_digit());
        is_day.then(|| people(name)).flatten()
    })
}

/// Returns who is named by a paragraph in front of the text that is nothing but set-off names.
fn alone(dom: &Dom, headline: usize) -> Option<Group> {
    let behind = dom.nodes[headline].end;
    let end = (behind + NEAR).min(dom.nodes.len());
    let length = |at: usize| {
        let texts = dom.nodes[dom.subtree(at)].iter().map(|node| match node.content {
            Content::Text(text) => text.trim().len(),
            Content::Element(_) => 0,
        });
        texts.sum::<usize>()
    };
    let paragraphs = (behind..end).filter(|&at| dom.tag(at) == "p");
    let mut before_text = paragraphs.take_while(|&at| length(at) < PROSE);
    before_text.find_map(|at| {
        let range = dom.subtree(at);
        let is_set_off = range.clone().any(|at| matches!(dom.tag(at), "strong" | "b" | "em" | "i"));
        let is_short = range.len() <= 8 && (4..=80).contains(&length(at));
        let text = dom.text(at);
        let is_bare = text.chars().all(|c| c.is_alphabetic() || " .,&/-'’\u{a0}".contains(c));
        (is_set_off && is_short && is_bare).then(|| people(&text)).flatten()
    })
}

/// Returns who signs at the end, on the right.
fn signed(dom: &Dom, scan: &Scan, headline: usize) -> Option<Group> {
    let behind = scan.signatures.iter().rev().take(MOST_ELEMENTS).filter(|&&at| at > headline);
    let mut short = behind.filter(|&&at| dom.subtree(at).len() <= 8 && !is_in_furniture(dom, at));
    short.find_map(|&at| people(&dom.text(at)))
}

fn is_in_furniture(dom: &Dom, index: usize) -> bool {
    dom.ancestors(index).any(|at| matches!(dom.tag(at), "nav" | "footer" | "aside" | "header"))
}

/// Returns the words of a text node that is short enough for a byline.
fn short_text<'a>(dom: &Dom<'a>, index: usize) -> Option<&'a str> {
    match dom.nodes.get(index)?.content {
        Content::Text(text) => Some(text.trim()).filter(|text| (1..=160).contains(&text.len())),
        Content::Element(_) => None,
    }
}

/// Returns who is named by words that nothing marks as a byline, if all are people.
fn people(written: &str) -> Option<Group> {
    group_of(signers(written, true), |signer| signer.kind == SignerKind::Person)
}

fn group_of(signers: Vec<Signer>, fits: impl Fn(&Signer) -> bool) -> Option<Group> {
    let all_fit = signers.iter().all(fits);
    let source = MetadataSource::Visible;
    let mark = Some(BylineMark::WeakClass);
    (all_fit && !signers.is_empty()).then_some(Group { signers, source, mark })
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
        let sites = SiteNames::new(["The Herald".to_owned()], Some("herald.example"));
        let headline = dom.elements(&["h1"]).next();
        let found = find(&dom, &scan, &tags, &linked, &sites, headline, &mut Findings::default());
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
    fn names_set_off_before_the_text_sign() {
        let prose = "The old bridge was closed on Monday, and nobody in the valley knows when it \
            will be open again to carts, to horses and to people on foot.";
        let page =
            |line: &str| format!("<h1>x</h1><p><em>A long way round</em><p>{line}<p>{prose}");
        check(&page("<b>Ada Reyes/Bo Lind</b>"), &["Ada Reyes", "Bo Lind"]);
        check(&page("Ada Reyes"), &[]);
        check(&format!("<h1>x</h1><p>{prose}<p><b>Early Life</b><p>{prose}"), &[]);
        check(&page("<b>What Happened?</b>"), &[]);
    }

    #[test]
    fn an_editor_told_as_the_author_is_none() {
        let page = |shown: &str| {
            format!(
                "<meta name=author content='Bo Lind'><h1>x</h1>{shown}\
                 <p>Editor: <a class=author href=/bo>Bo Lind</a></p>"
            )
        };
        check(&page("<p class=author>Ada Reyes</p>"), &["Ada Reyes"]);
        check(&page(""), &["Bo Lind"]);
        check(&page("<p class=author>Bo Lind</p>"), &["Bo Lind"]);
    }

    #[test]
    fn the_site_by_its_name_leaves_room_for_who_wrote() {
        let prose = "The old bridge was closed on Monday. ".repeat(5);
        let page = |by: &str, line: &str| {
            format!("<h1>x</h1><p>{by}</p><p><b>{line}</b></p><p>{prose}</p>")
        };
        check(&page("by The Herald", "Ada Reyes/Bo Lind"), &["Ada Reyes", "Bo Lind"]);
        check(&page("by The Herald", "A long way round the river"), &[]);
        let account = "<meta name=author content='Herald D'>";
        check(&format!("{account}{}", page("", "Ada Reyes")), &["Ada Reyes"]);
    }

    #[test]
    fn a_name_before_the_day_signs() {
        let page = |name: &str| {
            format!("<h1>x</h1><div><span>{name} &nbsp;|</span> <span>05.04.2025</span></div>")
        };
        check(&page("Ada Reyes"), &["Ada Reyes"]);
        check(&page("Roads"), &[]);
        check("<h1>x</h1><div><span>Ada Reyes |</span> <span>More</span></div>", &[]);
    }

    #[test]
    fn by_may_stand_alone() {
        let page = |byline: &str| format!("<h1>x</h1><div><p>{byline}</p></div>");
        check(&page("By <b>Ada Reyes</b> and <b>Bo Lind</b>"), &["Ada Reyes", "Bo Lind"]);
        check(&page("<i>By</i> <b>The Bridges Team</b>"), &["The Bridges Team"]);
        check(&page("<i>By</i> <b>Weight and Volume</b>"), &[]);
    }

    #[test]
    fn who_is_named_beside_an_author_does_not_sign() {
        check(
            "<h1>x</h1><div class=byline>By Ada Reyes <a rel=tag>Roads</a> <i>Follow</i></div>",
            &["Ada Reyes"],
        );
        check(
            "<h1>x</h1><p>Written by: <a href=/author/ada>Ada Reyes</a></p>\
             <p>Edited by: <a href=/author/bo>Bo Lind</a></p>",
            &["Ada Reyes"],
        );
        check("<meta name='smartbanner:author' content='Get the app'><h1>x</h1>", &[]);
        check("<meta name='share:article_author_name' content='Ada Reyes'>", &["Ada Reyes"]);
    }

    #[test]
    fn the_byline_stands_by_the_h1() {
        let far = "<p>text</p>".repeat(200);
        let html = format!("<h1>x</h1><p class=author>Ada Reyes</p>{far}<h3 id=section>y</h3>");
        let tree = dom::parse(&html);
        let dom = dom::flatten(&tree);
        let scan = scan(&dom);
        let sites = SiteNames::default();
        let section = dom.elements(&["h3"]).next();
        let (tags, linked) = (MetaTags::default(), LinkedData::default());
        let found = find(&dom, &scan, &tags, &linked, &sites, section, &mut Findings::default());
        assert_eq!(found, ["Ada Reyes"]);
    }

    #[test]
    fn a_signature_needs_no_mark() {
        check(
            "<h1>x</h1><p>The bridge.<p style='text-align: right'><b>Ada Reyes</b></p>",
            &["Ada Reyes"],
        );
        check("<h1>x</h1><p>The bridge.<p align=right>Read it all</p>", &[]);
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
