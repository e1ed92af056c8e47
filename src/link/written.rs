//! What was typed against the words that it was read from: a share or an amount
//! that `as_written` gives otherwise, a deadline that `timeline` does not name.
//!
//! A row holds both, typed one beside the other, and a lost zero, a column that
//! was sorted alone or a row that slipped shows nowhere else. Looks only where
//! the words themselves have a number of that kind.

mod reading;

use jiff::civil::Date;

use crate::diag::code::{NOT_AS_WRITTEN, TARGET_NOT_STATED};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::lang::Lang;
use crate::model::plan::{Plan, Provenance, Task};
use crate::model::text::Text;
use crate::model::value::Decimal;
use reading::{amounts, are, shares};
pub(super) use reading::{time, year};

/// More of what is written is not repeated.
const MOST: usize = 3;

/// Holds a plan's rows against their own words.
pub fn check(plan: &Plan, lang: Lang, notes: &mut Notes) {
    // What no statement says has been told.
    let told = |spot: Spot| plan.contradictions.iter().any(|told| told.code == &TARGET_NOT_STATED && told.spot == spot);
    for (row, target) in plan.targets.iter().enumerate() {
        let spot = plan.targets.spot(row, "value");
        if target.unit == "percent" && !told(spot) {
            notes.extend(share(target.value, &target.provenance, Some((&target.name, lang)), spot));
        }
    }
    for (row, statement) in plan.statements.iter().enumerate().filter(|(_, statement)| statement.unit == "percent") {
        notes.extend(share(statement.value, &statement.provenance, None, plan.statements.spot(row, "value")));
    }
    for (row, result) in plan.results.iter().enumerate().filter(|(_, result)| result.unit == "percent") {
        notes.extend(share(result.value, &result.provenance, Some((&result.name, lang)), plan.results.spot(row, "value")));
    }
    for (row, line) in plan.budget.iter().enumerate() {
        let written = amounts(&line.provenance.as_written);
        if !written.is_empty() && !are(&written, line.amount) {
            let words = written.iter().map(|amount| amount.written).take(MOST).collect::<Vec<_>>().join(", ");
            let told = Diagnostic::new(&NOT_AS_WRITTEN, plan.budget.spot(row, "amount")).number("value", line.amount).arg("written", words);
            notes.push(told.variant("amount"));
        }
    }
    for (row, task) in plan.tasks.iter().enumerate() {
        if let Some((column, date)) = untimely(task) {
            let told = Diagnostic::new(&NOT_AS_WRITTEN, plan.tasks.spot(row, column)).arg("field", column).arg("value", date);
            notes.push(told.arg("written", &task.timeline).variant("time"));
        }
    }
}

/// The finding for a share that its own words do not have, or that is beyond
/// all shares and stands in no words.
fn share(value: Option<Decimal>, provenance: &Provenance, name: Option<(&Text, Lang)>, spot: Spot) -> Option<Diagnostic> {
    let value = value?;
    let shares = shares(&provenance.as_written);
    if shares.have(value) {
        return None;
    }
    let told = Diagnostic::new(&NOT_AS_WRITTEN, spot).number("value", value.normalize());
    if !shares.written.is_empty() {
        return Some(told.arg("written", shares.written.into_iter().take(MOST).collect::<Vec<_>>().join(", ")));
    }
    let is_beyond = value > Decimal::ONE_HUNDRED || value.is_sign_negative() && !value.is_zero();
    let is_growth = name.is_some_and(|(name, lang)| super::milestones::is_change(name, lang));
    (is_beyond && !is_growth).then(|| told.variant("beyond"))
}

/// The day of a task that its `timeline` does not name, with its column.
fn untimely(task: &Task) -> Option<(&'static str, Date)> {
    let time = time(&task.timeline)?;
    let is_within = |day: &Date| *day <= time.last && time.first.is_none_or(|first| first <= *day);
    let end = task.end.filter(|day| !is_within(day)).map(|day| ("end", day));
    end.or_else(|| Some(("start", task.start.filter(|day| !is_within(day))?)))
}
