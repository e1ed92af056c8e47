//! Backlinks: for every registry entry, who names it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::registries::Registries;
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::model::backlinks::{Backlinks, PlanTable, Role, RowRef, quarter};
use crate::model::dataset::Dataset;
use crate::model::lang::Lang;
use crate::model::plan::{Plan, Target, Task};

/// The folders of `data/` whose datasets have another name, with that name.
pub fn renamed(datasets: &BTreeMap<String, Box<Dataset>>) -> BTreeMap<String, String> {
    let others = datasets.values().filter(|dataset| dataset.folder_name() != dataset.name);
    others.map(|dataset| (dataset.folder_name().to_owned(), dataset.name.clone())).collect()
}

/// Collects who names whom in all plans and registries.
pub fn backlinks(
    datasets: &BTreeMap<String, Box<Dataset>>,
    renamed: BTreeMap<String, String>,
    plans: &BTreeMap<String, Plan>,
    registries: &Registries,
) -> Backlinks {
    let mut links = Backlinks { renamed, ..Backlinks::default() };
    for dataset in datasets.values() {
        for table in dataset.resources.iter().filter_map(|resource| resource.well_known) {
            links.tables.entry(table).or_insert_with(|| dataset.name.clone());
        }
    }
    for plan in plans.values() {
        links.plans.entry(plan.dataset.clone()).or_insert_with(|| plan.id.clone());
        of_plan(plan, &mut links);
    }
    links.namesakes = namesakes(registries);
    for agency in registries.agencies.values() {
        for member in &agency.members {
            links.groups.entry(member.id.clone()).or_default().push(agency.id.clone());
        }
        if let Some(parent) = &agency.parent {
            links.children.entry(parent.id.clone()).or_default().push(agency.id.clone());
        }
        if let Some(successor) = &agency.successor {
            links.predecessors.entry(successor.id.clone()).or_default().push(agency.id.clone());
        }
    }
    for rows in links.documents.values_mut().chain(links.indicators.values_mut()).chain(links.pillars.values_mut()) {
        rows.sort();
        rows.dedup();
    }
    for roles in links.agencies.values_mut() {
        roles.sort();
        roles.dedup();
    }
    links
}

/// The agencies whose name in some language is another one's too, such as a
/// body before and after it was merged.
fn namesakes(registries: &Registries) -> BTreeSet<String> {
    let mut first: BTreeMap<(Lang, &str), &str> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for agency in registries.agencies.values() {
        for name in agency.name.iter() {
            let known = *first.entry(name).or_insert(&agency.id);
            if known != agency.id {
                shared.extend([known.to_owned(), agency.id.clone()]);
            }
        }
    }
    shared
}

fn of_plan(plan: &Plan, links: &mut Backlinks) {
    let at = |table: PlanTable, row: usize| RowRef { plan: plan.id.clone(), table, row };
    if let Some(issuer) = &plan.issuer {
        roles(links, std::slice::from_ref(issuer), Role::Issued, &at(PlanTable::Plan, 0));
    }
    for (row, target) in plan.targets.iter().enumerate() {
        of_target(target, &at(PlanTable::Targets, row), links);
    }
    for (row, result) in plan.results.iter().enumerate() {
        named(&mut links.indicators, result.indicator.as_ref(), &at(PlanTable::Results, row));
    }
    for (row, task) in plan.tasks.iter().enumerate() {
        of_task(task, &at(PlanTable::Tasks, row), links);
    }
    for (row, citation) in plan.citations.iter().enumerate() {
        named(&mut links.documents, [&citation.document], &at(PlanTable::Citations, row));
    }
    for (row, obligation) in plan.obligations.iter().enumerate() {
        let here = at(PlanTable::Obligations, row);
        roles(links, &obligation.responsible, Role::Reports, &here);
        roles(links, &obligation.recipient, Role::Receives, &here);
    }
}

fn of_target(target: &Target, here: &RowRef, links: &mut Backlinks) {
    due(target.end, here, links);
    roles(links, &target.responsible, Role::Leads, here);
    roles(links, &target.monitor, Role::Monitors, here);
    named(&mut links.documents, &target.legal_basis, here);
    named(&mut links.indicators, target.indicator.as_ref(), here);
    named(&mut links.pillars, target.pillar.as_ref(), here);
}

fn of_task(task: &Task, here: &RowRef, links: &mut Backlinks) {
    due(task.end, here, links);
    roles(links, &task.lead, Role::Leads, here);
    roles(links, &task.coordinate, Role::Coordinates, here);
    named(&mut links.documents, &task.legal_basis, here);
    named(&mut links.pillars, task.pillar.as_ref(), here);
}

/// Files a row under the quarter of its last day.
fn due(end: Option<Date>, here: &RowRef, links: &mut Backlinks) {
    if let Some(end) = end {
        links.quarters.entry(quarter(end)).or_default().push(here.clone());
    }
}

/// Files a row under the agencies that have this part in it.
fn roles(links: &mut Backlinks, agencies: &[Ref<Agency>], role: Role, here: &RowRef) {
    for agency in agencies {
        links.agencies.entry(agency.id.clone()).or_default().push((role, here.clone()));
    }
}

/// Files a row under the entries of a registry that it names.
fn named<'a, T: 'a>(entries: &mut BTreeMap<String, Vec<RowRef>>, ids: impl IntoIterator<Item = &'a Ref<T>>, here: &RowRef) {
    for entry in ids {
        entries.entry(entry.id.clone()).or_default().push(here.clone());
    }
}
