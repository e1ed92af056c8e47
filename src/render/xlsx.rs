//! XLSX: a table as a workbook for Excel, in one language.
//!
//! Texts are texts and never formulas, codes keep their zeros, dates are dates.
//! The rows are an Excel table, so that they can be filtered and are read out
//! with their head; beyond [`MARKED`] cells, for which the library would hold
//! each cell's place, or under a head that is not [`is_plain`], they have a
//! filter only. Sheets go row by row: otherwise
//! the library starts a thread for each, which costs small ones twice as much.

mod sheet;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as File, XlsxError};

use self::sheet::{Formats, columns, cover, prepare, rows};
use super::facts::subject::of_dataset;
use super::tables::scratch::Scratch;
use super::workbook::{ROWS_OF_SHEET, Workbook, workbook};
use crate::model::format_limits::is_xml;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<table>.<language>.xlsx`
pub(super) struct Xlsx;

/// A table with more cells is not marked as one.
const MARKED: u64 = 400_000;

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
        let mut file = File::new();
        prepare(&mut file).map_err(told)?;
        file.set_properties(&properties(context, &book).map_err(told)?);
        let formats = Formats::new(&book);
        cover(file.add_worksheet_with_constant_memory().map_err(told)?, &book, &formats).map_err(told)?;
        columns(file.add_worksheet_with_constant_memory().map_err(told)?, &book, &formats).map_err(told)?;
        let sheet = file.add_worksheet_with_constant_memory().map_err(told)?;
        let is_marked = book.rows.1.saturating_mul(book.heads.len() as u64) <= MARKED && book.heads.iter().all(|head| is_plain(head));
        rows(sheet, context, &book, &formats, is_marked)?;
        file.set_zip_compression_level(book.compression());
        file.use_zip_large_file(book.bytes > 1 << 28);
        let mut scratch = if book.is_large() { Scratch::disk()? } else { Scratch::memory() };
        file.save_to_writer(&mut scratch).map_err(told)?;
        Ok(scratch.publish(out)?)
    }
}

/// Whether a head is written in the definition of a table as it stands in its
/// cell: there the library (0.102) knows neither Excel's escape for what XML
/// cannot hold nor that for texts that look like it, and Excel takes a
/// difference for damage.
fn is_plain(head: &str) -> bool {
    let is_escape = |(at, _)| match head.as_bytes().get(at + 2..at + 7) {
        Some([digits @ .., b'_']) => digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    };
    head.chars().all(is_xml) && !head.match_indices("_x").any(is_escape)
}

fn properties(context: &Context<'_>, book: &Workbook) -> Result<DocProperties, XlsxError> {
    let at = context.catalog.published.map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC));
    let time = |number: Option<i8>| number.and_then(|number| u8::try_from(number).ok()).unwrap_or_default();
    let year = at.as_ref().and_then(|at| u16::try_from(at.year()).ok()).filter(|year| (1900..=9999).contains(year));
    let created = match (&at, year) {
        (Some(at), Some(year)) => ExcelDateTime::from_ymd(year, time(Some(at.month())), time(Some(at.day())))?.and_hms(
            u16::from(time(Some(at.hour()))),
            time(Some(at.minute())),
            f64::from(at.second()),
        )?,
        _ => ExcelDateTime::from_ymd(1980, 1, 1)?,
    };
    let properties = DocProperties::new().set_title(&book.title).set_author(&book.publisher);
    Ok(properties.set_company(&book.publisher).set_creation_datetime(&created))
}

/// An error of the library as one of the disk: what it is given, it takes.
fn told(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_what_excel_writes_otherwise_is_kept_out_of_tables() {
        assert!(["ten_xa", "so_xe", "_x00", "dien_tich_xay_dung"].into_iter().all(is_plain));
        assert!(!is_plain("_x0041_") && !is_plain("a_x00e9_b") && !is_plain("a\u{1}"));
    }
}
