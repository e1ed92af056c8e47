//! The one pass over a table's rows: values, constraints, keys, translations,
//! and what is remembered of them.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use unicode_normalization::is_nfc;

use super::columns::{Expected, Translated, columns, letter, translated};
use super::infer::infer;
use super::keys::{Hashes, Key, Table};
use super::misfit::{self, shortened};
use super::room::{self, Offered, Room};
use super::scan::{Scan, scan};
use super::sniff::sniff;
use crate::diag::code::{
    BLANK_ROW, DUPLICATE_KEY, EDGE_SPACE, NO_HEADER, NO_TRANSLATION, NOT_NFC, NOT_UTF8, RAGGED_ROW, STRAY_TEXT, UNCLOSED_QUOTE,
};
use crate::diag::{Diagnostic, Noted, Notes, Place, Spot};
use crate::model::cell::{self, Misfit};
use crate::model::dataset::{Profile, ROWS_PER_MARK, Resource};
use crate::model::lang::Languages;
use crate::model::profile::WellKnown;
use crate::model::schema::{Dialect, FieldType, Reference, Schema};
use crate::model::value::Value;
use crate::rows::{Row, Rows, TableFile};

/// More different values of one reference column than this are not remembered:
/// no registry is as large.
const MOST_REFERENCES: usize = 100_000;

/// What the pass over a table gives.
#[derive(Debug, Default)]
pub struct Pass {
    /// How the file is written: declared, or seen in its header.
    pub dialect: Dialect,
    /// The columns, in the order of the file.
    pub schema: Schema,
    /// Statistics.
    pub profile: Profile,
    /// The rows of a well-known table; empty for all others.
    pub raw: RawRows,
    /// Values of columns that name registry entries, with their first place.
    pub references: Vec<(Reference, String, BTreeMap<String, Spot>)>,
    /// Hashes of the keys that other tables of the dataset point to.
    pub targets: BTreeMap<Vec<String>, Hashes>,
}

/// The cells of a well-known table, as text, with the places of their records.
#[derive(Debug, Default)]
pub struct RawRows {
    /// Offsets of the records.
    pub records: Vec<u64>,
    /// How many cells each of them has.
    pub columns: usize,
    /// The cells one behind the other, record by record: a table has many and
    /// most hold a few letters.
    pub text: String,
    /// Where each cell ends in `text`.
    pub ends: Vec<usize>,
    /// Whether rows or ids could not be read: what points here may well lead
    /// somewhere, and is not told.
    pub incomplete: bool,
}

impl RawRows {
    /// Adds a record, which has as many cells as those before it.
    fn push(&mut self, record: u64, cells: &[&str]) {
        self.records.push(record);
        self.columns = cells.len();
        for cell in cells {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
    }

    /// Whether every record has so many cells.
    pub fn is_of(&self, columns: usize) -> bool {
        self.records.len() * columns == self.ends.len() && (self.records.is_empty() || self.columns == columns)
    }

    /// A cell's text; empty when there is no such cell.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let number = row * self.columns + column;
        let start = if number == 0 { Some(&0) } else { self.ends.get(number - 1) };
        let place = start.zip(self.ends.get(number)).map(|(start, end)| *start..*end);
        place.and_then(|place| self.text.get(place)).unwrap_or_default()
    }
}

/// What the pass is asked to do.
pub struct Asked<'a> {
    /// The table.
    pub resource: &'a Resource,
    /// Where it is on the disk.
    pub path: &'a Path,
    /// The well-known table it is, if it is one.
    pub well_known: Option<&'a WellKnown>,
    /// The portal's languages.
    pub languages: &'a Languages,
    /// The formats that the portal offers.
    pub offered: &'a Offered,
    /// Sets of columns that other tables point to.
    pub targets: Vec<Vec<String>>,
}

/// Reads the whole table: its bytes, its rows when its columns have to be
/// inferred, its rows. A small one is read from the disk once.
pub fn pass(asked: &Asked<'_>) -> Noted<Pass> {
    let mut noted = Noted::<Pass>::default();
    noted.value.dialect = asked.resource.dialect;
    if let Err(error) = read(asked, &mut noted) {
        noted.notes.push(Diagnostic::unreadable(Spot::whole(asked.resource.source), &error));
        noted.value.raw.incomplete = true;
    }
    noted
}

