//! Addresses: where every page and file stands, and how one links to another.

use std::fmt::Display;

use foldhash::HashMap;
use foldhash::fast::RandomState;
use indexmap::IndexSet;
use rayon::prelude::*;

use super::answers::{self, Answer};
use super::charts::charts;
use super::feeds::feeds;
use super::filed::Filed;
use super::package::package_name;
use super::parts::Parts;
use super::rows::row_files;
use super::search;
use super::{Format, Maker, Output, PageId, SCOPES, Scope, Subject};
use crate::model::Catalog;
use crate::model::dataset::ProfileName;
use crate::model::lang::Lang;
use crate::model::profile;
use crate::model::theme::Theme;

/// The addresses of a site: paths below its root, `/` between their parts.
#[derive(Debug, Default)]
pub struct Routes {
    /// Every page once, sorted.
    pages: IndexSet<PageId, RandomState>,
    /// The addresses of all pages in each language.
    languages: Vec<(Lang, Addresses)>,
    /// What is made of a subject, sorted by format.
    data: HashMap<Subject, Vec<Filed>>,
    base_url: Option<String>,
    /// How the catalogue of all datasets is cut.
    parts: Parts,
}

/// Addresses by number, in one text: a site has a hundred thousand of them.
#[derive(Debug, Default)]
struct Addresses {
    text: String,
    ends: Vec<usize>,
}

impl Addresses {
    fn push(&mut self, address: &str) {
        self.text.push_str(address);
        self.ends.push(self.text.len());
    }

    fn get(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }
}

