//! ODS: a table as an OpenDocument spreadsheet, in one language.
//!
//! The same three sheets as in XLSX, for LibreOffice and every other program
//! that reads the ISO standard. Written by ourselves, row by row: the format is
//! one XML text in a ZIP file. Characters that XML cannot hold become U+FFFD.

mod content;
mod styles;
mod text;

use std::io::{self, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::facts::moment::moment;
use super::facts::subject::of_dataset;
use super::tables::packed::packed;
use super::tables::scratch::Scratch;
use super::workbook::{ROWS_OF_SHEET, Workbook, workbook};
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<table>.<language>.ods`
pub(super) struct Ods;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>
"#;

impl Format for Ods {
    fn name(&self) -> &'static str {
        "ods"
    }

    fn media_type(&self) -> &'static str {
        MEDIA_TYPE
    }

    fn scope(&self) -> Scope {
        Scope::Workbook
    }

    fn file_name(&self) -> &'static str {
        "ods"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn most_rows(&self) -> u64 {
        ROWS_OF_SHEET
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let book = workbook(context, subject)?;
        let scratch = if book.is_large() { Scratch::disk()? } else { Scratch::memory() };
        let mut zip = ZipWriter::new(scratch);
        let options = SimpleFileOptions::default().last_modified_time(moment(context.catalog)).unix_permissions(0o644);
        let deflated = options.compression_method(CompressionMethod::Deflated).compression_level(Some(book.compression().into()));
        // The standard wants this one first, and as it is.
        part(&mut zip, "mimetype", options.compression_method(CompressionMethod::Stored), MEDIA_TYPE)?;
        common(context, &mut zip, "META-INF/manifest.xml", deflated, MANIFEST)?;
        part(&mut zip, "meta.xml", deflated, &meta(context, &book))?;
        part(&mut zip, "settings.xml", deflated, &styles::settings(&book))?;
        common(context, &mut zip, "styles.xml", deflated, styles::STYLES)?;
        zip.start_file("content.xml", deflated.large_file(book.is_large())).map_err(io::Error::from)?;
        let mut content = io::BufWriter::new(&mut zip);
        content::write(context, &book, &mut content)?;
        content.flush()?;
        drop(content);
        Ok(zip.finish().map_err(io::Error::from)?.publish(out)?)
    }
}

fn part(zip: &mut ZipWriter<Scratch>, name: &str, options: SimpleFileOptions, text: &str) -> io::Result<()> {
    zip.start_file(name, options)?;
    zip.write_all(text.as_bytes())
}

/// A part that all spreadsheets have.
fn common(context: &Context<'_>, zip: &mut ZipWriter<Scratch>, name: &str, options: SimpleFileOptions, text: &str) -> io::Result<()> {
    packed(context.catalog, name, || text.to_owned()).copy(name, options, zip)
}

fn meta(context: &Context<'_>, book: &Workbook) -> String {
    let date = context.catalog.published.map(|at| format!("<dc:date>{at:.0}</dc:date>")).unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\">\
         <office:meta><meta:generator>congbo</meta:generator><dc:title>{}</dc:title><dc:creator>{}</dc:creator>{date}\
         <dc:language>{}</dc:language></office:meta></office:document-meta>\n",
        text::escaped(&book.title),
        text::escaped(&book.publisher),
        book.lang
    )
}
