//! Days: for which one the portal is published, and those that speak against it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diag::code::{AS_OF_BEHIND, NO_AS_OF};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::dataset::Dataset;
use crate::model::plan::Plan;
use crate::model::portal::Portal;

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

/// The day for which statuses are derived: asked for, set, or the newest that the
/// data speaks of. Told when there is none although the portal `is_whole`, and
/// when one that is set lies behind.
pub(super) fn as_of(
    portal: &Portal,
    datasets: &BTreeMap<String, Box<Dataset>>,
    plans: &BTreeMap<String, Plan>,
    (moments, is_whole): (Moments, bool),
    notes: &mut Notes,
) -> Option<Date> {
    let as_of = moments.as_of.or(portal.as_of).or_else(|| newest(datasets, plans));
    if as_of.is_none() && !plans.is_empty() && is_whole {
        notes.push(Diagnostic::new(&NO_AS_OF, Spot::whole(portal.source)));
    }
    behind(portal, plans, moments, notes);
    as_of
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

/// Tells an `as_of` of the settings that lies before what has been reported
/// since. A day on the command line was asked for just now.
fn behind(portal: &Portal, plans: &BTreeMap<String, Plan>, moments: Moments, notes: &mut Notes) {
    let settled = portal.as_of.filter(|_| moments.as_of.is_none());
    if let Some((as_of, newest)) = settled.zip(reported(plans, moments.today)).filter(|(as_of, newest)| as_of < newest) {
        notes.push(Diagnostic::new(&AS_OF_BEHIND, Spot::whole(portal.source)).arg("as_of", as_of).arg("newest", newest));
    }
}

/// The beginning of a day, for all the world.
pub(super) fn midnight(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}
