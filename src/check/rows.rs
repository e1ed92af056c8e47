//! The one pass over a table's rows: values, constraints, keys, translations,
//! and what is remembered of them.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use unicode_normalization::is_nfc;

use super::beyond_format::{self, BeyondFormat, Offered};
use super::columns::{Translated, columns, letter, translated, undeclared};
use super::edges::{edge, unseen};
use super::excerpt::excerpt;
use super::expected::Expected;
use super::free::Free;
use super::header;
use super::infer::infer;
use super::keys::{Hashes, Key, Table, sets};
use super::leftovers::{Leftovers, width};
use super::misfit;
use super::raw::RawRows;
use super::scan::{Scan, scan};
use super::sniff::sniff;
use super::spoilt::Spoilt;
use super::spreadsheet;
use super::stray_row::stray;
use super::totals::left_behind;
use crate::diag::code::{
    CONFLICT, DUPLICATE_KEY, EDGE_SPACE, GARBLED, NO_TRANSLATION, NOT_NFC, NOT_UTF8, SPREADSHEET_ERROR, STRAY_TEXT, UNCLOSED_QUOTE,
};
use crate::diag::{Diagnostic, Noted, Notes, SourceId, Spot};
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
    /// Whether the descriptor, which may say what the columns are, could not
    /// be read.
    pub is_unread: bool,
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
    let file = TableFile::open(asked.path)?;
    let dialect = if resource.dialect_declared { resource.dialect } else { sniff(file.bytes()?, resource.dialect)? };
    noted.value.dialect = dialect;
    let seen: Scan = scan(file.bytes()?, dialect)?;
    noted.value.profile.bytes = seen.bytes;
    noted.value.profile.canonical = seen.canonical;
    noted.value.raw.incomplete = seen.foreign.is_some() || seen.unclosed.is_some() || seen.swallowed.is_some();
    if !tell_bytes(resource.source, &seen, noted) {
        return Ok(());
    }
    let open = || Rows::from_reader(file.bytes()?, resource.source, dialect);
    let mut rows = open()?;
    let Asked { well_known, languages, .. } = *asked;
    let expected = Expected { source: resource.source, dialect, schema: &resource.schema, well_known, languages };
    if let Some(fault) = header::fault(&rows, (resource.source, dialect), &expected.fields(), open)? {
        noted.notes.push(fault);
        noted.value.raw.incomplete = true;
        return Ok(());
    }
    noted.value.profile.canonical &= rows.header_is_plain() && width(rows.header()) == rows.header().len();
    let leftovers = Leftovers::new((resource.source, dialect), rows.header(), rows.at());
    let header = &rows.header()[..width(rows.header())];
    let mut schema = columns(header, &expected, &mut noted.notes);
    let mut doubts = Notes::default();
    infer(open, &undeclared(header, &expected), &mut schema, &mut doubts)?;
    if !asked.is_unread {
        noted.notes.absorb(doubts);
    }
    noted.value.profile.missing = vec![0; schema.fields.len()];
    noted.value.raw.incomplete |= well_known.is_some_and(|table| table.fields[0].name == "id") && schema.index("id").is_none();
    beyond_format::of_table(asked.offered, resource, dialect, &schema, &mut noted.notes);
    let mut checker = Checker::new(asked, &schema, &seen, leftovers, noted);
    // The record in which a quote closes too late or never swallows others.
    let readable = seen.swallowed.map(|(opened, _)| opened).or(seen.unclosed).unwrap_or(u64::MAX);
    loop {
        let row = rows.next()?;
        let Some(row) = row.filter(|row| row.end <= readable) else { break };
        checker.row(&row);
    }
    checker.finish(readable)?;
    noted.value.schema = schema;
    Ok(())
}

/// Tells what a table's bytes show; whether rows can be made of them.
fn tell_bytes(source: SourceId, seen: &Scan, noted: &mut Noted<Pass>) -> bool {
    let Noted { value: pass, notes } = noted;
    if let Some(variant) = seen.foreign {
        notes.push(Diagnostic::new(&NOT_UTF8, Spot::whole(source)).arg("found", variant).variant(variant));
        return false;
    }
    let spot = |at: u64| {
        let at = usize::try_from(at).unwrap_or(usize::MAX - 1);
        Spot::bytes(source, at..at + 1)
    };
    // Marks of git stand between rows that are there twice.
    if let Some(at) = seen.conflict {
        notes.push(Diagnostic::new(&CONFLICT, spot(at)));
        pass.raw.incomplete = true;
        return false;
    }
    notes.extend(seen.strays.iter().map(|at| Diagnostic::new(&STRAY_TEXT, spot(*at))));
    // A forgotten closing quote changes what is inside quotes and what is not
    // all the way down: only the first is true.
    match (seen.swallowed, seen.unclosed) {
        (Some((opened, behind)), _) => {
            notes.push(Diagnostic::new(&STRAY_TEXT, spot(opened)).variant("lines").related("behind", spot(behind)));
        }
        (None, Some(opened)) => notes.push(Diagnostic::new(&UNCLOSED_QUOTE, spot(opened))),
        (None, None) => {}
    }
    true
}

