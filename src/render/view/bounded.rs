//! Bounded: how many rows of plans a page shows beside what it is about, and
//! where the others are.
//!
//! A plan may have 30,000 tasks and an agency may lead all of them; a page of
//! them all would be of no use to anybody. Their tables have every row.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Item;
use super::standpoint::Standpoint;
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::plan::Plan;
use crate::route::PageId;

/// The most rows of one kind that a page shows.
pub(in crate::render) const MOST_ROWS: usize = 500;

/// The most bars that a chart made by itself has; more would not be read.
pub(in crate::render) const MOST_BARS: usize = crate::route::MOST_BARS;

/// The most tables that are named when rows are left out.
pub(super) const MOST_TABLES: usize = 20;

/// The most names that one fact lists.
const MOST_NAMES: usize = 100;

/// What is said where rows are left out.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Cut {
    /// `Trang này nêu 500 trong 30.000 dòng; xem đủ ở bảng`
    text: String,
    /// The tables that have all rows; the list of datasets when they are many.
    tables: Vec<Item>,
}

/// The first rows that backlinks name, and what is said when there are more.
pub(in crate::render) fn first_rows<'r, T>(
    at: &Standpoint<'_>,
    table: PlanTable,
    rows: impl Iterator<Item = &'r RowRef>,
    make: impl Fn(&RowRef) -> Option<T>,
) -> (Vec<T>, Option<Cut>) {
    let (mut made, mut total) = (Vec::new(), 0);
    let mut plans = BTreeSet::new();
    for row in rows.filter(|row| row.table == table) {
        total += 1;
        if made.len() < MOST_ROWS {
            made.extend(make(row));
        } else {
            plans.insert(row.plan.as_str());
        }
    }
    let plans = plans.into_iter().filter_map(|id| at.catalog().plans.get(id)).collect();
    let cut = cut(at, made.len(), total, table, plans);
    (made, cut)
}

/// What is said when a page shows only the first rows of a plan's own table.
pub(in crate::render) fn cut_of(at: &Standpoint<'_>, plan: &Plan, table: PlanTable, total: usize) -> Option<Cut> {
    cut(at, MOST_ROWS.min(total), total, table, vec![plan])
}

/// What is said when a page shows only some rows, and where the others are.
pub(in crate::render) fn cut_to(at: &Standpoint<'_>, shown: usize, total: usize, others: Vec<Item>) -> Option<Cut> {
    let number = |count: usize| at.words.number((count as u64).into());
    let text = at.words.fill("table.first-of", &[("n", &number(shown)), ("total", &number(total))]);
    (shown < total).then_some(Cut { text, tables: others })
}

fn cut(at: &Standpoint<'_>, shown: usize, total: usize, table: PlanTable, plans: Vec<&Plan>) -> Option<Cut> {
    if total <= MOST_ROWS {
        return None;
    }
    let number = |count: usize| at.words.number((count as u64).into());
    let tables: Vec<Item> = if plans.len() > MOST_TABLES {
        vec![Item::plain(at.t("section.datasets")).to(at.href(&PageId::Datasets))]
    } else {
        plans.into_iter().filter_map(|plan| table_of(at, plan, table)).collect()
    };
    let text = at.words.fill("table.first-of", &[("n", &number(shown)), ("total", &number(total))]);
    Some(Cut { text, tables })
}

/// A plan's table by the plan's title, leading to its rows.
fn table_of(at: &Standpoint<'_>, plan: &Plan, table: PlanTable) -> Option<Item> {
    let dataset = at.catalog().datasets.get(&plan.dataset)?;
    let resource = dataset.resources.iter().find(|resource| resource.well_known == Some(table.name()))?;
    let title = at.text(&resource.title);
    let name = at.words.fill("table.caption", &[("table", &title.text), ("dataset", &at.plan_title(plan).text)]);
    Some(Item { text: name, ..title }.to(at.table(&dataset.name, &resource.name)))
}

/// Names for a fact: the first ones, and how many more there are.
pub(in crate::render) fn first_names(at: &Standpoint<'_>, mut names: Vec<Item>) -> Vec<Item> {
    let left = names.len().saturating_sub(MOST_NAMES);
    if left > 0 {
        names.truncate(MOST_NAMES);
        names.push(Item::plain(more(at, left)));
    }
    names
}

/// `và 12 mục nữa`; empty when none are left.
pub(in crate::render) fn more(at: &Standpoint<'_>, left: usize) -> String {
    if left == 0 { String::new() } else { at.words.fill("site.more", &[("n", &at.words.number((left as u64).into()))]) }
}
