//! Datasets: the list of them, and a dataset's tables, columns, files and
//! facts.

use std::cmp::Reverse;
use std::io;

use serde::Serialize;

use super::answer::{Sentence, tell};
use super::charts::{of_block, shown};
use super::cite::{self, Citation, Cited};
use super::files::{Files, dataset_files, files, portal_files};
use super::frame::license;
use super::paging::{Paging, listed};
use super::preview::{Preview, preview};
use super::prose::{Prose, markdown, unmarked};
use super::standpoint::Standpoint;
use super::{Fact, Facts, Head, Item};
use crate::model::Ref;
use crate::model::block::Block;
use crate::model::dataset::{Dataset, License, Resource};
use crate::model::schema::{Field, FieldType};
use crate::render::facts::publisher::Publisher;
use crate::route::{PageId, Subject, table_anchor};

/// The page of all datasets.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Datasets {
    intro: String,
    datasets: Vec<DatasetRow>,
    paging: Paging,
    /// Files of all data of the portal; on the first page of the list.
    files: Option<Files>,
}

/// A dataset in a list.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DatasetRow {
    dataset: Item,
    description: Item,
    tables: String,
    rows: String,
    /// `Cập nhật …`; may be empty.
    updated: String,
}

/// A dataset's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DatasetView {
    /// What is in it, how fresh it is and on which terms, in one sentence.
    answer: Sentence,
    description: Option<Prose>,
    /// The charts that its descriptor asks for, as HTML.
    charts: Vec<String>,
    /// The day of its last change, as far as it is known.
    modified: Vec<Item>,
    /// The topics that it is filed under.
    topics: Vec<Item>,
    facts: Vec<Fact>,
    tables: Vec<TableOf>,
    /// Bundle and descriptor.
    files: Option<Files>,
    /// How to cite it.
    citation: Citation,
}

