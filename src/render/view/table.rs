//! A table's page: its rows as people read them.
//!
//! Rows are streamed; a page holds one page of them.

use std::io;

use serde::Serialize;

use super::cell::CellView;
use super::cells::Cells;
use super::column::Column;
use super::files::{Files, files};
use super::paging::shown;
use super::rows::Rows;
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::dataset::{Dataset, Resource};
use crate::route::{PageId, Subject, row_files, table_pages};

/// A page of a table's rows.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TableView {
    /// Its name in the data.
    name: String,
    /// `Chỉ tiêu, Kế hoạch …`
    caption: String,
    columns: Vec<Column>,
    /// Its rows, without cells when the page's templates name nothing of cells.
    rows: Vec<Vec<CellView>>,
    /// The same rows as they stand in the body of a table: HTML, safe to print as it is.
    rows_html: String,
    /// The number of the first row, which its address ends in.
    anchor: u64,
    /// All its rows, for the script, when the page has only some of them.
    all: Option<AllRows>,
    /// `Dòng 1 đến 50 trong 120 dòng`; says it when there are none.
    shown: String,
    /// That the site does not show all rows; empty when it does.
    cut: String,
    files: Option<Files>,
    dataset: Item,
    previous: Option<String>,
    next: Option<String>,
    /// `Trang 2 / 5`; empty when there is one page.
    position: String,
}

/// Where the script finds all rows of a long table.
#[derive(Debug, Serialize)]
struct AllRows {
    /// How the addresses of the files begin.
    files: String,
    /// How many files there are.
    count: u64,
    /// How many rows they hold.
    rows: u64,
    /// How many rows the table has.
    of: u64,
    /// How many rows a page shows.
    each: u64,
    /// How many pages show rows.
    pages: u64,
    /// Leads to these from the second one on, with `{n}` for the page's number.
    page: String,
}

/// A page of a table's rows.
///
/// # Errors
/// When the table cannot be read again.
pub(in crate::render) fn table(at: &Standpoint<'_>, dataset: &Dataset, resource: &Resource, number: u64) -> io::Result<(Head, TableView)> {
    let portal = &at.catalog().portal;
    let words = at.words;
    let cells = Cells::new(at, dataset, resource);
    let per_page = portal.rows_on_page(resource.schema.fields.len());
    let first = (number - 1).saturating_mul(per_page);
    let width = resource.schema.fields.len();
    let mut rows = Rows::new(at, width).with_addresses(first + 1, at.t("table.row"));
    cells.each(first, per_page, |row| rows.push(&cells, row))?;
    let total = resource.profile.rows;
    let pages = table_pages(total, per_page, portal.max_pages);
    let page = |number: u64| at.href(&PageId::Table(dataset.name.clone(), resource.name.clone(), number));
    let printed = |number: u64| words.number(number.into());
    let (title, of) = (at.text(&resource.title), at.text(&dataset.title));
    let shown_at_most = pages.saturating_mul(per_page);
    let first_page = PageId::Table(dataset.name.clone(), resource.name.clone(), 1);
    let all = row_files(portal, resource).and_then(|files| {
        let begin = at.context.routes.rows(&first_page, at.lang())?;
        let further = at.context.routes.further_pages(&first_page, at.lang())?;
        let (begin, page) = (at.to(&begin), at.to(&further));
        Some(AllRows { files: begin, count: files.count, rows: files.rows, of: total, each: per_page, pages, page })
    });
    let view = TableView {
        name: resource.name.clone(),
        all,
        caption: words.fill("table.caption", &[("table", &title.text), ("dataset", &of.text)]),
        columns: (0..width).map(|column| cells.column(column, rows.longest[column])).collect(),
        shown: if rows.count == 0 { at.t("table.empty") } else { shown(at, first + 1, first + rows.count, total) },
        rows: rows.cells,
        rows_html: rows.html,
        anchor: first + 1,
        cut: if total > shown_at_most {
            words.fill("table.cut", &[("n", &printed(shown_at_most)), ("total", &printed(total))])
        } else {
            String::new()
        },
        files: files(at, &Subject::Resource { dataset: dataset.name.clone(), table: resource.name.clone() }),
        dataset: of.clone().to(at.href(&PageId::Dataset(dataset.name.clone()))),
        previous: (number > 1).then(|| page(number - 1)).flatten(),
        next: (number < pages).then(|| page(number + 1)).flatten(),
        position: if pages > 1 { words.fill("site.page-n", &[("n", &printed(number)), ("total", &printed(pages))]) } else { String::new() },
    };
    let position = if number > 1 { format!(" ({})", view.position) } else { String::new() };
    let head = Head {
        description: format!("{}{position}. {}", view.caption, view.shown),
        title: Item { text: format!("{}{position}", title.text), ..title },
        above: vec![at.above(PageId::Datasets, "datasets"), (PageId::Dataset(dataset.name.clone()), of)],
    };
    Ok((head, view))
}
