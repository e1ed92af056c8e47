//! Entries of lists: what a list tells of each thing, enough to choose one.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::head::{AgencyKinds, AgencyLevels, Directions, DocumentTypes, MaybeCode, Teller, filled, modified};
use super::shape::{Code, Link, Pages, Told, record};
use crate::model::value::PartialDate;
use crate::route::{Answer, ENTRIES, PageId};

record! {
    /// A dataset of the list.
    DatasetEntry {
        /// Its id.
        id: String,
        /// Its answer.
        url: Link,
        /// Its title.
        title: Told,
        /// The day of its last change.
        modified: Option<Date>,
        /// The id of the plan whose tables it holds.
        plan: Option<String>,
        /// How many tables it has.
        tables: u64,
        /// How many rows its tables have together.
        rows: u64,
    }
}

record! {
    /// A table of the list.
    TableEntry {
        /// Its id, unique in its dataset.
        id: String,
        /// The id of its dataset.
        dataset: String,
        /// Its rows: the first page of them.
        url: Link,
        /// Its title.
        title: Told,
        /// How many rows it has.
        rows: u64,
        /// How many columns it has.
        columns: u64,
    }
}

record! {
    /// A plan of the list.
    PlanEntry {
        /// Its id.
        id: String,
        /// Its answer.
        url: Link,
        /// Its title.
        title: Told,
        /// Its number.
        number: Option<String>,
        /// Its date, perhaps without a day or a month.
        date: Option<PartialDate>,
        /// The id of the agency that issued it.
        issuer: Option<String>,
        /// The first day of its period.
        start: Option<Date>,
        /// The last day of its period.
        end: Option<Date>,
        /// How many targets it has.
        targets: u64,
        /// How many tasks it has.
        tasks: u64,
    }
}

record! {
    /// An agency of the list.
    AgencyEntry {
        /// Its id.
        id: String,
        /// Its answer.
        url: Link,
        /// Its name.
        name: Told,
        /// Whether it is one agency, several named together, or a division of one.
        kind: Code<AgencyKinds>,
        /// Its level.
        level: MaybeCode<AgencyLevels>,
        /// The id of its province.
        province: Option<String>,
        /// The id of the agency that it belongs to.
        parent: Option<String>,
    }
}

record! {
    /// A document of the list.
    DocumentEntry {
        /// Its id.
        id: String,
        /// Its answer.
        url: Link,
        /// Its number.
        number: Option<String>,
        /// Its type.
        r#type: Code<DocumentTypes>,
        /// Its date.
        date: Option<Date>,
        /// Its title.
        title: Told,
        /// The id of the agency that issued it.
        issuer: Option<String>,
    }
}

record! {
    /// An indicator of the list.
    IndicatorEntry {
        /// Its id.
        id: String,
        /// Its answer.
        url: Link,
        /// Its name.
        name: Told,
        /// Its unit.
        unit: Option<String>,
        /// Which way is better.
        direction: MaybeCode<Directions>,
    }
}

record! {
    /// A pillar: a group of promises.
    PillarEntry {
        /// Its id.
        id: String,
        /// Its name.
        name: Told,
        /// Its place among pillars.
        order: i64,
        /// Its page.
        pages: Option<Pages>,
    }
}

record! {
    /// A province, present or former.
    ProvinceEntry {
        /// Its id.
        id: String,
        /// Its code: two digits, ambiguous without the time.
        code: String,
        /// Its name.
        name: Told,
        /// The first day of its existence.
        valid_from: Option<Date>,
        /// The last day of its existence.
        valid_to: Option<Date>,
        /// The id of the province that took over from it.
        successor: Option<String>,
    }
}

/// What of a list stands on a page, from 1.
fn on_page<T>(all: impl Iterator<Item = T>, page: u64) -> impl Iterator<Item = T> {
    let size = usize::try_from(ENTRIES).expect("a page is small");
    let number = usize::try_from(page).unwrap_or(usize::MAX).saturating_sub(1);
    all.skip(number.saturating_mul(size)).take(size)
}

/// The values of a page of a registry.
fn of<T>(registry: &BTreeMap<String, T>, page: u64) -> impl Iterator<Item = &T> {
    on_page(registry.values(), page)
}

