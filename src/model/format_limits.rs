//! Limits of formats: what those other than CSV hold of a value as it is.
//!
//! Spreadsheets keep binary floats and count days from 1900; a column of
//! Parquet or SQLite has one type for all its values. What they cannot hold is
//! decided here, for the formats that write it and for the check that tells
//! it, so that both say the same. Knows nothing of any format's bytes.

use jiff::civil::{Date, Time};

use super::schema::FieldType;
use super::value::{Decimal, Value};

/// The most digits that a binary float of 64 bits gives back as they were.
pub const EXACT_DIGITS: u32 = 15;

/// The first number with more digits than that.
const FIRST_INEXACT: u128 = 1_000_000_000_000_000;

/// The first day that all spreadsheets count alike.
const FIRST_DAY: Date = Date::constant(1900, 3, 1);

/// The longest text of a cell of XLSX, in units of UTF-16.
pub const LONGEST_TEXT: usize = 32_767;

/// Columns of a sheet in Excel and LibreOffice.
pub const COLUMNS_OF_SHEET: usize = 16_384;

/// Columns of a table of SQLite: one with more is left out.
pub const COLUMNS_OF_DATABASE: usize = 2_000;

/// A head of a sheet with more units of UTF-16 is cut; Excel's tables take no
/// longer one.
pub const LONGEST_HEAD: usize = 240;

/// A sheet's name is cut behind so many units: Excel takes 31, and two are room
/// for the number of a name that stands twice.
const LONGEST_SHEET: usize = 29;

/// The most digits that a DECIMAL of Parquet has.
const MOST_DIGITS: u32 = 38;

/// The most digits of an integer of 64 bits, whatever they are.
const WHOLE_DIGITS: u32 = 18;

/// Why a cell of a spreadsheet is not the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A number of more digits than a binary float gives back: text.
    Digits,
    /// `NaN` and `INF`: text.
    Infinite,
    /// A day before 1 March 1900, which they count differently: text.
    Early,
    /// A moment with an offset from UTC: text.
    Offset,
    /// A time finer than a millisecond: text.
    Fine,
    /// A year that is no number of four digits: text.
    Year,
}

/// What a spreadsheet lacks for a value of a column of this type; `None` when it
/// holds the value as it is.
pub fn sheet_lacks(kind: &FieldType, value: &Value<'_>) -> Option<Lack> {
    let time = |time: Time| (time.subsec_nanosecond() % 1_000_000 != 0).then_some(Lack::Fine);
    let day = |day: Date| (day < FIRST_DAY).then_some(Lack::Early);
    match value {
        Value::Number(number) => (significant(number) > EXACT_DIGITS).then_some(Lack::Digits),
        Value::NotFinite(_) => Some(Lack::Infinite),
        Value::Date(date) => day(*date),
        Value::DateTime(moment) => day(moment.date()).or_else(|| time(moment.time())),
        Value::Time(moment) => time(*moment),
        Value::Text(_) => matches!(kind, FieldType::DateTime(_)).then_some(Lack::Offset),
        Value::Period(year) => (matches!(kind, FieldType::Year) && plain_year(year).is_none()).then_some(Lack::Year),
        Value::Missing | Value::Boolean(_) | Value::Json(_) | Value::List(_) => None,
    }
}

/// Whether a cell of XLSX holds only a part of the text.
pub fn is_long(text: &str) -> bool {
    text.len() > LONGEST_TEXT && text.encode_utf16().count() > LONGEST_TEXT
}

/// Whether XML 1.0 can hold the character.
pub fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The text, at most so many units of UTF-16 long.
pub fn cut(text: &str, most: usize) -> String {
    // No letter has more units than bytes.
    if text.len() <= most {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).collect()
}

/// A name that a sheet may have: at most 31 letters, none of `[]:*?/\`.
pub fn sheet_name(text: &str) -> String {
    let clean: String = text.chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c }).collect();
    cut(clean.trim().trim_matches('\''), LONGEST_SHEET)
}

/// What the values of one column need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Need {
    /// Digits before the decimal point, of the number that has most.
    pub whole: u32,
    /// Digits after it, of the number that has most.
    pub scale: u32,
    /// Significant digits, zeros at the end left out, of the number that has most.
    pub digits: u32,
    /// Whether a value is beyond the plain form of its type: `NaN` and `INF`,
    /// moments with an offset, times finer than a microsecond, years that are
    /// no four digits.
    pub odd: bool,
}

/// What becomes of a column in a format whose columns have one type each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// It has the type that it was declared with, or the nearest there is.
    Typed,
    /// Its numbers are binary floats, which lose nothing.
    Double,
    /// All its values are text.
    Text,
}

impl Need {
    /// Takes a value into account.
    pub fn take(&mut self, kind: &FieldType, value: &Value<'_>) {
        match value {
            Value::Number(number) => self.number(number),
            Value::Period(year) => self.odd |= matches!(kind, FieldType::Year) && plain_year(year).is_none(),
            Value::DateTime(moment) => self.odd |= moment.subsec_nanosecond() % 1_000 != 0,
            Value::Time(time) => self.odd |= time.subsec_nanosecond() % 1_000 != 0,
            Value::Text(_) => self.odd |= matches!(kind, FieldType::DateTime(_)),
            Value::NotFinite(_) => self.odd = true,
            Value::Missing | Value::Boolean(_) | Value::Date(_) | Value::Json(_) | Value::List(_) => {}
        }
    }

