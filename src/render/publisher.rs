//! Who publishes: the one place that decides, so that pages, citations,
//! catalogues and the texts in bundles all name the same.

use crate::model::Catalog;
use crate::model::agency::Agency;
use crate::model::dataset::Dataset;
use crate::model::lang::Text;

/// Who publishes something.
#[derive(Clone, Copy)]
pub(super) enum Publisher<'a> {
    /// An agency of the registry.
    Agency(&'a Agency),
    /// Whoever publishes the portal.
    Portal,
}

impl<'a> Publisher<'a> {
    /// Who publishes a dataset: the agency that it names, else the portal's.
    pub(super) fn of(catalog: &'a Catalog, dataset: &Dataset) -> Self {
        let agency = dataset.congbo.publisher.as_ref().and_then(|id| catalog.agencies.get(id));
        agency.map_or_else(|| Publisher::of_portal(catalog), Publisher::Agency)
    }

    /// Who publishes the portal: the agency that it names, when it says nothing
    /// more of its publisher.
    pub(super) fn of_portal(catalog: &'a Catalog) -> Self {
        let given = &catalog.portal.publisher;
        let agency = given.agency.as_ref().and_then(|id| catalog.agencies.get(id));
        agency.filter(|_| given.name.is_empty()).map_or(Publisher::Portal, Publisher::Agency)
    }

    /// Its name as given; empty when nobody is named.
    pub(super) fn given(self, catalog: &'a Catalog) -> &'a Text {
        match self {
            Publisher::Agency(agency) => &agency.name,
            Publisher::Portal => &catalog.portal.publisher.name,
        }
    }

    /// Its name; a portal that does not say who publishes it stands for itself.
    pub(super) fn name(self, catalog: &'a Catalog) -> &'a Text {
        match self {
            Publisher::Portal if catalog.portal.publisher.name.is_empty() => &catalog.portal.title,
            publisher => publisher.given(catalog),
        }
    }

    /// Its web site.
    pub(super) fn homepage(self, catalog: &'a Catalog) -> Option<&'a str> {
        match self {
            Publisher::Agency(_) => None,
            Publisher::Portal => catalog.portal.publisher.url.as_deref(),
        }
    }
}
