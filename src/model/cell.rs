//! Cells: the text of a CSV cell read as a value of its column's type.
//!
//! Lexical rules are those of Table Schema v2. Says only *that* a text does
//! not fit and in which respect; the sentences are made by the caller.

mod number;
mod satisfies;

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;

use super::schema::{Field, FieldType, GeoPointFormat, Schema, StringFormat, TimeFormat};
use super::value::{Decimal, PartialDate, Value};
pub use number::decimal;
use number::{integer, number};

/// In which respect a cell does not fit its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// It is no value of the type; for a list, the item that is not.
    Type {
        /// The text or item that does not fit.
        value: String,
        /// The standard's name of the type it should have.
        expected: &'static str,
    },
    /// It is missing and must not be.
    Required,
    /// A constraint, by its standard name, with what the constraint says.
    Constraint {
        /// `enum`, `pattern`, `minimum` …
        name: &'static str,
        /// The constraint's value.
        limit: String,
        /// The text or item that does not fit.
        value: String,
    },
}

/// Reads the text of a cell, by type only.
///
/// # Errors
/// [`Misfit::Type`] when the text is no value of the column's type.
pub fn read<'a>(field: &Field, schema: &Schema, text: &'a str) -> Result<Value<'a>, Misfit> {
    let missing = field.details.missing_values.as_ref().unwrap_or(&schema.missing_values);
    if missing.iter().any(|value| value == text) {
        return Ok(Value::Missing);
    }
    read_as(&field.kind, text)
}

/// Reads the text of a cell and tests the column's constraints, except
/// `unique`, which needs all rows.
///
/// # Errors
/// The first respect in which the cell does not fit.
pub fn check<'a>(field: &Field, schema: &Schema, text: &'a str) -> Result<Value<'a>, Misfit> {
    let value = read(field, schema, text)?;
    if value.is_missing() {
        return if field.constraints.required { Err(Misfit::Required) } else { Ok(value) };
    }
    satisfies::satisfies(&field.constraints, &field.kind, &value, text)?;
    Ok(value)
}

/// Reads a text by a type.
///
/// # Errors
/// [`Misfit::Type`] when it is no value of the type.
pub fn read_as<'a>(kind: &FieldType, text: &'a str) -> Result<Value<'a>, Misfit> {
    let fits = || -> Option<Value<'a>> {
        Some(match kind {
            FieldType::String(format) => return is_string(*format, text).then_some(Value::Text(Cow::Borrowed(text))),
            FieldType::Any => Value::Text(Cow::Borrowed(text)),
            FieldType::Number(format) => return number(format, text),
            FieldType::Integer(format) => Value::Number(integer(format, text)?),
            FieldType::Boolean { true_values, false_values } => {
                let is = |list: &[String]| list.iter().any(|word| word == text);
                Value::Boolean(is(true_values) || (!is(false_values)).then_some(()).map_or(Some(false), |()| None)?)
            }
            FieldType::Object => Value::Json(serde_json::from_str(text).ok().filter(serde_json::Value::is_object)?),
            FieldType::Array => Value::Json(serde_json::from_str(text).ok().filter(serde_json::Value::is_array)?),
            FieldType::Date(format) => Value::Date(date(format, text)?),
            FieldType::DateTime(format) => return datetime(format, text).filter(|_| !is_leap(text)),
            FieldType::Time(format) => Value::Time(time(format, text).filter(|_| !is_leap(text))?),
            FieldType::Year => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                return (digits.len() >= 4 && all_digits(digits)).then_some(Value::Period(Cow::Borrowed(text)));
            }
            FieldType::YearMonth => {
                let parsed = PartialDate::parse(text)?;
                return (parsed.month.is_some() && parsed.day.is_none()).then_some(Value::Period(Cow::Borrowed(text)));
            }
            FieldType::Duration => {
                let is_standard = text.contains('P') && !text.bytes().any(|byte| byte.is_ascii_lowercase());
                return text.parse::<jiff::Span>().ok().filter(|_| is_standard).map(|_| Value::Text(Cow::Borrowed(text)));
            }
            FieldType::GeoPoint(format) => return geopoint(*format, text),
            FieldType::GeoJson { topo } => {
                let value: serde_json::Value = serde_json::from_str(text).ok()?;
                let kind = value.get("type").and_then(serde_json::Value::as_str)?;
                return ((kind == "Topology") == *topo).then(|| Value::Json(value.clone()));
            }
            FieldType::List { .. } => return None,
        })
    };
    if let FieldType::List { delimiter, item } = kind {
        return list(delimiter, item, text);
    }
    fits().ok_or_else(|| Misfit::Type { value: text.to_owned(), expected: kind.name() })
}

