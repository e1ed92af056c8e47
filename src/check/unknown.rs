//! Columns that are not declared: what each is meant to be.
//!
//! A name that differs from a known one in case, accents or spaces, or is a
//! column's title, is taken for that column, so that nothing follows from it in
//! the rows. Many such names are one mistake and are told with the header as
//! it should be.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::folded;
use super::expected::Expected;
use super::header::{names, quoted, shown};
use crate::diag::code::UNKNOWN_COLUMN;
use crate::diag::{Diagnostic, KEPT_PER_FILE_AND_CODE, Notes, nearest};
use crate::model::lang::Lang;
use crate::model::profile::translation;
use crate::model::schema::{Field, Schema};

/// More misspelt names than these are told as one header.
const FEW: usize = 2;

/// The columns that are not declared.
pub struct Unknown<'a> {
    header: &'a [String],
    expected: &'a Expected<'a>,
    /// The fields that no column names, by the names they go by.
    free: BTreeMap<String, &'a Field>,
    /// The same by their own names, in their order.
    open: Vec<&'a Field>,
    /// Names of fields that columns were taken for.
    suggested: BTreeSet<&'a str>,
    /// The columns that differ in spelling only or are titles, told at the end.
    misspelt: Vec<(Diagnostic, usize)>,
    /// Languages of translations that the portal does not have, once told.
    languages: BTreeSet<Lang>,
    /// How many needed a search among all names.
    searched: usize,
    /// The columns that are like no declared one, told at the end.
    strange: Vec<(Diagnostic, usize)>,
}

impl<'a> Unknown<'a> {
    /// Nothing is unknown yet. `there` are the names of the header.
    pub fn new(header: &'a [String], expected: &'a Expected<'a>, known: &'a [Field], there: &BTreeMap<&str, usize>) -> Self {
        let open: Vec<&Field> = known.iter().filter(|field| !there.contains_key(field.name.as_str())).collect();
        let mut free = BTreeMap::new();
        // A column's own name goes before titles, and the first before later ones.
        for field in &open {
            free.entry(folded(&field.name)).or_insert(*field);
        }
        for field in &open {
            names(field).into_iter().for_each(|name| _ = free.entry(name).or_insert(*field));
        }
        let (suggested, misspelt, languages, strange) = Default::default();
        Self { header, expected, free, open, suggested, misspelt, languages, searched: 0, strange }
    }

    /// Tells a column, and gives the field it is taken for.
    pub fn meant(&mut self, column: usize, notes: &mut Notes) -> Option<&'a Field> {
        let name = &self.header[column];
        let told = Diagnostic::new(&UNKNOWN_COLUMN, self.expected.dialect.cell(self.expected.source, 0, column)).arg("field", name);
        let folded_name = folded(name);
        if let Some(field) = self.free.get(&folded_name).copied().filter(|field| !self.suggested.contains(field.name.as_str())) {
            self.suggested.insert(&field.name);
            let variant = if folded(&field.name) == folded_name { "spelling" } else { "title" };
            self.misspelt.push((told.arg("near", &field.name).variant(variant), column));
            return Some(field);
        }
        if let Some((base, lang)) = self.translated(name) {
            if self.languages.insert(lang) {
                let others = self.header.iter().filter(|other| self.translated(other).is_some_and(|(_, other)| other == lang)).count();
                let told = told.arg("lang", lang).arg("near", base).number("count", others);
                notes.push(told.variant("language"));
            }
            return None;
        }
        // What is not shown needs no suggestion, which is dear among many names.
        let free = self.open.iter().map(|field| field.name.as_str()).filter(|name| !self.suggested.contains(name));
        let near = if self.searched < KEPT_PER_FILE_AND_CODE { nearest(name, free) } else { None };
        self.searched += 1;
        if near.is_none() && self.expected.well_known.is_none() {
            self.strange.push((told.variant("own"), column));
            return None;
        }
        notes.push(told.near(near));
        let field = self.open.iter().copied().find(|field| near == Some(field.name.as_str()))?;
        self.suggested.insert(&field.name);
        Some(field)
    }

    /// The known column that this name translates into a language that the
    /// portal does not have.
    fn translated(&self, name: &str) -> Option<(String, Lang)> {
        let (base, tag) = name.rsplit_once('_')?;
        let languages = self.expected.languages;
        let lang = Lang::new(tag).filter(|lang| !languages.contains(*lang) && tag.len() <= 3)?;
        let original = format!("{base}_{}", languages.default());
        let table = self.expected.well_known?.schema(languages);
        (table.index(&original).is_some() && translation(&original, languages).is_some()).then_some((original, lang))
    }

    /// Tells what differs in spelling only. Gives the names of the fields that
    /// columns were taken for.
    pub fn finish(self, schema: &Schema, notes: &mut Notes) -> BTreeSet<&'a str> {
        let Self { header, expected, suggested, mut misspelt, strange, .. } = self;
        if strange.len() <= FEW {
            notes.extend(strange.into_iter().map(|(told, _)| told));
        } else {
            let names: Vec<String> = strange.iter().take(FEW).map(|(_, column)| format!("`{}`", header[*column])).collect();
            let count = strange.len();
            let told = strange.into_iter().next().map(|(told, _)| told.arg("names", names.join(", ")).number("count", count));
            notes.extend(told.map(|told| told.variant("own-many")));
        }
        if misspelt.len() <= FEW {
            notes.extend(misspelt.into_iter().map(|(told, _)| told));
            return suggested;
        }
        let count = misspelt.len();
        let pairs: Vec<String> =
            misspelt.iter().take(FEW).map(|(_, column)| format!("`{}` → `{}`", header[*column], schema.fields[*column].name)).collect();
        let delimiter = shown(expected.dialect.delimiter);
        let right: Vec<String> = schema.fields.iter().map(|field| quoted(&field.name, &delimiter)).collect();
        let (told, _) = misspelt.swap_remove(0);
        let told = told.arg("pairs", pairs.join(", ")).arg("header", right.join(&delimiter.replace("\\t", "\t")));
        notes.push(told.number("count", count).variant("header"));
        suggested
    }
}
