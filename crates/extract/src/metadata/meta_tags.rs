//! The `<meta>` elements of a page, by name.

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
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = dom.attribute(index, attribute) {
                entries.push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }
    MetaTags { entries }
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
