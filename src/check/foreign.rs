//! Foreign keys: every value that a table takes from another of its dataset is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::excerpt::excerpt;
use super::keys::{Hashes, hash, value};
use crate::diag::code::{BAD_SCHEMA, FOREIGN_KEY};
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::model::dataset::Resource;
use crate::model::schema::{FieldType, ForeignKey, Schema};
use crate::rows::Rows;

/// Suggestions are looked for among so many values of the other table.
const MOST_SUGGESTIONS: usize = 5_000;

/// The keys of a dataset's tables: table, columns, hashes of their values.
pub type Targets = BTreeMap<(String, Vec<String>), Hashes>;

/// What is known of a dataset's tables.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Their keys.
    pub targets: &'a Targets,
    /// Those that could not be read whole.
    pub unread: &'a [&'a str],
}

/// Reads the table again and tells every key that leads nowhere.
pub fn check(resource: &Resource, path: &Path, parents: &[(&Resource, std::path::PathBuf)], known: &Known<'_>, notes: &mut Notes) {
    for key in &resource.schema.foreign_keys {
        let table = if key.resource.is_empty() { &resource.name } else { &key.resource };
        if known.unread.contains(&table.as_str()) {
            continue;
        }
        let Some((parent, parent_path)) = parents.iter().find(|(parent, _)| parent.name == *table) else {
            if let Some(spot) = key.spot {
                let near = nearest(table, parents.iter().map(|(parent, _)| parent.name.as_str()));
                let told = Diagnostic::new(&BAD_SCHEMA, spot).arg("value", table);
                notes.push(match near {
                    Some(near) => told.arg("near", near).variant("table-near"),
                    None => told.variant("table"),
                });
            }
            continue;
        };
        let Some(hashes) = known.targets.get(&(table.clone(), key.reference_fields.clone())) else {
            if let Some(spot) = key.spot {
                notes.push(Diagnostic::new(&BAD_SCHEMA, spot).arg("name", key.reference_fields.join(", ")).variant("field-missing"));
            }
            continue;
        };
        let suggestions = Suggestions { parent, path: parent_path, column: key.reference_fields.first() };
        if let Err(error) = check_key(resource, path, key, hashes, &suggestions, notes) {
            notes.push(Diagnostic::unreadable(Spot::whole(resource.source), &error));
        }
    }
}

fn check_key(
    resource: &Resource,
    path: &Path,
    key: &ForeignKey,
    known: &Hashes,
    suggestions: &Suggestions<'_>,
    notes: &mut Notes,
) -> std::io::Result<()> {
    let Some(columns) = key.fields.iter().map(|name| resource.schema.index(name)).collect::<Option<Vec<usize>>>() else {
        return Ok(());
    };
    let named = columns.iter().zip(&key.reference_fields);
    let kinds: Vec<&FieldType> =
        named.map(|(&column, name)| compared_as(&resource.schema, column, &suggestions.parent.schema, name)).collect();
    let mut rows = Rows::of(path, resource)?;
    let mut nearby: Option<Vec<String>> = None;
    while let Some(row) = rows.next()? {
        let values: Vec<&str> = columns.iter().map(|&column| row.text(column).unwrap_or_default()).collect();
        if columns.iter().zip(&values).any(|(&column, value)| resource.schema.is_missing(column, value))
            || known.contains(hash(kinds.iter().zip(&values).map(|(kind, text)| value(kind, text))))
        {
            continue;
        }
        let spot = row.spot(columns[0]);
        notes.push_with(&FOREIGN_KEY, spot, || {
            let all = nearby.get_or_insert_with(|| suggestions.values());
            let near = nearest(values[0], all.iter().map(String::as_str)).map(str::to_owned);
            let told = Diagnostic::new(&FOREIGN_KEY, spot).arg("field", key.fields.join(", "));
            told.arg("value", excerpt(&values.join(", "))).arg("table", &suggestions.parent.name).near(near)
        });
    }
    Ok(())
}

/// The type as which the values of a column are held against those of the column
/// that they name: numbers are where that one has numbers, in whatever form each
/// of the two is written.
fn compared_as<'a>(schema: &'a Schema, column: usize, parent: &'a Schema, name: &str) -> &'a FieldType {
    let is_number = |kind: &FieldType| matches!(kind, FieldType::Number(_) | FieldType::Integer(_));
    let own = &schema.fields[column].kind;
    match parent.index(name).map(|index| &parent.fields[index].kind) {
        Some(kind) if !(is_number(kind) && is_number(own)) => kind,
        _ => own,
    }
}

/// Where suggestions come from: read only when something is wrong.
struct Suggestions<'a> {
    parent: &'a Resource,
    path: &'a Path,
    column: Option<&'a String>,
}

impl Suggestions<'_> {
    fn values(&self) -> Vec<String> {
        let mut values = BTreeSet::new();
        let Some(column) = self.column.and_then(|name| self.parent.schema.index(name)) else { return Vec::new() };
        if let Ok(mut rows) = Rows::of(self.path, self.parent) {
            while let Ok(Some(row)) = rows.next() {
                if values.len() >= MOST_SUGGESTIONS {
                    break;
                }
                values.extend(row.text(column).map(str::to_owned));
            }
        }
        values.into_iter().collect()
    }
}
