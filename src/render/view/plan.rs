//! A plan's page.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::against::comparisons;
use super::answer::{Sentence, counts, plans_going, tell};
use super::bounded::{Cut, MOST_ROWS, cut_of, more};
use super::charts::own_figure;
use super::cite::{self, Citation};
use super::cited::Ways;
use super::contradiction::contradiction;
use super::duties::{Duty, duty_view};
use super::files::{self, Files};
use super::force::{ForceView, force};
use super::money::{MoneyView, money};
use super::promises::{TargetRow, TaskRow, target_row, task_row};
use super::prose::{Prose, body};
use super::results::{ResultView, result_view};
use super::short::Home;
use super::standpoint::Standpoint;
use super::status::{self, Board};
use super::{Fact, Facts, Head, Item};
use crate::model::Ref;
use crate::model::backlinks::PlanTable;
use crate::model::plan::{Plan, Target, Task};
use crate::route::{LEADS, PageId, TASKS};

/// A plan's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PlanView {
    /// What it promises and how that is going, in one sentence.
    answer: Sentence,
    /// Issuer, number, date, period, source.
    facts: Vec<Fact>,
    /// The summary.
    body: Option<Prose>,
    /// How targets and tasks are going.
    boards: Vec<Board>,
    /// Targets by pillar.
    targets: Vec<Group<TargetRow>>,
    /// What is said when there are more targets.
    targets_cut: Option<Cut>,
    /// Who leads how much of which pillar, as a figure; empty when there is too little.
    chart: String,
    /// The tasks by quarter as a figure; empty when there are too few.
    timeline: String,
    /// Tasks, grouped as printed.
    tasks: Vec<Group<TaskRow>>,
    /// What is said when there are more tasks.
    tasks_cut: Option<Cut>,
    /// Results that belong to no target.
    results: Vec<ResultView>,
    /// What is said when there are more results.
    results_cut: Option<Cut>,
    /// The money.
    money: Option<MoneyView>,
    /// The documents it cites, in the order of the text.
    documents: Vec<Cited>,
    /// What is said when there are more citations.
    documents_cut: Option<Cut>,
    /// Who reports what to whom.
    obligations: Vec<Duty>,
    /// What is said when there are more duties.
    obligations_cut: Option<Cut>,
    /// Where the text disagrees with itself, in plain words.
    contradictions: Vec<String>,
    /// How many more there are, in words; empty when all are told.
    more_contradictions: String,
    /// Files of its dataset.
    files: Option<Files>,
    /// Its dataset.
    dataset: Option<Item>,
    /// How to cite it.
    citation: Citation,
}

/// Rows under a common title.
#[derive(Debug, Serialize)]
struct Group<T> {
    title: Item,
    rows: Vec<T>,
}

/// A document as a plan cites it.
#[derive(Debug, Serialize)]
struct Cited {
    document: Item,
    title: Item,
    /// Whether it is in force on the portal's day.
    force: Option<ForceView>,
    /// Number and date as printed.
    as_written: Vec<Item>,
}

