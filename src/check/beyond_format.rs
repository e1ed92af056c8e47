//! Values beyond a format: those that a format which the portal offers cannot
//! hold as they are, told with what it has instead.
//!
//! None of them is a mistake, and the CSV has them all. Looks at every cell, so
//! an ordinary one costs a comparison or two: texts are searched for characters
//! only in a file whose bytes show that there may be any. What a format holds
//! is decided in [`crate::model::format_limits`].

use super::columns::letter;
use super::excerpt::excerpt;
use super::scan::Scan;
use crate::diag::code::BEYOND_FORMAT;
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::dataset::Resource;
use crate::model::format_limits::{
    Becomes, COLUMNS_OF_DATABASE, COLUMNS_OF_SHEET, LONGEST_HEAD, LONGEST_TEXT, Lack, Need, cut, is_long, is_xml, sheet_lacks, sheet_name,
};
use crate::model::schema::{Dialect, Field, Schema};
use crate::model::value::Value;
use crate::rows::Row;

/// The formats that the portal offers, of those that cannot hold every value.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    xlsx: bool,
    ods: bool,
    parquet: bool,
    sqlite: bool,
    /// Names that sheets of every workbook have, in lower case.
    sheets: Vec<String>,
}

impl Offered {
    /// Those chosen by `downloads`, all without it; `sheets` are the names that
    /// the portal's words give to sheets.
    pub fn new<'a>(downloads: Option<&[String]>, sheets: impl Iterator<Item = &'a str>) -> Self {
        let is = |name: &str| downloads.is_none_or(|chosen| chosen.iter().any(|choice| choice == name));
        let sheets = sheets.map(|name| sheet_name(name).to_lowercase()).collect();
        Self { xlsx: is("xlsx"), ods: is("ods"), parquet: is("parquet"), sqlite: is("sqlite"), sheets }
    }

    /// The spreadsheets, as a sentence names them; empty when there are none.
    fn spreadsheets(&self) -> String {
        names(&[(self.xlsx, "XLSX"), (self.ods, "ODS")])
    }
}

/// The names of those that are there.
fn names(formats: &[(bool, &str)]) -> String {
    formats.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}

/// What a table's values need of formats, and what is told of it.
pub(super) struct BeyondFormat<'a> {
    offered: &'a Offered,
    spreadsheets: String,
    /// Whether the file may have characters that XML cannot hold.
    has_controls: bool,
    /// Whether a cell may have carriage returns.
    has_returns: bool,
    /// What every column needs.
    pub(super) needs: Vec<Need>,
    /// The cell that made a column no longer what it was declared as, in
    /// Parquet and in SQLite.
    firsts: Vec<[Option<(Spot, String)>; 2]>,
}

impl<'a> BeyondFormat<'a> {
    /// Nothing has been read but the bytes.
    pub(super) fn new(offered: &'a Offered, seen: &Scan, columns: usize) -> Self {
        Self {
            offered,
            spreadsheets: offered.spreadsheets(),
            has_controls: seen.controls && offered.ods,
            has_returns: seen.inner_returns && (offered.xlsx || offered.ods),
            needs: vec![Need::default(); columns],
            firsts: vec![[None, None]; columns],
        }
    }

    /// Takes a cell that fits its column.
    pub(super) fn cell(&mut self, row: &Row<'_>, column: usize, field: &Field, (value, text): (&Value<'_>, &str), notes: &mut Notes) {
        let kind = &field.kind;
        match value {
            Value::Missing | Value::Boolean(_) => return,
            Value::Number(_) | Value::NotFinite(_) | Value::DateTime(_) | Value::Time(_) | Value::Period(_) => {
                self.need(row, column, field, value);
            }
            Value::Text(_) if matches!(kind, crate::model::schema::FieldType::DateTime(_)) => self.need(row, column, field, value),
            Value::Text(_) | Value::Date(_) | Value::Json(_) | Value::List(_) => {}
        }
        if self.spreadsheets.is_empty() {
            return;
        }
        if let Some(lack) = sheet_lacks(kind, value) {
            let formats = match lack {
                Lack::Infinite => names(&[(self.offered.xlsx, "XLSX"), (self.offered.ods, "ODS"), (self.offered.sqlite, "SQLite")]),
                _ => self.spreadsheets.clone(),
            };
            tell(row, column, field, notes, |told| told.arg("value", excerpt(text)).arg("formats", formats).variant(variant(lack)));
        } else if matches!(value, Value::Text(_) | Value::Json(_) | Value::List(_)) {
            self.text(row, column, field, text, notes);
        }
    }

    fn text(&self, row: &Row<'_>, column: usize, field: &Field, text: &str, notes: &mut Notes) {
        if text.len() > LONGEST_TEXT && self.offered.xlsx && is_long(text) {
            let length = text.encode_utf16().count();
            tell(row, column, field, notes, |told| told.number("found", length).number("limit", LONGEST_TEXT).variant("long"));
        }
        if self.has_controls
            && let Some(odd) = text.chars().find(|c| !is_xml(*c))
        {
            let code = format!("U+{:04X}", u32::from(odd));
            tell(row, column, field, notes, |told| told.arg("value", code).arg("formats", "ODS").variant("character"));
        }
        if self.has_returns && text.contains('\r') {
            tell(row, column, field, notes, |told| told.arg("formats", &self.spreadsheets).variant("return"));
        }
    }

    /// Takes a value of a column whose type depends on all of them.
    fn need(&mut self, row: &Row<'_>, column: usize, field: &Field, value: &Value<'_>) {
        let need = &mut self.needs[column];
        let before = *need;
        need.take(&field.kind, value);
        if *need == before {
            return;
        }
        let of = [(self.offered.parquet, need.in_parquet(&field.kind)), (self.offered.sqlite, need.in_sqlite(&field.kind))];
        for (first, (is_offered, becomes)) in self.firsts[column].iter_mut().zip(of) {
            if is_offered && becomes != Becomes::Typed && first.is_none() {
                *first = Some((row.spot(column), shown(row, column)));
            }
        }
    }

    /// Tells what became of whole columns, and gives what they need.
    pub(super) fn finish(self, schema: &Schema, notes: &mut Notes) -> Vec<Need> {
        for (column, (field, [parquet, sqlite])) in schema.fields.iter().zip(self.firsts).enumerate() {
            let told = |(spot, value): &(Spot, String)| {
                Diagnostic::new(&BEYOND_FORMAT, *spot).arg("field", &field.name).arg("letter", letter(column)).arg("value", value)
            };
            let is_double = self.needs[column].in_parquet(&field.kind) == Becomes::Double;
            match (&parquet, &sqlite) {
                (Some(first), _) if is_double => notes.push(told(first).arg("formats", "Parquet").variant("double")),
                (Some(first), Some(other)) if first == other => {
                    notes.push(told(first).arg("formats", "Parquet, SQLite").variant("column"));
                    continue;
                }
                (Some(first), _) => notes.push(told(first).arg("formats", "Parquet").variant("column")),
                (None, _) => {}
            }
            notes.extend(sqlite.iter().map(|first| told(first).arg("formats", "SQLite").variant("column")));
        }
        self.needs
    }
}

