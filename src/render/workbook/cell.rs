//! A cell of a spreadsheet: a value that both Excel and LibreOffice keep as it
//! is, else text.
//!
//! Their numbers are binary floats, so a number of more than fifteen digits is
//! text, digit by digit. Their days begin in 1900, and those before March are
//! counted differently, so earlier dates are text, as are times finer than a
//! millisecond. Line ends inside a cell are line feeds.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};

use crate::model::format_limits::sheet_lacks;
use crate::model::schema::FieldType;
use crate::model::value::Value;
use crate::render::tables::typed_rows::Cell;

/// The day that spreadsheets count from.
pub(in crate::render) const EPOCH: Date = Date::constant(1899, 12, 30);

/// What a cell shows.
#[derive(Debug, PartialEq)]
pub(in crate::render) enum Shown<'a> {
    /// Nothing.
    Empty,
    /// A text.
    Text(Cow<'a, str>),
    /// A number with its digits, and how many of them stand behind the point.
    Number(String, u32),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A day and time.
    Moment(DateTime),
    /// A time of day.
    Time(Time),
}

/// What a cell of a table shows.
pub(in crate::render) fn shown<'a>(cell: &Cell<'a>) -> Shown<'a> {
    let is_held = sheet_lacks(&cell.field.kind, &cell.value).is_none();
    match &cell.value {
        Value::Missing => Shown::Empty,
        Value::Number(number) if is_held => Shown::Number(number.to_string(), number.scale()),
        Value::Number(number) => Shown::Text(number.to_string().into()),
        Value::Boolean(value) => Shown::Boolean(*value),
        Value::Date(date) if is_held => Shown::Date(*date),
        Value::Date(date) => Shown::Text(date.to_string().into()),
        Value::DateTime(moment) if is_held => Shown::Moment(*moment),
        Value::DateTime(moment) => Shown::Text(moment.to_string().into()),
        Value::Time(time) if is_held => Shown::Time(*time),
        Value::Time(time) => Shown::Text(time.to_string().into()),
        Value::Period(year) if is_held && matches!(cell.field.kind, FieldType::Year) => Shown::Number(year.clone().into_owned(), 0),
        _ if cell.text.is_empty() => Shown::Empty,
        _ if cell.text.contains('\r') => Shown::Text(cell.text.replace("\r\n", "\n").replace('\r', "\n").into()),
        _ => Shown::Text(Cow::Borrowed(cell.text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cell::read_as;
    use crate::model::schema::{Field, NumberFormat, StringFormat, TimeFormat};

    fn of(kind: FieldType, text: &str) -> String {
        let value = read_as(&kind, text).unwrap();
        format!("{:?}", shown(&Cell { field: &Field::new("x", kind), text, value }))
    }

    #[test]
    fn what_a_spreadsheet_would_change_is_text() {
        let number = || FieldType::Number(NumberFormat::default());
        assert_eq!(of(number(), "1234567890.12345"), "Number(\"1234567890.12345\", 5)");
        assert_eq!(of(number(), "1234567890.123456"), "Text(\"1234567890.123456\")");
        assert_eq!(of(FieldType::Date(TimeFormat::Default), "1900-03-01"), "Date(1900-03-01)");
        assert_eq!(of(FieldType::Date(TimeFormat::Default), "1900-02-28"), "Text(\"1900-02-28\")");
        assert_eq!(of(FieldType::DateTime(TimeFormat::Default), "1890-01-01T00:00:00"), "Text(\"1890-01-01T00:00:00\")");
        assert_eq!(of(FieldType::String(StringFormat::Default), "007"), "Text(\"007\")");
        assert_eq!(of(FieldType::String(StringFormat::Default), "a\r\nb\rc"), "Text(\"a\\nb\\nc\")");
        assert_eq!((of(FieldType::Year, "2024"), of(FieldType::Year, "-0044")), ("Number(\"2024\", 0)".into(), "Text(\"-0044\")".into()));
    }
}
