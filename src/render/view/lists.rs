//! The sentence that opens a list of everything of a kind: how much there is,
//! and what matters of it. Later pages of a list do without, so that a long
//! list is counted once.

use super::answer::{Sentence, as_of, counts, plans_going, tell_count};
use super::compare_agencies::who_leads_most;
use super::standpoint::Standpoint;
use crate::model::Ref;
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::document::Force;
use crate::route::leading;

/// What all plans promise and how that is going; empty when they promise
/// nothing.
pub(in crate::render) fn of_plans(at: &Standpoint<'_>) -> Sentence {
    let plans = &at.catalog().plans;
    let targets = plans.values().map(|plan| plan.targets.len()).sum();
    let tasks = plans.values().map(|plan| plan.tasks.len()).sum();
    let what = counts(at, &[("targets", targets), ("tasks", tasks)]);
    if what.is_empty() {
        return Sentence::default();
    }
    tell_count(at, "home.answer", plans.len(), &[("what", what.into()), ("state", plans_going(at, plans.values()))])
}

/// How many plans promise what stands below; empty when they promise nothing.
pub(in crate::render) fn promising(at: &Standpoint<'_>) -> Sentence {
    let plans = &at.catalog().plans;
    let is_empty = plans.values().all(|plan| plan.targets.is_empty() && plan.tasks.is_empty());
    if is_empty { Sentence::default() } else { tell_count(at, "home.promising", plans.len(), &[]) }
}

/// How many documents there are and how many of them are in force; empty when
/// nobody can tell.
pub(super) fn of_documents(at: &Standpoint<'_>) -> Sentence {
    let documents = &at.catalog().documents;
    let Some(day) = at.catalog().as_of.filter(|_| !documents.is_empty()) else { return Sentence::default() };
    let count = |force: Force| documents.values().filter(|document| document.force(day) == force).count() as u64;
    let told = [Force::InForce, Force::NotYet, Force::Ended, Force::Unknown].map(|force| (force, count(force)));
    let told = told.into_iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> = told.map(|(force, count)| at.words.count(&format!("document.some-{}", force.name()), count)).collect();
    let state = as_of(at, [at.words.list(&told).into()]);
    tell_count(at, "document.list", documents.len(), &[("state", state)])
}

/// How many agencies lead something, and who leads most; empty when none does.
pub(super) fn of_agencies(at: &Standpoint<'_>) -> Sentence {
    let all = leading(at.catalog());
    if all.is_empty() { Sentence::default() } else { who_leads_most(at, &all) }
}

/// How many targets and tasks stand in how many pillars, and which has most;
/// empty when none stands in any.
pub(super) fn of_pillars(at: &Standpoint<'_>) -> Sentence {
    let pillars = &at.catalog().backlinks.pillars;
    let of = |rows: &[RowRef], table| rows.iter().filter(|row| row.table == table).count();
    let what = |rows: &[RowRef]| counts(at, &[("targets", of(rows, PlanTable::Targets)), ("tasks", of(rows, PlanTable::Tasks))]);
    let used: Vec<(&String, &Vec<RowRef>)> = pillars.iter().filter(|(_, rows)| !what(rows).is_empty()).collect();
    // Of equals the first.
    let Some((most, rows)) = used.iter().rev().max_by_key(|(_, rows)| rows.len()) else { return Sentence::default() };
    let sum = |table| used.iter().map(|(_, rows)| of(rows, table)).sum();
    let all = counts(at, &[("targets", sum(PlanTable::Targets)), ("tasks", sum(PlanTable::Tasks))]);
    let args = [("what", all.into()), ("most", at.pillar(&Ref::new(most.as_str())).into()), ("most_has", what(rows).into())];
    tell_count(at, "pillar.list", used.len(), &args)
}
