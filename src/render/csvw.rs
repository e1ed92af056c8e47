//! CSVW: what a table's columns are, for the web of data.
//!
//! `<table>.csv-metadata.json` beside each `.csv`, where clients look first,
//! and `csv-metadata.json` for all tables of a dataset together, which is where
//! keys from one table into another can be said. A column has a type only where
//! every cell is written as the standard reads that type (see [`lexical`]), so
//! that nothing published is invalid; it is text otherwise, and the data
//! package says what it means.

mod lexical;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::facts::subject;
use super::text::plain_texts::{self, unmarked};
use crate::model::dataset::{Dataset, Resource};
use crate::model::lang::Text;
use crate::model::schema::{Field, FieldType, ForeignKey};
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};
use lexical::Forms;

/// `<table>.csv-metadata.json`
pub(super) struct OfTable;

/// `csv-metadata.json`
pub(super) struct OfDataset;

const MEDIA_TYPE: &str = "application/csvm+json";
const CHOICE: &str = "csvw";

impl Format for OfTable {
    fn name(&self) -> &'static str {
        CHOICE
    }

    fn media_type(&self) -> &'static str {
        MEDIA_TYPE
    }

    fn scope(&self) -> Scope {
        Scope::Resource
    }

    fn file_name(&self) -> &'static str {
        "csv-metadata.json"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn is_data(&self) -> bool {
        false
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        subject::of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Resource { dataset, .. } = subject else { unreachable!("formats of tables are asked for tables") };
        let dataset = &context.catalog.datasets[dataset];
        let resource = subject::resource(context, subject);
        let mut object = Map::new();
        object.insert("@context".into(), in_context(context));
        about(&mut object, context, dataset, &resource.title, &unmarked(&resource.description.read()));
        object.extend(table(context, dataset, resource, &|key| key.resource.is_empty() || key.resource == resource.name)?);
        write_json(&object, out)
    }
}

impl Format for OfDataset {
    fn name(&self) -> &'static str {
        "csvw.group"
    }

    fn media_type(&self) -> &'static str {
        MEDIA_TYPE
    }

    fn scope(&self) -> Scope {
        Scope::Descriptor
    }

    fn file_name(&self) -> &'static str {
        "csv-metadata.json"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn choice(&self) -> &'static str {
        CHOICE
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        subject::of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let dataset = subject::dataset(context, subject);
        let mut object = Map::new();
        object.insert("@context".into(), in_context(context));
        about(&mut object, context, dataset, &dataset.title, &plain_texts::description(context, dataset));
        let mut tables = Vec::new();
        for resource in &dataset.resources {
            let mut of_table = Map::new();
            texts(&mut of_table, "dc:title", &resource.title);
            of_table.extend(table(context, dataset, resource, &|_| true)?);
            tables.push(Value::Object(of_table));
        }
        object.insert("tables".into(), tables.into());
        write_json(&object, out)
    }
}

fn write_json(object: &Map<String, Value>, out: &mut dyn Write) -> Result<(), RenderError> {
    let mut text = serde_json::to_string_pretty(object).expect("texts and numbers are always JSON");
    text.push('\n');
    Ok(out.write_all(text.as_bytes())?)
}

fn in_context(context: &Context<'_>) -> Value {
    let default = context.catalog.portal.languages.default();
    json!(["http://www.w3.org/ns/csvw", { "@language": default.as_str() }])
}

/// What the table or dataset is, in words of Dublin Core.
fn about(object: &mut Map<String, Value>, context: &Context<'_>, dataset: &Dataset, title: &Text, description: &Text) {
    texts(object, "dc:title", title);
    texts(object, "dc:description", description);
    texts(object, "dc:publisher", subject::publisher(context, dataset).0);
    let license = subject::licenses(context, dataset).first();
    match license
        .map(|license| (license.path.as_ref().filter(|path| path.starts_with("http")), license.name.as_ref().or(license.title.as_ref())))
    {
        Some((Some(path), _)) => drop(object.insert("dc:license".into(), json!({ "@id": path }))),
        Some((None, Some(name))) => drop(object.insert("dc:license".into(), json!(name))),
        _ => {}
    }
    let typed = |day: jiff::civil::Date| json!({ "@value": day.to_string(), "@type": "xsd:date" });
    if let Some(day) = dataset.congbo.issued {
        object.insert("dc:issued".into(), typed(day));
    }
    if let Some(day) = dataset.congbo.modified {
        object.insert("dc:modified".into(), typed(day));
    }
}

/// A text with its languages.
fn texts(object: &mut Map<String, Value>, key: &str, text: &Text) {
    let all: Vec<Value> = text.iter().map(|(lang, text)| json!({ "@value": text, "@language": lang.as_str() })).collect();
    if !all.is_empty() {
        object.insert(key.into(), all.into());
    }
}

