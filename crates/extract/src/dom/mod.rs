//! Characters to a flat list of nodes in document order, with no recursion anywhere.
//!
//! The tree is html5ever's. The list makes every later step a loop: a subtree is a range, parents
//! come before children, and nothing depends on how deep a page is nested. This room must not know
//! what an article is.

mod references;
mod tags;
mod tame;
mod tokens;
mod view_source;
mod xhtml;

pub(crate) use view_source::shown_source;
pub(crate) use xhtml::as_html;

use memchr::memmem;
use palimpsest_article::{Warning, WarningCode};
use scraper::{Html, node::Element};
use std::{borrow::Cow, ops::Range};
use url::Url;

/// The nodes of a page in document order; comments and contents of `<template>` are left out.
pub(crate) struct Dom<'a> {
    pub nodes: Vec<Node<'a>>,
    /// What the page's scripts hold; in the tree most of them are empty.
    pub scripts: Vec<&'a str>,
}

/// One element or text of a page.
pub(crate) struct Node<'a> {
    /// The index of the parent; the root is its own.
    pub parent: usize,
    /// The first index after the subtree.
    pub end: usize,
    pub content: Content<'a>,
}

/// What a node is.
#[derive(Clone, Copy)]
pub(crate) enum Content<'a> {
    Text(&'a str),
    Element(&'a Element),
}

/// Markup that is safe to parse, and quick.
pub(crate) struct Tamed<'h> {
    pub html: Cow<'h, str>,
    /// What the page's scripts hold, in page order; most of it is not in the markup any more.
    pub scripts: Vec<&'h str>,
}

/// Returns markup that is safe to parse: nesting beyond a limit is flattened, with a warning, and no
/// text is lost. Whatever else parses the page must be given this form too.
///
/// Contents of scripts, styles and drawings, comments, attributes that no step reads and white space
/// beside blocks are left out.
pub(crate) fn tame<'h>(html: &'h str, warnings: &mut Vec<Warning>) -> Tamed<'h> {
    let tamed = tame::tame(html, true);
    if tamed.flattened {
        warnings.push(Warning {
            code: WarningCode::DeepNesting,
            message: format!("elements nested deeper than {} were flattened", tame::MAX_DEPTH),
        });
    }
    Tamed { html: tamed.html, scripts: tamed.scripts }
}

/// Returns markup of which all white space counts in a form that is safe to parse.
pub(crate) fn tame_verbatim(html: &str) -> Cow<'_, str> {
    tame::tame(html, false).html
}

/// Parses markup that [`tame`] returned.
pub(crate) fn parse(tamed: &str) -> Html {
    tokens::parse(tamed)
}

/// How far into a page of frames its frames begin.
const REACH_OF_FRAMES: usize = 16 * 1024;

/// Returns a page of frames as the page that it has for readers without them.
pub(crate) fn without_frames(html: &str) -> Option<String> {
    let find_as = |text: &str, name: &str| memmem::find(text.as_bytes(), name.as_bytes());
    let find = |text: &str, name: &str| {
        find_as(text, name).or_else(|| find_as(text, &name.to_uppercase()))
    };
    let head = &html[..html.floor_char_boundary(REACH_OF_FRAMES)];
    let head = &head[..find(head, "<frameset")?];
    // Words of a script or a body that speak of frames.
    if find(head, "<body").is_some() {
        return None;
    }
    let rest = &html[find(html, "<noframes")?..];
    let content = &rest[rest.find('>')? + 1..];
    let end = find(content, "</noframes").unwrap_or(content.len());
    Some(format!("{head}{}", &content[..end]))
}

