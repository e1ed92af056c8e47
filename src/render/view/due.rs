//! Targets and tasks with their day, each in one row: what is due, and what is
//! overdue or was missed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Item;
use super::bounded::{Cut, MOST_TABLES, cut_to};
use super::promises::{target_link, task_link};
use super::standpoint::Standpoint;
use super::status::{self, StatusView};
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::status::State;
use crate::route::PageId;

/// A target or task with its day.
#[derive(Debug, Serialize)]
pub(super) struct DueRow {
    name: Item,
    /// `Chỉ tiêu`, `Nhiệm vụ`
    kind: String,
    plan: Item,
    who: Vec<Item>,
    end: Option<Item>,
    status: StatusView,
}

/// What is overdue or was missed in all plans.
#[derive(Debug, Serialize)]
pub(super) struct Late {
    /// What has been so for longest.
    rows: Vec<DueRow>,
    /// What is said when there is more.
    cut: Option<Cut>,
}

/// So much of what is late is named.
const MOST_LATE: usize = 5;

/// The row of a target or task.
pub(super) fn due_row(at: &Standpoint<'_>, row: &RowRef) -> Option<DueRow> {
    let plan = at.catalog().plans.get(&row.plan)?;
    let (name, who, end, status, kind) = match row.table {
        PlanTable::Targets => {
            let target = plan.targets.rows.get(row.row)?;
            (target_link(at, plan, target), &target.responsible, target.end, &target.status, "target")
        }
        _ => {
            let task = plan.tasks.rows.get(row.row)?;
            (task_link(at, plan, task), &task.lead, task.end, &task.status, "task")
        }
    };
    Some(DueRow {
        name,
        kind: at.t(&format!("plan.{kind}")),
        plan: at.plan(plan),
        who: at.agencies(who),
        end: end.map(|day| at.date(day)),
        status: status::view(at, status.state),
    })
}

/// What is overdue or was missed; `None` when nothing is.
pub(super) fn late(at: &Standpoint<'_>) -> Option<Late> {
    let mut all: Vec<(Option<Date>, RowRef)> = Vec::new();
    for (id, plan) in &at.catalog().plans {
        let targets = plan.targets.iter().map(|target| (PlanTable::Targets, target.status.state, target.end)).enumerate();
        let tasks = plan.tasks.iter().map(|task| (PlanTable::Tasks, task.status.state, task.end)).enumerate();
        let late = targets.chain(tasks).filter(|(_, (_, state, _))| [State::Late, State::Missed].contains(state));
        all.extend(late.map(|(row, (table, _, end))| (end, RowRef { plan: id.clone(), table, row })));
    }
    // What has no day of its own stands behind what has.
    all.sort_by(|(day, row), (other_day, other)| (day.is_none(), day, row).cmp(&(other_day.is_none(), other_day, other)));
    let rows: Vec<DueRow> = all.iter().take(MOST_LATE).filter_map(|(_, row)| due_row(at, row)).collect();
    let mut plans: BTreeMap<&str, u64> = BTreeMap::new();
    all.iter().for_each(|(_, row)| *plans.entry(&row.plan).or_default() += 1);
    let plan = |(id, count): (&str, u64)| Some(at.plan(at.catalog().plans.get(id)?).with_note(at.words.number(count.into())));
    let others = if plans.len() > MOST_TABLES {
        vec![Item::plain(at.t("section.plans")).to(at.href(&PageId::Plans))]
    } else {
        plans.into_iter().filter_map(plan).collect()
    };
    let cut = cut_to(at, rows.len(), all.len(), others);
    (!rows.is_empty()).then_some(Late { rows, cut })
}
