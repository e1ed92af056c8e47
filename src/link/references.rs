//! References: every id that a cell names, looked up; "did you mean" for the rest.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::registries::Registries;
use crate::check::alike::folded;
use crate::check::cells::Cells;
use crate::check::columns::letter;
use crate::diag::code::DANGLING;
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::model::Ref;
use crate::model::agency::{Agency, Alias};
use crate::model::document::LegalDocument;
use crate::model::garbled::without_hidden;
use crate::model::lang::Text;
use crate::model::schema::{Reference, is_id};

/// The ids that references may name.
#[derive(Debug, Default)]
pub struct Known {
    sets: BTreeMap<Reference, BTreeSet<String>>,
    /// References whose tables could not be read whole.
    incomplete: BTreeSet<Reference>,
    /// Registries that the portal does not have at all, until that is told.
    absent: RefCell<BTreeSet<Reference>>,
}

impl Known {
    /// Sets the ids of a registry.
    pub fn insert(&mut self, reference: Reference, ids: impl IntoIterator<Item = String>) {
        self.sets.insert(reference, ids.into_iter().collect());
    }

    /// Says that not all ids are known: what is not found may be there.
    pub fn leave_open(&mut self, reference: Reference) {
        self.incomplete.insert(reference);
    }

    /// Says that the portal has no table of a registry. That is told once, at
    /// the first reference into it; a line for each would hide the reason.
    pub fn has_no_table(&mut self, reference: Reference) {
        self.absent.get_mut().insert(reference);
        self.leave_open(reference);
    }

    /// Looks an id up; tells it when it is not there.
    pub fn find(&self, reference: Reference, id: &str, place: &At<'_>, notes: &mut Notes) -> bool {
        let ids = self.sets.get(&reference);
        let found = ids.is_some_and(|ids| ids.contains(id));
        if !found && self.absent.borrow_mut().remove(&reference) {
            let told = Diagnostic::new(&DANGLING, place.spot).arg("field", place.field).arg("value", id);
            let told = told.arg("table", reference.name());
            notes.push(told.variant(if reference.is_internal() { "no-own-table" } else { "no-table" }));
        }
        if !found && !self.incomplete.contains(&reference) {
            notes.push_with(&DANGLING, place.spot, || {
                let told = Diagnostic::new(&DANGLING, place.spot).arg("field", place.field).arg("value", id).arg("table", reference.name());
                let told = told.arg("letter", &place.letter);
                let known = |id: &str| ids.is_some_and(|ids| ids.contains(id));
                let meant = |name: &str| place.names.map(|names| names.named(reference, name)).unwrap_or_default();
                let one = |part: &str| match meant(part).as_slice() {
                    _ if known(part) => Some(part.to_owned()),
                    [id] => Some((*id).to_owned()),
                    _ => None,
                };
                // Nobody sees the difference.
                let seen = without_hidden(id);
                if known(&seen) {
                    return told.arg("near", seen).variant("hidden");
                }
                if is_id(id) {
                    return told.near(nearest(id, ids.into_iter().flatten().map(String::as_str)));
                }
                // Every part is held against every name: a cell without end is not.
                let several = || id.split([',', '|', '\n', '/']).map(|part| one(part.trim())).collect::<Option<Vec<String>>>();
                let several = (place.is_list && id.len() <= LONGEST_LIST).then(several).flatten();
                match (meant(id).as_slice(), several) {
                    ([id], _) => told.arg("near", id).variant("name"),
                    (ids, _) if !ids.is_empty() => told.arg("near", ids.join("`, `")).variant("names"),
                    (_, Some(ids)) if ids.len() > 1 => told.arg("near", ids.join(";")).variant("separator"),
                    _ => told.variant("not-id"),
                }
            });
        }
        found
    }
}

/// Where an id stands.
pub struct At<'a> {
    /// The place.
    pub spot: Spot,
    /// The column or key.
    pub field: &'a str,
    /// The column's letter in a spreadsheet; empty outside tables.
    pub letter: String,
    /// Whether several ids may stand here.
    pub is_list: bool,
    /// What the entries are called, once all of them have been read.
    pub names: Option<Names<'a>>,
}

