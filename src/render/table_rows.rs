//! The rows of a long table as scripts, for sorting and filtering in the
//! browser: a page from a disk may load scripts and nothing else.
//!
//! A file calls `congboRows` with its number and its rows, in the words of the
//! page's language. A cell is a text, or a list of items; an item is a text or
//! a list of text, link, day and language. Rows are streamed, one at a time.

use std::io::{self, Write};

use super::page::shown::inputs;
use super::page::standing::standing;
use super::view::Item;
use super::view::cell::CellView;
use super::view::cells::Cells;
use crate::route::{Context, Extent, Format, Inputs, PageId, RenderError, Scope, Subject, row_files};

/// `<table>.rows-<number>.js`
pub(super) struct TableRows;

impl Format for TableRows {
    fn name(&self) -> &'static str {
        "rows.js"
    }

    fn media_type(&self) -> &'static str {
        "text/javascript"
    }

    fn scope(&self) -> Scope {
        Scope::Rows
    }

    fn file_name(&self) -> &'static str {
        "js"
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let Subject::Rows { page, lang, .. } = subject else { return Inputs::of(Extent::Everything) };
        inputs(&standing(context, page, *lang), page)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Rows { page, lang, number } = subject else { return Ok(()) };
        let PageId::Table(dataset, table, _) = page else { return Ok(()) };
        let Some(dataset) = context.catalog.datasets.get(dataset) else { return Ok(()) };
        let Some(resource) = dataset.resource(table) else { return Ok(()) };
        let Some(files) = row_files(&context.catalog.portal, resource) else { return Ok(()) };
        let begin = context.routes.rows(page, *lang).unwrap_or_default();
        let at = &standing(context, page, *lang);
        let cells = Cells::new(at, dataset, resource);
        out.write_all(b"congboRows[")?;
        text(begin.rsplit('/').next().unwrap_or_default(), out)?;
        write!(out, "]({number},[")?;
        let (mut failed, mut is_first) = (None, true);
        let first = (number - 1) * files.each;
        let count = files.each.min(files.rows.saturating_sub(first));
        cells.each(first, count, |row| {
            if failed.is_some() {
                return;
            }
            let views = (0..resource.schema.fields.len()).map(|column| cells.view(row, column));
            failed = write_row(views, std::mem::take(&mut is_first), out).err();
        })?;
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(out.write_all(b"\n]);\n")?),
        }
    }
}

fn write_row(cells: impl Iterator<Item = CellView>, is_first: bool, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(if is_first { b"\n[" } else { b",\n[" })?;
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        match cell.items() {
            [] => text(cell.plain(), out)?,
            items => list(items, out, item)?,
        }
    }
    out.write_all(b"]")
}

fn list<T>(items: &[T], out: &mut dyn Write, each: impl Fn(&T, &mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    out.write_all(b"[")?;
    for (number, one) in items.iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        each(one, out)?;
    }
    out.write_all(b"]")
}

fn item(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    if item.is_plain() {
        return text(&item.text, out);
    }
    let parts = [Some(&item.text), item.href.as_ref(), item.date.as_ref(), item.lang.as_ref()];
    let known = parts.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    list(&parts[..known], out, |part, out| text(part.map_or("", String::as_str), out))
}

fn text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, text)?)
}
