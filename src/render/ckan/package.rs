//! A dataset as a package of CKAN, with its resources, tags and extras.
//!
//! Names, kinds of values and what may be empty are CKAN's own; texts are in the
//! portal's default language.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::license_names;
use crate::model::dataset::Dataset;
use crate::model::lang::Text;
use crate::render::catalogue::{Distribution, Entry, Publisher, ckan_license, iri, label, web_address};
use crate::render::uuid::uuid;
use crate::route::Context;

/// The package of a dataset.
pub(super) fn package(context: &Context<'_>, dataset: &Dataset) -> Value {
    let entry = Entry::of(context, context.catalog.datasets.get(&dataset.name).expect("it is of the catalogue"));
    let portal = &context.catalog.portal;
    let id = uuid(&entry.iri);
    let (organization_name, organization) = organization(context, entry.publisher);
    let published = moment(context, None);
    let license = entry.license.map(license_names);
    let tags = entry.keywords.iter().map(|word| {
        json!({ "id": uuid(&iri(context, &format!("tag-{word}"))), "name": word, "display_name": word, "state": "active", "vocabulary_id": null })
    });
    let tags: Vec<Value> = tags.collect();
    let resources: Vec<Value> =
        entry.distributions.iter().enumerate().map(|(at, file)| resource(context, &entry, file, (at, &id, &published))).collect();
    let contact = Some(text(context, &portal.contact.name)).filter(|name| !name.is_empty());
    let maintainer = contact.unwrap_or_else(|| text(context, Publisher::of_portal(context.catalog).name(context.catalog)));
    json!({
        "id": id,
        "name": name(context, &dataset.name),
        "title": text(context, &dataset.title),
        "notes": text(context, &dataset.description.read()),
        "url": entry.page(context, portal.languages.default()),
        "version": dataset.version,
        "type": "dataset",
        "state": "active",
        "private": false,
        "isopen": entry.license.is_some_and(|license| ckan_license(license).is_some()),
        "license_id": license.as_ref().map(|(id, _)| id),
        "license_title": license.as_ref().map(|(_, title)| title),
        "license_url": entry.license.and_then(|license| license.path.as_deref()).and_then(web_address),
        "author": text(context, entry.publisher.name(context.catalog)),
        "author_email": null,
        "maintainer": maintainer,
        "maintainer_email": portal.contact.email,
        "metadata_created": moment(context, dataset.congbo.issued),
        "metadata_modified": published,
        "creator_user_id": null,
        "owner_org": uuid(&iri(context, &format!("organization-{organization_name}"))),
        "organization": organization,
        "groups": dataset.congbo.topics.iter().map(|topic| group(context, topic)).collect::<Vec<_>>(),
        "num_tags": tags.len(),
        "tags": tags,
        "extras": extras(context, &entry),
        "num_resources": resources.len(),
        "resources": resources,
        "relationships_as_subject": [],
        "relationships_as_object": [],
    })
}

/// What CKAN has no property for, by the names that its DCAT extension uses.
fn extras(context: &Context<'_>, entry: &Entry<'_>) -> Vec<Value> {
    let given = &entry.dataset.congbo;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let spatial = given.spatial.as_ref().and_then(|id| context.catalog.provinces.get(id));
    let languages: Vec<&str> = entry.languages.iter().map(crate::model::lang::Lang::as_str).collect();
    let all = [
        ("identifier", entry.dataset.id.clone()),
        ("issued", day(given.issued)),
        ("modified", day(given.modified)),
        ("frequency", given.periodicity.as_ref().map(|code| code.to_uppercase())),
        ("language", (!languages.is_empty()).then(|| serde_json::to_string(&languages).expect("texts are JSON"))),
        ("temporal_start", day(given.start)),
        ("temporal_end", day(given.end)),
        ("spatial_text", spatial.map(|province| text(context, &province.name))),
        ("publisher_name", Some(text(context, entry.publisher.name(context.catalog)))),
        ("uri", Some(entry.iri.clone())),
    ];
    all.into_iter().filter_map(|(key, value)| Some(json!({ "key": key, "value": value? }))).collect()
}

