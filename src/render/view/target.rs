//! A target's page: one sentence first, then status, facts, results and the
//! plan's own wording.

use serde::Serialize;

use super::promises::{TargetRow, target_row};
use super::standpoint::Standpoint;
use super::status::{Explained, of_target};
use super::{Fact, Facts, Head, Item};
use crate::model::backlinks::PlanTable;
use crate::model::plan::{Plan, Provenance, ResultRow, Statement, Target, TargetKind};
use crate::route::PageId;

/// A target's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TargetView {
    /// The promise in one plain sentence.
    sentence: String,
    /// Its status with its reason.
    explained: Explained,
    /// Plan, pillar, who, when.
    facts: Vec<Fact>,
    /// Results inside its period, newest first.
    within: Vec<ResultView>,
    /// Values outside its period, newest first.
    earlier: Vec<ResultView>,
    /// Every place where the plan states it.
    statements: Vec<StatementView>,
    /// The plan's own words.
    wording: Wording,
    /// Targets of other plans for the same indicator.
    elsewhere: Vec<TargetRow>,
}

/// A reported result in a table.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ResultView {
    name: Item,
    value: String,
    /// `8 trên 9`; empty when the result is no share.
    share: String,
    period: String,
    /// Where it stands in the source text.
    source_line: String,
    as_written: Item,
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
    source_line: String,
}

/// A target's page.
pub(in crate::render) fn target(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> (Head, TargetView) {
    let sentence = sentence(at, plan, target);
    let head = Head {
        title: at.text(&target.name),
        description: sentence.clone(),
        above: vec![at.above(PageId::Plans, "plans"), (PageId::Plan(plan.id.clone()), at.plan_title(plan))],
    };
    let results = |rows: &[usize]| rows.iter().filter_map(|row| plan.results.rows.get(*row)).map(|row| result_view(at, row)).collect();
    let view = TargetView {
        sentence,
        explained: of_target(at, plan, target),
        facts: facts(at, plan, target),
        within: results(&target.within),
        earlier: results(&target.earlier),
        statements: target.statements.iter().filter_map(|row| plan.statements.rows.get(*row)).map(|row| statement_view(at, row)).collect(),
        wording: wording(at, &target.provenance),
        elsewhere: elsewhere(at, plan, target),
    };
    (head, view)
}

/// The words of the document and the line they stand on.
pub(in crate::render) fn wording(at: &Standpoint<'_>, provenance: &Provenance) -> Wording {
    Wording { text: at.original(&provenance.as_written), source_line: source_line(at, provenance) }
}

fn source_line(at: &Standpoint<'_>, provenance: &Provenance) -> String {
    match provenance.page_line {
        0 => String::new(),
        line => at.words.fill("site.source-line", &[("n", &line.to_string())]),
    }
}

fn sentence(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> String {
    let end = target.end.map(|day| at.words.fill("target.by", &[("date", &at.words.date(day))])).unwrap_or_default();
    let goal = at.words.goal(target.kind, target.comparator, target.value, &target.unit);
    let key = if target.kind == TargetKind::Quantitative && target.value.is_some() { "target.sentence" } else { "target.sentence-words" };
    let (plan, name) = (at.plan_title(plan).text, at.text(&target.name).text);
    at.words.fill(key, &[("plan", &plan), ("name", name.trim_end_matches('.')), ("goal", &goal), ("when", &end)])
}

fn facts(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Vec<Fact> {
    let coded = |section: &str, code: &str| if code.is_empty() { Vec::new() } else { vec![Item::plain(at.words.label(section, code))] };
    let mut facts = Facts::default();
    facts.add(at.t("target.plan"), vec![at.plan(plan)]);
    facts.add(at.t("target.goal"), vec![Item::plain(at.words.goal(target.kind, target.comparator, target.value, &target.unit))]);
    facts.add(at.t("level.label"), coded("level", &target.level));
    facts.add(at.t("target.period"), at.words.period(target.start, target.end).map(Item::plain).into_iter().collect());
    facts.add(at.t("target.responsible"), at.agencies(&target.responsible));
    facts.add(at.t("target.monitor"), at.agencies(&target.monitor));
    facts.add(at.t("target.pillar"), target.pillar.iter().map(|pillar| at.pillar(pillar)).collect());
    facts.add(at.t("target.indicator"), target.indicator.iter().map(|indicator| at.indicator(indicator)).collect());
    facts.add(at.t("kind.label"), coded("kind", target.kind.name()));
    facts.add(at.t("direction.label"), target.direction.iter().flat_map(|direction| coded("direction", direction.name())).collect());
    facts.add(at.t("target.basis"), target.legal_basis.iter().map(|document| at.document(document)).collect());
    facts.add(at.t("target.section"), vec![Item::plain(&target.section)]);
    facts.add(at.t("target.code"), vec![Item::plain(&target.code)]);
    facts.list()
}

/// A reported result as a row.
pub(in crate::render) fn result_view(at: &Standpoint<'_>, result: &ResultRow) -> ResultView {
    let share = result.numerator.zip(result.denominator).map(|(part, whole)| {
        let (part, whole) = (at.words.number(part.normalize()), at.words.number(whole.normalize()));
        at.words.fill("target.share", &[("part", &part), ("whole", &whole)])
    });
    ResultView {
        name: at.text(&result.name),
        value: result.value.map(|value| at.words.quantity(value, &result.unit)).unwrap_or_default(),
        share: share.unwrap_or_default(),
        period: at.words.period(result.start, result.end).unwrap_or_default(),
        source_line: source_line(at, &result.provenance),
        as_written: at.original(&result.provenance.as_written),
    }
}

fn statement_view(at: &Standpoint<'_>, statement: &Statement) -> StatementView {
    let value = statement.value.map(|value| at.words.compare(statement.comparator, value, &statement.unit));
    StatementView {
        place: at.words.label("place", &statement.place),
        value: value.unwrap_or_else(|| at.t("goal.in-words")),
        source_line: source_line(at, &statement.provenance),
        as_written: at.original(&statement.provenance.as_written),
    }
}

/// Targets of other plans that measure the same indicator.
fn elsewhere(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Vec<TargetRow> {
    let Some(indicator) = &target.indicator else { return Vec::new() };
    let rows = at.catalog().backlinks.indicators.get(&indicator.id).into_iter().flatten();
    let others = rows.filter(|row| row.table == PlanTable::Targets && row.plan != plan.id).filter_map(|row| {
        let plan = at.catalog().plans.get(&row.plan)?;
        Some(target_row(at, plan, plan.targets.rows.get(row.row)?))
    });
    others.collect()
}
