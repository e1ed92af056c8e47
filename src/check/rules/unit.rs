//! C0502, C0510: a value has a unit, and the unit has a label.

use super::Rows;
use crate::diag::code::{NO_UNIT, UNKNOWN_UNIT};
use crate::diag::{Diagnostic, Notes, nearest};

/// Looks for units without a label and for values without a unit.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let is_targets = rows.resource.well_known == Some("targets");
    for row in 0..rows.len() {
        let (unit, value) = (rows.text(row, "unit"), rows.text(row, "value"));
        // What is done or not is 1 or 0 and has no unit.
        if unit.is_empty() && !value.is_empty() && !matches!(value, "0" | "1") && !is_targets {
            notes.push(Diagnostic::new(&NO_UNIT, rows.spot(row, "unit")).arg("value", value));
        }
        let labelled = rows.portal.units.contains_key(unit) || rows.units.iter().any(|known| known == unit);
        if !unit.is_empty() && !labelled {
            let known = rows.units.iter().map(String::as_str).chain(rows.portal.units.keys().map(String::as_str));
            let near = nearest(unit, known);
            notes.push(Diagnostic::new(&UNKNOWN_UNIT, rows.spot(row, "unit")).arg("unit", unit).near(near));
        }
    }
}
