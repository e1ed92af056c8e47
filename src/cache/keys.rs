//! Keys: for every output the digest of all that it is made of. An output whose
//! key stands needs not be made again.
//!
//! The parts are those of [`Inputs`]; what they hold is told here, once, so
//! that a format says only which of them it shows. The program itself is in no
//! key: a store that another program wrote is not read at all.

use std::collections::BTreeMap;

use foldhash::HashMap;
use rayon::prelude::*;

use super::codec::{Out, Stored};
use super::digest::{Digest, Digester};
use super::survey::Survey;
use crate::diag::{SourceId, Sources};
use crate::model::Catalog;
use crate::model::dataset::Dataset;
use crate::model::page::Page;
use crate::model::theme::ThemeFile;
use crate::route::{Extent, Inputs, Maker, Output, PageId, Routes};

/// What all keys of a run are made of.
#[derive(Debug)]
pub struct Keys<'a> {
    survey: &'a Survey,
    sources: &'a Sources,
    frame: Digest,
    catalog: Digest,
    searched: Digest,
    everything: Digest,
    datasets: HashMap<&'a str, OfDataset>,
    texts: HashMap<&'a str, Digest>,
}

/// The digests of a dataset.
#[derive(Debug, Clone, Copy)]
struct OfDataset {
    /// Of all its files.
    whole: Digest,
    /// Of what it says of itself, its rows left out.
    face: Digest,
}

impl<'a> Keys<'a> {
    /// The keys of a run over what was `read`; `options` is the digest of what
    /// the run was asked for.
    pub fn new(options: Digest, read: (&'a Survey, &'a Sources, &Faces), catalog: &'a Catalog, routes: &Routes) -> Self {
        let (survey, sources, faces) = read;
        let all: Vec<(&str, OfDataset)> = catalog
            .datasets
            .par_iter()
            .map(|(name, dataset)| {
                let face = faces.get(&dataset.folder).copied().unwrap_or_else(|| face(dataset));
                (name.as_str(), OfDataset { whole: whole(dataset, survey), face })
            })
            .collect();
        let datasets: HashMap<&str, OfDataset> = all.iter().copied().collect();
        let frame = frame(options, survey, catalog, routes, &datasets);
        let faces = all.iter().fold(Digester::new("catalog").digest(frame), |sum, (name, of)| sum.text(name).digest(of.face)).finish();
        let everything = Digester::new("everything").digest(frame).digest(survey.digest()).finish();
        let texts = catalog.pages.values().map(|page| (page.id.as_str(), text(page, survey, sources, &datasets))).collect();
        let searched = searched(faces, catalog, survey, sources, &datasets);
        Self { survey, sources, frame, catalog: faces, searched, everything, datasets, texts }
    }

    /// The key of what a format makes.
    pub fn made(&self, output: &Output, format: &str, inputs: &Inputs<'_>) -> Digest {
        let extent = match inputs.extent {
            Extent::Frame => self.frame,
            Extent::Catalog => self.catalog,
            Extent::Searched => self.searched,
            Extent::Everything => self.everything,
        };
        let mut sum = Digester::new("made").text(&output.path).text(format).digest(extent);
        for name in &inputs.datasets {
            sum = sum.text(name).maybe(self.datasets.get(name).map(|of| of.whole));
        }
        for name in &inputs.mentioned {
            sum = sum.text(name).maybe(self.datasets.get(name).map(|of| of.face));
        }
        for page in &inputs.texts {
            sum = sum.text(page).maybe(self.texts.get(page).copied());
        }
        inputs.counts.iter().fold(sum, |sum, count| sum.number(*count)).finish()
    }

    /// The key of a file that is copied; `None` when it is no input.
    pub fn copied(&self, output: &Output, theme: &BTreeMap<String, ThemeFile>) -> Option<Digest> {
        let content = |source: SourceId| self.survey.content(self.sources.path(source));
        let content = match &output.maker {
            Maker::Copy(source) => content(*source)?,
            Maker::Theme(path) => match theme.get(path)? {
                ThemeFile::BuiltIn(_) => Digest::of(b"built in"),
                ThemeFile::OnDisk(source) => content(*source)?,
            },
            Maker::Format(..) => return None,
        };
        Some(Digester::new("copied").text(&output.path).digest(content).finish())
    }
}

