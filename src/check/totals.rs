//! Totals: the rows that a spreadsheet adds up the others in, all of them or
//! those of a section.

use unicode_normalization::UnicodeNormalization;

use super::alike::folded;
use super::columns::letter;
use crate::diag::Diagnostic;
use crate::diag::code::TOTAL_ROW;
use crate::model::schema::{Schema, is_id};
use crate::rows::Row;

/// What a total adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// All other rows.
    OfAll,
    /// The rows of a section: `Cộng I`, `Tổng mục II`, `Tiểu kết`.
    OfSection,
}

/// What the total of all rows is called, however it is typed.
const OF_ALL: [&str; 8] = ["tong", "cong", "tongcong", "tongso", "congtong", "total", "totals", "grandtotal"];

/// What the total of a section is called that does not name it.
const OF_SECTION: [&str; 4] = ["tieuket", "tieucong", "tongphu", "subtotal"];

/// What a section is called.
const SECTIONS: [&str; 7] = ["mục", "phần", "nhóm", "chương", "khoản", "tiểu mục", "section"];

/// Names are not longer.
const LONGEST: usize = 40;

/// What a row adds up of which a cell says that it is a total.
pub fn total(text: &str) -> Option<Total> {
    // Every row of a table comes here, and few begin as those names do.
    let may_be = matches!(
        text.trim_start().as_bytes(),
        [b't' | b'T' | b'c' | b'C', b'o' | b'O' | b'i' | b'I' | 0xc3 | 0xe1, ..]
            | [b'g' | b'G', b'r' | b'R', ..]
            | [b's' | b'S', b'u' | b'U', ..]
    );
    if !may_be || text.len() > LONGEST {
        return None;
    }
    // With what it adds up in brackets or without: `Tổng cộng (I+II)`.
    let text = text.split('(').next().unwrap_or(text);
    let name = folded(text);
    match name.as_str() {
        name if OF_ALL.contains(&name) => Some(Total::OfAll),
        name if OF_SECTION.contains(&name) || names_section(text) => Some(Total::OfSection),
        _ => None,
    }
}

/// Whether a total names the section that it adds up. Accents count: `Cống I`
/// is a sluice, and `Tổng cục II` an authority.
fn names_section(text: &str) -> bool {
    const LONGEST_LABEL: usize = 4;
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ":.".contains(c));
    let is_label = |word: &str| word.is_ascii() && word.len() <= LONGEST_LABEL;
    if !text.split_whitespace().next_back().is_some_and(is_label) {
        return false;
    }
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>().to_lowercase();
    let rest = ["tổng cộng ", "tổng số ", "tổng ", "cộng ", "total of ", "total "].iter().find_map(|word| name.strip_prefix(word));
    let Some(rest) = rest.map(str::trim_start) else { return false };
    let named = SECTIONS.iter().find_map(|section| rest.strip_prefix(section)?.strip_prefix(' '));
    let label = named.unwrap_or(rest).trim_start();
    let is_roman = label.bytes().all(|byte| b"ivx".contains(&byte));
    let is_letter = matches!(label.as_bytes(), [b'a'..=b'h']);
    // A number alone may be what is added.
    let is_number = named.is_some() && label.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_roman || is_letter || is_number
}

/// The finding for a row that only adds up the others of a well-known table:
/// it has no id, and a cell says that it is the total.
pub fn left_behind(row: &Row<'_>, schema: &Schema) -> Option<Diagnostic> {
    let id = schema.index("id")?;
    if row.text(id).is_some_and(is_id) {
        return None;
    }
    let (column, text) = (0..row.len()).find_map(|column| Some((column, row.text(column).filter(|text| total(text).is_some())?)))?;
    let told = Diagnostic::new(&TOTAL_ROW, row.spot(column)).arg("value", text.trim()).arg("letter", letter(column));
    Some(told.arg("field", &schema.fields[column].name))
}

#[cfg(test)]
mod tests {
    use super::{Total, total};

    #[test]
    fn a_total_is_known_by_its_name_alone() {
        for name in [
            "Tổng cộng",
            "TỔNG CỘNG:",
            "Cộng",
            "Total",
            "Tổng số",
            " Tổng cộng (I+II)",
            "GRAND TOTAL",
            "To\u{302}\u{309}ng so\u{302}\u{301}",
        ] {
            assert_eq!(total(name), Some(Total::OfAll), "{name}");
        }
        for name in ["Tổng kinh phí thực hiện Kế hoạch", "Cộng đồng", "Tổng cục Thuế", "", "1"] {
            assert_eq!(total(name), None, "{name}");
        }
    }

    #[test]
    fn the_total_of_a_section_names_it_or_is_called_that() {
        let named = [
            "Cộng I (1+2)",
            "Tổng cộng mục I (1+2+3)",
            "Cộng\u{a0}I",
            "Cộng I",
            "CỘNG II:",
            "Tổng mục II",
            "Tổng cộng phần A",
            "Cộng mục 1.2",
            "Cộng A",
            "Total of section 3",
        ];
        for name in named.into_iter().chain(["Tiểu kết", "Subtotal", "sub-total:", "Co\u{323}\u{302}ng III"]) {
            assert_eq!(total(name), Some(Total::OfSection), "{name}");
        }
        let items = ["Cống I", "Cổng I", "Tổng cục II", "Cộng 2", "Cộng 2 điểm", "Tổng đài 1022", "Tổng công ty I", "Cộng tác viên A"];
        for name in items.into_iter().chain(["Cộng Hòa", "Tổng mục lục", "Tiểu khu I", "Subtotals are left out", "Cộng mục", "Tổ I"])
        {
            assert_eq!(total(name), None, "{name}");
        }
    }
}
