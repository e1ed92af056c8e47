//! What the plans ask of one indicator, as bars: what is known of each target,
//! marked with its goal.

use std::collections::BTreeSet;

use super::bounded::MOST_BARS;
use super::bullets::whole;
use super::chart_words::described_bars;
use super::plan_names::plan_names;
use super::promises::of_indicator;
use super::standpoint::Standpoint;
use crate::model::backlinks::PlanTable;
use crate::model::indicator::Indicator;
use crate::model::plan::{Plan, Target};
use crate::model::value::Decimal;
use crate::render::chart::{Bar, BarItem, Mark};

/// One bar per target of the indicator's own unit; a bar needs its level in
/// its label when a plan has several.
pub(in crate::render) fn targets_bar(at: &Standpoint<'_>, indicator: &Indicator) -> Option<Bar> {
    let rows = of_indicator(at, &indicator.id);
    let drawn = || {
        rows.iter().filter(|row| row.table == PlanTable::Targets).filter_map(|row| {
            let plan = at.catalog().plans.get(&row.plan)?;
            let target = plan.targets.rows.get(row.row).filter(|target| target.unit == indicator.unit && target.value.is_some())?;
            Some((plan, target))
        })
    };
    let names = plan_names(at, drawn().take(MOST_BARS + 1).map(|(plan, _)| plan));
    let bars = drawn().filter_map(|(plan, target)| {
        let level = if target.level.is_empty() { String::new() } else { format!(" ({})", at.words.label("level", &target.level)) };
        let name = names.get(plan.id.as_str())?;
        target_bar(at, plan, target, format!("{name}{level}"))
    });
    let bars: Vec<BarItem> = bars.take(MOST_BARS + 1).collect();
    if !(2..=MOST_BARS).contains(&bars.len()) {
        return None;
    }
    Some(Bar {
        id: "chart-targets".to_owned(),
        title: asked(at, indicator, drawn().filter_map(|(_, target)| target.value)),
        description: at.words.fill("indicator.chart-description", &[("values", &described_bars(at, &bars))]),
        unit: String::new(),
        whole: whole(&indicator.unit),
        bars,
    })
}

/// What the plans ask for, as the title of their chart.
fn asked(at: &Standpoint<'_>, indicator: &Indicator, values: impl Iterator<Item = Decimal>) -> String {
    let values: BTreeSet<Decimal> = values.collect();
    let (Some(least), Some(most)) = (values.first(), values.last()) else { return at.t("indicator.chart") };
    let [least, most] = [least, most].map(|value| at.words.quantity(*value, &indicator.unit));
    let key = if least == most { "indicator.chart-same" } else { "indicator.chart-range" };
    at.words.fill(key, &[("least", &least), ("most", &most)])
}

/// A target as a bar: its known value, marked with its goal.
fn target_bar(at: &Standpoint<'_>, plan: &Plan, target: &Target, label: String) -> Option<BarItem> {
    let goal = target.value?;
    let result = target.status.result.and_then(|row| plan.results.rows.get(row)).filter(|result| result.unit == target.unit);
    let value = result.and_then(|result| result.value);
    let text = value.map(|value| at.words.quantity(value, &target.unit)).unwrap_or_default();
    let mark = Mark { value: goal, text: at.words.compare(target.comparator, goal, &target.unit) };
    Some(BarItem { label, value, text, mark: Some(mark) })
}
