//! Check: every table read once, alone; what is wrong in a cell, a row, a key.
//!
//! Knows one table (and, for foreign keys, its dataset) at a time; whether
//! references lead anywhere is seen in `link`, where the whole portal is.

pub mod alike;
pub mod blocks;
pub mod called;
pub mod cells;
pub mod columns;
pub mod edges;
mod excerpt;
pub mod expected;
pub mod foreign;
pub mod free;
pub mod header;
pub mod infer;
pub mod keys;
pub mod leftovers;
pub mod misfit;
pub mod mixed;
mod pass;
pub mod raw;
pub mod beyond_format;
pub mod rules;
pub mod scan;
pub mod sniff;
pub mod spoilt;
pub mod spreadsheet;
pub mod stray_row;
pub mod totals;
pub mod unknown;
pub mod vietnamese;

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::diag::code::NOT_A_PLAN_TABLE;
use crate::diag::{Diagnostic, Noted, Notes, Sources, Spot, nearest};
use crate::load::Loaded;
use crate::model::dataset::{Dataset, Resource};
use crate::model::profile::{self, WellKnown};
use crate::progress::{AT_A_TIME, Progress};
use beyond_format::Offered;
use foreign::Targets;
use pass::{Asked, Pass, pass};
use raw::RawRows;

/// What was read of one table, beside what its resource now says.
#[derive(Debug, Default)]
pub struct CheckedTable {
    /// The rows of a well-known table.
    pub raw: RawRows,
    /// Values of columns that name registry entries, with their first place:
    /// registry, column, values.
    pub references: References,
}

/// Values that name registry entries: registry, column, value and first place.
pub type References = Vec<(crate::model::schema::Reference, String, BTreeMap<String, Spot>)>;

/// A dataset whose tables have been read.
#[derive(Debug)]
pub struct CheckedDataset {
    /// The dataset; schemas and profiles of its tables are final.
    pub dataset: Box<Dataset>,
    /// Its tables, in the order of its resources.
    pub tables: Vec<CheckedTable>,
}

/// Reads every table of every dataset, datasets in parallel.
pub fn check(loaded: &mut Loaded, sources: &Sources, progress: &Progress) -> Noted<Vec<CheckedDataset>> {
    let datasets = std::mem::take(&mut loaded.datasets);
    let loaded = &*loaded;
    let (offered, units) = (offered(loaded), units(loaded));
    let check_one = |dataset| {
        let checked = check_dataset(dataset, loaded, (&offered, &units), sources);
        progress.step();
        checked
    };
    let checked: Vec<Noted<CheckedDataset>> = datasets.into_par_iter().with_max_len(AT_A_TIME).map(check_one).collect();
    let mut notes = Notes::default();
    let value = checked.into_iter().map(|dataset| dataset.into_value(&mut notes)).collect();
    Noted { value, notes }
}

fn check_dataset(
    mut dataset: Dataset,
    loaded: &Loaded,
    (offered, units): (&Offered, &rules::Units),
    sources: &Sources,
) -> Noted<CheckedDataset> {
    let mut notes = Notes::default();
    let well_known: Vec<Option<&'static WellKnown>> =
        dataset.resources.iter().map(|resource| well_known(&dataset, resource, &mut notes)).collect();
    let passes: Vec<Noted<Pass>> = dataset
        .resources
        .par_iter()
        .zip(&well_known)
        .map(|(resource, table)| {
            let path = sources.disk_path(resource.source);
            let targets = pointed_at(&dataset, resource);
            let is_unread = dataset.is_unread;
            pass(&Asked { resource, path: &path, well_known: *table, languages: &loaded.portal.languages, offered, targets, is_unread })
        })
        .collect();
    let mut targets = Targets::new();
    let mut tables = Vec::with_capacity(passes.len());
    for ((resource, table), passed) in dataset.resources.iter_mut().zip(well_known).zip(passes) {
        let passed = passed.into_value(&mut notes);
        targets.extend(passed.targets.into_iter().map(|(columns, hashes)| ((resource.name.clone(), columns), hashes)));
        resource.dialect = passed.dialect;
        complete(resource, table, passed.schema, passed.profile, loaded);
        tables.push(CheckedTable { raw: passed.raw, references: passed.references });
    }
    foreign_keys(&dataset, &tables, sources, &targets, &mut notes);
    for (resource, table) in dataset.resources.iter().zip(&tables) {
        let rows = rules::Rows { cells: cells::Cells { resource, raw: &table.raw }, portal: &loaded.portal, units };
        rules::run(&rows, &mut notes);
    }
    blocks::check_own(&mut dataset, &loaded.portal.languages, sources, &mut notes);
    Noted { value: CheckedDataset { dataset: Box::new(dataset), tables }, notes }
}

