//! The page's short lines that may hold a date, in one pass over its nodes, with how far each
//! stands from the headline. It must not know what a date looks like beyond its digits.

use crate::{
    dom::{Content, Dom},
    prose, words,
};

/// One line as a reader sees it, or one element that carries a date for machines.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its words, white space folded; empty where only an attribute holds the date.
    pub text: String,
    /// The short line just before it, which may label it.
    pub label: String,
    /// Its first node.
    pub node: usize,
    /// The line is only the head of a paragraph.
    pub is_head: bool,
    /// Elements in it that carry a date in an attribute.
    pub times: Vec<usize>,
    /// Where it begins and ends in the page's text, in bytes.
    pub start: usize,
    pub end: usize,
}

/// What one pass over a page finds.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub lines: Vec<Line>,
    /// Where the headline begins and ends in the page's text, in bytes.
    pub headline: Option<(usize, usize)>,
    /// Where the page's text ends.
    pub end: usize,
}

/// A longer line is prose: its dates are what it tells of, but for those at its head.
const LONGEST: usize = 240;
/// So much of prose is its head.
const HEAD: usize = 90;
/// A longer line is no label of the next one.
const LONGEST_LABEL: usize = 48;
/// With fewer digits no year is written.
const FEWEST_DIGITS: usize = 4;
/// An element of more nodes is not only a date.
const SMALLEST: usize = 10;
/// A page lists the dates of many other articles; these are enough.
const MOST: usize = 160;

/// Lists the lines of a page that may hold a date.
pub(super) fn read(dom: &Dom, headline: Option<usize>) -> Lines {
    let mut found = Lines::default();
    let mut open = Open::default();
    // Ends of the blocks that are open, innermost last.
    let mut blocks: Vec<usize> = Vec::new();
    let headline = headline.filter(|&at| at < dom.nodes.len());
    let mut index = 0;
    while index < dom.nodes.len() {
        while blocks.last().is_some_and(|&end| end <= index) {
            blocks.pop();
            open.close(dom, &mut found);
        }
        if let (Some(at), Some((_, end))) = (headline, &mut found.headline)
            && index < dom.nodes[at].end
        {
            *end = found.end;
        }
        match dom.nodes[index].content {
            Content::Text(text) => {
                let length = text.trim().len();
                if length > 0 {
                    open.add(index, text, length, found.end);
                    found.end += length;
                    if headline.is_some_and(|at| (at..dom.nodes[at].end).contains(&index))
                        && let Some((_, end)) = &mut found.headline
                    {
                        *end = found.end;
                    }
                }
            }
            Content::Element(element) => {
                if headline == Some(index) {
                    found.headline = Some((found.end, found.end));
                }
                match element.name() {
                    "head" | "script" | "style" | "noscript" | "template" | "svg" | "select"
                    | "textarea" | "iframe" | "object" => {
                        index = dom.nodes[index].end.max(index + 1);
                        continue;
                    }
                    "time" | "abbr" => open.mark(index, found.end),
                    name => {
                        if is_block(name) {
                            open.close(dom, &mut found);
                            blocks.push(dom.nodes[index].end);
                        }
                        let is_small = dom.nodes[index].end - index <= SMALLEST;
                        if carries_date(element, is_small && !is_block(name)) {
                            open.mark(index, found.end);
                        }
                    }
                }
            }
        }
        index += 1;
    }
    open.close(dom, &mut found);
    found
}

/// Tells whether an element begins a line of its own; what nobody knows does not.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "p"
            | "li"
            | "ul"
            | "ol"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "td"
            | "th"
            | "tr"
            | "table"
            | "tbody"
            | "thead"
            | "dl"
            | "dt"
            | "dd"
            | "br"
            | "hr"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "pre"
            | "form"
            | "fieldset"
            | "address"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "button"
            | "video"
            | "audio"
            | "dialog"
    )
}

/// Tells whether an element has an attribute for dates; a small part of a line may be named so.
fn carries_date(element: &scraper::node::Element, is_part: bool) -> bool {
    element.attrs().any(|(name, value)| match name {
        "class" => is_part && has(value, b"date") && !has(value, b"update"),
        "datetime" => true,
        "itemprop" | "property" => has(value, b"date") || has(value, b"Date"),
        _ => is_date_attribute(name) && (8..=40).contains(&value.len()),
    })
}

/// Values are short: looking at each place is faster than a searcher's preparations.
fn has(value: &str, word: &[u8]) -> bool {
    value.as_bytes().windows(word.len()).any(|place| place == word)
}

/// Tells whether a day with its year may be in a text: a year of four digits and a day, or three
/// numbers with marks between them.
fn may_hold_day(text: &str) -> bool {
    if !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && words::digit(c).is_some()) {
        return true;
    }
    let bytes = text.as_bytes();
    let (mut digits, mut run, mut longest, mut marks) = (0, 0, 0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() {
            (digits, run) = (digits + 1, run + 1);
            longest = longest.max(run);
            continue;
        }
        let next_is_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if run > 0 && next_is_digit && matches!(byte, b'.' | b'/' | b'-' | b'\'') {
            marks += 1;
        }
        run = 0;
    }
    (digits > FEWEST_DIGITS && longest >= 4) || marks >= 2
}

