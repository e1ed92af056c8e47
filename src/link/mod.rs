//! Link: everything that was loaded and checked becomes one catalogue.
//!
//! Here references are looked up, languages joined, statuses derived and
//! contradictions found. Afterwards nothing changes any more.

pub mod backlinks;
mod circles;
pub mod contradictions;
mod datasets;
mod days;
pub mod documents;
mod entries;
pub mod look;
pub mod milestones;
pub mod named_twice;
pub mod not_yet;
pub mod periods;
pub mod plans;
pub mod references;
pub mod registries;
pub mod results;
mod statuses;
pub mod texts;
pub mod written;

use std::collections::BTreeMap;

use crate::check::CheckedDataset;
use crate::diag::code::COLLISION;
use crate::diag::{Diagnostic, Noted, Notes, SourceId, Spot};
use crate::load::Loaded;
use crate::model::Catalog;
use crate::model::links::Targets;
use crate::model::page::plan_id;
use crate::model::schema::Reference;
use crate::model::theme::{Prepared, Theme};
use datasets::Facts;
pub use days::Moments;
use references::Known;
use registries::Registries;

/// Links everything. The theme is handed through for rendering.
pub fn link(loaded: Loaded, mut datasets: Vec<CheckedDataset>, moments: Moments) -> Noted<(Catalog, Theme)> {
    let mut notes = Notes::default();
    let Loaded { mut portal, theme, pages: page_files, unread, closed, files, .. } = loaded;
    let drafts = plans::draft_datasets(&page_files);
    datasets.retain(|checked| !drafts.contains(&checked.dataset.name));
    let languages = portal.languages.clone();
    let (mut known, mut registries) = (Known::default(), Registries::default());
    entries::ids(&datasets, &closed, &mut known, &mut registries, &mut notes);
    known.insert(Reference::Plans, plans::pages(&page_files).map(|(id, _)| id.to_owned()));
    let plans_are_read = !closed.may_hold("content/plans") && !unread.iter().any(|page| plan_id(page).is_some());
    if !plans_are_read {
        known.leave_open(Reference::Plans);
    }
    entries::entries(&datasets, &known, &languages, &mut registries, &mut notes);
    entries::aliases(&datasets, &known, &plans::drafts(&page_files), &mut registries, &mut notes);
    let mut plans = plans::plans((&page_files, &unread, &closed), &datasets, (&known, &registries), &languages, &mut notes);
    if plans_are_read {
        plans::lonely((&plans, &page_files), &datasets, &languages, &mut notes);
    }
    let facts = Facts { known: &known, registries: &registries, portal_agency: portal.publisher.agency.as_deref(), portal: portal.source };
    let by_name = facts.datasets(datasets, &mut notes);
    let is_whole = !closed.may_hold_part_of("data") && !closed.may_hold("content/plans");
    let as_of = days::as_of(&portal, &by_name, &plans, (moments, is_whole), &mut notes);
    if let Some(today) = moments.today {
        not_yet::of_portal(&portal, &by_name, today, &mut notes);
    }
    for plan in plans.values_mut() {
        statuses::derive(plan, as_of);
        let page = page_files.get(&plan.page.id).and_then(|versions| versions.first());
        if let Some((today, page)) = moments.today.zip(page) {
            let date = page.plan.date_spot.unwrap_or(Spot::whole(page.body.source));
            not_yet::of_plan(plan, today, date, &mut notes);
        }
        statuses::judge(plan, &registries, &languages, &mut notes);
        periods::check(plan, page, by_name.get(&plan.dataset).map(AsRef::as_ref), &mut notes);
    }
    let pages = texts::pages(page_files, &unread, &languages, &mut notes);
    let files = published_files(files, &mut notes);
    look::check(&mut portal.look, &files, &closed, &mut notes);
    let renamed = backlinks::renamed(&by_name);
    texts::check(
        &Targets { pages: &pages, files: &files, datasets: &by_name, renamed: &renamed },
        (&unread, &closed),
        &languages,
        &mut notes,
    );
    let catalog = Catalog {
        backlinks: backlinks::backlinks(&by_name, renamed, &plans, &registries),
        portal,
        as_of,
        published: moments.published.or_else(|| as_of.and_then(days::midnight)),
        datasets: by_name,
        plans,
        pillars: registries.pillars,
        agencies: registries.agencies,
        provinces: registries.provinces,
        documents: registries.documents,
        indicators: registries.indicators,
        origins: registries.origins,
        pages,
        files,
        prepared: Prepared::default(),
        indexed: Prepared::default(),
        packed: Prepared::default(),
        plain: Prepared::default(),
        small: Prepared::default(),
        drawn: Prepared::default(),
        workbooks: Prepared::default(),
        described: Prepared::default(),
        packages: Prepared::default(),
    };
    Noted { value: (catalog, theme), notes }
}

/// Files beside pages and in `static/` by their address; two at one address are told.
fn published_files(files: Vec<(String, SourceId)>, notes: &mut Notes) -> BTreeMap<String, SourceId> {
    let mut by_path: BTreeMap<String, SourceId> = BTreeMap::new();
    for (path, source) in files {
        if let Some(first) = by_path.get(&path) {
            let told = Diagnostic::new(&COLLISION, Spot::whole(source)).arg("path", &path).arg("other", &path);
            notes.push(told.related("first", Spot::whole(*first)));
            continue;
        }
        by_path.insert(path, source);
    }
    by_path
}
