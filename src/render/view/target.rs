//! A target's page: the answer first, then status, facts, results and the
//! plan's own wording.

use serde::Serialize;

use super::answer::{Sentence, clauses, must, tell};
use super::bounded::{Cut, MOST_ROWS, cut_of, first_rows};
use super::bullets::{headline, target_bullet};
use super::charts::as_of;
use super::cite::part;
use super::figure::{About, figure, wide};
use super::plan::cited_plan;
use super::promises::{TargetRow, target_at};
use super::results::{ResultView, result_view};
use super::short::Home;
use super::standpoint::Standpoint;
use super::status::{Explained, clause_of_target, of_target as explained, value_of};
use super::{Fact, Facts, Head, Item};
use crate::model::backlinks::PlanTable;
use crate::model::plan::{Plan, Provenance, ResultRow, Statement, Target};
use crate::render::chart::{Bullet, Chart};
use crate::route::PageId;

/// A target's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TargetView {
    /// What is promised and how it is going, in one sentence.
    answer: Sentence,
    /// Its status with its reason.
    explained: Explained,
    /// Plan, pillar, who, when.
    facts: Vec<Fact>,
    /// The result against the goal as a figure; empty when it is not measured.
    chart: String,
    /// Results inside its period, newest first.
    within: Vec<ResultView>,
    /// What is said when there are more of them.
    within_cut: Option<Cut>,
    /// Values outside its period, newest first.
    earlier: Vec<ResultView>,
    /// What is said when there are more of them.
    earlier_cut: Option<Cut>,
    /// Every place where the plan states it.
    statements: Vec<StatementView>,
    /// What is said when there are more of them.
    statements_cut: Option<Cut>,
    /// The plan's own words.
    wording: Wording,
    /// Targets of other plans for the same indicator.
    elsewhere: Vec<TargetRow>,
    /// What is said when there are more of them.
    elsewhere_cut: Option<Cut>,
    /// How to cite it, in a sentence.
    citation: String,
}

/// A place where the plan states the target.
#[derive(Debug, Serialize)]
struct StatementView {
    place: String,
    value: String,
    source_line: String,
    as_written: Item,
}

/// The document's own words.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Wording {
    text: Item,
    /// The words cell by cell, where they are a row of a table: texts read from
    /// a document set ` | ` between its cells.
    cells: Vec<String>,
    source_line: String,
}

