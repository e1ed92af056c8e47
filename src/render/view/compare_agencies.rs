//! Agencies side by side: who leads how much, and how that is going.

use serde::Serialize;

use super::answer::{Sentence, tell_count};
use super::bounded::{Cut, MOST_ROWS, cut_to};
use super::charts::own_figure;
use super::promises::plans_of;
use super::standpoint::Standpoint;
use super::status::{self, Board};
use super::{Head, Item};
use crate::model::Ref;
use crate::model::backlinks::{PlanTable, Role, RowRef};
use crate::model::status::State;
use crate::route::{LEADS, PageId, leading};

/// The page of agencies side by side.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CompareAgencies {
    /// How many agencies lead something, and who leads most.
    answer: Sentence,
    /// Who leads how much of which pillar, as a figure; empty when there is too little.
    chart: String,
    agencies: Vec<ComparedAgency>,
    /// What is said when there are more agencies.
    cut: Option<Cut>,
}

/// An agency with what it leads.
#[derive(Debug, Serialize)]
struct ComparedAgency {
    agency: Item,
    province: Item,
    /// How many plans assign something to it.
    plans: String,
    /// How many targets it leads.
    targets: String,
    /// How many tasks it leads.
    tasks: String,
    /// With how many tasks it helps.
    coordinates: String,
    /// How what it leads is going.
    boards: Vec<Board>,
}

/// The page of agencies side by side.
pub(in crate::render) fn compared(at: &Standpoint<'_>) -> (Head, CompareAgencies) {
    let all = leading(at.catalog());
    let agencies: Vec<ComparedAgency> = all.iter().take(MOST_ROWS).map(|(id, _)| row(at, id)).collect();
    let answer = who_leads_most(at, &all);
    let head = Head {
        title: Item::plain(at.t("compare.agencies")),
        description: answer.text(),
        above: vec![at.above(PageId::Compare, "compare")],
    };
    let others = Item::plain(at.t("section.agencies")).to(at.href(&PageId::Agencies));
    let cut = cut_to(at, agencies.len(), all.len(), vec![others]);
    (head, CompareAgencies { answer, chart: own_figure(at, &PageId::CompareAgencies, LEADS), agencies, cut })
}

/// How many agencies lead something, and who of them leads most.
pub(super) fn who_leads_most(at: &Standpoint<'_>, all: &[(&str, usize)]) -> Sentence {
    let most = all.first().map(|(id, count)| (at.agency(&Ref::new(*id)), at.words.number((*count as u64).into())));
    let (most, count) = most.unwrap_or_default();
    tell_count(at, "compare.answer-agencies", all.len(), &[("most", most.into()), ("count", count.into())])
}

fn row(at: &Standpoint<'_>, id: &str) -> ComparedAgency {
    let catalog = at.catalog();
    let roles = || catalog.backlinks.agencies.get(id).into_iter().flatten();
    let of = |wanted: Role, table: PlanTable| roles().filter(move |(role, row)| *role == wanted && row.table == table).map(|(_, row)| row);
    let number = |count: usize| at.words.number((count as u64).into());
    let plan = |row: &RowRef| catalog.plans.get(&row.plan);
    let target = |row: &RowRef| -> Option<State> { Some(plan(row)?.targets.rows.get(row.row)?.status.state) };
    let task = |row: &RowRef| -> Option<State> { Some(plan(row)?.tasks.rows.get(row.row)?.status.state) };
    let (targets, tasks) = (of(Role::Leads, PlanTable::Targets), of(Role::Leads, PlanTable::Tasks));
    let agency = catalog.agencies.get(id);
    ComparedAgency {
        agency: agency.map_or_else(|| at.agency(&Ref::new(id)), |agency| at.agency_apart(agency)),
        province: agency.and_then(|agency| agency.province.as_ref()).map(|province| at.province(province)).unwrap_or_default(),
        plans: number(plans_of(roles().filter(|(role, _)| *role != Role::Issued).map(|(_, row)| row))),
        targets: number(targets.clone().count()),
        tasks: number(tasks.clone().count()),
        coordinates: number(of(Role::Coordinates, PlanTable::Tasks).count()),
        boards: [status::of_targets(at, targets.filter_map(target)), status::of_tasks(at, tasks.filter_map(task))]
            .into_iter()
            .flatten()
            .collect(),
    }
}
