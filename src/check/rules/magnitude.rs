//! C0518: numbers of which all are a thousand, a million or a hundred times too
//! small: amounts typed in millions of đồng, as tables of offices have them, and
//! shares that a spreadsheet keeps as fractions (`0.85` is what it shows as 85 %).

use super::Rows;
use crate::check::columns::letter;
use crate::check::vietnamese;
use crate::diag::code::TOO_SMALL;
use crate::diag::{Diagnostic, Notes};
use crate::model::value::Decimal;

/// No plan pays less than this many đồng for anything.
const LEAST_AMOUNT: u32 = 1_000_000;

/// So many shares below one per cent are no chance.
const FEWEST_SHARES: usize = 2;

/// Tells the first of the numbers, with how many there are.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let amounts = numbers(rows, "amount");
    if amounts.iter().all(|(_, amount)| amount.abs() < Decimal::from(LEAST_AMOUNT)) {
        let factor = Decimal::from(LEAST_AMOUNT);
        notes.extend(amounts.first().map(|first| told(rows, ("amount", "amount"), *first, factor).number("count", amounts.len())));
    }
    let mut shares = numbers(rows, "value");
    shares.retain(|(row, _)| rows.text(*row, "unit") == "percent");
    let is_fraction = |(_, share): &&(usize, Decimal)| !share.fract().is_zero();
    let are_small = shares.iter().all(|(_, share)| share.abs() <= Decimal::ONE);
    if are_small && shares.iter().filter(is_fraction).count() >= FEWEST_SHARES {
        let first = shares.iter().find(is_fraction);
        notes.extend(first.map(|first| told(rows, ("value", "share"), *first, Decimal::ONE_HUNDRED).number("count", shares.len())));
    }
}

/// The numbers of a column that are not zero, by row; none when points in them
/// may stand between thousands, which is told as that.
fn numbers(rows: &Rows<'_>, column: &str) -> Vec<(usize, Decimal)> {
    if (0..rows.len()).any(|row| vietnamese::is_grouped(rows.text(row, column))) {
        return Vec::new();
    }
    (0..rows.len()).filter_map(|row| Some((row, rows.number(row, column).filter(|number| !number.is_zero())?))).collect()
}

/// The finding at a number that should be so many times as large.
fn told(rows: &Rows<'_>, (column, variant): (&str, &'static str), (row, number): (usize, Decimal), factor: Decimal) -> Diagnostic {
    let index = rows.resource.schema.index(column).unwrap_or_default();
    let told = Diagnostic::new(&TOO_SMALL, rows.spot(row, column)).arg("field", column).arg("letter", letter(index));
    told.number("value", number).arg("plain", number.checked_mul(factor).unwrap_or(number).normalize()).variant(variant)
}
