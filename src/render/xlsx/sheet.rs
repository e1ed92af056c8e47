//! The sheets of an XLSX: cover, columns, rows.

use std::io;

use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Table, TableColumn, TableStyle, Workbook as File, Worksheet, XlsxError};

use super::super::workbook::{EPOCH, Shown, Workbook, lines, shown};
use super::told;
use crate::model::format_limits::{LONGEST_TEXT, cut, is_long};
use crate::render::tables::typed_rows::TypedRow;
use crate::route::Context;

/// A plain font without serifs, as large as guidance on accessible
/// spreadsheets asks; LibreOffice has one of the same widths.
const FONT: (&str, u8) = ("Arial", 12);

/// Height of a row and width of a column in pixels, where nothing says more.
const DEFAULT: (u32, u32) = (20, 72);

/// Height of a line of text in pixels, and how many lines a row shows at most:
/// Excel knows no higher one.
const LINE: u32 = 21;
const MOST_LINES: usize = 25;

/// Widths of the columns of the cover and of the list of columns, in letters.
const COVER: [u16; 2] = [28, 70];
const COLUMNS: [u16; 4] = [36, 24, 16, 60];

/// A4, as printers number it.
const PAPER: u8 = 9;

/// Links of more letters, or more of them, are texts.
const LONGEST_LINK: usize = 2_000;

/// How cells look.
pub(super) struct Formats {
    title: Format,
    label: Format,
    wrapped: Format,
    link: Format,
    head: Format,
    text: Format,
    harmless: Format,
    harmless_wrapped: Format,
    date: Format,
    moment: Format,
    time: Format,
    /// By how many digits stand behind the point.
    numbers: Vec<Format>,
}

impl Formats {
    /// Dates as the language writes them in figures, numbers as fine as the
    /// table has them.
    pub(super) fn new(book: &Workbook) -> Self {
        let top = || plain().set_align(FormatAlign::Top);
        let finest = book.finest as usize;
        let day = if book.lang.as_str() == "vi" { "dd/mm/yyyy" } else { "yyyy-mm-dd" };
        let number = |scale: usize| if scale == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(scale)) };
        Self {
            title: top().set_bold().set_font_size(16.0),
            label: top().set_bold(),
            wrapped: top().set_text_wrap(),
            link: top().set_text_wrap().set_hyperlink(),
            head: top().set_bold().set_text_wrap(),
            text: top(),
            harmless: top().set_quote_prefix(),
            harmless_wrapped: top().set_quote_prefix().set_text_wrap(),
            date: top().set_num_format(day),
            moment: top().set_num_format(format!("{day} hh:mm:ss")),
            time: top().set_num_format("hh:mm:ss"),
            numbers: (0..=finest.min(28)).map(|scale| top().set_num_format(number(scale))).collect(),
        }
    }
}

fn plain() -> Format {
    Format::new().set_font_name(FONT.0).set_font_size(FONT.1)
}

/// Makes the font that of the whole file, before it has sheets.
pub(super) fn prepare(file: &mut File) -> Result<(), XlsxError> {
    file.set_default_format(&plain(), DEFAULT.0, DEFAULT.1).map(|_| ())
}

/// What the data is, from whom and on which terms.
pub(super) fn cover(sheet: &mut Worksheet, book: &Workbook, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(&book.sheets[0])?;
    widen(sheet, &COVER)?;
    sheet.write_string_with_format(0, 0, cut(&book.title, LONGEST_TEXT), &formats.title)?;
    let last = u32::try_from(1 + book.facts.len()).expect("a few facts");
    for (row, fact) in (2..).zip(&book.facts) {
        sheet.write_string_with_format(row, 0, &fact.label, &formats.label)?;
        let text = cut(&fact.text, LONGEST_TEXT);
        let link = fact.link.as_deref().filter(|link| is_link(link) && text.len() < 250);
        match link {
            Some(link) => sheet.write_url_with_options(row, 1, link, &text, "", Some(&formats.link))?,
            None => sheet.write_string_with_format(row, 1, &text, &formats.wrapped)?,
        };
        heighten(sheet, row, last, lines(&text, COVER[1].into()))?;
    }
    sheet.set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn widen(sheet: &mut Worksheet, widths: &[u16]) -> Result<(), XlsxError> {
    (0..).zip(widths).try_for_each(|(column, width)| sheet.set_column_width(column, *width).map(|_| ()))
}

/// Makes a row as high as its text has lines: not every program does so when it
/// opens a file. The sheet's last row is left to them: in constant memory the
/// library (0.102) writes it twice when it has a height, and Excel takes that
/// for damage.
fn heighten(sheet: &mut Worksheet, row: u32, last: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 && row < last {
        let lines = u32::try_from(lines.min(MOST_LINES)).expect("a few lines");
        sheet.set_row_height_pixels(row, lines * LINE)?;
    }
    Ok(())
}

fn is_link(link: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|start| link.starts_with(start)) && link.len() < LONGEST_LINK
}

