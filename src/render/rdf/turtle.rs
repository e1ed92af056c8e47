//! Statements as Turtle: what is said of one subject stands together.

use std::io::{self, Write};

use super::prefixed::{escaped, pieces, prefixed};
use super::{Gathered, Object, Prefixes, Statements, TYPE, tag, writable};

struct Turtle<'a, 'o> {
    prefixes: Prefixes,
    out: &'a mut Gathered<'o>,
    /// What was said of whom last; nobody yet: empty.
    subject: String,
    predicate: &'static str,
}

impl Statements for Turtle<'_, '_> {
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        if self.subject != subject {
            self.finish_subject()?;
            subject.clone_into(&mut self.subject);
            self.address(subject)?;
            self.out.write_all(b" ")?;
            self.predicate(predicate)?;
        } else if self.predicate == predicate {
            self.out.write_all(b" , ")?;
        } else {
            self.out.write_all(b" ;\n\t")?;
            self.predicate(predicate)?;
        }
        self.object(object)
    }
}

impl Turtle<'_, '_> {
    fn finish_subject(&mut self) -> io::Result<()> {
        if self.subject.is_empty() { Ok(()) } else { self.out.write_all(b" .\n") }
    }

    fn predicate(&mut self, predicate: &'static str) -> io::Result<()> {
        self.predicate = predicate;
        if predicate == TYPE {
            return self.out.write_all(b"a ");
        }
        self.address(predicate)?;
        self.out.write_all(b" ")
    }

    fn object(&mut self, object: Object<'_>) -> io::Result<()> {
        match object {
            Object::Iri(address) => self.address(address),
            Object::Plain(text) => self.text(text),
            Object::Text(text, lang) => {
                self.text(text)?;
                pieces(self.out, ["@", &tag(lang)])
            }
            Object::Typed(text, kind) => {
                self.text(text)?;
                self.out.write_all(b"^^")?;
                self.address(kind)
            }
        }
    }

    fn address(&mut self, address: &str) -> io::Result<()> {
        match prefixed(self.prefixes, address) {
            Some((prefix, local)) => pieces(self.out, [prefix, ":", local]),
            None => pieces(self.out, ["<", address, ">"]),
        }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(b"\"")?;
        escaped(&writable(text), self.out, |byte| match byte {
            b'"' => Some("\\\""),
            b'\\' => Some("\\\\"),
            b'\n' => Some("\\n"),
            b'\t' => Some("\\t"),
            _ => None,
        })?;
        self.out.write_all(b"\"")
    }
}

/// Writes what `tell` states.
pub(super) fn write(
    prefixes: Prefixes,
    out: &mut Gathered<'_>,
    tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>,
) -> io::Result<()> {
    for (prefix, address) in prefixes {
        pieces(out, ["@prefix ", prefix, ": <", address, "> .\n"])?;
    }
    let mut graph = Turtle { prefixes, out, subject: String::new(), predicate: "" };
    tell(&mut graph)?;
    graph.finish_subject()
}
