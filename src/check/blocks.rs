//! Chart and table blocks against the tables they read.
//!
//! First what the columns alone tell, then, with the rows in hand, whether a
//! chart is honest: bars from zero, no line across what is not known, one unit
//! that is said, and no more than a reader can tell apart.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diag::code::{BAD_BLOCK, BAD_FILTER, BRIDGED_GAP, CHART_UNIT, CROWDED_CHART, MIXED_UNITS, NOT_FROM_ZERO};
use crate::diag::{Code, Diagnostic, Notes, SourceId, Sources, Spot, nearest};
use crate::discover::Closed;
use crate::load::block::OWN;
use crate::model::Catalog;
use crate::model::block::{Block, BlockKind, ChartMark, Goal, OwnChart};
use crate::model::dataset::{Dataset, Resource};
use crate::model::filter::Unfit;
use crate::model::lang::Languages;
use crate::model::page::PLAN_CHARTS;
use crate::model::schema::{FieldType, Schema};
use crate::model::value::Decimal;
use crate::plot::{Plotted, bounds, plot, unit};
use crate::rows::Rows;

/// A block and its place.
struct Asked<'a> {
    block: &'a Block,
    source: SourceId,
    languages: &'a Languages,
    /// How diagnostics name it.
    word: &'static str,
}

impl<'a> Asked<'a> {
    /// A block of a page.
    fn of_page(block: &'a Block, source: SourceId, languages: &'a Languages) -> Self {
        Self { block, source, languages, word: if block.kind == BlockKind::Chart { "chart" } else { "table" } }
    }

    /// The block as readers of the default language see it.
    fn as_read(&self, schema: &Schema) -> Block {
        self.block.told_in(self.languages.default(), self.languages, schema)
    }

    fn spot(&self, key: &str) -> Spot {
        let (start, end) = self.block.places.get(key).copied().unwrap_or(self.block.span);
        Spot::bytes(self.source, start..end)
    }

    fn wrong(&self, key: &str, value: &str) -> Diagnostic {
        Diagnostic::new(&BAD_BLOCK, self.spot(key)).arg("word", self.word).arg("value", value)
    }

    fn dishonest(&self, code: &'static Code, key: &str) -> Diagnostic {
        Diagnostic::new(code, self.spot(key)).arg("mark", self.block.chart.mark.word())
    }
}

/// Tells what a block asks for that its table does not have.
pub fn check_block(
    block: &Block,
    source: SourceId,
    (datasets, closed): (&BTreeMap<String, Box<Dataset>>, &Closed),
    languages: &Languages,
    notes: &mut Notes,
) {
    let asked = Asked::of_page(block, source, languages);
    let Some(resource) = resource(block, datasets) else {
        let dataset = block.resource.split('/').next().unwrap_or_default();
        if closed.may_hold_part_of(&format!("data/{dataset}")) {
            return;
        }
        let all: Vec<String> =
            datasets.values().flat_map(|dataset| dataset.resources.iter().map(|r| format!("{}/{}", dataset.name, r.name))).collect();
        let near = nearest(&block.resource, all.iter().map(String::as_str));
        notes.push(suggested(asked.wrong("resource", &block.resource), near, ["resource", "resource-near"]));
        // What else is wrong is said of the table that is most likely meant.
        if let Some(near) = near {
            check_block(&Block { resource: near.to_owned(), ..block.clone() }, source, (datasets, closed), languages, notes);
        }
        return;
    };
    check_columns(&asked, resource, notes);
}

