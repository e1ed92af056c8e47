//! What a plan promises, in its answer: targets with every statement and
//! result of them, tasks with who and when, and the status of each with what
//! it was derived from.

use jiff::civil::Date;

use super::head::{
    Comparators, Directions, Labelled, MaybeCode, Named, NamedDocument, Places, Reports, Source, TargetKinds, TargetLevels, Teller, filled,
    source,
};
use super::shape::{Code, Pages, Told, Vocabulary, record};
use crate::model::backlinks::quarter;
use crate::model::plan::{Plan, ResultRow, Statement, Target, Task};
use crate::model::status::{State, Status};
use crate::model::value::Decimal;
use crate::render::view::status::{of_target, of_task};
use crate::route::PageId;

/// The states of targets.
pub(in crate::render) struct TargetStates;

impl Vocabulary for TargetStates {
    fn codes() -> Vec<String> {
        State::TARGET.iter().map(|state| state.name().to_owned()).collect()
    }
}

/// The states of tasks.
pub(in crate::render) struct TaskStates;

impl Vocabulary for TaskStates {
    fn codes() -> Vec<String> {
        State::TASK.iter().map(|state| state.name().to_owned()).collect()
    }
}

/// Who sets the last day that counts.
pub(in crate::render) struct DeadlineSources;

const OF_TASK: &str = "task";
const OF_PLAN: &str = "plan";

impl Vocabulary for DeadlineSources {
    fn codes() -> Vec<String> {
        [OF_TASK, OF_PLAN].map(str::to_owned).to_vec()
    }
}

record! {
    /// How many targets are in a state.
    TargetStateCount {
        /// The state.
        state: Code<TargetStates>,
        /// How many.
        count: u64,
    }
}

record! {
    /// How many tasks are in a state.
    TaskStateCount {
        /// The state.
        state: Code<TaskStates>,
        /// How many.
        count: u64,
    }
}

record! {
    /// What a plan promises to reach.
    TargetOf {
        /// Its id, unique in the plan.
        id: String,
        /// The section of the document, as printed.
        section: Option<String>,
        /// The pillar that it belongs to.
        pillar: Option<Labelled>,
        /// Its number or letter, as printed.
        code: Option<String>,
        /// Its name.
        name: Told,
        /// The indicator that several plans measure.
        indicator: Option<Named>,
        /// What it is measured by.
        kind: Code<TargetKinds>,
        /// How a value has to compare with this one.
        comparator: MaybeCode<Comparators>,
        /// The value to reach.
        value: Option<Decimal>,
        /// The unit of values.
        unit: Option<String>,
        /// Which way is better.
        direction: MaybeCode<Directions>,
        /// Whom it is about.
        level: MaybeCode<TargetLevels>,
        /// The first day of its period; the plan's when it has none of its own.
        start: Option<Date>,
        /// The last day of its period; the plan's when it has none of its own.
        end: Option<Date>,
        /// The quarter in which its period ends, such as 2025-q4.
        quarter: Option<String>,
        /// Who is responsible.
        responsible: Vec<Named>,
        /// Who monitors it.
        monitor: Vec<Named>,
        /// What it rests on.
        legal_basis: Vec<NamedDocument>,
        /// How it is going.
        status: TargetStatus,
        /// Every time that the document states it.
        statements: Vec<StatementOf>,
        /// Results inside its period, newest first.
        results: Vec<ResultOf>,
        /// Results outside its period, newest first: never its status.
        earlier_results: Vec<ResultOf>,
        /// Its page.
        pages: Option<Pages>,
        /// Where this was read from.
        source: Source,
    }
}

record! {
    /// How a target is going.
    TargetStatus {
        /// The state.
        state: Code<TargetStates>,
        /// The rule that decided.
        rule: String,
        /// Why, in a sentence.
        reason: Told,
        /// The day that it is derived for.
        as_of: Option<Date>,
        /// The last day that counts.
        deadline: Option<Date>,
        /// The id of the result that decided, if one did.
        result: Option<String>,
    }
}

