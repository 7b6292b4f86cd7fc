//! Plain text: the first line is the headline, blank lines part paragraphs, site furniture goes.

use crate::{
    Page, assembly,
    body::{Body, paragraph},
    lexicon,
    metadata::Facts,
    prose,
};
use palimpsest_article::{Article, Metadata, canonical_url};

/// A longer first line is a paragraph, not a headline.
const LONGEST_HEADLINE: usize = 250;
/// How many lines from the end site furniture may reach.
const TAIL: usize = 12;

/// Reads the article of a plain text.
pub(crate) fn read(page: &Page, text: &str) -> Article {
    let mut paragraphs = paragraphs(text);
    let is_headline = paragraphs.len() > 1
        && paragraphs.first().is_some_and(|first| {
            first.chars().count() <= LONGEST_HEADLINE && !first.contains('\n')
        });
    let headline = if is_headline { paragraphs.remove(0) } else { String::new() };
    let candidates: Vec<_> = paragraphs.into_iter().map(paragraph).collect();
    let mut keep = vec![true; candidates.len()];
    for index in (0..candidates.len()).rev().take(TAIL) {
        keep[index] = !lexicon::is_boilerplate(&candidates[index].text);
    }
    let web = page.url.filter(|url| matches!(url.scheme(), "http" | "https"));
    let facts = Facts {
        metadata: Metadata {
            headline,
            canonical_url: web.map(canonical_url),
            ..Metadata::default()
        },
        ..Facts::default()
    };
    let body = Body {
        apart: vec![false; candidates.len()],
        region: 0..candidates.len(),
        images: Vec::new(),
        standfirst: None,
        judged: Vec::new(),
        keep,
        candidates,
    };
    assembly::assemble(page, facts, body).0
}

/// Splits at blank lines; where there are none, every line is a paragraph.
fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let inner = lines.iter().position(|line| !line.is_empty()).unwrap_or(0)
        ..lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let lines = &lines[inner];
    let blank = lines.iter().filter(|line| line.is_empty()).count();
    // A blank line after the headline alone does not part paragraphs.
    let has_paragraphs =
        blank > 1 || (blank == 1 && lines.get(1).is_none_or(|line| !line.is_empty()));
    if !has_paragraphs {
        return lines
            .iter()
            .map(|line| prose::fold(line))
            .filter(|line| !line.is_empty())
            .collect();
    }
    lines
        .split(|line| line.is_empty())
        .flat_map(|group| match are_paragraphs(group) {
            true => group.iter().map(|line| prose::fold(line)).collect(),
            false => vec![prose::fold(&group.join(" "))],
        })
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// Tells lines that are paragraphs of their own from one paragraph wrapped at a line's width.
fn are_paragraphs(lines: &[&str]) -> bool {
    let Some((_, before_last)) = lines.split_last() else { return false };
    // A wrapped line ends where the next word did not fit, rarely at a sentence's end each time.
    !before_last.is_empty()
        && before_last.iter().all(|line| prose::ends_sentence(line))
        && lines.iter().any(|line| prose::weight(line) > 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Article {
        let page = Page {
            bytes: text.as_bytes(),
            url: None,
            content_type: None,
            file_name: Some("a.txt"),
            captured_at: None,
        };
        read(&page, text)
    }

    #[test]
    fn blank_lines_part_paragraphs_and_single_breaks_fold() {
        let article =
            read_text("Headline\r\n\r\nThe council met\r\non Monday.\r\n\r\nIt voted.\r\n");
        assert_eq!(article.metadata.headline, "Headline");
        assert_eq!(article.text.as_str(), "The council met on Monday.\n\nIt voted.");
    }

    #[test]
    fn without_blank_lines_every_line_is_a_paragraph() {
        let article = read_text("Headline\nThe council met on Monday.\nIt voted.");
        assert_eq!(article.text.as_str(), "The council met on Monday.\n\nIt voted.");
    }

    #[test]
    fn a_single_paragraph_has_no_headline() {
        let article = read_text("The council met on Monday.");
        assert_eq!(article.metadata.headline, "");
        assert_eq!(article.text.as_str(), "The council met on Monday.");
    }
}
