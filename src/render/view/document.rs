//! Documents: the list of them, and a document's force, changes and citations.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::answer::{Sentence, clauses, counts, list, tell};
use super::bounded::{Cut, MOST_ROWS};
use super::by_plan::{OfPlan, targets_by_plan, tasks_by_plan};
use super::cited::Ways;
use super::force::{ForceView, force};
use super::lists::of_documents;
use super::paging::{Paging, listed};
use super::promises::{TargetRow, TaskRow, plans_of};
use super::standpoint::Standpoint;
use super::{Fact, Facts, Head, Item};
use crate::model::Ref;
use crate::model::backlinks::{PlanTable, RowRef};
use crate::model::document::{Force, LegalDocument, Relation};
use crate::route::PageId;

/// The page of all documents.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Documents {
    /// How many of them are in force; on the first page.
    answer: Sentence,
    intro: String,
    documents: Vec<DocumentRow>,
    paging: Paging,
}

/// A document in the list.
#[derive(Debug, Serialize)]
struct DocumentRow {
    document: Item,
    /// Its title; empty when it has no number and is called by it.
    title: Item,
    date: Vec<Item>,
    force: ForceView,
}

/// A document's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DocumentView {
    /// Its title, which may be long.
    title: Item,
    /// Whether it is in force, what followed it, and who rests on it.
    answer: Sentence,
    force: ForceView,
    facts: Vec<Fact>,
    changed_by: Vec<RelationView>,
    changes: Vec<RelationView>,
    /// Plans that cite it, with its number as they print it.
    cited_by: Vec<Citing>,
    /// Targets that rest on it.
    targets: Vec<OfPlan<TargetRow>>,
    /// What is said when there are more.
    targets_cut: Option<Cut>,
    /// Tasks that rest on it.
    tasks: Vec<OfPlan<TaskRow>>,
    /// What is said when there are more.
    tasks_cut: Option<Cut>,
}

/// What one document does to another.
#[derive(Debug, Serialize)]
struct RelationView {
    relation: String,
    document: Item,
    title: Item,
    date: Vec<Item>,
    scope: Item,
    source: Item,
}

/// A plan that cites the document.
#[derive(Debug, Serialize)]
struct Citing {
    plan: Item,
    as_written: Vec<Item>,
}

/// A page of the list of all documents, newest first.
pub(in crate::render) fn documents(at: &Standpoint<'_>, number: u64) -> (Head, Documents) {
    let (ids, head, paging) = listed(at, &PageId::Documents, number, at.section_head("documents"));
    let row = |document: &LegalDocument| DocumentRow {
        document: at.document(&Ref::new(&*document.id)),
        title: if document.number.is_empty() { Item::default() } else { at.text(&document.title) },
        date: at.dates(document.date),
        force: force(at, document),
    };
    let documents = ids.into_iter().filter_map(|id| at.catalog().documents.get(id)).map(row).collect();
    let answer = if number == 1 { of_documents(at) } else { Sentence::default() };
    (head, Documents { answer, intro: at.t("intro.documents"), documents, paging })
}

/// A document's page.
pub(in crate::render) fn document(at: &Standpoint<'_>, document: &LegalDocument) -> (Head, DocumentView) {
    let title = at.text(&document.title);
    let label = at.document_label(document);
    let told = if label.text == title.text { title.text.clone() } else { format!("{}. {}", label.text, title.text) };
    let rows = at.catalog().backlinks.documents.get(&document.id).map_or(&[][..], Vec::as_slice);
    let answer = answer(at, document, rows);
    let description = format!("{}. {}", told.trim_end_matches('.'), answer.text());
    let head = Head { title: label, description, above: vec![at.above(PageId::Documents, "documents")] };
    let relation = |relation: &Relation, key: String| RelationView {
        relation: at.words.label("relation", &key),
        document: at.document(&relation.other),
        title: at.catalog().documents.get(&relation.other.id).map(|other| at.text(&other.title)).unwrap_or_default(),
        date: at.dates(relation.date),
        scope: at.text(&relation.scope),
        source: source(&relation.source),
    };
    let passive = |relation: &str| match relation {
        "amends" => "amended-by".to_owned(),
        "repeals" => "repealed-by".to_owned(),
        "replaces" => "replaced-by".to_owned(),
        other => other.to_owned(),
    };
    let (targets, targets_cut) = targets_by_plan(at, rows, |row, _| row);
    let (tasks, tasks_cut) = tasks_by_plan(at, rows, |row, _| row);
    let view = DocumentView {
        title,
        force: force(at, document),
        answer,
        facts: facts(at, document),
        changed_by: document.changed_by.iter().map(|change| relation(change, passive(&change.relation))).collect(),
        changes: document.changes.iter().map(|change| relation(change, change.relation.clone())).collect(),
        cited_by: citing(at, rows),
        targets,
        targets_cut,
        tasks,
        tasks_cut,
    };
    (head, view)
}

