//! CSV for Excel: the same rows for whoever double-clicks the file.
//!
//! A Vietnamese Excel wants a BOM to see UTF-8, semicolons between cells and a
//! decimal comma. Dates stay ISO 8601, which every Excel reads as a date. A
//! text that a spreadsheet would run as a formula gets an apostrophe in front,
//! the practice that OWASP recommends; numbers never do, so that negative ones
//! stay numbers. The way back is exact: drop one apostrophe where apostrophes
//! stand before `=`, `+`, `-`, `@`, tab or CR. Whoever computes takes the CSV.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::facts::subject::{of_dataset, resource};
use super::tables::typed_rows::{Cell, TypedRows};
use crate::model::value::Value;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<table>.excel.csv`
pub(super) struct ExcelCsv;

impl Format for ExcelCsv {
    fn name(&self) -> &'static str {
        "excel.csv"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn scope(&self) -> Scope {
        Scope::Resource
    }

    fn file_name(&self) -> &'static str {
        "excel.csv"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let rows = TypedRows::open(context, resource(context, subject))?;
        out.write_all(b"\xef\xbb\xbf")?;
        let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(out);
        let header: Vec<String> = rows.columns().iter().map(|field| harmless(&field.name).into_owned()).collect();
        writer.write_record(&header).map_err(io::Error::from)?;
        rows.each(|row| {
            for cell in row.cells() {
                writer.write_field(for_excel(&cell?).as_bytes())?;
            }
            Ok(writer.write_record(None::<&[u8]>)?)
        })?;
        writer.flush()?;
        Ok(())
    }
}

fn for_excel<'a>(cell: &Cell<'a>) -> Cow<'a, str> {
    match &cell.value {
        Value::Missing => Cow::Borrowed(""),
        Value::Number(number) => Cow::Owned(number.to_string().replace('.', ",")),
        Value::Boolean(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Value::Date(date) => Cow::Owned(date.to_string()),
        Value::Time(time) => Cow::Owned(time.to_string()),
        Value::DateTime(moment) => Cow::Owned(moment.to_string()),
        Value::NotFinite(_) | Value::Text(_) | Value::Period(_) | Value::Json(_) | Value::List(_) => harmless(cell.text),
    }
}

/// The text with an apostrophe in front if a spreadsheet would run it. A sign
/// alone (`=`, `>=`, `-`) is no formula and stays as it is.
fn harmless(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    let runs = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if runs && bare.chars().any(char::is_alphanumeric) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{Field, FieldType, NumberFormat, StringFormat, TimeFormat};

    fn excel(kind: FieldType, text: &str) -> String {
        let value = if text.is_empty() { Value::Missing } else { crate::model::cell::read_as(&kind, text).unwrap() };
        let field = Field::new("x", kind);
        for_excel(&Cell { field: &field, text, value }).into_owned()
    }

    #[test]
    fn numbers_have_a_decimal_comma_and_negative_ones_stay_numbers() {
        let number = || FieldType::Number(NumberFormat::default());
        assert_eq!(excel(number(), "-1234.50"), "-1234,50");
        assert_eq!(excel(number(), "+2"), "2");
        assert_eq!(excel(number(), "1e3"), "1000");
        assert_eq!(excel(number(), ""), "");
        let vi = NumberFormat { decimal_char: ',', group_char: Some('.'), bare: false };
        assert_eq!(excel(FieldType::Number(vi), "92.970.000,5 đ"), "92970000,5");
        assert_eq!(excel(FieldType::Integer(NumberFormat::default()), "-12"), "-12");
    }

    #[test]
    fn dates_are_iso_whatever_the_source_writes() {
        assert_eq!(excel(FieldType::Date(TimeFormat::Any), "31/12/2024"), "2024-12-31");
        assert_eq!(excel(FieldType::boolean(), "1"), "true");
    }

    #[test]
    fn no_text_becomes_a_formula_and_signs_alone_stay() {
        let text = || FieldType::String(StringFormat::Default);
        assert_eq!(excel(text(), "=1+1"), "'=1+1");
        assert_eq!(excel(text(), "- Thực hiện"), "'- Thực hiện");
        assert_eq!(excel(text(), "@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(excel(text(), "\t=1"), "'\t=1");
        assert_eq!(excel(text(), "'=1"), "''=1");
        assert_eq!(excel(text(), "'quoted'"), "'quoted'");
        for sign in ["=", ">=", "-", "a=b"] {
            assert_eq!(excel(text(), sign), sign);
        }
    }
}
