//! The header: whether the first line of a table is one.
//!
//! Knows the names that the columns may have; what is wrong with single names
//! is said in [`super::columns`].

use std::collections::BTreeSet;
use std::io::{self, BufRead};

use super::alike::folded;
use crate::diag::code::{NO_HEADER, NOT_UTF8};
use crate::diag::{Diagnostic, SourceId, Spot};
use crate::model::schema::{Dialect, Field};
use crate::rows::{Row, Rows};

/// The header is looked for in so many rows below the first.
const DEEPEST: usize = 10;

/// What keeps the first line from being a header, if anything does. `again`
/// opens the table once more; `known` are the fields that are expected, none
/// when the columns are inferred.
///
/// # Errors
/// When the table cannot be read.
pub fn fault<R: BufRead>(
    rows: &Rows<R>,
    (source, dialect): (SourceId, Dialect),
    known: &[Field],
    again: impl Fn() -> io::Result<Rows<R>>,
) -> io::Result<Option<Diagnostic>> {
    let header = rows.header();
    let first = dialect.cell(source, 0, 0);
    if header.is_empty() {
        return Ok(Some(Diagnostic::new(&NO_HEADER, Spot::whole(source))));
    }
    if let Some(spot) = rows.header_not_utf8() {
        return Ok(Some(Diagnostic::new(&NOT_UTF8, spot).arg("found", "?").variant("header")));
    }
    if header[0].starts_with("sep=") {
        return Ok(Some(Diagnostic::new(&NO_HEADER, first).variant("sep")));
    }
    // What a web page or a program exports under the name of a table.
    let start = header[0].trim_start().to_ascii_lowercase();
    if ["<html", "<!doctype", "<table", "<?xml", "<head", "<body", "<meta"].iter().any(|tag| start.starts_with(tag)) {
        return Ok(Some(Diagnostic::new(&NO_HEADER, first).variant("markup")));
    }
    if let Some((spot, above)) = below(header, known, dialect, &again)? {
        return Ok(Some(Diagnostic::new(&NO_HEADER, spot).number("count", above).related("first", first).variant("below")));
    }
    if let Some((spot, joined)) = two_rows(header, known, dialect, &again)? {
        return Ok(Some(Diagnostic::new(&NO_HEADER, spot).arg("header", joined).related("first", first).variant("two-rows")));
    }
    if header.iter().all(String::is_empty) {
        return Ok(Some(Diagnostic::new(&NO_HEADER, first).variant("blank")));
    }
    Ok(other_separator(header, dialect.delimiter)
        .map(|sign| Diagnostic::new(&NO_HEADER, first).arg("sign", sign).arg("expected", shown(dialect.delimiter)).variant("separator")))
}

/// The separator that would divide a header of one cell.
fn other_separator(header: &[String], delimiter: u8) -> Option<&'static str> {
    let others = [(b';', ";"), (b'\t', "\\t"), (b'|', "|")].into_iter().filter(|(other, _)| *other != delimiter);
    let mut dividing = others.filter(|(other, _)| header[0].as_bytes().contains(other));
    dividing.next().filter(|_| header.len() == 1).map(|(_, sign)| sign)
}

/// A separator as it is written in a descriptor.
pub fn shown(delimiter: u8) -> String {
    if delimiter == b'\t' { "\\t".into() } else { char::from(delimiter).to_string() }
}

