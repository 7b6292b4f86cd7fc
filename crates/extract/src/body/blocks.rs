//! DOM to candidate blocks: everything on the page that could be read, in order, in one pass.
//!
//! Nothing is judged here. Menus, comments and hidden parts become blocks too; choosing among them
//! is for later steps, and update notes are looked for among all of them.

use super::{
    images::{self, FoundImage},
    inline::{Line, LocalMark},
    tables,
};
use crate::{
    dom::{Content, Dom, attribute, resolve},
    prose,
};
use palimpsest_article::{BlockKind, MarkKind};
use scraper::node::Element;
use std::ops::Range;
use url::Url;

/// A block that may be part of the article.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub kind: BlockKind,
    pub level: u8,
    pub ordinal: Option<u32>,
    pub text: String,
    pub marks: Vec<LocalMark>,
    /// The innermost block element around it.
    pub node: usize,
    /// Its first text node: in document order, unlike `node`.
    pub at: usize,
    /// The language its markup declares, where that is not the page's.
    pub language: Option<String>,
    /// How much there is to read.
    pub weight: usize,
    /// How much of that is inside links.
    pub link_weight: usize,
}

impl Candidate {
    /// Returns the share of the text that is links, from 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.link_weight as f32 / self.weight.max(1) as f32
    }
}

/// All candidates and images of a page.
pub(super) struct PageBlocks {
    pub candidates: Vec<Candidate>,
    pub images: Vec<FoundImage>,
}

/// What an open block element makes of the text inside.
#[derive(Clone, Copy)]
struct Context {
    kind: BlockKind,
    level: u8,
    ordinal: Option<u32>,
    lists: u8,
    quotes: u8,
    mode: Mode,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// White space folds; blocks part texts.
    Flow,
    /// White space counts.
    Verbatim,
    /// One text for the whole table.
    Table,
}

struct Frame {
    node: usize,
    /// The context and block to go back to.
    context: Context,
    block: usize,
    is_block: bool,
    is_mark: bool,
    /// Number of the last item, for an ordered list.
    counter: Option<i64>,
}

struct Builder<'d, 'a> {
    dom: &'d Dom<'a>,
    line: Line,
    first_text: Option<usize>,
    context: Context,
    block: usize,
    frames: Vec<Frame>,
    out: PageBlocks,
}

/// Lists the candidate blocks and images of a page.
pub(super) fn list(dom: &Dom, base: Option<&Url>) -> PageBlocks {
    let data_tables = tables::data_tables(dom);
    let mut builder = Builder {
        dom,
        line: Line::default(),
        first_text: None,
        context: Context {
            kind: BlockKind::Paragraph,
            level: 0,
            ordinal: None,
            lists: 0,
            quotes: 0,
            mode: Mode::Flow,
        },
        block: 0,
        frames: Vec::new(),
        out: PageBlocks { candidates: Vec::new(), images: Vec::new() },
    };
    let mut at = 0;
    while at < dom.nodes.len() {
        builder.close_until(at);
        let node = &dom.nodes[at];
        match node.content {
            Content::Text(text) => builder.text(at, text),
            Content::Element(element) => {
                let name = element.name();
                images::collect(
                    dom,
                    at,
                    element,
                    base,
                    builder.out.candidates.len(),
                    &mut builder.out.images,
                );
                if is_skipped(name) {
                    at = node.end;
                    continue;
                }
                let is_data_table = name == "table" && data_tables.contains(&at);
                builder.element(at, element, is_data_table);
            }
        }
        at += 1;
    }
    builder.close_until(usize::MAX);
    builder.flush();
    builder.out
}

impl Builder<'_, '_> {
    fn text(&mut self, at: usize, text: &str) {
        match self.context.mode {
            Mode::Verbatim => self.line.push_verbatim(text),
            Mode::Flow | Mode::Table => self.line.push_folded(text),
        }
        if self.first_text.is_none() && !self.line.is_empty() {
            self.first_text = Some(at);
        }
    }

