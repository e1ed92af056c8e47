//! Keys of a table in a database: those declared, and those that references
//! amount to.
//!
//! A foreign key is written only when it leads to a table of the same file and
//! to columns that are a key there: anything else SQLite would refuse later,
//! in the hands of a reader.

use std::collections::BTreeSet;

use super::Entry;
use crate::model::dataset::Dataset;
use crate::model::schema::{FieldType, Schema};
use crate::render::tables::distinct::distinct;
use crate::route::Context;

/// The keys of a table; columns by their places.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    /// The primary key.
    pub(super) primary: Vec<usize>,
    /// Further sets that do not repeat.
    pub(super) unique: Vec<Vec<usize>>,
    /// Keys into tables of the file.
    pub(super) foreign: Vec<Foreign>,
}

/// A key into a table of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// The columns here.
    pub(super) columns: Vec<usize>,
    /// The table's name in the file.
    pub(super) table: String,
    /// The columns there, as the file names them.
    pub(super) to: Vec<String>,
}

/// The keys of a table among those of its file; those without keys are no goal.
pub(super) fn keys(context: &Context<'_>, entry: &Entry<'_>, all: &[&Entry<'_>], keyless: &BTreeSet<String>) -> Keys {
    let schema = &entry.resource.schema;
    let mut keys = own(schema);
    let declared = schema.foreign_keys.iter().filter_map(|key| {
        let table = if key.resource.is_empty() { &entry.resource.name } else { &key.resource };
        Some((places(schema, &key.fields)?, (entry.dataset, table.as_str()), key.reference_fields.clone()))
    });
    let references = schema.fields.iter().enumerate().filter_map(|(column, field)| {
        let reference = field.reference.filter(|_| !matches!(field.kind, FieldType::List { .. }))?;
        let home: &Dataset = if reference.is_internal() { entry.dataset } else { context.catalog.home_of(reference.name())? };
        let table = home.resources.iter().find(|table| table.well_known == Some(reference.name()))?;
        Some((vec![column], (home, table.name.as_str()), vec!["id".to_owned()]))
    });
    for (columns, (dataset, table), to) in declared.chain(references) {
        let there = all.iter().find(|there| std::ptr::eq(there.dataset, dataset) && there.resource.name == table);
        let Some(there) = there.filter(|there| !keyless.contains(&there.name)) else { continue };
        let Some(to) = places(&there.resource.schema, &to) else { continue };
        let known = own(&there.resource.schema);
        let is_key = known.primary == to || known.unique.contains(&to);
        if is_key && !keys.foreign.iter().any(|key| key.columns == columns) {
            let names = distinct(there.resource.schema.fields.iter().map(|field| field.name.as_str()));
            let to = to.iter().map(|&place| names[place].clone()).collect();
            keys.foreign.push(Foreign { columns, table: there.name.clone(), to });
        }
    }
    keys
}

fn own(schema: &Schema) -> Keys {
    let primary = places(schema, &schema.primary_key).unwrap_or_default();
    let declared = schema.unique_keys.iter().filter_map(|names| places(schema, names));
    let columns = schema.fields.iter().enumerate().filter(|(_, field)| field.constraints.unique).map(|(column, _)| vec![column]);
    let mut unique: Vec<Vec<usize>> = declared.chain(columns).filter(|set| *set != primary && !set.is_empty()).collect();
    unique.sort();
    unique.dedup();
    Keys { primary, unique, foreign: Vec::new() }
}

fn places(schema: &Schema, names: &[String]) -> Option<Vec<usize>> {
    names.iter().map(|name| schema.index(name)).collect()
}
