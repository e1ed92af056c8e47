//! A cell that does not fit its column, told: why, and what to type instead.

use jiff::civil::Date;

use super::called::code_of;
use super::excerpt::excerpt;
use super::mixed::is_nothing;
use super::spoilt::is_shortened;
use super::spreadsheet;
use super::vietnamese;
use crate::diag::code::{CELL_CONSTRAINT, CELL_REQUIRED, CELL_TYPE};
use crate::diag::{Code, Diagnostic, Spot, nearest};
use crate::model::cell::{Misfit, read_as};
use crate::model::schema::{Field, FieldType, GeoPointFormat, NumberFormat, Pattern, StringFormat, TimeFormat, is_id};

/// The code of a misfit.
pub fn code(misfit: &Misfit) -> &'static Code {
    match misfit {
        Misfit::Required => &CELL_REQUIRED,
        Misfit::Type { .. } => &CELL_TYPE,
        Misfit::Constraint { .. } => &CELL_CONSTRAINT,
    }
}

/// The finding for a misfit in a column.
pub fn told(misfit: &Misfit, field: &Field, spot: Spot) -> Diagnostic {
    match misfit {
        Misfit::Required => Diagnostic::new(&CELL_REQUIRED, spot).arg("field", &field.name),
        Misfit::Type { value, expected } => {
            let told = Diagnostic::new(&CELL_TYPE, spot).arg("field", &field.name).arg("value", excerpt(value));
            let item = if let (FieldType::List { item, .. }, true) = (&field.kind, *expected != "list") { item } else { &field.kind };
            let told = told.word("type", word(item));
            match meant(value, item) {
                Some((variant, plain)) => told.arg("plain", plain).variant(variant),
                None if is_shortened(value) => told.variant("shortened"),
                None if is_nothing(value) && may_be_empty(field, item) => told.variant("nothing"),
                None => form(told, item),
            }
        }
        Misfit::Constraint { name, limit, value } => {
            let told = Diagnostic::new(&CELL_CONSTRAINT, spot).arg("field", &field.name).arg("value", excerpt(value)).arg("limit", limit);
            match *name {
                "enum" => match code_of(value, &field.constraints.allowed) {
                    Some(code) => told.arg("near", code).variant("called"),
                    None => told.variant("enum").near(nearest(value, field.constraints.allowed.iter().map(String::as_str))),
                },
                "pattern" if matches!(field.constraints.pattern, Some(Pattern::Id)) => {
                    let near = Some(crate::markdown::slug(value)).filter(|near| is_id(near) && value.chars().any(char::is_alphanumeric));
                    told.arg("near", near.unwrap_or_else(|| "dich-vu-1".into())).variant("id")
                }
                "minLength" if counts_items(&field.kind) => told.variant("minItems"),
                "maxLength" if counts_items(&field.kind) => told.variant("maxItems"),
                name => told.variant(name),
            }
        }
    }
}

/// Whether the misfit is that of a unit which is no code.
pub fn is_unit(misfit: &Misfit, field: &Field) -> bool {
    field.name == "unit" && matches!(misfit, Misfit::Constraint { name: "pattern", .. })
}

/// What a column holds, by the wording's word: a text of a format is told by it.
fn word(kind: &FieldType) -> &'static str {
    match kind {
        FieldType::String(StringFormat::Email) => "email",
        FieldType::String(StringFormat::Uri) => "uri",
        FieldType::String(StringFormat::Binary) => "binary",
        FieldType::String(StringFormat::Uuid) => "uuid",
        kind => kind.name(),
    }
}

