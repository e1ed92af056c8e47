//! Lexical forms: which types of CSVW all cells of a column are written as.
//!
//! A published CSV keeps the author's cells, and Table Schema reads more ways
//! of writing a value than CSVW does: `TRUE`, `1e3`, `1.234 đ`. So the table is
//! read once, and each column begins with what its own type would be and loses
//! what a cell does not fit. The same reading finds lines that the standard would
//! take for comments. Nothing is kept but that.

use std::io;

use serde_json::{Value, json};

use crate::model::dataset::Resource;
use crate::model::schema::{Field, FieldType, NumberFormat, Schema, StringFormat, TimeFormat};
use crate::render::tables::small_tables::rows;
use crate::route::Context;

/// The columns of a published table with the types that all their cells fit.
pub(super) struct Forms {
    columns: Vec<Column>,
    /// What could mark a comment, as far as no line begins with it.
    marks: Vec<&'static str>,
}

/// What marks a line as a comment where nobody says otherwise, and what else
/// could.
const COMMENTS: [&str; 4] = ["#", "//", ";;", "%%"];

struct Column {
    field: Field,
    /// Types that fit so far, the best first; text fits always.
    fitting: Vec<Form>,
}

/// A type of CSVW, and how its values are written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// Digits with a sign.
    Integer(Marks),
    /// Digits with a fraction.
    Decimal(Marks),
    /// Also `1e3`, `NaN`, `INF`.
    Double,
    /// `true`, `false`, `1`, `0`.
    Boolean,
    /// One word for true and one for false.
    Words(String, String),
    /// A day, by a pattern of the standard.
    Date(&'static str),
    DateTime,
    Time,
    Year,
    YearMonth,
    Duration,
    Json,
}

/// Decimal mark and mark between groups of digits.
type Marks = (char, Option<char>);

impl Forms {
    /// Reads the table once.
    pub(super) fn of(context: &Context<'_>, resource: &Resource) -> io::Result<Self> {
        let mut rows = rows(context, resource, 0)?;
        let schema = &resource.schema;
        let places = schema.places();
        let known = |name: &String| places.get(name.as_str()).map(|&place| schema.fields[place].clone());
        let plain = |name: &String| Field::new(name.clone(), FieldType::String(StringFormat::Default));
        let fields = rows.header().iter().map(|name| known(name).unwrap_or_else(|| plain(name)));
        let mut columns: Vec<Column> = fields.map(|field| Column { fitting: forms(item(&field.kind)), field }).collect();
        let mut marks = COMMENTS.to_vec();
        let mut see = |first: &str| {
            if first.as_bytes().first().is_some_and(u8::is_ascii_punctuation) {
                marks.retain(|mark| !first.starts_with(mark));
            }
        };
        see(columns.first().map_or("", |column| &column.field.name));
        while let Some(row) = rows.next()? {
            see(row.text(0).unwrap_or_default());
            for (index, column) in columns.iter_mut().enumerate().filter(|(_, column)| !column.fitting.is_empty()) {
                column.see(row.text(index).unwrap_or_default(), schema);
            }
        }
        Ok(Self { columns, marks })
    }

    /// What marks a comment, so that no row is taken for one; `None` where what
    /// the standard assumes does no harm.
    pub(super) fn comment(&self) -> Option<&'static str> {
        match self.marks.first() {
            Some(&"#") => None,
            // A line that begins with no visible letter is not to be expected.
            other => Some(other.copied().unwrap_or("\u{1}")),
        }
    }

    /// Every column with its `datatype`.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&Field, Value)> {
        self.columns.iter().map(|column| (&column.field, column.datatype()))
    }
}

impl Column {
    fn see(&mut self, text: &str, schema: &Schema) {
        let missing = self.field.details.missing_values.as_ref().unwrap_or(&schema.missing_values);
        if missing.iter().any(|value| value == text) || text.is_empty() {
            return;
        }
        match &self.field.kind {
            FieldType::List { delimiter, .. } => {
                text.split(delimiter.as_str()).for_each(|item| self.fitting.retain(|form| form.fits(item)));
            }
            _ => self.fitting.retain(|form| form.fits(text)),
        }
    }

