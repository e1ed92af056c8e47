//! Route: plan every output and its address, before anything is rendered.
//!
//! All addresses of a site are made here and nowhere else; collisions are
//! found here, not by accident while writing. Holds the trait [`Format`]: who
//! asks for outputs stands here, who makes them in `render/`.

mod address;
mod anchors;
mod answers;
mod charts;
mod collisions;
mod fault;
mod feeds;
mod filed;
mod compare;
mod inputs;
mod made;
mod package;
mod page;
mod pages;
mod parts;
mod scope;
mod relative;
mod rows;
mod search;
mod years;

use std::io::Write;

pub use address::Routes;
pub use anchors::table_anchor;
pub use answers::{ANSWERS, Answer, ENTRIES, KINDS, Listing, answers_of_table, rows_of_answer};
pub use charts::{LEADS, MOST_BARS, MOST_TASKS, TARGETS, TASKS, YEARS, chart_blocks};
pub use compare::{Leads, above, leading, leads, plan_leads, shared_indicators};
pub use fault::{RenderError, TemplateFault};
pub use filed::Filed;
pub use inputs::{Extent, Inputs};
pub use made::{AllMade, Made, MadeBefore};
pub use package::package_name;
pub use page::PageId;
pub use pages::{list_pages, names, table_pages};
pub use parts::{FILES_PER_PART, Parts};
pub use relative::relative;
pub use rows::{RowFiles, row_files};
pub use scope::{SCOPES, Scope};
pub use search::{Shard, Shards, searched_rows, shards};
pub use years::{YearLine, Years, years};

use crate::diag::{Noted, SourceId, Sources};
use crate::model::Catalog;
use crate::model::dataset::Resource;
use crate::model::lang::Lang;
use crate::model::theme::Theme;

/// The list of sums at the top of the site, which is written last.
pub const SUMS: &str = "SHA256SUMS";

/// The folder for files on their way, at the top of the site.
pub const STAGING: &str = ".congbo-staging";

/// What an output is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A table of a dataset.
    Resource {
        /// The dataset.
        dataset: String,
        /// The table.
        table: String,
    },
    /// A table in one language, or the part of it that one file holds.
    Workbook {
        /// The dataset.
        dataset: String,
        /// The table.
        table: String,
        /// The language.
        lang: Lang,
        /// Which of its files, from 1.
        part: u64,
    },
    /// A dataset.
    Dataset {
        /// The dataset.
        dataset: String,
    },
    /// A well-known table of a built-in profile.
    WellKnown {
        /// The profile.
        profile: &'static str,
        /// The table.
        table: &'static str,
    },
    /// A page in one language.
    Page {
        /// The page.
        page: PageId,
        /// The language.
        lang: Lang,
    },
    /// A chart of a page in one language.
    Chart {
        /// The page.
        page: PageId,
        /// The language.
        lang: Lang,
        /// The chart's name on the page.
        name: String,
    },
    /// A plan.
    Plan {
        /// The plan.
        plan: String,
    },
    /// A part of the catalogue of all datasets, from 1.
    Part(usize),
    /// A part of the rows of a long table in one language.
    Rows {
        /// The table's first page.
        page: PageId,
        /// The language.
        lang: Lang,
        /// Which part, from 1.
        number: u64,
    },
    /// A file of the search index of a language.
    Search {
        /// The language.
        lang: Lang,
        /// The file.
        shard: Shard,
    },
    /// An answer of the interface for programs.
    Answer(Answer),
    /// The whole portal.
    Portal,
}

impl Subject {
    /// The dataset that it is, or is a part of.
    pub fn dataset(&self) -> Option<&str> {
        match self {
            Subject::Resource { dataset, .. } | Subject::Workbook { dataset, .. } | Subject::Dataset { dataset } => Some(dataset),
            Subject::Answer(Answer::Dataset(dataset) | Answer::Table(dataset, ..)) => Some(dataset),
            Subject::Chart { page: PageId::Dataset(dataset), .. } => Some(dataset),
            _ => None,
        }
    }
}