/// A finding with what is most likely meant, in one of two wordings.
fn suggested(told: Diagnostic, near: Option<&str>, [plain, with]: [&'static str; 2]) -> Diagnostic {
    match near {
        Some(near) => told.arg("near", near).variant(with),
        None => told.variant(plain),
    }
}

/// Tells what a block asks of a table's columns that they do not have.
fn check_columns(asked: &Asked<'_>, resource: &Resource, notes: &mut Notes) {
    let schema = &resource.schema;
    let block = &asked.as_read(schema);
    let asked = &Asked { block, ..*asked };
    // A table that could not be read has been told; its columns are not known.
    if schema.fields.is_empty() {
        return;
    }
    for (key, column) in columns(block).into_iter().filter(|(_, column)| schema.index(column).is_none()) {
        let near = nearest(column, schema.fields.iter().map(|field| field.name.as_str()));
        notes.push(suggested(asked.wrong(key, column), near, ["column", "column-near"]));
    }
    if block.kind == BlockKind::Chart {
        check_types(asked, schema, notes);
        if block.chart.mark.is_bar() && block.chart.from.is_some_and(|from| !from.is_zero()) {
            notes.push(asked.dishonest(&NOT_FROM_ZERO, "from"));
        }
    }
    check_filter(asked, schema, notes);
}

/// Tells a chart of a plan's page that is named like one that congbo draws there.
pub fn check_name(block: &Block, source: SourceId, languages: &Languages, notes: &mut Notes) {
    if block.kind == BlockKind::Chart && PLAN_CHARTS.contains(&block.chart.name.as_str()) {
        notes.push(Asked::of_page(block, source, languages).wrong("name", &block.chart.name).variant("name-own"));
    }
}

fn resource<'a>(block: &Block, datasets: &'a BTreeMap<String, Box<Dataset>>) -> Option<&'a Resource> {
    let (dataset, table) = block.resource.split_once('/')?;
    datasets.get(dataset)?.resource(table)
}

/// The columns that a block names, by key.
fn columns(block: &Block) -> Vec<(&'static str, &str)> {
    let chart = &block.chart;
    let mut named: Vec<(&'static str, &str)> = block.columns.iter().map(|column| ("columns", column.as_str())).collect();
    named.extend([("x", chart.x.as_str()), ("y", &chart.y), ("color", &chart.color), ("value", &chart.value)]);
    if let Some(Goal::Column(column)) = &chart.target {
        named.push(("target", column));
    }
    // Counts are no column, and yet names can be in their order.
    let counts = block.kind == BlockKind::Chart && block.axes().numbers.is_empty();
    named.extend(block.sort.as_ref().filter(|sort| !(counts && sort.column == "count")).map(|sort| ("sort", sort.column.as_str())));
    named.retain(|(_, column)| !column.is_empty());
    named
}

fn check_types(asked: &Asked<'_>, schema: &Schema, notes: &mut Notes) {
    let chart = &asked.block.chart;
    let is = |column: &str, fits: fn(&FieldType) -> bool| schema.field(column).is_none_or(|field| fits(&field.kind));
    let is_number = |kind: &FieldType| matches!(kind, FieldType::Number(_) | FieldType::Integer(_));
    let numbers = asked.block.axes().numbers;
    let key = match chart.mark {
        ChartMark::Line => "y",
        ChartMark::Heat => "value",
        _ => "x",
    };
    if !numbers.is_empty() && !is(numbers, is_number) {
        notes.push(asked.wrong(key, numbers).variant("not-number"));
    }
    if let Some(Goal::Column(column)) = &chart.target
        && !is(column, is_number)
    {
        notes.push(asked.wrong("target", column).variant("not-number"));
    }
    if chart.mark == ChartMark::Timeline && !is(&chart.x, |kind| matches!(kind, FieldType::Date(_) | FieldType::DateTime(_))) {
        notes.push(asked.wrong("x", &chart.x).variant("not-day"));
    }
}

fn check_filter(asked: &Asked<'_>, schema: &Schema, notes: &mut Notes) {
    let Some((filter, start)) = &asked.block.filter else { return };
    let Err(unfit) = filter.bind(schema) else { return };
    let span = unfit.span();
    let told = Diagnostic::new(&BAD_FILTER, Spot::bytes(asked.source, start + span.start..start + span.end));
    notes.push(match unfit {
        Unfit::Column(name) => {
            let near = nearest(&name.text, schema.fields.iter().map(|field| field.name.as_str()));
            let told = told.arg("value", name.text);
            match near {
                Some(near) => told.arg("near", near).variant("column-near"),
                None => told.variant("column"),
            }
        }
        Unfit::Value(name, kind) => told.arg("value", name.text).word("type", kind).variant("value"),
        Unfit::Order(name) => told.arg("value", name.text).variant("order"),
    });
}

/// Tells every chart that its rows make dishonest or unreadable. Asked when
/// everything else is sound.
pub fn check_charts(catalog: &Catalog, sources: &Sources) -> Notes {
    let bodies = catalog.pages.values().flat_map(|page| page.bodies.values());
    let charts = bodies.flat_map(|body| body.blocks.iter().map(|block| Asked::of_page(block, body.source, &catalog.portal.languages)));
    let charts: Vec<Asked<'_>> = charts.filter(|asked| asked.block.kind == BlockKind::Chart).collect();
    let check = |asked: &Asked<'_>| {
        let (mut columns, mut rows) = (Notes::default(), Notes::default());
        // What columns tell has been told with the page.
        if let Some(resource) = resource(asked.block, &catalog.datasets) {
            check_columns(asked, resource, &mut columns);
            if columns.is_empty() {
                check_rows(asked, resource, sources, &mut rows);
            }
        }
        rows
    };
    let told: Vec<Notes> = charts.par_iter().map(check).collect();
    let mut notes = Notes::default();
    told.into_iter().for_each(|one| notes.absorb(one));
    notes
}

