//! Constraints of a column, and which of them go with its type.

use super::keys::Keys;
use super::tree::Node;
use crate::diag::code::{BAD_SCHEMA, UNSUPPORTED};
use crate::diag::{Diagnostic, Notes};
use crate::model::cell::read_as;
use crate::model::schema::{Constraints, FieldType, Pattern};

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

/// Reads the `constraints` of a column of this type.
pub(super) fn constraints(mut keys: Keys<'_>, kind: &FieldType, notes: &mut Notes) -> Constraints {
    let mut constraints = Constraints {
        required: keys.get("required", "word-boolean", notes).unwrap_or_default(),
        unique: keys.get("unique", "word-boolean", notes).unwrap_or_default(),
        min_length: keys.get("minLength", "word-count", notes),
        max_length: keys.get("maxLength", "word-count", notes),
        minimum: bound(&mut keys, "minimum", kind, notes),
        maximum: bound(&mut keys, "maximum", kind, notes),
        exclusive_minimum: bound(&mut keys, "exclusiveMinimum", kind, notes),
        exclusive_maximum: bound(&mut keys, "exclusiveMaximum", kind, notes),
        allowed: keys.node("enum").map(Node::values).unwrap_or_default(),
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
