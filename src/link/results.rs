//! What was reported against what was promised: results that decide nothing, or
//! would decide wrongly, although their rows are sound.
//!
//! Nobody sees it on a page: a result of another unit cannot be compared, one
//! outside its target's period is passed over, and of two for the same
//! period only one counts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::code::{OUTSIDE_PERIOD, RESULTS_DISAGREE, UNITS_DIFFER};
use crate::diag::{Diagnostic, Notes};
use crate::model::plan::{Plan, ResultRow, Target, TargetKind};
use crate::model::status::{is_comparable, is_done_or_not, is_within};

/// Holds a plan's results against its targets.
pub fn check(plan: &Plan, notes: &mut Notes) {
    // Which of two targets of one id is meant nobody knows, which has been told.
    let mut targets: BTreeMap<&str, Option<&Target>> = BTreeMap::new();
    for target in &plan.targets {
        targets.entry(&target.id).and_modify(|known| *known = None).or_insert(Some(target));
    }
    let mut met: BTreeMap<(&str, Option<Date>, Option<Date>), usize> = BTreeMap::new();
    for (row, result) in plan.results.iter().enumerate() {
        let target = result.target.as_ref().and_then(|target| *targets.get(target.id.as_str())?);
        let Some(target) = target else { continue };
        let differs = differing(plan, row, target);
        let is_comparable = differs.is_none();
        notes.extend(differs);
        if let Some(variant) = outside(result, target) {
            let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
            let told = Diagnostic::new(&OUTSIDE_PERIOD, plan.results.spot(row, if variant == "begins" { "start" } else { "end" }));
            let told = told.arg("target", &target.id).arg("start", day(result.start)).arg("end", day(result.end));
            notes.push(told.arg("first", day(target.start)).arg("last", day(target.end)).variant(variant));
        }
        if result.value.is_none() || result.end.is_none() || !is_comparable {
            continue;
        }
        let first = *met.entry((&target.id, result.start, result.end)).or_insert(row);
        let other = &plan.results.rows[first];
        if other.value != result.value && other.unit == result.unit {
            let value = |result: &ResultRow| result.value.map(|value| value.to_string()).unwrap_or_default();
            let told = Diagnostic::new(&RESULTS_DISAGREE, plan.results.spot(row, "value")).arg("target", &target.id);
            let told = told.arg("first", value(other)).arg("second", value(result));
            notes.push(told.related("first", plan.results.spot(first, "value")));
        }
    }
}

/// The finding for a result whose number counts something else than its target's.
fn differing(plan: &Plan, row: usize, target: &Target) -> Option<Diagnostic> {
    let result = &plan.results.rows[row];
    if target.value.is_none() || result.value.is_none() || is_comparable(target, result) {
        return None;
    }
    let told = |column: &str| Diagnostic::new(&UNITS_DIFFER, plan.results.spot(row, column)).arg("target", &target.id);
    Some(match target.kind {
        TargetKind::YesNo => told("value").variant("yes-no"),
        // A number that may be "done or not" has no unit where it stands; any
        // other without one has been told.
        _ if result.unit.is_empty() => {
            return result.value.is_some_and(is_done_or_not).then(|| told("unit").arg("wanted", &target.unit).variant("none"));
        }
        _ => told("unit").arg("unit", &result.unit).arg("wanted", &target.unit),
    })
}

/// How the period of a result leaves that of its target. One that lies before
/// it is an earlier value, as plans often give them.
fn outside(result: &ResultRow, target: &Target) -> Option<&'static str> {
    let (first, last) = (result.start.or(result.end)?, result.end?);
    if is_within(result, target.start, target.end) || target.start.is_some_and(|start| last < start) {
        return None;
    }
    let begins_before = target.start.is_some_and(|start| first < start);
    Some(if begins_before && target.end.is_none_or(|end| last <= end) { "begins" } else { "ends" })
}
