//! Canonical URL: the form in which two addresses of one page are equal.

use url::Url;

/// Parameters that say where a reader came from, never what is shown. From the public
/// documentation of the analytics and mailing services that set them.
const TRACKING: [&str; 20] = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid",
    "igshid", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "ocid", "cmpid", "ref_src", "xtor",
    "s_cid",
];

/// Returns the address without fragment, credentials and tracking parameters.
///
/// What may change the page stays: other parameters and their order, the path's case, the scheme.
pub fn canonical_url(url: &Url) -> Url {
    let mut canonical = url.clone();
    canonical.set_fragment(None);
    // Both fail only on addresses that cannot have credentials, which then have none.
    let _ = canonical.set_username("");
    let _ = canonical.set_password(None);
    let kept: Vec<&str> = url.query().map_or(Vec::new(), |query| {
        query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect()
    });
    canonical.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
    canonical
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, canonical: &str) {
        assert_eq!(canonical_url(&Url::parse(written).unwrap()).as_str(), canonical);
    }

    #[test]
    fn tracking_goes_and_meaning_stays() {
        check(
            "https://news.example/a?utm_source=x&id=7&fbclid=y#top",
            "https://news.example/a?id=7",
        );
        check("https://news.example/a?utm_source=x", "https://news.example/a");
        check("HTTPS://News.Example:443/A?b=1&a=2", "https://news.example/A?b=1&a=2");
        check("https://me:secret@news.example/", "https://news.example/");
        check("file:///tmp/a.html#x", "file:///tmp/a.html");
    }
}
