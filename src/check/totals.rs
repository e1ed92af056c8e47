//! Totals: the rows that a spreadsheet adds up the others in.

use super::alike::folded;
use super::columns::letter;
use crate::diag::Diagnostic;
use crate::diag::code::TOTAL_ROW;
use crate::model::schema::{Schema, is_id};
use crate::rows::Row;

/// What such a row is called.
const NAMES: [&str; 8] = ["tong", "cong", "tongcong", "tongso", "congtong", "total", "totals", "grandtotal"];

/// Whether a cell says that its row is the total of the others, with what it
/// adds up in brackets or without: `Tổng cộng (I+II)`.
pub fn is_total(text: &str) -> bool {
    const LONGEST: usize = 40;
    // Every row of a table comes here, and few begin as those names do.
    let may_be =
        matches!(text.trim_start().as_bytes(), [b't' | b'T' | b'c' | b'C', b'o' | b'O' | 0xc3 | 0xe1, ..] | [b'g' | b'G', b'r' | b'R', ..]);
    may_be && text.len() <= LONGEST && NAMES.contains(&folded(text.split('(').next().unwrap_or(text)).as_str())
}

/// The finding for a row that only adds up the others of a well-known table:
/// it has no id, and a cell says that it is the total.
pub fn left_behind(row: &Row<'_>, schema: &Schema) -> Option<Diagnostic> {
    let id = schema.index("id")?;
    if row.text(id).is_some_and(is_id) {
        return None;
    }
    let (column, text) = (0..row.len()).find_map(|column| Some((column, row.text(column).filter(|text| is_total(text))?)))?;
    let told = Diagnostic::new(&TOTAL_ROW, row.spot(column)).arg("value", text.trim()).arg("letter", letter(column));
    Some(told.arg("field", &schema.fields[column].name))
}

#[cfg(test)]
mod tests {
    use super::is_total;

    #[test]
    fn a_total_is_known_by_its_name_alone() {
        assert!(
            [
                "Tổng cộng",
                "TỔNG CỘNG:",
                "Cộng",
                "Total",
                "Tổng số",
                " Tổng cộng (I+II)",
                "GRAND TOTAL",
                "To\u{302}\u{309}ng so\u{302}\u{301}"
            ]
            .into_iter()
            .all(is_total)
        );
        assert!(!["Tổng kinh phí thực hiện Kế hoạch", "Cộng đồng", "Tổng cục Thuế", "", "1"].into_iter().any(is_total));
    }
}
