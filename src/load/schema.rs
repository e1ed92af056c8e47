//! Table Schema and Table Dialect of a descriptor.

use std::collections::BTreeMap;

use super::keys::Keys;
use super::tree::{Kind, Node};
use crate::diag::code::{BAD_SCHEMA, DUPLICATE_NAME, UNSUPPORTED};
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::model::cell::read_as;
use crate::model::lang::{Lang, Text};
use crate::model::schema::{
    Constraints, Details, Dialect, Field, FieldType, FieldsMatch, ForeignKey, GeoPointFormat, NumberFormat, Pattern, Reference, Schema,
    StringFormat, TimeFormat,
};

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

/// Reads a `schema`.
pub fn schema(mut keys: Keys<'_>, default: Lang, notes: &mut Notes) -> Schema {
    let mut schema = Schema { missing_values: keys.node("missingValues").map_or_else(|| vec![String::new()], texts), ..Schema::default() };
    let mut names: BTreeMap<String, Spot> = BTreeMap::new();
    for field_keys in keys.tables("fields", notes) {
        let Some((field, spot)) = field(field_keys, default, notes) else { continue };
        if let Some(first) = names.get(&field.name) {
            notes
                .push(Diagnostic::new(&DUPLICATE_NAME, spot).arg("name", &field.name).word("what", "word-column").related("first", *first));
            continue;
        }
        names.insert(field.name.clone(), spot);
        schema.fields.push(field);
    }
    let known = |name: &str| names.contains_key(name);
    let declares_fields = !names.is_empty();
    let check = |columns: &[String], spot: Spot, notes: &mut Notes| {
        for column in columns.iter().filter(|column| declares_fields && !known(column)) {
            let near = nearest(column, schema.fields.iter().map(|field| field.name.as_str()));
            let told = Diagnostic::new(&BAD_SCHEMA, spot).arg("name", column);
            notes.push(match near {
                Some(near) => told.arg("near", near).variant("field-near"),
                None => told.variant("field-missing"),
            });
        }
    };
    schema.primary_key = keys.node("primaryKey").map(texts).unwrap_or_default();
    check(&schema.primary_key, keys.spot("primaryKey"), notes);
    if let Some(Kind::List(sets)) = keys.node("uniqueKeys").map(|node| &node.value) {
        schema.unique_keys = sets.iter().map(texts).collect();
        for set in &schema.unique_keys {
            check(set, keys.spot("uniqueKeys"), notes);
        }
    }
    for mut key in keys.tables("foreignKeys", notes) {
        let fields = key.node("fields").map(texts).unwrap_or_default();
        let spot = key.spot("fields");
        check(&fields, spot, notes);
        let reference = key.table("reference", notes).map(|mut reference| {
            let resource = reference.string("resource", notes).map(|text| text.value).unwrap_or_default();
            let columns = reference.node("fields").map(texts).unwrap_or_default();
            reference.finish(notes);
            (resource, columns)
        });
        match reference {
            Some((resource, reference_fields)) if reference_fields.len() == fields.len() && !fields.is_empty() => {
                let spot = Some(key.spot("reference"));
                schema.foreign_keys.push(ForeignKey { fields, resource, reference_fields, spot });
            }
            Some(_) => notes.push(Diagnostic::new(&BAD_SCHEMA, key.spot("reference")).variant("foreign-key")),
            None if key.node("reference").is_some() => {}
            None => key.missing("reference", notes),
        }
        key.finish(notes);
    }
    if let Some(text) = keys.choice("fieldsMatch", &["exact", "equal", "subset", "superset", "partial"], notes) {
        schema.fields_match = match text.as_str() {
            "exact" => FieldsMatch::Exact,
            "subset" => FieldsMatch::Subset,
            "superset" => FieldsMatch::Superset,
            "partial" => FieldsMatch::Partial,
            _ => FieldsMatch::Equal,
        };
    }
    keys.node("$schema");
    schema.custom = keys.custom(notes);
    schema
}

