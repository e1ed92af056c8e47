//! An indicator across years as a line chart.

use super::chart_words::{described, finding};
use super::drawn::short;
use super::standpoint::Standpoint;
use crate::model::indicator::Indicator;
use crate::render::chart::{Grid, Look, Name, Reading};
use crate::route::{YearLine, years};

/// An indicator across years; `None` when too few are known.
pub(in crate::render) fn years_grid(at: &Standpoint<'_>, indicator: &Indicator) -> Option<Grid> {
    let known = years(at.catalog(), &indicator.id)?;
    let unit = indicator.unit.as_str();
    let whose = |line: &YearLine<'_>| match &line.plan.issuer {
        Some(issuer) => at.agency(issuer).text,
        None => at.plan_title(line.plan).text,
    };
    let names: Vec<String> = known.lines.iter().map(whose).collect();
    let series = names.iter().zip(&known.lines).map(|(name, line)| {
        // One issuer may tell values of several levels.
        let repeats = names.iter().filter(|other| *other == name).count() > 1;
        if repeats && !line.level.is_empty() { format!("{name} ({})", at.words.label("level", line.level)) } else { name.clone() }
    });
    let reading = |line: &YearLine<'_>, year: i16| {
        let value = *line.values.get(&year)?;
        Some(Reading { value, text: short(at, value, unit) })
    };
    let goal = known.goal.and_then(|target| {
        let value = target.value?;
        let period = at.words.period(target.start, target.end).unwrap_or_default();
        let goal = at.words.compare(target.comparator, value, unit);
        let key = if period.is_empty() { "indicator.years-goal-open" } else { "indicator.years-goal" };
        Some(Reading { value, text: at.words.fill(key, &[("period", &period), ("goal", &goal)]) })
    });
    let mut grid = Grid {
        id: "chart-years".to_owned(),
        look: Look::Lines,
        unit: at.words.fill("chart.unit", &[("unit", &at.words.unit(unit))]),
        names: known.years.iter().map(|year| Name { text: year.to_string(), at: Some(i64::from(*year)), goal: None }).collect(),
        series: if known.lines.len() > 1 { series.collect() } else { Vec::new() },
        cells: known.years.iter().map(|year| known.lines.iter().map(|line| reading(line, *year)).collect()).collect(),
        missing: at.t("chart.missing"),
        goal,
        ..Grid::default()
    };
    grid.title = finding(at, &grid, unit).unwrap_or_else(|| at.t("indicator.years-chart"));
    grid.description = described(at, &grid, unit);
    Some(grid)
}