/// The header when it stands below a title or blank lines: its place, and how
/// many rows stand above it.
fn below<R: BufRead>(
    header: &[String],
    known: &[Field],
    dialect: Dialect,
    again: impl Fn() -> io::Result<Rows<R>>,
) -> io::Result<Option<(Spot, usize)>> {
    let names: BTreeSet<String> = known.iter().flat_map(names).collect();
    let own: Vec<&str> = header.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let is_known = |name: &&str| names.contains(&folded(name));
    let found = own.iter().copied().filter(is_known).count();
    // A title is one cell, the others of its row are empty.
    let may_be_title = if known.is_empty() { own.len() <= 1 } else { found * 2 < own.len() || own.is_empty() };
    if !may_be_title {
        return Ok(None);
    }
    let mut rows = again()?;
    for above in 1..=DEEPEST {
        let Some(row) = rows.next()? else { break };
        let cells = cells(&row, dialect);
        // Spreadsheets leave empty cells behind the last name.
        let width = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let is_header = if known.is_empty() {
            // Names in every column, under a line that fills one of them at most.
            filled > 2 && filled == width && cells.len() >= header.len() && cells[..width].iter().all(|cell| is_name(cell))
        } else {
            let known = cells.iter().copied().filter(is_known).count();
            known >= 2 && known > found && known * 2 >= filled
        };
        if is_header {
            return Ok(Some((row.spot(0), above)));
        }
        // Rows of data do not stand above a header.
        if known.is_empty() && filled > 1 {
            break;
        }
    }
    Ok(None)
}

/// The second row of a header of merged cells: its place, and the header as one
/// row. A name that stands over several columns is kept in the first of them
/// only, and what divides it stands below.
fn two_rows<R: BufRead>(
    header: &[String],
    known: &[Field],
    dialect: Dialect,
    again: impl Fn() -> io::Result<Rows<R>>,
) -> io::Result<Option<(Spot, String)>> {
    let is_nameless = |column: usize| header[column].is_empty();
    if !known.is_empty() || header[0].is_empty() || !(1..header.len()).any(is_nameless) {
        return Ok(None);
    }
    let mut rows = again()?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = cells(&row, dialect);
    if cells.len() != header.len() {
        return Ok(None);
    }
    // Where a name begins and columns without one follow, the row below divides it.
    let begins = |column: usize| !is_nameless(column) && column + 1 < header.len() && is_nameless(column + 1);
    let is_below = |column: usize| is_nameless(column) || begins(column);
    if !(0..header.len()).all(|column| cells[column].is_empty() != is_below(column)) || cells.iter().all(|cell| cell.is_empty()) {
        return Ok(None);
    }
    let mut above = "";
    let joined = header.iter().zip(&cells).map(|(name, below)| {
        above = if name.is_empty() { above } else { name };
        let whole = if below.is_empty() { above.to_owned() } else { format!("{above} {below}") };
        quoted(&whole, &shown(dialect.delimiter))
    });
    let joined = joined.collect::<Vec<_>>().join(char::from(dialect.delimiter).encode_utf8(&mut [0; 4]));
    Ok(Some((row.spot(0), joined)))
}

/// A name as it stands in a header.
pub fn quoted(name: &str, delimiter: &str) -> String {
    if name.contains(['"', '\n']) || name.contains(delimiter) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() }
}

/// The cells of a row; a single one is divided as its own separator does.
fn cells<'a>(row: &Row<'a>, dialect: Dialect) -> Vec<&'a str> {
    let text = |column| row.text(column).unwrap_or_default().trim();
    if row.len() == 1 {
        let own = [';', '\t'].into_iter().find(|sign| u32::from(*sign) != u32::from(dialect.delimiter) && text(0).contains(*sign));
        return text(0).split(own.unwrap_or('\n')).map(str::trim).collect();
    }
    (0..row.len()).map(text).collect()
}

/// Whether a cell may name a column: it is no number and no day.
fn is_name(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic)
}

/// The names under which a column is known: its own and its titles.
pub fn names(field: &Field) -> Vec<String> {
    let titles = || field.title.iter().map(|(_, title)| title);
    // `Tên chỉ tiêu (vi)` is read as `Tên chỉ tiêu` too.
    let bare = titles().filter_map(|title| Some(title.rsplit_once(" (")?.0));
    titles().chain(bare).chain([field.name.as_str()]).map(folded).filter(|name| !name.is_empty()).collect()
}