/// Tells whether a `data-` attribute is named for the point in time that its element shows.
pub(super) fn is_date_attribute(name: &str) -> bool {
    let Some(name) = name.strip_prefix("data-") else { return false };
    matches!(
        name,
        "timestamp"
            | "datetime"
            | "date-time"
            | "date"
            | "time"
            | "utime"
            | "unixtime"
            | "posted"
            | "pubdate"
            | "published"
            | "publish-date"
            | "published-date"
            | "publication-date"
            | "date-published"
            | "published-at"
            | "publishdate"
            | "first-publication-date"
    )
}

/// The line that is being read.
#[derive(Default)]
struct Open {
    pieces: Vec<usize>,
    times: Vec<usize>,
    node: Option<usize>,
    start: usize,
    length: usize,
    digits: usize,
    digits_of_head: usize,
    /// The texts of the line before.
    label: Vec<usize>,
}

impl Open {
    fn add(&mut self, index: usize, text: &str, length: usize, at: usize) {
        self.begin(index, at);
        if self.length <= HEAD {
            let is_short = self.length + length <= LONGEST;
            let head = text.trim_start();
            let head = head.char_indices().nth(HEAD).map_or(head, |(end, _)| &head[..end]);
            let of_head = digits(head);
            self.digits_of_head += of_head;
            self.digits += match is_short {
                true if head.len() >= length => of_head,
                true => digits(text),
                false => 0,
            };
            self.pieces.push(index);
        } else if self.length + length <= LONGEST {
            self.digits += digits(text);
            self.pieces.push(index);
        }
        self.length += length;
    }

    fn mark(&mut self, index: usize, at: usize) {
        self.begin(index, at);
        self.times.push(index);
    }

    fn begin(&mut self, index: usize, at: usize) {
        if self.node.is_none() {
            (self.node, self.start) = (Some(index), at);
        }
    }

    fn close(&mut self, dom: &Dom, found: &mut Lines) {
        let Some(node) = self.node.take() else { return };
        let is_short = self.length <= LONGEST;
        let digits = if is_short { self.digits } else { self.digits_of_head };
        let may_hold = digits >= FEWEST_DIGITS || !self.times.is_empty();
        if may_hold && found.lines.len() < MOST {
            let words = |pieces: &[usize]| {
                let mut text = String::new();
                let most = if is_short { usize::MAX } else { HEAD };
                for &piece in pieces {
                    if let Content::Text(words) = dom.nodes[piece].content {
                        let rest = most.saturating_sub(text.len());
                        let words = words.trim();
                        let cut = words.char_indices().nth(rest);
                        text.push_str(cut.map_or(words, |(end, _)| &words[..end]));
                        text.push(' ');
                    }
                }
                prose::fold(&text)
            };
            let text = words(&self.pieces);
            if !self.times.is_empty() || may_hold_day(&text) {
                found.lines.push(Line {
                    text,
                    is_head: !is_short,
                    label: words(&self.label),
                    node,
                    times: std::mem::take(&mut self.times),
                    start: self.start,
                    end: self.start + self.length,
                });
            }
        }
        // A line with a date of its own labels that one.
        let is_label = self.length <= LONGEST_LABEL && self.digits < FEWEST_DIGITS;
        if self.length > 0 {
            std::mem::swap(&mut self.label, &mut self.pieces);
            if !is_label {
                self.label.clear();
            }
        }
        self.pieces.clear();
        self.times.clear();
        (self.length, self.digits, self.digits_of_head) = (0, 0, 0);
    }
}

fn digits(text: &str) -> usize {
    let ascii = text.bytes().filter(u8::is_ascii_digit).count();
    if text.is_ascii() {
        return ascii;
    }
    ascii + text.chars().filter(|&c| !c.is_ascii() && words::digit(c).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom;

    fn lines(html: &str) -> Vec<(String, String)> {
        let tree = dom::parse(html);
        let dom = dom::flatten(&tree);
        let headline = dom.elements(&["h1"]).next();
        read(&dom, headline).lines.into_iter().map(|line| (line.label, line.text)).collect()
    }

    #[test]
    fn a_line_ends_where_a_block_does() {
        let html = "<h1>Bridge</h1><div>By <a>Ann</a>, <span>9 May</span> <b>2021</b></div>\
                    <dl><dt>Published</dt><dd>10 May 2021</dd></dl><p>No digits here.</p>\
                    Posted<br>11.5.2021<br>";
        assert_eq!(
            lines(html),
            [
                ("Bridge", "By Ann , 9 May 2021"),
                ("Published", "10 May 2021"),
                ("Posted", "11.5.2021")
            ]
            .map(|(label, text)| (label.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn scripts_prose_and_pages_without_dates_give_nothing() {
        let prose = format!("{}in 2019 and 2020. ", "The council voted. ".repeat(20));
        let html = format!("<h1>Bridge</h1><script>var a = '2021-01-09'</script><p>{prose}</p>");
        assert!(lines(&html).is_empty());
        assert!(lines("").is_empty());
    }

    #[test]
    fn of_prose_only_the_head_is_a_line() {
        let html = format!("<p>Berlin, 9 May 2021 – {}</p>", "The council voted. ".repeat(20));
        let found = lines(&html);
        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with("Berlin, 9 May 2021 – The council"), "{found:?}");
        assert!(found[0].1.len() <= HEAD + 4, "{found:?}");
    }

    #[test]
    fn the_headline_has_its_place() {
        let tree = dom::parse("<p>abc</p><h1>Bri<b>dge</b></h1><p>9 May 2021</p>");
        let dom = dom::flatten(&tree);
        let found = read(&dom, dom.elements(&["h1"]).next());
        assert_eq!(found.headline, Some((3, 9)));
        assert_eq!((found.lines[0].start, found.lines[0].end), (9, 19));
    }
}
