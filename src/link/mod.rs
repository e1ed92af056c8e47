//! Link: everything that was loaded and checked becomes one catalogue.
//!
//! Here references are looked up, languages joined, statuses derived and
//! contradictions found. Afterwards nothing changes any more.

pub mod backlinks;
pub mod circles;
pub mod contradictions;
pub mod documents;
pub mod entries;
pub mod look;
pub mod milestones;
pub mod named_twice;
pub mod not_yet;
pub mod periods;
pub mod plans;
pub mod references;
pub mod registries;
pub mod results;
pub mod texts;
pub mod written;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::check::{CheckedDataset, References};
use crate::diag::code::{AS_OF_BEHIND, COLLISION, DUPLICATE_ID, NO_AS_OF};
use crate::diag::{Diagnostic, Noted, Notes, SourceId, Spot};
use crate::load::Loaded;
use crate::model::Catalog;
use crate::model::dataset::Dataset;
use crate::model::lang::Languages;
use crate::model::links::Targets;
use crate::model::page::plan_id;
use crate::model::plan::Plan;
use crate::model::portal::Portal;
use crate::model::schema::Reference;
use crate::model::status::{is_within, of_target, of_task};
use crate::model::theme::{Prepared, Theme};
use references::{At, Known, Names};
use registries::Registries;

/// Inputs that are neither files nor the clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moments {
    /// Overrides `as_of`.
    pub as_of: Option<Date>,
    /// The moment of publication; `as_of` at midnight UTC when absent.
    pub published: Option<Timestamp>,
    /// What the clock says, to tell days that have not come yet; nothing that
    /// is published depends on it.
    pub today: Option<Date>,
}

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
    let as_of = moments.as_of.or(portal.as_of).or_else(|| newest(&by_name, &plans));
    let is_partial = closed.may_hold_part_of("data") || closed.may_hold("content/plans");
    if as_of.is_none() && !plans.is_empty() && !is_partial {
        notes.push(Diagnostic::new(&NO_AS_OF, Spot::whole(portal.source)));
    }
    behind(&portal, &plans, moments, &mut notes);
    if let Some(today) = moments.today {
        not_yet::of_portal(&portal, &by_name, today, &mut notes);
    }
    for plan in plans.values_mut() {
        derive(plan, as_of);
        let page = page_files.get(&plan.page.id).and_then(|versions| versions.first());
        if let Some((today, page)) = moments.today.zip(page) {
            let date = page.plan.date_spot.unwrap_or(Spot::whole(page.body.source));
            not_yet::of_plan(plan, today, date, &mut notes);
        }
        judge(plan, &registries, &languages, &mut notes);
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
        published: moments.published.or_else(|| as_of.and_then(midnight)),
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
        packages: Prepared::default(),
    };
    Noted { value: (catalog, theme), notes }
}

/// What the datasets' own facts are held against.
struct Facts<'a> {
    known: &'a Known,
    registries: &'a Registries,
    portal_agency: Option<&'a str>,
    portal: SourceId,
}

impl Facts<'_> {
    /// The datasets by name; publishers, places and generic references looked up.
    fn datasets(&self, datasets: Vec<CheckedDataset>, notes: &mut Notes) -> BTreeMap<String, Box<Dataset>> {
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

/// The newest day that the data itself speaks of as past: publication, change,
/// report or result; never a deadline.
fn newest(datasets: &BTreeMap<String, Box<Dataset>>, plans: &BTreeMap<String, Plan>) -> Option<Date> {
    let of_datasets = datasets.values().flat_map(|dataset| [dataset.congbo.issued, dataset.congbo.modified]);
    of_datasets.flatten().max().max(reported(plans, None))
}

/// The newest day of a report or a result, of those that have come.
fn reported(plans: &BTreeMap<String, Plan>, today: Option<Date>) -> Option<Date> {
    let of_plans = plans.values().flat_map(|plan| {
        let reports = plan.tasks.iter().map(|task| task.reported_on);
        reports.chain(plan.results.iter().map(|result| result.end))
    });
    of_plans.flatten().filter(|day| today.is_none_or(|today| *day <= today)).max()
}

/// Sorts results into those inside a target's period and earlier ones, newest
/// first, and derives every status.
fn derive(plan: &mut Plan, as_of: Option<Date>) {
    let results = &plan.results.rows;
    let mut own: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, result) in results.iter().enumerate() {
        if let Some(target) = &result.target {
            own.entry(&target.id).or_default().push(row);
        }
    }
    for target in &mut plan.targets.rows {
        let own = own.remove(target.id.as_str()).unwrap_or_default();
        let (mut within, mut earlier): (Vec<usize>, Vec<usize>) =
            own.into_iter().partition(|row| is_within(&results[*row], target.start, target.end));
        let newest_first = |a: &usize, b: &usize| results[*b].end.cmp(&results[*a].end).then(a.cmp(b));
        within.sort_by(newest_first);
        earlier.sort_by(newest_first);
        (target.within, target.earlier) = (within, earlier);
        target.status = of_target(target, results, as_of);
    }
    for task in &mut plan.tasks.rows {
        task.status = of_task(task, plan.end, as_of);
    }
}

/// Tells an `as_of` of the settings that lies before what has been reported
/// since. A day on the command line was asked for just now.
fn behind(portal: &Portal, plans: &BTreeMap<String, Plan>, moments: Moments, notes: &mut Notes) {
    let settled = portal.as_of.filter(|_| moments.as_of.is_none());
    if let Some((as_of, newest)) = settled.zip(reported(plans, moments.today)).filter(|(as_of, newest)| as_of < newest) {
        notes.push(Diagnostic::new(&AS_OF_BEHIND, Spot::whole(portal.source)).arg("as_of", as_of).arg("newest", newest));
    }
}

/// Tells what is wrong with a plan as a whole, and keeps what the public is to
/// know of it.
fn judge(plan: &mut Plan, registries: &Registries, languages: &Languages, notes: &mut Notes) {
    results::check(plan, notes);
    named_twice::check(plan, registries, notes);
    milestones::check(plan, languages.default(), notes);
    plan.contradictions = contradictions::contradictions(plan, &registries.documents, languages);
    notes.extend(plan.contradictions.iter().cloned());
    written::check(plan, languages.default(), notes);
}

/// The beginning of a day, for all the world.
fn midnight(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
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
