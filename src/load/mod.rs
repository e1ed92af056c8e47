//! Load: configuration, descriptors, pages and theme become structs with places.
//!
//! Reads every text file once; tables are not opened here. What is wrong in one
//! file never hides what is wrong in another.

mod address;
pub mod block;
pub mod config;
pub mod conflict;
mod constraints;
mod credits;
pub mod descriptor;
mod dialect;
pub mod field_type;
pub mod garbled;
mod json_words;
pub mod keys;
pub mod look;
mod misspelt;
pub mod page;
pub mod schema;
mod security;
pub mod text;
pub mod theme;
mod toml_words;
pub mod tree;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diag::code::{DUPLICATE_NAME, NO_TRANSLATION, TWO_DESCRIPTORS};
use crate::diag::{Diagnostic, Noted, Notes, SourceId, Sources, Spot};
use crate::discover::{Closed, Discovered, FileKind};
use crate::markdown::{links::may_link, summary};
use crate::model::dataset::{Dataset, Resource};
use crate::model::lang::{Lang, Text};
use crate::model::long::Shelve;
use crate::model::portal::Portal;
use crate::model::theme::Theme;
use crate::progress::AT_A_TIME;
use descriptor::Tables;
use page::{Facts, PageFile, PageFiles};
use tree::Node;

/// Everything that was loaded; references are still names.
#[derive(Debug)]
pub struct Loaded {
    /// The settings.
    pub portal: Portal,
    /// The theme.
    pub theme: Theme,
    /// Datasets, sorted by folder; their tables have not been opened.
    pub datasets: Vec<Dataset>,
    /// Pages by id, the default language first.
    pub pages: PageFiles,
    /// Ids of pages of which a language could not be read.
    pub unread: BTreeSet<String>,
    /// The folders that could not be read.
    pub closed: Closed,
    /// Files published as they are: site path, source.
    pub files: Vec<(String, SourceId)>,
}

/// What the command line overrides.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// Where long texts are put as soon as they are read, if anywhere.
    pub shelf: Option<&'a dyn Shelve>,
    /// Names of the formats that `downloads` may name.
    pub downloads: &'a [&'a str],
    /// Overrides `base_url`.
    pub base_url: Option<&'a str>,
}

/// Loads what was discovered.
pub fn load(found: &Discovered, settings: Settings<'_>, sources: &mut Sources) -> Noted<Loaded> {
    let mut notes = Notes::default();
    let (mut portal, is_read) = portal(found, settings, sources, &mut notes);
    let theme = theme::theme(&portal, sources, &mut notes);
    let closed = found.closed.clone();
    if !is_read {
        // Without its languages half of a portal looks wrong and is not.
        portal.publisher.agency = None;
        let (datasets, pages, unread, files) = Default::default();
        return Noted { value: Loaded { portal, theme, datasets, pages, unread, closed, files }, notes };
    }
    let datasets = datasets(found, &portal, settings.shelf, sources, &mut notes);
    let (pages, unread) = pages(found, &portal, sources, &mut notes);
    let copied = found.files.iter().filter_map(|file| match &file.kind {
        FileKind::Copied(path) => Some((path.clone(), file.source)),
        _ => None,
    });
    let files = copied.collect();
    Noted { value: Loaded { portal, theme, datasets, pages, unread, closed, files }, notes }
}

/// The settings, and whether they could be read as far as the languages.
fn portal(found: &Discovered, settings: Settings<'_>, sources: &Sources, notes: &mut Notes) -> (Portal, bool) {
    let text = found.config.and_then(|source| Some((source, text::read(&sources.disk_path(source), source, notes)?)));
    let node = text.as_ref().and_then(|(source, (text, base))| tree::parse_toml(text, *source, *base, "toml", notes));
    match node {
        Some(mut node) => {
            misspelt::settings(&mut node, found.portal, notes);
            garbled::of_tree(&node, found.portal, notes);
            let portal = config::portal(&node, found.portal, settings.downloads, settings.base_url, notes);
            (portal, node.entry("languages").is_none_or(|languages| matches!(languages.value, tree::Kind::List(_))))
        }
        None => (config::fallback(found.portal), false),
    }
}

