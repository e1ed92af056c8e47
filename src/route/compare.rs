//! What can be compared: indicators that several plans measure, agencies that
//! lead, and a plan with the plan of an agency above its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Catalog;
use crate::model::backlinks::{PlanTable, Role};
use crate::model::plan::Plan;

/// A plan is held against so many plans from above.
const MOST_ABOVE: usize = 4;
/// Agencies above an agency are looked for so far.
const MOST_LEVELS: usize = 10;
/// A chart of agencies shows so many, those with most to do.
const MOST_AGENCIES: usize = 15;
/// A chart of agencies shows so many pillars.
const MOST_PILLARS: usize = 12;
/// With fewer agencies or pillars, the chart says nothing that a line does not.
const FEWEST: usize = 3;

/// The indicators that targets of at least two plans measure.
pub fn shared_indicators(catalog: &Catalog) -> impl Iterator<Item = &str> {
    let is_shared = |id: &&String| {
        let rows = catalog.backlinks.indicators.get(*id).into_iter().flatten();
        let mut plans = rows.filter(|row| row.table == PlanTable::Targets).map(|row| &row.plan);
        let first = plans.next();
        plans.any(|plan| Some(plan) != first)
    };
    catalog.indicators.keys().filter(is_shared).map(String::as_str)
}

/// The agencies that lead something, each with how many targets and tasks,
/// those with most first.
pub fn leading(catalog: &Catalog) -> Vec<(&str, usize)> {
    let count = |roles: &Vec<(Role, _)>| roles.iter().filter(|(role, _)| *role == Role::Leads).count();
    let known = catalog.backlinks.agencies.iter().filter(|(id, _)| catalog.agencies.contains_key(*id));
    let mut all: Vec<(&str, usize)> = known.map(|(id, roles)| (id.as_str(), count(roles))).filter(|(_, count)| *count > 0).collect();
    all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    all
}

/// The plans that a plan is held against: those of the agencies above its
/// issuer whose time meets its own.
pub fn above<'a>(catalog: &'a Catalog, plan: &Plan) -> Vec<&'a Plan> {
    let parent = |id: &str| catalog.agencies.get(id).and_then(|agency| agency.parent.as_ref()).map(|parent| parent.id.as_str());
    let Some(issuer) = &plan.issuer else { return Vec::new() };
    let mut issuers: Vec<&str> = Vec::new();
    let mut next = parent(&issuer.id);
    while let Some(id) = next.filter(|id| *id != issuer.id && !issuers.contains(id) && issuers.len() < MOST_LEVELS) {
        issuers.push(id);
        next = parent(id);
    }
    let issued = |id: &&str| catalog.backlinks.agencies.get(*id).into_iter().flatten().filter(|(role, _)| *role == Role::Issued);
    let plans = issuers.iter().flat_map(issued).filter_map(|(_, row)| catalog.plans.get(&row.plan));
    plans.filter(|other| meet(plan, other)).take(MOST_ABOVE).collect()
}

/// Whether two plans run at the same time, as far as is known.
fn meet(one: &Plan, other: &Plan) -> bool {
    let begins_by = |first: &Plan, last: &Plan| first.start.zip(last.end).is_none_or(|(start, end)| start <= end);
    begins_by(one, other) && begins_by(other, one)
}

/// How many targets and tasks of each pillar agencies lead.
#[derive(Debug)]
pub struct Leads<'a> {
    /// Ids of all that lead something, those with most first.
    pub agencies: Vec<&'a str>,
    /// How much each of them leads, also what belongs to no pillar.
    pub totals: Vec<u64>,
    /// Ids of pillars, in their order; none stands for what belongs to no
    /// pillar, and comes last where there is such.
    pub pillars: Vec<Option<&'a str>>,
    /// By agency, then by pillar.
    pub counts: Vec<Vec<u64>>,
    /// A picture shows so many of the agencies.
    pub shown: usize,
}

/// Who leads how much of what in all plans; `None` when that is too little for
/// a picture.
pub fn leads(catalog: &Catalog) -> Option<Leads<'_>> {
    counted(catalog, catalog.plans.values().flat_map(led))
}

/// Who leads how much of what in a plan; `None` when that is too little for a
/// picture.
pub fn plan_leads<'a>(catalog: &'a Catalog, plan: &'a Plan) -> Option<Leads<'a>> {
    counted(catalog, led(plan))
}

/// Every agency that leads a target or task of a plan, with the pillar.
fn led(plan: &Plan) -> impl Iterator<Item = (&str, Option<&str>)> {
    let targets = plan.targets.iter().map(|target| (&target.responsible, &target.pillar));
    let tasks = plan.tasks.iter().map(|task| (&task.lead, &task.pillar));
    targets.chain(tasks).flat_map(|(who, pillar)| {
        let pillar = pillar.as_ref().map(|pillar| pillar.id.as_str());
        who.iter().map(move |agency| (agency.id.as_str(), pillar))
    })
}

fn counted<'a>(catalog: &'a Catalog, led: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Option<Leads<'a>> {
    let mut known: BTreeMap<&str, BTreeMap<Option<&str>, u64>> = BTreeMap::new();
    for (agency, pillar) in led.filter(|(agency, _)| catalog.agencies.contains_key(*agency)) {
        let pillar = pillar.and_then(|pillar| catalog.pillars.get_key_value(pillar)).map(|(id, _)| id.as_str());
        *known.entry(agency).or_default().entry(pillar).or_default() += 1;
    }
    let occurring: BTreeSet<Option<&str>> = known.values().flat_map(|of| of.keys().copied()).collect();
    let mut pillars: Vec<_> = catalog.pillars.values().filter(|pillar| occurring.contains(&Some(pillar.id.as_str()))).collect();
    if known.len() < FEWEST || !(FEWEST..=MOST_PILLARS).contains(&pillars.len()) {
        return None;
    }
    pillars.sort_by_key(|pillar| (pillar.order, &pillar.id));
    let pillars = pillars.into_iter().map(|pillar| Some(pillar.id.as_str()));
    let pillars: Vec<Option<&str>> = pillars.chain(occurring.contains(&None).then_some(None)).collect();
    let mut most: Vec<_> = known.into_iter().map(|(id, of)| (id, of.values().sum::<u64>(), of)).collect();
    most.sort_by(|(one, count, _), (other, other_count, _)| other_count.cmp(count).then_with(|| one.cmp(other)));
    let counts = most.iter().map(|(_, _, of)| pillars.iter().map(|pillar| of.get(pillar).copied().unwrap_or_default()).collect()).collect();
    let (agencies, totals): (Vec<&str>, Vec<u64>) = most.iter().map(|(id, total, _)| (*id, *total)).unzip();
    Some(Leads { shown: agencies.len().min(MOST_AGENCIES), agencies, totals, pillars, counts })
}
