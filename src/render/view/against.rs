//! A plan against the plan of an agency above its own: what both promise, where
//! it asks less, what it leaves out, and what it adds.
//!
//! Targets are matched by the indicator that they measure; the same thing said
//! in other words is not found, and the page says so.

use std::cmp::Ordering;

use serde::Serialize;

use super::answer::{Sentence, tell};
use super::bounded::{Cut, MOST_ROWS, cut_of, first_rows};
use super::compare_indicators::scale;
use super::differences::differences;
use super::promises::{TargetRow, TaskRow, target_row, target_row_on, task_at};
use super::standpoint::Standpoint;
use super::status::StatusView;
use super::{Fact, Head, Item};
use crate::model::Catalog;
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::model::backlinks::{PlanTable, Role, RowRef};
use crate::model::plan::{Comparator, Direction, Plan, Target};
use crate::model::value::Decimal;
use crate::route::PageId;

/// A plan against the one above it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Against {
    /// How many targets both have, where it asks less, what it leaves out.
    answer: Sentence,
    /// The plan.
    plan: Item,
    /// The plan above it.
    above: Item,
    /// Targets that both have.
    shared: Vec<SharedView>,
    /// Targets above that are given to the plan's own agency, and that it leaves out.
    given: Vec<TargetRow>,
    /// What else above it leaves out.
    left: Vec<TargetRow>,
    /// What is said when there are more.
    left_cut: Option<Cut>,
    /// Targets that only the plan has.
    own: Vec<TargetRow>,
    /// What is said when there are more.
    own_cut: Option<Cut>,
    /// Tasks above that the plan's own agency leads.
    tasks: Vec<TaskRow>,
    /// What is said when there are more.
    tasks_cut: Option<Cut>,
}

/// A target that both plans have.
#[derive(Debug, Serialize)]
struct SharedView {
    indicator: Item,
    /// The target above.
    above: TargetRow,
    /// The plan's own target.
    own: TargetRow,
    /// How the two compare.
    verdict: StatusView,
    /// In what they are not the same thing.
    differences: Vec<Fact>,
}

/// How a plan's level compares with that above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Verdict {
    /// It asks for more.
    More,
    /// It asks for the same.
    Same,
    /// It asks for less.
    Less,
    /// Their levels cannot be compared.
    Unlike,
}

impl Verdict {
    /// Whether it asks for less.
    pub(in crate::render) fn is_less(self) -> bool {
        self == Verdict::Less
    }

    fn view(self, at: &Standpoint<'_>) -> StatusView {
        let (state, tone) = match self {
            Verdict::More => ("more", "good"),
            Verdict::Same => ("same", "open"),
            Verdict::Less => ("less", "bad"),
            Verdict::Unlike => ("unlike", "unknown"),
        };
        StatusView::new(state, tone, at.words.label("verdict", state))
    }
}

/// A target of both plans.
pub(in crate::render) struct Shared<'a> {
    above: &'a Target,
    own: &'a Target,
    /// How the two compare.
    pub(in crate::render) verdict: Verdict,
}

/// A plan held against another.
pub(in crate::render) struct Held<'a> {
    /// What both have.
    pub(in crate::render) shared: Vec<Shared<'a>>,
    /// What only the plan above has.
    pub(in crate::render) left: Vec<&'a Target>,
    /// What only the plan has.
    own: Vec<&'a Target>,
}

/// Holds a plan against the one above it, indicator by indicator; of several
/// targets of one indicator those for the same level of government.
pub(in crate::render) fn held<'a>(catalog: &Catalog, plan: &'a Plan, above: &'a Plan) -> Held<'a> {
    let mut held = Held { shared: Vec::new(), left: Vec::new(), own: Vec::new() };
    let measures = |target: &Target, other: &Target| target.indicator.is_some() && target.indicator == other.indicator;
    for target in &above.targets {
        let mut candidates = plan.targets.iter().filter(|own| measures(own, target));
        let first = candidates.clone().next();
        match candidates.find(|own| own.level == target.level).or(first) {
            Some(own) => held.shared.push(Shared { above: target, own, verdict: verdict(catalog, own, target) }),
            None => held.left.push(target),
        }
    }
    held.own.extend(plan.targets.iter().filter(|own| !above.targets.iter().any(|target| measures(own, target))));
    held
}

