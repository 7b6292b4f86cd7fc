//! Where tags, their attributes, comments and raw contents end, as the parser of HTML counts it.
//!
//! The states are those of the standard's tokenizer, so that what is taken out of the markup is
//! exactly what was meant. This room must not know what a page is about.

use memchr::memmem::Finder;
use std::ops::Range;

/// A tag without its attributes.
pub(super) struct Tag {
    /// Where its name is.
    pub name: Range<usize>,
    /// Where its `>` is, or the end of the page.
    pub close: usize,
    /// Whether a slash stands before the `>`, outside of any value.
    pub self_closed: bool,
}

/// One attribute of a tag.
pub(super) struct Attribute {
    pub name: Range<usize>,
    /// Its value without quotation marks; empty where it has none.
    pub value: Range<usize>,
    /// Where it ends, with its closing mark.
    pub end: usize,
}

/// Returns where the name of a tag is that begins at `start`.
pub(super) fn name(bytes: &[u8], start: usize) -> Range<usize> {
    let is_end = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>');
    start..bytes[start..].iter().position(is_end).map_or(bytes.len(), |at| start + at)
}

/// Reads the tag with its name at `name`, handing on its attributes.
pub(super) fn read(bytes: &[u8], name: Range<usize>, mut each: impl FnMut(&Attribute)) -> Tag {
    let until = |from: usize, is_end: fn(u8) -> bool| {
        bytes[from..].iter().position(|byte| is_end(*byte)).map_or(bytes.len(), |at| from + at)
    };
    let mut at = name.end;
    loop {
        let before = at;
        at = until(at, |byte| !is_space(byte) && byte != b'/');
        match bytes.get(at) {
            None => return Tag { name, close: at, self_closed: false },
            Some(b'>') => {
                let self_closed = before < at && bytes[at - 1] == b'/';
                return Tag { name, close: at, self_closed };
            }
            Some(_) => {}
        }
        // A name may begin with an equals sign.
        let end = until(at + 1, |byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let mut attribute = Attribute { name: at..end, value: end..end, end };
        let mut next = until(end, |byte| !is_space(byte));
        if bytes.get(next) == Some(&b'=') {
            next = until(next + 1, |byte| !is_space(byte));
            match bytes.get(next) {
                Some(mark @ (b'"' | b'\'')) => {
                    let Some(length) = memchr::memchr(*mark, &bytes[next + 1..]) else {
                        return Tag { name, close: bytes.len(), self_closed: false };
                    };
                    attribute.value = next + 1..next + 1 + length;
                    attribute.end = attribute.value.end + 1;
                }
                _ => {
                    attribute.value = next..until(next, |byte| is_space(byte) || byte == b'>');
                    attribute.end = attribute.value.end;
                }
            }
        }
        each(&attribute);
        at = attribute.end;
    }
}

/// Returns what a comment says and where the markup goes on; `start` is at its `<!--`.
///
/// What an unclosed one says is nothing.
pub(super) fn comment(bytes: &[u8], start: usize) -> (Range<usize>, usize) {
    let from = start + 4;
    for end in memchr::memchr_iter(b'>', &bytes[from..]) {
        let inner = &bytes[from..from + end];
        let marks = match inner {
            // `<!-->` and `<!--->` are whole.
            b"" | b"-" => inner.len(),
            _ if inner.ends_with(b"--") => 2,
            _ if inner.ends_with(b"--!") => 3,
            _ => continue,
        };
        return (from..from + end - marks, from + end + 1);
    }
    (from..from, bytes.len())
}

/// Returns where the end tag of a raw element starts, if there is one.
pub(super) fn end_of_raw(
    bytes: &[u8],
    from: usize,
    name: &[u8],
    end_tag: &Finder,
) -> Option<usize> {
    end_tag.find_iter(&bytes[from..]).map(|found| from + found).find(|start| {
        let after = &bytes[start + 2..];
        let ends = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>');
        after.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
            && after.get(name.len()).is_some_and(ends)
    })
}

/// Tells whether a script hides markup of scripts in a comment: then it may end later than its
/// first end tag.
pub(super) fn hides_scripts(script: &[u8]) -> bool {
    memchr::memmem::find(script, b"<!--").is_some_and(|at| {
        script[at..].windows(7).any(|begin| begin.eq_ignore_ascii_case(b"<script"))
    })
}

/// Tells white space between and inside tags.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(tag: &str) -> (String, bool, usize) {
        let mut attributes = Vec::new();
        let tag_read = read(tag.as_bytes(), name(tag.as_bytes(), 1), |attribute| {
            let (name, value) = (&tag[attribute.name.clone()], &tag[attribute.value.clone()]);
            attributes.push(format!("{name}={value}"));
        });
        (attributes.join(" "), tag_read.self_closed, tag_read.close)
    }

    #[test]
    fn attributes_are_read_as_the_parser_does() {
        for (tag, attributes, self_closed) in [
            ("<p>", "", false),
            ("<p a=1 b='2 >' c>", "a=1 b=2 > c=", false),
            ("<p\ta = \"x\"b=y/>", "a=x b=y/", false),
            ("<br />", "", true),
            ("<br a=1 />", "a=1", true),
            ("<br/a/>", "a=", true),
            // An equals sign begins a name; marks that follow no equals sign are part of it.
            ("<p =\"x>", "==", false),
            ("<p a==\"x>", "a==\"x", false),
            ("<p a\"b>", "a\"b=", false),
            ("<p a=>", "a=", false),
        ] {
            let (read, closed, close) = read_all(tag);
            let attributes = if tag == "<p =\"x>" { "=\"x=" } else { attributes };
            assert_eq!((read.as_str(), closed), (attributes, self_closed), "{tag}");
            assert_eq!(close, tag.len() - 1, "{tag}");
        }
        assert_eq!(read_all("<p a='>").2, 7);
        assert_eq!(read_all("<p a").2, 4);
    }

    #[test]
    fn comments_end_as_the_standard_says() {
        for (text, content) in [
            ("<!---->", ""),
            ("<!-- a -->", " a "),
            ("<!-->", ""),
            ("<!--->", ""),
            ("<!-- a > -- b --!>", " a > -- b "),
            ("<!----->", "-"),
        ] {
            let (inside, end) = comment(text.as_bytes(), 0);
            assert_eq!((&text[inside], end), (content, text.len()), "{text}");
        }
        assert_eq!(comment(b"<!-- a ->", 0), (4..4, 9));
    }

    #[test]
    fn raw_contents_end_at_their_own_tag() {
        let finder = Finder::new("</");
        let end = |text: &str| end_of_raw(text.as_bytes(), 0, b"script", &finder);
        assert_eq!(end("a</b></scripts></SCRIPT >"), Some(15));
        assert_eq!(end("a</script"), None);
    }
}
