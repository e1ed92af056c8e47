//! A plan and what it promises: targets, statements, results, tasks, money,
//! citations, duties to report. One struct per row of a plan table; the
//! columns are documented in `profiles/plan.toml`.

use jiff::civil::Date;

use super::agency::Agency;
use super::document::LegalDocument;
use super::indicator::{Indicator, Pillar};
use super::lang::Text;
use super::page::Page;
use super::status::Status;
use super::value::{Decimal, PartialDate};
use super::{Ref, Table};
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

/// What a target is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// By a number.
    Quantitative,
    /// In words only.
    Qualitative,
    /// Done or not.
    YesNo,
}

impl TargetKind {
    /// The code in the data.
    pub fn name(self) -> &'static str {
        match self {
            TargetKind::Quantitative => "quantitative",
            TargetKind::Qualitative => "qualitative",
            TargetKind::YesNo => "yes-no",
        }
    }
}

/// How a value has to compare with the target's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

impl Comparator {
    /// The sign in the data.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::Greater => ">",
            Comparator::AtLeast => ">=",
            Comparator::Less => "<",
            Comparator::AtMost => "<=",
        }
    }

    /// The comparator with this sign.
    pub fn from_sign(sign: &str) -> Option<Self> {
        [Self::Equal, Self::Greater, Self::AtLeast, Self::Less, Self::AtMost].into_iter().find(|this| this.sign() == sign)
    }

    /// Whether `value` satisfies `self target`, such as `71 > 70`.
    pub fn holds(self, value: Decimal, target: Decimal) -> bool {
        match self {
            Comparator::Equal => value == target,
            Comparator::Greater => value > target,
            Comparator::AtLeast => value >= target,
            Comparator::Less => value < target,
            Comparator::AtMost => value <= target,
        }
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// The level is to be held.
    Keep,
}

impl Direction {
    /// The code in the data.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::Keep => "keep",
        }
    }

    /// The direction with this code.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Higher, Self::Lower, Self::Keep].into_iter().find(|this| this.name() == name)
    }
}

/// Where a row was read from.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    /// Line of the source text, from 1; 0 when not given.
    pub page_line: u64,
    /// The document's own wording.
    pub as_written: String,
}

/// A row of `targets`.
#[derive(Debug, Clone)]
pub struct Target {
    /// `id`
    pub id: String,
    /// `section`
    pub section: String,
    /// `pillar`
    pub pillar: Option<Ref<Pillar>>,
    /// `code`
    pub code: String,
    /// `name_*`
    pub name: Text,
    /// `indicator`
    pub indicator: Option<Ref<Indicator>>,
    /// `kind`
    pub kind: TargetKind,
    /// `comparator`
    pub comparator: Option<Comparator>,
    /// `value`
    pub value: Option<Decimal>,
    /// `unit`
    pub unit: String,
    /// `direction`
    pub direction: Option<Direction>,
    /// `level`
    pub level: String,
    /// `start`; the plan's when empty.
    pub start: Option<Date>,
    /// `end`; the plan's when empty.
    pub end: Option<Date>,
    /// `responsible`
    pub responsible: Vec<Ref<Agency>>,
    /// `monitor`
    pub monitor: Vec<Ref<Agency>>,
    /// `legal_basis`
    pub legal_basis: Vec<Ref<LegalDocument>>,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
    /// Derived; see [`super::status`].
    pub status: Status,
    /// Rows of `results` outside the target's period, newest first: shown as
    /// earlier values, never as status.
    pub earlier: Vec<usize>,
    /// Rows of `results` inside the target's period, newest first.
    pub within: Vec<usize>,
    /// Rows of `statements` that state it, in order of their source lines.
    pub statements: Vec<usize>,
}

/// A row of `statements`.
#[derive(Debug, Clone)]
pub struct Statement {
    /// `id`
    pub id: String,
    /// `target`
    pub target: Ref<Target>,
    /// `place`
    pub place: String,
    /// `comparator`
    pub comparator: Option<Comparator>,
    /// `value`
    pub value: Option<Decimal>,
    /// `unit`
    pub unit: String,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
}

/// A row of `results`.
#[derive(Debug, Clone)]
pub struct ResultRow {
    /// `id`
    pub id: String,
    /// `target`
    pub target: Option<Ref<Target>>,
    /// `indicator`
    pub indicator: Option<Ref<Indicator>>,
    /// `name_*`
    pub name: Text,
    /// `start`
    pub start: Option<Date>,
    /// `end`
    pub end: Option<Date>,
    /// `numerator`
    pub numerator: Option<Decimal>,
    /// `denominator`
    pub denominator: Option<Decimal>,
    /// `value`
    pub value: Option<Decimal>,
    /// `unit`
    pub unit: String,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
}

/// What an agency reported of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    /// `in-progress`
    InProgress,
    /// `done`
    Done,
    /// `cancelled`
    Cancelled,
}

impl Reported {
    /// The code in the data.
    pub fn name(self) -> &'static str {
        match self {
            Reported::InProgress => "in-progress",
            Reported::Done => "done",
            Reported::Cancelled => "cancelled",
        }
    }

    /// The report with this code.
    pub fn named(name: &str) -> Option<Self> {
        [Self::InProgress, Self::Done, Self::Cancelled].into_iter().find(|this| this.name() == name)
    }
}

/// A row of `tasks`.
#[derive(Debug, Clone)]
pub struct Task {
    /// `id`
    pub id: String,
    /// `group`
    pub group: String,
    /// `group_title_*`
    pub group_title: Text,
    /// `number`
    pub number: String,
    /// `pillar`
    pub pillar: Option<Ref<Pillar>>,
    /// `title_*`
    pub title: Text,
    /// `objective_*`
    pub objective: Text,
    /// `lead`
    pub lead: Vec<Ref<Agency>>,
    /// `coordinate`
    pub coordinate: Vec<Ref<Agency>>,
    /// `timeline`
    pub timeline: String,
    /// `start`
    pub start: Option<Date>,
    /// `end`
    pub end: Option<Date>,
    /// `recurring`
    pub recurring: bool,
    /// `reported_status`
    pub reported: Option<Reported>,
    /// `reported_on`
    pub reported_on: Option<Date>,
    /// `completed`
    pub completed: Option<Date>,
    /// `evidence`
    pub evidence: String,
    /// `legal_basis`
    pub legal_basis: Vec<Ref<LegalDocument>>,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
    /// Derived; see [`super::status`].
    pub status: Status,
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
        self.targets.iter().find(|target| target.id == id)
    }

    /// The plan's task with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }
}
