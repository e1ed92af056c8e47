//! What is stated of things that datasets share, once per file, at its end.

use std::io;

use foldhash::HashSet;

use super::shared::Shared;
use super::telling::Telling;
use super::terms::*;
use crate::model::lang::Lang;
use crate::render::facts::catalogue::{mail_address, web_address};
use crate::render::facts::publisher::Publisher;

/// What the EU's theme of government is called.
const GOVERNMENT_LABELS: [(&str, &str); 2] = [("vi", "Chính phủ và khu vực công"), ("en", "Government and public sector")];

impl Telling<'_, '_> {
    /// What things share, each once.
    pub(super) fn shared(&mut self) -> io::Result<()> {
        // A thing may bring further ones, such as a series its publisher.
        let mut told = HashSet::default();
        loop {
            self.shared.append(&mut std::mem::take(&mut self.own).into_iter().collect());
            let Some(thing) = self.shared.pop_first() else { return Ok(()) };
            if !told.contains(&thing) {
                tell(&thing, self)?;
                told.insert(thing);
            }
        }
    }
}

/// States what it is.
fn tell(thing: &Shared, telling: &mut Telling<'_, '_>) -> io::Result<()> {
    let this = &thing.iri(telling.context);
    let catalog = telling.context.catalog;
    match thing {
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
