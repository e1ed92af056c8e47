//! Collisions: two outputs at one address, also on disks that ignore case, and
//! names that some disks reserve.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Answer, Maker, Output, PageId, Subject};
use crate::diag::code::{CASE_COLLISION, COLLISION, RESERVED_NAME};
use crate::diag::{Code, Diagnostic, Notes, SourceId, Spot};
use crate::model::Catalog;

/// Reports every address that two outputs claim and every reserved name.
pub(super) fn collisions(catalog: &Catalog, outputs: &[Output]) -> Notes {
    if are_apart(outputs) { Notes::default() } else { told(catalog, outputs) }
}

/// Whether it is sure that nothing is to be told. Few portals have collisions
/// and all have to be looked at, so this is quick: it compares digests, on all
/// processors.
fn are_apart(outputs: &[Output]) -> bool {
    let digests = RandomState::new();
    let mut taken: Vec<u64> = outputs.par_iter().map(|output| digests.hash_one(folded(&output.path).as_ref())).collect();
    taken.par_sort_unstable();
    let is_twice = taken.windows(2).any(|two| two[0] == two[1]);
    let is_apart = |output: &Output| {
        let path = folded(&output.path);
        let is_free = |folder: &str| taken.binary_search(&digests.hash_one(folder)).is_err();
        own(&path).is_none() && !output.path.split('/').any(is_reserved) && path.match_indices('/').all(|(end, _)| is_free(&path[..end]))
    };
    !is_twice && outputs.par_iter().all(is_apart)
}

/// Every collision and every reserved name, in the order of the outputs.
fn told(catalog: &Catalog, outputs: &[Output]) -> Notes {
    let mut notes = Notes::default();
    let mut taken: HashMap<Cow<'_, str>, &Output> = HashMap::with_capacity(outputs.len());
    // One mistake makes an output per language; it is told once.
    let mut told: BTreeSet<(&str, SourceId, String)> = BTreeSet::new();
    for output in outputs {
        let mut is_new = |code: &Code, spot: Spot| told.insert((code.id, spot.source, format!("{:?}", spot.place)));
        if let Some(part) = output.path.split('/').find(|part| is_reserved(part)) {
            let spot = origin(catalog, output);
            if is_new(&RESERVED_NAME, spot) {
                notes.push(Diagnostic::new(&RESERVED_NAME, spot).arg("name", part).arg("path", &output.path));
            }
        }
        let folded = folded(&output.path);
        match taken.get(&folded) {
            Some(first) => {
                let code = if first.path == output.path { &COLLISION } else { &CASE_COLLISION };
                let spot = origin(catalog, output);
                if !is_new(code, spot) {
                    continue;
                }
                let finding = Diagnostic::new(code, spot).arg("path", &output.path).arg("other", &first.path);
                notes.push(finding.related("first", origin(catalog, first)));
            }
            None => {
                taken.insert(folded, output);
            }
        }
    }
    for output in outputs {
        let path = folded(&output.path);
        let own = own(&path);
        let mut is_new = |spot: Spot| told.insert((COLLISION.id, spot.source, format!("{:?}", spot.place)));
        if let Some(own) = own.filter(|_| is_new(origin(catalog, output))) {
            notes.push(Diagnostic::new(&COLLISION, origin(catalog, output)).arg("path", own).variant("own"));
        }
        let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
        for file in folders.filter_map(|folder| taken.get(folder)) {
            let spot = origin(catalog, file);
            if is_new(spot) {
                let finding = Diagnostic::new(&COLLISION, spot).arg("path", &file.path).variant("folder");
                notes.push(finding.related("first", origin(catalog, output)));
            }
        }
    }
    notes
}

/// Names at the top of the site that congbo keeps for itself.
const OWN: [&str; 2] = [crate::route::SUMS, crate::route::STAGING];

/// The name of congbo's own that a path would take.
fn own(path: &str) -> Option<&'static str> {
    let top = path.split('/').next().unwrap_or_default();
    OWN.into_iter().find(|own| top.eq_ignore_ascii_case(own))
}

