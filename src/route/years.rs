//! What an indicator was in different years: reported results in its own
//! unit, a line for every issuer and level.

use std::collections::BTreeMap;

use crate::model::Catalog;
use crate::model::backlinks::PlanTable;
use crate::model::plan::{Plan, ResultRow, Target};
use crate::model::value::Decimal;

/// With fewer years there is no line to be seen.
const FEWEST: usize = 3;
/// More lines than this cannot be told apart.
const MOST_LINES: usize = 6;

/// An indicator across years.
#[derive(Debug)]
pub struct Years<'a> {
    /// The years of which something is known, in order.
    pub years: Vec<i16>,
    /// The lines, those of one issuer side by side.
    pub lines: Vec<YearLine<'a>>,
    /// The one target of the one line, if there is exactly one.
    pub goal: Option<&'a Target>,
}

/// The values of one issuer at one level.
#[derive(Debug)]
pub struct YearLine<'a> {
    /// A plan that reports them.
    pub plan: &'a Plan,
    /// The level of the targets they belong to; empty when there is none.
    pub level: &'a str,
    /// By the year in which their period ends.
    pub values: BTreeMap<i16, Decimal>,
}

/// An indicator across years; `None` when too few years are known for a line,
/// or so many lines that none can be followed.
pub fn years<'a>(catalog: &'a Catalog, indicator: &str) -> Option<Years<'a>> {
    let unit = &catalog.indicators.get(indicator)?.unit;
    let rows = || catalog.backlinks.indicators.get(indicator).into_iter().flatten();
    let mut known: BTreeMap<(&str, &str), Vec<(&Plan, &ResultRow)>> = BTreeMap::new();
    for row in rows().filter(|row| row.table == PlanTable::Results) {
        let Some(plan) = catalog.plans.get(&row.plan) else { continue };
        let Some(result) = plan.results.rows.get(row.row).filter(|result| result.unit == *unit && result.value.is_some()) else { continue };
        known.entry((speaker(plan), level(plan, result))).or_default().push((plan, result));
    }
    let lines: Vec<YearLine<'_>> = known.into_iter().filter_map(|((_, level), results)| line(level, &results)).collect();
    if lines.is_empty() || lines.len() > MOST_LINES {
        return None;
    }
    let mut years: Vec<i16> = lines.iter().flat_map(|line| line.values.keys().copied()).collect();
    years.sort_unstable();
    years.dedup();
    let targets = rows().filter(|row| row.table == PlanTable::Targets);
    let targets = targets.filter_map(|row| catalog.plans.get(&row.plan)?.targets.rows.get(row.row));
    let mut targets = targets.filter(|target| target.unit == *unit && target.value.is_some());
    let goal = match (lines.as_slice(), targets.next(), targets.next()) {
        ([line], Some(target), None) => Some(target).filter(|target| line.level.is_empty() || target.level == line.level),
        _ => None,
    };
    Some(Years { years, lines, goal })
}

/// Whose numbers a plan tells: its issuer's, else its own.
fn speaker(plan: &Plan) -> &str {
    plan.issuer.as_ref().map_or(plan.id.as_str(), |issuer| issuer.id.as_str())
}

fn level<'a>(plan: &'a Plan, result: &ResultRow) -> &'a str {
    let target = result.target.as_ref().and_then(|of| plan.targets.iter().find(|target| target.id == of.id));
    target.map_or("", |target| target.level.as_str())
}

/// The last value of every year; `None` when there are too few, when periods
/// are not equally long, or when one day has two values.
fn line<'a>(level: &'a str, results: &[(&'a Plan, &'a ResultRow)]) -> Option<YearLine<'a>> {
    let mut last: BTreeMap<i16, &ResultRow> = BTreeMap::new();
    for (_, result) in results {
        let Some(end) = result.end else { continue };
        let known = last.entry(end.year()).or_insert(result);
        if known.end < result.end {
            *known = result;
        }
    }
    let is_told_twice = |known: &&ResultRow| results.iter().any(|(_, other)| other.end == known.end && other.value != known.value);
    let months = |known: &&ResultRow| {
        let (start, end) = known.start.zip(known.end)?;
        Some((i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month()) - i32::from(start.month()))
    };
    let length = last.values().next().map(months);
    let is_alike = last.values().all(|known| Some(months(known)) == length);
    if last.len() < FEWEST || !is_alike || last.values().any(is_told_twice) {
        return None;
    }
    let values = last.into_iter().filter_map(|(year, result)| Some((year, result.value?))).collect();
    Some(YearLine { plan: results.first()?.0, level, values })
}
