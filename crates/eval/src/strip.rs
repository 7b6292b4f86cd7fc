//! Takes machine-readable metadata out of a page, to see what can be read from what a reader sees.
//!
//! Gone are JSON-LD scripts, `<meta>` other than charset and viewport, and the attributes of
//! microdata and RDFa. It works on bytes, so that the page keeps its encoding; pages in sixteen-bit
//! encodings stay as they are. It must not know what the metadata says.

use std::ops::Range;

/// Attributes that are taken out of every element that stays.
const ATTRIBUTES: [&str; 6] =
    ["itemprop", "itemtype", "itemscope", "datetime", "content", "property"];

/// Elements whose content is not markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "iframe", "xmp"];

/// Returns the page without its machine-readable metadata.
pub fn strip(page: &[u8]) -> Vec<u8> {
    let mut stripped = Vec::with_capacity(page.len());
    let mut from = 0;
    let mut at = 0;
    while let Some(start) = find(page, at, b"<") {
        if page[start..].starts_with(b"<!--") {
            at = find(page, start + 4, b"-->").map_or(page.len(), |end| end + 3);
            continue;
        }
        let Some(tag) = read_tag(page, start) else {
            at = start + 1;
            continue;
        };
        at = tag.end;
        let name = page[tag.name.clone()].to_ascii_lowercase();
        let raw = RAW.iter().find(|raw| raw.as_bytes() == name);
        if let Some(raw) = raw {
            at = end_of_raw(page, tag.end, raw);
        }
        stripped.extend_from_slice(&page[from..start]);
        from = tag.end;
        if raw == Some(&"script") && is_linked_data(page, &tag) {
            // Its end tag goes as well.
            at = find(page, at, b">").map_or(page.len(), |end| end + 1);
            from = at;
        } else if name != b"meta" {
            write_tag(page, &tag, start, &mut stripped);
        } else if is_needed(page, &tag) {
            stripped.extend_from_slice(&page[start..tag.end]);
        }
    }
    stripped.extend_from_slice(&page[from.min(page.len())..]);
    stripped
}

/// A start tag: where its name and its attributes are.
struct Tag {
    name: Range<usize>,
    attributes: Vec<Attribute>,
    end: usize,
}

struct Attribute {
    name: Range<usize>,
    /// Without quotation marks.
    value: Range<usize>,
    end: usize,
}

/// Reads the start tag at `<`; `None` where there is none.
fn read_tag(page: &[u8], start: usize) -> Option<Tag> {
    let is_name_end = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    page.get(start + 1).filter(|byte| byte.is_ascii_alphabetic())?;
    let name = start + 1..skip(page, start + 1, |byte| !is_name_end(byte));
    let mut attributes = Vec::new();
    let mut at = name.end;
    loop {
        at = skip(page, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match page.get(at) {
            None => return Some(Tag { name, attributes, end: page.len() }),
            Some(b'>') => return Some(Tag { name, attributes, end: at + 1 }),
            Some(_) => {}
        }
        // An equals sign at the beginning is part of the name.
        let name_end = skip(page, at + 1, |byte| !is_name_end(byte) && byte != b'=');
        let key = at..name_end;
        at = skip(page, name_end, |byte| byte.is_ascii_whitespace());
        if page.get(at) != Some(&b'=') {
            attributes.push(Attribute { name: key, value: name_end..name_end, end: name_end });
            at = name_end;
            continue;
        }
        at = skip(page, at + 1, |byte| byte.is_ascii_whitespace());
        let value = match page.get(at) {
            Some(&quote @ (b'"' | b'\'')) => at + 1..skip(page, at + 1, |byte| byte != quote),
            _ => at..skip(page, at, |byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
        let is_quoted = value.start > at;
        at = (value.end + usize::from(is_quoted)).min(page.len());
        attributes.push(Attribute { name: key, value, end: at });
    }
}

fn write_tag(page: &[u8], tag: &Tag, start: usize, stripped: &mut Vec<u8>) {
    let mut from = start;
    for attribute in &tag.attributes {
        if ATTRIBUTES
            .iter()
            .any(|gone| page[attribute.name.clone()].eq_ignore_ascii_case(gone.as_bytes()))
        {
            stripped.extend_from_slice(&page[from..attribute.name.start]);
            from = attribute.end;
        }
    }
    stripped.extend_from_slice(&page[from..tag.end]);
}

fn is_linked_data(page: &[u8], tag: &Tag) -> bool {
    value(page, tag, "type").is_some_and(|kind| {
        kind.trim_ascii().to_ascii_lowercase().starts_with(b"application/ld+json")
    })
}

/// Tells whether a `<meta>` is about how the page is read, not what it says.
fn is_needed(page: &[u8], tag: &Tag) -> bool {
    let is = |name: &str, expected: &str| {
        value(page, tag, name).is_some_and(|value| value.eq_ignore_ascii_case(expected.as_bytes()))
    };
    value(page, tag, "charset").is_some()
        || is("http-equiv", "content-type")
        || is("name", "viewport")
}

fn value<'p>(page: &'p [u8], tag: &Tag, name: &str) -> Option<&'p [u8]> {
    let is_named = |it: &&Attribute| page[it.name.clone()].eq_ignore_ascii_case(name.as_bytes());
    tag.attributes.iter().find(is_named).map(|it| &page[it.value.clone()])
}

/// Returns where the end tag of a raw element begins.
fn end_of_raw(page: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = find(page, at, b"</") {
        let rest = &page[found + 2..];
        if rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes())) {
            return found;
        }
        at = found + 2;
    }
    page.len()
}

fn skip(page: &[u8], from: usize, is_inside: impl Fn(u8) -> bool) -> usize {
    page[from.min(page.len())..]
        .iter()
        .position(|&byte| !is_inside(byte))
        .map_or(page.len(), |length| from + length)
}

fn find(page: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let rest = page.get(from..)?;
    rest.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        assert_eq!(String::from_utf8(strip(page.as_bytes())).unwrap(), expected);
    }

    #[test]
    fn linked_data_goes_and_other_scripts_stay() {
        check(
            "a<script type='application/LD+json; charset=utf-8'>{\"a\":\"<p>\"}</script >b\
             <script>if (a<b) x='<meta name=x>'</script>c",
            "ab<script>if (a<b) x='<meta name=x>'</script>c",
        );
        check("a<script type=application/ld+json>{", "a");
    }

    #[test]
    fn meta_goes_unless_the_page_needs_it() {
        let kept = "<meta charset=utf-8><META name=\"viewport\" content=\"a\">\
            <meta http-equiv=Content-Type content='text/html; charset=x'>";
        check(&format!("{kept}<meta property=og:title content='a > b'>c"), &format!("{kept}c"));
    }

    #[test]
    fn attributes_of_microdata_go() {
        check(
            "<div class=a itemscope itemtype=\"https://schema.org/Article\" id=b>\
             <time datetime='2021-01-09' >9 January</time><a href=x itemprop=url/>",
            "<div class=a   id=b><time  >9 January</time><a href=x >",
        );
    }

    #[test]
    fn the_rest_stays_byte_for_byte() {
        for page in [
            "",
            "<",
            "<p",
            "<p class='a",
            "1 < 2 <3",
            "<!-- <meta name=a> --><p>a",
            "<!--",
            "<style>a::before{content:'<meta>'}</style>",
            "<a =x title=datetime>é</a>",
        ] {
            check(page, page);
        }
    }
}
