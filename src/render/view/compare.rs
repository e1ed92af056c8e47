//! Compare: what can be put side by side, and where.

use serde::Serialize;

use super::against::{Held, held, is_given};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::route::{PageId, above};

/// The page of what can be compared.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Compare {
    intro: String,
    /// Leads to what is compared over all plans.
    ways: Vec<Item>,
    /// Plans against the plans of the agencies above them.
    pairs: Vec<Pair>,
}

/// A plan against the plan of an agency above its own.
#[derive(Debug, Serialize)]
struct Pair {
    /// The plan, leading to the comparison.
    plan: Item,
    /// The plan that it is held against.
    above: Item,
    /// How many targets both have, and how the levels compare.
    shared: String,
    /// How many are lower than above.
    less: String,
    /// How many the plan leaves out.
    left: String,
    /// How many of these are given to its own agency.
    given: String,
}

/// The page of what can be compared.
pub(in crate::render) fn compare(at: &Standpoint<'_>) -> (Head, Compare) {
    let number = |count: usize| at.words.number((count as u64).into());
    let plans = at.order(&PageId::Plans).into_iter().flat_map(|order| order.page(1, u64::MAX));
    let plans = plans.filter_map(|id| at.catalog().plans.get(id));
    let pairs = plans.flat_map(|plan| above(at.catalog(), plan).into_iter().map(move |above| (plan, above)));
    let pair = |(plan, above): (_, _)| {
        let Held { shared, left, .. } = held(at.catalog(), plan, above);
        Pair {
            plan: at.plan_title(plan).to(at.href(&PageId::Against(plan.id.clone(), above.id.clone()))),
            above: at.plan(above),
            shared: number(shared.len()),
            less: number(shared.iter().filter(|shared| shared.verdict.is_less()).count()),
            left: number(left.len()),
            given: number(left.iter().filter(|target| is_given(at.catalog(), plan, &target.responsible)).count()),
        }
    };
    let ways = [(PageId::CompareIndicators, "compare.indicators"), (PageId::CompareAgencies, "compare.agencies")];
    let ways = ways.into_iter().filter_map(|(page, key)| Some(Item::plain(at.t(key)).to(Some(at.href(&page)?))));
    let view = Compare { intro: at.t("intro.compare"), ways: ways.collect(), pairs: pairs.map(pair).collect() };
    (at.section_head("compare"), view)
}
