//! C0519: a target whose sign and direction say opposite things: at least 80 %,
//! and less is better. Statuses and charts follow the one or the other.

use super::Rows;
use crate::diag::code::OPPOSITE_DIRECTION;
use crate::diag::{Diagnostic, Notes};

/// Holds `direction` against `comparator`.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    for row in 0..rows.len() {
        let (sign, direction) = (rows.text(row, "comparator"), rows.text(row, "direction"));
        let meant = match (sign, direction) {
            (">" | ">=", "lower") => "higher",
            ("<" | "<=", "higher") => "lower",
            _ => continue,
        };
        let told = Diagnostic::new(&OPPOSITE_DIRECTION, rows.spot(row, "direction")).arg("sign", sign);
        notes.push(told.arg("direction", direction).arg("meant", meant));
    }
}