    fn datatype(&self) -> Value {
        let bounds = &self.field.constraints;
        let Some(form) = self.fitting.first() else {
            let (base, least, most) = match item(&self.field.kind) {
                FieldType::String(StringFormat::Uri) => ("anyURI", None, None),
                FieldType::String(_) if !matches!(self.field.kind, FieldType::List { .. }) => {
                    ("string", bounds.min_length, bounds.max_length)
                }
                _ => ("string", None, None),
            };
            if least.is_none() && most.is_none() {
                return base.into();
            }
            let mut object = json!({ "base": base });
            least.into_iter().for_each(|least| object["minLength"] = least.into());
            most.into_iter().for_each(|most| object["maxLength"] = most.into());
            return object;
        };
        let mut object = form.datatype();
        if let Form::Integer(('.', None)) | Form::Decimal(('.', None)) = form {
            let bounds = [
                ("minimum", &bounds.minimum),
                ("maximum", &bounds.maximum),
                ("minExclusive", &bounds.exclusive_minimum),
                ("maxExclusive", &bounds.exclusive_maximum),
            ];
            for (key, bound) in bounds {
                if let Some(bound) = bound.as_ref().filter(|bound| form.fits(bound)) {
                    if let Value::String(base) = &object {
                        object = json!({ "base": base });
                    }
                    object[key] = bound.as_str().into();
                }
            }
        }
        object
    }
}

/// The type of a list's items, or the type itself.
fn item(kind: &FieldType) -> &FieldType {
    match kind {
        FieldType::List { item, .. } => item,
        kind => kind,
    }
}

/// What a column of a type may be, the best first.
fn forms(kind: &FieldType) -> Vec<Form> {
    let marks = |format: &NumberFormat| (format.decimal_char, format.group_char);
    match kind {
        FieldType::Integer(format) => vec![Form::Integer(marks(format)), Form::Decimal(marks(format))],
        FieldType::Number(format) if marks(format) == ('.', None) => vec![Form::Decimal(marks(format)), Form::Double],
        FieldType::Number(format) => vec![Form::Decimal(marks(format))],
        FieldType::Boolean { true_values, false_values } => {
            let words = true_values.iter().flat_map(|yes| false_values.iter().map(|no| Form::Words(yes.clone(), no.clone())));
            let plain = |form: &Form| !matches!(form, Form::Words(yes, no) if yes.contains('|') || no.contains('|'));
            std::iter::once(Form::Boolean).chain(words.filter(plain)).collect()
        }
        FieldType::Date(TimeFormat::Default) => vec![Form::Date("yyyy-MM-dd")],
        FieldType::Date(_) => DATES.map(Form::Date).to_vec(),
        FieldType::DateTime(TimeFormat::Default) => vec![Form::DateTime],
        FieldType::Time(TimeFormat::Default) => vec![Form::Time],
        FieldType::Year => vec![Form::Year],
        FieldType::YearMonth => vec![Form::YearMonth],
        FieldType::Duration => vec![Form::Duration],
        FieldType::Object | FieldType::Array | FieldType::GeoJson { .. } => vec![Form::Json],
        _ => Vec::new(),
    }
}

