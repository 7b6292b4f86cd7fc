//! The names of a site, and what remains of a title without them.

use crate::prose;

/// Between a headline and a site's name in a title.
pub(super) const SEPARATORS: [&str; 17] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " « ", " › ", " ‹ ", "|", "｜",
    "：", "_", " > ",
];

/// Every name that the page gives the site it is of.
#[derive(Debug, Default)]
pub(super) struct SiteNames {
    /// As words without spaces, in lower case.
    joined: Vec<String>,
}

impl SiteNames {
    /// Takes names as the page writes them, and its domain.
    pub fn new(names: impl IntoIterator<Item = String>, domain: Option<&str>) -> Self {
        // The longest part of a domain is its name: `news.herald.example`.
        let own = domain.and_then(|domain| {
            let parts = domain.split('.').rev().skip(1).filter(|part| *part != "www");
            parts.max_by_key(|part| part.len()).filter(|part| part.len() >= 3)
        });
        let mut joined: Vec<String> = names
            .into_iter()
            .chain(domain.into_iter().chain(own).map(str::to_owned))
            .map(|name| join(&name))
            .collect();
        joined.retain(|name| !name.is_empty());
        joined.dedup();
        Self { joined }
    }

    /// Tells whether a text is one of the names, or an account's that begins like one and has a letter
    /// behind it: `Herald D` at The Herald Online.
    pub fn is_site(&self, text: &str) -> bool {
        let account = text.rsplit_once(' ').filter(|(_, last)| last.chars().count() == 1);
        if let Some((name, _)) = account {
            let name = join(name);
            if name.chars().count() >= 5 && self.joined.iter().any(|site| site.starts_with(&name)) {
                return true;
            }
        }
        let text = join(text);
        let bare = |site: &str| site.strip_prefix("www").map_or(site.len(), str::len);
        self.joined.iter().any(|site| *site == text || site[site.len() - bare(site)..] == text)
    }

    /// Tells whether a part of a title is one of the names, whole or in part.
    pub fn is_like_site(&self, part: &str) -> bool {
        let part = join(part);
        let enough = part.chars().count() >= 3;
        !part.is_empty()
            && self.joined.iter().any(|site| {
                *site == part
                    || (enough
                        && (site.contains(&part)
                            // "Herald Online" is the name, "The Herald's new house" is not.
                            || (site.len() >= 4
                                && site.len() * 2 >= part.len()
                                && part.contains(site))))
            })
    }

    /// Cuts the site's names off both ends of a title.
    pub fn cut(&self, title: &str) -> String {
        let title = prose::fold(title);
        let mut rest = title.as_str();
        let separators: Vec<&str> =
            SEPARATORS.into_iter().filter(|separator| title.contains(separator)).collect();
        loop {
            let cuts = separators.iter().filter_map(|separator| {
                let (head, tail) = rest.rsplit_once(separator)?;
                let worth = is_worth(head);
                (worth && tail.chars().count() < 60 && self.is_like_site(tail))
                    .then_some(head.trim())
            });
            let front = separators.iter().filter_map(|separator| {
                let (head, tail) = rest.split_once(separator)?;
                let worth = is_worth(tail);
                (worth && head.chars().count() < 60 && self.is_like_site(head))
                    .then_some(tail.trim())
            });
            match cuts.chain(front).min_by_key(|cut| std::cmp::Reverse(cut.len())) {
                Some(cut) => rest = cut,
                None => return rest.to_owned(),
            }
        }
    }
}

/// Tells whether what remains of a title is enough to be a headline.
fn is_worth(rest: &str) -> bool {
    prose::weight(rest.trim()) >= 8
}

fn join(text: &str) -> String {
    prose::key(text).replace(' ', "")
}

/// Tells whether a title is the headline and, behind a separator, a name: of the site or section.
pub(super) fn only_adds_a_name(title: &str, headline: &str) -> bool {
    let rest = title.strip_prefix(headline);
    rest.is_some_and(|rest| SEPARATORS.iter().any(|separator| rest.starts_with(separator)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> SiteNames {
        SiteNames::new(["The Daily Herald".to_owned()], Some("www.morning-herald.example"))
    }

    #[test]
    fn the_site_goes_and_the_rest_stays() {
        let cut = |title: &str| names().cut(title);
        assert_eq!(cut("Bridge closed - again - The Daily Herald"), "Bridge closed - again");
        assert_eq!(cut("Herald | Bridge closed again"), "Bridge closed again");
        assert_eq!(cut("Bridge closed – council votes"), "Bridge closed – council votes");
    }

    #[test]
    fn a_site_is_known_by_its_names() {
        assert!(names().is_site("the daily herald"));
        assert!(names().is_site("Morning-Herald.example"));
        assert!(names().is_site("Morning Herald"));
        assert!(names().is_site("Morning D"));
        assert!(!names().is_site("Ada D"));
        assert!(!names().is_site("Herald"));
    }

    #[test]
    fn a_name_behind_the_headline() {
        assert!(only_adds_a_name("Bridge closed | Local", "Bridge closed"));
        assert!(!only_adds_a_name("Bridge closed again", "Bridge closed"));
    }
}
