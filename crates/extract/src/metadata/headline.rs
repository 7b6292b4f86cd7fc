//! The headline as a reader sees it, without the site's name. It must not know the body's blocks.
//!
//! Where the heading and what machines are told differ, the heading is mostly right: the others count
//! only where two of them agree on the same headline in other words. That weighing is one piece with
//! the reading of headings; a fifth of the file and more are its tests.

use super::{
    findings::Findings,
    json_ld::LinkedData,
    meta_tags::MetaTags,
    scan::{Scan, local_names},
    site_name::{SiteNames, only_adds_a_name},
};
use crate::{
    dom::{Content, Dom, Node},
    prose,
};
use palimpsest_article::{MetadataField, MetadataSource};

/// The headline, and where it is.
pub(super) struct Headline {
    pub text: String,
    pub alternative: Option<String>,
    /// Its element, if it is visible on the page.
    pub node: Option<usize>,
    /// Every wording of it.
    pub forms: Vec<String>,
}

/// A visible heading this like the headline for machines is the headline.
const ALIKE: f32 = 0.6;
/// No headline is longer, in characters; a heading that is has swallowed the page.
const LONGEST: usize = 400;
/// The same in nodes.
const LARGEST: usize = 200;
/// The same in bytes, with all white space of the markup.
const MOST_BYTES: usize = 8_000;
/// On a page with more of them, being one says nothing.
const MOST_H1: usize = 12;

/// Finds the headline: the visible heading that agrees with what the page says to machines, in the
/// publisher's wording where two of its sources agree on one.
pub(super) fn find(
    dom: &Dom,
    scan: &Scan,
    tags: &MetaTags,
    linked: &LinkedData,
    sites: &SiteNames,
    findings: &mut Findings,
) -> Headline {
    let page_title = scan.title.map(|index| dom.text(index));
    let headings = visible_headings(dom, &scan.headings);
    let told = told(tags, linked, page_title.as_deref(), sites, &headings);
    let written: Vec<String> = told.iter().map(|(title, _)| title.clone()).collect();

    let chosen = heading(dom, &headings, &told, sites);
    let shown = chosen.map(|heading| without_kicker(dom, heading, &written));
    let text = match &shown {
        Some(shown) => agreed(&told, shown).unwrap_or(shown).to_owned(),
        None => written.first().cloned().unwrap_or_default(),
    };
    let alternative = linked
        .alternative_headline
        .as_deref()
        .into_iter()
        .map(prose::fold)
        .chain(shown.iter().cloned())
        .chain(written.iter().cloned())
        .find(|title| {
            !text.is_empty() && !prose::same_words(title, &text) && !only_adds_a_name(title, &text)
        });
    if let Some(shown) = &shown {
        findings.add(MetadataField::Headline, shown, MetadataSource::Visible);
    }
    for (title, source) in &told {
        findings.add(MetadataField::Headline, title, *source);
    }
    if let Some(title) = &linked.alternative_headline {
        findings.add(MetadataField::Headline, &prose::fold(title), MetadataSource::JsonLd);
    }
    findings.choose(MetadataField::Headline, std::slice::from_ref(&text));
    let mut forms = written;
    forms.extend(page_title);
    forms.extend(shown);
    forms.push(text.clone());
    Headline { text, alternative, node: chosen.map(|heading| heading.node), forms }
}

/// Lists the headline as machines are told it, surest first, without the site's name.
fn told(
    tags: &MetaTags,
    linked: &LinkedData,
    page_title: Option<&str>,
    sites: &SiteNames,
    headings: &[Heading],
) -> Vec<(String, MetadataSource)> {
    let first = |names: &[&str]| {
        tags.stated(names).next().map(|(content, source)| (content.to_owned(), source))
    };
    let stated = [
        linked.headline.clone().map(|title| (title, MetadataSource::JsonLd)),
        first(&["og:title"]),
        first(&["twitter:title"]),
        page_title.map(|title| (title.to_owned(), MetadataSource::TitleElement)),
        first(&[
            "title",
            "headline",
            "dc.title",
            "dcterms.title",
            "parsely-title",
            "sailthru.title",
        ]),
    ];
    let mut told: Vec<(String, MetadataSource)> = stated
        .into_iter()
        .flatten()
        .filter(|(title, _)| title.len() <= LONGEST * 8)
        .map(|(title, source)| (bare(without_marks(prose::fold(&title)), sites, headings), source))
        .filter(|(title, _)| !title.is_empty() && title.chars().count() <= LONGEST)
        // A wrong character set made this one.
        .filter(|(title, _)| !title.contains('\u{fffd}'))
        .filter(|(title, _)| !sites.is_site(title))
        .collect();
    // What another source or the heading has without it is a name, though nobody says of what.
    let forms: Vec<String> = told
        .iter()
        .map(|(title, _)| title.clone())
        .chain(headings.iter().filter(|heading| heading.level <= 1).map(|h| h.text.clone()))
        .collect();
    for (title, _) in &mut told {
        let is_bare = |form: &&String| {
            // A name is short. A long rest is the headline, and the form a section's heading.
            let rest = title.len() - form.len().min(title.len());
            only_adds_a_name(title, form)
                && (rest < 40 || rest < form.len())
                && !sites.is_like_site(form)
        };
        let bare = forms.iter().filter(is_bare);
        if let Some(bare) = bare.min_by_key(|form| form.len()) {
            title.clone_from(bare);
        }
    }
    told
}

