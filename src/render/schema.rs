//! The well-known tables' schemas, published with every site that uses them.
//!
//! `schemas/plan/targets.json` is what a portal's tables are held against, with
//! one column per language of the portal, so that others can publish tables of
//! the same form. Knows nothing of any dataset.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::tables::table_schema::table_schema;
use super::text::localized::set;
use crate::model::dataset::ProfileName;
use crate::model::profile;
use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};

/// `schemas/<profile>/<table>.json`
pub(super) struct TableSchema;

impl Format for TableSchema {
    fn name(&self) -> &'static str {
        "schema"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn scope(&self) -> Scope {
        Scope::WellKnown
    }

    fn file_name(&self) -> &'static str {
        "json"
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Frame)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::WellKnown { profile, table } = subject else { unreachable!("asked for well-known tables") };
        let languages = &context.catalog.portal.languages;
        let profile = [ProfileName::Plan, ProfileName::Registry].into_iter().find(|known| known.name() == *profile);
        let known = profile.and_then(|profile| profile::table(profile, table)).expect("route names only built-in tables");
        let mut object = Map::new();
        object.insert("$schema".into(), "https://datapackage.org/profiles/2.0/tableschema.json".into());
        object.insert("name".into(), json!(known.name));
        set(&mut object, "title", &known.title, languages);
        set(&mut object, "description", &known.description, languages);
        // The plan's tables stand in one package, so its inner references are keys.
        object.extend(table_schema(&known.schema(languages), languages, |reference| Some(reference.name().to_owned())));
        let mut text = serde_json::to_string_pretty(&Value::Object(object)).expect("texts and numbers are always JSON");
        text.push('\n');
        out.write_all(text.as_bytes())?;
        Ok(())
    }
}
