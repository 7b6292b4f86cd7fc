//! The `<meta>` elements of a page, by name, each with the vocabulary it is written in.

use super::json_ld::plain;
use crate::{dom::Dom, prose};
use palimpsest_article::MetadataSource;

/// Names in lower case and contents with white space folded, in document order.
#[derive(Debug, Default)]
pub(super) struct MetaTags {
    pub entries: Vec<(String, String)>,
    /// The vocabulary of each entry.
    sources: Vec<MetadataSource>,
}

/// Reads all `<meta>` elements that have a name and a content.
pub(super) fn read(dom: &Dom, metas: &[usize]) -> MetaTags {
    let mut tags = MetaTags::default();
    for &index in metas {
        // Some pages write `value` where the standard has `content`.
        let content = dom.attribute(index, "content").or_else(|| dom.attribute(index, "value"));
        let Some(content) = content.map(prose::fold).filter(|content| !content.is_empty()) else {
            continue;
        };
        let content = if is_markup(&content) { plain(&content) } else { content };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            let Some(names) = dom.attribute(index, attribute) else { continue };
            // RDFa lets several properties share a content; other names may hold a space.
            let several = attribute == "property" && names.contains(':');
            let separator = |c: char| several && c.is_ascii_whitespace();
            for name in names.trim().split(separator).filter(|name| !name.is_empty()) {
                let name = canonical(name);
                let is_item = attribute == "itemprop";
                tags.sources.push(vocabulary(&name).filter(|_| !is_item).unwrap_or(
                    match is_item {
                        true => MetadataSource::Microdata,
                        false => MetadataSource::Meta,
                    },
                ));
                tags.entries.push((name, content.clone()));
            }
        }
    }
    tags
}

/// Returns a name in lower case, Dublin Core's with a full stop behind its prefix.
fn canonical(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    match lower.split_once([':', '.']) {
        Some((prefix @ ("dc" | "dcterms" | "dcterm"), term)) => {
            let prefix = if prefix == "dc" { "dc" } else { "dcterms" };
            format!("{prefix}.{term}")
        }
        _ => lower,
    }
}

fn vocabulary(name: &str) -> Option<MetadataSource> {
    Some(match name.split([':', '.']).next()? {
        "og" | "article" if name.contains(':') => MetadataSource::OpenGraph,
        "twitter" => MetadataSource::Twitter,
        "dc" | "dcterms" => MetadataSource::DublinCore,
        _ => return None,
    })
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
        self.stated(names).next().map(|(content, _)| content.to_owned())
    }

    /// Returns every content of a name.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.entries.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str())
    }

    /// Returns every content of these names with its vocabulary, names in order of trust.
    pub fn stated<'s>(
        &'s self,
        names: &'s [&'s str],
    ) -> impl Iterator<Item = (&'s str, MetadataSource)> {
        names.iter().flat_map(move |name| {
            let entries = self.entries.iter().zip(&self.sources);
            entries
                .filter(move |((key, _), _)| key == name)
                .map(|((_, content), source)| (content.as_str(), *source))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata::scan::scan};

    fn tags(html: &str) -> MetaTags {
        let tree = dom::parse(html);
        let dom = dom::flatten(&tree);
        read(&dom, &scan(&dom).metas)
    }

    #[test]
    fn markup_inside_a_content_is_resolved_and_addresses_are_left_alone() {
        let tags = tags(
            "<meta name=description content='&lt;p&gt;It&amp;#x27;s late&lt;/p&gt;'>\
             <meta property=og:url content='https://a.example/?a=1&amp;copy=2'>",
        );
        assert_eq!(tags.first(&["description"]).as_deref(), Some("It's late"));
        assert_eq!(tags.first(&["og:url"]).as_deref(), Some("https://a.example/?a=1&copy=2"));
    }

    #[test]
    fn a_name_tells_its_vocabulary() {
        let tags = tags(
            "<meta property='dc:title og:title' content=A><meta name=DC.Creator value=B>\
             <meta itemprop=headline content=C><meta name='twitter:title' content=D>",
        );
        let names = ["og:title", "dc.title", "dc.creator", "headline", "twitter:title"];
        let stated: Vec<_> = tags.stated(&names).collect();
        assert_eq!(
            stated,
            [
                ("A", MetadataSource::OpenGraph),
                ("A", MetadataSource::DublinCore),
                ("B", MetadataSource::DublinCore),
                ("C", MetadataSource::Microdata),
                ("D", MetadataSource::Twitter),
            ]
        );
    }
}