/// Cuts the site's name off a title, unless the page shows all of it as a heading.
fn bare(title: String, sites: &SiteNames, headings: &[Heading]) -> String {
    let cut = sites.cut(&title);
    let is_shown = || headings.iter().any(|heading| prose::same_words(&heading.text, &title));
    if cut.len() < title.len() && is_shown() { title } else { cut }
}

/// Returns the words without what only tells where they may be broken.
fn without_marks(text: String) -> String {
    const MARKS: [char; 3] = ['\u{ad}', '\u{200b}', '\u{feff}'];
    if text.contains(MARKS) { text.replace(MARKS, "") } else { text }
}

/// Chooses the heading that is the headline.
fn heading<'h>(
    dom: &Dom,
    headings: &'h [Heading],
    told: &[(String, MetadataSource)],
    sites: &SiteNames,
) -> Option<&'h Heading> {
    // A title may be written for search; what is told of the article comes before it.
    let keys_of = |is_title: bool| -> Vec<String> {
        let of_kind =
            told.iter().filter(|(_, source)| (*source == MetadataSource::TitleElement) == is_title);
        let mut keys: Vec<String> = of_kind.map(|(title, _)| prose::key(title)).collect();
        keys.dedup();
        keys
    };
    let best = |keys: &[String]| {
        headings
            .iter()
            .filter(|heading| !sites.is_site(&heading.text))
            .map(|heading| {
                let scores = keys.iter().map(|title| agreement(&heading.key, title));
                (scores.fold(0.0, f32::max), heading)
            })
            .filter(|(score, _)| *score >= ALIKE)
            // The first of the best; an `h1` before an `h2` of the same words.
            .max_by(|(a, x), (b, y)| {
                a.total_cmp(b).then(y.level.cmp(&x.level)).then(y.node.cmp(&x.node))
            })
    };
    let agreeing = match (best(&keys_of(false)), best(&keys_of(true))) {
        (Some((told, _)), Some((titled, heading))) if titled > told => Some((titled, heading)),
        (told, titled) => told.or(titled),
    };
    let marked = headings.iter().find(|heading| heading.is_marked);
    let first_level =
        || headings.iter().filter(|heading| heading.level == 1 && !sites.is_site(&heading.text));
    let only_h1 = only_words(first_level());
    // Sections have an `h1` too; then the one inside an `<article>` counts.
    let in_article = |heading: &&Heading| {
        dom.ancestors(heading.node).any(|ancestor| dom.tag(ancestor) == "article")
    };
    let long_h1 = only_h1
        .or_else(|| only_words(first_level().take(MOST_H1).filter(in_article)))
        .filter(|heading| prose::weight(&heading.text) >= 20);
    match (agreeing, marked) {
        (Some((_, heading)), _) | (None, Some(heading)) => Some(heading),
        // A lone `h1` is believed where machines are told nothing, or less.
        (None, None) if told.is_empty() => only_h1.or(headings.first()),
        (None, None) => long_h1,
    }
}

/// Returns the first heading if there is no other; the same words again are for another screen.
fn only_words<'h>(mut items: impl Iterator<Item = &'h Heading>) -> Option<&'h Heading> {
    let first = items.next()?;
    items.all(|other| other.key == first.key).then_some(first)
}

