//! Table Schema as JSON: what data packages and well-known schemas share.
//!
//! Plain Table Schema of Data Package 2.0, with two properties of our own under
//! `congbo` of a field: `reference`, the registry that a value names, and
//! `list`, what stands between the items of a list. A list is published as a
//! `string`: the official JSON Schema of version 2.0 knows no type `list`,
//! though the text of the standard does. Constraints that the standard does not
//! have for a type are left out; congbo has tested them all the same.

use serde_json::{Map, Value, json};

use crate::model::cell::read_as;
use crate::model::lang::Languages;
use crate::model::schema::{
    Constraints, Details, Field, FieldType, ForeignKey, GeoPointFormat, NumberFormat, Reference, Schema, StringFormat, TimeFormat,
};
use crate::model::value::Value as Cell;
use crate::render::text::localized::{keep, set};

/// The JSON of a schema. `table` answers which table of the same package a
/// reference inside it leads to.
pub(in crate::render) fn table_schema(
    schema: &Schema,
    languages: &Languages,
    table: impl Fn(Reference) -> Option<String>,
) -> Map<String, Value> {
    let mut object = Map::new();
    let fields: Vec<Value> = schema.fields.iter().map(|field| Value::Object(self::field(field, languages))).collect();
    object.insert("fields".into(), fields.into());
    if !schema.primary_key.is_empty() {
        object.insert("primaryKey".into(), json!(schema.primary_key));
    }
    if !schema.unique_keys.is_empty() {
        object.insert("uniqueKeys".into(), json!(schema.unique_keys));
    }
    let keys = foreign_keys(schema, table);
    if !keys.is_empty() {
        object.insert("foreignKeys".into(), keys.into());
    }
    if schema.missing_values != [""] {
        object.insert("missingValues".into(), json!(schema.missing_values));
    }
    keep(&mut object, &schema.custom);
    object
}

/// The declared keys and those that references inside the package amount to.
fn foreign_keys(schema: &Schema, table: impl Fn(Reference) -> Option<String>) -> Vec<Value> {
    let declared = schema.foreign_keys.iter().map(foreign_key);
    let inner = |field: &Field| {
        let reference = field.reference.filter(|reference| reference.is_internal())?;
        let resource = table(reference)?;
        let list = matches!(field.kind, FieldType::List { .. });
        (!list).then(|| json!({ "fields": [field.name], "reference": { "resource": resource, "fields": ["id"] } }))
    };
    let mut keys: Vec<Value> = declared.collect();
    for key in schema.fields.iter().filter_map(inner) {
        if !keys.iter().any(|known| known["fields"] == key["fields"]) {
            keys.push(key);
        }
    }
    keys
}

fn foreign_key(key: &ForeignKey) -> Value {
    let mut reference = Map::new();
    // The standard leaves the table out where it is the same one.
    if !key.resource.is_empty() {
        reference.insert("resource".into(), json!(key.resource));
    }
    reference.insert("fields".into(), json!(key.reference_fields));
    json!({ "fields": key.fields, "reference": reference })
}

fn field(field: &Field, languages: &Languages) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("name".into(), json!(field.name));
    kind(&mut object, &field.kind);
    set(&mut object, "title", &field.title, languages);
    set(&mut object, "description", &field.description, languages);
    let constraints = constraints(&field.constraints, &field.kind);
    if !constraints.is_empty() {
        object.insert("constraints".into(), constraints.into());
    }
    let Details { missing_values, example, rdf_type, categories, categories_ordered, custom } = &*field.details;
    if let Some(example) = example {
        let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        object.insert("example".into(), text.into());
    }
    if let Some(rdf_type) = rdf_type {
        object.insert("rdfType".into(), json!(rdf_type));
    }
    if let Some(missing) = missing_values {
        object.insert("missingValues".into(), json!(missing));
    }
    if !categories.is_empty() {
        object.insert("categories".into(), categorized(categories, &field.kind));
        if *categories_ordered {
            object.insert("categoriesOrdered".into(), true.into());
        }
    }
    let ours = ours(field);
    if !ours.is_empty() {
        object.insert("congbo".into(), ours.into());
    }
    keep(&mut object, custom);
    object
}

/// What the standard has no word for.
fn ours(field: &Field) -> Map<String, Value> {
    let mut ours = Map::new();
    if let Some(reference) = field.reference {
        ours.insert("reference".into(), reference.name().into());
    }
    if let FieldType::List { delimiter, item } = &field.kind {
        ours.insert("list".into(), json!(delimiter));
        if item.name() != "string" {
            ours.insert("itemType".into(), item.name().into());
        }
    }
    ours
}

fn kind(object: &mut Map<String, Value>, kind: &FieldType) {
    let name = if matches!(kind, FieldType::List { .. }) { "string" } else { kind.name() };
    object.insert("type".into(), name.into());
    let mut put = |key: &str, value: Value| object.insert(key.into(), value);
    let format = match kind {
        FieldType::String(format) => match format {
            StringFormat::Default => None,
            StringFormat::Email => Some("email"),
            StringFormat::Uri => Some("uri"),
            StringFormat::Binary => Some("binary"),
            StringFormat::Uuid => Some("uuid"),
        },
        FieldType::Date(format) | FieldType::DateTime(format) | FieldType::Time(format) => match format {
            TimeFormat::Default => None,
            TimeFormat::Any => Some("any"),
            TimeFormat::Pattern(pattern) => Some(pattern.as_str()),
        },
        FieldType::GeoPoint(format) => match format {
            GeoPointFormat::Default => None,
            GeoPointFormat::Array => Some("array"),
            GeoPointFormat::Object => Some("object"),
        },
        FieldType::GeoJson { topo: true } => Some("topojson"),
        _ => None,
    };
    if let Some(format) = format {
        put("format", format.into());
    }
    match kind {
        FieldType::Number(NumberFormat { decimal_char, .. }) if *decimal_char != '.' => {
            put("decimalChar", decimal_char.to_string().into());
        }
        FieldType::Boolean { true_values, false_values } if *kind != FieldType::boolean() => {
            put("trueValues", json!(true_values));
            put("falseValues", json!(false_values));
        }
        _ => {}
    }
    if let FieldType::Number(format) | FieldType::Integer(format) = kind {
        if let Some(group) = format.group_char {
            put("groupChar", group.to_string().into());
        }
        if !format.bare {
            put("bareNumber", false.into());
        }
    }
}