record! {
    /// A target as a part of the document states it.
    StatementOf {
        /// Its id, unique in the plan.
        id: String,
        /// The part of the document.
        place: Code<Places>,
        /// How a value has to compare with this one.
        comparator: MaybeCode<Comparators>,
        /// The value.
        value: Option<Decimal>,
        /// The unit of the value.
        unit: Option<String>,
        /// Where this was read from.
        source: Source,
    }
}

record! {
    /// A reported result.
    ResultOf {
        /// Its id, unique in the plan.
        id: String,
        /// The id of the target that it is of.
        target: Option<String>,
        /// What it measures.
        indicator: Option<Named>,
        /// Its name.
        name: Told,
        /// The first day of its period.
        start: Option<Date>,
        /// The last day of its period.
        end: Option<Date>,
        /// What is counted.
        numerator: Option<Decimal>,
        /// What it is a part of.
        denominator: Option<Decimal>,
        /// The value.
        value: Option<Decimal>,
        /// The unit of the value.
        unit: Option<String>,
        /// Where this was read from.
        source: Source,
    }
}

record! {
    /// What a plan promises to do.
    TaskOf {
        /// Its id, unique in the plan.
        id: String,
        /// The number of its group, as printed.
        group: Option<String>,
        /// The title of its group.
        group_title: Told,
        /// Its number in the group, as printed.
        number: Option<String>,
        /// The pillar that it belongs to.
        pillar: Option<Labelled>,
        /// Its title.
        title: Told,
        /// What is to be reached by it.
        objective: Told,
        /// Who leads.
        lead: Vec<Named>,
        /// Who coordinates.
        coordinate: Vec<Named>,
        /// When, as printed.
        timeline: Option<String>,
        /// The first day of its period.
        start: Option<Date>,
        /// Its deadline.
        end: Option<Date>,
        /// The quarter of its deadline, such as 2025-q4.
        quarter: Option<String>,
        /// Whether it is done all the time or at intervals.
        recurring: bool,
        /// What was reported.
        reported_status: MaybeCode<Reports>,
        /// The day of the report.
        reported_on: Option<Date>,
        /// The day of completion.
        completed: Option<Date>,
        /// Where the evidence stands.
        evidence: Option<String>,
        /// What it rests on.
        legal_basis: Vec<NamedDocument>,
        /// How it is going.
        status: TaskStatus,
        /// Its page.
        pages: Option<Pages>,
        /// Where this was read from.
        source: Source,
    }
}

record! {
    /// How a task is going.
    TaskStatus {
        /// The state.
        state: Code<TaskStates>,
        /// The rule that decided.
        rule: String,
        /// Why, in a sentence.
        reason: Told,
        /// The day that it is derived for.
        as_of: Option<Date>,
        /// The last day that counts: the task's deadline, else the plan's last day, which is no deadline of the task.
        deadline: Option<Date>,
        /// Whose day that is: `task` where the plan states a deadline of the task, `plan` where it states none and the plan's last day counts.
        deadline_from: MaybeCode<DeadlineSources>,
    }
}

/// How many of these states there are of each, in their order.
pub(super) fn counts<V>(order: &[State], states: impl Iterator<Item = State>) -> impl Iterator<Item = (Code<V>, u64)> {
    let mut counts = vec![0; order.len()];
    for state in states {
        if let Some(place) = order.iter().position(|known| *known == state) {
            counts[place] += 1;
        }
    }
    let names: Vec<&'static str> = order.iter().map(|state| state.name()).collect();
    names.into_iter().zip(counts).map(|(name, count)| (Code::new(name), count))
}

