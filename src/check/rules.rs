//! The rules of single rows of well-known tables, one file each, and the table
//! of them. A new rule is a file, a line here, a code and a folder in
//! `tests/codes/`.

mod agency_group;
mod date_order;
mod direction;
mod magnitude;
mod merged_cells;
mod repeated_row;
mod target_kind;
mod task_report;
mod thousands;
mod total;
mod unit;
mod unlikely_date;
mod wrong_language;

use std::collections::{BTreeMap, BTreeSet};

use super::alike::folded;
use super::cells::Cells;
use crate::diag::Notes;
use crate::model::portal::Portal;
pub use magnitude::{are_fractions, least_amount};
pub use unlikely_date::YEARS;

/// A rule looks at the rows of one table.
pub type Rule = fn(&Rows<'_>, &mut Notes);

/// Which rule looks at which tables.
pub const RULES: &[(&[&str], Rule)] = &[
    (&["targets", "results", "tasks", "budget", "agencies", "provinces", "documents"], date_order::check),
    (&["targets"], target_kind::check),
    (&["targets"], direction::check),
    (&["targets", "statements", "results", "budget"], thousands::check),
    (&["targets", "statements", "results", "indicators"], unit::check),
    (&["targets", "statements", "results", "budget"], magnitude::check),
    (&["tasks"], task_report::check),
    (&["targets", "tasks"], merged_cells::check),
    (&["targets", "results", "tasks", "budget"], unlikely_date::check),
    (&["targets", "results", "tasks", "budget", "obligations"], total::check),
    (&["agencies"], agency_group::check),
    (&["targets", "results", "tasks", "budget", "agencies", "documents", "indicators"], repeated_row::check),
    (&["targets", "results", "tasks", "budget", "obligations", "documents", "indicators"], wrong_language::check),
];

/// A well-known table's rows, and what rules need beside them.
pub struct Rows<'a> {
    /// The cells.
    pub cells: Cells<'a>,
    /// The settings.
    pub portal: &'a Portal,
    /// The units that have a label.
    pub units: &'a Units,
}

/// The units that the theme has labels for.
#[derive(Debug, Default)]
pub struct Units {
    codes: BTreeSet<String>,
    /// Their codes by what people call them.
    named: BTreeMap<String, String>,
}

impl Units {
    /// Adds a unit and one of its labels.
    pub fn add(&mut self, code: &str, label: &str) {
        self.codes.insert(code.to_owned());
        for name in [label.to_lowercase(), folded(label), folded(code)].into_iter().filter(|name| !name.is_empty()) {
            self.named.entry(name).or_insert_with(|| code.to_owned());
        }
        if code == "percent" {
            self.named.insert("phantram".into(), code.to_owned());
        }
    }

    /// Whether this is the code of a unit.
    pub fn has(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// The codes, sorted.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }

    /// The code of what people call a unit: `%`, `Phần trăm`, `người`.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.named.get(&name.to_lowercase()).or_else(|| self.named.get(&folded(name))).map(String::as_str)
    }
}

impl<'a> std::ops::Deref for Rows<'a> {
    type Target = Cells<'a>;

    fn deref(&self) -> &Cells<'a> {
        &self.cells
    }
}

/// Runs every rule that looks at this table.
pub fn run(rows: &Rows<'_>, notes: &mut Notes) {
    let Some(table) = rows.resource.well_known else { return };
    for (_, rule) in RULES.iter().filter(|(tables, _)| tables.contains(&table)) {
        rule(rows, notes);
    }
}
