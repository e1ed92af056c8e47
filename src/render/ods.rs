//! ODS: a table as an OpenDocument spreadsheet, in one language.
//!
//! The same three sheets as in XLSX, for LibreOffice and every other program
//! that reads the ISO standard. Written by ourselves, row by row: the format is
//! one XML text in a ZIP file. Characters that XML cannot hold become U+FFFD.

mod content;
mod styles;
mod text;

use std::io::Write;

use super::container::Container;
use super::subject::of_dataset;
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
        let mut container = Container::new(context.catalog, book.size())?;
        // The standard wants this one first, and as it is.
        container.stored("mimetype", MEDIA_TYPE)?;
        container.common("META-INF/manifest.xml", MANIFEST)?;
        container.part("meta.xml", |out| out.write_all(meta(context, &book).as_bytes()))?;
        container.part("settings.xml", |out| out.write_all(styles::settings(&book).as_bytes()))?;
        container.common("styles.xml", styles::STYLES)?;
        container.part("content.xml", |out| content::write(context, &book, out))?;
        Ok(container.publish(out)?)
    }
}

fn meta(context: &Context<'_>, book: &Workbook<'_>) -> String {
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
