//! Agencies side by side: who leads how much, and how that is going.

use serde::Serialize;

use super::answer::{Sentence, counts, tell_count};
use super::bounded::{Cut, MOST_ROWS, cut_to};
use super::chart_words::described_in;
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

/// Who leads how much of which pillar: what a picture shows, and all of it.
#[derive(Debug)]
pub(in crate::render) struct LeadsGrid {
    /// Those that lead most.
    pub(in crate::render) shown: Grid,
    /// All; `None` when all are shown.
    pub(in crate::render) whole: Option<Grid>,
    /// How many are shown of how many; empty when all are.
    pub(in crate::render) part: String,
}

/// Who leads how much of which pillar in all plans; `None` when that is too
/// little.
pub(in crate::render) fn leads_grid(at: &Standpoint<'_>) -> Option<LeadsGrid> {
    let leads = leads(at.catalog())?;
    let plans = || at.catalog().plans.values();
    let (targets, tasks) = (plans().map(|plan| plan.targets.len()).sum(), plans().map(|plan| plan.tasks.len()).sum());
    let title = leads_most(at, &leads, &|id| apart(at, id).text, targets, tasks);
    Some(grids(at, &leads, &title, None))
}

/// Who leads how much of which pillar in a plan; `None` when that is too
/// little.
pub(in crate::render) fn plan_leads_grid(at: &Standpoint<'_>, plan: &Plan) -> Option<LeadsGrid> {
    let leads = plan_leads(at.catalog(), plan)?;
    let title = leads_most(at, &leads, &|id| at.agency(&Ref::new(id)).text, plan.targets.len(), plan.tasks.len());
    Some(grids(at, &leads, &title, Some(&Home::of(at, plan))))
}

/// Who leads most of so many targets and tasks, unless several do.
fn leads_most(at: &Standpoint<'_>, leads: &Leads<'_>, name: &dyn Fn(&str) -> String, targets: usize, tasks: usize) -> String {
    match leads.totals.as_slice() {
        [most, second, ..] if most > second => {
            let total = counts(at, &[("targets", targets), ("tasks", tasks)]);
            let args = [("who", name(leads.agencies[0])), ("n", at.words.number((*most).into())), ("total", total)];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
            at.words.fill("plan.leads-most", &args)
        }
        _ => at.t("compare.chart"),
    }
}

fn grids(at: &Standpoint<'_>, leads: &Leads<'_>, title: &str, home: Option<&Home<'_>>) -> LeadsGrid {
    let (shown, all) = (leads.shown, leads.agencies.len());
    let part = match shown < all {
        true => at.words.count_and("compare.chart-part", all as u64, &[("shown", &at.words.number((shown as u64).into()))]),
        false => String::new(),
    };
    let mut picture = grid(at, leads, shown, title, home);
    picture.description = [picture.description, part.clone()].join(" ").trim().to_owned();
    LeadsGrid { shown: picture, whole: (shown < all).then(|| grid(at, leads, all, title, home)), part }
}

/// An agency, told apart from those of the same name.
fn apart(at: &Standpoint<'_>, id: &str) -> Item {
    let mut item = at.agency(&Ref::new(id));
    if let Some(note) = at.catalog().agencies.get(id).and_then(|agency| at.apart(agency)) {
        item.text = format!("{} ({note})", item.text);
    }
    item
}

/// The first so many agencies.
fn grid(at: &Standpoint<'_>, leads: &Leads<'_>, shown: usize, title: &str, home: Option<&Home<'_>>) -> Grid {
    let reading = |count: &u64| Some(Reading { value: (*count).into(), text: at.words.number((*count).into()) });
    let name = |id: &&str| {
        let item = match home {
            Some(home) => {
                let agency = Ref::new(*id);
                let mut item = at.agency(&agency);
                home.shorten(&mut item, &agency);
                item
            }
            None => apart(at, id),
        };
        Name { text: item.text, ..Name::default() }
    };
    let pillar = |id: &Option<&str>| id.map_or_else(|| at.t("compare.chart-no-pillar"), |id| at.pillar(&Ref::new(id)).text);
    let unit = at.t("compare.chart-unit");
    let mut grid = Grid {
        id: "chart-leads".to_owned(),
        look: Look::Heat,
        title: title.to_owned(),
        unit: at.words.fill("chart.unit", &[("unit", &unit)]),
        names: leads.agencies[..shown].iter().map(name).collect(),
        series: leads.pillars.iter().map(pillar).collect(),
        cells: leads.counts[..shown].iter().map(|row| row.iter().map(reading).collect()).collect(),
        missing: at.t("chart.missing"),
        none: at.t("chart.none"),
        ..Grid::default()
    };
    grid.description = format!("{} {}", at.t("compare.chart-rows"), described_in(at, &grid, "", &unit));
    grid
}
