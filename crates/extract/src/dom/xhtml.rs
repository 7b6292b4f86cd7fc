//! XHTML to HTML: what an XML parser would read otherwise is rewritten so that the HTML parser reads
//! the same. `<script/>` would swallow the page, and CDATA would be a comment.

use super::{tags, tame::is_void};
use std::borrow::Cow;

/// Returns XHTML as HTML: empty elements get end tags, CDATA becomes text.
pub(crate) fn as_html(xhtml: &str) -> Cow<'_, str> {
    let bytes = xhtml.as_bytes();
    let mut html = String::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let rest = &bytes[start..];
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            at = memchr::memmem::find(comment, b"-->")
                .map_or(bytes.len(), |end| start + 4 + end + 3);
        } else if let Some(data) = rest.strip_prefix(b"<![CDATA[") {
            let len = memchr::memmem::find(data, b"]]>").unwrap_or(data.len());
            let data = start + 9..start + 9 + len;
            html.push_str(&xhtml[from..start]);
            for letter in xhtml[data.clone()].chars() {
                match letter {
                    '&' => html.push_str("&amp;"),
                    '<' => html.push_str("&lt;"),
                    _ => html.push(letter),
                }
            }
            from = (data.end + 3).min(bytes.len());
            at = from;
        } else if rest.get(1).is_some_and(u8::is_ascii_alphabetic) {
            let name = tags::name(rest, 1);
            let name_end = name.end;
            let end = tags::read(rest, name, |_| {}).close;
            at = (start + end + 1).min(bytes.len());
            let name = &xhtml[start + 1..start + name_end];
            // A slash at the end of an unquoted value belongs to it in HTML; XML has no such.
            if rest[name_end..end].last() == Some(&b'/') && !is_void(name.as_bytes()) {
                html.push_str(&xhtml[from..start + end - 1]);
                html.push_str("></");
                html.push_str(name);
                html.push('>');
                from = at;
            } else if name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style") {
                // Their CDATA marks stand in comments of their own language.
                let close = [b"</", name.as_bytes()].concat();
                at = memchr::memmem::find(&bytes[at..], &close).map_or(bytes.len(), |end| at + end);
            }
        } else {
            at = start + 1;
        }
    }
    if from == 0 {
        return Cow::Borrowed(xhtml);
    }
    html.push_str(&xhtml[from..]);
    Cow::Owned(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_get_end_tags() {
        assert_eq!(
            as_html("<script src=\"a/>b\"/><div class='x' /><br/><p>a<a id=\"n\"/>b</p>"),
            "<script src=\"a/>b\"></script><div class='x' ></div><br/><p>a<a id=\"n\"></a>b</p>"
        );
    }

    #[test]
    fn character_data_becomes_text() {
        assert_eq!(as_html("<p><![CDATA[a < b & <c>]]> d</p>"), "<p>a &lt; b &amp; &lt;c> d</p>");
        assert_eq!(as_html("<p><![CDATA[open"), "<p>open");
    }

    #[test]
    fn scripts_and_comments_are_left_alone() {
        for xhtml in [
            "<script>//<![CDATA[\nif (a<b) '<p/>'\n//]]></script><p>x</p>",
            "<!-- <div/> <![CDATA[ --><p>x</p>",
            "<p>a < b</p>",
            "<p",
        ] {
            assert!(matches!(as_html(xhtml), Cow::Borrowed(_)), "{xhtml}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_rewritten(text in "[<>/!\\[\\]CDATA\"'=a-cé -]{0,120}") {
            as_html(&text);
        }
    }
}
