//! The rules of single rows of well-known tables, one file each, and the table
//! of them. A new rule is a file, a line here, a code and a folder in
//! `tests/codes/`.

mod agency_group;
mod date_order;
mod target_kind;
mod task_report;
mod unit;

use super::cells::Cells;
use crate::diag::Notes;
use crate::model::portal::Portal;

/// A rule looks at the rows of one table.
pub type Rule = fn(&Rows<'_>, &mut Notes);

/// Which rule looks at which tables.
pub const RULES: &[(&[&str], Rule)] = &[
    (&["targets", "results", "tasks", "budget", "agencies", "provinces", "documents"], date_order::check),
    (&["targets"], target_kind::check),
    (&["targets", "statements", "results", "indicators"], unit::check),
    (&["tasks"], task_report::check),
    (&["agencies"], agency_group::check),
];

/// A well-known table's rows, and what rules need beside them.
pub struct Rows<'a> {
    /// The cells.
    pub cells: Cells<'a>,
    /// The settings.
    pub portal: &'a Portal,
    /// Codes of units that have a label.
    pub units: &'a [String],
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
