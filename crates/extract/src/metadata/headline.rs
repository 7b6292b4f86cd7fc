//! The headline as a reader sees it, without the site's name.

use super::{json_ld::LinkedData, meta_tags::MetaTags};
use crate::{dom::Dom, prose};

/// The headline, and where it is.
pub(super) struct Headline {
    pub text: String,
    pub alternative: Option<String>,
    /// Its element, if it is visible on the page.
    pub node: Option<usize>,
    /// Every wording of it.
    pub forms: Vec<String>,
}

/// Between a headline and a site's name in `<title>`.
const SEPARATORS: [&str; 12] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " « ", " › ", "|"];
/// A visible heading this like the headline for machines is the headline.
const ALIKE: f32 = 0.6;
/// No headline is longer, in characters; a heading that is has swallowed the page.
const LONGEST: usize = 400;

/// Finds the headline: the visible heading that agrees with what the page says to machines.
pub(super) fn find(
    dom: &Dom,
    tags: &MetaTags,
    linked: &LinkedData,
    site_names: &[String],
) -> Headline {
    let page_title = dom.elements(&["title"]).next().map(|index| dom.text(index));
    let cut = |title: &str| without_site_name(title, site_names);
    let social = tags.first(&["og:title", "twitter:title"]).map(|title| cut(&title));
    let other = tags
        .first(&[
            "title",
            "headline",
            "dc.title",
            "dcterms.title",
            "parsely-title",
            "sailthru.title",
        ])
        .map(|title| cut(&title));
    let page_title_cut = page_title.as_deref().map(cut);
    let written: Vec<String> =
        [linked.headline.as_deref().map(prose::fold), social, page_title_cut, other]
            .into_iter()
            .flatten()
            .filter(|title| !title.is_empty() && title.chars().count() <= LONGEST)
            .filter(|title| !site_names.iter().any(|name| prose::same_words(name, title)))
            .collect();

    let headings = visible_headings(dom);
    let agreement = |text: &str| {
        let best = |title: &String| agreement(text, title);
        written.iter().map(best).fold(0.0, f32::max)
    };
    let agreeing = headings
        .iter()
        .map(|heading| (agreement(&heading.text), heading))
        .filter(|(score, _)| *score >= ALIKE)
        // The first of the best; an `h1` before an `h2` of the same words.
        .max_by(|(a, x), (b, y)| {
            a.total_cmp(b).then(y.level.cmp(&x.level)).then(y.node.cmp(&x.node))
        })
        .map(|(_, heading)| heading);
    let marked = headings.iter().find(|heading| heading.is_marked);
    let mut first_level = headings.iter().filter(|heading| heading.level == 1);
    let only_h1 = match (first_level.next(), first_level.next()) {
        (Some(heading), None) => Some(heading),
        _ => None,
    }
    .filter(|heading| !site_names.iter().any(|name| prose::same_words(name, &heading.text)));
    let chosen = match (agreeing, marked) {
        (Some(heading), _) | (None, Some(heading)) => Some(heading),
        // A lone `h1` is believed where machines are told nothing, or less.
        (None, None) if written.is_empty() => only_h1.or(headings.first()),
        (None, None) => only_h1.filter(|heading| heading.text.chars().count() >= 20),
    };
    let text = match chosen {
        Some(heading) => without_kicker(dom, heading, &written),
        None => written.first().cloned().unwrap_or_default(),
    };
    let alternative = linked
        .alternative_headline
        .as_deref()
        .into_iter()
        .map(prose::fold)
        .chain(written.iter().cloned())
        .find(|title| {
            !text.is_empty() && !prose::same_words(title, &text) && !only_adds_a_name(title, &text)
        });
    let mut forms = written;
    forms.extend(page_title);
    forms.push(text.clone());
    Headline { text, alternative, node: chosen.map(|heading| heading.node), forms }
}

