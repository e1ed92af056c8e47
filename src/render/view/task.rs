//! A task's page: the answer first, then status, facts and the plan's own
//! wording.

use serde::Serialize;

use super::answer::{Sentence, list, tell, tell_count};
use super::bounded::more;
use super::cite::part;
use super::plan::{cited_plan, group_title};
use super::promises::task_link;
use super::short::Home;
use super::standpoint::Standpoint;
use super::status::{Explained, clause_of_task, of_task};
use super::target::{Wording, wording};
use super::{Fact, Facts, Head, Item};
use crate::model::plan::{Plan, Task};
use crate::route::PageId;

/// How many other tasks of the group are named.
const NEIGHBOURS: usize = 12;

/// A task's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TaskView {
    /// Who does it by when, and how it is going, in one sentence.
    answer: Sentence,
    /// What is to be done, where the plan says more than the title.
    objective: Item,
    /// Its status with its reason.
    explained: Explained,
    /// Plan, pillar, who, when.
    facts: Vec<Fact>,
    /// The plan's own words.
    wording: Wording,
    /// Other tasks of the same group.
    neighbours: Vec<Item>,
    /// How many more there are, in words; empty when all are named.
    more: String,
    /// How to cite it, in a sentence.
    citation: String,
}

/// A task's page.
pub(in crate::render) fn task(at: &Standpoint<'_>, plan: &Plan, task: &Task) -> (Head, TaskView) {
    let answer = answer(at, task);
    let title = at.text(&task.title);
    let head = Head {
        description: format!("{}. {}", title.text.trim_end_matches('.'), answer.text()),
        title,
        above: vec![at.above(PageId::Plans, "plans"), (PageId::Plan(plan.id.clone()), at.plan_title(plan))],
    };
    let same_group = |other: &&Task| other.group == task.group && other.group_title == task.group_title && other.id != task.id;
    let others: Vec<&Task> = plan.tasks.iter().filter(same_group).collect();
    let left = others.len().saturating_sub(NEIGHBOURS);
    let view = TaskView {
        answer,
        objective: at.text(&task.objective),
        explained: of_task(at, task),
        facts: facts(at, plan, task),
        wording: wording(at, &task.provenance),
        neighbours: others.iter().take(NEIGHBOURS).map(|other| task_link(at, plan, other)).collect(),
        more: more(at, left),
        citation: part(at, &cited_plan(at, plan), &head.title.text, task.provenance.page_line),
    };
    (head, view)
}

fn answer(at: &Standpoint<'_>, task: &Task) -> Sentence {
    // The plan's last day is no deadline that the plan states.
    let due = task.end.filter(|_| !task.recurring);
    let when = due.map(|day| tell(at, "task.answer-due", &[("date", at.date(day).into())])).unwrap_or_default();
    let state = clause_of_task(at, task);
    if task.lead.is_empty() {
        return tell(at, "task.answer-no-lead", &[("when", when), ("state", state)]);
    }
    let lead = list(at, at.agencies(&task.lead));
    tell_count(at, "task.answer", task.lead.len(), &[("lead", lead), ("when", when), ("state", state)])
}

fn facts(at: &Standpoint<'_>, plan: &Plan, task: &Task) -> Vec<Fact> {
    let mut facts = Facts::default();
    let home = Home::of(at, plan);
    facts.add(at.t("target.plan"), vec![at.plan(plan)]);
    facts.add(at.t("plan.lead"), home.agencies(&task.lead));
    facts.add(at.t("plan.coordinate"), home.agencies(&task.coordinate));
    facts.add(at.t("task.timeline"), vec![at.original(&task.timeline)]);
    facts.add(at.t("task.start"), at.dates(task.start));
    facts.add(at.t("task.deadline"), at.dates(task.end));
    facts.add(at.t("target.pillar"), task.pillar.iter().map(|pillar| at.pillar(pillar)).collect());
    facts.add(at.t("task.group"), vec![group_title(at, task)]);
    facts.add(at.t("task.number"), vec![Item::plain(&task.number)]);
    facts.add(at.t("target.basis"), task.legal_basis.iter().map(|document| at.document(document)).collect());
    facts.add(at.t("task.completed"), at.dates(task.completed));
    let is_web = ["https://", "http://"].iter().any(|scheme| task.evidence.starts_with(scheme));
    let evidence = Item::plain(at.t("task.evidence-link")).to(Some(task.evidence.clone()));
    facts.add(at.t("task.evidence"), if is_web { vec![evidence] } else { Vec::new() });
    facts.list()
}
