//! Status: derived from values, reports and dates as of a day, never typed.
//!
//! One documented function per subject; every status keeps the inputs it was
//! derived from, so that a page can show them.

use jiff::civil::Date;

pub use super::state::{State, Status};

use super::plan::{Direction, Reported, ResultRow, Target, TargetKind, Task};
use super::value::Decimal;

/// Whether a result counts for a target: its whole period lies inside the
/// target's. A result without a start stands for its last day. Everything else
/// is an earlier value.
pub fn is_within(result: &ResultRow, start: Option<Date>, end: Option<Date>) -> bool {
    let Some(last) = result.end else { return false };
    let first = result.start.unwrap_or(last);
    start.is_none_or(|start| first >= start) && end.is_none_or(|end| last <= end)
}

/// Whether a number says that something is done or not: 1 or 0.
pub fn is_done_or_not(value: Decimal) -> bool {
    value.is_zero() || value == Decimal::ONE
}

/// Whether the value of a result can be held against that of its target: both
/// count the same. What is done or not is 1 or 0, and no share.
pub fn is_comparable(target: &Target, result: &ResultRow) -> bool {
    match (target.kind, result.value) {
        (TargetKind::YesNo, Some(value)) => is_done_or_not(value) && result.unit != "percent",
        _ => target.unit == result.unit || target.unit.is_empty(),
    }
}

/// The status of a target as of a day.
///
/// `within` holds the rows of `results` inside the target's period, newest
/// first; those that end after `as_of` are not known yet and are passed over,
/// and so are those that cannot be compared.
///
/// - Before the period: `not-started`.
/// - A *final* result (one that ends on the period's last day) decides:
///   `reached` when it satisfies the target, else `missed`.
/// - An interim result that satisfies a target whose direction is `higher`
///   means `reached`: what has been built stays built. For `lower` and `keep`
///   an interim value decides nothing.
/// - Otherwise `running` until the period's last day, then `no-data`.
/// - A qualitative target has no value to compare: `running`, then `no-data`.
pub fn of_target(target: &Target, results: &[ResultRow], as_of: Option<Date>) -> Status {
    let Some(day) = as_of else { return Status::default() };
    let status = |state, rule, result| Status { state, rule, as_of, result, deadline: target.end, stated: target.end.is_some() };
    if target.start.is_some_and(|start| day < start) {
        return status(State::NotStarted, "before-period", None);
    }
    let over = target.end.is_some_and(|end| day > end);
    let counts = |result: &ResultRow| result.end.is_some_and(|end| end <= day) && result.value.is_some() && is_comparable(target, result);
    let known = target.within.iter().copied().find(|&row| counts(&results[row]));
    if target.kind != TargetKind::Qualitative
        && let (Some(comparator), Some(goal), Some(row)) = (target.comparator, target.value, known)
        && let Some(value) = results[row].value
    {
        let satisfied = comparator.holds(value, goal);
        let is_final = target.end.is_some() && results[row].end == target.end;
        match (is_final, satisfied) {
            (true, true) => return status(State::Reached, "final-satisfies", Some(row)),
            (true, false) => return status(State::Missed, "final-fails", Some(row)),
            (false, true) if target.direction.is_none_or(|direction| direction == Direction::Higher) => {
                return status(State::Reached, "interim-satisfies", Some(row));
            }
            (false, _) if over => return status(State::NoData, "no-final", Some(row)),
            (false, _) => return status(State::Running, "interim-open", Some(row)),
        }
    }
    if over { status(State::NoData, "period-over", None) } else { status(State::Running, "in-period", None) }
}

/// The status of a task as of a day. A report dated after that day is not
/// known yet and is passed over.
///
/// A task without a deadline of its own has the plan's last day, `plan_end`;
/// the rules that then decide say that it is the plan's.
///
/// - Reported cancelled: `cancelled`.
/// - Recurring: `recurring`.
/// - Reported done: `done-late` when the day of completion (or, lacking that,
///   of the report) is after the deadline, else `done`.
/// - Reported in progress after the deadline: `late`.
/// - The deadline has passed and no report since: `no-report`.
/// - Reported in progress: `in-progress`.
/// - Otherwise `not-due`.
pub fn of_task(task: &Task, plan_end: Option<Date>, as_of: Option<Date>) -> Status {
    let Some(day) = as_of else {
        return Status { state: State::NoReport, ..Status::default() };
    };
    let stated = task.end.is_some();
    let deadline = task.end.or(plan_end);
    let status = |state, own, plans| Status { state, rule: if stated { own } else { plans }, as_of, result: None, deadline, stated };
    // What is done all the time and what is cancelled fall due on no day but
    // one that the plan gives them.
    let timeless = |state, rule| Status { deadline: task.end, ..status(state, rule, rule) };
    let reported = task.reported.filter(|_| task.reported_on.is_none_or(|on| on <= day));
    let after_deadline = |when: Option<Date>| matches!((when, deadline), (Some(when), Some(end)) if when > end);
    match reported {
        Some(Reported::Cancelled) => return timeless(State::Cancelled, "reported-cancelled"),
        _ if task.recurring => return timeless(State::Recurring, "recurring"),
        Some(Reported::Done) if after_deadline(task.completed.or(task.reported_on)) => {
            return status(State::DoneLate, "done-after-deadline", "done-after-plan");
        }
        Some(Reported::Done) => return status(State::Done, "done-in-time", "done-no-deadline"),
        Some(Reported::InProgress) if after_deadline(task.reported_on) => {
            return status(State::Late, "in-progress-after-deadline", "in-progress-after-plan");
        }
        _ => {}
    }
    match (after_deadline(Some(day)), reported) {
        (true, _) => status(State::NoReport, "deadline-passed", "plan-over"),
        (false, Some(Reported::InProgress)) => status(State::InProgress, "reported-in-progress", "in-progress-no-deadline"),
        (false, _) => status(State::NotDue, "deadline-ahead", "no-deadline"),
    }
}
