//! Rows as JSON objects: what the formats `json` and `ndjson` share, and databases
//! for their lists.
//!
//! Properties stand in the order of the columns. An empty cell is `null`, a
//! list an array, a date its ISO text. A number is written digit by digit from
//! its exact decimal, never through binary floating point; `NaN` and `INF`,
//! which JSON lacks, are texts. Cells that hold JSON are passed on as they are.

use std::io::{self, Write};

use super::typed_rows::TypedRow;
use crate::model::value::Value;

/// Writes a row as one object on one line, without its line end.
pub(in crate::render) fn object(row: &TypedRow<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut separator = "{";
    for cell in row.cells() {
        let cell = cell?;
        out.write_all(separator.as_bytes())?;
        separator = ",";
        string(&cell.field.name, out)?;
        out.write_all(b":")?;
        value(&cell.value, cell.text, out)?;
    }
    out.write_all(b"}")
}

/// A cell's value as JSON.
pub(in crate::render) fn text(cell: &Value<'_>, text: &str) -> String {
    let mut out = Vec::new();
    value(cell, text, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("JSON is text")
}

fn value(value: &Value<'_>, text: &str, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Value::Missing => out.write_all(b"null"),
        Value::Number(number) => write!(out, "{number}"),
        Value::Boolean(value) => write!(out, "{value}"),
        Value::Date(date) => write!(out, "\"{date}\""),
        Value::DateTime(moment) => write!(out, "\"{moment}\""),
        Value::Time(time) => write!(out, "\"{time}\""),
        Value::NotFinite(name) => string(name, out),
        Value::Text(text) | Value::Period(text) => string(text, out),
        // Line ends can only stand between JSON's tokens, where a space does as well.
        Value::Json(_) => out.write_all(text.trim().replace(['\n', '\r'], " ").as_bytes()),
        Value::List(items) => list(items, text, out),
    }
}

fn list(items: &[Value<'_>], text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        match item {
            Value::Json(json) => write!(out, "{json}")?,
            item => value(item, text, out)?,
        }
    }
    out.write_all(b"]")
}

fn string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, text)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cell::read_as;
    use crate::model::schema::{FieldType, GeoPointFormat, NumberFormat, StringFormat, TimeFormat};

    fn json(kind: &FieldType, text: &str) -> String {
        let mut out = Vec::new();
        value(&read_as(kind, text).unwrap(), text, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        serde_json::from_str::<serde_json::Value>(&written).expect("valid JSON");
        written
    }

    #[test]
    fn every_value_is_valid_json_and_numbers_are_exact() {
        let number = FieldType::Number(NumberFormat::default());
        assert_eq!(json(&number, "12345678901234567890.12345678"), "12345678901234567890.12345678");
        assert_eq!(json(&number, "1.50"), "1.50");
        assert_eq!(json(&number, ".5"), "0.5");
        assert_eq!(json(&number, "-INF"), "\"-INF\"");
        assert_eq!(json(&FieldType::Integer(NumberFormat::default()), "007"), "7");
        assert_eq!(json(&FieldType::String(StringFormat::Default), "a\"\n\u{1}đ"), "\"a\\\"\\n\\u0001đ\"");
        assert_eq!(json(&FieldType::semicolon_list(), "a; b"), "[\"a\",\"b\"]");
        let numbers = FieldType::List { delimiter: ",".into(), item: Box::new(number) };
        assert_eq!(json(&numbers, "1,2.50"), "[1,2.50]");
        assert_eq!(json(&FieldType::Date(TimeFormat::Any), "31/12/2024"), "\"2024-12-31\"");
        assert_eq!(json(&FieldType::Year, "2024"), "\"2024\"");
        assert_eq!(json(&FieldType::boolean(), "0"), "false");
        assert_eq!(json(&FieldType::Object, "{\"a\":\n1.10000000000000000001}\n"), "{\"a\": 1.10000000000000000001}");
        assert_eq!(json(&FieldType::GeoPoint(GeoPointFormat::Default), "106.6, 10.7"), "\"106.6, 10.7\"");
    }
}
