//! The sheets of an XLSX: cover, columns, rows.

use std::io::{self, Write};

use super::super::typed_rows::{TypedRow, TypedRows};
use super::super::workbook::{EPOCH, Shown, Workbook, letters, lines, shown};
use super::parts::Table;
use super::styles;
use super::text::escaped;
use crate::model::room::{LONGEST_TEXT, cut, is_long};
use crate::render::catalogue::web_address;
use crate::route::Context;

/// Height of a line of text in quarters of a point, and how many lines a row
/// shows at most: Excel knows no higher one.
const LINE: usize = 63;
const MOST_LINES: usize = 25;

/// Widths of the columns of the cover and of the list of columns, in letters.
const COVER: [usize; 2] = [28, 70];
const COLUMNS: [usize; 4] = [36, 24, 16, 60];

/// Links of more letters, or more of them, are texts; so are those on longer ones.
const LONGEST_LINK: usize = 2_000;
const LONGEST_LINKED: usize = 250;

/// Where the facts on the cover begin.
const FACTS: u64 = 3;

/// A link on the cover.
pub(super) struct Link {
    /// Its row.
    row: u64,
    /// Its address, without the part behind `#`.
    pub(super) address: String,
    /// That part; empty when there is none.
    part: String,
}

/// The links on the cover.
pub(super) fn links(book: &Workbook<'_>) -> Vec<Link> {
    let linked = (FACTS..).zip(&book.facts).filter(|(_, fact)| fact.text.len() < LONGEST_LINKED);
    let link = |(row, link): (u64, &str)| {
        let address = address(link)?;
        let (address, part) = address.split_once('#').unwrap_or((&address, ""));
        Some(Link { row, address: address.to_owned(), part: part.to_owned() })
    };
    linked.filter_map(|(row, fact)| link((row, fact.link.as_deref()?))).collect()
}

fn address(link: &str) -> Option<String> {
    let is_mail = || link.starts_with("mailto:") && link.bytes().all(|byte| byte.is_ascii_graphic());
    let address = web_address(link).or_else(|| is_mail().then(|| link.to_owned()))?;
    (address.len() < LONGEST_LINK).then(|| address.replace('[', "%5B").replace(']', "%5D"))
}

/// What the data is, from whom and on which terms.
pub(super) fn cover(book: &Workbook<'_>, links: &[Link], out: &mut dyn Write) -> io::Result<()> {
    open(Paper::Fitted, out)?;
    write!(
        out,
        "<dimension ref=\"A1:B{}\"/><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>",
        FACTS + book.facts.len() as u64
    )?;
    widths(&COVER, out)?;
    row(1, 1, out)?;
    string("A1", &cut(&book.title, LONGEST_TEXT), styles::TITLE, out)?;
    out.write_all(b"</row>")?;
    for (number, fact) in (FACTS..).zip(&book.facts) {
        let text = cut(&fact.text.replace('\r', ""), LONGEST_TEXT);
        row(number, lines(&text, COVER[1]), out)?;
        string(&place(1, number), &fact.label, styles::LABEL, out)?;
        let style = if links.iter().any(|link| link.row == number) { styles::LINK } else { styles::WRAPPED };
        string(&place(2, number), &text, style, out)?;
        out.write_all(b"</row>")?;
    }
    out.write_all(b"</sheetData>")?;
    if !links.is_empty() {
        out.write_all(b"<hyperlinks>")?;
        for (number, link) in (1..).zip(links) {
            let part = if link.part.is_empty() { String::new() } else { format!(" location=\"{}\"", escaped(&link.part)) };
            write!(out, "<hyperlink ref=\"{}\" r:id=\"rId{number}\"{part}/>", place(2, link.row))?;
        }
        out.write_all(b"</hyperlinks>")?;
    }
    page("fitToHeight=\"0\" orientation=\"portrait\"", out)?;
    out.write_all(b"</worksheet>")
}

/// What each column is.
pub(super) fn columns(book: &Workbook<'_>, table: &Table<'_>, out: &mut dyn Write) -> io::Result<()> {
    open(Paper::Fitted, out)?;
    frozen(table, out)?;
    widths(&COLUMNS, out)?;
    head(table, 1, out)?;
    for (number, column) in (2..).zip(&book.columns) {
        let texts = column.each_ref().map(|text| cut(&text.replace('\r', ""), LONGEST_TEXT));
        let highest = texts.iter().zip(COLUMNS).map(|(text, width)| lines(text, width)).max().unwrap_or(1);
        row(number, highest, out)?;
        for (column, text) in (1..).zip(&texts) {
            string(&place(column, number), text, styles::WRAPPED, out)?;
        }
        out.write_all(b"</row>")?;
    }
    out.write_all(b"</sheetData>")?;
    page("fitToHeight=\"0\" orientation=\"landscape\"", out)?;
    marked(out)
}

