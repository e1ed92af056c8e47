//! `datasette.json`: titles and descriptions of the databases for Datasette,
//! which reads them from a file beside them.
//!
//! `datasette portal.sqlite -m datasette.json`; each dataset's own database is
//! described under its own name.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Map, Value, json};

use super::database::portal_name;
use super::facts::subject;
use crate::model::Catalog;
use crate::model::dataset::{Dataset, Resource};
use crate::model::lang::Text;
use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};

/// `datasette.json`
pub(super) struct Datasette;

impl Format for Datasette {
    fn name(&self) -> &'static str {
        "datasette"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn scope(&self) -> Scope {
        Scope::Portal
    }

    fn file_name(&self) -> &'static str {
        "datasette.json"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn choice(&self) -> &'static str {
        "sqlite"
    }

    fn is_offered(&self) -> bool {
        false
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        !catalog.datasets.is_empty()
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Catalog)
    }

    fn write(&self, context: &Context<'_>, _subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let portal = &context.catalog.portal;
        let mut databases = BTreeMap::new();
        let mut all = Map::new();
        for dataset in context.catalog.datasets.values() {
            let own = dataset.resources.iter().map(|resource| (resource.name.clone(), table(context, resource)));
            let mut described = facts(context, &dataset.title, &dataset.description.read());
            terms(context, dataset, &mut described);
            described.insert("tables".into(), Value::Object(own.collect()));
            databases.insert(dataset.name.clone(), Value::Object(described));
            all.extend(dataset.resources.iter().map(|resource| (portal_name(dataset, resource), table(context, resource))));
        }
        let mut whole = facts(context, &portal.title, &portal.description);
        whole.insert("tables".into(), Value::Object(all));
        databases.insert("portal".into(), Value::Object(whole));
        let mut text = facts(context, &portal.title, &portal.description);
        text.insert("databases".into(), json!(databases));
        let mut text = serde_json::to_string_pretty(&Value::Object(text)).expect("texts are always JSON");
        text.push('\n');
        Ok(out.write_all(text.as_bytes())?)
    }
}

fn facts(context: &Context<'_>, title: &Text, description: &Text) -> Map<String, Value> {
    let languages = &context.catalog.portal.languages;
    let mut object = Map::new();
    for (key, text) in [("title", title), ("description", description)] {
        let text = text.pick(languages.default(), languages).text;
        if !text.is_empty() {
            object.insert(key.into(), text.into());
        }
    }
    object
}

fn terms(context: &Context<'_>, dataset: &Dataset, object: &mut Map<String, Value>) {
    if let Some(license) = subject::licenses(context, dataset).first() {
        let name = license.title.as_ref().or(license.name.as_ref());
        object.extend(name.map(|name| ("license".to_owned(), json!(name))));
        object.extend(license.path.as_ref().map(|path| ("license_url".to_owned(), json!(path))));
    }
    let languages = &context.catalog.portal.languages;
    let publisher = subject::publisher(context, dataset).0.pick(languages.default(), languages).text;
    if !publisher.is_empty() {
        object.insert("source".into(), publisher.into());
    }
}

fn table(context: &Context<'_>, resource: &Resource) -> Value {
    let languages = &context.catalog.portal.languages;
    let mut object = facts(context, &resource.title, &resource.description.read());
    let meaning = resource.schema.fields.iter().filter_map(|field| {
        let title = field.title.pick(languages.default(), languages).text;
        let description = field.description.pick(languages.default(), languages).text;
        let text = if description.is_empty() { title } else { description };
        (!text.is_empty()).then(|| (field.name.clone(), json!(text)))
    });
    let columns: Map<String, Value> = meaning.collect();
    if !columns.is_empty() {
        object.insert("columns".into(), columns.into());
    }
    Value::Object(object)
}
