//! Stray rows: what printed tables have between their entries and a table of
//! rows has not. The header once more, the numbers of the columns below it, the
//! title of a section, a note or a signature below.
//!
//! Such a row would be told once for every cell that it lacks. Knows rows of
//! well-known tables only, where an entry has an identifier.

use super::excerpt::excerpt;
use crate::diag::Diagnostic;
use crate::diag::code::STRAY_ROW;
use crate::model::schema::{Schema, is_id};
use crate::rows::Row;

/// A row with more cells than this may be an entry of which much is missing.
const FEW_CELLS: usize = 2;

/// A table of fewer columns may have entries of few cells.
const MANY_COLUMNS: usize = 5;

/// Fewer numbers in a row may be an entry's.
const FEWEST_NUMBERS: usize = 3;

/// The finding for a row that is no entry.
pub fn stray(row: &Row<'_>, schema: &Schema) -> Option<Diagnostic> {
    let id = schema.index("id")?;
    let text = |column: usize| row.text(column).unwrap_or_default().trim();
    let width = schema.fields.len();
    let filled = || (0..width).filter(|column| !text(*column).is_empty());
    let first = filled().next()?;
    let told = |variant| Diagnostic::new(&STRAY_ROW, row.spot(first)).arg("value", excerpt(text(first))).variant(variant);
    let (mut few, mut are_names, mut are_numbers) = (0, true, true);
    for column in filled() {
        few += 1;
        are_names &= text(column) == schema.fields[column].name;
        are_numbers &= text(column).trim_matches(['(', ')', '[', ']']).parse() == Ok(column + 1);
        if !are_names && !are_numbers && few > FEW_CELLS {
            return None;
        }
    }
    match () {
        () if are_names && few > 1 => Some(told("header")),
        () if are_numbers && few >= FEWEST_NUMBERS => Some(told("numbers")),
        () if few <= FEW_CELLS && width >= MANY_COLUMNS && !is_id(text(id)) && (few == 1 || is_mark(text(id))) => {
            // The title tells more than the number before it.
            let title = filled().next_back().unwrap_or(first);
            Some(Diagnostic::new(&STRAY_ROW, row.spot(title)).arg("value", excerpt(text(title))).variant("section"))
        }
        () => None,
    }
}

/// Whether an identifier is none but what numbers a section: nothing, `A`, `II`, `1.`, `I.2`.
fn is_mark(id: &str) -> bool {
    let parts = || id.split('.').filter(|part| !part.is_empty());
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) || part.bytes().all(|byte| b"IVXivx".contains(&byte));
    parts().all(|part| is_number(part) || part.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::is_mark;

    #[test]
    fn what_numbers_a_section_is_no_identifier() {
        assert!(["", "A", "II", "1.", "I.2", "iv", "Đ."].into_iter().all(is_mark));
        assert!(["UBND-01", "Sở Nội vụ", "CT1"].into_iter().all(|id| !is_mark(id)));
    }
}
