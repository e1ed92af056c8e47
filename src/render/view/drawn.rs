//! A chart block drawn: what was plotted becomes a chart in the reader's
//! words, with a title and a description that say what the numbers say.

use std::io;

use super::cells::Cells;
use super::chart_words::{described, finding};
use super::standpoint::Standpoint;
use crate::model::block::{Block, ChartMark, Goal};
use crate::model::value::Decimal;
use crate::plot::{Plotted, Thing as Plot, plot, unit};
use crate::render::chart::{Chart, Grid, Look, Name, Period, Reading, Shape, Thing, ThingLook, Timeline, Tone};
use crate::render::tables::small_tables;
use crate::route::PageId;

/// A chart of an author's page.
pub(in crate::render) struct Drawn {
    /// The chart.
    pub(in crate::render) chart: Chart,
    /// What its numbers count, as a code.
    pub(in crate::render) unit: String,
    /// What its numbers come from.
    pub(in crate::render) source: String,
    /// When that was last brought up to date, in words; empty when it is not known.
    pub(in crate::render) day: String,
    /// The page of the table.
    pub(in crate::render) table: Option<String>,
}

/// The chart of a block; `None` when its table is not there.
///
/// # Errors
/// When the table cannot be read again.
pub(in crate::render) fn drawn(at: &Standpoint<'_>, block: &Block) -> io::Result<Option<Drawn>> {
    let Some((dataset, table)) = block.resource.split_once('/') else { return Ok(None) };
    let Some(dataset) = at.catalog().datasets.get(dataset) else { return Ok(None) };
    let Some(resource) = dataset.resource(table) else { return Ok(None) };
    let block = &block.told_in(at.lang(), &at.catalog().portal.languages, &resource.schema);
    let plotted = plot(block, &resource.schema, small_tables::rows(at.context, resource, 0)?)?;
    let unit = unit(block, resource, &plotted).unwrap_or_default();
    let (of, title) = (at.text(&dataset.title).text, at.text(&resource.title).text);
    let source = if title.is_empty() || title == of { of } else { format!("{of}, {title}") };
    let table = at.href(&PageId::Table(dataset.name.clone(), table.to_owned(), 1));
    let cells = Cells::new(at, dataset, resource);
    let drawing = Drawing { at, block, cells: &cells, plotted: &plotted, unit: &unit };
    let chart = match block.chart.mark {
        ChartMark::Timeline => Chart::Timeline(drawing.timeline()),
        _ => Chart::Grid(drawing.grid()),
    };
    let day = dataset.updated().map(|day| at.words.fill("dataset.updated", &[("date", &at.words.date(day))]));
    Ok(Some(Drawn { chart, unit, source, day: day.unwrap_or_default(), table }))
}

/// A number of a unit as it stands in a chart: with its unit where that is a
/// sign or money, else alone, because the unit stands above.
pub(in crate::render) fn short(at: &Standpoint<'_>, value: Decimal, unit: &str) -> String {
    if ["percent", "vnd"].contains(&unit) { at.words.quantity(value, unit) } else { at.words.number(value.normalize()) }
}

struct Drawing<'a> {
    at: &'a Standpoint<'a>,
    block: &'a Block,
    cells: &'a Cells<'a>,
    plotted: &'a Plotted,
    unit: &'a str,
}

