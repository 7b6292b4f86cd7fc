//! Takes out of a page's markup what would make parsing slow or its tree huge; keeps all text.
//!
//! The parsing algorithm of HTML walks the open elements at most tags, repeats unclosed formatting
//! elements in every new block, and compares each attribute of a tag with all others. A hostile or
//! broken page makes that quadratic; real pages stay far below the limits. Half of a real page is
//! scripts, styles, drawings, data and indentation that no later step reads: they go too, because the
//! parser would look at each of their characters.

mod left_out;

pub(super) use left_out::is_idle_name;

use super::tags::{self, Tag};
use memchr::memmem::Finder;
use std::borrow::Cow;

/// Elements nested deeper are flattened, as browsers do at the same depth.
pub(super) const MAX_DEPTH: usize = 512;
/// More attributes than any real tag has; the rest of such a tag is cut.
const MAX_ATTRIBUTES: usize = 500;
/// How many formatting elements the parser may have to repeat in blocks, over the whole page.
const MAX_REPEATED: usize = 1_000_000;

/// What the parser does with an element, as far as it matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nesting,
    /// Nests, and is repeated in new blocks when left open; with a number of its own.
    Formatting(usize),
    /// Has no content, or is closed by the next of its kind: left open, it does not nest.
    Flat,
    /// Its content is not markup.
    Raw,
    /// Inside, the rules of HTML do not hold.
    Foreign,
    /// Nests, and white space inside counts.
    Verbatim,
    /// Has no content, and says where something is.
    Link,
    /// Nothing after it is markup.
    Plain,
}

/// How many kinds of formatting elements there are.
const FORMATTING: usize = 14;

/// Markup that is safe to parse.
pub(super) struct Tamed<'a> {
    pub html: Cow<'a, str>,
    /// Whether elements were nested too deep.
    pub flattened: bool,
    /// What the page's scripts hold, those left out included, in page order.
    pub scripts: Vec<&'a str>,
}

/// Returns the markup without what no one reads and without the tags that are too many.
///
/// White space between blocks goes where `gaps_go`: no reader of blocks sees it.
pub(super) fn tame(html: &str, gaps_go: bool) -> Tamed<'_> {
    let mut kept = Kept { gaps_go, ..Kept::of(html) };
    let seen = scan(html, &Cut::default(), &mut kept);
    let cut = Cut {
        deep: seen.depth > MAX_DEPTH,
        formatting: seen.repeated > MAX_REPEATED,
        attributes: seen.attributes > MAX_ATTRIBUTES,
    };
    if !cut.is_nothing() {
        kept = Kept::of(html);
        scan(html, &cut, &mut kept);
    }
    let html = match kept.from {
        0 => Cow::Borrowed(html),
        from => {
            kept.pieces.push_str(&html[from..]);
            Cow::Owned(kept.pieces)
        }
    };
    Tamed { html, flattened: cut.deep, scripts: kept.scripts }
}

/// What to take out.
#[derive(Default)]
struct Cut {
    deep: bool,
    formatting: bool,
    attributes: bool,
}

impl Cut {
    fn is_nothing(&self) -> bool {
        !(self.deep || self.formatting || self.attributes)
    }
}

/// The worst of what was seen.
#[derive(Default)]
struct Seen {
    depth: usize,
    repeated: usize,
    attributes: usize,
}

/// The pieces of markup that stay.
struct Kept<'a> {
    html: &'a str,
    pieces: String,
    /// What is before is in the pieces or left out.
    from: usize,
    scripts: Vec<&'a str>,
    gaps_go: bool,
}

impl<'a> Kept<'a> {
    fn of(html: &'a str) -> Self {
        Kept { html, pieces: String::new(), from: 0, scripts: Vec::new(), gaps_go: false }
    }

    fn leave_out(&mut self, start: usize, end: usize) {
        if self.pieces.is_empty() {
            self.pieces.reserve(self.html.len() / 2);
        }
        self.pieces.push_str(&self.html[self.from..start]);
        self.from = end;
    }

    /// Returns what to go back to.
    fn mark(&self) -> (usize, usize) {
        (self.pieces.len(), self.from)
    }

    fn go_back(&mut self, (len, from): (usize, usize)) {
        self.pieces.truncate(len);
        self.from = from;
    }
}

/// A drawing that is open and of which nothing may be read.
struct Drawing {
    /// Where its content begins, and what was kept before it.
    start: usize,
    kept: (usize, usize),
}

