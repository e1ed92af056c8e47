//! The pages of a site, each by what it is about; knows neither languages nor
//! addresses.

/// A page of the site, in any language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageId {
    /// The home page.
    Home,
    /// All plans.
    Plans,
    /// A plan.
    Plan(String),
    /// A target: plan, id.
    Target(String, String),
    /// A task: plan, id.
    Task(String, String),
    /// All pillars.
    Pillars,
    /// A pillar.
    Pillar(String),
    /// All agencies.
    Agencies,
    /// An agency.
    Agency(String),
    /// All documents.
    Documents,
    /// A document.
    Document(String),
    /// All indicators.
    Indicators,
    /// An indicator.
    Indicator(String),
    /// All quarters.
    Timeline,
    /// A quarter: year, number from 1.
    Quarter(i16, i8),
    /// What can be compared.
    Compare,
    /// Indicators that several plans measure, side by side.
    CompareIndicators,
    /// Agencies that lead, side by side.
    CompareAgencies,
    /// A plan against the plan of an agency above its own.
    Against(String, String),
    /// All datasets.
    Datasets,
    /// A dataset.
    Dataset(String),
    /// All topics.
    Topics,
    /// A topic.
    Topic(String),
    /// A later page of a list: its first page, number from 2.
    ListPage(Box<PageId>, u64),
    /// A page of a table's rows: dataset, table, number from 1.
    Table(String, String, u64),
    /// Where the portal is searched.
    Search,
    /// Everything that has a name, in the order of names.
    Names,
    /// An author's page, by its id.
    Page(String),
    /// The page for addresses that do not exist; one for all languages.
    NotFound,
}

impl PageId {
    /// The page that stands for a whole list, and which of its pages this is,
    /// from 1; a page that is no list's is its own first page.
    pub fn numbered(&self) -> (&PageId, u64) {
        match self {
            PageId::ListPage(first, number) => (first, *number),
            page => (page, 1),
        }
    }

    /// A page of the list that begins with this page.
    pub fn with_number(&self, number: u64) -> PageId {
        let (first, _) = self.numbered();
        if number == 1 { first.clone() } else { PageId::ListPage(Box::new(first.clone()), number) }
    }
}
