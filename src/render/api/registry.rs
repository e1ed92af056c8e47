//! Answers about what plans share: agencies with all their roles, documents
//! with what changed them and who rests on them, indicators with all that
//! measures them.

use jiff::civil::Date;

use super::head::{
    AgencyKinds, AgencyLevels, Comparators, Directions, DocumentTypes, Labelled, MaybeCode, Named, NamedDocument, Relations, Teller, filled,
};
use super::promise::TargetStates;
use super::shape::{Code, Pages, Told, Vocabulary, record};
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::model::backlinks::{PlanTable, Role, RowRef};
use crate::model::document::{Force, LegalDocument, Relation};
use crate::model::indicator::Indicator;
use crate::model::plan::Plan;
use crate::model::value::Decimal;
use crate::route::{Answer, PageId};

/// What an agency has to do with a promise.
pub(in crate::render) struct Roles;

impl Vocabulary for Roles {
    fn codes() -> Vec<String> {
        let all = [Role::Leads, Role::Coordinates, Role::Monitors, Role::Reports, Role::Receives, Role::Issued];
        all.iter().map(|role| role.name().to_owned()).collect()
    }
}

/// Tables of a plan, and the plan itself.
pub(in crate::render) struct PlanTables;

impl Vocabulary for PlanTables {
    fn codes() -> Vec<String> {
        ["plan", "targets", "statements", "results", "tasks", "budget", "citations", "obligations"].map(str::to_owned).to_vec()
    }
}

/// Whether a document is in force.
pub(in crate::render) struct ForceCodes;

impl Vocabulary for ForceCodes {
    fn codes() -> Vec<String> {
        Force::ALL.map(|force| force.name().to_owned()).to_vec()
    }
}

record! {
    /// A row of a plan's tables, or a plan itself.
    RowOf {
        /// The plan.
        plan: Named,
        /// The table.
        table: Code<PlanTables>,
        /// The id of the row, unique in the plan; null for the plan itself.
        id: Option<String>,
        /// What the row is called.
        name: Told,
    }
}

record! {
    /// An agency.
    AgencyAnswer = "agency" {
        /// Its id.
        id: String,
        /// Its name.
        name: Told,
        /// Its page.
        pages: Option<Pages>,
        /// Whether it is one agency, several named together, or a division of one.
        kind: Code<AgencyKinds>,
        /// Its level.
        level: MaybeCode<AgencyLevels>,
        /// The province that it belongs to.
        province: Option<Labelled>,
        /// The agency that it belongs to.
        parent: Option<Named>,
        /// The agencies that belong to it.
        children: Vec<Named>,
        /// The agencies that it stands for, when it is several.
        members: Vec<Named>,
        /// The groups that it is a member of.
        groups: Vec<Named>,
        /// The agency that took over from it.
        successor: Option<Named>,
        /// The agencies that it took over from.
        predecessors: Vec<Named>,
        /// The first day of its existence.
        valid_from: Option<Date>,
        /// The last day of its existence.
        valid_to: Option<Date>,
        /// What documents call it.
        aliases: Vec<AliasOf>,
        /// Everything in all plans that it leads, coordinates, monitors, reports, receives or issued.
        roles: Vec<RoleOf>,
    }
}

record! {
    /// What documents call an agency.
    AliasOf {
        /// The words.
        alias: String,
        /// The only plan that says so; null: everywhere.
        plan: Option<Named>,
    }
}

record! {
    /// What an agency has to do with a promise.
    RoleOf {
        /// What.
        role: Code<Roles>,
        /// With which promise.
        of: RowOf,
    }
}

record! {
    /// A legal or administrative document.
    DocumentAnswer = "document" {
        /// Its id.
        id: String,
        /// Its page.
        pages: Option<Pages>,
        /// Its number.
        number: Option<String>,
        /// Its type.
        r#type: Code<DocumentTypes>,
        /// Who issued it.
        issuer: Option<Named>,
        /// Its date.
        date: Option<Date>,
        /// Its title.
        title: Told,
        /// The first day in force.
        in_force_from: Option<Date>,
        /// The last day in force.
        in_force_to: Option<Date>,
        /// Whether it is in force on the day as_of.
        in_force: Option<Code<ForceCodes>>,
        /// What other documents did to it.
        changed_by: Vec<RelationOf>,
        /// What it did to others.
        changes: Vec<RelationOf>,
        /// What rests on it or cites it.
        cited_by: Vec<RowOf>,
    }
}