fn constraints(given: &Constraints, kind: &FieldType) -> Map<String, Value> {
    let mut object = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.into(), value);
        }
    };
    put("required", given.required.then_some(true.into()));
    put("unique", given.unique.then_some(true.into()));
    if matches!(kind, FieldType::List { .. }) {
        return object;
    }
    if matches!(kind, FieldType::String(_) | FieldType::Array | FieldType::Object | FieldType::GeoJson { .. }) {
        put("minLength", given.min_length.map(Value::from));
        put("maxLength", given.max_length.map(Value::from));
    }
    if matches!(kind, FieldType::String(_)) {
        put("pattern", given.pattern.as_ref().map(|pattern| pattern.as_str().into()));
    }
    if is_ordered(kind) {
        put("minimum", given.minimum.as_deref().map(|text| typed(kind, text)));
        put("maximum", given.maximum.as_deref().map(|text| typed(kind, text)));
        put("exclusiveMinimum", given.exclusive_minimum.as_deref().map(|text| typed(kind, text)));
        put("exclusiveMaximum", given.exclusive_maximum.as_deref().map(|text| typed(kind, text)));
    }
    if !given.allowed.is_empty() {
        let allowed: Vec<Value> = given.allowed.iter().map(|text| typed(kind, text)).collect();
        // One type throughout, as the standard wants it.
        let is_one = allowed.iter().all(Value::is_number) || allowed.iter().all(Value::is_boolean);
        put("enum", Some(if is_one { allowed.into() } else { json!(given.allowed) }));
    }
    object
}

fn is_ordered(kind: &FieldType) -> bool {
    use FieldType::{Date, DateTime, Integer, Number, Time, Year, YearMonth};
    matches!(kind, Number(_) | Integer(_) | Date(_) | DateTime(_) | Time(_) | Year | YearMonth)
}

/// A constraint's value: a JSON number where one says exactly the same, a JSON
/// boolean of a boolean, else the text of a cell, which the standard allows everywhere.
fn typed(kind: &FieldType, text: &str) -> Value {
    if let (FieldType::Boolean { .. }, Ok(Cell::Boolean(value))) = (kind, read_as(kind, text)) {
        return value.into();
    }
    let numeric = matches!(kind, FieldType::Number(_) | FieldType::Integer(_) | FieldType::Year);
    match serde_json::from_str::<serde_json::Number>(text) {
        Ok(number) if numeric && number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

fn categorized(categories: &[(String, Option<String>)], kind: &FieldType) -> Value {
    if categories.iter().all(|(_, label)| label.is_none()) {
        return categories.iter().map(|(value, _)| typed(kind, value)).collect();
    }
    let labelled = |(value, label): &(String, Option<String>)| {
        let mut object = Map::new();
        object.insert("value".into(), typed(kind, value));
        if let Some(label) = label {
            object.insert("label".into(), json!(label));
        }
        Value::Object(object)
    };
    categories.iter().map(labelled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dataset::ProfileName;
    use crate::model::lang::Lang;
    use crate::model::profile;

    fn languages() -> Languages {
        Languages::new(Lang::new("vi").unwrap(), [Lang::new("en").unwrap()])
    }

    #[test]
    fn references_inside_a_package_are_foreign_keys_and_others_our_own_property() {
        let budget = profile::table(ProfileName::Plan, "budget").unwrap().schema(&languages());
        let json = Value::Object(table_schema(&budget, &languages(), |reference| Some(reference.name().to_owned())));
        assert_eq!(json["foreignKeys"], json!([{ "fields": ["part_of"], "reference": { "resource": "budget", "fields": ["id"] } }]));
        let alone = Value::Object(table_schema(&budget, &languages(), |_| None));
        assert_eq!(alone.get("foreignKeys"), None);

        let targets = profile::table(ProfileName::Plan, "targets").unwrap().schema(&languages());
        let json = Value::Object(table_schema(&targets, &languages(), |_| None));
        let of = |name: &str| json["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone();
        assert_eq!(of("responsible")["type"], "string");
        assert_eq!(of("responsible")["congbo"], json!({ "reference": "agencies", "list": ";" }));
        assert_eq!(of("page_line")["constraints"], json!({ "required": true, "minimum": 1 }));
        assert_eq!((&of("value")["title"], &of("value")["title@en"]), (&json!("Giá trị"), &json!("Value")));
    }

    #[test]
    fn constraint_values_are_numbers_only_where_nothing_is_lost() {
        let number = FieldType::Number(NumberFormat::default());
        assert_eq!(typed(&number, "1.5"), json!(1.5));
        assert_eq!(typed(&number, "0.10"), json!("0.10"));
        assert_eq!(typed(&number, "12345678901234567890.12345678"), json!("12345678901234567890.12345678"));
        assert_eq!(typed(&FieldType::Date(TimeFormat::Default), "2024-01-01"), json!("2024-01-01"));
        let words = FieldType::Boolean { true_values: vec!["có".into()], false_values: vec!["0".into()] };
        assert_eq!((typed(&words, "có"), typed(&words, "0")), (json!(true), json!(false)));
    }
}
