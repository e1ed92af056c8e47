//! Into how many files the search index of a language is cut.
//!
//! Decided before the index is made, from how many things there are; which
//! word or entry stands in which file is the index's own affair.

use crate::model::Catalog;
use crate::model::lang::Lang;

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
    /// Of [`Shard::Titles`], and as many of [`Shard::Texts`].
    pub blocks: u32,
}

/// Entries in a block of names: what is shown first takes a few of them.
const IN_BLOCK: usize = 80;
/// Entries whose words fill a file of words.
const IN_TERMS: usize = 160;
/// The most files of a kind: beyond that the files grow.
const MOST: u32 = 1000;

/// How many files the index of a language takes.
pub fn shards(catalog: &Catalog) -> Shards {
    let entries = entries(catalog);
    let files = |in_one: usize| u32::try_from(entries.div_ceil(in_one)).unwrap_or(MOST).clamp(1, MOST);
    Shards { terms: files(IN_TERMS), blocks: files(IN_BLOCK) }
}

/// About how many entries the index has.
fn entries(catalog: &Catalog) -> usize {
    let of_plans = catalog.plans.values().map(|plan| 1 + plan.targets.len() + plan.tasks.len() + plan.results.len() + plan.budget.len());
    let of_tables = catalog.datasets.values().flat_map(|dataset| &dataset.resources).map(|table| {
        let is_shared = table.well_known.is_some();
        1 + if is_shared { 0 } else { table.schema.fields.len() }
    });
    let registries = catalog.agencies.len() + catalog.documents.len() + catalog.indicators.len() + catalog.pillars.len();
    registries + catalog.datasets.len() + catalog.pages.len() + of_plans.sum::<usize>() + of_tables.sum::<usize>()
}

impl Shards {
    /// All files of a language.
    pub fn all(self) -> impl Iterator<Item = Shard> {
        let terms = (0..self.terms).map(Shard::Terms);
        let blocks = (0..self.blocks).flat_map(|number| [Shard::Titles(number), Shard::Texts(number)]);
        [Shard::Start, Shard::Words, Shard::Facets].into_iter().chain(terms).chain(blocks)
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