record! {
    /// What one document did to another.
    RelationOf {
        /// What.
        relation: Code<Relations>,
        /// The other document.
        document: NamedDocument,
        /// Since when.
        date: Option<Date>,
        /// To which part of it.
        scope: Told,
        /// Where it says so.
        source: Option<String>,
    }
}

record! {
    /// What targets and results of several plans measure.
    IndicatorAnswer = "indicator" {
        /// Its id.
        id: String,
        /// Its name.
        name: Told,
        /// Its page.
        pages: Option<Pages>,
        /// Its unit.
        unit: Option<String>,
        /// Which way is better.
        direction: MaybeCode<Directions>,
        /// How it is defined.
        definition: Told,
        /// The targets that it measures.
        targets: Vec<MeasuredTarget>,
        /// The results that it measures.
        results: Vec<MeasuredResult>,
    }
}

record! {
    /// A target, as an indicator compares it.
    MeasuredTarget {
        /// The plan.
        plan: Named,
        /// The target's id, unique in the plan.
        id: String,
        /// Its name.
        name: Told,
        /// How a value has to compare with this one.
        comparator: MaybeCode<Comparators>,
        /// The value to reach.
        value: Option<Decimal>,
        /// The unit of values.
        unit: Option<String>,
        /// The first day of its period.
        start: Option<Date>,
        /// The last day of its period.
        end: Option<Date>,
        /// How it is going.
        state: Code<TargetStates>,
    }
}

record! {
    /// A result, as an indicator compares it.
    MeasuredResult {
        /// The plan.
        plan: Named,
        /// The result's id, unique in the plan.
        id: String,
        /// Its name.
        name: Told,
        /// The first day of its period.
        start: Option<Date>,
        /// The last day of its period.
        end: Option<Date>,
        /// The value.
        value: Option<Decimal>,
        /// The unit of the value.
        unit: Option<String>,
    }
}

/// Whether a document is in force on the portal's day; none without a day.
pub(super) fn force(teller: &Teller<'_>, document: &LegalDocument) -> Option<Code<ForceCodes>> {
    Some(Code::new(document.force(teller.context.catalog.as_of?).name()))
}

/// An agency.
pub(super) fn agency(teller: &Teller<'_>, agency: &Agency) -> AgencyAnswer {
    let catalog = teller.context.catalog;
    let links = &catalog.backlinks;
    let named = |ids: Option<&Vec<String>>| -> Vec<Named> {
        ids.into_iter().flatten().filter(|id| catalog.agencies.contains_key(*id)).map(|id| teller.agency(&Ref::new(id.clone()))).collect()
    };
    let roles = links.agencies.get(&agency.id).into_iter().flatten();
    AgencyAnswer {
        head: teller.registry_head(&Answer::Agency(agency.id.clone()), "agencies"),
        id: agency.id.clone(),
        name: teller.text(&agency.name),
        pages: teller.pages(&PageId::Agency(agency.id.clone())),
        kind: Code::new(agency.kind.name()),
        level: Code::maybe(&agency.level),
        province: agency.province.as_ref().map(|province| teller.province(province)),
        parent: agency.parent.as_ref().map(|parent| teller.agency(parent)),
        children: named(links.children.get(&agency.id)),
        members: teller.agencies(&agency.members),
        groups: named(links.groups.get(&agency.id)),
        successor: agency.successor.as_ref().map(|successor| teller.agency(successor)),
        predecessors: named(links.predecessors.get(&agency.id)),
        valid_from: agency.valid_from,
        valid_to: agency.valid_to,
        aliases: agency
            .aliases
            .iter()
            .map(|alias| AliasOf { alias: alias.alias.clone(), plan: alias.plan.as_ref().map(|plan| teller.plan(&catalog[plan])) })
            .collect(),
        roles: roles.filter_map(|(role, of)| Some(RoleOf { role: Code::new(role.name()), of: row(teller, of)? })).collect(),
    }
}

