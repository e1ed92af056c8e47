//! Values: what a CSV cell holds once its column's type is known.
//!
//! Numbers stay exact decimals from cell to file. Dates are calendar dates
//! without a time zone.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::civil::{Date, DateTime, Time};
pub use rust_decimal::Decimal;

/// A typed cell. Borrows from the record where it can.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// The cell is one of the column's missing values.
    Missing,
    /// `string`, `any`, and types whose canonical form is their text.
    Text(Cow<'a, str>),
    /// `number` and `integer`: exact.
    Number(Decimal),
    /// `number` written `NaN`, `INF` or `-INF`, which Table Schema allows.
    NotFinite(&'static str),
    /// `boolean`.
    Boolean(bool),
    /// `date`.
    Date(Date),
    /// `datetime`; with an offset it keeps its text in `Text` instead.
    DateTime(DateTime),
    /// `time`.
    Time(Time),
    /// `year` (`2024`) and `yearmonth` (`2024-02`), as written.
    Period(Cow<'a, str>),
    /// `object`, `array`, `geojson`, and `geopoint` given as one of those.
    Json(serde_json::Value),
    /// `list`: the items, each of the list's item type.
    List(Vec<Value<'a>>),
}

impl Value<'_> {
    /// Whether the cell is missing.
    pub fn is_missing(&self) -> bool {
        matches!(self, Value::Missing)
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Text(text) => Value::Text(text.into_owned().into()),
            Value::Period(text) => Value::Period(text.into_owned().into()),
            Value::List(items) => Value::List(items.into_iter().map(Value::into_owned).collect()),
            Value::Missing => Value::Missing,
            Value::Number(number) => Value::Number(number),
            Value::NotFinite(name) => Value::NotFinite(name),
            Value::Boolean(value) => Value::Boolean(value),
            Value::Date(date) => Value::Date(date),
            Value::DateTime(moment) => Value::DateTime(moment),
            Value::Time(time) => Value::Time(time),
            Value::Json(json) => Value::Json(json),
        }
    }

    /// The text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Period(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a number value.
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// How two values of one column compare; `None` across types.
    pub fn order(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
            (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
            (Value::DateTime(a), Value::DateTime(b)) => Some(a.cmp(b)),
            (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
            (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(b)),
            (Value::Text(a) | Value::Period(a), Value::Text(b) | Value::Period(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

/// A date that may leave out its day or its month: `2024-02-29`, `2024-02`, `2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// Year.
    pub year: i16,
    /// Month, from 1.
    pub month: Option<i8>,
    /// Day of the month, from 1.
    pub day: Option<i8>,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` when it is no date.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str, length: usize| (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then_some(());
        let parts: Vec<&str> = text.split('-').collect();
        let year: i16 = parts.first().and_then(|part| digits(part, 4).and_then(|()| part.parse().ok()))?;
        let number = |index: usize| -> Option<Option<i8>> {
            match parts.get(index) {
                None => Some(None),
                Some(part) => digits(part, 2).and_then(|()| part.parse().ok()).map(Some),
            }
        };
        let (month, day) = (number(1)?, number(2)?);
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok().filter(|_| parts.len() <= 3)?;
        Some(Self { year, month, day })
    }

    /// The full date, when it is one.
    pub fn full(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}
