//! Shapes: what a value of an answer looks like as JSON, and the schema that
//! says so.
//!
//! Both stand together, so that no answer differs from its schema: a record is
//! declared once by [`record!`], and writing it and describing it follow from
//! that. What is written is UTF-8, numbers digit by digit from their decimals.
//! Knows nothing of what answers tell.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::model::lang::{Lang, Languages};
use crate::model::value::{Decimal, PartialDate};

/// A value of an answer.
pub(in crate::render) trait Shape {
    /// Whether it is an object of its own: lists give each of them a line.
    const IS_RECORD: bool = false;

    /// The schema of such values.
    fn schema(all: &mut Definitions<'_>) -> Value;

    /// Writes it as JSON.
    fn write(&self, out: &mut dyn Write) -> io::Result<()>;
}

/// The schemas of records, gathered.
pub(in crate::render) struct Definitions<'a> {
    /// Every record's schema by its name.
    pub(in crate::render) known: BTreeMap<&'static str, Value>,
    languages: &'a Languages,
    /// The portal's base address.
    base: Option<&'a str>,
    /// Where schemas of records stand in the document.
    place: &'static str,
}

/// A property of a record: its name, what it means, its schema.
pub(in crate::render) type Property = (&'static str, &'static str, Value);

impl<'a> Definitions<'a> {
    /// Nothing yet, for a document that keeps schemas of records at `place`.
    pub(in crate::render) fn new(languages: &'a Languages, base: Option<&'a str>, place: &'static str) -> Self {
        Self { known: BTreeMap::new(), languages, base, place }
    }

    /// A reference to the schema of a record, which is made when it is not known.
    pub(in crate::render) fn record(
        &mut self,
        name: &'static str,
        about: &'static str,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Value {
        let reference = json!({ "$ref": format!("{}{name}", self.place) });
        // No record holds itself: it is known once it is made.
        if !self.known.contains_key(name) {
            let made = object(about, properties(self));
            self.known.insert(name, made);
        }
        reference
    }

    /// An object with a property for every language of the portal.
    fn by_language(&mut self, name: &'static str, about: &'static str, each: &Value, are_required: bool) -> Value {
        let tags: Vec<String> = self.languages.iter().map(|lang| lang.to_string()).collect();
        let properties: Map<String, Value> = tags.iter().map(|tag| (tag.clone(), each.clone())).collect();
        let required = if are_required { tags } else { Vec::new() };
        let made = json!({
            "type": "object", "description": about, "properties": properties, "required": required, "additionalProperties": false,
        });
        self.known.insert(name, made);
        json!({ "$ref": format!("{}{name}", self.place) })
    }

    /// An address of this portal.
    fn address(&self) -> Value {
        match self.base {
            Some(base) => json!({ "type": "string", "format": "uri", "pattern": format!("^{}", escaped(base)) }),
            None => json!({ "type": "string", "format": "uri-reference", "pattern": "^[^/:]+(/|$)" }),
        }
    }
}

/// A text as a pattern that matches only it.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut all, c| {
        if !c.is_ascii_alphanumeric() && !matches!(c, '/' | ':' | '-' | '_' | '~' | '%') && c.is_ascii() {
            all.push('\\');
        }
        all.push(c);
        all
    })
}

/// The schema of an object that has all of these properties and no other.
fn object(about: &str, properties: Vec<Property>) -> Value {
    let names: Vec<&str> = properties.iter().map(|(name, ..)| *name).collect();
    let mut all = Map::new();
    for (name, about, schema) in &properties {
        let mut one = Map::new();
        one.insert("description".into(), about.trim().into());
        one.extend(schema.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
        all.insert((*name).to_owned(), one.into());
    }
    json!({ "type": "object", "description": about.trim(), "properties": all, "required": names, "additionalProperties": false })
}

/// Writes a text.
pub(in crate::render) fn text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, text)?)
}