/// A document.
pub(super) fn document(teller: &Teller<'_>, document: &LegalDocument) -> DocumentAnswer {
    let relation = |relation: &Relation| RelationOf {
        relation: Code::new(&relation.relation),
        document: teller.document(&relation.other),
        date: relation.date,
        scope: teller.text(&relation.scope),
        source: filled(&relation.source),
    };
    let cited_by = teller.context.catalog.backlinks.documents.get(&document.id).into_iter().flatten();
    DocumentAnswer {
        head: teller.registry_head(&Answer::Document(document.id.clone()), "documents"),
        id: document.id.clone(),
        pages: teller.pages(&PageId::Document(document.id.clone())),
        number: filled(&document.number),
        r#type: Code::new(&document.kind),
        issuer: document.issuer.as_ref().map(|issuer| teller.agency(issuer)),
        date: document.date,
        title: teller.text(&document.title),
        in_force_from: document.in_force_from,
        in_force_to: document.in_force_to,
        in_force: force(teller, document),
        changed_by: document.changed_by.iter().map(relation).collect(),
        changes: document.changes.iter().map(relation).collect(),
        cited_by: cited_by.filter_map(|of| row(teller, of)).collect(),
    }
}

/// An indicator.
pub(super) fn indicator(teller: &Teller<'_>, indicator: &Indicator) -> IndicatorAnswer {
    let catalog = teller.context.catalog;
    let rows = || catalog.backlinks.indicators.get(&indicator.id).into_iter().flatten();
    let of = |row: &RowRef, table: PlanTable| catalog.plans.get(&row.plan).filter(|_| row.table == table);
    IndicatorAnswer {
        head: teller.registry_head(&Answer::Indicator(indicator.id.clone()), "indicators"),
        id: indicator.id.clone(),
        name: teller.text(&indicator.name),
        pages: teller.pages(&PageId::Indicator(indicator.id.clone())),
        unit: filled(&indicator.unit),
        direction: indicator.direction.map(|direction| Code::new(direction.name())),
        definition: teller.text(&indicator.definition),
        targets: rows().filter_map(|row| Some(measured_target(teller, of(row, PlanTable::Targets)?, row.row))).collect(),
        results: rows().filter_map(|row| Some(measured_result(teller, of(row, PlanTable::Results)?, row.row))).collect(),
    }
}

fn measured_target(teller: &Teller<'_>, plan: &Plan, row: usize) -> MeasuredTarget {
    let target = &plan.targets.rows[row];
    MeasuredTarget {
        plan: teller.plan(plan),
        id: target.id.clone(),
        name: teller.text(&target.name),
        comparator: target.comparator.map(|comparator| Code::new(comparator.sign())),
        value: target.value,
        unit: filled(&target.unit),
        start: target.start,
        end: target.end,
        state: Code::new(target.status.state.name()),
    }
}

fn measured_result(teller: &Teller<'_>, plan: &Plan, row: usize) -> MeasuredResult {
    let result = &plan.results.rows[row];
    MeasuredResult {
        plan: teller.plan(plan),
        id: result.id.clone(),
        name: teller.text(&result.name),
        start: result.start,
        end: result.end,
        value: result.value,
        unit: filled(&result.unit),
    }
}

/// A row of a plan's tables.
fn row(teller: &Teller<'_>, of: &RowRef) -> Option<RowOf> {
    let plan = teller.context.catalog.plans.get(&of.plan)?;
    let (table, id, name) = match of.table {
        PlanTable::Plan => ("plan", None, teller.plan_title(plan)),
        PlanTable::Targets => plan.targets.rows.get(of.row).map(|row| ("targets", Some(&row.id), teller.text(&row.name)))?,
        PlanTable::Results => plan.results.rows.get(of.row).map(|row| ("results", Some(&row.id), teller.text(&row.name)))?,
        PlanTable::Tasks => plan.tasks.rows.get(of.row).map(|row| ("tasks", Some(&row.id), teller.text(&row.title)))?,
        PlanTable::Budget => plan.budget.rows.get(of.row).map(|row| ("budget", Some(&row.id), teller.text(&row.purpose)))?,
        PlanTable::Obligations => plan.obligations.rows.get(of.row).map(|row| ("obligations", Some(&row.id), teller.text(&row.name)))?,
        PlanTable::Statements => {
            let row = plan.statements.rows.get(of.row)?;
            let name = plan.target(&row.target.id).map(|target| teller.text(&target.name));
            ("statements", Some(&row.id), name.unwrap_or(Told(Vec::new())))
        }
        PlanTable::Citations => {
            let row = plan.citations.rows.get(of.row)?;
            ("citations", Some(&row.id), teller.text(&teller.context.catalog[&row.document].title))
        }
    };
    Some(RowOf { plan: teller.plan(plan), table: Code::new(table), id: id.cloned(), name })
}