/// Tells whether a title is the headline and, behind a separator, a name: of the site or section.
fn only_adds_a_name(title: &str, headline: &str) -> bool {
    let rest = title.strip_prefix(headline);
    rest.is_some_and(|rest| SEPARATORS.iter().any(|separator| rest.starts_with(separator)))
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
            let rest = heading.text.strip_prefix(kicker.as_str()).map(trim_joint);
            if let Some(rest) = rest.filter(|rest| rest.chars().count() >= 8) {
                return rest.to_owned();
            }
        }
    }
    // What machines are told is the end of what is shown.
    let key = prose::key(&heading.text);
    let shown_end = |form: &&String| {
        let form = prose::key(form);
        form.chars().count() >= 20
            && form != key
            && key.strip_suffix(&form).is_some_and(|before| before.chars().count() < 60)
    };
    match written.iter().find(shown_end) {
        Some(form) => form.clone(),
        None => heading.text.clone(),
    }
}

fn trim_joint(text: &str) -> &str {
    text.trim_start_matches([' ', '\u{a0}', ':', '-', '–', '—', '|', '/', '·', '+'])
}

struct Heading {
    node: usize,
    level: u8,
    text: String,
    /// The page's markup says that it is the headline.
    is_marked: bool,
}

fn visible_headings(dom: &Dom) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut at = 0;
    while at < dom.nodes.len() {
        let tag = dom.tag(at);
        if matches!(tag, "nav" | "footer" | "script" | "style" | "noscript" | "template") {
            at = dom.nodes[at].end;
            continue;
        }
        let is_marked = dom
            .attribute(at, "itemprop")
            .is_some_and(|prop| prop.split_whitespace().any(|word| word == "headline"));
        let level = match tag {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            _ if is_marked && tag != "meta" => 2,
            _ => 0,
        };
        let hidden = dom.attribute(at, "hidden").is_some();
        if level > 0 && !hidden {
            let text = dom.text(at);
            if !text.is_empty() && text.chars().count() <= LONGEST {
                headings.push(Heading { node: at, level, text, is_marked });
            }
        }
        at += 1;
    }
    headings
}

/// How far two wordings agree, from 0 to 1: shared words of the longer one.
fn agreement(a: &str, b: &str) -> f32 {
    let (a, b) = (prose::key(a), prose::key(b));
    if a == b {
        return 1.0;
    }
    let (a_len, b_len) = (a.chars().count(), b.chars().count());
    let ratio = a_len.min(b_len) as f32 / a_len.max(b_len).max(1) as f32;
    // A headline with a kicker or a site's name beside it contains the other whole.
    let long_enough = a_len.min(b_len) >= 15;
    let inside = long_enough && (a.contains(&b) || b.contains(&a));
    let shared = prose::likeness(&a, &b) * ratio.sqrt();
    if inside { shared.max(0.75) } else { shared }
}

/// Cuts the site's name off a page title.
fn without_site_name(title: &str, site_names: &[String]) -> String {
    let title = prose::fold(title);
    let is_site = |part: &str| {
        let part = prose::key(part).replace(' ', "");
        let is_name = |name: &String| {
            let name = prose::key(name).replace(' ', "");
            let enough = part.chars().count() >= 3;
            name == part
                || (enough && (name.contains(&part) || (name.len() >= 4 && part.contains(&name))))
        };
        !part.is_empty() && site_names.iter().any(is_name)
    };
    let mut rest = title.as_str();
    loop {
        let cuts = SEPARATORS.iter().filter_map(|separator| {
            let (head, tail) = rest.rsplit_once(separator)?;
            let worth = head.trim().chars().count() >= 8;
            (worth && is_site(tail) && tail.chars().count() < 60).then_some(head.trim())
        });
        let front = SEPARATORS.iter().filter_map(|separator| {
            let (head, tail) = rest.split_once(separator)?;
            let worth = tail.trim().chars().count() >= 8;
            (worth && is_site(head) && head.chars().count() < 60).then_some(tail.trim())
        });
        match cuts.chain(front).min_by_key(|cut| std::cmp::Reverse(cut.len())) {
            Some(cut) => rest = cut,
            None => return rest.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_goes_and_the_rest_stays() {
        let names = ["The Daily Herald".to_owned(), "herald.example".to_owned()];
        let cut = |title: &str| without_site_name(title, &names);
        assert_eq!(cut("Bridge closed - again - The Daily Herald"), "Bridge closed - again");
        assert_eq!(cut("Herald | Bridge closed again"), "Bridge closed again");
        assert_eq!(cut("Bridge closed – council votes"), "Bridge closed – council votes");
    }
}
