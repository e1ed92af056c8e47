//! References: every id that a cell names, looked up; "did you mean" for the rest.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::cells::Cells;
use crate::check::columns::letter;
use crate::diag::code::DANGLING;
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::model::Ref;
use crate::model::schema::Reference;

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
            notes.push(told.arg("table", reference.name()).variant("no-table"));
        }
        if !found && !self.incomplete.contains(&reference) {
            notes.push_with(&DANGLING, place.spot, || {
                let near = nearest(id, ids.into_iter().flatten().map(String::as_str));
                let told = Diagnostic::new(&DANGLING, place.spot).arg("field", place.field).arg("value", id).arg("table", reference.name());
                told.arg("letter", &place.letter).near(near)
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
}

/// Reads the reference columns of a well-known table.
pub struct Linker<'a> {
    /// The rows.
    pub cells: Cells<'a>,
    /// The ids.
    pub known: &'a Known,
}

impl Linker<'_> {
    /// The reference in a cell, if there is one and it leads somewhere.
    pub fn one<T>(&self, row: usize, column: &'static str, reference: Reference, notes: &mut Notes) -> Option<Ref<T>> {
        let id = self.cells.text(row, column);
        (!id.is_empty() && self.known.find(reference, id, &self.at(row, column), notes)).then(|| Ref::new(id))
    }

    /// The references in a list cell that lead somewhere.
    pub fn many<T>(&self, row: usize, column: &'static str, reference: Reference, notes: &mut Notes) -> Vec<Ref<T>> {
        let at = self.at(row, column);
        self.cells.list(row, column).filter(|id| self.known.find(reference, id, &at, notes)).map(Ref::new).collect()
    }

    fn at(&self, row: usize, column: &'static str) -> At<'static> {
        let index = self.cells.resource.schema.index(column).unwrap_or(0);
        At { spot: self.cells.spot(row, column), field: column, letter: letter(index) }
    }
}
