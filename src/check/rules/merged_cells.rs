//! C0514: tasks below a group's first one without their group: a spreadsheet
//! keeps the value of merged cells in the first of them only.

use super::Rows;
use crate::diag::code::MERGED_CELLS;
use crate::diag::{Diagnostic, Notes};

/// Tells the first task that lacks what the one above it has, with their number.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let title = format!("group_title_{}", rows.portal.languages.default());
    for column in ["group", title.as_str()] {
        let is_empty = |row: usize| rows.text(row, column).is_empty();
        let Some(filled) = (0..rows.len()).find(|row| !is_empty(*row)) else { continue };
        let mut lacking = (filled + 1..rows.len()).filter(|row| is_empty(*row));
        let Some(first) = lacking.next() else { continue };
        let above = rows.text((0..first).rev().find(|row| !is_empty(*row)).unwrap_or(filled), column);
        let told = Diagnostic::new(&MERGED_CELLS, rows.spot(first, column)).arg("field", column).arg("value", above);
        notes.push(told.number("count", 1 + lacking.count()));
        return;
    }
}
