//! A status as readers see it: a word, the reason in a sentence, and the
//! inputs that it was derived from.

use serde::Serialize;

use super::answer::{Sentence, tell};
use super::standpoint::Standpoint;
use super::states::{TARGETS, TASKS};
use super::{Fact, Facts, Item};
use crate::model::plan::{Plan, Provenance, ResultRow, Target, TargetKind, Task};
use crate::model::status::{State, Status};
use crate::model::value::Decimal;

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
    pub(in crate::render) reason: String,
    /// How statuses of its kind are derived.
    formula: String,
    /// What it was derived from.
    inputs: Vec<Fact>,
}

/// How many promises of one kind are in which state.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct Board {
    /// How many there are: `34`.
    total: String,
    /// What they are: `chỉ tiêu`.
    noun: String,
    /// The states that occur, in order.
    states: Vec<Tally>,
}

/// How many promises are in a state.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct Tally {
    /// The state.
    status: StatusView,
    /// How many.
    count: String,
    /// What so many of them are: `chỉ tiêu`.
    noun: String,
    /// Where its part of the whole begins, in per cent.
    from: String,
    /// Its part of the whole, in per cent.
    share: String,
}

impl StatusView {
    /// A shape, a colour and a word.
    pub(in crate::render) fn new(state: &'static str, tone: &'static str, label: String) -> Self {
        Self { state, tone, label }
    }
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

/// How targets are going; `None` when there are none.
pub(in crate::render) fn of_targets(at: &Standpoint<'_>, states: impl Iterator<Item = State>) -> Option<Board> {
    board(at, "target", &TARGETS, states)
}

/// How tasks are going; `None` when there are none.
pub(in crate::render) fn of_tasks(at: &Standpoint<'_>, states: impl Iterator<Item = State>) -> Option<Board> {
    board(at, "task", &TASKS, states)
}

fn board(at: &Standpoint<'_>, noun: &str, order: &[State], states: impl Iterator<Item = State>) -> Option<Board> {
    let mut counts = vec![0_u64; order.len()];
    for state in states {
        if let Some(place) = order.iter().position(|known| *known == state) {
            counts[place] += 1;
        }
    }
    let total: u64 = counts.iter().sum();
    let per_cent = |part: u64| (Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(total)).round_dp(2).normalize().to_string();
    let named = |count: u64| at.words.count(&format!("noun.{noun}"), count);
    let mut before = 0;
    let mut states = Vec::new();
    for (state, count) in order.iter().zip(counts).filter(|(_, count)| *count > 0) {
        let (from, share) = (per_cent(before), per_cent(count));
        states.push(Tally { status: view(at, *state), count: at.words.number(count.into()), noun: named(count), from, share });
        before += count;
    }
    let noun = named(total);
    (total > 0).then(|| Board { total: at.words.number(total.into()), noun, states })
}

/// The status of a target with its reason and inputs.
pub(in crate::render) fn of_target(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Explained {
    let words = at.words;
    let status = &target.status;
    let result = status.result.and_then(|row| plan.results.rows.get(row));
    let value = result.map(|result| value_of(at, target.kind, result)).unwrap_or_default();
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
    inputs.add(at.t("status.words"), words_of(at, &target.provenance));
    Explained { status: view(at, status.state), reason, formula: at.t("status.formula-target"), inputs: inputs.list() }
}

/// What the document says, and on which line.
fn words_of(at: &Standpoint<'_>, provenance: &Provenance) -> Vec<Item> {
    vec![at.original(&provenance.as_written).with_note(at.source_line(provenance))]
}

/// The status of a task with its reason and inputs.
pub(in crate::render) fn of_task(at: &Standpoint<'_>, task: &Task) -> Explained {
    let status = &task.status;
    let mut inputs = Facts::default();
    inputs.add(at.t("status.as-of"), at.dates(status.as_of));
    inputs.add(at.t(if status.stated { "status.deadline" } else { "status.plan-end" }), at.dates(status.deadline));
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
    inputs.add(at.t("status.words"), words_of(at, &task.provenance));
    Explained { status: view(at, status.state), reason, formula: at.t("status.formula-task"), inputs: inputs.list() }
}

/// A reported value as people say it: a yes-no target is done or it is not.
pub(in crate::render) fn value_of(at: &Standpoint<'_>, kind: TargetKind, result: &ResultRow) -> String {
    match (kind, result.value) {
        (_, None) => String::new(),
        (TargetKind::YesNo, Some(value)) => at.t(if value >= Decimal::ONE { "goal.done" } else { "goal.not-done" }),
        (_, Some(value)) => at.words.quantity(value, &result.unit),
    }
}

/// How a target is going, as a clause of its page's answer.
pub(in crate::render) fn clause_of_target(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Sentence {
    let result = target.status.result.and_then(|row| plan.results.rows.get(row));
    let value = result.map(|result| value_of(at, target.kind, result)).unwrap_or_default();
    as_of(at, &target.status, tell(at, &format!("answer-rule.{}", target.status.rule), &[("value", value.into())]))
}

/// How a task is going, as a clause of its page's answer.
pub(in crate::render) fn clause_of_task(at: &Standpoint<'_>, task: &Task) -> Sentence {
    let when = task.completed.or(task.reported_on).map(|day| at.date(day).into()).unwrap_or_default();
    as_of(at, &task.status, tell(at, &format!("answer-rule.{}", task.status.rule), &[("when", when)]))
}

fn as_of(at: &Standpoint<'_>, status: &Status, state: Sentence) -> Sentence {
    match status.as_of {
        Some(day) => tell(at, "answer.as-of", &[("date", at.date(day).into()), ("state", state)]),
        None => state,
    }
}

fn sentence(at: &Standpoint<'_>, status: &Status, inputs: &[(&str, Option<String>)]) -> String {
    let as_of = status.as_of.map(|day| at.words.date(day)).unwrap_or_default();
    let mut args = vec![("as_of", as_of.as_str())];
    args.extend(inputs.iter().map(|(name, value)| (*name, value.as_deref().unwrap_or_default())));
    at.words.fill(&format!("status-rule.{}", status.rule), &args)
}
