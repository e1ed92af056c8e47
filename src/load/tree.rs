//! A TOML or JSON text as a tree with places, read key by key.
//!
//! TOML descriptors and a Frictionless `datapackage.json` become the same tree,
//! so that there is one reader for both. Values are read through serde one key
//! at a time: one bad key never hides the next, and unknown keys are found by
//! comparing with the keys that were asked for.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use jsonc_parser::ast;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use crate::diag::code::{BAD_VALUE, MISSING_KEY, SYNTAX, UNKNOWN_KEY, WRONG_TYPE};
use crate::diag::{Diagnostic, Notes, SourceId, Spot, nearest};
use crate::model::lang::Text;

/// JSON nested deeper than this is refused before it is parsed.
const DEEPEST_JSON: usize = 64;

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Kind,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// A value. Numbers and dates keep their text.
#[derive(Debug, Clone)]
pub enum Kind {
    /// JSON `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// A TOML date or time, as written.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table, in order of its keys.
    Table(Vec<(String, Range<usize>, Node)>),
}

/// Parses TOML; every syntax error is told.
pub fn parse_toml(text: &str, source: SourceId, base: usize, variant: &'static str, notes: &mut Notes) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let spot = Spot::bytes(source, base + span.start..base + span.end);
        notes.push(Diagnostic::new(&SYNTAX, spot).arg("error", error.message()).variant(variant));
    }
    // What a file as a whole lacks is missing at its beginning.
    errors.is_empty().then(|| Node { span: base..base, value: Kind::Table(toml_table(table.get_ref(), base)) })
}

fn toml_table(table: &DeTable<'_>, base: usize) -> Vec<(String, Range<usize>, Node)> {
    let shift = |span: Range<usize>| base + span.start..base + span.end;
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), shift(key.span()), toml_node(value.get_ref(), shift(value.span()), base)))
        .collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

fn toml_node(value: &DeValue<'_>, span: Range<usize>, base: usize) -> Node {
    let value = match value {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Kind::Number(number.as_str().replace('_', "")),
        DeValue::Integer(number) => Kind::Number(
            i64::from_str_radix(number.as_str(), number.radix()).map_or_else(|_| number.as_str().to_owned(), |n| n.to_string()),
        ),
        DeValue::Float(number) => Kind::Number(number.as_str().replace('_', "")),
        DeValue::Boolean(value) => Kind::Bool(*value),
        DeValue::Datetime(date) => Kind::Date(date.to_string()),
        DeValue::Array(items) => {
            Kind::List(items.iter().map(|item| toml_node(item.get_ref(), base + item.span().start..base + item.span().end, base)).collect())
        }
        DeValue::Table(table) => Kind::Table(toml_table(table, base)),
    };
    Node { value, span }
}

/// Parses JSON; the first syntax error is told.
pub fn parse_json(text: &str, source: SourceId, base: usize, notes: &mut Notes) -> Option<Node> {
    let mut fail = |span: Range<usize>, error: &str| {
        let spot = Spot::bytes(source, base + span.start..base + span.end);
        notes.push(Diagnostic::new(&SYNTAX, spot).arg("error", error).variant("json"));
        None
    };
    if let Some(at) = too_deep(text) {
        return fail(at..at + 1, "nested too deeply");
    }
    let options = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match jsonc_parser::parse_to_ast(text, &jsonc_parser::CollectOptions::default(), &options) {
        Ok(parsed) => match parsed.value {
            Some(value) => Some(json_node(&value, base)),
            None => fail(0..0, "the file is empty"),
        },
        Err(error) => {
            let range = error.range();
            fail(range.start..range.end, &error.kind().to_string())
        }
    }
}

fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth += 1;
                if depth > DEEPEST_JSON {
                    return Some(at);
                }
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn json_node(value: &ast::Value<'_>, base: usize) -> Node {
    use jsonc_parser::common::Ranged;
    let range = value.range();
    let value = match value {
        ast::Value::StringLit(text) => Kind::Text(text.value.to_string()),
        ast::Value::NumberLit(number) => Kind::Number(number.value.to_string()),
        ast::Value::BooleanLit(value) => Kind::Bool(value.value),
        ast::Value::NullKeyword(_) => Kind::Null,
        ast::Value::Array(array) => Kind::List(array.elements.iter().map(|item| json_node(item, base)).collect()),
        ast::Value::Object(object) => Kind::Table(
            object
                .properties
                .iter()
                .map(|property| {
                    let key = property.name.range();
                    (property.name.as_str().to_owned(), base + key.start..base + key.end, json_node(&property.value, base))
                })
                .collect(),
        ),
    };
    Node { value, span: base + range.start..base + range.end }
}

