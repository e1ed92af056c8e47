//! schema.org: what search engines for data read in a page, as JSON-LD in the
//! page's language.
//!
//! The home page tells of the catalogue, a dataset's page of the dataset with
//! all that Google's search for datasets asks for and recommends. A data block,
//! no script: browsers do not run it. Only for portals with a base address.

use serde_json::{Map, Value, json};

use super::standpoint::Standpoint;
use crate::model::dataset::Dataset;
use crate::render::facts::catalogue::{Distribution, Entry, absolute, iri, web_address};
use crate::render::facts::publisher::{Creator, Publisher, creators};
use crate::render::text::plain_texts;
use crate::route::PageId;

/// Columns that are named, at most: those of a dataset of many tables fill a page.
const MOST_COLUMNS: usize = 100;

/// The shortest description that search engines take.
const SHORTEST: usize = 50;

/// The data block of a page, if it has one.
pub(in crate::render) fn linked(at: &Standpoint<'_>, page: &PageId) -> Option<String> {
    at.context.routes.absolute(at.path)?;
    let told = match page {
        PageId::Home => catalogue(at),
        PageId::Dataset(name) => dataset(at, at.catalog().datasets.get(name)?),
        _ => return None,
    };
    // Nothing in a text can end the block.
    Some(told.to_string().replace('<', "\\u003c"))
}

fn catalogue(at: &Standpoint<'_>) -> Value {
    let portal = &at.catalog().portal;
    let mut told = Map::new();
    told.insert("@context".into(), "https://schema.org/".into());
    told.insert("@type".into(), "DataCatalog".into());
    told.insert("@id".into(), iri(at.context, "catalog").into());
    told.insert("name".into(), at.text(&portal.title).text.into());
    put(&mut told, "description", at.text(&portal.description).text);
    told.insert("url".into(), absolute(at.context, at.path).into());
    told.insert("publisher".into(), organization(at, Publisher::of_portal(at.catalog())));
    put(&mut told, "license", portal.license.as_ref().and_then(|license| web_address(license.path.as_deref()?)).unwrap_or_default());
    put(&mut told, "dateModified", at.catalog().published.map(|moment| moment.to_string()).unwrap_or_default());
    told.insert("inLanguage".into(), at.lang().as_str().into());
    told.insert("isAccessibleForFree".into(), true.into());
    told.into()
}

fn dataset(at: &Standpoint<'_>, dataset: &Dataset) -> Value {
    let catalog = at.catalog();
    let entry = Entry::of(at.context, &catalog.datasets[&dataset.name]);
    let given = &dataset.congbo;
    let title = at.text(&dataset.title).text;
    let others: Vec<&str> = dataset.title.iter().map(|(_, text)| text).filter(|text| *text != title).collect();
    let license = entry.license.and_then(|license| web_address(license.path.as_deref()?)).unwrap_or_default();
    let publisher = organization(at, entry.publisher);
    let mut told = Map::new();
    told.insert("@context".into(), "https://schema.org/".into());
    told.insert("@type".into(), "Dataset".into());
    told.insert("@id".into(), entry.iri.as_str().into());
    told.insert("name".into(), title.into());
    list(&mut told, "alternateName", others.into_iter().map(Value::from).collect());
    told.insert("description".into(), description(at, dataset).into());
    told.insert("url".into(), absolute(at.context, at.path).into());
    put(&mut told, "sameAs", dataset.homepage.as_deref().and_then(web_address).unwrap_or_default());
    told.insert("identifier".into(), dataset.id.as_deref().unwrap_or(&entry.iri).into());
    list(&mut told, "keywords", entry.keywords.iter().map(|word| word.as_str().into()).collect());
    put(&mut told, "license", license.clone());
    told.insert("isAccessibleForFree".into(), true.into());
    told.insert("creator".into(), creator(at, dataset).unwrap_or_else(|| publisher.clone()));
    told.insert("publisher".into(), publisher);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    put(&mut told, "datePublished", day(given.issued));
    put(&mut told, "dateModified", day(given.modified));
    if given.start.is_some() || given.end.is_some() {
        let side = |day: Option<jiff::civil::Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        told.insert("temporalCoverage".into(), format!("{}/{}", side(given.start), side(given.end)).into());
    }
    if let Some(province) = given.spatial.as_ref().and_then(|id| catalog.provinces.get(id)) {
        told.insert("spatialCoverage".into(), json!({ "@type": "Place", "name": at.text(&province.name).text }));
    }
    told.insert("inLanguage".into(), entry.languages.iter().map(|lang| Value::from(lang.as_str())).collect());
    put(&mut told, "version", dataset.version.clone().unwrap_or_default());
    let home = at.context.routes.find_page(&PageId::Home, at.lang()).and_then(|path| at.context.routes.absolute(path));
    let portal = at.text(&catalog.portal.title).text;
    let catalogue = json!({ "@type": "DataCatalog", "@id": iri(at.context, "catalog"), "name": portal, "url": home });
    told.insert("includedInDataCatalog".into(), catalogue);
    list(&mut told, "isBasedOn", sources(at, dataset));
    list(&mut told, "variableMeasured", columns(at, dataset));
    list(&mut told, "distribution", entry.distributions.iter().map(|file| distribution(at, &entry, file, &license)).collect());
    told.into()
}

