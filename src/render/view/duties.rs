//! Duties to report, as rows of tables.

use serde::Serialize;

use super::Item;
use super::short::Home;
use super::standpoint::Standpoint;
use crate::model::plan::Obligation;

/// A duty to report.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Duty {
    name: Item,
    reporter: Vec<Item>,
    recipient: Vec<Item>,
    frequency: String,
    due: Item,
}

/// A duty to report as a row.
pub(in crate::render) fn duty_view(at: &Standpoint<'_>, duty: &Obligation) -> Duty {
    Duty {
        name: at.text(&duty.name),
        reporter: at.agencies(&duty.responsible),
        recipient: at.agencies(&duty.recipient),
        frequency: if duty.frequency.is_empty() { String::new() } else { at.words.label("frequency", &duty.frequency) },
        due: at.text(&duty.due_rule),
    }
}

impl Duty {
    /// The same on a page where the province goes without saying.
    pub(in crate::render) fn at_home(self, home: &Home<'_>, duty: &Obligation) -> Self {
        let (reporter, recipient) = (home.named(self.reporter, &duty.responsible), home.named(self.recipient, &duty.recipient));
        Self { reporter, recipient, ..self }
    }
}