fn datasets(found: &Discovered, portal: &Portal, shelf: Option<&dyn Shelve>, sources: &Sources, notes: &mut Notes) -> Vec<Dataset> {
    let mut folders: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
    for file in &found.files {
        match &file.kind {
            FileKind::DatasetToml(name) => folders.entry(name).or_default().toml = Some(file.source),
            FileKind::DataPackage(name) => folders.entry(name).or_default().json = Some(file.source),
            FileKind::Csv { dataset, path } => {
                folders.entry(dataset).or_default().tables.by_path.insert(path, file.source);
            }
            FileKind::Unread(name) => folders.entry(name).or_default().tables.is_partial = true,
            FileKind::Page { .. } | FileKind::Copied(_) => {}
        }
    }
    let folders: Vec<(&str, Folder<'_>)> = folders.into_iter().collect();
    let read = folders.par_iter().with_max_len(AT_A_TIME).map(|(name, folder)| {
        let mut read = folder.dataset(name, portal, sources);
        if let Some(shelf) = shelf {
            read.value.long_texts_mut().for_each(|text| *text = shelf.shelve(std::mem::take(text)));
        }
        read
    });
    let read: Vec<Noted<Dataset>> = read.collect();
    read.into_iter().map(|dataset| dataset.into_value(notes)).collect()
}

/// The files of a dataset's folder.
#[derive(Default)]
struct Folder<'a> {
    toml: Option<SourceId>,
    json: Option<SourceId>,
    tables: Tables<'a>,
}

impl Folder<'_> {
    fn dataset(&self, name: &str, portal: &Portal, sources: &Sources) -> Noted<Dataset> {
        let mut notes = Notes::default();
        if let (Some(toml), Some(json)) = (self.toml, self.json) {
            notes.push(Diagnostic::new(&TWO_DESCRIPTORS, Spot::whole(json)).related("first", Spot::whole(toml)));
        }
        let given = self.toml.or(self.json);
        let text = given.and_then(|source| Some((source, text::read(&sources.disk_path(source), source, &mut notes)?)));
        let node = text.as_ref().and_then(|(source, (text, base))| {
            let node = match self.toml {
                Some(_) => tree::parse_toml(text, *source, *base, "toml", &mut notes),
                None => tree::parse_json(text, *source, *base, &mut notes),
            };
            let mut node = node?;
            misspelt::descriptor(&mut node, *source, &mut notes);
            garbled::of_tree(&node, *source, &mut notes);
            Some((node, *source))
        });
        let mut dataset = match &node {
            Some((node, source)) => descriptor::dataset(node, *source, name, &self.tables, portal, &mut notes),
            None => {
                let mut dataset = descriptor::bare(name, &self.tables);
                dataset.resources =
                    self.tables.by_path.iter().filter_map(|(path, source)| descriptor::undeclared(path, *source, &mut notes)).collect();
                dataset
            }
        };
        // What a descriptor says that could not be read is not missing.
        let is_described = node.is_some() || (given.is_none() && !self.tables.is_partial);
        dataset.is_unread = !is_described || self.tables.is_partial;
        if is_described {
            descriptor::check_metadata(&dataset, node.as_ref().map(|(node, _)| node), &mut notes);
            untranslated(&dataset, node.as_ref().map(|(node, _)| node), portal, &mut notes);
        }
        complete(&mut dataset, portal);
        dataset.may_link = has_links(&dataset);
        Noted { value: dataset, notes }
    }
}

/// Whether the Markdown of a dataset may link to other parts of the portal.
fn has_links(dataset: &Dataset) -> bool {
    let links = |text: &Text| text.iter().any(|(_, text)| may_link(text));
    let table = |table: &Resource| links(&table.description.read()) || table.schema.fields.iter().any(|field| links(&field.description));
    links(&dataset.description.read()) || dataset.resources.iter().any(table)
}

fn untranslated(dataset: &Dataset, descriptor: Option<&Node<'_>>, portal: &Portal, notes: &mut Notes) {
    let texts = [("title", &dataset.title), ("description", &dataset.description.read())];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        for lang in portal.languages.iter().filter(|lang| text.exact(*lang).is_none()) {
            let place = descriptor.and_then(|node| node.entry(key)).map(|node| Spot::bytes(dataset.source, node.span.clone()));
            let told = Diagnostic::new(&NO_TRANSLATION, place.unwrap_or(Spot::whole(dataset.source))).arg("what", key).arg("key", key);
            notes.push(told.arg("lang", lang).arg("default", portal.languages.default()).variant("key"));
        }
    }
}

