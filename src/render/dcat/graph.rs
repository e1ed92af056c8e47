//! What DCAT states of the catalogue, its datasets and their files.
//!
//! Told thing by thing; what many of them share (publishers, licences, formats
//! …) is taken down and told once at the end, so that every file is complete in
//! itself. Every thing named has a type, as DCAT-AP's shapes ask.

use std::io;

use super::shared::Shared;
use super::telling::Telling;
use super::terms::*;
use crate::model::dataset::{Dataset, Source};
use crate::render::facts::catalogue::{Distribution, Entry, absolute, dataset_iri, iri, label, web_address};
use crate::render::facts::publisher::{Creator, Publisher, creators};
use crate::render::rdf::Object;
use crate::render::text::plain_texts::{self, unmarked};
use crate::route::PageId;

/// What all files of a dataset have in common, by address.
struct OfFiles {
    license: Option<String>,
    /// The dataset's page.
    page: Option<String>,
}

impl<'a> Telling<'a, '_> {
    /// The catalogue itself, which lists the datasets of a part. `file` gives
    /// the address of any part in this serialization.
    pub(super) fn catalogue<'f>(&mut self, part: usize, file: impl Fn(usize) -> Option<&'f str>) -> io::Result<()> {
        let catalog = self.context.catalog;
        let portal = &catalog.portal;
        let default = portal.languages.default();
        let this = iri(self.context, "catalog");
        self.thing(&this, TYPE, CATALOG)?;
        self.text(&this, TITLE, &portal.title)?;
        let described = if portal.description.is_empty() { &portal.title } else { &portal.description };
        self.text(&this, DESCRIPTION, described)?;
        self.publisher(&this, Publisher::of_portal(catalog))?;
        if let Some(license) = &portal.license {
            self.shared_thing(&this, LICENSE, Shared::license(self.context, license))?;
        }
        for lang in portal.languages.iter() {
            self.shared_thing(&this, LANGUAGE, Shared::Language(language(lang)))?;
        }
        if let Some(moment) = catalog.published {
            self.graph.state(&this, MODIFIED, Object::Typed(&moment.to_string(), DATE_TIME))?;
        }
        let home = absolute(self.context, self.context.routes.page(&PageId::Home, default));
        self.shared_thing(&this, HOMEPAGE, Shared::Document(home))?;
        if !portal.topics.is_empty() {
            self.shared_thing(&this, THEMES, Shared::Topics)?;
        }
        let parts = self.context.routes.parts();
        for dataset in parts.datasets(part, catalog) {
            self.thing(&this, HAS_DATASET, &dataset_iri(self.context, &dataset.name))?;
        }
        if let (Some(own), Some(first), true) = (file(part), file(1), parts.count() > 1) {
            let view = absolute(self.context, own);
            self.thing(&view, TYPE, PARTIAL_VIEW)?;
            self.graph.state(&view, VIEW_OF_ITEMS, Object::Typed(&catalog.datasets.len().to_string(), INTEGER))?;
            self.thing(&view, FIRST, &absolute(self.context, first))?;
            if part < parts.count() {
                let next = file(part + 1).expect("every part is made");
                self.thing(&view, NEXT, &absolute(self.context, next))?;
            }
        }
        Ok(())
    }

    /// A dataset and its files.
    pub(super) fn dataset(&mut self, dataset: &'a Dataset) -> io::Result<()> {
        let entry = Entry::of(self.context, dataset);
        self.facts(&entry)?;
        self.coverage(&entry)?;
        for (number, source) in (1..).zip(&dataset.sources) {
            self.source(&entry, number, source)?;
        }
        if entry.distributions.is_empty() {
            return Ok(());
        }
        let common = self.common(&entry);
        entry.distributions.iter().try_for_each(|distribution| self.distribution(&entry, &common, distribution))
    }

    /// What all files of a dataset have in common.
    fn common(&mut self, entry: &Entry<'a>) -> OfFiles {
        let license = entry.license.map(|license| self.taken(Shared::license(self.context, license)));
        let page = entry.page(self.context, self.context.catalog.portal.languages.default());
        OfFiles { license, page: page.map(|page| self.taken(Shared::Resource(page))) }
    }

    /// What the dataset is, in statements of itself only.
    fn facts(&mut self, entry: &Entry<'a>) -> io::Result<()> {
        let (dataset, this) = (entry.dataset, entry.iri.as_str());
        let default = self.context.catalog.portal.languages.default();
        self.thing(this, TYPE, DATASET)?;
        self.text(this, TITLE, &dataset.title)?;
        let description = plain_texts::description(self.context, dataset);
        self.text(this, DESCRIPTION, if description.is_empty() { &dataset.title } else { &description })?;
        self.graph.state(this, IDENTIFIER, Object::Plain(dataset.id.as_deref().unwrap_or(this)))?;
        self.publisher(this, entry.publisher)?;
        for (number, creator) in (1..).zip(creators(self.context.catalog, dataset)) {
            self.creator(this, number, creator)?;
        }
        if Shared::has_contact(self.context.catalog) {
            self.shared_thing(this, CONTACT, Shared::Contact)?;
        }
        for word in &entry.keywords {
            self.graph.state(this, KEYWORD, Object::Text(word, default))?;
        }
        for topic in &dataset.congbo.topics {
            self.shared_thing(this, THEME, Shared::Topic(topic.clone()))?;
        }
        if dataset.congbo.profile.is_some() {
            self.shared_thing(this, THEME, Shared::Government)?;
        }
        self.day(this, ISSUED, dataset.congbo.issued)?;
        self.day(this, MODIFIED, dataset.congbo.modified)?;
        if let Some(code) = &dataset.congbo.periodicity {
            self.shared_thing(this, PERIODICITY, Shared::Frequency(frequency(code)))?;
        }
        for lang in &entry.languages {
            self.shared_thing(this, LANGUAGE, Shared::Language(language(*lang)))?;
        }
        for page in self.context.catalog.portal.languages.iter().filter_map(|lang| entry.page(self.context, lang)) {
            self.shared_thing(this, LANDING_PAGE, Shared::Document(page))?;
        }
        self.shared_thing(this, ACCESS_RIGHTS, Shared::Public)?;
        if let Some(version) = &dataset.version {
            self.graph.state(this, VERSION, Object::Plain(version))?;
        }
        if let Some(plan) = entry.plan {
            self.shared_thing(this, IN_SERIES, Shared::Series(plan.id.clone()))?;
        }
        if let Some(province) = &dataset.congbo.spatial {
            self.shared_thing(this, SPATIAL, Shared::Place(province.clone()))?;
        }
        for distribution in &entry.distributions {
            self.thing(this, HAS_DISTRIBUTION, &distribution.iri)?;
        }
        Ok(())
    }

    /// The period that the dataset is about.
    fn coverage(&mut self, entry: &Entry<'a>) -> io::Result<()> {
        let given = &entry.dataset.congbo;
        if given.start.is_none() && given.end.is_none() {
            return Ok(());
        }
        let period = sibling(&entry.iri, "period");
        self.thing(&entry.iri, TEMPORAL, &period)?;
        self.thing(&period, TYPE, PERIOD)?;
        self.day(&period, START, given.start)?;
        self.day(&period, END, given.end)
    }

    /// Where the dataset is from, in words and by address.
    fn source(&mut self, entry: &Entry<'a>, number: usize, source: &'a Source) -> io::Result<()> {
        let statement = sibling(&entry.iri, &format!("source-{number}"));
        let address = source.path.as_deref().and_then(web_address);
        if source.title.is_empty() && address.is_none() {
            return Ok(());
        }
        self.thing(&entry.iri, PROVENANCE, &statement)?;
        self.thing(&statement, TYPE, PROVENANCE_STATEMENT)?;
        match address {
            Some(address) if source.title.is_empty() => self.graph.state(&statement, LABEL, Object::Plain(&address)),
            _ => self.text(&statement, LABEL, &source.title),
        }
    }

    fn distribution(&mut self, entry: &Entry<'a>, common: &OfFiles, file: &Distribution<'a>) -> io::Result<()> {
        let (dataset, this) = (entry.dataset, file.iri.as_str());
        let (name, media) = (label(file.format), file.format.media_type());
        self.thing(this, TYPE, DISTRIBUTION)?;
        let title = file.table.map_or(&dataset.title, |table| &table.title);
        for (lang, text) in self.spoken(title) {
            self.words(this, TITLE, &file.name(self.context, text, lang), lang)?;
        }
        if let Some(table) = file.table.filter(|table| !table.description.is_empty()) {
            self.text(this, DESCRIPTION, &unmarked(&table.description.read()))?;
        }
        if let Some(lang) = file.held.lang {
            self.shared_thing(this, LANGUAGE, Shared::Language(language(lang)))?;
        }
        match &common.page {
            Some(page) => self.thing(this, ACCESS_URL, page)?,
            None => self.shared_thing(this, ACCESS_URL, Shared::Resource(file.url.clone()))?,
        }
        self.shared_thing(this, DOWNLOAD_URL, Shared::Resource(file.url.clone()))?;
        self.shared_thing(this, FORMAT, Shared::FileType(file_type(&name, media), name))?;
        let media = Shared::MediaType(media_type(media));
        if media.iri(self.context).ends_with("/zip") {
            self.shared_thing(this, COMPRESS_FORMAT, media.clone())?;
        }
        self.shared_thing(this, MEDIA_TYPE, media)?;
        self.graph.state(this, BYTE_SIZE, Object::Typed(&file.made.bytes.to_string(), NON_NEGATIVE))?;
        if let Some(license) = &common.license {
            self.thing(this, LICENSE, license)?;
        }
        self.day(this, ISSUED, dataset.congbo.issued)?;
        self.day(this, MODIFIED, dataset.congbo.modified)?;
        // Schemas are of the plain CSV; others write values in their own ways.
        let plain = file.table.filter(|_| file.format.name() == "csv");
        let standard = plain.and_then(|table| table.well_known).zip(dataset.congbo.profile);
        if let Some((table, profile)) = standard {
            self.shared_thing(this, CONFORMS_TO, Shared::Schema(profile, table))?;
        }
        let checksum = format!("{this}-sha256");
        self.thing(this, HAS_CHECKSUM, &checksum)?;
        self.thing(&checksum, TYPE, CHECKSUM)?;
        self.shared_thing(&checksum, ALGORITHM, Shared::Sha256)?;
        self.graph.state(&checksum, CHECKSUM_VALUE, Object::Typed(&file.made.sha256.to_string(), HEX))
    }

    fn publisher(&mut self, subject: &str, publisher: Publisher<'_>) -> io::Result<()> {
        self.shared_thing(subject, PUBLISHER, Shared::agent(publisher))
    }

    /// Who made a dataset.
    fn creator(&mut self, subject: &str, number: usize, creator: Creator<'_>) -> io::Result<()> {
        let contributor = match creator {
            Creator::Publisher(publisher) => return self.shared_thing(subject, CREATOR, Shared::agent(publisher)),
            Creator::Contributor(contributor) => contributor,
        };
        let this = sibling(subject, &format!("creator-{number}"));
        self.thing(subject, CREATOR, &this)?;
        self.thing(&this, TYPE, AGENT)?;
        self.text(&this, NAME, &contributor.title)?;
        let page = contributor.path.as_deref().and_then(web_address);
        page.map_or(Ok(()), |page| self.shared_thing(&this, HOMEPAGE, Shared::Document(page)))
    }

    fn day(&mut self, subject: &str, predicate: &'static str, day: Option<jiff::civil::Date>) -> io::Result<()> {
        day.map_or(Ok(()), |day| self.graph.state(subject, predicate, Object::Typed(&day.to_string(), DATE)))
    }
}

/// Another thing of the description that a thing stands in.
fn sibling(iri: &str, name: &str) -> String {
    let (file, _) = iri.split_once('#').expect("things are named inside their description");
    format!("{file}#{name}")
}
