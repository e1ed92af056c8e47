//! Rows of targets and tasks, as tables on many pages show them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Item;
use super::answer::{Sentence, of_targets, of_tasks};
use super::bullets::target_bullet;
use super::short::Home;
use super::standpoint::Standpoint;
use super::status::{self, StatusView};
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::plan::{Plan, Target, Task};
use crate::model::value::Decimal;
use crate::render::chart::{Bullet, bullet_row};
use crate::route::PageId;

/// A target in a table.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct TargetRow {
    /// Number or letter as printed.
    code: String,
    /// Its name, leading to its page.
    name: Item,
    /// Its plan.
    plan: Item,
    /// What has to be reached.
    goal: String,
    /// What has to be reached and what was, as a small chart: SVG, safe to print
    /// as it is; empty when it is not measured by a number.
    bullet: String,
    /// The result that counts, in words; empty when there is none.
    result: String,
    /// For whom: `Cấp tỉnh`; may be empty.
    level: String,
    /// When: `năm 2024`; may be empty.
    period: String,
    /// Its status.
    status: StatusView,
    /// Who leads.
    who: Vec<Item>,
    /// Last day of its period.
    end: Option<Item>,
}

/// A task in a table.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct TaskRow {
    /// Number as printed.
    number: String,
    /// Its title, leading to its page.
    title: Item,
    /// Its plan.
    plan: Item,
    /// Who leads.
    lead: Vec<Item>,
    /// Who coordinates.
    coordinate: Vec<Item>,
    /// When it is due: as printed, in the reader's language where its days are known.
    timeline: Item,
    /// Its deadline.
    end: Option<Item>,
    /// Its status.
    status: StatusView,
}

/// A target as a row.
pub(in crate::render) fn target_row(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> TargetRow {
    target_row_on(at, plan, target, None)
}

/// A target as a row whose chart ends where its scale does, so that several of
/// them can be held against each other.
pub(in crate::render) fn target_row_on(at: &Standpoint<'_>, plan: &Plan, target: &Target, scale: Option<Decimal>) -> TargetRow {
    let bullet = if at.names.has("bullet") { target_bullet(at, plan, target) } else { None };
    let bullet = bullet.map(|bullet| Bullet { whole: scale.or(bullet.whole), ..bullet });
    TargetRow {
        bullet: bullet.as_ref().map(bullet_row).unwrap_or_default(),
        result: bullet.and_then(|bullet| bullet.result).map(|result| result.text).unwrap_or_default(),
        code: target.code.clone(),
        name: target_link(at, plan, target),
        plan: at.plan(plan),
        goal: at.words.goal(target.kind, target.comparator, target.value, &target.unit),
        level: if target.level.is_empty() { String::new() } else { at.words.label("level", &target.level) },
        period: at.words.period(target.start, target.end).unwrap_or_default(),
        status: status::view(at, target.status.state),
        who: at.agencies(&target.responsible),
        end: target.end.map(|day| at.date(day)),
    }
}

/// A task as a row.
pub(in crate::render) fn task_row(at: &Standpoint<'_>, plan: &Plan, task: &Task) -> TaskRow {
    TaskRow {
        number: task.number.clone(),
        title: task_link(at, plan, task),
        plan: at.plan(plan),
        lead: at.agencies(&task.lead),
        coordinate: at.agencies(&task.coordinate),
        timeline: when(at, task),
        end: task.end.map(|day| at.date(day)),
        status: status::view(at, task.status.state),
    }
}

/// When a task is due: as printed, which readers of another language are told
/// in theirs where its days are known.
fn when(at: &Standpoint<'_>, task: &Task) -> Item {
    let printed = at.original(&task.timeline);
    let known = printed.lang.as_ref().and(task.end).and_then(|_| at.words.period(task.start, task.end));
    known.map_or(printed, Item::plain)
}

impl TargetRow {
    /// The same on a page where the province goes without saying.
    pub(in crate::render) fn at_home(self, home: &Home<'_>, target: &Target) -> Self {
        Self { who: home.named(self.who, &target.responsible), ..self }
    }

    /// The same on the page of one who leads it: the others who do.
    pub(in crate::render) fn led_with(self, agency: &str, target: &Target) -> Self {
        Self { who: others(self.who, &target.responsible, agency), ..self }
    }
}

impl TaskRow {
    /// The same on a page where the province goes without saying.
    pub(in crate::render) fn at_home(self, home: &Home<'_>, task: &Task) -> Self {
        Self { lead: home.named(self.lead, &task.lead), coordinate: home.named(self.coordinate, &task.coordinate), ..self }
    }

    /// The same on the page of one who leads it: the others who do.
    pub(in crate::render) fn led_with(self, agency: &str, task: &Task) -> Self {
        Self { lead: others(self.lead, &task.lead, agency), ..self }
    }

    /// The same on the page of one who supports it: the others who do.
    pub(in crate::render) fn supported_with(self, agency: &str, task: &Task) -> Self {
        Self { coordinate: others(self.coordinate, &task.coordinate, agency), ..self }
    }
}

/// The names of all agencies but one; an item stands for each.
fn others(items: Vec<Item>, agencies: &[Ref<Agency>], but: &str) -> Vec<Item> {
    items.into_iter().zip(agencies).filter(|(_, agency)| agency.id != but).map(|(item, _)| item).collect()
}

/// How the targets and tasks among rows are going.
pub(in crate::render) fn going<'r>(at: &Standpoint<'_>, rows: impl IntoIterator<Item = &'r RowRef>) -> Vec<Sentence> {
    let (mut targets, mut tasks) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(plan) = at.catalog().plans.get(&row.plan) else { continue };
        match row.table {
            PlanTable::Targets => targets.extend(plan.targets.rows.get(row.row).map(|target| target.status.state)),
            PlanTable::Tasks => tasks.extend(plan.tasks.rows.get(row.row).map(|task| task.status.state)),
            _ => {}
        }
    }
    vec![of_targets(at, targets.into_iter()), of_tasks(at, tasks.into_iter())]
}

