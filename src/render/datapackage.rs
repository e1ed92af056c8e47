//! `datapackage.json`: a dataset's descriptor, plain Data Package 2.0.
//!
//! Describes the published `.csv` files, with size and checksum, so that any
//! Frictionless client reads and tests them. What the standard has no word for
//! stands under `congbo`; the author's own properties are kept.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::facts::catalogue::is_mail;
use super::facts::subject;
use super::tables::table_schema::table_schema;
use super::text::localized::{keep, set};
use crate::model::dataset::{Contributor, Dataset, DatasetFacts, License, Resource, Source};
use crate::model::moment::moment;
use crate::model::schema::Reference;
use crate::route::{Context, Format, Inputs, PageId, RenderError, Scope, Subject};

/// `datapackage.json`
pub(super) struct DataPackage;

impl Format for DataPackage {
    fn name(&self) -> &'static str {
        "datapackage"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn scope(&self) -> Scope {
        Scope::Descriptor
    }

    fn file_name(&self) -> &'static str {
        "datapackage.json"
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        subject::of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let descriptor = descriptor(context, subject::dataset(context, subject));
        let mut text = serde_json::to_string_pretty(&descriptor).expect("texts and numbers are always JSON");
        text.push('\n');
        out.write_all(text.as_bytes())?;
        Ok(())
    }
}

fn descriptor(context: &Context<'_>, dataset: &Dataset) -> Map<String, Value> {
    let languages = &context.catalog.portal.languages;
    let mut object = Map::new();
    object.insert("$schema".into(), "https://datapackage.org/profiles/2.0/datapackage.json".into());
    object.insert("name".into(), json!(dataset.name));
    put(&mut object, "id", dataset.id.as_ref());
    set(&mut object, "title", &dataset.title, languages);
    set(&mut object, "description", &dataset.description.read(), languages);
    put(&mut object, "version", dataset.version.as_ref());
    put(&mut object, "created", dataset.created.as_deref().and_then(moment).as_ref());
    put(&mut object, "homepage", dataset.homepage.clone().or_else(|| page_address(context, dataset)).as_ref());
    list(&mut object, "keywords", dataset.keywords.iter().map(|word| json!(word)).collect());
    list(&mut object, "licenses", subject::licenses(context, dataset).iter().filter_map(license).collect());
    list(&mut object, "sources", dataset.sources.iter().filter_map(|given| source(context, given)).collect());
    list(&mut object, "contributors", contributors(context, dataset));
    let mut ours = facts(&dataset.congbo);
    list(&mut ours, "charts", dataset.charts.iter().map(|chart| chart.given.clone()).collect());
    if !ours.is_empty() {
        object.insert("congbo".into(), ours.into());
    }
    let resources = dataset.resources.iter().map(|table| Value::Object(resource(context, dataset, table))).collect();
    list(&mut object, "resources", resources);
    keep(&mut object, &dataset.custom);
    object
}

fn put(object: &mut Map<String, Value>, key: &str, text: Option<&String>) {
    if let Some(text) = text {
        object.insert(key.into(), json!(text));
    }
}

/// The standard allows no empty lists.
fn list(object: &mut Map<String, Value>, key: &str, items: Vec<Value>) {
    if !items.is_empty() {
        object.insert(key.into(), items.into());
    }
}

/// The dataset's page on the portal, when the portal knows its own address.
fn page_address(context: &Context<'_>, dataset: &Dataset) -> Option<String> {
    let default = context.catalog.portal.languages.default();
    context.routes.absolute(context.routes.find_page(&PageId::Dataset(dataset.name.clone()), default)?)
}

/// A licence as the standard wants it: with a name of few letters or an address.
fn license(license: &License) -> Option<Value> {
    let mut object = Map::new();
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' };
    let name = license.name.as_ref().filter(|name| !name.is_empty()).map(|name| name.chars().map(plain).collect::<String>());
    let named = name.or_else(|| (license.path.is_none() && license.title.is_some()).then(|| "other".to_owned()));
    put(&mut object, "name", named.as_ref());
    put(&mut object, "path", license.path.as_ref());
    put(&mut object, "title", license.title.as_ref());
    (!object.is_empty()).then_some(object.into())
}

fn source(context: &Context<'_>, source: &Source) -> Option<Value> {
    let mut object = Map::new();
    set(&mut object, "title", &source.title, &context.catalog.portal.languages);
    put(&mut object, "path", source.path.as_ref());
    put(&mut object, "email", mail(source.email.as_ref()));
    put(&mut object, "version", source.version.as_ref());
    (!object.is_empty()).then_some(object.into())
}

