//! Which pages a portal has: one entry per page, whatever the language.

use std::collections::BTreeSet;

use super::PageId;
use crate::model::Catalog;
use crate::model::page::PageKind;

/// All pages, in a fixed order.
pub(super) fn pages(catalog: &Catalog) -> Vec<PageId> {
    let mut pages = vec![PageId::Home, PageId::NotFound];
    section(&mut pages, PageId::Plans, catalog.plans.keys(), PageId::Plan);
    for plan in catalog.plans.values() {
        pages.extend(once(plan.targets.iter().map(|target| &target.id)).map(|id| PageId::Target(plan.id.clone(), id.clone())));
        pages.extend(once(plan.tasks.iter().map(|task| &task.id)).map(|id| PageId::Task(plan.id.clone(), id.clone())));
    }
    section(&mut pages, PageId::Pillars, catalog.pillars.keys(), PageId::Pillar);
    section(&mut pages, PageId::Agencies, catalog.agencies.keys(), PageId::Agency);
    section(&mut pages, PageId::Documents, catalog.documents.keys(), PageId::Document);
    section(&mut pages, PageId::Indicators, catalog.indicators.keys(), PageId::Indicator);
    let quarters = &catalog.backlinks.quarters;
    if !quarters.is_empty() {
        pages.push(PageId::Timeline);
        pages.extend(quarters.keys().map(|&(year, number)| PageId::Quarter(year, number)));
    }
    section(&mut pages, PageId::Datasets, catalog.datasets.keys(), PageId::Dataset);
    for dataset in catalog.datasets.values() {
        for resource in &dataset.resources {
            let count = table_pages(resource.profile.rows, catalog.portal.rows_per_page, catalog.portal.max_pages);
            pages.extend((1..=count).map(|number| PageId::Table(dataset.name.clone(), resource.name.clone(), number)));
        }
    }
    let authored = catalog.pages.values().filter(|page| page.kind == PageKind::Page);
    pages.extend(authored.map(|page| PageId::Page(page.id.clone())));
    pages
}

/// Ids once each: one that is missing or repeated has been told by its table's key.
fn once<'a>(ids: impl Iterator<Item = &'a String>) -> impl Iterator<Item = &'a String> {
    let mut seen = BTreeSet::new();
    ids.filter(move |id| !id.is_empty() && seen.insert(*id))
}

fn section<'a>(pages: &mut Vec<PageId>, all: PageId, ids: impl ExactSizeIterator<Item = &'a String>, each: fn(String) -> PageId) {
    if ids.len() > 0 {
        pages.push(all);
        pages.extend(ids.cloned().map(each));
    }
}

/// How many pages a table's rows take: at least one, at most the portal's limit.
pub fn table_pages(rows: u64, per_page: u64, most: u64) -> u64 {
    rows.div_ceil(per_page.max(1)).clamp(1, most.max(1))
}
