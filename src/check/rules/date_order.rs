//! C0401: a period that ends before it begins.

use jiff::civil::Date;

use super::Rows;
use crate::diag::code::DATE_ORDER;
use crate::diag::{Diagnostic, Notes};

const PAIRS: [(&str, &str); 3] = [("start", "end"), ("valid_from", "valid_to"), ("in_force_from", "in_force_to")];

/// Compares the two ends of every period.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    for (first, last) in PAIRS.into_iter().filter(|(first, last)| rows.has(first) && rows.has(last)) {
        for row in 0..rows.len() {
            let dates = (rows.text(row, first).parse::<Date>(), rows.text(row, last).parse::<Date>());
            if let (Ok(start), Ok(end)) = dates
                && start > end
            {
                let told = Diagnostic::new(&DATE_ORDER, rows.spot(row, last)).arg("start", start).arg("end", end);
                notes.push(told.arg("start_field", first).arg("end_field", last));
            }
        }
    }
}
