//! Takes out of a page's markup what would make parsing slow or its tree huge; keeps all text.
//!
//! The parsing algorithm of HTML walks the open elements at most tags, repeats unclosed formatting
//! elements in every new block, and compares each attribute of a tag with all others. A hostile or
//! broken page makes that quadratic. Real pages stay far below the limits and are passed through.

use std::borrow::Cow;

/// Elements nested deeper are flattened, as browsers do at the same depth.
pub(super) const MAX_DEPTH: usize = 512;
/// More attributes than any real tag has; the rest of such a tag is cut.
const MAX_ATTRIBUTES: usize = 500;
/// How many formatting elements the parser may have to repeat in blocks, over the whole page.
const MAX_REPEATED: usize = 1_000_000;

/// A shorter tag cannot have more attributes than [`MAX_ATTRIBUTES`]: each takes two bytes.
const MANY_BYTES: usize = 2 * MAX_ATTRIBUTES;

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
}

/// How many kinds of formatting elements there are.
const FORMATTING: usize = 14;

/// Markup that is safe to parse.
pub(super) struct Tamed<'a> {
    pub html: Cow<'a, str>,
    /// Whether elements were nested too deep.
    pub flattened: bool,
}

/// Returns the markup as it is where it is harmless, else without the tags that are too many.
pub(super) fn tame(html: &str) -> Tamed<'_> {
    let seen = scan(html, &Cut::default(), |_| {});
    let cut = Cut {
        deep: seen.depth > MAX_DEPTH,
        formatting: seen.repeated > MAX_REPEATED,
        attributes: seen.attributes > MAX_ATTRIBUTES,
    };
    if !(cut.deep || cut.formatting || cut.attributes) {
        return Tamed { html: Cow::Borrowed(html), flattened: false };
    }
    let mut tamed = String::with_capacity(html.len());
    scan(html, &cut, |piece| tamed.push_str(piece));
    Tamed { html: Cow::Owned(tamed), flattened: cut.deep }
}

/// What to take out.
#[derive(Default)]
struct Cut {
    deep: bool,
    formatting: bool,
    attributes: bool,
}

/// The worst of what was seen.
#[derive(Default)]
struct Seen {
    depth: usize,
    repeated: usize,
    attributes: usize,
}

/// Walks the tags once, handing on every piece of markup that stays.
fn scan<'a>(html: &'a str, cut: &Cut, mut keep: impl FnMut(&'a str)) -> Seen {
    let bytes = html.as_bytes();
    let mut seen = Seen::default();
    let mut depth = 0usize;
    let mut open_formatting = [0usize; FORMATTING];
    let mut all_open_formatting = 0usize;
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let rest = &bytes[start..];
        let closing = rest.get(1) == Some(&b'/');
        let name_start = if closing { 2 } else { 1 };
        if !rest.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
            at = match rest.starts_with(b"<!--") {
                true => memchr::memmem::find(&rest[4..], b"-->")
                    .map_or(bytes.len(), |end| start + 4 + end + 3),
                false => start + 1,
            };
            continue;
        }
        let tag = read_tag(rest, name_start);
        let end = start + tag.len;
        at = end;
        seen.attributes = seen.attributes.max(tag.attributes);
        let mut drop_it = cut.formatting && matches!(tag.kind, Kind::Formatting(_));
        if closing {
            if let Kind::Formatting(which) = tag.kind
                && open_formatting[which] > 0
            {
                open_formatting[which] -= 1;
                all_open_formatting -= 1;
            }
            if tag.nests() {
                drop_it |= cut.deep && depth > MAX_DEPTH;
                depth = depth.saturating_sub(1);
            }
        } else {
            match tag.kind {
                Kind::Formatting(which) => {
                    open_formatting[which] += 1;
                    all_open_formatting += 1;
                }
                _ => seen.repeated = seen.repeated.saturating_add(all_open_formatting),
            }
            if tag.nests() && !tag.self_closed {
                depth += 1;
                seen.depth = seen.depth.max(depth);
                drop_it |= cut.deep && depth > MAX_DEPTH;
            }
            if tag.kind == Kind::Raw {
                at = end_of_raw(bytes, end, tag.name);
            }
        }
        if drop_it {
            keep(&html[from..start]);
            from = end;
        } else if cut.attributes && tag.attributes > MAX_ATTRIBUTES {
            keep(&html[from..start + tag.limit]);
            keep(">");
            from = end;
        }
    }
    keep(&html[from..]);
    seen
}

struct Tag<'a> {
    kind: Kind,
    name: &'a [u8],
    self_closed: bool,
    attributes: usize,
    /// Where the attributes that may stay end.
    limit: usize,
    len: usize,
}

impl Tag<'_> {
    fn nests(&self) -> bool {
        matches!(self.kind, Kind::Nesting | Kind::Formatting(_))
    }
}