/// What each column is.
pub(super) fn columns(sheet: &mut Worksheet, book: &Workbook, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(&book.sheets[1])?;
    widen(sheet, &COLUMNS)?;
    let heads: Vec<&str> = book.columns_head.iter().map(String::as_str).collect();
    let last = u32::try_from(book.columns.len()).expect("a sheet has no more columns");
    sheet.add_table(0, 0, last, 3, &marked("columns", &heads, formats))?;
    for (row, column) in (1..).zip(&book.columns) {
        for (place, text) in (0..).zip(column) {
            sheet.write_string_with_format(row, place, cut(text, LONGEST_TEXT), &formats.wrapped)?;
        }
        let highest = column.iter().zip(COLUMNS).map(|(text, width)| lines(text, width.into())).max().unwrap_or(1);
        heighten(sheet, row, last, highest)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The rows of the table.
pub(super) fn rows(sheet: &mut Worksheet, context: &Context<'_>, book: &Workbook, formats: &Formats, is_marked: bool) -> io::Result<()> {
    let width = u16::try_from(book.heads.len()).expect("a sheet has no more columns");
    let height = u32::try_from(book.rows.1).expect("a sheet has no more rows");
    head(sheet, book, formats, (height, width), is_marked).map_err(told)?;
    let mut number = 0;
    book.each_row(context, |row| {
        number += 1;
        let highest = write(sheet, book, number, row, formats)?;
        heighten(sheet, number, height, highest).map_err(told)
    })
}

fn head(sheet: &mut Worksheet, book: &Workbook, formats: &Formats, (height, width): (u32, u16), is_marked: bool) -> Result<(), XlsxError> {
    sheet.set_name(&book.sheets[2])?;
    for (column, width) in (0..).zip(&book.widths) {
        sheet.set_column_width(column, f64::from(u32::try_from(*width).unwrap_or(60)))?;
    }
    let heads: Vec<&str> = book.heads.iter().map(String::as_str).collect();
    if is_marked {
        let name = format!("t_{}", book.table.replace('-', "_"));
        // Excel wants one row under the head, if it is empty.
        sheet.add_table(0, 0, height.max(1), width - 1, &marked(&name, &heads, formats))?;
    } else {
        for (column, head) in (0..).zip(&heads) {
            sheet.write_string_with_format(0, column, *head, &formats.head)?;
        }
        sheet.autofilter(0, 0, height, width - 1)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.ignore_error_range(0, 0, height, width - 1, IgnoreError::NumberStoredAsText)?;
    // Filters' buttons take room beside a head.
    heighten(
        sheet,
        0,
        height,
        book.heads.iter().zip(&book.widths).map(|(head, width)| lines(head, width.saturating_sub(2))).max().unwrap_or(1),
    )?;
    sheet.set_paper_size(PAPER).set_landscape();
    if book.fits_paper() {
        sheet.set_print_fit_to_pages(1, 0);
    } else {
        sheet.set_print_scale(70).set_repeat_columns(0, 0)?;
    }
    Ok(())
}

/// A table of Excel with these heads.
fn marked(name: &str, heads: &[&str], formats: &Formats) -> Table {
    let columns: Vec<TableColumn> =
        heads.iter().map(|head| TableColumn::new().set_header(*head).set_header_format(&formats.head)).collect();
    Table::new().set_name(name).set_columns(&columns).set_style(TableStyle::Light1)
}

/// Writes a row; gives how many lines its highest cell has.
fn write(sheet: &mut Worksheet, book: &Workbook, row: u32, cells: &TypedRow<'_>, formats: &Formats) -> io::Result<usize> {
    let mut highest = 1;
    for (place, cell) in (0..book.heads.len()).zip(cells.cells()) {
        let column = u16::try_from(place).expect("a sheet has no more columns");
        let done = match shown(&cell?) {
            Shown::Empty => continue,
            Shown::Text(text) => {
                let lines = lines(&text, book.widths[place]);
                highest = highest.max(lines);
                let format = match (text.starts_with(['=', '+', '-', '@', '\'']), lines > 1) {
                    (true, false) => &formats.harmless,
                    (true, true) => &formats.harmless_wrapped,
                    (false, true) => &formats.wrapped,
                    (false, false) => &formats.text,
                };
                let text = if is_long(&text) { cut(&text, LONGEST_TEXT).into() } else { text };
                sheet.write_string_with_format(row, column, text, format)
            }
            Shown::Number(digits, scale) => {
                let number: f64 = digits.parse().map_err(io::Error::other)?;
                let format = &formats.numbers[(scale as usize).min(formats.numbers.len() - 1)];
                sheet.write_number_with_format(row, column, number, format)
            }
            Shown::Boolean(value) => sheet.write_boolean(row, column, value),
            Shown::Date(date) => sheet.write_number_with_format(row, column, serial(date), &formats.date),
            Shown::Moment(moment) => {
                let serial = serial(moment.date()) + part_of_day(moment.time());
                sheet.write_number_with_format(row, column, serial, &formats.moment)
            }
            Shown::Time(time) => sheet.write_number_with_format(row, column, part_of_day(time), &formats.time),
        };
        done.map_err(told)?;
    }
    Ok(highest)
}

/// The number of a day.
fn serial(date: jiff::civil::Date) -> f64 {
    f64::from(date.since((jiff::Unit::Day, EPOCH)).expect("days are counted across all dates").get_days())
}

/// The time as a part of the day.
fn part_of_day(time: jiff::civil::Time) -> f64 {
    let seconds = f64::from(time.hour()) * 3_600.0 + f64::from(time.minute()) * 60.0 + f64::from(time.second());
    (seconds + f64::from(time.millisecond()) / 1_000.0) / 86_400.0
}
