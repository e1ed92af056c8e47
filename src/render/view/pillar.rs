//! Pillars: the list of them, and a pillar's targets and tasks across plans.

use serde::Serialize;

use super::answer::{Sentence, as_of, counts, tell_count};
use super::bounded::Cut;
use super::by_plan::{OfPlan, targets_by_plan, tasks_by_plan};
use super::lists::of_pillars;
use super::paging::{Paging, listed};
use super::promises::{TargetRow, TaskRow, going, plans_of};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::Ref;
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::indicator::Pillar;
use crate::route::PageId;

/// The page of all pillars.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Pillars {
    /// How much stands in how many of them, and which has most; on the first page.
    answer: Sentence,
    intro: String,
    pillars: Vec<PillarRow>,
    paging: Paging,
}

/// A pillar in the list.
#[derive(Debug, Serialize)]
struct PillarRow {
    pillar: Item,
    targets: String,
    tasks: String,
}

/// A pillar's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PillarView {
    /// How many promises there are and how they are going; empty without any.
    answer: Sentence,
    targets: Vec<OfPlan<TargetRow>>,
    /// What is said when there are more targets.
    targets_cut: Option<Cut>,
    tasks: Vec<OfPlan<TaskRow>>,
    /// What is said when there are more tasks.
    tasks_cut: Option<Cut>,
}

/// A page of the list of all pillars, in their order.
pub(in crate::render) fn pillars(at: &Standpoint<'_>, number: u64) -> (Head, Pillars) {
    let (ids, head, paging) = listed(at, &PageId::Pillars, number, at.section_head("pillars"));
    let row = |id: &str| {
        let rows = rows(at, id);
        let number = |table| at.words.number((rows.iter().filter(|row| row.table == table).count() as u64).into());
        PillarRow { pillar: at.pillar(&Ref::new(id)), targets: number(PlanTable::Targets), tasks: number(PlanTable::Tasks) }
    };
    let answer = if number == 1 { of_pillars(at) } else { Sentence::default() };
    (head, Pillars { answer, intro: at.t("intro.pillars"), pillars: ids.into_iter().map(row).collect(), paging })
}

/// A pillar's page.
pub(in crate::render) fn pillar(at: &Standpoint<'_>, pillar: &Pillar) -> (Head, PillarView) {
    let rows = rows(at, &pillar.id);
    let (targets, targets_cut) = targets_by_plan(at, rows, |row, _| row);
    let (tasks, tasks_cut) = tasks_by_plan(at, rows, |row, _| row);
    let count = |table| rows.iter().filter(|row| row.table == table).count();
    let title = at.text(&pillar.name);
    let what = counts(at, &[("targets", count(PlanTable::Targets)), ("tasks", count(PlanTable::Tasks))]);
    let answer = if what.is_empty() {
        Sentence::default()
    } else {
        tell_count(at, "pillar.answer", plans_of(rows), &[("what", what.into()), ("state", as_of(at, going(at, rows)))])
    };
    let description = if answer.is_empty() { at.t("pillar.empty") } else { answer.text() };
    let head = Head { description: format!("{}. {description}", title.text), title, above: vec![at.above(PageId::Pillars, "pillars")] };
    (head, PillarView { answer, targets, targets_cut, tasks, tasks_cut })
}

fn rows<'a>(at: &Standpoint<'a>, pillar: &str) -> &'a [RowRef] {
    at.catalog().backlinks.pillars.get(pillar).map_or(&[], Vec::as_slice)
}
