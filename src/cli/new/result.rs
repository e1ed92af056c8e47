//! `congbo new result`: one more row at the end of a plan's results.
//!
//! The row is appended; what stands in the file stays byte for byte as it is,
//! with its line ends, delimiter and byte order mark. Name, unit and indicator
//! are those of the target.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::cli::files::{Refusal, create, languages, usable};
use crate::cli::{Session, say};
use crate::diag::nearest;
use crate::diag::wording::Tongue;
use crate::model::cell;
use crate::model::dataset::ProfileName;
use crate::model::lang::Languages;
use crate::model::profile;
use crate::model::schema::{FieldType, NumberFormat, is_id};

/// What `congbo new result` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Identifier of the plan
    plan: String,
    /// Identifier of the target
    #[arg(long, value_name = "ID")]
    target: String,
    /// The value reached, such as 82.5
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    value: String,
    /// First day of the period reported
    #[arg(long, value_name = "DATE")]
    start: Date,
    /// Last day of the period reported
    #[arg(long, value_name = "DATE")]
    end: Date,
    /// Identifier of the result [default: the target's and the last day]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

/// Appends the row.
pub(super) fn make(session: &Session, arguments: &Arguments) -> Result<String, Refusal> {
    let tongue = session.tongue;
    let id = arguments.id.clone().unwrap_or_else(|| format!("{}-{}", arguments.target, arguments.end));
    usable(tongue, &id)?;
    if cell::read_as(&FieldType::Number(NumberFormat::default()), &arguments.value).is_err() {
        return Err(say::bad_value(tongue, &arguments.value));
    }
    if arguments.end < arguments.start {
        return Err(say::bad_period(tongue));
    }
    let languages = languages(tongue, &session.root)?;
    let folder = dataset(session, &arguments.plan)?;
    let target = target(tongue, &folder.join("targets.csv"), &arguments.target)?;

    let mut row: BTreeMap<String, String> = BTreeMap::new();
    for (column, value) in target {
        if column.starts_with("name_") || matches!(column.as_str(), "unit" | "indicator") {
            row.insert(column, value);
        }
    }
    let own = [("id", id.clone()), ("target", arguments.target.clone()), ("value", arguments.value.clone())];
    row.extend(own.map(|(column, value)| (column.to_owned(), value)));
    row.extend([("start", arguments.start), ("end", arguments.end)].map(|(column, day)| (column.to_owned(), day.to_string())));
    let path = folder.join("results.csv");
    append(tongue, &path, &row, &languages)?;
    Ok(say::result_made(tongue, &id, &path))
}

/// The folder of the plan's tables: of its own name, or the one its page names.
fn dataset(session: &Session, plan: &str) -> Result<PathBuf, Refusal> {
    let none = || {
        let plans = folders(&session.root.join("data"), "targets.csv");
        say::no_plan(session.tongue, plan, nearest(plan, plans.iter().map(String::as_str)))
    };
    if !is_id(plan) {
        return Err(none());
    }
    let data = session.root.join("data");
    if data.join(plan).is_dir() {
        return Ok(data.join(plan));
    }
    let page = fs::read_to_string(session.root.join("content").join("plans").join(format!("{plan}.md"))).map_err(|_| none())?;
    let front: Option<toml::Table> = page.split("+++").nth(1).and_then(|front| front.parse().ok());
    let name = front.as_ref().and_then(|front| front.get("dataset")).and_then(toml::Value::as_str);
    name.filter(|name| is_id(name)).map(|name| data.join(name)).filter(|folder| folder.is_dir()).ok_or_else(none)
}

