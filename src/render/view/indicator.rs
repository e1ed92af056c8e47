//! Indicators: the list of them, and one indicator's targets and results in
//! all plans.

use std::collections::BTreeSet;

use serde::Serialize;

use super::answer::{Sentence, as_of, counts, tell, tell_count};
use super::bounded::{Cut, first_rows};
use super::charts::own_figure;
use super::compare_indicators::{how_many_differ, promises};
use super::differences::differences;
use super::paging::{Paging, listed};
use super::promises::{TargetRow, going, of_indicator, plans_of, target_at};
use super::results::{ResultView, result_view};
use super::standpoint::Standpoint;
use super::{Fact, Facts, Head, Item};
use crate::model::Ref;
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::indicator::Indicator;
use crate::model::value::Decimal;
use crate::route::{PageId, TARGETS, YEARS};

/// The page of all indicators.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Indicators {
    /// How many can be compared, and how many differ; on the first page.
    answer: Sentence,
    intro: String,
    /// Leads to them side by side.
    compare: Option<Item>,
    indicators: Vec<IndicatorRow>,
    paging: Paging,
}

/// An indicator in the list.
#[derive(Debug, Serialize)]
struct IndicatorRow {
    indicator: Item,
    unit: String,
    /// How many plans measure it.
    plans: String,
}

/// An indicator's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct IndicatorView {
    /// What plans demand of it and how that is going; empty without targets.
    answer: Sentence,
    definition: Item,
    /// In what the targets of plans are not the same thing.
    differences: Vec<Fact>,
    facts: Vec<Fact>,
    targets: Vec<TargetRow>,
    /// What is said when there are more targets.
    targets_cut: Option<Cut>,
    /// The targets as a figure; empty when there are too few.
    chart: String,
    /// The results across years as a figure; empty when there are too few.
    years: String,
    results: Vec<ResultOfPlan>,
    /// What is said when there are more results.
    results_cut: Option<Cut>,
}

/// A result with its plan.
#[derive(Debug, Serialize)]
struct ResultOfPlan {
    plan: Item,
    result: ResultView,
}

/// A page of the list of all indicators.
pub(in crate::render) fn indicators(at: &Standpoint<'_>, number: u64) -> (Head, Indicators) {
    let (ids, head, paging) = listed(at, &PageId::Indicators, number, at.section_head("indicators"));
    let row = |indicator: &Indicator| {
        let mut plans: Vec<&str> = of_indicator(at, &indicator.id).iter().map(|row| row.plan.as_str()).collect();
        plans.dedup();
        IndicatorRow {
            indicator: at.indicator(&Ref::new(&*indicator.id)),
            unit: at.words.unit(&indicator.unit),
            plans: at.words.count("count.plans", plans.len() as u64),
        }
    };
    let indicators = ids.into_iter().filter_map(|id| at.catalog().indicators.get(id)).map(row).collect();
    (
        head,
        Indicators {
            answer: if number == 1 { how_many_differ(at) } else { Sentence::default() },
            intro: at.t("intro.indicators"),
            compare: at.href(&PageId::CompareIndicators).map(|href| Item::plain(at.t("compare.indicators")).to(Some(href))),
            indicators,
            paging,
        },
    )
}

/// An indicator's page.
pub(in crate::render) fn indicator(at: &Standpoint<'_>, indicator: &Indicator) -> (Head, IndicatorView) {
    let title = at.text(&indicator.name);
    let definition = at.text(&indicator.definition);
    let rows = of_indicator(at, &indicator.id);
    let answer = answer(at, indicator, rows);
    let told = if answer.is_empty() { at.t("indicator.empty") } else { answer.text() };
    let description = format!("{}. {told}", title.text);
    let mut facts = Facts::default();
    facts.add(at.t("indicator.unit"), vec![Item::plain(at.words.unit(&indicator.unit))]);
    let direction = indicator.direction.map(|direction| Item::plain(at.words.label("direction", direction.name())));
    facts.add(at.t("direction.label"), direction.into_iter().collect());
    let result = |row: &RowRef| {
        let plan = at.catalog().plans.get(&row.plan).filter(|_| row.table == PlanTable::Results)?;
        Some(ResultOfPlan { plan: at.plan(plan), result: result_view(at, plan.results.rows.get(row.row)?) })
    };
    let (targets, targets_cut) = first_rows(at, PlanTable::Targets, rows.iter(), |row| target_at(at, row));
    let (results, results_cut) = first_rows(at, PlanTable::Results, rows.iter(), result);
    let view = IndicatorView {
        answer,
        definition,
        differences: differences(at, &promises(at, &indicator.id)),
        facts: facts.list(),
        targets,
        targets_cut,
        chart: own_figure(at, &PageId::Indicator(indicator.id.clone()), TARGETS),
        years: own_figure(at, &PageId::Indicator(indicator.id.clone()), YEARS),
        results,
        results_cut,
    };
    (Head { title, description, above: vec![at.above(PageId::Indicators, "indicators")] }, view)
}

fn answer(at: &Standpoint<'_>, indicator: &Indicator, rows: &[RowRef]) -> Sentence {
    let of_targets = || rows.iter().filter(|row| row.table == PlanTable::Targets);
    let number = of_targets().count();
    if number == 0 {
        return Sentence::default();
    }
    let what = counts(at, &[("targets", number)]);
    let state = as_of(at, going(at, of_targets()));
    let args = [("what", what.into()), ("range", range(at, indicator, of_targets())), ("state", state)];
    tell_count(at, "indicator.answer", plans_of(of_targets()), &args)
}

/// From the least to the most that targets in the indicator's own unit demand.
fn range<'r>(at: &Standpoint<'_>, indicator: &Indicator, rows: impl Iterator<Item = &'r RowRef>) -> Sentence {
    let value = |row: &RowRef| {
        let target = at.catalog().plans.get(&row.plan)?.targets.rows.get(row.row)?;
        target.value.filter(|_| target.unit == indicator.unit)
    };
    let all: Vec<Decimal> = rows.filter_map(value).collect();
    let values: BTreeSet<&Decimal> = all.iter().collect();
    let (Some(least), Some(most)) = (values.first(), values.last()) else { return Sentence::default() };
    let told = |value: &Decimal| Sentence::from(at.words.quantity(*value, &indicator.unit));
    let key = match all.len() {
        1 => "indicator.range-one",
        _ if least == most => "indicator.range-same",
        _ => "indicator.range",
    };
    tell(at, key, &[("least", told(least)), ("most", told(most))])
}