/// The formats that the portal offers, and what its words call their sheets.
fn offered(loaded: &Loaded) -> Offered {
    let words = loaded.theme.messages.values().flat_map(crate::model::theme::Messages::iter);
    let sheets = words.filter(|(key, _)| matches!(*key, "workbook.cover" | "workbook.columns")).map(|(_, name)| name);
    Offered::new(loaded.portal.downloads.as_deref(), sheets)
}

/// The built-in table that a resource is, by its name and its dataset's profile.
fn well_known(dataset: &Dataset, resource: &Resource, notes: &mut Notes) -> Option<&'static WellKnown> {
    let profile = dataset.congbo.profile?;
    let found = profile::table(profile, &resource.name);
    if found.is_none() && resource.inferred {
        let near = nearest(&resource.name, profile::tables(profile).iter().map(|table| table.name.as_str()));
        notes.push(Diagnostic::new(&NOT_A_PLAN_TABLE, Spot::whole(resource.source)).arg("table", &resource.name).near(near));
    }
    found
}

/// The column sets of a table that tables of its dataset point at.
fn pointed_at(dataset: &Dataset, resource: &Resource) -> Vec<Vec<String>> {
    let keys = dataset.resources.iter().flat_map(|from| from.schema.foreign_keys.iter().map(move |key| (from, key)));
    let to_here = keys.filter(|(from, key)| key.resource == resource.name || (key.resource.is_empty() && from.name == resource.name));
    let mut sets: Vec<Vec<String>> = to_here.map(|(_, key)| key.reference_fields.clone()).collect();
    sets.sort();
    sets.dedup();
    sets
}

fn complete(
    resource: &mut Resource,
    table: Option<&'static WellKnown>,
    schema: crate::model::schema::Schema,
    profile: crate::model::dataset::Profile,
    loaded: &Loaded,
) {
    resource.schema = schema;
    resource.profile = profile;
    resource.well_known = table.map(|table| table.name.as_str());
    let default = loaded.portal.languages.default();
    match table {
        Some(table) => {
            if resource.title.is_empty() {
                resource.title = table.title.clone();
            }
            if resource.description.is_empty() {
                resource.description = table.description.clone().into();
            }
        }
        None if resource.title.is_empty() => resource.title.set(default, crate::load::title_from(&resource.name)),
        None => {}
    }
}

fn foreign_keys(dataset: &Dataset, tables: &[CheckedTable], sources: &Sources, targets: &Targets, notes: &mut Notes) {
    // Keys into a table that could not be read whole are not told.
    let unread = dataset.resources.iter().zip(tables).filter(|(_, table)| table.raw.incomplete).map(|(resource, _)| resource.name.as_str());
    let mut unread: Vec<&str> = unread.collect();
    if dataset.is_unread {
        let named = dataset.resources.iter().flat_map(|resource| &resource.schema.foreign_keys).map(|key| key.resource.as_str());
        unread.extend(named.filter(|name| dataset.resource(name).is_none()));
    }
    let parents: Vec<(&Resource, PathBuf)> =
        dataset.resources.iter().map(|resource| (resource, sources.disk_path(resource.source))).collect();
    for (resource, path) in &parents {
        foreign::check(resource, path, &parents, &foreign::Known { targets, unread: &unread }, notes);
    }
}

/// The units that the theme has labels for, in the default language first.
fn units(loaded: &Loaded) -> rules::Units {
    let mut units = rules::Units::default();
    for messages in loaded.portal.languages.iter().filter_map(|lang| loaded.theme.messages.get(&lang)) {
        for (code, label) in messages.iter().filter_map(|(key, label)| Some((key.strip_prefix("unit.")?, label))) {
            units.add(code, label);
        }
    }
    units
}
