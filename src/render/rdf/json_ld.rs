//! Statements as JSON-LD: one object per subject, and all prefixes inside, so
//! that nobody has to fetch a context from elsewhere.

use std::io::{self, Write};
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::{Gathered, Object, Prefixes, Statements, writable};

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

struct JsonLd<'a, 'o> {
    prefixes: Prefixes,
    out: &'a mut Gathered<'o>,
    /// The subject that is being told of.
    subject: String,
    /// What is said of it: predicates, and where their values stand in the text.
    said: Vec<(&'static str, Range<usize>)>,
    /// Values as JSON, one behind the other.
    text: Vec<u8>,
    /// What stands between two subjects.
    separator: &'static str,
}

impl Statements for JsonLd<'_, '_> {
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        if self.subject != subject {
            self.finish_subject()?;
            subject.clone_into(&mut self.subject);
        }
        let begin = self.text.len();
        match object {
            Object::Iri(address) if predicate == TYPE => self.short(address)?,
            Object::Iri(address) => {
                self.text.extend_from_slice(b"{\"@id\":");
                self.string(address)?;
                self.text.push(b'}');
            }
            Object::Text(text, lang) => {
                self.value(text, b"\"@language\":")?;
                self.string(&lang.as_str().to_ascii_lowercase())?;
                self.text.push(b'}');
            }
            Object::Plain(text) => self.string(&writable(text))?,
            Object::Typed(text, kind) => {
                self.value(text, b"\"@type\":")?;
                self.short(kind)?;
                self.text.push(b'}');
            }
        }
        self.said.push((predicate, begin..self.text.len()));
        Ok(())
    }
}

impl JsonLd<'_, '_> {
    fn string(&mut self, text: &str) -> io::Result<()> {
        Ok(serde_json::to_writer(&mut self.text, text)?)
    }

    /// An address of a vocabulary with its prefix.
    fn short(&mut self, address: &str) -> io::Result<()> {
        match self.prefixes.iter().find_map(|(name, whole)| Some((name, address.strip_prefix(whole)?))) {
            // Names of vocabularies hold nothing that JSON would write otherwise.
            Some((name, rest)) => write!(self.text, "\"{name}:{rest}\""),
            None => self.string(address),
        }
    }

    /// A text, and what else is said of it next.
    fn value(&mut self, text: &str, next: &[u8]) -> io::Result<()> {
        self.text.extend_from_slice(b"{\"@value\":");
        self.string(&writable(text))?;
        self.text.push(b',');
        self.text.extend_from_slice(next);
        Ok(())
    }

    fn finish_subject(&mut self) -> io::Result<()> {
        if self.said.is_empty() {
            return Ok(());
        }
        self.out.write_all(self.separator.as_bytes())?;
        self.separator = ",\n";
        self.out.write_all(b"{\"@id\":")?;
        serde_json::to_writer(&mut *self.out, &self.subject)?;
        let said = std::mem::take(&mut self.said);
        for (at, (predicate, _)) in said.iter().enumerate() {
            if said[..at].iter().all(|(earlier, _)| earlier != predicate) {
                self.property(predicate, said[at..].iter().filter(|(other, _)| other == predicate).map(|(_, place)| place.clone()))?;
            }
        }
        self.said = said;
        self.said.clear();
        self.text.clear();
        self.out.write_all(b"}")
    }

    /// A property of the subject; several values are a list.
    fn property(&mut self, predicate: &str, values: impl Iterator<Item = Range<usize>> + Clone) -> io::Result<()> {
        let end = self.text.len();
        if predicate == TYPE {
            self.string("@type")?;
        } else {
            self.short(predicate)?;
        }
        let is_list = values.clone().nth(1).is_some();
        self.out.write_all(b",")?;
        self.out.write_all(&self.text[end..])?;
        self.out.write_all(if is_list { b":[" } else { b":" })?;
        for (at, place) in values.enumerate() {
            if at > 0 {
                self.out.write_all(b",")?;
            }
            self.out.write_all(&self.text[place])?;
        }
        self.text.truncate(end);
        if is_list { self.out.write_all(b"]") } else { Ok(()) }
    }
}

/// Writes what `tell` states.
pub(super) fn write(
    prefixes: Prefixes,
    out: &mut Gathered<'_>,
    tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>,
) -> io::Result<()> {
    let context: Map<String, Value> = prefixes.iter().map(|(name, address)| ((*name).to_owned(), json!(address))).collect();
    out.write_all(b"{\n\"@context\": ")?;
    serde_json::to_writer(&mut *out, &context)?;
    out.write_all(b",\n\"@graph\": [")?;
    let mut graph = JsonLd { prefixes, out, subject: String::new(), said: Vec::new(), text: Vec::new(), separator: "\n" };
    tell(&mut graph)?;
    graph.finish_subject()?;
    graph.out.write_all(b"\n]\n}\n")
}
