//! C0512: a row that is the total of others, in a table whose rows are added
//! up.

use super::Rows;
use crate::check::columns::letter;
use crate::check::totals::total;
use crate::diag::code::TOTAL_ROW;
use crate::diag::{Diagnostic, Notes};

/// Looks at what the rows are called.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let lang = rows.portal.languages.default();
    let columns = ["name", "title", "purpose"].map(|base| format!("{base}_{lang}"));
    let Some(column) = columns.iter().find(|column| rows.has(column)) else { return };
    for row in (0..rows.len()).filter(|row| total(rows.text(*row, column)).is_some()) {
        if rows.has("amount") && !is_added_twice(rows, row) {
            continue;
        }
        let index = rows.resource.schema.index(column).unwrap_or_default();
        let told = Diagnostic::new(&TOTAL_ROW, rows.spot(row, column)).arg("value", rows.text(row, column));
        let told = told.arg("letter", letter(index)).arg("field", column).arg("id", rows.text(row, "id"));
        notes.push(if rows.has("amount") { told.variant("budget") } else { told });
    }
}

/// Whether an amount stands beside others of its stage, none of which says
/// that it is a part of it.
fn is_added_twice(rows: &Rows<'_>, total: usize) -> bool {
    let (id, stage) = (rows.text(total, "id"), rows.text(total, "stage"));
    let mut all = 0..rows.len();
    let has_parts = all.clone().any(|row| rows.text(row, "part_of") == id);
    !has_parts && all.any(|row| row != total && rows.text(row, "stage") == stage && rows.text(row, "part_of").is_empty())
}