fn variant(lack: Lack) -> &'static str {
    match lack {
        Lack::Digits => "digits",
        Lack::Infinite => "infinite",
        Lack::Early => "early",
        Lack::Offset => "offset",
        Lack::Fine => "fine",
        Lack::Year => "year",
    }
}

fn shown(row: &Row<'_>, column: usize) -> String {
    excerpt(row.text(column).unwrap_or_default())
}

fn tell(row: &Row<'_>, column: usize, field: &Field, notes: &mut Notes, fill: impl FnOnce(Diagnostic) -> Diagnostic) {
    let spot = row.spot(column);
    let told = || fill(Diagnostic::new(&BEYOND_FORMAT, spot).arg("field", &field.name).arg("letter", letter(column)));
    notes.push_with(&BEYOND_FORMAT, spot, told);
}

/// Tells what a table's name and header give cause to: its sheet, its columns
/// and their heads are named otherwise or left out.
pub(super) fn of_table(offered: &Offered, resource: &Resource, dialect: Dialect, schema: &Schema, notes: &mut Notes) {
    let (whole, spreadsheets) = (Spot::whole(resource.source), offered.spreadsheets());
    let columns = schema.fields.len();
    let told = |spot: Spot, formats: &str| Diagnostic::new(&BEYOND_FORMAT, spot).arg("formats", formats);
    let at = |column: usize| dialect.cell(resource.source, 0, column);
    if !spreadsheets.is_empty() {
        let sheet = sheet_name(&resource.name);
        if sheet != resource.name {
            notes.push(told(whole, &spreadsheets).arg("value", &resource.name).arg("name", &sheet).variant("sheet"));
        } else if offered.sheets.contains(&sheet) {
            notes.push(told(whole, &spreadsheets).arg("value", &resource.name).arg("name", format!("{sheet}_2")).variant("sheet"));
        }
        if columns > COLUMNS_OF_SHEET {
            let told = told(at(COLUMNS_OF_SHEET), &spreadsheets).number("found", columns).number("limit", COLUMNS_OF_SHEET);
            notes.push(told.variant("columns"));
        }
    }
    if offered.sqlite && columns > COLUMNS_OF_DATABASE {
        let told = told(at(COLUMNS_OF_DATABASE), "SQLite").number("found", columns).number("limit", COLUMNS_OF_DATABASE);
        notes.push(told.variant("left-out"));
    }
    let mut seen = std::collections::BTreeMap::new();
    for (column, field) in schema.fields.iter().enumerate() {
        let titles = field.title.iter().map(|(_, title)| title).chain([field.name.as_str()]);
        if !spreadsheets.is_empty() && titles.into_iter().any(|head| head.len() > LONGEST_HEAD && cut(head, LONGEST_HEAD) != head) {
            let told = told(at(column), &spreadsheets).arg("field", excerpt(&field.name)).number("limit", LONGEST_HEAD);
            notes.push(told.variant("head"));
        }
        if offered.sqlite
            && let Some(first) = seen.insert(field.name.to_lowercase(), column)
            && schema.fields[first].name != field.name
        {
            let told = told(at(column), "SQLite").arg("field", &field.name).related("first", at(first));
            notes.push(told.variant("case"));
        }
    }
}
