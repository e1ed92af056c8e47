//! Databases: tables of one or all datasets in one SQLite file, what the
//! formats of a dataset and of the whole portal share.
//!
//! Real tables with primary and foreign keys, a search table (FTS5) for each
//! that is not too long, and `_metadata`, which says in rows what descriptors
//! say. Built in a temporary file and copied, because SQLite writes where it
//! likes. The same rows give the same bytes: one transaction, one order, a page
//! size that follows from the input.

mod keys;
mod metadata;
mod search;
mod table;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::NamedTempFile;

use crate::model::dataset::{Dataset, Resource};
use crate::model::room::COLUMNS_OF_DATABASE;
use crate::route::Context;

/// Marks files as congbo's for `file` and other tools: `CgBo`.
const APPLICATION: i32 = 0x4367_426F;

/// Small tables have small pages: a table takes two of them at least.
const SMALL: u64 = 1 << 20;

/// Tables with more rows altogether have no search.
const MOST_SEARCHED: u64 = 100_000;

/// A table on its way into a database.
pub(super) struct Entry<'a> {
    /// Its dataset.
    pub(super) dataset: &'a Dataset,
    /// The table.
    pub(super) resource: &'a Resource,
    /// Its name in the database.
    pub(super) name: String,
}

/// Why a database could not be filled.
enum Refusal {
    /// A table's own keys do not hold for its typed values: `1` and `1.0` are
    /// two keys in a CSV and one number.
    Keys(String),
    /// Anything else.
    Disk(io::Error),
}

/// The name of a table in the database of the whole portal.
pub(super) fn portal_name(dataset: &Dataset, resource: &Resource) -> String {
    if dataset.name == resource.name { dataset.name.clone() } else { format!("{}__{}", dataset.name, resource.name) }
}

/// Whether SQLite takes a table with so many columns.
pub(super) fn holds(table: &Resource) -> bool {
    table.schema.fields.len() <= COLUMNS_OF_DATABASE
}

/// Writes a database of the tables that it can hold.
pub(super) fn write(context: &Context<'_>, entries: &[Entry<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut keyless = BTreeSet::new();
    loop {
        let file = NamedTempFile::new()?;
        match fill(context, entries, &keyless, file.path()) {
            Ok(()) => {
                io::copy(&mut File::open(file.path())?, out)?;
                return Ok(());
            }
            Err(Refusal::Keys(table)) if keyless.insert(table.clone()) => {}
            Err(Refusal::Keys(table)) => return Err(io::Error::other(format!("{table}: rows were refused"))),
            Err(Refusal::Disk(error)) => return Err(error),
        }
    }
}

fn fill(context: &Context<'_>, entries: &[Entry<'_>], keyless: &BTreeSet<String>, path: &Path) -> Result<(), Refusal> {
    let entries: Vec<&Entry<'_>> = entries.iter().filter(|entry| holds(entry.resource)).collect();
    let database = open(path, &entries).map_err(told)?;
    database.execute_batch("BEGIN").map_err(told)?;
    metadata::write(context, &database, &entries).map_err(told)?;
    let is_searched = entries.iter().map(|entry| entry.resource.profile.rows).sum::<u64>() <= MOST_SEARCHED;
    for entry in &entries {
        let keys = if keyless.contains(&entry.name) { keys::Keys::default() } else { keys::keys(context, entry, &entries, keyless) };
        table::write(context, &database, entry, &keys, is_searched)?;
    }
    database.execute_batch("COMMIT").map_err(told)?;
    database.close().map_err(|(_, error)| told(error))
}

fn open(path: &Path, entries: &[&Entry<'_>]) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    let bytes: u64 = entries.iter().map(|entry| entry.resource.profile.bytes).sum();
    let page = if bytes < SMALL { 1_024 } else { 4_096 };
    // A file that is thrown away when anything fails needs no journal.
    database.execute_batch(&format!(
        "PRAGMA page_size={page}; PRAGMA encoding='UTF-8'; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; \
         PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-24000; PRAGMA foreign_keys=OFF; \
         PRAGMA application_id={APPLICATION}; PRAGMA user_version=1"
    ))?;
    Ok(database)
}

/// A name or text in SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A list of names in SQL.
fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

fn told(error: rusqlite::Error) -> Refusal {
    Refusal::Disk(io::Error::other(error))
}

/// What became of a row: a refused key is the table's, not the disk's.
fn told_of_row(error: rusqlite::Error, table: &str) -> Refusal {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => Refusal::Keys(table.to_owned()),
        _ => told(error),
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Refusal::Disk(error)
    }
}
