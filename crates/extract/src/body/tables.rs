//! Tells tables of data from tables that only lay out a page.

use crate::dom::{Content, Dom};
use std::collections::HashSet;

/// A cell of data holds a figure or a phrase; longer ones on average hold a page's columns.
const LONGEST_MEAN_CELL: usize = 120;

/// Returns the tables whose cells are data, by node.
pub(super) fn data_tables(dom: &Dom) -> HashSet<usize> {
    struct Open {
        node: usize,
        rows: usize,
        cells: usize,
        chars: usize,
        is_layout: bool,
    }
    let mut found = HashSet::new();
    let mut open: Vec<Open> = Vec::new();
    let close = |table: Open, found: &mut HashSet<usize>| {
        let mean = table.chars / table.cells.max(1);
        let has_columns = table.rows > 0 && table.cells > table.rows;
        if !table.is_layout && has_columns && table.rows >= 2 && mean <= LONGEST_MEAN_CELL {
            found.insert(table.node);
        }
    };
    for (at, node) in dom.nodes.iter().enumerate() {
        while open.last().is_some_and(|table| dom.nodes[table.node].end <= at) {
            if let Some(table) = open.pop() {
                close(table, &mut found);
            }
        }
        match node.content {
            Content::Text(text) => {
                if let Some(table) = open.last_mut() {
                    table.chars += text.trim().len();
                }
            }
            Content::Element(element) => match element.name() {
                "table" => {
                    // Data does not hold tables.
                    if let Some(outer) = open.last_mut() {
                        outer.is_layout = true;
                    }
                    let role = dom.attribute(at, "role");
                    let is_layout = matches!(role, Some("presentation" | "none"));
                    open.push(Open { node: at, rows: 0, cells: 0, chars: 0, is_layout });
                }
                "tr" => open.iter_mut().last().into_iter().for_each(|table| table.rows += 1),
                "td" | "th" => {
                    open.iter_mut().last().into_iter().for_each(|table| table.cells += 1)
                }
                "h1" | "article" | "form" | "main" => {
                    open.iter_mut().last().into_iter().for_each(|table| table.is_layout = true);
                }
                _ => {}
            },
        }
    }
    while let Some(table) = open.pop() {
        close(table, &mut found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::{flatten, parse};

    fn count(html: &str) -> usize {
        let tree = parse(html);
        data_tables(&flatten(&tree)).len()
    }

    #[test]
    fn figures_are_data_and_columns_of_prose_are_layout() {
        assert_eq!(count("<table><tr><td>a<td>1<tr><td>b<td>2</table>"), 1);
        let prose = "The council voted on Monday. ".repeat(20);
        assert_eq!(
            count(&format!("<table><tr><td>menu<td>{prose}<tr><td>x<td>{prose}</table>")),
            0
        );
        assert_eq!(
            count(
                "<table><tr><td><table><tr><td>a<td>1<tr><td>b<td>2</table><td>x<tr><td>y<td>z</table>"
            ),
            1
        );
    }
}