/// Tells what is wrong with the charts of a dataset's own page. From here on
/// nobody asks where their keys stand.
pub fn check_own(dataset: &mut Dataset, languages: &Languages, sources: &Sources, notes: &mut Notes) {
    for OwnChart { block, .. } in &dataset.charts {
        let asked = Asked { block, source: dataset.source, languages, word: OWN };
        let Some(resource) = block.resource.split_once('/').and_then(|(_, table)| dataset.resource(table)) else { continue };
        let mut told = Notes::default();
        check_columns(&asked, resource, &mut told);
        if told.is_empty() {
            check_rows(&asked, resource, sources, &mut told);
        }
        notes.absorb(told);
    }
    dataset.charts.iter_mut().for_each(|chart| chart.block.forget_places());
}

/// Tells what the rows show of a chart whose columns are sound.
fn check_rows(asked: &Asked<'_>, resource: &Resource, sources: &Sources, notes: &mut Notes) {
    if resource.schema.fields.is_empty() || asked.block.is_unfiltered {
        return;
    }
    let block = &asked.as_read(&resource.schema);
    let asked = &Asked { block, ..*asked };
    let path = sources.disk_path(resource.source);
    match Rows::of(&path, resource).and_then(|rows| plot(block, &resource.schema, rows)) {
        Ok(plotted) => check_plotted(asked, resource, &plotted, notes),
        Err(error) => notes.push(Diagnostic::unreadable(Spot::whole(resource.source), &error)),
    }
}

fn check_plotted(asked: &Asked<'_>, resource: &Resource, plotted: &Plotted, notes: &mut Notes) {
    let chart = &asked.block.chart;
    if plotted.is_empty() {
        notes.push(asked.wrong("filter", &asked.block.resource).variant("nothing"));
        return;
    }
    if let Some(name) = &plotted.repeated {
        notes.push(asked.wrong("filter", name).variant("repeated"));
    }
    let (most_names, most_series) = bounds(chart.mark);
    let (key, count, most) = if plotted.series.len() > most_series {
        (if chart.mark == ChartMark::Heat { "x" } else { "color" }, plotted.series.len(), most_series)
    } else if plotted.overflow || plotted.names.len() > most_names {
        (if chart.mark == ChartMark::Line { "x" } else { "y" }, plotted.names.len().max(plotted.things.len()), most_names)
    } else {
        ("", 0, 0)
    };
    if !key.is_empty() {
        let variant = if key == "color" || key == "x" && chart.mark == ChartMark::Heat { "series" } else { "names" };
        notes.push(asked.dishonest(&CROWDED_CHART, key).number("count", count).number("most", most).variant(variant));
    }
    if chart.mark == ChartMark::Stacked && plotted.cells.iter().flatten().flatten().any(|value| *value < Decimal::ZERO) {
        notes.push(asked.wrong("x", &chart.x).variant("negative"));
    }
    if chart.bridge && plotted.has_gap() {
        notes.push(asked.dishonest(&BRIDGED_GAP, "gaps"));
    }
    if chart.mark != ChartMark::Timeline {
        check_unit(asked, resource, plotted, notes);
    }
}

fn check_unit(asked: &Asked<'_>, resource: &Resource, plotted: &Plotted, notes: &mut Notes) {
    let said = &asked.block.chart.unit;
    let mut units: Vec<&str> = if plotted.counted { Vec::new() } else { plotted.units.iter().map(String::as_str).collect() };
    if units.len() == 1 && !said.is_empty() && units[0] != said {
        units.push(said);
    }
    if units.len() > 1 {
        let key = if said.is_empty() { "filter" } else { "unit" };
        notes.push(asked.dishonest(&MIXED_UNITS, key).arg("units", units.join(", ")));
    } else if unit(asked.block, resource, plotted).is_none() {
        let told = asked.dishonest(&CHART_UNIT, "");
        notes.push(if plotted.counted { told.variant("counted") } else { told });
    }
}
