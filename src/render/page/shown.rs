//! What pages show, so that a later run knows which of them stand.
//!
//! Has to name all that the views read: a part that is named too often costs
//! time, one that is left out leaves an old page standing. What stands around
//! every page, plans and registries are part of every page's key already.

use crate::render::view::standpoint::Standpoint;
use crate::route::{Extent, Inputs, PageId, Subject};

/// What a page is made of.
pub(in crate::render) fn inputs<'a>(at: &Standpoint<'a>, page: &'a PageId) -> Inputs<'a> {
    let (list, number) = page.numbered();
    match list {
        PageId::Dataset(name) => {
            let (before, after) = at.order(&PageId::Datasets).map_or((None, None), |order| order.beside(name));
            of_dataset(at, name).mentioning(before).mentioning(after)
        }
        PageId::Table(dataset, ..) => of_dataset(at, dataset),
        PageId::Datasets | PageId::Topic(_) => {
            let Some(order) = at.order(list) else { return Inputs::of(Extent::Catalog) };
            let rows = order.page(number, at.catalog().portal.per_page);
            let inputs = Inputs::of(Extent::Frame).mentioning(rows).counting(order.len());
            // The first page of all datasets names the files that hold them all.
            let has_files = || ["portal.zip", "portal.sqlite"].iter().any(|name| at.context.routes.data(name, &Subject::Portal).is_some());
            let names_files = *list == PageId::Datasets && number == 1 && has_files();
            let all = at.catalog().datasets.keys().filter(|_| names_files);
            all.fold(inputs, |inputs, name| inputs.dataset(name))
        }
        PageId::Home => match at.catalog().pages.keys().find(|id| *id == "_index") {
            Some(id) => Inputs::of(Extent::Catalog).text(id),
            None => Inputs::of(Extent::Catalog),
        },
        PageId::Page(id) if at.catalog().pages.contains_key(id) => Inputs::of(Extent::Catalog).text(id),
        PageId::Plan(id) => match at.catalog().plans.get(id) {
            Some(plan) => Inputs::of(Extent::Catalog).text(&plan.page.id),
            None => Inputs::of(Extent::Everything),
        },
        PageId::Plans
        | PageId::Target(..)
        | PageId::Task(..)
        | PageId::Pillars
        | PageId::Pillar(_)
        | PageId::Agencies
        | PageId::Agency(_)
        | PageId::Documents
        | PageId::Document(_)
        | PageId::Indicators
        | PageId::Indicator(_)
        | PageId::Timeline
        | PageId::Compare
        | PageId::CompareIndicators
        | PageId::CompareAgencies
        | PageId::Against(..)
        | PageId::Quarter(..)
        | PageId::Topics
        | PageId::Page(_)
        | PageId::Search
        | PageId::Names
        | PageId::NotFound => Inputs::of(Extent::Catalog),
        PageId::ListPage(..) => Inputs::of(Extent::Everything),
    }
}

/// What a chart of a page is made of: of datasets less than the page, which
/// leads to those beside it.
pub(in crate::render) fn inputs_of_chart<'a>(at: &Standpoint<'a>, page: &'a PageId) -> Inputs<'a> {
    match page {
        PageId::Dataset(name) => of_dataset(at, name),
        _ => inputs(at, page),
    }
}

/// A dataset; the whole catalogue when its texts may link to other parts of it.
fn of_dataset<'a>(at: &Standpoint<'a>, name: &'a str) -> Inputs<'a> {
    let links = at.catalog().datasets.get(name).is_none_or(|dataset| dataset.may_link);
    Inputs::of(if links { Extent::Catalog } else { Extent::Frame }).dataset(name)
}
