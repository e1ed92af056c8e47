//! Who publishes, and who made a dataset: the one place that decides, so that
//! pages, citations, catalogues and the texts in bundles all name the same.

use crate::model::Catalog;
use crate::model::agency::Agency;
use crate::model::dataset::{Contributor, Dataset};
use crate::model::lang::Text;

/// Who publishes something.
#[derive(Clone, Copy)]
pub(in crate::render) enum Publisher<'a> {
    /// An agency of the registry.
    Agency(&'a Agency),
    /// Whoever publishes the portal.
    Portal,
}

impl<'a> Publisher<'a> {
    /// Who publishes a dataset: the agency that it names, else the portal's.
    pub(in crate::render) fn of(catalog: &'a Catalog, dataset: &Dataset) -> Self {
        let agency = dataset.congbo.publisher.as_ref().and_then(|id| catalog.agencies.get(id));
        agency.map_or_else(|| Publisher::of_portal(catalog), Publisher::Agency)
    }

    /// Who publishes the portal: the agency that it names, when it says nothing
    /// more of its publisher.
    pub(in crate::render) fn of_portal(catalog: &'a Catalog) -> Self {
        let given = &catalog.portal.publisher;
        let agency = given.agency.as_ref().and_then(|id| catalog.agencies.get(id));
        agency.filter(|_| given.name.is_empty()).map_or(Publisher::Portal, Publisher::Agency)
    }

    /// Its name as given; empty when nobody is named.
    pub(in crate::render) fn given(self, catalog: &'a Catalog) -> &'a Text {
        match self {
            Publisher::Agency(agency) => &agency.name,
            Publisher::Portal => &catalog.portal.publisher.name,
        }
    }

    /// Its name; a portal that does not say who publishes it stands for itself.
    pub(in crate::render) fn name(self, catalog: &'a Catalog) -> &'a Text {
        match self {
            Publisher::Portal if catalog.portal.publisher.name.is_empty() => &catalog.portal.title,
            publisher => publisher.given(catalog),
        }
    }

    /// Its web site.
    pub(in crate::render) fn homepage(self, catalog: &'a Catalog) -> Option<&'a str> {
        match self {
            Publisher::Agency(_) => None,
            Publisher::Portal => catalog.portal.publisher.url.as_deref(),
        }
    }
}

/// Who made a dataset.
#[derive(Clone, Copy)]
pub(in crate::render) enum Creator<'a> {
    /// Whom the descriptor names.
    Contributor(&'a Contributor),
    /// Whoever publishes it.
    Publisher(Publisher<'a>),
}

/// What a contributor is who made the data: as Data Package says since version
/// 2, and before.
const MAKERS: [&str; 2] = ["creator", "author"];

/// Who made a dataset, as far as that is known: those that its descriptor names
/// as creators, else the agency that publishes the data of its own plan. Data
/// that others read from an agency's plan are not made by that agency: it made
/// their source.
pub(in crate::render) fn creators<'a>(catalog: &'a Catalog, dataset: &'a Dataset) -> Vec<Creator<'a>> {
    let is_maker = |who: &&Contributor| !who.title.is_empty() && who.roles.iter().any(|role| MAKERS.contains(&role.as_str()));
    let named: Vec<_> = dataset.contributors.iter().filter(is_maker).map(Creator::Contributor).collect();
    if !named.is_empty() {
        return named;
    }
    let issuer = catalog.plan_of(dataset).and_then(|plan| plan.issuer.as_ref());
    let publishes = dataset.congbo.publisher.as_ref().or(catalog.portal.publisher.agency.as_ref());
    let is_own = issuer.zip(publishes).is_some_and(|(issuer, publisher)| issuer.id == *publisher);
    Vec::from_iter(is_own.then(|| Creator::Publisher(Publisher::of(catalog, dataset))))
}
