//! Linking: an address that leads to a passage on the publisher's own page.

use crate::{Library, Result, highlighting::existing_article, library::existing_entry};
use palimpsest_article::{EntryId, RevisionId, Span};
use url::Url;

impl Library {
    /// Returns the article's address with a text fragment that leads to a passage of a revision; `None` where
    /// the article has no address on the web, and where no words tell the passage from another.
    ///
    /// <https://wicg.github.io/scroll-to-text-fragment/>
    pub fn passage_link(
        &self,
        entry: EntryId,
        revision: &RevisionId,
        span: Span,
    ) -> Result<Option<String>> {
        let store = self.store();
        let url = existing_entry(&store, entry)?.url;
        let text = existing_article(&store, entry, revision)?.text;
        let address = url.and_then(|url| Url::parse(&url).ok());
        let address = address.filter(|url| matches!(url.scheme(), "http" | "https"));
        let fragment = palimpsest_anchor::text_fragment(&text, span);
        Ok(address.zip(fragment).map(|(mut address, fragment)| {
            // An element's own fragment stays before the directive.
            let element = address.fragment().unwrap_or_default().split(":~:").next();
            let element = element.unwrap_or_default().to_owned();
            address.set_fragment(None);
            format!("{address}#{element}{fragment}")
        }))
    }
}
