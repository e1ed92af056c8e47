//! A status as readers see it: a word, the reason in a sentence, and the
//! inputs that it was derived from.

use serde::Serialize;

use super::standpoint::Standpoint;
use super::{Fact, Facts, Item};
use crate::model::plan::{Plan, Target, TargetKind, Task};
use crate::model::status::{State, Status};

/// A status.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct StatusView {
    /// The code: `reached`. The theme draws its shape by it.
    state: &'static str,
    /// Which of the four colours it takes: `good`, `bad`, `open`, `unknown`.
    tone: &'static str,
    /// The word: `Đạt`.
    label: String,
}

/// A status with its reason.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct Explained {
    /// The status.
    status: StatusView,
    /// Why, in a sentence.
    reason: String,
    /// What it was derived from.
    inputs: Vec<Fact>,
}

/// How many promises are in a state.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct Tally {
    /// The state.
    status: StatusView,
    /// How many.
    count: String,
}

/// A state as readers see it.
pub(in crate::render) fn view(at: &Standpoint<'_>, state: State) -> StatusView {
    let tone = match state {
        State::Reached | State::Done => "good",
        State::Missed | State::Late | State::DoneLate => "bad",
        State::Running | State::InProgress | State::Recurring => "open",
        State::NotStarted | State::NotDue | State::NoData | State::NoReport | State::Cancelled => "unknown",
    };
    StatusView { state: state.name(), tone, label: at.words.label("status", state.name()) }
}

/// The states that occur, in order, with how often.
pub(in crate::render) fn tally(at: &Standpoint<'_>, order: &[State], states: impl Iterator<Item = State>) -> Vec<Tally> {
    let mut counts = vec![0_u64; order.len()];
    for state in states {
        if let Some(place) = order.iter().position(|known| *known == state) {
            counts[place] += 1;
        }
    }
    let occurring = order.iter().zip(counts).filter(|(_, count)| *count > 0);
    occurring.map(|(state, count)| Tally { status: view(at, *state), count: at.words.number(count.into()) }).collect()
}

/// The status of a target with its reason and inputs.
pub(in crate::render) fn of_target(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Explained {
    let words = at.words;
    let status = &target.status;
    let result = status.result.and_then(|row| plan.results.rows.get(row));
    let value = result.and_then(|result| result.value.map(|value| words.quantity(value, &result.unit))).unwrap_or_default();
    let goal = words.goal(target.kind, target.comparator, target.value, &target.unit);
    let mut inputs = Facts::default();
    inputs.add(at.t("status.as-of"), at.dates(status.as_of));
    inputs.add(at.t("status.start"), at.dates(target.start));
    inputs.add(at.t("status.end"), at.dates(target.end));
    inputs.add(at.t("status.goal"), vec![Item::plain(&goal)]);
    inputs.add(at.t("status.value"), vec![Item::plain(&value)]);
    let period = result.and_then(|result| words.period(result.start, result.end));
    inputs.add(at.t("status.value-period"), period.map(Item::plain).into_iter().collect());
    let mut reason = sentence(
        at,
        status,
        &[
            ("start", target.start.map(|day| words.date(day))),
            ("end", target.end.map(|day| words.date(day))),
            ("goal", Some(goal)),
            ("value", Some(value)),
        ],
    );
    if target.kind == TargetKind::Qualitative {
        reason = format!("{reason} {}", at.t("status.no-number"));
    }
    Explained { status: view(at, status.state), reason, inputs: inputs.list() }
}

/// The status of a task with its reason and inputs.
pub(in crate::render) fn of_task(at: &Standpoint<'_>, task: &Task) -> Explained {
    let status = &task.status;
    let mut inputs = Facts::default();
    inputs.add(at.t("status.as-of"), at.dates(status.as_of));
    inputs.add(at.t("status.deadline"), at.dates(status.deadline));
    let reported = task.reported.map(|reported| Item::plain(at.words.label("reported", reported.name())));
    inputs.add(at.t("status.reported"), reported.into_iter().collect());
    inputs.add(at.t("status.reported-on"), at.dates(task.reported_on));
    inputs.add(at.t("status.completed"), at.dates(task.completed));
    let reason = sentence(
        at,
        status,
        &[
            ("end", status.deadline.map(|day| at.words.date(day))),
            ("when", task.completed.or(task.reported_on).map(|day| at.words.date(day))),
        ],
    );
    Explained { status: view(at, status.state), reason, inputs: inputs.list() }
}

fn sentence(at: &Standpoint<'_>, status: &Status, inputs: &[(&str, Option<String>)]) -> String {
    let as_of = status.as_of.map(|day| at.words.date(day)).unwrap_or_default();
    let mut args = vec![("as_of", as_of.as_str())];
    args.extend(inputs.iter().map(|(name, value)| (*name, value.as_deref().unwrap_or_default())));
    at.words.fill(&format!("status-rule.{}", status.rule), &args)
}
