//! Documents: one entry for each, and relations between them that can be.
//!
//! Looks at the whole registry, because entries and relations stand in several
//! datasets. Whether a document is in force is not asked here.

use std::collections::BTreeMap;

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

/// Tells every document that stands above under another identifier.
pub fn twice(registries: &Registries, notes: &mut Notes) {
    let origin = |document: &LegalDocument| registries.origins.get(&("documents".to_owned(), document.id.clone())).copied();
    let mut by_number: BTreeMap<String, Vec<(Spot, &LegalDocument)>> = BTreeMap::new();
    for document in registries.documents.values().filter(|document| !document.number.is_empty()) {
        by_number.entry(plain(&document.number)).or_default().extend(origin(document).map(|spot| (spot, document)));
    }
    for mut same in by_number.into_values().filter(|same| same.len() > 1) {
        same.sort_by_key(|(spot, _)| *spot);
        for (place, (spot, document)) in same.iter().enumerate() {
            let Some((first, other)) = same[..place].iter().find(|(_, other)| is_same(document, other)) else { continue };
            // That a whole row was pasted is told where its table is read.
            if spot.source == first.source && is_copy(document, other) {
                continue;
            }
            let told = Diagnostic::new(&DOCUMENT_TWICE, *spot).arg("number", &document.number).arg("first", &other.id);
            notes.push(told.arg("id", &document.id).related("first", *first));
        }
    }
}

/// A number as it is compared: `Số 01/KH-UBND` and `1/kh-ubnd` are one.
fn plain(number: &str) -> String {
    let letters: String = bare_letters(number).filter(|c| c.is_alphanumeric() || *c == '/').collect();
    let letters = letters.strip_prefix("so").unwrap_or(&letters);
    letters.trim_start_matches('0').to_owned()
}

/// Whether two documents of one number are one. Every agency counts its own, and
/// begins anew every year and, where the sign does not say the type, with every type.
fn is_same(one: &LegalDocument, other: &LegalDocument) -> bool {
    let issuer = |document: &LegalDocument| document.issuer.as_ref().map(|issuer| issuer.id.clone());
    let year = |document: &LegalDocument| document.date.map(jiff::civil::Date::year).or_else(|| year_of(&document.number));
    if one.kind != other.kind {
        return false;
    }
    match (issuer(one), issuer(other)) {
        (Some(one_issuer), Some(other_issuer)) => one_issuer == other_issuer && year(one).is_some() && year(one) == year(other),
        _ => one.date.is_some() && one.date == other.date,
    }
}

/// The year in a number such as `47/2020/NĐ-CP`.
fn year_of(number: &str) -> Option<i16> {
    let year = number.split('/').nth(1).filter(|year| year.len() == 4)?;
    year.parse().ok()
}

/// Whether two documents differ in nothing but their identifiers.
fn is_copy(one: &LegalDocument, other: &LegalDocument) -> bool {
    one.title == other.title && one.in_force_from == other.in_force_from && one.in_force_to == other.in_force_to && one.date == other.date
}

#[cfg(test)]
mod tests {
    use super::{plain, year_of};

    #[test]
    fn numbers_are_compared_without_what_people_write_in_several_ways() {
        assert_eq!(plain("Số 01/KH-UBND"), plain("1/kh-ubnd"));
        assert_eq!(plain("47/2020/NĐ-CP"), plain("47/2020/NĐ–CP "));
        assert_ne!(plain("1/23/QĐ"), plain("12/3/QĐ"));
        assert_eq!((year_of("47/2020/NĐ-CP"), year_of("12/KH-UBND")), (Some(2020), None));
    }
}
