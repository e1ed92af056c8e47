//! A plan and what it promises: targets, statements, results, tasks, money,
//! citations, duties to report. One struct per row of a plan table; the
//! columns are documented in `profiles/plan.toml`. Targets and tasks have files
//! of their own.

use jiff::civil::Date;

use super::agency::Agency;
use super::document::LegalDocument;
use super::lang::Text;
use super::page::Page;
use super::value::{Decimal, PartialDate};
use super::{Ref, Table};

pub use super::indicator::Direction;
pub use super::target::{Comparator, ResultRow, Statement, Target, TargetKind};
pub use super::task::{Reported, Task};
use crate::diag::Diagnostic;

/// A government plan: its page's facts and the rows of its dataset.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its id: the name of its page's file. Addresses are made of it.
    pub id: String,
    /// The dataset that holds its tables.
    pub dataset: String,
    /// Its page, with title, description and text.
    pub page: Ref<Page>,
    /// Type of document, a code of the registry of documents: `plan`.
    pub kind: String,
    /// Its number; empty when the document has none.
    pub number: String,
    /// Its date, perhaps without a day.
    pub date: Option<PartialDate>,
    /// Who issued it.
    pub issuer: Option<Ref<Agency>>,
    /// First day of its period.
    pub start: Option<Date>,
    /// Last day of its period.
    pub end: Option<Date>,
    /// Where the document is published.
    pub source_url: Option<String>,
    /// What it promises to reach.
    pub targets: Table<Target>,
    /// Every time a target is stated.
    pub statements: Table<Statement>,
    /// What was reported.
    pub results: Table<ResultRow>,
    /// What it promises to do.
    pub tasks: Table<Task>,
    /// With which money.
    pub budget: Table<BudgetLine>,
    /// Which documents it names.
    pub citations: Table<Citation>,
    /// Who reports to whom, how often.
    pub obligations: Table<Obligation>,
    /// Where the text contradicts itself: findings of level note, worded for
    /// the public by their sentence `public`.
    pub contradictions: Vec<Diagnostic>,
}

/// Where money stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// `planned`
    Planned,
    /// `allocated`
    Allocated,
    /// `spent`
    Spent,
}

impl Stage {
    /// The code in the data.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Planned => "planned",
            Stage::Allocated => "allocated",
            Stage::Spent => "spent",
        }
    }

    /// All stages, in order.
    pub const ALL: [Stage; 3] = [Stage::Planned, Stage::Allocated, Stage::Spent];
}

/// A row of `budget`.
#[derive(Debug, Clone)]
pub struct BudgetLine {
    /// `id`
    pub id: String,
    /// `start`
    pub start: Option<Date>,
    /// `end`
    pub end: Option<Date>,
    /// `purpose_*`
    pub purpose: Text,
    /// `amount`, in đồng.
    pub amount: Decimal,
    /// `approximate`
    pub approximate: bool,
    /// `stage`
    pub stage: Stage,
    /// `source_*`
    pub source: Text,
    /// `part_of`
    pub part_of: Option<Ref<BudgetLine>>,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
}

/// Where a row was read from.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    /// Line of the source text, from 1; 0 when not given.
    pub page_line: u64,
    /// The document's own wording.
    pub as_written: String,
}

/// A row of `citations`.
#[derive(Debug, Clone)]
pub struct Citation {
    /// `id`
    pub id: String,
    /// `document`
    pub document: Ref<LegalDocument>,
    /// `number_as_written`
    pub number_as_written: String,
    /// `date_as_written`
    pub date_as_written: String,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
}

/// A row of `obligations`.
#[derive(Debug, Clone)]
pub struct Obligation {
    /// `id`
    pub id: String,
    /// `name_*`
    pub name: Text,
    /// `responsible`
    pub responsible: Vec<Ref<Agency>>,
    /// `recipient`
    pub recipient: Vec<Ref<Agency>>,
    /// `frequency`
    pub frequency: String,
    /// `due_rule_*`
    pub due_rule: Text,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
}

impl Plan {
    /// The plan's target with this id.
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.find(id)
    }

    /// The plan's task with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.find(id)
    }
}
