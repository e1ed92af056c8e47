//! What is known of a table before its file is opened.

use std::collections::BTreeMap;

use crate::diag::SourceId;
use crate::model::lang::Languages;
use crate::model::profile::WellKnown;
use crate::model::schema::{Dialect, Field, Schema};

/// What a table's header is held against.
pub struct Expected<'a> {
    /// The file.
    pub source: SourceId,
    /// How it is written.
    pub dialect: Dialect,
    /// The declared schema; without fields when the columns are inferred.
    pub schema: &'a Schema,
    /// The well-known table it is, if it is one.
    pub well_known: Option<&'a WellKnown>,
    /// The portal's languages.
    pub languages: &'a Languages,
}

impl Expected<'_> {
    /// The fields that are known; none when the columns are inferred.
    pub fn fields(&self) -> Vec<Field> {
        merged(self.well_known.map(|table| table.schema(self.languages)).as_ref(), self.schema)
    }
}

/// The built-in fields, each replaced or followed by what the author declared.
/// A declaration adds words to a built-in column; its type stays.
pub(super) fn merged(built_in: Option<&Schema>, declared: &Schema) -> Vec<Field> {
    let Some(built_in) = built_in else { return declared.fields.clone() };
    let mut fields = built_in.fields.clone();
    let mut places: BTreeMap<String, usize> = fields.iter().enumerate().map(|(index, field)| (field.name.clone(), index)).collect();
    for field in &declared.fields {
        if let Some(&known) = places.get(&field.name) {
            let known = &mut fields[known];
            if !field.title.is_empty() {
                known.title = field.title.clone();
            }
            if !field.description.is_empty() {
                known.description = field.description.clone();
            }
        } else {
            places.insert(field.name.clone(), fields.len());
            fields.push(field.clone());
        }
    }
    fields
}
