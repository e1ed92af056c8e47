//! C0327: a row that is another one with an identifier of its own: it was
//! pasted twice, and the identifier was changed so that the two do not collide.

use std::collections::BTreeMap;

use super::Rows;
use crate::diag::code::REPEATED_ROW;
use crate::diag::{Diagnostic, Notes};

/// Tells the first row of which all cells but the identifier stand above.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let Some(id) = rows.resource.schema.index("id") else { return };
    let width = rows.resource.schema.fields.len();
    let mut first: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    let mut repeated = Vec::new();
    // Rows of one identifier have been told.
    let is_other = |one: usize, other: usize| rows.text(one, "id") != rows.text(other, "id");
    for row in 0..rows.len() {
        let cells = (0..width).filter(|column| *column != id).map(|column| rows.raw.cell(row, column).trim()).collect();
        let known = *first.entry(cells).or_insert(row);
        if known != row && is_other(known, row) {
            repeated.push((row, known));
        }
    }
    if let Some(&(row, known)) = repeated.first() {
        let told = Diagnostic::new(&REPEATED_ROW, rows.spot(row, "id")).arg("id", rows.text(known, "id"));
        notes.push(told.number("count", repeated.len()).related("first", rows.spot(known, "id")).variant("renamed"));
    }
}
