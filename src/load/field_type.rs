//! The type of a column: `type`, `format` and what else a type is told by.

use super::keys::Keys;
use crate::diag::code::BAD_SCHEMA;
use crate::diag::{Diagnostic, Notes, nearest};
use crate::model::schema::{FieldType, GeoPointFormat, NumberFormat, StringFormat, TimeFormat};

/// The types of Table Schema v2.
pub const TYPES: [&str; 16] = [
    "string",
    "number",
    "integer",
    "boolean",
    "object",
    "array",
    "list",
    "datetime",
    "date",
    "time",
    "year",
    "yearmonth",
    "duration",
    "geopoint",
    "geojson",
    "any",
];

/// What the items of a list may be.
pub const ITEM_TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "date", "datetime", "time"];

/// The formats of texts, the usual one first.
const STRING_FORMATS: [(&str, StringFormat); 5] = [
    ("default", StringFormat::Default),
    ("email", StringFormat::Email),
    ("uri", StringFormat::Uri),
    ("binary", StringFormat::Binary),
    ("uuid", StringFormat::Uuid),
];

/// The formats of places, the usual one first.
const GEO_POINT_FORMATS: [(&str, GeoPointFormat); 3] =
    [("default", GeoPointFormat::Default), ("array", GeoPointFormat::Array), ("object", GeoPointFormat::Object)];

/// Reads the type of a column; any when it has none, or one that is not known.
pub(super) fn field_type(keys: &mut Keys<'_>, notes: &mut Notes) -> FieldType {
    let name = keys.string("type", notes);
    let format = keys.string("format", notes).map(|text| text.value);
    let (name, spot) = name.map_or(("any".to_owned(), keys.spot("type")), |text| (text.value, text.spot));
    let kind = type_named(&name, format.as_deref(), keys, notes);
    kind.unwrap_or_else(|| {
        let near = nearest(&name, TYPES);
        let told = Diagnostic::new(&BAD_SCHEMA, spot).arg("value", &name).arg("allowed", TYPES.join(", "));
        notes.push(told.variant("type").near(near));
        FieldType::Any
    })
}

/// The type with this name; `None` when there is none.
pub(super) fn type_named(name: &str, format: Option<&str>, keys: &mut Keys<'_>, notes: &mut Notes) -> Option<FieldType> {
    let time = || match format {
        None | Some("default") => TimeFormat::Default,
        Some("any") => TimeFormat::Any,
        Some(pattern) => TimeFormat::Pattern(pattern.to_owned()),
    };
    Some(match name {
        "string" => FieldType::String(known_format(format, &STRING_FORMATS, keys, notes)),
        "number" => FieldType::Number(number_format(keys, notes)),
        "integer" => FieldType::Integer(number_format(keys, notes)),
        "boolean" => boolean(keys, notes),
        "object" => FieldType::Object,
        "array" => FieldType::Array,
        "list" => list(keys, notes),
        "date" => FieldType::Date(time()),
        "datetime" => FieldType::DateTime(time()),
        "time" => FieldType::Time(time()),
        "year" => FieldType::Year,
        "yearmonth" => FieldType::YearMonth,
        "duration" => FieldType::Duration,
        "geopoint" => FieldType::GeoPoint(known_format(format, &GEO_POINT_FORMATS, keys, notes)),
        "geojson" => FieldType::GeoJson { topo: format == Some("topojson") },
        "any" => FieldType::Any,
        _ => return None,
    })
}

/// The format with this name; the first of those known when there is none.
fn known_format<T: Copy>(format: Option<&str>, known: &[(&str, T)], keys: &Keys<'_>, notes: &mut Notes) -> T {
    let Some(format) = format else { return known[0].1 };
    if let Some((_, found)) = known.iter().find(|(name, _)| *name == format) {
        return *found;
    }
    let allowed: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let told = Diagnostic::new(&BAD_SCHEMA, keys.spot("format")).arg("key", "format").arg("value", format);
    notes.push(told.arg("allowed", allowed.join(", ")).variant("option"));
    known[0].1
}

fn boolean(keys: &mut Keys<'_>, notes: &mut Notes) -> FieldType {
    let mut kind = FieldType::boolean();
    if let FieldType::Boolean { true_values, false_values } = &mut kind {
        if let Some(list) = keys.strings("trueValues", notes) {
            *true_values = list.value;
        }
        if let Some(list) = keys.strings("falseValues", notes) {
            *false_values = list.value;
        }
    }
    kind
}

fn list(keys: &mut Keys<'_>, notes: &mut Notes) -> FieldType {
    let delimiter = keys.string("delimiter", notes).map_or_else(|| ",".to_owned(), |text| text.value);
    let item = keys.string("itemType", notes).map_or_else(|| "string".to_owned(), |text| text.value);
    let kind = ITEM_TYPES.contains(&item.as_str()).then(|| type_named(&item, None, keys, notes)).flatten();
    if kind.is_none() {
        let told = Diagnostic::new(&BAD_SCHEMA, keys.spot("itemType")).arg("key", "itemType").arg("value", &item);
        notes.push(told.arg("allowed", ITEM_TYPES.join(", ")).variant("option"));
    }
    FieldType::List { delimiter, item: Box::new(kind.unwrap_or(FieldType::Any)) }
}

fn number_format(keys: &mut Keys<'_>, notes: &mut Notes) -> NumberFormat {
    let mut single = |key: &'static str| {
        let given = keys.string(key, notes)?;
        let mut letters = given.value.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if !letter.is_ascii_digit() => Some(letter),
            _ => {
                let told = Diagnostic::new(&BAD_SCHEMA, given.spot).arg("key", key).arg("value", &given.value);
                notes.push(told.variant("character"));
                None
            }
        }
    };
    let (decimal_char, group_char) = (single("decimalChar").unwrap_or('.'), single("groupChar"));
    NumberFormat { decimal_char, group_char, bare: keys.get("bareNumber", "word-boolean", notes).unwrap_or(true) }
}
