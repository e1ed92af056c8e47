//! C0410: a day of a plan that no plan has: what a spreadsheet makes of an
//! empty cell (1899, 1900), or what stands for "without end" (9999).

use jiff::civil::Date;

use super::Rows;
use crate::check::columns::letter;
use crate::diag::code::UNLIKELY_DATE;
use crate::diag::{Diagnostic, Notes};

const COLUMNS: [&str; 4] = ["start", "end", "reported_on", "completed"];

/// The years of plans.
pub const YEARS: std::ops::RangeInclusive<i16> = 1945..=2100;

/// Looks at every day of a plan; a column is told once, at its first such day.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    for column in COLUMNS.into_iter().filter(|column| rows.has(column)) {
        let is_unlikely = |row: &usize| rows.date(*row, column).is_some_and(|date: Date| !YEARS.contains(&date.year()));
        let mut unlikely = (0..rows.len()).filter(is_unlikely);
        let Some(first) = unlikely.next() else { continue };
        let index = rows.resource.schema.index(column).unwrap_or_default();
        let told = Diagnostic::new(&UNLIKELY_DATE, rows.spot(first, column)).arg("value", rows.text(first, column)).arg("field", column);
        notes.push(told.arg("letter", letter(index)).number("count", 1 + unlikely.count()));
    }
}
