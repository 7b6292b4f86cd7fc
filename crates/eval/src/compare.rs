//! Compares two runs of one measure: sets, and pages that got better or worse. It must not know how
//! a value was measured.

use crate::pack::Result;
use crate::results::{Column, PageResult, Results, Row, number};
use std::collections::HashMap;
use std::fmt::Write;

/// A change of a page's error that is only rounding.
const SAME: f64 = 1e-6;

/// Writes what changed from one run to the other, with at most `count` pages each way.
pub fn compare(
    before: &Results,
    after: &Results,
    columns: &[Column],
    count: usize,
) -> Result<String> {
    if before.command != after.command || before.stripped != after.stripped {
        let shown = |results: &Results| {
            format!("'{}{}'", results.command, if results.stripped { " --strip" } else { "" })
        };
        return Err(format!("cannot compare {} with {}", shown(before), shown(after)));
    }
    let mut text = String::new();
    for row in after.sets.iter().chain([&after.all]) {
        let earlier = before.sets.iter().chain([&before.all]).find(|it| it.name == row.name);
        match earlier {
            Some(earlier) => rows(earlier, row, columns, &mut text),
            None => text.push_str(&format!("{}: only in the second run\n", row.name)),
        }
    }
    pages(before, after, count, &mut text);
    Ok(text)
}

fn rows(before: &Row, after: &Row, columns: &[Column], text: &mut String) {
    let changed: Vec<String> = columns
        .iter()
        .filter_map(|column| {
            let (one, other) = (before.values.get(column.name)?, after.values.get(column.name)?);
            let is_changed = (one - other).abs() > SAME;
            is_changed.then(|| {
                format!(
                    "{} {} → {} ({:+.4})",
                    column.name.trim(),
                    number(one),
                    number(other),
                    other - one
                )
            })
        })
        .collect();
    let changed =
        if changed.is_empty() { "nothing changed".to_owned() } else { changed.join(", ") };
    let _ = writeln!(text, "{}: {changed}", after.name);
}

fn pages(before: &Results, after: &Results, count: usize, text: &mut String) {
    let earlier: HashMap<(&str, &str), &PageResult> =
        before.pages.iter().map(|page| ((page.set.as_str(), page.id.as_str()), page)).collect();
    let mut both: Vec<(f64, &PageResult, &PageResult)> = after
        .pages
        .iter()
        .filter_map(|page| Some((*earlier.get(&(page.set.as_str(), page.id.as_str()))?, page)))
        .map(|(one, other)| (other.error - one.error, one, other))
        .filter(|(change, ..)| change.abs() > SAME)
        .collect();
    both.sort_by(|one, other| one.0.total_cmp(&other.0));
    let better = both.iter().filter(|(change, ..)| *change < 0.0).count();
    let worse = both.len() - better;
    let _ = writeln!(text, "\n{better} pages better, {worse} worse");
    let mut list =
        |name: &str, listed: &mut dyn Iterator<Item = &(f64, &PageResult, &PageResult)>| {
            for (change, one, other) in listed.take(count) {
                let _ = writeln!(
                    text,
                    "{name} {:.4}: {} {} (error {:.4} → {:.4})",
                    change.abs(),
                    other.set,
                    other.id,
                    one.error,
                    other.error
                );
                for finding in &other.findings {
                    if !one.findings.contains(finding) {
                        let _ = writeln!(text, "    now {finding}");
                    }
                }
            }
        };
    list("worse by", &mut both.iter().rev().filter(|(change, ..)| *change > 0.0));
    list("better by", &mut both.iter().filter(|(change, ..)| *change < 0.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Sum;

    const COLUMNS: [Column; 1] = [Column { name: "F1", sum: Sum::Mean("f1") }];

    fn results(command: &str, pages: &[(&str, f64)]) -> Results {
        let page = |(id, f1): &(&str, f64)| {
            let mut page = PageResult {
                set: "a".to_owned(),
                id: (*id).to_owned(),
                error: 1.0 - f1,
                findings: vec![format!("lost {id} at {f1}")],
                ..PageResult::default()
            };
            page.set("f1", *f1);
            page
        };
        Results::of(command, false, &COLUMNS, pages.iter().map(page).collect())
    }

    #[test]
    fn sets_and_pages_that_changed_are_named() {
        let before = results("body", &[("x", 0.5), ("y", 0.75), ("z", 1.0), ("gone", 0.25)]);
        let after = results("body", &[("x", 1.0), ("y", 0.5), ("z", 1.0)]);
        assert_eq!(
            compare(&before, &after, &COLUMNS, 5).unwrap(),
            "a: F1 0.6250 → 0.8333 (+0.2083)\n\
             all: F1 0.6250 → 0.8333 (+0.2083)\n\n\
             1 pages better, 1 worse\n\
             worse by 0.2500: a y (error 0.2500 → 0.5000)\n    now lost y at 0.5\n\
             better by 0.5000: a x (error 0.5000 → 0.0000)\n    now lost x at 1\n"
        );
        assert_eq!(
            compare(&after, &after, &COLUMNS, 5).unwrap(),
            "a: nothing changed\nall: nothing changed\n\n0 pages better, 0 worse\n"
        );
    }

    #[test]
    fn different_measures_are_not_compared() {
        let error = compare(&results("body", &[]), &results("meta", &[]), &COLUMNS, 5).unwrap_err();
        assert_eq!(error, "cannot compare 'body' with 'meta'");
    }
}
