//! What only a spreadsheet means: the errors that stand in a cell when its
//! formula failed, and the numbers that it keeps days as.
//!
//! A table saved as CSV has them as text. Errors are never data, in no column;
//! whether a number is meant as a day, the column has to tell.

use jiff::Span;
use jiff::civil::Date;

/// The errors of Excel, LibreOffice and Google Sheets, and the word of the
/// wording that says why a cell shows them.
const ERRORS: [(&str, &str); 16] = [
    ("#REF!", "sheet-ref"),
    ("#N/A", "sheet-na"),
    ("#VALUE!", "sheet-value"),
    ("#NAME?", "sheet-name"),
    ("#DIV/0!", "sheet-div"),
    ("#NUM!", "sheet-num"),
    ("#NULL!", "sheet-null"),
    ("#SPILL!", "sheet-spill"),
    ("#CALC!", "sheet-other"),
    ("#FIELD!", "sheet-other"),
    ("#BLOCKED!", "sheet-other"),
    ("#CONNECT!", "sheet-other"),
    ("#EXTERNAL!", "sheet-other"),
    ("#UNKNOWN!", "sheet-other"),
    ("#GETTING_DATA", "sheet-other"),
    ("#ERROR!", "sheet-other"),
];

/// Why a spreadsheet shows this in place of a value: a word of the wording;
/// `None` when it is no such error.
pub fn error(text: &str) -> Option<&'static str> {
    // Every cell of every table comes here.
    if !matches!(text.trim_start().as_bytes().first(), Some(b'#' | b'E')) {
        return None;
    }
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('#') {
        let is_narrow = rest.len() >= 3 && rest.bytes().all(|byte| byte == b'#');
        let known = ERRORS.iter().find(|(error, _)| error.eq_ignore_ascii_case(text)).map(|(_, why)| *why);
        return if is_narrow { Some("sheet-narrow") } else { known };
    }
    // LibreOffice: `Err:502`.
    let number = text.strip_prefix("Err:")?;
    (number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some("sheet-other")
}

/// The day that a spreadsheet keeps as this number: `46022` is `2025-12-31`. Only
/// days of this century and the one before are taken for one.
pub fn day(text: &str) -> Option<Date> {
    const DIGITS: usize = 5;
    let number: i64 = if text.len() == DIGITS { text.parse().ok()? } else { return None };
    let day = Date::constant(1899, 12, 30).checked_add(Span::new().days(number)).ok()?;
    (1945..=2100).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::{day, error};

    #[test]
    fn days_are_counted_as_a_spreadsheet_counts_them() {
        for (text, expected) in [("46022", "2025-12-31"), ("45658", "2025-01-01"), ("36526", "2000-01-01")] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some(expected));
        }
        assert!(["2025", "10000", "99999", "4602a", "-4602", "460225"].into_iter().all(|text| day(text).is_none()));
    }

    #[test]
    fn errors_of_a_spreadsheet_are_known_and_other_texts_are_not() {
        for text in ["#REF!", "#N/A", " #n/a ", "#NAME?", "#DIV/0!", "####", "##########", "Err:502"] {
            assert!(error(text).is_some(), "{text}");
        }
        for text in ["", "#", "##", "#1", "# Mục", "#hashtag", "N/A", "Err:", "Err:50", "Error", "#REF! ở đây"] {
            assert!(error(text).is_none(), "{text}");
        }
    }
}
