//! Statuses of a plan's targets and tasks, and what is wrong with it as a whole.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::registries::Registries;
use super::{contradictions, milestones, named_twice, results, written};
use crate::diag::Notes;
use crate::model::lang::Languages;
use crate::model::plan::Plan;
use crate::model::status::{is_within, of_target, of_task};

/// Sorts results into those inside a target's period and earlier ones, newest
/// first, and derives every status.
pub(super) fn derive(plan: &mut Plan, as_of: Option<Date>) {
    let results = &plan.results.rows;
    let mut own: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, result) in results.iter().enumerate() {
        if let Some(target) = &result.target {
            own.entry(&target.id).or_default().push(row);
        }
    }
    for target in &mut plan.targets.rows {
        let own = own.remove(target.id.as_str()).unwrap_or_default();
        let (mut within, mut earlier): (Vec<usize>, Vec<usize>) =
            own.into_iter().partition(|row| is_within(&results[*row], target.start, target.end));
        let newest_first = |a: &usize, b: &usize| results[*b].end.cmp(&results[*a].end).then(a.cmp(b));
        within.sort_by(newest_first);
        earlier.sort_by(newest_first);
        (target.within, target.earlier) = (within, earlier);
        target.status = of_target(target, results, as_of);
    }
    for task in &mut plan.tasks.rows {
        task.status = of_task(task, plan.end, as_of);
    }
}

/// Tells what is wrong with a plan as a whole, and keeps what the public is to
/// know of it.
pub(super) fn judge(plan: &mut Plan, registries: &Registries, languages: &Languages, notes: &mut Notes) {
    results::check(plan, notes);
    named_twice::check(plan, registries, notes);
    milestones::check(plan, languages.default(), notes);
    plan.contradictions = contradictions::contradictions(plan, &registries.documents, languages);
    notes.extend(plan.contradictions.iter().cloned());
    written::check(plan, languages.default(), notes);
}
