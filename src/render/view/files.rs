//! Downloads: every published file with its format, use, size and checksum.

use serde::Serialize;

use super::standpoint::Standpoint;
use crate::model::dataset::Dataset;
use crate::model::lang::Lang;
use crate::model::plan::Plan;
use crate::route::{Scope, Subject};

/// A file to download.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct FileRow {
    /// The format's code: `csv`.
    format: &'static str,
    /// Its name for people: `CSV`.
    label: String,
    /// What it is good for; may be empty.
    use_for: String,
    /// The file's own name.
    name: String,
    href: String,
    /// Its size; empty when it is not known.
    size: String,
    /// SHA-256 in hexadecimal; empty when it is not known.
    sha256: String,
    media_type: String,
}

/// The files made of a subject, sorted by format.
pub(in crate::render) fn file_rows(at: &Standpoint<'_>, subject: &Subject) -> Vec<FileRow> {
    let files = at.context.routes.files(subject).filter_map(|(format, path)| {
        let made = at.context.made.get(path);
        let known = at.context.formats.iter().find(|known| known.name() == format)?;
        known.is_offered().then(|| FileRow {
            format,
            label: label(at, format, subject, path),
            use_for: at.words.find(&format!("format-for.{format}")).unwrap_or_default().to_owned(),
            name: path.rsplit('/').next().unwrap_or(path).to_owned(),
            href: at.to(path),
            size: made.map(|made| at.words.bytes(made.bytes)).unwrap_or_default(),
            sha256: made.map(|made| made.sha256.to_string()).unwrap_or_default(),
            media_type: known.media_type().to_owned(),
        })
    });
    files.collect()
}

/// What a file is called; a workbook names its language and its part.
fn label(at: &Standpoint<'_>, format: &str, subject: &Subject, path: &str) -> String {
    let plain = at.words.label("format", format);
    let Subject::Resource { table, .. } = subject else { return plain };
    let file = path.rsplit('/').next().unwrap_or(path);
    let mut parts = file.strip_prefix(table.as_str()).unwrap_or_default().split('.').skip(1);
    let Some(lang) = parts.next().and_then(Lang::new).filter(|lang| at.catalog().portal.languages.contains(*lang)) else { return plain };
    let language = at.words.label("language", lang.as_str());
    let named = at.words.fill("workbook.in-language", &[("format", &plain), ("language", &language)]);
    match parts.next().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(number) => at.words.fill("workbook.part-of", &[("format", &named), ("n", number)]),
        None => named,
    }
}

/// The files about a whole dataset: its bundle and its descriptor.
pub(in crate::render) fn bundle_rows(at: &Standpoint<'_>, dataset: &Dataset) -> Vec<FileRow> {
    file_rows(at, &Subject::Dataset { dataset: dataset.name.clone() })
}

/// The bundle of a plan, and the files about its dataset.
pub(in crate::render) fn plan_rows(at: &Standpoint<'_>, plan: &Plan, dataset: Option<&Dataset>) -> Vec<FileRow> {
    let mut rows = file_rows(at, &Subject::Plan { plan: plan.id.clone() });
    rows.extend(dataset.into_iter().flat_map(|dataset| bundle_rows(at, dataset)));
    rows
}

/// The files of all data of the portal.
pub(in crate::render) fn portal_rows(at: &Standpoint<'_>) -> Vec<FileRow> {
    let mut rows = file_rows(at, &Subject::Portal);
    rows.retain(|row| at.context.formats.iter().any(|format| format.name() == row.format && format.scope() == Scope::Collection));
    rows
}