/// A target.
pub(super) fn target(teller: &Teller<'_>, plan: &Plan, target: &Target) -> TargetOf {
    let results = |rows: &[usize]| rows.iter().map(|&row| result(teller, &plan.results.rows[row])).collect();
    TargetOf {
        id: target.id.clone(),
        section: filled(&target.section),
        pillar: target.pillar.as_ref().map(|pillar| teller.pillar(pillar)),
        code: filled(&target.code),
        name: teller.text(&target.name),
        indicator: target.indicator.as_ref().map(|indicator| teller.indicator(indicator)),
        kind: Code::new(target.kind.name()),
        comparator: target.comparator.map(|comparator| Code::new(comparator.sign())),
        value: target.value,
        unit: filled(&target.unit),
        direction: target.direction.map(|direction| Code::new(direction.name())),
        level: Code::maybe(&target.level),
        start: target.start,
        end: target.end,
        quarter: target.end.map(in_quarter),
        responsible: teller.agencies(&target.responsible),
        monitor: teller.agencies(&target.monitor),
        legal_basis: target.legal_basis.iter().map(|document| teller.document(document)).collect(),
        status: TargetStatus {
            state: Code::new(target.status.state.name()),
            rule: target.status.rule.to_owned(),
            reason: teller.say(|at| of_target(at, plan, target).reason),
            as_of: target.status.as_of,
            deadline: target.status.deadline,
            result: decided(plan, &target.status),
        },
        statements: target.statements.iter().map(|&row| statement(&plan.statements.rows[row])).collect(),
        results: results(&target.within),
        earlier_results: results(&target.earlier),
        pages: teller.pages(&PageId::Target(plan.id.clone(), target.id.clone())),
        source: source(&target.provenance),
    }
}

/// The result that decided a status.
fn decided(plan: &Plan, status: &Status) -> Option<String> {
    status.result.and_then(|row| plan.results.rows.get(row)).map(|result| result.id.clone())
}

fn in_quarter(day: Date) -> String {
    let (year, number) = quarter(day);
    format!("{year}-q{number}")
}

fn statement(statement: &Statement) -> StatementOf {
    StatementOf {
        id: statement.id.clone(),
        place: Code::new(&statement.place),
        comparator: statement.comparator.map(|comparator| Code::new(comparator.sign())),
        value: statement.value,
        unit: filled(&statement.unit),
        source: source(&statement.provenance),
    }
}

/// A reported result.
pub(super) fn result(teller: &Teller<'_>, result: &ResultRow) -> ResultOf {
    ResultOf {
        id: result.id.clone(),
        target: result.target.as_ref().map(|target| target.id.clone()),
        indicator: result.indicator.as_ref().map(|indicator| teller.indicator(indicator)),
        name: teller.text(&result.name),
        start: result.start,
        end: result.end,
        numerator: result.numerator,
        denominator: result.denominator,
        value: result.value,
        unit: filled(&result.unit),
        source: source(&result.provenance),
    }
}

/// A task.
pub(super) fn task(teller: &Teller<'_>, plan: &Plan, task: &Task) -> TaskOf {
    TaskOf {
        id: task.id.clone(),
        group: filled(&task.group),
        group_title: teller.text(&task.group_title),
        number: filled(&task.number),
        pillar: task.pillar.as_ref().map(|pillar| teller.pillar(pillar)),
        title: teller.text(&task.title),
        objective: teller.text(&task.objective),
        lead: teller.agencies(&task.lead),
        coordinate: teller.agencies(&task.coordinate),
        timeline: filled(&task.timeline),
        start: task.start,
        end: task.end,
        quarter: task.end.map(in_quarter),
        recurring: task.recurring,
        reported_status: task.reported.map(|reported| Code::new(reported.name())),
        reported_on: task.reported_on,
        completed: task.completed,
        evidence: filled(&task.evidence),
        legal_basis: task.legal_basis.iter().map(|document| teller.document(document)).collect(),
        status: TaskStatus {
            state: Code::new(task.status.state.name()),
            rule: task.status.rule.to_owned(),
            reason: teller.say(|at| of_task(at, task).reason),
            as_of: task.status.as_of,
            deadline: task.status.deadline,
            deadline_from: task.status.deadline.map(|_| Code::new(if task.status.stated { OF_TASK } else { OF_PLAN })),
        },
        pages: teller.pages(&PageId::Task(plan.id.clone(), task.id.clone())),
        source: source(&task.provenance),
    }
}
