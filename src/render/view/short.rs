//! Short names: what an agency is called where its province goes without
//! saying, as inside a plan of that province. `Sở Nội vụ tỉnh Bình Định` is
//! `Sở Nội vụ` there, and `Văn phòng Sở (Sở Nội vụ tỉnh Bình Định)` is
//! `Văn phòng Sở` in a plan of that department.
//!
//! Only names that say the registry's own name of the province, or of the
//! agency above, at their very end are shortened; all others stay whole. Which
//! names begin and end so is said by the messages of the language.

use super::Item;
use super::standpoint::Standpoint;
use crate::model::Ref;
use crate::model::agency::{Agency, AgencyKind};
use crate::model::lang::Lang;
use crate::model::plan::Plan;

/// Where an agency's province goes without saying.
pub(in crate::render) struct Home<'a> {
    at: &'a Standpoint<'a>,
    /// Who issued the plan.
    issuer: Option<&'a Agency>,
    /// What names of its province begin with, when they may be shortened.
    begins: &'a str,
    /// What they end with, then: ` tỉnh Bình Định`.
    ends: Vec<String>,
}

impl<'a> Home<'a> {
    /// Inside a plan.
    pub(in crate::render) fn of(at: &'a Standpoint<'a>, plan: &Plan) -> Self {
        let issuer = plan.issuer.as_ref().and_then(|issuer| at.catalog().agencies.get(&issuer.id));
        let province = issuer.and_then(|issuer| issuer.province.as_ref()).map(|province| at.province(province).text);
        let (begins, ends) = match (at.words.find("agency.short-begins"), province) {
            (Some(begins), Some(province)) => (begins, [small(&province), province]),
            _ => return Self { at, issuer, begins: "", ends: Vec::new() },
        };
        let ends = ends.map(|province| at.words.fill("agency.short-ends", &[("province", &province)]));
        Self { at, issuer, begins, ends: ends.to_vec() }
    }

    /// The names of agencies, short where they can be; an item for each.
    pub(in crate::render) fn named(&self, mut items: Vec<Item>, agencies: &[Ref<Agency>]) -> Vec<Item> {
        for (item, agency) in items.iter_mut().zip(agencies) {
            self.shorten(item, agency);
        }
        items
    }

    /// Agencies, in the order of the document.
    pub(in crate::render) fn agencies(&self, agencies: &[Ref<Agency>]) -> Vec<Item> {
        self.named(self.at.agencies(agencies), agencies)
    }

    /// The name of an agency, short where it can be.
    pub(in crate::render) fn shorten(&self, item: &mut Item, agency: &Ref<Agency>) {
        let Some(agency) = self.at.catalog().agencies.get(&agency.id) else { return };
        // A name that stands in for a missing one is of another language.
        if item.lang.is_some() {
            return;
        }
        let short = self.without_parent(agency, &item.text).or_else(|| self.without_province(agency, &item.text));
        if let Some(length) = short {
            item.text.truncate(length);
        }
    }

    fn without_province(&self, agency: &Agency, name: &str) -> Option<usize> {
        let same = self.issuer.is_some_and(|issuer| issuer.province.is_some() && issuer.province == agency.province);
        if !same || !name.starts_with(self.begins) {
            return None;
        }
        let stem = self.ends.iter().find_map(|end| name.strip_suffix(end.as_str()))?;
        (stem.len() > self.begins.len()).then_some(stem.len())
    }

    /// A division of the issuer, without the issuer's name in brackets.
    fn without_parent(&self, agency: &Agency, name: &str) -> Option<usize> {
        let issuer = self.issuer.filter(|issuer| agency.parent.as_ref().is_some_and(|parent| parent.id == issuer.id))?;
        if agency.kind != AgencyKind::Unit || !name.ends_with(')') {
            return None;
        }
        // What the brackets say is sure where they repeat the registry; a
        // translation may put it in other words.
        let repeats = |lang: Lang| {
            let (own, of) = (agency.name.exact(lang)?, issuer.name.exact(lang)?);
            Some(own.strip_suffix(')')?.strip_suffix(of)?.ends_with(" ("))
        };
        let languages = &self.at.catalog().portal.languages;
        let is_sure = languages.iter().any(|lang| repeats(lang) == Some(true));
        let stem = name.rfind(" (").filter(|length| is_sure && *length > 0)?;
        // Brackets in brackets are nobody's pattern.
        (!name[stem + 2..name.len() - 1].contains(['(', ')'])).then_some(stem)
    }
}

/// With a small first letter, as inside a name: `tỉnh Bình Định`.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
