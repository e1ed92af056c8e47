//! Documents: one entry for each, and relations between them that can be.
//!
//! Looks at the whole registry, because entries and relations stand in several
//! datasets. Whether a document is in force is not asked here.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::references::Linker;
use super::registries::Registries;
use crate::diag::code::{CHANGED_BY_OLDER, CYCLE, DOCUMENT_TWICE};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::markdown::bare_letters;
use crate::model::Ref;
use crate::model::document::{LegalDocument, Relation};
use crate::model::lang::Languages;
use crate::model::schema::Reference;

/// Documents of which one acts on the other: subject and object.
pub type Pairs = BTreeMap<(String, String), Spot>;

/// Reads the relations of a table. `pairs` are those that were met before.
pub fn relations(linker: &Linker<'_>, languages: &Languages, registries: &mut Registries, pairs: &mut Pairs, notes: &mut Notes) {
    let cells = linker.cells;
    for row in 0..cells.len() {
        let object: Option<Ref<LegalDocument>> = linker.one(row, "document", Reference::Documents, notes);
        let subject: Option<Ref<LegalDocument>> = linker.one(row, "by", Reference::Documents, notes);
        let (Some(object), Some(subject)) = (object, subject) else { continue };
        notes.extend(impossible((&object.id, &subject.id), cells.spot(row, "by"), registries, pairs));
        pairs.entry((subject.id.clone(), object.id.clone())).or_insert(cells.spot(row, "by"));
        let relation = |other: Ref<LegalDocument>| Relation {
            other,
            relation: cells.text(row, "relation").into(),
            date: cells.date(row, "date"),
            scope: cells.localized(row, "scope", languages),
            source: cells.text(row, "source").into(),
        };
        if let Some(document) = registries.documents.get_mut(&object.id) {
            document.changed_by.push(relation(subject.clone()));
        }
        if let Some(document) = registries.documents.get_mut(&subject.id) {
            document.changes.push(relation(object));
        }
    }
}

/// The finding for a document that is changed by itself, by one that it changes,
/// or by one that is older.
fn impossible((object, subject): (&str, &str), spot: Spot, registries: &Registries, pairs: &Pairs) -> Option<Diagnostic> {
    let circle = |chain: &[&str]| {
        let told = Diagnostic::new(&CYCLE, spot).arg("field", "by").arg("value", object);
        told.arg("chain", chain.join(" → ")).variant("relation")
    };
    if object == subject {
        return Some(circle(&[object, object]));
    }
    if let Some(first) = pairs.get(&(object.to_owned(), subject.to_owned())) {
        return Some(circle(&[object, subject, object]).related("other", *first));
    }
    let date = |id: &str| registries.documents.get(id)?.date;
    let (changed, changes) = date(object).zip(date(subject)).filter(|(changed, changes)| changes < changed)?;
    let told = Diagnostic::new(&CHANGED_BY_OLDER, spot).arg("document", object).arg("date", changed);
    Some(told.arg("by", subject).arg("by_date", changes))
}

/// A document and its place in the registry.
type Placed<'a> = (Spot, &'a LegalDocument);

/// Tells every document that stands above under another identifier.
pub fn entered_twice(registries: &Registries, notes: &mut Notes) {
    let origin = |document: &LegalDocument| registries.origins.get(&("documents".to_owned(), document.id.clone())).copied();
    let mut all: Vec<Placed<'_>> = registries.documents.values().filter_map(|document| Some((origin(document)?, document))).collect();
    all.sort_by_key(|(spot, _)| *spot);
    let mut above = Above::default();
    for (spot, document) in all {
        let Some(number) = plain(&document.number) else { continue };
        // That a whole row was pasted is told where its table is read.
        if let Some((first, other)) = above.find(&number, document)
            && !(spot.source == first.source && is_copy(document, other))
        {
            let told = Diagnostic::new(&DOCUMENT_TWICE, spot).arg("number", &document.number).arg("first", &other.id);
            notes.push(told.arg("id", &document.id).related("first", first));
        }
        above.add(number, (spot, document));
    }
}

