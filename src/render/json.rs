//! JSON: a table as an array of objects, one row per line.
//!
//! What an object looks like stands in [`super::tables::json_rows`].

use std::io::{BufWriter, Write};

use super::facts::subject::{of_dataset, resource};
use super::tables::json_rows::object;
use super::tables::typed_rows::TypedRows;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<table>.json`
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn scope(&self) -> Scope {
        Scope::Resource
    }

    fn file_name(&self) -> &'static str {
        "json"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let mut out = BufWriter::new(out);
        let mut before = "[\n";
        TypedRows::open(context, resource(context, subject))?.each(|row| {
            out.write_all(before.as_bytes())?;
            before = ",\n";
            object(row, &mut out)
        })?;
        out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })?;
        out.flush()?;
        Ok(())
    }
}