/// Lists the nodes of a tree.
pub(crate) fn flatten(tree: &Html) -> Dom<'_> {
    let mut nodes: Vec<Node> = Vec::with_capacity(tree.tree.nodes().len());
    let mut open: Vec<usize> = Vec::new();
    let mut cursor = tree.tree.root().first_child();
    while let Some(node) = cursor {
        let content = match node.value() {
            scraper::Node::Element(element) => Some(Content::Element(element)),
            scraper::Node::Text(text) => Some(Content::Text(text)),
            _ => None,
        };
        let mut opened = false;
        if let Some(content) = content {
            let index = nodes.len();
            let parent = open.last().copied().unwrap_or(0);
            nodes.push(Node { parent, end: index + 1, content });
            let is_template =
                matches!(content, Content::Element(element) if element.name() == "template");
            opened = !is_template && node.has_children();
            if opened {
                open.push(index);
            }
        }
        cursor = if opened { node.first_child() } else { node.next_sibling() };
        let mut at = node;
        while cursor.is_none() {
            let Some(parent) = at.parent() else { break };
            let Some(closed) = open.pop() else { break };
            nodes[closed].end = nodes.len();
            cursor = parent.next_sibling();
            at = parent;
        }
    }
    let end = nodes.len();
    for index in open {
        nodes[index].end = end;
    }
    Dom { nodes, scripts: Vec::new() }
}

impl<'a> Dom<'a> {
    /// Returns the element at `index`; `None` for a text.
    pub fn element(&self, index: usize) -> Option<&'a Element> {
        match self.nodes.get(index)?.content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        }
    }

    /// Returns the element's name, or `""` for a text.
    pub fn tag(&self, index: usize) -> &'a str {
        self.element(index).map_or("", Element::name)
    }

    /// Returns the value of an attribute.
    pub fn attribute(&self, index: usize, name: &str) -> Option<&'a str> {
        attribute(self.element(index)?, name)
    }

    /// Returns the indices of the subtree, `index` included.
    pub fn subtree(&self, index: usize) -> Range<usize> {
        index..self.nodes.get(index).map_or(index, |node| node.end)
    }

    /// Returns the indices of all elements with one of these names, in document order.
    pub fn elements<'s>(&'s self, names: &'s [&str]) -> impl Iterator<Item = usize> + 's {
        (0..self.nodes.len()).filter(move |&index| names.contains(&self.tag(index)))
    }

    /// Returns the text inside, white space folded, what is never shown left out.
    ///
    /// Blocks are apart. So are other elements whose words meet as no word does (`10.23Updated`):
    /// a style that is not read here sets them apart.
    pub fn text(&self, index: usize) -> String {
        const BLOCKS: [&str; 21] = [
            "p",
            "div",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "section",
            "header",
            "td",
            "th",
            "dt",
            "dd",
            "figcaption",
            "blockquote",
            "article",
            "footer",
        ];
        const SPANS: [&str; 7] = ["span", "a", "time", "small", "label", "address", "cite"];
        let mut text = String::new();
        let range = self.subtree(index);
        let mut at = range.start;
        // The ends of the elements that are open, and whether each is a block.
        let mut open: Vec<(usize, bool)> = Vec::new();
        let mut is_boundary = false;
        while at < range.end {
            while let Some((_, is_block)) = open.pop_if(|(end, _)| *end <= at) {
                is_boundary = true;
                if is_block {
                    text.push(' ');
                }
            }
            match self.nodes[at].content {
                Content::Text(piece) => {
                    if std::mem::take(&mut is_boundary) && is_glued(&text, piece) {
                        text.push(' ');
                    }
                    text.push_str(piece);
                }
                Content::Element(element) => match element.name() {
                    // `rt` is how to read the word before it, not a word.
                    "script" | "style" | "noscript" | "template" | "svg" | "button" | "rt"
                    | "rp" => {
                        at = self.nodes[at].end;
                        continue;
                    }
                    "br" => text.push(' '),
                    name if BLOCKS.contains(&name) => {
                        text.push(' ');
                        open.push((self.nodes[at].end, true));
                    }
                    name if SPANS.contains(&name) => {
                        is_boundary = true;
                        open.push((self.nodes[at].end, false));
                    }
                    _ => {}
                },
            }
            at += 1;
        }
        crate::prose::fold(&text)
    }

    /// Returns the parent chain of a node, nearest first, the node itself left out.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = index;
        std::iter::from_fn(move || {
            let parent = self.nodes.get(at)?.parent;
            let next = (parent != at).then_some(parent);
            at = parent;
            next
        })
    }
}

