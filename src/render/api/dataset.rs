//! The answer about a dataset: what it says of itself, its tables, its files.

use jiff::civil::Date;

use super::head::{Labelled, License, Named, Teller, license};
use super::shape::{Link, Pages, Told, record};
use crate::model::Ref;
use crate::model::dataset::{Dataset, Resource};
use crate::render::facts::held::held;
use crate::render::facts::publisher::Publisher;
use crate::render::facts::subject::licenses;
use crate::route::{Answer, PageId, Subject, answers_of_table};

record! {
    /// A dataset: tables with one origin and one licence.
    DatasetAnswer = "dataset" {
        /// Its id.
        id: String,
        /// Its title.
        title: Told,
        /// What it is; Markdown.
        description: Told,
        /// Its page.
        pages: Option<Pages>,
        /// The plan whose tables it holds.
        plan: Option<Named>,
        /// Who publishes it.
        publisher: PublisherOf,
        /// Its licences; the portal's when it names none.
        licenses: Vec<License>,
        /// Keywords.
        keywords: Vec<String>,
        /// Topics of the portal that it is filed under.
        topics: Vec<Labelled>,
        /// The day of first publication.
        issued: Option<Date>,
        /// How often it changes: a code of the EU's list of frequencies.
        periodicity: Option<String>,
        /// The first day covered.
        start: Option<Date>,
        /// The last day covered.
        end: Option<Date>,
        /// The province covered.
        spatial: Option<Labelled>,
        /// Where the data is from.
        sources: Vec<SourceOf>,
        /// Who made it.
        contributors: Vec<ContributorOf>,
        /// Its version.
        version: Option<String>,
        /// An identifier given elsewhere, such as a DOI.
        identifier: Option<String>,
        /// Its home page elsewhere.
        homepage: Option<String>,
        /// Its tables.
        tables: Vec<TableOf>,
        /// Files that hold all its tables, or describe it.
        files: Vec<FileOf>,
    }
}

record! {
    /// Who publishes something.
    PublisherOf {
        /// The name.
        name: Told,
        /// The agency of the portal's registry.
        agency: Option<Named>,
        /// The web site.
        homepage: Option<String>,
    }
}

record! {
    /// Where data is from.
    SourceOf {
        /// Its title.
        title: Told,
        /// Its address.
        path: Option<String>,
        /// An e-mail address.
        email: Option<String>,
        /// Its version.
        version: Option<String>,
    }
}

record! {
    /// Who made data.
    ContributorOf {
        /// The name.
        title: Told,
        /// The address.
        path: Option<String>,
        /// An e-mail address.
        email: Option<String>,
        /// What they did.
        roles: Vec<String>,
        /// The organisation they belong to.
        organization: Option<String>,
    }
}

record! {
    /// A table of a dataset.
    TableOf {
        /// Its id, unique in the dataset.
        id: String,
        /// Its rows: the first page of them.
        url: Link,
        /// Its title.
        title: Told,
        /// What it is; Markdown.
        description: Told,
        /// The well-known table of plans or registries that it is.
        well_known: Option<String>,
        /// How many rows it has.
        rows: u64,
        /// How many columns it has.
        columns: u64,
        /// How many pages the answers with its rows take.
        row_pages: u64,
        /// Its page.
        pages: Option<Pages>,
        /// The files that hold it.
        files: Vec<FileOf>,
    }
}

record! {
    /// A file of the portal.
    FileOf {
        /// Its format, as the portal's configuration names it.
        format: String,
        /// Its media type.
        media_type: String,
        /// Its address.
        url: Link,
        /// Its size in bytes.
        bytes: Option<u64>,
        /// Its SHA-256 in hexadecimal.
        sha256: Option<String>,
        /// How many rows of data it holds; of a bundle, those of all its tables.
        rows: Option<u64>,
        /// The language of its titles, of a workbook.
        language: Option<String>,
        /// Which part it is, from 1, of a table that is divided into several files.
        part: Option<u64>,
    }
}

