//! Dublin Core: what every page says of itself in its head, as Vietnamese rules
//! for public bodies' pages ask (title, creator, date, description, publisher,
//! identifier), with language, rights and subject.

use serde::Serialize;

use super::Head;
use super::standpoint::Standpoint;
use crate::markdown::shortened;
use crate::model::dataset::Dataset;
use crate::render::facts::publisher::Publisher;
use crate::route::PageId;

/// An element and what it holds.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Element {
    /// `DC.title`
    name: &'static str,
    text: String,
}

/// The elements of a page; those with nothing to say are left out.
pub(in crate::render) fn elements(at: &Standpoint<'_>, page: &PageId, head: &Head) -> Vec<Element> {
    let catalog = at.catalog();
    let (first, _) = page.numbered();
    let dataset = match first {
        PageId::Dataset(name) | PageId::Table(name, ..) => catalog.datasets.get(name),
        PageId::Plan(id) | PageId::Target(id, _) | PageId::Task(id, _) => {
            catalog.plans.get(id).and_then(|plan| catalog.datasets.get(&plan.dataset))
        }
        _ => None,
    };
    let publisher = dataset.map_or_else(|| Publisher::of_portal(catalog), |dataset| Publisher::of(catalog, dataset));
    let publisher = at.text(publisher.name(catalog)).text;
    let changed = dataset.and_then(|dataset| dataset.congbo.modified.or(dataset.congbo.issued)).or(catalog.as_of);
    let description = if head.description.is_empty() { &head.title.text } else { &head.description };
    let license = dataset.and_then(|dataset| dataset.licenses.first()).or(catalog.portal.license.as_ref());
    let all = [
        ("DC.title", head.title.text.clone()),
        ("DC.creator", publisher.clone()),
        ("DC.date", changed.map(|day| day.to_string()).unwrap_or_default()),
        ("DC.description", shortened(description)),
        ("DC.publisher", publisher),
        ("DC.identifier", at.context.routes.absolute(at.path).unwrap_or_else(|| at.path.to_owned())),
        ("DC.language", at.lang().to_string()),
        ("DC.rights", license.and_then(|license| license.path.clone().or_else(|| license.name.clone())).unwrap_or_default()),
        ("DC.subject", dataset.map(|dataset| subjects(dataset)).unwrap_or_default()),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| Element { name, text }).collect()
}

fn subjects(dataset: &Dataset) -> String {
    dataset.keywords.join("; ")
}
