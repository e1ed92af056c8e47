//! Statements as JSON-LD: one object per subject, and all prefixes inside, so
//! that nobody has to fetch a context from elsewhere.

use std::io::{self, Write};

use super::prefixed::{pieces, prefixed};
use super::{Gathered, Object, Prefixes, Statements, TYPE, tag, writable};

struct JsonLd<'a, 'o> {
    prefixes: Prefixes,
    out: &'a mut Gathered<'o>,
    /// The subject that is being told of; nobody yet: empty.
    subject: String,
    /// What is said of it, property by property; the rest are spare.
    said: Vec<Said>,
    properties: usize,
    /// What stands between two subjects.
    separator: &'static str,
}

/// What is said of a subject with one predicate.
#[derive(Default)]
struct Said {
    predicate: &'static str,
    /// Values as JSON, with commas between them.
    values: Vec<u8>,
    count: usize,
}

impl Statements for JsonLd<'_, '_> {
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        if self.subject != subject {
            self.finish_subject()?;
            subject.clone_into(&mut self.subject);
        }
        let prefixes = self.prefixes;
        let said = self.said(predicate);
        if said.count > 0 {
            said.values.push(b',');
        }
        said.count += 1;
        value(prefixes, predicate, object, &mut said.values)
    }
}

impl JsonLd<'_, '_> {
    /// What has been said with a predicate.
    fn said(&mut self, predicate: &'static str) -> &mut Said {
        let known = self.said[..self.properties].iter().position(|said| said.predicate == predicate);
        let place = known.unwrap_or(self.properties);
        if known.is_none() {
            self.properties += 1;
            if place == self.said.len() {
                self.said.push(Said::default());
            }
            let said = &mut self.said[place];
            (said.predicate, said.count) = (predicate, 0);
            said.values.clear();
        }
        &mut self.said[place]
    }

    fn finish_subject(&mut self) -> io::Result<()> {
        if self.properties == 0 {
            return Ok(());
        }
        pieces(self.out, [self.separator, "{\"@id\":"])?;
        self.separator = ",\n";
        serde_json::to_writer(&mut *self.out, &self.subject)?;
        for said in &self.said[..self.properties] {
            self.out.write_all(b",")?;
            if said.predicate == TYPE {
                self.out.write_all(b"\"@type\"")?;
            } else {
                short(self.prefixes, said.predicate, self.out)?;
            }
            let (open, close) = if said.count > 1 { (":[", "]") } else { (":", "") };
            self.out.write_all(open.as_bytes())?;
            self.out.write_all(&said.values)?;
            self.out.write_all(close.as_bytes())?;
        }
        self.properties = 0;
        self.out.write_all(b"}")
    }
}

fn value(prefixes: Prefixes, predicate: &str, object: Object<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    match object {
        Object::Iri(kind) if predicate == TYPE => return short(prefixes, kind, out),
        Object::Plain(text) => return text_of(text, out),
        Object::Iri(address) => {
            out.extend_from_slice(b"{\"@id\":");
            serde_json::to_writer(&mut *out, address)?;
        }
        Object::Text(text, lang) => {
            out.extend_from_slice(b"{\"@value\":");
            text_of(text, out)?;
            pieces(out, [",\"@language\":\"", &tag(lang), "\""])?;
        }
        Object::Typed(text, kind) => {
            out.extend_from_slice(b"{\"@value\":");
            text_of(text, out)?;
            out.extend_from_slice(b",\"@type\":");
            short(prefixes, kind, out)?;
        }
    }
    out.write_all(b"}")
}

fn text_of(text: &str, out: &mut Vec<u8>) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &*writable(text))?)
}

/// Writes an address of a vocabulary with its prefix, any other in full.
fn short(prefixes: Prefixes, address: &str, out: &mut impl Write) -> io::Result<()> {
    match prefixed(prefixes, address) {
        Some((prefix, local)) => pieces(out, ["\"", prefix, ":", local, "\""]),
        None => Ok(serde_json::to_writer(out, address)?),
    }
}

/// Writes what `tell` states.
pub(super) fn write(
    prefixes: Prefixes,
    out: &mut Gathered<'_>,
    tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"{\n\"@context\": {")?;
    for (number, (prefix, address)) in prefixes.iter().enumerate() {
        pieces(out, [if number > 0 { "," } else { "" }, "\"", prefix, "\":\"", address, "\""])?;
    }
    out.write_all(b"},\n\"@graph\": [")?;
    let mut graph = JsonLd { prefixes, out, subject: String::new(), said: Vec::new(), properties: 0, separator: "\n" };
    tell(&mut graph)?;
    graph.finish_subject()?;
    graph.out.write_all(b"\n]\n}\n")
}
