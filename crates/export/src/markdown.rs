//! Markdown: an article as CommonMark, with tables as GitHub writes them.

use crate::passages::{byline, passages};
use palimpsest_article::{Article, Block, BlockKind, Mark, MarkKind, Span};

/// Returns the article as Markdown: headline, standfirst, byline, then the blocks.
///
/// Words that would read as markup are escaped, so that what is shown is what was written.
pub fn markdown(article: &Article) -> String {
    let mut parts = Vec::new();
    let metadata = &article.metadata;
    if !metadata.headline.is_empty() {
        parts.push(format!("# {}", one_line(&escaped(&metadata.headline))));
    }
    parts.extend(
        metadata.standfirst.as_deref().map(|words| format!("**{}**", escaped(words.trim()))),
    );
    parts.push(escaped(&byline(article)));
    parts.extend(metadata.canonical_url.as_ref().map(|url| format!("<{url}>")));
    let mut previous_kind = None;
    for passage in passages(article) {
        let written = block(article, passage.block);
        let written = if passage.note.is_some() { quoted(&written) } else { written };
        // Items of one list stand on neighbouring lines.
        match (previous_kind, parts.last_mut()) {
            (Some(BlockKind::ListItem), Some(list))
                if passage.block.kind == BlockKind::ListItem =>
            {
                list.push('\n');
                list.push_str(&written);
            }
            _ => parts.push(written),
        }
        previous_kind = passage.note.is_none().then_some(passage.block.kind);
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n") + "\n"
}

fn block(article: &Article, block: &Block) -> String {
    let inline = || inline(article, block);
    match block.kind {
        BlockKind::Paragraph => line_start_escaped(&inline()),
        BlockKind::Heading => {
            format!("{} {}", "#".repeat(block.level.clamp(2, 6).into()), one_line(&inline()))
        }
        BlockKind::ListItem => {
            let indent = "    ".repeat(block.level.saturating_sub(1).into());
            let bullet = block.ordinal.map_or("-".to_owned(), |number| format!("{number}."));
            format!("{indent}{bullet} {}", one_line(&inline()))
        }
        BlockKind::Blockquote | BlockKind::Embed => quoted(&inline()),
        BlockKind::Caption | BlockKind::Credit => {
            format!("*{}*", one_line(&escaped(article.text.slice(block.span).trim())))
        }
        BlockKind::Table => table(article.text.slice(block.span)),
        BlockKind::Preformatted => fenced(article.text.slice(block.span)),
    }
}

/// Writes the block's words with its marks, innermost last.
fn inline(article: &Article, block: &Block) -> String {
    let mut out = String::new();
    write_span(article, block.span, &block.marks, &mut out);
    // A line break inside a paragraph is one in Markdown only after a backslash.
    out.replace('\n', "\\\n")
}

fn write_span(article: &Article, span: Span, marks: &[Mark], out: &mut String) {
    let mut at = span.start;
    let mut rest = marks;
    while let Some((mark, after)) = rest.split_first() {
        // Marks come ordered by start, the longest first: those inside this one follow it.
        let inside = after.iter().take_while(|inner| inner.span.start < mark.span.end).count();
        let (inner, later) = after.split_at(inside);
        rest = later;
        let covered = Span { start: mark.span.start.max(at), end: mark.span.end.min(span.end) };
        if covered.is_empty() {
            continue;
        }
        out.push_str(&escaped(article.text.slice(Span { start: at, end: covered.start })));
        let mut words = String::new();
        match mark.kind {
            // Backticks show their words as they are.
            MarkKind::Code => words.push_str(article.text.slice(covered)),
            _ => write_span(article, covered, inner, &mut words),
        }
        out.push_str(&wrapped(mark, &words));
        at = covered.end;
    }
    out.push_str(&escaped(article.text.slice(Span { start: at.min(span.end), end: span.end })));
}

fn wrapped(mark: &Mark, words: &str) -> String {
    // Emphasis next to a space is not emphasis in CommonMark: the space goes outside.
    let inner = words.trim();
    if inner.is_empty() {
        return words.to_owned();
    }
    let before = &words[..words.len() - words.trim_start().len()];
    let after = &words[words.trim_end().len()..];
    let marked = match mark.kind {
        MarkKind::Link => match &mark.href {
            Some(href) => format!("[{inner}](<{href}>)"),
            None => inner.to_owned(),
        },
        MarkKind::Emphasis => format!("*{inner}*"),
        MarkKind::Strong => format!("**{inner}**"),
        MarkKind::Code => format!("`{inner}`"),
        MarkKind::Sub => format!("<sub>{inner}</sub>"),
        MarkKind::Sup => format!("<sup>{inner}</sup>"),
    };
    format!("{before}{marked}{after}")
}

pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~')
        {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Keeps a paragraph that begins like a list or a rule from becoming one.
fn line_start_escaped(words: &str) -> String {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && words[digits..].starts_with(['.', ')']);
    match words.chars().next() {
        Some('-' | '+' | '=') => format!("\\{words}"),
        _ if is_number => format!("{}\\{}", &words[..digits], &words[digits..]),
        _ => words.to_owned(),
    }
}

fn one_line(words: &str) -> String {
    words.replace("\\\n", " ").replace('\n', " ")
}

fn quoted(words: &str) -> String {
    words.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}

fn table(words: &str) -> String {
    let rows: Vec<Vec<String>> = words
        .lines()
        .map(|row| row.split('\t').map(|cell| escaped(cell.trim())).collect())
        .collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let mut cells = row.clone();
            cells.resize(width, String::new());
            format!("| {} |", cells.join(" | "))
        })
        .collect();
    if !lines.is_empty() {
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
    }
    lines.join("\n")
}

