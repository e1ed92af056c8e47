//! A table of a database: its columns, keys and rows.
//!
//! SQLite knows integers, binary floats and texts. A column of numbers without
//! a fraction is INTEGER, with one REAL while fifteen digits hold every number
//! exactly, else TEXT, digit by digit as in the CSV. Dates and moments are
//! their ISO text, booleans 0 and 1, lists JSON arrays, missing values NULL.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};

use super::keys::Keys;
use super::search::{Search, Searching};
use super::{Entry, Refusal, list, quoted, told, told_of_row};
use crate::model::format_limits::{Becomes, Need, plain_year};
use crate::model::schema::FieldType;
use crate::model::value::Value;
use crate::render::tables::distinct::distinct;
use crate::render::tables::json_rows;
use crate::render::tables::typed_rows::{Cell, Column, TypedRows};
use crate::route::Context;

/// How a column's values are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Real,
    Text,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Integer => "INTEGER",
            Kind::Real => "REAL",
            Kind::Text => "TEXT",
        }
    }
}

/// Makes a table and fills it.
pub(super) fn write(
    context: &Context<'_>,
    database: &Connection,
    entry: &Entry<'_>,
    keys: &Keys,
    searching: Searching,
) -> Result<(), Refusal> {
    let rows = TypedRows::open(context, entry.resource)?;
    let kinds: Vec<Kind> = rows.columns().iter().zip(&entry.resource.profile.needs).map(|(field, need)| kind(&field.kind, *need)).collect();
    let names = distinct(rows.columns().iter().map(|field| field.name.as_str()));
    database.execute_batch(&create(entry, rows.columns(), (&names, &kinds), keys)).map_err(told)?;
    let marks = vec!["?"; names.len()].join(", ");
    let mut insert = database.prepare(&format!("INSERT INTO {} VALUES ({marks})", quoted(&entry.name))).map_err(told)?;
    let mut search = Search::new(database, searching, &entry.name, rows.columns(), &names).map_err(told)?;
    let mut refusal = None;
    let outcome = rows.each(|row| {
        for (column, cell) in row.cells().enumerate() {
            let bound = bind(&mut insert, column + 1, kinds[column], &cell?);
            bound.map_err(std::io::Error::other)?;
        }
        let mut done = insert.raw_execute().map(|_| ());
        if let (Ok(()), Some(search)) = (&done, &mut search) {
            done = search.add(database.last_insert_rowid(), row)?;
        }
        done.map_err(|error| {
            refusal = Some(told_of_row(error, &entry.name));
            std::io::ErrorKind::Other.into()
        })
    });
    match (refusal, outcome) {
        (Some(refusal), _) => return Err(refusal),
        (None, outcome) => outcome?,
    }
    if let Some(search) = search {
        search.finish(database).map_err(told)?;
    }
    Ok(())
}

fn create(entry: &Entry<'_>, fields: &[Column<'_>], (names, kinds): (&[String], &[Kind]), keys: &Keys) -> String {
    let of = |columns: &[usize]| list(&columns.iter().map(|&column| names[column].clone()).collect::<Vec<_>>());
    let column = |(field, (name, kind)): (&Column<'_>, (&String, &Kind))| {
        let required = if field.constraints.required { " NOT NULL" } else { "" };
        format!("  {} {}{required}", quoted(name), kind.name())
    };
    let mut lines: Vec<String> = fields.iter().zip(names.iter().zip(kinds)).map(column).collect();
    if !keys.primary.is_empty() {
        lines.push(format!("  PRIMARY KEY ({})", of(&keys.primary)));
    }
    lines.extend(keys.unique.iter().map(|set| format!("  UNIQUE ({})", of(set))));
    lines.extend(
        keys.foreign
            .iter()
            .map(|key| format!("  FOREIGN KEY ({}) REFERENCES {} ({})", of(&key.columns), quoted(&key.table), list(&key.to))),
    );
    format!("CREATE TABLE {} (\n{}\n)", quoted(&entry.name), lines.join(",\n"))
}

fn kind(kind: &FieldType, need: Need) -> Kind {
    match (need.in_sqlite(kind), kind) {
        (Becomes::Text, _) => Kind::Text,
        (_, FieldType::Boolean { .. } | FieldType::Year) => Kind::Integer,
        (_, FieldType::Number(_) | FieldType::Integer(_)) if need.scale == 0 && !need.odd && need.is_whole() => Kind::Integer,
        (_, FieldType::Number(_) | FieldType::Integer(_)) => Kind::Real,
        _ => Kind::Text,
    }
}

fn bind(insert: &mut Statement<'_>, place: usize, kind: Kind, cell: &Cell<'_>) -> rusqlite::Result<()> {
    let text = |insert: &mut Statement<'_>, text: &str| insert.raw_bind_parameter(place, text);
    match (&cell.value, kind) {
        (Value::Missing, _) => insert.raw_bind_parameter(place, ToSqlOutput::Borrowed(ValueRef::Null)),
        (Value::Number(number), Kind::Integer) => insert.raw_bind_parameter(place, i64::try_from(*number).unwrap_or_default()),
        (Value::Number(number), Kind::Real) => insert.raw_bind_parameter(place, number.to_string().parse::<f64>().unwrap_or_default()),
        (Value::Number(number), Kind::Text) => text(insert, &number.to_string()),
        (Value::Period(year), Kind::Integer) => insert.raw_bind_parameter(place, plain_year(year)),
        (Value::Boolean(value), _) => insert.raw_bind_parameter(place, i64::from(*value)),
        (Value::Date(date), _) => text(insert, &date.to_string()),
        (Value::DateTime(moment), _) => text(insert, &moment.to_string()),
        (Value::Time(time), _) => text(insert, &time.to_string()),
        (Value::NotFinite(name), _) => text(insert, name),
        (Value::List(_), _) => text(insert, &json_rows::text(&cell.value, cell.text)),
        (Value::Text(_) | Value::Period(_) | Value::Json(_), _) => text(insert, cell.text),
    }
}