fn read(asked: &Asked<'_>, noted: &mut Noted<Pass>) -> io::Result<()> {
    let resource = asked.resource;
    let whole = Spot::whole(resource.source);
    let file = TableFile::open(asked.path)?;
    let dialect = if resource.dialect_declared { resource.dialect } else { sniff(file.bytes()?, resource.dialect)? };
    noted.value.dialect = dialect;
    let seen: Scan = scan(file.bytes()?, dialect)?;
    noted.value.profile.bytes = seen.bytes;
    noted.value.profile.canonical = seen.canonical;
    noted.value.raw.incomplete = seen.foreign.is_some() || seen.unclosed.is_some();
    if let Some(variant) = seen.foreign {
        noted.notes.push(Diagnostic::new(&NOT_UTF8, whole).arg("found", variant).variant(variant));
        return Ok(());
    }
    if let Some(at) = seen.unclosed {
        let at = usize::try_from(at).unwrap_or(usize::MAX - 1);
        noted.notes.push(Diagnostic::new(&UNCLOSED_QUOTE, Spot::bytes(resource.source, at..at + 1)));
    }
    let places = seen.strays.iter().map(|at| usize::try_from(*at).unwrap_or(usize::MAX - 1));
    noted.notes.extend(places.map(|at| Diagnostic::new(&STRAY_TEXT, Spot::bytes(resource.source, at..at + 1))));
    let open = || Rows::from_reader(file.bytes()?, resource.source, dialect);
    let mut rows = open()?;
    if rows.header().is_empty() {
        noted.notes.push(Diagnostic::new(&NO_HEADER, whole));
        noted.value.raw.incomplete = true;
        return Ok(());
    }
    if rows.header().iter().all(String::is_empty) {
        let place = Place::Cell { record: 0, field: 0, delimiter: dialect.delimiter, quote: dialect.quote };
        noted.notes.push(Diagnostic::new(&NO_HEADER, Spot { source: resource.source, place }).variant("blank"));
        noted.value.raw.incomplete = true;
        return Ok(());
    }
    if let Some((variant, sign)) = no_header(rows.header(), dialect.delimiter) {
        let place = Place::Cell { record: 0, field: 0, delimiter: dialect.delimiter, quote: dialect.quote };
        let told = Diagnostic::new(&NO_HEADER, Spot { source: resource.source, place }).variant(variant);
        noted.notes.push(told.arg("sign", sign).arg("expected", shown(dialect.delimiter)));
        noted.value.raw.incomplete = true;
        return Ok(());
    }
    if let Some(spot) = rows.header_not_utf8() {
        noted.notes.push(Diagnostic::new(&NOT_UTF8, spot).arg("found", "?").variant("plain"));
        noted.value.raw.incomplete = true;
        return Ok(());
    }
    noted.value.profile.canonical &= rows.header_is_plain();
    let header = rows.header().to_vec();
    let Asked { well_known, languages, .. } = *asked;
    let expected = Expected { source: resource.source, dialect, schema: &resource.schema, well_known, languages };
    let mut schema = columns(&header, &expected, &mut noted.notes);
    if resource.inferred && well_known.is_none() {
        schema.fields = infer(open()?)?;
    }
    noted.value.profile.missing = vec![0; schema.fields.len()];
    noted.value.raw.incomplete |= well_known.is_some_and(|table| table.fields[0].name == "id") && schema.index("id").is_none();
    room::of_table(asked.offered, resource, dialect, &schema, &mut noted.notes);
    let mut checker = Checker::new(asked, &schema, &seen, noted);
    // The record in which a quote never closes swallows the rest of the file.
    let readable = seen.unclosed.unwrap_or(u64::MAX);
    loop {
        let row = rows.next()?;
        let Some(row) = row.filter(|row| row.end <= readable) else { break };
        checker.row(&row);
    }
    checker.finish(readable)?;
    noted.value.schema = schema;
    Ok(())
}

/// What stands in the place of a header: one cell that another separator
/// would divide, or Excel's `sep=` line. Variant and separator.
fn no_header(header: &[String], delimiter: u8) -> Option<(&'static str, &'static str)> {
    if header[0].starts_with("sep=") {
        return Some(("sep", ""));
    }
    let others = [(b';', ";"), (b'\t', "\\t"), (b'|', "|")].into_iter().filter(|(other, _)| *other != delimiter);
    let mut dividing = others.filter(|(other, _)| header[0].as_bytes().contains(other));
    dividing.next().filter(|_| header.len() == 1).map(|(_, sign)| ("separator", sign))
}

/// A separator as it is written in a descriptor.
fn shown(delimiter: u8) -> String {
    if delimiter == b'\t' { "\\t".into() } else { char::from(delimiter).to_string() }
}

