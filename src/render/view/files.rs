//! Downloads: every published file with its format, use, size and checksum.

use serde::Serialize;

use super::standpoint::Standpoint;
use crate::model::dataset::Dataset;
use crate::model::plan::Plan;
use crate::render::facts::held::{Held, held};
use crate::route::{Format, Scope, Subject};

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
    /// How many rows of data it holds; empty for descriptions.
    rows: String,
    /// SHA-256 in hexadecimal; empty when it is not known.
    sha256: String,
    media_type: &'static str,
}

/// Formats in the order in which people look for them: what opens with two
/// clicks first. Those not named here come behind, by name; what is in another
/// language stands behind the same in the page's own.
const WANTED: [&str; 12] =
    ["plan.zip", "portal.zip", "portal.sqlite", "zip", "xlsx", "excel.csv", "csv", "ods", "sqlite", "json", "ndjson", "parquet"];

/// The files of a subject.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct Files {
    /// Those that hold data, the most wanted first.
    rows: Vec<FileRow>,
    /// Those that describe data to programs.
    descriptions: Vec<FileRow>,
}

/// The files made of a subject; `None` when there are none.
pub(in crate::render) fn files(at: &Standpoint<'_>, subject: &Subject) -> Option<Files> {
    sorted(at, vec![subject.clone()], |_| true)
}

/// The files of a whole dataset: bundles of its tables, and descriptions.
pub(in crate::render) fn dataset_files(at: &Standpoint<'_>, dataset: &Dataset) -> Option<Files> {
    files(at, &Subject::Dataset { dataset: dataset.name.clone() })
}

/// The bundle of a plan, and the files of its dataset.
pub(in crate::render) fn plan_files(at: &Standpoint<'_>, plan: &Plan, dataset: Option<&Dataset>) -> Option<Files> {
    let dataset = dataset.map(|dataset| Subject::Dataset { dataset: dataset.name.clone() });
    sorted(at, [Subject::Plan { plan: plan.id.clone() }].into_iter().chain(dataset).collect(), |_| true)
}

/// The files of all data of the portal.
pub(in crate::render) fn portal_files(at: &Standpoint<'_>) -> Option<Files> {
    sorted(at, vec![Subject::Portal], |format| format.scope() == Scope::Collection)
}

/// The files of some formats made of subjects.
fn sorted(at: &Standpoint<'_>, subjects: Vec<Subject>, is_meant: impl Fn(&dyn Format) -> bool) -> Option<Files> {
    let (mut rows, mut descriptions) = (Vec::new(), Vec::new());
    for (subject, file) in subjects.iter().flat_map(|subject| at.context.routes.files(subject).map(move |file| (subject, file))) {
        let (format, path) = (file.format, file.path.as_str());
        let known = at.context.formats.iter().find(|known| known.name() == format);
        let Some(known) = known.filter(|known| known.is_offered() && is_meant(**known)) else { continue };
        let made = at.context.made.get(path);
        let held = held(at.catalog(), *known, subject, file);
        let row = FileRow {
            format,
            label: at.when("label", || called(at, format, held.as_ref())),
            use_for: at.when("use_for", || at.words.find(&format!("format-for.{format}")).unwrap_or_default().to_owned()),
            name: at.when("name", || path.rsplit('/').next().unwrap_or(path).to_owned()),
            href: at.when("href", || at.to(path)),
            size: at.when("size", || made.map(|made| at.words.bytes(made.bytes)).unwrap_or_default()),
            rows: at.when("rows", || held.as_ref().map(|held| at.words.number(held.rows.into())).unwrap_or_default()),
            sha256: at.when("sha256", || made.map(|made| made.sha256.to_string()).unwrap_or_default()),
            media_type: known.media_type(),
        };
        let place = WANTED.iter().position(|wanted| *wanted == format).unwrap_or(WANTED.len());
        match held {
            Some(Held { lang, part, .. }) => rows.push(((place, lang.is_some_and(|lang| lang != at.lang()), lang, part), row)),
            None => descriptions.push(row),
        }
    }
    rows.sort_by_key(|(place, _)| *place);
    let rows: Vec<FileRow> = rows.into_iter().map(|(_, row)| row).collect();
    (!rows.is_empty() || !descriptions.is_empty()).then_some(Files { rows, descriptions })
}

/// What a file is called among those of its subject.
fn called(at: &Standpoint<'_>, format: &str, held: Option<&Held>) -> String {
    let plain = at.words.label("format", format);
    held.map_or_else(|| plain.clone(), |held| held.called(at.words, &plain))
}