impl Routes {
    pub(super) fn new(catalog: &Catalog, theme: &Theme, formats: &[&dyn Format], pages: &[PageId], files_per_part: usize) -> Self {
        let mut routes = Self { base_url: catalog.portal.base_url.clone(), ..Self::default() };
        routes.pages.extend(pages.iter().cloned());
        routes.pages.sort_unstable();
        let languages: Vec<Lang> = catalog.portal.languages.iter().collect();
        let in_language = |lang: &Lang| {
            let words = &theme.messages[lang];
            let addresses = PageAddresses { catalog, word: &|key| words.find(&format!("routes.{key}")).map(str::to_owned), lang: *lang };
            let mut all = Addresses::default();
            for page in &routes.pages {
                all.push(&addresses.of(page));
            }
            (*lang, all)
        };
        routes.parts = Parts::new(catalog, formats.iter().filter(|format| is_made(**format, catalog)), files_per_part);
        let files = |format: &&&dyn Format| {
            let made = subjects(**format, catalog, &routes.parts).into_iter();
            made.filter_map(|subject| {
                let file = Filed::new(format.name(), data_path(**format, &subject, catalog), &subject);
                Some((asked_by(subject)?, file))
            })
            .collect::<Vec<_>>()
        };
        let made: Vec<&&dyn Format> = formats.iter().filter(|format| is_made(**format, catalog)).collect();
        let (languages, files) =
            rayon::join(|| languages.par_iter().map(in_language).collect(), || made.par_iter().map(files).collect::<Vec<_>>());
        routes.languages = languages;
        routes.data.reserve(files.iter().map(Vec::len).max().unwrap_or_default());
        for (subject, file) in files.into_iter().flatten() {
            routes.data.entry(subject).or_default().push(file);
        }
        for format in made {
            for (subject, path) in feeds(*format, catalog, pages, |page, lang| routes.page(page, lang)) {
                let file = Filed::new(format.name(), path, &subject);
                routes.data.entry(subject).or_default().push(file);
            }
        }
        #[allow(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for made in routes.data.values_mut() {
            made.sort_unstable();
            made.shrink_to_fit();
        }
        routes
    }

    /// What is made, format by format, in the order in which it is.
    pub(super) fn outputs(&self, catalog: &Catalog, formats: &[&dyn Format], pages: &[PageId]) -> Vec<Vec<Output>> {
        let of_scope = |scope: Scope| formats.iter().enumerate().filter(move |(_, format)| format.scope() == scope);
        let made: Vec<(usize, &&dyn Format)> =
            SCOPES.concat().into_iter().flat_map(of_scope).filter(|(_, format)| is_made(**format, catalog)).collect();
        made.par_iter().map(|(index, format)| self.outputs_of((*index, **format), catalog, pages)).collect()
    }

    /// What one format makes.
    fn outputs_of(&self, (index, format): (usize, &dyn Format), catalog: &Catalog, pages: &[PageId]) -> Vec<Output> {
        let output = |path, subject| Output { path, maker: Maker::Format(index, subject) };
        match format.scope() {
            Scope::Chart => self.chart_outputs((index, format), catalog, pages),
            Scope::Feed => feeds(format, catalog, pages, |page, lang| self.page(page, lang))
                .into_iter()
                .map(|(subject, path)| output(path, subject))
                .collect(),
            Scope::Rows => self.row_outputs((index, format), catalog),
            Scope::Page => self.page_outputs(index, catalog, pages).collect(),
            _ => {
                let subjects = subjects(format, catalog, &self.parts).into_iter();
                subjects.map(|subject| output(data_path(format, &subject, catalog), subject)).collect()
            }
        }
    }

    /// All languages of a page, one after the other: they are made of the same.
    fn page_outputs<'a>(&'a self, format: usize, catalog: &'a Catalog, pages: &'a [PageId]) -> impl Iterator<Item = Output> + 'a {
        let languages = &catalog.portal.languages;
        pages.iter().flat_map(move |page| {
            let own = languages.iter().filter(move |lang| *page != PageId::NotFound || *lang == languages.default());
            own.map(move |lang| {
                let subject = Subject::Page { page: page.clone(), lang };
                Output { path: self.page(page, lang).to_owned(), maker: Maker::Format(format, subject) }
            })
        })
    }

    fn chart_outputs(&self, (index, format): (usize, &dyn Format), catalog: &Catalog, pages: &[PageId]) -> Vec<Output> {
        let mut outputs = Vec::new();
        for lang in catalog.portal.languages.iter() {
            for page in pages {
                for name in charts(catalog, page, lang) {
                    let path = self.chart(page, lang, &name, format.file_name()).expect("the portal has the page");
                    let subject = Subject::Chart { page: page.clone(), lang, name };
                    outputs.push(Output { path, maker: Maker::Format(index, subject) });
                }
            }
        }
        outputs
    }

    fn row_outputs(&self, (index, format): (usize, &dyn Format), catalog: &Catalog) -> Vec<Output> {
        let mut outputs = Vec::new();
        for dataset in catalog.datasets.values() {
            for resource in &dataset.resources {
                let Some(parts) = row_files(&catalog.portal, resource) else { continue };
                let page = PageId::Table(dataset.name.clone(), resource.name.clone(), 1);
                for lang in catalog.portal.languages.iter() {
                    let Some(begin) = self.rows(&page, lang) else { continue };
                    outputs.extend((1..=parts.count).map(|number| {
                        let subject = Subject::Rows { page: page.clone(), lang, number };
                        Output { path: format!("{begin}{number}.{}", format.file_name()), maker: Maker::Format(index, subject) }
                    }));
                }
            }
        }
        outputs
    }

    /// How the addresses of the files with a table's rows begin; their numbers follow.
    pub fn rows(&self, page: &PageId, lang: Lang) -> Option<String> {
        let page = self.find_page(page, lang)?;
        Some(format!("{}.rows-", page.strip_suffix(".html").unwrap_or(page)))
    }

    /// The addresses of the pages of a table's rows from the second one on, `{n}`
    /// standing for the page's number.
    pub fn further_pages(&self, first: &PageId, lang: Lang) -> Option<String> {
        Some(numbered(self.find_page(first, lang)?, "{n}"))
    }

    /// The address of a file of a page's chart: beside the page, `<page>.<name>.svg`.
    pub fn chart(&self, page: &PageId, lang: Lang, name: &str, ending: &str) -> Option<String> {
        let page = self.find_page(page, lang)?;
        Some(format!("{}.{name}.{ending}", page.strip_suffix(".html").unwrap_or(page)))
    }

    /// The address of a page that the portal has.
    pub fn page(&self, page: &PageId, lang: Lang) -> &str {
        self.find_page(page, lang).expect("asked only for pages that the portal has")
    }

    /// The address of a page, if the portal has it.
    pub fn find_page(&self, page: &PageId, lang: Lang) -> Option<&str> {
        let (_, addresses) = self.languages.iter().find(|(known, _)| *known == lang)?;
        Some(addresses.get(self.pages.get_index_of(page)?))
    }

    /// All pages of a language with their addresses, in a fixed order.
    pub fn pages(&self, lang: Lang) -> impl Iterator<Item = (&PageId, &str)> {
        let known = self.languages.iter().find(move |(known, _)| *known == lang);
        known.into_iter().flat_map(|(_, all)| self.pages.iter().enumerate().map(|(number, page)| (page, all.get(number))))
    }

    /// The address of what a format makes of a subject, if it is made.
    pub fn data(&self, format: &str, subject: &Subject) -> Option<&str> {
        self.data.get(subject)?.iter().find(|file| file.format == format).map(|file| file.path.as_str())
    }

    /// All files made of a subject, sorted by the names of their formats.
    pub fn files(&self, subject: &Subject) -> impl Iterator<Item = &Filed> {
        self.data.get(subject).into_iter().flatten()
    }

    /// The address of an answer of the interface for programs, in a portal that has one.
    pub fn answer(&self, answer: &Answer) -> String {
        answers::address(answer)
    }

    /// How the catalogue of all datasets is cut.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The full address of a path, when the portal has a base address.
    pub fn absolute(&self, path: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| format!("{base}{path}"))
    }
}

