//! Saved source views: a browser's table of numbered lines back to the source they show.

use super::{Content, Dom, flatten, parse};
use memchr::memmem;
use std::borrow::Cow;

/// The marks of a source view stand near its beginning.
const REACH: usize = 16 * 1024;

/// Returns the source that a page shows, if it is a saved source view.
pub(crate) fn shown_source(html: &str) -> Option<String> {
    let head = &html[..html.floor_char_boundary(REACH)];
    let contains = |sign: &str| memmem::find(head.as_bytes(), sign.as_bytes()).is_some();
    let by_lines = contains("line-number") && contains("line-content");
    let by_blocks = contains("id=\"viewsource\"");
    if !by_lines && !by_blocks {
        return None;
    }
    let tree = parse(&super::tame_verbatim(html));
    let dom = flatten(&tree);
    let lines: Vec<Cow<str>> = match by_lines {
        true => dom
            .elements(&["td"])
            .filter(|cell| {
                dom.attribute(*cell, "class").is_some_and(|own| own.contains("line-content"))
            })
            .map(|cell| verbatim(&dom, cell))
            .collect(),
        false => dom.elements(&["pre"]).map(|block| verbatim(&dom, block)).collect(),
    };
    // Fewer than a handful is a page about source views.
    let source = lines.join("\n");
    let begins = source.trim_start().get(..1).is_some_and(|first| first == "<");
    begins.then_some(source)
}

/// Returns the text inside as it stands.
fn verbatim<'a>(dom: &Dom<'a>, index: usize) -> Cow<'a, str> {
    let texts = dom.subtree(index).filter_map(|at| match dom.nodes[at].content {
        Content::Text(text) => Some(text),
        Content::Element(_) => None,
    });
    texts.fold(Cow::Borrowed(""), |all, text| all + text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_lines_is_put_together() {
        let html = "<html><body><div class=\"line-gutter-backdrop\"></div><table><tbody>\
            <tr><td class=\"line-number\" value=\"1\"></td><td class=\"line-content\">\
            <span class=\"html-tag\">&lt;p title=&quot;a&quot;&gt;</span>Caf&amp;eacute;</td></tr>\
            <tr><td class=\"line-number\" value=\"2\"></td><td class=\"line-content\">closed&lt;/p&gt;</td>\
            </tr></tbody></table>";
        assert_eq!(shown_source(html).as_deref(), Some("<p title=\"a\">Caf&eacute;\nclosed</p>"));
    }

    #[test]
    fn a_preformatted_view_is_read() {
        let html = "<html><body id=\"viewsource\"><pre id=\"line1\"><span>&lt;p&gt;</span>a\n<span \
            id=\"line2\"></span>b</pre></body></html>";
        assert_eq!(shown_source(html).as_deref(), Some("<p>a\nb"));
    }

    #[test]
    fn other_pages_show_no_source() {
        assert_eq!(shown_source("<p>The line-number and line-content classes.</p>"), None);
        assert_eq!(shown_source("<pre>&lt;p&gt;</pre>"), None);
    }
}