/// How many plans there are among rows.
pub(in crate::render) fn plans_of<'r>(rows: impl IntoIterator<Item = &'r RowRef>) -> usize {
    let plans: BTreeSet<&str> = rows.into_iter().map(|row| row.plan.as_str()).collect();
    plans.len()
}

/// A target's name, leading to its page.
pub(in crate::render) fn target_link(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Item {
    at.text(&target.name).to(at.href(&PageId::Target(plan.id.clone(), target.id.clone())))
}

/// A task's title, leading to its page.
pub(in crate::render) fn task_link(at: &Standpoint<'_>, plan: &Plan, task: &Task) -> Item {
    at.text(&task.title).to(at.href(&PageId::Task(plan.id.clone(), task.id.clone())))
}

/// The target that a backlink names, as a row.
pub(in crate::render) fn target_at(at: &Standpoint<'_>, row: &RowRef) -> Option<TargetRow> {
    let plan = at.catalog().plans.get(&row.plan).filter(|_| row.table == PlanTable::Targets)?;
    Some(target_row(at, plan, plan.targets.rows.get(row.row)?))
}

/// The task that a backlink names, as a row.
pub(in crate::render) fn task_at(at: &Standpoint<'_>, row: &RowRef) -> Option<TaskRow> {
    let plan = at.catalog().plans.get(&row.plan).filter(|_| row.table == PlanTable::Tasks)?;
    Some(task_row(at, plan, plan.tasks.rows.get(row.row)?))
}

/// The rows of all plans that speak of an indicator.
pub(in crate::render) fn of_indicator<'a>(at: &Standpoint<'a>, indicator: &str) -> &'a [RowRef] {
    at.catalog().backlinks.indicators.get(indicator).map_or(&[], Vec::as_slice)
}