fn list<'a>(delimiter: &str, item: &FieldType, text: &'a str) -> Result<Value<'a>, Misfit> {
    text.split(delimiter)
        .map(|part| {
            let part = part.trim();
            if part.is_empty() { Err(Misfit::Type { value: text.to_owned(), expected: "list" }) } else { read_as(item, part) }
        })
        .collect::<Result<Vec<_>, _>>()
        .map(Value::List)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_string(format: StringFormat, text: &str) -> bool {
    match format {
        StringFormat::Default => true,
        StringFormat::Email => is_email(text),
        StringFormat::Uri => is_uri(text),
        StringFormat::Binary => {
            let stripped = text.trim_end_matches('=');
            text.len().is_multiple_of(4)
                && text.len() - stripped.len() <= 2
                && stripped.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
        }
        StringFormat::Uuid => {
            let lengths = [8, 4, 4, 4, 12];
            let parts: Vec<&str> = text.split('-').collect();
            parts.len() == 5
                && parts.iter().zip(lengths).all(|(part, length)| part.len() == length && part.bytes().all(|b| b.is_ascii_hexdigit()))
        }
    }
}

/// Whether `text` is an e-mail address: a name, a sign and a host.
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !text.contains(char::is_whitespace)
            && !domain.contains('@')
    })
}

/// Whether `text` is an address with a scheme and no characters that an
/// address cannot hold.
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let starts = scheme.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    starts
        && !rest.is_empty()
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        && !rest.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`'))
}

/// Whether a text can be the address of a site: `https://` or `http://`, a
/// host, and neither query nor anchor.
pub fn is_site(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    is_uri(text) && rest.is_some_and(|rest| !rest.starts_with(['/', ':', '@'])) && !text.contains(['?', '#']) && !text.ends_with("://")
}

fn date(format: &TimeFormat, text: &str) -> Option<Date> {
    let iso = || (text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-').then(|| text.parse().ok()).flatten();
    match format {
        TimeFormat::Default => iso(),
        TimeFormat::Pattern(pattern) => Date::strptime(pattern, text).ok(),
        TimeFormat::Any => {
            iso().or_else(|| ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d"].iter().find_map(|pattern| Date::strptime(pattern, text).ok()))
        }
    }
}

fn datetime<'a>(format: &TimeFormat, text: &'a str) -> Option<Value<'a>> {
    if let TimeFormat::Pattern(pattern) = format {
        return strtime::parse(pattern, text).ok()?.to_datetime().ok().map(Value::DateTime);
    }
    let has_time = text.contains('T') || (matches!(format, TimeFormat::Any) && text.contains(' '));
    if !has_time || !text.as_bytes().first()?.is_ascii_digit() || text.contains('[') {
        return None;
    }
    let clock = text.split_once(['T', ' ']).map_or("", |(_, clock)| clock);
    if clock.contains(['Z', 'z', '+', '-']) {
        return text.parse::<jiff::Timestamp>().ok().map(|_| Value::Text(Cow::Borrowed(text)));
    }
    text.parse::<DateTime>().ok().map(Value::DateTime)
}

fn time(format: &TimeFormat, text: &str) -> Option<Time> {
    match format {
        TimeFormat::Pattern(pattern) => Time::strptime(pattern, text).ok(),
        TimeFormat::Default => (text.len() >= 8 && text.as_bytes()[2] == b':').then(|| text.parse().ok()).flatten(),
        TimeFormat::Any => text.parse().ok().or_else(|| Time::strptime("%H:%M", text).ok()),
    }
}

/// Whether a clock shows a second that others would have to change: the
/// standard knows 60 in a minute, from 0.
fn is_leap(text: &str) -> bool {
    text.contains(":60")
}

fn geopoint(format: GeoPointFormat, text: &str) -> Option<Value<'_>> {
    let in_range = |longitude: Decimal, latitude: Decimal| longitude.abs() <= Decimal::from(180) && latitude.abs() <= Decimal::from(90);
    if format == GeoPointFormat::Default {
        let (longitude, latitude) = text.split_once(',')?;
        return in_range(decimal(longitude.trim())?, decimal(latitude.trim())?).then_some(Value::Text(Cow::Borrowed(text)));
    }
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let (longitude, latitude) = match format {
        GeoPointFormat::Array => (json.get(0)?, json.get(1)?),
        _ => (json.get("lon")?, json.get("lat")?),
    };
    let exact = |value: &serde_json::Value| decimal(&value.as_number()?.to_string());
    in_range(exact(longitude)?, exact(latitude)?).then_some(())?;
    Some(Value::Json(json))
}

#[cfg(test)]
mod tests {
    use super::super::schema::NumberFormat;
    use super::*;

