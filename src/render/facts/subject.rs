//! Subjects: the table or dataset that a data format was asked to write.
//!
//! Route makes a subject only of what the catalogue holds, so looking it up
//! cannot fail. Knows nothing of what is written.

use super::publisher::Publisher;
use crate::model::dataset::{Dataset, License, Resource};
use crate::model::lang::Text;
use crate::route::{Context, Extent, Inputs, Made, Subject};

/// The table of a [`Subject::Resource`].
pub(in crate::render) fn resource<'a>(context: &Context<'a>, subject: &Subject) -> &'a Resource {
    let Subject::Resource { dataset, table } = subject else { unreachable!("formats of tables are asked for tables") };
    context.catalog.datasets[dataset].resource(table).expect("route names only tables of the catalogue")
}

/// The dataset of a [`Subject::Dataset`].
pub(in crate::render) fn dataset<'a>(context: &Context<'a>, subject: &Subject) -> &'a Dataset {
    let Subject::Dataset { dataset } = subject else { unreachable!("formats of datasets are asked for datasets") };
    &context.catalog.datasets[dataset]
}

/// What the files of a table or dataset are made of: that dataset alone.
pub(in crate::render) fn of_dataset(subject: &Subject) -> Inputs<'_> {
    match subject {
        Subject::Resource { dataset, .. } | Subject::Workbook { dataset, .. } | Subject::Dataset { dataset } => {
            Inputs::of(Extent::Frame).dataset(dataset)
        }
        _ => Inputs::of(Extent::Everything),
    }
}

/// What files of the whole portal's data are made of: every dataset.
pub(in crate::render) fn of_all_datasets<'a>(context: &'a Context<'a>) -> Inputs<'a> {
    context.catalog.datasets.keys().fold(Inputs::of(Extent::Frame), |inputs, name| inputs.dataset(name))
}

/// The published `.csv` of a table: its subject, its address, what was made.
pub(in crate::render) fn csv<'a>(context: &Context<'a>, dataset: &Dataset, resource: &Resource) -> (Subject, &'a str, &'a Made) {
    let subject = Subject::Resource { dataset: dataset.name.clone(), table: resource.name.clone() };
    let path = context.routes.data("csv", &subject).expect("every table is published as CSV");
    let made = context.made.get(path).expect("tables are made before what describes them");
    (subject, path, made)
}

/// Who publishes a dataset, with their address; an empty name where nobody is
/// named.
pub(in crate::render) fn publisher<'a>(context: &Context<'a>, dataset: &Dataset) -> (&'a Text, Option<&'a str>) {
    let publisher = Publisher::of(context.catalog, dataset);
    (publisher.given(context.catalog), publisher.homepage(context.catalog))
}

/// The licences of a dataset: its own, else the portal's.
pub(in crate::render) fn licenses<'a>(context: &Context<'a>, dataset: &'a Dataset) -> &'a [License] {
    if dataset.licenses.is_empty() {
        return context.catalog.portal.license.as_slice();
    }
    &dataset.licenses
}
