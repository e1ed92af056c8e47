//! Search in a table of a database: FTS5 over its texts, accents folded.
//!
//! The tokenizer folds every accent but the bar of `đ`, so a text that has one
//! is indexed a second time with `d` in its place: `dat dai` finds `đất đai`,
//! as a phrase too. The index leads to the rows of the table, whose texts stay
//! as they are; Datasette offers it as a search box.

use std::io;

use rusqlite::{Connection, Statement};

use super::{list, quoted};
use crate::model::schema::{Field, FieldType};
use crate::render::typed_rows::TypedRow;

/// The search of one table.
pub(super) struct Search<'a> {
    name: String,
    columns: Vec<usize>,
    insert: Statement<'a>,
}

impl<'a> Search<'a> {
    /// Makes the search of a table; `None` when it has no texts.
    pub(super) fn new(database: &'a Connection, table: &str, fields: &[Field], names: &[String]) -> rusqlite::Result<Option<Self>> {
        let name = format!("{table}_fts");
        let is_searched = |&column: &usize| is_text(&fields[column].kind) && !is_reserved(&names[column], &name);
        let columns: Vec<usize> = (0..fields.len()).filter(is_searched).collect();
        if columns.is_empty() {
            return Ok(None);
        }
        let searched: Vec<String> = columns.iter().map(|&column| names[column].clone()).collect();
        let content = table.replace('\'', "''");
        database.execute_batch(&format!(
            "CREATE VIRTUAL TABLE {} USING fts5({}, content='{content}', content_rowid='rowid', tokenize=\"unicode61 remove_diacritics 2\")",
            quoted(&name),
            list(&searched)
        ))?;
        let marks = vec!["?"; columns.len() + 1].join(", ");
        let insert = database.prepare(&format!("INSERT INTO {} (rowid, {}) VALUES ({marks})", quoted(&name), list(&searched)))?;
        Ok(Some(Self { name, columns, insert }))
    }

    /// Adds a row.
    pub(super) fn add(&mut self, number: i64, row: &TypedRow<'_>) -> io::Result<rusqlite::Result<()>> {
        let mut add = || -> rusqlite::Result<io::Result<()>> {
            self.insert.raw_bind_parameter(1, number)?;
            for (index, &column) in self.columns.iter().enumerate() {
                let cell = match row.cell(column) {
                    Ok(cell) => cell,
                    Err(error) => return Ok(Err(error)),
                };
                let text = if cell.value.is_missing() { None } else { Some(indexed(cell.text)) };
                self.insert.raw_bind_parameter(index + 2, text)?;
            }
            self.insert.raw_execute()?;
            Ok(Ok(()))
        };
        match add() {
            Ok(read) => read.map(Ok),
            Err(error) => Ok(Err(error)),
        }
    }

    /// Puts the index in its final, smallest form.
    pub(super) fn finish(self, database: &Connection) -> rusqlite::Result<()> {
        drop(self.insert);
        let name = quoted(&self.name);
        database.execute_batch(&format!("INSERT INTO {name} ({name}) VALUES ('optimize')"))
    }
}

fn is_text(kind: &FieldType) -> bool {
    matches!(kind, FieldType::String(_) | FieldType::Any | FieldType::List { .. })
}

/// Whether FTS5 has the name for itself.
fn is_reserved(name: &str, search: &str) -> bool {
    ["rank", "rowid", search].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A text as it is indexed.
fn indexed(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(['đ', 'Đ']) { format!("{text} {}", text.replace(['đ', 'Đ'], "d")).into() } else { text.into() }
}