    fn fits(kind: &FieldType, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(read_as(kind, text).is_ok(), "{} should read `{text}`", kind.name());
        }
        for text in no {
            assert!(read_as(kind, text).is_err(), "{} should refuse `{text}`", kind.name());
        }
    }

    #[test]
    fn every_type_reads_its_own_forms_and_nothing_else() {
        let default = NumberFormat::default;
        fits(
            &FieldType::Number(default()),
            &["0", "-1.5", "+2", ".5", "1e3", "NaN", "-INF", "92970000"],
            &["", "1,5", "1.234.567", "abc", "1 000", "--1", "١"],
        );
        fits(&FieldType::Integer(default()), &["0", "-12", "007"], &["1.0", "1e3", "", "NaN"]);
        let vi = NumberFormat { decimal_char: ',', group_char: Some('.'), bare: false };
        fits(&FieldType::Number(vi.clone()), &["1.234,5", "92.970.000 đồng", "8,5%"], &["1.23.4", "12.34"]);
        assert_eq!(read_as(&FieldType::Number(vi), "92.970.000 đồng").unwrap().as_number(), Some(Decimal::from(92_970_000)));
        fits(&FieldType::boolean(), &["true", "FALSE", "1"], &["yes", ""]);
        fits(&FieldType::Date(TimeFormat::Default), &["2024-02-29"], &["2023-02-29", "29/02/2024", "2024-2-9", "20240229"]);
        fits(&FieldType::Date(TimeFormat::Any), &["2024-02-29", "29/02/2024", "1/3/2024"], &["2024", "31/02/2024"]);
        fits(&FieldType::Date(TimeFormat::Pattern("%d/%m/%Y".into())), &["31/12/2024"], &["2024-12-31"]);
        fits(
            &FieldType::DateTime(TimeFormat::Default),
            &["2024-12-31T08:00:00", "2024-12-31T08:00:00Z", "2024-12-31T08:00:00+07:00"],
            &["2024-12-31", "2024-12-31 08:00:00", "2016-12-31T23:59:60", "2016-12-31T23:59:60Z", "x"],
        );
        fits(&FieldType::Time(TimeFormat::Default), &["08:00:00"], &["8:00", "25:00:00", "23:59:60"]);
        fits(&FieldType::Year, &["2024"], &["24", "2024-01"]);
        fits(&FieldType::YearMonth, &["2024-02"], &["2024-13", "2024-02-01", "2024"]);
        fits(&FieldType::Duration, &["P1Y2M", "PT5M", "P2W", "-P1D", "PT1.5S"], &["1 year", "P", "P1y", "pt5m"]);
        fits(&FieldType::GeoPoint(GeoPointFormat::Default), &["106.66, 10.76"], &["200, 10", "106.66"]);
        fits(&FieldType::GeoPoint(GeoPointFormat::Array), &["[106.66, 10.76]"], &["[1]", "106.66, 10.76"]);
        fits(&FieldType::GeoJson { topo: false }, &[r#"{"type":"Point","coordinates":[1,2]}"#], &[r#"{"type":"Topology"}"#, "{"]);
        fits(&FieldType::Object, &["{}"], &["[]", "{"]);
        fits(&FieldType::Array, &["[1]"], &["{}"]);
        fits(&FieldType::semicolon_list(), &["a", "a;b", "a; b"], &["a;;b", ";"]);
        fits(&FieldType::String(StringFormat::Email), &["a@b.vn"], &["a@b", "a b@c.vn", "@c.vn"]);
        fits(&FieldType::String(StringFormat::Uri), &["https://x.vn/a"], &["x.vn", "http://a b"]);
        fits(&FieldType::String(StringFormat::Uuid), &["123e4567-e89b-12d3-a456-426614174000"], &["123e4567"]);
        fits(&FieldType::String(StringFormat::Binary), &["aGk="], &["a?", "abc"]);
    }

    #[test]
    fn numbers_stay_exact_and_are_refused_rather_than_rounded() {
        let kind = FieldType::Number(NumberFormat::default());
        assert_eq!(read_as(&kind, "0.1").unwrap().as_number().unwrap().to_string(), "0.1");
        assert_eq!(
            read_as(&kind, "12345678901234567890.12345678").unwrap().as_number().unwrap().to_string(),
            "12345678901234567890.12345678"
        );
        assert!(read_as(&kind, "1234567890123456789012345678901234567890").is_err());
    }

    #[test]
    fn a_site_has_a_host_and_neither_query_nor_anchor() {
        for good in ["https://example.org", "http://localhost:8000/a/", "https://dữliệu.vn/"] {
            assert!(is_site(good), "{good}");
        }
        for bad in
            ["", "https://", "https:///x", "javascript:alert(1)", "//x", "https://x/?a", "https://x/#a", "https://x/\"y", "https://a b/"]
        {
            assert!(!is_site(bad), "{bad}");
        }
    }
}
