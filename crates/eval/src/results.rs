//! Results of pages, their sums per set and per language, as tables and as JSON. It must not know
//! how a value was measured.

use crate::tokens::harmonic;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What was measured on one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageResult {
    /// The pack.
    pub set: String,
    /// The page in it.
    pub id: String,
    /// What the page is written in: as labelled, else as detected.
    pub language: Option<String>,
    /// How wrong the page is, from 0; only for ordering pages.
    pub error: f64,
    /// Every value that could be measured, by name.
    pub values: BTreeMap<String, f64>,
    /// What is wrong, in words for people.
    pub findings: Vec<String>,
}

impl PageResult {
    /// Keeps a value.
    pub fn set(&mut self, name: &str, value: f64) {
        self.values.insert(name.to_owned(), value);
    }

    /// Keeps a yes or a no as 1 or 0.
    pub fn tell(&mut self, name: &str, is_so: bool) {
        self.set(name, f64::from(u8::from(is_so)));
    }
}

/// Values of several pages summed up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The set or the language.
    pub name: String,
    /// How many pages.
    pub pages: usize,
    /// The sums that could be made, by column.
    pub values: BTreeMap<String, f64>,
}

/// Everything one run found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// `body`, `meta`, `dates` or `lang`.
    pub command: String,
    /// Whether machine-readable metadata was taken out of the pages first.
    pub stripped: bool,
    /// One row for each set.
    pub sets: Vec<Row>,
    /// All pages together.
    pub all: Row,
    /// One row for each language.
    pub languages: Vec<Row>,
    /// Every page.
    pub pages: Vec<PageResult>,
}

/// A column of a table: its heading, and what it is made of.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The heading.
    pub name: &'static str,
    /// How pages are summed up.
    pub sum: Sum,
}

