//! Scores headline and authors. It must not know dates or the body.

use crate::label::Label;
use crate::results::{Column, PageResult, Sum};
use palimpsest_article::Article;
use std::collections::BTreeSet;

/// The table of metadata.
pub const COLUMNS: [Column; 5] = [
    Column { name: "title", sum: Sum::Mean("title") },
    Column { name: "title pages", sum: Sum::Pages("title") },
    Column { name: "authors", sum: Sum::Mean("authors") },
    Column { name: "authors exact", sum: Sum::Mean("authors_exact") },
    Column { name: "authors pages", sum: Sum::Pages("authors") },
];

/// Scores one page.
pub fn score_page(label: &Label, article: &Article, page: &mut PageResult) {
    let found = &article.metadata;
    if let Some(title) = label.title.as_deref().filter(|title| !title.trim().is_empty()) {
        let is_right = fold(title) == fold(&found.headline);
        page.tell("title", is_right);
        if !is_right {
            page.error += 1.0;
            page.findings.push(format!("title: wanted “{title}”, found “{}”", found.headline));
        }
    }
    if let Some(authors) = &label.authors {
        let score = names_f1(authors, &found.authors);
        page.set("authors", score);
        page.tell("authors_exact", score >= 1.0);
        page.error += 1.0 - score;
        if score < 1.0 {
            page.findings.push(format!("authors: wanted {authors:?}, found {:?}", found.authors));
        }
    }
}

/// Returns F1 of two sets of names; two empty sets are equal.
pub fn names_f1(wanted: &[String], found: &[String]) -> f64 {
    let folded = |names: &[String]| -> BTreeSet<String> {
        names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect()
    };
    let (wanted, found) = (folded(wanted), folded(found));
    match wanted.len() + found.len() {
        0 => 1.0,
        all => 2.0 * wanted.intersection(&found).count() as f64 / all as f64,
    }
}

/// Folds case, white space, quotation marks and dashes.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for character in word.chars() {
            match character {
                '\'' | '"' | '`' | '´' | '‘'..='‟' | '«' | '»' | '‹' | '›' | '＂' | '「'..='』' =>
                    {}
                // Nobody sees where a word may be broken.
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                '-' | '‐'..='―' | '−' => folded.push('-'),
                other => folded.extend(other.to_lowercase()),
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(label: Label, headline: &str, authors: &[&str]) -> PageResult {
        let mut article = Article::default();
        article.metadata.headline = headline.to_owned();
        article.metadata.authors = names(authors);
        let mut page = PageResult::default();
        score_page(&label, &article, &mut page);
        page
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_title_is_right_whatever_its_marks() {
        let label =
            Label { title: Some("The «old»  Bridge – closed".into()), ..Label::default() };
        assert_eq!(score(label.clone(), "the \"old\" bridge - closed", &[]).error, 0.0);
        let page = score(label, "The old bridge", &[]);
        assert_eq!((page.values["title"], page.error), (0.0, 1.0));
        let wanted = "title: wanted “The «old»  Bridge – closed”, found “The old bridge”";
        assert_eq!(page.findings, [wanted]);
    }

    #[test]
    fn names_are_sets() {
        let (one, two) = (names(&["Ann Lee"]), names(&["ann  lee", "Bo Ek"]));
        assert_eq!(names_f1(&one, &one), 1.0);
        assert_eq!(names_f1(&two, &one), 2.0 / 3.0);
        assert_eq!(names_f1(&one, &names(&["Cy Day"])), 0.0);
        assert_eq!(names_f1(&[], &[]), 1.0);
        assert_eq!(names_f1(&[], &one), 0.0);
        assert_eq!(names_f1(&names(&["Ann Lee", "ANN LEE"]), &one), 1.0);
    }

    #[test]
    fn what_is_not_labelled_is_not_scored() {
        assert!(score(Label::default(), "x", &["y"]).values.is_empty());
        let none = Label { authors: Some(Vec::new()), ..Label::default() };
        assert_eq!(score(none, "", &["Bo Ek"]).values["authors"], 0.0);
    }
}
