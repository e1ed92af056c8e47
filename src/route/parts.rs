//! The parts that the catalogue of all datasets is cut into.
//!
//! Harvesters take at most 50 MB in an answer, so a very large catalogue stands
//! in several files, each leading to the next. Cut by how many files the
//! datasets have, in the order of their names. Knows nothing of what a
//! catalogue says of them.

use super::{Format, Scope};
use crate::model::Catalog;
use crate::model::dataset::Dataset;

/// Files of data that a part describes at most: the largest of its forms,
/// RDF/XML, then takes less than 20 MB.
pub const FILES_PER_PART: usize = 6_000;

/// Where each part ends: the number of datasets up to there.
#[derive(Debug, Default)]
pub struct Parts(Vec<usize>);

impl Parts {
    /// Cuts the datasets of a catalogue of which these formats are made, so
    /// that a part describes at most so many files, one dataset at least.
    pub(super) fn new<'a>(catalog: &Catalog, formats: impl Iterator<Item = &'a &'a dyn Format>, most: usize) -> Self {
        let (of_tables, of_datasets) =
            formats.filter(|format| format.is_data()).fold((0, 0), |(tables, datasets), format| match format.scope() {
                Scope::Resource => (tables + 1, datasets),
                Scope::Workbook => (tables + catalog.portal.languages.iter().count(), datasets),
                _ => (tables, datasets + 1),
            });
        let files = |dataset: &Dataset| dataset.resources.len() * of_tables + of_datasets;
        Self(cut(catalog.datasets.values().map(Box::as_ref).map(files), most))
    }

    /// How many parts there are: at least one.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The datasets of a part, which are counted from 1.
    pub fn datasets<'a>(&self, number: usize, catalog: &'a Catalog) -> impl Iterator<Item = &'a Dataset> {
        let start = if number > 1 { self.0[number - 2] } else { 0 };
        catalog.datasets.values().take(self.0[number - 1]).skip(start).map(Box::as_ref)
    }
}

/// Where parts end that hold at most so many, one thing at least.
fn cut(sizes: impl Iterator<Item = usize>, most: usize) -> Vec<usize> {
    let (mut ends, mut held, mut count) = (Vec::new(), 0, 0);
    for size in sizes {
        if held > 0 && held + size > most {
            ends.push(count);
            held = 0;
        }
        held += size;
        count += 1;
    }
    ends.push(count);
    ends
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn every_dataset_stands_in_one_part_and_no_part_is_empty() {
        assert_eq!(cut([].into_iter(), 10), [0]);
        assert_eq!(cut([4, 4, 4, 20, 1].into_iter(), 10), [2, 3, 4, 5]);
        assert_eq!(cut([10, 10].into_iter(), 10), [1, 2]);
    }
}
