//! Statements as JSON-LD: one object per subject, and all prefixes inside, so
//! that nobody has to fetch a context from elsewhere.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Object, Prefixes, Statements, writable};

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

struct JsonLd<'a> {
    prefixes: Prefixes,
    out: &'a mut dyn Write,
    /// The subject that is being told of.
    subject: String,
    said: Map<String, Value>,
    /// What stands between two subjects.
    separator: &'static str,
}

impl Statements for JsonLd<'_> {
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        if self.subject != subject {
            self.finish_subject()?;
            subject.clone_into(&mut self.subject);
        }
        let (key, value) = match object {
            Object::Iri(address) if predicate == TYPE => ("@type".to_owned(), json!(self.short(address))),
            Object::Iri(address) => (self.short(predicate), json!({ "@id": address })),
            Object::Text(text, lang) => {
                (self.short(predicate), json!({ "@value": writable(text), "@language": lang.as_str().to_ascii_lowercase() }))
            }
            Object::Plain(text) => (self.short(predicate), json!(writable(text))),
            Object::Typed(text, kind) => (self.short(predicate), json!({ "@value": writable(text), "@type": self.short(kind) })),
        };
        match self.said.get_mut(&key) {
            None => {
                self.said.insert(key, value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(one) => *one = Value::Array(vec![one.take(), value]),
        }
        Ok(())
    }
}

impl JsonLd<'_> {
    /// An address of a vocabulary with its prefix.
    fn short(&self, address: &str) -> String {
        let known = self.prefixes.iter().find_map(|(name, whole)| Some(format!("{name}:{}", address.strip_prefix(whole)?)));
        known.unwrap_or_else(|| address.to_owned())
    }

    fn finish_subject(&mut self) -> io::Result<()> {
        if self.said.is_empty() {
            return Ok(());
        }
        self.out.write_all(self.separator.as_bytes())?;
        self.separator = ",\n";
        let mut object = Map::with_capacity(self.said.len() + 1);
        object.insert("@id".to_owned(), std::mem::take(&mut self.subject).into());
        object.append(&mut self.said);
        Ok(serde_json::to_writer(&mut *self.out, &object)?)
    }
}

/// Writes what `tell` states.
pub(super) fn write(prefixes: Prefixes, out: &mut dyn Write, tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>) -> io::Result<()> {
    let context: Map<String, Value> = prefixes.iter().map(|(name, address)| ((*name).to_owned(), json!(address))).collect();
    out.write_all(b"{\n\"@context\": ")?;
    serde_json::to_writer(&mut *out, &context)?;
    out.write_all(b",\n\"@graph\": [")?;
    let mut graph = JsonLd { prefixes, out, subject: String::new(), said: Map::new(), separator: "\n" };
    tell(&mut graph)?;
    graph.finish_subject()?;
    graph.out.write_all(b"\n]\n}\n")
}