    fn element(&mut self, at: usize, element: &Element, is_data_table: bool) {
        let name = element.name();
        if name == "br" || name == "hr" {
            return self.line_break(name == "hr");
        }
        let before = self.context;
        let mark = mark_kind(name);
        let is_block = mark.is_none() && is_block(name);
        if is_block && self.context.mode == Mode::Table {
            match name {
                "tr" => {
                    if !self.line.is_empty() && !self.line.ends_line() {
                        self.line.push_separator('\n');
                    }
                }
                "td" | "th" => {
                    if !self.line.is_empty() && !self.line.ends_line() && self.has_cell_before(at) {
                        self.line.push_separator('\t');
                    }
                }
                _ => self.line.push_space(),
            }
        } else if is_block {
            self.flush();
            self.enter(at, element, is_data_table);
        }
        if self.dom.nodes[at].end == at + 1 {
            self.context = before;
            return;
        }
        if let Some(kind) = mark {
            self.line.open(at, kind);
        }
        if is_block || mark.is_some() {
            let counter = match name {
                "ol" => Some(attribute(element, "start").and_then(|n| n.parse().ok()).unwrap_or(1)),
                _ => None,
            };
            let block = self.block;
            self.frames.push(Frame {
                node: at,
                context: before,
                block,
                is_block,
                is_mark: mark.is_some(),
                counter,
            });
            if is_block {
                self.block = at;
            }
        }
    }