    fn number(&mut self, number: &Decimal) {
        let all = log10(number.mantissa().unsigned_abs());
        self.whole = self.whole.max(all.saturating_sub(number.scale()));
        self.scale = self.scale.max(number.scale());
        if all > self.digits {
            self.digits = self.digits.max(significant(number));
        }
    }

    /// What a column of this type becomes in Parquet.
    pub fn in_parquet(self, kind: &FieldType) -> Becomes {
        match kind {
            FieldType::Integer(_) if !self.odd && self.is_whole() => Becomes::Typed,
            FieldType::Number(_) | FieldType::Integer(_) if self.odd && self.digits <= EXACT_DIGITS => Becomes::Double,
            FieldType::Number(_) | FieldType::Integer(_) if self.odd || self.whole + self.scale > MOST_DIGITS => Becomes::Text,
            FieldType::DateTime(_) | FieldType::Time(_) | FieldType::Year if self.odd => Becomes::Text,
            _ => Becomes::Typed,
        }
    }

    /// What a column of this type becomes in SQLite, which has no dates.
    pub fn in_sqlite(self, kind: &FieldType) -> Becomes {
        match kind {
            FieldType::Year if self.odd => Becomes::Text,
            FieldType::Number(_) | FieldType::Integer(_) if self.scale == 0 && !self.odd && self.is_whole() => Becomes::Typed,
            FieldType::Number(_) | FieldType::Integer(_) if self.digits > EXACT_DIGITS => Becomes::Text,
            _ => Becomes::Typed,
        }
    }

    /// Whether every whole number of the column fits 64 bits.
    pub fn is_whole(self) -> bool {
        self.whole <= WHOLE_DIGITS
    }
}

/// How many digits a number has.
fn log10(number: u128) -> u32 {
    let log = match u64::try_from(number) {
        Ok(number) => number.checked_ilog10(),
        Err(_) => number.checked_ilog10(),
    };
    log.map_or(1, |log| log + 1)
}

/// Digits of a number without the zeros before and behind; those of a short
/// one are not counted exactly.
fn significant(number: &Decimal) -> u32 {
    let mut mantissa = number.mantissa().unsigned_abs();
    while mantissa >= FIRST_INEXACT && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    log10(mantissa)
}

/// The number of a year of four digits, the only years that are numbers
/// wherever years are.
pub fn plain_year(text: &str) -> Option<i32> {
    let is_plain = text.len() == 4 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::NumberFormat;

    fn need(texts: &[&str]) -> Need {
        let mut need = Need::default();
        for text in texts {
            need.take(&FieldType::Any, &Value::Number(Decimal::from_str_exact(text).unwrap()));
        }
        need
    }

    #[test]
    fn a_column_needs_the_most_digits_of_any_of_its_numbers() {
        assert_eq!(need(&["0"]), Need { whole: 1, scale: 0, digits: 1, odd: false });
        assert_eq!(need(&["-12.50", "0.003", "1000000"]), Need { whole: 7, scale: 3, digits: 7, odd: false });
        assert_eq!(need(&["12345678901234567890.12345678"]).digits, 28);
        assert_eq!(need(&["1234567890123450000000"]), Need { whole: 22, scale: 0, digits: 15, odd: false });
    }

    #[test]
    fn numbers_are_typed_while_every_digit_has_room_and_text_beyond() {
        use Becomes::{Double, Text, Typed};
        let number = FieldType::Number(NumberFormat::default());
        let integer = FieldType::Integer(NumberFormat::default());
        let of = |kind: &FieldType, whole, scale, digits, odd| {
            let need = Need { whole, scale, digits, odd };
            (need.in_parquet(kind), need.in_sqlite(kind))
        };
        assert_eq!(of(&integer, 18, 0, 18, false), (Typed, Typed));
        assert_eq!(of(&integer, 19, 0, 19, false), (Typed, Text));
        assert_eq!(of(&number, 3, 2, 5, false), (Typed, Typed));
        assert_eq!(of(&number, 28, 28, 28, false), (Text, Text));
        assert_eq!(of(&number, 3, 2, 5, true), (Double, Typed));
        assert_eq!(of(&number, 20, 2, 20, true), (Text, Text));
        assert_eq!(of(&FieldType::Year, 0, 0, 0, true), (Text, Text));
    }

    #[test]
    fn only_years_of_four_digits_are_numbers() {
        assert_eq!(["2024", "0987", "-0044", "12024", "2024-02"].map(plain_year), [Some(2024), None, None, None, None]);
    }

    #[test]
    fn sheets_have_names_that_spreadsheets_take() {
        assert_eq!(sheet_name("a/b[1]"), "a b 1");
        assert_eq!(sheet_name("ket-qua-thuc-hien-chuyen-doi-so-nam-2024"), "ket-qua-thuc-hien-chuyen-doi-");
        assert_eq!(cut("ab\u{1F600}c", 3), "ab");
    }
}