/// A target's page.
pub(in crate::render) fn target(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> (Head, TargetView) {
    let answer = answer(at, plan, target);
    let title = at.text(&target.name);
    let head = Head {
        description: format!("{}. {}", title.text.trim_end_matches('.'), answer.text()),
        title,
        above: vec![at.above(PageId::Plans, "plans"), (PageId::Plan(plan.id.clone()), at.plan_title(plan))],
    };
    let of_target = |row: &ResultRow| result_view(at, row).with_value(value_of(at, target.kind, row));
    let results = |rows: &[usize]| {
        let known = rows.iter().take(MOST_ROWS).filter_map(|row| plan.results.rows.get(*row));
        known.map(of_target).collect()
    };
    let (elsewhere, elsewhere_cut) = elsewhere(at, plan, target);
    let statements = target.statements.iter().take(MOST_ROWS).filter_map(|row| plan.statements.rows.get(*row));
    let about = About { source: at.plan_title(plan).text, day: as_of(at), ..About::default() };
    let view = TargetView {
        answer,
        explained: explained(at, plan, target),
        facts: facts(at, plan, target),
        chart: target_bullet(at, plan, target)
            .map(|chart| Bullet { title: headline(at, &chart), ..chart })
            .map(|chart| Chart::Bullet(Box::new(chart)))
            .map(|chart| figure(at, &chart, &wide(at, &chart, &about.unit), &about))
            .unwrap_or_default(),
        within: results(&target.within),
        within_cut: cut_of(at, plan, PlanTable::Results, target.within.len()),
        earlier: results(&target.earlier),
        earlier_cut: cut_of(at, plan, PlanTable::Results, target.earlier.len()),
        statements: statements.map(|row| statement_view(at, row)).collect(),
        statements_cut: cut_of(at, plan, PlanTable::Statements, target.statements.len()),
        wording: wording(at, &target.provenance),
        elsewhere,
        elsewhere_cut,
        citation: part(at, &cited_plan(at, plan), &head.title.text, target.provenance.page_line),
    };
    (head, view)
}

/// The words of the document and the line they stand on.
pub(in crate::render) fn wording(at: &Standpoint<'_>, provenance: &Provenance) -> Wording {
    let text = at.original(&provenance.as_written);
    let cells = text.text.split(" | ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect();
    Wording { text, cells, source_line: at.source_line(provenance) }
}

fn answer(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Sentence {
    let state = clauses(at, [clause_of_target(at, plan, target), before(at, plan, target)]);
    let must = must(at, target).into();
    match target.end {
        Some(end) => tell(at, "target.answer", &[("end", at.date(end).into()), ("must", must), ("state", state)]),
        None => tell(at, "target.answer-open", &[("must", must), ("state", state)]),
    }
}

/// Where it started: the newest value before the period, while nothing inside
/// it is known.
fn before(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Sentence {
    let is_before = |result: &&ResultRow| {
        let ends_before = result.end.zip(target.start).is_some_and(|(end, start)| end < start);
        ends_before && result.value.is_some() && result.unit == target.unit
    };
    let earlier = target.earlier.iter().filter_map(|row| plan.results.rows.get(*row)).find(is_before);
    let Some(result) = earlier.filter(|_| target.status.result.is_none()) else { return Sentence::default() };
    let period = at.words.period(result.start, result.end).unwrap_or_default();
    tell(at, "target.answer-earlier", &[("value", value_of(at, target.kind, result).into()), ("period", period.into())])
}

fn facts(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Vec<Fact> {
    let coded = |section: &str, code: &str| if code.is_empty() { Vec::new() } else { vec![Item::plain(at.words.label(section, code))] };
    let mut facts = Facts::default();
    let home = Home::of(at, plan);
    facts.add(at.t("target.plan"), vec![at.plan(plan)]);
    facts.add(at.t("target.goal"), vec![Item::plain(at.words.goal(target.kind, target.comparator, target.value, &target.unit))]);
    facts.add(at.t("level.label"), coded("level", &target.level));
    facts.add(at.t("target.period"), at.words.period(target.start, target.end).map(Item::plain).into_iter().collect());
    facts.add(at.t("target.responsible"), home.agencies(&target.responsible));
    facts.add(at.t("target.monitor"), home.agencies(&target.monitor));
    facts.add(at.t("target.pillar"), target.pillar.iter().map(|pillar| at.pillar(pillar)).collect());
    facts.add(at.t("target.indicator"), target.indicator.iter().map(|indicator| at.indicator(indicator)).collect());
    facts.add(at.t("kind.label"), coded("kind", target.kind.name()));
    facts.add(at.t("direction.label"), target.direction.iter().flat_map(|direction| coded("direction", direction.name())).collect());
    facts.add(at.t("target.basis"), target.legal_basis.iter().map(|document| at.document(document)).collect());
    facts.add(at.t("target.section"), vec![Item::plain(&target.section)]);
    facts.add(at.t("target.code"), vec![Item::plain(&target.code)]);
    facts.list()
}

fn statement_view(at: &Standpoint<'_>, statement: &Statement) -> StatementView {
    let value = statement.value.map(|value| at.words.compare(statement.comparator, value, &statement.unit));
    StatementView {
        place: at.words.label("place", &statement.place),
        value: value.unwrap_or_else(|| at.t("goal.in-words")),
        source_line: at.source_line(&statement.provenance),
        as_written: at.original(&statement.provenance.as_written),
    }
}

/// Targets of other plans that measure the same indicator.
fn elsewhere(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> (Vec<TargetRow>, Option<Cut>) {
    let Some(indicator) = &target.indicator else { return (Vec::new(), None) };
    let rows = at.catalog().backlinks.indicators.get(&indicator.id).into_iter().flatten().filter(|row| row.plan != plan.id);
    first_rows(at, PlanTable::Targets, rows, |row| target_at(at, row))
}