    /// Sets what text inside this block element is.
    fn enter(&mut self, at: usize, element: &Element, is_data_table: bool) {
        let context = &mut self.context;
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                context.kind = BlockKind::Heading;
                context.level = element.name().as_bytes()[1] - b'0';
            }
            "ul" | "ol" | "menu" | "dir" => context.lists = context.lists.saturating_add(1),
            "li" | "dt" | "dd" if !is_caption(element) => {
                context.kind = BlockKind::ListItem;
                context.level = context.lists.max(1);
                context.ordinal = self
                    .frames
                    .iter_mut()
                    .rev()
                    .find(|frame| frame.is_block)
                    .and_then(|frame| frame.counter.as_mut())
                    .and_then(|next| {
                        let written = attribute(element, "value").and_then(|n| n.parse().ok());
                        let number = written.unwrap_or(*next);
                        *next = number.saturating_add(1);
                        u32::try_from(number).ok()
                    });
            }
            "blockquote" => {
                context.quotes = context.quotes.saturating_add(1);
                context.level = context.quotes;
                context.kind = match is_embedded_post(element) {
                    true => BlockKind::Embed,
                    false => BlockKind::Blockquote,
                };
            }
            "figcaption" => context.kind = BlockKind::Caption,
            // Words loose in a figure are its caption or credit, unless an element says otherwise.
            "figure" => context.kind = BlockKind::Caption,
            "div" | "p" | "section" | "li" if is_caption(element) => {
                context.kind = BlockKind::Caption;
            }
            "caption" if context.mode == Mode::Flow => context.kind = BlockKind::Caption,
            "pre" | "listing" | "xmp" => {
                context.kind = BlockKind::Preformatted;
                context.mode = Mode::Verbatim;
            }
            "table" if is_data_table => {
                context.kind = BlockKind::Table;
                context.mode = Mode::Table;
                self.block = at;
            }
            _ => {}
        }
    }

    fn has_cell_before(&self, cell: usize) -> bool {
        // The row is the parent; an earlier cell makes its first child another node.
        let row = self.dom.nodes[cell].parent;
        (row + 1..cell)
            .rev()
            .take(64)
            .any(|at| self.dom.nodes[at].parent == row && matches!(self.dom.tag(at), "td" | "th"))
            || cell > row + 64
    }

    fn line_break(&mut self, is_rule: bool) {
        match self.context.mode {
            Mode::Table => self.line.push_space(),
            _ if is_rule => self.flush(),
            Mode::Verbatim => self.line.push_verbatim("\n"),
            // Two in a row part paragraphs, as every reader sees them.
            Mode::Flow if self.line.ends_line() => self.flush(),
            Mode::Flow => self.line.push_separator('\n'),
        }
    }

    /// Leaves the elements that end at or before the node `at`.
    fn close_until(&mut self, at: usize) {
        while let Some(frame) = self.frames.last()
            && self.dom.nodes[frame.node].end <= at
        {
            let (node, context, block) = (frame.node, frame.context, frame.block);
            let (is_block, is_mark) = (frame.is_block, frame.is_mark);
            if is_mark {
                self.line.close(node);
            }
            if is_block {
                let ends_table = self.context.mode == Mode::Table && context.mode == Mode::Table;
                if ends_table {
                    self.line.push_space();
                } else {
                    self.flush();
                }
            }
            self.context = context;
            self.block = block;
            self.frames.pop();
        }
    }

    /// Ends the current text and makes it a block.
    fn flush(&mut self) {
        let first_text = self.first_text.take();
        if self.line.is_empty() {
            return;
        }
        let (text, marks) = self.line.take();
        if !text.chars().any(|character| character.is_alphanumeric()) && text.chars().count() < 2 {
            return;
        }
        let weight = prose::weight(&text);
        let link_weight = link_weight(&text, &marks, weight);
        let language = self.declared_language();
        let Context { kind, level, ordinal, .. } = self.context;
        let level = match kind {
            BlockKind::Heading | BlockKind::ListItem | BlockKind::Blockquote => level,
            _ => 0,
        };
        self.out.candidates.push(Candidate {
            kind,
            level,
            ordinal: if kind == BlockKind::ListItem { ordinal } else { None },
            text,
            marks,
            node: self.block,
            at: first_text.unwrap_or(self.block),
            language,
            weight,
            link_weight,
        });
        // A second paragraph of the item is not a second item.
        self.context.ordinal = None;
    }

    /// Returns the nearest `lang` on the block's own elements, the page's left out.
    fn declared_language(&self) -> Option<String> {
        self.frames
            .iter()
            .rev()
            .take(6)
            .filter(|frame| !matches!(self.dom.tag(frame.node), "html" | "body"))
            .find_map(|frame| self.dom.attribute(frame.node, "lang"))
            .filter(|tag| !tag.trim().is_empty())
            .map(|tag| tag.trim().to_owned())
    }
}

fn link_weight(text: &str, marks: &[LocalMark], weight: usize) -> usize {
    let mut linked = 0;
    let mut until = 0;
    for mark in marks.iter().filter(|mark| mark.kind == MarkKind::Link) {
        linked += mark.end.saturating_sub(mark.start.max(until));
        until = until.max(mark.end);
    }
    if linked == 0 { 0 } else { linked * weight / text.chars().count().max(1) }
}

/// Reads where the links of a block lead; one to nowhere that can be opened is no link.
///
/// Only for blocks that are needed: most links of a page are in its menus.
pub(super) fn read_links(dom: &Dom, base: Option<&Url>, block: &mut Candidate) {
    for mark in block.marks.iter_mut().filter(|mark| mark.kind == MarkKind::Link) {
        mark.href =
            dom.element(mark.node).and_then(|element| link_target(element, base)).map(Box::new);
    }
    block.marks.retain(|mark| mark.kind != MarkKind::Link || mark.href.is_some());
    block
        .marks
        .dedup_by(|a, b| (a.kind, a.start, a.end, &a.href) == (b.kind, b.start, b.end, &b.href));
}

fn link_target(element: &Element, base: Option<&Url>) -> Option<Url> {
    let url = resolve(base, attribute(element, "href")?)?;
    matches!(url.scheme(), "http" | "https" | "mailto").then_some(url)
}