/// Returns the wording on which the publisher's article data and its card for sharing agree against
/// the heading, if it is the same headline: with the line above it (`Elections: the vote is close`),
/// without what else stands in the heading, or with a word changed.
///
/// Each of the two alone is often written for search engines; the heading is cut to fit a layout.
fn agreed<'t>(told: &'t [(String, MetadataSource)], shown: &str) -> Option<&'t str> {
    let of = |wanted: MetadataSource| {
        told.iter().find(|(_, source)| *source == wanted).map(|(title, _)| title.as_str())
    };
    let of_data = of(MetadataSource::JsonLd).or(of(MetadataSource::Microdata));
    // A page without article data still tells its own systems what the article is called.
    let stated = of_data.or(of(MetadataSource::Meta))?;
    let shared = of(MetadataSource::OpenGraph).or(of(MetadataSource::Twitter))?;
    let (key, shown_key) = (prose::key(stated), prose::key(shown));
    if key != prose::key(shared) || key == shown_key || key.is_empty() {
        return None;
    }
    let is_whole = key.ends_with(&shown_key) || key.starts_with(&shown_key);
    let is_part = key.chars().count() >= 20 && shown_key.starts_with(&key);
    let is_alike = prose::likeness(&key, &shown_key) > 0.8;
    // What it adds to the heading is mostly a name, of the site or of the series.
    let adds_a_name = of_data.is_none() && (key.contains(&shown_key) || !is_alike);
    ((is_whole || is_part || is_alike) && !adds_a_name).then_some(stated)
}

/// Cuts the word or two above a headline that stand in the same heading.
fn without_kicker(dom: &Dom, heading: &Heading, written: &[String]) -> String {
    const NAMES: [&str; 12] = [
        "kicker",
        "overline",
        "topline",
        "dachzeile",
        "eyebrow",
        "spitzmarke",
        "roofline",
        "label",
        "category",
        "pretitle",
        "supertitle",
        "antetitulo",
    ];
    let range = dom.subtree(heading.node);
    for index in range.clone().skip(1) {
        let Some(class) = dom.attribute(index, "class") else { continue };
        let lower = class.to_ascii_lowercase();
        let is_kicker =
            lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| NAMES.contains(&word));
        if is_kicker {
            let kicker = dom.text(index);
            let behind = heading.text.strip_prefix(kicker.as_str());
            // A colon that readers see makes one headline of both.
            let is_joined = behind.is_some_and(|rest| rest.trim_start().starts_with(':'));
            let rest = behind.filter(|_| !is_joined).map(trim_joint);
            if let Some(rest) = rest.filter(|rest| rest.chars().count() >= 8) {
                return rest.to_owned();
            }
        }
    }
    // A line above stands in an element of its own; without one it is of the headline's words.
    let is_parted = dom.nodes[range].iter().filter(|node| !is_element(node)).count() > 1;
    // What machines are told is the end of what is shown.
    let key = &heading.key;
    let shown_end = |form: &&String| {
        let form = prose::key(form);
        is_parted
            && form.chars().count() >= 20
            && form != *key
            && key.strip_suffix(&form).is_some_and(|before| before.chars().count() < 100)
    };
    // Only what is told has the mark between both.
    let joints = |text: &str| text.matches([':', '–', '—', '|']).count();
    let shown_joints = joints(&heading.text);
    let same = |form: &&String| {
        is_parted
            && joints(form) > shown_joints
            && form.chars().next() == heading.text.chars().next()
            && prose::key(form) == *key
    };
    let told = written.iter().find(shown_end).or_else(|| written.iter().find(same));
    told.unwrap_or(&heading.text).clone()
}

fn trim_joint(text: &str) -> &str {
    text.trim_start_matches([' ', '\u{a0}', ':', '-', '–', '—', '|', '/', '·', '+'])
}

fn text_len(node: &Node) -> usize {
    match node.content {
        Content::Text(text) => text.len(),
        Content::Element(_) => 0,
    }
}

fn is_element(node: &Node) -> bool {
    matches!(node.content, Content::Element(_))
}

struct Heading {
    node: usize,
    level: u8,
    text: String,
    key: String,
    /// The page's markup says that it is the headline.
    is_marked: bool,
}

fn visible_headings(dom: &Dom, places: &[usize]) -> Vec<Heading> {
    let mut headings = Vec::new();
    for &node in places {
        let is_marked = ["itemprop", "property"].iter().any(|attribute| {
            let names = dom.attribute(node, attribute).unwrap_or("");
            local_names(names).any(|name| name == "headline")
        });
        let level = match dom.tag(node) {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            _ => 2,
        };
        let nodes = &dom.nodes[dom.subtree(node)];
        let is_hidden = dom.attribute(node, "hidden").is_some();
        if is_hidden
            || nodes.len() > LARGEST
            || nodes.iter().map(text_len).sum::<usize>() > MOST_BYTES
        {
            continue;
        }
        let text = without_marks(dom.text(node));
        if !text.is_empty() && text.chars().count() <= LONGEST {
            let key = prose::key(&text);
            headings.push(Heading { node, level, text, key, is_marked });
        }
    }
    headings
}

