//! Plain text: an article as a person reads it in a terminal or pastes it into a letter.

use crate::passages::{byline, passages};
use palimpsest_article::{Article, BlockKind};

/// Returns the article as plain text: headline, standfirst, byline, then the blocks, parted by
/// blank lines. Update notes stand at their place behind a `▸`.
pub fn plain_text(article: &Article) -> String {
    let mut parts: Vec<String> = vec![article.metadata.headline.clone()];
    parts.extend(article.metadata.standfirst.clone());
    parts.push(byline(article));
    for passage in passages(article) {
        let words = article.text.slice(passage.block.span);
        let bullet = match passage.block.ordinal {
            Some(number) => format!("{number}. "),
            None => "• ".to_owned(),
        };
        parts.push(match (passage.note.is_some(), passage.block.kind) {
            (true, _) => format!("▸ {words}"),
            (false, BlockKind::ListItem) => {
                let indent = "  ".repeat(usize::from(passage.block.level.saturating_sub(1)));
                format!("{indent}{bullet}{words}")
            }
            (false, BlockKind::Blockquote) => prefixed(words, "| "),
            (false, BlockKind::Caption) => format!("[{words}]"),
            (false, _) => words.to_owned(),
        });
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n") + "\n"
}

fn prefixed(words: &str, prefix: &str) -> String {
    words.lines().map(|line| format!("{prefix}{line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest_article::{Block, Span, Text};

    #[test]
    fn a_list_keeps_its_numbers() {
        let mut article = Article { text: Text::new("First\n\nSecond"), ..Article::default() };
        article.metadata.headline = "Two things".into();
        for (span, ordinal) in [(Span::new(0, 5), None), (Span::new(7, 13), Some(2))] {
            article.blocks.push(Block {
                kind: BlockKind::ListItem,
                span,
                level: 1,
                ordinal,
                language: None,
                marks: vec![],
            });
        }
        assert_eq!(plain_text(&article), "Two things\n\n• First\n\n2. Second\n");
    }
}
