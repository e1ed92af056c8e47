//! The first rows of a table, as its dataset's page shows them: enough to see
//! what it holds, and never more than a screen. Long cells show how they begin;
//! the table's own page has all of them.

use std::io;

use serde::Serialize;

use super::cell::CellView;
use super::cells::Cells;
use super::column::Column;
use super::paging::shown;
use super::rows::Rows;
use super::standpoint::Standpoint;
use crate::model::dataset::{Dataset, Resource};

/// The first rows of a table, as its dataset's page shows them.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Preview {
    caption: String,
    columns: Vec<Column>,
    /// Its rows, without cells when the page's templates name nothing of cells.
    rows: Vec<Vec<CellView>>,
    /// The same rows as they stand in the body of a table: HTML, safe to print as it is.
    rows_html: String,
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
    let mut rows = Rows::new(at, width).cut_at(MOST_OF_A_CELL);
    cells.each(0, count, |row| rows.push(&cells, row))?;
    if rows.count == 0 {
        return Ok(None);
    }
    let names = [("table", at.text(&resource.title).text), ("dataset", at.text(&dataset.title).text)];
    Ok(Some(Preview {
        caption: at.words.fill("table.caption", &names.each_ref().map(|(key, name)| (*key, name.as_str()))),
        columns: (0..width).map(|column| cells.column(column, rows.longest[column])).collect(),
        shown: at.when("shown", || shown(at, 1, rows.count, resource.profile.rows)),
        cut: if rows.is_cut { at.t("table.preview-cut") } else { String::new() },
        rows: rows.cells,
        rows_html: rows.html,
    }))
}
