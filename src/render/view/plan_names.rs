//! What plans are called where they stand beside each other: who issued them,
//! which is shorter than their titles and tells as much where nobody issued two.

use std::collections::{BTreeMap, BTreeSet};

use super::standpoint::Standpoint;
use crate::model::Ref;
use crate::model::plan::Plan;

/// The names of plans that stand beside each other, by their ids.
pub(in crate::render) fn plan_names<'a>(at: &Standpoint<'_>, plans: impl Iterator<Item = &'a Plan>) -> BTreeMap<&'a str, String> {
    let plans: BTreeMap<&str, &Plan> = plans.map(|plan| (plan.id.as_str(), plan)).collect();
    let issuers: BTreeSet<&str> = plans.values().filter_map(|plan| Some(&*plan.issuer.as_ref()?.id)).collect();
    let by_issuer = issuers.len() == plans.len();
    let name = |plan: &Plan| match plan.issuer.as_ref().filter(|_| by_issuer) {
        Some(issuer) => at.agency(&Ref::new(&*issuer.id)).text,
        None => at.plan_title(plan).text,
    };
    plans.into_iter().map(|(id, plan)| (id, name(plan))).collect()
}
