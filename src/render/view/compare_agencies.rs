//! Agencies side by side: who leads how much, and how that is going.

use serde::Serialize;

use super::answer::{Sentence, counts, tell_count};
use super::bounded::{Cut, MOST_ROWS, cut_to};
use super::charts::own_figure;
use super::promises::plans_of;
use super::short::Home;
use super::standpoint::Standpoint;
use super::status::{self, Board};
use super::{Head, Item};
use crate::model::Ref;
use crate::model::backlinks::{PlanTable, Role, RowRef};
use crate::model::plan::Plan;
use crate::model::status::State;
use crate::render::chart::{Grid, Look, Name, Reading};
use crate::route::{LEADS, Leads, PageId, leading, leads, plan_leads};

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
    let cut = cut_to(at, agencies.len(), all.len(), others);
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
        agency: at.agency(&Ref::new(id)),
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

/// Who leads how much of which pillar in all plans; `None` when that is too
/// little.
pub(in crate::render) fn leads_grid(at: &Standpoint<'_>) -> Option<Grid> {
    Some(grid(at, &leads(at.catalog())?, at.t("compare.chart"), None))
}

/// Who leads how much of which pillar in a plan; `None` when that is too
/// little. Says who leads most, unless several do.
pub(in crate::render) fn plan_leads_grid(at: &Standpoint<'_>, plan: &Plan) -> Option<Grid> {
    let leads = plan_leads(at.catalog(), plan)?;
    let title = match leads.totals.as_slice() {
        [most, second, ..] if most > second => {
            let total = counts(at, &[("targets", plan.targets.len()), ("tasks", plan.tasks.len())]);
            let args = [("who", at.agency(&Ref::new(leads.agencies[0])).text), ("n", at.words.number((*most).into())), ("total", total)];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
            at.words.fill("plan.leads-most", &args)
        }
        _ => at.t("compare.chart"),
    };
    Some(grid(at, &leads, title, Some(&Home::of(at, plan))))
}

fn grid(at: &Standpoint<'_>, leads: &Leads<'_>, title: String, home: Option<&Home<'_>>) -> Grid {
    let reading = |count: &u64| Some(Reading { value: (*count).into(), text: at.words.number((*count).into()) });
    let name = |id: &&str| {
        let agency = Ref::new(*id);
        let mut item = at.agency(&agency);
        if let Some(home) = home {
            home.shorten(&mut item, &agency);
        }
        Name { text: item.text, ..Name::default() }
    };
    let mut grid = Grid {
        id: "chart-leads".to_owned(),
        look: Look::Heat,
        title,
        unit: at.words.fill("chart.unit", &[("unit", &at.t("compare.chart-unit"))]),
        names: leads.agencies.iter().map(name).collect(),
        series: leads.pillars.iter().map(|id| at.pillar(&Ref::new(*id)).text).collect(),
        cells: leads.counts.iter().map(|row| row.iter().map(reading).collect()).collect(),
        missing: at.t("chart.missing"),
        ..Grid::default()
    };
    grid.description = super::told::told(at, &grid, "");
    grid
}