/// The state of the pass.
struct Checker<'a> {
    asked: &'a Asked<'a>,
    schema: &'a Schema,
    notes: &'a mut Notes,
    pass: &'a mut Pass,
    keys: Vec<Key>,
    beyond_format: BeyondFormat<'a>,
    /// Sets of columns that other tables point to, by the key that holds them.
    targets: Vec<(Vec<String>, usize)>,
    references: Vec<(usize, Reference, BTreeMap<String, Spot>)>,
    translated: Translated,
    spoilt: Spoilt,
    leftovers: Leftovers,
    /// What the rows of a table show that no profile knows.
    free: Option<Free>,
    /// The columns of the row that have been told, and those of them in which
    /// an error of a spreadsheet stands.
    told: Vec<usize>,
    failed: Vec<usize>,
    /// Room for the texts of a row, empty between rows.
    texts: Vec<&'static str>,
}

impl<'a> Checker<'a> {
    fn new(asked: &'a Asked<'a>, schema: &'a Schema, seen: &Scan, leftovers: Leftovers, noted: &'a mut Noted<Pass>) -> Self {
        let (keys, targets) = sets(schema, &asked.targets, seen.records);
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
            beyond_format: BeyondFormat::new(asked.offered, seen, schema.fields.len()),
            targets,
            references: references.collect(),
            translated: translated(schema, asked.languages, asked.well_known.is_some()),
            spoilt: Spoilt::default(),
            leftovers,
            free: asked.well_known.is_none().then(Free::default),
            told: Vec::new(),
            failed: Vec::new(),
            texts: Vec::new(),
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
                let spot = self.pass.dialect.cell(self.asked.resource.source, 0, *column);
                let told = Diagnostic::new(&NO_TRANSLATION, spot).arg("what", field).arg("field", field);
                self.notes.push(told.arg("lang", lang).variant("column"));
            }
        }
    }

    fn row(&mut self, row: &Row<'_>) {
        if row.is_blank() {
            self.leftovers.blank(row);
            return;
        }
        self.pass.profile.rows += self.leftovers.filled(row, self.notes);
        if self.pass.profile.rows.is_multiple_of(ROWS_PER_MARK) {
            self.pass.profile.marks.push(row.offset);
        }
        self.pass.profile.rows += 1;
        if !self.leftovers.fits(row) {
            self.notes.push(self.leftovers.ragged(row));
            // Its cells stand in wrong columns: whatever they hold would be told wrongly.
            self.pass.raw.incomplete = true;
            return;
        }
        let no_entry = || left_behind(row, self.schema).or_else(|| stray(row, self.schema));
        if let Some(told) = self.asked.well_known.and_then(|_| no_entry()) {
            self.notes.push(told);
            self.pass.raw.incomplete = true;
            return;
        }
        let mut texts: Vec<&str> = std::mem::take(&mut self.texts);
        self.told.clear();
        self.failed.clear();
        for column in 0..self.schema.fields.len() {
            match row.text(column) {
                Some(text) => {
                    self.cell(row, column, text);
                    texts.push(text);
                }
                None => {
                    self.spoilt.not_utf8(row.spot(column));
                    self.told.push(column);
                    texts.push("");
                }
            }
        }
        self.translations(row, &texts);
        if let Some(free) = &mut self.free {
            free.row(row, &texts, self.schema, !self.told.is_empty());
        }
        // An error of a spreadsheet is the value of no key.
        for key in self.keys.iter_mut().filter(|key| !key.columns.iter().any(|column| self.failed.contains(column))) {
            key.note(self.schema, row);
        }
        if self.asked.well_known.is_some() {
            // Rows of other tables may name the id that should stand here.
            self.pass.raw.incomplete |= self.failed.iter().any(|column| self.schema.fields[*column].name == "id");
            self.pass.raw.push(row.offset, &texts, &self.told);
        }
        // The room is kept, the texts go with the row.
        texts.clear();
        self.texts = texts.into_iter().map(|_| "").collect();
    }

    fn cell(&mut self, row: &Row<'_>, column: usize, text: &str) {
        let field = &self.schema.fields[column];
        if let Some(why) = spreadsheet::error(text).filter(|_| !self.schema.is_missing(column, text)) {
            let told = Diagnostic::new(&SPREADSHEET_ERROR, row.spot(column)).arg("field", &field.name).arg("letter", letter(column));
            self.notes.push(told.arg("value", text.trim()).word("why", why));
            self.told.push(column);
            self.failed.push(column);
            return;
        }
        match cell::check(field, self.schema, text) {
            Ok(Value::Missing) => self.pass.profile.missing[column] += 1,
            // Table Schema allows NaN and INF; a plan's numbers are counted and compared.
            Ok(Value::NotFinite(value)) if self.asked.well_known.is_some() => {
                let problem = Misfit::Type { value: value.to_owned(), expected: field.kind.name() };
                self.notes.push(misfit::told(&problem, field, row.spot(column)).arg("letter", letter(column)));
                self.told.push(column);
            }
            Ok(value) => {
                self.beyond_format.cell(row, column, field, (&value, text), self.notes);
                self.remember(row, column, &value);
                self.spoilt.cell(column, text, || row.spot(column));
                self.surface(row, column, text);
            }
            Err(problem) => {
                // Only what nobody sees keeps it from fitting.
                let unseen = unseen(text, |inner| cell::check(field, self.schema, inner).is_ok());
                // A rule of its own knows what units are called.
                if unseen.is_none() && self.asked.well_known.is_some() && misfit::is_unit(&problem, field) {
                    return;
                }
                let told = || {
                    let told = misfit::told(&problem, field, row.spot(column)).arg("letter", letter(column));
                    match &unseen {
                        Some((variant, inner)) => told.arg("inner", excerpt(inner)).variant(variant),
                        None => told,
                    }
                };
                self.notes.push_with(misfit::code(&problem), row.spot(column), told);
                self.told.push(column);
                if unseen.is_none() {
                    self.surface(row, column, text);
                }
            }
        }
    }

    /// What is wrong with a text whatever it says.
    fn surface(&mut self, row: &Row<'_>, column: usize, text: &str) {
        let field = &self.schema.fields[column];
        match field.kind {
            FieldType::String(_) | FieldType::Any | FieldType::List { .. } => {}
            FieldType::Number(_) | FieldType::Integer(_) => return self.spoilt.number(column, text, || row.spot(column)),
            _ => return,
        }
        let told = |code| Diagnostic::new(code, row.spot(column)).arg("field", &field.name).arg("value", excerpt(text));
        if !text.is_ascii() && !is_nfc(text) {
            self.notes.push(told(&NOT_NFC));
        }
        if let Some(edge) = edge(text) {
            self.notes.push(told(&EDGE_SPACE).variant(edge));
        }
        self.spoilt.note(text, || told(&GARBLED).arg("letter", letter(column)));
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
                let is_empty = |other: &usize| texts[*other].trim().is_empty() && !self.told.contains(other);
                if let Some(other) = other.filter(|other| is_empty(other) && !texts[*column].trim().is_empty()) {
                    self.spoilt.untranslated(other, *lang, || row.spot(other));
                }
            }
        }
    }

    /// Tells the keys that repeat in the records that end at `readable` at most.
    fn finish(self, readable: u64) -> io::Result<()> {
        let Self { asked, schema, notes, pass, mut keys, beyond_format, targets, references, spoilt, leftovers, free, .. } = self;
        let is_own = |name: &str| asked.well_known.is_none_or(|table| table.schema(asked.languages).index(name).is_none());
        spoilt.tell(schema, is_own, notes);
        free.into_iter().for_each(|free| free.tell(schema, &pass.profile.missing, notes));
        pass.profile.needs = beyond_format.finish(schema, notes);
        let (source, dialect) = (asked.resource.source, pass.dialect);
        let sound = |row: &Row<'_>| row.end <= readable && leftovers.fits(row) && !row.is_blank();
        Table { path: asked.path, source, dialect, schema }.repeats(&mut keys, sound, |repeat| {
            let columns = &repeat.key.columns;
            let names: Vec<&str> = columns.iter().map(|&column| schema.fields[column].name.as_str()).collect();
            let first = dialect.cell(source, repeat.first, columns[0]);
            let told = Diagnostic::new(&DUPLICATE_KEY, repeat.row.spot(columns[0])).arg("key", names.join(", "));
            notes.push(told.arg("value", excerpt(&repeat.values.join(", "))).related("first", first));
        })?;
        pass.profile.extent = leftovers.tell(notes);
        let mut hashes: Vec<Option<Key>> = keys.into_iter().map(Some).collect();
        let taken = |(names, key): (Vec<String>, usize)| Some((names, hashes[key].take()?.into_hashes()));
        pass.targets = targets.into_iter().filter_map(taken).collect();
        let name = |column: usize| schema.fields[column].name.clone();
        pass.references = references.into_iter().map(|(column, reference, seen)| (reference, name(column), seen)).collect();
        Ok(())
    }
}
