//! Places: the province that a plan is for, which is that of who issued it.
//!
//! Knows no page; lists and the home page ask it whether places tell plans
//! apart.

use crate::model::agency::Province;
use crate::model::plan::Plan;
use crate::model::{Catalog, Ref};

/// The province of who issued a plan, if that is known.
pub(in crate::render) fn place<'a>(catalog: &'a Catalog, plan: &Plan) -> Option<&'a Ref<Province>> {
    catalog.agencies.get(&plan.issuer.as_ref()?.id)?.province.as_ref()
}

/// Whether the plans are from several provinces.
pub(in crate::render) fn are_several(catalog: &Catalog) -> bool {
    let mut places = catalog.plans.values().filter_map(|plan| place(catalog, plan));
    places.next().is_some_and(|first| places.any(|other| other != first))
}

/// The province that took over from one that has ended by the portal's day, or
/// the last of those that did so one after the other.
pub(in crate::render) fn today<'a>(catalog: &'a Catalog, place: &Ref<Province>) -> Option<&'a Province> {
    let next = |province: &Province| {
        let ended = province.valid_to.zip(catalog.as_of).is_some_and(|(last, day)| last < day);
        catalog.provinces.get(&province.successor.as_ref().filter(|_| ended)?.id)
    };
    let known = catalog.provinces.get(&place.id)?;
    let mut last = next(known)?;
    // No country reorganises so often: only a circle goes on.
    for _ in 0..catalog.provinces.len() {
        match next(last) {
            Some(later) => last = later,
            None => return Some(last),
        }
    }
    None
}
