//! A dataset as a package of CKAN, with its resources, tags and extras.
//!
//! Names, kinds of values and what may be empty are CKAN's own; texts are in the
//! portal's default language.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::license_names;
use crate::model::dataset::Dataset;
use crate::model::lang::{Lang, Text};
use crate::render::facts::catalogue::{Distribution, Entry, ckan_license, iri, is_mail, label, web_address};
use crate::render::facts::publisher::Publisher;
use crate::render::facts::uuid::uuid;
use crate::route::{Context, package_name};

/// The longest version that CKAN takes.
const LONGEST_VERSION: usize = 100;

/// A dataset. Properties that are always the same are constants of their type.
#[derive(Serialize)]
pub(super) struct Package<'a> {
    id: String,
    name: Cow<'a, str>,
    title: &'a str,
    notes: String,
    url: Option<String>,
    version: Option<&'a str>,
    r#type: &'static str,
    state: &'static str,
    private: bool,
    isopen: bool,
    license_id: Option<String>,
    license_title: Option<String>,
    license_url: Option<String>,
    author: &'a str,
    author_email: (),
    maintainer: &'a str,
    maintainer_email: Option<&'a str>,
    metadata_created: String,
    metadata_modified: &'a str,
    creator_user_id: (),
    owner_org: String,
    organization: Organization<'a>,
    groups: Vec<Group<'a>>,
    num_tags: usize,
    tags: Vec<Tag<'a>>,
    extras: Vec<Extra<'a>>,
    num_resources: usize,
    resources: Vec<Resource<'a>>,
    relationships_as_subject: [(); 0],
    relationships_as_object: [(); 0],
}

/// Who publishes, as CKAN knows it.
#[derive(Serialize)]
pub(super) struct Organization<'a> {
    id: String,
    pub(super) name: String,
    title: &'a str,
    description: &'static str,
    r#type: &'static str,
    is_organization: bool,
    approval_status: &'static str,
    state: &'static str,
    image_url: &'static str,
    created: String,
}

/// A topic.
#[derive(Serialize)]
pub(super) struct Group<'a> {
    id: String,
    pub(super) name: String,
    title: &'a str,
    display_name: &'a str,
    description: &'static str,
    image_display_url: &'static str,
}

/// A keyword.
#[derive(Serialize)]
struct Tag<'a> {
    id: String,
    name: &'a str,
    display_name: &'a str,
    state: &'static str,
    vocabulary_id: (),
}

/// What CKAN has no property for.
#[derive(Serialize)]
struct Extra<'a> {
    key: &'static str,
    value: Cow<'a, str>,
}

/// A file.
#[derive(Serialize)]
struct Resource<'a> {
    id: String,
    package_id: &'a str,
    name: String,
    description: Cow<'a, str>,
    url: &'a str,
    url_type: (),
    format: String,
    mimetype: &'static str,
    mimetype_inner: (),
    size: u64,
    hash: String,
    hash_algorithm: &'static str,
    created: &'a str,
    last_modified: &'a str,
    metadata_modified: &'a str,
    position: usize,
    state: &'static str,
    resource_type: (),
    cache_url: (),
    cache_last_updated: (),
    uri: &'a str,
}

/// Gives the package of a dataset to `take`.
pub(super) fn package<T>(context: &Context<'_>, dataset: &Dataset, take: impl FnOnce(&Package<'_>) -> T) -> T {
    let entry = Entry::of(context, context.catalog.datasets.get(&dataset.name).expect("it is of the catalogue"));
    let (portal, given) = (&context.catalog.portal, &dataset.congbo);
    let id = uuid(&entry.iri);
    let organization = organization(context, entry.publisher);
    let (published, created) = (moment(context, None), moment(context, given.issued));
    let modified = moment(context, given.modified.or(given.issued));
    let (license_id, license_title) = entry.license.map(license_names).unzip();
    let tag = |word: &String| uuid(&iri(context, &format!("tag-{word}")));
    let tags: Vec<Tag<'_>> = (entry.keywords.iter())
        .map(|word| Tag { id: tag(word), name: word, display_name: word, state: "active", vocabulary_id: () })
        .collect();
    let notes = text(context, &dataset.description.read()).to_owned();
    let of_file =
        OfFile { context, entry: &entry, package: &id, notes: &notes, published: &published, created: &created, modified: &modified };
    let resources: Vec<Resource<'_>> = entry.distributions.iter().enumerate().map(|(at, file)| of_file.resource(at, file)).collect();
    let contact = Some(text(context, &portal.contact.name)).filter(|name| !name.is_empty());
    take(&Package {
        name: package_name(&dataset.name),
        title: text(context, &dataset.title),
        notes: notes.clone(),
        url: entry.page(context, portal.languages.default()),
        version: dataset.version.as_deref().map(|version| first(version, LONGEST_VERSION)),
        r#type: "dataset",
        state: "active",
        private: false,
        isopen: entry.license.is_some_and(|license| ckan_license(license).is_some()),
        license_id,
        license_title,
        license_url: entry.license.and_then(|license| license.path.as_deref()).and_then(web_address),
        author: text(context, entry.publisher.name(context.catalog)),
        author_email: (),
        maintainer: contact.unwrap_or_else(|| text(context, Publisher::of_portal(context.catalog).name(context.catalog))),
        maintainer_email: portal.contact.email.as_deref().map(str::trim).filter(|email| is_mail(email)),
        metadata_created: created.clone(),
        metadata_modified: &published,
        creator_user_id: (),
        owner_org: organization.id.clone(),
        organization,
        groups: given.topics.iter().map(|topic| group(context, topic)).collect(),
        num_tags: tags.len(),
        tags,
        extras: extras(context, &entry),
        num_resources: resources.len(),
        resources,
        relationships_as_subject: [],
        relationships_as_object: [],
        id: id.clone(),
    })
}

