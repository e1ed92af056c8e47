//! The rows of a table, looked at one by one: values, constraints, keys,
//! translations, and what is remembered of them.

use std::collections::BTreeMap;
use std::io;

use unicode_normalization::is_nfc;

use super::{Asked, Pass};
use crate::check::beyond_format::BeyondFormat;
use crate::check::columns::{Translated, letter, translated};
use crate::check::edges::{edge, unseen};
use crate::check::excerpt::excerpt;
use crate::check::free::Free;
use crate::check::keys::{Key, Table, sets};
use crate::check::leftovers::Leftovers;
use crate::check::misfit;
use crate::check::scan::Scan;
use crate::check::spoilt::Spoilt;
use crate::check::spreadsheet;
use crate::check::stray_row::stray;
use crate::check::totals::left_behind;
use crate::diag::code::{DUPLICATE_KEY, EDGE_SPACE, GARBLED, NO_TRANSLATION, NOT_NFC, SPREADSHEET_ERROR};
use crate::diag::{Diagnostic, Noted, Notes, Spot};
use crate::model::cell::{self, Misfit};
use crate::model::dataset::ROWS_PER_MARK;
use crate::model::schema::{FieldType, Reference, Schema};
use crate::model::value::Value;
use crate::rows::Row;

/// More different values of one reference column than this are not remembered:
/// no registry is as large.
const MOST_REFERENCES: usize = 100_000;

/// What the rows so far have shown.
pub(super) struct Checker<'a> {
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
    pub(super) fn new(asked: &'a Asked<'a>, schema: &'a Schema, seen: &Scan, leftovers: Leftovers, noted: &'a mut Noted<Pass>) -> Self {
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

    pub(super) fn row(&mut self, row: &Row<'_>) {
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
    pub(super) fn finish(self, readable: u64) -> io::Result<()> {
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
