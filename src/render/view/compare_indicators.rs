//! Indicators side by side: every indicator that several plans measure, its
//! targets on one scale, and in what they are not the same thing.

use serde::Serialize;

use super::answer::{Sentence, tell_count};
use super::bounded::{Cut, MOST_ROWS, cut_to};
use super::differences::{Promise, differences};
use super::promises::{TargetRow, target_row_on};
use super::standpoint::Standpoint;
use super::{Fact, Head, Item};
use crate::model::Ref;
use crate::model::backlinks::PlanTable;
use crate::model::indicator::Indicator;
use crate::model::value::Decimal;
use crate::route::{PageId, shared_indicators};

/// The page of indicators side by side.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CompareIndicators {
    /// How many indicators there are, and how many have different levels.
    answer: Sentence,
    indicators: Vec<Compared>,
    /// What is said when there are more rows.
    cut: Option<Cut>,
}

/// An indicator with its targets in several plans.
#[derive(Debug, Serialize)]
struct Compared {
    indicator: Item,
    definition: Item,
    /// Targets, all on one scale.
    rows: Vec<TargetRow>,
    /// In what they are not the same thing.
    differences: Vec<Fact>,
}

/// The targets of an indicator, by the end of their period and then by plan.
pub(in crate::render) fn promises<'a>(at: &Standpoint<'a>, indicator: &str) -> Vec<Promise<'a>> {
    let catalog = at.catalog();
    let rows = catalog.backlinks.indicators.get(indicator).into_iter().flatten().filter(|row| row.table == PlanTable::Targets);
    let promise = |row: &crate::model::backlinks::RowRef| {
        let plan = catalog.plans.get(&row.plan)?;
        Some((plan, plan.targets.rows.get(row.row)?))
    };
    let mut all: Vec<Promise<'a>> = rows.filter_map(promise).collect();
    all.sort_by_key(|(_, target)| target.end);
    all
}

/// The end of a scale on which all targets of one unit fit; per cent know theirs.
pub(in crate::render) fn scale(promises: &[Promise<'_>], unit: &str) -> Option<Decimal> {
    if unit == "percent" {
        return None;
    }
    let most = promises.iter().filter(|(_, target)| target.unit == unit).filter_map(|(_, target)| target.value).max()?;
    Some(most.saturating_mul(Decimal::new(125, 2)))
}

/// The page of indicators side by side.
pub(in crate::render) fn compared(at: &Standpoint<'_>) -> (Head, CompareIndicators) {
    let catalog = at.catalog();
    let shared: std::collections::BTreeSet<&str> = shared_indicators(catalog).collect();
    let order = at.order(&PageId::Indicators).into_iter().flat_map(|order| order.page(1, u64::MAX));
    let ids: Vec<&str> = order.filter(|id| shared.contains(id)).collect();
    let (mut indicators, mut shown, mut total) = (Vec::new(), 0, 0);
    for id in &ids {
        let Some(indicator) = catalog.indicators.get(*id) else { continue };
        let promises = promises(at, id);
        total += promises.len();
        if shown + promises.len() <= MOST_ROWS {
            shown += promises.len();
            indicators.push(one(at, indicator, &promises));
        }
    }
    let answer = how_many_differ(at);
    let head = Head {
        title: Item::plain(at.t("compare.indicators")),
        description: answer.text(),
        above: vec![at.above(PageId::Compare, "compare")],
    };
    let all = Item::plain(at.t("section.indicators")).to(at.href(&PageId::Indicators));
    (head, CompareIndicators { answer, indicators, cut: cut_to(at, shown, total, vec![all]) })
}

/// How many indicators plans can be compared by, and for how many of them they
/// set different levels; empty when there are none.
pub(super) fn how_many_differ(at: &Standpoint<'_>) -> Sentence {
    let differ = |id: &&str| {
        let promises = promises(at, id);
        let mut values = promises.iter().map(|(_, target)| (target.value, target.unit.as_str()));
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    let shared: Vec<&str> = shared_indicators(at.catalog()).collect();
    if shared.is_empty() {
        return Sentence::default();
    }
    let unlike = at.words.number((shared.iter().filter(|id| differ(id)).count() as u64).into());
    tell_count(at, "compare.answer-indicators", shared.len(), &[("unlike", unlike.into())])
}

fn one(at: &Standpoint<'_>, indicator: &Indicator, promises: &[Promise<'_>]) -> Compared {
    let row = |(plan, target): &Promise<'_>| target_row_on(at, plan, target, scale(promises, &target.unit));
    Compared {
        indicator: at.indicator(&Ref::new(&*indicator.id)),
        definition: at.text(&indicator.definition),
        rows: promises.iter().map(row).collect(),
        differences: differences(at, promises),
    }
}
