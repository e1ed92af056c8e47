//! Lists of everything that has an answer, in pages, and the catalogue that
//! leads to all of them.

use std::io::{self, Write};

use jiff::Timestamp;

use super::dataset::{PublisherOf, publisher};
use super::entries::{self, AgencyEntry, DatasetEntry, DocumentEntry, IndicatorEntry, PillarEntry, PlanEntry, ProvinceEntry, TableEntry};
use super::head::{Head, Teller};
use super::shape::{Code, Link, Pages, Shape, Told, Vocabulary, record};
use crate::model::page::API;
use crate::render::facts::publisher::Publisher;
use crate::route::{Answer, Listing, PageId, Scope, Subject};

/// The kinds of lists.
pub(in crate::render) struct Listings;

impl Vocabulary for Listings {
    fn codes() -> Vec<String> {
        Listing::ALL.iter().map(|listing| listing.name().to_owned()).collect()
    }
}

record! {
    /// The portal, and where everything else is.
    CatalogueAnswer = "catalogue" {
        /// The portal's title.
        title: Told,
        /// What it is.
        description: Told,
        /// Its home page.
        pages: Option<Pages>,
        /// Its base address; null when the site does not know where it will stand: addresses are then paths from the site's top.
        base_url: Option<String>,
        /// Its languages, the default one first.
        languages: Vec<String>,
        /// The moment of publication.
        published: Option<Timestamp>,
        /// Who publishes it.
        publisher: PublisherOf,
        /// Where readers turn to.
        contact: ContactOf,
        /// Lists of everything.
        lists: Vec<ListOf>,
        /// Files that hold the data of the whole portal.
        files: Vec<WholeFile>,
        /// The description of all answers, OpenAPI 3.1.
        openapi: Link,
        /// The page that explains all this.
        documentation: Option<Pages>,
    }
}

record! {
    /// Where readers turn to.
    ContactOf {
        /// A name.
        name: Told,
        /// An e-mail address.
        email: Option<String>,
        /// A telephone number.
        phone: Option<String>,
        /// A web site.
        url: Option<String>,
    }
}

record! {
    /// A list of everything of a kind.
    ListOf {
        /// What is listed.
        kind: Code<Listings>,
        /// How many there are.
        count: u64,
        /// The first page of the list.
        url: Link,
    }
}

record! {
    /// A file that holds the data of the whole portal.
    WholeFile {
        /// Its format.
        format: String,
        /// Its media type.
        media_type: String,
        /// Its address.
        url: Link,
    }
}

/// Declares answers that are a page of a list, each with its entries.
macro_rules! lists {
    ($($(#[doc = $about:literal])+ $list:ident = $kind:literal of $entry:ident;)+) => {
        $(record! {
            $(#[doc = $about])+
            $list = $kind {
                /// How many entries there are on all pages.
                total: u64,
                /// Which page this is, from 1.
                page: u64,
                /// How many pages there are.
                page_count: u64,
                /// The page before this one.
                previous: Option<Link>,
                /// The page after this one.
                next: Option<Link>,
                /// The entries of this page.
                entries: Vec<$entry>,
            }
        }

        impl $list {
            fn page(head: Head, paging: Paging, entries: Vec<$entry>) -> Self {
                let Paging { total, page, page_count, previous, next } = paging;
                Self { head, total, page, page_count, previous, next, entries }
            }
        })+
    };
}

lists! {
    /// All datasets, by id.
    DatasetList = "datasets" of DatasetEntry;
    /// All tables, by dataset.
    TableList = "tables" of TableEntry;
    /// All plans, by id.
    PlanList = "plans" of PlanEntry;
    /// All agencies, by id.
    AgencyList = "agencies" of AgencyEntry;
    /// All documents, by id.
    DocumentList = "documents" of DocumentEntry;
    /// All indicators, by id.
    IndicatorList = "indicators" of IndicatorEntry;
    /// All pillars, by id.
    PillarList = "pillars" of PillarEntry;
    /// All provinces, by id.
    ProvinceList = "provinces" of ProvinceEntry;
}

/// Which page of how many.
struct Paging {
    total: u64,
    page: u64,
    page_count: u64,
    previous: Option<Link>,
    next: Option<Link>,
}

/// The catalogue.
pub(super) fn catalogue(teller: &Teller<'_>) -> CatalogueAnswer {
    let context = teller.context;
    let catalog = context.catalog;
    let portal = &catalog.portal;
    let files = context.routes.files(&Subject::Portal).filter_map(|file| {
        let format = context.formats.iter().find(|format| format.name() == file.format)?;
        (format.scope() == Scope::Collection && format.is_offered()).then(|| WholeFile {
            format: file.format.to_owned(),
            media_type: format.media_type().to_owned(),
            url: teller.link(&file.path),
        })
    });
    CatalogueAnswer {
        head: teller.head(&Answer::Catalogue, None),
        title: teller.text(&portal.title),
        description: teller.text(&portal.description),
        pages: teller.pages(&PageId::Home),
        base_url: portal.base_url.clone(),
        languages: portal.languages.iter().map(|lang| lang.to_string()).collect(),
        published: catalog.published,
        publisher: publisher(teller, Publisher::of_portal(catalog)),
        contact: ContactOf {
            name: teller.text(&portal.contact.name),
            email: portal.contact.email.clone(),
            phone: portal.contact.phone.clone(),
            url: portal.contact.url.clone(),
        },
        lists: Listing::ALL
            .map(|listing| ListOf {
                kind: Code::new(listing.name()),
                count: listing.entries(catalog) as u64,
                url: teller.answer(&Answer::List(listing, 1)),
            })
            .into(),
        files: files.collect(),
        openapi: teller.answer(&Answer::Description),
        documentation: teller.pages(&PageId::Page(API.to_owned())),
    }
}

/// Writes a page of a list, from 1.
pub(super) fn list(teller: &Teller<'_>, listing: Listing, page: u64, out: &mut dyn Write) -> io::Result<()> {
    let catalog = teller.context.catalog;
    let at = |page: u64| Answer::List(listing, page);
    let page_count = listing.pages(catalog);
    let paging = Paging {
        total: listing.entries(catalog) as u64,
        page,
        page_count,
        previous: (page > 1).then(|| teller.answer(&at(page - 1))),
        next: (page < page_count).then(|| teller.answer(&at(page + 1))),
    };
    let head = match listing {
        Listing::Datasets | Listing::Tables | Listing::Plans => teller.head(&at(page), None),
        registry => teller.registry_head(&at(page), registry.name()),
    };
    match listing {
        Listing::Datasets => DatasetList::page(head, paging, entries::datasets(teller, page)).write(out),
        Listing::Tables => TableList::page(head, paging, entries::tables(teller, page)).write(out),
        Listing::Plans => PlanList::page(head, paging, entries::plans(teller, page)).write(out),
        Listing::Agencies => AgencyList::page(head, paging, entries::agencies(teller, page)).write(out),
        Listing::Documents => DocumentList::page(head, paging, entries::documents(teller, page)).write(out),
        Listing::Indicators => IndicatorList::page(head, paging, entries::indicators(teller, page)).write(out),
        Listing::Pillars => PillarList::page(head, paging, entries::pillars(teller, page)).write(out),
        Listing::Provinces => ProvinceList::page(head, paging, entries::provinces(teller, page)).write(out),
    }
}
