//! Statements as Turtle.

use std::io;

use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxttl::TurtleSerializer;
use oxttl::turtle::WriterTurtleSerializer;

use super::{Gathered, Object, Prefixes, Statements, writable};

struct Turtle<'a, 'o>(WriterTurtleSerializer<&'a mut Gathered<'o>>);

impl Statements for Turtle<'_, '_> {
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
    let named = prefixes.iter().fold(TurtleSerializer::new(), |serializer, (name, address)| {
        serializer.with_prefix(*name, *address).expect("the vocabularies' addresses are sound")
    });
    let mut graph = Turtle(named.for_writer(out));
    tell(&mut graph)?;
    graph.0.finish()?;
    Ok(())
}

/// Whether a text is an address that can name a thing.
pub(in crate::render) fn is_address(text: &str) -> bool {
    NamedNode::new(text).is_ok()
}

/// Gives a statement as the serializers of RDF know it.
pub(super) fn triple(
    subject: &str,
    predicate: &'static str,
    object: Object<'_>,
    take: impl FnOnce(TripleRef<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let node = NamedNodeRef::new_unchecked;
    let of = |object: TermRef<'_>| take(TripleRef { subject: node(subject).into(), predicate: node(predicate), object });
    match object {
        Object::Iri(address) => of(node(address).into()),
        Object::Text(text, lang) => {
            of(LiteralRef::new_language_tagged_literal_unchecked(&writable(text), &lang.as_str().to_ascii_lowercase()).into())
        }
        Object::Plain(text) => of(LiteralRef::new_simple_literal(&writable(text)).into()),
        Object::Typed(text, kind) => of(LiteralRef::new_typed_literal(&writable(text), node(kind)).into()),
    }
}
