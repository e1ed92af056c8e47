//! Who leads how much of which pillar, as a grid: of all plans, or of one.

use super::Item;
use super::answer::counts;
use super::chart_words::described_in;
use super::short::Home;
use super::standpoint::Standpoint;
use crate::model::Ref;
use crate::model::plan::Plan;
use crate::render::chart::{Grid, Look, Name, Reading};
use crate::route::{Leads, leads, plan_leads};

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
