//! What datasets share: publishers, licences, formats, places, topics … and
//! what is stated of each, once per file.

use std::borrow::Cow;
use std::io;

use super::graph::Telling;
use super::terms::*;
use crate::model::Catalog;
use crate::model::dataset::{License, ProfileName};
use crate::model::lang::Lang;
use crate::render::facts::catalogue::{absolute, ckan_license, iri, mail_address, web_address};
use crate::render::facts::publisher::Publisher;
use crate::route::{Context, Subject};

/// What the EU's theme of government is called.
const GOVERNMENT_LABELS: [(&str, &str); 2] = [("vi", "Chính phủ và khu vực công"), ("en", "Government and public sector")];

/// A thing that datasets share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Shared {
    /// An agency of the registry, or the portal's publisher.
    Agent(Option<String>),
    /// Where readers turn to.
    Contact,
    /// A page, by its address.
    Document(String),
    /// A file format: address, name.
    FileType(String, String),
    /// How often something changes, by its address.
    Frequency(String),
    /// The EU's theme of government.
    Government,
    /// The EU's list of themes.
    Themes,
    /// A language, by its address.
    Language(String),
    /// A licence: address, title, and the title's language where it has one.
    License(String, Vec<String>),
    /// A media type, by its address.
    MediaType(String),
    /// A province.
    Place(String),
    /// That something is for everyone.
    Public,
    /// Anything else on the web, by its address.
    Resource(String),
    /// The published schema of a well-known table.
    Schema(ProfileName, &'static str),
    /// The editions of a plan's data.
    Series(String),
    /// The checksum algorithm.
    Sha256,
    /// A topic.
    Topic(String),
    /// The portal's list of topics.
    Topics,
}

impl Shared {
    /// Who publishes.
    pub(super) fn agent(publisher: Publisher<'_>) -> Self {
        match publisher {
            Publisher::Agency(agency) => Shared::Agent(Some(agency.id.clone())),
            Publisher::Portal => Shared::Agent(None),
        }
    }

    /// A licence.
    pub(super) fn license(context: &Context<'_>, license: &License) -> Self {
        let name = license.name.clone().or_else(|| license.title.clone()).unwrap_or_default();
        let slug = crate::markdown::slug(&name);
        let address = license.path.as_deref().and_then(web_address).unwrap_or_else(|| iri(context, &format!("license-{slug}")));
        // CKAN finds a licence by its own title.
        let title = ckan_license(license).map(|(_, title)| title.to_owned());
        let titles = title.into_iter().chain(license.title.clone().filter(|_| ckan_license(license).is_none()));
        let mut titles: Vec<String> = titles.collect();
        if titles.is_empty() && !name.is_empty() {
            titles.push(name);
        }
        Shared::License(address, titles)
    }

    /// Whether there is anything to say of whom readers turn to.
    pub(super) fn has_contact(catalog: &Catalog) -> bool {
        let contact = &catalog.portal.contact;
        !contact.name.is_empty() || contact.email.is_some() || contact.url.is_some() || contact.phone.is_some()
    }