fn is_made(format: &dyn Format, catalog: &Catalog) -> bool {
    (!format.is_download() || catalog.portal.publishes(format.choice())) && format.applies(catalog)
}

/// The subject whose files a file is one of: a table's workbooks and the first
/// page of its rows are found among the files of the table. Other answers are
/// asked for by [`Routes::answer`].
fn asked_by(subject: Subject) -> Option<Subject> {
    Some(match subject {
        Subject::Workbook { dataset, table, .. } => Subject::Resource { dataset, table },
        Subject::Answer(Answer::Dataset(dataset)) => Subject::Dataset { dataset },
        Subject::Answer(Answer::Table(dataset, table, 1)) => Subject::Resource { dataset, table },
        Subject::Answer(_) => return None,
        subject => subject,
    })
}

/// The subjects of a format other than pages.
fn subjects(format: &dyn Format, catalog: &Catalog, parts: &Parts) -> Vec<Subject> {
    let datasets = catalog.datasets.values();
    match format.scope() {
        Scope::Workbook => datasets
            .flat_map(|dataset| dataset.resources.iter().map(move |resource| (dataset, resource)))
            .flat_map(|(dataset, resource)| {
                let files = resource.profile.rows.div_ceil(format.most_rows()).max(1);
                let each = catalog.portal.languages.iter().flat_map(move |lang| (1..=files).map(move |part| (lang, part)));
                each.map(move |(lang, part)| Subject::Workbook { dataset: dataset.name.clone(), table: resource.name.clone(), lang, part })
            })
            .collect(),
        Scope::Resource => datasets
            .flat_map(|dataset| {
                dataset.resources.iter().map(|resource| Subject::Resource { dataset: dataset.name.clone(), table: resource.name.clone() })
            })
            .collect(),
        Scope::Descriptor | Scope::Bundle | Scope::Record => {
            datasets.map(|dataset| Subject::Dataset { dataset: dataset.name.clone() }).collect()
        }
        Scope::WellKnown => {
            let used = |profile: ProfileName| catalog.datasets.values().any(|dataset| dataset.congbo.profile == Some(profile));
            [ProfileName::Plan, ProfileName::Registry]
                .into_iter()
                .filter(|profile| used(*profile))
                .flat_map(|profile| {
                    let name = profile.name();
                    profile::tables(profile).iter().map(move |table| Subject::WellKnown { profile: name, table: &table.name })
                })
                .collect()
        }
        Scope::Answer => answers::answers(catalog).into_iter().map(Subject::Answer).collect(),
        Scope::Part => (1..=parts.count()).map(Subject::Part).collect(),
        Scope::Chart | Scope::Feed | Scope::Rows | Scope::Page => Vec::new(),
        Scope::Search if !catalog.portal.search => Vec::new(),
        Scope::Search => {
            let shards = search::shards(catalog);
            catalog.portal.languages.iter().flat_map(|lang| shards.all().map(move |shard| Subject::Search { lang, shard })).collect()
        }
        Scope::Plan => catalog.plans.keys().map(|plan| Subject::Plan { plan: plan.clone() }).collect(),
        Scope::Collection | Scope::Portal => vec![Subject::Portal],
    }
}

