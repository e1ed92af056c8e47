//! C0318: a number of a plan whose point may well stand between thousands.
//! Counts and amounts of money have no fractions of three digits; a share may
//! have them, unless they are zeros.

use super::Rows;
use crate::check::columns::letter;
use crate::check::vietnamese;
use crate::diag::code::VIETNAMESE_FORM;
use crate::diag::{Diagnostic, Notes};

const COLUMNS: [&str; 4] = ["value", "numerator", "denominator", "amount"];

/// Tells every column of numbers once, at the first one in doubt.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    for column in COLUMNS.into_iter().filter(|column| rows.has(column)) {
        let is_share = |row: usize| column == "value" && rows.text(row, "unit") == "percent";
        let is_doubtful = |row: &usize| {
            let text = rows.text(*row, column);
            vietnamese::is_grouped(text) && (!is_share(*row) || text.ends_with(".000"))
        };
        // What is no number has been told.
        let mut doubtful = (0..rows.len()).filter(is_doubtful).filter(|row| rows.number(*row, column).is_some());
        let Some(first) = doubtful.next() else { continue };
        let (text, count) = (rows.text(first, column), 1 + doubtful.count());
        let (Some(plain), Some(read)) = (vietnamese::number(text), rows.number(first, column)) else { continue };
        let told = Diagnostic::new(&VIETNAMESE_FORM, rows.spot(first, column)).variant("typed").arg("value", text).arg("plain", plain);
        let index = rows.resource.schema.index(column).unwrap_or_default();
        notes.push(told.arg("field", column).arg("letter", letter(index)).number("read", read.normalize()).number("count", count));
    }
}
