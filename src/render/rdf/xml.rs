//! Statements as RDF/XML.

use std::io::{self, Write};

use oxrdfxml::{RdfXmlSerializer, WriterRdfXmlSerializer};

use super::turtle::triple;
use super::{Gathered, Object, Prefixes, Statements};

struct Xml<'a, 'o>(WriterRdfXmlSerializer<&'a mut Gathered<'o>>);

impl Statements for Xml<'_, '_> {
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        triple(subject, predicate, object, |triple| self.0.serialize_triple(triple))
    }
}

/// Writes what `tell` states.
pub(super) fn write(
    prefixes: Prefixes,
    out: &mut Gathered<'_>,
    tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>,
) -> io::Result<()> {
    let named = prefixes.iter().fold(RdfXmlSerializer::new(), |serializer, (name, address)| {
        serializer.with_prefix(*name, *address).expect("the vocabularies' addresses are sound")
    });
    let mut graph = Xml(named.for_writer(out));
    tell(&mut graph)?;
    graph.0.finish()?.write_all(b"\n")
}