/// A list of more bytes is not taken apart to say what was meant.
const LONGEST_LIST: usize = 1_000;

/// So many entries of a name are offered.
const MOST_NAMESAKES: usize = 3;

/// What the entries of the registries are called.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The registries.
    pub registries: &'a Registries,
    /// The plan in which a name stands; empty outside plans. What it calls an
    /// agency goes before what others do.
    pub plan: &'a str,
}

impl<'a> Names<'a> {
    /// The ids of the entries that go by a name, an alias or, for documents, a
    /// number.
    fn named(self, reference: Reference, name: &str) -> Vec<&'a str> {
        let registries = self.registries;
        let wanted = folded(name);
        let is_it = |text: &str| folded(text) == wanted;
        let texts = |text: &Text| text.iter().any(|(_, text)| is_it(text));
        let found: Vec<&str> = match reference {
            _ if wanted.is_empty() => Vec::new(),
            Reference::Agencies => {
                let is_own = |alias: &Alias| alias.plan.as_ref().is_some_and(|plan| plan.id == self.plan) && is_it(&alias.alias);
                let own: Vec<&Agency> = registries.agencies.values().filter(|agency| agency.aliases.iter().any(is_own)).collect();
                if !own.is_empty() {
                    return own.into_iter().take(MOST_NAMESAKES).map(|agency| agency.id.as_str()).collect();
                }
                let goes_by = |agency: &&Agency| texts(&agency.name) || agency.aliases.iter().any(|alias| is_it(&alias.alias));
                registries.agencies.values().filter(goes_by).map(|agency| agency.id.as_str()).collect()
            }
            Reference::Documents => {
                let goes_by = |document: &&LegalDocument| is_it(&document.number) || texts(&document.title);
                registries.documents.values().filter(goes_by).map(|document| document.id.as_str()).collect()
            }
            Reference::Provinces => registries.provinces.values().filter(|one| texts(&one.name)).map(|one| one.id.as_str()).collect(),
            Reference::Pillars => registries.pillars.values().filter(|one| texts(&one.name)).map(|one| one.id.as_str()).collect(),
            Reference::Indicators => registries.indicators.values().filter(|one| texts(&one.name)).map(|one| one.id.as_str()).collect(),
            Reference::Plans | Reference::Targets | Reference::Budget => Vec::new(),
        };
        found.into_iter().take(MOST_NAMESAKES).collect()
    }
}

/// Reads the reference columns of a well-known table.
#[derive(Clone, Copy)]
pub struct Linker<'a> {
    /// The rows.
    pub cells: Cells<'a>,
    /// The ids.
    pub known: &'a Known,
    /// What the entries are called, once all of them have been read.
    pub names: Option<Names<'a>>,
}

impl Linker<'_> {
    /// The reference in a cell, if there is one and it leads somewhere.
    pub fn one<T>(&self, row: usize, column: &'static str, reference: Reference, notes: &mut Notes) -> Option<Ref<T>> {
        let id = self.cells.text(row, column);
        if id.is_empty() || self.cells.is_told(row, column) {
            return None;
        }
        self.known.find(reference, id, &self.at(row, column, false), notes).then(|| Ref::new(id))
    }

    /// The references in a list cell that lead somewhere.
    pub fn many<T>(&self, row: usize, column: &'static str, reference: Reference, notes: &mut Notes) -> Vec<Ref<T>> {
        if self.cells.is_told(row, column) {
            return Vec::new();
        }
        let at = self.at(row, column, true);
        self.cells.list(row, column).filter(|id| self.known.find(reference, id, &at, notes)).map(Ref::new).collect()
    }

    fn at(&self, row: usize, column: &'static str, is_list: bool) -> At<'_> {
        let index = self.cells.resource.schema.index(column).unwrap_or(0);
        At { spot: self.cells.spot(row, column), field: column, letter: letter(index), is_list, names: self.names }
    }
}
