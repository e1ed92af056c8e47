//! Cells: the rows of a well-known table read by column name.
//!
//! Typed readers give nothing for a cell that does not fit its column: the row
//! pass has told it already, and an error anywhere stops publication.

use jiff::civil::Date;

use super::raw::RawRows;
use crate::diag::Spot;
use crate::model::Table;
use crate::model::cell::decimal;
use crate::model::dataset::Resource;
use crate::model::lang::{Languages, Text};
use crate::model::value::Decimal;

/// A well-known table's rows.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    /// The table.
    pub resource: &'a Resource,
    /// Its rows.
    pub raw: &'a RawRows,
}

impl<'a> Cells<'a> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.raw.records.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.raw.records.is_empty()
    }

    /// A cell's text, trimmed; empty when the table has no such column.
    pub fn text(&self, row: usize, column: &str) -> &'a str {
        self.resource.schema.index(column).map_or("", |index| self.raw.cell(row, index).trim())
    }

    /// Whether the table has this column.
    pub fn has(&self, column: &str) -> bool {
        self.resource.schema.index(column).is_some()
    }

    /// A cell's place.
    pub fn spot(&self, row: usize, column: &str) -> Spot {
        let column = self.resource.schema.index(column).unwrap_or(0);
        self.resource.dialect.cell(self.resource.source, self.raw.records[row], column)
    }

    /// Whether a cell does not fit its column, which has been told.
    pub fn is_told(&self, row: usize, column: &str) -> bool {
        self.resource.schema.index(column).is_some_and(|index| self.raw.is_told(row, index))
    }

    /// A cell's date.
    pub fn date(&self, row: usize, column: &str) -> Option<Date> {
        self.text(row, column).parse().ok()
    }

    /// A cell's number, in every form in which the row pass lets it stand: `3E+09` too.
    pub fn number(&self, row: usize, column: &str) -> Option<Decimal> {
        decimal(self.text(row, column))
    }

    /// Whether a cell says true.
    pub fn is_true(&self, row: usize, column: &str) -> bool {
        matches!(self.text(row, column), "true" | "True" | "TRUE" | "1")
    }

    /// The items of a list cell.
    pub fn list(&self, row: usize, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.text(row, column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }

    /// The text of `base_*` columns, by language.
    pub fn localized(&self, row: usize, base: &str, languages: &Languages) -> Text {
        let mut text = Text::default();
        for lang in languages.iter() {
            text.set(lang, self.text(row, &format!("{base}_{lang}")));
        }
        text
    }

    /// The table of what `read` makes of every row.
    pub fn table<T>(&self, read: impl FnMut(usize) -> T) -> Table<T> {
        Table {
            source: self.resource.source,
            columns: self.resource.schema.fields.iter().map(|field| field.name.clone()).collect(),
            delimiter: self.resource.dialect.delimiter,
            quote: self.resource.dialect.quote,
            rows: (0..self.len()).map(read).collect(),
            records: self.raw.records.clone(),
            ids: (0..self.len()).map(|row| (self.text(row, "id").to_owned(), row)).collect(),
        }
    }
}