/// Reads the tag at the beginning of `rest`, whose name begins at `name_start`.
fn read_tag(rest: &[u8], name_start: usize) -> Tag<'_> {
    let is_end = |byte: &u8| matches!(byte, b'>' | b' ' | b'\n' | b'\t' | b'\r' | 0x0c | b'/');
    let name_end =
        rest[name_start..].iter().position(is_end).map_or(rest.len(), |len| name_start + len);
    let name = &rest[name_start..name_end];
    let kind = kind_of(name);
    let end = end_of_tag(rest, name_end);
    let (attributes, limit) = match end - name_end > MANY_BYTES {
        true => attributes(&rest[..end], name_end),
        false => (0, end),
    };
    Tag {
        kind,
        name,
        // Only in SVG and MathML does a slash close an element; there the depth is what it says.
        self_closed: rest[name_end..end].last() == Some(&b'/'),
        attributes,
        limit,
        len: (end + 1).min(rest.len()),
    }
}

/// Returns where the `>` of a tag is: the first that is in no quoted value.
pub(super) fn end_of_tag(rest: &[u8], name_end: usize) -> usize {
    let mut at = name_end;
    while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &rest[at..]) {
        let mark = at + found;
        if rest[mark] == b'>' {
            return mark;
        }
        at = mark + 1;
        // A quotation mark begins a value only after `=`; else it is part of a name or a value.
        if rest[name_end..mark].trim_ascii_end().last() == Some(&b'=') {
            match memchr::memchr(rest[mark], &rest[at..]) {
                Some(closing) => at += closing + 1,
                None => return rest.len(),
            }
        }
    }
    rest.len()
}

/// Counts the attributes of a tag; also returns where those that may stay end.
fn attributes(tag: &[u8], name_end: usize) -> (usize, usize) {
    let (mut count, mut limit) = (0, name_end);
    let mut quote = None;
    let mut previous = b' ';
    for (at, &byte) in tag.iter().enumerate().skip(name_end) {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && previous == b'=' => quote = Some(byte),
            None => {
                let parts =
                    previous.is_ascii_whitespace() || matches!(previous, b'/' | b'"' | b'\'');
                if parts && !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'=') {
                    count += 1;
                    if count <= MAX_ATTRIBUTES {
                        limit = at;
                    }
                }
            }
        }
        // Spaces around `=` do not part a name from its value.
        if !(byte.is_ascii_whitespace() && previous == b'=') {
            previous = byte;
        }
    }
    (count, limit)
}

/// Tells what an element is by its name, in any case.
fn kind_of(name: &[u8]) -> Kind {
    // Half of all tags.
    if matches!(name, b"div" | b"span") {
        return Kind::Nesting;
    }
    // None that matters here has a longer name.
    let mut key = [0u8; 8];
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
        name if is_void(name) => Kind::Flat,
        b"p" | b"li" | b"dt" | b"dd" | b"tr" | b"td" | b"th" | b"thead" | b"tbody" | b"tfoot"
        | b"option" | b"optgroup" | b"colgroup" | b"rp" | b"rt" | b"body" => Kind::Flat,
        b"script" | b"style" | b"textarea" | b"title" | b"noscript" | b"iframe" | b"xmp" => {
            Kind::Raw
        }
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

/// Returns where the end tag of a raw element starts.
fn end_of_raw(html: &[u8], from: usize, name: &[u8]) -> usize {
    memchr::memmem::find_iter(&html[from..], b"</")
        .map(|found| from + found)
        .find(|start| {
            html.get(start + 2..start + 2 + name.len())
                .is_some_and(|after| after.eq_ignore_ascii_case(name))
        })
        .unwrap_or(html.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_page_passes_through_untouched() {
        let html = "<p title='a > b'>x<br><script>if (a<b) '<div>'</script></p>";
        assert!(matches!(tame(html), Tamed { html: Cow::Borrowed(_), flattened: false }));
    }

    #[test]
    fn deep_elements_are_flattened_and_their_text_kept() {
        let html = format!("{}deep{}<p>after</p>", "<div>".repeat(2_000), "</div>".repeat(2_000));
        let tamed = tame(&html);
        assert!(tamed.flattened);
        assert_eq!(tamed.html.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(tamed.html.matches("</div>").count(), MAX_DEPTH);
        assert!(tamed.html.contains("deep") && tamed.html.ends_with("<p>after</p>"));
    }

    #[test]
    fn unclosed_paragraphs_are_not_deep() {
        assert!(!tame(&"<p>a<li>b".repeat(5_000)).flattened);
    }

    #[test]
    fn formatting_that_would_be_repeated_without_end_goes() {
        let html = format!(
            "{}{}",
            (0..400).map(|n| format!("<b id={n}>")).collect::<String>(),
            "<p>x".repeat(4_000)
        );
        let tamed = tame(&html);
        assert!(!tamed.html.contains("<b") && tamed.html.matches("<p>x").count() == 4_000);
    }

    #[test]
    fn a_tag_with_too_many_attributes_is_cut() {
        let html = format!("<p {}>x", (0..600).map(|n| format!("a{n}=\"v\" ")).collect::<String>());
        let tamed = tame(&html);
        assert!(tamed.html.contains("a498") && !tamed.html.contains("a500"));
        assert!(tamed.html.ends_with(">x"));
    }
}
