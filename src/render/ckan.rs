//! CKAN's Action API as files: what its harvester and its client ask for.
//!
//! A host of files has no parameters: `package_search` holds all packages at
//! once and is the same whatever page is asked for, which ends the harvester's
//! loop. Files have no ending, and stand in two folders, because the harvester
//! asks `api/3/action/` and the client `api/action/`. Files are ASCII. What a
//! package is stands in [`package`].

mod package;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::facts::catalogue::{absolute, ckan_license, iri};
use super::facts::publisher::Publisher;
use super::facts::subject;
use super::facts::uuid::uuid;
use super::tables::kept::Kept;
use super::text::ascii_json::{line, write_line};
use crate::model::Catalog;
use crate::model::dataset::{Dataset, License};
use crate::route::{Context, Extent, Format, Inputs, PageId, RenderError, Scope, Subject, package_name};
use package::{group, organization, package};

/// An answer: what is asked, and what it is made of.
struct Action {
    name: &'static str,
    file_name: &'static str,
    answer: Answer,
}

#[derive(Clone, Copy)]
enum Answer {
    /// One dataset.
    Package,
    /// All datasets with how many they are.
    Search,
    /// All datasets.
    Packages,
    /// What is said of the whole without files of data.
    Brief(fn(&Context<'_>) -> Value),
}

macro_rules! actions {
    ($($action:literal, $path:literal, $answer:expr;)*) => {
        [$(
            &Action { name: concat!("ckan.3.", $action), file_name: concat!("api/3/action/", $path), answer: $answer },
            &Action { name: concat!("ckan.", $action), file_name: concat!("api/action/", $path), answer: $answer },
        )*]
    };
}

/// All files of the Action API.
pub(super) const FORMATS: [&dyn Format; 20] = actions![
    "package_show", "package_show/{dataset}", Answer::Package;
    "package_search", "package_search", Answer::Search;
    "packages", "current_package_list_with_resources", Answer::Packages;
    "package_list", "package_list", Answer::Brief(package_list);
    "organization_list", "organization_list", Answer::Brief(organization_list);
    "group_list", "group_list", Answer::Brief(group_list);
    "tag_list", "tag_list", Answer::Brief(tag_list);
    "license_list", "license_list", Answer::Brief(license_list);
    "site_read", "site_read", Answer::Brief(|_| Value::Bool(true));
    "status_show", "status_show", Answer::Brief(status_show);
];

impl Format for Action {
    fn name(&self) -> &'static str {
        self.name
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn scope(&self) -> Scope {
        if matches!(self.answer, Answer::Package) { Scope::Record } else { Scope::Portal }
    }

    fn file_name(&self) -> &'static str {
        self.file_name
    }

    fn is_download(&self) -> bool {
        true
    }

    fn choice(&self) -> &'static str {
        "ckan"
    }

    fn is_offered(&self) -> bool {
        false
    }

    fn can_wait(&self, _subject: &Subject) -> bool {
        self.scope() == Scope::Portal
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.base_url.is_some()
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        match self.answer {
            Answer::Package => subject::of_dataset(subject),
            Answer::Search | Answer::Packages => {
                context.catalog.datasets.keys().fold(Inputs::of(Extent::Frame), |inputs, name| inputs.dataset(name))
            }
            Answer::Brief(_) => Inputs::of(Extent::Catalog),
        }
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let help = self.file_name.replace("/{dataset}", "");
        let opening = |out: &mut dyn Write| -> io::Result<()> {
            out.write_all(b"{\"help\":")?;
            write_line(&absolute(context, &help), out)?;
            out.write_all(b",\"success\":true,\"result\":")
        };
        opening(out)?;
        match self.answer {
            Answer::Package => out.write_all(&made(context, subject::dataset(context, subject))?)?,
            Answer::Search => {
                let count = context.catalog.datasets.len();
                write!(out, "{{\"count\":{count},\"facets\":{{}},\"search_facets\":{{}},\"sort\":\"name asc\",\"results\":")?;
                packages(context, out)?;
                out.write_all(b"}\n")?;
            }
            Answer::Packages => packages(context, out)?,
            Answer::Brief(answer) => write_line(&answer(context), out)?,
        }
        Ok(out.write_all(b"}\n")?)
    }
}

/// The package of a dataset on one line, made once for all answers that hold
/// it: whatever it names is made before the first of them.
fn made(context: &Context<'_>, dataset: &Dataset) -> io::Result<Vec<u8>> {
    let packages = context.catalog.packages.get_or(Kept::default);
    packages.get(&dataset.name, || package(context, dataset, |package| line(package)))
}

/// All packages, one at a time.
fn packages(context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut before = "[\n";
    for dataset in context.catalog.datasets.values() {
        out.write_all(before.as_bytes())?;
        before = ",\n";
        out.write_all(&made(context, dataset)?)?;
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"]\n" })
}

fn package_list(context: &Context<'_>) -> Value {
    context.catalog.datasets.keys().map(|dataset| Value::from(package_name(dataset))).collect()
}

fn organization_list(context: &Context<'_>) -> Value {
    let all = context.catalog.datasets.values().map(|dataset| Publisher::of(context.catalog, dataset));
    let names: BTreeMap<String, ()> = all.map(|who| (organization(context, who).name, ())).collect();
    names.into_keys().collect()
}

fn group_list(context: &Context<'_>) -> Value {
    let topics = context.catalog.datasets.values().flat_map(|dataset| &dataset.congbo.topics);
    let topics: std::collections::BTreeSet<&str> = topics.map(String::as_str).collect();
    topics.into_iter().map(|topic| Value::from(group(context, topic).name)).collect()
}

fn tag_list(context: &Context<'_>) -> Value {
    let words = context.catalog.datasets.values().flat_map(|dataset| &dataset.keywords);
    let words: std::collections::BTreeSet<String> = words.filter_map(|word| super::facts::catalogue::keyword(word)).collect();
    words.into_iter().collect()
}

fn license_list(context: &Context<'_>) -> Value {
    let catalog = context.catalog;
    let own = catalog.datasets.values().flat_map(|dataset| &dataset.licenses);
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    for license in own.chain(catalog.portal.license.iter()) {
        let (id, title) = license_names(license);
        let told = json!({
            "id": id, "title": title, "url": license.path.as_deref().unwrap_or_default(),
            "status": "active", "is_okd_compliant": ckan_license(license).is_some(), "domain_data": true,
        });
        all.insert(id, told);
    }
    all.into_values().collect()
}

/// The name and the title of a licence as CKAN knows them.
fn license_names(license: &License) -> (String, String) {
    if let Some((id, title)) = ckan_license(license) {
        return (id.to_owned(), title.to_owned());
    }
    let title = license.title.as_ref().or(license.name.as_ref()).or(license.path.as_ref()).cloned().unwrap_or_default();
    let id = crate::markdown::slug(license.name.as_deref().unwrap_or(&title));
    (if id.is_empty() { "other".to_owned() } else { id }, title)
}

fn status_show(context: &Context<'_>) -> Value {
    let portal = &context.catalog.portal;
    let languages = &portal.languages;
    let text = |text: &crate::model::lang::Text| text.pick(languages.default(), languages).text.to_owned();
    let home = context.routes.page(&PageId::Home, languages.default());
    json!({
        "ckan_version": "2.11",
        "site_title": text(&portal.title),
        "site_description": text(&portal.description),
        "site_url": absolute(context, home),
        "locale_default": languages.default().as_str(),
        "error_emails_to": portal.contact.email,
        "extensions": [],
        "id": uuid(&iri(context, "catalog")),
    })
}
