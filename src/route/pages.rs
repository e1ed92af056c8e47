//! Which pages a portal has: one entry per page, whatever the language.

use std::collections::{BTreeMap, BTreeSet};

use super::PageId;
use super::compare::{above, leading, shared_indicators};
use crate::model::Catalog;
use crate::model::page::{ACCESSIBILITY, API, PageKind};

/// All pages, in a fixed order.
pub(super) fn pages(catalog: &Catalog) -> Vec<PageId> {
    let mut pages = Pages { all: vec![PageId::Home, PageId::NotFound], per_page: catalog.portal.per_page };
    pages.section(PageId::Plans, catalog.plans.keys(), PageId::Plan);
    for plan in catalog.plans.values() {
        pages.all.extend(once(plan.targets.iter().map(|target| &target.id)).map(|id| PageId::Target(plan.id.clone(), id.clone())));
        pages.all.extend(once(plan.tasks.iter().map(|task| &task.id)).map(|id| PageId::Task(plan.id.clone(), id.clone())));
    }
    pages.section(PageId::Pillars, catalog.pillars.keys(), PageId::Pillar);
    pages.section(PageId::Agencies, catalog.agencies.keys(), PageId::Agency);
    pages.section(PageId::Documents, catalog.documents.keys(), PageId::Document);
    pages.section(PageId::Indicators, catalog.indicators.keys(), PageId::Indicator);
    let quarters = &catalog.backlinks.quarters;
    if !quarters.is_empty() {
        pages.all.push(PageId::Timeline);
        pages.all.extend(quarters.keys().map(|&(year, number)| PageId::Quarter(year, number)));
    }
    pages.all.extend(compared(catalog));
    pages.section(PageId::Datasets, catalog.datasets.keys(), PageId::Dataset);
    let topics = topics(catalog);
    pages.list(PageId::Topics, topics.len());
    for (topic, datasets) in topics {
        pages.list(PageId::Topic(topic.to_owned()), datasets);
    }
    for dataset in catalog.datasets.values() {
        for resource in &dataset.resources {
            let per_page = catalog.portal.rows_on_page(resource.schema.fields.len());
            let count = table_pages(resource.profile.rows, per_page, catalog.portal.max_pages);
            pages.all.extend((1..=count).map(|number| PageId::Table(dataset.name.clone(), resource.name.clone(), number)));
        }
    }
    let authored = catalog.pages.values().filter(|page| page.kind == PageKind::Page);
    pages.all.extend(authored.map(|page| PageId::Page(page.id.clone())));
    if !catalog.pages.contains_key(ACCESSIBILITY) {
        pages.all.push(PageId::Page(ACCESSIBILITY.to_owned()));
    }
    if catalog.portal.publishes("api") && !catalog.pages.contains_key(API) {
        pages.all.push(PageId::Page(API.to_owned()));
    }
    if catalog.portal.search {
        pages.all.push(PageId::Search);
        pages.list(PageId::Names, names(&pages.all).max(1));
    }
    pages.all
}

/// How many pages people may look for by name.
pub fn names<'a>(pages: impl IntoIterator<Item = &'a PageId>) -> usize {
    let is_named = |page: &&PageId| {
        matches!(
            page,
            PageId::Plan(_)
                | PageId::Target(..)
                | PageId::Task(..)
                | PageId::Pillar(_)
                | PageId::Agency(_)
                | PageId::Document(_)
                | PageId::Indicator(_)
                | PageId::Dataset(_)
                | PageId::Page(_)
        )
    };
    pages.into_iter().filter(is_named).count()
}

/// Pages being gathered.
struct Pages {
    all: Vec<PageId>,
    /// Entries on a page of a list.
    per_page: u64,
}

impl Pages {
    /// The pages of a list with so many entries; none when it is empty.
    fn list(&mut self, first: PageId, entries: usize) {
        if entries > 0 {
            self.all.extend((1..=list_pages(entries, self.per_page)).map(|number| first.with_number(number)));
        }
    }

    /// A list, and the page of each of its entries.
    fn section<'a>(&mut self, list: PageId, ids: impl ExactSizeIterator<Item = &'a String>, each: fn(String) -> PageId) {
        self.list(list, ids.len());
        self.all.extend(ids.cloned().map(each));
    }
}

/// Ids once each: one that is missing or repeated has been told by its table's key.
fn once<'a>(ids: impl Iterator<Item = &'a String>) -> impl Iterator<Item = &'a String> {
    let mut seen = BTreeSet::new();
    ids.filter(move |id| !id.is_empty() && seen.insert(*id))
}

/// The pages that put things side by side; none where there is one of each.
fn compared(catalog: &Catalog) -> Vec<PageId> {
    let mut pages = Vec::new();
    pages.extend(shared_indicators(catalog).next().map(|_| PageId::CompareIndicators));
    pages.extend((leading(catalog).len() > 1).then_some(PageId::CompareAgencies));
    for plan in catalog.plans.values() {
        pages.extend(above(catalog, plan).into_iter().map(|above| PageId::Against(plan.id.clone(), above.id.clone())));
    }
    if !pages.is_empty() {
        pages.push(PageId::Compare);
    }
    pages
}

/// The topics that datasets name, each with how many do.
fn topics(catalog: &Catalog) -> BTreeMap<&str, usize> {
    let mut topics = BTreeMap::new();
    for topic in catalog.datasets.values().flat_map(|dataset| &dataset.congbo.topics) {
        *topics.entry(topic.as_str()).or_default() += 1;
    }
    topics
}

/// How many pages a list's entries take: at least one.
pub fn list_pages(entries: usize, per_page: u64) -> u64 {
    (entries as u64).div_ceil(per_page.max(1)).max(1)
}

/// How many pages a table's rows take: at least one, at most the portal's
/// limit; a limit of 0 means no pages at all.
pub fn table_pages(rows: u64, per_page: u64, most: u64) -> u64 {
    rows.div_ceil(per_page.max(1)).max(1).min(most)
}

#[cfg(test)]
mod tests {
    use super::{list_pages, table_pages};

    #[test]
    fn lists_and_tables_are_cut_into_full_pages_and_an_empty_one_is_still_a_page() {
        assert_eq!([0, 1, 100, 101].map(|entries| list_pages(entries, 100)), [1, 1, 1, 2]);
        assert_eq!([0, 500, 501, 999_999].map(|rows| table_pages(rows, 500, 20)), [1, 1, 2, 20]);
        assert_eq!(table_pages(7, 500, 0), 0);
    }
}