/// The rows of the table.
pub(super) fn rows(context: &Context<'_>, book: &Workbook<'_>, table: &Table<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fits = book.fits_paper();
    open(if fits { Paper::Fitted } else { Paper::Scaled }, out)?;
    frozen(table, out)?;
    widths(&book.widths, out)?;
    // Filters' buttons take room beside a head.
    head(table, book.heads.iter().zip(&book.widths).map(|(head, width)| lines(head, width.saturating_sub(2))).max().unwrap_or(1), out)?;
    let columns: Vec<String> = (1..=book.heads.len()).map(letters).collect();
    let (mut number, mut cells) = (1, Vec::new());
    TypedRows::open(context, book.resource)?.part(book.rows.0, book.rows.1, |typed| {
        number += 1;
        cells.clear();
        let highest = write(book, (&columns, number), typed, &mut cells)?;
        row(number, highest, out)?;
        out.write_all(&cells)?;
        out.write_all(b"</row>")
    })?;
    out.write_all(b"</sheetData>")?;
    page(if fits { "fitToHeight=\"0\" orientation=\"landscape\"" } else { "scale=\"70\" orientation=\"landscape\"" }, out)?;
    write!(out, "<ignoredErrors><ignoredError sqref=\"{}\" numberStoredAsText=\"1\"/></ignoredErrors>", table.range())?;
    marked(out)
}

/// How a sheet is printed: on the width of a page, or over several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paper {
    Fitted,
    Scaled,
}

fn open(paper: Paper, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
          <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
          xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">",
    )?;
    if paper == Paper::Fitted { out.write_all(b"<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>") } else { Ok(()) }
}

/// Keeps the head of a table in view.
fn frozen(table: &Table<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<dimension ref=\"{}\"/><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
         state=\"frozen\"/><selection pane=\"bottomLeft\"/></sheetView></sheetViews>",
        table.range()
    )
}

/// The columns of a sheet, and the beginning of its rows.
fn widths(widths: &[usize], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<sheetFormatPr defaultRowHeight=\"15\"/><cols>")?;
    for (number, width) in (1..).zip(widths) {
        // Five of the eight pixels of a figure are room at the sides.
        write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}.625\" customWidth=\"1\"/>")?;
    }
    out.write_all(b"</cols><sheetData>")
}

fn head(table: &Table<'_>, lines: usize, out: &mut dyn Write) -> io::Result<()> {
    row(1, lines, out)?;
    for (column, head) in (1..).zip(table.heads) {
        string(&place(column, 1), head, styles::HEAD, out)?;
    }
    out.write_all(b"</row>")
}

/// Begins a row, as high as its text has lines: not every program makes it so
/// when it opens a file.
fn row(number: u64, lines: usize, out: &mut dyn Write) -> io::Result<()> {
    if lines <= 1 {
        return write!(out, "<row r=\"{number}\">");
    }
    let quarters = lines.min(MOST_LINES) * LINE;
    write!(out, "<row r=\"{number}\" ht=\"{}.{:02}\" customHeight=\"1\">", quarters / 4, quarters % 4 * 25)
}

fn string(place: &str, text: &str, style: u32, out: &mut dyn Write) -> io::Result<()> {
    if text.is_empty() {
        return write!(out, "<c r=\"{place}\" s=\"{style}\"/>");
    }
    let kept = if text.trim().len() == text.len() { "" } else { " xml:space=\"preserve\"" };
    write!(out, "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t{kept}>{}</t></is></c>", escaped(text))
}

/// Writes the cells of a row; how many lines the highest has.
fn write(book: &Workbook<'_>, (columns, number): (&[String], u64), cells: &TypedRow<'_>, out: &mut Vec<u8>) -> io::Result<usize> {
    let mut highest = 1;
    for ((column, width), cell) in columns.iter().zip(&book.widths).zip(cells.cells()) {
        match shown(&cell?) {
            Shown::Empty => {}
            Shown::Text(text) => {
                let lines = lines(&text, *width);
                highest = highest.max(lines);
                let style = match (text.starts_with(['=', '+', '-', '@', '\'']), lines > 1) {
                    (true, false) => styles::HARMLESS,
                    (true, true) => styles::HARMLESS_WRAPPED,
                    (false, true) => styles::WRAPPED,
                    (false, false) => styles::TEXT,
                };
                let text = if is_long(&text) { cut(&text, LONGEST_TEXT).into() } else { text };
                string(&format!("{column}{number}"), &text, style, out)?;
            }
            Shown::Number(digits, scale) => write!(out, "<c r=\"{column}{number}\" s=\"{}\"><v>{digits}</v></c>", styles::number(scale))?,
            Shown::Boolean(value) => write!(out, "<c r=\"{column}{number}\" t=\"b\"><v>{}</v></c>", u8::from(value))?,
            Shown::Date(date) => write!(out, "<c r=\"{column}{number}\" s=\"{}\"><v>{}</v></c>", styles::DATE, serial(date))?,
            Shown::Moment(moment) => {
                let serial = serial(moment.date()) + part_of_day(moment.time());
                write!(out, "<c r=\"{column}{number}\" s=\"{}\"><v>{serial}</v></c>", styles::MOMENT)?;
            }
            Shown::Time(time) => write!(out, "<c r=\"{column}{number}\" s=\"{}\"><v>{}</v></c>", styles::TIME, part_of_day(time))?,
        }
    }
    Ok(highest)
}

fn page(how: &str, out: &mut dyn Write) -> io::Result<()> {
    // Paper 9 is A4.
    write!(
        out,
        "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" {how} horizontalDpi=\"200\" verticalDpi=\"200\"/>"
    )
}

/// Ends a sheet whose cells are a table.
fn marked(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<tableParts count=\"1\"><tablePart r:id=\"rId1\"/></tableParts></worksheet>")
}

/// The name of a cell: column and row, from 1.
pub(super) fn place(column: usize, row: u64) -> String {
    format!("{}{row}", letters(column))
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