/// Tells whether two pieces would read as one word that is none: a small letter or digit, then a
/// capital.
fn is_glued(before: &str, after: &str) -> bool {
    let (Some(next), Some(last)) = (after.chars().next(), before.chars().next_back()) else {
        return false;
    };
    let word = before.chars().rev().take(2).take_while(|c| c.is_alphanumeric()).count();
    next.is_uppercase() && (last.is_lowercase() || last.is_ascii_digit()) && word >= 2
}

/// Returns the value of an attribute.
///
/// A walk over the few attributes, because the tree's own look-up interns the name each time. What
/// is read here must not be among what [`tame`] leaves out.
pub(crate) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    debug_assert!(!tame::is_idle_name(name.as_bytes()), "'{name}' is left out when a page is read");
    element.attrs().find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Returns the address against which the page's links are resolved: `<base href>`, else its own,
/// else, for a saved page, the one it gives itself.
pub(crate) fn base_url(dom: &Dom, page: Option<&Url>) -> Option<Url> {
    let canonical = || {
        let is_canonical = |index: &usize| {
            dom.attribute(*index, "rel").is_some_and(|rel| {
                rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
            })
        };
        let link = dom.elements(&["link"]).find(is_canonical)?;
        let url = Url::parse(dom.attribute(link, "href")?.trim()).ok()?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    };
    let own = page.cloned().or_else(canonical);
    match dom.elements(&["base"]).find_map(|index| dom.attribute(index, "href")) {
        Some(href) => resolve(own.as_ref(), href).or(own),
        None => own,
    }
}

/// Resolves an address written on the page.
pub(crate) fn resolve(base: Option<&Url>, written: &str) -> Option<Url> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    match base {
        Some(base) => base.join(written).ok(),
        None => Url::parse(written).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(html: &str) -> Vec<String> {
        let tree = parse(html);
        let dom = flatten(&tree);
        dom.nodes
            .iter()
            .enumerate()
            .map(|(index, node)| match node.content {
                Content::Text(text) => format!("{}-{} {text:?}", index, node.end),
                Content::Element(element) => format!("{}-{} {}", index, node.end, element.name()),
            })
            .collect()
    }

    #[test]
    fn nodes_are_in_document_order_with_the_end_of_their_subtree() {
        assert_eq!(
            tags("<p>a<b>c</b></p><!-- x --><template><p>y</p></template>z"),
            [
                "0-8 html",
                "1-2 head",
                "2-8 body",
                "3-7 p",
                "4-5 \"a\"",
                "5-7 b",
                "6-7 \"c\"",
                // The template's contents are left out, the text after it is not.
                "7-8 template",
            ]
            .map(String::from)
            .into_iter()
            .map(|line| line.replace("0-8", "0-9").replace("2-8", "2-9"))
            .chain(["8-9 \"z\"".to_owned()])
            .collect::<Vec<_>>()
        );
    }

    #[test]
    fn the_text_of_elements_that_are_apart_is_not_glued() {
        let text = |html: &str| {
            let tree = parse(html);
            let dom = flatten(&tree);
            let body = dom.elements(&["body"]).next().unwrap();
            dom.text(body)
        };
        assert_eq!(text("<span>10.23</span><span>Updated</span>"), "10.23 Updated");
        assert_eq!(text("<span>10.23</span>Updated"), "10.23 Updated");
        assert_eq!(text("<h2>One</h2>two<p>three</p>four"), "One two three four");
        assert_eq!(text("<b>B</b>ridge <i>i</i>Phone <span>i</span>Pad"), "Bridge iPhone iPad");
        assert_eq!(text("<span>one</span><span>word</span>"), "oneword");
        assert_eq!(text("<ruby>体<rp>(</rp><rt>たい</rt><rp>)</rp></ruby>罰"), "体罰");
    }

    #[test]
    fn ancestors_end_at_the_root() {
        let tree = parse("<div><p>a</p></div>");
        let dom = flatten(&tree);
        let paragraph = dom.elements(&["p"]).next().unwrap();
        let names: Vec<&str> = dom.ancestors(paragraph).map(|index| dom.tag(index)).collect();
        assert_eq!(names, ["div", "body", "html"]);
    }
}
