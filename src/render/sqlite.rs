//! SQLite: all tables of a dataset in one database, ready for SQL and Datasette.

use std::io::Write;

use super::database::{self, Entry};
use super::facts::subject::{self, of_dataset};
use crate::model::dataset::Resource;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<dataset>.sqlite`
pub(super) struct Sqlite;

impl Format for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.sqlite3"
    }

    fn scope(&self) -> Scope {
        Scope::Bundle
    }

    fn file_name(&self) -> &'static str {
        "sqlite"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn holds(&self, table: &Resource) -> bool {
        database::holds(table)
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let dataset = subject::dataset(context, subject);
        let entries = dataset.resources.iter().map(|resource| Entry { dataset, resource, name: resource.name.clone() });
        Ok(database::write(context, &entries.collect::<Vec<_>>(), out)?)
    }
}
