//! The charts of a page by name: what their files show, and the figures in
//! which they stand on the page.

use std::io;

use super::compare_agencies::{leads_grid, plan_leads_grid};
use super::drawn::drawn;
use super::figure::{About, figure};
use super::indicator::targets_bar;
use super::quarters::tasks_by_quarter;
use super::standpoint::Standpoint;
use super::years::years_grid;
use crate::model::block::{Block, BlockKind};
use crate::model::dataset::Dataset;
use crate::render::chart::Chart;
use crate::route::{LEADS, PageId, TARGETS, TASKS, YEARS, authored};

/// A chart and where its numbers come from.
pub(in crate::render) struct Named {
    /// The chart.
    pub(in crate::render) chart: Chart,
    /// What its numbers count, as a code.
    pub(in crate::render) unit: String,
    /// What they come from.
    pub(in crate::render) source: String,
    /// The page of their table.
    pub(in crate::render) table: Option<String>,
}

/// The chart of a page with this name.
///
/// # Errors
/// When a table cannot be read again.
pub(in crate::render) fn chart(at: &Standpoint<'_>, page: &PageId, name: &str) -> io::Result<Option<Named>> {
    match block(at, page, name) {
        Some(block) => of_block(at, block),
        None => Ok(own(at, page, name)),
    }
}

/// The chart of a block.
///
/// # Errors
/// When its table cannot be read again.
pub(in crate::render) fn of_block(at: &Standpoint<'_>, block: &Block) -> io::Result<Option<Named>> {
    Ok(drawn(at, block)?.map(|drawn| Named { chart: drawn.chart, unit: drawn.unit, source: drawn.source, table: drawn.table }))
}

/// The block of a page's text that a chart's name stands for.
fn block<'a>(at: &Standpoint<'a>, page: &'a PageId, name: &str) -> Option<&'a Block> {
    let catalog = at.catalog();
    let page = catalog.pages.get(authored(catalog, page)?)?;
    let mut languages = std::iter::once(at.lang()).chain(catalog.portal.languages.iter());
    let body = languages.find_map(|lang| page.bodies.get(&lang))?;
    body.blocks.iter().find(|block| block.kind == BlockKind::Chart && block.file_name() == name)
}

/// A chart that congbo draws of its own.
fn own(at: &Standpoint<'_>, page: &PageId, name: &str) -> Option<Named> {
    let catalog = at.catalog();
    match page {
        PageId::Plan(id) => {
            let plan = catalog.plans.get(id)?;
            let dataset = catalog.datasets.get(&plan.dataset);
            let chart = match name {
                TASKS => Chart::Timeline(tasks_by_quarter(at, plan)?),
                LEADS => Chart::Grid(plan_leads_grid(at, plan)?),
                _ => return None,
            };
            // Who leads is gathered from two tables: there is no one to see.
            let table = dataset.filter(|_| name == TASKS).and_then(|dataset| table(at, dataset, name));
            Some(Named { chart, unit: String::new(), source: at.plan_title(plan).text, table })
        }
        PageId::Indicator(id) if name == TARGETS => {
            let indicator = catalog.indicators.get(id)?;
            let chart = Chart::from(&targets_bar(at, indicator)?);
            Some(Named { chart, unit: indicator.unit.clone(), source: String::new(), table: None })
        }
        PageId::Indicator(id) if name == YEARS => {
            let indicator = catalog.indicators.get(id)?;
            let chart = Chart::Grid(years_grid(at, indicator)?);
            Some(Named { chart, unit: indicator.unit.clone(), source: String::new(), table: None })
        }
        PageId::CompareAgencies if name == LEADS => {
            Some(Named { chart: Chart::Grid(leads_grid(at)?), unit: String::new(), source: String::new(), table: None })
        }
        _ => None,
    }
}

fn table(at: &Standpoint<'_>, dataset: &Dataset, table: &str) -> Option<String> {
    dataset.resource(table)?;
    at.href(&PageId::Table(dataset.name.clone(), table.to_owned(), 1))
}

/// A chart in its figure on its page.
pub(in crate::render) fn shown(at: &Standpoint<'_>, page: &PageId, name: &str, named: Named) -> String {
    let file = |ending: &'static str| at.context.routes.chart(page, at.lang(), name, ending).map(|path| (ending, at.to(&path)));
    let about =
        About { source: named.source, table: named.table, unit: named.unit, files: ["svg", "csv"].into_iter().filter_map(file).collect() };
    figure(at, &named.chart, &about)
}

/// The figure of a chart that congbo draws of its own; empty when there is
/// too little to draw.
pub(in crate::render) fn own_figure(at: &Standpoint<'_>, page: &PageId, name: &str) -> String {
    own(at, page, name).map(|named| shown(at, page, name, named)).unwrap_or_default()
}
