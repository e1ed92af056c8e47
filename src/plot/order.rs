//! The order of names and rows.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

use crate::model::block::Sort;
use crate::model::value::Value;

/// How two cells of a column stand to each other; what is missing comes last
/// either way.
pub(super) fn compare(sort: &Sort, one: &Value<'_>, other: &Value<'_>) -> Ordering {
    match (one.is_missing(), other.is_missing()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let order = match (one, other) {
        (Value::Text(one), Value::Text(other)) => letters(one).cmp(&letters(other)),
        _ => one.order(other).unwrap_or(Ordering::Equal),
    };
    if sort.descending { order.reverse() } else { order }
}

/// A text as dictionaries order it: base letters before marks, `đ` behind `d`.
fn letters(text: &str) -> (String, String) {
    let folded: String = text.to_lowercase().chars().map(|letter| if letter == 'đ' { 'd' } else { letter }).collect();
    let base = folded.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter)).collect();
    (base, text.nfd().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_ordered_by_letters_then_marks_and_what_is_missing_is_last() {
        let mut cells = [Value::Missing, Value::Text("Đồng Nai".into()), Value::Text("Huế".into()), Value::Text("Dak".into())];
        let sort = |descending| Sort { column: String::new(), descending };
        cells.sort_by(|a, b| compare(&sort(false), a, b));
        assert_eq!(cells.each_ref().map(|cell| cell.as_text().unwrap_or("-")), ["Dak", "Đồng Nai", "Huế", "-"]);
        cells.sort_by(|a, b| compare(&sort(true), a, b));
        assert_eq!(cells.each_ref().map(|cell| cell.as_text().unwrap_or("-")), ["Huế", "Đồng Nai", "Dak", "-"]);
    }
}
