//! What was found of each field, for the reader to see what was chosen and what else is said. It
//! must not know how a value is chosen.

use crate::prose;
use palimpsest_article::{Finding, MetadataField, MetadataSource};

/// Distinct values kept of one field.
const MOST: usize = 8;
/// A longer value is cut, in characters.
const LONGEST: usize = 400;

/// The distinct values of each field in the order they were added.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a value, unless the field has it already from a surer source.
    pub fn add(&mut self, field: MetadataField, value: &str, source: MetadataSource) {
        let value = value.trim();
        let of_field = self.0.iter().filter(|finding| finding.field == field);
        let is_known = of_field.clone().any(|finding| finding.value == value);
        if value.is_empty() || is_known || of_field.count() >= MOST {
            return;
        }
        let value = match value.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &value[..end]),
            None => value.to_owned(),
        };
        self.0.push(Finding { field, value, source, is_chosen: false });
    }

    /// Marks which of a field's values are the field's own.
    pub fn choose(&mut self, field: MetadataField, chosen: &[String]) {
        for finding in self.0.iter_mut().filter(|finding| finding.field == field) {
            finding.is_chosen =
                chosen.iter().any(|value| prose::fold(value) == prose::fold(&finding.value));
        }
    }

    /// Returns all, field by field.
    pub fn into_vec(mut self) -> Vec<Finding> {
        self.0.sort_by_key(|finding| finding.field);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MetadataField::{Headline, Section};
    use MetadataSource::{JsonLd, Meta, OpenGraph};

    #[test]
    fn values_are_distinct_and_the_surest_source_is_kept() {
        let mut findings = Findings::default();
        findings.add(Section, "Local", Meta);
        findings.add(Headline, "Bridge closed", JsonLd);
        findings.add(Headline, "Bridge closed", OpenGraph);
        findings.add(Headline, "The bridge", OpenGraph);
        findings.add(Headline, " ", OpenGraph);
        findings.choose(Headline, &["Bridge closed".to_owned()]);
        let seen: Vec<_> = findings
            .into_vec()
            .into_iter()
            .map(|finding| (finding.value, finding.source, finding.is_chosen))
            .collect();
        assert_eq!(
            seen,
            [
                ("Bridge closed".to_owned(), JsonLd, true),
                ("The bridge".to_owned(), OpenGraph, false),
                ("Local".to_owned(), Meta, false),
            ]
        );
    }

    #[test]
    fn they_are_bounded() {
        let mut findings = Findings::default();
        for number in 0..100 {
            findings.add(Headline, &format!("{number}{}", "é".repeat(1_000)), Meta);
        }
        let all = findings.into_vec();
        assert_eq!(all.len(), MOST);
        assert!(all.iter().all(|finding| finding.value.chars().count() <= LONGEST + 1));
    }
}