/// A table and its columns; `keep` says which keys into tables can be named.
fn table(
    context: &Context<'_>,
    dataset: &Dataset,
    resource: &Resource,
    keep: &dyn Fn(&ForeignKey) -> bool,
) -> io::Result<Map<String, Value>> {
    let forms = Forms::of(context, resource)?;
    let mut object = Map::new();
    let columns: Vec<Value> = forms.columns().map(|(field, datatype)| column(resource, field, datatype)).collect();
    object.insert("url".into(), json!(file(context, dataset, resource)));
    // Else readers may take a row that begins with `#` for a comment.
    object.extend(forms.comment().map(|mark| ("dialect".to_owned(), json!({ "commentPrefix": mark }))));
    let mut schema = Map::new();
    schema.insert("columns".into(), columns.into());
    let key = &resource.schema.primary_key;
    if !key.is_empty() {
        schema.insert("primaryKey".into(), names(key));
    }
    let keys = keys(context, dataset, resource, keep);
    if !keys.is_empty() {
        schema.insert("foreignKeys".into(), keys.into());
    }
    object.insert("tableSchema".into(), schema.into());
    Ok(object)
}

/// The name of a table's CSV.
fn file<'a>(context: &Context<'a>, dataset: &Dataset, resource: &Resource) -> &'a str {
    let subject = Subject::Resource { dataset: dataset.name.clone(), table: resource.name.clone() };
    let path = context.routes.data("csv", &subject).expect("every table is published as CSV");
    path.rsplit('/').next().expect("splitting gives at least one part")
}

fn column(resource: &Resource, field: &Field, datatype: Value) -> Value {
    let mut object = Map::new();
    let name = name(&field.name);
    let titles: Map<String, Value> = field.title.iter().map(|(lang, text)| (lang.to_string(), text.into())).collect();
    let is_plain = name == field.name;
    object.insert("name".into(), name.into());
    if !is_plain {
        // Whoever looks for the header among the titles has to find it, some as the only one.
        object.insert("titles".into(), field.name.as_str().into());
        texts(&mut object, "dc:title", &field.title);
    } else if !titles.is_empty() {
        object.insert("titles".into(), titles.into());
    }
    texts(&mut object, "dc:description", &field.description);
    object.insert("datatype".into(), datatype);
    if let FieldType::List { delimiter, .. } = &field.kind {
        object.insert("separator".into(), json!(delimiter));
    }
    let missing = field.details.missing_values.as_ref().unwrap_or(&resource.schema.missing_values);
    if missing.len() != 1 || missing[0] != *"" {
        object.insert("null".into(), json!(missing));
    }
    if field.constraints.required {
        object.insert("required".into(), true.into());
    }
    object.into()
}

/// Keys into tables of the same dataset.
fn keys(context: &Context<'_>, dataset: &Dataset, resource: &Resource, keep: &dyn Fn(&ForeignKey) -> bool) -> Vec<Value> {
    let inner = resource.schema.fields.iter().filter_map(|field| {
        let reference = field.reference.filter(|reference| reference.is_internal())?;
        let home = dataset.resources.iter().find(|table| table.well_known == Some(reference.name()))?;
        let single = !matches!(field.kind, FieldType::List { .. });
        single.then(|| ForeignKey {
            fields: vec![field.name.clone()],
            resource: home.name.clone(),
            reference_fields: vec!["id".into()],
            spot: None,
        })
    });
    let mut all: Vec<ForeignKey> = resource.schema.foreign_keys.clone();
    for key in inner {
        if !all.iter().any(|known| known.fields == key.fields) {
            all.push(key);
        }
    }
    let told = all.iter().filter(|key| keep(key)).filter_map(|key| {
        let home = if key.resource.is_empty() { resource } else { dataset.resource(&key.resource)? };
        let reference = json!({ "resource": file(context, dataset, home), "columnReference": names(&key.reference_fields) });
        Some(json!({ "columnReference": names(&key.fields), "reference": reference }))
    });
    told.collect()
}

fn names(columns: &[String]) -> Value {
    columns.iter().map(|column| name(column)).collect()
}

/// A column's name as the standard wants it: what may stand in a template of
/// addresses, and no underscore first.
fn name(header: &str) -> String {
    let mut name = String::with_capacity(header.len());
    for (at, byte) in header.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || (byte == b'_' && at > 0) {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_of_columns_are_such_as_the_standard_allows() {
        assert_eq!(name("name_vi"), "name_vi");
        assert_eq!(name("_x-y"), "%5Fx%2Dy");
        assert_eq!(name("tên"), "t%C3%AAn");
    }
}
