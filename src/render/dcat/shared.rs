//! What datasets share: publishers, licences, formats, places, topics …

use std::borrow::Cow;

use super::terms::*;
use crate::model::Catalog;
use crate::model::dataset::{License, ProfileName};
use crate::render::facts::catalogue::{absolute, ckan_license, iri, web_address};
use crate::render::facts::publisher::Publisher;
use crate::route::{Context, Subject};

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
}
