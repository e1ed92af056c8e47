//! SQLite of the whole portal: every table of every dataset in one database.
//!
//! Tables are named `<dataset>__<table>`, or by the dataset alone where both
//! have the same name. References to registries are foreign keys here.

use std::io::Write;

use super::database::{self, Entry, portal_name};
use super::facts::subject::of_all_datasets;
use crate::model::Catalog;
use crate::model::dataset::Resource;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `portal.sqlite`
pub(super) struct PortalSqlite;

impl Format for PortalSqlite {
    fn name(&self) -> &'static str {
        "portal.sqlite"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.sqlite3"
    }

    fn scope(&self) -> Scope {
        Scope::Collection
    }

    fn file_name(&self) -> &'static str {
        "portal.sqlite"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        !catalog.datasets.is_empty()
    }

    fn holds(&self, table: &Resource) -> bool {
        database::holds(table)
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        of_all_datasets(context)
    }

    fn write(&self, context: &Context<'_>, _subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let datasets = context.catalog.datasets.values();
        let entries = datasets.flat_map(|dataset| {
            dataset.resources.iter().map(move |resource| Entry { dataset, resource, name: portal_name(dataset, resource) })
        });
        Ok(database::write(context, &entries.collect::<Vec<_>>(), out)?)
    }
}
