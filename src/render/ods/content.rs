//! The content of an ODS: cover, columns and rows as XML.

use std::borrow::Cow;
use std::io::{self, Write};

use super::super::workbook::{Shown, Workbook, shown};
use super::styles;
use super::text::{escaped, paragraphs};
use crate::render::tables::typed_rows::TypedRow;
use crate::route::Context;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content \
     xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
     xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
     xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\">";

/// Writes `content.xml`.
pub(super) fn write(context: &Context<'_>, book: &Workbook, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{HEAD}{}<office:body><office:spreadsheet>", styles::automatic(book))?;
    cover(book, out)?;
    columns(book, out)?;
    rows(context, book, out)?;
    writeln!(out, "{}</office:spreadsheet></office:body></office:document-content>", ranges(book))
}

/// Opens a sheet, which is printed as its style says.
fn sheet(name: &str, widths: &[usize], style: &str, out: &mut impl Write) -> io::Result<()> {
    write!(out, "<table:table table:name=\"{}\" table:style-name=\"{style}\">", escaped(name))?;
    for width in widths {
        write!(out, "<table:table-column table:style-name=\"{}\"/>", styles::width(*width))?;
    }
    Ok(())
}

fn cover(book: &Workbook, out: &mut impl Write) -> io::Result<()> {
    sheet(&book.sheets[0], &styles::COVER, styles::FITTED, out)?;
    out.write_all(b"<table:table-row>")?;
    string(&book.title, "title", out)?;
    out.write_all(b"</table:table-row><table:table-row><table:table-cell/></table:table-row>")?;
    for fact in &book.facts {
        out.write_all(b"<table:table-row>")?;
        string(&fact.label, "head", out)?;
        match fact.link.as_deref().filter(|link| ["https://", "http://", "mailto:"].iter().any(|start| link.starts_with(start))) {
            Some(link) => write!(
                out,
                "<table:table-cell table:style-name=\"wrap\" office:value-type=\"string\"><text:p><text:a xlink:type=\"simple\" xlink:href=\"{}\">{}</text:a></text:p></table:table-cell>",
                escaped(link),
                escaped(&fact.text)
            )?,
            None => string(&fact.text.replace('\r', ""), "wrap", out)?,
        }
        out.write_all(b"</table:table-row>")?;
    }
    out.write_all(b"</table:table>")
}

fn columns(book: &Workbook, out: &mut impl Write) -> io::Result<()> {
    sheet(&book.sheets[1], &styles::COLUMNS, styles::FITTED, out)?;
    head(book.columns_head.iter(), out)?;
    for column in &book.columns {
        out.write_all(b"<table:table-row>")?;
        for text in column {
            string(&text.replace('\r', ""), "wrap", out)?;
        }
        out.write_all(b"</table:table-row>")?;
    }
    out.write_all(b"</table:table>")
}

fn rows(context: &Context<'_>, book: &Workbook, out: &mut impl Write) -> io::Result<()> {
    let style = if book.fits_paper() { styles::FITTED } else { styles::PLAIN };
    sheet(&book.sheets[2], &book.widths, style, out)?;
    head(book.heads.iter(), out)?;
    book.each_row(context, |cells| row(book, cells, out))?;
    out.write_all(b"</table:table>")
}

fn head<'a>(names: impl Iterator<Item = &'a String>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<table:table-header-rows><table:table-row>")?;
    for name in names {
        string(name, "head", out)?;
    }
    out.write_all(b"</table:table-row></table:table-header-rows>")
}

/// A cell as far as its style.
fn opening(style: &str, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<table:table-cell")?;
    if style.is_empty() { Ok(()) } else { [" table:style-name=\"", style, "\""].iter().try_for_each(|part| out.write_all(part.as_bytes())) }
}

fn string(text: &str, style: &str, out: &mut impl Write) -> io::Result<()> {
    opening(style, out)?;
    out.write_all(b" office:value-type=\"string\">")?;
    paragraphs(text, out)?;
    out.write_all(b"</table:table-cell>")
}

fn row(book: &Workbook, cells: &TypedRow<'_>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<table:table-row>")?;
    let mut empty = 0;
    for (column, cell) in (0..book.heads.len()).zip(cells.cells()) {
        let cell = cell?;
        let shown = shown(&cell);
        if shown == Shown::Empty {
            empty += 1;
            continue;
        }
        nothing(empty, out)?;
        empty = 0;
        match &shown {
            Shown::Text(text) if book.is_wrapped(column, text) => string(text, "wrap", out)?,
            shown => value(shown, out)?,
        }
    }
    // A row of nothing is a row all the same.
    nothing(empty, out)?;
    out.write_all(b"</table:table-row>")
}

fn nothing(count: usize, out: &mut impl Write) -> io::Result<()> {
    match count {
        0 => Ok(()),
        1 => out.write_all(b"<table:table-cell/>"),
        count => write!(out, "<table:table-cell table:number-columns-repeated=\"{count}\"/>"),
    }
}

fn value(shown: &Shown<'_>, out: &mut impl Write) -> io::Result<()> {
    let (style, kind, attribute, value, text): (Cow<'_, str>, _, _, Cow<'_, str>, Cow<'_, str>) = match shown {
        Shown::Empty => return nothing(1, out),
        Shown::Text(text) => return string(text, "", out),
        Shown::Number(digits, scale) => (styles::number(*scale).into(), "float", "value", digits.into(), digits.into()),
        Shown::Boolean(value) => {
            let (value, text) = if *value { ("true", "TRUE") } else { ("false", "FALSE") };
            ("".into(), "boolean", "boolean-value", value.into(), text.into())
        }
        Shown::Date(date) => ("d".into(), "date", "date-value", date.to_string().into(), date.to_string().into()),
        Shown::Moment(moment) => ("m".into(), "date", "date-value", moment.to_string().into(), moment.to_string().into()),
        Shown::Time(time) => {
            let fraction = if time.millisecond() == 0 { String::new() } else { format!(".{:03}", time.millisecond()) };
            let span = format!("PT{:02}H{:02}M{:02}{fraction}S", time.hour(), time.minute(), time.second());
            ("t".into(), "time", "time-value", span.into(), time.to_string().into())
        }
    };
    opening(&style, out)?;
    let parts =
        [" office:value-type=\"", kind, "\" office:", attribute, "=\"", &value, "\"><text:p>", &text, "</text:p></table:table-cell>"];
    parts.iter().try_for_each(|part| out.write_all(part.as_bytes()))
}

/// The rows under their head as a range with filters.
fn ranges(book: &Workbook) -> String {
    let name = book.sheets[2].replace('\'', "''");
    let last = format!("{}{}", letters(book.heads.len()), book.rows.1 + 1);
    format!(
        "<table:database-ranges><table:database-range table:name=\"t_{}\" table:target-range-address=\"'{n}'.A1:'{n}'.{last}\" \
         table:display-filter-buttons=\"true\"/></table:database-ranges>",
        book.table.replace('-', "_"),
        n = escaped(&name)
    )
}

/// The letters of a column, from 1: `A`, `Z`, `AA`.
fn letters(mut number: usize) -> String {
    let mut out = Vec::new();
    while number > 0 {
        out.push(char::from(b'A' + u8::try_from((number - 1) % 26).expect("a letter of 26")));
        number = (number - 1) / 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_counted_as_spreadsheets_do() {
        assert_eq!([1, 26, 27, 702, 703, 16_384].map(letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
