//! The answer with the rows of a table, in pages: columns with what their
//! values look like, and rows as objects, streamed.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::head::{Named, Teller};
use super::shape::{Definitions, Link, Pages, Plain, Shape, Told, record};
use crate::model::dataset::{Dataset, Resource};
use crate::model::schema::{Field, FieldType, GeoPointFormat, StringFormat};
use crate::render::tables::json_rows::object;
use crate::render::tables::typed_rows::TypedRows;
use crate::route::{Answer, Context, PageId, answers_of_table, rows_of_answer};

record! {
    /// A page of the rows of a table.
    TableAnswer<'a> = "table" {
        /// Its id, unique in the dataset.
        id: String,
        /// The dataset that it belongs to.
        dataset: Named,
        /// Its title.
        title: Told,
        /// What it is; Markdown.
        description: Told,
        /// Its page.
        pages: Option<Pages>,
        /// How many rows the table has.
        total: u64,
        /// Which page this is, from 1.
        page: u64,
        /// How many pages the rows take.
        page_count: u64,
        /// The page before this one.
        previous: Option<Link>,
        /// The page after this one.
        next: Option<Link>,
        /// The columns, in the order of the table.
        columns: Vec<ColumnOf>,
        /// The rows of this page: objects whose properties are the columns, with values as the columns' schemas say.
        rows: Rows<'a>,
    }
}

record! {
    /// A column of a table.
    ColumnOf {
        /// Its name: the property of rows.
        name: String,
        /// Its title.
        title: Told,
        /// What it means.
        description: Told,
        /// Its type, as Table Schema names it.
        r#type: String,
        /// The registry or table whose ids it holds.
        reference: Option<String>,
        /// The JSON Schema of its values.
        schema: Plain,
    }
}

/// Rows of a table, read as they are written.
pub(in crate::render) struct Rows<'a> {
    context: &'a Context<'a>,
    resource: &'a Resource,
    /// How many rows stand before them.
    first: u64,
    /// How many they are, at most.
    count: u64,
}

impl Shape for Rows<'_> {
    fn schema(_all: &mut Definitions<'_>) -> Value {
        let cell = json!({ "type": ["string", "number", "boolean", "array", "object", "null"] });
        json!({ "type": "array", "items": { "type": "object", "additionalProperties": cell } })
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut before = "[\n";
        TypedRows::open_at(self.context, self.resource, self.first)?.part(0, self.count, |row| {
            out.write_all(before.as_bytes())?;
            before = ",\n";
            object(row, out)
        })?;
        out.write_all(if before == "[\n" { b"[]" } else { b"\n]" })
    }
}

/// A page of the rows of a table, from 1.
pub(super) fn table<'a>(teller: &Teller<'a>, dataset: &'a Dataset, resource: &'a Resource, page: u64) -> TableAnswer<'a> {
    let at = |page: u64| Answer::Table(dataset.name.clone(), resource.name.clone(), page);
    let (count, page_count) = (rows_of_answer(resource), answers_of_table(resource));
    TableAnswer {
        head: teller.head(&at(page), Some(dataset)),
        id: resource.name.clone(),
        dataset: teller.dataset(dataset),
        title: teller.text(&resource.title),
        description: teller.text(&resource.description.read()),
        pages: teller.pages(&PageId::Table(dataset.name.clone(), resource.name.clone(), 1)),
        total: resource.profile.rows,
        page,
        page_count,
        previous: (page > 1).then(|| teller.answer(&at(page - 1))),
        next: (page < page_count).then(|| teller.answer(&at(page + 1))),
        columns: resource.schema.fields.iter().map(|field| column(teller, field)).collect(),
        rows: Rows { context: teller.context, resource, first: (page - 1) * count, count },
    }
}

fn column(teller: &Teller<'_>, field: &Field) -> ColumnOf {
    ColumnOf {
        name: field.name.clone(),
        title: teller.text(&field.title),
        description: teller.text(&field.description),
        r#type: field.kind.name().to_owned(),
        reference: field.reference.map(|reference| reference.name().to_owned()),
        schema: Plain(schema(field)),
    }
}

/// The schema of a column's values.
fn schema(field: &Field) -> Value {
    let mut values = of_type(&field.kind);
    let given = &field.constraints;
    if matches!(field.kind, FieldType::String(_)) {
        if !given.allowed.is_empty() {
            values.insert("enum".into(), given.allowed.clone().into());
        }
        for (key, length) in [("minLength", given.min_length), ("maxLength", given.max_length)] {
            values.extend(length.map(|length| (key.to_owned(), length.into())));
        }
    }
    if given.required {
        return values.into();
    }
    json!({ "anyOf": [values, { "type": "null" }] })
}

/// The schema of values of a type, as [`object`] writes them.
fn of_type(kind: &FieldType) -> Map<String, Value> {
    let schema = match kind {
        FieldType::String(StringFormat::Email) => json!({ "type": "string", "format": "email" }),
        FieldType::String(StringFormat::Uuid) => json!({ "type": "string", "format": "uuid" }),
        FieldType::String(StringFormat::Binary) => json!({ "type": "string", "contentEncoding": "base64" }),
        FieldType::String(_) | FieldType::Any | FieldType::Duration => json!({ "type": "string" }),
        FieldType::Number(_) => json!({ "anyOf": [{ "type": "number" }, { "enum": ["NaN", "INF", "-INF"] }] }),
        FieldType::Integer(_) => json!({ "type": "integer" }),
        FieldType::Boolean { .. } => json!({ "type": "boolean" }),
        FieldType::Object | FieldType::GeoJson { .. } | FieldType::GeoPoint(GeoPointFormat::Object) => json!({ "type": "object" }),
        FieldType::Array | FieldType::GeoPoint(GeoPointFormat::Array) => json!({ "type": "array" }),
        FieldType::GeoPoint(GeoPointFormat::Default) => json!({ "type": "string" }),
        FieldType::List { item, .. } => json!({ "type": "array", "items": of_type(item) }),
        FieldType::Date(_) => json!({ "type": "string", "format": "date" }),
        FieldType::DateTime(_) => json!({ "type": "string", "pattern": "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}[T ]" }),
        FieldType::Time(_) => json!({ "type": "string", "pattern": "^[0-9]{2}:[0-9]{2}" }),
        FieldType::Year => json!({ "type": "string", "pattern": "^-?[0-9]{4,}$" }),
        FieldType::YearMonth => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" }),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => unreachable!("every schema above is an object"),
    }
}