/// A path as disks see it that ignore case or how accents are composed; most
/// are so already.
fn folded(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return path.into();
    }
    path.nfc().collect::<String>().to_uppercase().to_lowercase().nfc().collect::<String>().into()
}

/// Names that Windows keeps for devices, with any ending and in any case.
fn is_reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    let is_one_of = |names: &[&str], given: &str| names.iter().any(|name| name.eq_ignore_ascii_case(given));
    match stem.as_bytes() {
        [_, _, _] => is_one_of(&["con", "prn", "aux", "nul"], stem),
        [_, _, _, b'1'..=b'9'] => is_one_of(&["com", "lpt"], &stem[..3]),
        // Superscript digits count as digits there.
        [_, _, _, 0xc2, 0xb2 | 0xb3 | 0xb9] => is_one_of(&["com", "lpt"], &stem[..3]),
        _ => is_one_of(&["conin$", "conout$"], stem),
    }
}

/// The file, or the cell, that an output comes from.
fn origin(catalog: &Catalog, output: &Output) -> Spot {
    let portal = Spot::whole(catalog.portal.source);
    let dataset = |name: &str| catalog.datasets.get(name).map_or(portal, |dataset| Spot::whole(dataset.source));
    match &output.maker {
        Maker::Copy(source) => Spot::whole(*source),
        Maker::Theme(_) => portal,
        Maker::Format(_, subject) => match subject {
            Subject::Resource { dataset: name, table } | Subject::Workbook { dataset: name, table, .. } => {
                let resource = catalog.datasets.get(name).and_then(|dataset| dataset.resource(table));
                resource.map_or_else(|| dataset(name), |resource| Spot::whole(resource.source))
            }
            Subject::Dataset { dataset: name } => dataset(name),
            Subject::Answer(answer) => answer_origin(catalog, answer).unwrap_or(portal),
            Subject::WellKnown { .. } | Subject::Plan { .. } | Subject::Part(_) | Subject::Search { .. } | Subject::Portal => portal,
            Subject::Page { page, .. } | Subject::Chart { page, .. } | Subject::Rows { page, .. } => {
                page_origin(catalog, page).unwrap_or(portal)
            }
        },
    }
}

fn answer_origin(catalog: &Catalog, answer: &Answer) -> Option<Spot> {
    let page = match answer {
        Answer::Dataset(name) => PageId::Dataset(name.clone()),
        Answer::Table(dataset, table, _) => PageId::Table(dataset.clone(), table.clone(), 1),
        Answer::Plan(id) => PageId::Plan(id.clone()),
        Answer::Agency(id) => PageId::Agency(id.clone()),
        Answer::Document(id) => PageId::Document(id.clone()),
        Answer::Indicator(id) => PageId::Indicator(id.clone()),
        Answer::Catalogue | Answer::List(..) | Answer::Description | Answer::Schema(_) => return None,
    };
    page_origin(catalog, &page)
}

fn page_origin(catalog: &Catalog, page: &PageId) -> Option<Spot> {
    let authored = |id: &str| catalog.pages.get(id).and_then(|page| page.bodies.values().next()).map(|body| Spot::whole(body.source));
    let registered = |table: &str, id: &str| catalog.origins.get(&(table.to_owned(), id.to_owned())).copied();
    match page {
        PageId::Plan(id) => authored(&catalog.plans.get(id)?.page.id),
        PageId::Target(plan, id) => {
            let targets = &catalog.plans.get(plan)?.targets;
            targets.ids.get(id).map(|row| targets.spot(*row, "id"))
        }
        PageId::Task(plan, id) => {
            let tasks = &catalog.plans.get(plan)?.tasks;
            tasks.ids.get(id).map(|row| tasks.spot(*row, "id"))
        }
        PageId::Pillar(id) => registered("pillars", id),
        PageId::Agency(id) => registered("agencies", id),
        PageId::Document(id) => registered("documents", id),
        PageId::Indicator(id) => registered("indicators", id),
        PageId::Dataset(name) | PageId::Table(name, ..) => catalog.datasets.get(name).map(|dataset| Spot::whole(dataset.source)),
        PageId::Page(id) => authored(id),
        PageId::ListPage(first, _) => page_origin(catalog, first),
        _ => None,
    }
}
