//! Into how many files the search index of a language is cut.
//!
//! Decided before the index is made, from how many things there are; which
//! word or entry stands in which file is the index's own affair.

use super::pages::table_pages;
use crate::model::Catalog;
use crate::model::dataset::Resource;
use crate::model::lang::Lang;
use crate::model::portal::Portal;

/// A file of the search index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shard {
    /// What every search needs.
    Start,
    /// Every word, for telling which was meant.
    Words,
    /// Which entries belong to which plan, agency, pillar and year.
    Facets,
    /// Words from some letter on, and the entries that have them.
    Terms(u32),
    /// Names and addresses of some entries.
    Titles(u32),
    /// What is said of some entries.
    Texts(u32),
}

/// How many files of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shards {
    /// Of [`Shard::Terms`].
    pub terms: u32,
    /// Of [`Shard::Titles`].
    pub titles: u32,
    /// Of [`Shard::Texts`].
    pub texts: u32,
}

/// Entries in a file of names: what is shown first takes a few of them.
const IN_TITLES: usize = 80;
/// Entries in a file of texts, which are longer.
const IN_TEXTS: usize = 20;
/// Entries whose words fill a file of words.
const IN_TERMS: usize = 120;
/// The most files of a kind: beyond that the files grow.
const MOST: u32 = 1000;
/// The most rows of a table that search finds.
const MOST_ROWS: u64 = 10_000;

/// How many files the index of a language takes.
pub fn shards(catalog: &Catalog) -> Shards {
    let entries = entries(catalog);
    let files = |in_one: usize| u32::try_from(entries.div_ceil(in_one)).unwrap_or(MOST).clamp(1, MOST);
    Shards { terms: files(IN_TERMS), titles: files(IN_TITLES), texts: files(IN_TEXTS) }
}

/// About how many entries the index has.
fn entries(catalog: &Catalog) -> usize {
    let tables = || catalog.datasets.values().flat_map(|dataset| &dataset.resources);
    let of_plans = catalog.plans.values().map(|plan| 1 + plan.targets.len() + plan.tasks.len() + plan.results.len() + plan.budget.len());
    let of_tables = tables().map(|table| {
        let is_shared = table.well_known.is_some();
        1 + if is_shared { 0 } else { table.schema.fields.len() }
    });
    let registries = catalog.agencies.len() + catalog.documents.len() + catalog.indicators.len() + catalog.pillars.len();
    let rows = tables().map(|table| usize::try_from(searched_rows(&catalog.portal, table)).unwrap_or(usize::MAX));
    registries + catalog.datasets.len() + catalog.pages.len() + of_plans.sum::<usize>() + of_tables.sum::<usize>() + rows.sum::<usize>()
}

/// How many rows of a table search finds: those that stand on its pages, where
/// its descriptor asks for it, and no more than 10,000.
pub fn searched_rows(portal: &Portal, table: &Resource) -> u64 {
    if !table.searched {
        return 0;
    }
    let per_page = portal.rows_on_page(table.schema.fields.len());
    let shown = table_pages(table.profile.rows, per_page, portal.max_pages).saturating_mul(per_page);
    table.profile.rows.min(shown).min(MOST_ROWS)
}

impl Shards {
    /// All files of a language.
    pub fn all(self) -> impl Iterator<Item = Shard> {
        let terms = (0..self.terms).map(Shard::Terms);
        let shown = (0..self.titles).map(Shard::Titles).chain((0..self.texts).map(Shard::Texts));
        [Shard::Start, Shard::Words, Shard::Facets].into_iter().chain(terms).chain(shown)
    }
}

/// The address of a file of the index.
pub(super) fn address(lang: Lang, shard: Shard) -> String {
    let name = match shard {
        Shard::Start => "start".to_owned(),
        Shard::Words => "words".to_owned(),
        Shard::Facets => "facets".to_owned(),
        Shard::Terms(number) => format!("terms-{number}"),
        Shard::Titles(number) => format!("titles-{number}"),
        Shard::Texts(number) => format!("texts-{number}"),
    };
    format!("search/{lang}/{name}.js")
}
