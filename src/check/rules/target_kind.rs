//! C0501, C0502: a target's kind says which of comparator, value and unit it has.

use super::Rows;
use crate::diag::code::{NO_UNIT, TARGET_KIND};
use crate::diag::{Diagnostic, Notes};

/// Holds comparator, value and unit against the kind.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    for row in 0..rows.len() {
        let (comparator, value) = (rows.text(row, "comparator"), rows.text(row, "value"));
        let told = |column: &str, variant| {
            Diagnostic::new(&TARGET_KIND, rows.spot(row, column)).arg("kind", rows.text(row, "kind")).variant(variant)
        };
        match rows.text(row, "kind") {
            "quantitative" => {
                if let Some(column) = ["comparator", "value"].into_iter().find(|column| rows.text(row, column).is_empty()) {
                    notes.push(told(column, "quantitative"));
                } else if rows.text(row, "unit").is_empty() {
                    notes.push(Diagnostic::new(&NO_UNIT, rows.spot(row, "unit")).arg("value", value));
                }
            }
            "qualitative" => {
                if let Some(column) = ["comparator", "value"].into_iter().find(|column| !rows.text(row, column).is_empty()) {
                    notes.push(told(column, "qualitative"));
                }
            }
            "yes-no" if comparator != "=" => notes.push(told("comparator", "yes-no")),
            "yes-no" if value != "1" => notes.push(told("value", "yes-no")),
            _ => {}
        }
    }
}
