//! The `<meta>` elements of a page, by name.

use super::json_ld::plain;
use crate::{dom::Dom, prose};

/// Names in lower case and contents with white space folded, in document order.
#[derive(Debug, Default)]
pub(super) struct MetaTags {
    pub entries: Vec<(String, String)>,
}

/// Reads all `<meta>` elements that have a name and a content.
pub(super) fn read(dom: &Dom) -> MetaTags {
    let mut entries = Vec::new();
    for index in dom.elements(&["meta"]) {
        // Some pages write `value` where the standard has `content`.
        let content = dom.attribute(index, "content").or_else(|| dom.attribute(index, "value"));
        let Some(content) = content.map(prose::fold).filter(|content| !content.is_empty()) else {
            continue;
        };
        let content = if is_markup(&content) { plain(&content) } else { content };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = dom.attribute(index, attribute) {
                entries.push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }
    MetaTags { entries }
}

/// Tells whether a content is itself markup, escaped once more than it should be. An address may
/// hold what looks like an entity.
fn is_markup(content: &str) -> bool {
    const SIGNS: [&str; 5] = ["</", "<br", "&#", "&quot;", "&amp;"];
    !content.contains("://") && SIGNS.iter().any(|sign| content.contains(sign))
}

impl MetaTags {
    /// Returns the content of the first of these names that the page has, names in order of trust.
    pub fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    /// Returns every content of a name.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.entries.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom;

    #[test]
    fn markup_inside_a_content_is_resolved_and_addresses_are_left_alone() {
        let tree = dom::parse(
            "<meta name=description content='&lt;p&gt;It&amp;#x27;s late&lt;/p&gt;'>\
             <meta property=og:url content='https://a.example/?a=1&amp;copy=2'>",
        );
        let tags = read(&dom::flatten(&tree));
        assert_eq!(tags.first(&["description"]).as_deref(), Some("It's late"));
        assert_eq!(tags.first(&["og:url"]).as_deref(), Some("https://a.example/?a=1&copy=2"));
    }
}