/// Something that congbo can make: one file in `render/`, one line in its table.
pub trait Format: Sync {
    /// Its name in `downloads` of `congbo.toml` and in [`Routes::data`].
    fn name(&self) -> &'static str;
    /// Its media type (IANA).
    fn media_type(&self) -> &'static str;
    /// What it is made for.
    fn scope(&self) -> Scope;
    /// The file's ending for [`Scope::Resource`], [`Scope::Workbook`],
    /// [`Scope::Bundle`], [`Scope::Chart`] and [`Scope::Feed`]; the whole file name for the other scopes. One that names its place,
    /// `{dataset}` or `{lang}` (the default language) in it, is a path from the
    /// site's top.
    fn file_name(&self) -> &'static str;
    /// How many rows a file holds at most, for [`Scope::Workbook`].
    fn most_rows(&self) -> u64 {
        u64::MAX
    }
    /// Whether authors choose it by `downloads`; the others are always made.
    fn is_download(&self) -> bool {
        false
    }
    /// Its name in `downloads`: several formats may be chosen by one.
    fn choice(&self) -> &'static str {
        self.name()
    }
    /// Whether it holds the data itself, so that catalogues list it as a way to
    /// have it; a description does not.
    fn is_data(&self) -> bool {
        matches!(self.scope(), Scope::Resource | Scope::Workbook | Scope::Bundle)
    }
    /// Whether a file of several tables holds this one.
    fn holds(&self, table: &Resource) -> bool {
        let _ = table;
        true
    }
    /// Whether pages offer it to people.
    fn is_offered(&self) -> bool {
        true
    }
    /// Whether nobody who looks at pages waits for it: it tells programs of the
    /// whole portal, and takes the longer the more there is in it.
    fn can_wait(&self, subject: &Subject) -> bool {
        match self.scope() {
            Scope::Collection | Scope::Part | Scope::Search => true,
            Scope::Answer => subject.dataset().is_none(),
            _ => false,
        }
    }
    /// Whether it stands beside a page, for [`Scope::Feed`].
    fn stands_beside(&self, catalog: &Catalog, page: &PageId) -> bool {
        let _ = (catalog, page);
        false
    }
    /// Whether it is made at all for this portal.
    fn applies(&self, catalog: &Catalog) -> bool {
        let _ = catalog;
        true
    }
    /// What the output of a subject is made of beside its address. Said next
    /// to [`Format::write`], because it has to be all that is read there.
    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let _ = (context, subject);
        Inputs::of(Extent::Everything)
    }
    /// Writes the output of one subject.
    ///
    /// # Errors
    /// When `out` cannot be written, an input cannot be read again, or a
    /// template fails.
    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError>;
}

/// All that a format may see.
pub struct Context<'a> {
    /// What is published.
    pub catalog: &'a Catalog,
    /// Where it is published.
    pub routes: &'a Routes,
    /// The theme's files and words.
    pub theme: &'a Theme,
    /// The source files.
    pub sources: &'a Sources,
    /// Everything that congbo can make.
    pub formats: &'a [&'a dyn Format],
    /// Outputs of earlier scopes, by address.
    pub made: MadeBefore<'a>,
}

impl Context<'_> {
    /// The words of a language.
    pub fn messages(&self, lang: Lang) -> &crate::model::theme::Messages {
        self.theme.messages.get(&lang).expect("load makes messages for every language of the portal")
    }

    /// Renders what another format makes of a subject, for bundles.
    ///
    /// # Errors
    /// Those of the format.
    pub fn render(&self, format: &str, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let format = self.formats.iter().find(|known| known.name() == format).expect("bundles name formats of the table");
        format.write(self, subject, out)
    }
}

/// A file of the site to be.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its address: path below the output folder, `/` between its parts.
    pub path: String,
    /// What makes it.
    pub maker: Maker,
}

impl Output {
    /// The dataset that it tells of.
    pub fn dataset(&self) -> Option<&str> {
        match &self.maker {
            Maker::Format(_, subject) => subject.dataset(),
            Maker::Copy(_) | Maker::Theme(_) => None,
        }
    }

    /// The page that it is, or of which it is a chart, and in which language.
    pub fn page(&self) -> Option<(&PageId, Lang)> {
        match &self.maker {
            Maker::Format(_, Subject::Page { page, lang } | Subject::Chart { page, lang, .. }) => Some((page, *lang)),
            _ => None,
        }
    }
}

/// What makes an output.
#[derive(Debug, Clone)]
pub enum Maker {
    /// A format (by its place in the table of formats) and its subject.
    Format(usize, Subject),
    /// A source file, copied.
    Copy(SourceId),
    /// A static file of the theme, by its path below `static/`.
    Theme(String),
}

/// Plans all outputs of the catalogue, sorted by address within their scopes.
pub fn route(catalog: &Catalog, theme: &Theme, formats: &[&dyn Format]) -> Noted<Plan> {
    route_in_parts(catalog, theme, formats, FILES_PER_PART)
}

/// The same with a catalogue of which a part describes at most so many files.
pub fn route_in_parts(catalog: &Catalog, theme: &Theme, formats: &[&dyn Format], files_per_part: usize) -> Noted<Plan> {
    let pages = pages::pages(catalog);
    let routes = Routes::new(catalog, theme, formats, &pages, files_per_part);
    let mut each = routes.outputs(catalog, formats, &pages);
    let of_theme = |path: &String| Output { path: format!("assets/{path}"), maker: Maker::Theme(path.clone()) };
    each.push(theme.files.keys().map(of_theme).collect());
    let copied = |(path, source): (&String, &SourceId)| Output { path: path.clone(), maker: Maker::Copy(*source) };
    each.push(catalog.files.iter().map(copied).collect());
    let mut outputs = Vec::with_capacity(each.iter().map(Vec::len).sum());
    each.into_iter().for_each(|some| outputs.extend(some));
    let notes = collisions::collisions(catalog, &outputs);
    Noted { value: Plan { routes, outputs }, notes }
}

/// The site to be: where everything goes.
#[derive(Debug, Default)]
pub struct Plan {
    /// Addresses of things.
    pub routes: Routes,
    /// All files.
    pub outputs: Vec<Output>,
}
