//! Highlights by a template: what the reader wants to see of them, in the form the reader wants.
//!
//! The language is Jinja's. docs/annotations.md lists the names that a template can use; one that it has
//! wrong is an error with its line, never an empty place.

use crate::markdown::escaped;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, context};
use serde::Serialize;

/// The template for those who have none of their own: Markdown.
pub const DEFAULT_TEMPLATE: &str = include_str!("highlights.md.jinja");

/// Steps a template may take, so that one with a loop too many ends: a thousand highlights take some
/// hundred thousand.
const MAX_STEPS: u64 = 40_000_000;

/// An article and what the reader marked in it, as a template sees it. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AnnotatedArticle {
    /// The headline.
    pub title: String,
    /// The address.
    pub link: String,
    /// The day it was published, as in `2026-05-04`.
    pub date: String,
    /// The authors.
    pub authors: Vec<String>,
    /// The publisher.
    pub publisher: String,
    /// Whether the article is in the library; annotations also wait for articles that are not.
    pub is_here: bool,
    /// The note on the article as a whole, Markdown.
    pub note: String,
    /// The highlights, in text order.
    pub highlights: Vec<AnnotatedPassage>,
}

/// A highlight, as a template sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AnnotatedPassage {
    /// The highlighted words.
    pub words: String,
    /// The words that stand there now, where they were edited.
    pub new_words: String,
    /// The note, Markdown.
    pub note: String,
    /// The tags.
    pub tags: Vec<String>,
    /// The colour: `yellow`.
    pub colour: String,
    /// What the colour stands for: `Claim`.
    pub colour_name: String,
    /// Who is quoted in the passage.
    pub speakers: Vec<String>,
    /// What became of it in the newest version: `exact`, `moved`, `reworded`, `orphan`, `waiting`.
    pub status: String,
    /// An address that leads to the passage on the site.
    pub link: String,
    /// When it was made, RFC 3339.
    pub created: String,
    /// When it was last changed.
    pub modified: String,
}

/// Fills the template; the line and the reason where it cannot be.
pub fn render(template: &str, articles: &[AnnotatedArticle]) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_keep_trailing_newline(true);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_fuel(Some(MAX_STEPS));
    environment.add_filter("plain", |words: String| plain(&words));
    environment.add_filter("quoted", |words: String| quoted(&words));
    environment.render_str(template, context! { articles }).map_err(|error| in_words(&error))
}

/// Keeps words from reading as markup.
fn plain(words: &str) -> String {
    let lines = words.trim().lines().map(|line| escaped(line.trim()));
    lines.collect::<Vec<_>>().join("\n")
}

/// Makes a quotation of Markdown.
fn quoted(words: &str) -> String {
    let lines = words.lines().map(|line| format!("> {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

fn in_words(error: &minijinja::Error) -> String {
    let reason = match error.kind() {
        ErrorKind::OutOfFuel => "it takes too long".to_owned(),
        kind => match error.detail() {
            Some(detail) => format!("{kind}: {detail}"),
            None => kind.to_string(),
        },
    };
    match error.line() {
        Some(line) => format!("line {line}: {reason}"),
        None => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles() -> Vec<AnnotatedArticle> {
        vec![AnnotatedArticle {
            title: "The *bridge*".into(),
            link: "https://n.example/bridge".into(),
            date: "2026-05-04".into(),
            authors: vec!["Ada Reyes".into(), "Bo".into()],
            publisher: "The Morning".into(),
            is_here: true,
            note: "Read again.".into(),
            highlights: vec![
                AnnotatedPassage {
                    words: "a crack [in]\n\nits arch".into(),
                    note: "Ask **her**.\n\nTwice.".into(),
                    tags: vec!["claim".into(), "bridge".into()],
                    colour: "green".into(),
                    colour_name: "Check".into(),
                    speakers: vec!["Ada Reyes".into()],
                    status: "reworded".into(),
                    new_words: "cracks".into(),
                    link: "https://n.example/bridge#:~:text=a%20crack".into(),
                    ..AnnotatedPassage::default()
                },
                AnnotatedPassage {
                    words: "six weeks".into(),
                    colour: "yellow".into(),
                    colour_name: "Claim".into(),
                    status: "exact".into(),
                    ..AnnotatedPassage::default()
                },
            ],
        }]
    }

    #[test]
    fn the_default_template_shows_all_of_an_article() {
        let expected = "\
# The \\*bridge\\*

Ada Reyes, Bo · The Morning · 2026-05-04

<https://n.example/bridge>

Read again.

> a crack \\[in\\]
>
> its arch

Ask **her**.

Twice.

*Check · claim, bridge · Ada Reyes · reworded: “cracks” · [passage](<https://n.example/bridge#:~:text=a%20crack>)*

> six weeks

*Claim*
";
        assert_eq!(render(DEFAULT_TEMPLATE, &articles()).unwrap(), expected);
        assert_eq!(render(DEFAULT_TEMPLATE, &[]).unwrap(), "");
        let bare = AnnotatedArticle { title: "Bare".into(), ..AnnotatedArticle::default() };
        assert_eq!(render(DEFAULT_TEMPLATE, &[bare]).unwrap(), "# Bare\n\nNot in the library.\n");
    }

    #[test]
    fn a_broken_template_is_told_with_its_line() {
        for (template, line, word) in [
            ("a\n{% for x in articles %}", "line 2", "end of input"),
            ("a\nb\n{{ article.title }}", "line 3", "undefined"),
            ("{% for a in articles %}\n{{ a.titel }}{% endfor %}", "line 2", "undefined"),
            ("{{ articles | shout }}", "line 1", "shout"),
        ] {
            let error = render(template, &articles()).unwrap_err();
            assert!(error.starts_with(line) && error.contains(word), "{template}: {error}");
        }
        let endless =
            "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}";
        assert!(render(endless, &[]).unwrap_err().contains("too long"));
    }
}
