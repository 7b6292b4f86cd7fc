//! The facts of an article as lines for people: each with its source, and what else the page says.

use palimpsest::article::{
    Article, DateRole, DateSource, Metadata, MetadataField, MetadataSource, Moment, PageDate,
};
use std::fmt::Write;

/// Returns a paragraph a fact: its value, the source, and other values the page states.
pub fn lines(article: &Article) -> String {
    let metadata = &article.metadata;
    let mut lines = String::new();
    let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    let address = |url: &Option<url::Url>| url.iter().map(url::Url::to_string).collect::<Vec<_>>();
    let headline = match metadata.headline.is_empty() {
        true => Vec::new(),
        false => vec![metadata.headline.clone()],
    };
    let tags = match metadata.tags.is_empty() {
        true => Vec::new(),
        false => vec![metadata.tags.join(", ")],
    };
    let free = metadata.is_accessible_for_free.map(|free| free.to_string());
    let mut add = |name, values: &[String], field| {
        fact(&mut lines, name, values, stated(metadata, field));
    };
    add("headline", &headline, MetadataField::Headline);
    add("standfirst", &one(&metadata.standfirst), MetadataField::Standfirst);
    add("authors", &metadata.authors, MetadataField::Authors);
    add("publisher", &one(&metadata.publisher), MetadataField::Publisher);
    add("section", &one(&metadata.section), MetadataField::Section);
    add("tags", &tags, MetadataField::Tags);
    add("free to read", &one(&free), MetadataField::IsAccessibleForFree);
    add("address", &address(&metadata.canonical_url), MetadataField::CanonicalUrl);
    add("image", &address(&metadata.image), MetadataField::Image);
    add("language", &one(&article.language.code), MetadataField::Language);
    lines + &date_lines(metadata)
}

/// Returns a paragraph a date: the one chosen, its source, and the others of its kind that the page
/// states.
pub fn date_lines(metadata: &Metadata) -> String {
    let mut lines = String::new();
    let mut add = |name, moment: Option<Moment>, roles: &[DateRole]| {
        let values: Vec<String> = moment.iter().map(Moment::to_string).collect();
        fact(&mut lines, name, &values, dates(metadata, moment, roles));
    };
    add("published", metadata.date_published, &[DateRole::Published]);
    add("modified", metadata.date_modified, &[DateRole::Modified, DateRole::Updated]);
    lines
}

/// A value that the page states: whether it is the one shown, and who says it.
struct Stated {
    value: String,
    source: &'static str,
    is_chosen: bool,
}

fn stated(metadata: &Metadata, field: MetadataField) -> Vec<Stated> {
    let findings = metadata.findings.iter().filter(|finding| finding.field == field);
    let stated = findings.map(|finding| Stated {
        value: finding.value.clone(),
        source: source(finding.source),
        is_chosen: finding.is_chosen,
    });
    stated.collect()
}

fn dates(metadata: &Metadata, chosen: Option<Moment>, roles: &[DateRole]) -> Vec<Stated> {
    let mut stated: Vec<Stated> = Vec::new();
    let of_role = |date: &&PageDate| roles.contains(&date.role);
    for date in metadata.dates.iter().filter(of_role) {
        let value = date.value.to_string();
        // The same day or time less exactly put is no other date.
        let is_chosen = chosen
            .is_some_and(|chosen| chosen == date.value || chosen.to_string().starts_with(&value));
        if !is_chosen && stated.iter().any(|before| before.value == value) {
            continue;
        }
        stated.push(Stated { value, source: date_source(date.source), is_chosen });
    }
    stated
}

fn fact(lines: &mut String, name: &str, values: &[String], stated: Vec<Stated>) {
    if values.is_empty() && stated.is_empty() {
        return;
    }
    let (chosen, others): (Vec<Stated>, Vec<Stated>) =
        stated.into_iter().partition(|stated| stated.is_chosen);
    let mut sources: Vec<&str> = Vec::new();
    for stated in &chosen {
        if !sources.contains(&stated.source) {
            sources.push(stated.source);
        }
    }
    let shown = match values.is_empty() {
        true => "none".to_owned(),
        false => one_line(&values.join(", ")),
    };
    let from = match (values.is_empty(), sources.is_empty()) {
        (false, false) => format!(" [{}]", sources.join(", ")),
        _ => String::new(),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(lines, "{name:<13} {shown}{from}");
    for other in others {
        let _ = writeln!(lines, "{:<13} also: {} [{}]", "", one_line(&other.value), other.source);
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn source(source: MetadataSource) -> &'static str {
    match source {
        MetadataSource::JsonLd => "JSON-LD",
        MetadataSource::Microdata => "microdata",
        MetadataSource::Rdfa => "RDFa",
        MetadataSource::OpenGraph => "Open Graph",
        MetadataSource::Twitter => "Twitter card",
        MetadataSource::DublinCore => "Dublin Core",
        MetadataSource::Meta => "meta element",
        MetadataSource::TitleElement => "title element",
        MetadataSource::Link => "link",
        MetadataSource::Visible => "visible text",
        MetadataSource::Address => "address of the page",
    }
}

fn date_source(source: DateSource) -> &'static str {
    match source {
        DateSource::JsonLd => "JSON-LD",
        DateSource::Microdata => "microdata or RDFa",
        DateSource::OpenGraph => "Open Graph",
        DateSource::Meta => "meta element",
        DateSource::Time => "time element",
        DateSource::Visible => "visible text",
        DateSource::Url => "address of the page",
        DateSource::Script => "data for scripts",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use palimpsest::article::Finding;

    #[test]
    fn a_fact_has_its_source_and_what_else_is_said() {
        let finding = |value: &str, source, is_chosen| Finding {
            field: MetadataField::Headline,
            value: value.to_owned(),
            source,
            is_chosen,
        };
        let date = |value: &str, source| PageDate {
            value: value.parse().unwrap(),
            role: DateRole::Published,
            source,
            confidence: 0.9,
        };
        let metadata = Metadata {
            headline: "Bridge closed".to_owned(),
            findings: vec![
                finding("Bridge closed", MetadataSource::Visible, true),
                finding("The bridge\nis shut", MetadataSource::OpenGraph, false),
            ],
            date_published: Some("2026-03-03".parse().unwrap()),
            dates: vec![
                date("2026-03-03", DateSource::JsonLd),
                date("2026-03-03", DateSource::Meta),
                date("2026-03-04", DateSource::Time),
                date("2026-03-04", DateSource::Visible),
            ],
            ..Metadata::default()
        };
        let article = Article { metadata, ..Article::default() };
        assert_eq!(
            lines(&article),
            "headline      Bridge closed [visible text]\n              \
             also: The bridge is shut [Open Graph]\n\
             published     2026-03-03 [JSON-LD, meta element]\n              also: 2026-03-04 [time element]\n"
        );
    }
}
