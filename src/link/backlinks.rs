//! Backlinks: for every registry entry, who names it.

use super::registries::Registries;
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::model::backlinks::{Backlinks, PlanTable, Role, RowRef, quarter};
use crate::model::dataset::Dataset;
use crate::model::lang::Lang;
use crate::model::plan::Plan;
use std::collections::{BTreeMap, BTreeSet};

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
    let roles = |links: &mut Backlinks, agencies: &[Ref<Agency>], role: Role, row: RowRef| {
        for agency in agencies {
            links.agencies.entry(agency.id.clone()).or_default().push((role, row.clone()));
        }
    };
    if let Some(issuer) = &plan.issuer {
        roles(links, std::slice::from_ref(issuer), Role::Issued, at(PlanTable::Plan, 0));
    }
    for (row, target) in plan.targets.iter().enumerate() {
        let here = at(PlanTable::Targets, row);
        if let Some(end) = target.end {
            links.quarters.entry(quarter(end)).or_default().push(here.clone());
        }
        roles(links, &target.responsible, Role::Leads, here.clone());
        roles(links, &target.monitor, Role::Monitors, here.clone());
        for document in &target.legal_basis {
            links.documents.entry(document.id.clone()).or_default().push(here.clone());
        }
        if let Some(indicator) = &target.indicator {
            links.indicators.entry(indicator.id.clone()).or_default().push(here.clone());
        }
        if let Some(pillar) = &target.pillar {
            links.pillars.entry(pillar.id.clone()).or_default().push(here);
        }
    }
    for (row, result) in plan.results.iter().enumerate() {
        if let Some(indicator) = &result.indicator {
            links.indicators.entry(indicator.id.clone()).or_default().push(at(PlanTable::Results, row));
        }
    }
    for (row, task) in plan.tasks.iter().enumerate() {
        let here = at(PlanTable::Tasks, row);
        if let Some(end) = task.end {
            links.quarters.entry(quarter(end)).or_default().push(here.clone());
        }
        roles(links, &task.lead, Role::Leads, here.clone());
        roles(links, &task.coordinate, Role::Coordinates, here.clone());
        for document in &task.legal_basis {
            links.documents.entry(document.id.clone()).or_default().push(here.clone());
        }
        if let Some(pillar) = &task.pillar {
            links.pillars.entry(pillar.id.clone()).or_default().push(here);
        }
    }
    for (row, citation) in plan.citations.iter().enumerate() {
        links.documents.entry(citation.document.id.clone()).or_default().push(at(PlanTable::Citations, row));
    }
    for (row, obligation) in plan.obligations.iter().enumerate() {
        roles(links, &obligation.responsible, Role::Reports, at(PlanTable::Obligations, row));
        roles(links, &obligation.recipient, Role::Receives, at(PlanTable::Obligations, row));
    }
}
