//! Scores the detected language: of the whole article, and of its first characters alone. It must
//! not know how a language is told.

use crate::label::Label;
use crate::results::{Column, PageResult, Sum};
use palimpsest_article::Article;
use palimpsest_extract::{Page, extract};

/// The table of languages.
pub const COLUMNS: [Column; 4] = [
    Column { name: "article", sum: Sum::Mean("article") },
    Column { name: "of pages", sum: Sum::Pages("article") },
    Column { name: "300 characters", sum: Sum::Mean("of_300") },
    Column { name: "100 characters", sum: Sum::Mean("of_100") },
];

/// The lengths at which the beginning of the labelled text is tried.
const BEGINNINGS: [(&str, usize); 2] = [("of_300", 300), ("of_100", 100)];

/// Scores one page.
pub fn score_page(label: &Label, article: &Article, page: &mut PageResult) {
    let Some(wanted) = label.lang.as_deref().map(primary) else { return };
    let mut note = |name: &str, found: Option<&str>| {
        let is_right = found.is_some_and(|found| is_same(&wanted, found));
        page.tell(name, is_right);
        if !is_right {
            page.error += 1.0;
            let found = found.unwrap_or("none");
            page.findings.push(format!("{name}: wanted {wanted}, found {found}"));
        }
    };
    note("article", article.language.code.as_deref());
    let Some(text) = &label.text else { return };
    for (name, length) in BEGINNINGS {
        let beginning: String = text.trim_start().chars().take(length).collect();
        note(name, of_plain_text(&beginning).as_deref());
    }
}

/// Returns the primary language of a tag, in lower case: `pt-BR` is `pt`.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).trim().to_ascii_lowercase()
}

/// Tells whether a found language is the labelled one. `no` is Norwegian in either of its forms, and
/// says no more of the text than `nb` or `nn` does.
fn is_same(wanted: &str, found: &str) -> bool {
    wanted == found || (wanted == "no" && matches!(found, "nb" | "nn"))
}

/// Tells the language of words that come with no declaration.
fn of_plain_text(words: &str) -> Option<String> {
    let page = Page {
        bytes: words.as_bytes(),
        url: None,
        content_type: Some("text/plain; charset=utf-8"),
        file_name: None,
        captured_at: None,
    };
    extract(&page).article.language.code
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "Le conseil municipal a décidé lundi de rouvrir le vieux port aux pêcheurs, \
        après deux années de travaux et bien des disputes entre les habitants de la ville.";

    fn score(lang: &str, text: Option<&str>, detected: &str) -> PageResult {
        let label = Label {
            lang: Some(lang.to_owned()),
            text: text.map(str::to_owned),
            ..Label::default()
        };
        let mut article = Article::default();
        article.language.code = Some(detected.to_owned());
        let mut page = PageResult::default();
        score_page(&label, &article, &mut page);
        page
    }

    #[test]
    fn the_primary_language_counts() {
        assert_eq!(score("pt-BR", None, "pt").values["article"], 1.0);
        let page = score("en-US", None, "pt");
        assert_eq!(page.findings, ["article: wanted en, found pt"]);
        assert!(!page.values.contains_key("of_100"));
    }

    #[test]
    fn norwegian_has_two_forms_and_a_code_for_both() {
        assert_eq!(score("no", None, "nn").values["article"], 1.0);
        assert_eq!(score("nb", None, "nn").values["article"], 0.0);
        assert_eq!(score("no", None, "da").values["article"], 0.0);
    }

    #[test]
    fn beginnings_are_told_from_their_words_alone() {
        let page = score("fr", Some(FRENCH), "en");
        let value = |name: &str| page.values[name];
        assert_eq!((value("article"), value("of_300"), value("of_100")), (0.0, 1.0, 1.0));
        assert_eq!(score("en", Some(FRENCH), "en").values["of_300"], 0.0);
    }
}