/// The author's contributors, and the publisher unless they name one.
fn contributors(context: &Context<'_>, dataset: &Dataset) -> Vec<Value> {
    let mut all = dataset.contributors.clone();
    if !all.iter().any(|known| known.roles.iter().any(|role| role == "publisher")) {
        let (title, path) = subject::publisher(context, dataset);
        all.push(Contributor {
            title: title.clone(),
            path: path.map(str::to_owned),
            roles: vec!["publisher".into()],
            ..Contributor::default()
        });
    }
    all.iter().filter(|known| !known.title.is_empty() || known.path.is_some()).map(|known| contributor(context, known)).collect()
}

/// An address of mail; nothing else that stands in its place.
fn mail(given: Option<&String>) -> Option<&String> {
    given.filter(|given| is_mail(given))
}

fn contributor(context: &Context<'_>, contributor: &Contributor) -> Value {
    let mut object = Map::new();
    set(&mut object, "title", &contributor.title, &context.catalog.portal.languages);
    put(&mut object, "path", contributor.path.as_ref());
    put(&mut object, "email", mail(contributor.email.as_ref()));
    put(&mut object, "organization", contributor.organization.as_ref());
    list(&mut object, "roles", contributor.roles.iter().map(|role| json!(role)).collect());
    object.into()
}

fn facts(facts: &DatasetFacts) -> Map<String, Value> {
    let mut object = Map::new();
    put(&mut object, "profile", facts.profile.map(|profile| profile.name().to_owned()).as_ref());
    put(&mut object, "publisher", facts.publisher.as_ref());
    put(&mut object, "issued", facts.issued.map(|day| day.to_string()).as_ref());
    put(&mut object, "modified", facts.modified.map(|day| day.to_string()).as_ref());
    put(&mut object, "periodicity", facts.periodicity.as_ref());
    put(&mut object, "start", facts.start.map(|day| day.to_string()).as_ref());
    put(&mut object, "end", facts.end.map(|day| day.to_string()).as_ref());
    put(&mut object, "spatial", facts.spatial.as_ref());
    list(&mut object, "topics", facts.topics.iter().map(|topic| json!(topic)).collect());
    object
}

fn resource(context: &Context<'_>, dataset: &Dataset, table: &Resource) -> Map<String, Value> {
    let languages = &context.catalog.portal.languages;
    let (_, path, made) = subject::csv(context, dataset, table);
    let mut object = Map::new();
    object.insert("name".into(), json!(table.name));
    object.insert("type".into(), "table".into());
    object.insert("path".into(), json!(path.rsplit('/').next().expect("splitting gives at least one part")));
    set(&mut object, "title", &table.title, languages);
    set(&mut object, "description", &table.description.read(), languages);
    object.insert("format".into(), "csv".into());
    object.insert("mediatype".into(), "text/csv".into());
    object.insert("encoding".into(), "utf-8".into());
    object.insert("bytes".into(), made.bytes.into());
    object.insert("hash".into(), format!("sha256:{}", made.sha256).into());
    let inner = |reference: Reference| {
        let is_it = |table: &&Resource| table.well_known == Some(reference.name());
        dataset.resources.iter().find(is_it).map(|table| table.name.clone())
    };
    object.insert("schema".into(), table_schema(&table.schema, languages, inner).into());
    object.insert("congbo".into(), ours(table).into());
    keep(&mut object, &table.custom);
    object
}

fn ours(table: &Resource) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("rows".into(), table.profile.rows.into());
    put(&mut object, "table", table.well_known.map(str::to_owned).as_ref());
    if table.is_guessed() {
        object.insert("inferred".into(), true.into());
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_always_has_what_the_standard_requires() {
        let of = |name: Option<&str>, path: Option<&str>, title: Option<&str>| {
            license(&License { name: name.map(Into::into), path: path.map(Into::into), title: title.map(Into::into) })
        };
        assert_eq!(of(None, None, None), None);
        assert_eq!(of(None, None, Some("Giấy phép mở")), Some(json!({ "name": "other", "title": "Giấy phép mở" })));
        assert_eq!(of(Some("CC BY 4.0"), None, None), Some(json!({ "name": "CC-BY-4.0" })));
        assert_eq!(of(None, Some("https://x.vn/"), None), Some(json!({ "path": "https://x.vn/" })));
    }
}