/// A number and how values are held against it.
type Level = (Decimal, Option<Comparator>);

/// How two targets of one indicator compare, in the direction that is better.
fn verdict(catalog: &Catalog, own: &Target, above: &Target) -> Verdict {
    let (Some(mine), Some(theirs)) = (own.value, above.value) else { return Verdict::Unlike };
    if own.unit != above.unit {
        return Verdict::Unlike;
    }
    let indicator = own.indicator.as_ref().and_then(|indicator| catalog.indicators.get(&indicator.id));
    let direction = own.direction.or(above.direction).or(indicator.and_then(|indicator| indicator.direction));
    levels(direction, (mine, own.comparator), (theirs, above.comparator))
}

/// How a level with its comparator compares with another in the same unit.
fn levels(direction: Option<Direction>, (mine, own): Level, (theirs, above): Level) -> Verdict {
    let strict = |comparator: Option<Comparator>| matches!(comparator, Some(Comparator::Greater | Comparator::Less));
    let order = match direction {
        Some(Direction::Lower) => theirs.cmp(&mine),
        Some(Direction::Keep) if mine != theirs => return Verdict::Unlike,
        _ => mine.cmp(&theirs),
    };
    // Of the same numbers, more than it is more than at least it.
    match order.then(strict(own).cmp(&strict(above))) {
        Ordering::Greater => Verdict::More,
        Ordering::Equal => Verdict::Same,
        Ordering::Less => Verdict::Less,
    }
}

/// The page of a plan against the one above it.
pub(in crate::render) fn against(at: &Standpoint<'_>, plan: &Plan, above: &Plan) -> (Head, Against) {
    let held = held(at.catalog(), plan, above);
    let number = |count: usize| at.words.number((count as u64).into());
    let of = |verdict: Verdict| held.shared.iter().filter(|shared| shared.verdict == verdict).count();
    let lead = |target: &Target| is_given(at.catalog(), plan, &target.responsible);
    let (given, left): (Vec<&Target>, Vec<&Target>) = held.left.iter().partition(|target| lead(target));
    let counts = [
        ("all", above.targets.len()),
        ("shared", held.shared.len()),
        ("less", of(Verdict::Less)),
        ("more", of(Verdict::More)),
        ("left", held.left.len()),
        ("given", given.len()),
    ];
    let mut args: Vec<(&str, Sentence)> = counts.iter().map(|(name, count)| (*name, number(*count).into())).collect();
    args.push(("plan", at.plan(plan).into()));
    args.push(("above", at.plan(above).into()));
    let given_too = if given.is_empty() { Sentence::default() } else { tell(at, "against.answer-given", &args) };
    args.push(("given_too", given_too));
    let answer = tell(at, if held.shared.is_empty() { "against.answer-none" } else { "against.answer" }, &args);
    let title = at.words.fill("against.title", &[("plan", &at.plan_title(plan).text), ("above", &at.plan_title(above).text)]);
    let head = Head {
        title: Item::plain(title),
        description: answer.text(),
        above: vec![at.above(PageId::Plans, "plans"), (PageId::Plan(plan.id.clone()), at.plan_title(plan))],
    };
    let rows = |of: &Plan, targets: &[&Target]| targets.iter().take(MOST_ROWS).map(|target| target_row(at, of, target)).collect();
    let (tasks, tasks_cut) = tasks(at, plan, above);
    let view = Against {
        plan: at.plan(plan),
        above: at.plan(above),
        shared: held.shared.iter().take(MOST_ROWS).map(|shared| shared_view(at, plan, above, shared)).collect(),
        given: rows(above, &given),
        left: rows(above, &left),
        left_cut: cut_of(at, above, PlanTable::Targets, left.len().max(given.len())),
        own: rows(plan, &held.own),
        own_cut: cut_of(at, plan, PlanTable::Targets, held.own.len()),
        tasks,
        tasks_cut,
        answer,
    };
    (head, view)
}