/// What a value is meant to be that stands in a Vietnamese form where the usual
/// one is expected: `31/12/2025`, `1.234,5`, `90%`; with the help that says so.
fn meant(value: &str, kind: &FieldType) -> Option<(&'static str, String)> {
    let (variant, plain) = match kind {
        FieldType::Date(TimeFormat::Default) => {
            match vietnamese::day(value).or_else(|| vietnamese::foreign_day(value)).or_else(|| swapped(value)) {
                Some(day) => ("day", day.to_string()),
                None => match spreadsheet::day(value) {
                    Some(day) => ("serial", day.to_string()),
                    None => ("calendar", last_of_month(value).or_else(|| vietnamese::last_of_month(value))?.to_string()),
                },
            }
        }
        FieldType::Number(format) | FieldType::Integer(format) if *format == NumberFormat::default() => {
            let bare = value.trim_end_matches(['%', ' ', '\u{a0}']).trim_start_matches('\'');
            let unsigned = bare.trim_start_matches(['<', '>', '=', '≤', '≥', ' ']);
            let plain = |text: &str| vietnamese::number(text).or_else(|| vietnamese::amount(text));
            match plain(bare) {
                Some(plain) => ("digits", plain),
                None if unsigned != bare => ("signed", plain(unsigned).unwrap_or_else(|| unsigned.to_owned())),
                None => ("digits", Some(bare).filter(|bare| *bare != value).or_else(|| whole(value, kind))?.to_owned()),
            }
        }
        FieldType::Boolean { .. } if *kind == FieldType::boolean() => ("truth", truth(value)?.to_string()),
        _ => return None,
    };
    read_as(kind, &plain).is_ok().then_some((variant, plain))
}

/// Whether a cell that says that there is nothing may as well be empty: `x` and
/// `không` say something where the answer is yes or no.
fn may_be_empty(field: &Field, kind: &FieldType) -> bool {
    !field.constraints.required && matches!(kind, FieldType::Number(_) | FieldType::Integer(_) | FieldType::Date(_))
}

/// What is said by those who answer yes or no in words, or tick a box.
fn truth(value: &str) -> Option<bool> {
    match value.trim().to_lowercase().as_str() {
        "x" | "✓" | "✔" | "√" | "có" | "đúng" | "yes" | "y" => Some(true),
        "không" | "sai" | "no" | "n" => Some(false),
        _ => None,
    }
}

/// A whole number with a fraction of zeros, where whole numbers stand: `174.0`.
fn whole<'a>(value: &'a str, kind: &FieldType) -> Option<&'a str> {
    let (whole, fraction) = value.split_once('.')?;
    (matches!(kind, FieldType::Integer(_)) && fraction.len() < 3 && fraction.bytes().all(|digit| digit == b'0')).then_some(whole)
}

/// The last day of the month of a day that no calendar has: `2026-02-30`.
fn last_of_month(value: &str) -> Option<Date> {
    let (month, day) = value.rsplit_once('-')?;
    let is_day = day.len() == 2 && day.parse().is_ok_and(|day: u8| (29..=31).contains(&day));
    is_day.then(|| format!("{month}-01").parse::<Date>().ok())?.map(Date::last_of_month)
}

/// A day whose month stands last: `2025-31-12`.
fn swapped(value: &str) -> Option<Date> {
    let (year, rest) = value.split_once('-')?;
    let (day, month) = rest.split_once('-')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Chooses the help: the usual one for the type, unless the schema wants
/// another form than the usual one.
fn form(told: Diagnostic, kind: &FieldType) -> Diagnostic {
    match kind {
        FieldType::Date(TimeFormat::Pattern(pattern))
        | FieldType::DateTime(TimeFormat::Pattern(pattern))
        | FieldType::Time(TimeFormat::Pattern(pattern)) => told.arg("limit", pattern).variant("form"),
        FieldType::Number(format) | FieldType::Integer(format) if *format != NumberFormat::default() => {
            let groups = format.group_char.map(String::from).unwrap_or_default();
            let fraction = if matches!(kind, FieldType::Number(_)) { format!("{}5", format.decimal_char) } else { String::new() };
            told.arg("limit", format!("1{groups}234{fraction}")).variant("form")
        }
        FieldType::Boolean { true_values, false_values } if *kind != FieldType::boolean() => {
            told.arg("limit", true_values.iter().chain(false_values).cloned().collect::<Vec<_>>().join(" · ")).variant("words")
        }
        FieldType::GeoPoint(GeoPointFormat::Array) => told.arg("limit", "[106.66, 10.76]").variant("form"),
        FieldType::GeoPoint(GeoPointFormat::Object) => told.arg("limit", r#"{"lon": 106.66, "lat": 10.76}"#).variant("form"),
        FieldType::List { delimiter, .. } => told.arg("limit", delimiter).variant("list"),
        kind => told.variant(word(kind)),
    }
}

/// Whether a length counts items and not characters.
fn counts_items(kind: &FieldType) -> bool {
    matches!(kind, FieldType::List { .. } | FieldType::Array | FieldType::Object)
}
