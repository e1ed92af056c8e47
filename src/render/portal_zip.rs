//! `portal.zip`: every dataset of the portal in one file, with README, licence,
//! citation and checksums.

use std::io::Write;

use super::bundle::{About, Bundle, readme_of_collection};
use super::facts::subject::of_all_datasets;
use super::page::standing::standing;
use super::view;
use crate::model::Catalog;
use crate::model::dataset::Dataset;
use crate::route::{Context, Format, Inputs, PageId, RenderError, Scope, Subject};

/// `portal.zip`
pub(super) struct PortalZip;

impl Format for PortalZip {
    fn name(&self) -> &'static str {
        "portal.zip"
    }

    fn media_type(&self) -> &'static str {
        "application/zip"
    }

    fn scope(&self) -> Scope {
        Scope::Collection
    }

    fn file_name(&self) -> &'static str {
        "portal.zip"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        !catalog.datasets.is_empty()
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        of_all_datasets(context)
    }

    fn write(&self, context: &Context<'_>, _subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let portal = &context.catalog.portal;
        let datasets: Vec<&Dataset> = context.catalog.datasets.values().map(Box::as_ref).collect();
        let mut bundle = Bundle::default();
        for dataset in &datasets {
            bundle.dataset(context, dataset, &format!("data/{}/", dataset.name));
        }
        bundle.licenses(context, portal.license.as_slice());
        bundle.citation(&view::home::citation(&standing(context, &PageId::Home, portal.languages.default())));
        for lang in portal.languages.iter() {
            let at = standing(context, &PageId::Home, lang);
            let about = About {
                title: at.text(&portal.title).text,
                description: at.text(&portal.description).text,
                issuer: String::new(),
                publisher: at.publisher_of_portal().text,
                page: context.routes.absolute(context.routes.page(&PageId::Home, lang)),
                licenses: portal.license.as_slice(),
                datasets: &datasets,
                citation: view::home::citation(&at).text().to_owned(),
            };
            bundle.text(format!("README.{lang}.md"), readme_of_collection(context, &about, lang));
        }
        bundle.write(context, out)
    }
}
