//! The model: what a portal publishes, as plain data without input or output.
//!
//! One struct per concept, named after the standards. [`Catalog`] is the whole,
//! frozen once linked: after that every [`Ref`] leads somewhere.

pub mod agency;
pub mod backlinks;
pub mod block;
pub mod cell;
pub mod checksum;
pub mod conformance;
pub mod constraints;
pub mod dataset;
pub mod document;
pub mod filter;
pub mod garbled;
pub mod indicator;
pub mod lang;
pub mod links;
pub mod long;
pub mod look;
pub mod moment;
pub mod page;
pub mod plan;
pub mod portal;
pub mod profile;
pub mod format_limits;
pub mod schema;
pub mod state;
pub mod status;
pub mod target;
pub mod task;
pub mod text;
pub mod theme;
pub mod value;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::diag::{Place, SourceId, Spot};
use agency::{Agency, Province};
use backlinks::Backlinks;
use dataset::{Dataset, ProfileName};
use document::LegalDocument;
use indicator::{Indicator, Pillar};
use page::Page;
use plan::Plan;
use portal::Portal;
use theme::Prepared;

/// The name of a thing of the catalogue.
pub struct Ref<T> {
    /// The id, as in the data.
    pub id: String,
    of: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// A reference to the thing with this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), of: PhantomData }
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self::new(self.id.clone())
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<T> Eq for Ref<T> {}

impl<T> PartialOrd for Ref<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Ref<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id.cmp(&other.id)
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "->{}", self.id)
    }
}

/// The rows of a well-known table, with what is needed to point at a cell.
#[derive(Debug, Clone)]
pub struct Table<T> {
    /// The CSV; meaningless while there are no rows.
    pub source: SourceId,
    /// The header.
    pub columns: Vec<String>,
    /// The file's delimiter.
    pub delimiter: u8,
    /// The file's quote character.
    pub quote: u8,
    /// The rows, in the order of the file.
    pub rows: Vec<T>,
    /// Offset of each row's record in the file.
    pub records: Vec<u64>,
    /// The row of every `id`; the last one where an id repeats.
    pub ids: BTreeMap<String, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            source: SourceId::default(),
            columns: Vec::new(),
            delimiter: b',',
            quote: b'"',
            rows: Vec::new(),
            records: Vec::new(),
            ids: BTreeMap::new(),
        }
    }
}

impl<T> Table<T> {
    /// The rows, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// The row with this id.
    pub fn find(&self, id: &str) -> Option<&T> {
        self.ids.get(id).map(|row| &self.rows[*row])
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The place of a row's cell; of its first cell when there is no such column.
    pub fn spot(&self, row: usize, column: &str) -> Spot {
        let field = self.columns.iter().position(|name| name == column).unwrap_or(0);
        let field = u32::try_from(field).expect("fewer than four billion columns");
        let place = Place::Cell { record: self.records[row], field, delimiter: self.delimiter, quote: self.quote };
        Spot { source: self.source, place }
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

/// Everything that is published, linked and frozen.
#[derive(Debug)]
pub struct Catalog {
    /// The portal's settings.
    pub portal: Portal,
    /// The day that statuses are derived for; `None` when nothing is dated.
    pub as_of: Option<Date>,
    /// The moment of publication: an input, never the clock.
    pub published: Option<Timestamp>,
    /// Datasets by name.
    pub datasets: BTreeMap<String, Box<Dataset>>,
    /// Plans by id.
    pub plans: BTreeMap<String, Plan>,
    /// Pillars by id.
    pub pillars: BTreeMap<String, Pillar>,
    /// Agencies by id.
    pub agencies: BTreeMap<String, Agency>,
    /// Provinces by id.
    pub provinces: BTreeMap<String, Province>,
    /// Documents by id.
    pub documents: BTreeMap<String, LegalDocument>,
    /// Indicators by id.
    pub indicators: BTreeMap<String, Indicator>,
    /// Authors' pages by id.
    pub pages: BTreeMap<String, Page>,
    /// Who is named where.
    pub backlinks: Backlinks,
    /// Where registry entries stand: table and id, cell.
    pub origins: BTreeMap<(String, String), Spot>,
    /// Files published as they are: site path, source.
    pub files: BTreeMap<String, SourceId>,
    /// What a renderer made of the whole: the orders of lists.
    pub prepared: Prepared,
    /// What a renderer made of the whole: the index of all things.
    pub indexed: Prepared,
    /// What a renderer made of the whole: texts that many archives have,
    /// compressed.
    pub packed: Prepared,
    /// What a renderer made of the whole: descriptions without their markup.
    pub plain: Prepared,
    /// What a renderer made of the whole: small tables, read.
    pub small: Prepared,
    /// What a renderer made of the whole: charts, drawn.
    pub drawn: Prepared,
    /// What a renderer made of the whole: what stands in spreadsheets.
    pub workbooks: Prepared,
    /// What a renderer made of the whole: what catalogues tell of datasets.
    pub described: Prepared,
    /// What a renderer made of the whole: packages of CKAN.
    pub packages: Prepared,
}

impl Catalog {
    /// What is published together with a plan: its dataset, and the registries.
    pub fn datasets_of_plan(&self, plan: &str) -> Vec<&Dataset> {
        let own = self.plans.get(plan).and_then(|plan| self.datasets.get(&plan.dataset));
        let registries = self.datasets.values().filter(|dataset| dataset.congbo.profile == Some(ProfileName::Registry));
        own.into_iter().chain(registries).map(Box::as_ref).collect()
    }

    /// The plan whose tables a dataset holds.
    pub fn plan_of(&self, dataset: &Dataset) -> Option<&Plan> {
        self.plans.get(self.backlinks.plans.get(&dataset.name)?)
    }

    /// The first dataset that holds the well-known table of this name.
    pub fn home_of(&self, table: &str) -> Option<&Dataset> {
        self.datasets.get(self.backlinks.tables.get(table)?).map(Box::as_ref)
    }
}

macro_rules! indexed {
    ($($thing:ident $map:ident;)*) => {
        $(impl Index<&Ref<$thing>> for Catalog {
            type Output = $thing;

            fn index(&self, reference: &Ref<$thing>) -> &$thing {
                self.$map.get(&reference.id).expect("link reports every reference that leads nowhere, and nothing is rendered then")
            }
        })*
    };
}

indexed! {
    Agency agencies;
    Province provinces;
    LegalDocument documents;
    Indicator indicators;
    Pillar pillars;
    Plan plans;
    Page pages;
}
