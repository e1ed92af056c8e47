//! NDJSON: a table as one JSON object per line, for streaming.
//!
//! What an object looks like stands in [`super::tables::json_rows`].

use std::io::{BufWriter, Write};

use super::facts::subject::{of_dataset, resource};
use super::tables::json_rows::object;
use super::tables::typed_rows::TypedRows;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<table>.ndjson`
pub(super) struct NdJson;

impl Format for NdJson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn media_type(&self) -> &'static str {
        "application/x-ndjson"
    }

    fn scope(&self) -> Scope {
        Scope::Resource
    }

    fn file_name(&self) -> &'static str {
        "ndjson"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let mut out = BufWriter::new(out);
        TypedRows::open(context, resource(context, subject))?.each(|row| {
            object(row, &mut out)?;
            out.write_all(b"\n")
        })?;
        out.flush()?;
        Ok(())
    }
}
