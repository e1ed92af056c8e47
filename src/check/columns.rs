//! Columns: a table's header held against its schema.
//!
//! Gives the schema in the order of the file, which is also the order in which
//! everything is published.

use std::collections::{BTreeMap, BTreeSet};

use super::expected::{Expected, merged};
use super::unknown::Unknown;
use crate::diag::code::{DUPLICATE_COLUMN, EMPTY_HEADER, MISSING_COLUMN};
use crate::diag::{Diagnostic, KEPT_PER_FILE_AND_CODE, Notes, Spot, nearest};
use crate::model::lang::{Lang, Languages};
use crate::model::profile::translation;
use crate::model::schema::{Field, FieldType, FieldsMatch, Schema, StringFormat};

/// A spreadsheet's name of a column: `A`, `B`, … `Z`, `AA`.
pub fn letter(column: usize) -> String {
    let (mut number, mut letters) = (column + 1, String::new());
    while number > 0 {
        let digit = (number - 1) % 26;
        letters.insert(0, char::from(b'A' + u8::try_from(digit).expect("below 26")));
        number = (number - 1) / 26;
    }
    letters
}

/// Holds the header against what is expected. The result has one field per
/// column of the file, in its order.
pub fn columns(header: &[String], expected: &Expected<'_>, notes: &mut Notes) -> Schema {
    let built_in = expected.well_known.map(|table| table.schema(expected.languages));
    let known = merged(built_in.as_ref(), expected.schema);
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    header.iter().enumerate().rev().for_each(|(column, name)| _ = there.insert(name, column));
    let mut schema = Schema { fields: Vec::with_capacity(header.len()), ..expected.schema.clone() };
    if let Some(built_in) = &built_in {
        if schema.primary_key.is_empty() {
            schema.primary_key.clone_from(&built_in.primary_key);
        }
        schema.unique_keys.extend(built_in.unique_keys.iter().cloned());
    }
    let header = Header { names: header, there, expected, known: &known };
    let suggested = header.fields(&mut schema, notes);
    // A key is never missing, whether or not its columns say so.
    let primary: BTreeSet<&str> = schema.primary_key.iter().map(String::as_str).collect();
    for field in schema.fields.iter_mut().filter(|field| primary.contains(field.name.as_str())) {
        field.constraints.required = true;
    }
    header.absent(&suggested, notes);
    if expected.schema.fields_match == FieldsMatch::Exact {
        header.order(notes);
    }
    schema
}

/// A header, and what it is held against.
struct Header<'a> {
    names: &'a [String],
    /// The first column of every name.
    there: BTreeMap<&'a str, usize>,
    expected: &'a Expected<'a>,
    known: &'a [Field],
}

impl<'a> Header<'a> {
    fn at(&self, column: usize) -> Spot {
        self.expected.dialect.cell(self.expected.source, 0, column)
    }

