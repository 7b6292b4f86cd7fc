//! The day of publication as the data in a page's scripts has it, for pages that state it nowhere
//! else. It must not run a script nor understand more of it than `"name": "date"`.

use super::declared::role_of_meta;
use crate::{dates::read_date, dom::Dom};
use palimpsest_article::{DateRole, Moment};

/// Pages carry data of many other articles after their own; so many names are looked at.
const MOST: usize = 24;
/// Names and dates are not longer, in bytes.
const LONGEST_NAME: usize = 40;
const LONGEST_DATE: usize = 40;
/// Every name of a publication date has one of these in it.
const SIGNS: [&str; 4] = ["ublish", "ublication", "ubdate", "ubDate"];

/// Returns the first date of publication in the page's scripts: a page's own data come first.
pub(super) fn published(dom: &Dom) -> Option<Moment> {
    let mut looked_at = 0;
    for text in &dom.scripts {
        let mut from = 0;
        while let Some(at) = next_sign(text, from) {
            looked_at += 1;
            if looked_at > MOST {
                return None;
            }
            let found = pair_at(text, at)
                .filter(|(name, _)| is_published(name))
                .and_then(|(_, value)| read_date(&value.replace("\\/", "/"), None));
            if found.is_some() {
                return found;
            }
            from = at + 1;
        }
    }
    None
}

fn next_sign(text: &str, from: usize) -> Option<usize> {
    // Both signs begin with these two letters, so one search finds all.
    let rest = text.get(from..)?;
    rest.match_indices("ub")
        .map(|(at, _)| from + at)
        .find(|&at| SIGNS.iter().any(|sign| text[at..].starts_with(sign)))
}

fn is_published(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["publisher", "update", "modif", "unpub", "republ", "last", "comment", "until"]) {
        return false;
    }
    matches!(role_of_meta(&lower), Some((DateRole::Published, _)))
        || has(&["published", "publication", "publishat", "publish_at", "publishon", "publish-on"])
}

/// Returns the name around a place and the quoted value or number assigned to it.
fn pair_at(text: &str, at: usize) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':');
    let start = (at.saturating_sub(LONGEST_NAME)..at)
        .rev()
        .take_while(|&place| is_name(bytes[place]))
        .last()
        .unwrap_or(at);
    let mut end = at;
    while end < bytes.len() && end - start < LONGEST_NAME && is_name(bytes[end]) {
        end += 1;
    }
    // A name without quotation marks may have taken its colon along.
    let name = text.get(start..end)?.trim_end_matches(':');
    end = start + name.len();
    let mut next = end;
    let mut assigned = false;
    while let Some(&byte) = bytes.get(next) {
        match byte {
            b'\\' | b'"' | b'\'' | b' ' | b'\n' | b'\t' | b'\r' => {}
            b':' | b'=' | b',' if !assigned => assigned = true,
            _ => break,
        }
        next += 1;
    }
    if !assigned || next - end > LONGEST_NAME || !bytes.get(next)?.is_ascii_alphanumeric() {
        return None;
    }
    let rest = &bytes[next..bytes.len().min(next + LONGEST_DATE)];
    let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'}' | b'\n' | b';'))?;
    let value = text.get(next..next + length)?.trim_end_matches(['\\', ',']);
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(script: &str) -> Option<String> {
        published(&Dom { nodes: Vec::new(), scripts: vec![script] })
            .map(|moment| moment.to_string())
    }

    #[test]
    fn names_and_dates_in_many_dresses() {
        for (script, expected) in [
            (r#"{"datePublished":"2021-01-09T21:40:00Z"}"#, "2021-01-09T21:40:00+00:00"),
            (r#"var d = {pubdate: '2021-01-09'};"#, "2021-01-09"),
            (r#"x={\"publishedAt\":\"2021-01-09T21:40:00Z\"}"#, "2021-01-09T21:40:00+00:00"),
            (r#"{"publication_time" : "2021\/01\/09"}"#, "2021-01-09"),
            (r#"page.publishDate = "January 9, 2021";"#, "2021-01-09"),
            (r#"{"published":1610228400000}"#, "2021-01-09T21:40:00+00:00"),
        ] {
            assert_eq!(found(script).as_deref(), Some(expected), "{script}");
        }
    }

    #[test]
    fn other_names_say_nothing() {
        for script in [
            r#"{"publisher":"2021-01-09"}"#,
            r#"{"lastPublished":"2021-01-09"}"#,
            r#"{"published":true}"#,
            r#"publish("2021-01-09")"#,
            r#"{"public":"2021-01-09"}"#,
        ] {
            assert_eq!(found(script), None, "{script}");
        }
    }

    proptest! {
        #[test]
        fn no_script_breaks_it(script in "(published|pubdate|[\"':=\\\\ ,{}é]|2021-01-09|[^<]{0,4}){0,40}") {
            let _ = found(&script);
        }
    }
}