fn resource(context: &Context<'_>, entry: &Entry<'_>, file: &Distribution<'_>, (at, package, published): (usize, &str, &str)) -> Value {
    let (title, description) =
        file.table.map_or((&entry.dataset.title, &entry.dataset.description), |table| (&table.title, &table.description));
    let kind = label(file.format);
    json!({
        "id": uuid(&file.iri),
        "package_id": package,
        "name": file.name(context, &text(context, title), context.catalog.portal.languages.default()),
        "description": text(context, &description.read()),
        "url": file.url,
        "url_type": null,
        "format": kind,
        "mimetype": file.format.media_type(),
        "mimetype_inner": null,
        "size": file.made.bytes,
        "hash": file.made.sha256.to_string(),
        "hash_algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
        "created": moment(context, entry.dataset.congbo.issued),
        "last_modified": moment(context, entry.dataset.congbo.modified.or(entry.dataset.congbo.issued)),
        "metadata_modified": published,
        "position": at,
        "state": "active",
        "resource_type": null,
        "cache_url": null,
        "cache_last_updated": null,
        "uri": file.iri,
    })
}

/// The name of a package: the dataset's, as far as CKAN takes it.
pub(super) fn name(context: &Context<'_>, dataset: &str) -> String {
    accepted(dataset, &uuid(&crate::render::catalogue::dataset_iri(context, dataset)))
}

/// A name of 2 to 100 letters, which CKAN asks for.
fn accepted(name: &str, id: &str) -> String {
    if (2..=100).contains(&name.len()) {
        return name.to_owned();
    }
    let begin: String = name.chars().take(90).collect();
    format!("{begin}-{}", &id[..8])
}

/// A publisher's name and what CKAN says of an organization.
pub(super) fn organization(context: &Context<'_>, who: Publisher<'_>) -> (String, Value) {
    let title = text(context, who.name(context.catalog));
    let slug = match who {
        Publisher::Agency(agency) => agency.id.clone(),
        Publisher::Portal => crate::markdown::slug(&title),
    };
    let name = accepted(&slug, &uuid(&iri(context, "publisher")));
    let told = json!({
        "id": uuid(&iri(context, &format!("organization-{name}"))),
        "name": name,
        "title": title,
        "description": "",
        "type": "organization",
        "is_organization": true,
        "approval_status": "approved",
        "state": "active",
        "image_url": "",
        "created": moment(context, None),
    });
    (name, told)
}

/// A topic as a group of CKAN.
pub(super) fn group(context: &Context<'_>, topic: &str) -> Value {
    let id = uuid(&iri(context, &format!("topic-{topic}")));
    let title = context.catalog.portal.topics.get(topic).map_or_else(|| topic.to_owned(), |label| text(context, label));
    json!({ "id": id, "name": accepted(topic, &id), "title": title, "display_name": title, "description": "", "image_display_url": "" })
}

/// The moment that a day begins, or that of publication, as CKAN writes it.
fn moment(context: &Context<'_>, day: Option<jiff::civil::Date>) -> String {
    let midnight = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map(|zoned| zoned.timestamp());
    let moment = midnight.or(context.catalog.published).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.strftime("%Y-%m-%dT%H:%M:%S.%6f").to_string()
}

/// A text in the default language, else in any.
fn text(context: &Context<'_>, text: &Text) -> String {
    let languages = &context.catalog.portal.languages;
    text.pick(languages.default(), languages).text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::accepted;

    #[test]
    fn names_are_such_as_ckan_takes() {
        assert_eq!(accepted("bang", "0123456789"), "bang");
        assert_eq!(accepted("x", "0123456789"), "x-01234567");
        assert_eq!(accepted(&"a".repeat(120), "0123456789").len(), 99);
    }
}
