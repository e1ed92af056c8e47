//! Rows of tables whose descriptors ask for it, each leading to its place on
//! the table's pages.

use super::data::{place, plans};
use super::{Entry, Kind, Sink, anchored};
use crate::model::dataset::{Dataset, Resource};
use crate::model::schema::{Field, FieldType};
use crate::render::index::entry::joined;
use crate::render::view::cells::Cells;
use crate::render::view::standpoint::Standpoint;
use crate::route::{PageId, searched_rows};

/// Rows. A table that cannot be read again is told where its page is rendered.
pub(super) fn rows<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for dataset in at.catalog().datasets.values() {
        for table in dataset.resources.iter().filter(|table| table.searched) {
            of_table(at, dataset, table, sink);
        }
    }
}

fn of_table<'a>(at: &Standpoint<'a>, dataset: &'a Dataset, table: &'a Resource, sink: Sink<'_, 'a>) {
    let portal = &at.catalog().portal;
    let per_page = portal.rows_on_page(table.schema.fields.len());
    let cells = Cells::new(at, dataset, table);
    let fields = &table.schema.fields;
    let mut read: Vec<usize> = (0..fields.len()).filter(|column| cells.languages[*column].is_none_or(|lang| lang == at.lang())).collect();
    // What people know comes before what machines do.
    read.sort_by_key(|column| is_key(table, &fields[*column]));
    let name = read.iter().copied().find(|column| is_name(table, &fields[*column])).or(read.first().copied());
    let place = place(at, dataset, table);
    let mut number = 0;
    let told = cells.each(0, searched_rows(portal, table), |row| {
        let page = PageId::Table(dataset.name.clone(), table.name.clone(), number / per_page + 1);
        number += 1;
        let named = name.map(|column| cells.plain(row, column)).filter(|name| !name.is_empty());
        let values: Vec<String> =
            read.iter().filter(|column| named.is_none() || Some(**column) != name).map(|column| cells.plain(row, *column)).collect();
        let text = joined(&values.iter().map(String::as_str).collect::<Vec<_>>());
        sink(
            Kind::Row,
            Entry {
                address: anchored(at, &page, &format!("row-{number}")),
                title: named.unwrap_or_else(|| place.clone()),
                text,
                place: place.clone(),
                plans: plans(at, dataset),
                ..Entry::default()
            },
        );
    });
    // What was told before stands; the page of the table says what is wrong.
    drop(told);
}

fn is_key(table: &Resource, field: &Field) -> bool {
    field.name == "id" || table.schema.primary_key.contains(&field.name)
}

/// Whether a column says in words what its row is.
fn is_name(table: &Resource, field: &Field) -> bool {
    !is_key(table, field) && field.name != "code" && field.reference.is_none() && matches!(field.kind, FieldType::String(_))
}