/// The names of the folders in which such a file lies, sorted.
fn folders(data: &Path, file: &str) -> Vec<String> {
    let found = fs::read_dir(data).into_iter().flatten().flatten().filter(|folder| folder.path().join(file).is_file());
    let mut names: Vec<String> = found.filter_map(|folder| folder.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The cells of the target's row, by column.
fn target(tongue: Tongue, path: &Path, id: &str) -> Result<Vec<(String, String)>, Refusal> {
    let table = Csv::read(tongue, path)?;
    match table.rows.iter().find(|row| table.id(row) == Some(id)) {
        Some(row) => Ok(table.columns.iter().cloned().zip(row.iter().cloned()).collect()),
        None => {
            let near = nearest(id, table.rows.iter().filter_map(|row| table.id(row)));
            Err(say::no_target(tongue, id, path, near))
        }
    }
}

fn append(tongue: Tongue, path: &Path, row: &BTreeMap<String, String>, languages: &Languages) -> Result<(), Refusal> {
    if path.symlink_metadata().is_err() {
        let table = profile::table(ProfileName::Plan, "results").expect("the plan profile has results");
        let columns: Vec<String> = table.schema(languages).fields.into_iter().map(|field| field.name).collect();
        let text = format!("{}\n{}", columns.join(","), line(&columns, row, b',', "\n"));
        return create(tongue, path, text.as_bytes());
    }
    let table = Csv::read(tongue, path)?;
    let id = row.get("id").map(String::as_str);
    if table.rows.iter().any(|known| table.id(known) == id) {
        return Err(say::result_taken(tongue, id.unwrap_or_default(), path));
    }
    let separator = if table.ends_with_line_end { "" } else { table.line_end };
    let text = format!("{separator}{}", line(&table.columns, row, table.delimiter, table.line_end));
    let written = OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| say::disk(tongue, path, &error))
}

/// The row as a line of the file.
fn line(columns: &[String], row: &BTreeMap<String, String>, delimiter: u8, line_end: &str) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let cells = columns.iter().map(|column| row.get(column).map_or("", String::as_str));
    writer.write_record(cells).expect("memory can be written");
    let bytes = writer.into_inner().expect("memory can be written");
    let text = String::from_utf8(bytes).expect("the cells are UTF-8");
    format!("{}{line_end}", text.trim_end_matches('\n'))
}

/// A small CSV, read whole, with how it is written.
struct Csv {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    delimiter: u8,
    line_end: &'static str,
    ends_with_line_end: bool,
}

impl Csv {
    fn read(tongue: Tongue, path: &Path) -> Result<Self, Refusal> {
        let bytes = fs::read(path).map_err(|error| say::disk(tongue, path, &error))?;
        Self::parse(&bytes).ok_or_else(|| say::bad_table(tongue, path))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
        let header = text.lines().next()?;
        let delimiter =
            [b',', b';', b'\t', b'|'].into_iter().max_by_key(|mark| (header.bytes().filter(|byte| byte == mark).count(), *mark == b','))?;
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let columns: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
        let rows = reader.records().map(|record| Some(record.ok()?.iter().map(str::to_owned).collect())).collect::<Option<_>>()?;
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let table = Self { columns, rows, delimiter, line_end, ends_with_line_end: text.ends_with('\n') };
        table.columns.iter().any(|column| column == "id").then_some(table)
    }

    /// The row's identifier.
    fn id<'a>(&self, row: &'a [String]) -> Option<&'a str> {
        let column = self.columns.iter().position(|column| column == "id")?;
        row.get(column).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_tells_how_it_is_written() {
        let table = Csv::parse("\u{feff}id;name\r\na;\"x;y\"".as_bytes()).expect("a table");
        assert_eq!((table.delimiter, table.line_end, table.ends_with_line_end), (b';', "\r\n", false));
        assert_eq!(table.columns, ["id", "name"]);
        assert_eq!(table.id(&table.rows[0]), Some("a"));
        let one_column = Csv::parse(b"id\na\n").expect("a table");
        assert_eq!(one_column.delimiter, b',');
        assert!(Csv::parse(b"name\na\n").is_none());
    }

    #[test]
    fn a_row_follows_the_files_columns_and_quotes_what_it_must() {
        let columns = ["value".to_owned(), "other".to_owned(), "name_vi".to_owned()];
        let row = BTreeMap::from([("name_vi".to_owned(), "Hồ sơ, trực tuyến".to_owned()), ("value".to_owned(), "82.5".to_owned())]);
        assert_eq!(line(&columns, &row, b',', "\r\n"), "82.5,,\"Hồ sơ, trực tuyến\"\r\n");
    }
}
