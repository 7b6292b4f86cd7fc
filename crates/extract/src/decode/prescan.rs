//! Finds the encoding that a page declares in its own first bytes.
//!
//! Follows "prescan a byte stream to determine its encoding" of the HTML standard, and reads an XML
//! declaration as browsers do.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// The standard scans 1,024 bytes and then lets a later `<meta>` restart the parser; one longer look
/// comes to the same.
const REACH: usize = 16 * 1024;

/// Returns the declared encoding, if the page declares one.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = &bytes[..bytes.len().min(REACH)];
    xml_declaration(bytes).or_else(|| meta(bytes))
}

fn xml_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let end = bytes.iter().position(|byte| *byte == b'>')?;
    let declaration = &bytes[..end];
    let at = find(declaration, b"encoding")? + b"encoding".len();
    let rest = declaration[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = *rest.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let label = rest[1..].split(|byte| *byte == quote).next()?;
    usable(Encoding::for_label(label)?)
}

fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment: its dashes may overlap.
            at += 2 + find(&rest[2..], b"-->")? + 3;
        } else if starts_with_tag(rest, b"<meta") {
            let (encoding, len) = read_meta(&rest[5..])?;
            if encoding.is_some() {
                return encoding;
            }
            at += 5 + len;
        } else if is_tag_start(rest) {
            let name = rest.iter().position(|byte| is_space(*byte) || *byte == b'>')?;
            let mut reader = &rest[name..];
            while next_attribute(&mut reader)?.is_some() {}
            at = bytes.len() - reader.len();
        } else if rest.starts_with(b"<!") || rest.starts_with(b"</") || rest.starts_with(b"<?") {
            at += rest.iter().position(|byte| *byte == b'>')? + 1;
        } else {
            at += 1 + rest[1..].iter().position(|byte| *byte == b'<').unwrap_or(rest.len() - 1);
        }
    }
    None
}

/// Reads the attributes of one `<meta>`; also returns how many bytes they take. `None` where the
/// input ends inside the tag.
fn read_meta(after_name: &[u8]) -> Option<(Option<&'static Encoding>, usize)> {
    let mut reader = after_name;
    let (mut got_pragma, mut needs_pragma, mut charset) = (false, None, None);
    while let Some((name, value)) = next_attribute(&mut reader)? {
        match name.as_slice() {
            b"http-equiv" => got_pragma |= value == b"content-type",
            b"content" if charset.is_none() => {
                charset = charset_of_content(&value);
                if charset.is_some() {
                    needs_pragma = Some(true);
                }
            }
            b"charset" => {
                charset = Encoding::for_label(&value);
                needs_pragma = Some(false);
            }
            _ => {}
        }
    }
    let counts = match needs_pragma {
        None => false,
        Some(needed) => !needed || got_pragma,
    };
    Some((charset.filter(|_| counts).and_then(usable), after_name.len() - reader.len()))
}

/// Finds `charset=` in the value of a `content` attribute.
fn charset_of_content(content: &[u8]) -> Option<&'static Encoding> {
    let mut rest = content;
    loop {
        rest = &rest[find(rest, b"charset")? + b"charset".len()..];
        if let Some(after) = rest.trim_ascii_start().strip_prefix(b"=") {
            let value = after.trim_ascii_start();
            let label = match value.first()? {
                quote @ (b'"' | b'\'') => {
                    let inner = &value[1..];
                    &inner[..inner.iter().position(|byte| byte == quote)?]
                }
                _ => value.split(|byte| is_space(*byte) || *byte == b';').next()?,
            };
            return Encoding::for_label(label);
        }
    }
}

/// Name and value of an attribute, in lower case.
type Attribute = (Vec<u8>, Vec<u8>);

/// Reads one attribute; `Some(None)` at the end of the tag, which is eaten, and `None` where the
/// input ends before the tag does.
fn next_attribute(reader: &mut &[u8]) -> Option<Option<Attribute>> {
    let mut bytes = *reader;
    while bytes.first().is_some_and(|byte| is_space(*byte) || *byte == b'/') {
        bytes = &bytes[1..];
    }
    if *bytes.first()? == b'>' {
        *reader = &bytes[1..];
        return Some(None);
    }
    let ends_name = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>' | b'=');
    // A name may begin with `=`.
    let len = 1 + bytes[1..].iter().position(ends_name)?;
    let name = bytes[..len].to_ascii_lowercase();
    bytes = &bytes[len..];
    let after_space = bytes.trim_ascii_start();
    let Some(value) = after_space.strip_prefix(b"=") else {
        *reader = bytes;
        return Some(Some((name, Vec::new())));
    };
    let value = value.trim_ascii_start();
    let (value, rest) = match value.first()? {
        quote @ (b'"' | b'\'') => {
            let inner = &value[1..];
            let end = inner.iter().position(|byte| byte == quote)?;
            (&inner[..end], &inner[end + 1..])
        }
        _ => value.split_at(value.iter().position(|byte| is_space(*byte) || *byte == b'>')?),
    };
    *reader = rest;
    Some(Some((name, value.to_ascii_lowercase())))
}

/// A declaration readable as ASCII cannot be in UTF-16; the standard takes it for UTF-8.
fn usable(encoding: &'static Encoding) -> Option<&'static Encoding> {
    match encoding {
        wide if wide == UTF_16LE || wide == UTF_16BE => Some(UTF_8),
        own if own == X_USER_DEFINED => Some(WINDOWS_1252),
        other => Some(other),
    }
}

fn starts_with_tag(bytes: &[u8], tag: &[u8]) -> bool {
    bytes.len() > tag.len()
        && bytes[..tag.len()].eq_ignore_ascii_case(tag)
        && (is_space(bytes[tag.len()]) || bytes[tag.len()] == b'/')
}

fn is_tag_start(bytes: &[u8]) -> bool {
    let name = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    bytes[0] == b'<' && bytes.get(name).is_some_and(u8::is_ascii_alphabetic)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, name: Option<&str>) {
        assert_eq!(declared_encoding(page.as_bytes()).map(Encoding::name), name, "{page}");
    }

    #[test]
    fn both_forms_of_meta_are_read() {
        check("<meta charset=\"koi8-r\">", Some("KOI8-R"));
        check("<META CHARSET='big5' />", Some("Big5"));
        check("<meta http-equiv=Content-Type content='text/html; charset=EUC-JP'>", Some("EUC-JP"));
        check("<meta content=\"text/html;charset = gb2312\" http-equiv=content-type>", Some("GBK"));
    }

    #[test]
    fn what_only_looks_like_a_declaration_is_not_one() {
        check("<!-- <meta charset=koi8-r> --><p>", None);
        check("<a title='<meta charset=koi8-r>'>", None);
        check("<meta content='text/html; charset=koi8-r'>", None);
        check("<metal charset=koi8-r>", None);
        check("<meta charset=unheard-of>", None);
        check("<meta", None);
        check("<meta charset=koi8-r", None);
        check("<meta charset='koi8-r", None);
        check("<meta http-equiv=content-type content='text/html; charset=\"koi8-r'>", None);
        check("<meta title='charset' charset=koi8-r>", Some("KOI8-R"));
        check("<meta x=\"'\" charset=koi8-r>", Some("KOI8-R"));
        check("<", None);
    }

    #[test]
    fn a_label_that_cannot_be_true_is_utf_8() {
        check("<meta charset=utf-16>", Some("UTF-8"));
    }
}
