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
const ITEM_TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "date", "datetime", "time"];

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
    let mut unknown_format = |allowed: &str| {
        if let Some(format) = format {
            let told = Diagnostic::new(&BAD_SCHEMA, keys.spot("format")).arg("key", "format").arg("value", format);
            notes.push(told.arg("allowed", allowed).variant("option"));
        }
    };
    Some(match name {
        "string" => FieldType::String(match format {
            None | Some("default") => StringFormat::Default,
            Some("email") => StringFormat::Email,
            Some("uri") => StringFormat::Uri,
            Some("binary") => StringFormat::Binary,
            Some("uuid") => StringFormat::Uuid,
            Some(_) => {
                unknown_format("default, email, uri, binary, uuid");
                StringFormat::Default
            }
        }),
        "number" => FieldType::Number(number_format(keys, notes)),
        "integer" => FieldType::Integer(number_format(keys, notes)),
        "boolean" => {
            let FieldType::Boolean { true_values, false_values } = FieldType::boolean() else { unreachable!("just made") };
            FieldType::Boolean {
                true_values: keys.strings("trueValues", notes).map_or(true_values, |list| list.value),
                false_values: keys.strings("falseValues", notes).map_or(false_values, |list| list.value),
            }
        }
        "object" => FieldType::Object,
        "array" => FieldType::Array,
        "list" => {
            let delimiter = keys.string("delimiter", notes).map_or_else(|| ",".to_owned(), |text| text.value);
            let item = keys.string("itemType", notes).map_or_else(|| "string".to_owned(), |text| text.value);
            let kind = ITEM_TYPES.contains(&item.as_str()).then(|| type_named(&item, None, keys, notes)).flatten();
            if kind.is_none() {
                let told = Diagnostic::new(&BAD_SCHEMA, keys.spot("itemType")).arg("key", "itemType").arg("value", &item);
                notes.push(told.arg("allowed", ITEM_TYPES.join(", ")).variant("option"));
            }
            FieldType::List { delimiter, item: Box::new(kind.unwrap_or(FieldType::Any)) }
        }
        "date" => FieldType::Date(time()),
        "datetime" => FieldType::DateTime(time()),
        "time" => FieldType::Time(time()),
        "year" => FieldType::Year,
        "yearmonth" => FieldType::YearMonth,
        "duration" => FieldType::Duration,
        "geopoint" => FieldType::GeoPoint(match format {
            None | Some("default") => GeoPointFormat::Default,
            Some("array") => GeoPointFormat::Array,
            Some("object") => GeoPointFormat::Object,
            Some(_) => {
                unknown_format("default, array, object");
                GeoPointFormat::Default
            }
        }),
        "geojson" => FieldType::GeoJson { topo: format == Some("topojson") },
        "any" => FieldType::Any,
        _ => return None,
    })
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
