//! Datasets, tables and columns.

use std::collections::BTreeSet;

use super::{Entry, Kind, Sink, anchored, path};
use crate::markdown::plain;
use crate::model::dataset::{Dataset, Resource};
use crate::model::lang::Text;
use crate::render::index::entry::joined;
use crate::render::view::standpoint::Standpoint;
use crate::route::{PageId, table_anchor};

/// A Markdown text without its markup; most have none.
fn unmarked(at: &Standpoint<'_>, text: &Text) -> String {
    let text = at.text(text).text;
    if text.contains(['*', '_', '`', '[', '#', '\\', '<', '&', '|', '\n']) { plain(&text) } else { text }
}

/// The plan whose tables a dataset holds.
pub(super) fn plans<'a>(at: &Standpoint<'a>, dataset: &Dataset) -> Vec<&'a str> {
    at.catalog().plan_of(dataset).into_iter().map(|plan| plan.id.as_str()).collect()
}

fn page(dataset: &Dataset) -> PageId {
    PageId::Dataset(dataset.name.clone())
}

/// Datasets.
pub(super) fn datasets<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for dataset in at.catalog().datasets.values() {
        // Readers look for the body whose plan it is as often as for who publishes it.
        let issuer = at.catalog().plan_of(dataset).and_then(|plan| plan.issuer.as_ref()).map(|issuer| issuer.id.as_str());
        let publisher = dataset.congbo.publisher.as_deref();
        let agencies: BTreeSet<&str> = publisher.into_iter().chain(issuer).collect();
        let known = agencies.iter().filter_map(|id| at.catalog().agencies.get(*id));
        let named = known.map(|agency| at.text(&agency.name).text).collect::<Vec<_>>().join(" ");
        let topics = dataset.congbo.topics.iter().map(|topic| at.topic(topic).text).collect::<Vec<_>>().join(" ");
        let (start, end) = (dataset.congbo.start, dataset.congbo.end);
        sink(
            Kind::Dataset,
            Entry {
                address: path(at, &page(dataset)),
                names: vec![dataset.name.clone()],
                text: joined(&[&unmarked(at, &dataset.description.read()), &named]),
                hidden: format!("{} {topics}", dataset.keywords.join(" ")),
                plans: plans(at, dataset),
                agencies: agencies.into_iter().collect(),
                years: start.or(end).zip(end.or(start)).map(|(first, last)| (first.year(), last.year())),
                ..Entry::named(at.text(&dataset.title))
            },
        );
    }
}

fn title(at: &Standpoint<'_>, table: &Resource) -> String {
    let title = at.text(&table.title).text;
    if title.is_empty() { table.name.clone() } else { title }
}

/// A table and its dataset, which often have one title.
pub(super) fn place(at: &Standpoint<'_>, dataset: &Dataset, table: &Resource) -> String {
    let (table, dataset) = (title(at, table), at.text(&dataset.title).text);
    if table == dataset { table } else { joined(&[&table, &dataset]) }
}

/// Tables.
pub(super) fn tables<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for dataset in at.catalog().datasets.values() {
        for table in &dataset.resources {
            let rows = path(at, &PageId::Table(dataset.name.clone(), table.name.clone(), 1));
            sink(
                Kind::Table,
                Entry {
                    address: if rows.is_empty() { anchored(at, &page(dataset), &table_anchor(&table.name)) } else { rows },
                    title: title(at, table),
                    names: vec![table.name.clone()],
                    text: unmarked(at, &table.description.read()),
                    place: at.text(&dataset.title).text,
                    plans: plans(at, dataset),
                    ..Entry::default()
                },
            );
        }
    }
}

/// Columns; of a well-known table, which many datasets have, those of the first.
pub(super) fn columns<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for dataset in at.catalog().datasets.values() {
        let is_first = |name: &str| at.catalog().home_of(name).is_some_and(|home| home.name == dataset.name);
        for table in dataset.resources.iter().filter(|table| table.well_known.is_none_or(is_first)) {
            let place = place(at, dataset, table);
            for field in &table.schema.fields {
                let label = at.text(&field.title).text;
                let has_label = !label.is_empty() && label != field.name;
                sink(
                    Kind::Column,
                    Entry {
                        address: anchored(at, &page(dataset), &table_anchor(&table.name)),
                        names: if has_label { vec![field.name.clone()] } else { Vec::new() },
                        title: if has_label { label } else { field.name.clone() },
                        text: unmarked(at, &field.description),
                        place: place.clone(),
                        ..Entry::default()
                    },
                );
            }
        }
    }
}