/// A dataset.
pub(super) fn dataset(teller: &Teller<'_>, dataset: &Dataset) -> DatasetAnswer {
    let catalog = teller.context.catalog;
    let facts = &dataset.congbo;
    let known = &catalog.datasets[&dataset.name];
    let topic =
        |id: &String| Labelled { id: id.clone(), name: catalog.portal.topics.get(id).map_or(Told(Vec::new()), |text| teller.text(text)) };
    DatasetAnswer {
        head: teller.head(&Answer::Dataset(dataset.name.clone()), Some(known)),
        id: dataset.name.clone(),
        title: teller.text(&dataset.title),
        description: teller.text(&dataset.description.read()),
        pages: teller.pages(&PageId::Dataset(dataset.name.clone())),
        plan: catalog.plan_of(dataset).map(|plan| teller.plan(plan)),
        publisher: publisher(teller, Publisher::of(catalog, dataset)),
        licenses: licenses(teller.context, dataset).iter().map(license).collect(),
        keywords: dataset.keywords.clone(),
        topics: facts.topics.iter().map(topic).collect(),
        issued: facts.issued,
        periodicity: facts.periodicity.clone(),
        start: facts.start,
        end: facts.end,
        spatial: facts.spatial.as_ref().filter(|id| catalog.provinces.contains_key(*id)).map(|id| teller.province(&Ref::new(id.clone()))),
        sources: dataset
            .sources
            .iter()
            .map(|source| SourceOf {
                title: teller.text(&source.title),
                path: source.path.clone(),
                email: source.email.clone(),
                version: source.version.clone(),
            })
            .collect(),
        contributors: dataset
            .contributors
            .iter()
            .map(|who| ContributorOf {
                title: teller.text(&who.title),
                path: who.path.clone(),
                email: who.email.clone(),
                roles: who.roles.clone(),
                organization: who.organization.clone(),
            })
            .collect(),
        version: dataset.version.clone(),
        identifier: dataset.id.clone(),
        homepage: dataset.homepage.clone(),
        tables: dataset.resources.iter().map(|resource| table(teller, dataset, resource)).collect(),
        files: files(teller, &Subject::Dataset { dataset: dataset.name.clone() }),
    }
}

/// Who publishes something.
pub(super) fn publisher(teller: &Teller<'_>, who: Publisher<'_>) -> PublisherOf {
    let catalog = teller.context.catalog;
    PublisherOf {
        name: teller.text(who.name(catalog)),
        agency: match who {
            Publisher::Agency(agency) => Some(teller.agency(&Ref::new(agency.id.clone()))),
            Publisher::Portal => None,
        },
        homepage: who.homepage(catalog).map(str::to_owned),
    }
}

fn table(teller: &Teller<'_>, dataset: &Dataset, resource: &Resource) -> TableOf {
    let (dataset, name) = (dataset.name.clone(), resource.name.clone());
    TableOf {
        id: name.clone(),
        url: teller.answer(&Answer::Table(dataset.clone(), name.clone(), 1)),
        title: teller.text(&resource.title),
        description: teller.text(&resource.description.read()),
        well_known: resource.well_known.map(str::to_owned),
        rows: resource.profile.rows,
        columns: resource.schema.fields.len() as u64,
        row_pages: answers_of_table(resource),
        pages: teller.pages(&PageId::Table(dataset.clone(), name.clone(), 1)),
        files: files(teller, &Subject::Resource { dataset, table: name }),
    }
}

/// The files made of a subject; answers are none.
pub(super) fn files(teller: &Teller<'_>, subject: &Subject) -> Vec<FileOf> {
    let context = teller.context;
    let known = context.routes.files(subject).filter_map(|file| {
        let format = context.formats.iter().find(|format| format.name() == file.format)?;
        let made = context.made.get(file.path.as_str());
        let held = held(context.catalog, *format, subject, file);
        (format.is_offered() && file.format != super::NAME).then(|| FileOf {
            format: file.format.to_owned(),
            media_type: format.media_type().to_owned(),
            url: teller.link(&file.path),
            bytes: made.map(|made| made.bytes),
            sha256: made.map(|made| made.sha256.to_string()),
            rows: held.as_ref().map(|held| held.rows),
            language: held.as_ref().and_then(|held| held.lang).map(|lang| lang.to_string()),
            part: held.and_then(|held| held.part),
        })
    });
    known.collect()
}
