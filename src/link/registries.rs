//! Registries: pillars, agencies, provinces, documents and indicators of the
//! whole portal, by their ids.

use std::collections::BTreeMap;

use crate::check::CheckedDataset;
use crate::check::cells::Cells;
use crate::diag::Spot;
use crate::model::agency::{Agency, Province};
use crate::model::dataset::ProfileName;
use crate::model::document::LegalDocument;
use crate::model::indicator::{Indicator, Pillar};

/// The registries of a portal.
#[derive(Debug, Default)]
pub struct Registries {
    /// Pillars by id.
    pub pillars: BTreeMap<String, Pillar>,
    /// Agencies by id.
    pub agencies: BTreeMap<String, Agency>,
    /// Provinces by id.
    pub provinces: BTreeMap<String, Province>,
    /// Documents by id.
    pub documents: BTreeMap<String, LegalDocument>,
    /// Indicators by id.
    pub indicators: BTreeMap<String, Indicator>,
    /// Where every entry stands.
    pub origins: BTreeMap<(String, String), Spot>,
}

/// The tables of a name in all datasets of a profile.
pub fn tables<'a>(datasets: &'a [CheckedDataset], profile: ProfileName, name: &'a str) -> impl Iterator<Item = Cells<'a>> + 'a {
    let of_profile = datasets.iter().filter(move |checked| checked.dataset.congbo.profile == Some(profile));
    of_profile.flat_map(move |checked| {
        let pairs = checked.dataset.resources.iter().zip(&checked.tables);
        pairs.filter(move |(resource, _)| resource.well_known == Some(name)).map(|(resource, table)| Cells { resource, raw: &table.raw })
    })
}
