//! What spoils many cells at once and is told once, with its count:
//! encodings, and numbers that are none.

use std::collections::BTreeMap;

use super::columns::letter;
use super::excerpt::excerpt;
use crate::diag::code::{LEADING_ZEROS, NO_TRANSLATION, NOT_UTF8, SHORTENED};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::load::garbled::Kinds;
use crate::model::lang::Lang;
use crate::model::schema::Schema;

/// How many cells an encoding has spoilt, and the first of each kind; by
/// column, how many numbers begin as no number does, and the first of them.
#[derive(Default)]
pub struct Spoilt {
    garbled: Kinds,
    not_utf8: (u64, Option<Spot>),
    zeros: BTreeMap<usize, (u64, Spot, String)>,
    shortened: BTreeMap<usize, (u64, Spot, String)>,
    untranslated: BTreeMap<usize, (u64, Spot, Lang)>,
}

/// Whether the digits of a number say more than how many there are: those of a
/// province (`01`), of a telephone (`0912…`, `+8424…`). Every number comes here.
fn is_code(text: &str) -> bool {
    const SHORTEST_TELEPHONE: usize = 10;
    let is_digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    match text.as_bytes() {
        [b'0', rest @ ..] => !rest.is_empty() && is_digits(rest),
        [b'+', rest @ ..] => rest.len() >= SHORTEST_TELEPHONE && is_digits(rest),
        _ => false,
    }
}

/// Whether a spreadsheet has written a number in its short form, which leaves
/// out digits: `1.2E+11`, in a Vietnamese Excel `1,2E+11`. Programs that keep
/// them all write other forms. Every cell comes here.
pub fn is_shortened(text: &str) -> bool {
    let bytes = text.as_bytes();
    let bytes = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let is_digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    match bytes {
        [b'0'..=b'9', b'E', b'+', power @ ..] => power.len() > 1 && is_digits(power),
        [b'0'..=b'9', b'.' | b',', rest @ ..] => {
            let Some(at) = rest.iter().position(|byte| !byte.is_ascii_digit()) else { return false };
            at > 0 && matches!(&rest[at..], [b'E', b'+', power @ ..] if power.len() > 1 && is_digits(power))
        }
        _ => false,
    }
}

impl Spoilt {
    /// Looks at a text; `told` is the finding at its place.
    pub fn note(&mut self, text: &str, told: impl FnOnce() -> Diagnostic) {
        self.garbled.note(text, |how| told().variant(how.name()));
    }

    /// Looks at a number of a column.
    pub fn number(&mut self, column: usize, text: &str, spot: impl FnOnce() -> Spot) {
        if is_code(text) {
            self.zeros.entry(column).or_insert_with(|| (0, spot(), excerpt(text))).0 += 1;
        }
    }

    /// Looks at a sound cell of a column.
    pub fn cell(&mut self, column: usize, text: &str, spot: impl FnOnce() -> Spot) {
        if is_shortened(text) {
            self.shortened.entry(column).or_insert_with(|| (0, spot(), excerpt(text))).0 += 1;
        }
    }

    /// An empty cell of a column that translates another into a language.
    pub fn untranslated(&mut self, column: usize, lang: Lang, spot: impl FnOnce() -> Spot) {
        self.untranslated.entry(column).or_insert_with(|| (0, spot(), lang)).0 += 1;
    }

    /// A cell that is not UTF-8.
    pub fn not_utf8(&mut self, spot: Spot) {
        self.not_utf8.0 += 1;
        self.not_utf8.1.get_or_insert(spot);
    }

    /// Tells each kind once, and each column of numbers of which `is_own` says
    /// that its author chose the type.
    pub fn tell(self, schema: &Schema, is_own: impl Fn(&str) -> bool, notes: &mut Notes) {
        for (column, (count, first, value)) in self.zeros.into_iter().filter(|(column, _)| is_own(&schema.fields[*column].name)) {
            let told = Diagnostic::new(&LEADING_ZEROS, first).arg("field", &schema.fields[column].name).arg("letter", letter(column));
            let plain = value.trim_start_matches(['+', '0']);
            let told = told.arg("plain", if plain.is_empty() { "0" } else { plain }).number("count", count);
            notes.push(told.arg("value", value));
        }
        for (column, (count, first, value)) in self.shortened {
            let told = Diagnostic::new(&SHORTENED, first).arg("field", &schema.fields[column].name).arg("letter", letter(column));
            notes.push(told.arg("value", value).number("count", count));
        }
        for (column, (count, first, lang)) in self.untranslated {
            let field = &schema.fields[column].name;
            let told = Diagnostic::new(&NO_TRANSLATION, first).arg("what", field).arg("field", field).arg("lang", lang);
            notes.push(told.arg("letter", letter(column)).number("count", count).variant("cell"));
        }
        self.garbled.tell(notes);
        let (count, first) = self.not_utf8;
        notes.extend(first.map(|first| Diagnostic::new(&NOT_UTF8, first).arg("found", "?").number("count", count).variant("cells")));
    }
}

#[cfg(test)]
mod tests {
    use super::{is_code, is_shortened};

    #[test]
    fn codes_are_known_by_how_they_begin() {
        assert!(["01", "001", "00", "0912345678", "+842438269000"].into_iter().all(is_code));
        assert!(!["0", "10", "0.5", "-01", "+5", "", "1e5", "0x1", "+84.24"].into_iter().any(is_code));
    }

    #[test]
    fn only_the_short_form_of_a_spreadsheet_has_lost_digits() {
        assert!(["1.2E+11", "1,2E+11", "-8.49123E+10", "1E+05", "9.99999E+307"].into_iter().all(is_shortened));
        assert!(
            !["1.2e+11", "1.2E11", "1.2E+1", "12E+11", "1.E+11", "E+11", "1.2E+11kg", "1.2", "", "-", "A1E+05"]
                .into_iter()
                .any(is_shortened)
        );
    }
}
