//! Databases: tables of one or all datasets in one SQLite file, what the
//! formats of a dataset and of the whole portal share.
//!
//! Real tables with primary and foreign keys, search over their texts (FTS5)
//! unless they are too long, and `_metadata`, which says in rows what descriptors
//! say. Built in memory when small, else in a temporary file, and copied, because
//! SQLite writes where it likes. The same rows give the same bytes: one order,
//! transactions and a page size that follow from the input.

mod keys;
mod metadata;
mod search;
mod table;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};
use tempfile::NamedTempFile;

use self::search::Searching;
use crate::model::dataset::{Dataset, Resource};
use crate::model::format_limits::COLUMNS_OF_DATABASE;
use crate::route::Context;

/// Marks files as congbo's for `file` and other tools: `CgBo`.
const APPLICATION: i32 = 0x4367_426F;

/// Small tables have small pages: a table takes two of them at least.
const SMALL: u64 = 1 << 20;

/// Tables with more rows altogether have no search.
const MOST_SEARCHED: u64 = 100_000;

/// So many tables have a search each. Every one is five tables more, and for
/// every table that is made SQLite reads the names of all there are: with
/// thousands that alone would take minutes. More tables share one search.
const MOST_SEARCHES: usize = 200;

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
    let entries: Vec<&Entry<'_>> = entries.iter().filter(|entry| holds(entry.resource)).collect();
    let mut keyless = BTreeSet::new();
    loop {
        match made(context, &entries, &keyless, out) {
            Ok(()) => return Ok(()),
            Err(Refusal::Keys(table)) if keyless.insert(table.clone()) => {}
            Err(Refusal::Keys(table)) => return Err(io::Error::other(format!("{table}: rows were refused"))),
            Err(Refusal::Disk(error)) => return Err(error),
        }
    }
}

/// Makes the database and gives it away, when all keys hold.
fn made(context: &Context<'_>, entries: &[&Entry<'_>], keyless: &BTreeSet<String>, out: &mut dyn Write) -> Result<(), Refusal> {
    let is_small = entries.iter().map(|entry| entry.resource.profile.bytes).sum::<u64>() < SMALL;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if is_small {
        let mut database = Connection::open_in_memory_with_flags(flags).map_err(told)?;
        prepare(&database, 1_024, "").map_err(told)?;
        fill(context, &database, entries, keyless)?;
        return Ok(out.write_all(&database.serialize(MAIN_DB).map_err(told)?)?);
    }
    let file = NamedTempFile::new()?;
    let database = Connection::open_with_flags(file.path(), flags).map_err(told)?;
    prepare(&database, 4_096, ON_DISK).map_err(told)?;
    fill(context, &database, entries, keyless)?;
    database.close().map_err(|(_, error)| told(error))?;
    io::copy(&mut File::open(file.path())?, out)?;
    Ok(())
}

fn fill(context: &Context<'_>, database: &Connection, entries: &[&Entry<'_>], keyless: &BTreeSet<String>) -> Result<(), Refusal> {
    database.execute_batch("BEGIN").map_err(told)?;
    metadata::write(context, database, entries).map_err(told)?;
    let searching = match entries.iter().map(|entry| entry.resource.profile.rows).sum::<u64>() {
        0..=MOST_SEARCHED if entries.len() <= MOST_SEARCHES => Searching::Each,
        0..=MOST_SEARCHED => Searching::Shared,
        _ => Searching::None,
    };
    if searching == Searching::Shared {
        search::share(database).map_err(told)?;
    }
    for entry in entries {
        let keys = if keyless.contains(&entry.name) { keys::Keys::default() } else { keys::keys(context, entry, entries, keyless) };
        table::write(context, database, entry, &keys, searching)?;
        // At every statement SQLite asks all searches of a transaction; a shared
        // one is written in few large pieces.
        if searching != Searching::Shared {
            database.execute_batch("COMMIT; BEGIN").map_err(told)?;
        }
    }
    if searching == Searching::Shared {
        search::finish(database, search::SHARED).map_err(told)?;
    }
    database.execute_batch("COMMIT").map_err(told)
}

/// What SQLite minds beside that when it writes on the disk: nobody else reads
/// there meanwhile, and nothing of it outlives a failure.
const ON_DISK: &str = "PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-24000;";

/// Sets up an empty database with pages of so many bytes.
fn prepare(database: &Connection, page: u32, further: &str) -> rusqlite::Result<()> {
    // A file that is thrown away when anything fails needs no journal.
    database.execute_batch(&format!(
        "PRAGMA page_size={page}; PRAGMA journal_mode=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF; {further} \
         PRAGMA application_id={APPLICATION}; PRAGMA user_version=1"
    ))
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