/// How far two wordings, as keys, agree, from 0 to 1: shared words of the longer one.
fn agreement(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let (a_len, b_len) = (a.chars().count(), b.chars().count());
    let ratio = a_len.min(b_len) as f32 / a_len.max(b_len).max(1) as f32;
    // A headline with a kicker or a site's name beside it contains the other whole.
    let long_enough = a_len.min(b_len) >= 15;
    let inside = long_enough && (a.contains(b) || b.contains(a));
    if ratio.sqrt() < ALIKE && !inside {
        return 0.0;
    }
    let shared = prose::likeness(a, b) * ratio.sqrt();
    if inside { shared.max(0.75) } else { shared }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata::scan::scan};

    fn headline(html: &str) -> String {
        let tree = dom::parse(html);
        let dom = dom::flatten(&tree);
        let scan = scan(&dom);
        let tags = super::super::meta_tags::read(&dom, &scan.metas);
        let linked = super::super::json_ld::read(&dom, &scan.linked_data);
        let sites = SiteNames::new(["The Herald".to_owned()], None);
        find(&dom, &scan, &tags, &linked, &sites, &mut Findings::default()).text
    }

    fn told(linked: &str, shared: &str, shown: &str) -> String {
        headline(&format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"{linked}\"}}\
             </script><meta property=og:title content='{shared}'><h1>{shown}</h1>"
        ))
    }

    #[test]
    fn the_heading_is_the_headline_unless_two_sources_agree_on_another_wording() {
        let vote = "Council votes to close the old bridge";
        assert_eq!(told("Bridge to be closed soon", "Bridge: a vote", vote), vote);
        assert_eq!(
            told(vote, "The bridge vote", "Council votes on bridge"),
            "Council votes on bridge"
        );
        let elections = format!("Elections: {vote}");
        assert_eq!(told(&elections, &elections, vote), elections);
        assert_eq!(told(&elections, vote, vote), vote);
        assert_eq!(told(vote, vote, "Council votes to shut the old bridge"), vote);
        assert_eq!(told("Rain tomorrow and wind", "Rain tomorrow and wind", vote), vote);
        assert_eq!(told(vote, vote, &format!("{vote} and what it means for you")), vote);
    }

    #[test]
    fn without_article_data_the_name_for_the_sites_own_systems_counts() {
        let vote = "Council votes to close the old bridge";
        let shown = "Council votes to shut the old bridge";
        let page = |own: &str| {
            headline(&format!(
                "<meta property=og:title content='{vote}'><meta name=parsely-title content='{own}'>\
                 <h1>{shown}</h1>"
            ))
        };
        assert_eq!(page(vote), vote);
        assert_eq!(page("Old bridge to be closed"), shown);
    }

    #[test]
    fn what_is_shown_whole_is_not_cut() {
        let shown =
            |title: &str, h1: &str| headline(&format!("<title>{title}</title><h1>{h1}</h1>"));
        let opens = "The Herald – a new house opens";
        assert_eq!(shown(opens, opens), opens);
        assert_eq!(shown(opens, "News"), "a new house opens");
        let clear = "\"All clear\": Old bridge in the valley opens again";
        assert_eq!(shown("Old bridge in the valley opens again", clear), clear);
        let parted = "<span>All clear</span><span>Old bridge in the valley opens again</span>";
        assert_eq!(
            shown("Old bridge in the valley opens again", parted),
            "Old bridge in the valley opens again"
        );
    }

    #[test]
    fn headings_of_the_site_and_of_other_screens_do_not_count() {
        assert_eq!(
            headline("<title>The Herald Bridge</title><h1>The Herald</h1><h2>Bridge</h2>"),
            "The Herald Bridge"
        );
        let twice = "<h1>Bridge over the river closed</h1>".repeat(2);
        assert_eq!(
            headline(&format!("<title>How do you cross it?</title>{twice}")),
            "Bridge over the river closed"
        );
        assert_eq!(
            headline("<h1>Bridge&shy;building in the val&shy;ley</h1>"),
            "Bridgebuilding in the valley"
        );
        assert_eq!(
            headline("<title>...: Bridge open!</title><h3> <a>Bridge open!</a></h3>"),
            "Bridge open!"
        );
    }

    #[test]
    fn names_behind_the_headline_go_whoever_they_are_of() {
        assert_eq!(told("Penny | Valley Wiki", "Penny | Valley Wiki", "Penny"), "Penny");
        assert_eq!(
            headline("<title>Bridge closed again » Local News</title><h1>Bridge closed again</h1>"),
            "Bridge closed again"
        );
        assert_eq!(
            headline("<title>Bridge closed again - The Herald</title>"),
            "Bridge closed again"
        );
    }
}