/// A text, or a list of texts; `missingValues` may also hold `{value, label}`.
fn texts(node: &Node<'_>) -> Vec<String> {
    match &node.value {
        Kind::Text(text) => vec![text.as_ref().to_owned()],
        Kind::List(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Kind::Table(entries) => entries.iter().find(|(key, ..)| key == "value").and_then(|(_, _, node)| node.scalar()),
                _ => item.scalar(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn field(mut keys: Keys<'_>, default: Lang, notes: &mut Notes) -> Option<(Field, Spot)> {
    let Some(name) = keys.string("name", notes) else {
        if keys.node("name").is_none() {
            keys.missing("name", notes);
        }
        return None;
    };
    let kind = field_type(&mut keys, notes);
    let mut field = Field::new(name.value, kind);
    let settled = |mut text: Text| {
        text.settle(default);
        text
    };
    field.title = keys.text("title", notes).map(settled).unwrap_or_default();
    field.description = keys.text("description", notes).map(settled).unwrap_or_default();
    let mut details = Details {
        missing_values: keys.node("missingValues").map(texts),
        example: keys.node("example").map(Node::to_json),
        rdf_type: keys.string("rdfType", notes).map(|text| text.value),
        ..Details::default()
    };
    if let Some(Kind::List(items)) = keys.node("categories").map(|node| &node.value) {
        details.categories = items.iter().filter_map(category).collect();
    }
    details.categories_ordered = keys.get("categoriesOrdered", "word-boolean", notes).unwrap_or_default();
    if let Some(of_field) = keys.table("constraints", notes) {
        field.constraints = constraints(of_field, &field.kind, notes).into();
    }
    if let Some(mut ours) = keys.table("congbo", notes) {
        let names = Reference::ALL.map(Reference::name);
        field.reference = ours.choice("reference", &names, notes).and_then(|name| Reference::named(&name));
        // How lists come back from a published descriptor: see render/tables/table_schema.rs.
        let item = ours.string("itemType", notes).and_then(|item| type_named(&item.value, None, &mut ours, notes));
        if let Some(delimiter) = ours.string("list", notes) {
            let item = Box::new(item.unwrap_or(FieldType::String(StringFormat::Default)));
            field.kind = FieldType::List { delimiter: delimiter.value, item };
        }
        ours.finish(notes);
    }
    if field.constraints.allowed.is_empty() && !details.categories.is_empty() {
        field.constraints.allowed = details.categories.iter().map(|(value, _)| value.clone()).collect();
    }
    details.custom = keys.custom(notes);
    field.details = details.into();
    Some((field, name.spot))
}

fn category(node: &Node<'_>) -> Option<(String, Option<String>)> {
    match &node.value {
        Kind::Table(entries) => {
            let find = |wanted: &str| entries.iter().find(|(key, ..)| key == wanted).and_then(|(_, _, node)| node.scalar());
            Some((find("value")?, find("label")))
        }
        _ => node.scalar().map(|value| (value, None)),
    }
}

fn field_type(keys: &mut Keys<'_>, notes: &mut Notes) -> FieldType {
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

fn type_named(name: &str, format: Option<&str>, keys: &mut Keys<'_>, notes: &mut Notes) -> Option<FieldType> {
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

/// Types whose values have an order that congbo knows.
const ORDERED: &[&str] = &["number", "integer", "date", "datetime", "time", "year", "yearmonth", "list"];

/// Types whose values have a length.
const COUNTED: &[&str] = &["string", "array", "object", "list", "any"];

/// Which constraints go with which types; the others go with all.
const APPLICABLE: &[(&str, &[&str])] = &[
    ("minimum", ORDERED),
    ("maximum", ORDERED),
    ("exclusiveMinimum", ORDERED),
    ("exclusiveMaximum", ORDERED),
    ("minLength", COUNTED),
    ("maxLength", COUNTED),
    ("pattern", &["string", "list", "any"]),
];

fn constraints(mut keys: Keys<'_>, kind: &FieldType, notes: &mut Notes) -> Constraints {
    let mut constraints = Constraints {
        required: keys.get("required", "word-boolean", notes).unwrap_or_default(),
        unique: keys.get("unique", "word-boolean", notes).unwrap_or_default(),
        min_length: keys.get("minLength", "word-count", notes),
        max_length: keys.get("maxLength", "word-count", notes),
        minimum: bound(&mut keys, "minimum", kind, notes),
        maximum: bound(&mut keys, "maximum", kind, notes),
        exclusive_minimum: bound(&mut keys, "exclusiveMinimum", kind, notes),
        exclusive_maximum: bound(&mut keys, "exclusiveMaximum", kind, notes),
        allowed: keys.node("enum").map(texts).unwrap_or_default(),
        ..Constraints::default()
    };
    if let Some(text) = keys.string("pattern", notes) {
        match Pattern::new(&text.value) {
            Ok(pattern) => constraints.pattern = Some(pattern),
            Err(_) => notes.push(Diagnostic::new(&BAD_SCHEMA, text.spot).arg("value", &text.value).variant("pattern")),
        }
    }
    for (key, kinds) in APPLICABLE {
        if !kinds.contains(&kind.name()) && keys.node(key).is_some() {
            let told = Diagnostic::new(&BAD_SCHEMA, keys.spot(key)).arg("constraint", *key).word("kind", kind.name());
            notes.push(told.variant("constraint"));
        }
    }
    if keys.node("jsonSchema").is_some() {
        notes.push(Diagnostic::new(&UNSUPPORTED, keys.spot("jsonSchema")).arg("key", keys.name("jsonSchema")));
    }
    keys.finish(notes);
    constraints
}

/// A bound, as the text of a cell; told when it is no value of the column's type.
fn bound(keys: &mut Keys<'_>, key: &'static str, kind: &FieldType, notes: &mut Notes) -> Option<String> {
    let text = keys.node(key)?.scalar();
    // A bound of a list is one of its items.
    let kind = if let FieldType::List { item, .. } = kind { item } else { kind };
    let sound = text.as_ref().is_some_and(|text| read_as(kind, text).is_ok());
    if !sound {
        let told = Diagnostic::new(&BAD_SCHEMA, keys.spot(key)).arg("key", key).arg("value", text.clone().unwrap_or_default());
        notes.push(told.variant("value"));
    }
    text.filter(|_| sound)
}

/// Reads a `dialect`. What congbo does not read is told, and the default stands.
pub fn dialect(mut keys: Keys<'_>, notes: &mut Notes) -> Dialect {
    let mut dialect = Dialect::default();
    if let Some(given) = keys.string("delimiter", notes) {
        match given.value.as_str() {
            "," | ";" | "\t" | "|" => dialect.delimiter = given.value.as_bytes()[0],
            other => keys.bad("delimiter", other, "delimiter", notes),
        }
    }
    if let Some(given) = keys.string("quoteChar", notes) {
        match given.value.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != dialect.delimiter => dialect.quote = *byte,
            _ => keys.bad("quoteChar", &given.value, "quote", notes),
        }
    }
    dialect.skip_initial_space = keys.get("skipInitialSpace", "word-boolean", notes).unwrap_or_default();
    // Harmless when they say what is done anyway.
    let expected: [(&'static str, serde_json::Value); 5] = [
        ("header", true.into()),
        ("doubleQuote", true.into()),
        ("headerRows", serde_json::json!([1])),
        ("caseSensitiveHeader", true.into()),
        ("csvddfVersion", serde_json::Value::Null),
    ];
    for (key, usual) in expected {
        if let Some(node) = keys.node(key)
            && node.to_json() != usual
            && !usual.is_null()
        {
            notes.push(Diagnostic::new(&UNSUPPORTED, keys.spot(key)).arg("key", keys.name(key)));
        }
    }
    for key in ["$schema", "lineTerminator"] {
        keys.node(key);
    }
    for key in [
        "escapeChar",
        "commentChar",
        "commentRows",
        "nullSequence",
        "headerJoin",
        "property",
        "itemType",
        "itemKeys",
        "sheetNumber",
        "sheetName",
        "table",
    ] {
        if keys.node(key).is_some() {
            notes.push(Diagnostic::new(&UNSUPPORTED, keys.spot(key)).arg("key", keys.name(key)));
        }
    }
    keys.custom(notes);
    dialect
}
