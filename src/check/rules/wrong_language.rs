//! C0602: columns per language that do not hold their language: the Vietnamese
//! text copied into the column of a translation, or the two columns exchanged.
//!
//! Vietnamese is known by letters that no other language writes. A name in an
//! English text has them too, so that single words prove nothing.

use super::Rows;
use crate::check::columns::letter;
use crate::diag::code::NO_TRANSLATION;
use crate::diag::{Diagnostic, Notes};
use crate::model::profile::translation;

/// Names of fewer words are often the same in every language.
const FEWEST_WORDS: usize = 5;

/// Holds every column of a translation against that of the default language.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let languages = &rows.portal.languages;
    if languages.default().as_str() != "vi" {
        return;
    }
    for (column, field) in rows.resource.schema.fields.iter().enumerate() {
        let Some((base, lang)) = translation(&field.name, languages).filter(|(_, lang)| *lang != languages.default()) else { continue };
        let original = format!("{base}_{}", languages.default());
        let both = (0..rows.len()).map(|row| (row, rows.text(row, &original), rows.text(row, &field.name)));
        let both = both.filter(|(_, original, other)| !original.is_empty() && !other.is_empty());
        let count = both.clone().count();
        let is_copied = |(_, original, other): &(usize, &str, &str)| {
            original == other && is_vietnamese(original) && original.split_whitespace().count() >= FEWEST_WORDS
        };
        let exchanged = both.clone().filter(|(_, original, other)| original.is_ascii() && is_vietnamese(other));
        let (exchanged, copied): (Vec<_>, Vec<_>) = (exchanged.collect(), both.filter(is_copied).collect());
        let is_exchanged = exchanged.len() * 2 > count;
        let Some((row, ..)) = (if is_exchanged { exchanged.first() } else { copied.first() }) else { continue };
        let told = Diagnostic::new(&NO_TRANSLATION, rows.spot(*row, &field.name)).arg("field", &field.name).arg("original", original);
        let told = told.arg("what", &field.name).arg("lang", lang).arg("letter", letter(column));
        notes.push(match is_exchanged {
            true => told.number("count", exchanged.len()).variant("exchanged"),
            false => told.number("count", copied.len()).variant("copied"),
        });
    }
}

/// Whether a text has letters that only Vietnamese has.
fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}'))
}
