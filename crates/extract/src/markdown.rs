//! Markdown to HTML, with what its front matter says as `<meta>`. It must not know what an article
//! is.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd, html};

/// Returns the HTML of a Markdown text.
pub(crate) fn to_html(markdown: &str) -> String {
    let markdown = markdown.trim_start_matches('\u{feff}');
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut front = String::new();
    let mut in_front = false;
    let events = Parser::new_ext(markdown, options).filter(|event| {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle))
            | Event::Start(Tag::MetadataBlock(MetadataBlockKind::PlusesStyle)) => in_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front = false,
            Event::Text(text) if in_front => front.push_str(text),
            _ => return !in_front,
        }
        false
    });
    let mut body = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut body, events);
    let mut page = String::from("<!DOCTYPE html><html><head>");
    for line in front.lines() {
        push_meta(&mut page, line);
    }
    page.push_str("</head><body><article>");
    page.push_str(&body);
    page.push_str("</article></body></html>");
    page
}

/// Writes what one line of front matter says: `title: Bridge closed`, or with `=`.
fn push_meta(page: &mut String, line: &str) {
    // An indented line belongs to a list or a block that is not read.
    let Some((name, value)) = line.split_once([':', '=']) else { return };
    let value = value.trim().trim_matches(['"', '\'', '[', ']']);
    if value.is_empty() {
        return;
    }
    let property = match name.trim_end().to_ascii_lowercase().as_str() {
        "title" | "headline" => "og:title",
        "author" | "authors" | "byline" => "author",
        "date" | "published" | "pubdate" | "publishdate" => "article:published_time",
        "updated" | "modified" | "lastmod" => "article:modified_time",
        "description" | "summary" | "subtitle" => "description",
        "lang" | "language" => "language",
        "url" | "canonical_url" | "permalink" => "og:url",
        "section" | "category" => "article:section",
        "image" => "og:image",
        _ => return,
    };
    let attribute = if property.contains(':') { "property" } else { "name" };
    page.push_str(&format!("<meta {attribute}=\"{property}\" content=\""));
    for letter in value.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '"' => page.push_str("&quot;"),
            '<' => page.push_str("&lt;"),
            _ => page.push(letter),
        }
    }
    page.push_str("\">");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_becomes_html() {
        let html = to_html(
            "# Bridge\n\nThe *old* bridge.\n\n> Closed\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        );
        for piece in ["<h1>Bridge</h1>", "<em>old</em>", "<blockquote>", "<table>", "<td>2</td>"] {
            assert!(html.contains(piece), "{piece}: {html}");
        }
    }

    #[test]
    fn front_matter_becomes_meta_and_is_not_text() {
        for (fence, sign) in [("---", ": "), ("+++", " = ")] {
            let html = to_html(&format!(
                "{fence}\ntitle{sign}\"The \\\"old\\\" <bridge> & we\"\nauthor{sign}Ada Moss\n\
                 date{sign}2024-03-04\ndraft{sign}true\n{fence}\n\nIt is closed.\n"
            ));
            assert!(
                html.contains("<meta property=\"article:published_time\" content=\"2024-03-04\">"),
                "{html}"
            );
            assert!(html.contains("<meta name=\"author\" content=\"Ada Moss\">"), "{html}");
            assert!(html.contains("&lt;bridge> &amp; we"), "{html}");
            assert!(
                html.ends_with("<body><article><p>It is closed.</p>\n</article></body></html>"),
                "{html}"
            );
        }
    }

    #[test]
    fn deep_markdown_is_read_without_recursion() {
        let html = to_html(&format!("{}deep", "> ".repeat(5_000)));
        assert!(html.contains("deep"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[-+>#*_`|\\[\\]()<!:=\n a1\"&]{0,200}") {
            to_html(&text);
        }
    }
}
