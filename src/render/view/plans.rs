//! The list of plans: under the provinces they are for, where there are
//! several, so that a reader finds the own one.

use serde::Serialize;

use super::answer::Sentence;
use super::lists::of_plans;
use super::paging::{Paging, listed};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::Ref;
use crate::model::agency::Province;
use crate::model::plan::Plan;
use crate::render::facts::places::{are_several, place, today};
use crate::route::PageId;

/// A page of the list of all plans.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Plans {
    /// What all plans promise and how that is going; on the first page.
    answer: Sentence,
    /// What the page is.
    intro: String,
    /// Leads to every place; on the first page of a long list.
    places: Vec<Item>,
    /// The plans by place and title; one group without a title where there are
    /// no several places.
    groups: Vec<OfPlace>,
    paging: Paging,
}

/// The plans of one place.
#[derive(Debug, Serialize)]
struct OfPlace {
    /// The anchor of the place; empty for plans of none.
    id: String,
    /// The place, and what it is today where that differs.
    title: Item,
    plans: Vec<PlanRow>,
}

/// A plan in a table.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PlanRow {
    plan: Item,
    issuer: Vec<Item>,
    period: String,
    targets: String,
    tasks: String,
}

/// From so many plans on the list begins with its places.
const LONG: usize = 12;

/// A page of the list of all plans.
pub(in crate::render) fn plans(at: &Standpoint<'_>, number: u64) -> (Head, Plans) {
    let (ids, head, paging) = listed(at, &PageId::Plans, number, at.section_head("plans"));
    let by_place = are_several(at.catalog());
    let mut groups: Vec<(Option<&Ref<Province>>, OfPlace)> = Vec::new();
    for plan in ids.into_iter().filter_map(|id| at.catalog().plans.get(id)) {
        let here = place(at.catalog(), plan).filter(|_| by_place);
        match groups.last_mut().filter(|(known, _)| *known == here) {
            Some((_, group)) => group.plans.push(row(at, plan)),
            None => {
                let id = here.map(|place| place.id.clone()).unwrap_or_default();
                let title = here.map_or_else(|| Item::plain(at.t("plan.no-place")), |place| title(at, place));
                let title = if by_place { title } else { Item::default() };
                groups.push((here, OfPlace { id, title, plans: vec![row(at, plan)] }));
            }
        }
    }
    let view = Plans {
        answer: if number == 1 { of_plans(at) } else { Sentence::default() },
        intro: at.t("intro.plans"),
        places: if number == 1 && by_place && at.catalog().plans.len() >= LONG { places(at) } else { Vec::new() },
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        paging,
    };
    (head, view)
}

/// Plans as rows.
pub(in crate::render) fn plan_rows<'a>(at: &Standpoint<'_>, ids: impl Iterator<Item = &'a str>) -> Vec<PlanRow> {
    ids.filter_map(|id| at.catalog().plans.get(id)).map(|plan| row(at, plan)).collect()
}

fn row(at: &Standpoint<'_>, plan: &Plan) -> PlanRow {
    let number = |count: usize| at.words.number((count as u64).into());
    PlanRow {
        plan: at.plan(plan),
        issuer: plan.issuer.iter().map(|issuer| at.agency(issuer)).collect(),
        period: at.words.period(plan.start, plan.end).unwrap_or_default(),
        targets: number(plan.targets.len()),
        tasks: number(plan.tasks.len()),
    }
}

/// `Tỉnh Bình Định`, with what it is today.
fn title(at: &Standpoint<'_>, place: &Ref<Province>) -> Item {
    let name = at.province(place);
    match today(at.catalog(), place).map(|today| at.text(&today.name).text).filter(|today| *today != name.text) {
        Some(today) => name.with_note(at.words.fill("plan.place-now", &[("province", &today)])),
        None => name,
    }
}

/// Every place once, leading to where its plans begin.
fn places(at: &Standpoint<'_>) -> Vec<Item> {
    let catalog = at.catalog();
    let ids = at.order(&PageId::Plans).into_iter().flat_map(|order| order.page(1, u64::MAX));
    let here = ids.map(|id| catalog.plans.get(id).and_then(|plan| place(catalog, plan)));
    let mut known = None;
    let mut all = Vec::new();
    for (count, place) in (0..).zip(here) {
        let Some(place) = place.filter(|place| known != Some(*place)) else { continue };
        let page = count / catalog.portal.per_page.max(1) + 1;
        let address = if page == 1 { String::new() } else { at.href(&PageId::Plans.with_number(page)).unwrap_or_default() };
        all.push(at.province(place).to(Some(format!("{address}#place-{}", place.id))));
        known = Some(place);
    }
    all
}
