//! Backlinks: for every registry entry, who names it. Built once by `link`, so
//! that an agency's page never searches all plans.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

/// A quarter: year, number from 1.
pub type Quarter = (i16, i8);

/// The quarter that a day lies in.
pub fn quarter(day: Date) -> Quarter {
    (day.year(), (day.month() - 1) / 3 + 1)
}

/// What role an agency has in a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Leads or is responsible.
    Leads,
    /// Coordinates.
    Coordinates,
    /// Monitors.
    Monitors,
    /// Reports.
    Reports,
    /// Receives reports.
    Receives,
    /// Issued the plan.
    Issued,
}

impl Role {
    /// The code used in messages.
    pub fn name(self) -> &'static str {
        match self {
            Role::Leads => "leads",
            Role::Coordinates => "coordinates",
            Role::Monitors => "monitors",
            Role::Reports => "reports",
            Role::Receives => "receives",
            Role::Issued => "issued",
        }
    }
}

/// A row of a plan's table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRef {
    /// The plan.
    pub plan: String,
    /// The table.
    pub table: PlanTable,
    /// Number of the row, from 0; 0 for the plan itself.
    pub row: usize,
}

/// A table of a plan, or the plan itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanTable {
    /// The plan itself.
    Plan,
    /// `targets`
    Targets,
    /// `results`
    Results,
    /// `tasks`
    Tasks,
    /// `citations`
    Citations,
    /// `statements`
    Statements,
    /// `budget`
    Budget,
    /// `obligations`
    Obligations,
}

impl PlanTable {
    /// The name of the well-known table; empty for the plan itself.
    pub fn name(self) -> &'static str {
        match self {
            PlanTable::Plan => "",
            PlanTable::Targets => "targets",
            PlanTable::Results => "results",
            PlanTable::Tasks => "tasks",
            PlanTable::Citations => "citations",
            PlanTable::Statements => "statements",
            PlanTable::Budget => "budget",
            PlanTable::Obligations => "obligations",
        }
    }
}

/// Who names whom. Every list is sorted.
#[derive(Debug, Clone, Default)]
pub struct Backlinks {
    /// Dataset → the plan whose tables it holds.
    pub plans: BTreeMap<String, String>,
    /// Well-known table → the first dataset that holds it.
    pub tables: BTreeMap<&'static str, String>,
    /// Folder of `data/` → its dataset, where that has another name.
    pub renamed: BTreeMap<String, String>,
    /// Agency → its roles.
    pub agencies: BTreeMap<String, Vec<(Role, RowRef)>>,
    /// Agency → the groups it is a member of.
    pub groups: BTreeMap<String, Vec<String>>,
    /// Agency → the agencies that belong to it.
    pub children: BTreeMap<String, Vec<String>>,
    /// Agency → the agencies it took over from.
    pub predecessors: BTreeMap<String, Vec<String>>,
    /// Agencies that have a name in common with another one.
    pub namesakes: BTreeSet<String>,
    /// Document → the rows that rest on it or cite it.
    pub documents: BTreeMap<String, Vec<RowRef>>,
    /// Indicator → the targets and results that measure it.
    pub indicators: BTreeMap<String, Vec<RowRef>>,
    /// Pillar → its targets and tasks.
    pub pillars: BTreeMap<String, Vec<RowRef>>,
    /// Quarter → the targets whose period ends in it and the tasks due in it.
    pub quarters: BTreeMap<Quarter, Vec<RowRef>>,
}