fn fenced(words: &str) -> String {
    // A fence must be longer than any run of backticks inside.
    let longest = words.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{words}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest_article::Text;
    use url::Url;

    fn check(text: &str, kind: BlockKind, marks: Vec<Mark>, expected: &str) {
        let mut article = Article { text: Text::new(text), ..Article::default() };
        let span = article.text.span();
        article.blocks.push(Block { kind, span, level: 2, ordinal: None, language: None, marks });
        assert_eq!(markdown(&article), format!("{expected}\n"));
    }

    fn mark(kind: MarkKind, start: usize, end: usize) -> Mark {
        let href = (kind == MarkKind::Link).then(|| Url::parse("https://a.example/").unwrap());
        Mark { kind, span: Span::new(start, end), href }
    }

    #[test]
    fn marks_nest() {
        let marks = vec![mark(MarkKind::Link, 4, 11), mark(MarkKind::Strong, 8, 11)];
        let expected = "The [big **new**](<https://a.example/>) boat";
        check("The big new boat", BlockKind::Paragraph, marks, expected);
    }

    #[test]
    fn words_are_not_markup() {
        check("a*b_c [d](e)", BlockKind::Paragraph, vec![], "a\\*b\\_c \\[d\\](e)");
        check("1. Not a list", BlockKind::Paragraph, vec![], "1\\. Not a list");
        check("- Nor this", BlockKind::Paragraph, vec![], "\\- Nor this");
    }

    #[test]
    fn blocks_have_their_shape() {
        check("Title", BlockKind::Heading, vec![], "## Title");
        check("a\tb\n1\t2", BlockKind::Table, vec![], "| a | b |\n| --- | --- |\n| 1 | 2 |");
        check("x\n```\ny", BlockKind::Preformatted, vec![], "````\nx\n```\ny\n````");
        check("One\nTwo", BlockKind::Blockquote, vec![], "> One\\\n> Two");
    }

    #[test]
    fn a_mark_beside_a_space_stays_a_mark() {
        check(
            "so very good",
            BlockKind::Paragraph,
            vec![mark(MarkKind::Emphasis, 3, 8)],
            "so *very* good",
        );
    }
}