    /// Its address.
    pub(super) fn iri(&self, context: &Context<'_>) -> Cow<'_, str> {
        let own = |name: &str| Cow::Owned(iri(context, name));
        match self {
            Shared::Agent(None) => own("publisher"),
            Shared::Agent(Some(agency)) => own(&format!("agency-{agency}")),
            Shared::Contact => own("contact"),
            Shared::Document(address)
            | Shared::FileType(address, _)
            | Shared::Frequency(address)
            | Shared::Language(address)
            | Shared::License(address, _)
            | Shared::MediaType(address)
            | Shared::Resource(address) => address.into(),
            Shared::Government => GOVERNMENT.into(),
            Shared::Themes => DATA_THEMES.into(),
            Shared::Place(province) => own(&format!("place-{province}")),
            Shared::Public => PUBLIC.into(),
            Shared::Schema(profile, table) => {
                let subject = Subject::WellKnown { profile: profile.name(), table };
                let path = context.routes.data("schema", &subject).expect("the schemas of used profiles are published");
                absolute(context, path).into()
            }
            Shared::Series(plan) => own(&format!("series-{plan}")),
            Shared::Sha256 => SHA256.into(),
            Shared::Topic(topic) => own(&format!("topic-{topic}")),
            Shared::Topics => own("topics"),
        }
    }

    /// States what it is.
    pub(super) fn tell(&self, telling: &mut Telling<'_, '_>) -> io::Result<()> {
        let this = &self.iri(telling.context);
        let catalog = telling.context.catalog;
        match self {
            Shared::Agent(agency) => agent(this, agency.as_deref(), telling),
            Shared::Contact => contact(this, telling),
            Shared::Document(_) => telling.thing(this, TYPE, DOCUMENT),
            Shared::FileType(_, name) => {
                // CKAN takes the name of what has this type first.
                telling.thing(this, TYPE, IMT)?;
                telling.thing(this, TYPE, MEDIA_OR_EXTENT)?;
                telling.plain(this, LABEL, name)
            }
            Shared::Frequency(_) => telling.thing(this, TYPE, FREQUENCY),
            Shared::Government => {
                telling.thing(this, TYPE, CONCEPT)?;
                telling.shared_thing(this, IN_SCHEME, Shared::Themes)?;
                let label = |lang: Lang| Some((lang, GOVERNMENT_LABELS.iter().find(|(tag, _)| *tag == lang.as_str())?.1));
                catalog.portal.languages.iter().filter_map(label).try_for_each(|(lang, label)| telling.words(this, PREF_LABEL, label, lang))
            }
            Shared::Themes => {
                telling.thing(this, TYPE, SCHEME)?;
                telling.plain(this, TITLE, "Data theme")
            }
            Shared::Language(_) => telling.thing(this, TYPE, LINGUISTIC_SYSTEM),
            Shared::License(_, titles) => {
                telling.thing(this, TYPE, LICENSE_DOCUMENT)?;
                let english = Lang::new("en").expect("a language");
                titles.iter().try_for_each(|title| telling.words(this, TITLE, title, english))
            }
            Shared::MediaType(_) => {
                telling.thing(this, TYPE, MEDIA)?;
                telling.thing(this, TYPE, MEDIA_OR_EXTENT)
            }
            Shared::Place(province) => {
                telling.thing(this, TYPE, LOCATION)?;
                match catalog.provinces.get(province) {
                    Some(province) => telling.text(this, PREF_LABEL, &province.name),
                    None => telling.plain(this, PREF_LABEL, province),
                }
            }
            Shared::Public => telling.thing(this, TYPE, RIGHTS),
            Shared::Resource(_) => telling.thing(this, TYPE, RESOURCE),
            Shared::Schema(profile, table) => {
                telling.thing(this, TYPE, STANDARD)?;
                let known = crate::model::profile::table(*profile, table);
                known.map_or(Ok(()), |known| telling.text(this, TITLE, &known.title))
            }
            Shared::Series(plan) => series(this, plan, telling),
            Shared::Sha256 => telling.thing(this, TYPE, CHECKSUM_ALGORITHM),
            Shared::Topic(topic) => {
                telling.thing(this, TYPE, CONCEPT)?;
                telling.shared_thing(this, IN_SCHEME, Shared::Topics)?;
                match catalog.portal.topics.get(topic) {
                    Some(label) => telling.text(this, PREF_LABEL, label),
                    None => telling.words(this, PREF_LABEL, topic, catalog.portal.languages.default()),
                }
            }
            Shared::Topics => {
                telling.thing(this, TYPE, SCHEME)?;
                telling.text(this, TITLE, &catalog.portal.title)
            }
        }
    }
}

fn agent(this: &str, agency: Option<&str>, telling: &mut Telling<'_, '_>) -> io::Result<()> {
    let catalog = telling.context.catalog;
    let who = agency.and_then(|id| catalog.agencies.get(id)).map_or(Publisher::Portal, Publisher::Agency);
    telling.thing(this, TYPE, AGENT)?;
    telling.text(this, NAME, who.name(catalog))?;
    match who.homepage(catalog).and_then(web_address) {
        Some(page) => telling.shared_thing(this, HOMEPAGE, Shared::Document(page)),
        None => Ok(()),
    }
}

fn contact(this: &str, telling: &mut Telling<'_, '_>) -> io::Result<()> {
    let catalog = telling.context.catalog;
    let contact = &catalog.portal.contact;
    telling.thing(this, TYPE, KIND)?;
    let name = if contact.name.is_empty() { Publisher::of_portal(catalog).name(catalog) } else { &contact.name };
    telling.text(this, FN, name)?;
    if let Some(address) = contact.email.as_deref().and_then(mail_address) {
        telling.shared_thing(this, EMAIL, Shared::Resource(address))?;
    }
    let digits = |phone: &String| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
    if let Some(digits) = contact.phone.as_ref().map(digits).filter(|digits| !digits.is_empty()) {
        telling.shared_thing(this, PHONE, Shared::Resource(format!("tel:{digits}")))?;
    }
    if let Some(url) = contact.url.as_deref().and_then(web_address) {
        telling.shared_thing(this, URL, Shared::Resource(url))?;
    }
    Ok(())
}

/// The data of a plan, of which its dataset is the present edition.
fn series(this: &str, plan: &str, telling: &mut Telling<'_, '_>) -> io::Result<()> {
    let catalog = telling.context.catalog;
    telling.thing(this, TYPE, SERIES)?;
    let page = catalog.plans.get(plan).and_then(|plan| catalog.pages.get(&plan.page.id));
    if let Some(page) = page {
        telling.text(this, TITLE, &page.title)?;
        telling.text(this, DESCRIPTION, if page.description.is_empty() { &page.title } else { &page.description })?;
    }
    let issuer = catalog.plans.get(plan).and_then(|plan| plan.issuer.as_ref());
    telling.shared_thing(this, PUBLISHER, Shared::Agent(issuer.map(|issuer| issuer.id.clone())))?;
    if Shared::has_contact(catalog) {
        telling.shared_thing(this, CONTACT, Shared::Contact)?;
    }
    Ok(())
}