fn data_path(format: &dyn Format, subject: &Subject, catalog: &Catalog) -> String {
    let name = format.file_name();
    match subject {
        Subject::Dataset { dataset } if name.contains("{dataset}") => name.replace("{dataset}", &package_name(dataset)),
        Subject::Part(number) => {
            let name = name.replace("{lang}", catalog.portal.languages.default().as_str());
            let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
            if *number == 1 { name } else { format!("{stem}.p{number}.{ending}") }
        }
        Subject::Resource { dataset, table } => format!("data/{dataset}/{table}.{name}"),
        Subject::Workbook { dataset, table, lang, part: 1 } => format!("data/{dataset}/{table}.{lang}.{name}"),
        Subject::Workbook { dataset, table, lang, part } => format!("data/{dataset}/{table}.{lang}.{part}.{name}"),
        Subject::Dataset { dataset } if format.scope() == Scope::Bundle => format!("data/{dataset}/{dataset}.{name}"),
        Subject::Dataset { dataset } => format!("data/{dataset}/{name}"),
        Subject::Plan { plan } => format!("plans/{plan}.{name}"),
        Subject::Search { lang, shard } => search::address(*lang, *shard),
        Subject::Answer(answer) => answers::address(answer),
        Subject::WellKnown { profile, table } => format!("schemas/{profile}/{table}.{name}"),
        Subject::Page { .. } | Subject::Chart { .. } | Subject::Rows { .. } | Subject::Portal => name.to_owned(),
    }
}

/// A further page of what begins at `first`.
fn numbered(first: &str, number: impl Display) -> String {
    format!("{}.p{number}.html", first.strip_suffix(".html").unwrap_or(first))
}

struct PageAddresses<'a> {
    catalog: &'a Catalog,
    /// The theme's word for a section or a well-known page, if it has one.
    word: &'a dyn Fn(&str) -> Option<String>,
    lang: Lang,
}

impl PageAddresses<'_> {
    fn of(&self, page: &PageId) -> String {
        let prefix = if self.lang == self.catalog.portal.languages.default() { String::new() } else { format!("{}/", self.lang) };
        if *page == PageId::NotFound {
            return "404.html".into();
        }
        format!("{prefix}{}", self.below_language(page))
    }

    fn below_language(&self, page: &PageId) -> String {
        let folder = |section: &str| (self.word)(section).unwrap_or_else(|| section.to_owned());
        let index = |section: &str| format!("{}/index.html", folder(section));
        let entry = |section: &str, id: &str| format!("{}/{id}.html", folder(section));
        match page {
            PageId::Home => "index.html".into(),
            PageId::Plans => index("plans"),
            PageId::Plan(id) => entry("plans", id),
            PageId::Target(plan, id) => entry("targets", &format!("{plan}/{id}")),
            PageId::Task(plan, id) => entry("tasks", &format!("{plan}/{id}")),
            PageId::Pillars => index("pillars"),
            PageId::Pillar(id) => entry("pillars", id),
            PageId::Agencies => index("agencies"),
            PageId::Agency(id) => entry("agencies", id),
            PageId::Documents => index("documents"),
            PageId::Document(id) => entry("documents", id),
            PageId::Indicators => index("indicators"),
            PageId::Indicator(id) => entry("indicators", id),
            PageId::Timeline => index("timeline"),
            PageId::Quarter(year, number) => entry("timeline", &format!("{year}-q{number}")),
            PageId::Compare => index("compare"),
            PageId::CompareIndicators => entry("compare", &folder("indicators")),
            PageId::CompareAgencies => entry("compare", &folder("agencies")),
            PageId::Against(plan, above) => entry("compare", &format!("{plan}/{above}")),
            PageId::Datasets => index("datasets"),
            PageId::Dataset(name) => entry("datasets", &format!("{name}/index")),
            PageId::Topics => index("topics"),
            PageId::Topic(id) => entry("topics", id),
            PageId::ListPage(first, number) => numbered(&self.below_language(first), number),
            PageId::Table(dataset, table, 1) => entry("datasets", &format!("{dataset}/{table}")),
            PageId::Table(dataset, table, number) => numbered(&entry("datasets", &format!("{dataset}/{table}")), number),
            PageId::Search => format!("{}.html", folder("page-search")),
            PageId::Names => index("names"),
            PageId::Page(id) => self.authored(id),
            PageId::NotFound => "404.html".into(),
        }
    }

    /// `content/pages/about.md` stands at the site's top, other folders keep
    /// their path; the last part is the page's slug, the portal's word for a
    /// page of this name, or the name itself.
    fn authored(&self, id: &str) -> String {
        let (folder, stem) = id.rsplit_once('/').unwrap_or(("", id));
        let folder = if folder == "pages" { "" } else { folder };
        // The accessibility statement stands there without an author, too.
        let page = self.catalog.pages.get(id);
        let own = page.and_then(|page| page.slug.exact(self.lang)).map(str::to_owned);
        let slug = own.or_else(|| (self.word)(&format!("page-{stem}"))).unwrap_or_else(|| stem.to_owned());
        let slug = if slug == "_index" { "index".to_owned() } else { slug };
        if folder.is_empty() { format!("{slug}.html") } else { format!("{folder}/{slug}.html") }
    }
}
