//! `<dataset>.zip`: a dataset in one file: its tables, its descriptor, a README
//! in every language of the portal, licence, citation and checksums.

use std::io::Write;

use super::bundle::Bundle;
use super::facts::subject;
use super::page::standing::standing;
use super::view;
use crate::route::{Context, Format, Inputs, PageId, RenderError, Scope, Subject};

/// `<dataset>.zip`
pub(super) struct Zip;

impl Format for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn media_type(&self) -> &'static str {
        "application/zip"
    }

    fn scope(&self) -> Scope {
        Scope::Bundle
    }

    fn file_name(&self) -> &'static str {
        "zip"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        subject::of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let dataset = subject::dataset(context, subject);
        let mut bundle = Bundle::default();
        bundle.dataset(context, dataset, "");
        bundle.licenses(context, subject::licenses(context, dataset));
        let at = standing(context, &PageId::Dataset(dataset.name.clone()), context.catalog.portal.languages.default());
        bundle.citation(&view::dataset::citation(&at, dataset));
        bundle.write(context, out)
    }
}