/// What it is; one that is too short goes on with what its tables and columns
/// are called and where it stands.
fn description(at: &Standpoint<'_>, dataset: &Dataset) -> String {
    let mut text = at.text(&plain_texts::description(at.context, dataset)).text;
    if text.is_empty() {
        text = at.text(&dataset.title).text;
    }
    let named = |texts: Vec<String>| texts.join("; ");
    let tables = || named(dataset.resources.iter().map(|table| at.text(&table.title).text).collect());
    let columns = || named(dataset.resources.iter().flat_map(|table| &table.schema.fields).map(|field| field.name.clone()).collect());
    let more: [&dyn Fn() -> String; 3] = [&tables, &columns, &|| absolute(at.context, at.path)];
    for further in more {
        if text.chars().count() < SHORTEST {
            text = format!("{text} – {}", further());
        }
    }
    text.chars().take(5_000).collect()
}

/// What the dataset was made of: its sources, and the plan that it holds with
/// the agency that issued it, which need not be the one that publishes the data.
fn sources(at: &Standpoint<'_>, dataset: &Dataset) -> Vec<Value> {
    let plan = at.catalog().plan_of(dataset).and_then(|plan| {
        let issuer = at.catalog().agencies.get(&plan.issuer.as_ref()?.id)?;
        let mut work = Map::new();
        work.insert("@type".into(), "Report".into());
        put(&mut work, "name", at.plan_title(plan).text);
        put(&mut work, "identifier", plan.number.clone());
        put(&mut work, "datePublished", plan.date.map(|date| date.to_string()).unwrap_or_default());
        work.insert("creator".into(), organization(at, Publisher::Agency(issuer)));
        Some(work.into())
    });
    let told = dataset.sources.iter().filter_map(|source| {
        let (name, url) = (at.text(&source.title).text, source.path.as_deref().and_then(web_address));
        let mut work = Map::new();
        work.insert("@type".into(), "CreativeWork".into());
        put(&mut work, "name", name);
        put(&mut work, "url", url.unwrap_or_default());
        (work.len() > 1).then(|| work.into())
    });
    plan.into_iter().chain(told).collect()
}

/// Who made the dataset, as far as that is known: one, or a list.
fn creator(at: &Standpoint<'_>, dataset: &Dataset) -> Option<Value> {
    let told = |creator| match creator {
        Creator::Publisher(publisher) => organization(at, publisher),
        Creator::Contributor(who) => {
            let mut told = Map::new();
            // Only people belong to an organisation.
            told.insert("@type".into(), if who.organization.is_some() { "Person" } else { "Organization" }.into());
            told.insert("name".into(), at.text(&who.title).text.into());
            put(&mut told, "url", who.path.as_deref().and_then(web_address).unwrap_or_default());
            if let Some(name) = &who.organization {
                told.insert("affiliation".into(), json!({ "@type": "Organization", "name": name }));
            }
            told.into()
        }
    };
    let mut all: Vec<Value> = creators(at.catalog(), dataset).into_iter().map(told).collect();
    if all.len() > 1 { Some(all.into()) } else { all.pop() }
}

/// The columns of all tables, each name once.
fn columns(at: &Standpoint<'_>, dataset: &Dataset) -> Vec<Value> {
    let mut seen = std::collections::BTreeSet::new();
    let all = dataset.resources.iter().flat_map(|table| &table.schema.fields).filter(|field| seen.insert(field.name.as_str()));
    let told = all.take(MOST_COLUMNS).map(|field| {
        let mut column = Map::new();
        column.insert("@type".into(), "PropertyValue".into());
        let title = at.text(&field.title).text;
        column.insert("name".into(), if title.is_empty() { field.name.clone() } else { title }.into());
        column.insert("propertyID".into(), field.name.as_str().into());
        column.into()
    });
    told.collect()
}

fn distribution(at: &Standpoint<'_>, entry: &Entry<'_>, file: &Distribution<'_>, license: &str) -> Value {
    let name = at.text(file.table.map_or(&entry.dataset.title, |table| &table.title)).text;
    let mut object = Map::new();
    object.insert("@type".into(), "DataDownload".into());
    object.insert("@id".into(), file.iri.as_str().into());
    object.insert("name".into(), file.name(at.context, &name, at.lang()).into());
    object.insert("encodingFormat".into(), file.format.media_type().into());
    put(&mut object, "inLanguage", file.held.lang.map(|lang| lang.to_string()).unwrap_or_default());
    object.insert("contentUrl".into(), file.url.as_str().into());
    object.insert("contentSize".into(), format!("{} B", file.made.bytes).into());
    object.insert("sha256".into(), file.made.sha256.to_string().into());
    put(&mut object, "license", license.to_owned());
    object.into()
}

fn organization(at: &Standpoint<'_>, who: Publisher<'_>) -> Value {
    let mut told = Map::new();
    told.insert("@type".into(), "Organization".into());
    told.insert("name".into(), at.text(who.name(at.catalog())).text.into());
    put(&mut told, "url", who.homepage(at.catalog()).and_then(web_address).unwrap_or_default());
    let contact = &at.catalog().portal.contact;
    if let (Publisher::Portal, Some(email)) = (who, &contact.email) {
        told.insert("contactPoint".into(), json!({ "@type": "ContactPoint", "email": email, "contactType": "customer service" }));
    }
    told.into()
}

/// A text that is not empty.
fn put(object: &mut Map<String, Value>, key: &str, text: String) {
    if !text.is_empty() {
        object.insert(key.into(), text.into());
    }
}

/// A list that is not empty.
fn list(object: &mut Map<String, Value>, key: &str, items: Vec<Value>) {
    if !items.is_empty() {
        object.insert(key.into(), items.into());
    }
}