/// The documents that stand above, so that none has to be held against all.
#[derive(Default)]
struct Above<'a> {
    /// By number, type, issuer and year.
    of_issuer: BTreeMap<(String, &'a str, &'a str, i16), Vec<Placed<'a>>>,
    /// The first by number, type and day.
    of_day: BTreeMap<(String, &'a str, Date), Placed<'a>>,
    /// The same, of those of which nobody says who issued them.
    unissued: BTreeMap<(String, &'a str, Date), Placed<'a>>,
}

impl<'a> Above<'a> {
    /// The same document. Every agency counts its own, and begins anew every year
    /// and, where the sign does not say the type, with every type.
    fn find(&self, number: &str, document: &'a LegalDocument) -> Option<Placed<'a>> {
        let of_day = |all: &BTreeMap<(String, &str, Date), Placed<'a>>| {
            all.get(&(number.to_owned(), document.kind.as_str(), document.date?)).copied()
        };
        let Some(issuer) = &document.issuer else { return of_day(&self.of_day) };
        let of_issuer = || {
            let key = (number.to_owned(), document.kind.as_str(), issuer.id.as_str(), year(document)?);
            self.of_issuer.get(&key)?.iter().find(|(_, other)| is_near(document, other)).copied()
        };
        of_issuer().or_else(|| of_day(&self.unissued))
    }

    fn add(&mut self, number: String, (spot, document): Placed<'a>) {
        let kind = document.kind.as_str();
        if let Some(date) = document.date {
            self.of_day.entry((number.clone(), kind, date)).or_insert((spot, document));
            if document.issuer.is_none() {
                self.unissued.entry((number.clone(), kind, date)).or_insert((spot, document));
            }
        }
        if let (Some(issuer), Some(year)) = (&document.issuer, year(document)) {
            self.of_issuer.entry((number, kind, issuer.id.as_str(), year)).or_default().push((spot, document));
        }
    }
}

/// A number as it is compared: `Số 01/KH-UBND` and `1/kh-ubnd` are one. `None`
/// when it is no number yet, such as `…/KH-UBND`. Two zeros are kept: an agency
/// that was merged may count `001` after `01`.
fn plain(number: &str) -> Option<String> {
    let letters: String = bare_letters(number).filter(|c| c.is_alphanumeric() || *c == '/').collect();
    let letters = letters.strip_prefix("so").unwrap_or(&letters);
    let plain = letters.strip_prefix('0').filter(|rest| rest.starts_with(|c| matches!(c, '1'..='9'))).unwrap_or(letters);
    plain.starts_with(|c: char| c.is_ascii_digit()).then(|| plain.to_owned())
}

/// Whether two documents of one number, issuer and year are one. An agency that
/// is merged, or whose term begins, counts anew within a year.
fn is_near(one: &LegalDocument, other: &LegalDocument) -> bool {
    const MONTH: SignedDuration = SignedDuration::from_hours(31 * 24);
    match (one.date, other.date) {
        (Some(day), Some(other_day)) => day.duration_since(other_day).abs() <= MONTH || one.title == other.title,
        _ => true,
    }
}

fn year(document: &LegalDocument) -> Option<i16> {
    document.date.map(Date::year).or_else(|| year_of(&document.number))
}

/// The year in a number such as `47/2020/NĐ-CP`.
fn year_of(number: &str) -> Option<i16> {
    let year = number.split('/').nth(1).filter(|year| year.len() == 4)?;
    year.parse().ok()
}

/// Whether two documents differ in nothing but their identifiers.
fn is_copy(one: &LegalDocument, other: &LegalDocument) -> bool {
    let told = |document: &LegalDocument| (document.date, document.in_force_from, document.in_force_to);
    let issuer = |document: &LegalDocument| document.issuer.as_ref().map(|issuer| issuer.id.clone());
    one.number == other.number && one.title == other.title && issuer(one) == issuer(other) && told(one) == told(other)
}

#[cfg(test)]
mod tests {
    use super::{plain, year_of};

    #[test]
    fn numbers_are_compared_without_what_people_write_in_several_ways() {
        assert_eq!(plain("Số 01/KH-UBND"), plain("1/kh-ubnd"));
        assert_ne!(plain("001/2025/TT-BNV"), plain("01/2025/TT-BNV"));
        assert_eq!([plain("…/KH-UBND"), plain("Không số"), plain("")], [None, None, None]);
        assert_eq!(plain("47/2020/NĐ-CP"), plain("47/2020/NĐ–CP "));
        assert_ne!(plain("1/23/QĐ"), plain("12/3/QĐ"));
        assert_eq!((year_of("47/2020/NĐ-CP"), year_of("12/KH-UBND")), (Some(2020), None));
    }
}