fn shared_view(at: &Standpoint<'_>, plan: &Plan, above: &Plan, shared: &Shared<'_>) -> SharedView {
    let both = [(above, shared.above), (plan, shared.own)];
    let scale = scale(&both, &shared.above.unit);
    SharedView {
        indicator: shared.above.indicator.as_ref().map(|indicator| at.indicator(indicator)).unwrap_or_default(),
        above: target_row_on(at, above, shared.above, scale),
        own: target_row_on(at, plan, shared.own, scale),
        verdict: shared.verdict.view(at),
        differences: differences(at, &both),
    }
}

/// Whether something is given to the plan's own agency, to one below it, or to
/// a group that it belongs to.
pub(in crate::render) fn is_given(catalog: &Catalog, plan: &Plan, agencies: &[Ref<Agency>]) -> bool {
    let Some(issuer) = &plan.issuer else { return false };
    let groups = catalog.backlinks.groups.get(&issuer.id);
    let below = |id: &str| catalog.agencies.get(id).and_then(|agency| agency.parent.as_ref()).is_some_and(|parent| parent.id == issuer.id);
    agencies.iter().any(|agency| agency.id == issuer.id || below(&agency.id) || groups.is_some_and(|groups| groups.contains(&agency.id)))
}

/// The tasks above that the plan's own agency leads, by itself or in a group.
fn tasks(at: &Standpoint<'_>, plan: &Plan, above: &Plan) -> (Vec<TaskRow>, Option<Cut>) {
    let given = |(_, task): &(usize, &crate::model::plan::Task)| is_given(at.catalog(), plan, &task.lead);
    let rows: Vec<RowRef> = above
        .tasks
        .iter()
        .enumerate()
        .filter(given)
        .map(|(row, _)| RowRef { plan: above.id.clone(), table: PlanTable::Tasks, row })
        .collect();
    first_rows(at, PlanTable::Tasks, rows.iter(), |row| task_at(at, row))
}

/// Leads to the comparisons of a plan: with those above it, and of those below.
pub(in crate::render) fn comparisons(at: &Standpoint<'_>, plan: &Plan) -> Vec<Item> {
    let catalog = at.catalog();
    let upward = crate::route::above(catalog, plan).into_iter().map(|above| (plan, above, "against.with-above", above));
    let below = plan.issuer.iter().flat_map(|issuer| catalog.backlinks.children.get(&issuer.id).into_iter().flatten());
    let issued = below.flat_map(|id| catalog.backlinks.agencies.get(id).into_iter().flatten());
    let plans = issued.filter(|(role, _)| *role == Role::Issued).filter_map(|(_, row)| catalog.plans.get(&row.plan));
    let downward = plans.map(|below| (below, plan, "against.with-below", below));
    let item = |(below, above, key, named): (&Plan, &Plan, &str, &Plan)| {
        let href = at.href(&PageId::Against(below.id.clone(), above.id.clone()))?;
        Some(Item::plain(at.words.fill(key, &[("plan", &at.plan_title(named).text)])).to(Some(href)))
    };
    upward.chain(downward).filter_map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_compared_in_the_direction_that_is_better_and_more_than_it_is_more_than_at_least_it() {
        use Comparator::{AtLeast, Greater, Less};
        let compare = |direction, (mine, one): (i64, Comparator), (theirs, other): (i64, Comparator)| {
            levels(direction, (mine.into(), Some(one)), (theirs.into(), Some(other)))
        };
        let higher = Some(Direction::Higher);
        assert_eq!(compare(higher, (70, AtLeast), (80, AtLeast)), Verdict::Less);
        assert_eq!(compare(higher, (80, Greater), (80, AtLeast)), Verdict::More);
        assert_eq!(compare(None, (80, AtLeast), (80, AtLeast)), Verdict::Same);
        assert_eq!(compare(Some(Direction::Lower), (5, Less), (7, Less)), Verdict::More);
        assert_eq!(compare(Some(Direction::Keep), (5, AtLeast), (7, AtLeast)), Verdict::Unlike);
    }
}
