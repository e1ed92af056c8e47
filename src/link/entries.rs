//! Entries of the registries: read from every dataset of that profile, each id
//! once in the whole portal.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::circles;
use super::documents::{Pairs, entered_twice, relations};
use super::references::{Known, Linker};
use super::registries::{Registries, tables};
use crate::check::CheckedDataset;
use crate::check::cells::Cells;
use crate::diag::code::{AMBIGUOUS_ALIAS, CYCLE, DUPLICATE_ID};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::discover::Closed;
use crate::model::Ref;
use crate::model::agency::{Agency, AgencyKind, Alias, Province};
use crate::model::dataset::ProfileName;
use crate::model::document::LegalDocument;
use crate::model::indicator::{Indicator, Pillar};
use crate::model::lang::Languages;
use crate::model::plan::Direction;
use crate::model::schema::Reference;

/// The tables whose entries have ids, and what references call them.
const ENTRIES: [(&str, Reference); 5] = [
    ("pillars", Reference::Pillars),
    ("agencies", Reference::Agencies),
    ("provinces", Reference::Provinces),
    ("documents", Reference::Documents),
    ("indicators", Reference::Indicators),
];

/// Collects all ids first, so that entries may name each other in any order.
pub(super) fn ids(datasets: &[CheckedDataset], closed: &Closed, known: &mut Known, registries: &mut Registries, notes: &mut Notes) {
    for (table, reference) in ENTRIES {
        let mut ids = Vec::new();
        if closed.may_hold_part_of("data") || datasets.iter().any(|checked| checked.dataset.is_unread) {
            known.leave_open(reference);
        } else if tables(datasets, ProfileName::Registry, table).next().is_none() {
            known.has_no_table(reference);
        }
        for cells in tables(datasets, ProfileName::Registry, table) {
            if cells.raw.incomplete {
                known.leave_open(reference);
            }
            for row in 0..cells.len() {
                let (id, spot) = (cells.text(row, "id").to_owned(), cells.spot(row, "id"));
                match registries.origins.get(&(table.to_owned(), id.clone())) {
                    // The same file's repeats are told by its primary key.
                    Some(first) if first.source != spot.source => {
                        notes.push(Diagnostic::new(&DUPLICATE_ID, spot).arg("id", &id).arg("table", table).related("first", *first));
                    }
                    Some(_) => {}
                    None => {
                        registries.origins.insert((table.to_owned(), id.clone()), spot);
                    }
                }
                ids.push(id);
            }
        }
        known.insert(reference, ids);
    }
}

/// Reads all entries.
pub(super) fn entries(datasets: &[CheckedDataset], known: &Known, languages: &Languages, registries: &mut Registries, notes: &mut Notes) {
    let linkers = |name: &'static str| tables(datasets, ProfileName::Registry, name).map(|cells| Linker { cells, known, names: None });
    let rows = |name: &'static str| linkers(name).flat_map(|linker| (0..linker.cells.len()).map(move |row| (linker, row)));
    for (linker, row) in rows("pillars") {
        let pillar = pillar(linker.cells, row, languages);
        registries.pillars.insert(pillar.id.clone(), pillar);
    }
    for (linker, row) in rows("provinces") {
        let province = province(&linker, row, languages, notes);
        registries.provinces.insert(province.id.clone(), province);
    }
    for (linker, row) in rows("agencies") {
        let agency = agency(&linker, row, languages, notes);
        registries.agencies.insert(agency.id.clone(), agency);
    }
    for (linker, row) in rows("documents") {
        let document = document(&linker, row, languages, notes);
        registries.documents.insert(document.id.clone(), document);
    }
    for (linker, row) in rows("indicators") {
        let indicator = indicator(linker.cells, row, languages);
        registries.indicators.insert(indicator.id.clone(), indicator);
    }
    let mut pairs = Pairs::new();
    for linker in linkers("document-relations") {
        relations(&linker, languages, registries, &mut pairs, notes);
    }
    entered_twice(registries, notes);
    cycles(registries, notes);
}

fn pillar(cells: Cells<'_>, row: usize, languages: &Languages) -> Pillar {
    Pillar {
        id: cells.text(row, "id").into(),
        name: cells.localized(row, "name", languages),
        order: cells.text(row, "order").parse().unwrap_or_default(),
    }
}

fn province(linker: &Linker<'_>, row: usize, languages: &Languages, notes: &mut Notes) -> Province {
    let cells = linker.cells;
    Province {
        id: cells.text(row, "id").into(),
        code: cells.text(row, "code").into(),
        name: cells.localized(row, "name", languages),
        valid_from: cells.date(row, "valid_from"),
        valid_to: cells.date(row, "valid_to"),
        successor: linker.one(row, "successor", Reference::Provinces, notes),
    }
}

fn indicator(cells: Cells<'_>, row: usize, languages: &Languages) -> Indicator {
    Indicator {
        id: cells.text(row, "id").into(),
        name: cells.localized(row, "name", languages),
        unit: cells.text(row, "unit").into(),
        direction: Direction::named(cells.text(row, "direction")),
        definition: cells.localized(row, "definition", languages),
    }
}