    /// Gives every column its field, and the names of the fields that unknown
    /// columns are meant to be, which has been told.
    fn fields(&self, schema: &mut Schema, notes: &mut Notes) -> BTreeSet<&'a str> {
        let by_name: BTreeMap<&str, &Field> = self.known.iter().rev().map(|field| (field.name.as_str(), field)).collect();
        let mut unknown = Unknown::new(self.names, self.expected, self.known, &self.there);
        for (column, name) in self.names.iter().enumerate() {
            let first = self.there[name.as_str()];
            if name.is_empty() {
                notes.push(Diagnostic::new(&EMPTY_HEADER, self.at(column)).arg("letter", letter(column)));
            } else if first < column {
                notes.push(Diagnostic::new(&DUPLICATE_COLUMN, self.at(column)).arg("field", name).related("first", self.at(first)));
            }
            let mut field = by_name.get(name.as_str()).copied();
            if field.is_none() && !name.is_empty() && first == column && !may_have_more(self.expected, self.known) {
                // What it is meant to be is what its cells are held against.
                field = unknown.meant(column, notes);
            }
            let plain = || Field::new(name.clone(), FieldType::String(StringFormat::Default));
            schema.fields.push(field.map_or_else(plain, Field::clone));
        }
        unknown.finish(schema, notes)
    }

    /// Tells columns that have to be there and are not. A misspelt one is one
    /// mistake: the one that is there has been told.
    fn absent(&self, suggested: &BTreeSet<&str>, notes: &mut Notes) {
        let is_absent = |field: &&Field| !self.there.contains_key(field.name.as_str()) && must_be_there(field, self.expected);
        let absent = self.known.iter().filter(is_absent).filter(|field| !suggested.contains(field.name.as_str()));
        let names: BTreeSet<&str> = self.known.iter().map(|field| field.name.as_str()).collect();
        for (count, field) in absent.enumerate() {
            let free = self.names.iter().map(String::as_str).filter(|name| !names.contains(name));
            let near = if count < KEPT_PER_FILE_AND_CODE { nearest(&field.name, free) } else { None };
            let column = near.map_or(0, |near| self.there[near]);
            notes.push(Diagnostic::new(&MISSING_COLUMN, self.at(column)).arg("field", &field.name).near(near));
        }
    }

    /// Tells the first column that stands where another is declared.
    fn order(&self, notes: &mut Notes) {
        let both = self.known.iter().zip(self.names).enumerate();
        let mut differing = both.filter(|(_, (field, name))| field.name != **name);
        if let Some((column, (field, _))) = differing.next()
            && self.there.contains_key(field.name.as_str())
        {
            notes.push(Diagnostic::new(&MISSING_COLUMN, self.at(column)).arg("field", &field.name).variant("order"));
        }
    }
}

/// Which columns of a table of one's own nobody described, so that their types
/// follow from their values: all, or those that `fieldsMatch` lets stand beside
/// the others.
pub fn undeclared(header: &[String], expected: &Expected<'_>) -> Vec<bool> {
    let declared: BTreeSet<&str> = expected.schema.fields.iter().map(|field| field.name.as_str()).collect();
    let is_own = expected.well_known.is_none() && may_have_more(expected, &expected.schema.fields);
    header.iter().map(|name| is_own && !declared.contains(name.as_str())).collect()
}

fn may_have_more(expected: &Expected<'_>, known: &[Field]) -> bool {
    known.is_empty() || matches!(expected.schema.fields_match, FieldsMatch::Subset | FieldsMatch::Partial)
}

/// A well-known table may lack the columns that may be empty.
fn must_be_there(field: &Field, expected: &Expected<'_>) -> bool {
    match expected.well_known {
        Some(_) => field.constraints.required,
        None => !matches!(expected.schema.fields_match, FieldsMatch::Superset | FieldsMatch::Partial),
    }
}

/// Columns that hold one text in several languages: the default language's
/// column and, per other language, its column if there is one.
pub type Translated = Vec<(usize, Vec<(Lang, Option<usize>)>)>;

/// The columns that hold one text in several languages. In an author's own
/// table one column of them is not enough: `don_vi` is a unit, not the
/// Vietnamese of `don`.
pub fn translated(schema: &Schema, languages: &Languages, is_well_known: bool) -> Translated {
    let default = languages.default();
    let places = schema.places();
    let of_default = schema.fields.iter().enumerate().filter_map(|(column, field)| {
        let (base, lang) = translation(&field.name, languages)?;
        (lang == default).then_some((column, base))
    });
    let with_others = of_default.map(|(column, base)| {
        let other = |lang| (lang, places.get(format!("{base}_{lang}").as_str()).copied());
        (column, languages.iter().skip(1).map(other).collect())
    });
    let is_translated = |(_, others): &(usize, Vec<(Lang, Option<usize>)>)| others.iter().any(|(_, other)| other.is_some());
    with_others.filter(|column| is_well_known || is_translated(column)).collect()
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letter), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
