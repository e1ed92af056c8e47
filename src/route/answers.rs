//! The answers of the interface for programs: which there are, and where each
//! of them stands below `api/v1/`.
//!
//! A host of files has no parameters: every answer is a file of its own, a
//! long one in numbered parts. Lists are there even when they are empty, so
//! that what was written for one portal reads any other. Knows nothing of what
//! an answer says.

use super::pages::list_pages;
use crate::model::Catalog;
use crate::model::dataset::Resource;

/// An answer, or what describes the answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// The portal, and where everything else is.
    Catalogue,
    /// A page of a list, from 1.
    List(Listing, u64),
    /// A dataset.
    Dataset(String),
    /// A page of the rows of a table: dataset, table, page from 1.
    Table(String, String, u64),
    /// A plan.
    Plan(String),
    /// An agency.
    Agency(String),
    /// A document.
    Document(String),
    /// An indicator.
    Indicator(String),
    /// The description of all answers for programs (OpenAPI).
    Description,
    /// The schema of the answers of a kind.
    Schema(&'static str),
}

/// What there is a list of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// All datasets.
    Datasets,
    /// All tables.
    Tables,
    /// All plans.
    Plans,
    /// All agencies.
    Agencies,
    /// All documents.
    Documents,
    /// All indicators.
    Indicators,
    /// All pillars.
    Pillars,
    /// All provinces.
    Provinces,
}

/// The kinds of answers, each with a schema of its own.
pub const KINDS: [&str; 15] = [
    "catalogue",
    "datasets",
    "dataset",
    "tables",
    "table",
    "plans",
    "plan",
    "agencies",
    "agency",
    "documents",
    "document",
    "indicators",
    "indicator",
    "pillars",
    "provinces",
];

/// Entries on a page of a list.
pub const ENTRIES: u64 = 500;
/// A page of a table holds at most so many rows.
const MOST_ROWS: u64 = 5_000;
/// A page of a table holds at most so many cells: rows of very many columns are fewer.
const MOST_CELLS: u64 = 100_000;

impl Listing {
    /// All lists.
    pub const ALL: [Listing; 8] = [
        Listing::Datasets,
        Listing::Tables,
        Listing::Plans,
        Listing::Agencies,
        Listing::Documents,
        Listing::Indicators,
        Listing::Pillars,
        Listing::Provinces,
    ];

    /// Its name in addresses, which is the kind of its answers.
    pub fn name(self) -> &'static str {
        match self {
            Listing::Datasets => "datasets",
            Listing::Tables => "tables",
            Listing::Plans => "plans",
            Listing::Agencies => "agencies",
            Listing::Documents => "documents",
            Listing::Indicators => "indicators",
            Listing::Pillars => "pillars",
            Listing::Provinces => "provinces",
        }
    }

    /// How many entries it has.
    pub fn entries(self, catalog: &Catalog) -> usize {
        match self {
            Listing::Datasets => catalog.datasets.len(),
            Listing::Tables => catalog.datasets.values().map(|dataset| dataset.resources.len()).sum(),
            Listing::Plans => catalog.plans.len(),
            Listing::Agencies => catalog.agencies.len(),
            Listing::Documents => catalog.documents.len(),
            Listing::Indicators => catalog.indicators.len(),
            Listing::Pillars => catalog.pillars.len(),
            Listing::Provinces => catalog.provinces.len(),
        }
    }

    /// How many pages its entries take: at least one.
    pub fn pages(self, catalog: &Catalog) -> u64 {
        list_pages(self.entries(catalog), ENTRIES)
    }
}

impl Answer {
    /// The kind of answer; `None` for what describes answers.
    pub fn kind(&self) -> Option<&'static str> {
        Some(match self {
            Answer::Catalogue => "catalogue",
            Answer::List(listing, _) => listing.name(),
            Answer::Dataset(_) => "dataset",
            Answer::Table(..) => "table",
            Answer::Plan(_) => "plan",
            Answer::Agency(_) => "agency",
            Answer::Document(_) => "document",
            Answer::Indicator(_) => "indicator",
            Answer::Description | Answer::Schema(_) => return None,
        })
    }
}

/// How many rows a page of a table holds.
pub fn rows_of_answer(resource: &Resource) -> u64 {
    (MOST_CELLS / (resource.schema.fields.len() as u64).max(1)).clamp(1, MOST_ROWS)
}

/// How many pages the rows of a table take: at least one.
pub fn answers_of_table(resource: &Resource) -> u64 {
    resource.profile.rows.div_ceil(rows_of_answer(resource)).max(1)
}

/// All answers of a portal, and what describes them.
pub(super) fn answers(catalog: &Catalog) -> Vec<Answer> {
    let mut all = vec![Answer::Catalogue, Answer::Description];
    all.extend(KINDS.map(Answer::Schema));
    for listing in Listing::ALL {
        all.extend((1..=listing.pages(catalog)).map(|page| Answer::List(listing, page)));
    }
    for dataset in catalog.datasets.values() {
        all.push(Answer::Dataset(dataset.name.clone()));
        for resource in &dataset.resources {
            let pages = 1..=answers_of_table(resource);
            all.extend(pages.map(|page| Answer::Table(dataset.name.clone(), resource.name.clone(), page)));
        }
    }
    all.extend(catalog.plans.keys().cloned().map(Answer::Plan));
    all.extend(catalog.agencies.keys().cloned().map(Answer::Agency));
    all.extend(catalog.documents.keys().cloned().map(Answer::Document));
    all.extend(catalog.indicators.keys().cloned().map(Answer::Indicator));
    all
}

/// The folder of all answers.
pub const ANSWERS: &str = "api/v1/";

/// The address of an answer.
pub(super) fn address(answer: &Answer) -> String {
    let below = match answer {
        Answer::Catalogue => "index.json".to_owned(),
        Answer::List(listing, 1) => format!("{}.json", listing.name()),
        Answer::List(listing, page) => format!("{}.p{page}.json", listing.name()),
        Answer::Dataset(dataset) => format!("datasets/{dataset}.json"),
        Answer::Table(dataset, table, page) => format!("tables/{dataset}/{table}/{page}.json"),
        Answer::Plan(id) => format!("plans/{id}.json"),
        Answer::Agency(id) => format!("agencies/{id}.json"),
        Answer::Document(id) => format!("documents/{id}.json"),
        Answer::Indicator(id) => format!("indicators/{id}.json"),
        Answer::Description => "openapi.json".to_owned(),
        Answer::Schema(kind) => format!("schemas/{kind}.json"),
    };
    format!("{ANSWERS}{below}")
}