fn agency(linker: &Linker<'_>, row: usize, languages: &Languages, notes: &mut Notes) -> Agency {
    let cells = linker.cells;
    Agency {
        id: cells.text(row, "id").into(),
        name: cells.localized(row, "name", languages),
        kind: match cells.text(row, "kind") {
            "group" => AgencyKind::Group,
            "unit" => AgencyKind::Unit,
            _ => AgencyKind::Single,
        },
        level: cells.text(row, "level").into(),
        province: linker.one(row, "province", Reference::Provinces, notes),
        parent: linker.one(row, "parent", Reference::Agencies, notes),
        members: linker.many(row, "members", Reference::Agencies, notes),
        successor: linker.one(row, "successor", Reference::Agencies, notes),
        valid_from: cells.date(row, "valid_from"),
        valid_to: cells.date(row, "valid_to"),
        aliases: Vec::new(),
    }
}

fn document(linker: &Linker<'_>, row: usize, languages: &Languages, notes: &mut Notes) -> LegalDocument {
    let cells = linker.cells;
    LegalDocument {
        id: cells.text(row, "id").into(),
        number: cells.text(row, "number").into(),
        kind: cells.text(row, "type").into(),
        issuer: linker.one(row, "issuer", Reference::Agencies, notes),
        date: cells.date(row, "date"),
        title: cells.localized(row, "title", languages),
        in_force_from: cells.date(row, "in_force_from"),
        in_force_to: cells.date(row, "in_force_to"),
        changed_by: Vec::new(),
        changes: Vec::new(),
    }
}

/// Aliases are read once the plans are known, which they may name.
pub(super) fn aliases(datasets: &[CheckedDataset], known: &Known, drafts: &BTreeSet<&str>, registries: &mut Registries, notes: &mut Notes) {
    let mut taken: BTreeMap<(String, String), (String, Spot)> = BTreeMap::new();
    for cells in tables(datasets, ProfileName::Registry, "agency-aliases") {
        let linker = Linker { cells, known, names: None };
        for row in 0..cells.len() {
            // What a draft calls an agency waits with the draft.
            if drafts.contains(cells.text(row, "plan")) {
                continue;
            }
            let alias = cells.text(row, "alias").to_owned();
            let agency: Option<Ref<Agency>> = linker.one(row, "agency", Reference::Agencies, notes);
            let plan = linker.one(row, "plan", Reference::Plans, notes);
            let Some(agency) = agency else { continue };
            let key = (alias.to_lowercase(), cells.text(row, "plan").to_owned());
            let spot = cells.spot(row, "alias");
            match taken.get(&key) {
                Some((first, first_spot)) if *first != agency.id => {
                    let told = Diagnostic::new(&AMBIGUOUS_ALIAS, spot).arg("alias", &alias).arg("first", first);
                    notes.push(told.arg("second", &agency.id).related("first", *first_spot));
                }
                Some(_) => {}
                None => {
                    taken.insert(key, (agency.id.clone(), spot));
                }
            }
            if let Some(agency) = registries.agencies.get_mut(&agency.id) {
                agency.aliases.push(Alias { alias, plan });
            }
        }
    }
    for agency in registries.agencies.values_mut() {
        agency.aliases.sort_by(|a, b| (&a.alias, a.plan.as_ref().map(|p| &p.id)).cmp(&(&b.alias, b.plan.as_ref().map(|p| &p.id))));
    }
}

fn cycles(registries: &Registries, notes: &mut Notes) {
    let (agencies, provinces) = (&registries.agencies, &registries.provinces);
    let mut tell = |table: &str, field: &str, id: &str, chain: String| {
        if let Some(spot) = registries.origins.get(&(table.to_owned(), id.to_owned())) {
            notes.push(Diagnostic::new(&CYCLE, *spot).arg("field", field).arg("value", id).arg("chain", chain));
        }
    };
    let ids = || agencies.keys().map(String::as_str);
    for (id, chain) in circles(ids(), |id| Some(agencies.get(id)?.parent.as_ref()?.id.as_str())) {
        tell("agencies", "parent", id, chain);
    }
    for (id, chain) in circles(ids(), |id| Some(agencies.get(id)?.successor.as_ref()?.id.as_str())) {
        tell("agencies", "successor", id, chain);
    }
    for id in agencies.keys().filter(|id| !agencies[*id].members.is_empty()) {
        if let Some(chain) = inside_itself(id, agencies) {
            tell("agencies", "members", id, chain);
        }
    }
    for (id, chain) in circles(provinces.keys().map(String::as_str), |id| Some(provinces.get(id)?.successor.as_ref()?.id.as_str())) {
        tell("provinces", "successor", id, chain);
    }
}

/// The chain of members from a group back to itself, when there is one and the
/// group's id is the least of it.
fn inside_itself<'a>(start: &'a str, agencies: &'a BTreeMap<String, Agency>) -> Option<String> {
    // Member → the group in which it was first met.
    let mut met: BTreeMap<&str, &str> = BTreeMap::new();
    let mut next = vec![start];
    while let Some(group) = next.pop() {
        for member in agencies.get(group).into_iter().flat_map(|agency| &agency.members) {
            if member.id == start {
                let mut chain = vec![start];
                let mut at = group;
                while at != start {
                    chain.push(at);
                    at = met[at];
                }
                chain.push(start);
                chain.reverse();
                return chain.iter().all(|other| start <= *other).then(|| chain.join(" → "));
            }
            if !met.contains_key(member.id.as_str()) {
                met.insert(&member.id, group);
                next.push(&member.id);
            }
        }
    }
    None
}