/// A table of a dataset.
#[derive(Debug, Serialize)]
struct TableOf {
    /// Its name in the data.
    name: String,
    /// The name of its place on this page.
    anchor: String,
    /// Its title, leading to its rows when they have pages.
    title: Item,
    /// Its first rows; absent when there are none, or the portal shows none.
    preview: Option<Preview>,
    description: Option<Prose>,
    rows: String,
    columns: Vec<ColumnOf>,
    /// Whether the columns' types were guessed.
    inferred: bool,
    files: Option<Files>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
struct ColumnOf {
    name: String,
    title: Item,
    description: Item,
    kind: String,
    /// What its values satisfy, in words.
    rules: Vec<String>,
    /// The table whose key it holds.
    reference: Option<Item>,
}

/// A page of the list of all datasets.
pub(in crate::render) fn datasets(at: &Standpoint<'_>, number: u64) -> (Head, Datasets) {
    let (ids, head, paging) = listed(at, &PageId::Datasets, number, at.section_head("datasets"));
    let files = if number == 1 { portal_files(at) } else { None };
    (head, Datasets { intro: intro(at), datasets: dataset_rows(at, ids.into_iter()), paging, files })
}

/// How many datasets there are, and on which terms.
fn intro(at: &Standpoint<'_>) -> String {
    let count = at.order(&PageId::Datasets).map_or(0, |order| order.len() as u64);
    let intro = at.words.fill("intro.datasets", &[("datasets", &at.words.count("count.datasets", count))]);
    let terms = at.catalog().portal.license.as_ref().and_then(license);
    let terms = terms.map(|license| at.words.fill("intro.datasets-license", &[("license", &license.text)]));
    [Some(intro), terms].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The datasets that changed last, newest first; those without a day last.
pub(in crate::render) fn newest_datasets(at: &Standpoint<'_>, count: u64) -> Vec<DatasetRow> {
    let mut all: Vec<&str> = at.order(&PageId::Datasets).into_iter().flat_map(|order| order.page(1, u64::MAX)).collect();
    let day = |id: &&str| at.catalog().datasets.get(*id).and_then(|dataset| dataset.updated());
    all.sort_by_cached_key(|id| Reverse(day(id)));
    dataset_rows(at, all.into_iter().take(usize::try_from(count).unwrap_or(usize::MAX)))
}

/// Datasets as rows.
pub(in crate::render) fn dataset_rows<'a>(at: &Standpoint<'_>, ids: impl Iterator<Item = &'a str>) -> Vec<DatasetRow> {
    let row = |dataset: &Dataset| {
        let rows: u64 = dataset.resources.iter().map(|resource| resource.profile.rows).sum();
        let day = dataset.updated().map(|day| at.words.fill("dataset.updated", &[("date", &at.words.date(day))]));
        DatasetRow {
            dataset: at.text(&dataset.title).to(at.href(&PageId::Dataset(dataset.name.clone()))),
            description: at.text(&dataset.summary),
            tables: at.words.count("count.tables", dataset.resources.len() as u64),
            rows: at.words.count("count.rows", rows),
            updated: day.unwrap_or_default(),
        }
    };
    ids.filter_map(|id| at.catalog().datasets.get(id).map(Box::as_ref)).map(row).collect()
}

/// A dataset's page.
///
/// # Errors
/// When a table cannot be read again.
pub(in crate::render) fn dataset(at: &Standpoint<'_>, dataset: &Dataset) -> io::Result<(Head, DatasetView)> {
    let title = at.text(&dataset.title);
    let description = dataset.description.read();
    let summary = at.text(&dataset.summary).text;
    let head = Head {
        description: if summary.is_empty() { title.text.clone() } else { summary },
        title,
        above: vec![at.above(PageId::Datasets, "datasets")],
    };
    let view = DatasetView {
        answer: at.when("answer", || answer(at, dataset)),
        description: markdown(at, &description),
        charts: charts(at, dataset)?,
        modified: at.dates(dataset.updated()),
        topics: dataset.congbo.topics.iter().map(|topic| at.topic(topic)).collect(),
        facts: at.when("facts", || facts(at, dataset)),
        tables: dataset.resources.iter().map(|resource| table(at, dataset, resource)).collect::<io::Result<_>>()?,
        files: dataset_files(at, dataset),
        citation: at.when("citation", || citation(at, dataset)),
    };
    Ok((head, view))
}

/// Its charts, each in its figure.
fn charts(at: &Standpoint<'_>, dataset: &Dataset) -> io::Result<Vec<String>> {
    let page = PageId::Dataset(dataset.name.clone());
    let figure = |block: &Block| Ok(of_block(at, block)?.as_ref().as_ref().map(|picture| shown(at, &page, &block.file_name(), picture)));
    dataset.charts.iter().filter_map(|chart| figure(&chart.block).transpose()).collect()
}

fn answer(at: &Standpoint<'_>, dataset: &Dataset) -> Sentence {
    let rows: u64 = dataset.resources.iter().map(|resource| resource.profile.rows).sum();
    let plan = at.catalog().plan_of(dataset);
    let of = plan.map(|plan| tell(at, "dataset.answer-of", &[("plan", at.plan(plan).into())]));
    let updated = dataset.updated();
    let when = updated.map(|day| tell(at, "dataset.answer-when", &[("date", at.date(day).into())]));
    let license = licenses(at, dataset).into_iter().next();
    let license = license.map(|license| tell(at, "dataset.answer-license", &[("license", license.into())]));
    let args = [
        ("tables", at.words.count("count.tables", dataset.resources.len() as u64).into()),
        ("rows", at.words.count("count.rows", rows).into()),
        ("of", of.unwrap_or_default()),
        ("when", when.unwrap_or_default()),
        ("license", license.unwrap_or_default()),
    ];
    tell(at, "dataset.answer", &args)
}

fn licenses(at: &Standpoint<'_>, dataset: &Dataset) -> Vec<Item> {
    let own: Vec<&License> = dataset.licenses.iter().collect();
    let all = if own.is_empty() { at.catalog().portal.license.iter().collect() } else { own };
    all.into_iter().filter_map(license).collect()
}

fn publisher(at: &Standpoint<'_>, dataset: &Dataset) -> Item {
    at.publisher(Publisher::of(at.catalog(), dataset))
}

/// Its keywords in a line, in the language they were given in.
fn keywords(at: &Standpoint<'_>, dataset: &Dataset) -> Option<Item> {
    let words: Vec<Item> = dataset.keywords.iter().map(|word| at.original(word)).collect();
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(&at.t("list.separator"));
    Some(Item { text, mark: None, ..words.first()?.clone() })
}

fn facts(at: &Standpoint<'_>, dataset: &Dataset) -> Vec<Fact> {
    let given = &dataset.congbo;
    let text = |text: &Option<String>| text.iter().map(|text| Item::plain(text.as_str())).collect::<Vec<_>>();
    let web = |path: &Option<String>| path.clone().filter(|path| path.starts_with("https://") || path.starts_with("http://"));
    let mut facts = Facts::default();
    facts.add(at.t("dataset.publisher"), vec![publisher(at, dataset)]);
    facts.add(at.t("dataset.license"), licenses(at, dataset));
    facts.add(at.t("dataset.issued"), at.dates(given.issued));
    facts.add(at.t("dataset.modified"), at.dates(given.modified));
    let periodicity = given.periodicity.as_ref().map(|code| Item::plain(at.words.label("periodicity", &code.to_lowercase())));
    facts.add(at.t("dataset.periodicity"), periodicity.into_iter().collect());
    facts.add(at.t("dataset.period"), at.words.period(given.start, given.end).map(Item::plain).into_iter().collect());
    facts.add(at.t("dataset.spatial"), given.spatial.iter().map(|province| at.province(&Ref::new(province.clone()))).collect());
    let sources = dataset.sources.iter().map(|source| {
        let title = at.text(&source.title);
        let title = if title.text.is_empty() { Item::plain(source.path.clone().unwrap_or_default()) } else { title };
        title.to(web(&source.path))
    });
    facts.add(at.t("dataset.sources"), sources.collect());
    let contributors = dataset.contributors.iter().map(|who| at.text(&who.title).to(web(&who.path)).with_note(who.roles.join(", ")));
    facts.add(at.t("dataset.contributors"), contributors.collect());
    let plan = at.catalog().plans.values().filter(|plan| plan.dataset == dataset.name).map(|plan| at.plan(plan));
    facts.add(at.t("dataset.plan"), plan.collect());
    facts.add(at.t("dataset.topics"), given.topics.iter().map(|topic| at.topic(topic)).collect());
    facts.add(at.t("dataset.keywords"), keywords(at, dataset).into_iter().collect());
    facts.add(at.t("dataset.version"), text(&dataset.version));
    facts.add(at.t("dataset.identifier"), dataset.id.iter().map(|id| Item::plain(id.as_str()).to(web(&dataset.id))).collect());
    facts
        .add(at.t("dataset.homepage"), dataset.homepage.iter().map(|page| Item::plain(page.as_str()).to(web(&dataset.homepage))).collect());
    facts.list()
}

/// How to cite it.
pub(in crate::render) fn citation(at: &Standpoint<'_>, dataset: &Dataset) -> Citation {
    let given = &dataset.congbo;
    let year = given.modified.or(given.issued).or(at.catalog().as_of).map(|day| day.year().to_string()).unwrap_or_default();
    let cited = Cited {
        key: &dataset.name,
        kind: cite::Kind::Data,
        author: publisher(at, dataset).text,
        title: at.text(&dataset.title).text,
        number: String::new(),
        date: year.clone(),
        year,
    };
    cite::citation(at, &cited)
}

fn table(at: &Standpoint<'_>, dataset: &Dataset, resource: &Resource) -> io::Result<TableOf> {
    let count = at.catalog().portal.preview_rows;
    Ok(TableOf {
        name: resource.name.clone(),
        anchor: table_anchor(&resource.name).into_owned(),
        preview: if count > 0 { preview(at, dataset, resource, count)? } else { None },
        title: at.text(&resource.title).to(at.href(&PageId::Table(dataset.name.clone(), resource.name.clone(), 1))),
        description: markdown(at, &resource.description.read()),
        rows: at.words.count("count.rows", resource.profile.rows),
        columns: resource.schema.fields.iter().map(|field| column(at, dataset, resource, field)).collect(),
        inferred: resource.is_guessed(),
        files: files(at, &Subject::Resource { dataset: dataset.name.clone(), table: resource.name.clone() }),
    })
}

fn column(at: &Standpoint<'_>, dataset: &Dataset, resource: &Resource, field: &Field) -> ColumnOf {
    ColumnOf {
        name: field.name.clone(),
        title: at.text(&field.title),
        description: unmarked(at, &field.description),
        kind: at.when("kind", || at.words.label("field-type", field.kind.name())),
        rules: at.when("rules", || rules(at, resource, field)),
        reference: at.when("reference", || reference(at, dataset, resource, field)),
    }
}

/// A column's constraints in words.
fn rules(at: &Standpoint<'_>, resource: &Resource, field: &Field) -> Vec<String> {
    let given = &field.constraints;
    let told = |key: &str, name: &str, value: &str| at.words.fill(&format!("constraint.{key}"), &[(name, value)]);
    let mut rules = Vec::new();
    if resource.schema.primary_key.contains(&field.name) {
        rules.push(at.t("constraint.key"));
    }
    if given.required {
        rules.push(at.t("constraint.required"));
    }
    if given.unique {
        rules.push(at.t("constraint.unique"));
    }
    if let FieldType::List { delimiter, .. } = &field.kind {
        rules.push(told("list-of", "delimiter", delimiter));
    }
    let lengths = [("min-length", given.min_length), ("max-length", given.max_length)];
    rules.extend(lengths.iter().filter_map(|(key, length)| Some(told(key, "n", &at.words.number((*length)?.into())))));
    let bounds = [
        ("minimum", &given.minimum),
        ("maximum", &given.maximum),
        ("exclusive-minimum", &given.exclusive_minimum),
        ("exclusive-maximum", &given.exclusive_maximum),
    ];
    rules.extend(bounds.iter().filter_map(|(key, bound)| Some(told(key, "value", bound.as_ref()?))));
    if let Some(pattern) = &given.pattern {
        rules.push(told("pattern", "value", pattern.as_str()));
    }
    if !given.allowed.is_empty() {
        rules.push(told("one-of", "values", &given.allowed.join(", ")));
    }
    rules
}

/// The table whose key a column holds, leading to its rows.
fn reference(at: &Standpoint<'_>, dataset: &Dataset, resource: &Resource, field: &Field) -> Option<Item> {
    if let Some(reference) = field.reference {
        let label = Item::plain(at.words.label("reference", reference.name()));
        let home = if reference.is_internal() { Some(dataset) } else { at.catalog().home_of(reference.name()) };
        let table = home.and_then(|home| {
            let table = home.resources.iter().find(|resource| resource.well_known == Some(reference.name()))?;
            at.table(&home.name, &table.name)
        });
        return Some(label.to(table));
    }
    let key = resource.schema.foreign_keys.iter().find(|key| key.fields.contains(&field.name))?;
    let table = if key.resource.is_empty() { resource } else { dataset.resource(&key.resource)? };
    let label = at.words.fill("reference.table", &[("table", &at.text(&table.title).text)]);
    Some(Item::plain(label).to(at.table(&dataset.name, &table.name)))
}
