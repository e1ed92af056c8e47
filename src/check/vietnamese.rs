//! Vietnamese forms of numbers and days: `1.234,5` and `31/12/2025`, which a
//! table reads otherwise than the one who wrote them.
//!
//! Gives what a column's texts look like; whether that is worth a word is said
//! by those who know the column.

use jiff::civil::Date;

use crate::model::value::Decimal;

/// Whether a point in the text may well stand between thousands: `500.000`,
/// `1.234.567`, but not `0.125` or `12.5`.
pub fn is_grouped(text: &str) -> bool {
    let mut parts = text.strip_prefix('-').unwrap_or(text).split('.');
    let first = parts.next().unwrap_or_default();
    let mut groups = parts.peekable();
    groups.peek().is_some() && is_head(first) && groups.all(|group| group.len() == 3 && is_digits(group))
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
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
    if !text.strip_prefix('-').unwrap_or(text).starts_with(is_digit) {
        return false;
    }
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
    // Every text of a table comes here, and few begin with a digit.
    if !text.starts_with(is_digit) {
        return None;
    }
    let mut parts = text.split(['/', '-', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_one = day.len() <= 2 && month.len() <= 2 && year.len() == 4 && parts.next().is_none();
    if !is_one || ![day, month, year].into_iter().all(is_digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day of a text in another form that can be no other day: `3/31/2025` with
/// the month first, `31/3/25`, `2025-03-31 00:00:00`.
pub fn foreign_day(text: &str) -> Option<Date> {
    if let Some((date, time)) = text.split_once([' ', 'T']) {
        return date.parse().ok().filter(|_| time.starts_with("00:00") || time.starts_with("0:00"));
    }
    let (first, rest) = text.split_once('/')?;
    let (second, year) = rest.split_once('/')?;
    if year.len() == 2 && is_digits(year) {
        return day(&format!("{first}/{second}/20{year}"));
    }
    day(&format!("{second}/{first}/{year}")).filter(|day| day.day() > 12)
}

/// The last day of the month of a day that no calendar has: `31/6/2025`.
pub fn last_of_month(text: &str) -> Option<Date> {
    let (number, month) = text.split_once(['/', '-', '.'])?;
    let is_day = number.parse().is_ok_and(|number: u8| (29..=31).contains(&number));
    is_day.then(|| day(&format!("1/{}", month.replace(['-', '.'], "/"))))?.map(Date::last_of_month)
}

/// The digits of an amount with its scale in words, or with commas between
/// thousands: `3 tỷ đồng`, `19,05 triệu`, `3,000,000`.
pub fn amount(text: &str) -> Option<String> {
    const SCALES: [(&str, u32); 5] = [("tỷ", 9), ("tỉ", 9), ("triệu", 6), ("nghìn", 3), ("ngàn", 3)];
    let is_grouped_otherwise = text.matches(',').count() > 1 && is_grouped(&text.replace('.', " ").replace(',', "."));
    if is_grouped_otherwise {
        return Some(text.replace(',', ""));
    }
    let text = text.trim().to_lowercase();
    let bare = text.trim_end_matches("đồng").trim_end_matches("vnđ").trim_end();
    let (digits, power) = SCALES.iter().find_map(|(word, power)| Some((bare.strip_suffix(word)?.trim_end(), *power)))?;
    let factor = Decimal::from(10_u64.pow(power));
    Decimal::from_str_exact(&number(digits)?).ok()?.checked_mul(factor).map(|amount| amount.normalize().to_string())
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

    #[test]
    fn days_and_amounts_in_other_forms_are_read_where_they_can_be_nothing_else() {
        for text in ["3/31/2025", "31/3/25", "2025-03-31 00:00:00"] {
            assert_eq!(foreign_day(text), Date::new(2025, 3, 31).ok(), "{text}");
        }
        for text in ["3/4/2025", "2025-03-31 08:30", "a/b/c", "31-Mar-25"] {
            assert_eq!(foreign_day(text), None, "{text}");
        }
        assert_eq!(last_of_month("31/6/2025"), Date::new(2025, 6, 30).ok());
        assert_eq!(last_of_month("32/6/2025"), None);
        for (text, plain) in
            [("3 tỷ đồng", "3000000000"), ("19,05 triệu", "19050000"), ("3,000,000", "3000000"), ("1.500 triệu đồng", "1500000000")]
        {
            assert_eq!(amount(text).as_deref(), Some(plain), "{text}");
        }
        for text in ["3,5", "3,000", "tỷ", "khoảng 3 tỷ", "1,00,000"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
