//! The head of a table's column, and how much room its texts need.

use serde::Serialize;

use super::Item;
use super::cells::{Cells, is_number, sorts};

/// A column's head.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    title: Item,
    /// Its name in the data.
    name: String,
    is_number: bool,
    /// How the script of tables sorts it: `n` as numbers, `d` as days, else as texts.
    sorts: &'static str,
    /// How much room its texts on this page need: `short`, `medium`, `long`, `longest`.
    width: &'static str,
    /// Whether a record on a phone shows it only when it is opened.
    is_lesser: bool,
}

impl Cells<'_> {
    /// The head of a column above texts of which the `longest` has so many characters.
    pub(super) fn column(&self, column: usize, longest: usize) -> Column {
        let field = &self.resource.schema.fields[column];
        let width = match longest {
            0..=10 => "short",
            11..=28 => "medium",
            29..=90 => "long",
            _ => "longest",
        };
        Column {
            title: self.title(column),
            name: field.name.clone(),
            is_number: is_number(&field.kind),
            sorts: sorts(&field.kind),
            width,
            is_lesser: self.lesser[column],
        }
    }
}
