//! The forms of what is stored: a checked dataset and findings, field by field.

use jiff::civil::Date;

use super::codec::{In, Out, Stored, stored_enum, stored_struct};
use crate::check::raw::RawRows;
use crate::check::{CheckedDataset, CheckedTable};
use crate::diag::{Arg, Diagnostic, Kept, Notes, Place, SourceId, Spot, code};
use crate::model::constraints::{Constraints, Listed, Pattern, Rare};
use crate::model::dataset::{Contributor, Dataset, DatasetFacts, Extent, License, Profile, ProfileName, Resource, Source};
use crate::model::format_limits::Need;
use crate::model::lang::{Lang, Text};
use crate::model::long::{LongText, worth_a_shelf};
use crate::model::page::PageKind;
use crate::model::profile;
use crate::model::schema::{
    Details, Dialect, Field, FieldType, FieldsMatch, ForeignKey, GeoPointFormat, NumberFormat, Reference, Schema, StringFormat, TimeFormat,
};

stored_struct! {
    CheckedDataset { dataset, tables }
    CheckedTable { raw, references }
    RawRows { records, columns, text, ends, told, incomplete }
    Dataset {
        name, folder, source, title, description, summary, id, homepage, version, created, keywords, licenses, sources, contributors, congbo,
        is_unread, may_link, resources, charts, custom,
    }
    DatasetFacts { profile, publisher, issued, modified, periodicity, start, end, spatial, topics }
    License { name, path, title }
    Source { title, path, email, version }
    Contributor { title, path, email, roles, organization }
    Schema { fields, primary_key, unique_keys, foreign_keys, missing_values, fields_match, custom }
    ForeignKey { fields, resource, reference_fields, spot }
    Field { name, title, description, kind, constraints, reference, details }
    Details { missing_values, example, rdf_type, categories, categories_ordered, custom }
    Constraints {
        required, unique, min_length, max_length, minimum, maximum, exclusive_minimum, exclusive_maximum, pattern, allowed,
        listed,
    }
    NumberFormat { decimal_char, group_char, bare }
    Dialect { delimiter, quote, skip_initial_space }
    Spot { source, place }
    Need { whole, scale, digits, odd }
}

stored_enum! {
    PageKind { 0 Home {}, 1 Plan {}, 2 Page {} }
    ProfileName { 0 Plan {}, 1 Registry {} }
    FieldsMatch { 0 Exact {}, 1 Equal {}, 2 Superset {}, 3 Subset {}, 4 Partial {} }
    Reference {
        0 Pillars {}, 1 Agencies {}, 2 Provinces {}, 3 Documents {}, 4 Indicators {}, 5 Plans {}, 6 Targets {}, 7 Budget {},
    }
    FieldType {
        0 String { 0: format }, 1 Number { 0: format }, 2 Integer { 0: format },
        3 Boolean { true_values: true_values, false_values: false_values },
        4 Object {}, 5 Array {}, 6 List { delimiter: delimiter, item: item },
        7 Date { 0: format }, 8 DateTime { 0: format }, 9 Time { 0: format },
        10 Year {}, 11 YearMonth {}, 12 Duration {}, 13 GeoPoint { 0: format }, 14 GeoJson { topo: topo }, 15 Any {},
    }
    StringFormat { 0 Default {}, 1 Email {}, 2 Uri {}, 3 Binary {}, 4 Uuid {} }
    TimeFormat { 0 Default {}, 1 Any {}, 2 Pattern { 0: pattern } }
    GeoPointFormat { 0 Default {}, 1 Array {}, 2 Object {} }
    Place {
        0 Whole {}, 1 Bytes { start: start, end: end },
        2 Cell { record: record, field: field, delimiter: delimiter, quote: quote },
        3 LineColumn { line: line, column: column, end: end },
    }
    Arg { 0 Text { 0: text }, 1 Word { 0: word }, 2 Texts { 0: texts }, 3 Number { 0: number } }
}

impl<T: Stored> Stored for Rare<T> {
    fn put(&self, out: &mut Out<'_>) {
        self.0.put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        Stored::get(from).map(Self)
    }
}

impl Stored for SourceId {
    fn put(&self, out: &mut Out<'_>) {
        out.source(*self);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        from.source()
    }
}

/// What the pass over the rows found out. Their number is shown in lists, the
/// rest only beside the rows.
impl Stored for Profile {
    fn put(&self, out: &mut Out<'_>) {
        let Profile { rows, bytes, canonical, missing, needs, extent, marks } = self;
        rows.put(out);
        if !out.leaves_rows_out {
            (*bytes, *canonical).put(out);
            (extent.end, extent.width).put(out);
            missing.put(out);
            needs.put(out);
            marks.put(out);
        }
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let rows = Stored::get(from)?;
        let (bytes, canonical) = Stored::get(from)?;
        let (end, width) = Stored::get(from)?;
        let (missing, needs, marks) = Stored::get(from)?;
        Some(Profile { rows, bytes, canonical, missing, needs, extent: Extent { end, width }, marks })
    }
}

