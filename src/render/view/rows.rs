//! Rows of a table on a page. They are most of what most pages hold, so they
//! are drawn here and not by templates, which would be handed a value for every
//! cell and take several times as long. Themes that want other markup get the
//! cells.

use super::cell::CellView;
use super::cells::Cells;
use super::standpoint::Standpoint;
use crate::markdown::cut_at;
use crate::model::value::Value;
use crate::render::text::escape::push_escaped;
use crate::rows::Row;

/// The rows that a page shows, in the forms that its templates name.
pub(super) struct Rows {
    /// As they stand in the body of a table.
    pub(super) html: String,
    /// Cell by cell, for templates that draw them; without cells when they name
    /// nothing of cells.
    pub(super) cells: Vec<Vec<CellView>>,
    /// How many characters the longest text of every column has.
    pub(super) longest: Vec<usize>,
    /// How many rows there are.
    pub(super) count: u64,
    /// Whether any cell says more than is shown of it.
    pub(super) is_cut: bool,
    /// How many characters are shown of a cell.
    most: usize,
    /// The number of the next row and the word for one, when rows have addresses.
    address: Option<(u64, String)>,
    wanted: Wanted,
}

/// No number has more characters: 29 digits, their signs and groups.
const LONGEST_NUMBER: usize = 64;

/// The fields of cells that only they have.
const OF_CELLS: [&str; 2] = ["plain", "is_missing"];

/// Their fields that others have too.
const OF_OTHERS_TOO: [&str; 2] = ["items", "is_number"];

/// What templates name of rows.
#[derive(Clone, Copy)]
struct Wanted {
    html: bool,
    rows: bool,
    /// What stands in the rows' cells.
    cells: bool,
    width: bool,
}

impl Rows {
    /// No rows yet of so many columns.
    pub(super) fn new(at: &Standpoint<'_>, columns: usize) -> Self {
        let has = |name: &str| at.names.has(name);
        let html = has("rows_html");
        // Other things on a page have items or are numbers; where rows are drawn
        // already, a cell is wanted for what only cells have.
        let cells = OF_CELLS.into_iter().any(has) || !html && OF_OTHERS_TOO.into_iter().any(has);
        Self::wanting(Wanted { html, rows: has("rows"), cells, width: has("width") }, columns)
    }

    fn wanting(wanted: Wanted, columns: usize) -> Self {
        let longest = vec![0; columns];
        Self { html: String::new(), cells: Vec::new(), longest, count: 0, is_cut: false, most: usize::MAX, address: None, wanted }
    }

    /// The same; from number `first` on they will have addresses, which end in
    /// their numbers, and links to these, which call a row by this `word`.
    pub(super) fn with_addresses(self, first: u64, word: String) -> Self {
        Self { address: Some((first, word)), ..self }
    }

    /// The same; at most so many characters of a cell are shown.
    pub(super) fn cut_at(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, cells: &Cells<'_>, row: &Row<'_>) {
        let Wanted { html, rows, cells: in_rows, width } = self.wanted;
        self.count += 1;
        let columns = 0..self.longest.len();
        if rows && !in_rows {
            // Their number is all that can be told of them.
            self.cells.push(Vec::new());
        }
        if !(html || width || rows && in_rows) {
            return;
        }
        let views = (rows && in_rows).then(|| columns.clone().map(|column| self.view(cells, row, column)).collect::<Vec<_>>());
        if html || width {
            self.begin();
            for column in columns {
                self.draw(column, cells.is_number(column), |rows| match &views {
                    Some(views) => rows.write(&views[column]),
                    None => rows.cell(cells, row, column),
                });
            }
            self.end();
        }
        if let Some(views) = views {
            self.cells.push(views);
        }
    }

    /// A cell, cut where it is too long.
    fn view(&mut self, cells: &Cells<'_>, row: &Row<'_>, column: usize) -> CellView {
        let cell = cells.view(row, column);
        let cut = if self.most == usize::MAX { None } else { cell.cut(self.most) };
        self.is_cut |= cut.is_some();
        cut.unwrap_or(cell)
    }

