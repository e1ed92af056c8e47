//! C0518: numbers that are a thousand, a million or a hundred times too small,
//! all of them or some among others that dwarf them: amounts typed in millions
//! of đồng, as tables of offices have them, and shares that a spreadsheet keeps
//! as fractions (`0.85` is what it shows as 85 %).

use super::Rows;
use crate::check::columns::letter;
use crate::check::vietnamese;
use crate::diag::code::TOO_SMALL;
use crate::diag::{Diagnostic, Notes};
use crate::model::value::Decimal;

/// Hardly any plan pays less than this many đồng for everything in it.
const LEAST_AMOUNT: u32 = 1_000_000;

/// An amount among others is too small when the least of them is so many times as large.
const DWARFED: u32 = 10_000;

/// So many shares below one per cent are no chance.
const FEWEST_SHARES: usize = 2;

/// Tells the first of the numbers, with how many there are.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let amounts = numbers(rows, "amount");
    let least = least_amount(amounts.iter().map(|(_, amount)| *amount));
    let small: Vec<(usize, Decimal)> = amounts.iter().copied().filter(|(_, amount)| amount.abs() < least).collect();
    if let Some(first) = small.first() {
        let variant = if small.len() == amounts.len() { "amount" } else { "amounts" };
        notes.push(told(rows, ("amount", variant), *first, Decimal::from(LEAST_AMOUNT)).number("count", small.len()));
    }
    let mut shares = numbers(rows, "value");
    shares.retain(|(row, _)| rows.text(*row, "unit") == "percent");
    if are_fractions(shares.iter().map(|(_, share)| *share)) {
        let first = shares.iter().find(|(_, share)| is_fraction(*share));
        notes.extend(first.map(|first| told(rows, ("value", "share"), *first, Decimal::ONE_HUNDRED).number("count", shares.len())));
    }
}

/// The least amount in đồng that a plan with these may well have; what is less
/// is told here. A small amount beside others is one unless they dwarf it.
pub fn least_amount(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    let usual = Decimal::from(LEAST_AMOUNT);
    let least = amounts.map(|amount| amount.abs()).filter(|amount| *amount >= usual).min();
    least.map_or(usual, |least| (least / Decimal::from(DWARFED)).min(usual))
}

/// Whether these shares are kept as fractions, which is told here.
pub fn are_fractions(shares: impl Iterator<Item = Decimal> + Clone) -> bool {
    shares.clone().all(|share| share.abs() <= Decimal::ONE) && shares.filter(|share| is_fraction(*share)).count() >= FEWEST_SHARES
}

fn is_fraction(share: Decimal) -> bool {
    !share.fract().is_zero()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_amount_is_too_small_alone_or_beside_others_that_dwarf_it() {
        let least = |amounts: &[u64]| least_amount(amounts.iter().map(|amount| Decimal::from(*amount)));
        assert_eq!(least(&[350, 190]), Decimal::from(1_000_000), "all are in millions");
        assert!(least(&[500_000, 1_200_000]) < Decimal::from(500_000), "a commune's amounts");
        assert!(least(&[350, 3_000_000_000]) > Decimal::from(350), "one in millions among others");
    }
}