/// What CKAN has no property for, by the names that its DCAT extension uses.
fn extras<'a>(context: &Context<'a>, entry: &'a Entry<'_>) -> Vec<Extra<'a>> {
    let given = &entry.dataset.congbo;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string().into());
    let spatial = given.spatial.as_ref().and_then(|id| context.catalog.provinces.get(id));
    let languages: Vec<&str> = entry.languages.iter().map(Lang::as_str).collect();
    let all: [(&str, Option<Cow<'a, str>>); 10] = [
        ("identifier", entry.dataset.id.as_deref().map(Cow::from)),
        ("issued", day(given.issued)),
        ("modified", day(given.modified)),
        ("frequency", given.periodicity.as_ref().map(|code| code.to_uppercase().into())),
        ("language", (!languages.is_empty()).then(|| serde_json::to_string(&languages).expect("texts are JSON").into())),
        ("temporal_start", day(given.start)),
        ("temporal_end", day(given.end)),
        ("spatial_text", spatial.map(|province| text(context, &province.name).into())),
        ("publisher_name", Some(text(context, entry.publisher.name(context.catalog)).into())),
        ("uri", Some(entry.iri.as_str().into())),
    ];
    all.into_iter().filter_map(|(key, value)| Some(Extra { key, value: value? })).collect()
}

/// What all files of a dataset have in common.
struct OfFile<'a, 'c> {
    context: &'a Context<'c>,
    entry: &'a Entry<'c>,
    package: &'a str,
    notes: &'a str,
    published: &'a str,
    created: &'a str,
    modified: &'a str,
}

impl<'a> OfFile<'a, '_> {
    fn resource(&self, position: usize, file: &'a Distribution<'_>) -> Resource<'a> {
        let context = self.context;
        let (title, description) = match file.table {
            Some(table) => (&table.title, text(context, &table.description.read()).to_owned().into()),
            None => (&self.entry.dataset.title, Cow::Borrowed(self.notes)),
        };
        Resource {
            id: uuid(&file.iri),
            package_id: self.package,
            name: file.name(context, text(context, title), context.catalog.portal.languages.default()),
            description,
            url: &file.url,
            url_type: (),
            format: label(file.format),
            mimetype: file.format.media_type(),
            mimetype_inner: (),
            size: file.made.bytes,
            hash: file.made.sha256.to_string(),
            hash_algorithm: "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            created: self.created,
            last_modified: self.modified,
            metadata_modified: self.published,
            position,
            state: "active",
            resource_type: (),
            cache_url: (),
            cache_last_updated: (),
            uri: &file.iri,
        }
    }
}

/// What CKAN says of a publisher.
pub(super) fn organization<'a>(context: &Context<'a>, who: Publisher<'a>) -> Organization<'a> {
    let title = text(context, who.name(context.catalog));
    let slug = match who {
        Publisher::Agency(agency) => agency.id.clone(),
        Publisher::Portal => crate::markdown::slug(title),
    };
    let name = package_name(if slug.is_empty() { "publisher" } else { &slug }).into_owned();
    Organization {
        id: uuid(&iri(context, &format!("organization-{name}"))),
        name,
        title,
        description: "",
        r#type: "organization",
        is_organization: true,
        approval_status: "approved",
        state: "active",
        image_url: "",
        created: moment(context, None),
    }
}

/// A topic as a group of CKAN.
pub(super) fn group<'a>(context: &Context<'a>, topic: &'a str) -> Group<'a> {
    let id = uuid(&iri(context, &format!("topic-{topic}")));
    let title = context.catalog.portal.topics.get(topic).map_or(topic, |label| text(context, label));
    Group { name: package_name(topic).into_owned(), id, title, display_name: title, description: "", image_display_url: "" }
}

/// The moment that a day begins, or that of publication, as CKAN writes it.
fn moment(context: &Context<'_>, day: Option<jiff::civil::Date>) -> String {
    let midnight = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map(|zoned| zoned.timestamp());
    let moment = midnight.or(context.catalog.published).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.strftime("%Y-%m-%dT%H:%M:%S.%6f").to_string()
}

/// A text in the default language, else in any.
fn text<'t>(context: &Context<'_>, text: &'t Text) -> &'t str {
    let languages = &context.catalog.portal.languages;
    text.pick(languages.default(), languages).text
}

/// The beginning of a text, so many letters long.
fn first(text: &str, letters: usize) -> &str {
    text.char_indices().nth(letters).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn a_version_has_as_many_letters_as_ckan_takes() {
        assert_eq!((first("một hai", 3), first("một", 3), first("", 3)), ("một", "một", ""));
    }
}