impl Drawing<'_> {
    fn id(&self) -> String {
        format!("chart-{}", self.block.chart.number)
    }

    /// A cell of a column in words; says so when it is empty.
    fn worded(&self, column: &str, text: &str) -> String {
        let index = self.cells.resource.schema.index(column);
        let words = index.map(|index| self.cells.worded(index, text)).unwrap_or_default();
        if words.is_empty() && index.is_some() { self.at.t("chart.unnamed") } else { words }
    }

    fn reading(&self, value: Decimal) -> Reading {
        Reading { value, text: short(self.at, value, self.unit) }
    }

    fn goal(&self, value: Decimal) -> Reading {
        let value_in_words = self.at.words.quantity(value, self.unit);
        Reading { value, text: self.at.words.fill("chart.goal", &[("value", &value_in_words)]) }
    }

    fn grid(&self) -> Grid {
        let (axes, mark) = (self.block.axes(), self.block.chart.mark);
        let look = match mark {
            ChartMark::Stacked => Look::Stacked,
            ChartMark::Dot => Look::Dots,
            ChartMark::Line => Look::Lines,
            ChartMark::Heat => Look::Heat,
            _ => Look::Bars,
        };
        let name = |named: &crate::plot::Named| Name {
            text: self.worded(axes.names, &named.text),
            at: named.at.filter(|_| mark == ChartMark::Line),
            goal: named.goal.map(|goal| self.goal(goal)),
        };
        let cell = |value: &Option<Decimal>| value.map(|value| self.reading(value));
        let sign = ["percent", "vnd"].contains(&self.unit) && !matches!(look, Look::Dots | Look::Lines);
        let mut grid = Grid {
            id: self.id(),
            look,
            unit: if sign { String::new() } else { self.at.words.fill("chart.unit", &[("unit", &self.at.words.unit(self.unit))]) },
            names: self.plotted.names.iter().map(name).collect(),
            series: self.plotted.series.iter().map(|series| self.worded(axes.series, series)).filter(|series| !series.is_empty()).collect(),
            cells: self.plotted.cells.iter().map(|row| row.iter().map(cell).collect()).collect(),
            missing: self.at.t("chart.missing"),
            none: if self.plotted.counted && look == Look::Heat { self.at.t("chart.none") } else { String::new() },
            goal: match self.block.chart.target {
                Some(Goal::Number(value)) => Some(self.goal(value)),
                _ => None,
            },
            totals: if look == Look::Stacked {
                (0..self.plotted.names.len()).map(|name| self.reading(self.plotted.total(name))).collect()
            } else {
                Vec::new()
            },
            // Shares are seen against their whole.
            whole: (self.unit == "percent" && mark.is_bar()).then_some(Decimal::ONE_HUNDRED),
            from: self.block.chart.from,
            ..Grid::default()
        };
        grid.title = self.title(|| finding(self.at, &grid, self.unit));
        grid.description = described(self.at, &grid, self.unit);
        grid
    }

    /// The author's title, else the finding, else the table's.
    fn title(&self, finding: impl FnOnce() -> Option<String>) -> String {
        if !self.block.title.is_empty() {
            return self.at.text(&self.block.title).text;
        }
        finding().unwrap_or_else(|| self.at.text(&self.cells.resource.title).text)
    }

    fn timeline(&self) -> Timeline {
        let at = self.at;
        let quarter = |thing: &Plot| thing.day.map(|day| i32::from(day.year()) * 4 + i32::from((day.month() - 1) / 3));
        let known: Vec<i32> = self.plotted.things.iter().filter_map(quarter).collect();
        let (first, last) = (known.iter().min().copied().unwrap_or(0), known.iter().max().copied().unwrap_or(-1));
        // A span of many years is told year by year.
        let step = if last - first < 12 { 1 } else { 4 };
        let begin = first.div_euclid(step);
        let mut kinds: Vec<&str> = Vec::new();
        for thing in &self.plotted.things {
            if !kinds.contains(&thing.kind.as_str()) {
                kinds.push(&thing.kind);
            }
        }
        let color = &self.block.chart.color;
        let look = |kind: &str| {
            let number = kinds.iter().position(|known| *known == kind).unwrap_or(0);
            ThingLook { shape: Shape::Plain(u8::try_from(number % 8).unwrap_or(0)), tone: Tone::Open }
        };
        let state = |kind: &str| if color.is_empty() { String::new() } else { self.worded(color, kind) };
        let thing = |thing: &Plot| Thing {
            look: look(&thing.kind),
            name: self.worded(&self.block.chart.y, &thing.text),
            state: state(&thing.kind),
        };
        let period = |label: String, wanted: &dyn Fn(&Plot) -> bool| {
            let things: Vec<Thing> = self.plotted.things.iter().filter(|thing| wanted(thing)).map(thing).collect();
            Period { label, count: at.words.number(things.len().into()), things }
        };
        let label = |number: i32| match step {
            1 => at.words.fill("date.quarter", &[("q", &(number % 4 + 1).to_string()), ("y", &(number / 4).to_string())]),
            _ => at.words.fill("chart.year", &[("year", &number.to_string())]),
        };
        let mut periods: Vec<Period> = (begin..=last.div_euclid(step))
            .map(|number| period(label(number), &|thing| quarter(thing).is_some_and(|quarter| quarter.div_euclid(step) == number)))
            .collect();
        if self.plotted.things.iter().any(|thing| thing.day.is_none()) {
            periods.push(period(at.t("chart.undated"), &|thing| thing.day.is_none()));
        }
        let counts: Vec<String> = periods.iter().map(|period| format!("{}: {}", period.label, period.count)).collect();
        let key = if color.is_empty() { Vec::new() } else { kinds.iter().map(|kind| (look(kind), state(kind))).collect() };
        Timeline {
            id: self.id(),
            title: self.title(|| None),
            description: at.words.fill("chart.timeline-description", &[("values", &counts.join("; "))]),
            now: at.catalog().as_of.map(|day| {
                // A quarter has passed when its last day has.
                let day_after = day.tomorrow().unwrap_or(day);
                let today = (i32::from(day_after.year()) * 4 + i32::from((day_after.month() - 1) / 3)).div_euclid(step);
                let passed = usize::try_from((today - begin).max(0)).unwrap_or(0).min(periods.len());
                (passed, at.words.fill("chart.as-of", &[("date", &at.words.date(day))]))
            }),
            periods,
            key,
        }
    }
}
