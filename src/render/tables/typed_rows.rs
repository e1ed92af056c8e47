//! Typed rows: a published table's rows, each cell with its column and value.
//!
//! What formats of tables share. One record is held at a time. Knows nothing
//! of any format; the check has read every row before, so that a cell that
//! fits no type can only come from a file that changed meanwhile.

use std::borrow::Cow;
use std::io;

use super::small_tables::rows;
use crate::model::cell;
use crate::model::dataset::Resource;
use crate::model::schema::{Field, FieldType, StringFormat};
use crate::model::value::Value;
use crate::route::Context;
use crate::rows::{Bytes, Row, Rows};

/// A column of a table: the schema's, or of text when that lacks it.
pub(in crate::render) type Column<'a> = Cow<'a, Field>;

/// The rows of a table, opened.
pub(in crate::render) struct TypedRows<'a> {
    rows: Rows<Bytes>,
    resource: &'a Resource,
    columns: Vec<Column<'a>>,
}

/// A row of a table.
pub(in crate::render) struct TypedRow<'a> {
    row: Row<'a>,
    resource: &'a Resource,
    columns: &'a [Column<'a>],
}

/// A cell of a table.
pub(in crate::render) struct Cell<'a> {
    /// Its column.
    pub(in crate::render) field: &'a Field,
    /// Its text as in the source.
    pub(in crate::render) text: &'a str,
    /// Its value.
    pub(in crate::render) value: Value<'a>,
}

impl<'a> TypedRows<'a> {
    /// Opens the table's source.
    pub(in crate::render) fn open(context: &Context<'a>, resource: &'a Resource) -> io::Result<Self> {
        let rows = rows(context, resource, 0)?;
        let plain = |name: &String| Field::new(name.clone(), FieldType::String(StringFormat::Default));
        let places = resource.schema.places();
        let known = |name: &String| places.get(name.as_str()).map(|&place| Cow::Borrowed(&resource.schema.fields[place]));
        let column = |name: &String| known(name).unwrap_or_else(|| Cow::Owned(plain(name)));
        let columns = rows.header().iter().map(column).collect();
        Ok(Self { rows, resource, columns })
    }

    /// Opens the table's source so that its row number `first` (from 0) comes
    /// next, without reading all the rows before it.
    pub(in crate::render) fn open_at(context: &Context<'a>, resource: &'a Resource, first: u64) -> io::Result<Self> {
        let opened = Self::open(context, resource)?;
        if first == 0 {
            return Ok(opened);
        }
        Ok(Self { rows: rows(context, resource, first)?, ..opened })
    }

    /// The columns, in the order of the file.
    pub(in crate::render) fn columns(&self) -> &[Column<'a>] {
        &self.columns
    }

    /// The first `count` rows after the first `passed`: those of one of the files
    /// that a long table is divided into.
    pub(in crate::render) fn part(
        mut self,
        passed: u64,
        count: u64,
        mut visit: impl FnMut(&TypedRow<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        for number in 0..passed.saturating_add(count) {
            let Some(row) = self.rows.next()? else { break };
            if number >= passed {
                visit(&TypedRow { row, resource: self.resource, columns: &self.columns })?;
            }
        }
        Ok(())
    }

    /// Gives every row to `visit`, in the order of the file.
    pub(in crate::render) fn each(mut self, mut visit: impl FnMut(&TypedRow<'_>) -> io::Result<()>) -> io::Result<()> {
        while let Some(row) = self.rows.next()? {
            visit(&TypedRow { row, resource: self.resource, columns: &self.columns })?;
        }
        Ok(())
    }
}

impl TypedRow<'_> {
    /// The cells, one per column: a record that is too short ends in missing ones.
    pub(in crate::render) fn cells(&self) -> impl Iterator<Item = io::Result<Cell<'_>>> {
        (0..self.columns.len()).map(|column| self.cell(column))
    }

    /// The cell of one column.
    pub(in crate::render) fn cell(&self, column: usize) -> io::Result<Cell<'_>> {
        let field = &self.columns[column];
        let text = self.row.text(column).ok_or_else(changed)?;
        let value = cell::read(field, &self.resource.schema, text).map_err(|_| changed())?;
        Ok(Cell { field, text, value })
    }
}

fn changed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the table changed while it was being published")
}
