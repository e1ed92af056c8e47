//! The first rows of a table, as its dataset's page shows them: enough to see
//! what it holds, and never more than a screen. Long cells show how they begin;
//! the table's own page has all of them.

use std::io;

use serde::Serialize;

use super::cell::CellView;
use super::paging::shown;
use super::standpoint::Standpoint;
use super::table::{Cells, Column};
use crate::model::dataset::{Dataset, Resource};
use crate::rows::Row;

/// The first rows of a table, as its dataset's page shows them.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Preview {
    caption: String,
    columns: Vec<Column>,
    /// Nothing in a cell of which the page's templates name nothing.
    rows: Vec<Vec<Option<CellView>>>,
    /// The same rows as text alone, for themes that link nothing in cells.
    texts: Vec<Vec<String>>,
    /// `Dòng 1 đến 5 trong 120 dòng`
    shown: String,
    /// That long cells show how they begin, and where all of them stands; empty when all are short.
    cut: String,
}

/// What a cell says in a preview at most: three lines of the widest column.
const MOST_OF_A_CELL: usize = 150;

/// The first `count` rows of a table; `None` when it has no rows.
///
/// # Errors
/// When the table cannot be read again.
pub(in crate::render) fn preview(at: &Standpoint<'_>, dataset: &Dataset, resource: &Resource, count: u64) -> io::Result<Option<Preview>> {
    let cells = Cells::new(at, dataset, resource);
    let width = resource.schema.fields.len();
    let (mut rows, mut texts, mut shown_rows) = (Vec::new(), Vec::new(), 0);
    // Widths are found in the cells.
    let has_cells = CellView::FIELDS.iter().chain(&["width"]).any(|name| at.names.has(name));
    let (has_rows, has_texts) = (at.names.has("rows") || at.names.has("width"), at.names.has("texts"));
    let mut is_cut = false;
    let mut view = |row: &Row<'_>, column: usize| {
        let cell = cells.view(row, column);
        let cut = cell.cut(MOST_OF_A_CELL);
        is_cut |= cut.is_some();
        cut.unwrap_or(cell)
    };
    cells.each(0, count, |row| {
        shown_rows += 1;
        if has_rows {
            rows.push((0..width).map(|column| has_cells.then(|| view(row, column))).collect::<Vec<_>>());
        }
        if has_texts {
            texts.push((0..width).map(|column| cells.plain(row, column)).collect());
        }
    })?;
    if shown_rows == 0 {
        return Ok(None);
    }
    let names = [("table", at.text(&resource.title).text), ("dataset", at.text(&dataset.title).text)];
    Ok(Some(Preview {
        caption: at.words.fill("table.caption", &names.each_ref().map(|(key, name)| (*key, name.as_str()))),
        columns: (0..width).map(|column| cells.column(column, rows.iter().filter_map(|row| row[column].as_ref()))).collect(),
        shown: at.when("shown", || shown(at, 1, shown_rows, resource.profile.rows)),
        cut: if is_cut { at.t("table.preview-cut") } else { String::new() },
        rows,
        texts,
    }))
}