/// Ways of writing a day that the standard knows and Vietnam uses.
const DATES: [&str; 6] = ["yyyy-MM-dd", "dd/MM/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "d/M/yyyy", "d-M-yyyy"];

impl Form {
    fn fits(&self, text: &str) -> bool {
        match self {
            Form::Integer(marks) => is_number(text, *marks, 0),
            Form::Decimal(marks) => is_number(text, *marks, usize::MAX),
            Form::Double => {
                let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
                let is_written_out = is_number(digits, ('.', None), usize::MAX) && is_number(exponent, ('.', None), 0);
                is_written_out || matches!(text, "NaN" | "INF" | "-INF")
            }
            Form::Boolean => matches!(text, "true" | "false" | "1" | "0"),
            Form::Words(yes, no) => text == yes || text == no,
            Form::Date(pattern) => is_date(text, pattern),
            Form::DateTime => is_moment(text),
            Form::Time => is_time(text),
            Form::Year => text.len() == 4 && are_digits(text),
            Form::YearMonth => text.len() == 7 && text.split_once('-').is_some_and(|(year, month)| are_digits(year) && are_digits(month)),
            Form::Duration => is_duration(text),
            Form::Json => true,
        }
    }

    fn datatype(&self) -> Value {
        let numeric = |base: &str, marks: &Marks| match marks {
            ('.', None) => Value::from(base),
            (decimal, None) => json!({ "base": base, "format": { "decimalChar": decimal.to_string() } }),
            (decimal, Some(group)) => {
                json!({ "base": base, "format": { "decimalChar": decimal.to_string(), "groupChar": group.to_string() } })
            }
        };
        match self {
            Form::Integer(marks) => numeric("integer", marks),
            Form::Decimal(marks) => numeric("decimal", marks),
            Form::Double => "double".into(),
            Form::Boolean => "boolean".into(),
            Form::Words(yes, no) => json!({ "base": "boolean", "format": format!("{yes}|{no}") }),
            Form::Date("yyyy-MM-dd") => "date".into(),
            Form::Date(pattern) => json!({ "base": "date", "format": pattern }),
            Form::DateTime => "dateTime".into(),
            Form::Time => "time".into(),
            Form::Year => "gYear".into(),
            Form::YearMonth => "gYearMonth".into(),
            Form::Duration => "duration".into(),
            Form::Json => "json".into(),
        }
    }
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits with these marks, in groups of three or none, and so many digits of a
/// fraction at most.
fn is_number(text: &str, (decimal, group): Marks, most: usize) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once(decimal).map_or((unsigned, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_whole = match group {
        Some(group) if whole.contains(group) => {
            whole.split(group).enumerate().all(|(at, digits)| are_digits(digits) && (digits.len() == 3 || (at == 0 && digits.len() < 3)))
        }
        _ => are_digits(whole),
    };
    is_whole && fraction.is_none_or(|digits| most > 0 && are_digits(digits))
}

/// A day by one of [`DATES`].
fn is_date(text: &str, pattern: &str) -> bool {
    let mark = pattern.chars().find(|c| !c.is_ascii_alphabetic()).expect("every pattern has a mark");
    let parts: Vec<&str> = text.split(mark).collect();
    let wanted = pattern.split(mark);
    parts.len() == 3
        && wanted.zip(parts).all(|(wanted, part)| {
            are_digits(part) && if wanted.len() == 1 { part.len() <= 2 && !part.starts_with('0') } else { part.len() == wanted.len() }
        })
}

fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    parts.len() == 3 && parts.iter().all(|part| part.len() == 2 && are_digits(part))
}

/// A duration without weeks, in which only seconds have a fraction.
fn is_duration(text: &str) -> bool {
    let is_whole = text.split_once('.').is_none_or(|(_, fraction)| fraction.strip_suffix('S').is_some_and(are_digits));
    text.starts_with('P') && text.len() > 2 && !text.contains([',', 'W']) && is_whole
}

/// A day, `T` and a time, perhaps with `Z` or an offset.
fn is_moment(text: &str) -> bool {
    let Some((day, clock)) = text.split_once('T') else { return false };
    let end = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (time, zone) = clock.split_at(end);
    let is_zone = zone.is_empty()
        || zone == "Z"
        || zone[1..]
            .split_once(':')
            .is_some_and(|(hours, minutes)| hours.len() == 2 && are_digits(hours) && minutes.len() == 2 && are_digits(minutes));
    is_date(day, "yyyy-MM-dd") && is_time(time) && is_zone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(kind: &FieldType, cells: &[&str]) -> Value {
        let mut column = Column { field: Field::new("x", kind.clone()), fitting: forms(item(kind)) };
        let schema = Schema { missing_values: vec![String::new()], ..Schema::default() };
        cells.iter().for_each(|cell| column.see(cell, &schema));
        column.datatype()
    }

    #[test]
    fn a_column_is_what_all_its_cells_are_written_as() {
        let number = FieldType::Number(NumberFormat::default());
        assert_eq!(best(&number, &["1", "", "-2.50"]), "decimal");
        assert_eq!(best(&number, &["1", "1e3", "NaN"]), "double");
        assert_eq!(best(&number, &["1", "1 %"]), "string");
        let grouped = FieldType::Number(NumberFormat { decimal_char: ',', group_char: Some('.'), bare: true });
        assert_eq!(best(&grouped, &["1.234,5"]), json!({ "base": "decimal", "format": { "decimalChar": ",", "groupChar": "." } }));
        assert_eq!(best(&grouped, &["12.34"]), "string");
        assert_eq!(best(&FieldType::boolean(), &["true", "0"]), "boolean");
        assert_eq!(best(&FieldType::boolean(), &["TRUE", "FALSE"]), json!({ "base": "boolean", "format": "TRUE|FALSE" }));
        assert_eq!(best(&FieldType::boolean(), &["TRUE", "true"]), "string");
        let any = FieldType::Date(TimeFormat::Any);
        assert_eq!(best(&any, &["31/12/2024", "01/02/2024"]), json!({ "base": "date", "format": "dd/MM/yyyy" }));
        assert_eq!(best(&any, &["2024-12-31"]), "date");
        assert_eq!(best(&any, &["2024-12-31", "31/12/2024"]), "string");
        assert_eq!(best(&FieldType::DateTime(TimeFormat::Default), &["2024-12-31T08:00:00", "2024-12-31T08:00:00+07:00"]), "dateTime");
        assert_eq!(best(&FieldType::List { delimiter: ";".into(), item: Box::new(number) }, &["1;2.5"]), "decimal");
        assert_eq!(best(&FieldType::semicolon_list(), &["a;b"]), "string");
        assert_eq!(best(&FieldType::Duration, &["P1Y2M", "PT1.5S"]), "duration");
        assert_eq!((best(&FieldType::Duration, &["PT1.5H"]), best(&FieldType::Duration, &["P1W"])), ("string".into(), "string".into()));
    }
}