impl Node {
    /// The value as JSON, for serde and for properties that are carried through.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Kind::Null => serde_json::Value::Null,
            Kind::Bool(value) => (*value).into(),
            Kind::Number(number) => serde_json::from_str(number).unwrap_or_else(|_| number.clone().into()),
            Kind::Text(text) | Kind::Date(text) => text.clone().into(),
            Kind::List(items) => items.iter().map(Node::to_json).collect(),
            Kind::Table(entries) => entries.iter().map(|(key, _, node)| (key.clone(), node.to_json())).collect(),
        }
    }

    /// The text of a text, number, date or boolean.
    pub fn scalar(&self) -> Option<String> {
        match &self.value {
            Kind::Text(text) | Kind::Number(text) | Kind::Date(text) => Some(text.clone()),
            Kind::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The wording's word for what the value is.
    pub fn word(&self) -> &'static str {
        match &self.value {
            Kind::Null | Kind::Text(_) => "word-text",
            Kind::Bool(_) => "word-boolean",
            Kind::Number(_) => "word-number",
            Kind::Date(_) => "word-date",
            Kind::List(_) => "word-list",
            Kind::Table(_) => "word-table",
        }
    }
}

/// A value that was read, with its place.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub spot: Spot,
}

/// A table being read key by key. [`Keys::finish`] reports what nobody asked for.
pub struct Keys<'a> {
    source: SourceId,
    spot: Spot,
    path: String,
    entries: &'a [(String, Range<usize>, Node)],
    asked: Vec<Cow<'static, str>>,
}

impl<'a> Keys<'a> {
    /// Reads `node` as a table; anything else is told and read as an empty one.
    /// `path` stands before the keys' names in diagnostics: `contact.`.
    pub fn new(node: &'a Node, source: SourceId, path: impl Into<String>, notes: &mut Notes) -> Self {
        let path = path.into();
        let spot = Spot::bytes(source, node.span.clone());
        let entries = match &node.value {
            Kind::Table(entries) => entries.as_slice(),
            _ => {
                let key = path.trim_end_matches('.').to_owned();
                notes.push(Diagnostic::new(&WRONG_TYPE, spot).arg("key", key).word("expected", "word-table").word("found", node.word()));
                &[]
            }
        };
        Self { source, spot, path, entries, asked: Vec::new() }
    }

