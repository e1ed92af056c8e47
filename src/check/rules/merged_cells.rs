//! C0514: rows without what stands above them: a spreadsheet keeps the value of
//! merged cells in the first of them only.
//!
//! A task belongs to a group, so that one blank shows it. Who leads and when
//! may well be open; there a merged column is known by its values, of which no
//! two that follow each other are the same.

use super::Rows;
use crate::diag::code::MERGED_CELLS;
use crate::diag::{Diagnostic, Notes};

/// Fewer values are no pattern.
const FEWEST: usize = 3;

/// Columns in which groups of rows share a value, of tasks and of targets.
const SHARED: [&str; 4] = ["pillar", "lead", "responsible", "timeline"];

/// Tells the first row that lacks what the one above it has, with their number,
/// in the first column of groups, and in every column that was merged.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let title = format!("group_title_{}", rows.portal.languages.default());
    let group = ["group", title.as_str()].into_iter().find_map(|column| Blanks::of(rows, column));
    notes.extend(group.map(|blanks| blanks.told(rows)));
    for column in SHARED.into_iter().filter(|column| rows.has(column)) {
        notes.extend(Blanks::of(rows, column).filter(|blanks| blanks.are_merged(rows)).map(|blanks| blanks.told(rows).variant("shared")));
    }
}

/// The blank cells of a column below its first value.
struct Blanks<'a> {
    column: &'a str,
    /// The first row that has a value.
    filled: usize,
    rows: Vec<usize>,
}

impl<'a> Blanks<'a> {
    fn of(rows: &Rows<'_>, column: &'a str) -> Option<Self> {
        let is_empty = |row: &usize| rows.text(*row, column).is_empty();
        let filled = (0..rows.len()).find(|row| !is_empty(row))?;
        let blank: Vec<usize> = (filled + 1..rows.len()).filter(is_empty).collect();
        (!blank.is_empty()).then_some(Self { column, filled, rows: blank })
    }

    /// Whether most values stand for more than one row, each is another than
    /// the one before, and they go on through the table.
    fn are_merged(&self, rows: &Rows<'_>) -> bool {
        let values: Vec<&str> = (0..rows.len()).map(|row| rows.text(row, self.column)).filter(|text| !text.is_empty()).collect();
        let last = (0..rows.len()).rev().find(|row| !rows.text(*row, self.column).is_empty());
        let is_told = (0..rows.len()).any(|row| rows.is_told(row, self.column));
        self.filled == 0
            && !is_told
            && values.len() >= FEWEST
            && self.rows.len() >= values.len()
            && last.is_some_and(|last| last * 2 >= rows.len())
            && values.array_windows().all(|[one, next]| one != next)
    }

    fn told(&self, rows: &Rows<'_>) -> Diagnostic {
        let first = self.rows[0];
        let above = (0..first).rev().map(|row| rows.text(row, self.column)).find(|text| !text.is_empty()).unwrap_or_default();
        let told = Diagnostic::new(&MERGED_CELLS, rows.spot(first, self.column)).arg("field", self.column).arg("value", above);
        told.number("count", self.rows.len())
    }
}
