//! What an output is made of, so that a later run knows whether it stands.
//!
//! Coarse on purpose: a part that is named too often costs time, one that is
//! left out leaves an old page standing. Whatever a format does not say, it
//! depends on everything.

/// How much of the portal an output may show beside what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// What stands around every page and is true of the whole portal: settings,
    /// theme, words, plans and registries with their rows, the titles and
    /// addresses of authors' pages, the day and moment that all is told for.
    Frame,
    /// That, and what every dataset says of itself: texts, tables, columns,
    /// numbers of rows; its rows and the sizes of its files left out.
    Catalog,
    /// That, and what search finds beside it: the words of authors' pages, the
    /// rows of tables that ask for it.
    Searched,
    /// Every byte of every file.
    Everything,
}

/// What an output is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs<'a> {
    /// How much of the portal.
    pub extent: Extent,
    /// Names of datasets that are shown with rows and files.
    pub datasets: Vec<&'a str>,
    /// Names of datasets whose descriptions of themselves are shown.
    pub mentioned: Vec<&'a str>,
    /// Ids of authors' pages whose texts are shown.
    pub texts: Vec<&'a str>,
    /// Numbers that are shown, such as how many entries a list has.
    pub counts: Vec<u64>,
}

impl<'a> Inputs<'a> {
    /// As much of the portal, and nothing in particular.
    pub fn of(extent: Extent) -> Self {
        Self { extent, datasets: Vec::new(), mentioned: Vec::new(), texts: Vec::new(), counts: Vec::new() }
    }

    /// Also a dataset with its rows and files.
    #[must_use]
    pub fn dataset(mut self, name: &'a str) -> Self {
        self.datasets.push(name);
        self
    }

    /// Also what datasets say of themselves.
    #[must_use]
    pub fn mentioning(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.mentioned.extend(names);
        self
    }

    /// Also a number.
    #[must_use]
    pub fn counting(mut self, count: usize) -> Self {
        self.counts.push(count as u64);
        self
    }

    /// Also the text of an author's page.
    #[must_use]
    pub fn text(mut self, page: &'a str) -> Self {
        self.texts.push(page);
        self
    }
}
