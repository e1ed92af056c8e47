//! Parquet: a table for analysis, with a type for every column.
//!
//! Numbers are DECIMAL with as many digits as the column has, so that nothing
//! is lost; dates, times and moments have their logical types, lists are lists.
//! Compressed with zstd unless tiny, in groups of rows, so that memory does not
//! grow with the table. The descriptor of the columns, with titles and descriptions,
//! stands in the file's own metadata. Same rows, same bytes: no time and no
//! version is written.

mod column;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

use self::column::{Column, told};
use super::facts::subject::{self, of_dataset, resource};
use super::tables::table_schema::table_schema;
use super::tables::typed_rows::TypedRows;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<table>.parquet`
pub(super) struct Parquet;

/// A group has at most so many rows: what DuckDB reads as one piece of work.
const ROWS_OF_GROUP: usize = 122_880;

/// A group is written when so many bytes wait for it.
const BYTES_OF_GROUP: usize = 24 << 20;

/// A table of fewer bytes is not compressed: there is nothing to gain, and to
/// make ready for it takes longer than to write it.
const SMALL: u64 = 4 << 10;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.apache.parquet"
    }

    fn scope(&self) -> Scope {
        Scope::Resource
    }

    fn file_name(&self) -> &'static str {
        "parquet"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let resource = resource(context, subject);
        let rows = TypedRows::open(context, resource)?;
        let mut columns: Vec<Column> =
            rows.columns().iter().zip(&resource.profile.needs).map(|(field, need)| Column::new(field, *need)).collect::<io::Result<_>>()?;
        let pipe = Pipe::default();
        let mut file = SerializedFileWriter::new(pipe.clone(), schema(&columns)?, properties(context, subject).into()).map_err(told)?;
        let (mut waiting, mut bytes) = (0, 0);
        rows.each(|row| {
            for (column, cell) in columns.iter_mut().zip(row.cells()) {
                bytes += column.push(&cell?)?;
            }
            waiting += 1;
            if waiting == ROWS_OF_GROUP || bytes >= BYTES_OF_GROUP {
                group(&mut file, &mut columns)?;
                pipe.drain(out)?;
                (waiting, bytes) = (0, 0);
            }
            Ok(())
        })?;
        if waiting > 0 {
            group(&mut file, &mut columns)?;
        }
        file.close().map_err(told)?;
        pipe.drain(out)?;
        Ok(())
    }
}

fn schema(columns: &[Column]) -> io::Result<TypePtr> {
    let fields = columns.iter().map(|column| column.described.clone()).collect();
    Ok(Arc::new(Type::group_type_builder("table").with_fields(fields).build().map_err(told)?))
}

fn properties(context: &Context<'_>, subject: &Subject) -> WriterProperties {
    let is_small = resource(context, subject).profile.bytes < SMALL;
    let compression = if is_small { Compression::UNCOMPRESSED } else { Compression::ZSTD(ZstdLevel::default()) };
    WriterProperties::builder()
        .set_created_by("congbo".to_owned())
        .set_compression(compression)
        .set_key_value_metadata(Some(facts(context, subject)))
        .build()
}

/// What the file says of itself: title, and the Table Schema of its columns.
fn facts(context: &Context<'_>, subject: &Subject) -> Vec<KeyValue> {
    let resource = resource(context, subject);
    let languages = &context.catalog.portal.languages;
    let said = |key: &str, text: &crate::model::lang::Text| {
        let text = text.pick(languages.default(), languages).text;
        (!text.is_empty()).then(|| KeyValue::new(key.to_owned(), text.to_owned()))
    };
    let schema = Value::Object(table_schema(&resource.schema, languages, |_| None)).to_string();
    let mut facts = vec![KeyValue::new("name".to_owned(), resource.name.clone())];
    facts.extend([said("title", &resource.title), said("description", &resource.description.read())].into_iter().flatten());
    facts.extend(license(context, subject).map(|license| KeyValue::new("license".to_owned(), license)));
    facts.push(KeyValue::new("schema".to_owned(), schema));
    facts
}

fn license(context: &Context<'_>, subject: &Subject) -> Option<String> {
    let Subject::Resource { dataset, .. } = subject else { return None };
    let license = subject::licenses(context, &context.catalog.datasets[dataset]).first()?;
    license.path.clone().or_else(|| license.name.clone())
}

/// Writes the rows that wait as one group.
fn group(file: &mut SerializedFileWriter<Pipe>, columns: &mut [Column]) -> io::Result<()> {
    let mut group = file.next_row_group().map_err(told)?;
    for column in columns {
        let mut writer = group.next_column().map_err(told)?.expect("the schema has one leaf for every column");
        column.write(&mut writer)?;
        writer.close().map_err(told)?;
    }
    group.close().map_err(told)?;
    Ok(())
}

/// What the encoder has written and nobody has taken yet: it wants a receiver
/// that may change threads, which ours is not.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn drain(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut waiting = self.0.lock().expect("nobody panics while holding it");
        out.write_all(&waiting)?;
        waiting.clear();
        Ok(())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panics while holding it").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
