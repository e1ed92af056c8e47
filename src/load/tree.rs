//! A TOML or JSON text as a tree with places.
//!
//! TOML descriptors and a Frictionless `datapackage.json` become the same tree,
//! so that there is one reader for both. Texts stay where they are in the
//! file's text wherever they stand there word for word: a descriptor is mostly
//! its description.

use std::borrow::Cow;
use std::ops::Range;

use jsonc_parser::ast;
use toml::de::{DeTable, DeValue};

use super::json_words;
use super::toml_words::{Mistake, mistake};
use crate::diag::code::SYNTAX;
use crate::diag::{Diagnostic, Notes, SourceId, Spot};

/// JSON nested deeper than this is refused before it is parsed.
pub const DEEPEST_JSON: usize = 64;

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// The value.
    pub value: Kind<'a>,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// A value. Numbers and dates keep their text.
#[derive(Debug, Clone)]
pub enum Kind<'a> {
    /// JSON `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, as written.
    Number(Cow<'a, str>),
    /// A text.
    Text(Cow<'a, str>),
    /// A TOML date or time, as written.
    Date(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// A table, in order of its keys.
    Table(Vec<Entry<'a>>),
}

/// A key of a table, its place and its value.
pub type Entry<'a> = (Cow<'a, str>, Range<usize>, Node<'a>);

/// Parses TOML; every syntax error is told, but those that follow from another.
pub fn parse_toml<'a>(text: &'a str, source: SourceId, base: usize, variant: &'static str, notes: &mut Notes) -> Option<Node<'a>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut before: Option<usize> = None;
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let spot = Spot::bytes(source, base + span.start..base + span.end);
        // What is said of the rest of a line follows from its first mistake.
        let between = before.replace(span.start).and_then(|before| text.get(before..span.start));
        if between.is_some_and(|between| !between.contains('\n')) {
            continue;
        }
        let Mistake { mut word, hides_more } = mistake(error.message());
        let is_hidden = |letter| matches!(letter, '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        if text.get(span).is_some_and(|text| text.contains(is_hidden)) {
            word = "toml-space".into();
        }
        notes.push(Diagnostic::new(&SYNTAX, spot).word("error", word).variant(variant));
        if hides_more {
            break;
        }
    }
    // What a file as a whole lacks is missing at its beginning.
    errors.is_empty().then(|| Node { span: base..base, value: Kind::Table(toml_table(table.into_inner(), base)) })
}

fn toml_table(table: DeTable<'_>, base: usize) -> Vec<Entry<'_>> {
    let shift = |span: Range<usize>| base + span.start..base + span.end;
    let mut entries: Vec<_> = table
        .into_iter()
        .map(|(key, value)| {
            let (place, span) = (shift(key.span()), shift(value.span()));
            (key.into_inner(), place, toml_node(value.into_inner(), span, base))
        })
        .collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

fn toml_node(value: DeValue<'_>, span: Range<usize>, base: usize) -> Node<'_> {
    let value = match value {
        DeValue::String(text) => Kind::Text(text),
        DeValue::Integer(number) if number.radix() == 10 => Kind::Number(number.as_str().replace('_', "").into()),
        DeValue::Integer(number) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            Kind::Number(parsed.map_or_else(|_| number.as_str().to_owned(), |n| n.to_string()).into())
        }
        DeValue::Float(number) => Kind::Number(number.as_str().replace('_', "").into()),
        DeValue::Boolean(value) => Kind::Bool(value),
        DeValue::Datetime(date) => Kind::Date(date.to_string().into()),
        DeValue::Array(items) => Kind::List(
            items
                .into_iter()
                .map(|item| {
                    let span = item.span();
                    toml_node(item.into_inner(), base + span.start..base + span.end, base)
                })
                .collect(),
        ),
        DeValue::Table(table) => Kind::Table(toml_table(table, base)),
    };
    Node { value, span }
}

/// Parses JSON; the first syntax error is told.
pub fn parse_json<'a>(text: &'a str, source: SourceId, base: usize, notes: &mut Notes) -> Option<Node<'a>> {
    let mut fail = |span: Range<usize>, word: &'static str| {
        let spot = Spot::bytes(source, base + span.start..base + span.end);
        notes.push(Diagnostic::new(&SYNTAX, spot).word("error", word).variant("json"));
        None
    };
    if let Some((at, why)) = refused(text) {
        return fail(at..at + 1, why);
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
            Some(value) => match disputed(&value) {
                Some((why, span)) => fail(span, why),
                None => Some(json_node(value, base)),
            },
            None => fail(0..0, "json-empty"),
        },
        Err(error) => {
            let range = error.range();
            fail(range.start..range.end, json_words::mistake(&error.kind().to_string()))
        }
    }
}

/// The first value that programs read differently, and why: of a key that
/// stands twice they take the one or the other, and a number beyond a double
/// is infinite to some and refused by others.
fn disputed(value: &ast::Value<'_>) -> Option<(&'static str, Range<usize>)> {
    use jsonc_parser::common::Ranged;
    match value {
        ast::Value::Object(object) => {
            let mut seen = std::collections::BTreeSet::new();
            let twice = object.properties.iter().find(|property| !seen.insert(property.name.as_str()));
            let here = twice.map(|property| {
                let range = property.name.range();
                ("json-twice", range.start..range.end)
            });
            here.or_else(|| object.properties.iter().find_map(|property| disputed(&property.value)))
        }
        ast::Value::Array(array) => array.elements.iter().find_map(disputed),
        ast::Value::NumberLit(number) if serde_json::from_str::<f64>(number.value).is_err() => {
            Some(("json-large", number.range.start..number.range.end))
        }
        _ => None,
    }
}