/// How the values of pages become one value. A page without the value does not count.
#[derive(Clone, Copy, Debug)]
pub enum Sum {
    /// The mean.
    Mean(&'static str),
    /// The harmonic mean of two means: F1 of precision and recall.
    Harmonic(&'static str, &'static str),
    /// The sum of the first through the sum of the second.
    Share(&'static str, &'static str),
    /// F1 from sums of what was rightly found, missed, and wrongly found.
    Counts(&'static str, &'static str, &'static str),
    /// The value that this share of the pages does not exceed.
    Quantile(&'static str, f64),
    /// How many pages have the value.
    Pages(&'static str),
}

impl Sum {
    /// Sums pages up; `None` where no page has the value.
    pub fn of(self, pages: &[&PageResult]) -> Option<f64> {
        let all = |name: &str| -> Vec<f64> {
            pages.iter().filter_map(|page| page.values.get(name).copied()).collect()
        };
        let total = |name: &str| all(name).iter().sum::<f64>();
        let mean = |name: &str| {
            let values = all(name);
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        match self {
            Sum::Mean(name) => mean(name),
            Sum::Harmonic(one, other) => Some(harmonic(mean(one)?, mean(other)?)),
            Sum::Share(part, whole) => {
                let whole = total(whole);
                (whole > 0.0).then(|| total(part) / whole)
            }
            Sum::Counts(right, missed, wrong) => {
                let right = total(right);
                let all = 2.0 * right + total(missed) + total(wrong);
                (all > 0.0).then(|| 2.0 * right / all)
            }
            Sum::Quantile(name, share) => quantile(all(name), share),
            Sum::Pages(name) => Some(all(name).len() as f64).filter(|count| *count > 0.0),
        }
    }
}

/// Returns the smallest value that at least this share of the values does not exceed.
pub fn quantile(mut values: Vec<f64>, share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small rank")]
    let rank = (share * values.len() as f64).ceil() as usize;
    values.get(rank.max(1) - 1).copied()
}

impl Results {
    /// Sums up pages by set and by language.
    pub fn of(command: &str, stripped: bool, columns: &[Column], pages: Vec<PageResult>) -> Self {
        let row = |name: &str, pages: &[&PageResult]| Row {
            name: name.to_owned(),
            pages: pages.len(),
            values: columns
                .iter()
                .filter_map(|column| Some((column.name.to_owned(), column.sum.of(pages)?)))
                .collect(),
        };
        let rows = |key: &dyn Fn(&PageResult) -> Option<&str>| -> Vec<Row> {
            let names: BTreeSet<&str> = pages.iter().filter_map(key).collect();
            let named = names.into_iter().map(|name| {
                let of_name: Vec<&PageResult> =
                    pages.iter().filter(|page| key(page) == Some(name)).collect();
                row(name, &of_name)
            });
            named.collect()
        };
        Results {
            command: command.to_owned(),
            stripped,
            sets: rows(&|page| Some(&page.set)),
            languages: rows(&|page| page.language.as_deref()),
            all: row("all", &pages.iter().collect::<Vec<_>>()),
            pages,
        }
    }

    /// Returns the pages that are most wrong, worst first.
    pub fn worst(&self, count: usize) -> Vec<&PageResult> {
        let mut pages: Vec<&PageResult> =
            self.pages.iter().filter(|page| page.error > 0.0).collect();
        pages.sort_by(|one, other| other.error.total_cmp(&one.error));
        pages.truncate(count);
        pages
    }
}

/// Writes rows as a table; columns in which no row has a value are left out.
pub fn table(heading: &str, rows: &[&Row], columns: &[Column]) -> String {
    let used: Vec<&str> = columns
        .iter()
        .map(|column| column.name)
        .filter(|name| rows.iter().any(|row| row.values.contains_key(*name)))
        .collect();
    let mut lines = vec![vec![heading.to_owned(), "pages".to_owned()]];
    lines[0].extend(used.iter().map(|name| (*name).to_owned()));
    for row in rows {
        let mut cells = vec![row.name.clone(), row.pages.to_string()];
        cells.extend(used.iter().map(|name| row.values.get(*name).map_or("–".to_owned(), number)));
        lines.push(cells);
    }
    let widths: Vec<usize> = (0..lines[0].len())
        .map(|at| lines.iter().map(|cells| cells[at].chars().count()).max().unwrap_or(0))
        .collect();
    let mut table = String::new();
    for cells in lines {
        for (at, cell) in cells.iter().enumerate() {
            let pad = " ".repeat(widths[at] - cell.chars().count());
            let _ = match at {
                0 => write!(table, "{cell}{pad}"),
                _ => write!(table, "  {pad}{cell}"),
            };
        }
        table.push('\n');
    }
    table
}

/// Writes a share with four digits, a larger value with fewer, a count as it is.
pub fn number(value: &f64) -> String {
    match value.abs() {
        whole if whole > 1.0 && whole.fract() == 0.0 => format!("{value:.0}"),
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle > 1.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(set: &str, language: Option<&str>, values: &[(&str, f64)]) -> PageResult {
        let mut page = PageResult {
            set: set.to_owned(),
            language: language.map(str::to_owned),
            ..PageResult::default()
        };
        values.iter().for_each(|(name, value)| page.set(name, *value));
        page
    }

    #[test]
    fn sums_leave_out_pages_without_the_value() {
        let pages = [
            page("a", None, &[("p", 1.0), ("r", 0.5), ("kept", 1.0), ("all", 2.0)]),
            page("a", None, &[("p", 0.5), ("r", 0.5), ("kept", 2.0), ("all", 4.0)]),
            page("a", None, &[]),
        ];
        let pages: Vec<&PageResult> = pages.iter().collect();
        assert_eq!(Sum::Mean("p").of(&pages), Some(0.75));
        assert_eq!(Sum::Harmonic("p", "r").of(&pages), Some(0.6));
        assert_eq!(Sum::Share("kept", "all").of(&pages), Some(0.5));
        assert_eq!(Sum::Counts("kept", "all", "r").of(&pages), Some(6.0 / 13.0));
        assert_eq!(Sum::Pages("p").of(&pages), Some(2.0));
        assert_eq!(Sum::Mean("x").of(&pages), None);
        assert_eq!(Sum::Share("x", "y").of(&pages), None);
    }

    #[test]
    fn quantiles_are_values_that_were_seen() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(quantile(values.clone(), 0.5), Some(10.0));
        assert_eq!(quantile(values.clone(), 0.95), Some(19.0));
        assert_eq!(quantile(values, 1.0), Some(20.0));
        assert_eq!(quantile(vec![7.0], 0.0), Some(7.0));
        assert_eq!(quantile(Vec::new(), 0.5), None);
    }

    #[test]
    fn rows_by_set_and_by_language() {
        const COLUMNS: [Column; 2] =
            [Column { name: "P", sum: Sum::Mean("p") }, Column { name: "Q", sum: Sum::Mean("q") }];
        let pages = vec![
            page("b", Some("fr"), &[("p", 1.0)]),
            page("a", Some("en"), &[("p", 0.0)]),
            page("b", Some("en"), &[("p", 0.5)]),
            page("b", None, &[]),
        ];
        let results = Results::of("body", false, &COLUMNS, pages);
        let rows: Vec<&Row> = results.sets.iter().chain([&results.all]).collect();
        assert_eq!(
            table("set", &rows, &COLUMNS),
            "set  pages       P\n\
             a        1  0.0000\n\
             b        3  0.7500\n\
             all      4  0.5000\n"
        );
        let rows: Vec<&Row> = results.languages.iter().collect();
        assert_eq!(
            table("language", &rows, &COLUMNS),
            "language  pages       P\n\
             en            2  0.2500\n\
             fr            1  1.0000\n"
        );
    }
}
