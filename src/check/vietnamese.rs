//! Vietnamese forms of numbers and days: `1.234,5` and `31/12/2025`, which a
//! table reads otherwise than the one who wrote them.
//!
//! Gives what a column's texts look like; whether that is worth a word is said
//! by those who know the column.

use jiff::civil::Date;

/// Whether a point in the text may well stand between thousands: `500.000`,
/// `1.234.567`, but not `0.125` or `12.5`.
pub fn is_grouped(text: &str) -> bool {
    let mut parts = text.strip_prefix('-').unwrap_or(text).split('.');
    let first = parts.next().unwrap_or_default();
    let mut groups = parts.peekable();
    groups.peek().is_some() && is_head(first) && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// The first digits of a grouped number.
fn is_head(text: &str) -> bool {
    (1..=3).contains(&text.len()) && is_digits(text) && !text.starts_with('0')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a number in Vietnamese form.
pub fn is_number(text: &str) -> bool {
    let (whole, fraction) = text.split_once(',').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_whole = is_grouped(whole) || (is_digits(digits) && (digits == "0" || !digits.starts_with('0')));
    is_whole && fraction.is_none_or(is_digits)
}

/// The plain digits of a number in Vietnamese form (`1.234,5` is `1234.5`);
/// `None` when the text is no such number.
pub fn number(text: &str) -> Option<String> {
    is_number(text).then(|| text.replace('.', "").replace(',', "."))
}

/// The day of a text such as `31/12/2025` or `1-6-2025`.
pub fn day(text: &str) -> Option<Date> {
    let mut parts = text.split(['/', '-', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_one = day.len() <= 2 && month.len() <= 2 && year.len() == 4 && parts.next().is_none();
    if !is_one || ![day, month, year].into_iter().all(is_digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_before_three_digits_may_stand_between_thousands() {
        for text in ["1.234", "500.000", "-12.500", "1.234.567"] {
            assert!(is_grouped(text), "{text}");
        }
        for text in ["1234", "0.125", "12.5", "1.2345", "1234.567", "1.23.456", ".500", "01.234", "1.", "a.000", ""] {
            assert!(!is_grouped(text), "{text}");
        }
    }

    #[test]
    fn vietnamese_numbers_and_days_are_read() {
        for (text, plain) in [("1.234,5", "1234.5"), ("12,5", "12.5"), ("-0,75", "-0.75"), ("90", "90"), ("1.234.567", "1234567")] {
            assert_eq!(number(text).as_deref(), Some(plain), "{text}");
        }
        for text in ["01,5", "1,2,3", "1,", ",5", "a", "12.5", "", "01.002"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(day("31/12/2025"), Date::new(2025, 12, 31).ok());
        assert_eq!(day("1-6-2025"), Date::new(2025, 6, 1).ok());
        for text in ["31/02/2025", "12/2025", "2025/12/31", "1/1/25", "1/1/2025/1", "a/b/2025"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