    /// Writes what a cell says; gives how many characters that is. Most cells
    /// are a text or a number and nothing else.
    fn cell(&mut self, cells: &Cells<'_>, row: &Row<'_>, column: usize) -> usize {
        let text = match cells.value(column, row.text(column).unwrap_or_default()) {
            Value::Missing => return 0,
            Value::Text(text) if cells.is_text(column) => text,
            Value::Number(number) if self.most > LONGEST_NUMBER => {
                let begin = self.html.len();
                // Digits and signs between them: nothing that could be markup.
                cells.write_number(column, number, &mut self.html);
                return if self.wanted.width { self.html[begin..].chars().count() } else { 0 };
            }
            _ => {
                let cell = self.view(cells, row, column);
                return self.write(&cell);
            }
        };
        // There are no more characters than bytes.
        let cut = if text.len() > self.most { cut_at(&text, self.most) } else { None };
        self.is_cut |= cut.is_some();
        let text = cut.as_deref().unwrap_or(&text);
        push_escaped(text, &mut self.html);
        if self.wanted.width { text.chars().count() } else { 0 }
    }

    fn write(&mut self, cell: &CellView) -> usize {
        cell.draw(&mut self.html);
        cell.plain().chars().count()
    }

    fn begin(&mut self) {
        match &self.address {
            Some((number, _)) => self.html.extend(["<tr id=\"row-", &number.to_string(), "\">"]),
            None => self.html.push_str("<tr>"),
        }
    }

    /// Draws a cell whose content is written by `write`: the first names the row.
    fn draw(&mut self, column: usize, is_number: bool, write: impl FnOnce(&mut Self) -> usize) {
        let (name, begin) = if column == 0 { ("th", "<th scope=row") } else { ("td", "<td") };
        self.html.push_str(begin);
        self.html.push_str(if is_number { " class=number>" } else { ">" });
        let length = write(self);
        self.longest[column] = self.longest[column].max(length);
        if let (0, Some((number, word))) = (column, &self.address) {
            let number = number.to_string();
            self.html.extend([" <a href=\"#row-", &number, "\">"]);
            push_escaped(word, &mut self.html);
            self.html.extend([" ", &number, "</a>"]);
        }
        self.html.extend(["</", name, ">"]);
    }

    fn end(&mut self) {
        self.html.push_str("</tr>");
        if let Some((number, _)) = &mut self.address {
            *number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Item;
    use super::*;

    #[test]
    fn every_field_of_a_cell_is_one_that_cells_may_be_wanted_for() {
        let cell = serde_json::to_value(CellView::new(vec![Item::plain("a")], false, false)).expect("a cell is JSON");
        let mut fields: Vec<&str> = cell.as_object().expect("an object").keys().map(String::as_str).collect();
        let mut known = [OF_CELLS, OF_OTHERS_TOO].concat();
        fields.sort_unstable();
        known.sort_unstable();
        assert_eq!(fields, known);
    }

    #[test]
    fn a_row_has_a_head_and_an_address_and_nothing_in_it_is_markup() {
        let link = Item::plain("<Sở> & \"ban\"").to(Some("a?b&c".to_owned()));
        let cells = [
            CellView::text("<b>".to_owned(), false),
            CellView::text("1,5".to_owned(), true),
            CellView::new(vec![link, Item::plain("x")], false, false),
        ];
        let drawn = |mut rows: Rows, count: usize| {
            for _ in 0..count {
                rows.begin();
                cells.iter().enumerate().for_each(|(column, cell)| rows.draw(column, cell.is_number(), |rows| rows.write(cell)));
                rows.end();
            }
            (rows.html, rows.longest)
        };
        let rows = || Rows::wanting(Wanted { html: true, rows: false, cells: false, width: true }, 3);
        let rest = "<td class=number>1,5</td><td><a href=\"a?b&amp;c\">&lt;Sở> &amp; &#34;ban&#34;</a>; x</td></tr>";
        assert_eq!(drawn(rows(), 1), (format!("<tr><th scope=row>&lt;b></th>{rest}"), vec![3, 3, 15]));
        let row =
            |number: u64| format!("<tr id=\"row-{number}\"><th scope=row>&lt;b> <a href=\"#row-{number}\">Dòng {number}</a></th>{rest}");
        assert_eq!(drawn(rows().with_addresses(9, "Dòng".to_owned()), 2).0, row(9) + &row(10));
    }
}
