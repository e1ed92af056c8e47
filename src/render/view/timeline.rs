//! Timeline: what is due in which quarter.

use serde::Serialize;

use super::answer::{Sentence, as_of, counts, tell};
use super::bounded::{Cut, first_rows};
use super::promises::{TargetRow, TaskRow, going, target_at, task_at};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::backlinks::{PlanTable, Quarter, RowRef, quarter};
use crate::route::PageId;

/// The page of all quarters.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Timeline {
    intro: String,
    quarters: Vec<QuarterRow>,
}

/// A quarter in the list.
#[derive(Debug, Serialize)]
struct QuarterRow {
    quarter: Item,
    targets: String,
    tasks: String,
    /// Whether the as-of date lies in it.
    is_now: bool,
}

/// A quarter's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct QuarterView {
    /// What is due and how that is going.
    answer: Sentence,
    targets: Vec<TargetRow>,
    /// What is said when there are more targets.
    targets_cut: Option<Cut>,
    tasks: Vec<TaskRow>,
    /// What is said when there are more tasks.
    tasks_cut: Option<Cut>,
    earlier: Option<Item>,
    later: Option<Item>,
}

/// The page of all quarters.
pub(in crate::render) fn timeline(at: &Standpoint<'_>) -> (Head, Timeline) {
    let row = |(&(year, number), rows): (&Quarter, &Vec<RowRef>)| {
        let count = |table| at.words.number((rows.iter().filter(|row| row.table == table).count() as u64).into());
        QuarterRow {
            quarter: Item::plain(at.words.quarter(year, number)).to(at.href(&PageId::Quarter(year, number))),
            targets: count(PlanTable::Targets),
            tasks: count(PlanTable::Tasks),
            is_now: at.catalog().as_of.map(quarter) == Some((year, number)),
        }
    };
    let view = Timeline { intro: at.t("intro.timeline"), quarters: at.catalog().backlinks.quarters.iter().map(row).collect() };
    (at.section_head("timeline"), view)
}

/// A quarter's page.
pub(in crate::render) fn quarter_page(at: &Standpoint<'_>, year: i16, number: i8) -> (Head, QuarterView) {
    let name = at.words.quarter(year, number);
    let rows = at.catalog().backlinks.quarters.get(&(year, number)).map_or(&[][..], Vec::as_slice);
    let (targets, targets_cut) = first_rows(at, PlanTable::Targets, rows.iter(), |row| target_at(at, row));
    let (tasks, tasks_cut) = first_rows(at, PlanTable::Tasks, rows.iter(), |row| task_at(at, row));
    let count = |table| rows.iter().filter(|row| row.table == table).count();
    let title = at.words.fill("timeline.title", &[("quarter", &name)]);
    let what = counts(at, &[("ending-targets", count(PlanTable::Targets)), ("due-tasks", count(PlanTable::Tasks))]);
    let state = as_of(at, going(at, rows));
    let answer = tell(at, "timeline.answer", &[("quarter", name.clone().into()), ("what", what.into()), ("state", state)]);
    let neighbour = |key: &str, found: Option<(&Quarter, &Vec<RowRef>)>| {
        let (year, number) = *found?.0;
        let text = at.words.fill(key, &[("quarter", &at.words.quarter(year, number))]);
        Some(Item::plain(text).to(at.href(&PageId::Quarter(year, number))))
    };
    let head = Head { description: answer.text(), title: Item::plain(title), above: vec![at.above(PageId::Timeline, "timeline")] };
    let view = QuarterView {
        answer,
        targets,
        targets_cut,
        tasks,
        tasks_cut,
        earlier: neighbour("timeline.earlier", at.catalog().backlinks.quarters.range(..(year, number)).next_back()),
        later: neighbour("timeline.later", at.catalog().backlinks.quarters.range((year, number + 1)..).next()),
    };
    (head, view)
}