pub(super) fn datasets(teller: &Teller<'_>, page: u64) -> Vec<DatasetEntry> {
    let catalog = teller.context.catalog;
    of(&catalog.datasets, page)
        .map(|dataset| DatasetEntry {
            id: dataset.name.clone(),
            url: teller.answer(&Answer::Dataset(dataset.name.clone())),
            title: teller.text(&dataset.title),
            modified: modified(dataset),
            plan: catalog.plan_of(dataset).map(|plan| plan.id.clone()),
            tables: dataset.resources.len() as u64,
            rows: dataset.resources.iter().map(|resource| resource.profile.rows).sum(),
        })
        .collect()
}

pub(super) fn tables(teller: &Teller<'_>, page: u64) -> Vec<TableEntry> {
    let all = teller.context.catalog.datasets.values();
    let tables = all.flat_map(|dataset| dataset.resources.iter().map(move |resource| (dataset, resource)));
    on_page(tables, page)
        .map(|(dataset, resource)| TableEntry {
            id: resource.name.clone(),
            dataset: dataset.name.clone(),
            url: teller.answer(&Answer::Table(dataset.name.clone(), resource.name.clone(), 1)),
            title: teller.text(&resource.title),
            rows: resource.profile.rows,
            columns: resource.schema.fields.len() as u64,
        })
        .collect()
}

pub(super) fn plans(teller: &Teller<'_>, page: u64) -> Vec<PlanEntry> {
    of(&teller.context.catalog.plans, page)
        .map(|plan| PlanEntry {
            id: plan.id.clone(),
            url: teller.answer(&Answer::Plan(plan.id.clone())),
            title: teller.plan_title(plan),
            number: filled(&plan.number),
            date: plan.date,
            issuer: plan.issuer.as_ref().map(|issuer| issuer.id.clone()),
            start: plan.start,
            end: plan.end,
            targets: plan.targets.len() as u64,
            tasks: plan.tasks.len() as u64,
        })
        .collect()
}

pub(super) fn agencies(teller: &Teller<'_>, page: u64) -> Vec<AgencyEntry> {
    of(&teller.context.catalog.agencies, page)
        .map(|agency| AgencyEntry {
            id: agency.id.clone(),
            url: teller.answer(&Answer::Agency(agency.id.clone())),
            name: teller.text(&agency.name),
            kind: Code::new(agency.kind.name()),
            level: Code::maybe(&agency.level),
            province: agency.province.as_ref().map(|province| province.id.clone()),
            parent: agency.parent.as_ref().map(|parent| parent.id.clone()),
        })
        .collect()
}

pub(super) fn documents(teller: &Teller<'_>, page: u64) -> Vec<DocumentEntry> {
    of(&teller.context.catalog.documents, page)
        .map(|document| DocumentEntry {
            id: document.id.clone(),
            url: teller.answer(&Answer::Document(document.id.clone())),
            number: filled(&document.number),
            r#type: Code::new(&document.kind),
            date: document.date,
            title: teller.text(&document.title),
            issuer: document.issuer.as_ref().map(|issuer| issuer.id.clone()),
        })
        .collect()
}

pub(super) fn indicators(teller: &Teller<'_>, page: u64) -> Vec<IndicatorEntry> {
    of(&teller.context.catalog.indicators, page)
        .map(|indicator| IndicatorEntry {
            id: indicator.id.clone(),
            url: teller.answer(&Answer::Indicator(indicator.id.clone())),
            name: teller.text(&indicator.name),
            unit: filled(&indicator.unit),
            direction: indicator.direction.map(|direction| Code::new(direction.name())),
        })
        .collect()
}

pub(super) fn pillars(teller: &Teller<'_>, page: u64) -> Vec<PillarEntry> {
    of(&teller.context.catalog.pillars, page)
        .map(|pillar| PillarEntry {
            id: pillar.id.clone(),
            name: teller.text(&pillar.name),
            order: pillar.order,
            pages: teller.pages(&PageId::Pillar(pillar.id.clone())),
        })
        .collect()
}

pub(super) fn provinces(teller: &Teller<'_>, page: u64) -> Vec<ProvinceEntry> {
    of(&teller.context.catalog.provinces, page)
        .map(|province| ProvinceEntry {
            id: province.id.clone(),
            code: province.code.clone(),
            name: teller.text(&province.name),
            valid_from: province.valid_from,
            valid_to: province.valid_to,
            successor: province.successor.as_ref().map(|successor| successor.id.clone()),
        })
        .collect()
}
