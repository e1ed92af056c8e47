//! The datasets by name, and what their own facts name: publishers, places, and
//! what columns refer to.

use std::collections::BTreeMap;

use super::references::{At, Known, Names};
use super::registries::Registries;
use crate::check::{CheckedDataset, References};
use crate::diag::code::DUPLICATE_ID;
use crate::diag::{Diagnostic, Notes, SourceId, Spot};
use crate::model::dataset::Dataset;
use crate::model::schema::Reference;

/// What the datasets' own facts are held against.
pub(super) struct Facts<'a> {
    pub(super) known: &'a Known,
    pub(super) registries: &'a Registries,
    pub(super) portal_agency: Option<&'a str>,
    pub(super) portal: SourceId,
}

impl Facts<'_> {
    /// The datasets by name; publishers, places and generic references looked up.
    pub(super) fn datasets(&self, datasets: Vec<CheckedDataset>, notes: &mut Notes) -> BTreeMap<String, Box<Dataset>> {
        if let Some(agency) = self.portal_agency {
            self.look_up(Reference::Agencies, "publisher.agency", agency, Spot::whole(self.portal), notes);
        }
        let mut by_name: BTreeMap<String, Box<Dataset>> = BTreeMap::new();
        for CheckedDataset { dataset, tables } in datasets {
            let whole = Spot::whole(dataset.source);
            if let Some(agency) = &dataset.congbo.publisher {
                self.look_up(Reference::Agencies, "publisher", agency, whole, notes);
            }
            if let Some(province) = &dataset.congbo.spatial {
                self.look_up(Reference::Provinces, "spatial", province, whole, notes);
            }
            for table in &tables {
                self.generic(&table.references, notes);
            }
            if let Some(first) = by_name.get(&dataset.name) {
                let told = Diagnostic::new(&DUPLICATE_ID, whole).arg("id", &dataset.name).arg("table", "datasets");
                notes.push(told.related("first", Spot::whole(first.source)));
                continue;
            }
            by_name.insert(dataset.name.clone(), dataset);
        }
        by_name
    }

    fn look_up(&self, reference: Reference, field: &str, id: &str, spot: Spot, notes: &mut Notes) {
        self.known.find(
            reference,
            id,
            &At { spot, field, letter: String::new(), is_list: false, names: Some(Names { registries: self.registries, plan: "" }) },
            notes,
        );
    }

    fn generic(&self, references: &References, notes: &mut Notes) {
        for (reference, field, values) in references {
            for (id, spot) in values {
                self.look_up(*reference, field, id, *spot, notes);
            }
        }
    }
}
