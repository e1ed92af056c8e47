//! Table Dialect of a descriptor.

use super::keys::Keys;
use crate::diag::code::UNSUPPORTED;
use crate::diag::{Diagnostic, Notes};
use crate::model::schema::Dialect;

/// Keys that change nothing, whatever they say.
const KEYS_WITHOUT_EFFECT: [&str; 3] = ["$schema", "lineTerminator", "csvddfVersion"];

/// Keys of which congbo reads nothing.
const KEYS_NOT_READ: [&str; 11] = [
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
];

/// Keys that are harmless when they say what is done anyway.
fn usual_keys() -> [(&'static str, serde_json::Value); 4] {
    [("header", true.into()), ("doubleQuote", true.into()), ("headerRows", serde_json::json!([1])), ("caseSensitiveHeader", true.into())]
}

/// Reads a `dialect`. What congbo does not read is told, and the default stands.
pub(super) fn dialect(mut keys: Keys<'_>, notes: &mut Notes) -> Dialect {
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
    for (key, usual) in usual_keys() {
        if keys.node(key).is_some_and(|node| node.to_json() != usual) {
            unsupported(&keys, key, notes);
        }
    }
    for key in KEYS_WITHOUT_EFFECT {
        keys.node(key);
    }
    for key in KEYS_NOT_READ {
        if keys.node(key).is_some() {
            unsupported(&keys, key, notes);
        }
    }
    keys.custom(notes);
    dialect
}

fn unsupported(keys: &Keys<'_>, key: &'static str, notes: &mut Notes) {
    notes.push(Diagnostic::new(&UNSUPPORTED, keys.spot(key)).arg("key", keys.name(key)));
}
