//! C0503: what is reported of a task holds together.

use super::Rows;
use crate::diag::code::TASK_REPORT;
use crate::diag::{Diagnostic, Notes};

/// A report has a status and a day; only what is done has a day of completion.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let is_sound = |row: &usize| ["reported_status", "reported_on", "completed"].iter().all(|column| !rows.is_told(*row, column));
    for row in (0..rows.len()).filter(is_sound) {
        let text = |column: &str| rows.text(row, column);
        let status = text("reported_status");
        let told = |column: &str, variant| Diagnostic::new(&TASK_REPORT, rows.spot(row, column)).arg("status", status).variant(variant);
        if !status.is_empty() && text("reported_on").is_empty() {
            notes.push(told("reported_status", "no-date"));
        }
        if status.is_empty()
            && let Some(column) = ["reported_on", "completed"].into_iter().find(|column| !text(column).is_empty())
        {
            notes.push(told(column, "no-status"));
        }
        if let (Some(reported), Some(completed)) = (rows.date(row, "reported_on"), rows.date(row, "completed"))
            && completed > reported
        {
            notes.push(told("completed", "completed-later").arg("reported", reported).arg("completed", completed));
        }
        if !status.is_empty() && status != "done" && !text("completed").is_empty() {
            notes.push(told("completed", "completed-not-done"));
        }
    }
}
