//! RDF: statements one after the other, in three serializations.
//!
//! Whoever states something does not know how it is written, so that all three
//! say the same. Texts are made such that each of them can hold them. Knows no
//! vocabulary.

mod json_ld;
mod turtle;
mod xml;

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

pub(super) use turtle::is_address;

use crate::model::lang::Lang;
use crate::render::text::escape::is_printable;

/// What a statement says of its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Object<'a> {
    /// A thing, by its full address.
    Iri(&'a str),
    /// A text in a language.
    Text(&'a str, Lang),
    /// A plain text.
    Plain(&'a str),
    /// A value of a type, by its full address.
    Typed(&'a str, &'static str),
}

/// Takes statements. Those of one subject come one after the other, its type
/// first.
pub(super) trait Statements {
    /// Takes a statement: full addresses of subject and predicate, and what is
    /// said.
    ///
    /// # Errors
    /// When the receiver refuses.
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()>;
}

/// How statements are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Serialization {
    /// Turtle.
    Turtle,
    /// RDF/XML.
    Xml,
    /// JSON-LD, with everything needed to read it inside.
    JsonLd,
}

/// Prefixes for addresses: short name, address.
pub(super) type Prefixes = &'static [(&'static str, &'static str)];

/// Where serializers write, who do so word by word and sign by sign.
type Gathered<'a> = BufWriter<&'a mut dyn Write>;

/// Writes what `tell` states.
///
/// # Errors
/// When `out` refuses.
pub(super) fn write(
    serialization: Serialization,
    prefixes: Prefixes,
    out: &mut dyn Write,
    tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>,
) -> io::Result<()> {
    let mut gathered = BufWriter::with_capacity(1 << 15, out);
    match serialization {
        Serialization::Turtle => turtle::write(prefixes, &mut gathered, tell),
        Serialization::Xml => xml::write(prefixes, &mut gathered, tell),
        Serialization::JsonLd => json_ld::write(prefixes, &mut gathered, tell),
    }?;
    gathered.flush()
}

/// What `tell` states in all three serializations, in the order in which they
/// are named, told once.
///
/// # Errors
/// Those of `tell`.
pub(super) fn in_each(prefixes: Prefixes, tell: impl FnOnce(&mut dyn Statements) -> io::Result<()>) -> io::Result<[Vec<u8>; 3]> {
    let [mut turtle, mut xml, mut json_ld] = <[Vec<u8>; 3]>::default();
    write(Serialization::Turtle, prefixes, &mut turtle, |turtle| {
        write(Serialization::Xml, prefixes, &mut xml, |xml| {
            write(Serialization::JsonLd, prefixes, &mut json_ld, |json_ld| tell(&mut Each([turtle, xml, json_ld])))
        })
    })?;
    Ok([turtle, xml, json_ld])
}

/// Hands every statement to all of several.
struct Each<'a>([&'a mut dyn Statements; 3]);

impl Statements for Each<'_> {
    fn state(&mut self, subject: &str, predicate: &'static str, object: Object<'_>) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|one| one.state(subject, predicate, object))
    }
}

/// A text as all three can hold it: XML knows no control characters, and reads
/// every line end as a line feed.
fn writable(text: &str) -> Cow<'_, str> {
    // Most texts have no byte that a letter in question begins with.
    let may_be_one = |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\t') || matches!(byte, 0x7f | 0xc2 | 0xef);
    if !text.bytes().fold(false, |any, byte| any | may_be_one(byte)) {
        return text.into();
    }
    if text.chars().all(|c| c != '\r' && is_printable(c)) {
        return text.into();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").chars().map(|c| if is_printable(c) { c } else { '\u{fffd}' }).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIXES: Prefixes = &[("dct", "http://purl.org/dc/terms/"), ("xsd", "http://www.w3.org/2001/XMLSchema#")];

    fn tell(graph: &mut dyn Statements) -> io::Result<()> {
        let (vi, thing) = (Lang::new("vi").expect("a language"), "https://x.vn/a#b");
        graph.state(thing, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", Object::Iri("http://purl.org/dc/terms/Standard"))?;
        graph.state(thing, "http://purl.org/dc/terms/title", Object::Text("Số <1> & \"2\"\r\nđ\u{1}", vi))?;
        graph.state(thing, "http://purl.org/dc/terms/issued", Object::Typed("2024-01-31", "http://www.w3.org/2001/XMLSchema#date"))?;
        graph.state("https://x.vn/a#c", "http://purl.org/dc/terms/relation", Object::Iri(thing))
    }

    fn written(serialization: Serialization) -> String {
        let mut out = Vec::new();
        write(serialization, PREFIXES, &mut out, tell).expect("memory takes everything");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn what_is_told_once_reads_as_if_it_were_told_for_each() {
        let each = in_each(PREFIXES, tell).expect("memory takes everything");
        for (serialization, bytes) in [Serialization::Turtle, Serialization::Xml, Serialization::JsonLd].into_iter().zip(each) {
            assert_eq!(String::from_utf8(bytes).expect("UTF-8"), written(serialization), "{serialization:?}");
        }
    }

    #[test]
    fn three_serializations_say_the_same() {
        let turtle = written(Serialization::Turtle);
        assert!(turtle.contains("@prefix dct: <http://purl.org/dc/terms/> ."), "{turtle}");
        assert!(turtle.contains("<https://x.vn/a#b> a dct:Standard ;"), "{turtle}");
        assert!(turtle.contains("\"Số <1> & \\\"2\\\"\\nđ\u{fffd}\"@vi"), "{turtle}");
        let xml = written(Serialization::Xml);
        assert!(xml.contains("<dct:title xml:lang=\"vi\">Số &lt;1&gt; &amp; &quot;2&quot;\nđ\u{fffd}</dct:title>"), "{xml}");
        let json: serde_json::Value = serde_json::from_str(&written(Serialization::JsonLd)).expect("JSON");
        assert_eq!(json["@context"]["dct"], "http://purl.org/dc/terms/");
        let first = &json["@graph"][0];
        assert_eq!((&first["@id"], &first["@type"]), (&"https://x.vn/a#b".into(), &"dct:Standard".into()));
        assert_eq!(first["dct:title"], serde_json::json!({ "@value": "Số <1> & \"2\"\nđ\u{fffd}", "@language": "vi" }));
        assert_eq!(first["dct:issued"], serde_json::json!({ "@value": "2024-01-31", "@type": "xsd:date" }));
        assert_eq!(json["@graph"][1]["dct:relation"], serde_json::json!({ "@id": "https://x.vn/a#b" }));
    }
}
