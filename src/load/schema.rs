//! Table Schema of a descriptor: columns, keys, and what its columns have to do
//! with those of the file.

use std::collections::{BTreeMap, BTreeSet};

use super::constraints::constraints;
use super::field_type::{field_type, type_named};
use super::keys::Keys;
use super::tree::{Kind, Node};
use crate::diag::code::{BAD_SCHEMA, DUPLICATE_NAME};
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::model::lang::{Lang, Text};
use crate::model::schema::{Details, Field, FieldType, FieldsMatch, ForeignKey, Reference, Schema, StringFormat};

/// Reads a `schema`.
pub fn schema(mut keys: Keys<'_>, default: Lang, notes: &mut Notes) -> Schema {
    let missing_values = keys.node("missingValues").map_or_else(|| vec![String::new()], Node::values);
    let fields = fields(&mut keys, default, notes);
    let names: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let primary_key = keys.node("primaryKey").map(Node::values).unwrap_or_default();
    declared(&primary_key, &names, keys.spot("primaryKey"), notes);
    let unique_keys: Vec<Vec<String>> = match keys.node("uniqueKeys").map(|node| &node.value) {
        Some(Kind::List(sets)) => sets.iter().map(Node::values).collect(),
        _ => Vec::new(),
    };
    for set in &unique_keys {
        declared(set, &names, keys.spot("uniqueKeys"), notes);
    }
    let foreign_keys = keys.tables("foreignKeys", notes).into_iter().filter_map(|key| foreign_key(key, &names, notes)).collect();
    let fields_match = fields_match(&mut keys, notes);
    keys.node("$schema");
    let custom = keys.custom(notes);
    Schema { fields, missing_values, primary_key, unique_keys, foreign_keys, fields_match, custom }
}

/// The columns; one whose name another has already is told and left out.
fn fields(keys: &mut Keys<'_>, default: Lang, notes: &mut Notes) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut names: BTreeMap<String, Spot> = BTreeMap::new();
    for of_field in keys.tables("fields", notes) {
        let Some((field, spot)) = field(of_field, default, notes) else { continue };
        if let Some(first) = names.get(&field.name) {
            let told = Diagnostic::new(&DUPLICATE_NAME, spot).arg("name", &field.name).word("what", "word-column");
            notes.push(told.related("first", *first));
            continue;
        }
        names.insert(field.name.clone(), spot);
        fields.push(field);
    }
    fields
}

/// Tells names of columns that are not declared, where some are.
fn declared(names: &[String], fields: &BTreeSet<&str>, spot: Spot, notes: &mut Notes) {
    for name in names.iter().filter(|name| !fields.is_empty() && !fields.contains(name.as_str())) {
        let told = Diagnostic::new(&BAD_SCHEMA, spot).arg("name", name);
        notes.push(match nearest(name, fields.iter().copied()) {
            Some(near) => told.arg("near", near).variant("field-near"),
            None => told.variant("field-missing"),
        });
    }
}

fn foreign_key(mut keys: Keys<'_>, declared_fields: &BTreeSet<&str>, notes: &mut Notes) -> Option<ForeignKey> {
    let fields = keys.node("fields").map(Node::values).unwrap_or_default();
    declared(&fields, declared_fields, keys.spot("fields"), notes);
    let reference = keys.table("reference", notes).map(|mut reference| {
        let resource = reference.string("resource", notes).map(|text| text.value).unwrap_or_default();
        let columns = reference.node("fields").map(Node::values).unwrap_or_default();
        reference.finish(notes);
        (resource, columns)
    });
    let spot = keys.spot("reference");
    let key = match reference {
        Some((resource, reference_fields)) if reference_fields.len() == fields.len() && !fields.is_empty() => {
            Some(ForeignKey { fields, resource, reference_fields, spot: Some(spot) })
        }
        Some(_) => {
            notes.push(Diagnostic::new(&BAD_SCHEMA, spot).variant("foreign-key"));
            None
        }
        None => {
            if keys.node("reference").is_none() {
                keys.missing("reference", notes);
            }
            None
        }
    };
    keys.finish(notes);
    key
}

fn fields_match(keys: &mut Keys<'_>, notes: &mut Notes) -> FieldsMatch {
    let word = keys.choice("fieldsMatch", &["exact", "equal", "subset", "superset", "partial"], notes);
    match word.as_deref() {
        Some("exact") => FieldsMatch::Exact,
        Some("subset") => FieldsMatch::Subset,
        Some("superset") => FieldsMatch::Superset,
        Some("partial") => FieldsMatch::Partial,
        Some(_) => FieldsMatch::Equal,
        None => FieldsMatch::default(),
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
        missing_values: keys.node("missingValues").map(Node::values),
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
