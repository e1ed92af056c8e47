//! Tasks, and what agencies reported of them.

use jiff::civil::Date;

use super::Ref;
use super::agency::Agency;
use super::document::LegalDocument;
use super::indicator::Pillar;
use super::lang::Text;
use super::plan::Provenance;
use super::state::Status;

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