/// A source as a link when it is an address.
fn source(text: &str) -> Item {
    let is_web = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    Item::plain(text).to(is_web.then(|| text.to_owned()))
}

fn answer(at: &Standpoint<'_>, document: &LegalDocument, rows: &[RowRef]) -> Sentence {
    let of = |table| rows.iter().filter(move |row| row.table == table);
    let cited = counts(at, &[("plans", plans_of(of(PlanTable::Citations)))]);
    let resting = counts(at, &[("targets", of(PlanTable::Targets).count()), ("tasks", of(PlanTable::Tasks).count())]);
    let mut uses = Vec::new();
    if !cited.is_empty() {
        uses.push(tell(at, "document.use-cited", &[("plans", cited.into())]));
    }
    if !resting.is_empty() {
        uses.push(tell(at, "document.use-basis", &[("what", resting.into())]));
    }
    if uses.is_empty() {
        uses.push(at.t("document.use-none").into());
    }
    tell(at, "document.answer", &[("force", told_force(at, document)), ("use", clauses(at, uses))])
}

/// Whether it is in force, and what ended it.
fn told_force(at: &Standpoint<'_>, document: &LegalDocument) -> Sentence {
    let Some(day) = at.catalog().as_of else { return at.t("document.answer-undated").into() };
    let date = |date: Option<Date>| date.map(|date| at.date(date).into()).unwrap_or_default();
    let key = match document.force(day) {
        Force::Unknown => "document.answer-unknown",
        Force::NotYet => "document.answer-not-yet",
        Force::InForce => "document.answer-in-force",
        Force::Ended => "document.answer-ended",
    };
    let args = [("date", at.date(day).into()), ("from", date(document.in_force_from)), ("to", date(document.in_force_to))];
    let force = tell(at, key, &args);
    let by = |relation: &str| {
        let known = |change: &&Relation| change.relation == relation && change.date.is_none_or(|date| date <= day);
        let others = document.changed_by.iter().filter(known).map(|change| at.document(&change.other));
        list(at, others.collect())
    };
    for (relation, key) in [("replaces", "document.answer-replaced"), ("repeals", "document.answer-repealed")] {
        let by = by(relation);
        if !by.is_empty() && document.force(day) != Force::InForce {
            return tell(at, key, &[("force", force), ("by", by)]);
        }
    }
    force
}

fn facts(at: &Standpoint<'_>, document: &LegalDocument) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(at.t("document-type.label"), vec![Item::plain(at.words.label("document-type", &document.kind))]);
    facts.add(at.t("document.number"), vec![Item::plain(&document.number)]);
    facts.add(at.t("document.issuer"), document.issuer.iter().map(|issuer| at.agency(issuer)).collect());
    facts.add(at.t("document.date"), at.dates(document.date));
    facts.add(at.t("document.in-force-from"), at.dates(document.in_force_from));
    facts.add(at.t("document.in-force-to"), at.dates(document.in_force_to));
    facts.list()
}

/// Plans that cite the document, each once.
fn citing(at: &Standpoint<'_>, rows: &[RowRef]) -> Vec<Citing> {
    let mut plans: BTreeMap<&str, Ways> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.table == PlanTable::Citations).take(MOST_ROWS) {
        let Some(citation) = at.catalog().plans.get(&row.plan).and_then(|plan| plan.citations.rows.get(row.row)) else { continue };
        let written = [citation.number_as_written.as_str(), citation.date_as_written.as_str()];
        let written = written.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        plans.entry(&row.plan).or_default().add(written, citation.provenance.page_line);
    }
    let named = plans.into_iter().filter_map(|(id, ways)| {
        let plan = at.catalog().plans.get(id)?;
        Some(Citing { plan: at.plan(plan), as_written: ways.items(at) })
    });
    named.collect()
}