/// Where and why a JSON text is refused before it is parsed: the parser calls
/// itself for what is nested, and takes characters that JSON forbids.
fn refused(text: &str) -> Option<(usize, &'static str)> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            0..b' ' if quoted => return Some((at, "json-control")),
            _ if !quoted && !matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~') => {
                return Some((at, "json-character"));
            }
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth += 1;
                if depth > DEEPEST_JSON {
                    return Some((at, "json-deep"));
                }
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn json_node(value: ast::Value<'_>, base: usize) -> Node<'_> {
    use jsonc_parser::common::Ranged;
    let range = value.range();
    let value = match value {
        ast::Value::StringLit(text) => Kind::Text(text.value),
        ast::Value::NumberLit(number) => Kind::Number(number.value.into()),
        ast::Value::BooleanLit(value) => Kind::Bool(value.value),
        ast::Value::NullKeyword(_) => Kind::Null,
        ast::Value::Array(array) => Kind::List(array.elements.into_iter().map(|item| json_node(item, base)).collect()),
        ast::Value::Object(object) => Kind::Table(
            object
                .properties
                .into_iter()
                .map(|property| {
                    let key = property.name.range();
                    let name = property.name.as_str().to_owned();
                    (name.into(), base + key.start..base + key.end, json_node(property.value, base))
                })
                .collect(),
        ),
    };
    Node { value, span: base + range.start..base + range.end }
}

impl Node<'_> {
    /// The value as JSON, for serde and for properties that are carried through.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Kind::Null => serde_json::Value::Null,
            Kind::Bool(value) => (*value).into(),
            Kind::Number(number) => serde_json::from_str(number).unwrap_or_else(|_| number.as_ref().into()),
            Kind::Text(text) | Kind::Date(text) => text.as_ref().into(),
            Kind::List(items) => items.iter().map(Node::to_json).collect(),
            Kind::Table(entries) => entries.iter().map(|(key, _, node)| (key.as_ref().to_owned(), node.to_json())).collect(),
        }
    }

    /// The value of a key, when this is a table that has it.
    pub fn entry(&self, key: &str) -> Option<&Self> {
        let Kind::Table(entries) = &self.value else { return None };
        entries.iter().find(|(name, ..)| name == key).map(|(_, _, node)| node)
    }

    /// The same, to be changed.
    pub fn entry_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Kind::Table(entries) = &mut self.value else { return None };
        entries.iter_mut().find(|(name, ..)| name == key).map(|(_, _, node)| node)
    }

    /// The items of a list; none of anything else.
    pub fn items_mut(&mut self) -> &mut [Self] {
        if let Kind::List(items) = &mut self.value { items } else { &mut [] }
    }

    /// The text of a text or a date.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Kind::Text(text) | Kind::Date(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a text, number, date or boolean.
    pub fn scalar(&self) -> Option<String> {
        match &self.value {
            Kind::Text(text) | Kind::Number(text) | Kind::Date(text) => Some(text.as_ref().to_owned()),
            Kind::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// A text as a list of one, or a list of texts and of what has a `value`,
    /// as `missingValues` may hold.
    pub fn values(&self) -> Vec<String> {
        let value = |item: &Node<'_>| match &item.value {
            Kind::Table(entries) => entries.iter().find(|(key, ..)| key == "value").and_then(|(_, _, node)| node.scalar()),
            _ => item.scalar(),
        };
        match &self.value {
            Kind::Text(text) => vec![text.as_ref().to_owned()],
            Kind::List(items) => items.iter().filter_map(value).collect(),
            _ => Vec::new(),
        }
    }

    /// The wording's word for what the value is.
    pub fn word(&self) -> &'static str {
        match &self.value {
            Kind::Null => "word-null",
            Kind::Text(_) => "word-text",
            Kind::Bool(_) => "word-boolean",
            Kind::Number(_) => "word-number",
            Kind::Date(_) => "word-date",
            Kind::List(_) => "word-list",
            Kind::Table(_) => "word-table",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_toml_has_one_mistake() {
        let told = |text: &str| {
            let mut notes = Notes::default();
            assert!(parse_toml(text, SourceId(0), 0, "toml", &mut notes).is_none());
            let all = notes.groups().flat_map(|group| group.shown.iter().map(|told| told.args[0].1.clone()));
            all.map(|word| format!("{word:?}")).collect::<Vec<_>>()
        };
        assert_eq!(told("a\u{a0}=\u{a0}\"x\"\nb = \"y\"\n"), ["Word(\"toml-space\")"]);
        assert_eq!(told("a = x y z\nb = = 1\nc = \"1\"\n").len(), 2);
    }

    #[test]
    fn json_and_toml_become_the_same_tree() {
        let mut notes = Notes::default();
        let toml = parse_toml("a = 1\nb.c = [\"x\"]\n", SourceId(0), 0, "toml", &mut notes).unwrap();
        let json = parse_json(r#"{"a": 1, "b": {"c": ["x"]}}"#, SourceId(0), 0, &mut notes).unwrap();
        assert_eq!(toml.to_json(), json.to_json());
        assert!(parse_json(&"[".repeat(100_000), SourceId(0), 0, &mut notes).is_none());
        assert!(parse_json("{\"a\": \"x\ny\"}", SourceId(0), 0, &mut notes).is_none());
        assert!(parse_json("{\"a\": 1}\u{b}", SourceId(0), 0, &mut notes).is_none());
        assert!(parse_json("{\"a\": 1,}", SourceId(0), 0, &mut notes).is_none());
        assert!(parse_json("{\"a\": [{\"b\": 1, \"b\": 2}]}", SourceId(0), 0, &mut notes).is_none());
        assert!(parse_json("[1, 3e333]", SourceId(0), 0, &mut notes).is_none());
    }
}