/// The pages of which some portals have none; navigation shows those there are.
const SECTIONS: [PageId; 8] = [
    PageId::Plans,
    PageId::Pillars,
    PageId::Agencies,
    PageId::Documents,
    PageId::Indicators,
    PageId::Timeline,
    PageId::Datasets,
    PageId::Topics,
];

fn frame(options: Digest, survey: &Survey, catalog: &Catalog, routes: &Routes, datasets: &HashMap<&str, OfDataset>) -> Digest {
    let mut sum = Digester::new("frame").digest(options).maybe(survey.content("congbo.toml"));
    for input in survey.below("themes/").iter().chain(survey.below("content/plans/")).chain(survey.below("content/pages/glossary.")) {
        sum = sum.text(&input.path).digest(input.digest);
    }
    sum = sum.text(&format!("{:?} {:?}", catalog.as_of, catalog.published));
    let default = catalog.portal.languages.default();
    for section in SECTIONS {
        sum = sum.number(u64::from(routes.find_page(&section, default).is_some()));
    }
    for path in catalog.files.keys() {
        sum = sum.text(path);
    }
    let mut out = Out::new(&[]);
    catalog.pages.values().for_each(|page| facts(page, &mut out));
    sum = sum.digest(Digest::of(&out.bytes));
    // Tables of plans and registries are shown all over the portal.
    let shared = catalog.datasets.values().filter(|dataset| dataset.congbo.profile.is_some());
    shared.fold(sum, |sum, dataset| sum.text(&dataset.name).digest(datasets[dataset.name.as_str()].whole)).finish()
}

/// What other pages show of an author's page.
fn facts(page: &Page, out: &mut Out<'_>) {
    let Page { id, kind, title, description, slug, order, bodies } = page;
    id.put(out);
    kind.put(out);
    title.put(out);
    description.put(out);
    slug.put(out);
    order.put(out);
    bodies.keys().copied().collect::<Vec<_>>().put(out);
}

/// All files of a dataset, and all that its settings made of them.
fn whole(dataset: &Dataset, survey: &Survey) -> Digest {
    let files = survey.below(&format!("{}/", dataset.folder)).iter();
    files.fold(Digester::new("dataset"), |sum, file| sum.text(&file.path).digest(file.digest)).finish()
}

/// The digests of what datasets say of themselves, by folder, as far as they
/// are known.
pub type Faces = HashMap<String, Digest>;

/// What a dataset says of itself.
pub(super) fn face(dataset: &Dataset) -> Digest {
    let mut sources: Vec<SourceId> = dataset.resources.iter().map(|resource| resource.source).chain([dataset.source]).collect();
    sources.sort_unstable();
    sources.dedup();
    let mut out = Out::new(&sources).without_rows();
    dataset.put(&mut out);
    Digest::of(&out.bytes)
}

/// What search finds, given the digest of what all datasets `said` of themselves.
fn searched(said: Digest, catalog: &Catalog, survey: &Survey, sources: &Sources, datasets: &HashMap<&str, OfDataset>) -> Digest {
    let sum = Digester::new("searched").digest(said);
    let sum = catalog.pages.values().fold(sum, |sum, page| sum.text(&page.id).digest(wording(page, survey, sources)));
    let found = catalog.datasets.values().filter(|dataset| dataset.resources.iter().any(|table| table.searched));
    found.fold(sum, |sum, dataset| sum.text(&dataset.name).digest(datasets[dataset.name.as_str()].whole)).finish()
}

/// The words of an author's page in all languages.
fn wording(page: &Page, survey: &Survey, sources: &Sources) -> Digest {
    page.bodies.values().fold(Digester::new("wording"), |sum, body| sum.maybe(survey.content(sources.path(body.source)))).finish()
}

/// The text of an author's page in all languages, with the tables that its
/// charts and excerpts are drawn from.
fn text(page: &Page, survey: &Survey, sources: &Sources, datasets: &HashMap<&str, OfDataset>) -> Digest {
    page.bodies
        .values()
        .fold(Digester::new("text"), |sum, body| {
            let drawn = body.blocks.iter().filter_map(|block| block.resource.split('/').next());
            let sum = sum.maybe(survey.content(sources.path(body.source)));
            drawn.fold(sum, |sum, name| sum.text(name).maybe(datasets.get(name).map(|of| of.whole)))
        })
        .finish()
}