/// Declares a record: its name, the kind of answer that it is if it is one,
/// and its properties with what they mean.
macro_rules! record {
    ($(#[doc = $about:literal])+ $name:ident $(<$life:lifetime>)? $(= $kind:literal)? {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty,)+
    }) => {
        $(#[doc = $about])+
        pub(in crate::render) struct $name $(<$life>)? {
            $(#[doc = concat!("What every answer says first: `", $kind, "`.")]
            pub(in crate::render) head: $crate::render::api::head::Head,)?
            $($(#[doc = $doc])+ pub(in crate::render) $field: $type,)+
        }

        impl $(<$life>)? $crate::render::api::shape::Shape for $name $(<$life>)? {
            const IS_RECORD: bool = true;

            fn schema(all: &mut $crate::render::api::shape::Definitions<'_>) -> serde_json::Value {
                all.record(stringify!($name), concat!($($about),+), |all| {
                    let mut properties: Vec<$crate::render::api::shape::Property> = Vec::new();
                    $(properties.extend($crate::render::api::head::Head::properties(all, $kind));)?
                    $({
                        let name = stringify!($field);
                        let schema = <$type as $crate::render::api::shape::Shape>::schema(all);
                        properties.push((name.strip_prefix("r#").unwrap_or(name), concat!($($doc),+), schema));
                    })+
                    properties
                })
            }

            fn write(&self, out: &mut dyn std::io::Write) -> std::io::Result<()> {
                let mut before = "{";
                $(out.write_all(before.as_bytes())?;
                self.head.write($kind, out)?;
                before = ",";)?
                $({
                    let name = stringify!($field);
                    write!(out, "{before}\"{}\":", name.strip_prefix("r#").unwrap_or(name))?;
                    before = ",";
                    $crate::render::api::shape::Shape::write(&self.$field, out)?;
                })+
                let _ = before;
                out.write_all(b"}")
            }
        }
    };
}
pub(in crate::render) use record;

/// An address of this portal: a full one, or the path from the site's top.
#[derive(Debug, Clone)]
pub(in crate::render) struct Link(pub(in crate::render) String);

/// A text in the languages of the portal that have it.
#[derive(Debug, Clone)]
pub(in crate::render) struct Told(pub(in crate::render) Vec<(Lang, String)>);

/// A page in every language of the portal.
#[derive(Debug, Clone)]
pub(in crate::render) struct Pages(pub(in crate::render) Vec<(Lang, Link)>);

/// JSON as it is.
#[derive(Debug, Clone)]
pub(in crate::render) struct Plain(pub(in crate::render) Value);

/// A code of a closed list.
pub(in crate::render) struct Code<V>(String, PhantomData<V>);

/// A closed list of codes.
pub(in crate::render) trait Vocabulary {
    /// The codes.
    fn codes() -> Vec<String>;
}

impl<V> Code<V> {
    /// A code of the list.
    pub(in crate::render) fn new(code: impl Into<String>) -> Self {
        Self(code.into(), PhantomData)
    }

    /// A code of the list; none when the cell is empty.
    pub(in crate::render) fn maybe(code: &str) -> Option<Self> {
        (!code.is_empty()).then(|| Self::new(code))
    }
}

impl<V: Vocabulary> Shape for Code<V> {
    fn schema(_all: &mut Definitions<'_>) -> Value {
        json!({ "type": "string", "enum": V::codes() })
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        text(&self.0, out)
    }
}

impl Shape for Link {
    fn schema(all: &mut Definitions<'_>) -> Value {
        all.address()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        text(&self.0, out)
    }
}

impl Shape for Told {
    fn schema(all: &mut Definitions<'_>) -> Value {
        all.by_language(
            "Text",
            "A text in every language that it is known in; empty when there is none.",
            &json!({ "type": "string" }),
            false,
        )
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        by_language(self.0.iter().map(|(lang, told)| (*lang, told.as_str())), out)
    }
}

impl Shape for Pages {
    fn schema(all: &mut Definitions<'_>) -> Value {
        let address = all.address();
        all.by_language("Pages", "The page for people, in every language of the portal.", &address, true)
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        by_language(self.0.iter().map(|(lang, link)| (*lang, link.0.as_str())), out)
    }
}

fn by_language<'t>(texts: impl Iterator<Item = (Lang, &'t str)>, out: &mut dyn Write) -> io::Result<()> {
    let mut before = "{";
    for (lang, told) in texts {
        write!(out, "{before}\"{lang}\":")?;
        before = ",";
        text(told, out)?;
    }
    out.write_all(if before == "{" { b"{}" } else { b"}" })
}

impl Shape for Plain {
    fn schema(_all: &mut Definitions<'_>) -> Value {
        json!({ "type": "object" })
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        Ok(serde_json::to_writer(out, &self.0)?)
    }
}

impl Shape for String {
    fn schema(_all: &mut Definitions<'_>) -> Value {
        json!({ "type": "string" })
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        text(self, out)
    }
}

/// Values whose JSON is what they print, perhaps between quotes.
macro_rules! printed {
    ($($type:ty, $format:literal, $schema:tt;)+) => {
        $(impl Shape for $type {
            fn schema(_all: &mut Definitions<'_>) -> Value {
                json!($schema)
            }

            fn write(&self, out: &mut dyn Write) -> io::Result<()> {
                write!(out, $format, self)
            }
        })+
    };
}

printed! {
    u64, "{}", { "type": "integer", "minimum": 0 };
    i64, "{}", { "type": "integer" };
    bool, "{}", { "type": "boolean" };
    Decimal, "{}", { "type": "number" };
    Date, "\"{}\"", { "type": "string", "format": "date" };
    PartialDate, "\"{}\"", { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" };
    Timestamp, "\"{}\"", { "type": "string", "format": "date-time" };
}

impl<T: Shape> Shape for Option<T> {
    fn schema(all: &mut Definitions<'_>) -> Value {
        let mut schema = T::schema(all);
        match schema.get("type").and_then(Value::as_str).map(str::to_owned) {
            Some(kind) if schema.get("enum").is_none() => {
                schema["type"] = json!([kind, "null"]);
                schema
            }
            _ => json!({ "anyOf": [schema, { "type": "null" }] }),
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Some(value) => value.write(out),
            None => out.write_all(b"null"),
        }
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn schema(all: &mut Definitions<'_>) -> Value {
        let items = T::schema(all);
        json!({ "type": "array", "items": items })
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let line = if T::IS_RECORD { "\n" } else { "" };
        out.write_all(b"[")?;
        for (number, one) in self.iter().enumerate() {
            write!(out, "{}{line}", if number > 0 { "," } else { "" })?;
            one.write(out)?;
        }
        write!(out, "{}]", if self.is_empty() { "" } else { line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(in crate::render) struct Colour;

    impl Vocabulary for Colour {
        fn codes() -> Vec<String> {
            vec!["red".to_owned(), "green".to_owned()]
        }
    }

    record! {
        /// A thing.
        Thing {
            /// How much.
            amount: Option<Decimal>,
            /// Which colour.
            r#type: Option<Code<Colour>>,
            /// Names.
            names: Vec<String>,
        }
    }

    #[test]
    fn a_record_writes_what_its_schema_says() {
        let vi = Lang::new("vi").unwrap();
        let languages = Languages::new(vi, []);
        let mut all = Definitions::new(&languages, None, "#/$defs/");
        assert_eq!(Thing::schema(&mut all), json!({ "$ref": "#/$defs/Thing" }));
        let expected = json!({
            "type": "object", "description": "A thing.",
            "properties": {
                "amount": { "description": "How much.", "type": ["number", "null"] },
                "type": { "description": "Which colour.", "anyOf": [{ "type": "string", "enum": ["red", "green"] }, { "type": "null" }] },
                "names": { "description": "Names.", "type": "array", "items": { "type": "string" } },
            },
            "required": ["amount", "type", "names"], "additionalProperties": false,
        });
        assert_eq!(all.known["Thing"], expected);
        let mut out = Vec::new();
        let amount = "12345678901234567890.10".parse().ok();
        Thing { amount, r#type: Code::maybe(""), names: vec!["\"Đ\"".into()] }.write(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), r#"{"amount":12345678901234567890.10,"type":null,"names":["\"Đ\""]}"#);
    }

    #[test]
    fn addresses_are_full_ones_or_paths_from_the_sites_top() {
        let languages = Languages::new(Lang::new("vi").unwrap(), []);
        let pattern = |base: Option<&str>| Link::schema(&mut Definitions::new(&languages, base, "")).get("pattern").cloned();
        assert_eq!(pattern(Some("https://a.vn/mở/")), Some(json!("^https://a\\.vn/mở/")));
        assert_eq!(pattern(None), Some(json!("^[^/:]+(/|$)")));
    }
}
