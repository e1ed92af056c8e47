//! Timeline: what is due in which quarter.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::{Sentence, as_of, clauses, counts, tell};
use super::bounded::Cut;
use super::by_plan::{OfPlan, targets_by_plan, tasks_by_plan};
use super::due::{DueRow, due_row};
use super::promises::{TargetRow, TaskRow, going};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::Ref;
use crate::model::backlinks::{PlanTable, Quarter, RowRef, quarter};
use crate::route::PageId;

/// The page of all quarters.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Timeline {
    /// What is due this quarter and next, and what has passed without a report.
    answer: Sentence,
    /// This quarter and the next one, when the day is known.
    near: Vec<Due>,
    quarters: Vec<QuarterRow>,
}

/// What is due in a quarter, by plan.
#[derive(Debug, Serialize)]
struct Due {
    /// `Quý này: Quý 4/2026`
    title: String,
    /// Which of the two it is: `now`, `next`.
    name: &'static str,
    rows: Vec<DueRow>,
    /// Who leads how much of it, those with most first.
    agencies: Vec<Item>,
    /// Leads to all that is due in it, when there are more rows.
    all: Option<Item>,
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
    targets: Vec<OfPlan<TargetRow>>,
    /// What is said when there are more targets.
    targets_cut: Option<Cut>,
    tasks: Vec<OfPlan<TaskRow>>,
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
    let now = at.catalog().as_of.map(quarter);
    let near = now.map(|now| vec![due(at, now, "now"), due(at, following(now), "next")]).unwrap_or_default();
    let view = Timeline {
        answer: now.map(|now| near_answer(at, now)).unwrap_or_else(|| at.t("intro.timeline").into()),
        near,
        quarters: at.catalog().backlinks.quarters.iter().map(row).collect(),
    };
    (at.section_head("timeline"), view)
}

/// So much of a quarter stands on the page of all quarters, so that its
/// print stays short.
const MOST_DUE: usize = 8;
/// So many agencies are named beside it.
const MOST_AGENCIES: usize = 8;

fn following((year, number): Quarter) -> Quarter {
    if number == 4 { (year + 1, 1) } else { (year, number + 1) }
}

/// What is due this quarter and next, and what is due since before and not
/// reported.
fn near_answer(at: &Standpoint<'_>, now: Quarter) -> Sentence {
    let quarters = &at.catalog().backlinks.quarters;
    let count = |quarter: Quarter| {
        let rows = quarters.get(&quarter).map_or(&[][..], Vec::as_slice);
        let of = |table| rows.iter().filter(|row| row.table == table).count();
        let told = counts(at, &[("ending-targets", of(PlanTable::Targets)), ("due-tasks", of(PlanTable::Tasks))]);
        if told.is_empty() { at.t("timeline.nothing") } else { told }
    };
    let past = clauses(at, going(at, quarters.range(..now).flat_map(|(_, rows)| rows)));
    let (year, number) = now;
    let past = if past.is_empty() { past } else { tell(at, "timeline.past", &[("state", past)]) };
    let args = [
        ("quarter", at.words.quarter(year, number).into()),
        ("now", count(now).into()),
        ("next", count(following(now)).into()),
        ("past", past),
    ];
    tell(at, "timeline.near", &args)
}

fn due(at: &Standpoint<'_>, (year, number): Quarter, name: &'static str) -> Due {
    let catalog = at.catalog();
    let rows = catalog.backlinks.quarters.get(&(year, number)).map_or(&[][..], Vec::as_slice);
    let mut leads: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows {
        let who = catalog.plans.get(&row.plan).and_then(|plan| match row.table {
            PlanTable::Targets => plan.targets.rows.get(row.row).map(|target| &target.responsible),
            _ => plan.tasks.rows.get(row.row).map(|task| &task.lead),
        });
        who.into_iter().flatten().for_each(|agency| *leads.entry(&agency.id).or_default() += 1);
    }
    let mut leads: Vec<(&str, u64)> = leads.into_iter().collect();
    leads.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let agency = |(id, count): &(&str, u64)| at.agency(&Ref::new(*id)).with_note(at.words.number((*count).into()));
    let quarter = at.words.quarter(year, number);
    let all = Item::plain(at.words.fill("timeline.all", &[("quarter", &quarter)])).to(at.href(&PageId::Quarter(year, number)));
    Due {
        title: at.words.fill(&format!("timeline.{name}-title"), &[("quarter", &quarter)]),
        name,
        rows: rows.iter().filter_map(|row| due_row(at, row)).take(MOST_DUE).collect(),
        agencies: leads.iter().take(MOST_AGENCIES).map(agency).collect(),
        all: (rows.len() > MOST_DUE).then_some(all),
    }
}

/// A quarter's page.
pub(in crate::render) fn quarter_page(at: &Standpoint<'_>, year: i16, number: i8) -> (Head, QuarterView) {
    let name = at.words.quarter(year, number);
    let rows = at.catalog().backlinks.quarters.get(&(year, number)).map_or(&[][..], Vec::as_slice);
    let (targets, targets_cut) = targets_by_plan(at, rows, |row, _| row);
    let (tasks, tasks_cut) = tasks_by_plan(at, rows, |row, _| row);
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