fn mark_kind(name: &str) -> Option<MarkKind> {
    Some(match name {
        "a" => MarkKind::Link,
        "em" | "i" => MarkKind::Emphasis,
        "strong" | "b" => MarkKind::Strong,
        "code" | "kbd" | "samp" => MarkKind::Code,
        "sub" => MarkKind::Sub,
        "sup" => MarkKind::Sup,
        _ => return None,
    })
}

/// The markup that social networks hand out for embedding a post is a classed `<blockquote>`.
fn is_embedded_post(element: &Element) -> bool {
    const WORDS: [&str; 10] = [
        "tweet",
        "twitter",
        "instagram",
        "facebook",
        "fb",
        "tiktok",
        "reddit",
        "bluesky",
        "mastodon",
        "embed",
    ];
    attribute(element, "class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
    })
}

/// Tells an element that its class calls a caption or credit of a picture.
fn is_caption(element: &Element) -> bool {
    const WORDS: [&str; 8] = [
        "caption",
        "captions",
        "figcaption",
        "credit",
        "credits",
        "bildunterschrift",
        "legende",
        "cutline",
    ];
    attribute(element, "class").is_some_and(|class| {
        class
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
    })
}

/// Elements whose text is never part of a page's words.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "title"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "iframe"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "map"
            | "datalist"
            | "progress"
            | "meter"
            | "dialog"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Returns, for every element, the range of candidates inside it, as a prefix count by node.
pub(super) fn counts_before(dom: &Dom, candidates: &[Candidate]) -> Vec<usize> {
    let mut counts = vec![0; dom.nodes.len() + 1];
    let mut next = 0;
    for (node, count) in counts.iter_mut().enumerate() {
        while next < candidates.len() && candidates[next].at < node {
            next += 1;
        }
        *count = next;
    }
    counts
}

/// Returns the candidates inside an element.
pub(super) fn inside(counts: &[usize], dom: &Dom, node: usize) -> Range<usize> {
    let subtree = dom.subtree(node);
    counts[subtree.start]..counts[subtree.end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::{flatten, parse};

    fn check(html: &str, blocks: &[&str]) {
        let tree = parse(html);
        let dom = flatten(&tree);
        let found: Vec<String> = list(&dom, None)
            .candidates
            .iter()
            .map(|block| {
                let number = block.ordinal.map_or(String::new(), |n| n.to_string());
                format!("{:?}{}{} {}", block.kind, block.level, number, block.text)
            })
            .collect();
        assert_eq!(found, blocks);
    }

    #[test]
    fn every_kind_of_block() {
        check("<h2>Why</h2><p>Because.", &["Heading2 Why", "Paragraph0 Because."]);
        check(
            "<ol start=3><li>c<li>d<ul><li>e</ul></ol>",
            &["ListItem13 c", "ListItem14 d", "ListItem2 e"],
        );
        check(
            "<blockquote><p>No.</p><p>Never.</p></blockquote>",
            &["Blockquote1 No.", "Blockquote1 Never."],
        );
        check("<figure><img><figcaption>A bridge</figcaption></figure>", &["Caption0 A bridge"]);
        check("<pre>a\n  b</pre>", &["Preformatted0 a\n  b"]);
        check("<blockquote class='twitter-tweet'>Hi all</blockquote>", &["Embed0 Hi all"]);
        check(
            "<table><tr><th>Year<th>Votes<tr><td>2020<td><p>7</p></table>",
            &["Table0 Year\tVotes\n2020\t7"],
        );
    }

    #[test]
    fn loose_text_and_line_breaks_make_paragraphs() {
        check(
            "<div>one <b>bold</b> <p>two</p> three<br><br>four<br>five</div>",
            &["Paragraph0 one bold", "Paragraph0 two", "Paragraph0 three", "Paragraph0 four\nfive"],
        );
    }

    #[test]
    fn what_is_not_words_is_left_out() {
        check("<p>a<script>b</script><style>c</style><button>d</button>e", &["Paragraph0 ae"]);
    }
}