/// Walks the tags once and notes what stays.
fn scan<'a>(html: &'a str, cut: &Cut, kept: &mut Kept<'a>) -> Seen {
    let bytes = html.as_bytes();
    let end_tag = Finder::new("</");
    let mut seen = Seen::default();
    let mut depth = 0usize;
    let mut open_formatting = [0usize; FORMATTING];
    let mut all_open_formatting = 0usize;
    // Drawings and formulas that are open: inside, a script is markup.
    let mut foreign = 0usize;
    // Whether what looks like markup is so for sure. Where not, it stays.
    let mut is_sure = true;
    // Elements that are open in which white space counts.
    let mut verbatim = 0usize;
    let mut drawing: Option<Drawing> = None;
    // Where the last tag ended, whether it parts texts, and whether it is sure to.
    let mut last = (0, true, true);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let closing = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closing);
        if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
            let rest = &bytes[start..];
            at = match rest.get(1) {
                Some(b'!') if rest.starts_with(b"<!--") => {
                    let (content, end) = tags::comment(bytes, start);
                    if is_sure && content.len() > left_out::SHORT {
                        kept.leave_out(content.start, content.end);
                    }
                    end
                }
                Some(b'!' | b'?' | b'/') => {
                    is_sure &= !rest.starts_with(b"<![CDATA[");
                    memchr::memchr(b'>', rest).map_or(bytes.len(), |end| start + end + 1)
                }
                _ => start + 1,
            };
            continue;
        }
        let name = tags::name(bytes, name_start);
        let kind = kind_of(&bytes[name.clone()]);
        let parts = left_out::parts_texts(&bytes[name.clone()]);
        // An end tag that nothing was opened for parts no texts: beside it must be another.
        let is_apart = parts && (!closing || last.1) || last.2;
        // Where formatting was left open, even a space would begin it anew.
        let is_gap = kept.gaps_go
            && at < start
            && last.0 == at
            && is_apart
            && is_sure
            && foreign + verbatim + all_open_formatting == 0
            && cut.is_nothing()
            && bytes[at..start].iter().all(|byte| tags::is_space(*byte));
        if is_gap {
            kept.leave_out(at, start);
        }
        let before = kept.mark();
        let mut attributes = 0;
        let mut limit = None;
        let mut link = left_out::Link::default();
        let tag = tags::read(bytes, name, |attribute| {
            attributes += 1;
            if kind == Kind::Link {
                link.see(bytes, attribute);
            }
            if attributes > MAX_ATTRIBUTES && cut.attributes {
                limit.get_or_insert(attribute.name.start);
            } else if is_sure && left_out::is_idle(bytes, attribute) {
                kept.leave_out(attribute.name.start, attribute.end);
            }
        });
        if let Some(limit) = limit {
            kept.leave_out(limit, tag.close);
        }
        let end = (tag.close + 1).min(bytes.len());
        at = end;
        seen.attributes = seen.attributes.max(attributes);
        last = (end, parts, parts && !closing);
        let is_idle = match kind {
            Kind::Link => link.is_idle(),
            Kind::Raw => left_out::is_idle_script(&bytes[tag.name.start..tag.close]),
            _ => false,
        };
        if is_idle && is_sure && attributes > 0 && cut.is_nothing() && !tag.self_closed {
            kept.go_back(before);
            kept.leave_out(tag.name.end, tag.close);
        }
        let nests =
            matches!(kind, Kind::Nesting | Kind::Formatting(_) | Kind::Foreign | Kind::Verbatim);
        let mut drop_it = cut.formatting && matches!(kind, Kind::Formatting(_));
        if closing {
            match kind {
                Kind::Formatting(which) if open_formatting[which] > 0 => {
                    open_formatting[which] -= 1;
                    all_open_formatting -= 1;
                }
                Kind::Foreign => {
                    foreign = foreign.saturating_sub(1);
                    if let Some(drawing) = drawing.take().filter(|_| foreign == 0 && is_sure) {
                        kept.go_back(drawing.kept);
                        kept.leave_out(drawing.start, start);
                    }
                }
                Kind::Verbatim => verbatim = verbatim.saturating_sub(1),
                _ => {}
            }
            if nests {
                drop_it |= cut.deep && depth > MAX_DEPTH;
                depth = depth.saturating_sub(1);
            }
        } else {
            match kind {
                Kind::Formatting(which) => {
                    open_formatting[which] += 1;
                    all_open_formatting += 1;
                }
                _ => seen.repeated = seen.repeated.saturating_add(all_open_formatting),
            }
            match kind {
                Kind::Foreign if !tag.self_closed => {
                    let is_drawing = tag.name.len() == 3 && is_sure && foreign == 0;
                    drawing = (is_drawing && cut.is_nothing())
                        .then(|| Drawing { start: end, kept: kept.mark() });
                    foreign += 1;
                }
                Kind::Verbatim => verbatim += 1,
                Kind::Plain => is_sure = false,
                Kind::Raw => {
                    let raw = Raw { html, tag: &tag, from: end, is_sure: is_sure && foreign == 0 };
                    at = raw.pass(&end_tag, &mut is_sure, kept);
                }
                _ => {}
            }
            // Only in SVG and MathML does a slash close an element; there the depth is what it says.
            if nests && !tag.self_closed {
                depth += 1;
                seen.depth = seen.depth.max(depth);
                drop_it |= cut.deep && depth > MAX_DEPTH;
            }
        }
        if drawing.is_some()
            && kind != Kind::Foreign
            && !left_out::is_stroke(&bytes[tag.name.clone()])
        {
            drawing = None;
        }
        if drop_it {
            kept.go_back(before);
            kept.leave_out(start, end);
        }
    }
    seen
}

