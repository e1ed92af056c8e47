//! Downloads: every published file with its format, use, size and checksum.

use serde::Serialize;

use super::standpoint::Standpoint;
use crate::model::dataset::Dataset;
use crate::route::Subject;

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
            label: at.words.label("format", format),
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

/// The files about a whole dataset: its bundle and its descriptor.
pub(in crate::render) fn bundle_rows(at: &Standpoint<'_>, dataset: &Dataset) -> Vec<FileRow> {
    file_rows(at, &Subject::Dataset { dataset: dataset.name.clone() })
}