/// A plan's page.
///
/// # Errors
/// When the plan's text cannot be read again.
pub(in crate::render) fn plan(at: &Standpoint<'_>, plan: &Plan) -> io::Result<(Head, PlanView)> {
    let page = at.catalog().pages.get(&plan.page.id);
    let head = Head {
        title: at.plan_title(plan),
        description: page.map(|page| at.text(&page.description).text).unwrap_or_default(),
        above: vec![at.above(PageId::Plans, "plans")],
    };
    let dataset = at.catalog().datasets.get(&plan.dataset).map(Box::as_ref);
    let home = Home::of(at, plan);
    let loose = || plan.results.iter().filter(|result| result.target.is_none());
    let view = PlanView {
        answer: answer(at, plan),
        facts: facts(at, plan),
        body: page.map(|page| body(at, page)).transpose()?.flatten(),
        boards: [
            status::of_targets(at, plan.targets.iter().map(|target| target.status.state)),
            status::of_tasks(at, plan.tasks.iter().map(|task| task.status.state)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        targets: targets_by_pillar(at, plan, &home),
        targets_cut: cut_of(at, plan, PlanTable::Targets, plan.targets.len()),
        chart: own_figure(at, &PageId::Plan(plan.id.clone()), LEADS),
        timeline: own_figure(at, &PageId::Plan(plan.id.clone()), TASKS),
        tasks: tasks_by_group(at, plan, &home),
        tasks_cut: cut_of(at, plan, PlanTable::Tasks, plan.tasks.len()),
        results: loose().take(MOST_ROWS).map(|result| result_view(at, result)).collect(),
        results_cut: cut_of(at, plan, PlanTable::Results, loose().count()),
        money: money(at, plan),
        documents: documents(at, plan),
        documents_cut: cut_of(at, plan, PlanTable::Citations, plan.citations.len()),
        obligations: plan.obligations.iter().take(MOST_ROWS).map(|duty| duty_view(at, duty).at_home(&home, duty)).collect(),
        obligations_cut: cut_of(at, plan, PlanTable::Obligations, plan.obligations.len()),
        contradictions: contradictions(at, plan),
        more_contradictions: more(at, plan.contradictions.len().saturating_sub(MOST_ROWS)),
        files: files::plan_files(at, plan, dataset),
        citation: citation(at, plan),
        dataset: dataset.map(|dataset| at.text(&dataset.title).to(at.href(&PageId::Dataset(dataset.name.clone())))),
    };
    Ok((head, view))
}

fn answer(at: &Standpoint<'_>, plan: &Plan) -> Sentence {
    let what = counts(at, &[("targets", plan.targets.len()), ("tasks", plan.tasks.len())]);
    if what.is_empty() {
        return at.t("plan.answer-nothing").into();
    }
    let period = at.words.period(plan.start, plan.end);
    let when = period.map(|period| tell(at, "plan.answer-for", &[("period", period.into())])).unwrap_or_default();
    let state = plans_going(at, [plan]);
    match &plan.issuer {
        Some(issuer) => {
            tell(at, "plan.answer", &[("who", at.agency(issuer).into()), ("what", what.into()), ("when", when), ("state", state)])
        }
        None => tell(at, "plan.answer-no-issuer", &[("what", what.into()), ("when", when), ("state", state)]),
    }
}

fn facts(at: &Standpoint<'_>, plan: &Plan) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(at.t("plan.type"), vec![Item::plain(at.words.label("document-type", &plan.kind))]);
    facts.add(at.t("plan.issuer"), plan.issuer.iter().map(|issuer| at.agency(issuer)).collect());
    let number = if plan.number.is_empty() { at.t("plan.no-number") } else { plan.number.clone() };
    facts.add(at.t("plan.number"), vec![Item::plain(number)]);
    facts.add(at.t("plan.date"), plan.date.map(|date| at.partial(date)).into_iter().collect());
    facts.add(at.t("plan.period"), at.words.period(plan.start, plan.end).map(Item::plain).into_iter().collect());
    let source = plan.source_url.as_ref().map(|url| Item::plain(url).to(Some(url.clone())));
    facts.add(at.t("plan.source"), source.into_iter().collect());
    facts.add(at.t("against.label"), comparisons(at, plan));
    facts.list()
}

/// How to cite it.
pub(in crate::render) fn citation(at: &Standpoint<'_>, plan: &Plan) -> Citation {
    cite::citation(at, &cited_plan(at, plan))
}

/// The plan as citations name it.
pub(in crate::render) fn cited_plan<'a>(at: &Standpoint<'_>, plan: &'a Plan) -> cite::Cited<'a> {
    let issuer = plan.issuer.as_ref().map_or_else(|| at.publisher_of_portal(), |issuer| at.agency(issuer)).text;
    cite::Cited {
        key: &plan.id,
        kind: cite::Kind::Report,
        author: issuer,
        title: at.plan_title(plan).text,
        number: plan.number.clone(),
        date: plan.date.map(|date| at.words.partial(date)).unwrap_or_default(),
        year: plan.date.map(|date| date.year.to_string()).unwrap_or_default(),
    }
}

/// Targets under their pillars, in the pillars' order; those without one last.
fn targets_by_pillar(at: &Standpoint<'_>, plan: &Plan, home: &Home<'_>) -> Vec<Group<TargetRow>> {
    let mut groups: BTreeMap<(i64, String), Vec<&Target>> = BTreeMap::new();
    for target in plan.targets.iter().take(MOST_ROWS) {
        let known = target.pillar.as_ref().and_then(|pillar| at.catalog().pillars.get(&pillar.id));
        let key = known.map_or((i64::MAX, String::new()), |pillar| (pillar.order, pillar.id.clone()));
        groups.entry(key).or_default().push(target);
    }
    let group = |((_, id), targets): ((i64, String), Vec<&Target>)| Group {
        title: if id.is_empty() { Item::plain(at.t("plan.other-targets")) } else { at.pillar(&Ref::new(id)) },
        rows: targets.into_iter().map(|target| target_row(at, plan, target).at_home(home, target)).collect(),
    };
    groups.into_iter().map(group).collect()
}

/// Tasks in the order of the file, a group for every run of one group.
fn tasks_by_group(at: &Standpoint<'_>, plan: &Plan, home: &Home<'_>) -> Vec<Group<TaskRow>> {
    let mut groups: Vec<(&Task, Group<TaskRow>)> = Vec::new();
    for task in plan.tasks.iter().take(MOST_ROWS) {
        let same = |first: &Task| first.group == task.group && first.group_title == task.group_title;
        let row = task_row(at, plan, task).at_home(home, task);
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, group)) => group.rows.push(row),
            None => groups.push((task, Group { title: group_title(at, task), rows: vec![row] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// `II. Nhận thức số`, as printed.
pub(in crate::render) fn group_title(at: &Standpoint<'_>, task: &Task) -> Item {
    let title = at.text(&task.group_title);
    match (task.group.is_empty(), title.text.is_empty()) {
        (true, true) => Item::plain(at.t("plan.other-tasks")),
        (false, true) => Item::plain(&task.group),
        (true, false) => title,
        (false, false) => Item { text: format!("{}. {}", task.group.trim_end_matches('.'), title.text), ..title },
    }
}

/// Every document once, with all the ways in which the plan writes it.
fn documents(at: &Standpoint<'_>, plan: &Plan) -> Vec<Cited> {
    let mut cited: Vec<(&str, Ways)> = Vec::new();
    for citation in plan.citations.iter().take(MOST_ROWS) {
        let date = (!citation.date_as_written.is_empty()).then(|| at.words.fill("plan.cited-date", &[("date", &citation.date_as_written)]));
        let written = [citation.number_as_written.clone(), date.unwrap_or_default()];
        let written = written.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let place = cited.iter().position(|(id, _)| *id == citation.document.id).unwrap_or_else(|| {
            cited.push((&citation.document.id, Ways::default()));
            cited.len() - 1
        });
        cited[place].1.add(written, citation.provenance.page_line);
    }
    let one = |(id, ways): (&str, Ways)| {
        let known = at.catalog().documents.get(id);
        // A document without a number is called by its title already.
        let title = known.filter(|document| !document.number.is_empty()).map(|document| at.text(&document.title)).unwrap_or_default();
        Cited { document: at.document(&Ref::new(id)), title, force: known.map(|document| force(at, document)), as_written: ways.items(at) }
    };
    cited.into_iter().map(one).collect()
}

fn contradictions(at: &Standpoint<'_>, plan: &Plan) -> Vec<String> {
    plan.contradictions.iter().take(MOST_ROWS).map(|finding| contradiction(at, finding.clone())).collect()
}
