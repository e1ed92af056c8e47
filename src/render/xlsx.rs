//! XLSX: a table as a workbook for Excel, in one language.
//!
//! Texts are texts and never formulas, codes keep their zeros, dates are dates.
//! The rows are an Excel table, so that they can be filtered and are read out
//! with their head. Written by ourselves, row by row, as ODS is: the library
//! that was here before took several times longer for a small workbook than all
//! the rest of it, and wrote the last row of a sheet twice when that is high.
//! The shape of the parts is that of the library's files.

mod parts;
mod sheet;
mod styles;
mod text;

use std::io::Write;

use self::sheet::{columns, cover, rows};
use super::container::Container;
use super::subject::of_dataset;
use super::workbook::{ROWS_OF_SHEET, workbook};
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<table>.<language>.xlsx`
pub(super) struct Xlsx;

impl Format for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }

    fn scope(&self) -> Scope {
        Scope::Workbook
    }

    fn file_name(&self) -> &'static str {
        "xlsx"
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
        let links = sheet::links(&book);
        let (listed, table) = (parts::listed(&book), parts::table(&book));
        let mut container = Container::new(context.catalog, book.size())?;
        container.common("[Content_Types].xml", parts::CONTENT_TYPES)?;
        container.common("_rels/.rels", parts::RELATIONS)?;
        container.part("xl/workbook.xml", |out| parts::workbook(&book, out))?;
        container.common("xl/_rels/workbook.xml.rels", parts::RELATIONS_OF_WORKBOOK)?;
        container.common("xl/styles.xml", &styles::styles(&book))?;
        container.part("xl/worksheets/sheet1.xml", |out| cover(&book, &links, out))?;
        container.part("xl/worksheets/_rels/sheet1.xml.rels", |out| parts::relations_of_cover(&links, out))?;
        container.part("xl/worksheets/sheet2.xml", |out| columns(&book, &listed, out))?;
        container.common("xl/worksheets/_rels/sheet2.xml.rels", parts::RELATIONS_OF_COLUMNS)?;
        container.part("xl/worksheets/sheet3.xml", |out| rows(context, &book, &table, out))?;
        container.common("xl/worksheets/_rels/sheet3.xml.rels", parts::RELATIONS_OF_ROWS)?;
        container.part("xl/tables/table1.xml", |out| listed.write(out))?;
        container.part("xl/tables/table2.xml", |out| table.write(out))?;
        container.part("docProps/core.xml", |out| parts::properties(context, &book, out))?;
        container.common("docProps/app.xml", parts::PROGRAM)?;
        Ok(container.publish(out)?)
    }
}
