//! Search in the tables of a database: FTS5 over their texts, accents folded.
//!
//! The tokenizer folds every accent but the bar of `đ`, so a text that has one
//! is indexed a second time with `d` in its place: `dat dai` finds `đất đai`,
//! as a phrase too. The index of a table leads to its rows, whose texts stay as
//! they are; Datasette offers it as a search box. An index of many tables holds
//! their texts once more, each with its table and row.

use std::borrow::Cow;
use std::io;

use rusqlite::{Connection, Statement};

use super::{list, quoted};
use crate::model::schema::FieldType;
use crate::render::tables::typed_rows::{Column, TypedRow};

/// The index that many tables share.
pub(super) const SHARED: &str = "_search";

const TOKENIZER: &str = "tokenize=\"unicode61 remove_diacritics 2\"";

/// What SQLite calls the number of a row, unless a column has the name.
const ROW: &str = "rowid";

/// An index is of so many columns at most: FTS5 adds a few of its own to them.
const MOST_COLUMNS: usize = 1_900;

/// What can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Searching {
    /// Nothing.
    None,
    /// Each table by itself.
    Each,
    /// All tables in one index.
    Shared,
}

/// The search of one table.
pub(super) struct Search<'a> {
    /// Its own index.
    own: Option<String>,
    table: String,
    columns: Vec<usize>,
    insert: Statement<'a>,
}

/// Makes the index that many tables share.
pub(super) fn share(database: &Connection) -> rusqlite::Result<()> {
    database.execute_batch(&format!(
        "CREATE VIRTUAL TABLE \"{SHARED}\" USING fts5(\"table\" UNINDEXED, \"row\" UNINDEXED, \"text\", \"folded\", {TOKENIZER})"
    ))
}

/// Puts an index in its final, smallest form.
pub(super) fn finish(database: &Connection, index: &str) -> rusqlite::Result<()> {
    let name = quoted(index);
    database.execute_batch(&format!("INSERT INTO {name} ({name}) VALUES ('optimize')"))
}

impl<'a> Search<'a> {
    /// Makes the search of a table; `None` when it has no texts, is not to be
    /// searched, or has a column of the name by which an index finds rows.
    pub(super) fn new(
        database: &'a Connection,
        searching: Searching,
        table: &str,
        fields: &[Column<'_>],
        names: &[String],
    ) -> rusqlite::Result<Option<Self>> {
        let index = format!("{table}_fts");
        let is_searched = |&column: &usize| is_text(&fields[column].kind) && !is_reserved(&names[column], &index);
        let most = if searching == Searching::Each { MOST_COLUMNS } else { fields.len() };
        let columns: Vec<usize> = (0..fields.len()).filter(is_searched).take(most).collect();
        let is_misled = searching == Searching::Each && names.iter().any(|name| name.eq_ignore_ascii_case(ROW));
        if columns.is_empty() || searching == Searching::None || is_misled {
            return Ok(None);
        }
        let of = |own, insert| Ok(Some(Self { own, table: table.to_owned(), columns: columns.clone(), insert }));
        if searching == Searching::Shared {
            return of(None, database.prepare(&format!("INSERT INTO \"{SHARED}\" VALUES (?, ?, ?, ?)"))?);
        }
        let searched = list(&columns.iter().map(|&column| names[column].clone()).collect::<Vec<_>>());
        let content = table.replace('\'', "''");
        let name = quoted(&index);
        database.execute_batch(&format!(
            "CREATE VIRTUAL TABLE {name} USING fts5({searched}, content='{content}', content_rowid='{ROW}', {TOKENIZER})"
        ))?;
        let marks = vec!["?"; columns.len() + 1].join(", ");
        let insert = database.prepare(&format!("INSERT INTO {name} (rowid, {searched}) VALUES ({marks})"))?;
        of(Some(index), insert)
    }

    /// Adds a row.
    pub(super) fn add(&mut self, number: i64, row: &TypedRow<'_>) -> io::Result<rusqlite::Result<()>> {
        let texts = self.columns.iter().map(|&column| row.cell(column).map(|cell| (!cell.value.is_missing()).then_some(cell.text)));
        let texts = texts.collect::<io::Result<Vec<Option<&str>>>>()?;
        let insert = &mut self.insert;
        if self.own.is_none() {
            let text = texts.into_iter().flatten().collect::<Vec<_>>().join("\n");
            return Ok(insert.execute((&self.table, number, &text, plain(&text))).map(|_| ()));
        }
        let add = || {
            insert.raw_bind_parameter(1, number)?;
            for (place, text) in (2..).zip(texts) {
                insert.raw_bind_parameter(place, text.map(indexed))?;
            }
            insert.raw_execute().map(|_| ())
        };
        Ok(add())
    }

    /// Puts the index of the table in its final form.
    pub(super) fn finish(self, database: &Connection) -> rusqlite::Result<()> {
        drop(self.insert);
        self.own.map_or(Ok(()), |index| finish(database, &index))
    }
}

fn is_text(kind: &FieldType) -> bool {
    matches!(kind, FieldType::String(_) | FieldType::Any | FieldType::List { .. })
}

/// Whether FTS5 has the name for itself.
fn is_reserved(name: &str, search: &str) -> bool {
    ["rank", ROW, search].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A text with `d` for `đ`, when it has one.
fn plain(text: &str) -> Option<String> {
    text.contains(['đ', 'Đ']).then(|| text.replace(['đ', 'Đ'], "d"))
}

/// A text as it is indexed.
fn indexed(text: &str) -> Cow<'_, str> {
    plain(text).map_or(Cow::Borrowed(text), |plain| Cow::Owned(format!("{text} {plain}")))
}