/// A raw element that was opened.
struct Raw<'s, 'a> {
    html: &'a str,
    tag: &'s Tag,
    from: usize,
    is_sure: bool,
}

impl<'a> Raw<'_, 'a> {
    /// Leaves its content out if nobody reads it; returns where its end tag is.
    fn pass(&self, end_tag: &Finder, is_sure: &mut bool, kept: &mut Kept<'a>) -> usize {
        let bytes = self.html.as_bytes();
        let name = &bytes[self.tag.name.clone()];
        let Some(close) = tags::end_of_raw(bytes, self.from, name, end_tag) else {
            return bytes.len();
        };
        let content = &self.html[self.from..close];
        let is_script = name.eq_ignore_ascii_case(b"script");
        if is_script {
            if tags::hides_scripts(content.as_bytes()) {
                *is_sure = false;
                return close;
            }
            kept.scripts.push(content);
        }
        let attributes = &bytes[self.tag.name.end..self.tag.close];
        let is_idle = match is_script {
            true => !left_out::may_be_linked_data(attributes),
            false => name.eq_ignore_ascii_case(b"style"),
        };
        if is_idle && self.is_sure && !self.tag.self_closed && content.len() > left_out::SHORT {
            kept.leave_out(self.from, close);
        }
        close
    }
}

/// Tells what an element is by its name, in any case.
fn kind_of(name: &[u8]) -> Kind {
    // Half of all tags.
    if matches!(name, b"div" | b"span") {
        return Kind::Nesting;
    }
    // None that matters here has a longer name.
    let mut key = [0u8; 9];
    let Some(start) = key.get_mut(..name.len()) else { return Kind::Nesting };
    start.copy_from_slice(name);
    start.make_ascii_lowercase();
    match &key[..name.len()] {
        b"a" => Kind::Formatting(0),
        b"b" => Kind::Formatting(1),
        b"big" => Kind::Formatting(2),
        b"code" => Kind::Formatting(3),
        b"em" => Kind::Formatting(4),
        b"font" => Kind::Formatting(5),
        b"i" => Kind::Formatting(6),
        b"nobr" => Kind::Formatting(7),
        b"s" => Kind::Formatting(8),
        b"small" => Kind::Formatting(9),
        b"strike" => Kind::Formatting(10),
        b"strong" => Kind::Formatting(11),
        b"tt" => Kind::Formatting(12),
        b"u" => Kind::Formatting(13),
        b"link" => Kind::Link,
        b"pre" | b"listing" => Kind::Verbatim,
        name if is_void(name) => Kind::Flat,
        b"p" | b"li" | b"dt" | b"dd" | b"tr" | b"td" | b"th" | b"thead" | b"tbody" | b"tfoot"
        | b"option" | b"optgroup" | b"colgroup" | b"rp" | b"rt" | b"body" => Kind::Flat,
        b"script" | b"style" | b"textarea" | b"title" | b"noscript" | b"iframe" | b"xmp"
        | b"noembed" | b"noframes" => Kind::Raw,
        b"svg" | b"math" => Kind::Foreign,
        b"plaintext" => Kind::Plain,
        _ => Kind::Nesting,
    }
}

/// Tells an element that has no content and no end tag, by its name in lower case.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_page_passes_through_untouched() {
        let html = "<p title='a > b'>x<br><script>if (a<b) '<div>'</script></p>";
        assert!(matches!(tame(html, true).html, Cow::Borrowed(_)));
    }

    #[test]
    fn deep_elements_are_flattened_and_their_text_kept() {
        let html = format!("{}deep{}<p>after</p>", "<div>".repeat(2_000), "</div>".repeat(2_000));
        let tamed = tame(&html, true);
        assert!(tamed.flattened);
        assert_eq!(tamed.html.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(tamed.html.matches("</div>").count(), MAX_DEPTH);
        assert!(tamed.html.contains("deep") && tamed.html.ends_with("<p>after</p>"));
    }

    #[test]
    fn unclosed_paragraphs_are_not_deep() {
        assert!(!tame(&"<p>a<li>b".repeat(5_000), true).flattened);
    }

    #[test]
    fn formatting_that_would_be_repeated_without_end_goes() {
        let html = format!(
            "{}{}",
            (0..400).map(|n| format!("<b id={n}>")).collect::<String>(),
            "<p>x".repeat(4_000)
        );
        let tamed = tame(&html, true);
        assert!(!tamed.html.contains("<b") && tamed.html.matches("<p>x").count() == 4_000);
    }

    #[test]
    fn a_tag_with_too_many_attributes_is_cut() {
        let html = format!("<p {}>x", (0..600).map(|n| format!("a{n}=\"v\" ")).collect::<String>());
        let tamed = tame(&html, true);
        assert!(tamed.html.contains("a499") && !tamed.html.contains("a500"));
        assert!(tamed.html.ends_with(">x"));
    }
}
