//! Raw rows: the cells of a well-known table as text, with their places.
//!
//! Knows nothing of columns or types; [`super::cells`] reads them by name.

/// The cells of a well-known table, as text, with the places of their records.
#[derive(Debug, Default)]
pub struct RawRows {
    /// Offsets of the records.
    pub records: Vec<u64>,
    /// How many cells each of them has.
    pub columns: usize,
    /// The cells one behind the other, record by record: a table has many and
    /// most hold a few letters.
    pub text: String,
    /// Where each cell ends in `text`.
    pub ends: Vec<usize>,
    /// Numbers of the cells that do not fit their columns, sorted. That has
    /// been told, and whatever follows from such a cell is not told again.
    pub told: Vec<usize>,
    /// Whether rows or ids could not be read: what points here may well lead
    /// somewhere, and is not told.
    pub incomplete: bool,
}

impl RawRows {
    /// Adds a record, which has as many cells as those before it, and of which
    /// these columns have been told.
    pub(super) fn push(&mut self, record: u64, cells: &[&str], told: &[usize]) {
        let first = self.records.len() * cells.len();
        self.told.extend(told.iter().map(|column| first + column));
        self.records.push(record);
        self.columns = cells.len();
        for cell in cells {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
    }

    /// Whether every record has so many cells.
    pub fn is_of(&self, columns: usize) -> bool {
        self.records.len() * columns == self.ends.len() && (self.records.is_empty() || self.columns == columns)
    }

    /// A cell's text; empty when there is no such cell.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let number = row * self.columns + column;
        let start = if number == 0 { Some(&0) } else { self.ends.get(number - 1) };
        let place = start.zip(self.ends.get(number)).map(|(start, end)| *start..*end);
        place.and_then(|place| self.text.get(place)).unwrap_or_default()
    }

    /// Whether a cell does not fit its column, which has been told.
    pub fn is_told(&self, row: usize, column: usize) -> bool {
        !self.told.is_empty() && self.told.binary_search(&(row * self.columns + column)).is_ok()
    }
}
