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

/// Formatting elements that the parser repeats when they are left open.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements that the next of their kind closes: left open, they do not nest.
const SELF_CLOSING: [&str; 16] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "rp", "rt", "body",
];
/// Elements whose content is not markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "noscript", "iframe", "xmp"];

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
    let mut seen = Seen::default();
    let mut depth = 0usize;
    let mut open_formatting = [0usize; FORMATTING.len()];
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
            continue;
        }
        let Some(tag) = read_tag(rest) else {
            at = start + 1;
            continue;
        };
        let end = start + tag.len;
        at = end;
        seen.attributes = seen.attributes.max(tag.attributes);
        let mut name_buffer = [0u8; 12];
        let name = lower_case(tag.name, &mut name_buffer);
        let formatting = FORMATTING.iter().position(|&known| known == name);
        let mut drop_it = cut.formatting && formatting.is_some();
        if tag.closing {
            if let Some(which) = formatting {
                open_formatting[which] = open_formatting[which].saturating_sub(1);
            }
            if nests(name) {
                drop_it |= cut.deep && depth > MAX_DEPTH;
                depth = depth.saturating_sub(1);
            }
        } else {
            match formatting {
                Some(which) => open_formatting[which] += 1,
                None => {
                    seen.repeated =
                        seen.repeated.saturating_add(open_formatting.iter().sum::<usize>());
                }
            }
            if nests(name) && !tag.self_closed {
                depth += 1;
                seen.depth = seen.depth.max(depth);
                drop_it |= cut.deep && depth > MAX_DEPTH;
            }
            if RAW.contains(&name) {
                at = end_of_raw(html, end, name);
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

fn nests(name: &str) -> bool {
    !VOID.contains(&name) && !SELF_CLOSING.contains(&name) && !RAW.contains(&name)
}

struct Tag<'a> {
    name: &'a str,
    closing: bool,
    self_closed: bool,
    attributes: usize,
    /// Where the attributes that may stay end.
    limit: usize,
    len: usize,
}

/// Reads the tag at the beginning of `rest`; `None` where `<` is just a character.
fn read_tag(rest: &str) -> Option<Tag<'_>> {
    let bytes = rest.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let start = if closing { 2 } else { 1 };
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let is_end = |byte: u8| byte.is_ascii_whitespace() || byte == b'>' || byte == b'/';
    let name_end =
        bytes[start..].iter().position(|&byte| is_end(byte)).map_or(bytes.len(), |n| start + n);
    let mut attributes = 0;
    let mut limit = name_end;
    let mut quote = None;
    let mut previous = b' ';
    let mut at = name_end;
    while at < bytes.len() {
        let byte = bytes[at];
        match quote {
            Some(mark) => {
                if byte == mark {
                    quote = None;
                }
            }
            None if byte == b'>' => break,
            None if (byte == b'"' || byte == b'\'') && previous == b'=' => quote = Some(byte),
            None => {
                let starts_name = !byte.is_ascii_whitespace()
                    && byte != b'/'
                    && byte != b'='
                    && (previous.is_ascii_whitespace() || matches!(previous, b'/' | b'"' | b'\''));
                if starts_name {
                    attributes += 1;
                    if attributes <= MAX_ATTRIBUTES {
                        limit = at;
                    }
                }
            }
        }
        // Spaces around `=` do not part a name from its value.
        if !(byte.is_ascii_whitespace() && previous == b'=') {
            previous = byte;
        }
        at += 1;
    }
    Some(Tag {
        name: &rest[start..name_end],
        closing,
        // Only in SVG and MathML does a slash close an element; there the depth is what it says.
        self_closed: previous == b'/',
        attributes,
        limit,
        len: (at + 1).min(bytes.len()),
    })
}

/// Returns the name in lower case; a name longer than any known one comes back empty.
fn lower_case<'b>(name: &str, buffer: &'b mut [u8; 12]) -> &'b str {
    let Some(target) = buffer.get_mut(..name.len()) else { return "" };
    target.copy_from_slice(name.as_bytes());
    target.make_ascii_lowercase();
    std::str::from_utf8(target).unwrap_or("")
}

/// Returns where the end tag of a raw element starts.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let start = at + found;
        let after = &bytes[start + 2..];
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return start;
        }
        at = start + 2;
    }
    html.len()
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