/// The state of the pass.
struct Checker<'a> {
    asked: &'a Asked<'a>,
    schema: &'a Schema,
    notes: &'a mut Notes,
    pass: &'a mut Pass,
    keys: Vec<Key>,
    room: Room<'a>,
    /// Sets of columns that other tables point to, by the key that holds them.
    targets: Vec<(Vec<String>, usize)>,
    references: Vec<(usize, Reference, BTreeMap<String, Spot>)>,
    translated: Translated,
}

impl<'a> Checker<'a> {
    fn new(asked: &'a Asked<'a>, schema: &'a Schema, seen: &Scan, noted: &'a mut Noted<Pass>) -> Self {
        let (keys, targets) = keys(asked, schema, seen.records);
        let outward = |reference: Reference| asked.well_known.is_none() && !reference.is_internal();
        let references = schema
            .fields
            .iter()
            .enumerate()
            .filter_map(|(column, field)| Some((column, field.reference.filter(|r| outward(*r))?, BTreeMap::new())));
        let mut checker = Self {
            asked,
            schema,
            keys,
            room: Room::new(asked.offered, seen, schema.fields.len()),
            targets,
            references: references.collect(),
            translated: translated(schema, asked.languages, asked.well_known.is_some()),
            notes: &mut noted.notes,
            pass: &mut noted.value,
        };
        checker.missing_translation_columns();
        checker
    }

    /// A text column without its translation is told once, at its header.
    fn missing_translation_columns(&mut self) {
        for (column, others) in &self.translated {
            for (lang, _) in others.iter().filter(|(_, other)| other.is_none()) {
                let field = &self.schema.fields[*column].name;
                let spot = Spot {
                    source: self.asked.resource.source,
                    place: Place::Cell {
                        record: 0,
                        field: u32::try_from(*column).unwrap_or(u32::MAX),
                        delimiter: self.pass.dialect.delimiter,
                        quote: self.pass.dialect.quote,
                    },
                };
                self.notes.push(
                    Diagnostic::new(&NO_TRANSLATION, spot).arg("what", field).arg("field", field).arg("lang", lang).variant("column"),
                );
            }
        }
    }

    fn row(&mut self, row: &Row<'_>) {
        let expected = self.schema.fields.len();
        if self.pass.profile.rows.is_multiple_of(ROWS_PER_MARK) {
            self.pass.profile.marks.push(row.offset);
        }
        self.pass.profile.rows += 1;
        if row.is_blank() {
            self.notes.push(Diagnostic::new(&BLANK_ROW, row.spot(0)));
            return;
        }
        if row.len() != expected {
            let variant = if row.len() < expected { "short" } else { "long" };
            let spot = row.spot(if row.len() < expected { row.len() } else { expected });
            self.notes.push(Diagnostic::new(&RAGGED_ROW, spot).arg("found", row.len()).arg("expected", expected).variant(variant));
            // Its cells stand in wrong columns: whatever they hold would be told wrongly.
            self.pass.raw.incomplete = true;
            return;
        }
        let mut texts = Vec::with_capacity(expected);
        for column in 0..expected {
            match row.text(column) {
                Some(text) => {
                    self.cell(row, column, text);
                    texts.push(text);
                }
                None => {
                    self.notes.push(Diagnostic::new(&NOT_UTF8, row.spot(column)).arg("found", "?").variant("plain"));
                    texts.push("");
                }
            }
        }
        self.translations(row, &texts);
        for key in &mut self.keys {
            key.note(self.schema, row);
        }
        if self.asked.well_known.is_some() {
            self.pass.raw.push(row.offset, &texts);
        }
    }

    fn cell(&mut self, row: &Row<'_>, column: usize, text: &str) {
        let field = &self.schema.fields[column];
        match cell::check(field, self.schema, text) {
            Ok(Value::Missing) => self.pass.profile.missing[column] += 1,
            // Table Schema allows NaN and INF; a plan's numbers are counted and compared.
            Ok(Value::NotFinite(value)) if self.asked.well_known.is_some() => {
                let problem = Misfit::Type { value: value.to_owned(), expected: field.kind.name() };
                self.notes.push(misfit::told(&problem, field, row.spot(column)).arg("letter", letter(column)));
            }
            Ok(value) => {
                self.room.cell(row, column, field, (&value, text), self.notes);
                self.remember(row, column, &value);
            }
            Err(problem) => {
                let told = || misfit::told(&problem, field, row.spot(column)).arg("letter", letter(column));
                self.notes.push_with(misfit::code(&problem), row.spot(column), told);
            }
        }
        if matches!(field.kind, FieldType::String(_) | FieldType::Any | FieldType::List { .. }) {
            if !text.is_ascii() && !is_nfc(text) {
                self.notes.push(Diagnostic::new(&NOT_NFC, row.spot(column)).arg("field", &field.name).arg("value", shortened(text)));
            }
            if text.trim() != text {
                self.notes.push(Diagnostic::new(&EDGE_SPACE, row.spot(column)).arg("field", &field.name).arg("value", shortened(text)));
            }
        }
    }

