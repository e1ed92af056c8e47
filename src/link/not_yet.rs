//! Days that have not come, where only days that have passed are meant: those of
//! reports and results, of publication, and the one for which statuses are.
//!
//! One mistyped year takes the whole portal there, because statuses are those
//! of the newest day. With C0610 the only findings for which the clock is looked at.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::code::NOT_YET;
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::Catalog;
use crate::model::dataset::Dataset;
use crate::model::plan::Plan;
use crate::model::portal::Portal;
use crate::model::value::PartialDate;

/// The first day after `today` that the portal speaks of as past. Until then
/// what is told of days that have not come stays as it is: here, and by
/// [`super::link`] of an `as_of` that is behind.
pub fn next_day(catalog: &Catalog, today: Date) -> Option<Date> {
    let of_plans = catalog.plans.values().flat_map(|plan| {
        let of_tasks = plan.tasks.iter().flat_map(|task| [task.reported_on, task.completed]);
        let results = plan.results.iter().map(|result| result.end);
        of_tasks.chain(results).chain([plan.date.and_then(PartialDate::full)])
    });
    let of_datasets = catalog.datasets.values().flat_map(|dataset| [dataset.congbo.issued, dataset.congbo.modified]);
    of_plans.chain(of_datasets).chain([catalog.portal.as_of]).flatten().filter(|day| *day > today).min()
}

/// Tells days of a plan's reports and results that have not come yet, one for a
/// column, and the day of the plan itself.
pub fn of_plan(plan: &Plan, today: Date, date: Spot, notes: &mut Notes) {
    let results = plan.results.iter().map(|result| result.end).enumerate();
    let reported = plan.tasks.iter().map(|task| task.reported_on).enumerate();
    let completed = plan.tasks.iter().map(|task| task.completed).enumerate();
    let ahead = |day: Option<Date>| day.filter(|day| *day > today);
    let mut tell = |column: &str, days: Vec<(Spot, Date)>| {
        let Some((spot, day)) = days.first() else { return };
        notes.push(Diagnostic::new(&NOT_YET, *spot).arg("value", day).arg("field", column).number("count", days.len()));
    };
    tell("end", results.filter_map(|(row, day)| Some((plan.results.spot(row, "end"), ahead(day)?))).collect());
    tell("reported_on", reported.filter_map(|(row, day)| Some((plan.tasks.spot(row, "reported_on"), ahead(day)?))).collect());
    tell("completed", completed.filter_map(|(row, day)| Some((plan.tasks.spot(row, "completed"), ahead(day)?))).collect());
    if let Some(day) = ahead(plan.date.and_then(PartialDate::full)) {
        notes.push(Diagnostic::new(&NOT_YET, date).arg("value", day).arg("key", "date").variant("key"));
    }
}

/// Tells the days of the settings and of datasets that have not come yet: they
/// become the day for which all statuses are derived.
pub fn of_portal(portal: &Portal, datasets: &BTreeMap<String, Box<Dataset>>, today: Date, notes: &mut Notes) {
    let settled = [(Spot::whole(portal.source), "as_of", portal.as_of)];
    let of_datasets = datasets.values().flat_map(|dataset| {
        let (whole, facts) = (Spot::whole(dataset.source), &dataset.congbo);
        [(whole, "issued", facts.issued), (whole, "modified", facts.modified)]
    });
    for (spot, key, day) in settled.into_iter().chain(of_datasets) {
        if let Some(day) = day.filter(|day| *day > today) {
            notes.push(Diagnostic::new(&NOT_YET, spot).arg("value", day).arg("key", key).variant("key"));
        }
    }
}
