//! What a published file of data holds: how many rows and, of workbooks, in
//! which language its titles are and which part of a long table it is.
//!
//! Pages and catalogues tell it. Files that only describe data hold none.

use crate::model::Catalog;
use crate::model::dataset::{Dataset, Resource};
use crate::model::lang::Lang;
use crate::render::text::words::Words;
use crate::route::{Filed, Format, Scope, Subject};

/// What a file holds.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::render) struct Held {
    /// Rows of data; in a bundle those of all its tables.
    pub(in crate::render) rows: u64,
    /// The language of its titles, of a workbook.
    pub(in crate::render) lang: Option<Lang>,
    /// Which part of its table it is, from 1, when that is divided.
    pub(in crate::render) part: Option<u64>,
}

/// What a file of a format holds of its subject; `None` when it only describes
/// it.
pub(in crate::render) fn held(catalog: &Catalog, format: &dyn Format, subject: &Subject, file: &Filed) -> Option<Held> {
    let whole = |rows| Some(Held { rows, lang: None, part: None });
    let of = |dataset: &Dataset| dataset.resources.iter().filter(|table| format.holds(table)).map(|table| table.profile.rows).sum::<u64>();
    match (format.scope(), subject) {
        (Scope::Resource, Subject::Resource { dataset, table }) if format.is_data() => {
            whole(catalog.datasets.get(dataset)?.resource(table)?.profile.rows)
        }
        (Scope::Workbook, Subject::Resource { dataset, table }) => {
            Some(of_workbook(format, catalog.datasets.get(dataset)?.resource(table)?, file.workbook?))
        }
        (Scope::Bundle, Subject::Dataset { dataset }) => whole(of(catalog.datasets.get(dataset)?)),
        (Scope::Plan, Subject::Plan { plan }) => whole(catalog.datasets_of_plan(plan).into_iter().map(of).sum()),
        (Scope::Collection, Subject::Portal) => whole(catalog.datasets.values().map(Box::as_ref).map(of).sum()),
        _ => None,
    }
}

fn of_workbook(format: &dyn Format, table: &Resource, (lang, part): (Lang, u64)) -> Held {
    let (all, most) = (table.profile.rows, format.most_rows());
    Held { rows: all.saturating_sub(most.saturating_mul(part - 1)).min(most), lang: Some(lang), part: (all > most).then_some(part) }
}

impl Held {
    /// What the file is called among those of its table, after its format:
    /// `Excel, tiếng Việt, phần 2`.
    pub(in crate::render) fn called(&self, words: &Words, format: &str) -> String {
        let Some(lang) = self.lang else { return format.to_owned() };
        let language = words.label("language", lang.as_str());
        let named = words.fill("workbook.in-language", &[("format", format), ("language", &language)]);
        match self.part {
            Some(number) => words.fill("workbook.part-of", &[("format", &named), ("n", &number.to_string())]),
            None => named,
        }
    }
}
