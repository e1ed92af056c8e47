//! DCAT-AP 3: the catalogue of all datasets, and each dataset by itself, as
//! Turtle, RDF/XML and JSON-LD.
//!
//! What is stated stands in [`graph`]; here are the files. One more is in the
//! portal's default language only, for catalogues that take one language of a
//! text and not the reader's. A very large catalogue is cut into parts that lead to
//! each other. Made only for portals with a base address: everything has a
//! full address.

mod graph;
mod shared;
mod telling;
mod terms;
mod told;

use std::io::{self, Write};

use super::facts::subject;
use super::rdf::{Serialization, Statements, in_each, write};
use super::tables::recent::Recent;
use crate::model::Catalog;
use crate::model::dataset::Dataset;
use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};
use telling::{Telling, Tongues};

/// `data/<dataset>/dcat.*`: a dataset.
struct OfDataset {
    name: &'static str,
    media_type: &'static str,
    serialization: Serialization,
}

/// `catalog.*`: all datasets.
struct OfAll {
    name: &'static str,
    file_name: &'static str,
    media_type: &'static str,
    serialization: Serialization,
    tongues: Tongues,
}

const TURTLE: &str = "text/turtle";
const XML: &str = "application/rdf+xml";
const JSON_LD: &str = "application/ld+json";

/// All files of DCAT.
pub(super) const FORMATS: [&dyn Format; 7] = [
    &OfDataset { name: "dcat.ttl", media_type: TURTLE, serialization: Serialization::Turtle },
    &OfDataset { name: "dcat.rdf", media_type: XML, serialization: Serialization::Xml },
    &OfDataset { name: "dcat.jsonld", media_type: JSON_LD, serialization: Serialization::JsonLd },
    &OfAll {
        name: "catalog.ttl",
        file_name: "catalog.ttl",
        media_type: TURTLE,
        serialization: Serialization::Turtle,
        tongues: Tongues::All,
    },
    &OfAll { name: "catalog.rdf", file_name: "catalog.rdf", media_type: XML, serialization: Serialization::Xml, tongues: Tongues::All },
    &OfAll {
        name: "catalog.jsonld",
        file_name: "catalog.jsonld",
        media_type: JSON_LD,
        serialization: Serialization::JsonLd,
        tongues: Tongues::All,
    },
    &OfAll {
        name: "catalog.one.ttl",
        file_name: "catalog.{lang}.ttl",
        media_type: TURTLE,
        serialization: Serialization::Turtle,
        tongues: Tongues::Default,
    },
];

/// A dataset of no more tables is told once for all serializations; those of a
/// larger one would take too much room.
const FEW: usize = 8;

/// Bytes of all files that are held.
const ROOM: usize = 2 << 20;

/// Their name in `downloads`.
const CHOICE: &str = "dcat";

impl Format for OfDataset {
    fn name(&self) -> &'static str {
        self.name
    }

    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn scope(&self) -> Scope {
        Scope::Record
    }

    fn file_name(&self) -> &'static str {
        self.name
    }

    fn is_download(&self) -> bool {
        true
    }

    fn choice(&self) -> &'static str {
        CHOICE
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.base_url.is_some()
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        subject::of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let dataset = subject::dataset(context, subject);
        if dataset.resources.len() > FEW {
            return Ok(write(self.serialization, terms::PREFIXES, out, |graph| tell(context, dataset, graph))?);
        }
        // The files of a dataset are made one after the other.
        let recent = context.catalog.described.get_or(|| Recent::<String, [Vec<u8>; 3]>::new(ROOM));
        let files = recent.get(&dataset.name, || {
            let files = in_each(terms::PREFIXES, |graph| tell(context, dataset, graph))?;
            let bytes = files.iter().map(Vec::len).sum();
            Ok::<_, io::Error>((files, bytes))
        })?;
        Ok(out.write_all(&files[self.serialization as usize])?)
    }
}

/// Tells of one dataset.
fn tell(context: &Context<'_>, dataset: &Dataset, graph: &mut dyn Statements) -> io::Result<()> {
    let mut telling = Telling::new(context, Tongues::All, graph);
    telling.dataset(dataset)?;
    telling.shared()
}

impl Format for OfAll {
    fn name(&self) -> &'static str {
        self.name
    }

    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn scope(&self) -> Scope {
        Scope::Part
    }

    fn file_name(&self) -> &'static str {
        self.file_name
    }

    fn is_download(&self) -> bool {
        true
    }

    fn choice(&self) -> &'static str {
        CHOICE
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        let several = catalog.portal.languages.iter().count() > 1;
        catalog.portal.base_url.is_some() && (several || self.tongues == Tongues::All)
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let Subject::Part(number) = subject else { return Inputs::of(Extent::Everything) };
        let parts = context.routes.parts();
        let inputs = Inputs::of(Extent::Frame).counting(parts.count());
        parts.datasets(*number, context.catalog).fold(inputs, |inputs, dataset| inputs.dataset(&dataset.name))
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Part(number) = subject else { unreachable!("formats of parts are asked for parts") };
        write(self.serialization, terms::PREFIXES, out, |graph| {
            let mut telling = Telling::new(context, self.tongues, graph);
            telling.catalogue(*number, |part| context.routes.data(self.name, &Subject::Part(part)))?;
            for dataset in context.routes.parts().datasets(*number, context.catalog) {
                telling.dataset(dataset)?;
            }
            telling.shared()
        })?;
        Ok(())
    }
}
