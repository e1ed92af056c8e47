//! C0305, C0501, C0502: a target's kind says which of comparator, value and
//! unit it has.

use super::Rows;
use crate::diag::code::{MISSING_COLUMN, NO_UNIT, TARGET_KIND};
use crate::diag::{Diagnostic, Notes};

/// Holds comparator, value and unit against the kind.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    const COLUMNS: [&str; 2] = ["comparator", "value"];
    let kinds = (0..rows.len()).map(|row| rows.text(row, "kind"));
    // A column that is not there is missing once, not in every row.
    if let Some(first) = kinds.clone().position(|kind| kind == "quantitative") {
        for column in COLUMNS.into_iter().chain(["unit"]).filter(|column| !rows.has(column)) {
            notes.push(Diagnostic::new(&MISSING_COLUMN, rows.spot(first, "kind")).arg("field", column).variant("needed"));
        }
    }
    let is_sound = |row: &usize| ["kind", "comparator", "value", "unit"].iter().all(|column| !rows.is_told(*row, column));
    for row in (0..rows.len()).filter(is_sound) {
        let (comparator, value) = (rows.text(row, "comparator"), rows.text(row, "value"));
        let told = |column: &str, variant| {
            Diagnostic::new(&TARGET_KIND, rows.spot(row, column)).arg("kind", rows.text(row, "kind")).variant(variant)
        };
        match rows.text(row, "kind") {
            "quantitative" => {
                if !COLUMNS.into_iter().all(|column| rows.has(column)) {
                    continue;
                }
                if let Some(column) = COLUMNS.into_iter().find(|column| rows.text(row, column).is_empty()) {
                    notes.push(told(column, "quantitative"));
                } else if rows.has("unit") && rows.text(row, "unit").is_empty() {
                    notes.push(Diagnostic::new(&NO_UNIT, rows.spot(row, "unit")).arg("value", value));
                }
            }
            "qualitative" => {
                if let Some(column) = COLUMNS.into_iter().find(|column| !rows.text(row, column).is_empty()) {
                    notes.push(told(column, "qualitative"));
                }
            }
            "yes-no" if comparator != "=" => notes.push(told("comparator", "yes-no")),
            "yes-no" if value != "1" => notes.push(told("value", "yes-no")),
            _ => {}
        }
    }
}
