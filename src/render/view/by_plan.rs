//! Rows of several plans under their plans: each plan is named once, above its
//! rows, and inside it names are as short as on its own page.
//!
//! Knows no page; pages where every row is of another plan have no use for it.

use serde::Serialize;

use super::Item;
use super::bounded::{Cut, first_rows};
use super::duties::{Duty, duty_view};
use super::promises::{TargetRow, TaskRow, target_row, task_row};
use super::short::Home;
use super::standpoint::Standpoint;
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::plan::{Plan, Target, Task};

/// Rows of one plan.
#[derive(Debug, Serialize)]
pub(in crate::render) struct OfPlan<T> {
    /// The plan, leading to its page.
    plan: Item,
    /// Its rows, in its order.
    rows: Vec<T>,
}

/// The rows of several plans, and what is said when there are more.
pub(in crate::render) type ByPlan<T> = (Vec<OfPlan<T>>, Option<Cut>);

/// The targets that backlinks name; `trim` leaves out what the page says already.
pub(in crate::render) fn targets_by_plan<'r>(
    at: &Standpoint<'_>,
    rows: impl IntoIterator<Item = &'r RowRef>,
    trim: impl Fn(TargetRow, &Target) -> TargetRow,
) -> ByPlan<TargetRow> {
    by_plan(at, PlanTable::Targets, rows, |home, plan, row| {
        let target = plan.targets.rows.get(row)?;
        Some(trim(target_row(at, plan, target).at_home(home, target), target))
    })
}

/// The tasks that backlinks name; `trim` leaves out what the page says already.
pub(in crate::render) fn tasks_by_plan<'r>(
    at: &Standpoint<'_>,
    rows: impl IntoIterator<Item = &'r RowRef>,
    trim: impl Fn(TaskRow, &Task) -> TaskRow,
) -> ByPlan<TaskRow> {
    by_plan(at, PlanTable::Tasks, rows, |home, plan, row| {
        let task = plan.tasks.rows.get(row)?;
        Some(trim(task_row(at, plan, task).at_home(home, task), task))
    })
}

/// The duties to report that backlinks name.
pub(in crate::render) fn duties_by_plan<'r>(at: &Standpoint<'_>, rows: impl IntoIterator<Item = &'r RowRef>) -> ByPlan<Duty> {
    by_plan(at, PlanTable::Obligations, rows, |home, plan, row| {
        let duty = plan.obligations.rows.get(row)?;
        Some(duty_view(at, duty).at_home(home, duty))
    })
}

/// Backlinks are sorted, so that the rows of a plan follow each other.
fn by_plan<'r, T>(
    at: &Standpoint<'_>,
    table: PlanTable,
    rows: impl IntoIterator<Item = &'r RowRef>,
    make: impl Fn(&Home<'_>, &Plan, usize) -> Option<T>,
) -> ByPlan<T> {
    let made = |row: &RowRef| {
        let plan = at.catalog().plans.get(&row.plan)?;
        Some((plan, make(&Home::of(at, plan), plan, row.row)?))
    };
    let (rows, cut) = first_rows(at, table, rows.into_iter(), made);
    let mut groups: Vec<(&str, OfPlan<T>)> = Vec::new();
    for (plan, row) in rows {
        match groups.last_mut().filter(|(id, _)| *id == plan.id) {
            Some((_, group)) => group.rows.push(row),
            None => groups.push((&plan.id, OfPlan { plan: at.plan(plan), rows: vec![row] })),
        }
    }
    (groups.into_iter().map(|(_, group)| group).collect(), cut)
}
