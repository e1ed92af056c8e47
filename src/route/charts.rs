//! Which charts a page has, by name: those that its author declares and those
//! that congbo draws of its own.

use std::collections::BTreeSet;

use super::PageId;
use super::compare::{leads, plan_leads};
use super::years::years;
use crate::model::Catalog;
use crate::model::backlinks::PlanTable;
use crate::model::block::{Block, BlockKind};
use crate::model::lang::Lang;
use crate::model::page::PLAN_CHARTS;
use crate::model::plan::Target;

/// The chart of a plan's tasks by quarter.
pub const TASKS: &str = PLAN_CHARTS[1];
/// The chart of an indicator's targets.
pub const TARGETS: &str = "targets";
/// The chart of an indicator across years.
pub const YEARS: &str = "years";
/// The chart of who leads how much of what.
pub const LEADS: &str = PLAN_CHARTS[0];
/// What is one or none needs no picture.
const FEWEST: usize = 2;
/// Of more targets than this a chart says nothing at a glance.
pub const MOST_BARS: usize = 120;
/// Of more tasks than this a chart says nothing at a glance.
pub const MOST_TASKS: usize = 500;

/// The names of the charts of a page in a language.
pub(super) fn charts(catalog: &Catalog, page: &PageId, lang: Lang) -> Vec<String> {
    // A name that stands twice has been told where the text was read.
    let asked_for: BTreeSet<String> = chart_blocks(catalog, page, lang).into_iter().map(Block::file_name).collect();
    asked_for.into_iter().chain(own(catalog, page).into_iter().map(str::to_owned)).collect()
}

/// The charts that authors ask for on a page.
pub fn chart_blocks<'a>(catalog: &'a Catalog, page: &'a PageId, lang: Lang) -> Vec<&'a Block> {
    if let PageId::Dataset(name) = page {
        let dataset = catalog.datasets.get(name);
        return dataset.into_iter().flat_map(|dataset| &dataset.charts).map(|chart| &chart.block).collect();
    }
    let Some(page) = authored(catalog, page).and_then(|id| catalog.pages.get(id)) else { return Vec::new() };
    // As readers see it: in their language, else in the first that there is.
    let mut languages = std::iter::once(lang).chain(catalog.portal.languages.iter());
    let body = languages.find_map(|lang| page.bodies.get(&lang));
    body.into_iter().flat_map(|body| &body.blocks).filter(|block| block.kind == BlockKind::Chart).collect()
}

/// The author's page whose text stands on a page.
fn authored<'a>(catalog: &'a Catalog, page: &'a PageId) -> Option<&'a str> {
    match page {
        PageId::Home => Some("_index"),
        PageId::Page(id) => Some(id),
        PageId::Plan(id) => catalog.plans.get(id).map(|plan| plan.page.id.as_str()),
        _ => None,
    }
}

/// The charts that congbo draws of its own on a page.
fn own(catalog: &Catalog, page: &PageId) -> Vec<&'static str> {
    let is_drawn = |target: &&Target, unit: &str| target.unit == unit && target.value.is_some();
    match page {
        PageId::Plan(id) => {
            let Some(plan) = catalog.plans.get(id) else { return Vec::new() };
            let tasks = (FEWEST..=MOST_TASKS).contains(&plan.tasks.len()).then_some(TASKS);
            plan_leads(catalog, plan).map(|_| LEADS).into_iter().chain(tasks).collect()
        }
        PageId::Indicator(id) => {
            let unit = catalog.indicators.get(id).map_or("", |indicator| indicator.unit.as_str());
            let rows = catalog.backlinks.indicators.get(id).into_iter().flatten().filter(|row| row.table == PlanTable::Targets);
            let targets = rows.filter_map(|row| catalog.plans.get(&row.plan)?.targets.rows.get(row.row));
            let drawn = targets.filter(|target| is_drawn(target, unit)).take(MOST_BARS + 1).count();
            let across = years(catalog, id).map(|_| YEARS);
            (FEWEST..=MOST_BARS).contains(&drawn).then_some(TARGETS).into_iter().chain(across).collect()
        }
        PageId::CompareAgencies => leads(catalog).map(|_| LEADS).into_iter().collect(),
        _ => Vec::new(),
    }
}
