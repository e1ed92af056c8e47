//! Statements as RDF/XML: an element for every subject, named by its type.

use std::io::{self, Write};

use super::prefixed::{escaped, pieces, prefixed};
use super::{Gathered, Object, Prefixes, Statements, TYPE, tag, writable};

struct Xml<'a, 'o> {
    prefixes: Prefixes,
    out: &'a mut Gathered<'o>,
    /// The subject that is being told of; nobody yet: empty.
    subject: String,
    /// The name of its element.
    element: String,
}

impl Statements for Xml<'_, '_> {
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        if self.subject != subject {
            self.finish_subject()?;
            subject.clone_into(&mut self.subject);
            let kind = match object {
                Object::Iri(kind) if predicate == TYPE => prefixed(self.prefixes, kind),
                _ => None,
            };
            let (prefix, local) = kind.unwrap_or(("rdf", "Description"));
            self.element.clear();
            self.element.extend([prefix, ":", local]);
            pieces(self.out, ["\t<", &self.element])?;
            self.attribute("rdf:about", subject)?;
            self.out.write_all(b">\n")?;
            if kind.is_some() {
                return Ok(());
            }
        }
        self.property(predicate, object)
    }
}

impl Xml<'_, '_> {
    fn finish_subject(&mut self) -> io::Result<()> {
        if self.subject.is_empty() { Ok(()) } else { pieces(self.out, ["\t</", &self.element, ">\n"]) }
    }

    fn property(&mut self, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        let (prefix, local) = prefixed(self.prefixes, predicate).expect("predicates are of known vocabularies");
        pieces(self.out, ["\t\t<", prefix, ":", local])?;
        let text = match object {
            Object::Iri(address) => {
                self.attribute("rdf:resource", address)?;
                return self.out.write_all(b"/>\n");
            }
            Object::Plain(text) => text,
            Object::Text(text, lang) => {
                self.attribute("xml:lang", &tag(lang))?;
                text
            }
            Object::Typed(text, kind) => {
                self.attribute("rdf:datatype", kind)?;
                text
            }
        };
        self.out.write_all(b">")?;
        escaped(&writable(text), self.out, entity)?;
        pieces(self.out, ["</", prefix, ":", local, ">\n"])
    }

    fn attribute(&mut self, name: &str, value: &str) -> io::Result<()> {
        pieces(self.out, [" ", name, "=\""])?;
        escaped(value, self.out, entity)?;
        self.out.write_all(b"\"")
    }
}

fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'\'' => Some("&apos;"),
        b'"' => Some("&quot;"),
        _ => None,
    }
}

/// Writes what `tell` states. The prefix `rdf` is among the prefixes.
pub(super) fn write(
    prefixes: Prefixes,
    out: &mut Gathered<'_>,
    tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF")?;
    for (prefix, address) in prefixes {
        pieces(out, [" xmlns:", prefix, "=\"", address, "\""])?;
    }
    out.write_all(b">\n")?;
    let mut graph = Xml { prefixes, out, subject: String::new(), element: String::new() };
    tell(&mut graph)?;
    graph.finish_subject()?;
    graph.out.write_all(b"</rdf:RDF>\n")
}