    fn remember(&mut self, row: &Row<'_>, column: usize, value: &Value<'_>) {
        for (_, _, seen) in self.references.iter_mut().filter(|(of, ..)| *of == column) {
            let items = if let Value::List(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
            for text in items.iter().filter_map(Value::as_text) {
                if seen.len() < MOST_REFERENCES && !seen.contains_key(text) {
                    seen.insert(text.to_owned(), row.spot(column));
                }
            }
        }
    }

    fn translations(&mut self, row: &Row<'_>, texts: &[&str]) {
        for (column, others) in &self.translated {
            for (lang, other) in others {
                if let Some(other) = other.filter(|other| texts[*other].trim().is_empty() && !texts[*column].trim().is_empty()) {
                    let field = &self.schema.fields[other].name;
                    let told = Diagnostic::new(&NO_TRANSLATION, row.spot(other)).arg("what", field).arg("field", field);
                    self.notes.push(told.arg("lang", lang).variant("cell"));
                }
            }
        }
    }

    /// Tells the keys that repeat in the records that end at `readable` at most.
    fn finish(self, readable: u64) -> io::Result<()> {
        let Self { asked, schema, notes, pass, mut keys, room, targets, references, .. } = self;
        pass.profile.needs = room.finish(schema, notes);
        let (source, dialect) = (asked.resource.source, pass.dialect);
        let sound = |row: &Row<'_>| row.end <= readable && row.len() == schema.fields.len() && !row.is_blank();
        Table { path: asked.path, source, dialect, schema }.repeats(&mut keys, sound, |repeat| {
            let columns = &repeat.key.columns;
            let names: Vec<&str> = columns.iter().map(|&column| schema.fields[column].name.as_str()).collect();
            let field = u32::try_from(columns[0]).unwrap_or(u32::MAX);
            let place = Place::Cell { record: repeat.first, field, delimiter: dialect.delimiter, quote: dialect.quote };
            let told = Diagnostic::new(&DUPLICATE_KEY, repeat.row.spot(columns[0])).arg("key", names.join(", "));
            notes.push(told.arg("value", shortened(&repeat.values.join(", "))).related("first", Spot { source, place }));
        })?;
        let mut hashes: Vec<Option<Key>> = keys.into_iter().map(Some).collect();
        let taken = |(names, key): (Vec<String>, usize)| Some((names, hashes[key].take()?.into_hashes()));
        pass.targets = targets.into_iter().filter_map(taken).collect();
        let name = |column: usize| schema.fields[column].name.clone();
        pass.references = references.into_iter().map(|(column, reference, seen)| (reference, name(column), seen)).collect();
        Ok(())
    }
}

/// The sets of columns that are looked at as a whole, each once: keys, and what
/// other tables point to, with the number of its set.
fn keys(asked: &Asked<'_>, schema: &Schema, rows: u64) -> (Vec<Key>, Vec<(Vec<String>, usize)>) {
    let places = schema.places();
    let indices = |names: &[String]| names.iter().map(|name| places.get(name.as_str()).copied()).collect::<Option<Vec<usize>>>();
    let unique = schema.fields.iter().enumerate().filter(|(_, field)| field.constraints.unique).map(|(column, _)| vec![column]);
    let declared = std::iter::once(&schema.primary_key).chain(&schema.unique_keys).filter(|names| !names.is_empty());
    let mut sets: Vec<Vec<usize>> = declared.filter_map(|names| indices(names)).chain(unique).collect();
    sets.sort();
    sets.dedup();
    let mut keys: Vec<Key> = sets.into_iter().map(|columns| Key::new(columns, true, rows)).collect();
    let mut targets = Vec::new();
    for names in &asked.targets {
        let Some(columns) = indices(names) else { continue };
        let known = keys.iter().position(|key| key.columns == columns);
        targets.push((names.clone(), known.unwrap_or(keys.len())));
        if known.is_none() {
            keys.push(Key::new(columns, false, rows));
        }
    }
    (keys, targets)
}
