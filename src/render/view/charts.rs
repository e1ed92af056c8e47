//! The charts of a page by name: what their files show, and the figures in
//! which they stand on the page.

use std::io;
use std::sync::Arc;

use super::bars::targets_bar;
use super::drawn::drawn;
use super::figure::{About, figure, wide};
use super::leads::{LeadsGrid, leads_grid, plan_leads_grid};
use super::quarters::tasks_by_quarter;
use super::standpoint::Standpoint;
use super::years::years_grid;
use crate::model::block::Block;
use crate::model::dataset::Dataset;
use crate::render::chart::{Chart, Drawing};
use crate::render::tables::recent::Recent;
use crate::route::{LEADS, PageId, TARGETS, TASKS, YEARS, chart_blocks};

/// A chart and where its numbers come from.
pub(in crate::render) struct Named {
    /// The chart.
    pub(in crate::render) chart: Chart,
    /// All of it, where the picture shows a part.
    pub(in crate::render) whole: Option<Chart>,
    /// Which part the picture shows, in a sentence; empty when it is all.
    pub(in crate::render) part: String,
    /// What it is about, where its title leaves that to the page around it.
    pub(in crate::render) subject: String,
    /// What its numbers count, as a code.
    pub(in crate::render) unit: String,
    /// What they come from.
    pub(in crate::render) source: String,
    /// Of when they are, in words; empty where the chart says it.
    pub(in crate::render) day: String,
    /// The page of their table.
    pub(in crate::render) table: Option<String>,
}

impl From<Chart> for Named {
    fn from(chart: Chart) -> Self {
        Self {
            chart,
            whole: None,
            part: String::new(),
            subject: String::new(),
            unit: String::new(),
            source: String::new(),
            day: String::new(),
            table: None,
        }
    }
}

/// A chart drawn, for its page and for the files beside it.
pub(in crate::render) struct Picture {
    /// The chart.
    pub(in crate::render) named: Named,
    /// Its shapes in the wide form.
    pub(in crate::render) wide: Drawing,
}

impl Picture {
    /// How many bytes it takes, about: names and numbers take as much again as
    /// the shapes that show them.
    fn bytes(&self) -> usize {
        let Named { chart, whole, .. } = &self.named;
        let cells = if let Some(Chart::Grid(grid)) = whole { grid.cells.len() * grid.series.len().max(1) } else { 0 };
        2 * self.wide.bytes() + chart.description().len() + 64 * cells
    }
}

/// What was drawn a moment ago, by the address of the page and the name of the
/// chart: a page and the files of its charts are made one after the other.
type Pictures = Recent<(String, String), Option<Picture>>;

/// Bytes of all pictures that are held.
const ROOM: usize = 1 << 20;

/// The chart of a page with this name; nothing when there is nothing to draw.
///
/// # Errors
/// When a table cannot be read again.
pub(in crate::render) fn chart(at: &Standpoint<'_>, page: &PageId, name: &str) -> io::Result<Arc<Option<Picture>>> {
    match chart_blocks(at.catalog(), page, at.lang()).into_iter().find(|block| block.file_name() == name) {
        Some(block) => of_block(at, block),
        None => of_page(at, page, name),
    }
}

/// The chart of a block; nothing when its table is not there.
///
/// # Errors
/// When its table cannot be read again.
pub(in crate::render) fn of_block(at: &Standpoint<'_>, block: &Block) -> io::Result<Arc<Option<Picture>>> {
    picture(at, &block.file_name(), || {
        Ok(drawn(at, block)?.map(|drawn| Named {
            unit: drawn.unit,
            source: drawn.source,
            day: drawn.day,
            table: drawn.table,
            ..Named::from(drawn.chart)
        }))
    })
}

/// A chart that congbo draws of its own.
fn of_page(at: &Standpoint<'_>, page: &PageId, name: &str) -> io::Result<Arc<Option<Picture>>> {
    picture(at, name, || Ok(own(at, page, name).map(|named| dated(at, named))))
}

