//! The money of a plan: its lines as a tree, and totals that name their members.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Item;
use super::bounded::{Cut, MOST_ROWS, cut_of, first_names};
use super::standpoint::Standpoint;
use crate::model::backlinks::PlanTable;
use crate::model::plan::{BudgetLine, Plan, Stage};
use crate::model::value::Decimal;

/// The money of a plan.
#[derive(Debug, Serialize)]
pub(in crate::render) struct MoneyView {
    /// Its lines; a part follows the line that it is part of.
    lines: Vec<Line>,
    /// What is said when there are more lines.
    cut: Option<Cut>,
    /// One total per stage, unless there is only one line.
    totals: Vec<Total>,
    /// Whether there are parts, which totals do not add again.
    has_parts: bool,
    /// Whether there are several stages, which are not added together.
    has_stages: bool,
}

/// An amount of money.
#[derive(Debug, Serialize)]
struct Line {
    purpose: Item,
    /// Short, with the exact amount as its note.
    amount: Item,
    stage: String,
    source: Item,
    period: String,
    /// The line that it is part of.
    part_of: Option<String>,
    /// How deep it stands in the tree.
    depth: usize,
    /// Its line in the source text.
    source_line: String,
    as_written: Item,
}

/// The total of a stage.
#[derive(Debug, Serialize)]
struct Total {
    /// `Cộng, dự kiến`
    label: String,
    amount: Item,
    /// `gồm: …`
    members: String,
}

/// The money of a plan; `None` when it names none.
pub(in crate::render) fn money(at: &Standpoint<'_>, plan: &Plan) -> Option<MoneyView> {
    if plan.budget.is_empty() {
        return None;
    }
    let lines: Vec<Line> = tree(plan).into_iter().take(MOST_ROWS).map(|(line, depth)| line_view(at, plan, line, depth)).collect();
    let stages = Stage::ALL.into_iter().filter(|stage| plan.budget.iter().any(|line| line.stage == *stage)).count();
    Some(MoneyView {
        totals: Stage::ALL.into_iter().filter_map(|stage| total(at, plan, stage)).collect(),
        has_parts: lines.iter().any(|line| line.depth > 0),
        has_stages: stages > 1,
        cut: cut_of(at, plan, PlanTable::Budget, plan.budget.len()),
        lines,
    })
}

/// The line that a line is part of, if it is one of the plan.
fn parent<'a>(plan: &'a Plan, line: &BudgetLine) -> Option<&'a BudgetLine> {
    let whole = line.part_of.as_ref()?;
    plan.budget.find(&whole.id).filter(|whole| whole.id != line.id)
}

/// The lines with their depth, every part behind the line that it is part of.
fn tree(plan: &Plan) -> Vec<(&BudgetLine, usize)> {
    let mut parts: BTreeMap<Option<&str>, Vec<&BudgetLine>> = BTreeMap::new();
    for line in &plan.budget {
        parts.entry(parent(plan, line).map(|whole| whole.id.as_str())).or_default().push(line);
    }
    let mut tree = Vec::new();
    let mut left: Vec<(&BudgetLine, usize)> = parts.remove(&None).unwrap_or_default().into_iter().rev().map(|line| (line, 0)).collect();
    while let Some((line, depth)) = left.pop() {
        tree.push((line, depth));
        left.extend(parts.remove(&Some(line.id.as_str())).unwrap_or_default().into_iter().rev().map(|part| (part, depth + 1)));
    }
    tree
}

fn line_view(at: &Standpoint<'_>, plan: &Plan, line: &BudgetLine, depth: usize) -> Line {
    Line {
        purpose: at.text(&line.purpose),
        amount: amount(at, line.amount, Precision::of([line])),
        stage: at.words.label("stage", line.stage.name()),
        source: at.text(&line.source),
        period: at.words.period(line.start, line.end).unwrap_or_default(),
        part_of: parent(plan, line).map(|whole| at.words.fill("plan.part-of", &[("purpose", &at.text(&whole.purpose).text)])),
        depth,
        source_line: at.source_line(&line.provenance),
        as_written: at.original(&line.provenance.as_written),
    }
}

/// The total of a stage: only lines that are part of no other line of the same
/// stage are added.
fn total(at: &Standpoint<'_>, plan: &Plan, stage: Stage) -> Option<Total> {
    let inside_same_stage = |line: &BudgetLine| {
        let mut above = parent(plan, line);
        for _ in 0..plan.budget.len() {
            match above {
                Some(whole) if whole.stage == stage => return true,
                Some(whole) => above = parent(plan, whole),
                None => return false,
            }
        }
        false
    };
    let members: Vec<&BudgetLine> = plan.budget.iter().filter(|line| line.stage == stage && !inside_same_stage(line)).collect();
    if members.is_empty() || plan.budget.len() < 2 {
        return None;
    }
    let sum: Decimal = members.iter().map(|line| line.amount).sum();
    let names: Vec<Item> = members.iter().map(|line| at.text(&line.purpose)).collect();
    let names: Vec<String> = first_names(at, names).into_iter().map(|name| name.text).collect();
    let stage = at.words.label("stage", stage.name()).to_lowercase();
    Some(Total {
        label: at.words.fill("plan.total", &[("stage", &stage)]),
        amount: amount(at, sum, Precision::of(members.iter().copied())),
        members: at.words.fill("plan.total-members", &[("members", &at.words.list(&names))]),
    })
}

/// Whether an amount is the document's exact word.
enum Precision {
    Exact,
    About,
}

impl Precision {
    fn of<'a>(lines: impl IntoIterator<Item = &'a BudgetLine>) -> Self {
        if lines.into_iter().any(|line| line.approximate) { Precision::About } else { Precision::Exact }
    }
}

fn amount(at: &Standpoint<'_>, amount: Decimal, precision: Precision) -> Item {
    let money = at.words.money(amount);
    let short = match precision {
        Precision::About => at.words.fill("money.about", &[("amount", &money.short)]),
        Precision::Exact => money.short,
    };
    Item::plain(short).with_note(money.exact)
}
