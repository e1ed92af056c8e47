//! CSV: a table as everyone reads it. UTF-8, no BOM, RFC 4180.
//!
//! What is already so is copied byte for byte, so that the published file and
//! its checksum are the author's own, without blank rows at its end; everything else is rewritten with commas
//! and CRLF. Cells keep their text: the schema says how to read it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use csv::{Terminator, WriterBuilder};

use super::facts::subject::{of_dataset, resource};
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};
use crate::rows::Rows;

/// `<table>.csv`
pub(super) struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn scope(&self) -> Scope {
        Scope::Resource
    }

    fn file_name(&self) -> &'static str {
        "csv"
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let resource = resource(context, subject);
        let path = context.sources.disk_path(resource.source);
        if resource.profile.canonical {
            return Ok(copy(File::open(path)?, resource.profile.extent.end, out)?);
        }
        rewrite(Rows::of(&path, resource)?, out)?;
        Ok(())
    }
}

/// Copies a table up to the line end behind its last row.
fn copy(mut table: File, end: u64, out: &mut dyn Write) -> io::Result<()> {
    if end == u64::MAX {
        return io::copy(&mut table, out).map(drop);
    }
    // A record is over at its carriage return, and no empty line follows one.
    let mut rest = [0];
    table.seek(SeekFrom::Start(end))?;
    let has_line_feed = table.read(&mut rest)? == 1 && rest == *b"\n";
    table.seek(SeekFrom::Start(0))?;
    io::copy(&mut table.take(end + u64::from(has_line_feed)), out).map(drop)
}

fn rewrite(mut rows: Rows<impl io::BufRead>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(out);
    let columns = rows.header().len();
    writer.write_record(rows.header())?;
    while let Some(row) = rows.next()? {
        let missing = columns.saturating_sub(row.len());
        writer.write_record(row.cells().chain(std::iter::repeat_n(b"".as_slice(), missing)))?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceId;
    use crate::model::schema::Dialect;

    #[test]
    fn what_is_rewritten_has_commas_crlf_and_quotes_where_needed() {
        let source = "\u{feff} id ;tên\n1;\"a, b\"\n\n2;c\n3";
        let rows = Rows::from_reader(source.as_bytes(), SourceId(0), Dialect { delimiter: b';', ..Dialect::default() }).unwrap();
        let mut out = Vec::new();
        rewrite(rows, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "id,tên\r\n1,\"a, b\"\r\n2,c\r\n3,\r\n");
    }
}