    /// The node of a key, if it is there.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key.into());
        self.entries.iter().find(|(name, ..)| name == key).map(|(_, _, node)| node)
    }

    /// The node of a key whose name is made up, such as `title@en`.
    pub fn node_named(&mut self, key: String) -> Option<&'a Node> {
        let found = self.entries.iter().find(|(name, ..)| *name == key).map(|(_, _, node)| node);
        self.asked.push(key.into());
        found
    }

    /// The place of a key's value; of the table when it is absent.
    pub fn spot(&self, key: &str) -> Spot {
        let found = self.entries.iter().find(|(name, ..)| name == key);
        found.map_or(self.spot, |(_, _, node)| Spot::bytes(self.source, node.span.clone()))
    }

    /// The name of a key as diagnostics tell it.
    pub fn name(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    /// The value of a key as any type that serde reads; told as `expected` otherwise.
    pub fn get<T: DeserializeOwned>(&mut self, key: &'static str, expected: &'static str, notes: &mut Notes) -> Option<T> {
        let node = self.node(key)?;
        match serde_json::from_value(node.to_json()) {
            Ok(value) => Some(value),
            Err(_) => {
                self.wrong(key, expected, node, notes);
                None
            }
        }
    }

    fn wrong(&self, key: &str, expected: &'static str, node: &Node, notes: &mut Notes) {
        let spot = Spot::bytes(self.source, node.span.clone());
        notes.push(Diagnostic::new(&WRONG_TYPE, spot).arg("key", self.name(key)).word("expected", expected).word("found", node.word()));
    }

    /// A plain text.
    pub fn string(&mut self, key: &'static str, notes: &mut Notes) -> Option<Located<String>> {
        let value = self.get::<String>(key, "word-text", notes)?;
        Some(Located { value, spot: self.spot(key) })
    }

    /// A text, in one or several languages.
    pub fn text(&mut self, key: &'static str, notes: &mut Notes) -> Option<Text> {
        self.get(key, "word-text", notes)
    }

    /// The texts of a list, each with its place.
    pub fn items(&mut self, key: &'static str, notes: &mut Notes) -> Option<Vec<Located<String>>> {
        self.strings(key, notes)?;
        let Kind::List(items) = &self.node(key)?.value else { return None };
        let located = |item: &Node| Some(Located { value: item.scalar()?, spot: Spot::bytes(self.source, item.span.clone()) });
        Some(items.iter().filter_map(located).collect())
    }

    /// A list of plain texts.
    pub fn strings(&mut self, key: &'static str, notes: &mut Notes) -> Option<Located<Vec<String>>> {
        let value = self.get::<Vec<String>>(key, "word-list", notes)?;
        Some(Located { value, spot: self.spot(key) })
    }

    /// A full date.
    pub fn date(&mut self, key: &'static str, notes: &mut Notes) -> Option<Located<Date>> {
        let node = self.node(key)?;
        let Some(text) = node.scalar() else {
            self.wrong(key, "word-date", node, notes);
            return None;
        };
        let parsed = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if parsed.is_none() {
            self.bad(key, &text, "date", notes);
        }
        parsed.map(|value| Located { value, spot: self.spot(key) })
    }

    /// Tells that a key's value is none of those it may have.
    pub fn bad(&self, key: &str, value: &str, variant: &'static str, notes: &mut Notes) {
        notes.push(Diagnostic::new(&BAD_VALUE, self.spot(key)).arg("key", self.name(key)).arg("value", value).variant(variant));
    }

    /// Tells that one item of a list is none of those it may have.
    pub fn bad_item(&self, key: &str, item: &Located<String>, variant: &'static str, notes: &mut Notes) {
        let told = Diagnostic::new(&BAD_VALUE, item.spot).arg("key", self.name(key)).arg("value", &item.value);
        notes.push(told.variant(variant));
    }

    /// A text out of a list of allowed ones.
    pub fn choice(&mut self, key: &'static str, allowed: &[&str], notes: &mut Notes) -> Option<String> {
        let given = self.string(key, notes)?;
        if allowed.contains(&given.value.as_str()) {
            return Some(given.value);
        }
        let near = nearest(&given.value, allowed.iter().copied());
        let mut told = Diagnostic::new(&BAD_VALUE, given.spot).arg("key", self.name(key)).arg("value", &given.value);
        told = told.arg("allowed", allowed.join(", ")).variant("allowed").near(near);
        notes.push(told);
        None
    }

    /// A table below this one; empty when the key is absent.
    pub fn table(&mut self, key: &'static str, notes: &mut Notes) -> Option<Keys<'a>> {
        let path = format!("{}{key}.", self.path);
        self.node(key).map(|node| Keys::new(node, self.source, path, notes))
    }

    /// The tables of a list below this one.
    pub fn tables(&mut self, key: &'static str, notes: &mut Notes) -> Vec<Keys<'a>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Kind::List(items) = &node.value else {
            self.wrong(key, "word-list", node, notes);
            return Vec::new();
        };
        let name = |index: usize| format!("{}{key}[{index}].", self.path);
        items.iter().enumerate().map(|(index, item)| Keys::new(item, self.source, name(index), notes)).collect()
    }

    /// Tells that a key is missing.
    pub fn missing(&self, key: &str, notes: &mut Notes) {
        notes.push(Diagnostic::new(&MISSING_KEY, self.spot).arg("key", key));
    }

    /// All keys with their nodes, for tables whose keys the author chooses.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Spot, &'a Node)> + '_ {
        self.entries.iter().map(|(key, span, node)| (key.as_str(), Spot::bytes(self.source, span.clone()), node))
    }

    /// Reports every key that was not asked for.
    pub fn finish(self, notes: &mut Notes) {
        for (key, span, _) in self.unknown() {
            let near = nearest(key, self.asked.iter().map(Cow::as_ref));
            let spot = Spot::bytes(self.source, span.clone());
            notes.push(Diagnostic::new(&UNKNOWN_KEY, spot).arg("key", self.name(key)).near(near));
        }
    }

    /// Gives the keys that were not asked for, as properties to carry through;
    /// those that look like a misspelt known key are told.
    pub fn custom(self, notes: &mut Notes) -> std::collections::BTreeMap<String, serde_json::Value> {
        let mut custom = std::collections::BTreeMap::new();
        for (key, span, node) in self.unknown() {
            if let Some(near) = nearest(key, self.asked.iter().map(Cow::as_ref)) {
                let spot = Spot::bytes(self.source, span.clone());
                notes.push(Diagnostic::new(&UNKNOWN_KEY, spot).arg("key", self.name(key)).near(Some(near)));
            }
            custom.insert(key.clone(), node.to_json());
        }
        custom
    }

    fn unknown(&self) -> impl Iterator<Item = &'a (String, Range<usize>, Node)> + '_ {
        self.entries.iter().filter(|(key, ..)| !self.asked.iter().any(|asked| asked == key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_key_of_a_file_is_told_at_once() {
        let text = "title = 3\nlanguags = [\"vi\"]\nstart = \"31/12/2024\"\n";
        let mut notes = Notes::default();
        let node = parse_toml(text, SourceId(0), 0, "toml", &mut notes).expect("sound TOML");
        let mut keys = Keys::new(&node, SourceId(0), "", &mut notes);
        assert!(keys.text("title", &mut notes).is_none());
        assert!(keys.strings("languages", &mut notes).is_none());
        assert!(keys.date("start", &mut notes).is_none());
        keys.finish(&mut notes);
        let codes: Vec<_> = notes.groups().map(|group| group.shown[0].code.id).collect();
        assert_eq!(codes, ["C0202", "C0203", "C0205"]);
    }

    #[test]
    fn json_and_toml_become_the_same_tree() {
        let mut notes = Notes::default();
        let toml = parse_toml("a = 1\nb.c = [\"x\"]\n", SourceId(0), 0, "toml", &mut notes).unwrap();
        let json = parse_json(r#"{"a": 1, "b": {"c": ["x"]}}"#, SourceId(0), 0, &mut notes).unwrap();
        assert_eq!(toml.to_json(), json.to_json());
        assert!(parse_json(&"[".repeat(100_000), SourceId(0), 0, &mut notes).is_none());
        assert!(parse_json("{\"a\": 1,}", SourceId(0), 0, &mut notes).is_none());
    }
}