/// Made of the values allowed when it is asked for.
impl Stored for Listed {
    fn put(&self, _: &mut Out<'_>) {}

    fn get(_: &mut In<'_>) -> Option<Self> {
        Some(Self::default())
    }
}

impl Stored for Date {
    fn put(&self, out: &mut Out<'_>) {
        out.bytes.extend(self.year().to_le_bytes());
        out.bytes.extend([self.month(), self.day()].map(i8::cast_unsigned));
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let &[low, high, month, day] = from.take(4)? else { return None };
        Date::new(i16::from_le_bytes([low, high]), month.cast_signed(), day.cast_signed()).ok()
    }
}

impl Stored for Lang {
    fn put(&self, out: &mut Out<'_>) {
        out.bytes.push(self.as_str().len() as u8);
        out.bytes.extend(self.as_str().as_bytes());
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let tag = from.text()?;
        if tag == Lang::UNDETERMINED.as_str() { Some(Lang::UNDETERMINED) } else { Lang::new(tag) }
    }
}

impl Stored for Text {
    fn put(&self, out: &mut Out<'_>) {
        out.text(self.together());
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        Text::apart(from.text()?)
    }
}

impl Stored for LongText {
    fn put(&self, out: &mut Out<'_>) {
        let text = self.read();
        let place = out.apart.as_mut().zip(worth_a_shelf(&text)).map(|(apart, together)| {
            let start = apart.texts.len() as u64;
            apart.texts.extend(together.as_bytes());
            (start, together.len() as u64)
        });
        place.is_some().put(out);
        match &place {
            Some(place) => place.put(out),
            None => text.put(out),
        }
        if let Some(apart) = &mut out.apart {
            apart.places.push(place);
        }
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        if bool::get(from)? { from.text_apart() } else { Text::get(from).map(Into::into) }
    }
}

impl Stored for serde_json::Value {
    fn put(&self, out: &mut Out<'_>) {
        self.to_string().put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        serde_json::from_str(from.text()?).ok()
    }
}

impl Stored for Pattern {
    fn put(&self, out: &mut Out<'_>) {
        match self {
            Pattern::Id => None,
            Pattern::Regex { text, .. } => Some(text.clone()),
        }
        .put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        Some(match Option::<String>::get(from)? {
            None => Pattern::Id,
            Some(text) => Pattern::new(&text).ok()?,
        })
    }
}

/// A table, with the name of the built-in table that it is, if it is one.
impl Stored for Resource {
    fn put(&self, out: &mut Out<'_>) {
        let Resource {
            name,
            source,
            title,
            description,
            well_known,
            schema,
            inferred,
            dialect,
            dialect_declared,
            searched,
            profile,
            custom,
        } = self;
        (name.clone(), *source).put(out);
        title.put(out);
        description.put(out);
        well_known.map(str::to_owned).put(out);
        schema.put(out);
        (*inferred, *dialect_declared, *searched).put(out);
        dialect.put(out);
        profile.put(out);
        custom.put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let (name, source) = Stored::get(from)?;
        let (title, description) = Stored::get(from)?;
        let well_known = match Option::<String>::get(from)? {
            Some(name) => Some(built_in(&name)?),
            None => None,
        };
        let schema = Stored::get(from)?;
        let (inferred, dialect_declared, searched) = Stored::get(from)?;
        let (dialect, profile, custom) = Stored::get(from)?;
        Some(Resource {
            name,
            source,
            title,
            description,
            well_known,
            schema,
            inferred,
            dialect,
            dialect_declared,
            searched,
            profile,
            custom,
        })
    }
}

/// The name of a built-in table, as the program has it.
fn built_in(name: &str) -> Option<&'static str> {
    let tables = [ProfileName::Plan, ProfileName::Registry].map(|of| profile::table(of, name));
    tables.into_iter().flatten().map(|table| table.name.as_str()).next()
}

impl Stored for Diagnostic {
    fn put(&self, out: &mut Out<'_>) {
        let Diagnostic { code, variant, args, spot, related } = self;
        code.id.to_owned().put(out);
        variant.put(out);
        args.put(out);
        spot.put(out);
        related.put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let code = code::find(from.text()?)?;
        let (variant, args) = Stored::get(from)?;
        let (spot, related) = Stored::get(from)?;
        Some(Diagnostic { code, variant, args, spot, related })
    }
}

impl Stored for Notes {
    fn put(&self, out: &mut Out<'_>) {
        self.groups().count().put(out);
        for Kept { shown, count } in self.groups() {
            count.put(out);
            shown.put(out);
        }
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let mut notes = Notes::default();
        for _ in 0..usize::get(from)? {
            let (count, shown) = <(usize, Vec<Diagnostic>)>::get(from)?;
            let fits = count >= shown.len() && shown.len() <= crate::diag::KEPT_PER_FILE_AND_CODE;
            notes.add(fits.then_some(Kept { shown, count })?);
        }
        Some(notes)
    }
}
