//! Measure: what room the values of a table's columns take, for formats whose
//! columns have one type each.
//!
//! A column of numbers is an exact decimal in CSV; Parquet has to be told how
//! many digits stand before and after the point, and SQLite keeps only fifteen.
//! Reads the columns that need it once more, and holds a few numbers for each.
//! Knows nothing of any format.

use std::io;

use super::typed_rows::TypedRows;
use crate::model::dataset::Resource;
use crate::model::schema::FieldType;
use crate::model::value::{Decimal, Value};
use crate::route::Context;

/// What the values of one column need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Need {
    /// Digits before the decimal point, of the number that has most.
    pub(super) whole: u32,
    /// Digits after it, of the number that has most.
    pub(super) scale: u32,
    /// Significant digits, zeros at the end left out, of the number that has most.
    pub(super) digits: u32,
    /// Whether a value is beyond the plain form of its type: `NaN` and `INF`,
    /// moments with an offset, times finer than a microsecond, years that are
    /// no four digits.
    pub(super) odd: bool,
}

/// The most digits that a binary float of 64 bits gives back as they were.
pub(super) const EXACT_DIGITS: u32 = 15;

/// What every column of a table needs, in the order of the file.
pub(super) fn measure<'a>(context: &Context<'a>, resource: &'a Resource) -> io::Result<Vec<Need>> {
    let rows = TypedRows::open(context, resource)?;
    let mut needs = vec![Need::default(); rows.columns().len()];
    let varies = |(column, field): (usize, &crate::model::schema::Field)| is_measured(&field.kind).then_some(column);
    let columns: Vec<usize> = rows.columns().iter().enumerate().filter_map(varies).collect();
    if columns.is_empty() {
        return Ok(needs);
    }
    rows.each(|row| {
        for &column in &columns {
            needs[column].take(&row.cell(column)?.value);
        }
        Ok(())
    })?;
    Ok(needs)
}

fn is_measured(kind: &FieldType) -> bool {
    use FieldType::{DateTime, Integer, Number, Time, Year};
    matches!(kind, Number(_) | Integer(_) | DateTime(_) | Time(_) | Year)
}

impl Need {
    /// Takes a value into account.
    fn take(&mut self, value: &Value<'_>) {
        match value {
            Value::Number(number) => self.number(number),
            Value::Period(year) => self.odd |= plain_year(year).is_none(),
            Value::DateTime(moment) => self.odd |= moment.subsec_nanosecond() % 1_000 != 0,
            Value::Time(time) => self.odd |= time.subsec_nanosecond() % 1_000 != 0,
            Value::Text(_) | Value::NotFinite(_) => self.odd = true,
            Value::Missing | Value::Boolean(_) | Value::Date(_) | Value::Json(_) | Value::List(_) => {}
        }
    }

    fn number(&mut self, number: &Decimal) {
        let all = number.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
        self.whole = self.whole.max(all.saturating_sub(number.scale()));
        self.scale = self.scale.max(number.scale());
        if all > self.digits {
            self.digits = self.digits.max(significant(number));
        }
    }
}

/// Digits of a number without the zeros before and behind.
pub(super) fn significant(number: &Decimal) -> u32 {
    let mut mantissa = number.mantissa().unsigned_abs();
    while mantissa != 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    mantissa.checked_ilog10().map_or(1, |log| log + 1)
}

/// The number of a year of four digits, the only years that are numbers
/// wherever years are.
pub(super) fn plain_year(text: &str) -> Option<i32> {
    let is_plain = text.len() == 4 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(texts: &[&str]) -> Need {
        let mut need = Need::default();
        for text in texts {
            need.take(&Value::Number(Decimal::from_str_exact(text).unwrap()));
        }
        need
    }

    #[test]
    fn a_column_needs_the_most_digits_of_any_of_its_numbers() {
        assert_eq!(need(&["0"]), Need { whole: 1, scale: 0, digits: 1, odd: false });
        assert_eq!(need(&["-12.50", "0.003", "1000000"]), Need { whole: 7, scale: 3, digits: 3, odd: false });
        assert_eq!(need(&["12345678901234567890.12345678"]).digits, 28);
    }

    #[test]
    fn only_years_of_four_digits_are_numbers() {
        assert_eq!(["2024", "0987", "-0044", "12024", "2024-02"].map(plain_year), [Some(2024), None, None, None, None]);
    }
}