/// The picture of the page's chart with this name, drawn unless it was a moment ago.
fn picture(at: &Standpoint<'_>, name: &str, make: impl FnOnce() -> io::Result<Option<Named>>) -> io::Result<Arc<Option<Picture>>> {
    let recent = at.catalog().drawn.get_or(|| Pictures::new(ROOM));
    recent.get(&(at.path.to_owned(), name.to_owned()), || {
        let picture = make()?.map(|named| Picture { wide: wide(at, &named.chart, &named.unit), named });
        let bytes = picture.as_ref().map_or(0, Picture::bytes);
        Ok((picture, bytes))
    })
}

/// A chart of plans is of the day for which their statuses are told; a timeline
/// draws that day.
fn dated(at: &Standpoint<'_>, named: Named) -> Named {
    let day = if matches!(named.chart, Chart::Timeline(_)) { String::new() } else { as_of(at) };
    Named { day, ..named }
}

/// `Số liệu tính đến ngày 30/9/2025`; empty where no day is known.
pub(in crate::render) fn as_of(at: &Standpoint<'_>) -> String {
    at.catalog().as_of.map(|day| at.words.fill("chart.as-of", &[("date", &at.words.date(day))])).unwrap_or_default()
}

/// What a chart of congbo's own shows.
fn own(at: &Standpoint<'_>, page: &PageId, name: &str) -> Option<Named> {
    let catalog = at.catalog();
    match page {
        PageId::Plan(id) => {
            let plan = catalog.plans.get(id)?;
            let dataset = catalog.datasets.get(&plan.dataset);
            let source = at.plan_title(plan).text;
            match name {
                TASKS => {
                    let table = dataset.and_then(|dataset| table(at, dataset, name));
                    Some(Named { source, table, ..Named::from(Chart::Timeline(tasks_by_quarter(at, plan)?)) })
                }
                // Who leads is gathered from two tables: there is no one to see.
                LEADS => Some(Named { source, ..of_leads(plan_leads_grid(at, plan)?) }),
                _ => None,
            }
        }
        PageId::Indicator(id) if name == TARGETS => {
            let indicator = catalog.indicators.get(id)?;
            let chart = Chart::from(&targets_bar(at, indicator)?);
            let subject = at.text(&indicator.name).text;
            Some(Named { subject, unit: indicator.unit.clone(), ..Named::from(chart) })
        }
        PageId::Indicator(id) if name == YEARS => {
            let indicator = catalog.indicators.get(id)?;
            let subject = at.text(&indicator.name).text;
            Some(Named { subject, unit: indicator.unit.clone(), ..Named::from(Chart::Grid(years_grid(at, indicator)?)) })
        }
        PageId::CompareAgencies if name == LEADS => Some(of_leads(leads_grid(at)?)),
        _ => None,
    }
}

fn of_leads(leads: LeadsGrid) -> Named {
    Named { whole: leads.whole.map(Chart::Grid), part: leads.part, ..Named::from(Chart::Grid(leads.shown)) }
}

fn table(at: &Standpoint<'_>, dataset: &Dataset, table: &str) -> Option<String> {
    dataset.resource(table)?;
    at.href(&PageId::Table(dataset.name.clone(), table.to_owned(), 1))
}

/// A chart in its figure on its page.
pub(in crate::render) fn shown(at: &Standpoint<'_>, page: &PageId, name: &str, Picture { named, wide }: &Picture) -> String {
    let file = |ending: &'static str| at.context.routes.chart(page, at.lang(), name, ending).map(|path| (ending, at.to(&path)));
    let about = About {
        has_more: named.whole.is_some(),
        part: named.part.clone(),
        source: named.source.clone(),
        day: named.day.clone(),
        table: named.table.clone(),
        unit: named.unit.clone(),
        files: ["svg", "csv"].into_iter().filter_map(file).collect(),
    };
    figure(at, &named.chart, wide, &about)
}

/// The figure of a chart that congbo draws of its own; empty when there is
/// too little to draw.
pub(in crate::render) fn own_figure(at: &Standpoint<'_>, page: &PageId, name: &str) -> String {
    let picture = of_page(at, page, name).ok();
    picture.and_then(|picture| Some(shown(at, page, name, picture.as_ref().as_ref()?))).unwrap_or_default()
}