/// Fills in what can be inferred: a title from the name, the portal's licence,
/// a summary from the description.
fn complete(dataset: &mut Dataset, portal: &Portal) {
    let default = portal.languages.default();
    if dataset.title.is_empty() {
        dataset.title = Text::of(default, title_from(&dataset.name));
    }
    if dataset.licenses.is_empty() {
        dataset.licenses.extend(portal.license.clone());
    }
    dataset.summary = dataset.description.read().iter().map(|(lang, text)| (lang, summary(text))).collect();
}

/// `so-lieu-2024` → `So lieu 2024`.
pub fn title_from(name: &str) -> String {
    let spaced = name.replace('-', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn pages(found: &Discovered, portal: &Portal, sources: &Sources, notes: &mut Notes) -> (PageFiles, BTreeSet<String>) {
    let files: Vec<_> = found.files.iter().filter_map(|file| page_file(&file.kind).map(|(id, tag)| (file.source, id, tag))).collect();
    notes.extend(strangers(&files, portal));
    let read: Vec<Noted<Option<PageFile>>> = files.par_iter().map(|(source, id, tag)| page(*source, id, *tag, portal, sources)).collect();
    let (mut pages, mut unread) = (PageFiles::new(), BTreeSet::new());
    for (page, (_, id, _)) in read.into_iter().zip(&files) {
        match page.into_value(notes) {
            Some(page) => pages.entry(page.id.clone()).or_default().push(page),
            None => {
                unread.insert((*id).to_owned());
            }
        }
    }
    let default = portal.languages.default();
    for versions in pages.values_mut() {
        versions.sort_by_key(|page| (page.lang != default, page.lang));
        for pair in versions.windows(2).filter(|pair| pair[0].lang == pair[1].lang) {
            let told = Diagnostic::new(&DUPLICATE_NAME, Spot::whole(pair[1].body.source)).arg("name", &pair[1].id);
            notes.push(told.word("what", "word-page").related("first", Spot::whole(pair[0].body.source)));
        }
    }
    (pages, unread)
}

fn page_file(kind: &FileKind) -> Option<(&str, Option<&str>)> {
    match kind {
        FileKind::Page { id, tag } => Some((id, tag.as_deref())),
        _ => None,
    }
}

/// The findings for pages in languages that the portal does not have: one for
/// a language, at its first page.
fn strangers(files: &[(SourceId, &str, Option<&str>)], portal: &Portal) -> Vec<Diagnostic> {
    let mut strangers: BTreeMap<&str, (SourceId, usize)> = BTreeMap::new();
    let is_ours = |tag: &str| Lang::new(tag).is_some_and(|lang| portal.languages.contains(lang));
    for (source, _, tag) in files {
        if let Some(tag) = tag.filter(|tag| !is_ours(tag)) {
            strangers.entry(tag).or_insert((*source, 0)).1 += 1;
        }
    }
    let allowed = portal.languages.iter().map(|lang| lang.to_string()).collect::<Vec<_>>().join(", ");
    strangers.into_iter().map(|(tag, (source, count))| page::orphan(source, tag, &allowed).number("count", count)).collect()
}

fn page(source: SourceId, id: &str, tag: Option<&str>, portal: &Portal, sources: &Sources) -> Noted<Option<PageFile>> {
    let mut noted = Noted::<Option<PageFile>>::default();
    let default = portal.languages.default();
    let lang = match tag {
        None => default,
        Some(tag) => match Lang::new(tag).filter(|lang| portal.languages.contains(*lang)) {
            Some(lang) => lang,
            None => {
                // Told for all pages of the language at once.
                return noted;
            }
        },
    };
    let is_plan = crate::model::page::plan_id(id).is_some();
    let facts = match (is_plan, lang == default) {
        (false, _) => Facts::None,
        (true, true) => Facts::Expected,
        (true, false) => Facts::InOriginal,
    };
    if let Some((text, base)) = text::read(&sources.disk_path(source), source, &mut noted.notes) {
        noted.value = page::page(&text, base, source, id, lang, facts, &mut noted.notes);
    }
    noted
}
