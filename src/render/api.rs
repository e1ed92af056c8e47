//! The interface for programs: everything that the portal publishes as JSON
//! files below `api/v1/`, for hosts that run no program.
//!
//! An answer is declared once, as a record, which writes it and makes its
//! schema; OpenAPI names the schemas. Answers say where they are, as of when
//! and on which terms, and lead to each other. Which answers there are and
//! where they stand is decided in `route`.

mod dataset;
mod entries;
mod head;
mod lists;
mod openapi;
mod plan;
mod promise;
mod registry;
mod shape;
mod table;

use std::io::{self, BufWriter, Write};

use self::head::Teller;
use self::shape::Shape;
use crate::route::{Answer, Context, Extent, Format, Inputs, Listing, RenderError, Scope, Subject};

/// The format's name.
const NAME: &str = "api";

/// `api/v1/…`
pub(super) struct Api;

impl Format for Api {
    fn name(&self) -> &'static str {
        NAME
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn scope(&self) -> Scope {
        Scope::Answer
    }

    fn file_name(&self) -> &'static str {
        "json"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let Subject::Answer(answer) = subject else { return Inputs::of(Extent::Everything) };
        match answer {
            // They tell how many of everything there is, and when any of it changed.
            Answer::Catalogue | Answer::Description | Answer::List(Listing::Datasets | Listing::Tables | Listing::Plans, _) => {
                Inputs::of(Extent::Catalog)
            }
            Answer::Dataset(dataset) | Answer::Table(dataset, ..) => Inputs::of(Extent::Frame).dataset(dataset),
            Answer::Plan(plan) => {
                let dataset = context.catalog.plans.get(plan).map(|plan| plan.dataset.as_str());
                Inputs::of(Extent::Frame).mentioning(dataset)
            }
            Answer::List(..) | Answer::Agency(_) | Answer::Document(_) | Answer::Indicator(_) | Answer::Schema(_) => {
                Inputs::of(Extent::Frame)
            }
        }
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Answer(answer) = subject else { return Ok(()) };
        let mut out = BufWriter::new(out);
        written(&Teller::new(context), answer, &mut out)?;
        Ok(out.flush()?)
    }
}

fn written(teller: &Teller<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let catalog = teller.context.catalog;
    // Route names only what the catalogue holds.
    let missing = || io::Error::other("the answer's subject is not in the catalogue");
    match answer {
        Answer::Description => return openapi::description(teller, out),
        Answer::Schema(kind) => return openapi::schema(teller, kind, out),
        Answer::Catalogue => lists::catalogue(teller).write(out)?,
        Answer::List(listing, page) => lists::list(teller, *listing, *page, out)?,
        Answer::Dataset(name) => dataset::dataset(teller, catalog.datasets.get(name).ok_or_else(missing)?).write(out)?,
        Answer::Table(dataset, name, page) => {
            let dataset = catalog.datasets.get(dataset).ok_or_else(missing)?;
            table::table(teller, dataset, dataset.resource(name).ok_or_else(missing)?, *page).write(out)?;
        }
        Answer::Plan(id) => plan::plan(teller, catalog.plans.get(id).ok_or_else(missing)?).write(out)?,
        Answer::Agency(id) => registry::agency(teller, catalog.agencies.get(id).ok_or_else(missing)?).write(out)?,
        Answer::Document(id) => registry::document(teller, catalog.documents.get(id).ok_or_else(missing)?).write(out)?,
        Answer::Indicator(id) => registry::indicator(teller, catalog.indicators.get(id).ok_or_else(missing)?).write(out)?,
    }
    out.write_all(b"\n")
}
